"""The text of one PDF page: its lines with the boxes around them, and which words nobody sees."""

import ctypes
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

import pypdfium2
import pypdfium2.raw as pdfium

Box = tuple[float, float, float, float]
_WORD = re.compile(r"\S+")
_BREAK = re.compile(r"\r\n|\r|\n")
_INVISIBLE_MODE = 3
_TINIEST = 1.5
"""Height in points below which nobody reads a letter."""
_WHITEST = 250
_CLEAREST = 10
_DEEPEST = 5
_MOST_OBJECTS = 20_000
_STAMP = 200
"""Characters below which the text of a page may be no more than a stamp or a number on a scan."""
_MOSTLY = 0.5
_OUTLINES = 60
"""Drawn outlines from which on a page without text may show some: letters turned into curves."""


@dataclass(frozen=True, slots=True)
class PageLine:
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
        left, top, right, bottom = box
        if self.turned == 0:
            x, y = self.origin
            return left - x, self.height - (top - y), right - x, self.height - (bottom - y)
        corners = [self._shown_point(left, top), self._shown_point(right, bottom)]
        across, down = sorted(corner[0] for corner in corners), sorted(corner[1] for corner in corners)
        return across[0], down[0], across[1], down[1]

    def _shown_point(self, x: float, y: float) -> tuple[float, float]:
        across, down = ctypes.c_int(), ctypes.c_int()
        size = (round(self.width * 100), round(self.height * 100))
        pdfium.FPDF_PageToDevice(self.page.raw, 0, 0, *size, 0, x, y, ctypes.byref(across), ctypes.byref(down))
        return across.value / 100, down.value / 100

    def shows(self, box: Box | None) -> bool:
        """Whether all of a box, as it lies on the shown page, is on it; False where no box is known."""
        return box is not None and min(box[0], box[1]) >= 0 and box[2] <= self.width and box[3] <= self.height

    def holds(self, left: float, bottom: float, right: float, top: float) -> bool:
        """Whether any of a box of the page's own coordinates lies on the page."""
        width, height = (self.height, self.width) if self.turned in (90, 270) else (self.width, self.height)
        x, y = self.origin
        return right >= x and left <= x + width and top >= y and bottom <= y + height


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
        lines: list[PageLine] = []
        start = 0
        for ending in (*_BREAK.finditer(text), None):
            words = text[start : ending.start() if ending else len(text)]
            if words.strip():
                lines.append(PageLine(words, start, box_of(textpage, start, len(words.rstrip()), frame)))
            start = ending.end() if ending else start
        if lines and (not all(frame.shows(line.box) for line in lines) or _is_suspicious(frame)):
            lines = [replace(one, hidden=tuple(_hidden(textpage, one.words, one.first, frame))) for one in lines]
    finally:
        textpage.close()
    pictured = len(text) < _STAMP and _is_pictured(frame, bool(lines))
    return PageText(tuple(lines), frame.width, frame.height, pictured)


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
        if any(pdfium.FPDFTextObj_GetTextRenderMode(text) == _INVISIBLE_MODE for text, _ in _texts(frame.page)):
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


def box_of(textpage: pypdfium2.PdfTextPage, start: int, length: int, frame: Frame) -> Box | None:
    """The box around some characters, in points from the page's top left corner as it is shown."""
    first = pdfium.FPDFText_GetCharIndexFromTextIndex(textpage.raw, start)
    last = pdfium.FPDFText_GetCharIndexFromTextIndex(textpage.raw, start + length - 1)
    if not 0 <= first <= last:
        return None
    left, top, right, bottom = ctypes.c_double(), ctypes.c_double(), ctypes.c_double(), ctypes.c_double()
    whole: Box | None = None
    for place in range(pdfium.FPDFText_CountRects(textpage.raw, first, last - first + 1)):
        if pdfium.FPDFText_GetRect(textpage.raw, place, left, top, right, bottom):
            box = (left.value, top.value, right.value, bottom.value)
            if whole is not None:
                highest, lowest = max(whole[1], box[1]), min(whole[3], box[3])
                box = (min(whole[0], box[0]), highest, max(whole[2], box[2]), lowest)
            whole = box
    if whole is None:
        return None
    sides = frame.shown(whole)
    return round(sides[0], 2), round(sides[1], 2), round(sides[2], 2), round(sides[3], 2)


def _is_suspicious(frame: Frame) -> bool:
    """Whether any text of a page might be white, clear or tiny: the quick look that spares most pages the slow one."""
    red, green, blue, alpha = ctypes.c_uint(), ctypes.c_uint(), ctypes.c_uint(), ctypes.c_uint()
    size, matrix = ctypes.c_float(), pdfium.FS_MATRIX()
    for looked_at, (text, scale) in enumerate(_texts(frame.page)):
        if looked_at >= _MOST_OBJECTS:
            return True
        if pdfium.FPDFPageObj_GetFillColor(text, red, green, blue, alpha):
            seen = pdfium.FPDFTextObj_GetTextRenderMode(text) == _INVISIBLE_MODE
            if alpha.value < _CLEAREST or (not seen and min(red.value, green.value, blue.value) >= _WHITEST):
                return True
        sized = pdfium.FPDFTextObj_GetFontSize(text, size) and pdfium.FPDFPageObj_GetMatrix(text, matrix)
        if sized and 0 < size.value * (abs(matrix.d) + abs(matrix.c)) * scale < _TINIEST:
            return True
    return False


def _texts(page: pypdfium2.PdfPage) -> Iterator[tuple[object, float]]:
    """The text objects of a page and of the forms in it, with the scale of those forms."""
    waiting: list[tuple[object, float, int]] = []
    for place in range(pdfium.FPDFPage_CountObjects(page.raw)):
        waiting.append((pdfium.FPDFPage_GetObject(page.raw, place), 1.0, 0))
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
