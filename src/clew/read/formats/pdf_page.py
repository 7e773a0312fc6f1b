"""The text of one PDF page: its lines with the boxes around them, and which words nobody sees."""

import ctypes
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple

import pypdfium2
import pypdfium2.raw as pdfium

from clew.read.formats.pdf_calls import (
    Sides,
    count_rects,
    get_fill_color,
    get_font_size,
    get_matrix,
    get_object,
    get_rect,
)

Box = tuple[float, float, float, float]
_WORD = re.compile(r"\S+")
_LINE = re.compile(r"[^\r\n]+")
_INVISIBLE_MODE = 3
_TINIEST = 1.5
"""Height in points below which nobody reads a letter."""
_WHITEST = 250
_CLEAREST = 10
_DEEPEST = 5
_MOST_OBJECTS = 20_000
_LOOK = 36
"""How many bytes the size of a font, its colour and the four numbers take that say how large it is drawn."""
_STAMP = 200
"""Characters below which the text of a page may be no more than a stamp or a number on a scan."""
_MOSTLY = 0.5
_WHOLE = 1.5 * 2**52
"""A number so large that a double beside it has no room for a fraction: adding it rounds to the nearest whole one."""
_OUTLINES = 60
"""Drawn outlines from which on a page without text may show some: letters turned into curves."""


class PageLine(NamedTuple):
    """One line of a page: its words, where they begin among the page's characters, its box, why it is hidden.

    `paragraph` is the one that OCR puts it in, None for lines of the page's own text.
    """

    words: str
    first: int
    box: Box | None
    hidden: tuple[tuple[int, int, str], ...] = ()
    paragraph: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True)
class PageText:
    """The lines of one page, its size in points, and whether there is more to see on it than they say.

    That is so where it holds next to no text, and pictures or drawn outlines that may be of text.
    """

    lines: tuple[PageLine, ...]
    width: float
    height: float
    pictured: bool


@dataclass(frozen=True, slots=True)
class Frame:
    """How a page lies: its size as shown in points, the corner of its crop box, how far it is turned."""

    page: pypdfium2.PdfPage
    width: float
    height: float
    origin: tuple[float, float]
    turned: int

    def shown(self, box: Box) -> Box:
        """A box of the page's own coordinates (left, top, right, bottom) as it lies on the shown page."""
        if self.turned:
            return self._turned(box)
        (x, y), height = self.origin, self.height
        left, top, right, bottom = box
        return (
            _hundredths(left - x),
            _hundredths(height + y - top),
            _hundredths(right - x),
            _hundredths(height + y - bottom),
        )

    def _turned(self, box: Box) -> Box:
        """A box of the page's own coordinates as it lies on a page that is shown turned."""
        left, top, right, bottom = box
        corners = [self._shown_point(left, top), self._shown_point(right, bottom)]
        across, down = sorted(corner[0] for corner in corners), sorted(corner[1] for corner in corners)
        return _hundredths(across[0]), _hundredths(down[0]), _hundredths(across[1]), _hundredths(down[1])

    def _shown_point(self, x: float, y: float) -> tuple[float, float]:
        across, down = ctypes.c_int(), ctypes.c_int()
        size = (round(self.width * 100), round(self.height * 100))
        pdfium.FPDF_PageToDevice(self.page.raw, 0, 0, *size, 0, x, y, ctypes.byref(across), ctypes.byref(down))
        return across.value / 100, down.value / 100

    def shows(self, boxes: Iterable[Box | None]) -> bool:
        """Whether all of each box, as it lies on the shown page, is on it; False where a box is not known."""
        width, height = self.width, self.height
        return all(
            box is not None and box[0] >= 0 and box[1] >= 0 and box[2] <= width and box[3] <= height for box in boxes
        )

    def holds(self, left: float, bottom: float, right: float, top: float) -> bool:
        """Whether any of a box of the page's own coordinates lies on the page."""
        width, height = (self.height, self.width) if self.turned in (90, 270) else (self.width, self.height)
        x, y = self.origin
        return right >= x and left <= x + width and top >= y and bottom <= y + height


def _hundredths(points: float) -> float:
    """To two places; several times as quick as `round`."""
    return (points * 100 + _WHOLE - _WHOLE) / 100


def frame_of(page: pypdfium2.PdfPage) -> Frame:
    """How a page lies."""
    width, height = page.get_size()
    return Frame(page, width, height, page.get_cropbox()[:2], page.get_rotation())


def page_text(page: pypdfium2.PdfPage) -> PageText:
    """The lines of one page in the order of the file, with their boxes and what in them is hidden."""
    frame = frame_of(page)
    textpage = page.get_textpage()
    try:
        count = textpage.count_chars()
        text = textpage.get_text_range(0, count) if count > 0 else ""
        found = list(_lines_in(text))
        boxes = boxes_of(textpage, [(start, len(words.rstrip())) for start, words in found], frame)
        lines = tuple([PageLine(words, start, box) for (start, words), box in zip(found, boxes, strict=True)])
        if lines and (not frame.shows(boxes) or _is_suspicious(frame)):
            lines = tuple(one._replace(hidden=tuple(_hidden(textpage, one.words, one.first, frame))) for one in lines)
    finally:
        textpage.close()
    pictured = len(text) < _STAMP and _is_pictured(frame, bool(lines))
    return PageText(lines, frame.width, frame.height, pictured)


