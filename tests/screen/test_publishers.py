"""Every publisher's own form is read whole: names by kind, papers, dates, programmes, and what a listing does.

No publisher's file is copied here. The files in `publishers` were written by hand after the publishers' documented
schemas, about the invented parties of the sample case's world.
"""

import json
from pathlib import Path

import pytest

from clew.errors import BrokenList, UnknownListForm
from clew.records import Listing
from clew.screen import ImportedList, Library, import_list
from clew.vocabulary import EntityType, Measure, NameKind

FILES = Path(__file__).parent / "publishers"


def material(name: str) -> str:
    """One of the files, as text."""
    return (FILES / name).read_text(encoding="utf-8")


OFAC_XML = material("ofac.xml")
OFAC_ADVANCED = material("ofac_advanced.xml")
CSL_CSV = material("csl.csv")
CSL_JSON = material("csl.json")
EU_XML = material("eu.xml")
EU_CSV = material("eu.csv")
UK_XML = material("uk.xml")
UK_CSV = material("uk.csv")
CONLIST_CSV = material("uk_conlist.csv")
CONLIST_XML = material("uk_conlist.xml")
UN_XML = material("un.xml")
CA_XML = material("canada.xml")
CH_XML = material("swiss.xml")
JP_TEXT = material("japan.txt")


def read(folder: Path, content: str, name: str = "download.dat") -> ImportedList:
    (folder / name).write_text(content, encoding="utf-8")
    return import_list([folder / name])


def names(listing: Listing, kind: NameKind) -> list[str]:
    return [name.name for name in listing.names if name.kind is kind]


def test_ofacs_standard_xml(tmp_path: Path) -> None:
    imported = read(tmp_path, OFAC_XML)
    assert (imported.version.form, imported.version.date) == ("ofac-xml", "2026-03-04")
    works, verelin = imported.listings
    assert (works.id, works.caption, works.type) == ("9001", "OSTREK MACHINE WORKS", None)
    assert (names(works, NameKind.ALIAS), names(works, NameKind.WEAK_ALIAS)) == (["OSTREK AO"], ["OMW"])
    assert works.identifiers == (("INN", "7707083893"),)
    assert works.addresses == ("5 Harbour Road, Morvak, Varnia",)
    assert (works.measures, works.authority) == ((Measure.ASSET_FREEZE,), "OFAC")
    assert works.legal_basis == "Executive Order 14024"
    assert (verelin.caption, verelin.type, verelin.birth_dates) == (
        "VERELIN, Anton",
        EntityType.PERSON,
        ("1971-03-02",),
    )


def test_ofacs_advanced_xml_follows_its_numbers(tmp_path: Path) -> None:
    imported = read(tmp_path, OFAC_ADVANCED, "sdn.txt")
    assert (imported.version.form, imported.version.date) == ("ofac-advanced-xml", "2026-03-04")
    (verelin,) = imported.listings
    assert (verelin.id, verelin.caption, verelin.type) == ("9002", "VERELIN, Anton", EntityType.PERSON)
    assert names(verelin, NameKind.ORIGINAL_SCRIPT) == ["ВЕРЕЛИН Антон"]
    assert names(verelin, NameKind.WEAK_ALIAS) == ["TOSHA"]
    assert (verelin.birth_dates, verelin.identifiers) == (("1971",), (("passport", "V123456"),))
    assert (verelin.addresses, verelin.countries) == (("5 Harbour Road, Morvak, Varnia",), ("Varnia",))
    assert (verelin.programmes, verelin.measures) == (("RUSSIA-EO14024",), (Measure.ASSET_FREEZE,))
    assert (verelin.legal_basis, verelin.since) == ("Executive Order 14024", "2024-03-05")


@pytest.mark.parametrize(("content", "form"), [(CSL_CSV, "csl-csv"), (CSL_JSON, "csl-json")])
def test_the_consolidated_screening_list(tmp_path: Path, content: str, form: str) -> None:
    imported = read(tmp_path, content)
    assert imported.version.form == form
    orlan = imported.listings[0]
    assert (orlan.id, orlan.caption) == ("a1", "Orlan Trading LLC")
    assert names(orlan, NameKind.ALIAS) == ["Orlan Torgovlya OOO", "Orlan"]
    assert (orlan.authority, orlan.measures) == ("BIS", (Measure.EXPORT_CONTROL,))
    assert orlan.legal_basis == "15 CFR 744 supplement 4; 91 FR 1234"
    assert (orlan.since, orlan.countries) == ("2026-01-05", ("VN",))
    assert orlan.reason.endswith("Presumption of denial.")
    if form == "csl-csv":
        verelin = imported.listings[1]
        assert (verelin.authority, verelin.measures) == ("OFAC", (Measure.ASSET_FREEZE,))
        assert (verelin.identifiers, verelin.birth_dates) == ((("passport", "V123456"),), ("1971-03-02",))
    else:
        assert orlan.identifiers == (("USCC", "91110000710930000X"),)


