"""Build the graph of steps between parties from relations and their claims."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from clew.records import Claim, Corroboration, Document, Entity, Relation
from clew.trace.arcs import EXPOSURES, Arcs, Bools, Ints, indexed, neighbours
from clew.trace.dates import OPEN_END, OPEN_START, span
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
    arcs = _arcs(kept, number, support, tables)
    return ExposureGraph(
        entities=parties,
        number=number,
        relations=kept,
        claims=told,
        corroborations=support,
        arcs=arcs,
        columns=_columns(kept, told),
        through=_through(parties, arcs, tables),
        published={one.id: one.published for one in documents if one.published},
        tables=tables,
    )


def support_of(relation: Relation, corroboration: Corroboration | None, rule: SupportRule) -> float:
    """How strongly a relation is supported, between 0 and 1, by the table `support`."""
    surest = max((rule.status[status] for status in relation.statuses), default=rule.status[Status.UNVERIFIED])
    origins = corroboration.low if corroboration else 0
    disputed = Status.DENIED in relation.statuses and set(relation.statuses) != {Status.DENIED}
    disputed = disputed or bool(corroboration and corroboration.denied_by)
    return surest * rule.origins[min(origins, len(rule.origins) - 1)] * (rule.disputed if disputed else 1.0)


def _arcs(
    relations: Sequence[Relation],
    number: Mapping[str, int],
    corroborations: Mapping[str, Corroboration],
    tables: TraceTables,
) -> Arcs:
    code = {exposure: place for place, exposure in enumerate(EXPOSURES)}
    rows: list[tuple[int, int, int, int, bool, int]] = []
    for place, relation in enumerate(relations):
        rule = tables.steps.get(relation.predicate)
        subject, object = number.get(relation.subject or ""), number.get(relation.object or "")
        if rule is None or subject is None or object is None or subject == object:
            continue
        strength = support_of(relation, corroborations.get(relation.id), tables.support)
        weakness = round(10 * (1 - strength))
        if rule.as_subject is not None:
            rows.append((subject, object, code[rule.as_subject], place, True, weakness))
        if rule.as_object is not None:
            rows.append((object, subject, code[rule.as_object], place, False, weakness))
    table = np.array(rows, np.int32).reshape(-1, 6)
    none = np.zeros(0, np.int32)
    return indexed(
        Arcs(
            near=table[:, 0],
            far=table[:, 1],
            exposure=table[:, 2].astype(np.int8),
            relation=table[:, 3],
            forward=table[:, 4].astype(bool),
            weakness=table[:, 5].astype(np.int8),
            out=none,
            into=none,
            by_far=none,
        ),
        len(number),
    )


def _columns(relations: Sequence[Relation], claims: Mapping[str, Claim]) -> Columns:
    bit = {status: 1 << place for place, status in enumerate(STATUSES)}
    code = {predicate: place for place, predicate in enumerate(PREDICATES)}
    days: dict[str, tuple[int, int] | None] = {}
    first, last = np.full(len(relations), OPEN_START, np.int32), np.full(len(relations), OPEN_END, np.int32)
    for place, relation in enumerate(relations):
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
        statuses=np.array([sum(bit[status] for status in set(one.statuses)) for one in relations], np.int32),
        predicate=np.array([code[one.predicate] for one in relations], np.int32),
        first=first,
        last=last,
    )


def _through(entities: Sequence[Entity], arcs: Arcs, tables: TraceTables) -> Bools:
    limits = np.array([tables.hubs.limit(entity) for entity in entities], np.int32)
    return np.less_equal(neighbours(arcs), limits)
