"""Parquet: the tables of a case, one file each, for polars, DuckDB, pandas and Spark."""

import io
from collections.abc import Iterator, Sequence
from importlib import import_module
from typing import Any

from clew.errors import ExtraMissing
from clew.records import Findings
from clew.report.exports.csv_tables import tables


def parquet(findings: Findings) -> Iterator[tuple[str, bytes]]:
    """One file for each table that has rows; texts, whole numbers and fractions keep their types.

    Raises `ExtraMissing` where the optional packages (arro3) are not installed.
    """
    try:
        core: Any = import_module("arro3.core")
        written: Any = import_module("arro3.io")
    except ModuleNotFoundError as missing:
        raise ExtraMissing("parquet", "writing Parquet") from missing
    for name, rows in tables(findings):
        if rows:
            columns = {column: _column(core, [row[column] for row in rows]) for column in rows[0]}
            out = io.BytesIO()
            written.write_parquet(core.Table.from_pydict(columns), out, created_by="clew")
            yield f"{name}.parquet", out.getvalue()


def _column(core: Any, values: Sequence[str | int | float]) -> Any:
    """One column, of the narrowest type that holds all its values."""
    if all(isinstance(value, int) for value in values):
        return core.Array(list(values), type=core.DataType.int64())
    if all(isinstance(value, int | float) for value in values):
        return core.Array([float(value) for value in values], type=core.DataType.float64())
    return core.Array([str(value) for value in values], type=core.DataType.utf8())
