"""A quote has boxes on its page, and the page is drawn with exactly its words lit, behind the sandbox's walls."""

import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image

from clew.read import read_document
from clew.read.lit import DRAWER, Box, boxes_of, draw_quote
from clew.read.sandbox import Sandbox
from clew.records import Document, Given, Place
from tests.read.formats.making import a_pdf, pdf_lines

FIRST = "Delm Freight LLC sent forty pumps to the Harl shipyard in May 2025, according to a"
SECOND = "packing list that an official of the port showed."


@pytest.fixture(scope="module")
def drawer() -> Iterator[Sandbox]:
    with Sandbox(workers=1, reader=DRAWER) as sandbox:
        yield sandbox


def the_pdf(folder: Path, extra: str = "") -> tuple[Path, Document]:
    path = folder / "a.pdf"
    path.write_bytes(a_pdf(pdf_lines("Page one."), pdf_lines(FIRST, SECOND), extra={1: extra}))
    return path, read_document(path, "a.pdf", Given()).documents[0]


def around(document: Document, first: str, last: str) -> tuple[int, int]:
    return document.text.index(first), document.text.index(last) + len(last)


def test_a_quote_over_two_lines_has_a_box_on_each(tmp_path: Path) -> None:
    _, document = the_pdf(tmp_path)
    upper, lower = boxes_of(document, *around(document, "forty", "official"))
    assert (upper.page, lower.page) == (2, 2)
    assert upper.box[0] > lower.box[0] == pytest.approx(72, abs=2)
    assert upper.box[3] <= lower.box[1] + 4
    assert upper.box[2] - upper.box[0] < 612
    assert boxes_of(document, 0, 0) == ()


def test_text_without_pages_has_no_boxes(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(FIRST)
    document = read_document(tmp_path / "a.txt", "a.txt", Given()).documents[0]
    assert boxes_of(document, 0, 20) == ()


def is_lit(picture: Image.Image, box: Box, scale: float) -> bool:
    """Whether paper in the middle of a box is yellow rather than white."""
    left, top, right, bottom = box
    part = picture.crop((left * scale, top * scale, right * scale, bottom * scale))
    colours = part.getcolors(maxcolors=100_000) or []
    return max(colours)[1] != (255, 255, 255)


@pytest.mark.parametrize("turned", ["", "/Rotate 90"])
def test_exactly_the_words_of_a_quote_are_lit(tmp_path: Path, drawer: Sandbox, turned: str) -> None:
    path, document = the_pdf(tmp_path, turned)
    start, end = around(document, "forty", "shipyard")
    (page,) = draw_quote(drawer, path, document, start, end, scale=2.0)
    assert page.page == 2
    with Image.open(io.BytesIO(page.png)) as picture:
        assert picture.size == ((1584, 1224) if turned else (1224, 1584))
        if not turned:
            (quoted,) = boxes_of(document, start, end)
            assert is_lit(picture, quoted.box, 2.0)
            for other in ("Delm Freight", "according to"):
                (box,) = boxes_of(document, *around(document, other, other))
                assert not is_lit(picture, box.box, 2.0)
        red, _, blue = (band.tobytes() for band in picture.split())
        yellow = sum(one - other > 60 for one, other in zip(red, blue, strict=True))
        assert 2_000 < yellow < 40_000


def test_words_recognised_in_a_picture_are_lit_by_their_line(tmp_path: Path, drawer: Sandbox) -> None:
    Image.new("RGB", (400, 200), "white").save(tmp_path / "scan.png")
    places = (Place(0, 4, "picture", (20.0, 20.0, 80.0, 40.0)), Place(5, 9, "picture", (20.0, 100.0, 80.0, 120.0)))
    document = Document("0" * 64, "scan.png", "image/png", "en", "Delm pump", (), places)
    (page,) = draw_quote(drawer, tmp_path / "scan.png", document, 5, 9)
    with Image.open(io.BytesIO(page.png)) as picture:
        assert is_lit(picture, (20, 100, 80, 120), 1.0)
        assert not is_lit(picture, (20, 20, 80, 40), 1.0)


@pytest.mark.parametrize("content", [b"%PDF-1.7 nothing", b"no picture at all", b""])
def test_what_cannot_be_drawn_gives_no_picture(tmp_path: Path, drawer: Sandbox, content: bytes) -> None:
    _, document = the_pdf(tmp_path)
    (tmp_path / "bad").write_bytes(content)
    assert draw_quote(drawer, tmp_path / "bad", document, *around(document, "forty", "official")) == ()
