"""`clew report`: the dossier that an outsider can check."""

from pathlib import Path
from typing import Annotated

import typer

from clew.cli.findings import findings_of
from clew.cli.place import AsOfOption, CaseArgument, ListOption, actor
from clew.cli.summary import print_summary
from clew.pipeline import the_entity
from clew.records import LEAST_CONFIDENCE
from clew.report import DossierOptions, write_dossier


def register(app: typer.Typer, panel: str) -> None:
    """Add the command to the application."""
    app.command(rich_help_panel=panel)(report)


def report(
    case: CaseArgument,
    output: Annotated[Path, typer.Option("--output", "-o", help="The dossier: .html, .md, .json, .docx or .pdf.")],
    entity: Annotated[list[str] | None, typer.Option("--entity", help="Only about this party; repeatable.")] = None,
    note: Annotated[str, typer.Option("--note", help="Words of your own, set apart from what documents state.")] = "",
    lists: ListOption = None,
    min_confidence: Annotated[
        float, typer.Option("--min-confidence", min=0, max=1, help="Only as sure as this.")
    ] = LEAST_CONFIDENCE,
    as_of: AsOfOption = None,
) -> None:
    """Write the dossier of a case and show its summary."""
    findings = findings_of(case, lists, as_of, min_confidence)
    chosen = tuple(the_entity(findings, name).id for name in entity or ())
    write_dossier(findings, output, DossierOptions(entities=chosen, note=note, author=actor() if note else ""))
    print_summary(findings)
    print(f"\nthe dossier: {output}")
