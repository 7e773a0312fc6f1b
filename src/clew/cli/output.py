"""Print rows: a table for people, JSON Lines or CSV for programs, to the terminal or into a file."""

import csv
import io
import json
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from clew.errors import DiskFull
from clew.records import inert, joined

Row = Mapping[str, Any]


class Format(StrEnum):
    """How rows are printed."""

    TABLE = "table"
    JSONL = "jsonl"
    CSV = "csv"


FormatOption = Annotated[Format, typer.Option("--format", help="A table for people, or jsonl or csv for programs.")]
OutputOption = Annotated[Path | None, typer.Option("--output", "-o", help="Write into this file.")]


@dataclass(frozen=True, slots=True)
class Column:
    """One column of the table for people: its heading, and what it shows of a row."""

    heading: str
    shows: Callable[[Row], object]


def plain(value: object) -> str:
    """Text that is safe to print: no control characters, no terminal commands, no signs that few terminals know."""
    return "".join(c if c.isprintable() or c == "\n" else "\N{REPLACEMENT CHARACTER}" for c in joined(str(value)))


def emit(rows: Iterable[Row], columns: Sequence[Column], form: Format, output: Path | None, empty: str = "") -> None:
    """Print rows in the asked form. `empty` is what people read where there are none."""
    if form is Format.TABLE:
        told = list(rows)
        text = _table(told, columns) if told else f"{empty or 'nothing'}\n"
    elif form is Format.JSONL:
        text = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    else:
        text = _csv(list(rows))
    write(text, output)


def write(text: str, output: Path | None) -> None:
    """Write a text into a file, or to standard output where none is named. Raises `DiskFull`."""
    data = text.encode("utf-8", "replace")
    if output is None:
        sys.stdout.flush()
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
        return
    try:
        output.write_bytes(data)
    except OSError as error:
        raise DiskFull(output, error.strerror or str(error)) from error


def _table(rows: Sequence[Row], columns: Sequence[Column]) -> str:
    table = Table(box=None, pad_edge=False, header_style="bold", show_edge=False)
    for column in columns:
        table.add_column(column.heading, overflow="fold")
    for row in rows:
        table.add_row(*(escape(plain(column.shows(row))) for column in columns))
    stream = io.StringIO()
    terminal = sys.stdout.isatty()
    Console(file=stream, force_terminal=terminal, width=None if terminal else 160).print(table)
    return stream.getvalue()


def _csv(rows: Sequence[Row]) -> str:
    stream = io.StringIO()
    if rows:
        writer = csv.DictWriter(stream, fieldnames=list(rows[0]), extrasaction="ignore")
        writer.writeheader()
        writer.writerows({key: cell(value) for key, value in row.items()} for row in rows)
    return stream.getvalue()


def cell(value: object) -> str:
    """One cell: lists and objects as JSON, and nothing that a spreadsheet would run."""
    if isinstance(value, str):
        return inert(value)
    return "" if value is None else json.dumps(value, ensure_ascii=False)
