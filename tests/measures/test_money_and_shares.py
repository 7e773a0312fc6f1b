"""Sums of money and shares of ownership in words, and the normal forms of a claim's particulars."""

import pytest

from clew.measures.money import read_money
from clew.measures.normal import normal_forms
from clew.measures.shares import read_share
from clew.vocabulary import Qualifier


@pytest.mark.parametrize(
    ("words", "sums"),
    [
        ("more than 5 million yuan ($700,000)", ["5000000.. CNY", "700000 USD"]),
        ("$1.2bln", ["1200000000 USD"]),
        ("upwards of $50mn", ["50000000.. USD"]),
        ("€1,169,450.73", ["1169450.73 EUR"]),
        ("about $180,000", ["~180000 USD"]),
        ("no less than €130 million", ["130000000.. EUR"]),
        ("five engines", []),
    ],
)
def test_sums_are_exact_decimals_with_their_currency(words: str, sums: list[str]) -> None:
    assert [str(each) for each in read_money(words)] == sums


@pytest.mark.parametrize(
    ("words", "bounds"),
    [
        ("50 percent", "50"),
        ("majority", "50..100"),
        ("at least 50 %", "50..100"),
        ("half", "50"),
        ("more than 99%", "99..100"),
        ("a 49% stake", "49"),
        ("30% at most", "0..30"),
        ("wholly", "100"),
        ("part owner", None),
        ("140 percent", None),
    ],
)
def test_shares_are_bounds_in_per_cent(words: str, bounds: str | None) -> None:
    assert read_share(words) == bounds


def test_normal_forms_stand_beside_the_words_and_leave_out_what_cannot_be_read() -> None:
    words = {
        Qualifier.WHEN: "third quarter last year",
        Qualifier.QUANTITY: "more than half a dozen",
        Qualifier.AMOUNT: "1.2 million yuan",
        Qualifier.SHARE: "a stake",
        Qualifier.PRODUCT: "engines",
    }
    assert normal_forms(words, "2025-09-25") == {
        Qualifier.WHEN: "2024-35",
        Qualifier.QUANTITY: "7..",
        Qualifier.AMOUNT: "1200000 CNY",
    }
