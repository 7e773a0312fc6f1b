"""`clew backup`: a copy of a case in one file, while it is in use."""

from pathlib import Path
from typing import Annotated

import typer

from clew.cli.place import CaseArgument, the_case
from clew.ledger import back_up


def register(app: typer.Typer, panel: str) -> None:
    """Add the command to the application."""
    app.command(rich_help_panel=panel)(backup)


def backup(
    case: CaseArgument, file: Annotated[Path, typer.Argument(metavar="FILE", help="The back-up to write (.tar).")]
) -> None:
    """Write a whole copy of the case into one file; others may go on working meanwhile."""
    count = back_up(the_case(case), file)
    print(f"backed up {count} entries to {file}; get it back with: clew restore {file} NEWCASE")
