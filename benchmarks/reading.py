"""How fast documents are read, beside the bare library that does the parsing: PDF by pypdfium2, HTML by trafilatura.

    python benchmarks/reading.py [--pdfs N] [--pages N] [--html N] [--kilobytes N] [--rounds N] [--walls]

The files are made up: text pages of some forty lines, web pages with a menu, an article and a table. The bare library
does no more than give the text of each page (pypdfium2: load, text page, all characters; trafilatura: the article).
Ratio: processor time of Clew divided by that of the bare library, the best of some rounds, in this process; `--walls`
also reads through the sandbox with its two processes, by the clock. To reach: 1.5 at most.
"""

import argparse
import random
import re
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import pypdfium2
import trafilatura

from clew.read import Found, read_document
from clew.read.sandbox import Sandbox
from clew.records import Given

WORDS = re.findall(
    r"\w+",
    "the freight firm sent forty pumps to a yard in Varnia last year according to packing list that an official "
    "of the port showed Ostrek Machine Works paid Velmar Trade million yuan through a bank Brackwater denied it",
)


def sentence(draw: random.Random, words: int = 14) -> str:
    """So many words and a full stop."""
    return " ".join(draw.choices(WORDS, k=words)).capitalize() + "."


def a_pdf(pages: int, draw: random.Random) -> bytes:
    """A PDF of text pages, forty lines each."""
    font = 3 + 2 * pages
    objects = ["<< /Type /Catalog /Pages 2 0 R >>", ""]
    for number in range(pages):
        lines = " ".join(f"({sentence(draw)}) Tj 0 -16 Td" for _ in range(40))
        stream = f"BT 0 g /F1 9 Tf 60 740 Td {lines} ET"
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents {4 + 2 * number} 0 R "
            f"/Resources << /Font << /F1 {font} 0 R >> >> >>"
        )
        objects.append(f"<< /Length {len(stream)} >>\nstream\n{stream}\nendstream")
    kids = " ".join(f"{3 + 2 * number} 0 R" for number in range(pages))
    objects[1] = f"<< /Type /Pages /Count {pages} /Kids [{kids}] >>"
    objects.append("<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>")
    out, places = "%PDF-1.7\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += f"{number} 0 obj\n{body}\nendobj\n"
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    size = len(objects) + 1
    end = f"trailer\n<< /Size {size} /Root 1 0 R >>\nstartxref\n{len(out)}\n%%EOF\n"
    return f"{out}xref\n0 {size}\n0000000000 65535 f \n{table}{end}".encode("latin-1")


def a_page(kilobytes: int, draw: random.Random) -> bytes:
    """A web page of that size."""
    head = (
        '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Pumps for the yard</title></head><body><nav>'
        + "".join(f'<a href="/{n}">Section {n}</a> ' for n in range(30))
        + "</nav><article><h1>Pumps for the yard</h1>"
    )
    pieces, length = [head], len(head)
    while length < kilobytes * 1000:
        piece = f"<p>{' '.join(sentence(draw) for _ in range(4))} <b>{draw.choice(WORDS)}</b></p>\n"
        pieces.append(piece)
        length += len(piece)
    rows = "".join(f"<tr><td>{draw.choice(WORDS)}</td><td>{n}</td></tr>" for n in range(20))
    return "".join(
        (*pieces, f"</article><table>{rows}</table><footer>All rights reserved</footer></body></html>")
    ).encode()


def bare_pdf(path: Path) -> int:
    """All characters of all pages."""
    count = 0
    with pypdfium2.PdfDocument(path.read_bytes()) as document:
        for page in document:
            text = page.get_textpage()
            count += len(text.get_text_range())
            text.close()
            page.close()
    return count


def bare_html(path: Path) -> int:
    """The text of the article."""
    return len(trafilatura.extract(path.read_text(encoding="utf-8")) or "")


def through_clew(path: Path) -> int:
    """The text of the document that Clew makes of a file."""
    return sum(len(document.text) for document in read_document(path, path.name, Given()).documents)


def best(read: Callable[[Path], int], files: Sequence[Path], rounds: int) -> float:
    """Seconds of processor time of the fastest round over all files."""
    times = []
    for _ in range(rounds):
        started = time.process_time()
        for path in files:
            assert read(path)
        times.append(time.process_time() - started)
    return min(times)


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pdfs", type=int, default=20)
    parser.add_argument("--pages", type=int, default=100)
    parser.add_argument("--html", type=int, default=200)
    parser.add_argument("--kilobytes", type=int, default=100)
    parser.add_argument("--rounds", type=int, default=2)
    parser.add_argument("--walls", action="store_true")
    given = parser.parse_args()
    draw = random.Random(5)
    with tempfile.TemporaryDirectory() as folder:
        pdfs = [Path(folder) / f"{number}.pdf" for number in range(given.pdfs)]
        pages = [Path(folder) / f"{number}.html" for number in range(given.html)]
        for path in pdfs:
            path.write_bytes(a_pdf(given.pages, draw))
        for path in pages:
            path.write_bytes(a_page(given.kilobytes, draw))
        through_clew(pages[0])
        for name, files, units, bare in (
            ("PDF pages", pdfs, given.pdfs * given.pages, bare_pdf),
            ("HTML pages", pages, given.html, bare_html),
        ):
            alone = best(bare, files, given.rounds)
            ours = best(through_clew, files, given.rounds)
            print(
                f"{name}: bare {units / alone:,.0f}/s, Clew {units / ours:,.0f}/s, ratio {ours / alone:.2f} (goal 1.5)"
            )
            if given.walls:
                with Sandbox() as sandbox:
                    started = time.perf_counter()
                    for _ in sandbox.read_many(Found(path, path.name, Given()) for path in files):
                        pass
                    spent = time.perf_counter() - started
                print(f"{name} through the sandbox: {units / spent:,.0f}/s by the clock, ratio {spent / alone:.2f}")


if __name__ == "__main__":
    main()
