"""A folder with one file of every kind goes from `clew add` to lit quotes in the dossier; the case is whole."""

import io
import json
import random
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from PIL import Image, ImageChops

from clew.ledger import View, open_case
from clew.read.lit import DRAWER, boxes_of, draw_quote
from clew.read.sandbox import Sandbox
from tests.cli.conftest import Run
from tests.hardening import seeds
from tests.hardening.honest import KINDS
from tests.read.formats.excel_file import an_xls
from tests.read.formats.making import a_pdf, a_pptx, an_xlsx, pdf_lines
from tests.read.formats.scans import a_mixed_pdf, a_scan, as_png

TOLD = (
    "Velmar Trade LLC sold ten lathes to Ostrek Machine Works, according to a packing list.",
    "The yard was silent on the matter all day long, an official of the port said.",
)
ROWS = (("seller", "buyer", "product", "date"), ("Velmar Trade LLC", "Ostrek Machine Works", "lathes", "2024-01-02"))
SCAN = a_scan("Velmar Trade LLC sold ten lathes to", "Ostrek Machine Works, according to a packing list.")
EVERY: Mapping[str, bytes] = {
    "letter.txt": "\n".join(TOLD).encode("utf-16"),
    "letter.md": ("# Lathes\n\n" + "\n\n".join(TOLD)).encode(),
    "print.pdf": a_pdf(pdf_lines("The first page says nothing of it."), pdf_lines(*TOLD)),
    "scan.pdf": a_mixed_pdf(["The first page says nothing of it.", SCAN]),
    "scan.png": as_png(SCAN),
    "word.docx": seeds.docx(TOLD),
    "slides.pptx": a_pptx(*(f"<a:p><a:r><a:t>{one}</a:t></a:r></a:p>" for one in TOLD)),
    "open.odt": seeds.odt(TOLD),
    "rich.rtf": seeds.rtf(TOLD),
    "book.xlsx": an_xlsx(ROWS),
    "old.xls": an_xls(ROWS),
    "open.ods": seeds.ods_rows(ROWS),
    "table.csv": "".join(",".join(row) + "\n" for row in ROWS).encode(),
    "mail.eml": seeds.mail(TOLD),
    "outlook.msg": seeds.msg(TOLD),
    "all.mbox": b"From ada@delm.example Sun May  4 08:00:00 2025\n" + seeds.mail(TOLD) + b"\n",
    "page.html": seeds.page(TOLD),
    "saved.mhtml": seeds.mhtml(TOLD),
    "web.warc.gz": seeds.warc((TOLD[1], *TOLD)),
    "some.zip": seeds.archive(TOLD),
    "some.tgz": seeds.tar(TOLD),
}
"""One file of every kind that Clew reads, the same sale told in each."""


def the_folder(folder: Path, more: bool) -> dict[str, str]:
    """One file of every kind below a folder, and with `more` those that the common libraries write of some kinds."""
    folder.mkdir()
    for name, content in EVERY.items():
        (folder / name).write_bytes(content)
    names = {}
    for number, (ending, make) in enumerate(KINDS if more else ()):
        name = f"{number:02}-{ending}"
        (folder / name).write_bytes(make(random.Random(number)))
        names[name] = ending
    return {**{name: name for name in EVERY}, **names}


@pytest.mark.parametrize("store", ["sqlite", "postgres"])
def test_every_kind_comes_to_lit_quotes_in_the_dossier(
    run: Run, tmp_path: Path, store: str, request: pytest.FixtureRequest, ocr: tuple[str, str]
) -> None:
    """The whole product on both stores: add, documents, claims, verify, report, back up, restore."""
    names = the_folder(tmp_path / "in", store == "sqlite")
    ledger = ["--ledger", str(request.getfixturevalue("postgres"))] if store == "postgres" else []
    assert run("new", "case", *ledger).code == 0
    added = run("add", "case", tmp_path / "in")
    assert added.code == 0, added.err
    rows = [json.loads(line) for line in run("documents", "case", "--format", "jsonl").out.splitlines()]
    read = {row["doc"].split("/")[0] for row in rows if row["state"] == "read"}
    assert ocr
    assert set(names) == read
    claims = [json.loads(line) for line in run("claims", "case", "--format", "jsonl").out.splitlines()]
    sold = {claim["doc"] for claim in claims if claim["subject"]["name"] == "Velmar Trade LLC"}
    assert set(EVERY) <= {doc.split("/")[0] for doc in sold}
    assert run("report", "case", "-o", "d.html").code == 0
    dossier = Path("d.html").read_text()
    lit = set(re.findall(r"<mark[^>]*>[^<]*Velmar Trade LLC[^<]*", dossier))
    assert lit
    assert [doc for doc in sold if doc not in dossier] == []
    assert run("verify", "case").code == 0
    assert run("backup", "case", "case.tar").code == 0
    assert run("restore", "case.tar", "again").code == 0
    assert run("verify", "again").code == 0
    assert View(open_case(Path("again"))).content_hash == View(open_case(Path("case"))).content_hash
    quotes = [claim for claim in claims if claim["doc"] in ("print.pdf", "scan.pdf", "scan.png")]
    assert len({claim["doc"] for claim in quotes}) == 3
    with Sandbox(workers=1, reader=DRAWER) as drawer:
        for claim in quotes:
            _see_a_quote(drawer, Path("case"), claim)


def _see_a_quote(drawer: Sandbox, folder: Path, claim: dict[str, Any]) -> None:
    """The page of a claim's quote is drawn with its words lit, and they alone."""
    case = open_case(folder)
    document = next(one for one in View(case).documents if one.name == claim["doc"])
    start, end = claim["start"], claim["end"]
    assert document.text[start:end] == claim["quote"]
    (page,) = draw_quote(drawer, case.blobs.path(document.id), document, start, end, scale=1.0)
    boxes = boxes_of(document, start, end)
    assert {page.page} == {box.page for box in boxes} == {2 if document.name.endswith(".pdf") else 1}
    with Image.open(io.BytesIO(page.png)) as picture:
        reds, blues = picture.getchannel("R"), picture.getchannel("B")
        lit = ImageChops.subtract(reds, blues).point(lambda value: 255 if value > 60 else 0)
        around = (min(b.box[0] for b in boxes), min(b.box[1] for b in boxes), max(b.box[2] for b in boxes))
        found = lit.getbbox()
    assert found is not None
    assert found[0] == pytest.approx(around[0], abs=6)
    assert found[1] == pytest.approx(around[1], abs=6)


def test_the_same_material_gives_the_same_ledger_on_both_stores(run: Run, tmp_path: Path, postgres: str) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text(seeds.TEXT)
    (tmp_path / "in" / "b.eml").write_bytes(seeds.mail())
    (tmp_path / "in" / "c.csv").write_text("seller,buyer,amount,date\nVelmar Trade,Ostrek Works,100 USD,2024-01-02\n")
    hashes = []
    for name, ledger in (("one", []), ("two", ["--ledger", postgres])):
        assert run("new", name, *ledger).code == 0
        assert run("add", name, tmp_path / "in").code == 0
        hashes.append(View(open_case(Path(name))).content_hash)
    assert hashes[0] == hashes[1]
