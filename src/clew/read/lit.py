"""Where a quote stands on its page: boxes from its offsets, and the page's picture with its words lit."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from clew.read.body import Drawing, Limits, Lit
from clew.read.sandbox import Sandbox
from clew.read.walk import Found
from clew.records import Document, Given, Place

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
    return tuple(PageBox(page, _share(lit, length)) for page, lit, length in Pages(document).lines(start, end))


def draw_quote(
    sandbox: Sandbox, path: Path, document: Document, start: int, end: int, scale: float = 2.0
) -> tuple[PagePicture, ...]:
    """The pages that `text[start:end]` stands on, drawn with those words lit; none where they cannot be drawn.

    `sandbox` is an open one that runs `DRAWER`, `path` the file that the document was read from, `scale` the dots for
    each point. The page is drawn behind the walls, for the file may be hostile.
    """
    pages: dict[int, list[Lit]] = {}
    for page, lit, _ in Pages(document).lines(start, end):
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


class Pages:
    """The lines of a document's pages, looked up by where they stand in its text; none where it has no pages."""

    def __init__(self, document: Document) -> None:
        self._starts: list[int] = []
        self._lines: list[tuple[int, int, Place]] = []
        number, page = 0, 0
        for place in document.places:
            match = _PAGE.fullmatch(place.part)
            if match is None:
                continue
            here = int(match.group(1) or 1)
            number, page = (number + 1, page) if here == page else (0, here)
            if place.box is not None:
                self._starts.append(place.start)
                self._lines.append((page, number, place))

    @property
    def last(self) -> int:
        """The number of the last page that has any words; 0 where none has."""
        return max((page for page, _, _ in self._lines), default=0)

    def first_of(self, start: int, end: int) -> int | None:
        """The page on which `text[start:end]` begins; None where it stands on none."""
        return next((page for page, _, _ in self.lines(start, end)), None)

    def lit(self, page: int, spans: Iterable[tuple[int, int]]) -> tuple[Lit, ...]:
        """What of a page some stretches of the text cover."""
        return tuple(lit for start, end in spans for at, lit, _ in self.lines(start, end) if at == page)

    def lines(self, start: int, end: int) -> Iterator[tuple[int, Lit, int]]:
        """For each line that a stretch of the text touches: its page, what of it is lit, and how long it is."""
        for page, number, place in self._lines[max(0, bisect_right(self._starts, start) - 1) :]:
            if place.start >= end:
                return
            if start < place.end and place.box is not None:
                first, last = max(start, place.start) - place.start, min(end, place.end) - place.start
                yield page, Lit(number, first, last, place.box), place.end - place.start


def _share(lit: Lit, length: int) -> Box:
    left, top, right, bottom = lit.box
    wide = (right - left) / max(1, length)
    return round(left + wide * lit.start, 2), top, round(left + wide * lit.end, 2), bottom
