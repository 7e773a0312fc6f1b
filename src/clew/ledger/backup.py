"""A whole copy of a case in one file, taken while it is in use, and a case made out of it."""

import json
import os
import tarfile
import tempfile
from pathlib import Path

from sqlalchemy import insert, select

from clew.errors import BadBackup, DiskFull
from clew.ledger.blobs import sha256
from clew.ledger.case import Case, new_case, write_head
from clew.ledger.schema import FORMAT, entries

_PORTION = 2000


def back_up(case: Case, file: Path) -> int:
    """Write the case's entries and blobs into one tar file and return the number of entries.

    The entries are those of one moment, whatever others append meanwhile; blobs are never changed, so those
    that the entries name are all there. The file is whole or not there. Raises `DiskFull`.
    """
    partial = file.with_name(f".{file.name}.partial")
    count = 0
    try:
        with tempfile.TemporaryDirectory() as folder, tarfile.open(partial, "w") as tar:
            told = Path(folder) / "entries.jsonl"
            with told.open("w", encoding="utf-8", errors="surrogatepass") as lines, case.engine.connect() as connection:
                for row in connection.execute(select(entries).order_by(entries.c.seq)).yield_per(_PORTION).mappings():
                    lines.write(json.dumps(dict(row), ensure_ascii=True) + "\n")
                    count += 1
            settings = Path(folder) / "backup.json"
            settings.write_text(json.dumps({"format": FORMAT, "entries": count}), encoding="utf-8")
            tar.add(settings, "backup.json")
            tar.add(told, "entries.jsonl")
            for blob in sorted(case.blobs.folder.glob("??/*")):
                if not blob.name.startswith("."):
                    tar.add(blob, f"blobs/{blob.name}")
        with partial.open("rb") as done:
            os.fsync(done.fileno())
        partial.replace(file)
    except OSError as error:
        partial.unlink(missing_ok=True)
        raise DiskFull(file, error.strerror or str(error)) from error
    return count


def restore_case(file: Path, folder: Path, ledger: str | None = None) -> Case:
    """Make a case out of a back-up, on SQLite or on the PostgreSQL address `ledger`, and open it.

    Entries come back to the letter, hashes, times and persons included. Raises `BadBackup` where the file is
    none or is not whole, `CaseExists` where the folder holds something.
    """
    try:
        with tarfile.open(file) as tar:
            told = json.loads(_member(tar, "backup.json"))
            lines = _member(tar, "entries.jsonl").decode("utf-8").splitlines()
            if told["format"] > FORMAT or told["entries"] != len(lines):
                raise BadBackup(file, f"{len(lines)} of {told['entries']} entries, format {told['format']}")
            rows = [json.loads(line) for line in lines]
            case = new_case(folder, ledger)
            for member in tar:
                name = member.name.removeprefix("blobs/")
                if member.isfile() and name != member.name:
                    content = _member(tar, member.name)
                    if sha256(content) != name:
                        raise BadBackup(file, f"blob {name[:12]} was altered")
                    case.blobs.put(content)
    except (OSError, tarfile.TarError, ValueError, KeyError) as error:
        raise BadBackup(file, str(error).splitlines()[0] if str(error) else type(error).__name__) from error
    with case.engine.connect().execution_options(writes=True) as connection, connection.begin():
        for start in range(0, len(rows), _PORTION):
            connection.execute(insert(entries), rows[start : start + _PORTION])
    if rows:
        write_head(case, rows[-1]["seq"], rows[-1]["hash"])
    return case


def _member(tar: tarfile.TarFile, name: str) -> bytes:
    file = tar.extractfile(name)
    if file is None:
        raise KeyError(name)
    return file.read()
