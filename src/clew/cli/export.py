"""`clew export`: the findings of a case in a form that other tools read."""

from collections.abc import Callable
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from clew.cli.findings import findings_of
from clew.cli.output import write
from clew.cli.place import AsOfOption, CaseArgument, ListOption
from clew.records import Findings
from clew.report import render_json


class ExportForm(StrEnum):
    """The forms that a case can be exported to."""

    JSON = "json"


EXPORTERS: dict[ExportForm, Callable[[Findings], str]] = {ExportForm.JSON: render_json}
"""Form → what writes it."""


def register(app: typer.Typer, panel: str) -> None:
    """Add the command to the application."""
    app.command(rich_help_panel=panel)(export)


def export(
    case: CaseArgument,
    to: Annotated[ExportForm, typer.Option("--to", help="The form.")],
    output: Annotated[Path, typer.Option("--output", "-o", help="The file to write.")],
    lists: ListOption = None,
    as_of: AsOfOption = None,
) -> None:
    """Export all findings; the same findings give the same bytes."""
    findings = findings_of(case, lists, as_of)
    write(EXPORTERS[to](findings), output)
    print(f"wrote {output}")
