"""`clew conflicts`: where statements do not agree, with the words of both sides."""

from collections.abc import Iterator

import typer

from clew.cli.findings import findings_of
from clew.cli.output import Column, Format, FormatOption, OutputOption, Row, emit
from clew.cli.place import AsOfOption, CaseArgument
from clew.records import Findings

COLUMNS = (
    Column("severity", lambda row: row["severity"]),
    Column("kind", lambda row: row["kind"]),
    Column("topic", lambda row: row["topic"]),
    Column("statements", lambda row: "\n".join(f"{one['doc']}: “{one['quote']}”" for one in row["statements"])),
    Column("distorts", lambda row: row["distorts"] or ""),
)


def register(app: typer.Typer, panel: str) -> None:
    """Add the command to the application."""
    app.command(rich_help_panel=panel)(conflicts)


def conflicts(
    case: CaseArgument, form: FormatOption = Format.TABLE, output: OutputOption = None, as_of: AsOfOption = None
) -> None:
    """Show statements that cannot all be true (alarm) or that differ and can (note); nothing is settled."""
    emit(rows_of(findings_of(case, as_of=as_of)), COLUMNS, form, output, "no conflicts found")


def rows_of(findings: Findings) -> Iterator[Row]:
    """Yield one row a conflict."""
    for conflict in findings.conflicts:
        yield {
            "kind": conflict.kind,
            "severity": conflict.severity,
            "topic": conflict.topic,
            "distorts": conflict.distorts,
            "statements": [
                {"doc": one.doc, "quote": one.quote, "start": one.start, "end": one.end, "claim": one.claim}
                for one in conflict.statements
            ],
        }
