"""Scans among pages of text, as a user meets them: told page by page without tesseract, read with it, later as well."""

import json
import zipfile
from pathlib import Path
from typing import Any

import pytest

from clew.ledger import View, open_case
from tests.cli.conftest import Run
from tests.read.formats.scans import a_mixed_pdf, a_scan

SENT = "Delm Freight LLC sold forty pumps to Harl Shipyard LLC."
PAID = "Velmar Trade LLC sold ten lathes to Ostrek Machine Works."


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A PDF with a scan in it, and the same in an archive."""
    inside = tmp_path / "in"
    inside.mkdir()
    (inside / "a.pdf").write_bytes(a_mixed_pdf([SENT, a_scan(PAID)]))
    with zipfile.ZipFile(inside / "b.zip", "w") as archive:
        archive.writestr("b.pdf", a_mixed_pdf([SENT, a_scan(PAID), SENT]))
    (inside / "metadata.csv").write_text("path,published,publisher\na.pdf,2025-06-01,Delm Post\nb.zip,2025,Harl Post\n")
    return inside


def rows(run: Run, of: str = "documents") -> list[dict[str, Any]]:
    return [json.loads(line) for line in run(of, "case", "--format", "jsonl").out.splitlines()]


def said(run: Run) -> set[str]:
    """Whom claims of the case name as sellers and senders."""
    return {row["subject"]["name"] for row in rows(run, "claims")}


def test_without_tesseract_the_pages_are_named_and_with_it_they_are_read(
    run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch, ocr: tuple[str, str]
) -> None:
    assert ocr
    run("new", "case")
    with monkeypatch.context() as without:
        without.setenv("PATH", "/nowhere")
        first = run("add", "case", folder)
        assert first.code == 0
        assert "a.pdf: page 2: hardly anything but a picture" in first.out
        assert "b.zip/b.pdf: page 2: " in first.out
        assert run("add", "case", folder, "--strict").code == 1
    states = [(row["doc"], row["state"]) for row in rows(run)]
    assert states == [
        ("a.pdf", "read"),
        ("b.zip/b.pdf", "read"),
        ("a.pdf", "needs_ocr"),
        ("b.zip/b.pdf", "needs_ocr"),
    ]
    assert said(run) == {"Delm Freight LLC"}
    again = run("add", "case", "--retry", "needs_ocr")
    assert again.code == 0, again.out
    assert {row["state"] for row in rows(run)} == {"read"}
    assert said(run) == {"Delm Freight LLC", "Velmar Trade LLC"}
    documents = {one.name: one for one in View(open_case(Path("case"))).documents}
    assert (documents["a.pdf"].publisher, documents["a.pdf"].published) == ("Delm Post", "2025-06-01")
    assert documents["b.zip/b.pdf"].publisher == "Harl Post"
    assert documents["b.zip/b.pdf"].parent is not None
    for row in rows(run, "claims"):
        assert documents[row["doc"]].text[int(row["start"]) : int(row["end"])] == row["quote"]
    assert run("verify", "case").code == 0
    held = View(open_case(Path("case"))).content_hash
    with monkeypatch.context() as without:
        without.setenv("PATH", "/nowhere")
        assert "(0 new)" in run("add", "case", folder).out
    assert "(0 new)" in run("add", "case", folder).out
    assert View(open_case(Path("case"))).content_hash == held


def test_with_tesseract_at_hand_one_run_reads_everything(run: Run, folder: Path, ocr: tuple[str, str]) -> None:
    assert ocr
    run("new", "case")
    added = run("add", "case", folder, "--strict")
    assert added.code == 0
    assert added.out.startswith("read 2 documents (2 new)")
    assert said(run) == {"Delm Freight LLC", "Velmar Trade LLC"}
