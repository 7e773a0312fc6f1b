"""`clew origins`: what each document has its statements from."""

from collections.abc import Iterator

import typer

from clew.cli.findings import findings_of
from clew.cli.output import Column, Format, FormatOption, OutputOption, Row, emit
from clew.cli.place import AsOfOption, CaseArgument
from clew.records import Findings

COLUMNS = (
    Column("document", lambda row: row["doc"]),
    Column("state", lambda row: row["state"]),
    Column("derives from", lambda row: row["origins"][0]["name"] if row["origins"] else "not known"),
    Column("because", lambda row: row["origins"][0]["evidence"][0]["says"] if row["origins"] else ""),
)


def register(app: typer.Typer, panel: str) -> None:
    """Add the command to the application."""
    app.command(rich_help_panel=panel)(origins)


def origins(
    case: CaseArgument, form: FormatOption = Format.TABLE, output: OutputOption = None, as_of: AsOfOption = None
) -> None:
    """Show for each document whether it is an origin, derives from one (and why), or is not known to."""
    emit(rows_of(findings_of(case, as_of=as_of)), COLUMNS, form, output, "no documents")


def rows_of(findings: Findings) -> Iterator[Row]:
    """Yield one row a document."""
    for lineage in findings.lineages:
        yield {
            "doc": lineage.doc,
            "document": lineage.document,
            "state": lineage.state,
            "origin": lineage.origin.id if lineage.origin else None,
            "origins": [
                {
                    "id": derivation.origin.id,
                    "name": derivation.origin.name,
                    "date": derivation.origin.date,
                    "kind": derivation.origin.kind,
                    "evidence": [
                        {"kind": evidence.kind, "says": evidence.says, "start": evidence.start, "end": evidence.end}
                        for evidence in derivation.evidence
                    ],
                }
                for derivation in lineage.derivations
            ],
        }
