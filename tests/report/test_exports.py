"""Each export is read back by a reader of its format, with nothing lost that the format can hold."""

import csv
import io
import json
from collections.abc import Mapping
from dataclasses import replace

import arro3.io
import networkx as nx
import openpyxl
import pytest
import stix2
from followthemoney import model
from lxml import etree

from clew.errors import TooManyRows
from clew.records import Findings
from clew.report import FOLDERS, ExportForm, exported, left_out
from clew.report.exports.csv_tables import tables
from clew.report.exports.ftm_table import load_followthemoney
from clew.report.exports.rows import NOT_STATED, clean
from clew.report.pictures import as_png
from clew.vocabulary import EntityType, Predicate
from tests.report.harbour import harbour

PICTURES = (ExportForm.SVG, ExportForm.PNG)
PLACED = [form for form in ExportForm if form not in (ExportForm.JSON, ExportForm.PARQUET, *PICTURES)]


@pytest.fixture(scope="module")
def findings() -> Findings:
    """A case about an invented harbour, one of whose parties bears a name that is made to harm."""
    case = harbour()
    first = replace(case.entities[0], name='=cmd|"/c calc"!A1', names=("<script>alert(1)</script>\x0b\ud800",))
    return replace(case, entities=(first, *case.entities[1:]))


def files(findings: Findings, form: ExportForm) -> Mapping[str, bytes]:
    return dict(exported(findings, form))


def table(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))


@pytest.mark.parametrize("form", ExportForm)
def test_the_same_findings_give_the_same_bytes(form: ExportForm, findings: Findings) -> None:
    assert files(findings, form) == files(findings, form)
    assert (set(files(findings, form)) == {""}) is (form not in FOLDERS)


@pytest.mark.parametrize("form", PLACED)
def test_an_empty_case_is_an_export_too(form: ExportForm) -> None:
    assert files(Findings("empty", "2025-01-01"), form)


@pytest.mark.parametrize("form", [ExportForm.GRAPHML, ExportForm.GEXF])
def test_graph_tools_read_every_party_and_relation(form: ExportForm, findings: Findings) -> None:
    content = io.BytesIO(files(findings, form)[""])
    graph = nx.read_gexf(content) if form is ExportForm.GEXF else nx.read_graphml(content, force_multigraph=True)
    left_out = any(None in (one.subject, one.object) for one in findings.relations)
    assert set(graph.nodes) == {entity.id for entity in findings.entities} | ({NOT_STATED} if left_out else set())
    assert graph.number_of_edges() == len(findings.relations)


def test_the_claims_of_a_relation_stay_with_it(findings: Findings) -> None:
    (relation, *_) = findings.relations
    rows = table(files(findings, ExportForm.CSV)["relations.csv"])
    (row,) = [row for row in rows if row["id"] == relation.id]
    assert tuple(row["claims"].split()) == relation.claims
    assert row["predicate"] == relation.predicate


def test_spreadsheets_run_no_cell(findings: Findings) -> None:
    rows = table(files(findings, ExportForm.CSV)["entities.csv"])
    assert rows[0]["name"] == '\'=cmd|"/c calc"!A1'
    book = openpyxl.load_workbook(io.BytesIO(files(findings, ExportForm.XLSX)[""]))
    assert {cell.data_type for sheet in book for row in sheet for cell in row} <= {"s", "n", "inlineStr"}
    assert book["entities"].max_row == len(findings.entities) + 1


def test_neo4j_gets_two_tables_and_a_script(findings: Findings) -> None:
    told = files(findings, ExportForm.NEO4J)
    nodes, links = table(told["nodes.csv"]), table(told["relations.csv"])
    assert {row["source"] for row in links} | {row["target"] for row in links} <= {row["id"] for row in nodes}
    assert b"LOAD CSV WITH HEADERS FROM 'file:///relations.csv'" in told["load.cypher"]


def test_followthemoney_takes_every_entity_and_keeps_claim_ids(findings: Findings) -> None:
    told = [json.loads(line) for line in files(findings, ExportForm.FTM)[""].decode().splitlines()]
    proxies = [model.get_proxy(each) for each in told]
    assert {entity.id for entity in findings.entities} <= {proxy.id for proxy in proxies}
    whole = [one for one in findings.relations if one.subject and one.object]
    kept = {proxy.id: set(proxy.get("recordId")) for proxy in proxies if proxy.schema.edge}
    assert kept == {one.id: set(one.claims) for one in whole}


def test_every_type_and_predicate_has_its_place_in_followthemoney() -> None:
    known = load_followthemoney()
    assert set(known.schemata) == set(EntityType)
    for link in (known.other, *(known.link(predicate) for predicate in Predicate)):
        schema = model.get(link.schema)
        assert schema is not None
        assert {link.source, link.target} <= set(schema.properties)
        assert {name for name in (link.share, link.amount) if name} <= set(schema.properties)


