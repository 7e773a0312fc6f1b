"""`clew map`: propose which columns of a table make which claim, and show what that would give."""

from itertools import islice
from pathlib import Path
from typing import Annotated

import typer

from clew.cli.output import plain, write
from clew.errors import NoSuchPath, UsageError
from clew.extract import form_of, propose_mapping, read_mapping, rows_of, table_claims
from clew.read import read_document
from clew.records import Given

_SAMPLE = 20
_SHOWN = 5


def register(app: typer.Typer, panel: str) -> None:
    """Add the command to the application."""
    app.command("map", rich_help_panel=panel)(propose)


def propose(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A table: CSV, a workbook, JSON Lines.")],
    output: Annotated[Path | None, typer.Option("--output", "-o", help="Write the mapping here.")] = None,
) -> None:
    """Propose a mapping of a table's columns to claims, and show what its first rows would give."""
    if not file.is_file():
        raise NoSuchPath(file)
    reading = read_document(file, file.name, Given())
    if not reading.documents:
        raise UsageError("; ".join(f"{one.problem.says}; {one.problem.fix}" for one in reading.failures))
    document = reading.documents[0]
    form = form_of(document)
    if form is not None:
        print(f"# {form}: no mapping is needed, add it as it is")
        found = table_claims(document, (), "")
    else:
        header, rows = rows_of(document)
        sample = [[row.cells.get(name, "") for name in header] for row in islice(rows, _SAMPLE)]
        text = propose_mapping(header, sample)
        write(text, output)
        found = table_claims(document, (read_mapping(text, file),), "")
    print(f"\n# would give {len(found.claims)} claims and {len(found.problems)} problems, such as")
    for claim in found.claims[:_SHOWN]:
        subject, object_ = (party.name if party else "?" for party in (claim.subject, claim.object))
        told = "; ".join(f"{key}: {value}" for key, value in claim.qualifiers.items())
        print(plain(f"#   {subject} {claim.predicate} {object_} ({told})"))
    for problem in found.problems[:_SHOWN]:
        print(plain(f"#   {problem.says}"))
    if output is not None and form is None:
        print(f"# wrote {output}; use it with: clew add CASE {file} --mapping {output}")
