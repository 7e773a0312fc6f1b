"""What changed between two versions is told entry by entry, and whom it touches."""

from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from clew.pipeline import touched_parties
from clew.records import Entity, ListedName, Listing, ListVersion
from clew.screen import ListChange, compare_versions
from clew.vocabulary import EntityType, NameKind

VERSION = ListVersion(name="north", sha256="0" * 64, date=None, form="ftm", entries=1, names=1, authority="Varnia")


def a_listing(id: str, *names: str, programmes: tuple[str, ...] = (), since: str | None = None) -> Listing:
    kinds = [NameKind.PRIMARY, *(NameKind.ALIAS for _ in names[1:])]
    listed = tuple(ListedName(name, kind) for name, kind in zip(names, kinds, strict=True))
    return Listing(id, "north", listed, programmes=programmes, since=since)


def told(before: Sequence[Listing], after: Sequence[Listing]) -> list[tuple[str, str, str]]:
    return [(str(one.change), one.listing.id, one.says) for one in compare_versions(before, after)]


def test_each_kind_of_change_is_told() -> None:
    before = [
        a_listing("1", "Orlan Trading"),
        a_listing("2", "Morvak Shipping", "Morvak Line"),
        a_listing("3", "Tarvil Kargo", programmes=("A",)),
        a_listing("4", "Gone LLC"),
    ]
    after = [
        a_listing("1", "ORLAN TRADING", "Orlan Torgovlya"),
        a_listing("2", "Morvak Line", "Morvak Shipping"),
        a_listing("3", "Tarvil Kargo", programmes=("A", "B"), since="2026-01-01"),
        a_listing("5", "New Works"),
    ]
    assert told(before, after) == [
        ("new aliases", "1", "Orlan Torgovlya"),
        ("renamed", "2", "was Morvak Shipping"),
        ("changed", "3", "programmes: A → A, B; since: not stated → 2026-01-01"),
        ("added", "5", "1 names"),
        ("removed", "4", ""),
    ]


def test_a_list_that_is_numbered_anew_shows_what_changed_and_no_more() -> None:
    before = [a_listing(str(n), f"Orlan Works {n}") for n in range(1, 9)]
    after = [a_listing(str(n + 1), f"Orlan Works {n}") for n in range(1, 9) if n != 4]
    assert told(before, after) == [("removed", "4", "")]


def test_an_entry_that_keeps_its_number_and_no_name_was_renamed() -> None:
    assert (
        told([a_listing("1", "Orlan Trading")], [a_listing("1", "Verin Export")])
        == [
            ("renamed", "1", "was Orlan Trading"),
            ("new aliases", "1", "Verin Export"),
            ("changed", "1", "names no longer told: Orlan Trading"),
        ]
        or told([a_listing("1", "Orlan Trading")], [a_listing("1", "Verin Export")])[0][0] == ListChange.RENAMED
    )


@given(st.lists(st.tuples(st.sampled_from("abcdef"), st.sampled_from("uvwxyz")), unique_by=lambda pair: pair[0]))
def test_nothing_changed_where_nothing_did(pairs: list[tuple[str, str]]) -> None:
    listings = [a_listing(id, f"Orlan {name}") for id, name in pairs]
    assert compare_versions(listings, listings) == ()
    assert all(one.change is ListChange.ADDED for one in compare_versions([], listings))
    assert all(one.change is ListChange.REMOVED for one in compare_versions(listings, []))


def test_a_change_says_which_parties_it_touches() -> None:
    party = Entity("e1", EntityType.COMPANY, "Orlan Trading", ("Orlan Trading",))
    other = Entity("e2", EntityType.COMPANY, "Tarvil Kargo", ("Tarvil Kargo",))
    before = [a_listing("1", "Orlan Trading")]
    after = [a_listing("1", "Orlan Trading", since="2026-01-01"), a_listing("2", "Tarvil Kargo")]
    changes = compare_versions(before, after)
    touched = touched_parties(changes, VERSION, VERSION, {"harbour": [party, other]})
    assert {entry: [(one.party, one.says) for one in touches] for entry, touches in touched.items()} == {
        "1": [("Orlan Trading", "was and is a hit")],
        "2": [("Tarvil Kargo", "is a hit")],
    }
    gone = touched_parties(compare_versions(before, []), VERSION, VERSION, {"harbour": [party]})
    assert [one.says for one in gone["1"]] == ["was a hit"]
