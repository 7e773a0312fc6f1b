"""Appending to the ledger: the one way in; nothing is ever changed or deleted."""

import hashlib
from collections.abc import Sequence
from datetime import UTC, datetime

from sqlalchemy import insert, select, update
from sqlalchemy.engine import Connection
from sqlalchemy.exc import OperationalError

from clew.errors import DiskFull, LedgerBusy
from clew.ledger.case import Case, write_head
from clew.ledger.entries import Draft, chain_hash
from clew.ledger.points import FailPoint
from clew.ledger.schema import GENESIS, entries


def now() -> str:
    """The present instant in UTC, ISO 8601 to the microsecond."""
    return datetime.now(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


def append(case: Case, drafts: Sequence[Draft], actor: str, erase: Sequence[int] = ()) -> int:
    """Append entries in one transaction and return how many were new; when it returns they are on disk.

    Entries that the ledger holds already (same content) are passed over, so doing a thing twice adds nothing.
    `erase` blanks the bodies of earlier entries in the same transaction: only for a withdrawal, whose entry
    names them; their digests stay, and so the chain.
    Raises `LedgerBusy` where another writer does not let go, `DiskFull` where the store cannot be written;
    then nothing of the call is in the ledger.
    """
    unique = {id: (draft, body) for draft in drafts for id, body in (draft.written(),)}
    if not unique:
        return 0
    try:
        with case.engine.connect().execution_options(writes=True) as connection, connection.begin():
            _lock(connection)
            case.reached(FailPoint.LOCKED)
            known = _known(connection, list(unique))
            fresh = [(id, draft, body) for id, (draft, body) in unique.items() if id not in known]
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
    case.reached(FailPoint.COMMITTED)
    write_head(case, seq, before)
    case.reached(FailPoint.NOTED)
    return len(fresh)


def _lock(connection: Connection) -> None:
    """Keep other writers out until the transaction ends; on SQLite BEGIN IMMEDIATE has done so already."""
    if connection.dialect.name == "postgresql":
        schema = connection.get_execution_options()["schema_translate_map"][None]
        connection.exec_driver_sql("SET LOCAL lock_timeout = '30s'")
        connection.exec_driver_sql(f'LOCK TABLE "{schema}".entries IN EXCLUSIVE MODE')


def _known(connection: Connection, ids: Sequence[str]) -> set[str]:
    """Which of these entry ids the ledger holds, asked in portions that every store takes."""
    found: set[str] = set()
    for start in range(0, len(ids), 500):
        portion = ids[start : start + 500]
        found.update(connection.execute(select(entries.c.id).where(entries.c.id.in_(portion))).scalars())
    return found
