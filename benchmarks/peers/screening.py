"""Screening by nomenklatura (blocker and logic-v2) and by rapidfuzz over all names, on the same names as Clew."""

import tempfile
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from rapidfuzz import fuzz, process

Row = dict[str, Any]
Hits = list[list[tuple[str, float]]]


class Measured(NamedTuple):
    """What a peer gave: hits for each query (id and score, best first), queries a second, and milliseconds of each."""

    hits: Hits
    rate: float
    each: list[float]


def by_rapidfuzz(index: Sequence[Row], queries: Sequence[tuple[str, str]]) -> Measured:
    """Rapidfuzz' ratio of each query to every listed name, lower case."""
    names = [(name.lower(), row["id"]) for row in index for name in row["names"]]
    choices = [name for name, _ in names]
    hits, each = [], []
    for query, _ in queries:
        start = time.perf_counter()
        found = process.extract(query.lower(), choices, scorer=fuzz.ratio, limit=30)
        each.append(1000 * (time.perf_counter() - start))
        best: dict[str, float] = {}
        for _, score, at in found:
            best.setdefault(names[at][1], score / 100)
        hits.append(list(best.items())[:10])
    return Measured(hits, 1000 * len(each) / sum(each), each)


class _View:
    """What nomenklatura's index asks of a store: to go through its entities, of some schemata where it says so."""

    def __init__(self, entities: Sequence[Any]) -> None:
        self._entities = entities

    def entities(self, include_schemata: Sequence[Any] | None = None) -> Iterator[Any]:
        """Yield the entities, those of the schemata if any are named."""
        for one in self._entities:
            if not include_schemata or one.schema in include_schemata:
                yield one


def by_nomenklatura(index: Sequence[Row], queries: Sequence[tuple[str, str]]) -> tuple[Measured, float]:
    """Nomenklatura's blocker in bulk, its candidates scored by logic-v2; and the seconds that building took."""
    from followthemoney import Dataset, StatementEntity  # noqa: PLC0415 - optional
    from nomenklatura.blocker.index import Index  # noqa: PLC0415
    from nomenklatura.matching import LogicV2  # noqa: PLC0415
    from nomenklatura.matching.types import ScoringConfig  # noqa: PLC0415

    dataset = Dataset.make({"name": "bench", "title": "bench"})

    def entity(id: str, schema: str, names: Sequence[str]) -> Any:
        told = {"id": id, "schema": schema, "properties": {"name": list(names)}, "datasets": ["bench"]}
        return StatementEntity.from_data(dataset, told)

    listed = {row["id"]: entity(row["id"], row["schema"], row["names"]) for row in index}
    asked = {f"query-{n}": entity(f"query-{n}", schema, [query]) for n, (query, schema) in enumerate(queries)}
    config = ScoringConfig.defaults()
    hits: Hits = [[] for _ in queries]
    with tempfile.TemporaryDirectory() as folder:
        start = time.perf_counter()
        blocker: Any = Index(_View(tuple(listed.values())), Path(folder))  # type: ignore[arg-type]
        blocker.build()
        built = time.perf_counter() - start
        start, each = time.perf_counter(), []
        for query, candidates in blocker.match_entities(asked.values()):
            begun = time.perf_counter()
            scored = [(one.id, LogicV2.compare(asked[query.id], listed[one.id], config).score) for one, _ in candidates]
            hits[int(query.id.removeprefix("query-"))] = sorted(scored, key=lambda hit: -hit[1])[:10]
            each.append(1000 * (time.perf_counter() - begun))
        rate = len(queries) / (time.perf_counter() - start)
        blocker.close()
    return Measured(hits, rate, each), built


def pairs_by_nomenklatura(pairs: Sequence[Row]) -> list[float]:
    """logic-v2 of each labelled pair."""
    from followthemoney import Dataset, StatementEntity  # noqa: PLC0415 - optional
    from nomenklatura.matching import LogicV2  # noqa: PLC0415
    from nomenklatura.matching.types import ScoringConfig  # noqa: PLC0415

    dataset = Dataset.make({"name": "bench", "title": "bench"})
    config = ScoringConfig.defaults()

    def entity(id: str, schema: str, name: str) -> Any:
        told = {"id": id, "schema": schema, "properties": {"name": [name]}, "datasets": ["bench"]}
        return StatementEntity.from_data(dataset, told)

    return [
        LogicV2.compare(entity("a", pair["schema"], pair["a"]), entity("b", pair["schema"], pair["b"]), config).score
        for pair in pairs
    ]


def quantiles(each: Sequence[float]) -> tuple[float, float, float]:
    """The p50, p95 and p99 of some milliseconds."""
    p50, p95, p99 = np.percentile(np.array(each), [50, 95, 99])
    return float(p50), float(p95), float(p99)
