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
    listed = exposure == 0
    through = np.ones(parties, bool) if search.options.through_hubs else search.graph.through
    for one in EXPOSURES[1:]:
        rest = np.where(through | listed, search.chains[one].cost, UNREACHED)
        total = search.costs + rest[arcs.far]
        owned = arcs.exposure == EXPOSURES.index(Exposure.OWNED_BY_LISTED)
        total = np.where(owned, np.minimum(total, search.costs + search.owned.cost[arcs.far]), total)
        begins = np.isin(arcs.exposure, list(search.may_begin(one)))
        chosen = np.flatnonzero(begins & (total < UNREACHED) & (exposure[arcs.near] < 0))
        order = chosen[np.lexsort((chosen, total[chosen], arcs.near[chosen]))]
        near = arcs.near[order]
        first = np.ones(len(near), bool)
        first[1:] = near[1:] != near[:-1]
        order, near = order[first], near[first]
        exposure[near], cost[near], step[near] = EXPOSURES.index(one), total[order], order
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
