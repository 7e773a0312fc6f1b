"""`clew demo`: the whole thread on the sample case that comes with Clew."""

import time
from pathlib import Path
from typing import Annotated

import typer

from clew.cli.add import add
from clew.cli.findings import findings_of
from clew.cli.place import actor, the_case
from clew.cli.summary import print_summary
from clew.ledger import new_case
from clew.pipeline import screen_case
from clew.report import DossierOptions, write_dossier
from clew.sample import DOCUMENTS, SANCTIONS_LIST
from clew.screen import Library, import_list


def register(app: typer.Typer, panel: str) -> None:
    """Add the command to the application."""
    app.command(rich_help_panel=panel)(demo)


def demo(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="Where to put the sample case.")] = Path("clew-demo"),
) -> None:
    """Run the whole thread on the sample case: a fictitious network, told in a dozen documents."""
    began = time.monotonic()
    case, lists, dossier = folder / "varnia", folder / "lists", folder / "dossier.html"
    if not case.exists():
        new_case(case).close()
    add(case, [DOCUMENTS])
    library = Library(lists)
    library.add(import_list([SANCTIONS_LIST]))
    screen_case(the_case(case), library, None, actor())
    findings = findings_of(case, home_folder=lists)
    write_dossier(findings, dossier, DossierOptions())
    print_summary(findings)
    print(f"\nthe dossier: {dossier}  ({time.monotonic() - began:.0f} s)")
