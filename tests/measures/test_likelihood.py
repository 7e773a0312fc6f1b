"""Words of likelihood stand for the chances of the directive, without gaps, and are documented."""

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clew.measures.likelihood import chances, likelihood_of
from clew.vocabulary import Likelihood

DOCS = (Path(__file__).parents[2] / "docs" / "reference" / "corroboration.md").read_text(encoding="utf-8")


def test_every_word_has_its_stretch_and_the_stretches_adjoin() -> None:
    told = chances()
    assert [*told, Likelihood.NOT_JUDGED] == list(Likelihood)
    assert all(one.high == other.low for one, other in pairwise(told.values()))
    assert (next(iter(told.values())).low, list(told.values())[-1].high) == (1, 99)


@pytest.mark.parametrize(
    ("probability", "word"),
    [
        (0.0, "almost no chance"),
        (0.049, "almost no chance"),
        (0.05, "very unlikely"),
        (0.2, "unlikely"),
        (0.45, "roughly even chance"),
        (0.55, "roughly even chance"),
        (0.56, "likely"),
        (0.8, "likely"),
        (0.95, "very likely"),
        (0.951, "almost certain"),
        (1.0, "almost certain"),
    ],
)
def test_a_probability_has_its_word(probability: float, word: str) -> None:
    assert likelihood_of(probability) == word


@given(st.floats(0, 1), st.floats(0, 1))
def test_the_likelier_of_two_never_has_the_less_likely_word(one: float, other: float) -> None:
    order = list(chances())
    low, high = sorted((one, other))
    assert order.index(likelihood_of(low)) <= order.index(likelihood_of(high))


def test_the_table_of_the_reference_is_the_shipped_one() -> None:
    for word, one in chances().items():
        assert f"| {word} | {one.also} | {one} |" in DOCS
