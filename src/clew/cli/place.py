"""What the commands take from the environment and from the options they share."""

import getpass
import os
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer
from platformdirs import user_data_path

from clew.errors import UsageError
from clew.ledger import Case, open_case

CaseArgument = Annotated[Path, typer.Argument(metavar="CASE", help="The folder of the case.", show_default=False)]
ListOption = Annotated[
    list[str] | None, typer.Option("--list", metavar="NAME", help="Only this list; may be given several times.")
]


def a_day(told: str | None) -> str | None:
    """Take a day as ISO 8601 writes it. Raises `UsageError` for anything else."""
    if told is not None:
        try:
            datetime.fromisoformat(told)
        except ValueError as error:
            raise UsageError(f"{told!r} is no day; give one as 2026-01-31") from error
    return told


AsOfOption = Annotated[
    str | None,
    typer.Option("--as-of", metavar="DATE", help="Findings of that day, as the ledger stood then.", callback=a_day),
]


def home() -> Path:
    """Where lists live: CLEW_HOME, or the platform's data folder."""
    told = os.environ.get("CLEW_HOME")
    return Path(told) if told else user_data_path("clew", appauthor=False)


def lists_of(case: Path) -> Path:
    """Where the lists of a case are: CLEW_HOME, or beside the case (as `clew demo` puts them), or the usual home."""
    beside = case.resolve().parent / "lists"
    return beside if "CLEW_HOME" not in os.environ and (beside / "lists").is_dir() else home()


def actor() -> str:
    """Who appends to the ledger: CLEW_ACTOR, or the name of the account."""
    told = os.environ.get("CLEW_ACTOR")
    if told:
        return told
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return "unknown"


def the_case(folder: Path) -> Case:
    """Open the case that a command names; CLEW_LEDGER overrides where its ledger is."""
    return open_case(folder, os.environ.get("CLEW_LEDGER"))