def _lines_in(text: str) -> Iterator[tuple[int, str]]:
    """The lines of a page that are not blank, and where in its text each begins; pdfium ends lines by CR and LF."""
    start = 0
    for line in text.split("\r\n"):
        if "\n" in line or "\r" in line:
            yield from ((start + one.start(), one.group()) for one in _LINE.finditer(line) if not one.group().isspace())
        elif line and not line.isspace():
            yield start, line
        start += len(line) + 2


def _is_pictured(frame: Frame, written: bool) -> bool:
    """Whether a page is a picture of text: any picture or many outlines where nothing is written on it.

    Where something is (a stamp, a number on a scan), the pictures must cover most of it.
    """
    covered, outlines = 0.0, 0
    for place in range(min(_MOST_OBJECTS, pdfium.FPDFPage_CountObjects(frame.page.raw))):
        found = pdfium.FPDFPage_GetObject(frame.page.raw, place)
        images, paths = _drawn(found)
        outlines += paths
        if images and not written:
            return True
        sides = (ctypes.c_float(), ctypes.c_float(), ctypes.c_float(), ctypes.c_float())
        if images and pdfium.FPDFPageObj_GetBounds(found, *sides):
            left, bottom, right, top = (side.value for side in sides)
            covered += max(0.0, right - left) * max(0.0, top - bottom)
    if written:
        tops = (get_object(frame.page.raw, at) for at in range(pdfium.FPDFPage_CountObjects(frame.page.raw)))
        texts = (text for top in tops for text, _ in _texts_in(top))
        if any(pdfium.FPDFTextObj_GetTextRenderMode(text) == _INVISIBLE_MODE for text in texts):
            return False  # the text over a scan, which has been through OCR already
        return covered >= _MOSTLY * frame.width * frame.height
    return outlines >= _OUTLINES


def _drawn(found: object) -> tuple[int, int]:
    """How many pictures and how many outlines an object of a page is or holds."""
    images = paths = looked_at = 0
    waiting = [(found, 0)]
    while waiting and looked_at < _MOST_OBJECTS:
        one, depth = waiting.pop()
        looked_at += 1
        kind = pdfium.FPDFPageObj_GetType(one)
        images += kind == pdfium.FPDF_PAGEOBJ_IMAGE
        paths += kind == pdfium.FPDF_PAGEOBJ_PATH
        if kind == pdfium.FPDF_PAGEOBJ_FORM and depth < _DEEPEST:
            count = min(_MOST_OBJECTS, pdfium.FPDFFormObj_CountObjects(one))
            waiting.extend((pdfium.FPDFFormObj_GetObject(one, at), depth + 1) for at in range(count))
    return images, paths


def boxes_of(textpage: pypdfium2.PdfTextPage, stretches: Iterable[tuple[int, int]], frame: Frame) -> list[Box | None]:
    """The box around each stretch of characters (its start and length), in points from the shown page's top left."""
    raw, wanted = textpage.raw, list(stretches)
    furthest = max((start + length - 1 for start, length in wanted), default=0)
    straight = pdfium.FPDFText_GetCharIndexFromTextIndex(raw, furthest) == furthest  # pdfium leaves no sign out
    room = Sides("dddd")
    (to_left, to_top, to_right, to_bottom), values = room.each, room.values
    x, y, upright = *frame.origin, not frame.turned
    above = frame.height + y
    boxes: list[Box | None] = []
    for start, length in wanted:
        first, last = start, start + length - 1
        if not straight:
            first = pdfium.FPDFText_GetCharIndexFromTextIndex(raw, first)
            last = pdfium.FPDFText_GetCharIndexFromTextIndex(raw, last)
        count = count_rects(raw, first, last - first + 1) if 0 <= first <= last else 0
        if count == 1 and upright and get_rect(raw, 0, to_left, to_top, to_right, to_bottom):
            left, top, right, bottom = values()  # what follows is `frame.shown`, without a call for each side of a line
            boxes.append(
                (
                    ((left - x) * 100 + _WHOLE - _WHOLE) / 100,
                    ((above - top) * 100 + _WHOLE - _WHOLE) / 100,
                    ((right - x) * 100 + _WHOLE - _WHOLE) / 100,
                    ((above - bottom) * 100 + _WHOLE - _WHOLE) / 100,
                )
            )
            continue
        whole: Box | None = None
        for place in range(count):
            if get_rect(raw, place, to_left, to_top, to_right, to_bottom):
                box: Box = values()
                whole = box if whole is None else _around(whole, box)
        boxes.append(whole and frame.shown(whole))
    return boxes


