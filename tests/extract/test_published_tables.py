"""Tables by FollowTheMoney's own mappings, GLEIF's XML edition, proposals from headers and cells, and what is amiss."""

from pathlib import Path

import pytest

from clew.errors import BadMapping
from clew.extract.structured import form_of, load_mappings, propose_mapping, read_mapping, rows_of, table_claims
from clew.read import read_document
from clew.records import Document, Given
from clew.vocabulary import Predicate, Qualifier

MAPPING = """
varnia_register:
  queries:
    - csv_url: https://register.varnia.example.org/owners.csv
      filters: {state: live}
      entities:
        holder:
          schema: LegalEntity
          keys: [holder_no]
          key_literal: holder
          properties:
            name: {column: holder}
        firm:
          schema: Company
          key: firm_no
          properties:
            name: {column: firm}
        stake:
          schema: Ownership
          keys: [holder_no, firm_no]
          properties:
            owner: {entity: holder}
            asset: {entity: firm}
            percentage: {column: stake}
            startDate: {column: since}
"""
TABLE = """holder_no,holder,firm_no,firm,stake,since,state
1,Ostrek Machine Works,7,Lissen Avionics LLC,30%,2021-04-01,live
2,Lev Karvanov,7,Lissen Avionics LLC,130%,2020-09-15,live
3,Mira Estevan,7,Lissen Avionics LLC,5%,2020-09-15,closed
,,8,Corvel Holding JSC,5%,2020-09-15,live
"""


def a_document(tmp_path: Path, text: str, name: str) -> Document:
    path = tmp_path / name
    path.write_bytes(text.encode())
    reading = read_document(path, name, Given())
    assert reading.failures == ()
    return reading.documents[0]


