"""`clew documents`: what was read, and what could not be."""

from collections.abc import Iterator

import typer

from clew.cli.output import Column, Format, FormatOption, OutputOption, Row, emit
from clew.cli.place import AsOfOption, CaseArgument, the_case
from clew.ledger import View
from clew.vocabulary import DocumentState

COLUMNS = (
    Column("document", lambda row: row["doc"]),
    Column("state", lambda row: row["state"]),
    Column("published", lambda row: row["published"] or "—"),
    Column("publisher", lambda row: row["publisher"] or "—"),
    Column("language", lambda row: row["language"] or "—"),
    Column("claims", lambda row: row["claims"]),
    Column("problem", lambda row: row["problem"] or ""),
)


def register(app: typer.Typer, panel: str) -> None:
    """Add the command to the application."""
    app.command(rich_help_panel=panel)(documents)


def documents(
    case: CaseArgument,
    form: FormatOption = Format.TABLE,
    output: OutputOption = None,
    as_of: AsOfOption = None,
) -> None:
    """List the documents: what was read, where it is from, what failed and why."""
    emit(rows_of(View(the_case(case), as_of)), COLUMNS, form, output, "no documents yet; add some with: clew add")


def rows_of(view: View) -> Iterator[Row]:
    """Yield one row a document, those that could not be read after those that were."""
    counts: dict[str, int] = {}
    for claim in view.claims:
        counts[claim.quote.document] = counts.get(claim.quote.document, 0) + 1
    problems: dict[str, list[str]] = {}
    for problem in view.problems:
        problems.setdefault(problem.doc, []).append(problem.says)
    for document in view.documents:
        yield {
            "doc": document.name,
            "document": document.id,
            "type": document.media_type,
            "language": document.language,
            "published": document.published,
            "publisher": document.publisher,
            "title": document.title,
            "url": document.url,
            "state": DocumentState.READ,
            "claims": counts.get(document.id, 0),
            "problem": "; ".join(problems.get(document.name, ())) or None,
        }
    for failure in view.failures:
        yield {
            "doc": failure.doc,
            "document": failure.document,
            "type": None,
            "language": None,
            "published": None,
            "publisher": None,
            "title": None,
            "url": None,
            "state": failure.state,
            "claims": 0,
            "problem": f"{failure.problem.says}; {failure.problem.fix}",
        }
