"""Newsroom dates, anchored at the day of publication."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clew.measures.dates import read_date
from clew.measures.edtf import span

PUBLISHED = "2025-09-25"


@pytest.mark.parametrize(
    ("words", "edtf"),
    [
        ("third quarter last year", "2024-35"),
        ("since the second quarter", "2025-34/.."),
        ("the last quarter of 2024", "2024-36"),
        ("in July", "2025-07"),
        ("December", "2024-12"),
        ("last summer", "2025-22"),
        ("between December 2022 and April 2023", "2022-12/2023-04"),
        ("June to September 2015", "2015-06/2015-09"),
        ("2024 and 2025", "2024/2025"),
        ("earlier this year", "2025-01/2025-09"),
        ("September last year", "2024-09"),
        ("October 24, 2024", "2024-10-24"),
        ("19 September", "2025-09-19"),
        ("April 12-27", "2025-04-12/2025-04-27"),
        ("Monday", "2025-09-22"),
        ("last Thursday", "2025-09-18"),
        ("yesterday", "2025-09-24"),
        ("last month", "2025-08"),
        ("two years ago", "2023"),
        ("three months ago", "2025-06~"),
        ("early 2023", "2023-37"),
        ("the 2010s", "201X"),
        ("after February 2022", "2022-02/.."),
        ("before 2022", "../2022"),
        ("second half of 2024", "2024-41"),
        ("Q3 2024", "2024-35"),
    ],
)
def test_words_become_edtf(words: str, edtf: str) -> None:
    assert read_date(words, PUBLISHED) == edtf


@pytest.mark.parametrize("words", ["last year", "in July", "Thursday", "yesterday", "earlier this year"])
def test_without_a_date_of_publication_a_relative_date_stays_unknown(words: str) -> None:
    assert read_date(words, None) is None


@pytest.mark.parametrize("words", ["in recent months", "that year", "recently", ""])
def test_a_vague_date_is_not_made_exact(words: str) -> None:
    assert read_date(words, PUBLISHED) is None


def test_a_weekday_needs_the_day_of_publication() -> None:
    assert read_date("on Thursday", "2025-09") is None


@pytest.mark.parametrize(
    ("words", "language", "edtf"),
    [
        ("в марте прошлого года", "ru", "2024-03"),
        ("с 2022 года", "ru", "2022/.."),
        ("2023年3月", "zh", "2023-03"),
        ("去年", "zh", "2024"),
    ],
)
def test_other_languages_share_the_grammar(words: str, language: str, edtf: str) -> None:
    assert read_date(words, PUBLISHED, language) == edtf


_WORDS = "last this year month July 2024 quarter third since between and early the week ago two 31 - , winter"
_PARTS = st.sampled_from(_WORDS.split(" "))


@given(st.lists(_PARTS, max_size=8), st.sampled_from([PUBLISHED, "2024", "2024-02", None, "nonsense"]))
def test_whatever_is_read_is_a_date_that_covers_days(parts: list[str], published: str | None) -> None:
    read = read_date(" ".join(parts), published)
    assert read is None or span(read) is not None
