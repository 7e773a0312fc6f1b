"""The sample case, all the way: what a stranger sees after one command, frozen."""

import json
from datetime import date
from pathlib import Path

import pytest
from syrupy.assertion import SnapshotAssertion
from syrupy.extensions.single_file import SingleFileSnapshotExtension, WriteMode

from tests.cli.conftest import Run


class Text(SingleFileSnapshotExtension):
    """One readable file a snapshot."""

    _write_mode = WriteMode.TEXT
    file_extension = "txt"


@pytest.fixture
def demo(run: Run) -> str:
    """What `clew demo` printed."""
    ran = run("demo", "demo")
    assert ran.code == 0
    return ran.out


def test_the_demo_ends_by_naming_its_dossier(demo: str) -> None:
    assert "the dossier: demo/dossier.html" in demo
    assert Path("demo/dossier.html").stat().st_size > 20_000


def test_a_second_demo_adds_nothing(run: Run, demo: str) -> None:
    assert "could not" in demo or demo
    ran = run("demo", "demo")
    assert "(0 new), 0 claims" in ran.out


def test_the_summary_is_as_frozen(demo: str, snapshot: SnapshotAssertion) -> None:
    told = demo[: demo.index("the dossier:")]
    assert told == snapshot(extension_class=Text)


def test_the_dossier_is_as_frozen(run: Run, demo: str, snapshot: SnapshotAssertion) -> None:
    assert demo
    home = Path("demo/lists")
    run("report", "demo/varnia", "-o", "d.md", "--as-of", "2999-01-01")
    chain = json.loads((Path("demo/varnia") / "head.json").read_text())["hash"]
    told = Path("d.md").read_text().replace(chain, "(the chain holds times)")
    assert home.is_dir()
    assert told.replace(date.today().isoformat(), "today") == snapshot(extension_class=Text)  # noqa: DTZ011
