"""Stakes in parties as arrays of whole numbers, for the calculation of what a rule catches."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from clew.records import Holding
from clew.trace.arcs import Bools, Ints
from clew.vocabulary import Interest

Amounts = npt.NDArray[np.int64]

INTERESTS: tuple[Interest, ...] = tuple(Interest)
"""Kinds of hold; their places are the codes in the arrays."""

OUTRIGHT = frozenset({Interest.BOARD, Interest.CONTROL})
"""Holds that have no share: there is all of it or, where it is not sure, perhaps nothing."""

PER_CENT = 10_000
"""One per cent in the units of the arrays: shares are whole numbers, so that 33.3333 + 16.6667 is 50."""

FULL = 100 * PER_CENT


@dataclass(frozen=True, slots=True)
class Stakes:
    """Who holds how much of whom, sorted by owner: party numbers, bounds of the share, codes of `INTERESTS`.

    The stakes of party n start at `out[n]`.
    """

    owner: Ints
    asset: Ints
    low: Amounts
    high: Amounts
    interest: npt.NDArray[np.int8]
    out: Ints

    def __len__(self) -> int:
        return len(self.owner)

    @property
    def parties(self) -> int:
        """The number of parties."""
        return len(self.out) - 1

    def only(self, keep: Bools) -> "Stakes":
        """The stakes that are to be kept."""
        return stakes_of(
            self.parties, self.owner[keep], self.asset[keep], self.low[keep], self.high[keep], self.interest[keep]
        )

    def with_bounds(self, place: int, low: int, high: int) -> "Stakes":
        """The same stakes with other bounds for one of them."""
        lows, highs = self.low.copy(), self.high.copy()
        lows[place], highs[place] = low, high
        return replace(self, low=lows, high=highs)


def stakes_of(
    parties: int,
    owner: Ints,
    asset: Ints,
    low: Amounts,
    high: Amounts,
    interest: npt.NDArray[np.int8] | None = None,
) -> Stakes:
    """Put stakes in order; a stake of a party in itself is left out, for nobody counts it."""
    if interest is None:
        interest = np.zeros(len(owner), np.int8)
    order = np.argsort(owner, kind="stable")
    order = order[owner[order] != asset[order]]
    ordered = owner[order]
    starts = np.searchsorted(ordered, np.arange(parties + 1)).astype(np.int32)
    return Stakes(ordered, asset[order], low[order], high[order], interest[order], starts)


def stakes_from(holdings: Iterable[Holding], number: Mapping[str, int], parties: int) -> tuple[Stakes, list[Holding]]:
    """The stakes that holdings amount to, and the holdings in the order of the stakes.

    A holding that is not sure counts as nothing at its lower bound.
    """
    usable = [one for one in holdings if one.owner != one.asset and one.owner in number and one.asset in number]
    usable.sort(key=lambda one: number[one.owner])
    owner = np.array([number[one.owner] for one in usable], np.int32)
    asset = np.array([number[one.asset] for one in usable], np.int32)
    low = np.array([_least(one) for one in usable], np.int64)
    high = np.array(
        [FULL if one.interest in OUTRIGHT else max(units(one.high), _least(one)) for one in usable], np.int64
    )
    interest = np.array([INTERESTS.index(one.interest) for one in usable], np.int8)
    return stakes_of(parties, owner, asset, low, high, interest), usable


def _least(one: Holding) -> int:
    if not one.sure:
        return 0
    return FULL if one.interest in OUTRIGHT else min(FULL, units(one.low) + one.more)


def _most(one: Holding) -> int:
    return FULL if one.interest in OUTRIGHT else max(units(one.high), _least(one))


def units(per_cent: float) -> int:
    """A share in per cent as units, held between nothing and the whole."""
    return min(FULL, max(0, round(per_cent * PER_CENT)))
