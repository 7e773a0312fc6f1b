"""The sample case, all the way: what a stranger sees after one command, frozen."""

import json
import re
import shutil
from pathlib import Path

import pytest
from syrupy.assertion import SnapshotAssertion
from syrupy.extensions.single_file import SingleFileSnapshotExtension, WriteMode

from tests.cli.conftest import Run


class Text(SingleFileSnapshotExtension):
    """One readable file a snapshot."""

    _write_mode = WriteMode.TEXT
    file_extension = "txt"


def test_the_demo_ends_by_naming_its_dossier_and_a_second_one_adds_nothing(run: Run) -> None:
    ran = run("demo", "demo")
    assert ran.code == 0
    assert "the dossier: demo/dossier.html" in ran.out
    assert Path("demo/dossier.html").stat().st_size > 20_000
    assert "(0 new), 0 claims" in run("demo", "demo").out


@pytest.fixture
def sample(run: Run, read_once: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run commands beside a copy of what `clew demo` made."""
    shutil.copytree(read_once, "demo")
    monkeypatch.setenv("CLEW_HOME", "demo/lists")
    return run


@pytest.fixture
def report(sample: Run) -> tuple[str, str]:
    """The summary and the dossier of the sample case, as of a day that never changes."""
    ran = sample("report", "demo/varnia", "-o", "d.md", "--as-of", "2999-01-01")
    assert ran.code == 0
    chain = json.loads(Path("demo/varnia/head.json").read_text())["hash"]
    dossier = Path("d.md").read_text().replace(chain, "(the chain holds times)")
    return ran.out, dossier


def test_the_summary_is_as_frozen(report: tuple[str, str], snapshot: SnapshotAssertion) -> None:
    assert report[0] == snapshot(extension_class=Text)


def test_the_dossier_is_as_frozen(report: tuple[str, str], snapshot: SnapshotAssertion) -> None:
    """All but the hash over the ledger, which holds the extractor's version and with it every line of its code."""
    told = re.sub(
        r"(content: `|content hash: `|content[^`]*`)[0-9a-f]{64}", r"\1(changes with the extractor)", report[1]
    )
    assert told == snapshot(extension_class=Text)


def test_five_documents_are_two_origins(sample: Run) -> None:
    rows = [json.loads(line) for line in sample("corroboration", "demo/varnia", "--format", "jsonl").out.splitlines()]
    supply = next(
        row
        for row in rows
        if row["predicate"] == "supplies"
        and row["subject_name"].startswith("Jinlan Shuoling")
        and row["object_name"] == "Ostrek Machine Works"
    )
    assert supply["says"] == "5 documents, 2 origins"
    assert supply["denied_by"], "the ministry's denial stands beside it"


def test_the_ownership_table_is_caught_by_two_rules_of_three(sample: Run) -> None:
    lines = sample("owners", "demo/varnia", "Lissen Avionics LLC", "--on", "2025-03-01", "--format", "jsonl").out
    answers = {row["regime"]: row["answer"] for row in map(json.loads, lines.splitlines())}
    assert (answers["ofac"], answers["eu"], answers["uk"]) == ("blocked", "presumed frozen", "no")
