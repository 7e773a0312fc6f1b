"""Tell where documents have their statements from, count independent origins, show who disagrees with whom."""

from clew.corroborate.conflicts import find_conflicts
from clew.corroborate.corroboration import corroborate
from clew.corroborate.lineage import trace_lineages

__all__ = ["corroborate", "find_conflicts", "trace_lineages"]
