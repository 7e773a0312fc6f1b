"""`clew verify`: look whether a case still holds what it vouches for."""

from dataclasses import asdict

import typer

from clew.checks import run_checks
from clew.cli.output import Column, Format, FormatOption, OutputOption, emit
from clew.cli.place import CaseArgument, the_case
from clew.ledger import View

COLUMNS = (
    Column("where", lambda row: row["doc"]),
    Column("what does not hold", lambda row: row["says"]),
    Column("do", lambda row: row["fix"]),
)


def register(app: typer.Typer, panel: str) -> None:
    """Add the command to the application."""
    app.command(rich_help_panel=panel)(verify)


def verify(case: CaseArgument, form: FormatOption = Format.TABLE, output: OutputOption = None) -> None:
    """Check hashes, chain, originals and every quote; name what does not hold (exit 1)."""
    view = View(the_case(case))
    problems = list(run_checks(view))
    if problems or form is not Format.TABLE:
        emit([asdict(problem) for problem in problems], COLUMNS, form, output)
    else:
        count = sum(1 for _ in view.rows())
        print(f"all {count} entries, {len(view.documents)} documents and {len(view.claims)} quotes hold")
        print(f"chain {view.chain_hash}")
    if problems:
        raise typer.Exit(1)
