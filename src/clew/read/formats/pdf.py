"""Read PDF files: the text of each page with the box of each line, hidden words and running heads apart."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

import pypdfium2
import pypdfium2.raw as pdfium

from clew.read.body import Body, Fault, Limits, Oddity, cut_out
from clew.read.formats.image import NEEDS, RECOGNISED
from clew.read.formats.ocr import OcrLine, Recognised, recognise_words
from clew.read.formats.pdf_page import Box, PageLine, PageText, page_text
from clew.read.prose import find_prose
from clew.records import Given, Place, Span
from clew.vocabulary import DocumentState

_DIGITS = re.compile(r"\d+")
_MOST_RUNS = 200
_NO_TITLES = frozenset({"untitled", "no title", "document", "microsoft word"})
_FULL = 0.8
_COLUMN = 90.0
_OCR_SCALE = 3.0
"""Dots for each point when a page is drawn for OCR: 216 to the inch."""
_ENDS = tuple(".!?:;。！？：；")


def read_pdf(content: bytes, limits: Limits, recognised: Mapping[int, Recognised] | None = None) -> Body | Fault:
    """Read a PDF from its bytes; a place is a line of a page with its box in points from the top left corner.

    Lines that run on are joined by a blank, others and pages by a line end. `recognised` is what `recognise_pages`
    gave of the pages that are pictures of text (boxes in points). The body says which of them still need OCR; a file
    that has no text without it needs OCR as a whole.
    """
    seen = recognised or {}
    try:
        with pypdfium2.PdfDocument(content) as document:
            if len(document) > limits.pages:
                says = f"it has {len(document)} pages, more than {limits.pages}"
                return Fault(DocumentState.BOMB, says, "split it and add the parts")
            pages = []
            size = 0
            for number, page in enumerate(_pages(document), 1):
                pages.append(_filled_up(page, seen.get(number) or ()))
                size += sum(len(line.words) for line in pages[-1].lines)
                if size > limits.characters:
                    return Fault(DocumentState.MEMORY, "it holds more text than one document may", "split it")
            title = _title(document)
    except pypdfium2.PdfiumError as error:
        return _refused(error)
    return _body(pages, title, seen)


def recognise_pages(content: bytes, limits: Limits) -> Iterator[tuple[int, Recognised]]:
    """What OCR sees on the pages that are pictures of text, by their numbers from 1, boxes in points of the page.

    Each page has the time of the limits. Nothing comes of a file that cannot be opened, or has too many pages.
    """
    try:
        with pypdfium2.PdfDocument(content) as document:
            for number in range(len(document) if len(document) <= limits.pages else 0):
                try:
                    page = document[number]
                except pypdfium2.PdfiumError:
                    continue
                try:
                    if page_text(page).pictured:
                        yield number + 1, _recognise(page, limits)
                finally:
                    page.close()
    except pypdfium2.PdfiumError:
        return


def _refused(error: pypdfium2.PdfiumError) -> Fault:
    """What pdfium's refusal means for the user."""
    if getattr(error, "err_code", None) in (pdfium.FPDF_ERR_PASSWORD, pdfium.FPDF_ERR_SECURITY):
        says = "the PDF asks for a password, and Clew does not guess passwords"
        return Fault(DocumentState.ENCRYPTED, says, "save a copy without a password and add that")
    return Fault(DocumentState.BROKEN, f"the PDF is not whole ({error})", "look for a whole copy of it")


def _pages(document: pypdfium2.PdfDocument) -> Iterator[PageText]:
    """Yield the text of each page; a page that cannot be loaded is empty."""
    for number in range(len(document)):
        try:
            page = document[number]
        except pypdfium2.PdfiumError:
            yield PageText((), 0.0, 0.0, pictured=False)
            continue
        try:
            yield page_text(page)
        finally:
            page.close()


