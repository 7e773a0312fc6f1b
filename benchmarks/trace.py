"""Measure tracing: ownership of all parties, exposure of all parties, best paths, beside networkx and rustworkx.

Run: python benchmarks/trace.py [--relations N] [--listed N] [--seed N]. The graph is made up from the seed.
"""

import argparse
import resource
import statistics
import time
from collections.abc import Callable
from datetime import date
from functools import partial
from typing import TypeVar

import networkx as nx
import numpy as np
import rustworkx

from clew.records import Corroboration, Entity, Hit, ListedName, Listing, ListVersion, Relation
from clew.trace import ExposureGraph, PathOptions, Search, build_graph, expose_all, k_best, prepare, reached, rule_on
from clew.trace.arcs import Arcs
from clew.trace.owners import caught_by
from clew.trace.stakes import PER_CENT, Stakes, stakes_of
from clew.vocabulary import EntityType, HitState, Measure, Predicate, Regime, Status

Result = TypeVar("Result")

VERSION = ListVersion("bench", "0" * 64, "2025-01-01", "bench", 1, 1, "OFAC")
PREDICATES = (
    Predicate.OWNS,
    Predicate.SUPPLIES,
    Predicate.INVOICES,
    Predicate.LEADS,
    Predicate.INTERMEDIATES,
    Predicate.PARTNERS_WITH,
    Predicate.PRODUCES,
    Predicate.LOCATED_IN,
)


