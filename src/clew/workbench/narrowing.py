"""Which relations a network page shows: around one party, between two, of some years, only well supported ones."""

from collections import deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from clew.measures.edtf import span
from clew.records import Findings, Relation
from clew.report import Arranged
from clew.report.pictures import NOT_DRAWN
from clew.vocabulary import Qualifier, Status

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
    """The relations that the conditions of a narrowing leave, looked up by party; each date is read once."""

    def __init__(self, arranged: Arranged, wanted: Narrowing) -> None:
        self._arranged, self._wanted = arranged, wanted
        self._since = span(wanted.since) if wanted.since else None
        self._until = span(wanted.until) if wanted.until else None
        self._ties: dict[str, list[Relation]] = {}
        self._spans: dict[str, tuple[int, int] | None] = {}

    def ties(self, party: str) -> list[Relation]:
        """The fitting relations that name a party."""
        if party not in self._ties:
            self._ties[party] = [one for one in self._arranged.naming.get(party, ()) if self.fits(one)]
        return self._ties[party]

    def fits(self, relation: Relation) -> bool:
        """Whether a relation can be drawn and is asked for."""
        if relation.predicate in NOT_DRAWN or not relation.subject or not relation.object:
            return False
        support = self._arranged.support.get(relation.id)
        if self._wanted.supported and (support is None or support.low < 2):
            return False
        if not self._wanted.denied and relation.statuses == (Status.DENIED,):
            return False
        return (self._since is None and self._until is None) or any(map(self._in_time, self._dates(relation)))

    def _in_time(self, told: str) -> bool:
        if told not in self._spans:
            self._spans[told] = span(told)
        days = self._spans[told]
        late = days is not None and (self._since is None or days[1] >= self._since[0])
        return late and days is not None and (self._until is None or days[0] <= self._until[1])

    def _dates(self, relation: Relation) -> Iterator[str]:
        claims = (self._arranged.claims[one] for one in relation.claims if one in self._arranged.claims)
        return (told for claim in claims if (told := claim.values.get(Qualifier.WHEN)))
