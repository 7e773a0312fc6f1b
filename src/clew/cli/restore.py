"""`clew restore`: a case out of its back-up."""

from pathlib import Path
from typing import Annotated

import typer

from clew.ledger import View, restore_case


def register(app: typer.Typer, panel: str) -> None:
    """Add the command to the application."""
    app.command(rich_help_panel=panel)(restore)


def restore(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A back-up that `clew backup` wrote.")],
    case: Annotated[Path, typer.Argument(metavar="CASE", help="A new or empty folder.")],
) -> None:
    """Make a case out of a back-up and say whether it is whole."""
    opened = restore_case(file, case)
    print(f"restored {sum(1 for _ in View(opened).rows())} entries into {case}; look with: clew verify {case}")
