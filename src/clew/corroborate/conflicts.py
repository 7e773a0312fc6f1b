"""Find where statements disagree, within and across documents, after origins are known; never settle it."""

from collections.abc import Sequence

from clew.corroborate.finders import FINDERS
from clew.corroborate.statements import ground
from clew.records import Claim, Conflict, Document, Lineage, Resolution


def find_conflicts(
    claims: Sequence[Claim], resolution: Resolution, lineages: Sequence[Lineage], documents: Sequence[Document]
) -> tuple[Conflict, ...]:
    """All conflicts, by kind and then in the order of the claims; each set of quotes once.

    Numbers are compared as ranges: an alarm where no number can be both, else a note. A copy that departs from its
    origin is named in `distorts`. The rules stand in docs/reference/corroboration.md.
    """
    where = ground(claims, resolution, lineages, documents)
    found: dict[tuple[object, ...], Conflict] = {}
    for finder in FINDERS:
        for one in finder(where):
            if len(one.statements) > 1:
                found.setdefault(
                    (one.kind, frozenset((side.doc, side.start, side.end) for side in one.statements)), one
                )
    return tuple(found.values())
