"""`clew export`: the findings of a case in a form that other tools read."""

from pathlib import Path
from typing import Annotated

import typer

from clew.cli.findings import findings_of
from clew.cli.place import AsOfOption, CaseArgument, ListOption
from clew.errors import DiskFull
from clew.report import FOLDERS, ExportForm, exported, left_out


def register(app: typer.Typer, panel: str) -> None:
    """Add the command to the application."""
    app.command(rich_help_panel=panel)(export)


def export(
    case: CaseArgument,
    to: Annotated[ExportForm, typer.Option("--to", help="The form.")],
    output: Annotated[
        Path, typer.Option("--output", "-o", help="The file to write; a folder for csv, parquet, neo4j, svg, png.")
    ],
    lists: ListOption = None,
    as_of: AsOfOption = None,
) -> None:
    """Export all findings; the same findings give the same bytes."""
    findings = findings_of(case, lists, as_of)
    try:
        if to in FOLDERS:
            output.mkdir(parents=True, exist_ok=True)
        for name, content in exported(findings, to):
            (output / name if name else output).write_bytes(content)
    except OSError as error:
        raise DiskFull(output, error.strerror or str(error)) from error
    print(f"wrote {output}")
    if missing := left_out(findings, to):
        typer.echo(
            f"{missing} relations of which the text leaves a party out are not in it; --to json has them", err=True
        )
