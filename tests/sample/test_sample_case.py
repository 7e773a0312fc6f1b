"""The sample case is whole: its documents, its list, and the gold that says what a careful reader finds in it."""

import csv
import json
import re
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from lxml import html
from rigour.territories import get_territories

from clew.sample import DOCUMENTS, SAMPLE, SANCTIONS_LIST
from clew.vocabulary import ConflictKind, Measure, Severity

GOLD = Path(__file__).parents[2] / "gold" / "sample"
KINDS_OF_DOCUMENT = {".txt", ".md", ".html", ".csv"}


def rows(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def metadata() -> list[dict[str, str]]:
    with (DOCUMENTS / "metadata.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def visible(path: Path) -> str:
    """What a reader sees of a document: the text of the page, or the file as it stands."""
    if path.suffix == ".html":
        return str(html.fromstring(path.read_bytes()).xpath("string(//body)"))
    return path.read_text(encoding="utf-8")


def squeezed(text: str) -> str:
    return "".join(text.split())


def test_there_are_eleven_documents_of_four_kinds() -> None:
    documents = [path for path in DOCUMENTS.iterdir() if path.name != "metadata.csv"]
    assert len(documents) == 11
    assert {path.suffix for path in documents} == KINDS_OF_DOCUMENT


def test_each_document_has_its_row_of_metadata_and_no_row_is_without_a_document() -> None:
    named = [row["path"] for row in metadata()]
    assert sorted(named) == sorted(path.name for path in DOCUMENTS.iterdir() if path.name != "metadata.csv")
    for row in metadata():
        date.fromisoformat(row["published"])
        assert row["publisher"]
        assert row["title"]


def test_addresses_are_invented() -> None:
    for path in (*DOCUMENTS.iterdir(), SANCTIONS_LIST):
        for address in re.findall(r"https?://([^/\s\"<,]+)", path.read_text(encoding="utf-8")):
            assert address.endswith(".example.org"), (path.name, address)


@pytest.mark.parametrize("path", [*sorted(DOCUMENTS.iterdir()), SANCTIONS_LIST], ids=lambda path: path.name)
def test_no_real_state_or_agency_occurs(path: Path) -> None:
    text = visible(path)
    real = {territory.name for territory in get_territories() if territory.is_country}
    real |= {"Reuters", "OFAC", "Bloomberg", "United Nations", "European Union"}
    assert not [name for name in sorted(real) if re.search(rf"\b{re.escape(name)}\b", text)]


@pytest.mark.parametrize(
    ("name", "header"),
    [
        ("customs.csv", "shipper,consignee,HS code,description,value,quantity,date,country"),
        ("ownership.csv", "owner,owned,share,from,to,kind"),
    ],
)
def test_tables_have_the_columns_of_the_shipped_mappings(name: str, header: str) -> None:
    with (DOCUMENTS / name).open(encoding="utf-8", newline="") as file:
        table = list(csv.reader(file))
    assert table[0] == header.split(",")
    assert all(len(row) == len(table[0]) for row in table)


def test_no_company_is_owned_beyond_the_whole_on_any_day() -> None:
    with (DOCUMENTS / "ownership.csv").open(encoding="utf-8", newline="") as file:
        stakes = [row for row in csv.DictReader(file) if row["share"].endswith("%") and row["share"][0].isdigit()]
    for day in ("2020-12-31", "2024-05-31", "2025-03-01"):
        held: dict[str, int] = {}
        for row in stakes:
            if row["from"] <= day and (not row["to"] or day <= row["to"]):
                held[row["owned"]] = held.get(row["owned"], 0) + int(row["share"].rstrip("%"))
        assert max(held.values()) <= 100


def test_the_list_says_of_each_entry_what_it_does() -> None:
    entities = {row["id"]: row for row in rows(SANCTIONS_LIST)}
    sanctions = [row["properties"] for row in entities.values() if row["schema"] == "Sanction"]
    listed = [row for row in entities.values() if row["schema"] != "Sanction"]
    assert sorted(row["id"] for row in listed) == sorted(row["entity"][0] for row in sanctions)
    does = [row["provisions"][0].lower() for row in sanctions]
    assert does.count("travel ban") == 1
    assert does.count(Measure.EXPORT_CONTROL) == 1
    assert does.count("asset freeze") == 6
    assert all(date.fromisoformat(row["startDate"][0]) for row in sanctions)


def test_gold_texts_are_what_the_documents_show() -> None:
    for text in sorted((GOLD / "texts").iterdir()):
        (document,) = [path for path in DOCUMENTS.glob(text.stem + ".*") if path.suffix != ".csv"]
        shown = squeezed(visible(document))
        for paragraph in text.read_text(encoding="utf-8").splitlines():
            assert squeezed(paragraph) in shown, (document.name, paragraph)


def test_gold_covers_every_prose_document() -> None:
    prose = {path.stem for path in DOCUMENTS.iterdir() if path.suffix != ".csv"}
    assert {text.stem for text in (GOLD / "texts").iterdir()} == prose
    assert {Path(row["doc"]).stem for row in rows(GOLD / "claims.jsonl")} == prose
    assert {Path(row["doc"]).stem for row in rows(GOLD / "lineage.jsonl")} == prose


def test_one_relation_has_five_documents_from_two_origins() -> None:
    names = {name: row["id"] for row in rows(GOLD / "entities.jsonl") for name in row["names"]}
    origin = {row["doc"]: row["origin"] for row in rows(GOLD / "lineage.jsonl")}
    supporting = {
        row["doc"]
        for row in rows(GOLD / "claims.jsonl")
        if row["predicate"] == "supplies"
        and names[row["subject"]["name"]] == "shuoling"
        and names[row["object"]["name"]] == "ostrek"
        and row["status"] == "asserted"
    }
    assert len(supporting) == 5
    assert len({origin[doc] for doc in supporting}) == 2


def test_planted_conflicts_quote_their_documents() -> None:
    conflicts = rows(GOLD / "conflicts.jsonl")
    for conflict in conflicts:
        assert conflict["kind"] in set(ConflictKind)
        assert conflict["severity"] in set(Severity)
        for statement in conflict["statements"]:
            assert statement["quote"] in (GOLD / "texts" / statement["doc"]).read_text(encoding="utf-8")
    assert {conflict.get("distorts") for conflict in conflicts} == {None, "northfold-post.txt", "skybrief.txt"}


def test_readme_speaks_of_every_document() -> None:
    readme = (SAMPLE / "README.md").read_text(encoding="utf-8")
    assert all(f"`{row['path']}`" in readme for row in metadata())