def test_annotations_find_their_words_again(findings: Findings) -> None:
    told = json.loads(files(findings, ExportForm.WEBANNOTATION)[""])
    texts = {document.id: document.text for document in findings.documents}
    items = told["first"]["items"]
    assert told["total"] == len(items) == len(findings.claims)
    for item, claim in zip(items, findings.claims, strict=True):
        quote, position = item["target"]["selector"]
        assert quote["exact"] == claim.text
        text = texts.get(claim.quote.document)
        if text:
            assert text[position["start"] : position["end"]] == claim.text
            assert text[: position["start"]].endswith(quote["prefix"])


def test_a_stix_bundle_refers_only_to_what_is_in_it(findings: Findings) -> None:
    bundle = json.loads(files(findings, ExportForm.STIX)[""])
    ids = {each["id"] for each in bundle["objects"]}
    assert len(ids) == len(bundle["objects"])
    for each in bundle["objects"]:
        assert each["id"].startswith(f"{each['type']}--")
        assert each["spec_version"] == "2.1"
        refs = [each.get(key) for key in ("source_ref", "target_ref", "created_by_ref") if key in each]
        assert set(refs) | set(each.get("object_refs", ())) <= ids


def test_ownership_statements_name_their_parties_before_their_relations(findings: Findings) -> None:
    statements = json.loads(files(findings, ExportForm.BODS)[""])
    seen: set[str] = set()
    for each in statements:
        if each["recordType"] == "relationship":
            assert {each["recordDetails"]["subject"], each["recordDetails"]["interestedParty"]} <= seen
        else:
            seen.add(each["recordId"])
    owning = [one for one in findings.relations if one.predicate is Predicate.OWNS and one.subject and one.object]
    assert sum(each["recordType"] == "relationship" for each in statements) <= len(owning)
    assert owning


def test_relations_that_a_form_cannot_hold_are_counted(findings: Findings) -> None:
    (one, *rest) = findings.relations
    half = replace(findings, relations=(replace(one, object=None), *rest))
    assert left_out(half, ExportForm.FTM) == left_out(half, ExportForm.STIX) == 1
    assert left_out(half, ExportForm.GRAPHML) == 0


def test_a_table_too_long_for_a_sheet_is_refused(monkeypatch: pytest.MonkeyPatch, findings: Findings) -> None:
    monkeypatch.setattr("clew.report.exports.xlsx._ROWS", 3)
    with pytest.raises(TooManyRows, match="take csv or json instead"):
        files(findings, ExportForm.XLSX)


def test_parquet_gives_the_rows_back_with_their_types(findings: Findings) -> None:
    told = files(findings, ExportForm.PARQUET)
    for name, rows in tables(findings):
        if not rows:
            assert f"{name}.parquet" not in told
            continue
        table = arro3.io.read_parquet(io.BytesIO(told[f"{name}.parquet"])).read_all()
        columns = {column: table.column(column).to_pylist() for column in table.column_names}
        assert [dict(zip(columns, row, strict=True)) for row in zip(*columns.values(), strict=True)] == rows
    assert files(Findings("empty", "2025-01-01"), ExportForm.PARQUET) == {}


def test_a_stix_bundle_holds_to_the_standard(findings: Findings) -> None:
    text = files(findings, ExportForm.STIX)[""].decode()
    bundle = stix2.parse(text, allow_custom=False, version="2.1")
    told = json.loads(text)["objects"]
    assert len(bundle.objects) == len(told)
    notes = {one.external_references[0].external_id: one for one in bundle.objects if one.type == "note"}
    claims = {claim.id: claim for claim in findings.claims}
    assert set(notes) <= set(claims)
    assert all(clean(claims[id].text) == note.content for id, note in notes.items())


def test_pictures_are_files_that_can_be_opened(findings: Findings) -> None:
    drawn, pixels = files(findings, ExportForm.SVG), files(findings, ExportForm.PNG)
    assert {name.removesuffix(".svg") for name in drawn} == {name.removesuffix(".png") for name in pixels}
    assert {"network.svg", "ownership.svg", "timeline.svg", "origins.svg"} <= set(drawn)
    for name, content in drawn.items():
        picture = etree.fromstring(content)
        wide = int(picture.get("viewBox", "").split()[2])
        png = pixels[name.replace(".svg", ".png")]
        assert png.startswith(b"\x89PNG\r\n")
        assert int.from_bytes(png[16:20], "big") == 2 * wide
        assert b"href" not in content, "a picture by itself leads nowhere"


def test_a_very_large_picture_gets_fewer_pixels() -> None:
    huge = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9000 9000" width="9000" height="9000"></svg>'
    assert int.from_bytes(as_png(huge)[16:20], "big") <= 7800
