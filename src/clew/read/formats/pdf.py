"""Read PDF files: the text of each page with the box of each line, hidden words and running heads apart."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

import pypdfium2
import pypdfium2.raw as pdfium

from clew.read.body import Body, Fault, Limits, Oddity, cut_out
from clew.read.formats.image import RECOGNISED
from clew.read.formats.ocr import recognise_words
from clew.read.formats.pdf_page import Box, PageLine, PageText, page_text
from clew.read.prose import find_prose
from clew.records import Given, Place, Span
from clew.vocabulary import DocumentState

_DIGITS = re.compile(r"\d+")
_FULL = 0.8
_COLUMN = 90.0
_OCR_SCALE = 3.0
"""Dots for each point when a page is drawn for OCR: 216 to the inch."""
_ENDS = tuple(".!?:;。！？：；")


def read_pdf(content: bytes, limits: Limits) -> Body | Fault:
    """Read a PDF from its bytes; a place is a line of a page with its box in points from the top left corner.

    Lines that run on are joined by a blank, others and pages by a line end. A file without any text needs OCR.
    """
    try:
        with pypdfium2.PdfDocument(content) as document:
            if len(document) > limits.pages:
                says = f"it has {len(document)} pages, more than {limits.pages}"
                return Fault(DocumentState.BOMB, says, "split it and add the parts")
            pages = []
            size = 0
            for page in _pages(document, limits):
                size += sum(len(line.words) for line in page.lines)
                if size > limits.characters:
                    return Fault(DocumentState.MEMORY, "it holds more text than one document may", "split it")
                pages.append(page)
            title = _title(document)
    except pypdfium2.PdfiumError as error:
        return _refused(error)
    return _body(pages, title)


def _refused(error: pypdfium2.PdfiumError) -> Fault:
    """What pdfium's refusal means for the user."""
    if getattr(error, "err_code", None) in (pdfium.FPDF_ERR_PASSWORD, pdfium.FPDF_ERR_SECURITY):
        says = "the PDF asks for a password, and Clew does not guess passwords"
        return Fault(DocumentState.ENCRYPTED, says, "save a copy without a password and add that")
    return Fault(DocumentState.BROKEN, f"the PDF is not whole ({error})", "look for a whole copy of it")


def _pages(document: pypdfium2.PdfDocument, limits: Limits) -> Iterator[PageText]:
    """Yield the text of each page, by OCR where it holds pictures only; a page that cannot be loaded is empty."""
    for number in range(len(document)):
        try:
            page = document[number]
        except pypdfium2.PdfiumError:
            yield PageText((), 0.0, 0.0, 0)
            continue
        try:
            read = page_text(page)
            if not read.lines and read.pictures and limits.ocr is not None:
                read = replace(read, lines=tuple(_recognised(page, limits)), recognised=True)
            yield read
        finally:
            page.close()


def _recognised(page: pypdfium2.PdfPage, limits: Limits) -> Iterator[PageLine]:
    """The lines that OCR sees on the picture of a page."""
    if limits.ocr is None:
        return
    scale = min(_OCR_SCALE, limits.pixels / max(1.0, *page.get_size()))
    bitmap = page.render(scale=scale, grayscale=True)
    rows, stride, width = bytes(bitmap.buffer), bitmap.stride, bitmap.width
    head = f"P5 {bitmap.width} {bitmap.height} 255\n".encode()
    picture = head + b"".join(rows[at * stride : at * stride + width] for at in range(bitmap.height))
    for line in recognise_words(picture, limits.ocr, limits.seconds) or ():
        left, top, right, bottom = (side / scale for side in line.box)
        yield PageLine(line.words, 0, (round(left, 2), round(top, 2), round(right, 2), round(bottom, 2)))


def _title(document: pypdfium2.PdfDocument) -> str | None:
    """The title that the file carries, unless it is the name of a word processor's file."""
    title = " ".join(str(document.get_metadata_value("Title")).split())
    return title if 3 < len(title) <= 300 and "." not in title[-6:] else None


