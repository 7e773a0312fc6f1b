"""What a drawn network shows: which parties and goods, joined by which links, where not all of them fit."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from heapq import heapify, heappop, heappush

from clew.records import Entity, Relation
from clew.report.indexed import PARTY_TYPES, Standing
from clew.report.model import Arranged
from clew.vocabulary import SYMMETRIC_PREDICATES, Predicate, Status

NOT_DRAWN = frozenset(
    {Predicate.LOCATED_IN, Predicate.RESPONDS, Predicate.ACCUSES, Predicate.SANCTIONS, Predicate.SAME_AS}
)
"""Predicates that are told in words only: they are no tie between two parties."""


_MATTERS = 100.0
"""The weight from which an entity is to be drawn whatever it is joined to: listed, near a listed name, or on a path."""


class Family(StrEnum):
    """What kind of tie a line stands for."""

    HOLD = "hold"
    TRADE = "trade"
    MAKE = "make"
    TIE = "tie"


class Manner(StrEnum):
    """How surely a tie is stated."""

    SURE = "sure"
    UNSURE = "unsure"
    DENIED = "denied"


FAMILIES: Mapping[Predicate, Family] = {
    **dict.fromkeys((Predicate.OWNS, Predicate.LEADS, Predicate.EMPLOYS, Predicate.FOUNDS), Family.HOLD),
    **dict.fromkeys(
        (
            Predicate.SUPPLIES,
            Predicate.INTERMEDIATES,
            Predicate.INVOICES,
            Predicate.PAYS,
            Predicate.CONTRACTS_WITH,
        ),
        Family.TRADE,
    ),
    **dict.fromkeys(
        (
            Predicate.DEVELOPS,
            Predicate.PRODUCES,
            Predicate.TESTS,
            Predicate.USES,
            Predicate.DERIVES_FROM,
            Predicate.HAS_COMPONENT,
        ),
        Family.MAKE,
    ),
}


@dataclass(frozen=True, slots=True)
class Tie:
    """All relations between two entities, drawn as one line: those from `a` to `b`, and those back."""

    a: str
    b: str
    there: tuple[Relation, ...]
    back: tuple[Relation, ...]

    @property
    def relations(self) -> tuple[Relation, ...]:
        """The relations of either direction."""
        return (*self.there, *self.back)

    @property
    def family(self) -> Family:
        """The kind of tie that stands first: ownership before trade before making before the rest."""
        kinds = {FAMILIES.get(relation.predicate, Family.TIE) for relation in self.relations}
        return next(family for family in Family if family in kinds)

    @property
    def directed(self) -> tuple[bool, bool]:
        """Whether the line has a head at `b`, and one at `a`."""
        return tuple(
            any(relation.predicate not in SYMMETRIC_PREDICATES for relation in way) for way in (self.there, self.back)
        )  # type: ignore[return-value]


@dataclass(frozen=True, slots=True)
class Chosen:
    """What is drawn: entities, ties between them, and how many entities with ties are left out."""

    entities: tuple[Entity, ...]
    ties: tuple[Tie, ...]
    left_out: int


def choose(arranged: Arranged, most: int, relations: Iterable[Relation] | None = None) -> Chosen:
    """Choose at most some entities: the listed and those on paths to them first, then the best connected.

    `relations` are those to choose from; without them all that are shown.
    """
    ties = _ties(arranged, arranged.relations if relations is None else relations)
    return cut(arranged, _with_party(arranged, ties), most)


def cut(arranged: Arranged, ties: Sequence[Tie], most: int) -> Chosen:
    """Choose at most some of the entities that ties join, in the same order of weight."""
    weight = _weights(arranged, ties)
    best = _grown(weight, ties, most)
    drawn = tuple(tie for tie in ties if tie.a in best and tie.b in best)
    joined = {end for tie in drawn for end in (tie.a, tie.b)}
    entities = tuple(entity for entity in arranged.findings.entities if entity.id in joined)
    return Chosen(entities, drawn, len(weight) - len(entities))


def is_sure(relations: Sequence[Relation]) -> bool:
    """Whether any of some relations is stated without a hedge."""
    return any(Status.ASSERTED in relation.statuses for relation in relations)


def is_only_denied(relations: Sequence[Relation]) -> bool:
    """Whether all of some relations are stated only to be denied."""
    return all(relation.statuses == (Status.DENIED,) for relation in relations)


def manner_of(relations: Sequence[Relation]) -> Manner:
    """How surely the surest of some relations is stated: without a hedge, with one, or only to be denied."""
    if is_sure(relations):
        return Manner.SURE
    return Manner.DENIED if is_only_denied(relations) else Manner.UNSURE


def _ties(arranged: Arranged, relations: Iterable[Relation]) -> list[Tie]:
    found: dict[tuple[str, str], tuple[list[Relation], list[Relation]]] = {}
    for relation in relations:
        a, b = relation.subject, relation.object
        if relation.predicate in NOT_DRAWN or not a or not b or a == b:
            continue
        if a not in arranged.entities or b not in arranged.entities:
            continue
        first, second = min(a, b), max(a, b)
        found.setdefault((first, second), ([], []))[0 if a == first else 1].append(relation)
    return [Tie(a, b, tuple(there), tuple(back)) for (a, b), (there, back) in sorted(found.items())]


def _grown(weight: Mapping[str, float], ties: Sequence[Tie], most: int) -> frozenset[str]:
    """The weightiest entities, each with a neighbour, then whatever has most ties to those chosen."""
    if most >= len(weight):
        return frozenset(weight)
    near: dict[str, set[str]] = {one: set() for one in weight}
    for tie in ties:
        near[tie.a].add(tie.b)
        near[tie.b].add(tie.a)
    ordered = sorted(weight, key=lambda one: (-weight[one], one))
    chosen: set[str] = set()
    for one in ordered:
        if weight[one] < _MATTERS or len(chosen) > most - 2:
            break
        chosen.add(one)
        if near[one] and not near[one] & chosen:
            chosen.add(min(near[one], key=lambda other: (-len(near[other] & chosen), -weight[other], other)))
    ties_in = {one: len(near[one] & chosen) for one in weight}
    waiting = [(-(ties_in[one] + weight[one] / 4), one) for one in ordered if one not in chosen]
    heapify(waiting)
    while len(chosen) < most:
        _, best = heappop(waiting)
        if best in chosen:  # stood in the queue with fewer ties as well
            continue
        chosen.add(best)
        for other in near[best]:
            ties_in[other] += 1
            heappush(waiting, (-(ties_in[other] + weight[other] / 4), other))
    return frozenset(chosen)


def _weights(arranged: Arranged, ties: Sequence[Tie]) -> dict[str, float]:
    weight: dict[str, float] = {}
    for tie in ties:
        for end in (tie.a, tie.b):
            weight[end] = weight.get(end, 0) + 1 + 0.1 * len(tie.relations)
    on_paths = {end for path in arranged.exposed for step in path.steps for end in (step.source, step.target)}
    for entity in weight:
        standing = arranged.standing(entity)
        weight[entity] += {Standing.LISTED: 400, Standing.REVIEW: 200}.get(standing, 0) if standing else 0
        weight[entity] += 100 if entity in on_paths else 0
        weight[entity] += 1000 if entity in arranged.chosen else 0
        it = arranged.entities[entity]
        weight[entity] += 3 if it.type in PARTY_TYPES and not it.described else 0
    return weight


def _with_party(arranged: Arranged, ties: Sequence[Tie]) -> list[Tie]:
    """Leave out ties that hang together with no named party: descriptions and goods among themselves."""
    near: dict[str, set[str]] = {}
    for tie in ties:
        near.setdefault(tie.a, set()).add(tie.b)
        near.setdefault(tie.b, set()).add(tie.a)
    waiting = [one for one in near if arranged.standing(one) is not None]
    reached = set(waiting)
    while waiting:
        for other in near[waiting.pop()] - reached:
            reached.add(other)
            waiting.append(other)
    return [tie for tie in ties if tie.a in reached]
