"""Group the claims that say the same thing about the same entities."""

from bisect import insort
from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple

from clew.records import Claim, Relation, Resolution, content_id
from clew.resolve.occurrences import OBJECT, SUBJECT
from clew.vocabulary import STATUS_PRECEDENCE, SYMMETRIC_PREDICATES, Predicate, Status

_Said = tuple[Predicate, str | None, str | None]
"""What a relation says: the predicate, and the entities of subject and object."""


def group_relations(claims: Sequence[Claim], resolution: Resolution) -> tuple[Relation, ...]:
    """One relation for each predicate and pair of entities, in the order of their first claims.

    Of symmetric predicates either order is one relation. Denied, possible and planned claims stand in the relation
    beside asserted ones: `statuses` tells them apart. A relation's id is a hash of predicate and entity ids, so it
    stays as long as these do.
    """
    grouping = RelationGroups()
    grouping.take(claims, resolution.party)
    return grouping.relations()


class _Stated(NamedTuple):
    """What a relation keeps of a claim."""

    id: str
    predicate: Predicate
    status: Status


class RelationGroups:
    """The claims of a case by what they say; further ones are taken in, and those whose parties changed are moved."""

    def __init__(self) -> None:
        self._claims: list[_Stated] = []
        self._at: dict[str, int] = {}
        self._says: list[_Said] = []
        self._members: dict[_Said, list[int]] = {}
        self._relations: dict[_Said, Relation] = {}
        self._sorted = True

    def take(
        self, claims: Sequence[Claim], party: Mapping[tuple[str, str], str], changed: Collection[str] = ()
    ) -> None:
        """Take in the next claims; `changed` are the ids of claims of which a party is another than before."""
        touched: set[_Said] = set()
        for at in sorted({self._at[claim] for claim in changed if claim in self._at}):
            says = _said(self._claims[at], party)
            if says != self._says[at]:
                self._members[self._says[at]].remove(at)
                insort(self._members.setdefault(says, []), at)
                touched |= {self._says[at], says}
                self._says[at] = says
                self._sorted = False
        for claim in claims:
            if claim.id not in self._at:
                at = self._at[claim.id] = len(self._claims)
                self._claims.append(_Stated(claim.id, claim.predicate, claim.status))
                self._says.append(_said(claim, party))
                self._members.setdefault(self._says[at], []).append(at)
                touched.add(self._says[at])
        for says in [one for one in touched if not self._members[one]]:
            del self._members[says]
            del self._relations[says]
            touched.discard(says)
        self._relations |= {says: self._relation(says) for says in touched}

    def relations(self) -> tuple[Relation, ...]:
        """All relations, in the order of their first claims."""
        if not self._sorted:
            self._members = dict(sorted(self._members.items(), key=lambda one: one[1][0]))
            self._sorted = True
        return tuple([self._relations[says] for says in self._members])

    def _relation(self, says: _Said) -> Relation:
        predicate, left, right = says
        members = [self._claims[at] for at in self._members[says]]
        statuses = {claim.status for claim in members}
        return Relation(
            id=content_id([predicate, left, right])[:16],
            predicate=predicate,
            subject=left,
            object=right,
            claims=tuple([claim.id for claim in members]),
            statuses=tuple([status for status in STATUS_PRECEDENCE if status in statuses]),
        )


def _said(claim: Claim | _Stated, party: Mapping[tuple[str, str], str]) -> _Said:
    """What a claim says of which entities."""
    left, right = party.get((claim.id, SUBJECT)), party.get((claim.id, OBJECT))
    if claim.predicate in SYMMETRIC_PREDICATES and left and right and right < left:
        left, right = right, left
    return claim.predicate, left, right
