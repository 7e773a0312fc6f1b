"""Dates of publication become EDTF, and nothing is added that is not said."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clew.read.dates import find_dates, to_edtf


@pytest.mark.parametrize(
    ("written", "edtf"),
    [
        ("2025-03-12", "2025-03-12"),
        ("2025-03-12T06:40:00+00:00", "2025-03-12"),
        ("September 25, 2025", "2025-09-25"),
        ("Sept. 25, 2025", "2025-09-25"),
        ("12 March 2025", "2025-03-12"),
        ("3rd of May 2024", "2024-05-03"),
        ("18 ноября 2024 г.", "2024-11-18"),
        ("5 лютого 2024 року", "2024-02-05"),
        ("2025年3月17日", "2025-03-17"),
        ("17.03.2025", "2025-03-17"),
        ("25/12/2024", "2024-12-25"),
        ("12/25/2024", "2024-12-25"),
        ("03/04/2025", "2025"),
        ("March 2025", "2025-03"),
        ("2025", "2025"),
        ("2024/2025", "2024/2025"),
        ("2024?", "2024?"),
        ("31 February 2025", None),
        ("2025-13-01", None),
        ("yesterday", None),
        ("", None),
    ],
)
def test_a_date_has_one_edtf_form(written: str, edtf: str | None) -> None:
    assert to_edtf(written) == edtf


@given(st.text(max_size=300))
def test_no_text_raises_and_dates_do_not_overlap(text: str) -> None:
    found = list(find_dates(text))
    assert all(one.end <= other.start for one, other in pairwise(found))
