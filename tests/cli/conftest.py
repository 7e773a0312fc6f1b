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


ARTICLE = """(Harbour Wire) - Orlan Trading supplied pumps to Baltic Avia in March 2023, according to an invoice.

Orlan Trading is based in Port Sabira. Baltic Avia said it was unaware of any delivery.
"""
LISTED = '{"id":"x-1","schema":"Company","properties":{"name":["Baltic Avia LLC"],"topics":["sanction"]}}\n'


def call(patch: pytest.MonkeyPatch, *words: object) -> int:
    """Run `clew …` in this process; its exit code."""
    patch.setattr("sys.argv", ["clew", *map(str, words)])
    try:
        cli.main()
    except SystemExit as stop:
        return int(stop.code or 0) if not isinstance(stop.code, str) else 1
    return 0


def settle(patch: pytest.MonkeyPatch, folder: Path) -> None:
    """Go to an empty folder with its own home for lists beside it."""
    patch.setenv("CLEW_HOME", str(folder / "home"))
    patch.setenv("CLEW_ACTOR", "ana")
    patch.delenv("CLEW_LEDGER", raising=False)
    (folder / "work").mkdir(parents=True)
    patch.chdir(folder / "work")


@pytest.fixture
def settled(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of a test, with an empty folder in it to work in and its own home for lists."""
    settle(monkeypatch, tmp_path)
    return tmp_path


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], settled: Path) -> Run:
    """Run `clew …` in an empty folder with its own home for lists."""
    assert settled.is_dir()

    def go(*words: object) -> Ran:
        capfd.readouterr()
        code = call(monkeypatch, *words)
        told = capfd.readouterr()
        return Ran(code, told.out, told.err)

    return go


@pytest.fixture(scope="session")
def screened_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A case with one article, screened against a list of one party: a folder to copy, with the home of its lists."""
    folder = tmp_path_factory.mktemp("screened") / "here"
    with pytest.MonkeyPatch.context() as patch:
        settle(patch, folder)
        Path("wire.txt").write_text(ARTICLE)
        Path("north.ftm.json").write_text(LISTED)
        for words in (
            ("new", "case"),
            ("add", "case", "wire.txt", "--published", "2023-04-02", "--publisher", "Harbour Wire"),
            ("lists", "add", "north.ftm.json"),
            ("screen", "case"),
        ):
            assert call(patch, *words) == 0
    return folder