def test_the_eus_xml(tmp_path: Path) -> None:
    imported = read(tmp_path, EU_XML)
    assert (imported.version.form, imported.version.date) == ("eu-xml", "2026-04-23")
    works, verelin = imported.listings
    assert (works.id, works.caption, works.type) == ("EU.9001.1", "Ostrek Machine Works", None)
    assert (names(works, NameKind.ORIGINAL_SCRIPT), names(works, NameKind.WEAK_ALIAS)) == (["Острек"], ["OMW"])
    assert works.identifiers == (("OGRN", "1027700132195"), ("INN", "7707083893"))
    assert (works.programmes, works.legal_basis, works.since) == (("UKR",), "2026/1 (OJ L1)", "2026-04-23")
    assert (works.authority, works.measures) == ("EU", (Measure.ASSET_FREEZE,))
    assert works.addresses == ("5 Harbour Road, Morvak, VARNIA",)
    assert (verelin.caption, verelin.type, verelin.birth_dates) == ("Anton Verelin", EntityType.PERSON, ("1971~",))
    assert (verelin.countries, verelin.since) == (("VARNIA",), "2025-01-31")


def test_the_eus_csv_puts_the_rows_of_an_entity_together(tmp_path: Path) -> None:
    imported = read(tmp_path, EU_CSV)
    assert (imported.version.form, imported.version.date) == ("eu-csv", "2026-04-23")
    works, verelin = imported.listings
    assert (works.id, works.caption, works.since) == ("EU.9001.1", "Ostrek Machine Works", "2026-04-23")
    assert names(works, NameKind.ORIGINAL_SCRIPT) == ["Острек"]
    assert (works.addresses, works.countries) == (("Morvak, VARNIA",), ("VARNIA",))
    assert (verelin.type, verelin.birth_dates) == (EntityType.PERSON, ("1971-03-02",))
    assert verelin.identifiers == (("passport", "V123456"),)


@pytest.mark.parametrize(
    ("content", "form", "id"),
    [
        (UK_XML, "uk-xml", "VAR0001"),
        (UK_CSV, "uk-csv", "VAR0001"),
        (CONLIST_CSV, "uk-csv", "7172"),
        (CONLIST_XML, "uk-xml", "7172"),
    ],
)
def test_the_uks_lists_old_and_new(tmp_path: Path, content: str, form: str, id: str) -> None:
    imported = read(tmp_path, content)
    assert imported.version.form == form
    verelin = imported.listings[0]
    assert (verelin.id, verelin.caption, verelin.type) == (id, "Anton VERELIN", EntityType.PERSON)
    assert names(verelin, NameKind.ORIGINAL_SCRIPT) == ["Антон Верелин"]
    assert names(verelin, NameKind.WEAK_ALIAS) == ["Tosha"]
    assert (verelin.birth_dates, verelin.since) == (("1971",), "2024-01-25")
    assert ("passport", "V123456") in verelin.identifiers
    assert (verelin.authority, Measure.ASSET_FREEZE in verelin.measures) == ("UK", True)


def test_the_uk_says_itself_what_a_listing_does(tmp_path: Path) -> None:
    verelin, ship = read(tmp_path, UK_XML).listings
    assert verelin.measures == (Measure.ASSET_FREEZE, Measure.TRAVEL_BAN)
    assert verelin.legal_basis == "The Varnia (Sanctions) (EU Exit) Regulations 2024"
    assert (ship.type, ship.identifiers) == (EntityType.PRODUCT, (("IMO", "9000001"),))
    orlan = read(tmp_path, UK_CSV).listings[1]
    assert (orlan.id, orlan.measures) == ("VAR0003", (Measure.EXPORT_CONTROL,))
    assert read(tmp_path, UK_CSV).version.date == "2026-06-10"


