"""`clew undo`: take the last decision back, by appending that it is taken back."""

from typing import Annotated

import typer

from clew.cli.place import CaseArgument, actor, the_case
from clew.pipeline import undo as take_back


def register(app: typer.Typer, panel: str) -> None:
    """Add the command to the application."""
    app.command(rich_help_panel=panel)(undo)


def undo(case: CaseArgument, why: Annotated[str, typer.Option("--why", help="The reason.")] = "") -> None:
    """Take back the last decision that is in force; nothing is deleted."""
    taken = take_back(the_case(case), actor(), why)
    about = " / ".join(taken.names) or " / ".join(part for part in (taken.left, taken.right) if part)
    print(f"took back: {taken.verdict} {about} (decided by {taken.by} on {taken.at[:10]})")
