"""`clew match`: names against lists, in bulk or one by one, with the reasons for every hit."""

import csv
import json
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain
from pathlib import Path
from typing import Annotated, Any

import typer

from clew.cli.bulk import Answer, answered, chunks, skip, stream
from clew.cli.explaining import explained
from clew.cli.output import Column, Format, OutputOption, emit, plain
from clew.cli.place import home
from clew.errors import NoSuchPath, UsageError
from clew.records import Signal
from clew.screen import Candidate, Library, ListIndex, OpenList, Query, import_list, note_on, open_imported
from clew.vocabulary import EntityType

SCHEMATA: dict[str, EntityType] = {
    "person": EntityType.PERSON,
    "company": EntityType.COMPANY,
    "organization": EntityType.ORGANIZATION,
    "legalentity": EntityType.ORGANIZATION,
    "publicbody": EntityType.PUBLIC_BODY,
    "vessel": EntityType.PRODUCT,
    "airplane": EntityType.PRODUCT,
}
"""FollowTheMoney schema, in lower case → the type that names are compared as."""

_SHOWN = 80
"""So many letters of a name that was asked stand in the table."""

COLUMNS = (
    Column("name", lambda row: row["query"] if len(row["query"]) <= _SHOWN else f"{row['query'][:_SHOWN]}…"),
    Column("score", lambda row: f"{row['score']:.2f}"),
    Column("listed as", lambda row: row["name"]),
    Column("list", lambda row: f"{row['list']} {row['id']}"),
    Column("does", lambda row: " and ".join(row["measures"]) or "not stated"),
    Column("why", lambda row: "; ".join(f"{one['says']} {one['value']:+.2f}" for one in row["signals"])),
)


def register(app: typer.Typer, panel: str) -> None:
    """Add the command to the application."""
    app.command(rich_help_panel=panel)(match)


def match(
    names: Annotated[list[str] | None, typer.Argument(metavar="NAME…", help="Names.", show_default=False)] = None,
    file: Annotated[Path | None, typer.Option("--names", metavar="FILE", help="Text, CSV or JSON Lines.")] = None,
    lists: Annotated[
        list[str] | None, typer.Option("--list", metavar="NAME|FILE", help="A list at hand, or a list file.")
    ] = None,
    schema: Annotated[str | None, typer.Option("--schema", help="Person, Company, Vessel …")] = None,
    limit: Annotated[int, typer.Option("--limit", min=1, max=100, help="At most so many hits a name.")] = 10,
    threshold: Annotated[float, typer.Option("--threshold", min=0, max=1, help="Only as near as this.")] = 0.0,
    explain: Annotated[
        str | None,
        typer.Option(
            "--explain", "--why-not", metavar="ID|NAME", help="Why this entry was or was not found; a number or a name."
        ),
    ] = None,
    form: Annotated[Format | None, typer.Option("--format", help="table, jsonl or csv (jsonl for --names).")] = None,
    output: OutputOption = None,
    resume: Annotated[bool, typer.Option("--resume", help="Go on where the file of -o stops.")] = False,
    fail_on_hit: Annotated[bool, typer.Option("--fail-on-hit", help="Exit 1 if anything is found.")] = False,
) -> None:
    """Hold names against lists and show the nearest entries, each with its score and what that is made of."""
    if bool(names) == (file is not None):
        raise UsageError("give names, or --names FILE")
    if resume and (output is None or file is None or form is Format.TABLE or explain):
        raise UsageError("--resume needs --names and -o FILE, as JSON Lines or CSV")
    form = form or (Format.JSONL if file else Format.TABLE)
    asked = read_queries(file) if file else iter([{"qid": str(n), "query": q} for n, q in enumerate(names or (), 1)])
    if resume and output:
        asked = skip(asked, answered(output, form))
    index = the_index(lists)
    if explain is None and form is not Format.TABLE:
        found = stream(_answers(asked, index, schema, limit, threshold), form, output, more=resume)
        raise typer.Exit(1 if fail_on_hit and found else 0)
    every = list(asked)
    queries = [_query(one, schema) for one in every]
    if explain is not None:
        print(explained(index, explain, queries, limit, threshold))
        return
    hits = list(index.search(queries, limit, threshold))
    for one in every:
        note = note_on(str(one["query"]))
        if note:
            print(f"“{plain(str(one['query'])[:_SHOWN])}”: {note}", file=sys.stderr)
    rows = ({**one, **_hit(hit)} for one, best in zip(every, hits, strict=True) for hit in best)
    emit(rows, COLUMNS, form, output, "nothing near on " + _lists(index))
    if fail_on_hit and any(hits):
        raise typer.Exit(1)