def most_memory() -> float:
    """The most memory that this process has held, in GB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024**2


def timed(work: Callable[[], Result]) -> tuple[Result, float]:
    """What some work gives, and the seconds that it took."""
    start = time.perf_counter()
    found = work()
    return found, time.perf_counter() - start


def made_up_stakes(edges: int, seed: int) -> Stakes:
    """Ownership with cycles: two or three owners each, some holders of very much, a tenth of the shares not known."""
    random = np.random.default_rng(seed)
    parties = edges * 2 // 5
    asset = random.integers(0, parties, edges).astype(np.int32)
    great = random.random(edges) < 0.2
    owner = np.where(great, (parties * random.random(edges) ** 4).astype(np.int32), random.integers(0, parties, edges))
    count = np.bincount(asset, minlength=parties)[asset]
    share = (random.uniform(0.2, 1.0, edges) ** 0.5 * 100 * PER_CENT / count).astype(np.int64)
    unknown = random.random(edges) < 0.1
    low, high = np.where(unknown, 0, share), np.where(unknown, 100 * PER_CENT, share)
    return stakes_of(parties, owner.astype(np.int32), asset, low, high)


def made_up_graph(relations: int, seed: int) -> tuple[list[Entity], list[Relation], list[Corroboration]]:
    """Relations with a long tail of parties with few ties, some hubs, and places and products among the parties."""
    random = np.random.default_rng(seed)
    parties = relations // 2
    kinds = [EntityType.COMPANY, EntityType.PERSON, EntityType.PRODUCT, EntityType.PLACE]
    types = random.choice(4, parties, p=[0.7, 0.2, 0.08, 0.02]).tolist()
    entities = [
        Entity(str(number), kinds[type], f"Party {number}", (f"Party {number}",)) for number, type in enumerate(types)
    ]
    subject = (parties * random.random(relations) ** 1.5).astype(int).tolist()
    object = random.integers(0, parties, relations).tolist()
    predicate = random.integers(0, len(PREDICATES), relations).tolist()
    hedged = (random.random(relations) < 0.2).tolist()
    made = [
        Relation(
            f"r{number}",
            PREDICATES[predicate[number]],
            str(subject[number]),
            str(object[number]),
            (),
            (Status.POSSIBLE,) if hedged[number] else (Status.ASSERTED,),
        )
        for number in range(relations)
    ]
    return entities, made, [Corroboration(one.id, ("d",), 1, 1) for one in made]


def hits_on(graph: ExposureGraph, listed: int, seed: int) -> list[Hit]:
    """So many parties that are listed."""
    chosen = np.random.default_rng(seed + 1).choice(len(graph.entities), listed, replace=False).tolist()
    names = {one: f"Party {one}" for one in chosen}
    return [
        Hit(
            str(one),
            Listing(f"l{one}", "bench", (ListedName(name),), measures=(Measure.ASSET_FREEZE,)),
            VERSION,
            name,
            name,
            1.0,
            (),
            HitState.MATCH,
        )
        for one, name in names.items()
    ]


def measure_ownership(edges: int, listed: int, seed: int) -> float:
    """All regimes over all parties; the seconds for all of them."""
    stakes = made_up_stakes(edges, seed)
    start = np.zeros(stakes.parties, bool)
    start[np.random.default_rng(seed).choice(stakes.parties, listed, replace=False)] = True
    total = 0.0
    for regime in Regime:
        rule = rule_on(regime, date(2025, 10, 1))
        assert rule is not None
        caught, seconds = timed(partial(caught_by, rule, stakes, start, start))
        total += seconds
        sure, left_open = int(caught.sure.sum()) - listed, int((caught.possible & ~caught.sure).sum())
        print(f"  {regime:5} {seconds:6.2f} s   caught {sure:,}, cannot tell {left_open:,} of {stakes.parties:,}")
    return total


def measure_paths(graph: ExposureGraph, seed: int) -> None:
    """The five best paths between parties that are two to five steps apart."""
    between = prepare(graph, (), PathOptions(paths=5, max_steps=6))
    random = np.random.default_rng(seed)
    times, found = [], 0
    for start in random.integers(0, len(graph.entities), 300).tolist():
        end = wander(between.arcs, start, int(random.integers(2, 6)), random)
        if end != start:
            paths, seconds = timed(partial(k_best, between, start, end))
            times.append(seconds * 1000)
            found += len(paths)
    middle, p95 = statistics.median(times), statistics.quantiles(times, n=20)[-1]
    print(f"5 best paths between two parties: median {middle:.1f} ms, p95 {p95:.1f} ms (to reach: 50 ms)")
    print(f"  {found} paths of at most 6 steps for {len(times)} pairs")


def wander(arcs: Arcs, start: int, steps: int, random: np.random.Generator) -> int:
    """Where a walk at random ends."""
    here = start
    for _ in range(steps):
        begin, end = int(arcs.out[here]), int(arcs.out[here + 1])
        here = int(arcs.far[random.integers(begin, end)]) if end > begin else here
    return here


def measure_rivals(search: Search, ours: float) -> None:
    """The same with networkx: the best weighted path to a listed party in each class; and reachability alone."""
    arcs, listed = search.arcs, set(search.hits)
    started = np.zeros(len(search.graph.entities), bool)
    started[list(listed)] = True
    ours_alone, alone = min((timed(partial(reached, arcs, started, 4)) for _ in range(3)), key=lambda pair: pair[1])
    paths = 0.0
    for kind in ((1,), (1, 2), (1, 2, 3, 4)):
        kept = np.isin(arcs.exposure, kind)
        graph = nx.DiGraph()
        graph.add_nodes_from(range(len(started)))
        rows = zip(arcs.far[kept].tolist(), arcs.near[kept].tolist(), search.costs[kept].tolist(), strict=True)
        graph.add_weighted_edges_from(rows)
        paths += timed(partial(nx.multi_source_dijkstra, graph, listed, cutoff=4 * 138))[1]
    reach = partial(nx.multi_source_dijkstra_path_length, graph, listed, cutoff=4, weight=None)
    theirs, seconds = min((timed(reach) for _ in range(3)), key=lambda pair: pair[1])
    assert len(theirs) == ours_alone.sum()
    _, some = timed(lambda: [nx.single_source_shortest_path_length(graph, one) for one in sorted(listed)[:3]])
    rust = rustworkx.PyDiGraph(multigraph=True)
    rust.add_nodes_from(range(len(started)))
    rust.extend_from_edge_list(list(zip(arcs.far.tolist(), arcs.near.tolist(), strict=True)))
    source = rust.add_node(None)
    rust.add_edges_from([(source, one, None) for one in listed])
    _, rusted = timed(lambda: rustworkx.dijkstra_shortest_path_lengths(rust, source, lambda _: 1.0))
    print("beside other libraries, on the same graph (reachability: the best of three runs of each)")
    print(f"  networkx, best path in each class     {paths:9.2f} s, clew {ours:.2f} s: {paths / ours:.0f} to 1")
    print(f"  networkx, reachability in 4 steps     {seconds:9.2f} s, clew {alone:.2f} s: {seconds / alone:.0f} to 1")
    each = some / 3 * len(listed)
    print(
        f"  networkx, one listed party at a time  {each:9.0f} s, clew {alone:.2f} s: {each / alone:.0f} to 1 (from 3)"
    )
    print(f"  rustworkx, reachability               {rusted:9.2f} s, clew {alone:.2f} s: {rusted / alone:.0f} to 1")


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--relations", type=int, default=1_000_000)
    parser.add_argument("--listed", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--no-rivals", action="store_true")
    given = parser.parse_args()
    print(f"ownership of all parties, {given.relations:,} holdings with cycles, {given.listed:,} listed, every regime")
    print(f"  all   {measure_ownership(given.relations, given.listed, given.seed):6.2f} s   (to reach: 5 s)")

    entities, relations, corroborations = made_up_graph(given.relations, given.seed)
    graph, seconds = timed(partial(build_graph, entities, relations, (), corroborations))
    print(f"graph of {given.relations:,} relations built in {seconds:.2f} s (to reach: 20 s)")
    hits = hits_on(graph, given.listed, given.seed)
    search, preparing = timed(partial(prepare, graph, hits, PathOptions()))
    exposures, exposing = timed(partial(expose_all, search))
    known = int((exposures.exposure >= 0).sum())
    print(
        f"exposure of all parties: {preparing + exposing:.2f} s (to reach: 10 s), {known:,} of {len(graph.entities):,}"
    )
    measure_paths(graph, given.seed)
    print(f"most memory so far, all of it Clew's: {most_memory():.2f} GB (to stay below: 2 GB)")
    if not given.no_rivals:
        measure_rivals(search, preparing + exposing)
        print(f"most memory with the other libraries' copies of the graph: {most_memory():.2f} GB")


if __name__ == "__main__":
    main()
