"""Tables become claims by mappings: the row is the quote, bad rows are named and do not stop the rest."""

from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clew.errors import BadMapping
from clew.extract.structured import Mapping, load_mappings, propose_mapping, read_mapping, rows_of, table_claims
from clew.extract.structured.cells import type_of_name
from clew.measures.shares import share_of
from clew.read import read_document
from clew.records import Document, Extraction, Given
from clew.vocabulary import EntityType, Predicate, Qualifier


def a_table(tmp_path: Path, text: str, name: str = "table.csv") -> Document:
    path = tmp_path / name
    path.write_bytes(text.encode())
    return read_document(path, name, Given()).documents[0]


def claims_of(document: Document, mappings: Sequence[Mapping] | None = None) -> Extraction:
    return table_claims(document, mappings if mappings is not None else load_mappings(()), "x1")


OWNERSHIP = """owner,owned,share,from,to,kind
Orlan Works JSC,Baltic Avia LLC,30%,2021-04-01,,shares
"Verelin, Sons and Co. Ltd",Baltic Avia LLC,at least 40 %,2021-04-01,2023-12-31,shares
Lev Marant,Orlan Works JSC,,2016-05-05,,control
"""


def test_an_ownership_table_gives_shares_and_dates(tmp_path: Path) -> None:
    document = a_table(tmp_path, OWNERSHIP)
    found = claims_of(document)
    assert found.problems == ()
    first, second, third = found.claims
    assert (first.predicate, first.subject.name if first.subject else "") == (Predicate.OWNS, "Orlan Works JSC")
    assert dict(first.values) == {Qualifier.SHARE: "30", Qualifier.WHEN: "2021-04-01/.."}
    assert second.subject is not None
    assert second.subject.name == "Verelin, Sons and Co. Ltd"
    assert second.values[Qualifier.SHARE] == "40..100"
    assert second.values[Qualifier.WHEN] == "2021-04-01/2023-12-31"
    assert Qualifier.SHARE not in third.qualifiers, "a share that nobody states stays unknown"
    assert third.qualifiers[Qualifier.ROLE] == "control"


def test_the_row_is_the_quote(tmp_path: Path) -> None:
    document = a_table(tmp_path, OWNERSHIP)
    for claim, line in zip(claims_of(document).claims, OWNERSHIP.splitlines()[1:], strict=True):
        assert document.text[claim.quote.start : claim.quote.end] == claim.text == line


def test_bad_rows_are_named_by_cell_and_the_rest_goes_on(tmp_path: Path) -> None:
    rows = [
        "A Trading LLC,B Works JSC,130%,2021,,shares",
        ",B Works JSC,10%,2021,,shares",
        "C Trading LLC,B Works JSC,-5%,2021,,shares",
        "D Trading LLC,B Works JSC,5%,31/04/2021,,shares",
        "E Trading LLC,B Works JSC,5%,2023-01-01,2021-01-01,shares",
        "F Trading LLC,B Works JSC,5%,2021-01-01,,shares",
    ]
    found = claims_of(a_table(tmp_path, "owner,owned,share,from,to,kind\n" + "\n".join(rows) + "\n"))
    assert [claim.subject.name for claim in found.claims if claim.subject] == ["F Trading LLC"]
    says = [problem.says for problem in found.problems]
    assert "row 2, column share (C2): “130%” is no share between 0 and 100 per cent" in says
    assert any("row 3, column owner" in line and "no party is named" in line for line in says)
    assert any("row 5, column from (D5): “31/04/2021” is no date" in line for line in says)
    assert any("it ends (2021-01-01) before it begins (2023-01-01)" in line for line in says)
    assert len(says) == len(rows) - 1


def test_small_shares_without_a_sign_are_ranges_where_nobody_can_tell(tmp_path: Path) -> None:
    def shares(*cells: str) -> tuple[list[str], list[str]]:
        rows = [f"Firm {number} LLC,Baltic Avia LLC,{cell}" for number, cell in enumerate(cells)]
        found = claims_of(a_table(tmp_path, "owner,owned,share\n" + "\n".join(rows) + "\n"))
        return [claim.values[Qualifier.SHARE] for claim in found.claims], [each.says for each in found.problems]

    told, says = shares("0.5", "1", '"0,25"', "0")
    assert told == ["0.5..50", "1..100", "0.25..25", "0"]
    assert says == [
        "the column share holds only numbers up to 1 without a sign, which may be parts of one or per cents"
    ]
    assert shares("0.5", "1", "25") == (["0.5", "1", "25"], [])
    assert shares("0.5", "12 %") == (["0.5", "12"], [])
    assert shares("0.5%", "1 %") == (["0.5", "1"], [])