def _recognise(page: pypdfium2.PdfPage, limits: Limits) -> Recognised:
    """The lines that OCR sees on the picture of a page, in points; None where it fails or is not to be had."""
    if limits.ocr is None:
        return None
    scale = min(_OCR_SCALE, limits.pixels / max(1.0, *page.get_size()))
    bitmap = page.render(scale=scale, grayscale=True)
    rows, stride, width = bytes(bitmap.buffer), bitmap.stride, bitmap.width
    head = f"P5 {bitmap.width} {bitmap.height} 255\n".encode()
    picture = head + b"".join(rows[at * stride : at * stride + width] for at in range(bitmap.height))
    lines = recognise_words(picture, limits.ocr, limits.seconds)
    return None if lines is None else tuple(replace(one, box=_scaled(one.box, 1 / scale)) for one in lines)


def _scaled(box: Box, scale: float) -> Box:
    left, top, right, bottom = (round(side * scale, 2) for side in box)
    return left, top, right, bottom


def _filled_up(page: PageText, recognised: Sequence[OcrLine]) -> PageText:
    """A page with the lines that OCR saw on it, among its own by their height; those that repeat its own left out."""
    if not recognised:
        return page
    own = [line.box for line in page.lines if line.box is not None]
    more = [
        PageLine(one.words, 0, one.box, paragraph=one.paragraph)
        for one in recognised
        if not any(_overlap(one.box, box) for box in own)
    ]
    if not more:
        return page
    top = min(line.box[1] for line in more if line.box is not None)
    above = [line for line in page.lines if line.box is not None and line.box[3] <= top]
    return replace(page, lines=(*above, *more, *(line for line in page.lines if line not in above)))


def _overlap(box: Box, other: Box) -> bool:
    """Whether most of a box lies in another one."""
    across = min(box[2], other[2]) - max(box[0], other[0])
    down = min(box[3], other[3]) - max(box[1], other[1])
    return across > 0 and down > 0 and across * down > 0.5 * (box[2] - box[0]) * (box[3] - box[1])


def _title(document: pypdfium2.PdfDocument) -> str | None:
    """The title that the file carries, unless it is the name of a word processor's file, or says that it has none."""
    title = " ".join(str(document.get_metadata_value("Title")).split())
    if title.casefold() in _NO_TITLES:
        return None
    return title if 3 < len(title) <= 300 and "." not in title[-6:] else None


def _body(pages: Sequence[PageText], title: str | None, recognised: Mapping[int, Recognised]) -> Body | Fault:
    """Join the lines of all pages into one text."""
    pieces: list[str] = []
    places: list[Place] = []
    hidden: dict[str, list[Span]] = {}
    heads: list[Span] = []
    repeated = _running_heads(pages)
    length = 0
    for number, page in enumerate(pages, 1):
        part, last = f"page {number}", len(page.lines) - 1
        for at, (line, goes_on) in enumerate(zip(page.lines, _running_on(page), strict=True)):
            end = length + len(line.words)
            places.append(Place(length, end, part, line.box))
            for hidden_from, hidden_to, why in line.hidden:
                hidden.setdefault(why, []).append(Span(length + hidden_from, length + hidden_to))
            if at in (0, last) and _head(line) in repeated:
                heads.append(Span(length, end))
            pieces += (line.words, " " if goes_on else "\n")
            length = end + 1
    text = "".join(pieces)
    pictured = [number for number, page in enumerate(pages, 1) if page.pictured]
    lacking = _lacking([number for number in pictured if recognised.get(number) is None], tried=bool(recognised))
    if not text.strip():
        if lacking is not None:
            return lacking
        says = f"none of its {len(pages)} pages holds text" if pages else "it has no pages"
        return Fault(DocumentState.EMPTY, says, "look at it yourself" if pictured else "look for a whole copy of it")
    oddities = [
        Oddity(
            f"{sum(span.end - span.start for span in spans)} characters are hidden ({why})",
            "look at them apart; no claim is taken from them",
            spans[0].start,
            spans[0].end,
        )
        for why, spans in hidden.items()
    ]
    if any(recognised.values()):
        oddities.append(RECOGNISED)
    wordless = [number for number in pictured if recognised.get(number) == () and not pages[number - 1].lines]
    if wordless:
        oddities.append(Oddity(f"{_listed(wordless)}: no words were recognised", "look at them yourself"))
    unwanted = sorted((*heads, *(span for spans in hidden.values() for span in spans)), key=lambda span: span.start)
    prose = cut_out(find_prose(text), unwanted)
    return Body(text, tuple(places), prose, Given(title=title), tuple(oddities), lacking=lacking)


