"""Read the reviewed tables of name knowledge that ship with Clew: CSV files in `clew/names/data`."""

import csv
from collections.abc import Iterator
from importlib.resources import files


def rows(table: str) -> Iterator[dict[str, str]]:
    """The rows of one shipped table, by its name without ending, in the order of the file."""
    text = files("clew.names").joinpath("data", f"{table}.csv").read_text(encoding="utf-8")
    yield from csv.DictReader(text.splitlines())
