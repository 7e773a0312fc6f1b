"""What listed parties own by a rule that adds up the stakes of all of them: sure and possible, with bounds.

A party is caught where those that are listed or caught hold enough of it; their stakes count whole. The set is the
least one with that property, so cycles of owners need no care: nobody is caught by being owned by itself.
"""

from dataclasses import dataclass

import numpy as np

from clew.trace.arcs import Bools, ranges
from clew.trace.stakes import FULL, Amounts, Stakes

FEW = 32
"""Waves of no more stakes than this are added one by one."""


@dataclass(frozen=True, slots=True)
class Caught:
    """For every party whether it is surely and possibly caught, and bounds of the share that counts, in units.

    The listed parties themselves are in both sets.
    """

    sure: Bools
    possible: Bools
    low: Amounts
    high: Amounts


def aggregate(stakes: Stakes, sure: Bools, possible: Bools, needed: int) -> Caught:
    """What is caught where the stakes of all listed parties are added up.

    `sure` are the parties that are listed for certain, `possible` those that may be. Enough is `needed` units.
    The upper bound takes every vague share at its highest, but never more than others leave over for certain.
    """
    caught, low, _ = _grow(stakes, stakes.low, sure, needed, None)
    total = np.zeros(stakes.parties, np.int64)
    np.add.at(total, stakes.asset, stakes.low)
    maybe, high, member = _grow(stakes, stakes.high, sure | possible, needed, total)
    return Caught(caught, maybe, np.minimum(low, FULL), capped(high, member, total))


def capped(high: Amounts, member: Amounts, total: Amounts) -> Amounts:
    """An upper bound held to what others leave over: all, less the sure shares of others, but not below the members'.

    `member` are the sure shares of those who count, `total` those of all owners. Where the sure shares of all owners
    come to more than the whole, the sources disagree, and the members' own shares stand.
    """
    left: Amounts = np.maximum(FULL - total + member, np.minimum(member, FULL))
    return np.minimum(np.minimum(high, FULL), left)


def _grow(
    stakes: Stakes, weight: Amounts, start: Bools, needed: int, total: Amounts | None
) -> tuple[Bools, Amounts, Amounts]:
    """Grow the caught set from its start, one wave of owners at a time; each stake is added once."""
    caught = start.copy()
    got, member = np.zeros(stakes.parties, np.int64), np.zeros(stakes.parties, np.int64)
    if total is None:
        total = np.zeros(stakes.parties, np.int64)
    wave = np.flatnonzero(start)
    while len(wave):
        counts = stakes.out[wave + 1] - stakes.out[wave]
        held = ranges(stakes.out[wave], counts)
        if len(held) <= FEW:
            wave = _next_few(stakes, weight, held.tolist(), (caught, got, member, total), needed)
            continue
        assets = stakes.asset[held]
        np.add.at(got, assets, weight[held])
        np.add.at(member, assets, stakes.low[held])
        reached = capped(got[assets], member[assets], total[assets])
        wave = np.unique(assets[(reached >= needed) & ~caught[assets]])
        caught[wave] = True
    return caught, got, member


def _next_few(
    stakes: Stakes, weight: Amounts, held: list[int], state: tuple[Bools, Amounts, Amounts, Amounts], needed: int
) -> Amounts:
    """The next wave after a small one: the same sums, one by one, which spares long chains of owners much time."""
    caught, got, member, total = state
    found = []
    for stake in held:
        asset = int(stakes.asset[stake])
        got[asset] += weight[stake]
        member[asset] += stakes.low[stake]
        high, low = int(got[asset]), int(member[asset])
        if min(high, FULL, max(FULL - int(total[asset]) + low, min(low, FULL))) >= needed and not caught[asset]:
            caught[asset] = True
            found.append(asset)
    return np.array(found, np.int64)
