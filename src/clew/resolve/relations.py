"""Group the claims that say the same thing about the same entities."""

from bisect import bisect_left, insort
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

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


@dataclass(slots=True)
class _Group:
    """The claims that say one thing, by their numbers; `shown` is the first of them when the relation was last made."""

    says: _Said
    members: list[int] = field(default_factory=list)
    shown: int | None = None


class RelationGroups:
    """The claims of a case by what they say; further ones are taken in, and those whose parties changed are moved.

    Claims are known by their numbers. `_begun` and `_shown` are the first claim of each relation and the relation, in
    order.
    """

    def __init__(self) -> None:
        self._claims: list[Claim] = []
        self._at: dict[str, int] = {}
        self._of: list[_Group] = []
        self._groups: dict[_Said, _Group] = {}
        self._begun: list[int] = []
        self._shown: list[Relation] = []

    def relations(self) -> tuple[Relation, ...]:
        """All relations, in the order of their first claims."""
        return tuple(self._shown)

    def take(
        self, claims: Sequence[Claim], party: Mapping[tuple[str, str], str], changed: Collection[str] = ()
    ) -> None:
        """Take in the next claims; `changed` are the ids of claims of which a party is another than before."""
        touched: dict[_Said, _Group] = {}
        for at in sorted({self._at[claim] for claim in changed if claim in self._at}):
            before, now = self._of[at], self._group(_said(self._claims[at], party))
            if now is not before:
                before.members.remove(at)
                insort(now.members, at)
                self._of[at] = now
                touched |= {before.says: before, now.says: now}
        for claim in claims:
            if claim.id not in self._at:
                at = self._at[claim.id] = len(self._claims)
                group = self._group(_said(claim, party))
                self._claims.append(claim)
                self._of.append(group)
                group.members.append(at)
                touched[group.says] = group
        for group in touched.values():
            self._hide(group)
        for group in touched.values():
            self._show(group)

    def _group(self, says: _Said) -> _Group:
        """The group of the claims that say something, a new one where none does yet."""
        found = self._groups.get(says)
        if found is None:
            found = self._groups[says] = _Group(says)
        return found

    def _hide(self, group: _Group) -> None:
        """Take a relation away as it was."""
        if group.shown is not None:
            place = bisect_left(self._begun, group.shown)
            del self._begun[place], self._shown[place]
            group.shown = None

    def _show(self, group: _Group) -> None:
        """Bring a relation as it is now to its place, where a claim says it still."""
        if not group.members:
            del self._groups[group.says]
            return
        group.shown = group.members[0]
        place = bisect_left(self._begun, group.shown)
        self._begun.insert(place, group.shown)
        self._shown.insert(place, self._relation(group))

    def _relation(self, group: _Group) -> Relation:
        _, left, right = group.says
        members = [self._claims[at] for at in group.members]
        statuses = {claim.status for claim in members}
        return Relation(
            id=content_id([*group.says])[:16],
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
