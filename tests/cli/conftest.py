"""What the tests of the command line share: a home for lists, and a way to run a command as a user would."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from clew import cli


@dataclass(frozen=True, slots=True)
class Ran:
    """What came of a command: its exit code, what it printed, what it said on standard error."""

    code: int
    out: str
    err: str


Run = Callable[..., Ran]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Run:
    """Run `clew …` in an empty folder with its own home for lists."""
    monkeypatch.setenv("CLEW_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("CLEW_ACTOR", "ana")
    monkeypatch.delenv("CLEW_LEDGER", raising=False)
    work = tmp_path / "work"
    work.mkdir()
    monkeypatch.chdir(work)

    def go(*words: object) -> Ran:
        monkeypatch.setattr("sys.argv", ["clew", *map(str, words)])
        capfd.readouterr()
        code = 0
        try:
            cli.main()
        except SystemExit as stop:
            code = int(stop.code or 0) if not isinstance(stop.code, str) else 1
        told = capfd.readouterr()
        return Ran(code, told.out, told.err)

    return go
