"""A disk that can lose its power: every write and sync of SQLite is logged, and any state it might leave is rebuilt."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import apsw

TORN = 512
"""A sector: what a disk writes whole or not at all."""


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that reached the disk's door: a write, a truncation, a sync, a deletion, or an acknowledgement."""

    kind: str
    file: str = ""
    offset: int = 0
    data: bytes = b""


class LoggedFile(apsw.VFSFile):
    """A file of SQLite that logs what is written to it."""

    def __init__(self, log: list[Event], name: str, filename: "apsw.URIFilename | str", flags: list[int]) -> None:
        super().__init__("", filename, flags)
        self._log, self._name = log, name

    def xWrite(self, data: bytes, offset: int) -> None:  # noqa: N802
        self._log.append(Event("write", self._name, offset, bytes(data)))
        super().xWrite(data, offset)

    def xTruncate(self, newsize: int) -> None:  # noqa: N802
        self._log.append(Event("truncate", self._name, newsize))
        super().xTruncate(newsize)

    def xSync(self, flags: int) -> None:  # noqa: N802
        self._log.append(Event("sync", self._name))
        super().xSync(flags)


class LoggedDisk(apsw.VFS):
    """A file system for SQLite that logs."""

    def __init__(self, log: list[Event]) -> None:
        self._log = log
        super().__init__("clew-power", "")

    def xOpen(self, name: "apsw.URIFilename | str | None", flags: list[int]) -> apsw.VFSFile:  # noqa: N802
        path = name.filename() if isinstance(name, apsw.URIFilename) else str(name)
        return LoggedFile(self._log, Path(path).name, name or "", flags)

    def xDelete(self, filename: str, syncdir: bool) -> None:  # noqa: N802
        self._log.append(Event("delete", Path(filename).name))
        super().xDelete(filename, syncdir)


def replay(folder: Path, statements: Sequence[tuple[str, tuple[object, ...]]]) -> list[Event]:
    """Run the ledger's statements on a logging disk; "ACK" among them marks what was acknowledged there."""
    log: list[Event] = []
    disk = LoggedDisk(log)
    connection = apsw.Connection(str(folder / "ledger.sqlite"), vfs="clew-power")
    connection.execute("PRAGMA locking_mode=EXCLUSIVE")  # shared memory is outside the log
    for statement, values in statements:
        if statement == "ACK":
            log.append(Event("ack"))
        else:
            connection.execute(statement, values)
    connection.close()
    del disk
    return log


def states(log: Sequence[Event], count: int, seed: int) -> Iterator[tuple[int, dict[str, bytes]]]:
    """Yield (acknowledged entries, files) as a power cut at random moments might leave them.

    What was synced is there; of what was not, each write is lost (two in five), torn at a sector (one in
    five) or there.
    """
    chance = random.Random(seed)
    for _ in range(count):
        moment = chance.randrange(len(log) + 1)
        acknowledged = sum(event.kind == "ack" for event in log[:moment])
        yield acknowledged, _left(log[:moment], chance)


def _left(log: Sequence[Event], chance: random.Random) -> dict[str, bytes]:
    last_sync = {event.file: place for place, event in enumerate(log) if event.kind == "sync"}
    files: dict[str, bytearray] = {}
    for place, event in enumerate(log):
        if event.kind in ("ack", "sync"):
            continue
        content = files.setdefault(event.file, bytearray())
        durable = place < last_sync.get(event.file, -1)
        fate = 1.0 if durable else chance.random()
        if event.kind == "delete":
            files.pop(event.file, None)
        elif event.kind == "truncate":
            if fate >= 0.4:
                del content[event.offset :]
        elif fate >= 0.4:
            data = event.data
            if fate < 0.6:
                data = data[: chance.randrange(0, len(data) + 1, TORN) if len(data) >= TORN else 0]
            if len(content) < event.offset:
                content.extend(b"\0" * (event.offset - len(content)))
            content[event.offset : event.offset + len(data)] = data
    return {name: bytes(content) for name, content in files.items()}