def _body(pages: Sequence[PageText], title: str | None) -> Body | Fault:
    """Join the lines of all pages into one text."""
    pieces: list[str] = []
    places: list[Place] = []
    hidden: dict[str, list[Span]] = {}
    heads: list[Span] = []
    repeated = _running_heads(pages)
    length = 0
    for number, page in enumerate(pages, 1):
        edges = _edges(page)
        for at, line in enumerate(page.lines):
            after = "\n"
            if at + 1 < len(page.lines) and _runs_on(line, page.lines[at + 1], edges):
                after = " "
            span = Span(length, length + len(line.words))
            places.append(Place(span.start, span.end, f"page {number}", line.box))
            for start, end, why in line.hidden:
                hidden.setdefault(why, []).append(Span(length + start, length + end))
            if at in (0, len(page.lines) - 1) and _head(line) in repeated:
                heads.append(span)
            pieces += (line.words, after)
            length = span.end + 1
    text = "".join(pieces)
    unread = [number for number, page in enumerate(pages, 1) if not page.lines and page.pictures]
    if not text.strip():
        says = f"none of its {len(pages)} pages holds text" if pages else "it has no pages"
        fix = "install tesseract and add it again with --retry needs_ocr"
        return Fault(DocumentState.NEEDS_OCR if unread else DocumentState.EMPTY, says, fix)
    oddities = [
        Oddity(
            f"{sum(span.end - span.start for span in spans)} characters are hidden ({why})",
            "look at them apart; no claim is taken from them",
            spans[0].start,
            spans[0].end,
        )
        for why, spans in hidden.items()
    ]
    if any(page.recognised and page.lines for page in pages):
        oddities.append(RECOGNISED)
    if unread:
        listed = ", ".join(str(number) for number in unread[:20]) + (" …" if len(unread) > 20 else "")
        oddities.append(Oddity(f"pages without text, only pictures: {listed}", "install tesseract to have them read"))
    unwanted = sorted((*heads, *(span for spans in hidden.values() for span in spans)), key=lambda span: span.start)
    prose = cut_out(find_prose(text), unwanted)
    return Body(text, tuple(places), prose, Given(title=title), tuple(oddities))


def _runs_on(line: PageLine, following: PageLine, edges: Mapping[int, float]) -> bool:
    """Whether a sentence goes on in the next line: the lines lie close, and the upper one fills the column."""
    if line.box is None or following.box is None:
        return False
    fills = line.box[2] - line.box[0] >= _FULL * (edges[_column(line.box)] - line.box[0])
    if line.words.rstrip().endswith(_ENDS) and not fills:
        return False
    height = max(1.0, line.box[3] - line.box[1])
    close = -0.5 * height <= following.box[1] - line.box[3] <= 0.9 * height
    alike = 0.75 <= (following.box[3] - following.box[1]) / height <= 1.34
    goes_on = fills or following.words.lstrip()[:1].islower()
    overlap = min(line.box[2], following.box[2]) - max(line.box[0], following.box[0])
    return close and alike and goes_on and overlap > 0


def _edges(page: PageText) -> Mapping[int, float]:
    """The right edge of each column of a page: the farthest that a line goes which begins in it."""
    edges: dict[int, float] = {}
    for line in page.lines:
        if line.box is not None:
            column = _column(line.box)
            edges[column] = max(edges.get(column, 0.0), line.box[2])
    return edges


def _column(box: Box) -> int:
    """The column that a line begins in: a strip of the page as wide as an indent and more."""
    return int(box[0] // _COLUMN)


def _running_heads(pages: Sequence[PageText]) -> frozenset[str]:
    """First and last lines that come back on at least half of three or more pages, numbers set aside."""
    counts = Counter(
        head for page in pages for head in {_head(line) for line in (*page.lines[:1], *page.lines[-1:])} if head
    )
    return frozenset(head for head, count in counts.items() if count >= 3 and count * 2 >= len(pages))


def _head(line: PageLine) -> str:
    return _DIGITS.sub("#", line.words.strip().casefold()) if len(line.words) < 200 else ""