def test_the_uns_list(tmp_path: Path) -> None:
    imported = read(tmp_path, UN_XML)
    assert (imported.version.form, imported.version.date) == ("un-xml", "2026-02-27")
    verelin, orlan = imported.listings
    assert (verelin.id, verelin.caption, verelin.since) == ("KPi.901", "ANTON VERELIN", "2012-12-31")
    assert [name.kind for name in verelin.names] == [
        NameKind.PRIMARY,
        NameKind.ORIGINAL_SCRIPT,
        NameKind.ALIAS,
        NameKind.WEAK_ALIAS,
    ]
    assert (verelin.birth_dates, verelin.identifiers) == (("1971~",), (("passport", "V123456"),))
    assert verelin.measures == (Measure.ASSET_FREEZE, Measure.TRAVEL_BAN)
    assert verelin.legal_basis.startswith("resolution 1718 (2006)")
    assert orlan.measures == (Measure.ASSET_FREEZE,), "a travel ban reaches people only"
    assert orlan.addresses == ("5 Harbour Road, Morvak, Varnia",)


def test_canadas_list(tmp_path: Path) -> None:
    imported = read(tmp_path, CA_XML)
    verelin, ship = imported.listings
    assert (verelin.id, verelin.caption, verelin.since) == ("Varnia-1-Part-1-7", "Anton Verelin", "2024-01-25")
    assert (names(verelin, NameKind.ORIGINAL_SCRIPT), names(verelin, NameKind.ALIAS)) == (
        ["Антон Верелин"],
        ["Antonio Verelin"],
    )
    assert (verelin.birth_dates, verelin.programmes) == (("1971", "1972-03"), ("Varnia",))
    assert (ship.type, ship.identifiers, ship.birth_dates) == (EntityType.PRODUCT, (("IMO", "9000001"),), ())
    assert (ship.authority, ship.measures) == ("Canada", (Measure.ASSET_FREEZE,))


def test_switzerlands_list_leaves_out_what_was_taken_off_it(tmp_path: Path) -> None:
    imported = read(tmp_path, CH_XML)
    assert (imported.version.form, imported.version.date) == ("ch-xml", "2026-03-10")
    (verelin,) = imported.listings
    assert (verelin.id, verelin.caption, verelin.since) == ("1", "Verelin Anton", "2024-01-25")
    assert names(verelin, NameKind.ALIAS) == ["Verelyn Anton"]
    assert names(verelin, NameKind.ORIGINAL_SCRIPT) == ["Верелин Антон"]
    assert names(verelin, NameKind.WEAK_ALIAS) == ["Tosha"]
    assert verelin.addresses == ("5 Harbour Road, Morvak, Varnia",)
    assert verelin.identifiers == (("passport", "V123456"), ("INN", "7707083893"))
    assert (verelin.programmes, verelin.measures) == (("Varnia",), (Measure.ASSET_FREEZE,))
    assert verelin.legal_basis == "Ordinance on measures against Varnia, Financial sanctions"
    assert (verelin.authority, verelin.birth_dates) == ("Switzerland", ("1971-03-02",))


def test_japans_list_from_the_text_of_its_pdf(tmp_path: Path) -> None:
    imported = read(tmp_path, JP_TEXT)
    assert (imported.version.form, imported.version.date) == ("jp-text", "2026-01-12")
    orlan, works, mill = imported.listings
    assert orlan.caption == "Orlan LLC"
    assert names(orlan, NameKind.ALIAS) == ["Orlan Trading Ltd.", "OT LLC"]
    assert names(orlan, NameKind.ORIGINAL_SCRIPT) == ["有限会社オルラン", "オルラン・トレーディング", "有限会社OT"]
    assert orlan.addresses == ("5 Harbour Road, Building 2, Morvak, 123022, Varnia", "2 Mill Street, Morvak, Varnia")
    assert (works.caption, names(works, NameKind.ORIGINAL_SCRIPT)) == (
        "JSC Ostrek Machine Works",
        ["株式会社オストレク「機械」"],
    )
    assert (mill.caption, names(mill, NameKind.ALIAS)) == ("LLC Mill", ["OOO Mill", "Mill Trade"])
    assert (mill.authority, mill.measures) == ("Japan", (Measure.EXPORT_CONTROL,))


WHOLE = {
    "ofac": OFAC_XML,
    "advanced": OFAC_ADVANCED,
    "csl": CSL_JSON,
    "eu": EU_XML,
    "uk": UK_XML,
    "conlist": CONLIST_XML,
    "un": UN_XML,
    "ca": CA_XML,
    "ch": CH_XML,
}


@pytest.mark.parametrize("content", WHOLE.values(), ids=WHOLE)
@pytest.mark.parametrize("share", [0.4, 0.7, 0.95])
def test_a_list_cut_in_the_middle_is_refused(tmp_path: Path, content: str, share: float) -> None:
    with pytest.raises((BrokenList, UnknownListForm)):
        read(tmp_path, content[: int(len(content) * share)])


