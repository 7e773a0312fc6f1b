"""Find which single unknown would decide whether a party is caught, and from which share on."""

from collections.abc import Callable, Sequence
from functools import partial

import numpy as np

from clew.records import Holding, Missing, isolated
from clew.trace.arcs import Bools
from clew.trace.caught import Caught
from clew.trace.graph import ExposureGraph
from clew.trace.stakes import PER_CENT, Stakes
from clew.vocabulary import Interest, OwnershipWord

Calculate = Callable[[Stakes, Bools, Bools], Caught]

TRIED, TRIED_IN_LARGE, LARGE = 40, 8, 20_000
"""How many vague shares are tried one by one, and how many where there are more stakes than `LARGE`."""


def missing_shares(
    graph: ExposureGraph,
    word: OwnershipWord,
    calculate: Calculate,
    stakes: Stakes,
    holdings: Sequence[Holding],
    listed: tuple[Bools, Bools],
    ids: Sequence[str],
) -> tuple[Missing, ...]:
    """The unknowns that by themselves decide on the first party, its own owners first.

    Each vague share is tried at both its ends, and each perhaps-listed party as listed and as not, with all else
    left vague. `holdings` are those of `stakes`, in order; `listed` the surely and the possibly listed parties.
    """
    here = 0
    sure, possible = listed
    caught = calculate(stakes, sure, possible)
    relevant = caught.possible[stakes.asset] | (stakes.asset == here)
    vague = np.flatnonzero((stakes.low < stakes.high) & relevant)
    vague = vague[np.argsort(stakes.asset[vague], kind="stable")]
    names = {one: isolated(graph.entities[graph.number[one]].name) for one in ids}
    found: list[Missing] = []

    def verdict(tried: Stakes, certain: Bools, perhaps: Bools) -> OwnershipWord:
        outcome = calculate(tried, certain, perhaps)
        if outcome.sure[here]:
            return word
        return OwnershipWord.CANNOT_TELL if outcome.possible[here] else OwnershipWord.NO

    def at(place: int, share: int) -> OwnershipWord:
        return verdict(stakes.with_bounds(place, share, share), sure, possible)

    for place in vague[: TRIED if len(stakes) <= LARGE else TRIED_IN_LARGE].tolist():
        holding = holdings[place]
        low, high = int(stakes.low[place]), int(stakes.high[place])
        ends = at(place, low), at(place, high)
        if ends != (OwnershipWord.CANNOT_TELL, OwnershipWord.CANNOT_TELL):
            turn = None if ends[1] is OwnershipWord.CANNOT_TELL else _turn(partial(at, place), low, high)
            found.append(Missing(_says(holding, ends, turn, (low, high), names), holding.owner, holding))
    for party in np.flatnonzero(possible & ~sure).tolist():
        as_listed, as_other = sure.copy(), possible.copy()
        as_listed[party], as_other[party] = True, False
        ends = verdict(stakes, sure, as_other), verdict(stakes, as_listed, possible)
        if ends != (OwnershipWord.CANNOT_TELL, OwnershipWord.CANNOT_TELL):
            says = f"whether {names[ids[party]]} is the party that the list names: if so, {ends[1]}; if not, {ends[0]}"
            found.append(Missing(says, ids[party]))
    return tuple(found)


def _turn(at: Callable[[int], OwnershipWord], low: int, high: int) -> int:
    """The least share, in units, from which the outcome is that of the highest one."""
    outcome = at(high)
    while low < high:
        middle = (low + high) // 2
        if at(middle) is outcome:
            high = middle
        else:
            low = middle + 1
    return high


def _says(
    holding: Holding,
    ends: tuple[OwnershipWord, OwnershipWord],
    turn: int | None,
    bounds: tuple[int, int],
    names: dict[str, str],
) -> str:
    owner, asset = names[holding.owner], names[holding.asset]
    if holding.interest in {Interest.BOARD, Interest.CONTROL}:
        return f"whether {owner} controls {asset}: if so, {ends[1]}; if not, {ends[0]}"
    kind = "votes in" if holding.interest is Interest.VOTES else "shares of"
    known = f"{kind} {asset} that {owner} holds ({isolated(holding.says)})"
    low = f"at {bounds[0] / PER_CENT:g} % {ends[0]}"
    if turn is None:
        return f"the {known}: {low}"
    return f"the {known}: from {turn / PER_CENT:g} % on {ends[1]}, {low}"
