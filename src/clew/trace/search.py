"""Distances from every party to the nearest listed one, for each kind of chain, in whole arrays."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from heapq import heappop, heappush

import numpy as np
import numpy.typing as npt

from clew.records import Hit
from clew.trace.arcs import EXPOSURES, UNREACHED, Arcs, Bools, Ints, ranges
from clew.trace.graph import PREDICATES, STATUSES, ExposureGraph
from clew.trace.options import PathOptions, PathOrder
from clew.vocabulary import Exposure, HitState

STEP, REVIEW = 128, 40
"""Cost of one step, and of ending at a party that is only perhaps the listed one; both above any weakness."""


FAR = np.iinfo(np.int64).max


@dataclass(frozen=True, slots=True)
class Distances:
    """For every party the cost of its best chain of one kind, and the first step of that chain (-1: none)."""

    cost: Ints
    step: Ints


@dataclass(frozen=True)
class Search:
    """A graph made ready for one set of hits and options.

    `hits` gives the best hit of each listed party by number; `sure` those of them that are matches. `chains`
    holds, by exposure, the distances over the steps that may *follow* the first step of such a chain, and
    `owned` those over ownership alone.
    """

    graph: ExposureGraph
    options: PathOptions
    arcs: Arcs
    costs: Ints
    hits: Mapping[int, Hit]
    sure: Bools
    owned: Distances
    chains: Mapping[Exposure, Distances]

    def may_follow(self, exposure: Exposure) -> frozenset[int]:
        """Codes of the steps that may follow the first one in a chain of this exposure."""
        then = self.graph.tables.chains.get(exposure)
        return frozenset(EXPOSURES.index(one) for one in (EXPOSURES if then is None else then))

    def may_begin(self, exposure: Exposure) -> frozenset[int]:
        """Codes of the steps that may begin a chain of this exposure."""
        if exposure in self.graph.tables.chains:
            return frozenset({EXPOSURES.index(exposure)})
        return frozenset(range(len(EXPOSURES)))


def prepare(graph: ExposureGraph, hits: Sequence[Hit], options: PathOptions) -> Search:
    """Make a graph ready: choose the steps that the options allow, mark the listed parties, measure distances."""
    arcs = _allowed(graph, options)
    costs = step_costs(arcs, options.order)
    best = best_hits(graph, hits, options)
    sure = np.zeros(len(graph.entities), bool)
    sure[[party for party, hit in best.items() if hit.state is HitState.MATCH]] = True
    seeds = Distances(np.full(len(sure), UNREACHED, np.int32), np.full(len(sure), -1, np.int32))
    for party in best:
        seeds.cost[party] = 0 if sure[party] else REVIEW
    limit = options.max_steps * int(costs.max(initial=STEP)) + REVIEW
    ownership = EXPOSURES.index(Exposure.OWNED_BY_LISTED)
    owned = spread(arcs, costs, arcs.exposure == ownership, seeds, np.ones(len(sure), bool), limit)
    through = np.ones(len(sure), bool) if options.through_hubs else graph.through
    chains: dict[Exposure, Distances] = {}
    for exposure in EXPOSURES[1:]:
        then = graph.tables.chains.get(exposure, frozenset(EXPOSURES))
        if then == {Exposure.OWNED_BY_LISTED}:
            chains[exposure] = owned
        else:
            same = next((e for e in chains if graph.tables.chains.get(e, frozenset(EXPOSURES)) == then), None)
            usable = np.isin(np.arange(len(EXPOSURES)), [EXPOSURES.index(one) for one in then])[arcs.exposure]
            chains[exposure] = chains[same] if same else spread(arcs, costs, usable, owned, through, limit)
    return Search(graph, options, arcs, costs, best, sure, owned, chains)


def best_hits(graph: ExposureGraph, hits: Sequence[Hit], options: PathOptions) -> dict[int, Hit]:
    """The hit to show for each listed party: a match before one for review, then the higher score."""
    best: dict[int, Hit] = {}
    rank = {HitState.MATCH: 0, HitState.REVIEW: 1}
    usable = [
        hit
        for hit in hits
        if hit.state in rank
        and hit.entity in graph.number
        and (options.lists is None or hit.version.name in options.lists)
    ]
    for hit in sorted(usable, key=lambda one: (rank[one.state], -one.score, one.version.name, one.listing.id)):
        best.setdefault(graph.number[hit.entity], hit)
    return best


def step_costs(arcs: Arcs, order: PathOrder) -> Ints:
    """What each step costs: by number of steps and then weakness, or by weakness and then number of steps."""
    weakness = arcs.weakness.astype(np.int32)
    return STEP + weakness if order is PathOrder.STEPS else STEP // 2 * (1 + weakness)


def spread(arcs: Arcs, costs: Ints, usable: Bools, seeds: Distances, through: Bools, limit: int) -> Distances:
    """Cheapest chains of usable steps to the seeds; a party outside `through` is reached but not walked through.

    Dijkstra's algorithm over whole-number costs, all parties of one cost at once; ties go to the first step.
    """
    cost, step = seeds.cost.copy(), seeds.step.copy()
    best = np.full(len(cost), FAR, np.int64)
    waiting = {value: [np.flatnonzero(cost == value)] for value in np.unique(cost[cost < UNREACHED]).tolist()}
    order = sorted(waiting)
    while order:
        value = heappop(order)
        parties = np.concatenate(waiting.pop(value))
        parties = parties[(cost[parties] == value) & (through[parties] | (step[parties] < 0))]
        found = arcs.by_far[ranges(arcs.into[parties], arcs.into[parties + 1] - arcs.into[parties])]
        found = found[usable[found]]
        near, total = arcs.near[found], value + costs[found]
        better = (total < cost[near]) & (total <= limit)
        found, near, total = found[better], near[better], total[better]
        key = (total.astype(np.int64) << 32) | found
        np.minimum.at(best, near, key)
        first = key == best[near]
        found, near, total = found[first], near[first], total[first]
        cost[near], step[near] = total, found
        for more in np.flatnonzero(np.bincount(total - value)).tolist():
            if value + more not in waiting:
                waiting[value + more] = []
                heappush(order, value + more)
            waiting[value + more].append(near[total == value + more])
    return Distances(cost, step)


def reached(arcs: Arcs, listed: Bools, steps: int) -> Bools:
    """Which parties reach a listed one at all in so many steps, over every arc: the quick question before the rest.

    Each step goes out from those just reached, or looks from those not reached yet, whichever has fewer arcs
    (direction-optimising search: Beamer, Asanović and Patterson 2012).
    """
    arriving, leaving = np.diff(arcs.into), np.diff(arcs.out)
    seen, wave = listed.copy(), np.flatnonzero(listed)
    last = np.zeros(len(listed), np.int64)
    for _ in range(steps):
        rest = np.flatnonzero(~seen & (leaving > 0))
        if int(arriving[wave].sum()) <= int(leaving[rest].sum()):
            found = arcs.near[arcs.by_far[ranges(arcs.into[wave], arriving[wave])]]
            found = found[~seen[found]]
            place = np.arange(len(found))
            last[found] = place
            wave = found[last[found] == place]
        else:
            counts = leaving[rest]
            touching = seen[arcs.far[ranges(arcs.out[rest], counts)]]
            wave = rest[np.logical_or.reduceat(touching, np.cumsum(counts) - counts)] if len(rest) else rest
        seen[wave] = True
    return seen


def _allowed(graph: ExposureGraph, options: PathOptions) -> Arcs:
    columns = graph.columns
    mask = sum(1 << place for place, status in enumerate(STATUSES) if status in options.statuses)
    keep: npt.NDArray[np.bool_] = (columns.statuses & mask) != 0
    if options.predicates is not None:
        keep &= np.isin(columns.predicate, [PREDICATES.index(one) for one in options.predicates])
    if options.since is not None:
        keep &= columns.last >= date.fromisoformat(options.since).toordinal()
    if options.until is not None:
        keep &= columns.first <= date.fromisoformat(options.until).toordinal()
    return graph.arcs if keep.all() else graph.arcs.only(keep[graph.arcs.relation])
