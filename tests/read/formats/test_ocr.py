"""Words of pictures come from the command that the user has, each line with its box; without it they wait."""

import stat
from pathlib import Path

import pytest

from clew.read import Found, Limits, read_bytes
from clew.read.formats.ocr import find_ocr
from clew.read.sandbox import Sandbox
from clew.records import Document, Given
from clew.vocabulary import DocumentState
from tests.read.formats.making import a_pdf
from tests.read.formats.scans import a_mixed_pdf, a_scan, as_png

ROWS = """level	page_num	block_num	par_num	line_num	word_num	left	top	width	height	conf	text
1	1	0	0	0	0	0	0	600	800	-1	-
5	1	1	1	1	1	30	60	90	12	95	Delm
5	1	1	1	1	2	130	60	90	12	93	Freight
5	1	1	1	2	1	30	90	90	12	91	"sent
5	1	1	1	2	2	130	90	90	12	12	smudge
5	1	2	1	1	1	30	150	90	12	95	pumps.
"""
PICTURE = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + (600).to_bytes(4, "big") + (800).to_bytes(4, "big") + b"\x08\2\0\0\0"
SCAN = "q 600 0 0 700 6 46 cm BI /W 1 /H 1 /CS /G /BPC 8 ID \x00 EI Q"
SENT = "Delm Freight LLC sent forty pumps to the Harl shipyard."
PAID = "Velmar Trade paid Ostrek Machine Works two million yuan."
DENIED = "The yard denied that it had received any pumps at all."


@pytest.fixture
def command(tmp_path: Path) -> tuple[str, str]:
    """A command that answers as tesseract does, whatever the picture."""
    (tmp_path / "rows.tsv").write_text(ROWS)
    script = tmp_path / "tesseract"
    script.write_text(f'#!/bin/sh\ncat > /dev/null\ncat "{tmp_path}/rows.tsv"\n')
    script.chmod(script.stat().st_mode | stat.S_IXUSR)
    return str(script), "eng"


def parts(document: Document) -> dict[str, str]:
    """What stands on each page."""
    found: dict[str, str] = {}
    for place in document.places:
        found[place.part] = f"{found.get(place.part, '')} {document.text[place.start : place.end]}".strip()
    return found


def test_lines_of_a_picture_have_boxes_and_its_words_are_called_recognised(command: tuple[str, str]) -> None:
    reading = read_bytes(PICTURE, "a.png", Given(), Limits(ocr=command))
    document = reading.documents[0]
    assert document.text == 'Delm Freight "sent\npumps.\n'
    assert document.places[0].box == (30.0, 60.0, 220.0, 72.0)
    assert "recognised in a picture" in reading.problems[0].says


def test_a_scanned_page_is_read_in_points_of_the_page(command: tuple[str, str]) -> None:
    assert read_bytes(a_pdf(SCAN), "a.pdf", Given()).failures[0].state is DocumentState.NEEDS_OCR
    document = read_bytes(a_pdf(SCAN), "a.pdf", Given(), Limits(ocr=command)).documents[0]
    assert document.text.startswith("Delm Freight")
    assert document.places[0].part == "page 1"
    assert document.places[0].box == (10.0, 20.0, 73.33, 24.0)


def test_scans_among_pages_of_text_need_ocr_page_by_page() -> None:
    content = a_mixed_pdf([SENT, a_scan(PAID), DENIED, a_scan(PAID), a_scan(PAID)])
    reading = read_bytes(content, "a.pdf", Given(publisher="Delm Post"))
    assert parts(reading.documents[0]) == {"page 1": SENT, "page 3": DENIED}
    (lacking,) = reading.failures
    assert (lacking.doc, lacking.document, lacking.state) == (
        "a.pdf",
        reading.documents[0].id,
        DocumentState.NEEDS_OCR,
    )
    assert lacking.problem.says.startswith("pages 2, 4-5: ")
    assert lacking.given.publisher == "Delm Post"


def test_real_tesseract_reads_the_scans_where_they_stand(tmp_path: Path, ocr: tuple[str, str]) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(a_mixed_pdf([SENT, a_scan(PAID, DENIED), DENIED]))
    with Sandbox(Limits(ocr=ocr)) as sandbox:
        reading = sandbox.read(Found(path, "a.pdf", Given()))
    assert not reading.failures
    document = reading.documents[0]
    assert parts(document) == {"page 1": SENT, "page 2": f"{PAID} {DENIED}", "page 3": DENIED}
    place = next(one for one in document.places if document.text[one.start : one.end] == PAID)
    assert place.box == pytest.approx((54, 74, 397, 86), abs=8)
    assert any("recognised" in one.says for one in reading.problems)


def test_a_stamp_on_a_scan_is_no_text_of_the_page_but_stays(ocr: tuple[str, str]) -> None:
    content = a_mixed_pdf([a_scan(PAID)], stamp="ABC-000123")
    reading = read_bytes(content, "a.pdf", Given())
    assert "page 1: " in reading.failures[0].problem.says
    text = read_bytes(content, "a.pdf", Given(), Limits(ocr=ocr)).documents[0].text
    assert text.split("\n")[:2] == [PAID, "ABC-000123"]


def test_a_scan_that_went_through_ocr_before_needs_none() -> None:
    reading = read_bytes(a_mixed_pdf([a_scan(PAID)], layer=PAID), "a.pdf", Given())
    assert (reading.documents[0].text.strip(), reading.failures) == (PAID, ())


def test_a_scan_without_words_and_an_empty_page_are_told_apart(ocr: tuple[str, str]) -> None:
    content = a_mixed_pdf([SENT, a_scan(), ""])
    reading = read_bytes(content, "a.pdf", Given(), Limits(ocr=ocr))
    assert not reading.failures
    assert any(one.says == "page 2: no words were recognised" for one in reading.problems)
    assert read_bytes(a_mixed_pdf([a_scan()]), "a.pdf", Given(), Limits(ocr=ocr)).failures[0].state is (
        DocumentState.EMPTY
    )


def test_real_tesseract_reads_a_picture(ocr: tuple[str, str]) -> None:
    document = read_bytes(as_png(a_scan(SENT, PAID)), "a.png", Given(), Limits(ocr=ocr)).documents[0]
    assert f"{SENT} {PAID}" in document.text.replace("\n", " ")


def test_a_command_that_fails_is_a_typed_failure() -> None:
    nowhere = Limits(ocr=("/nowhere/tesseract", "eng"))
    assert read_bytes(PICTURE, "a.png", Given(), nowhere).failures[0].state is DocumentState.BROKEN
    reading = read_bytes(a_mixed_pdf([SENT, a_scan(PAID)]), "a.pdf", Given(), nowhere)
    assert parts(reading.documents[0]) == {"page 1": SENT}
    assert reading.failures[0].problem.says == "page 2: tesseract failed"


def test_what_is_installed_is_told() -> None:
    found = find_ocr()
    assert found is None or (Path(found[0]).is_file() and found[1])
