"""Build the graph of steps between parties from relations and their claims."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
import numpy.typing as npt

from clew.measures.edtf import OPEN_END, OPEN_START, span
from clew.records import Claim, Corroboration, Document, Entity, Relation
from clew.trace.arcs import EXPOSURES, Arcs, Bools, Ints, indexed, neighbours
from clew.trace.tables import SupportRule, TraceTables, trace_tables
from clew.vocabulary import Predicate, Qualifier, Status

PREDICATES: tuple[Predicate, ...] = tuple(Predicate)
STATUSES: tuple[Status, ...] = tuple(Status)


@dataclass(frozen=True)
class Columns:
    """What the search needs to know of each relation, one array each.

    `statuses` has a bit for each status of `STATUSES` that occurs, `predicate` is a code of `PREDICATES`,
    `first` and `last` are the days between which the relation is dated (open where it is not).
    """

    statuses: Ints
    predicate: Ints
    first: Ints
    last: Ints


@dataclass(frozen=True)
class ExposureGraph:
    """Parties and the steps between them, with the records behind each step.

    `number` gives a party's place in `entities` by its id. `through` is true for parties that may be walked
    through (see `data/hubs.yaml`). `published` gives the date of a document by its id.
    All of it is derived and can be thrown away.
    """

    entities: tuple[Entity, ...]
    number: Mapping[str, int]
    relations: tuple[Relation, ...]
    claims: Mapping[str, Claim]
    corroborations: Mapping[str, Corroboration]
    arcs: Arcs
    columns: Columns
    through: Bools
    published: Mapping[str, str] = field(default_factory=dict)
    tables: TraceTables = field(default_factory=trace_tables)

    @cached_property
    def place(self) -> Mapping[str, int]:
        """Each relation's place in `relations`, by its id."""
        return {relation.id: place for place, relation in enumerate(self.relations)}

    def relation(self, id: str) -> Relation:
        """The relation of an id; raises `KeyError` where it is not of this graph."""
        return self.relations[self.place[id]]


def build_graph(
    entities: Iterable[Entity],
    relations: Iterable[Relation],
    claims: Iterable[Claim],
    corroborations: Iterable[Corroboration],
    documents: Iterable[Document] = (),
    tables: TraceTables | None = None,
) -> ExposureGraph:
    """The graph over a case's relations; `documents` date those claims that carry no date themselves.

    Relations with a party left out or unknown, of a party to itself, and of predicates that are never walked
    give no steps, but stay in the graph.
    """
    tables = tables or trace_tables()
    parties, kept = tuple(entities), tuple(relations)
    number = {entity.id: place for place, entity in enumerate(parties)}
    told = {claim.id: claim for claim in claims}
    support = {corroboration.relation: corroboration for corroboration in corroborations}
    columns = _columns(kept, told)
    arcs = _arcs(kept, number, support, columns.predicate, tables)
    return ExposureGraph(
        entities=parties,
        number=number,
        relations=kept,
        claims=told,
        corroborations=support,
        arcs=arcs,
        columns=columns,
        through=_through(parties, arcs, tables),
        published={one.id: one.published for one in documents if one.published},
        tables=tables,
    )


def support_of(statuses: Sequence[Status], origins: int, disputed: bool, rule: SupportRule) -> float:
    """How strongly a relation is supported, between 0 and 1, by the table `support`.

    `origins` is the number of independent origins that are certain, `disputed` says that a claim denies it.
    """
    surest = max((rule.status[status] for status in statuses), default=rule.status[Status.UNVERIFIED])
    only_denied = set(statuses) == {Status.DENIED}
    factor = rule.disputed if (disputed or Status.DENIED in statuses) and not only_denied else 1.0
    return surest * rule.origins[min(origins, len(rule.origins) - 1)] * factor


def _arcs(
    relations: Sequence[Relation],
    number: Mapping[str, int],
    corroborations: Mapping[str, Corroboration],
    predicates: Ints,
    tables: TraceTables,
) -> Arcs:
    subject = np.array([number.get(one.subject or "", -1) for one in relations], np.int32)
    object = np.array([number.get(one.object or "", -1) for one in relations], np.int32)
    weakness = _weakness(relations, corroborations, tables.support)
    usable = (subject >= 0) & (object >= 0) & (subject != object)
    code = {exposure: place for place, exposure in enumerate(EXPOSURES)}
    sides = []
    for forward in (True, False):
        given = np.full(len(PREDICATES), -1, np.int8)
        for rule in tables.steps.values():
            exposure = rule.as_subject if forward else rule.as_object
            given[PREDICATES.index(rule.predicate)] = -1 if exposure is None else code[exposure]
        kept = np.flatnonzero(usable & (given[predicates] >= 0)).astype(np.int32)
        near, far = (subject, object) if forward else (object, subject)
        sides.append(
            (near[kept], far[kept], given[predicates[kept]], kept, np.full(len(kept), forward), weakness[kept])
        )
    near, far, codes, place, way, weak = (np.concatenate(pair) for pair in zip(*sides, strict=True))
    none = np.zeros(0, np.int32)
    return indexed(Arcs(near, far, codes, place, way, weak, none, none, none), len(number))


def _weakness(
    relations: Sequence[Relation], corroborations: Mapping[str, Corroboration], rule: SupportRule
) -> npt.NDArray[np.int8]:
    known: dict[tuple[tuple[Status, ...], int, bool], int] = {}
    found = np.zeros(len(relations), np.int8)
    for place, relation in enumerate(relations):
        corroboration = corroborations.get(relation.id)
        key = (relation.statuses, corroboration.low, bool(corroboration.denied_by)) if corroboration else None
        key = key or (relation.statuses, 0, False)
        if key not in known:
            known[key] = round(10 * (1 - support_of(*key, rule)))
        found[place] = known[key]
    return found


def _columns(relations: Sequence[Relation], claims: Mapping[str, Claim]) -> Columns:
    bit = {status: 1 << place for place, status in enumerate(STATUSES)}
    code = {predicate: place for place, predicate in enumerate(PREDICATES)}
    masks: dict[tuple[Status, ...], int] = {}
    days: dict[str, tuple[int, int] | None] = {}
    first, last = np.full(len(relations), OPEN_START, np.int32), np.full(len(relations), OPEN_END, np.int32)
    for place, relation in enumerate(relations):
        if relation.statuses not in masks:
            masks[relation.statuses] = sum(bit[status] for status in set(relation.statuses))
        spans = []
        for claim in relation.claims:
            when = claims[claim].values.get(Qualifier.WHEN) if claim in claims else None
            if when is not None:
                if when not in days:
                    days[when] = span(when)
                spans.append(days[when])
        dated = [found for found in spans if found is not None]
        if dated:
            first[place] = min(start for start, _ in dated)
            last[place] = max(end for _, end in dated)
    return Columns(
        statuses=np.array([masks[one.statuses] for one in relations], np.int32),
        predicate=np.array([code[one.predicate] for one in relations], np.int32),
        first=first,
        last=last,
    )


def _through(entities: Sequence[Entity], arcs: Arcs, tables: TraceTables) -> Bools:
    limits = np.array([tables.hubs.limit(entity) for entity in entities], np.int32)
    return np.less_equal(neighbours(arcs), limits)
