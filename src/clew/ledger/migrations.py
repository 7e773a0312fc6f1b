"""Bring the ledger of an older Clew forward, one format after the other, with a copy of it kept as it was."""

import os
from collections.abc import Callable, Mapping
from pathlib import Path

import pysqlite3.dbapi2 as sqlite
from sqlalchemy.engine import Connection, Engine

from clew.errors import DiskFull
from clew.ledger.points import FailPoint, Reached
from clew.ledger.schema import FORMAT, by_kind


def _index_kinds(connection: Connection) -> None:
    """Format 2: an index by kind."""
    by_kind.create(connection, checkfirst=True)


STEPS: Mapping[int, Callable[[Connection], None]] = {2: _index_kinds}
"""What brings a ledger to each format from the one before it; each step may be taken twice."""


def bring_forward(folder: Path, engine: Engine, found: int, reached: Reached) -> None:
    """Bring a ledger from the format `found` to this Clew's; entries and hashes stay as they are.

    The ledger as it was is kept: beside it as `ledger.format-N.sqlite`, on PostgreSQL as the table
    `entries_format_N`. A stop at any moment leaves a ledger that is brought forward at the next opening. Raises
    `DiskFull`.
    """
    if engine.dialect.name == "sqlite":
        _keep_file(folder, found)
    reached(FailPoint.COPY_KEPT)
    with engine.connect().execution_options(writes=True) as connection, connection.begin():
        if engine.dialect.name == "postgresql":
            schema = connection.get_execution_options()["schema_translate_map"][None]
            connection.exec_driver_sql(f'LOCK TABLE "{schema}".entries IN EXCLUSIVE MODE')
            connection.exec_driver_sql(
                f'CREATE TABLE IF NOT EXISTS "{schema}".entries_format_{found} AS TABLE "{schema}".entries'
            )
        for step in range(found + 1, FORMAT + 1):
            STEPS[step](connection)
    reached(FailPoint.BROUGHT_FORWARD)


def forget_copies(folder: Path, engine: Engine) -> None:
    """Delete the kept copies of older formats: what is withdrawn must not live on in them."""
    for copy in folder.glob("ledger.format-*.sqlite"):
        copy.unlink(missing_ok=True)
    if engine.dialect.name == "postgresql":
        with engine.connect().execution_options(writes=True) as connection, connection.begin():
            schema = connection.get_execution_options()["schema_translate_map"][None]
            for step in STEPS:
                connection.exec_driver_sql(f'DROP TABLE IF EXISTS "{schema}".entries_format_{step - 1}')


def _keep_file(folder: Path, found: int) -> None:
    """Copy a SQLite ledger as it is at this moment, whole or not at all."""
    copy = folder / f"ledger.format-{found}.sqlite"
    if copy.exists():
        return
    partial = folder / f".{copy.name}.{os.getpid()}"
    try:
        partial.unlink(missing_ok=True)
        source = sqlite.connect(folder / "ledger.sqlite", timeout=30)
        try:
            source.execute("VACUUM INTO ?", (str(partial),))
        finally:
            source.close()
        with partial.open("rb") as file:
            os.fsync(file.fileno())
        partial.replace(copy)
    except (OSError, sqlite.OperationalError) as error:
        partial.unlink(missing_ok=True)
        raise DiskFull(copy, str(error)) from error
