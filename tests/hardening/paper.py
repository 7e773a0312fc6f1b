"""Lit quotes: on a thousand generated pages, the words that are lit are the words that are quoted, and no others."""

import io
import re
from pathlib import Path

import pypdfium2
from PIL import Image
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Paragraph

from clew.read import read_document
from clew.read.lit import DRAWER, draw_quote
from clew.read.sandbox import Sandbox
from clew.records import Given
from tests.hardening.proof import Outcome

PAGES, PAGES_IN_SHORT = 1_000, 20
GOODS = ("pumps", "bearings", "gyroscopes", "furnaces", "lathes", "valves", "capacitors")
FONTS = ("Helvetica", "Times-Roman", "Courier", "Helvetica-Oblique", "Times-Bold")
BEFORE = (
    "The register of the port was opened for inspection on an ordinary working day, as the rules of Varnia have it."
)
AFTER = "Nothing else in these papers bears upon the matter, and the clerks went home before the evening bell was rung."


def sentence(number: int) -> str:
    """The quoted sentence of a page."""
    return (
        f"Kestrin Trade LLC supplied {number + 100} {GOODS[number % len(GOODS)]} to Ostrek Machine Works in "
        f"{2000 + number % 25}, according to customs file {number + 5000} of the harbour authority."
    )


def a_paper(pages: int) -> bytes:
    """A PDF with one quoted sentence on each page, in columns of many widths, fonts and sizes."""
    buffer = io.BytesIO()
    canvas = Canvas(buffer, pagesize=(595, 842), invariant=1)
    for number in range(pages):
        style = ParagraphStyle(
            "words",
            fontName=FONTS[number % len(FONTS)],
            fontSize=8 + number % 7,
            leading=(8 + number % 7) * 1.35,
            alignment=(0, 1, 2, 4)[number % 4],
        )
        wide = 250 + 37 * (number % 8)
        top = 800 - 11 * (number % 30)
        for text in (BEFORE, sentence(number), AFTER):
            block = Paragraph(text, style)
            _, high = block.wrap(wide, 800)
            block.drawOn(canvas, 40 + number % 13, top - high)
            top -= high + 14
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def misplaced(pdf: bytes, page: int, quote: str, png: bytes) -> str:
    """What is wrong with the lit words of a page's picture (its number from 1); empty where nothing is.

    PDFium's own boxes of the letters are the measure: the middle of each quoted letter must be lit, of no other.
    """
    with pypdfium2.PdfDocument(pdf) as document, Image.open(io.BytesIO(png)) as opened:
        picture = opened.convert("RGB")
        sheet = document[page - 1]
        scale, high = picture.width / sheet.get_size()[0], sheet.get_size()[1]
        letters = sheet.get_textpage()
        text = letters.get_text_range()
        found = re.search(r"\s+".join(map(re.escape, quote.split())), text)
        if found is None:
            return f"page {page} does not hold the quote"
        for at, letter in enumerate(text):
            if not letter.isalnum():
                continue
            left, bottom, right, top = letters.get_charbox(at)
            across, down = (left + right) / 2 * scale, (high - (bottom + top) / 2) * scale
            around = [
                picture.getpixel((min(int(across) + dx, picture.width - 1), min(int(down) + dy, picture.height - 1)))
                for dx in (-1, 0, 1)
                for dy in (-1, 0, 1)
            ]
            lit = any(red - blue > 60 or (red, blue) == (255, 0) for red, _, blue in around)  # type: ignore[misc]
            dark = all(red < 90 for red, _, _ in around)  # type: ignore[misc]
            if not dark and lit != (found.start() <= at < found.end()):
                return f"page {page}: “{letter}” at {at} is {'lit' if lit else 'not lit'}"
    return ""


def run(first: int, count: int, folder: Path) -> Outcome:
    """Draw the pages from one on and look at every letter."""
    outcome = Outcome()
    pages = PAGES if first + count > PAGES_IN_SHORT else PAGES_IN_SHORT
    path = folder / "paper.pdf"
    path.write_bytes(a_paper(pages))
    document = read_document(path, path.name, Given()).documents[0]
    with Sandbox(workers=1, reader=DRAWER) as sandbox:
        for number in range(first, first + count):
            found = re.search(r"\s+".join(map(re.escape, sentence(number).split())), document.text)
            drawn = draw_quote(sandbox, path, document, found.start(), found.end()) if found else ()
            outcome.done += 1
            if len(drawn) != 1 or drawn[0].page != number + 1:
                outcome.faults.append(f"quote {number} is drawn on {[one.page for one in drawn]}")
            elif wrong := misplaced(path.read_bytes(), number + 1, sentence(number), drawn[0].png):
                outcome.faults.append(wrong)
    return outcome
