"""Appending to the ledger: the one way in; nothing is ever changed or deleted."""

import fcntl
import hashlib
import json
import os
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from sqlalchemy import insert, select, update
from sqlalchemy.engine import Connection
from sqlalchemy.exc import DatabaseError, OperationalError

from clew.errors import DiskFull, LedgerBusy, LedgerDamaged, LedgerGrew, NotACase
from clew.ledger.case import Case, write_head
from clew.ledger.entries import Draft, chain_hash
from clew.ledger.points import FailPoint
from clew.ledger.schema import GENESIS, entries
from clew.records import canonical_json
from clew.vocabulary import EntryKind

AFTER = "after"
_PATIENCE = 30.0


@dataclass(frozen=True, slots=True)
class Newest:
    """The newest entry of a kind that a writer has seen, by its id; None where it saw none."""

    kind: EntryKind
    id: str | None


def now() -> str:
    """The present instant in UTC, ISO 8601 to the microsecond."""
    return datetime.now(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


def append(
    case: Case, drafts: Sequence[Draft], actor: str, erase: Sequence[int] = (), newest: Newest | None = None
) -> int:
    """Append entries in one transaction and return how many were new; when it returns they are on disk.

    Entries that the ledger holds already (same content) are passed over, so doing a thing twice adds nothing.
    `erase` blanks the bodies of earlier entries in the same transaction: only for a withdrawal, whose entry
    names them; their digests stay, and so the chain.
    With `newest` nothing is appended where another entry of its kind came since, whichever process wrote it.
    Raises `LedgerGrew` then, `LedgerBusy` where another writer does not let go, `DiskFull` where the store cannot be
    written, `LedgerDamaged` where it is not whole, `NotACase` where the case was moved away or another stands in its
    place; then nothing of the call is acknowledged.
    """
    unique = {id: (draft, body) for draft in drafts for id, body in (draft.written(),)}
    if not unique:
        return 0
    with _turn(case):
        return _append(case, unique, actor, erase, newest)


def _append(
    case: Case, unique: Mapping[str, tuple[Draft, str]], actor: str, erase: Sequence[int], newest: Newest | None
) -> int:
    """Append what is new in one transaction, then note the newest entry beside the ledger."""
    try:
        with case.engine.connect().execution_options(writes=True) as connection, connection.begin():
            _lock(connection)
            case.reached(FailPoint.LOCKED)
            if not case.is_there():
                raise NotACase(case.folder)
            if newest is not None and _newest_of(connection, newest.kind) != newest.id:
                raise LedgerGrew(case.folder)
            known = _known(connection, list(unique))
            fresh = [(id, draft, body) for id, (draft, body) in unique.items() if id not in known]
            held = (_again(connection, draft, body) for id, (draft, body) in unique.items() if id in known)
            fresh += [(id, again, body) for again in held if again is not None for id, body in (again.written(),)]
            if not fresh:
                return 0
            last = connection.execute(
                select(entries.c.seq, entries.c.hash).order_by(entries.c.seq.desc()).limit(1)
            ).first()
            seq, before = (last.seq, last.hash) if last else (0, GENESIS)
            rows = []
            for id, draft, body in fresh:
                seq += 1
                row = {
                    "seq": seq,
                    "kind": str(draft.kind),
                    "about": draft.about,
                    "id": id,
                    "body": body,
                    "digest": hashlib.sha256(body.encode()).hexdigest(),
                    "at": now(),
                    "actor": actor,
                }
                before = chain_hash(before, row)
                rows.append({**row, "hash": before})
            connection.execute(insert(entries), rows)
            for number in erase:
                connection.execute(update(entries).where(entries.c.seq == number).values(body=""))
            case.reached(FailPoint.INSERTED)
    except OperationalError as error:
        said = str(error.orig)
        if "lock" in said or "busy" in said:
            raise LedgerBusy(case.folder) from error
        raise DiskFull(case.folder, said) from error
    except DatabaseError as error:
        raise LedgerDamaged(case.folder, str(error.orig)) from error
    case.reached(FailPoint.COMMITTED)
    write_head(case, seq, before)
    case.reached(FailPoint.NOTED)
    return len(fresh)


@contextmanager
def _turn(case: Case) -> Iterator[None]:
    """Wait for one's turn among the writers of this machine: whoever has waited longest is next.

    SQLite's own waiting has ever longer pauses, and whoever asks again and again may be passed over each time; the
    system keeps those that wait for a lock in line. Raises `LedgerBusy` where the turn does not come. A file system
    that knows no locks is left to the store's own.
    """
    try:
        folder = os.open(case.folder, os.O_RDONLY)
    except FileNotFoundError as error:
        raise NotACase(case.folder) from error
    try:
        try:
            fcntl.flock(folder, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            come = threading.Event()
            threading.Thread(target=_stand_in_line, args=(os.dup(folder), come), daemon=True).start()
            if not come.wait(_PATIENCE):
                raise LedgerBusy(case.folder) from error
        except OSError:
            pass
        yield
    finally:
        os.close(folder)


def _stand_in_line(folder: int, come: threading.Event) -> None:
    """Wait for the lock of a folder without end, in a thread of its own, for the system's waiting cannot be cut short.

    `folder` is a second descriptor of what was opened. The lock is held by either, so that closing this one leaves it
    to who asked, and lets it go where that one has lost patience and closed the first.
    """
    try:
        fcntl.flock(folder, fcntl.LOCK_EX)
    except OSError:
        pass
    finally:
        os.close(folder)
        come.set()


def _lock(connection: Connection) -> None:
    """Keep other writers out until the transaction ends; on SQLite BEGIN IMMEDIATE has done so already."""
    if connection.dialect.name == "postgresql":
        schema = connection.get_execution_options()["schema_translate_map"][None]
        connection.exec_driver_sql("SET LOCAL lock_timeout = '30s'")
        connection.exec_driver_sql(f'LOCK TABLE "{schema}".entries IN EXCLUSIVE MODE')


def _newest_of(connection: Connection, kind: EntryKind) -> str | None:
    """The id of the newest entry of a kind."""
    of_kind = select(entries.c.id).where(entries.c.kind == str(kind))
    return connection.execute(of_kind.order_by(entries.c.seq.desc()).limit(1)).scalar()


def _again(connection: Connection, draft: Draft, body: str) -> Draft | None:
    """The draft of an extraction that the ledger holds but that is in force no longer; None for all others.

    Of the extractions of a document the newest counts: going back to an earlier extractor must be written down, and
    says after which entry it comes.
    """
    if draft.kind is not EntryKind.EXTRACTION:
        return None
    of_document = select(entries.c.id, entries.c.body).where(
        entries.c.kind == str(draft.kind), entries.c.about == draft.about
    )
    newest = connection.execute(of_document.order_by(entries.c.seq.desc()).limit(1)).one()
    said = {key: value for key, value in json.loads(newest.body or "{}").items() if key != AFTER}
    if not newest.body or canonical_json(said) == body:
        return None
    return replace(draft, body={**draft.body, AFTER: newest.id})


def _known(connection: Connection, ids: Sequence[str]) -> set[str]:
    """Which of these entry ids the ledger holds, asked in portions that every store takes."""
    found: set[str] = set()
    for start in range(0, len(ids), 500):
        portion = ids[start : start + 500]
        found.update(connection.execute(select(entries.c.id).where(entries.c.id.in_(portion))).scalars())
    return found