def test_columns_that_a_shipped_mapping_takes_nothing_from_are_told(tmp_path: Path) -> None:
    rows = "owner,owned,share,as at,remarks\nOrlan Works JSC,Baltic Avia LLC,30%,2021-04-01,sold later\n"
    found = claims_of(a_table(tmp_path, rows))
    assert len(found.claims) == 1
    assert [problem.says for problem in found.problems] == [
        "read by the mapping “ownership”, which takes nothing from: as at, remarks"
    ]


def test_a_table_that_nothing_fits_is_said_to_be(tmp_path: Path) -> None:
    found = claims_of(a_table(tmp_path, "colour,weight\nred,3\nblue,4\n"))
    assert found.claims == ()
    assert "no mapping fits its columns (colour, weight)" in found.problems[0].says


def test_formulas_in_cells_are_words(tmp_path: Path) -> None:
    text = (
        "seller,buyer,product,quantity,amount,currency,date\n=HYPERLINK Ltd,Baltic Avia LLC,=1+1,2,3,USD,2024-01-02\n"
    )
    claim = claims_of(a_table(tmp_path, text)).claims[0]
    assert claim.subject is not None
    assert claim.subject.name == "=HYPERLINK Ltd"
    assert claim.values[Qualifier.AMOUNT] == "3 USD"


OWN = """
name: lorries
columns: {who: [carrier], whom: [customer], day: [day]}
claims:
  - {predicate: intermediates, subject: {column: who, type: Company}, object: whom,
     status: planned, qualifiers: {when: "{day}"}}
"""


def test_a_mapping_of_ones_own_is_tried_first(tmp_path: Path) -> None:
    document = a_table(tmp_path, "carrier,customer,day\nTarvel Road,Baltic Avia LLC,2024-05\n")
    claim = claims_of(document, (read_mapping(OWN, "own.yaml"),)).claims[0]
    assert (claim.predicate, claim.status, claim.values[Qualifier.WHEN]) == ("intermediates", "planned", "2024-05")
    assert claim.subject is not None
    assert claim.subject.type is EntityType.COMPANY


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("[1, 2", "not YAML"),
        ("columns: {}", "it needs `columns`"),
        ("columns: {a: [a]}\nclaims: [{predicate: sells, subject: a, object: a}]", "sells"),
        ("columns: {a: [a]}\nclaims: [{predicate: supplies, subject: a, object: b}]", "b is used in a claim"),
        ("columns: {a: [a]}\nclaims: [{predicate: supplies, subject: a}]", "object must name a key"),
    ],
)
def test_a_mapping_that_cannot_be_used_is_refused_with_the_reason(text: str, says: str) -> None:
    with pytest.raises(BadMapping, match=says):
        read_mapping(text, "own.yaml")


def test_a_proposal_can_be_read_back_and_gives_claims(tmp_path: Path) -> None:
    document = a_table(tmp_path, OWNERSHIP)
    header, _ = rows_of(document)
    mapping = read_mapping(propose_mapping(header), "proposed")
    assert len(claims_of(document, (mapping,)).claims) == 3


def test_a_wide_sheet_without_known_header_gets_a_proposal() -> None:
    header = [f"column {n}" for n in range(100)]
    mapping = read_mapping(propose_mapping(header, [["Orlan Works", "7", "Baltic Avia"]]), "proposed")
    assert mapping.fit(header) == {"subject": "column 0", "object": "column 2"}


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("Orlan Trading", EntityType.COMPANY),
        ("ООО «Острек»", EntityType.COMPANY),
        ("Lev Marant", EntityType.PERSON),
        ("Fund No. 7", EntityType.COMPANY),
    ],
)
def test_types_are_guessed_from_names(name: str, kind: EntityType) -> None:
    assert type_of_name(name) is kind


@given(st.integers(0, 100), st.integers(0, 100))
def test_bounds_of_shares_are_in_order(low: int, high: int) -> None:
    told = share_of(f"{low}-{high}%")
    assert (told is None) == (low > high)
    assert share_of(f"at least {low} percent") == f"{low}..100"
    assert share_of(f"{high}") == str(high)
