"""The case folder: where the ledger and the blobs stand, made and opened."""

import json
import os
import secrets
import threading
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

import pysqlite3.dbapi2 as sqlite
from sqlalchemy import Engine, create_engine, event, make_url
from sqlalchemy.engine import Connection
from sqlalchemy.exc import ArgumentError, DatabaseError, OperationalError
from sqlalchemy.pool import ConnectionPoolEntry, QueuePool
from sqlalchemy.schema import CreateSchema

from clew.errors import CaseExists, CaseTooNew, DiskFull, DriverTooOld, LedgerDamaged, NotACase, StoreUnreachable
from clew.ledger.blobs import Blobs
from clew.ledger.migrations import bring_forward
from clew.ledger.points import FailPoint, Reached, go_on
from clew.ledger.schema import FORMAT, GENESIS, metadata

OLDEST_SQLITE = (3, 51, 3)
"""Older ones can corrupt a write-ahead log when two connections write (fixed in 3.51.3)."""

_ROOM = ("cache_size=-200000", "wal_autocheckpoint=16384")
"""Room for a large ledger's indexes in memory (200 MB, taken only as needed), and for 64 MB in the write-ahead log
before it is worked into the ledger, so that a million entries do not write each page of the indexes over and over."""

SETTINGS = "case.json"
LEDGER = "ledger.sqlite"
HEAD = "head.json"


Mark = tuple[int, int]
"""The device and the number of a file: what tells it from another that takes its place."""


@dataclass(frozen=True, slots=True)
class Case:
    """An open case: its folder, the store of its ledger, its blobs, and which file it was opened from (`mark`)."""

    folder: Path
    engine: Engine
    blobs: Blobs
    reached: Reached = go_on
    mark: Mark | None = None

    @property
    def name(self) -> str:
        """The case's name: that of its folder."""
        return self.folder.resolve().name

    @property
    def head(self) -> Path:
        """The file that repeats the number and hash of the newest entry, so that a cut-off end shows."""
        return self.folder / HEAD

    @property
    def settings(self) -> Path:
        """The file that makes a folder a case: of which version it is, and where its ledger lies."""
        return self.folder / SETTINGS

    def is_there(self) -> bool:
        """Whether its folder still holds this case: it may be deleted or replaced while it is open."""
        return self.settings.is_file() and self.mark == _mark(self.folder)

    def close(self) -> None:
        """Let go of the store."""
        self.engine.dispose()


def new_case(folder: Path, ledger: str | None = None) -> Case:
    """Make a case in a new or empty folder and open it.

    `ledger` is a PostgreSQL address for teams, where the case gets a schema of its own; None is a SQLite file in
    the folder. Raises `CaseExists` where the folder holds something, `DiskFull` where it cannot be written,
    `StoreUnreachable` where the address leads nowhere.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise CaseExists(folder)
    schema = f"clew_{secrets.token_hex(8)}" if ledger else None
    try:
        folder.mkdir(parents=True, exist_ok=True)
        engine = _engine(folder, ledger, schema)
        if schema:
            with _reached(engine) as connection, connection.begin():
                connection.execute(CreateSchema(schema))
        metadata.create_all(engine)
        (folder / "blobs").mkdir()
        case = Case(folder, engine, Blobs(folder / "blobs"))
        write_head(case, 0, GENESIS)
        _write_settings(folder, {"format": FORMAT, "ledger": ledger, "schema": schema})
        return replace(case, mark=_mark(folder))
    except OSError as error:
        raise DiskFull(folder, error.strerror or str(error)) from error


def open_case(folder: Path, ledger: str | None = None, reached: Reached = go_on) -> Case:
    """Open a case; one that an older Clew wrote is brought forward, with a copy of its ledger kept.

    `ledger` overrides the address that the case names (a moved server), for a case that is on PostgreSQL. `reached`
    is told of the points of writing. Raises `NotACase`, `CaseTooNew`, `StoreUnreachable`, `LedgerDamaged`, `DiskFull`.
    """
    settings = folder / SETTINGS
    try:
        told = json.loads(settings.read_text(encoding="utf-8"))
        found = int(told["format"])
        if found > FORMAT:
            raise CaseTooNew(folder, found, FORMAT)
        schema, noted = told["schema"], told["ledger"]
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise NotACase(folder) from error
    if found < 1:
        raise NotACase(folder)
    address = (ledger or noted) if schema else None
    if address is None and not (folder / LEDGER).is_file():
        raise NotACase(folder)
    engine = _engine(folder, address, schema)
    if address is not None:
        _reached(engine).close()
    case = Case(folder, engine, Blobs(folder / "blobs", reached), reached)
    if found < FORMAT:
        _bring_forward(case, told, found)
    return replace(case, mark=_mark(folder))


def _mark(folder: Path) -> Mark | None:
    """Which file the case in a folder is: its ledger, or its settings where the ledger is elsewhere; None for none."""
    for name in (LEDGER, SETTINGS):
        try:
            told = (folder / name).stat()
        except OSError:
            continue
        return told.st_dev, told.st_ino
    return None


def _bring_forward(case: Case, told: dict[str, object], found: int) -> None:
    """Bring the ledger of an older case to this Clew's format, and note that."""
    try:
        bring_forward(case.folder, case.engine, found, case.reached)
        _write_settings(case.folder, {**told, "format": FORMAT})
    except OperationalError as error:
        raise DiskFull(case.folder, str(error.orig)) from error
    except DatabaseError as error:
        raise LedgerDamaged(case.folder, str(error.orig)) from error
    except OSError as error:
        raise DiskFull(case.folder, error.strerror or str(error)) from error
    case.reached(FailPoint.FORMAT_NOTED)


