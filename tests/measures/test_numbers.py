"""Quantities in words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clew.measures.numbers import Range, read_quantity


@pytest.mark.parametrize(
    ("words", "range_"),
    [
        ("more than half a dozen", "7.."),
        ("at least six", "6.."),
        ("around 500", "~500"),
        ("several", "3.."),
        ("dozens", "24.."),
        ("thousands", "2000.."),
        ("tens of thousands", "20000.."),
        ("twenty-three", "23"),
        ("two hundred and fifty", "250"),
        ("fewer than 10", "..9"),
        ("up to 40", "..40"),
        ("ten or more deliveries", "10.."),
        ("between two and three million", "2000000..3000000"),
        ("over 9,000 containers", "9001.."),
        ("1.2 million", "1200000"),
        ("a dozen", "12"),
    ],
)
def test_words_become_ranges(words: str, range_: str) -> None:
    assert str(read_quantity(words)) == range_


@pytest.mark.parametrize(
    ("words", "language", "range_"),
    [
        ("не менее шести", "ru", "6.."),
        ("около 30 тысяч", "ru", "~30000"),
        ("超过500", "zh", "501.."),
        ("数百", "zh", "200.."),
    ],
)
def test_other_languages_share_the_grammar(words: str, language: str, range_: str) -> None:
    assert str(read_quantity(words, language)) == range_


@pytest.mark.parametrize("words", ["", "the bulk", "large quantities", "drones"])
def test_what_states_no_number_gives_none(words: str) -> None:
    assert read_quantity(words) is None


@given(st.integers(min_value=1, max_value=10**9))
def test_figures_with_and_without_separators_are_the_same_number(number: int) -> None:
    assert read_quantity(f"{number:,}") == read_quantity(str(number))
    read = read_quantity(str(number))
    assert read is not None
    assert read.low == read.high == number


@given(st.text(max_size=200))
def test_any_text_is_read_without_failing(text: str) -> None:
    read = read_quantity(text)
    assert read is None or isinstance(read, Range)
