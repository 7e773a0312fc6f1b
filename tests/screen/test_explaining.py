"""A listing that was not found is told with its score, its signals and the step of the search that lost it."""

from collections.abc import Iterable

import pytest

from clew.records import ListedName, Listing, ListVersion
from clew.screen import ListIndex, Query, Step, explain, find_entries, open_imported
from clew.vocabulary import EntityType

VERSION = ListVersion(name="north", sha256="0" * 64, date=None, form="ftm", entries=1, names=1, authority="Varnia")
COMPANY = EntityType.COMPANY


def index_of(names: Iterable[str]) -> ListIndex:
    listings = [Listing(f"n-{n}", "north", (ListedName(name),), COMPANY) for n, name in enumerate(names)]
    return ListIndex((open_imported(VERSION, listings),))


def step(index: ListIndex, name: str, told: str, limit: int = 10, threshold: float = 0.0) -> Step:
    (entry,) = find_entries(index, told)
    found = explain(index, Query(name, COMPANY), entry, limit, threshold)
    if found.best is not None:
        assert abs(sum(signal.value for signal in found.best.signals) - found.best.score) < 1e-9
    assert (found.rank is not None) == (found.step is Step.FOUND)
    return found.step


def test_each_step_that_can_lose_an_entry_is_told() -> None:
    index = index_of(["Orlan Trading", "Tarvil Kargo", "Orlan Shipping", "Orlan Trading House"])
    assert step(index, "Orlan Trading", "n-0") is Step.FOUND
    assert step(index, "Orlan Trading", "n-1") is Step.NO_WORD
    assert step(index, "LLC", "n-1") in {Step.NOTHING_ASKED, Step.NO_WORD}
    assert step(index, "", "n-1") is Step.NOTHING_ASKED
    assert step(index, "Orlan Trading", "n-2", threshold=0.9) is Step.BELOW
    assert step(index, "Orlan Trading", "n-3", limit=1) is Step.BEYOND


def test_an_entry_outrun_by_many_that_share_more_is_told() -> None:
    index = index_of([*(f"Orlan Verin {n}" for n in range(60)), "Orlan Metallurgical Combine of the North Coast"])
    assert step(index, "Orlan Verin", "n-60") is Step.OUTRUN


def test_an_entry_is_told_by_number_by_list_and_number_or_by_name() -> None:
    index = index_of(["Orlan Trading", "Tarvil Kargo"])
    for told in ("n-1", "north/n-1", "Tarvil Kargo", "Tarvel Cargo"):
        ((one, number),) = find_entries(index, told)
        assert one.listing(number).id == "n-1"
    assert find_entries(index, "Zzyx Qwfp") == ()
    assert find_entries(index, "  ") == ()


@pytest.mark.parametrize("limit", [1, 3, 10])
def test_what_is_told_agrees_with_the_search(limit: int) -> None:
    names = ["Orlan Trading", "Orlan Trade", "Orlan Works", "Orlan", "Morvak Works", "Verin Export"]
    index = index_of(names)
    for query in ("Orlan Works", "Morvak", "Orlann Trading"):
        found = {hit.listing.id for hit in next(iter(index.search([Query(query, COMPANY)], limit)))}
        for number in range(len(names)):
            assert (step(index, query, f"n-{number}", limit) is Step.FOUND) == (f"n-{number}" in found)
