"""Honest files of all kinds, most of them written by the libraries that people use: next to none is refused."""

import bz2
import gzip
import io
import lzma
import random
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import docx
import openpyxl
import pptx
from PIL import Image, ImageDraw, ImageFont
from reportlab.lib.pagesizes import A4
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen import canvas

from clew.read import Found
from clew.read.formats.ocr import find_ocr
from clew.read.sandbox import Sandbox
from clew.records import Given, Reading
from clew.vocabulary import DocumentState
from tests.hardening import seeds
from tests.hardening.proof import Outcome

RUSSIAN = (
    "Завод «Острек» получил сорок насосов, сообщил чиновник порта в четверг.",
    "Фирма «Велмар Трейд» отрицала, что продала что-либо верфи.",
)
PLAIN_RUSSIAN = tuple(one.replace("«", '"').replace("»", '"') for one in RUSSIAN)
CHINESE = ("官员周四表示，港口的箱子没有打开。", "维尔马贸易公司否认向船厂出售任何货物。")
Sentences = tuple[str, ...]


def pick(chance: random.Random, few: int = 3, many: int = 30) -> Sentences:
    """So many sentences, each with a number, so that no two files are the same."""
    return tuple(
        f"{chance.choice(seeds.SENTENCES)} Lot {chance.randrange(10**6)}." for _ in range(chance.randint(few, many))
    )


def _text(encoding: str, sentences: Sequence[str]) -> Callable[[random.Random], bytes]:
    return lambda chance: "\n".join(chance.choice(sentences) for _ in range(chance.randint(4, 40))).encode(encoding)


def _word(chance: random.Random) -> bytes:
    document = docx.Document()
    document.add_heading("Pumps for the yard", 1)
    for one in pick(chance):
        document.add_paragraph(one, style=chance.choice((None, "List Bullet")))
    table = document.add_table(rows=2, cols=2)
    table.cell(0, 0).text, table.cell(1, 1).text = "goods", "pumps"
    document.sections[0].header.paragraphs[0].text = "Delm Freight"
    return _saved(document.save)


def _slides(chance: random.Random) -> bytes:
    shown = pptx.Presentation()
    for one in pick(chance, 2, 8):
        slide = shown.slides.add_slide(shown.slide_layouts[1])
        slide.shapes.title.text = "Pumps"
        slide.placeholders[1].text = one
        slide.notes_slide.notes_text_frame.text = "Ask the port."
    return _saved(shown.save)


def _workbook(chance: random.Random) -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["no", "seller", "value", "day"])
    for number in range(chance.randint(3, 200)):
        sheet.append([number, "Velmar Trade", chance.random() * 1000, f"2025-01-{1 + number % 28:02}"])
    book.create_sheet("Notes").append([seeds.SENTENCES[0]])
    return _saved(book.save)


def _pdf(chance: random.Random) -> bytes:
    buffer = io.BytesIO()
    page = canvas.Canvas(buffer, pagesize=A4, pageCompression=chance.choice((0, 1)))
    for _ in range(chance.randint(1, 6)):
        lines = page.beginText(60, 780)
        lines.setFont(chance.choice(("Helvetica", "Times-Roman", "Courier")), 10)
        for one in pick(chance):
            lines.textLine(one)
        page.drawText(lines)
        page.showPage()
    page.save()
    return buffer.getvalue()


def _locked_open_pdf(chance: random.Random) -> bytes:
    """A PDF that forbids copying but asks for no password, as many agencies publish them."""
    buffer = io.BytesIO()
    page = canvas.Canvas(buffer, encrypt=StandardEncryption("", "owner", canCopy=0, strength=128))
    page.drawString(60, 700, pick(chance)[0])
    page.save()
    return buffer.getvalue()


def _picture(kind: str) -> Callable[[random.Random], bytes]:
    def draw(chance: random.Random) -> bytes:
        picture = Image.new("RGB", (1400, 320), "white")
        pen = ImageDraw.Draw(picture)
        for number, one in enumerate(pick(chance, 2, 3)):
            pen.text((30, 40 + 90 * number), one[:70], "black", ImageFont.load_default(32))
        buffer = io.BytesIO()
        picture.save(buffer, kind)
        return buffer.getvalue()

    return draw


