"""Large tables are cut between rows; nothing is lost, no row is cut in two, and cells keep their own numbers."""

import csv
import io
import json

from hypothesis import given
from hypothesis import strategies as st

from clew.read import Limits, read_bytes
from clew.read.formats.rows import split_table
from clew.records import Document, Given

SMALL = Limits(table=100, table_part=60)
CELL = st.text(alphabet='ab"\n\r,; é', max_size=12)


def a_table(rows: list[list[str]]) -> bytes:
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows([["shipper", "consignee"], *rows])
    return out.getvalue().encode()


def documents_of(content: bytes, name: str, limits: Limits = SMALL) -> list[Document]:
    reading = read_bytes(content, name, Given(), limits)
    assert reading.failures == ()
    return list(reading.documents)


@given(st.lists(st.tuples(CELL.filter(str.strip), CELL), min_size=1, max_size=60))
def test_the_rows_of_the_parts_are_the_rows_of_the_table(rows: list[tuple[str, str]]) -> None:
    content = a_table([list(row) for row in rows])
    parts = split_table(content, True, SMALL)
    assert parts is not None
    found: list[list[str]] = []
    for part in parts:
        assert isinstance(part.content, bytes)
        header, *some = csv.reader(io.StringIO(part.content.decode(), newline=""))
        assert header == ["shipper", "consignee"]
        found += some
    assert found == list(csv.reader(io.StringIO(content.decode(), newline="")))[1:]


def test_cells_of_a_part_are_numbered_as_in_the_whole() -> None:
    rows = [[f"Tarvel {number} LLC", f"Ostrek {number} JSC"] for number in range(2, 22)]
    documents = documents_of(a_table(rows), "big.csv")
    assert len(documents) > 3
    assert documents[1].name.startswith("big.csv/rows ")
    for document in documents:
        assert document.parent is not None
        cells = {place.part: document.text[place.start : place.end] for place in document.places}
        assert cells["A1"] == "shipper"
        assert all(
            words == f"Tarvel {part[1:]} LLC" for part, words in cells.items() if part[0] == "A" and part != "A1"
        )
    found = [place.part for document in documents for place in document.places if place.part[0] == "B"]
    assert [part for part in found if part != "B1"] == [f"B{number}" for number in range(2, 22)]


def test_a_quotation_mark_that_is_never_closed_does_not_stop_the_reading() -> None:
    content = b'shipper,consignee\nA LLC,"B JSC\n' + b"C LLC,D JSC\n" * 50
    documents = documents_of(content, "torn.csv", Limits(table=100, table_part=60, characters=400))
    assert "".join(one.text.removeprefix("shipper,consignee\n") for one in documents) == content.decode()[18:]


def test_lines_of_flat_records_are_cut_and_those_that_refer_to_each_other_are_not() -> None:
    flat = "".join(json.dumps({"shipper": f"A{number} LLC", "consignee": "B JSC"}) + "\n" for number in range(20))
    documents = documents_of(flat.encode(), "big.jsonl")
    assert len(documents) > 3
    assert "".join(document.text for document in documents) == flat
    assert documents[1].places[0].part == f"line {documents[0].text.count(chr(10)) + 1}"
    linked = "".join(
        json.dumps({"id": str(number), "schema": "Company", "properties": {"name": ["A"]}}) + "\n"
        for number in range(9)
    )
    assert [document.name for document in documents_of(linked.encode(), "ftm.jsonl")] == ["ftm.jsonl"]


def test_wide_text_is_left_whole() -> None:
    content = a_table([["Тарвел", "Острек"]] * 20).decode().encode("utf-16")
    assert split_table(content, True, SMALL) is None
    assert len(documents_of(content, "wide.csv")) == 1
