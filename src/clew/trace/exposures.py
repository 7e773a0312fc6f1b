"""The exposure of every party of a graph at once: its class, and its best path."""

from dataclasses import dataclass

import numpy as np

from clew.records import Path
from clew.trace.arcs import EXPOSURES, UNREACHED, Ints
from clew.trace.paths import path_of
from clew.trace.search import Search
from clew.vocabulary import Exposure


@dataclass(frozen=True, slots=True)
class Exposures:
    """For every party, by number: the code of its exposure in `EXPOSURES` (-1: none), and the first step there.

    A listed party has code 0 and no step. `cost` is that of the best path.
    """

    exposure: Ints
    cost: Ints
    step: Ints


def expose_all(search: Search) -> Exposures:
    """The exposure that precedes, and the best path to it, for every party."""
    arcs, parties = search.arcs, len(search.graph.entities)
    exposure, cost = np.full(parties, -1, np.int32), np.full(parties, UNREACHED, np.int32)
    step = np.full(parties, -1, np.int32)
    for party in search.hits:
        exposure[party], cost[party] = 0, 0
    passable = (exposure == 0) | search.graph.through | search.options.through_hubs
    owned = EXPOSURES.index(Exposure.OWNED_BY_LISTED)
    for one in EXPOSURES[1:]:
        begins = np.isin(np.arange(len(EXPOSURES)), list(search.may_begin(one)))
        steps = np.flatnonzero(begins[arcs.exposure] & (exposure < 0)[arcs.near])
        far, costs = arcs.far[steps], search.costs[steps]
        total = costs + np.where(passable[far], search.chains[one].cost[far], UNREACHED)
        up = arcs.exposure[steps] == owned
        total[up] = np.minimum(total[up], costs[up] + search.owned.cost[far[up]])
        steps, total = steps[total < UNREACHED], total[total < UNREACHED]
        if not len(steps):
            continue
        near = arcs.near[steps]
        begin = np.flatnonzero(np.diff(near, prepend=-1))
        best = np.minimum.reduceat((total.astype(np.int64) << 32) | steps, begin)
        chosen = near[begin]
        exposure[chosen], cost[chosen], step[chosen] = EXPOSURES.index(one), best >> 32, best & (2**32 - 1)
    return Exposures(exposure, cost, step)


def best_path(search: Search, exposures: Exposures, party: int) -> Path | None:
    """The best path of a party, by number; None where nothing leads from it to a listed one."""
    if exposures.exposure[party] < 0:
        return None
    exposure = EXPOSURES[exposures.exposure[party]]
    steps: list[int] = []
    here, step, barred = party, int(exposures.step[party]), False
    while step >= 0:
        steps.append(step)
        here = int(search.arcs.far[step])
        barred = barred or not (search.graph.through[here] or search.options.through_hubs)
        step = int((search.owned if barred else search.chains[exposure]).step[here])
        if here in search.hits and (search.sure[here] or step < 0):
            break
    return path_of(search, party, steps, exposure)
