"""Words of pictures come from the command that the user has, each line with its box; without it they wait."""

import stat
from pathlib import Path

import pytest

from clew.read import Limits, read_bytes
from clew.read.formats.ocr import find_ocr
from clew.records import Given
from clew.vocabulary import DocumentState
from tests.read.formats.making import a_pdf

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


@pytest.fixture
def command(tmp_path: Path) -> tuple[str, str]:
    """A command that answers as tesseract does, whatever the picture."""
    (tmp_path / "rows.tsv").write_text(ROWS)
    script = tmp_path / "tesseract"
    script.write_text(f'#!/bin/sh\ncat > /dev/null\ncat "{tmp_path}/rows.tsv"\n')
    script.chmod(script.stat().st_mode | stat.S_IXUSR)
    return str(script), "eng"


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


def test_a_command_that_fails_is_a_typed_failure() -> None:
    reading = read_bytes(PICTURE, "a.png", Given(), Limits(ocr=("/nowhere/tesseract", "eng")))
    assert reading.failures[0].state is DocumentState.BROKEN


def test_what_is_installed_is_told() -> None:
    found = find_ocr()
    assert found is None or (Path(found[0]).is_file() and found[1])
