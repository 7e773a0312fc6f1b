"""Make sure that what was withdrawn lives on nowhere in the case: no log, no older copy, no note beside the ledger."""

import os
from collections.abc import Collection

from clew.errors import DiskFull
from clew.ledger.case import Case
from clew.ledger.migrations import forget_copies


def forget(case: Case, words: Collection[str]) -> None:
    """Wipe the store's own log, delete copies of older formats, and drop notes that speak of any of these words.

    `words` are ids and names as they stand in the notes' JSON, in quotation marks. Raises `DiskFull`.
    """
    if case.engine.dialect.name == "sqlite":
        with case.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    try:
        forget_copies(case.folder, case.engine)
        for noted in case.folder.glob("*.jsonl"):
            lines = noted.read_text(encoding="utf-8", errors="replace").splitlines(keepends=True)
            kept = [line for line in lines if not any(f'"{word}"' in line for word in words)]
            if len(kept) < len(lines):
                partial = noted.with_name(f".{noted.name}.{os.getpid()}")
                partial.write_text("".join(kept), encoding="utf-8")
                partial.replace(noted)
    except OSError as error:
        raise DiskFull(case.folder, error.strerror or str(error)) from error
