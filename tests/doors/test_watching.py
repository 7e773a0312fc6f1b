"""A folder is watched: files that have come to rest are added, and what touches a watched party is told."""

import json
import os
from pathlib import Path

import pytest

from clew.cli.watch import watch
from clew.doors.watching import settled
from clew.ledger import View, open_case
from tests.doors.conftest import Served


def test_a_file_is_read_when_it_has_come_to_rest_and_again_when_it_changes() -> None:
    one = Path("one.txt")
    assert settled({}, {one: (1, 1)}, {}) == []
    assert settled({one: (1, 1)}, {one: (2, 2)}, {}) == []
    assert settled({one: (2, 2)}, {one: (2, 2)}, {}) == [one]
    assert settled({one: (2, 2)}, {one: (2, 2)}, {one: (2, 2)}) == []


def test_a_new_document_about_a_watched_party_is_told_once(
    own: Served, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("CLEW_HOME", str(own.home))
    party, folder, alerts = "Ostrek Machine Works", tmp_path / "in", tmp_path / "alerts.jsonl"
    folder.mkdir()
    (folder / "late.txt").write_text(f"{party} supplied engines to Tarvil Kargo in May 2025.\n")
    for _ in range(2):
        watch(own.case, folder, party=[party], alerts=alerts, once=True)
    told = [json.loads(line) for line in alerts.read_text().splitlines()]
    assert [(one["kind"], one["doc"]) for one in told] == [("document", "late.txt")]
    assert party not in capfd.readouterr().err
    assert os.environ["CLEW_HOME"] == str(own.home)


def test_a_watched_folder_has_its_sidecar_heard(
    own: Served, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("CLEW_HOME", str(own.home))
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "note.txt").write_text("Ostrek Machine Works paid Tarvil Kargo in June 2025.\n")
    (folder / "metadata.csv").write_text("path,publisher\nnote.txt,Morvak Gazette\ngone.txt,Morvak Gazette\n")
    watch(own.case, folder, alerts=tmp_path / "alerts.jsonl", once=True)
    assert "the row is about 'gone.txt', which is not in the folder" in capfd.readouterr().err
    documents = {one.name: one.publisher for one in View(open_case(own.case)).documents}
    assert documents["note.txt"] == "Morvak Gazette"
    assert "metadata.csv" not in documents
