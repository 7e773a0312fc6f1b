"""A whole copy of a case in one file, taken while it is in use, and a case made out of it."""

import json
import os
import re
import shutil
import tarfile
import tempfile
from pathlib import Path

from sqlalchemy import insert, select

from clew.errors import BadBackup, CaseExists, DiskFull
from clew.ledger.blobs import sha256
from clew.ledger.case import Case, new_case, open_case, write_head
from clew.ledger.points import FailPoint, Reached, go_on
from clew.ledger.schema import FORMAT, entries

_PORTION = 2000
_BESIDE = re.compile(r"beside/([A-Za-z0-9_-]{1,100}\.jsonl)")
"""What programs note beside the ledger (proposals, alerts) goes along."""


def back_up(case: Case, file: Path) -> int:
    """Write the case's entries, its blobs and what is noted beside them into one tar file; the number of entries.

    The entries are those of one moment, whatever others append meanwhile; blobs are never changed, so those
    that the entries name are all there. The file is whole or not there. Raises `DiskFull`.
    """
    partial = file.with_name(f".{file.name}.{os.getpid()}.partial")
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
            for noted in sorted(case.folder.glob("*.jsonl")):
                _take_along(tar, noted, f"beside/{noted.name}")
            for blob in sorted(case.blobs.folder.glob("??/*")):
                if not blob.name.startswith("."):
                    _take_along(tar, blob, f"blobs/{blob.name}")
        with partial.open("rb") as done:
            os.fsync(done.fileno())
        case.reached(FailPoint.BACKED_UP)
        partial.replace(file)
    except OSError as error:
        partial.unlink(missing_ok=True)
        raise DiskFull(file, error.strerror or str(error)) from error
    return count


def _take_along(tar: tarfile.TarFile, path: Path, name: str) -> None:
    """Add a file; one that is withdrawn meanwhile is left out."""
    try:
        tar.add(path, name, recursive=False)
    except FileNotFoundError:
        return


def restore_case(file: Path, folder: Path, ledger: str | None = None, reached: Reached = go_on) -> Case:
    """Make a case out of a back-up, on SQLite or on the PostgreSQL address `ledger`, and open it.

    Entries come back to the letter, hashes, times and persons included. The case is made beside `folder` and put in
    place once it is whole, so that a stop leaves no half of one. Raises `BadBackup` where the file is none or is not
    whole, `CaseExists` where the folder holds something, `DiskFull`, `StoreUnreachable`.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise CaseExists(folder)
    partial = folder.resolve().with_name(f".{folder.resolve().name}.{os.getpid()}.restoring")
    shutil.rmtree(partial, ignore_errors=True)
    try:
        _fill(file, partial, ledger)
        reached(FailPoint.RESTORED)
        partial.replace(folder)
    except (tarfile.TarError, ValueError, KeyError, TypeError) as error:
        raise BadBackup(file, str(error).splitlines()[0] if str(error) else type(error).__name__) from error
    except OSError as error:
        raise DiskFull(folder, error.strerror or str(error)) from error
    finally:
        shutil.rmtree(partial, ignore_errors=True)
    return open_case(folder, ledger)


def _fill(file: Path, folder: Path, ledger: str | None) -> None:
    """Make a case in a new folder out of what a back-up holds."""
    if not file.is_file():
        raise BadBackup(file, "there is no such file")
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
            elif member.isfile() and (beside := _BESIDE.fullmatch(member.name)):
                (folder / beside.group(1)).write_bytes(_member(tar, member.name))
    with case.engine.connect().execution_options(writes=True) as connection, connection.begin():
        for start in range(0, len(rows), _PORTION):
            connection.execute(insert(entries), rows[start : start + _PORTION])
    if rows:
        write_head(case, rows[-1]["seq"], rows[-1]["hash"])
    case.close()


def _member(tar: tarfile.TarFile, name: str) -> bytes:
    file = tar.extractfile(name)
    if file is None:
        raise KeyError(name)
    return file.read()
