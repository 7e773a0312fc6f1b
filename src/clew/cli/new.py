"""`clew new`: make a case folder."""

import os
from pathlib import Path
from typing import Annotated

import typer

from clew.ledger import new_case


def register(app: typer.Typer, panel: str) -> None:
    """Add the command to the application."""
    app.command(rich_help_panel=panel)(new)


def new(
    case: Annotated[Path, typer.Argument(metavar="CASE", help="A new or empty folder.", show_default=False)],
    ledger: Annotated[
        str | None, typer.Option("--ledger", metavar="URL", help="A PostgreSQL address, for teams.")
    ] = None,
) -> None:
    """Make a case: a folder that holds one investigation."""
    new_case(case, ledger or os.environ.get("CLEW_LEDGER")).close()
    print(f"made the case {case}; next: clew add {case} PATH…")