def a_mapping(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "mapping.yml"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_table_is_read_by_a_followthemoney_mapping(tmp_path: Path) -> None:
    document = a_document(tmp_path, TABLE, "owners.csv")
    found = table_claims(document, load_mappings([a_mapping(tmp_path, MAPPING)]), "x1")
    (claim,) = found.claims
    assert claim.predicate is Predicate.OWNS
    assert [side.name for side in (claim.subject, claim.object) if side] == [
        "Ostrek Machine Works",
        "Lissen Avionics LLC",
    ]
    assert dict(claim.values) == {Qualifier.SHARE: "30", Qualifier.WHEN: "2021-04-01/.."}
    assert claim.text == TABLE.splitlines()[1], "the row is the quote"
    says = [problem.says for problem in found.problems]
    assert any("row 3, Ownership, property percentage: “130%” is no share" in line for line in says)
    assert any("row 5, Ownership, property owner: no party is named" in line for line in says)
    assert any(line.startswith("3 rows give entities that state nothing") for line in says), "the filtered one as well"


def test_a_mapping_that_names_a_missing_column_says_which(tmp_path: Path) -> None:
    document = a_document(tmp_path, TABLE.replace("stake", "portion", 1), "owners.csv")
    found = table_claims(document, load_mappings([a_mapping(tmp_path, MAPPING)]), "x1")
    assert found.claims == ()
    assert "the mapping “varnia_register” needs columns that it lacks: stake" in found.problems[0].says
    own = "name: lorries\ncolumns: {who: [carrier], whom: [customer]}\nclaims:\n"
    own += "  - {predicate: supplies, subject: who, object: whom}\n"
    found = table_claims(document, load_mappings([a_mapping(tmp_path, own)]), "x1")
    assert "the mapping “lorries” needs columns that it lacks: carrier, customer" in found.problems[0].says


@pytest.mark.parametrize(
    ("before", "after"), [("schema: Ownership", "schema: Ownerships"), ("owner: {", "holder: {"), ("keys", "kees")]
)
def test_a_mapping_that_followthemoney_refuses_is_refused(tmp_path: Path, before: str, after: str) -> None:
    with pytest.raises(BadMapping, match="FollowTheMoney cannot use it"):
        load_mappings([a_mapping(tmp_path, MAPPING.replace(before, after))])


CHILD, PARENT = "5493001KJTIIGC8Y1R12", "5493006MHB84DD0ZWV18"
GLEIF = """<?xml version="1.0" encoding="UTF-8"?>
<rr:RelationshipData xmlns:rr="http://www.gleif.org/data/schema/rr/2016">
<rr:RelationshipRecords>
{records}
</rr:RelationshipRecords>
</rr:RelationshipData>
"""
RECORD = """<rr:RelationshipRecord>
 <rr:Relationship>
  <rr:StartNode><rr:NodeID>{child}</rr:NodeID><rr:NodeIDType>LEI</rr:NodeIDType></rr:StartNode>
  <rr:EndNode><rr:NodeID>{parent}</rr:NodeID><rr:NodeIDType>LEI</rr:NodeIDType></rr:EndNode>
  <rr:RelationshipType>IS_DIRECTLY_CONSOLIDATED_BY</rr:RelationshipType>
  <rr:RelationshipPeriods>
   <rr:RelationshipPeriod><rr:StartDate>2022-01-01T00:00:00Z</rr:StartDate><rr:PeriodType>ACCOUNTING_PERIOD</rr:PeriodType></rr:RelationshipPeriod>
   <rr:RelationshipPeriod><rr:StartDate>2019-05-01T00:00:00Z</rr:StartDate><rr:PeriodType>RELATIONSHIP_PERIOD</rr:PeriodType></rr:RelationshipPeriod>
  </rr:RelationshipPeriods>
  <rr:RelationshipStatus>ACTIVE</rr:RelationshipStatus>
 </rr:Relationship>
</rr:RelationshipRecord>"""


def test_the_xml_edition_of_gleif_level_2_gives_the_same_as_the_others(tmp_path: Path) -> None:
    records = [RECORD.format(child=CHILD, parent=PARENT), RECORD.format(child="NOT AN LEI", parent=PARENT)]
    document = a_document(tmp_path, GLEIF.format(records="\n".join(records)), "rr.xml")
    assert str(form_of(document)).startswith("GLEIF")
    found = table_claims(document, load_mappings(()), "x1")
    (claim,) = found.claims
    assert claim.text == records[0]
    assert [side.name for side in (claim.subject, claim.object) if side] == [f"LEI {PARENT}", f"LEI {CHILD}"]
    assert claim.values[Qualifier.WHEN] == "2019-05-01/.."
    assert "row 16, column StartNode.NodeID: “NOT AN LEI” is no valid LEI" in found.problems[0].says


def test_an_xml_file_that_breaks_off_gives_what_stands_before_the_break(tmp_path: Path) -> None:
    whole = RECORD.format(child=CHILD, parent=PARENT)
    document = a_document(tmp_path, GLEIF.format(records=f"{whole}\n{whole[:200]}")[: -len("</x>") - 60], "rr.xml")
    found = table_claims(document, load_mappings(()), "x1")
    assert len(found.claims) == 1
    assert "breaks off" in found.problems[0].says


def test_entities_of_an_xml_file_are_not_expanded(tmp_path: Path) -> None:
    bomb = '<!DOCTYPE x [<!ENTITY a "' + "b" * 99 + '"><!ENTITY c "&a;&a;&a;">]>'
    text = GLEIF.format(records=RECORD.format(child="&c;", parent=PARENT)).replace("?>\n", f"?>\n{bomb}\n", 1)
    found = table_claims(a_document(tmp_path, text, "rr.xml"), load_mappings(()), "x1")
    assert found.claims == ()
    assert "bbb" not in found.problems[0].says


def test_a_header_with_longer_names_gets_the_shipped_mapping() -> None:
    header = ["Decl. No.", "Shipper Name", "Consignee Name (EN)", "HS Code (6)", "Goods Description", "Customs Value"]
    text = propose_mapping(header)
    assert text.startswith("# By parts of the column names")
    mapping = read_mapping(text, "proposed")
    fit = mapping.fit(header)
    assert fit is not None
    assert (fit["shipper"], fit["consignee"], fit["code"]) == ("Shipper Name", "Consignee Name (EN)", "HS Code (6)")


def test_a_proposal_looks_at_the_cells() -> None:
    header = ["no", "a", "b", "c", "d"]
    sample = [["1", "paid in full", "Ostrek Works LLC", "2024-05-01", "Lissen JSC"]] * 3
    mapping = read_mapping(propose_mapping(header, sample), "proposed")
    assert mapping.fit(header) == {"subject": "b", "object": "d", "when": "c"}


def test_a_hundred_columns_without_a_header_are_said_to_have_none(tmp_path: Path) -> None:
    row = ",".join(["Ostrek Works LLC", "Lissen JSC", "2024-05-01", *(str(number) for number in range(97))])
    document = a_document(tmp_path, f"{row}\n{row}\n", "wide.csv")
    found = table_claims(document, load_mappings(()), "x1")
    assert found.claims == ()
    assert "its first row looks like data, not like a header" in found.problems[0].says
    header, _ = rows_of(document)
    assert propose_mapping(header)
