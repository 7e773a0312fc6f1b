"""Clew keeps the thread from every conclusion back to the words it rests on.

The way through, in order (`STAGES`):

read         file, folder, saved page → documents with exact offsets
extract      document → claims, each behind the quote gate
resolve      names in claims → entities, with the signals that joined them
corroborate  claims and documents → origins, corroboration, conflicts, grades
screen       entities → hits on sanctions lists
trace        relations and hits → ownership and exposure paths
report       the case → a dossier that an outsider can check

Stages meet in `clew.records` and `clew.ledger`; `clew.pipeline` runs them in this order.
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from clew.screen.matching import match

STAGES = ("read", "extract", "resolve", "corroborate", "screen", "trace", "report")

__all__ = ["STAGES", "match"]


def __getattr__(name: str) -> Any:
    """Load what screens names when it is asked for: commands that need none of it start without."""
    if name == "match":
        from clew.screen.matching import match  # noqa: PLC0415 - see above

        return match
    raise AttributeError(name)
