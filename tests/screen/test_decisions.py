"""A false alarm stays silent until something changes, then returns and says what; thresholds hold list by list."""

from dataclasses import replace
from pathlib import Path

import pytest

from clew.errors import UsageError
from clew.records import Entity, Judgement, ListedName, Listing, ListVersion
from clew.screen import (
    Library,
    ListIndex,
    Thresholds,
    changed_settings,
    changes_since,
    import_list,
    open_imported,
    screen_entities,
    seen_of,
    thresholds_of,
)
from clew.vocabulary import EntityType, HitState, NameKind, Verdict
from tests.screen.material import ftm_file

PARTY = Entity("e1", EntityType.COMPANY, "Tarvel Cargo", ("Tarvel Cargo",), countries=("Kesh",))
LISTING = Listing("cu-4", "north", (ListedName("Tarvil Kargo"),), birth_dates=(), programmes=("VAR",))
VERSION = ListVersion(name="north", sha256="0" * 64, date=None, form="ftm", entries=1, names=1, authority="Varnia")
NO = Judgement("j1", Verdict.FALSE_ALARM, "e1", "cu-4", "ana", "2026-01-01", seen=seen_of(PARTY, LISTING))


def index_of(*listings: Listing) -> ListIndex:
    return ListIndex((open_imported(VERSION, listings),))


def test_a_false_alarm_is_silent_while_nothing_changes() -> None:
    (hit,) = screen_entities([PARTY], index_of(LISTING), [NO])
    assert (hit.state, hit.changed, hit.judgement) == (HitState.REJECTED, (), "j1")
    spelled = replace(PARTY, names=("Tarvel Cargo", "TARVEL  CARGO"))
    assert screen_entities([spelled], index_of(LISTING), [NO])[0].state is HitState.REJECTED, (
        "the same name, written anew"
    )
    ours = replace(LISTING, authority="Varnia", legal_basis="act 1")
    assert screen_entities([PARTY], index_of(ours), [NO])[0].state is HitState.REJECTED, "only our own tables changed"


@pytest.mark.parametrize(
    ("party", "listing", "says"),
    [
        (replace(PARTY, countries=("Kesh", "Varnia")), LISTING, ("party countries: now also Varnia",)),
        (PARTY, replace(LISTING, countries=("Kesh",)), ("listing countries: now also Kesh",)),
        (
            PARTY,
            replace(LISTING, names=(*LISTING.names, ListedName("Tarvel Cargo", NameKind.ALIAS))),
            ("listing names: now also Tarvel Cargo",),
        ),
        (PARTY, replace(LISTING, programmes=()), ("listing programmes: no longer VAR",)),
    ],
)
def test_it_returns_when_something_changes_and_says_what(
    party: Entity, listing: Listing, says: tuple[str, ...]
) -> None:
    (hit,) = screen_entities([party], index_of(listing), [NO])
    assert (hit.state, hit.changed) == (HitState.REVIEW, says)
    again = replace(NO, id="j2", seen=seen_of(party, listing))
    (hit,) = screen_entities([party], index_of(listing), [NO, again])
    assert (hit.state, hit.changed, hit.judgement) == (HitState.REJECTED, (), "j2"), "decided anew, silent again"


def test_a_decision_of_before_facts_were_kept_stays_silent() -> None:
    assert changes_since((), PARTY, LISTING) == ()
    old = replace(NO, seen=())
    moved = replace(LISTING, countries=("Kesh",))
    assert screen_entities([PARTY], index_of(moved), [old])[0].state is HitState.REJECTED


def test_a_decision_is_about_one_list_alone() -> None:
    elsewhere = replace(LISTING, list="south")
    (hit,) = screen_entities([PARTY], index_of(elsewhere), [NO])
    assert (hit.state, hit.judgement) == (HitState.REVIEW, None)


def test_thresholds_hold_for_all_lists_or_for_one() -> None:
    index = index_of(LISTING)
    (hit,) = screen_entities([PARTY], index)
    assert hit.state is HitState.REVIEW
    above = hit.score + 0.001
    assert screen_entities([PARTY], index, thresholds=Thresholds(review=above)) == ()
    assert screen_entities([PARTY], index, thresholds=Thresholds(lists={"north": (above, 0.8)})) == ()
    assert screen_entities([PARTY], index, thresholds=Thresholds(lists={"south": (above, 0.8)})) == (hit,)


def test_settings_say_thresholds() -> None:
    settings = changed_settings({}, {"review": ["0.9", "north=0.95"], "match": ["north=0.85"]})
    assert settings == {"review": "0.9", "review:north": "0.95", "match:north": "0.85"}
    thresholds = thresholds_of(settings)
    assert (thresholds.of("north"), thresholds.of("south")) == ((0.95, 0.85), (0.9, 0.8))
    assert changed_settings(settings, {"review": ["default", "north=default"]}) == {"match:north": "0.85"}
    for wrong in ("much", "1.2", "north="):
        with pytest.raises(UsageError, match="threshold"):
            changed_settings({}, {"review": [wrong]})


def test_versions_that_a_case_was_screened_against_are_kept_for_good(tmp_path: Path) -> None:
    library = Library(tmp_path / "home")
    imported = import_list([ftm_file(tmp_path / "north.ftm.json")])
    for number in range(6):
        version = replace(imported.version, sha256=f"{number}" * 64, imported=f"2026-01-0{number + 1}T00:00:00")
        library.add(replace(imported, version=version))
        if number == 1:
            library.keep(library.newest())
    assert [version.sha256[0] for version in library.versions()] == ["1", "3", "4", "5"]
    assert library.open([library.versions()[0]]).versions[0].sha256[0] == "1"


def test_the_version_before_is_the_one_that_was_in_force_before(tmp_path: Path) -> None:
    library = Library(tmp_path / "home")
    imported = import_list([ftm_file(tmp_path / "north.ftm.json")])
    versions = [replace(imported.version, sha256=f"{n}" * 64, imported=f"2026-01-0{n + 1}T00:00:00") for n in range(2)]
    for version in versions:
        library.add(replace(imported, version=version))
    assert library.before(versions[1]) == versions[0]
    library.add(replace(imported, version=versions[0]))
    assert library.before(versions[0]) == versions[1], "an older version is in force again"
    library.add(replace(imported, version=versions[0]))
    assert library.before(versions[0]) == versions[1], "adding it once more changes nothing"
