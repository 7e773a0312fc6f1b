"""Group the claims that say the same thing about the same entities."""

from bisect import bisect_left, insort
from collections.abc import Collection, Mapping, Sequence

from clew.records import Claim, Relation, Resolution, content_id
from clew.resolve.occurrences import OBJECT, SUBJECT
from clew.vocabulary import STATUS_PRECEDENCE, SYMMETRIC_PREDICATES

_Said = tuple[str, str | None, str | None]
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


class RelationGroups:
    """The claims of a case by what they say; further ones are taken in, and those whose parties changed are moved.

    Claims are known by their numbers. `_begun` and `_shown` are the first claim of each relation and the relation, in
    order; `_first` leads from what a relation says to its first claim.
    """

    def __init__(self) -> None:
        self._claims: list[Claim] = []
        self._at: dict[str, int] = {}
        self._says: list[_Said] = []
        self._members: dict[_Said, list[int]] = {}
        self._first: dict[_Said, int] = {}
        self._begun: list[int] = []
        self._shown: list[Relation] = []

    def relations(self) -> tuple[Relation, ...]:
        """All relations, in the order of their first claims."""
        return tuple(self._shown)

    def take(
        self, claims: Sequence[Claim], party: Mapping[tuple[str, str], str], changed: Collection[str] = ()
    ) -> None:
        """Take in the next claims; `changed` are the ids of claims of which a party is another than before."""
        touched: dict[_Said, None] = {}
        for at in sorted({self._at[claim] for claim in changed if claim in self._at}):
            before, now = self._says[at], _said(self._claims[at], party)
            if now != before:
                self._members[before].remove(at)
                insort(self._members.setdefault(now, []), at)
                self._says[at] = now
                touched |= {before: None, now: None}
        for claim in claims:
            if claim.id not in self._at:
                at = self._at[claim.id] = len(self._claims)
                says = _said(claim, party)
                self._claims.append(claim)
                self._says.append(says)
                self._members.setdefault(says, []).append(at)
                touched[says] = None
        for says in touched:
            self._hide(says)
        for says in touched:
            self._show(says)

    def _hide(self, says: _Said) -> None:
        """Take a relation away as it was."""
        if says in self._first:
            place = bisect_left(self._begun, self._first.pop(says))
            del self._begun[place], self._shown[place]

    def _show(self, says: _Said) -> None:
        """Bring a relation as it is now to its place, where a claim says it still."""
        if not self._members[says]:
            del self._members[says]
            return
        first = self._first[says] = self._members[says][0]
        place = bisect_left(self._begun, first)
        self._begun.insert(place, first)
        self._shown.insert(place, self._relation(says))

    def _relation(self, says: _Said) -> Relation:
        _, left, right = says
        members = [self._claims[at] for at in self._members[says]]
        statuses = {claim.status for claim in members}
        return Relation(
            id=content_id([*says])[:16],
            predicate=members[0].predicate,
            subject=left,
            object=right,
            claims=tuple([claim.id for claim in members]),
            statuses=tuple([status for status in STATUS_PRECEDENCE if status in statuses]),
        )


def _said(claim: Claim, party: Mapping[tuple[str, str], str]) -> _Said:
    """What a claim says of which entities."""
    left, right = party.get((claim.id, SUBJECT)), party.get((claim.id, OBJECT))
    if claim.predicate in SYMMETRIC_PREDICATES and left and right and right < left:
        left, right = right, left
    return claim.predicate.value, left, right
