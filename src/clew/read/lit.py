"""Where a quote stands on its page: boxes from its offsets, and the page's picture with its words lit."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from clew.read.body import Drawing, Limits, Lit
from clew.read.sandbox import Sandbox
from clew.read.walk import Found
from clew.records import Document, Given

DRAWER = ("clew.read.formats.drawing", "draw_pieces")
"""What a sandbox that draws runs: `Sandbox(reader=DRAWER)`."""

_PAGE = re.compile(r"page (\d{1,6})|picture")
Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class PageBox:
    """A stretch of one line on its page: the page's number from 1, and its box there.

    The box is left, top, right, bottom in points from the page's top left corner; in dots for a picture.
    """

    page: int
    box: Box


@dataclass(frozen=True, slots=True)
class PagePicture:
    """A page drawn as a PNG."""

    page: int
    png: bytes


def boxes_of(document: Document, start: int, end: int) -> tuple[PageBox, ...]:
    """The boxes that `text[start:end]` of a document covers, one a line; none where it has no pages.

    Within a line the box is cut in proportion to its characters; `draw_quote` lights the words' own boxes.
    """
    return tuple(PageBox(page, _share(lit, length)) for page, lit, length in _lines(document, start, end))


def draw_quote(
    sandbox: Sandbox, path: Path, document: Document, start: int, end: int, scale: float = 2.0
) -> tuple[PagePicture, ...]:
    """The pages that `text[start:end]` stands on, drawn with those words lit; none where they cannot be drawn.

    `sandbox` is an open one that runs `DRAWER`, `path` the file that the document was read from, `scale` the dots for
    each point. The page is drawn behind the walls, for the file may be hostile.
    """
    pages: dict[int, list[Lit]] = {}
    for page, lit, _ in _lines(document, start, end):
        pages.setdefault(page, []).append(lit)
    return tuple(
        PagePicture(page, png)
        for page, lit in pages.items()
        for png in draw_page(sandbox, path, Drawing(page, scale, tuple(lit)))
    )


def draw_page(sandbox: Sandbox, path: Path, drawing: Drawing) -> Iterator[bytes]:
    """One page of a file as a PNG; nothing where it cannot be drawn."""
    usual: Limits = sandbox.limits
    sandbox.limits = replace(usual, drawing=drawing)
    try:
        reading = sandbox.read(Found(path, path.name, Given()))
    finally:
        sandbox.limits = usual
    yield from (content for _, content in reading.packed)


def _lines(document: Document, start: int, end: int) -> Iterator[tuple[int, Lit, int]]:
    """For each line that a stretch of the text touches: its page, what of it is lit, and how long it is."""
    number, page = 0, 0
    for place in document.places:
        match = _PAGE.fullmatch(place.part)
        if match is None:
            continue
        here = int(match.group(1) or 1)
        number, page = (number + 1, page) if here == page else (0, here)
        if place.box is not None and place.start < end and start < place.end:
            first, last = max(start, place.start) - place.start, min(end, place.end) - place.start
            yield page, Lit(number, first, last, place.box), place.end - place.start


def _share(lit: Lit, length: int) -> Box:
    left, top, right, bottom = lit.box
    wide = (right - left) / max(1, length)
    return round(left + wide * lit.start, 2), top, round(left + wide * lit.end, 2), bottom
