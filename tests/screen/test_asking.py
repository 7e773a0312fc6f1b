"""A name that names nobody gets a clear answer in place of strange hits."""

import pytest

from clew.records import ListedName, Listing, ListVersion
from clew.screen import ListIndex, Query, cannot_ask, note_on, open_imported

VERSION = ListVersion(name="north", sha256="0" * 64, date=None, form="ftm", entries=1, names=1, authority="Varnia")
NAMES = ("LKCK", "OOO Orlan", "AEE有限公司", "A Invest", "12345 Works", "Orlan Trading LLC")
INDEX = ListIndex(
    (open_imported(VERSION, [Listing(f"n-{n}", "north", (ListedName(name),)) for n, name in enumerate(NAMES)]),)
)


def found(name: str) -> list[str]:
    return [hit.listing.id for hit in next(iter(INDEX.search([Query(name)], 10, 0.3)))]


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("", "it is empty"),
        (" \t", "it is empty"),
        ("\u200b\u202e", "no letter or number"),
        ("?!", "no letter or number"),
        ("x", "one letter"),
        ("7", "one letter or number"),
        ("LLC", "only a legal form"),
        ("l.l.c.", "only a legal form"),
        ("ООО", "only a legal form"),
        ("有限公司", "only a legal form"),
        ("GmbH & Co. KG", "only a legal form"),
    ],
)
def test_a_name_that_names_nobody_finds_nobody_and_says_why(name: str, says: str) -> None:
    assert found(name) == []
    assert says in cannot_ask(name)
    assert note_on(name).startswith("nothing is looked for")


@pytest.mark.parametrize("name", ["Orlan", "李", "A Invest", "OOO Orlan", "Бaltic", "12 Works"])
def test_a_name_that_can_be_looked_for_says_nothing(name: str) -> None:
    assert cannot_ask(name) == ""
    assert note_on(name) == ""


def test_what_is_odd_about_a_name_is_said() -> None:
    assert "100,000 characters" in note_on("a" * 100_000)
    assert "numbers only" in note_on("12345 678")
    assert found("12345") == ["n-4"]
    assert found("Оrlаn Trαding LLC")[0] == "n-5", "letters of three scripts"
    assert found("Orlan Trading " + "x" * 100_000)[:1] in ([], ["n-5"])