@pytest.mark.parametrize("content", [EU_CSV, UK_CSV, CONLIST_CSV], ids=["eu", "uk", "conlist"])
def test_a_table_cut_in_a_row_is_refused(tmp_path: Path, content: str) -> None:
    with pytest.raises(BrokenList, match="cells"):
        read(tmp_path, content[: content.rstrip().rindex("\n") + 30])


BOMB = """<?xml version="1.0"?>
<!DOCTYPE sdnList [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]>
<sdnList><sdnEntry><uid>1</uid><lastName>&c;</lastName></sdnEntry></sdnList>"""


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (BOMB, "document type"),
        (BOMB.replace('<!ENTITY a "aaaaaaaaaa">', '<!ENTITY a SYSTEM "file:///etc/hostname">'), "document type"),
        ('<?xml version="1.0"?><!DOCTYPE html><html><body>Error 503</body></html>', "web page"),
        ("<html><head><title>Access denied</title></head></html>", "web page"),
        ("", "empty"),
        ("<sdnList></sdnList>", "no entry"),
        (EU_XML.replace("logicalId=", "logicalId", 1), "breaks off"),
    ],
)
def test_what_is_no_list_is_refused_in_words(tmp_path: Path, content: str, says: str) -> None:
    with pytest.raises((BrokenList, UnknownListForm), match=says):
        read(tmp_path, content, "sdn.xml")


def test_a_list_in_another_encoding_than_it_says_is_refused(tmp_path: Path) -> None:
    (tmp_path / "eu.xml").write_bytes(EU_XML.encode("koi8-r"))
    with pytest.raises(BrokenList, match="breaks off"):
        import_list([tmp_path / "eu.xml"])
    (tmp_path / "eu.xml").write_bytes(EU_XML.replace("UTF-8", "UTF-16").encode("utf-16"))
    assert import_list([tmp_path / "eu.xml"]).version.entries == 2


@pytest.mark.parametrize(("content", "name"), [(EU_CSV, "eu.csv"), (JP_TEXT, "jp.txt"), (CSL_JSON, "csl.json")])
def test_a_table_or_text_in_another_encoding_is_refused(tmp_path: Path, content: str, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(content.replace("Orlan", "Örlan").encode("gb18030"))
    with pytest.raises((BrokenList, UnknownListForm)):
        import_list([path])
    path.write_text(content, encoding="utf-16")
    assert import_list([path]).version.entries


def test_rows_that_name_one_group_are_one_party(tmp_path: Path) -> None:
    rows = [
        {"id": 1, "group_id": "A7", "full_name": "Orlan Trading", "aliases": []},
        {"id": 2, "group_id": "A7", "full_name": "Орлан", "aliases": ["Orlan"]},
        {"id": 3, "group_id": "A8", "full_name": "Morvak", "aliases": []},
    ]
    imported = read(tmp_path, json.dumps(rows))
    assert [(one.id, len(one.names)) for one in imported.listings] == [("A7", 3), ("A8", 1)]


def test_one_entry_repeated_over_and_over_is_refused_and_a_few_repetitions_are_told(tmp_path: Path) -> None:
    """The short form of a list with one entry a million times: it ends early and keeps no million problems."""
    head, entry, tail = (
        CA_XML.partition("<record>")[0],
        CA_XML[CA_XML.index("<record>") : CA_XML.index("</record>") + 9],
        "</data-set>",
    )
    with pytest.raises(BrokenList, match="repeat"):
        read(tmp_path, head + entry * 5_000 + tail)
    imported = read(tmp_path, head + entry * 3 + tail)
    assert (imported.version.entries, len(imported.problems)) == (1, 2)


def test_the_version_in_force_stays_when_the_next_one_is_broken(tmp_path: Path) -> None:
    library = Library(tmp_path / "home")
    library.add(read(tmp_path, EU_XML, "eu.xml"))
    before = library.newest()
    with pytest.raises(BrokenList):
        library.add(read(tmp_path, EU_XML[:900], "eu.xml"))
    assert library.newest() == before


@pytest.mark.shared
def test_the_publishers_own_files_are_read_whole(shared: Path) -> None:
    lists = shared / "data" / "lists"
    counts = {
        "us-ofac-nonsdn/consolidated.xml": 443,
        "un/UN_consolidated.xml": 730 + 273,
        "ca/cannada.xml": 4_759,
        "us-csl-2023/csl.csv": 4_227 - 7,  # seven rows repeat an entry of another list of the file
        "jp/250912_list_daisangoku_tokutei.pdf.txt": 56,
    }
    imported = {path: import_list([lists / path]) for path in counts}
    assert {path: one.version.entries for path, one in imported.items()} == counts
    assert all(listing.authority and listing.measures for one in imported.values() for listing in one.listings)