def _around(box: Box, other: Box) -> Box:
    """The box around two boxes of the page's own coordinates (left, top, right, bottom)."""
    return min(box[0], other[0]), max(box[1], other[1]), max(box[2], other[2]), min(box[3], other[3])


def _is_suspicious(frame: Frame) -> bool:
    """Whether any text of a page might be white, clear or tiny: the quick look that spares most pages the slow one."""
    raw, look = frame.page.raw, Sides("fIIIIffffff")
    into, reds, greens, blues, alphas, matrix, *_ = look.each
    begins_as, looked_at, seen = look.room.startswith, 0, b"unseen"
    for place in range(pdfium.FPDFPage_CountObjects(raw)):
        top = get_object(raw, place)
        if (
            get_font_size(top, into)
            and get_fill_color(top, reds, greens, blues, alphas)
            and get_matrix(top, matrix)
            and begins_as(seen)
        ):
            continue  # as visible as the text before it
        for text, scale in _texts_in(top):
            looked_at += 1
            if looked_at > _MOST_OBJECTS:
                return True
            sized, coloured = get_font_size(text, into), get_fill_color(text, reds, greens, blues, alphas)
            turned = get_matrix(text, matrix)
            size, red, green, blue, alpha, _, _, c, d, _, _ = look.values()
            white = bool(coloured) and red >= _WHITEST and green >= _WHITEST and blue >= _WHITEST
            if coloured and alpha < _CLEAREST:
                return True
            if white and pdfium.FPDFTextObj_GetTextRenderMode(text) != _INVISIBLE_MODE:
                return True
            if sized and turned and 0 < size * (abs(d) + abs(c)) * scale < _TINIEST:
                return True
            if sized and coloured and turned and not white and scale == 1.0:
                seen = bytes(look.room[:_LOOK])
    return False


def _texts_in(top: Any) -> Iterator[tuple[Any, float]]:
    """The texts that an object of a page is or holds, with the scale of the forms that they stand in."""
    waiting: list[tuple[Any, float, int]] = [(_object(top), 1.0, 0)]
    while waiting:
        found, scale, depth = waiting.pop()
        kind = pdfium.FPDFPageObj_GetType(found)
        if kind == pdfium.FPDF_PAGEOBJ_TEXT:
            yield found, scale
        elif kind == pdfium.FPDF_PAGEOBJ_FORM and depth < _DEEPEST:
            matrix = pdfium.FS_MATRIX()
            if pdfium.FPDFPageObj_GetMatrix(found, matrix):
                scale *= abs(matrix.d) + abs(matrix.c)
            count = pdfium.FPDFFormObj_CountObjects(found)
            waiting.extend((pdfium.FPDFFormObj_GetObject(found, at), scale, depth + 1) for at in range(count))


def _object(handle: Any) -> Any:
    """A handle as pypdfium2's own functions want it."""
    return ctypes.cast(handle, pdfium.FPDF_PAGEOBJECT)


def _hidden(textpage: pypdfium2.PdfTextPage, words: str, start: int, frame: Frame) -> Iterator[tuple[int, int, str]]:
    """Words of a line that nobody sees: white, tiny, clear, or outside the page; offsets within the line."""
    red, green, blue, alpha = ctypes.c_uint(), ctypes.c_uint(), ctypes.c_uint(), ctypes.c_uint()
    left, right, bottom, top = ctypes.c_double(), ctypes.c_double(), ctypes.c_double(), ctypes.c_double()
    for match in _WORD.finditer(words):
        place = pdfium.FPDFText_GetCharIndexFromTextIndex(textpage.raw, start + match.start())
        if place < 0:
            continue
        why = ""
        if pdfium.FPDFText_GetFillColor(textpage.raw, place, red, green, blue, alpha):
            if alpha.value < _CLEAREST:
                why = "transparent"
            elif min(red.value, green.value, blue.value) >= _WHITEST and not _is_unpainted(textpage, place):
                why = "white"
        if not why and pdfium.FPDFText_GetCharBox(textpage.raw, place, left, right, bottom, top):
            size = pdfium.FPDFText_GetFontSize(textpage.raw, place) * _scale(textpage, place)
            if 0 < size < _TINIEST:
                why = "tiny"
            elif not frame.holds(left.value, bottom.value, right.value, top.value):
                why = "off the page"
        if why:
            yield match.start(), match.end(), why


def _scale(textpage: pypdfium2.PdfTextPage, place: int) -> float:
    """How much the matrix of a character enlarges its font."""
    matrix = pdfium.FS_MATRIX()
    if not pdfium.FPDFText_GetMatrix(textpage.raw, place, ctypes.byref(matrix)):
        return 1.0
    return float(abs(matrix.d) + abs(matrix.c))


def _is_unpainted(textpage: pypdfium2.PdfTextPage, place: int) -> bool:
    """Whether a character is drawn without paint, as the text layer over a scanned page is."""
    text = pdfium.FPDFText_GetTextObject(textpage.raw, place)
    return bool(text) and pdfium.FPDFTextObj_GetTextRenderMode(text) == _INVISIBLE_MODE
