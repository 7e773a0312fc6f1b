"""`clew withdraw`: take a document out for legal reasons."""

from typing import Annotated

import typer

from clew.cli.place import CaseArgument, actor, the_case
from clew.pipeline import withdraw_document


def register(app: typer.Typer, panel: str) -> None:
    """Add the command to the application."""
    app.command(rich_help_panel=panel)(withdraw)


def withdraw(
    case: CaseArgument,
    doc: Annotated[str, typer.Argument(metavar="DOC", help="The document's name or SHA-256.", show_default=False)],
    why: Annotated[str, typer.Option("--why", help="The reason; it stays in the ledger.")],
) -> None:
    """Erase a document's bytes and text; its hash and a tombstone stay, findings are rebuilt without it."""
    name = withdraw_document(the_case(case), doc, why, actor())
    print(f"withdrew {name}; its hash and the reason stay in the ledger")
