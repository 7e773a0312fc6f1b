"""Which relations a network page shows: around one party, between two, of some years, only well supported ones."""

from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from clew.measures.edtf import OPEN_END, OPEN_START, span
from clew.records import Findings, Relation
from clew.report import Arranged
from clew.report.pictures import NOT_DRAWN
from clew.vocabulary import Status

Ties = Callable[[str], Sequence[Relation]]

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
    """The relations that are asked for, in the order of the case."""
    fitting = _Fitting(arranged, wanted)
    if not wanted.around:
        return tuple(one for one in arranged.relations if fitting.fits(one))
    way = shortest_way(fitting.ties, wanted.around, wanted.to) if wanted.to else []
    if wanted.to and not (wanted.more or wanted.pinned):
        return tuple(sorted(way, key=lambda one: arranged.rank[one.id]))
    near = {end for one in way for end in _ends(one)} if wanted.to else _around(fitting.ties, wanted)
    more = set(wanted.more) & near if wanted.to else set(wanted.more)
    grown = near | {end for party in more for one in fitting.ties(party) for end in _ends(one)} | set(wanted.pinned)
    own = more | set(wanted.pinned)  # beside a way only what was asked for joins what else is shown
    kept = {one.id: one for one in way}
    for party in own if wanted.to else grown:
        kept |= {one.id: one for one in fitting.ties(party) if grown.issuperset(_ends(one))}
    return tuple(sorted(kept.values(), key=lambda one: arranged.rank[one.id]))


def _ends(relation: Relation) -> tuple[str, ...]:
    return tuple(end for end in (relation.subject, relation.object) if end)


def shortest_way(ties: Ties, start: str, end: str) -> list[Relation]:
    """All relations between the parties of one shortest way; of several ways the one that comes first by ids.

    `ties` gives the relations that name a party. A relation that is only denied is no step. Empty where no way leads
    from one to the other.
    """
    before: dict[str, str] = {start: start}
    waiting = deque([start])
    while waiting and end not in before:
        at = waiting.popleft()
        for other in sorted({far for one in _steps(ties, at) for far in _ends(one)}):
            if other not in before:
                before[other] = at
                waiting.append(other)
    if end not in before:
        return []
    found: list[Relation] = []
    at = end
    while at != start:
        found += [one for one in _steps(ties, at) if before[at] in _ends(one)]
        at = before[at]
    return found


def _steps(ties: Ties, party: str) -> list[Relation]:
    return [one for one in ties(party) if one.statuses != (Status.DENIED,)]


def _around(ties: Ties, wanted: Narrowing) -> set[str]:
    reached, edge = {wanted.around}, {wanted.around}
    for _ in range(min(max(1, wanted.steps), FARTHEST)):
        edge = {other for party in edge for one in ties(party) for other in _ends(one)} - reached
        reached |= edge
    return reached


class _Fitting:
    """The relations that the conditions of a narrowing leave, looked up by party."""

    def __init__(self, arranged: Arranged, wanted: Narrowing) -> None:
        self._arranged, self._wanted = arranged, wanted
        self._ties: dict[str, list[Relation]] = {}
        since, until = span(wanted.since) if wanted.since else None, span(wanted.until) if wanted.until else None
        self._dates: frozenset[str] | None = None
        if since is not None or until is not None:
            first, last = since[0] if since else OPEN_START, until[1] if until else OPEN_END
            told = {when: span(when) for when in {one for every in arranged.dated.values() for one in every}}
            self._dates = frozenset(one for one, days in told.items() if days and days[1] >= first and days[0] <= last)

    def ties(self, party: str) -> list[Relation]:
        """The fitting relations that name a party."""
        if party not in self._ties:
            self._ties[party] = [one for one in self._arranged.naming.get(party, ()) if self.fits(one)]
        return self._ties[party]

    def fits(self, relation: Relation) -> bool:
        """Whether a relation can be drawn and is asked for."""
        if relation.predicate in NOT_DRAWN or not relation.subject or not relation.object:
            return False
        if self._dates is not None and self._dates.isdisjoint(self._arranged.dated.get(relation.id, ())):
            return False
        if not self._wanted.denied and relation.statuses == (Status.DENIED,):
            return False
        support = self._arranged.support.get(relation.id) if self._wanted.supported else None
        return not self._wanted.supported or (support is not None and support.low >= 2)
