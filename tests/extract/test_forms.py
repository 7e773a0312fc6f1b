"""FollowTheMoney, BODS and GLEIF files become claims without a mapping; bad records are named, the rest goes on."""

import json
from pathlib import Path
from typing import Any

import pytest
from followthemoney import model
from hypothesis import given
from hypothesis import strategies as st

from clew.extract.structured import form_of, load_mappings, table_claims
from clew.extract.structured.forms.followthemoney import schemata
from clew.extract.structured.records import records_of
from clew.read import read_document
from clew.records import Claim, Document, Extraction, Given
from clew.vocabulary import EntityType, Predicate, Qualifier, Status


def a_document(tmp_path: Path, text: str, name: str) -> Document:
    path = tmp_path / name
    path.write_bytes(text.encode())
    return read_document(path, name, Given()).documents[0]


def lines(records: list[dict[str, Any]]) -> str:
    return "".join(json.dumps(one, ensure_ascii=False) + "\n" for one in records)


def claims_of(document: Document) -> Extraction:
    found = table_claims(document, load_mappings(()), "x1")
    for claim in found.claims:
        assert document.text[claim.quote.start : claim.quote.end] == claim.text
    return found


def told(claim: Claim) -> tuple[str, str, str]:
    return (
        claim.subject.name if claim.subject else "?",
        str(claim.predicate),
        claim.object.name if claim.object else "?",
    )


def entity(id: str, schema: str, **properties: str | list[str]) -> dict[str, Any]:
    every = {key: value if isinstance(value, list) else [value] for key, value in properties.items()}
    return {"id": id, "schema": schema, "properties": every}


PARTIES = [
    entity("a", "Company", name="Ostrek Machine Works LLC", alias=["OMW"]),
    entity("b", "Company", name="Velmar Trade Ltd"),
    entity("p", "Person", name="Lev Marant"),
]


def test_followthemoney_links_become_claims(tmp_path: Path) -> None:
    links = [
        entity("1", "Ownership", owner="a", asset="b", percentage="51", startDate="2021-04-01"),
        entity("2", "Directorship", director="p", organization="b", role="general director"),
        entity("3", "Payment", payer="a", beneficiary="b", amount="12000", currency="USD", date="2023-05"),
        entity("4", "UnknownLink", subject="a", object="b", role="shared address"),
        entity("7", "UnknownLink", subject="a", object="b", role="supplies"),
        entity("5", "Sanction", entity="a", authority="Varnia Ministry of Trade", program="VR-7", startDate="2022"),
        entity("6", "Similar", candidate="a", match="b"),
    ]
    document = a_document(tmp_path, lines([*PARTIES, *links]), "case.ftm.json")
    found = claims_of(document)
    assert str(form_of(document)) == "FollowTheMoney entities"
    assert found.problems == ()
    assert [told(claim) for claim in found.claims] == [
        ("Ostrek Machine Works LLC", "same_as", "OMW"),
        ("Ostrek Machine Works LLC", "owns", "Velmar Trade Ltd"),
        ("Lev Marant", "leads", "Velmar Trade Ltd"),
        ("Ostrek Machine Works LLC", "pays", "Velmar Trade Ltd"),
        ("Ostrek Machine Works LLC", "related_to", "Velmar Trade Ltd"),
        ("Ostrek Machine Works LLC", "supplies", "Velmar Trade Ltd"),
        ("Varnia Ministry of Trade", "sanctions", "Ostrek Machine Works LLC"),
        ("Ostrek Machine Works LLC", "same_as", "Velmar Trade Ltd"),
    ]
    _, owns, leads, pays, link, _, sanction, similar = found.claims
    assert dict(owns.values) == {Qualifier.SHARE: "51", Qualifier.WHEN: "2021-04-01/.."}
    assert leads.subject is not None
    assert leads.subject.type is EntityType.PERSON
    assert leads.qualifiers[Qualifier.ROLE] == "general director"
    assert dict(pays.values) == {Qualifier.AMOUNT: "12000 USD", Qualifier.WHEN: "2023-05"}
    assert link.qualifiers[Qualifier.ROLE] == "shared address"
    assert sanction.qualifiers[Qualifier.PROGRAMME] == "VR-7"
    assert similar.status is Status.POSSIBLE


def test_bad_entities_are_named_by_line_and_property(tmp_path: Path) -> None:
    rows = [
        *PARTIES,
        entity("1", "Ownership", owner="a", asset="nobody"),
        entity("2", "Ownership", owner="a", asset="b", percentage="-5"),
        entity("3", "Ownership", owner="a", asset="b", startDate="2023", endDate="2021"),
        entity("4", "Identification", holder="a", number="77"),
        entity("5", "Ownership", owner="a", asset="b", percentage="25-50"),
    ]
    found = claims_of(a_document(tmp_path, lines(rows) + '{"id": "6", \n', "entities.jsonl"))
    assert [claim.values[Qualifier.SHARE] for claim in found.claims if claim.predicate is Predicate.OWNS] == ["25..50"]
    says = [problem.says for problem in found.problems]
    assert says[0] == "line 4, Ownership, property asset: the entity “nobody” is not named in this file"
    assert "line 5, Ownership, property percentage: “-5” is no share between 0 and 100 per cent" in says
    assert "line 6, Ownership, property endDate: it ends (2021) before it begins (2023)" in says
    assert any(line.startswith("line 9: it is no JSON") for line in says)
    assert says[-1] == "1 entities of the schema Identification state nothing that a predicate holds"


