"""`clew entities`: the parties and products, with all their names and what lists say of them."""

from collections.abc import Iterator

import typer

from clew.cli.findings import findings_of
from clew.cli.output import Column, Format, FormatOption, OutputOption, Row, emit
from clew.cli.place import AsOfOption, CaseArgument, ListOption
from clew.records import Findings

COLUMNS = (
    Column("party", lambda row: row["name"]),
    Column("type", lambda row: row["type"]),
    Column("other names", lambda row: ", ".join(name for name in row["names"] if name != row["name"]) or "—"),
    Column("documents", lambda row: len({mention["doc"] for mention in row["mentions"]})),
    Column("listed", lambda row: "; ".join(f"{hit['list']} {hit['id']} ({hit['state']})" for hit in row["listed"])),
    Column("id", lambda row: row["id"]),
)


def register(app: typer.Typer, panel: str) -> None:
    """Add the command to the application."""
    app.command(rich_help_panel=panel)(entities)


def entities(
    case: CaseArgument,
    lists: ListOption = None,
    form: FormatOption = Format.TABLE,
    output: OutputOption = None,
    as_of: AsOfOption = None,
) -> None:
    """List the parties: names that belong together, where they occur, which lists name them."""
    emit(rows_of(findings_of(case, lists, as_of)), COLUMNS, form, output, "no parties")


def rows_of(findings: Findings) -> Iterator[Row]:
    """Yield one row an entity."""
    for entity in findings.entities:
        yield {
            "id": entity.id,
            "type": entity.type,
            "name": entity.name,
            "names": list(entity.names),
            "described": entity.described,
            "mentions": [{"doc": mention.doc, "name": mention.name} for mention in entity.mentions],
            "listed": [
                {
                    "list": hit.listing.list,
                    "id": hit.listing.id,
                    "name": hit.listed_name,
                    "score": hit.score,
                    "state": hit.state,
                }
                for hit in findings.hits
                if hit.entity == entity.id
            ],
            "joins": [
                {
                    "left": join.left,
                    "right": join.right,
                    "score": join.score,
                    "signals": [{"says": signal.says, "value": signal.value} for signal in join.signals],
                    "judgement": join.judgement,
                }
                for join in entity.joins
            ],
        }