def _lacking(numbers: Sequence[int], *, tried: bool) -> Fault | None:
    """That pages still need OCR, and which; None where none does."""
    if not numbers:
        return None
    if tried:
        return Fault(DocumentState.NEEDS_OCR, f"{_listed(numbers)}: tesseract failed", "look at them yourself")
    says = f"{_listed(numbers)}: hardly anything but a picture, whose words can be had by OCR only"
    return Fault(DocumentState.NEEDS_OCR, says, NEEDS)


def _listed(numbers: Sequence[int]) -> str:
    """Numbers of pages in words: "page 2", "pages 2, 4-6"."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1] = [runs[-1][0], number]
        else:
            runs.append([number])
    shown = ", ".join("-".join(map(str, run)) for run in runs[:_MOST_RUNS])
    more = f" and {sum(run[-1] - run[0] + 1 for run in runs[_MOST_RUNS:])} more" if len(runs) > _MOST_RUNS else ""
    return f"page{'s' if len(numbers) > 1 else ''} {shown}{more}"


def _running_on(page: PageText) -> Iterator[bool]:
    """For each line of a page whether its sentence goes on in the next one.

    It does where the lines lie close and are alike, one above the other, and the upper one fills its column or the
    lower one begins with a small letter.
    """
    edges = _edges(page)
    for line, following in pairwise(page.lines):
        box, next_box = line.box, following.box
        if line.paragraph is not None or following.paragraph is not None:
            yield line.paragraph == following.paragraph
            continue
        if box is None or next_box is None:
            yield False
            continue
        left, top, right, bottom = box
        next_left, next_top, next_right, next_bottom = next_box
        height = max(1.0, bottom - top)
        yield (
            -0.5 * height <= next_top - bottom <= 0.9 * height
            and 0.75 <= (next_bottom - next_top) / height <= 1.34
            and next_left < right
            and left < next_right
            and left < right
            and next_left < next_right
            and (
                right - left >= _FULL * (edges[left // _COLUMN] - left)
                or (following.words.lstrip()[:1].islower() and not line.words.rstrip().endswith(_ENDS))
            )
        )
    if page.lines:
        yield False


def _edges(page: PageText) -> Mapping[float, float]:
    """The right edge of each column of a page: the farthest that a line goes which begins in it.

    A column is a strip of the page as wide as an indent and more, known by its number.
    """
    edges: dict[float, float] = {}
    for line in page.lines:
        if line.box is not None:
            left, _, right, _ = line.box
            column = left // _COLUMN
            if right > edges.get(column, 0.0):
                edges[column] = right
            else:
                edges.setdefault(column, 0.0)
    return edges


def _running_heads(pages: Sequence[PageText]) -> frozenset[str]:
    """First and last lines that come back on at least half of three or more pages, numbers set aside."""
    counts = Counter(
        head for page in pages for head in {_head(line) for line in (*page.lines[:1], *page.lines[-1:])} if head
    )
    return frozenset(head for head, count in counts.items() if count >= 3 and count * 2 >= len(pages))


def _head(line: PageLine) -> str:
    return _DIGITS.sub("#", line.words.strip().casefold()) if len(line.words) < 200 else ""