def _saved(save: Callable[[io.BytesIO], object]) -> bytes:
    buffer = io.BytesIO()
    save(buffer)
    return buffer.getvalue()


def _table(delimiter: str) -> Callable[[random.Random], bytes]:
    return lambda chance: "\r\n".join(
        delimiter.join(("Velmar Trade", f'"Ostrek, Works {n}"', str(chance.randrange(10**6)))) for n in range(20)
    ).encode()


def _ending(name: str, make: Callable[[Sentences], bytes]) -> tuple[str, Callable[[random.Random], bytes]]:
    return name, lambda chance: make(pick(chance))


KINDS: Sequence[tuple[str, Callable[[random.Random], bytes]]] = (
    *((f"{encoding}.txt", _text(encoding, words)) for encoding, words in (
        ("utf-8", seeds.SENTENCES), ("utf-8-sig", seeds.SENTENCES), ("utf-16", RUSSIAN), ("cp1251", RUSSIAN),
        ("koi8-r", PLAIN_RUSSIAN), ("utf-8", RUSSIAN), ("gb18030", CHINESE), ("utf-8", CHINESE),
        ("ascii", seeds.SENTENCES),
    )),
    _ending("a.md", lambda told: ("# Pumps\n\n" + "\n\n".join(told)).encode()),
    _ending("a.html", seeds.page), _ending("a.mhtml", seeds.mhtml), _ending("a.warc.gz", seeds.warc),
    _ending("a.eml", seeds.mail), ("a.mbox", lambda chance: seeds.mailbox(chance.randint(1, 9))),
    _ending("a.rtf", seeds.rtf), _ending("a.odt", seeds.odt), _ending("a.zip", seeds.archive),
    _ending("a.tgz", seeds.tar), _ending("a.txt.gz", lambda told: gzip.compress("\n".join(told).encode())),
    _ending("a.txt.bz2", lambda told: bz2.compress("\n".join(told).encode())),
    _ending("a.txt.xz", lambda told: lzma.compress("\n".join(told).encode())),
    _ending("a.jsonl", lambda told: "".join(f'{{"said": "{one}"}}\n' for one in told).encode()),
    _ending("a.msg", seeds.msg), _ending("a.odp", seeds.odp), _ending("a.ods", seeds.ods),
    ("a.csv", _table(",")), ("b.csv", _table(";")), ("a.tsv", _table("\t")),
    ("a.docx", _word), ("a.pptx", _slides), ("a.xlsx", _workbook), ("a.pdf", _pdf), ("b.pdf", _locked_open_pdf),
    ("a.png", _picture("PNG")), ("a.jpg", _picture("JPEG")), ("a.tiff", _picture("TIFF")),
)  # fmt: skip


def run(first: int, count: int, folder: Path) -> Outcome:
    """Make files of each kind in turn and read them behind walls; pictures need OCR, or are read where it is there."""
    outcome = Outcome()
    files = list(_made(first, count, folder))
    got: dict[str, list[Reading]] = {}
    with Sandbox() as sandbox:
        for found, reading in sandbox.read_many(files):
            got.setdefault(found.name, []).append(reading)
    for found in files:
        outcome.done += 1
        failures = [one for reading in got[found.name] for one in reading.failures]
        outcome.note("documents", sum(len(reading.documents) for reading in got[found.name]))
        expected = {DocumentState.NEEDS_OCR} if found.path.suffix in (".png", ".jpg", ".tiff") else set()
        wrong = [f"{one.doc}: {one.state} ({one.problem.says})" for one in failures if one.state not in expected]
        if not expected and not any(reading.documents for reading in got[found.name]):
            wrong.append(f"{found.name} gave no text")
        outcome.faults += wrong[:1]
    outcome.note("OCR at hand", find_ocr() is not None)
    return outcome


def _made(first: int, count: int, folder: Path) -> Iterator[Found]:
    for number in range(first, first + count):
        chance = random.Random(number)
        ending, make = KINDS[number % len(KINDS)]
        path = folder / f"{number}-{ending}"
        path.write_bytes(make(chance))
        yield Found(path, path.name, Given())