def test_every_link_of_the_model_has_a_row_whose_properties_exist() -> None:
    rows = schemata()["claims"]
    assert {schema.name for schema in model if schema.edge and not schema.abstract} <= set(rows)
    for name, row in rows.items():
        schema = model.get(name)
        assert schema is not None
        keys = [
            row["object"],
            *(one for key in ("share", "amount", "role", "purpose", "programme") for one in row.get(key, ())),
        ]
        assert set(keys) | {row.get("subject", row["object"])} <= set(schema.properties), name


def statement(id: str, kind: str, details: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"statementId": f"s-{id}-{len(more)}", "recordId": id, "recordType": kind, "recordDetails": details, **more}


def relationship(id: str, party: Any, interests: list[dict[str, Any]], **more: Any) -> dict[str, Any]:
    components = {"componentRecordIds": more.pop("components")} if "components" in more else {}
    details = {"subject": "b", "interestedParty": party, "interests": interests, **components}
    return statement(id, "relationship", details, **more)


STATED = [
    statement("a", "entity", {"name": "Ostrek Machine Works LLC", "entityType": {"type": "registeredEntity"}}),
    statement("b", "entity", {"name": "Velmar Trade Ltd", "entityType": {"type": "registeredEntity"}}),
    statement("p", "person", {"names": [{"type": "legal", "fullName": "Lev Marant"}]}),
]


@pytest.mark.parametrize("as_list", [True, False])
def test_bods_interests_become_claims(tmp_path: Path, as_list: bool) -> None:
    share = {"exclusiveMinimum": 25, "maximum": 50}
    rows = [
        *STATED,
        relationship("r1", "a", [{"type": "shareholding", "directOrIndirect": "direct", "share": {"exact": 30}}]),
        relationship("r2", "p", [{"type": "votingRights", "share": share, "startDate": "2020-01-01"}]),
        relationship("r3", "p", [{"type": "seniorManagingOfficial"}]),
        relationship(
            "r4",
            "p",
            [{"type": "shareholding", "directOrIndirect": "indirect", "share": {"exact": 30}}],
            components=["r1"],
        ),
        relationship("r5", {"reason": "subjectUnableToConfirmOrIdentifyBeneficialOwner"}, [{"type": "shareholding"}]),
    ]
    document = a_document(tmp_path, json.dumps(rows, indent=1) if as_list else lines(rows), "owners.json")
    found = claims_of(document)
    assert found.problems == ()
    assert [told(claim)[:2] for claim in found.claims] == [
        ("Ostrek Machine Works LLC", "owns"),
        ("Lev Marant", "owns"),
        ("Lev Marant", "leads"),
        ("Lev Marant", "owns"),
        ("?", "owns"),
    ]
    direct, votes, _, indirect, _ = found.claims
    assert (direct.qualifiers[Qualifier.ROLE], direct.values[Qualifier.SHARE]) == ("shareholding, direct", "30")
    assert votes.qualifiers[Qualifier.SHARE] == "more than 25 %, at most 50 %"
    assert dict(votes.values) == {Qualifier.SHARE: "25..50", Qualifier.WHEN: "2020-01-01/.."}
    assert Qualifier.SHARE not in indirect.qualifiers, "what the chain states must not count twice"
    assert "control" in indirect.qualifiers[Qualifier.ROLE]


def test_bods_faults_are_named_and_the_last_statement_on_a_record_holds(tmp_path: Path) -> None:
    holding = {"type": "shareholding", "share": {"exact": 30}, "startDate": "2020-01-01"}
    rows = [
        *STATED,
        relationship("r1", "a", [holding]),
        relationship("r1", "a", [holding], recordStatus="closed", statementDate="2023-02-01"),
        relationship("r2", "nobody", [holding]),
        relationship("r3", "a", [{"type": "shareholding", "share": {"exact": 130}}]),
        relationship("r4", "a", [{"type": "shareholding", "share": {"minimum": 60, "maximum": 40}}]),
        {"statementId": "x", "recordId": "y", "recordType": "ghost"},
    ]
    found = claims_of(a_document(tmp_path, lines(rows), "owners.jsonl"))
    assert [claim.values[Qualifier.WHEN] for claim in found.claims] == ["2020-01-01/2023-02-01"]
    says = "\n".join(problem.says for problem in found.problems)
    for words in (
        "line 9: its recordType is none of BODS 0.4",
        "line 6, interestedParty: the record “nobody” is not in this file",
        "line 7, share exact: “130” is no share between 0 and 100 per cent",
        "line 8, share: its minimum (60) is above its maximum (40)",
        "1 statements are replaced by later ones",
    ):
        assert words in says


