"""`clew compare`: two names, the score and every reason for it."""

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer

from clew.cli.match import read_queries, type_of
from clew.cli.output import Column, Format, OutputOption, Row, emit
from clew.errors import UsageError
from clew.names import compare_names

COLUMNS = (
    Column("score", lambda row: f"{row['score']:.4f}"),
    Column("left", lambda row: row["left"]),
    Column("right", lambda row: row["right"]),
    Column("because", lambda row: "\n".join(f"{one['value']:+.4f}  {one['says']}" for one in row["signals"])),
)


def register(app: typer.Typer, panel: str) -> None:
    """Add the command to the application."""
    app.command(rich_help_panel=panel)(compare)


def compare(
    left: Annotated[str | None, typer.Argument(metavar="A", show_default=False)] = None,
    right: Annotated[str | None, typer.Argument(metavar="B", show_default=False)] = None,
    pairs: Annotated[
        Path | None, typer.Option("--pairs", metavar="FILE", help="JSON Lines or CSV with a and b.")
    ] = None,
    schema: Annotated[str | None, typer.Option("--schema", help="Person, Company, Vessel …")] = None,
    form: Annotated[Format | None, typer.Option("--format", help="table, jsonl or csv (jsonl for --pairs).")] = None,
    output: OutputOption = None,
) -> None:
    """Compare names and show what their score is made of; the signals add up to it."""
    if (pairs is None) == (left is None or right is None):
        raise UsageError("give two names, or --pairs FILE")
    form = form or (Format.JSONL if pairs else Format.TABLE)
    emit(_rows(left or "", right or "", pairs, schema), COLUMNS, form, output)


def _rows(left: str, right: str, pairs: Path | None, schema: str | None) -> Iterator[Row]:
    asked = read_queries(pairs) if pairs else iter([{"a": left, "b": right}])
    for one in asked:
        a, b = str(one.get("a", "")), str(one.get("b", ""))
        match = compare_names(a, b, type_of(one.get("schema") or schema))
        signals = [
            {"says": signal.says, "value": signal.value, "left": signal.left, "right": signal.right}
            for signal in match.signals
        ]
        yield {"score": match.score, "signals": signals, "left": a, "right": b}
