"""`clew documents`: what was read, and what could not be."""

from collections.abc import Iterator
from typing import Annotated, Any

import typer

from clew.cli.output import Column, Format, FormatOption, OutputOption, Row, emit
from clew.cli.place import AsOfOption, CaseArgument, the_case
from clew.ledger import View
from clew.read import find_twins
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
TWIN = Column("same text as", lambda row: f"{row['twin']['doc']} ({row['twin']['likeness']})" if row["twin"] else "")


def register(app: typer.Typer, panel: str) -> None:
    """Add the command to the application."""
    app.command(rich_help_panel=panel)(documents)


def documents(
    case: CaseArgument,
    form: FormatOption = Format.TABLE,
    output: OutputOption = None,
    as_of: AsOfOption = None,
    twins: Annotated[
        bool, typer.Option("--twins", help="Also say which hold the same text as an earlier one.")
    ] = False,
) -> None:
    """List the documents: what was read, where it is from, what failed and why."""
    view = View(the_case(case), as_of)
    columns = (*COLUMNS, TWIN) if twins else COLUMNS
    emit(rows_of(view, twins=twins), columns, form, output, "no documents yet; add some with: clew add")


def rows_of(view: View, *, twins: bool = False) -> Iterator[Row]:
    """Yield one row a document, those that could not be read after those that were."""
    alike = {one.right: one for one in find_twins(view.documents)} if twins else {}
    names = {document.id: document.name for document in view.documents}
    counts: dict[str, int] = {}
    for claim in view.claims:
        counts[claim.quote.document] = counts.get(claim.quote.document, 0) + 1
    problems: dict[str, list[str]] = {}
    for problem in view.problems:
        problems.setdefault(problem.doc, []).append(problem.says)
    for document in view.documents:
        row: dict[str, Any] = {
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
            **_custody(view, document.id),
            "reader": document.reader or None,
            "within": names.get(document.parent or "", document.parent),
        }
        if twins:
            one = alike.get(document.name)
            row["twin"] = {"doc": one.left, "likeness": one.likeness, "share": one.share} if one else None
        yield row
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
            **_custody(view, failure.document),
            "reader": None,
            "within": None,
            **({"twin": None} if twins else {}),
        }


def _custody(view: View, digest: str) -> Row:
    """When a file came in, who added it, and how many bytes of it are kept."""
    at, actor = view.received.get(digest, (None, None))
    try:
        size: int | None = view.case.blobs.path(digest).stat().st_size
    except OSError:
        size = None
    return {"received": at, "by": actor, "bytes": size}
