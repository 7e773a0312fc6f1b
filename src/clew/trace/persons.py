"""What each listed party owns by a rule that does not add up the stakes of different ones.

A party's hold is what it has itself and what is held by those in which it has enough, tier by tier. Listed parties of
which one has enough of the other stand as one, and so do those that the user says act together.
"""

from collections import deque
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

import numpy as np

from clew.trace.arcs import Bools
from clew.trace.caught import Caught
from clew.trace.stakes import FULL, INTERESTS, OUTRIGHT, Amounts, Stakes

SEVERAL = 8
"""A party that more listed ones than this may hold alone counts for any of them, so that work stays bounded."""

_ANY = -1
_OUTRIGHT = frozenset(map(INTERESTS.index, OUTRIGHT))


def by_person(
    stakes: Stakes, sure: Bools, possible: Bools, needed: int, together: Iterable[Sequence[int]] = ()
) -> Caught:
    """What is caught where each listed party counts for itself; a board or control stake catches outright.

    `sure` are the parties that are listed for certain, `possible` those that may be, `together` groups of parties
    that act as one. The bounds are those of the one listed party that holds most.
    """
    groups = [tuple(group) for group in together]
    outright = np.isin(stakes.interest, list(_OUTRIGHT))
    counted = np.where(outright, 0, stakes.low)
    low_pass = _Pass(stakes, stakes.low, counted, needed, None)
    low_pass.run(np.flatnonzero(sure).tolist(), groups)
    totals = np.zeros(stakes.parties * len(INTERESTS), np.int64)
    np.add.at(totals, stakes.asset.astype(np.int64) * len(INTERESTS) + stakes.interest, counted)
    high_pass = _Pass(stakes, stakes.high, counted, needed, totals)
    high_pass.run(np.flatnonzero(sure | possible).tolist(), groups)
    least, most = low_pass.best(), high_pass.best()
    return Caught(low_pass.members(), high_pass.members(), least, np.maximum(least, most))


@dataclass(slots=True)
class _Gathered:
    """The stakes in one party that one listed party has gathered, and what they come to."""

    stakes: set[int] = field(default_factory=set)
    weight: int = 0
    low: int = 0


@dataclass(slots=True)
class _Pass:
    """One growing of the sets, at the lower bounds or, with `totals`, at the upper ones.

    `holders` are the listed parties that have enough of a party; `got` what each has gathered of it by kind of
    hold, and `places` where each has gathered any. `single` is the most that one has gathered, `most` the same
    together with what cannot be told apart. `totals` are the sure shares of all owners, by kind. `joins` and
    `waiting` are what remains to be done.
    """

    stakes: Stakes
    weight: Amounts
    low: Amounts
    needed: int
    totals: Amounts | None
    leader: dict[int, int] = field(default_factory=dict)
    holders: dict[int, set[int]] = field(default_factory=dict)
    got: dict[tuple[int, int, int], _Gathered] = field(default_factory=dict)
    places: dict[int, list[tuple[int, int]]] = field(default_factory=dict)
    single: dict[tuple[int, int], int] = field(default_factory=dict)
    most: dict[tuple[int, int], int] = field(default_factory=dict)
    joins: deque[tuple[int, int]] = field(default_factory=deque)
    waiting: deque[tuple[int, int]] = field(default_factory=deque)

    def run(self, listed: Sequence[int], together: Sequence[Sequence[int]]) -> None:
        """Grow from the listed parties until nothing is added."""
        for party in (*listed, _ANY):
            self.leader[party] = party
            self.holders[party] = {party}
            self.places[party] = []
        del self.holders[_ANY]
        for group in together:
            known = [party for party in group if party in self.leader]
            self.joins.extend(pairwise(known))
        self.waiting.extend((party, party) for party in listed)
        while self.joins or self.waiting:
            if self.joins:
                self._join(*self.joins.popleft())
            else:
                self._count(*self.waiting.popleft())

    def members(self) -> Bools:
        """All parties that some listed party has enough of, and the listed ones."""
        found = np.zeros(self.stakes.parties, bool)
        found[list(self.holders)] = True
        return found

    def best(self) -> Amounts:
        """The most that one listed party has gathered of each party, in units."""
        found = np.zeros(self.stakes.parties, np.int64)
        for (asset, interest), amount in self.most.items():
            if interest not in _OUTRIGHT:
                found[asset] = max(found[asset], amount)
        return found

    def _lead(self, party: int) -> int:
        """The listed party that stands for the group that a listed party is in."""
        path = []
        while self.leader[party] != party:
            path.append(party)
            party = self.leader[party]
        for step in path:
            self.leader[step] = party
        return party

    def _join(self, left: int, right: int) -> None:
        """Let two listed parties stand as one, and put together what they have gathered."""
        left, right = self._lead(left), self._lead(right)
        if left == right:
            return
        if len(self.places[left]) < len(self.places[right]):
            left, right = right, left
        self.leader[right] = left
        for asset, interest in self.places.pop(right):
            for stake in sorted(self.got.pop((asset, interest, right)).stakes):
                self._add(stake, asset, interest, left)

    def _count(self, party: int, holder: int) -> None:
        """Add all stakes of a party to what its holder has gathered."""
        start, end = int(self.stakes.out[party]), int(self.stakes.out[party + 1])
        assets, interests = self.stakes.asset[start:end].tolist(), self.stakes.interest[start:end].tolist()
        for stake, asset, interest in zip(range(start, end), assets, interests, strict=True):
            self._add(stake, asset, interest, self._lead(holder))

    def _add(self, stake: int, asset: int, interest: int, holder: int) -> None:
        weight = int(self.weight[stake])
        if not weight:
            return
        key, place = (asset, interest, holder), (asset, interest)
        gathered = self.got.get(key)
        if gathered is None:
            gathered = self.got[key] = _Gathered()
            self.places[holder].append(place)
        if stake in gathered.stakes:
            return
        gathered.stakes.add(stake)
        gathered.weight += weight
        gathered.low += int(self.low[stake])
        alone = self._bound(place, gathered)
        anybody = self.got.get((asset, interest, _ANY))
        if holder == _ANY:
            reached = min(FULL, alone + self.single.get(place, 0))
        else:
            self.single[place] = max(alone, self.single.get(place, 0))
            reached = min(FULL, alone + (self._bound(place, anybody) if anybody else 0))
        self.most[place] = max(reached, self.most.get(place, 0))
        if reached >= self.needed:
            self._hold(asset, holder if alone >= self.needed else _ANY)

    def _bound(self, place: tuple[int, int], gathered: _Gathered) -> int:
        """A gathered weight, held to what others leave over; see `caught.capped`."""
        if self.totals is None:
            return min(gathered.weight, FULL)
        rest = FULL - int(self.totals[place[0] * len(INTERESTS) + place[1]]) + gathered.low
        return min(gathered.weight, FULL, max(rest, min(gathered.low, FULL)))

    def _hold(self, asset: int, holder: int) -> None:
        """A listed party (or one of too many to tell apart) has enough of a party."""
        if asset in self.leader and holder != _ANY:
            self.joins.append((asset, holder))
            return
        holders = self.holders.setdefault(asset, set())
        if any(self._lead(one) == holder for one in holders):
            return
        if len(holders) >= SEVERAL:
            if self.totals is None or _ANY in holders:
                return
            holder = _ANY
        holders.add(holder)
        self.waiting.append((asset, holder))
