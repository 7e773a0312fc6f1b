"""Which relations a network page shows: around one party, between two, of some years, only well supported ones."""

from collections import deque
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from clew.measures.edtf import span
from clew.records import Findings, Relation
from clew.report import Arranged
from clew.report.pictures import NOT_DRAWN
from clew.vocabulary import Qualifier, Status

FARTHEST = 4
"""Steps around a party that can be asked for."""


@dataclass(frozen=True, slots=True)
class Narrowing:
    """What is asked for: ids of parties, steps around the first, EDTF dates; empty values ask for nothing.

    With `to` the shortest way between the two parties is shown. `supported` keeps relations with two known
    independent origins or more; `denied` shows relations that are only denied, which no way leads over. `more` are
    parties whose own neighbours are shown as well, `pinned` parties that stay with their ties to what is shown.
    """

    around: str = ""
    to: str = ""
    steps: int = 1
    since: str = ""
    until: str = ""
    supported: bool = False
    denied: bool = True
    more: tuple[str, ...] = ()
    pinned: tuple[str, ...] = ()

    @property
    def asks(self) -> bool:
        """Whether it leaves anything out."""
        return self != Narrowing(steps=self.steps)


def narrowed(arranged: Arranged, wanted: Narrowing) -> Findings:
    """The findings with the relations that are asked for and no others; the rest stays as it is."""
    return replace(arranged.findings, relations=kept_of(arranged, wanted))


def kept_of(arranged: Arranged, wanted: Narrowing) -> tuple[Relation, ...]:
    """The relations that are asked for."""
    fit = [one for one in arranged.relations if _drawn(one) and _wanted(arranged, one, wanted)]
    if not wanted.around:
        return tuple(fit)
    way = shortest_way(fit, wanted.around, wanted.to) if wanted.to else []
    if wanted.to and not (wanted.more or wanted.pinned):
        return tuple(way)
    steps = min(max(1, wanted.steps), FARTHEST)
    near = {end for one in way for end in _ends(one)} if wanted.to else _around(fit, wanted.around, steps)
    more = set(wanted.more) & near if wanted.to else set(wanted.more)
    grown = near | {end for one in fit if more & set(_ends(one)) for end in _ends(one)} | set(wanted.pinned)
    held = {one.id for one in way}
    own = more | set(wanted.pinned)  # beside a way only what was asked for joins what else is shown
    return tuple(
        one for one in fit if one.id in held or (set(_ends(one)) <= grown and (not wanted.to or own & set(_ends(one))))
    )


def _ends(relation: Relation) -> tuple[str, ...]:
    return tuple(end for end in (relation.subject, relation.object) if end)


def shortest_way(relations: Iterable[Relation], start: str, end: str) -> list[Relation]:
    """All relations between the parties of one shortest way; of several ways the one that comes first by ids.

    A relation that is only denied is no step. Empty where no way leads from one to the other.
    """
    steps = [one for one in relations if one.statuses != (Status.DENIED,)]
    near = _near(steps)
    before: dict[str, str] = {start: start}
    waiting = deque([start])
    while waiting and end not in before:
        at = waiting.popleft()
        for other in sorted(near.get(at, ())):
            if other not in before:
                before[other] = at
                waiting.append(other)
    if end not in before:
        return []
    pairs = set()
    at = end
    while at != start:
        pairs.add(frozenset((at, before[at])))
        at = before[at]
    return [one for one in steps if frozenset((one.subject, one.object)) in pairs]


def _drawn(relation: Relation) -> bool:
    return relation.predicate not in NOT_DRAWN and bool(relation.subject) and bool(relation.object)


def _wanted(arranged: Arranged, relation: Relation, wanted: Narrowing) -> bool:
    support = arranged.support.get(relation.id)
    if wanted.supported and (support is None or support.low < 2):
        return False
    if not wanted.denied and relation.statuses == (Status.DENIED,):
        return False
    since, until = span(wanted.since) if wanted.since else None, span(wanted.until) if wanted.until else None
    if since is None and until is None:
        return True
    days = [days for one in _dates(arranged, relation) if (days := span(one)) is not None]
    return any((since is None or last >= since[0]) and (until is None or first <= until[1]) for first, last in days)


def _dates(arranged: Arranged, relation: Relation) -> Sequence[str]:
    claims = (arranged.claims[one] for one in relation.claims if one in arranged.claims)
    return [told for claim in claims if (told := claim.values.get(Qualifier.WHEN))]


def _near(relations: Iterable[Relation]) -> Mapping[str, set[str]]:
    near: dict[str, set[str]] = {}
    for one in relations:
        if one.subject and one.object:
            near.setdefault(one.subject, set()).add(one.object)
            near.setdefault(one.object, set()).add(one.subject)
    return near


def _around(relations: Iterable[Relation], start: str, steps: int) -> set[str]:
    near = _near(relations)
    reached, edge = {start}, {start}
    for _ in range(steps):
        edge = {other for one in edge for other in near.get(one, ())} - reached
        reached |= edge
    return reached
