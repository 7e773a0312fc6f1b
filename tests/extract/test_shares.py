"""Shares of several owners and several assets: each goes with the names that it is told beside."""

from collections.abc import Callable

import pytest

from clew.records import Document, Extraction
from clew.vocabulary import Qualifier
from tests.extract.conftest import document_of

TOLD = [
    (
        "en",
        "The firm belongs to Pavel Dornik (60 percent) and Ivan Merin (40 percent).",
        {"Pavel Dornik -> firm": "60 percent", "Ivan Merin -> firm": "40 percent"},
    ),
    (
        "en",
        "Rivea Works is owned 60 percent by Pavel Dornik and 40 percent by Ivan Merin.",
        {"Pavel Dornik -> Rivea Works": "60 percent", "Ivan Merin -> Rivea Works": "40 percent"},
    ),
    (
        "en",
        "Pavel Dornik owns 75% of Rivea Works and Ivan Merin 25%.",
        {"Pavel Dornik -> Rivea Works": "75%", "Ivan Merin -> Rivea Works": "25%"},
    ),
    (
        "en",
        "Pavel Dornik holds 60 percent of Rivea Works, Ivan Merin the remaining 40 percent.",
        {"Pavel Dornik -> Rivea Works": "60 percent", "Ivan Merin -> Rivea Works": "40 percent"},
    ),
    (
        "en",
        "Pavel Dornik and Ivan Merin own 40% and 60% of Rivea Works respectively.",
        {"Pavel Dornik -> Rivea Works": "40%", "Ivan Merin -> Rivea Works": "60%"},
    ),
    (
        "en",
        "Rivea Works belongs to Pavel Dornik, who holds 51 percent, and to Ivan Merin, who holds 49 percent.",
        {"Pavel Dornik -> Rivea Works": "51 percent", "Ivan Merin -> Rivea Works": "49 percent"},
    ),
    (
        "en",
        "Pavel Dornik owns more than 60% of Rivea Works, and about 20% belongs to Ivan Merin.",
        {"Pavel Dornik -> Rivea Works": "more than 60%", "Ivan Merin -> Rivea Works": "about 20%"},
    ),
    (
        "en",
        "A 51 percent stake in Rivea Works is held by Pavel Dornik; Ivan Merin owns the rest.",
        {"Pavel Dornik -> Rivea Works": "51 percent", "Ivan Merin -> Rivea Works": ""},
    ),
    (
        "en",
        "Pavel Dornik raised his stake in Rivea Works from 30% to 51%.",
        {"Pavel Dornik -> Rivea Works": "51%"},
    ),
    (
        "en",
        "Pavel Dornik increased his stake in Rivea Works by 5% to 35%.",
        {"Pavel Dornik -> Rivea Works": "35%"},
    ),
    (
        "en",
        "Ostal Trading has a 49% interest in Rivea Works, with Pavel Dornik holding the rest.",
        {"Ostal Trading -> Rivea Works": "49%", "Pavel Dornik -> Rivea Works": ""},
    ),
    (
        "ru",
        "Павел Мерин увеличил долю в «Ривее» с 30% до 51%.",
        {"Павел Мерин -> Ривее": "51%"},
    ),
    (
        "ru",
        "ООО «Ривея» на 60 процентов принадлежит Павлу Дорнику и на 40 процентов — Ивану Мерину.",
        {"Павлу Дорнику -> ООО «Ривея»": "60 процентов", "Ивану Мерину -> ООО «Ривея»": "40 процентов"},
    ),
    (
        "ru",
        "«Ривея» владеет 30% «Дорник банка», 50% «Осталь трейдинга» и 20% «Варнекса».",
        {"Ривея -> Дорник банка": "30%", "Ривея -> Осталь трейдинга": "50%", "Ривея -> Варнекса": "20%"},
    ),
]


@pytest.mark.parametrize(("language", "text", "wanted"), TOLD, ids=[text for _, text, _ in TOLD])
def test_each_owner_has_his_own_share(
    extraction: Callable[[Document], Extraction], language: str, text: str, wanted: dict[str, str]
) -> None:
    found = {
        f"{claim.subject.name} -> {claim.object.name}": claim.qualifiers.get(Qualifier.SHARE, "")
        for claim in extraction(document_of(text, language)).claims
        if claim.predicate == "owns" and claim.subject and claim.object
    }
    assert {pair: found.get(pair, "") for pair in wanted} == wanted


@pytest.mark.parametrize(
    "text",
    [
        "Pavel Dornik owns 75% of Rivea Works, and Ostal Trading had 25% profit growth.",
        "Pavel Dornik owns 75% of Rivea Works, and Karvin Bank holds 7% bonds.",
        "Pavel Dornik owns 75% of Rivea Works, and Ivan Merin has 20% of the votes.",
        "Pavel Dornik owns 75% of Rivea Works; its suppliers were Ostal Trading (30%) and Karvin Bank (25%).",
    ],
)
def test_a_percentage_of_something_else_makes_no_owner(extraction: Callable[[Document], Extraction], text: str) -> None:
    claims = extraction(document_of(text)).claims
    owners = {claim.subject.name for claim in claims if claim.predicate == "owns" and claim.subject}
    assert owners == {"Pavel Dornik"}


@pytest.mark.parametrize(
    ("language", "text", "wanted"),
    [
        ("en", "Pavel Dornik owns 60% of the company Rivea Works, and sales grew by 25%.", "60%"),
        ("ru", "Павел Дорник владеет 60% компании «Ривея», а выручка фирмы выросла на 25%.", "60%"),
    ],
)
def test_growth_is_no_share(
    extraction: Callable[[Document], Extraction], language: str, text: str, wanted: str
) -> None:
    claims = extraction(document_of(text, language)).claims
    assert [claim.qualifiers.get(Qualifier.SHARE) for claim in claims if claim.predicate == "owns"] == [wanted]
