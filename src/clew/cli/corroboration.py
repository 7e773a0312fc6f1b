"""`clew corroboration`: how many independent origins stand behind each relation."""

from collections.abc import Iterator

import typer

from clew.cli.findings import findings_of, name_of
from clew.cli.output import Column, Format, FormatOption, OutputOption, Row, emit
from clew.cli.place import AsOfOption, CaseArgument
from clew.records import Findings

COLUMNS = (
    Column("relation", lambda row: f"{row['subject_name']} — {row['predicate']} — {row['object_name']}"),
    Column("status", lambda row: ", ".join(row["statuses"])),
    Column("support", lambda row: row["says"]),
    Column("grade", lambda row: row["grade"] or "—"),
    Column("denied by", lambda row: len(row["denied_by"]) or ""),
)


def register(app: typer.Typer, panel: str) -> None:
    """Add the command to the application."""
    app.command(rich_help_panel=panel)(corroboration)


def corroboration(
    case: CaseArgument, form: FormatOption = Format.TABLE, output: OutputOption = None, as_of: AsOfOption = None
) -> None:
    """Show each relation with its documents, its independent origins (a range where unknown) and who denies it."""
    emit(rows_of(findings_of(case, as_of=as_of)), COLUMNS, form, output, "no relations")


def rows_of(findings: Findings) -> Iterator[Row]:
    """Yield one row a relation."""
    relations = {relation.id: relation for relation in findings.relations}
    for support in findings.corroborations:
        relation = relations[support.relation]
        grade = support.grade
        yield {
            "relation": relation.id,
            "predicate": relation.predicate,
            "subject": relation.subject,
            "subject_name": name_of(findings, relation.subject),
            "object": relation.object,
            "object_name": name_of(findings, relation.object),
            "statuses": list(relation.statuses),
            "claims": list(relation.claims),
            "documents": list(support.documents),
            "low": support.low,
            "high": support.high,
            "says": support.says,
            "origins": list(support.origins),
            "unknown": list(support.unknown),
            "denied_by": list(support.denied_by),
            "grade": f"{grade.reliability}{grade.credibility}" if grade else None,
            "likelihood": grade.likelihood if grade else None,
            "rule": grade.rule if grade else None,
        }
