"""Draw one page of a PDF, or a picture, as a PNG with some words lit: what runs behind the sandbox's walls."""

import hashlib
import io
from collections.abc import Iterator
from mmap import mmap

import pypdfium2
from PIL import Image, ImageDraw, UnidentifiedImageError

from clew.read.body import Drawing, Fault, Limits, Lit
from clew.read.formats.pdf_page import Box, boxes_of, frame_of, page_text
from clew.read.reader import failed
from clew.records import Given, Reading
from clew.vocabulary import DocumentState

_LIGHT = (255, 214, 0, 110)
_EDGE = (200, 120, 0, 255)
_LARGEST = 40_000_000
"""Dots of a page's picture at most."""


def draw_pieces(content: bytes | mmap, name: str, _given: Given, limits: Limits) -> Iterator[Reading]:
    """The page that `limits.drawing` asks for, as the packed bytes of a reading; a failure where it cannot be drawn."""
    asked = limits.drawing
    digest = hashlib.sha256(content).hexdigest()
    if asked is None:
        return
    try:
        is_pdf = content[:1024].find(b"%PDF") >= 0
        picture = _draw_page(content[:], asked, limits) if is_pdf else _draw_picture(content[:], asked, limits)
    except (pypdfium2.PdfiumError, UnidentifiedImageError, OSError, ValueError, IndexError) as error:
        fault = Fault(DocumentState.BROKEN, f"the page cannot be drawn ({type(error).__name__})", "look at the file")
        yield failed(name, digest, fault)
        return
    buffer = io.BytesIO()
    picture.save(buffer, "PNG", optimize=False)
    drawn = buffer.getvalue()
    yield Reading(packed=((hashlib.sha256(drawn).hexdigest(), drawn),))


def _draw_page(content: bytes, asked: Drawing, limits: Limits) -> Image.Image:
    """A page of a PDF; where its own text holds a lit line, the words' own boxes are lit."""
    with pypdfium2.PdfDocument(content) as document:
        page = document[asked.page - 1]
        width, height = page.get_size()
        scale = min(asked.scale, (_LARGEST / max(1.0, width * height)) ** 0.5, limits.pixels / max(1.0, width, height))
        boxes = list(_boxes(page, asked.lit))
        picture = page.render(scale=scale, may_draw_forms=False).to_pil().convert("RGB")
        page.close()
    return _lit(picture, [tuple(side * scale for side in box) for box in boxes])


def _draw_picture(content: bytes, asked: Drawing, limits: Limits) -> Image.Image:
    """A picture as it is, its lines lit."""
    with Image.open(io.BytesIO(content)) as opened:
        if max(opened.size) > limits.pixels or opened.size[0] * opened.size[1] > _LARGEST:
            raise ValueError(opened.size)
        picture = opened.convert("RGB")
    return _lit(picture, [_part_of(lit) for lit in asked.lit])


def _boxes(page: pypdfium2.PdfPage, wanted: tuple[Lit, ...]) -> Iterator[Box]:
    """The exact boxes of some words on a page, in points from its top left corner."""
    lines = page_text(page).lines
    textpage = page.get_textpage()
    frame = frame_of(page)
    for lit in wanted:
        line = next((one for one in lines[lit.line :: -1] if one.box == lit.box and lit.end <= len(one.words)), None)
        words = [(line.first + lit.start, lit.end - lit.start)] if line else []
        yield next(iter(boxes_of(textpage, words, frame)), None) or _part_of(lit)
    textpage.close()


def _part_of(lit: Lit) -> Box:
    """The whole box of a line: where its words were recognised, their own places are not known."""
    return lit.box


def _lit(picture: Image.Image, boxes: list[tuple[float, ...]]) -> Image.Image:
    """The picture with light laid over some boxes."""
    layer = Image.new("RGBA", picture.size, (0, 0, 0, 0))
    pen = ImageDraw.Draw(layer)
    for left, top, right, bottom in boxes:
        sides = sorted((left - 2, right + 2)), sorted((top - 2, bottom + 2))
        pen.rectangle((sides[0][0], sides[1][0], sides[0][1], sides[1][1]), fill=_LIGHT, outline=_EDGE, width=2)
    return Image.alpha_composite(picture.convert("RGBA"), layer).convert("RGB")
