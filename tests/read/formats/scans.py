"""Scans as offices make them: pages that are pictures of text, between pages that hold text."""

import io
from collections.abc import Sequence

from PIL import Image, ImageDraw, ImageFont
from reportlab.lib.pagesizes import A4
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen import canvas

DOTS = (1654, 2339)
"""An A4 page at 200 dots to the inch."""


def a_scan(*lines: str) -> Image.Image:
    """A picture of a page with these lines on it."""
    picture = Image.new("L", DOTS, 255)
    pen = ImageDraw.Draw(picture)
    for number, line in enumerate(lines):
        pen.text((150, 200 + 60 * number), line, 0, ImageFont.load_default(36))
    return picture


def as_png(picture: Image.Image) -> bytes:
    buffer = io.BytesIO()
    picture.save(buffer, "PNG")
    return buffer.getvalue()


def a_mixed_pdf(pages: Sequence[str | Image.Image], stamp: str = "", layer: str = "") -> bytes:
    """A PDF whose pages are lines of text or scans; a stamp is set as text upon each scan, a layer unseen over it."""
    buffer = io.BytesIO()
    paper = canvas.Canvas(buffer, pagesize=A4)
    for page in pages:
        if isinstance(page, str):
            lines = paper.beginText(60, 760)
            lines.setFont("Helvetica", 11)
            lines.textLines(page)
            paper.drawText(lines)
        else:
            paper.drawImage(ImageReader(page), 0, 0, *A4)
            if stamp:
                paper.drawString(430, 30, stamp)
            if layer:
                unseen = paper.beginText(60, 760)
                unseen.setTextRenderMode(3)
                unseen.textLine(layer)
                paper.drawText(unseen)
        paper.showPage()
    paper.save()
    return buffer.getvalue()
