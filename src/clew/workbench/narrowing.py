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
    independent origins or more; `denied` shows relations that are only denied, which no way leads over.
    """

    around: str = ""
    to: str = ""
    steps: int = 1
    since: str = ""
    until: str = ""
    supported: bool = False
    denied: bool = True

    @property
    def asks(self) -> bool:
        """Whether it leaves anything out."""
        return self != Narrowing(steps=self.steps)


def narrowed(arranged: Arranged, wanted: Narrowing) -> Findings:
    """The findings with the relations that are asked for and no others; the rest stays as it is."""
    kept = [one for one in arranged.relations if _drawn(one) and _wanted(arranged, one, wanted)]
    if wanted.around and wanted.to:
        kept = shortest_way(kept, wanted.around, wanted.to)
    elif wanted.around:
        near = _around(kept, wanted.around, min(max(1, wanted.steps), FARTHEST))
        kept = [one for one in kept if one.subject in near and one.object in near]
    return replace(arranged.findings, relations=tuple(kept))


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
