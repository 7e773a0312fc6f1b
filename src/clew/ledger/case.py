"""The case folder: where the ledger and the blobs stand, made and opened."""

import json
import os
from dataclasses import dataclass
from pathlib import Path

import pysqlite3.dbapi2 as sqlite
from sqlalchemy import Engine, create_engine, event, make_url
from sqlalchemy.engine import Connection

from clew.errors import CaseExists, CaseTooNew, DiskFull, DriverTooOld, NotACase
from clew.ledger.blobs import Blobs
from clew.ledger.schema import FORMAT, metadata

OLDEST_SQLITE = (3, 51, 3)
"""Older ones can corrupt a write-ahead log when two connections write (fixed in 3.51.3)."""

SETTINGS = "case.json"
LEDGER = "ledger.sqlite"
HEAD = "head.json"


@dataclass(frozen=True, slots=True)
class Case:
    """An open case: its folder, the store of its ledger, its blobs."""

    folder: Path
    engine: Engine
    blobs: Blobs

    @property
    def name(self) -> str:
        """The case's name: that of its folder."""
        return self.folder.resolve().name

    @property
    def head(self) -> Path:
        """The file that repeats the number and hash of the newest entry, so that a cut-off end shows."""
        return self.folder / HEAD

    def close(self) -> None:
        """Let go of the store."""
        self.engine.dispose()


def new_case(folder: Path, ledger: str | None = None) -> Case:
    """Make a case in a new or empty folder and open it.

    `ledger` is a PostgreSQL address for teams, None for a SQLite file in the folder. Raises `CaseExists`
    where the folder holds something, `DiskFull` where it cannot be written.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise CaseExists(folder)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "blobs").mkdir()
        (folder / SETTINGS).write_text(json.dumps({"format": FORMAT, "ledger": ledger}) + "\n", encoding="utf-8")
    except OSError as error:
        raise DiskFull(folder, error.strerror or str(error)) from error
    engine = _engine(folder, ledger)
    metadata.create_all(engine)
    return Case(folder, engine, Blobs(folder / "blobs"))


def open_case(folder: Path, ledger: str | None = None) -> Case:
    """Open a case. Raises `NotACase` or `CaseTooNew`; `ledger` overrides the address that the case names."""
    settings = folder / SETTINGS
    try:
        told = json.loads(settings.read_text(encoding="utf-8"))
        found = int(told["format"])
        address = ledger or told["ledger"]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise NotACase(folder) from error
    if found > FORMAT:
        raise CaseTooNew(folder, found, FORMAT)
    if address is None and not (folder / LEDGER).is_file():
        raise NotACase(folder)
    return Case(folder, _engine(folder, address), Blobs(folder / "blobs"))


def _engine(folder: Path, address: str | None) -> Engine:
    """Make the engine of a case's store, with the settings under which acknowledged means on disk."""
    if address is not None:
        url = make_url(address)
        if url.drivername == "postgresql":
            url = url.set(drivername="postgresql+psycopg")
        return create_engine(url, isolation_level="SERIALIZABLE", pool_pre_ping=True)
    if sqlite.sqlite_version_info < OLDEST_SQLITE:
        raise DriverTooOld(sqlite.sqlite_version, ".".join(map(str, OLDEST_SQLITE)))
    engine = create_engine(
        f"sqlite:///{folder / LEDGER}", module=sqlite, connect_args={"timeout": 30, "check_same_thread": False}
    )
    event.listen(engine, "connect", _settle)
    event.listen(engine, "begin", _begin)
    return engine


def _settle(connection: "sqlite.Connection", _record: object) -> None:
    """Set up a new SQLite connection: transactions are ours, writes are synced in full, no memory mapping."""
    connection.isolation_level = None
    for setting in (
        "journal_mode=WAL",
        "synchronous=FULL",
        "foreign_keys=ON",
        "mmap_size=0",
        "trusted_schema=OFF",
        "secure_delete=ON",
    ):
        connection.execute(f"PRAGMA {setting}")


def _begin(connection: Connection) -> None:
    """Begin a transaction; one that will write takes the lock at once, so that it never has to give up half-way."""
    writes = connection.get_execution_options().get("writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def write_head(case: Case, seq: int, digest: str) -> None:
    """Repeat the newest entry's number and hash beside the ledger, written whole or not at all."""
    partial = case.head.with_suffix(".partial")
    with partial.open("w", encoding="utf-8") as file:
        file.write(json.dumps({"seq": seq, "hash": digest}) + "\n")
        file.flush()
        os.fsync(file.fileno())
    partial.replace(case.head)