CHILD, PARENT = "529900T8BM49AURSDO55", "5493001KJTIIGC8Y1R12"
HEADER = (
    "Relationship.StartNode.NodeID,Relationship.StartNode.NodeIDType,Relationship.EndNode.NodeID,"
    "Relationship.EndNode.NodeIDType,Relationship.RelationshipType,Relationship.RelationshipStatus,"
    "Relationship.Period.1.startDate,Relationship.Period.1.endDate,Relationship.Period.1.periodType,"
    "Relationship.Period.2.startDate,Relationship.Period.2.endDate,Relationship.Period.2.periodType\n"
)


def test_gleif_relationships_become_control_without_a_share(tmp_path: Path) -> None:
    accounting = "2019-01-01T00:00:00.000Z,2019-12-31T00:00:00.000Z,ACCOUNTING_PERIOD"
    lasting = "2018-05-01T00:00:00.000Z,,RELATIONSHIP_PERIOD"
    rows = [
        f"{CHILD},LEI,{PARENT},LEI,IS_DIRECTLY_CONSOLIDATED_BY,ACTIVE,{accounting},{lasting}",
        f"{CHILD},LEI,{PARENT},LEI,IS_FUND-MANAGED_BY,ACTIVE,,,,,,",
        f"{CHILD[:-1]}0,LEI,{PARENT},LEI,IS_DIRECTLY_CONSOLIDATED_BY,ACTIVE,,,,,,",
        f"{CHILD},LEI,{CHILD},LEI,IS_DIRECTLY_CONSOLIDATED_BY,ACTIVE,,,,,,",
        f"{CHILD},LEI,{PARENT},LEI,IS_SOMETHING_NEW,ACTIVE,,,,,,",
    ]
    found = claims_of(a_document(tmp_path, HEADER + "\n".join(rows) + "\n", "rr.csv"))
    assert [told(claim) for claim in found.claims] == [
        (f"LEI {PARENT}", "owns", f"LEI {CHILD}"),
        (f"LEI {PARENT}", "related_to", f"LEI {CHILD}"),
        (f"LEI {CHILD}", "related_to", f"LEI {PARENT}"),
    ]
    first, _, new = found.claims
    assert first.values == {Qualifier.WHEN: "2018-05-01/.."}
    assert "control" in first.qualifiers[Qualifier.ROLE]
    assert new.qualifiers[Qualifier.ROLE] == "IS_SOMETHING_NEW"
    assert "is no valid LEI" in found.problems[0].says
    assert "its own parent" in found.problems[1].says


def test_gleif_json_as_published(tmp_path: Path) -> None:
    record = {
        "Relationship": {
            "StartNode": {"NodeID": {"$": CHILD}},
            "EndNode": {"NodeID": {"$": PARENT}},
            "RelationshipType": {"$": "IS_ULTIMATELY_CONSOLIDATED_BY"},
            "RelationshipPeriods": {
                "RelationshipPeriod": [
                    {"StartDate": {"$": "2018-05-01T00:00:00Z"}, "PeriodType": {"$": "RELATIONSHIP_PERIOD"}}
                ]
            },
            "RelationshipStatus": {"$": "ACTIVE"},
        }
    }
    found = claims_of(a_document(tmp_path, json.dumps({"relations": [{"RelationshipRecord": record}]}), "rr.json"))
    assert [told(claim) for claim in found.claims] == [(f"LEI {PARENT}", "owns", f"LEI {CHILD}")]
    assert found.claims[0].values[Qualifier.WHEN] == "2018-05-01/.."


def test_json_lines_of_ones_own_go_through_a_mapping_and_bad_lines_are_told(tmp_path: Path) -> None:
    text = (
        '{"owner": "Ostrek Machine Works LLC", "company": "Velmar\u2028Trade Ltd", "share": 51}\n'
        "[1, 2]\n"
        "{broken\n"
        '{"owner": "Lev Marant", "company": "Velmar Trade Ltd", "share": "101"}\n'
    )
    found = claims_of(a_document(tmp_path, text, "owners.jsonl"))
    assert [told(claim) for claim in found.claims] == [("Ostrek Machine Works LLC", "owns", "Velmar Trade Ltd")]
    assert [problem.says.split(":")[0] for problem in found.problems] == [
        "row 2",
        "row 3",
        "row 4, column share (share)",
    ]


def test_a_list_that_breaks_off_gives_what_stands_before_and_says_so() -> None:
    found = list(records_of('[\n{"a": 1},\n{"a": 2},\n{"a"'))
    assert [one.value for one in found[:2]] == [{"a": 1}, {"a": 2}]
    assert (found[2].line, found[2].fault is not None) == (4, True)


def test_deep_nesting_is_a_fault_and_no_crash() -> None:
    assert [one.fault is not None for one in records_of('{"a": 1}\n' + "[" * 200_000 + "\n")] == [False, True]


@given(
    st.text(max_size=200) | st.lists(st.dictionaries(st.text(max_size=5), st.integers()), max_size=5).map(json.dumps)
)
def test_records_never_raise_and_keep_to_the_text(text: str) -> None:
    for record in records_of(text):
        assert 0 <= record.start <= record.end <= len(text)
        if record.fault is None:
            assert json.loads(text[record.start : record.end]) == record.value or record.value != record.value
