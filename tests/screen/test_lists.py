"""Lists come in whole or not at all; each listing says what it does; versions are kept."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from clew.errors import BrokenList, NoListAdded, NoSuchList, NoSuchPath, UnknownListForm
from clew.screen import Library, import_list
from clew.vocabulary import EntityType, Measure, NameKind
from tests.screen.material import ftm_file, ofac_folder


def test_ofacs_files_are_read_together(tmp_path: Path) -> None:
    imported = import_list([ofac_folder(tmp_path / "us-made-up-ofac")])
    by_id = {listing.id: listing for listing in imported.listings}
    assert set(by_id) == {"9001", "9002", "9003"}
    orlan = by_id["9001"]
    assert [(name.name, name.kind) for name in orlan.names] == [
        ("ORLAN TRADING LLC", NameKind.PRIMARY),
        ("ORLAN TORGOVLYA OOO", NameKind.ALIAS),
    ]
    assert orlan.measures == (Measure.ASSET_FREEZE,)
    assert orlan.authority == "OFAC"
    assert any("Harbour Road" in address for address in orlan.addresses)
    verelin = by_id["9002"]
    assert verelin.type is EntityType.PERSON
    assert [name.name for name in verelin.names] == ["VERELIN, Anton", "TOSHA"]


def test_followthemoney_entities_are_read(tmp_path: Path) -> None:
    imported = import_list([ftm_file(tmp_path / "north.ftm.json")])
    assert imported.version.name == "north"
    assert (imported.version.entries, imported.version.names) == (5, 6)
    assert imported.listings[1].birth_dates == ("1971-03-02",)


def test_a_list_whose_first_entry_is_longer_than_what_is_looked_at_is_read(tmp_path: Path) -> None:
    names = [f"Orlan Trading {number}" for number in range(8_000)]
    entry = {"id": "x-1", "schema": "Company", "properties": {"name": names, "topics": ["sanction"]}}
    (tmp_path / "long.json").write_text(json.dumps(entry) + "\n")
    imported = import_list([tmp_path / "long.json"])
    assert (imported.version.entries, imported.version.names) == (1, 8_000)


def test_json_nested_without_end_is_refused(tmp_path: Path) -> None:
    (tmp_path / "deep.json").write_text("[" * 100_000 + "]" * 100_000)
    with pytest.raises((BrokenList, UnknownListForm)):
        import_list([tmp_path / "deep.json"])


@pytest.mark.parametrize(
    ("name", "content"),
    [("page.xml", "<html><body>404</body></html>"), ("words.txt", "just some words"), ("numbers.csv", "1,2\n3,4\n")],
)
def test_a_file_of_unknown_form_is_refused(tmp_path: Path, name: str, content: str) -> None:
    (tmp_path / name).write_text(content)
    with pytest.raises(UnknownListForm, match="--as"):
        import_list([tmp_path / name])


def test_an_empty_or_missing_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "empty.json").write_text("")
    with pytest.raises((UnknownListForm, BrokenList)):
        import_list([tmp_path / "empty.json"])
    with pytest.raises(NoSuchPath):
        import_list([tmp_path / "nowhere.json"])


def test_a_list_cut_in_the_middle_leaves_the_old_one_in_force(tmp_path: Path) -> None:
    library = Library(tmp_path / "home")
    whole = ftm_file(tmp_path / "north.ftm.json")
    library.add(import_list([whole]))
    before = library.newest()
    whole.write_text(whole.read_text()[:150])
    with pytest.raises(BrokenList):
        library.add(import_list([whole]))
    assert library.newest() == before


def test_versions_are_kept_and_the_newest_is_in_force(tmp_path: Path) -> None:
    library = Library(tmp_path / "home")
    imported = import_list([ftm_file(tmp_path / "north.ftm.json")])
    for number in range(5):
        version = replace(imported.version, sha256=f"{number}" * 64, imported=f"2026-01-0{number + 1}T00:00:00")
        library.add(replace(imported, version=version))
    assert [version.sha256[0] for version in library.versions()] == ["2", "3", "4"]
    assert [version.sha256[0] for version in library.newest(["north"])] == ["4"]
    library.add(replace(imported, version=replace(imported.version, sha256="2" * 64)))
    assert [version.sha256[0] for version in library.newest()] == ["2"], "what was added last is in force"


def test_a_list_that_is_not_there_is_named_with_those_that_are(tmp_path: Path) -> None:
    library = Library(tmp_path / "home")
    with pytest.raises(NoListAdded):
        library.newest()
    library.add(import_list([ftm_file(tmp_path / "north.ftm.json")]))
    with pytest.raises(NoSuchList, match="north"):
        library.newest(["south"])


@pytest.mark.shared
def test_the_real_lists_have_the_counts_that_their_readme_gives(shared: Path) -> None:
    lists = shared / "data" / "lists"
    counts = {
        "us-ofac/ofac_sdn.json": 19_143,
        "us-ofac-nonsdn": 442,
        "eu-fsf/eu_fin.json": 5_994,
        "ca/ca_sema.json": 3_502,
        "au/au_dfat.json": 11_046,
        "uk/uk.json": 15_313,
    }
    found = {path: import_list([lists / path]).version.entries for path in counts}
    assert found == counts
