"""Group the claims that say the same thing about the same entities."""

from collections.abc import Sequence

from clew.records import Claim, Relation, Resolution, content_id
from clew.resolve.occurrences import OBJECT, SUBJECT
from clew.vocabulary import STATUS_PRECEDENCE, SYMMETRIC_PREDICATES


def group_relations(claims: Sequence[Claim], resolution: Resolution) -> tuple[Relation, ...]:
    """One relation for each predicate and pair of entities, in the order of their first claims.

    Of symmetric predicates either order is one relation. Denied, possible and planned claims stand in the relation
    beside asserted ones: `statuses` tells them apart. A relation's id is a hash of predicate and entity ids, so it
    stays as long as these do.
    """
    grouped: dict[tuple[str, str | None, str | None], list[Claim]] = {}
    for claim in claims:
        left, right = resolution.party.get((claim.id, SUBJECT)), resolution.party.get((claim.id, OBJECT))
        if claim.predicate in SYMMETRIC_PREDICATES and left and right and right < left:
            left, right = right, left
        grouped.setdefault((claim.predicate, left, right), []).append(claim)
    return tuple(
        Relation(
            id=content_id([predicate, left, right])[:16],
            predicate=members[0].predicate,
            subject=left,
            object=right,
            claims=tuple(dict.fromkeys(claim.id for claim in members)),
            statuses=tuple(status for status in STATUS_PRECEDENCE if status in {one.status for one in members}),
        )
        for (predicate, left, right), members in grouped.items()
    )