def _write_settings(folder: Path, told: dict[str, object]) -> None:
    """Write a case's settings, whole or not at all."""
    _put_in_place(folder / SETTINGS, json.dumps(told) + "\n")


def _put_in_place(target: Path, text: str, reached: Callable[[], None] = lambda: None) -> None:
    """Write a small file so that it is the old one or the new one, whatever happens."""
    partial = target.with_name(f".{target.name}.{os.getpid()}.{threading.get_ident()}")
    with partial.open("w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    reached()
    partial.replace(target)


def _engine(folder: Path, address: str | None, schema: str | None) -> Engine:
    """Make the engine of a case's store, with the settings under which acknowledged means on disk."""
    if address is not None:
        try:
            url = make_url(address)
        except ArgumentError as error:
            raise StoreUnreachable(address, "not an address") from error
        if not url.drivername.startswith("postgresql"):
            raise StoreUnreachable(url.render_as_string(), "only postgresql:// is known")
        engine = create_engine(url.set(drivername="postgresql+psycopg"), pool_pre_ping=True)
        return engine.execution_options(schema_translate_map={None: schema})
    if sqlite.sqlite_version_info < OLDEST_SQLITE:
        raise DriverTooOld(sqlite.sqlite_version, ".".join(map(str, OLDEST_SQLITE)))
    engine = create_engine("sqlite://", module=sqlite, creator=lambda: _connect(folder / LEDGER), poolclass=QueuePool)
    event.listen(engine, "checkin", _let_go)
    event.listen(engine, "begin", _begin)
    return engine


def _reached(engine: Engine) -> Connection:
    """Connect, or say that the store cannot be reached; passwords are not shown."""
    try:
        return engine.connect()
    except OperationalError as error:
        raise StoreUnreachable(engine.url.render_as_string(), str(error.orig).splitlines()[0]) from error


def _connect(file: Path) -> "sqlite.Connection":
    """Connect to a SQLite ledger; on a disk so full that not even reading can begin, to read it as it stands.

    A ledger without anything in a write-ahead log beside it was closed in good order, so its file holds all of it.
    """
    connection = sqlite.connect(file, timeout=30, check_same_thread=False)
    try:
        _settle(connection)
    except sqlite.OperationalError:
        connection.close()
        log = file.with_name(f"{file.name}-wal")
        if not file.is_file() or (log.exists() and log.stat().st_size):
            raise
        connection = sqlite.connect(f"{file.resolve().as_uri()}?immutable=1", uri=True, check_same_thread=False)
        connection.isolation_level = None
        connection.execute("PRAGMA query_only=ON")
    return connection


def _settle(connection: "sqlite.Connection") -> None:
    """Set up a new SQLite connection: transactions are ours, writes are synced in full, no memory mapping."""
    connection.isolation_level = None
    settings = ("journal_mode=WAL", "synchronous=FULL", "mmap_size=0", "trusted_schema=OFF", "secure_delete=ON")
    for setting in (*settings, *_ROOM):
        connection.execute(f"PRAGMA {setting}")


def _let_go(connection: "sqlite.Connection", record: ConnectionPoolEntry) -> None:
    """Use a connection that only reads no second time: others may write again by then."""
    if connection.execute("PRAGMA query_only").fetchone()[0]:
        record.invalidate()


def _begin(connection: Connection) -> None:
    """Begin a SQLite transaction; one that will write takes the lock at once, so that it never gives up half-way."""
    writes = connection.get_execution_options().get("writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def write_head(case: Case, seq: int, digest: str) -> None:
    """Repeat the newest entry's number and hash beside the ledger; an older one never replaces a newer one.

    Raises `DiskFull`: the entries themselves are on disk then, and doing the same again adds nothing.
    """
    try:
        if seq == 0 or seq > _noted(case.head):
            said = json.dumps({"seq": seq, "hash": digest}) + "\n"
            _put_in_place(case.head, said, lambda: case.reached(FailPoint.NOTE_WRITTEN))
    except OSError as error:
        raise DiskFull(case.head, error.strerror or str(error)) from error


def _noted(head: Path) -> int:
    """The number of the newest entry that is noted, 0 where the note cannot be read."""
    try:
        return int(json.loads(head.read_text(encoding="utf-8"))["seq"])
    except (OSError, ValueError, KeyError, TypeError):
        return 0
