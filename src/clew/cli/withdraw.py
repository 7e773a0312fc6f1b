"""`clew withdraw`: take a document out for legal reasons."""

from typing import Annotated

import typer

from clew.cli.place import CaseArgument, actor, the_case
from clew.ledger import View
from clew.pipeline import erase_holders, holders_of, same_words, the_document, withdraw_document, withdrawn_before
from clew.read.sandbox import Sandbox


def register(app: typer.Typer, panel: str) -> None:
    """Add the command to the application."""
    app.command(rich_help_panel=panel)(withdraw)


def withdraw(
    case: CaseArgument,
    doc: Annotated[str, typer.Argument(metavar="DOC", help="The document's name or SHA-256.", show_default=False)],
    why: Annotated[str, typer.Option("--why", help="The reason; it stays in the ledger.")],
    containers: Annotated[
        bool, typer.Option("--containers", help="Erase the bytes of the archives and e-mails that hold it, too.")
    ] = False,
) -> None:
    """Erase a document's bytes and text; its hash and a tombstone stay, findings are rebuilt without it."""
    opened = the_case(case)
    view = View(opened)
    before = withdrawn_before(view, doc)
    if before is None:
        document = the_document(view, doc)
        before = (document.id, document.name)
        twins = same_words(view, document)
        withdraw_document(opened, document.id, why, actor())
        print(f"withdrew {document.name}; its hash and the reason stay in the ledger")
        for twin in twins:
            print(f"the same words stand in {twin}, which stays: withdraw it as well if it must go")
    else:
        print(f"{before[1]} is withdrawn already")
    with Sandbox() as sandbox:
        holders = holders_of(opened, before[0], sandbox.read_many)
    if containers and holders:
        erase_holders(opened, before, holders, why, actor())
    for holder in holders:
        if containers:
            print(f"erased the bytes of {holder.name} ({holder.digest[:12]}…); what else was in it stays")
        else:
            print(f"its bytes are still in {holder.name} ({holder.digest[:12]}…), which the case keeps")
    if holders and not containers:
        print("erase those too with: clew withdraw CASE DOC --why REASON --containers")
    print("back-ups made before still hold it: delete them yourself")
