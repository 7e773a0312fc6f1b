"""A folder with one file of every kind goes from `clew add` to lit quotes in the dossier; the case is whole."""

import json
import random
from pathlib import Path

import pytest

from clew.ledger import View, open_case
from clew.read.formats.ocr import find_ocr
from clew.read.lit import DRAWER, draw_quote
from clew.read.sandbox import Sandbox
from tests.cli.conftest import Run
from tests.hardening import seeds
from tests.hardening.honest import KINDS

PROSE = (
    "a.md", "a.html", "a.mhtml", "a.warc.gz", "a.eml", "a.rtf", "a.odt", "a.odp", "a.msg", "a.docx", "a.pptx", "a.pdf",
    "ascii.txt",
)  # fmt: skip
"""Kinds whose text is prose, so that each is to give claims."""


def the_folder(folder: Path) -> dict[str, str]:
    """One file of every kind below a folder; the sentence that claims come from stands in each that holds prose."""
    folder.mkdir()
    names = {}
    for number, (ending, make) in enumerate(KINDS):
        name = f"{number:02}-{ending}"
        (folder / name).write_bytes(make(random.Random(number)))
        names[name] = ending
    return names


@pytest.mark.parametrize("store", ["sqlite", "postgres"])
def test_every_kind_comes_to_lit_quotes_in_the_dossier(
    run: Run, tmp_path: Path, store: str, request: pytest.FixtureRequest
) -> None:
    """The whole product on both stores: add, documents, claims, verify, report, back up, restore."""
    names = the_folder(tmp_path / "in")
    ledger = ["--ledger", str(request.getfixturevalue("postgres"))] if store == "postgres" else []
    assert run("new", "case", *ledger).code == 0
    added = run("add", "case", tmp_path / "in")
    assert added.code == 0, added.err
    rows = [json.loads(line) for line in run("documents", "case", "--format", "jsonl").out.splitlines()]
    read = {row["doc"].split("/")[0] for row in rows if row["state"] == "read"}
    pictures = {name for name in names if name.endswith((".png", ".jpg", ".tiff"))}
    assert set(names) - read == (set() if find_ocr() else pictures)
    claims = [json.loads(line) for line in run("claims", "case", "--format", "jsonl").out.splitlines()]
    quoted = {names[claim["doc"].split("/")[0]] for claim in claims}
    assert set(PROSE) <= quoted
    assert run("report", "case", "-o", "d.html").code == 0
    dossier = Path("d.html").read_text()
    assert dossier.count("<mark") > len(PROSE)
    assert run("verify", "case").code == 0
    assert run("backup", "case", "case.tar").code == 0
    assert run("restore", "case.tar", "again").code == 0
    assert run("verify", "again").code == 0
    assert View(open_case(Path("again"))).content_hash == View(open_case(Path("case"))).content_hash
    _see_a_quote(Path("case"), next(claim for claim in claims if names[claim["doc"].split("/")[0]] == "a.pdf"))


def _see_a_quote(folder: Path, claim: dict[str, object]) -> None:
    """The page of a claim's quote is drawn with its words lit."""
    case = open_case(folder)
    document = next(one for one in View(case).documents if one.name == claim["doc"])
    start, end = claim["start"], claim["end"]
    assert isinstance(start, int)
    assert isinstance(end, int)
    with Sandbox(workers=1, reader=DRAWER) as drawer:
        pages = draw_quote(drawer, case.blobs.path(document.id), document, start, end)
    assert pages
    assert all(page.png.startswith(b"\x89PNG") for page in pages)


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
