"""What must hold of the calculation whatever the shares: bounds in order, monotone, true in every possible world."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from clew.trace import ownership_rules
from clew.trace.caught import Caught
from clew.trace.owners import caught_by
from clew.trace.rules import Rule
from clew.trace.stakes import FULL, PER_CENT, Stakes, stakes_of

PARTIES = 8
RULES = [rule for rule in ownership_rules() if rule.state == "in force"]

party = st.integers(0, PARTIES - 1)
rules = st.sampled_from(RULES)
listed = st.sets(party, max_size=3)


@st.composite
def worlds(draw: st.DrawFn) -> list[tuple[int, int, int, int]]:
    """Holdings (owner, asset, low, high) with one for each pair, whose true shares leave no party above the whole."""
    pairs = draw(st.lists(st.tuples(party, party), unique=True, max_size=20))
    left = dict.fromkeys(range(PARTIES), 100)
    found = []
    for owner, asset in pairs:
        if owner == asset or not left[asset]:
            continue
        share = draw(st.integers(1, left[asset]))
        left[asset] -= share
        low, high = draw(st.integers(0, share)), draw(st.integers(share, 100))
        found.append((owner, asset, low, high, share))
    return [(o, a, lo, hi) if draw(st.booleans()) else (o, a, s, s) for o, a, lo, hi, s in found]


def stakes(world: list[tuple[int, int, int, int]]) -> Stakes:
    table = np.array(world, np.int64).reshape(-1, 4)
    owner, asset = table[:, 0].astype(np.int32), table[:, 1].astype(np.int32)
    return stakes_of(PARTIES, owner, asset, table[:, 2] * PER_CENT, table[:, 3] * PER_CENT)


def flags(members: set[int]) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    return np.isin(np.arange(PARTIES), sorted(members))


def calculate(world: list[tuple[int, int, int, int]], rule: Rule, sure: set[int], possible: set[int]) -> Caught:
    return caught_by(rule, stakes(world), flags(sure), flags(possible))


@settings(max_examples=200)
@given(world=worlds(), rule=rules, sure=listed, perhaps=listed)
def test_bounds_stand_in_order_and_cycles_end(
    world: list[tuple[int, int, int, int]], rule: Rule, sure: set[int], perhaps: set[int]
) -> None:
    found = calculate(world, rule, sure, perhaps)
    assert not (found.sure & ~found.possible).any()
    assert (found.low <= found.high).all()
    assert (found.low >= 0).all()
    assert (found.high <= FULL).all()
    assert flags(sure)[found.sure].sum() == len(sure)


@settings(max_examples=200)
@given(world=worlds(), rule=rules, sure=listed, data=st.data())
def test_every_possible_world_lies_between_the_bounds(
    world: list[tuple[int, int, int, int]], rule: Rule, sure: set[int], data: st.DataObject
) -> None:
    found = calculate(world, rule, sure, set())
    real: list[tuple[int, int, int, int]] = []
    left = dict.fromkeys(range(PARTIES), 100)
    reserved = dict.fromkeys(range(PARTIES), 0)
    for _, asset, low, _ in world:
        reserved[asset] += low
    for owner, asset, low, high in world:
        reserved[asset] -= low
        share = data.draw(st.integers(low, max(low, min(high, left[asset] - reserved[asset]))))
        left[asset] -= share
        real.append((owner, asset, share, share))
    exact = calculate(real, rule, sure, set())
    assert not (found.sure & ~exact.sure).any(), "what is sure is so in every world"
    assert not (exact.sure & ~found.possible).any(), "what is so in some world is possible"
    assert (found.low <= exact.low).all()
    assert (exact.high <= found.high).all()


@settings(max_examples=200)
@given(world=worlds(), rule=rules, sure=listed, data=st.data())
def test_with_exact_shares_the_bounds_meet_and_more_shares_never_catch_less(
    world: list[tuple[int, int, int, int]], rule: Rule, sure: set[int], data: st.DataObject
) -> None:
    exact = [(owner, asset, low, low) for owner, asset, low, _ in world]
    before = calculate(exact, rule, sure, set())
    assert (before.sure == before.possible).all()
    if not exact:
        return
    place = data.draw(st.integers(0, len(exact) - 1))
    owner, asset, share, _ = exact[place]
    spare = 100 - sum(low for _, one, low, _ in exact if one == asset)
    more = share + data.draw(st.integers(0, spare))
    after = calculate([*exact[:place], (owner, asset, more, more), *exact[place + 1 :]], rule, sure, set())
    assert not (before.sure & ~after.sure).any()


def test_a_long_chain_and_a_great_hub_end_soon() -> None:
    length = 20_000
    rule = RULES[0]
    owner = np.arange(length - 1, dtype=np.int32)
    full = np.full(length - 1, FULL, np.int64)
    chain = stakes_of(length, owner, (owner + 1).astype(np.int32), full, full)
    start = np.arange(length) == 0
    for one in RULES:
        assert caught_by(one, chain, start, start).sure.all()
    hub = stakes_of(length, np.zeros(length - 1, np.int32), (owner + 1).astype(np.int32), full, full)
    assert caught_by(rule, hub, start, start).sure.all()