def _query(one: Mapping[str, Any], schema: str | None) -> Query:
    return Query(str(one["query"]), type_of(one.get("schema") or schema))


def _answers(
    asked: Iterable[Mapping[str, Any]], index: ListIndex, schema: str | None, limit: int, threshold: float
) -> Iterator[list[Answer]]:
    """Yield what was asked with its hits, a chunk at a time."""
    for chunk in chunks(asked):
        found = index.search([_query(one, schema) for one in chunk], limit, threshold)
        yield [(one, [_hit(hit) for hit in hits]) for one, hits in zip(chunk, found, strict=True)]


def the_index(lists: Sequence[str] | None) -> ListIndex:
    """Open lists at hand by name, and list files by path; without any, all lists at hand in force."""
    library = Library(home())
    opened: list[OpenList] = []
    for name in lists or ():
        path = Path(name)
        if path.exists():
            imported = import_list([path])
            opened.append(open_imported(imported.version, imported.listings))
        elif "/" in name:
            raise NoSuchPath(path)
        else:
            opened.extend(library.open(library.newest([name])).lists)
    return ListIndex(tuple(opened)) if opened else library.open(library.newest())


def type_of(schema: object) -> EntityType | None:
    """The type of a FollowTheMoney schema, None where it says nothing about the kind of name."""
    return SCHEMATA.get(str(schema or "").lower())


def read_queries(path: Path) -> Iterator[Mapping[str, Any]]:
    """Yield the names of a file: JSON Lines, CSV with a column `query` or `name`, or a name a line.

    Columns that the user has beside stay with the row. Raises `NoSuchPath`, `UsageError`.
    """
    try:
        file = path.open(encoding="utf-8-sig", errors="replace", newline="")
    except OSError as error:
        raise NoSuchPath(path) from error
    with file:
        first = next((line for line in file if line.strip()), "")
        lines = chain([first], file)
        header = {cell.strip().strip('"').lower() for cell in first.split(",")}
        if first.startswith("{"):
            rows: Iterable[Mapping[str, Any]] = (
                _json(path, n, line) for n, line in enumerate(lines, 1) if line.strip()
            )
        elif header & {"query", "name"} or header >= {"a", "b"}:
            rows = csv.DictReader(lines)
        else:
            rows = ({"query": line.strip()} for line in lines if line.strip())
        try:
            for number, row in enumerate(rows, 1):
                told = {str(key).strip(): value for key, value in row.items() if key is not None}
                query = told.get("query") or told.get("name") or ""
                yield {**told, "qid": str(told.get("qid") or number), "query": query}
        except csv.Error as error:
            raise UsageError(f"{path}: {error}; a CSV file is expected") from error


def _json(path: Path, number: int, line: str) -> Mapping[str, Any]:
    try:
        told = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise UsageError(f"{path}:{number}: not JSON; one object a line is expected") from error
    if not isinstance(told, dict):
        raise UsageError(f"{path}:{number}: not a JSON object")
    return told


def _hit(hit: Candidate) -> dict[str, Any]:
    return {
        "id": hit.listing.id,
        "name": hit.listed_name,
        "score": hit.score,
        "list": hit.version.name,
        "list_date": hit.version.date,
        "measures": [str(measure) for measure in hit.listing.measures],
        "authority": hit.listing.authority,
        "programmes": list(hit.listing.programmes),
        "since": hit.listing.since,
        "signals": [_signal(signal) for signal in hit.signals],
    }


def _signal(signal: Signal) -> dict[str, Any]:
    return {"says": signal.says, "value": signal.value, "left": signal.left, "right": signal.right}


def _lists(index: ListIndex) -> str:
    return ", ".join(version.name for version in index.versions) or sys.argv[0]
