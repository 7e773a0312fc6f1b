"""What is being added to a case at this moment: each run tells of itself in a small file beside the ledger."""

import json
import os
import socket
import subprocess
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from enum import StrEnum
from pathlib import Path

from clew.ledger import Case
from clew.pipeline.tally import Tally
from clew.vocabulary import DocumentState

EVERY = 1.0
"""Seconds between two writings of the file, at least."""

LONG = 900.0
"""Seconds without a sign after which a run counts as silent: a file that is read again may take ten minutes."""

_NAME = 200
"""How many letters of a document's name are told: the last ones."""


class Life(StrEnum):
    """Whether a run goes on."""

    RUNNING = "running"
    SILENT = "silent"
    STOPPED = "stopped"


@dataclass(frozen=True, slots=True)
class Underway:
    """One run of adding, as it told of itself last.

    `done` of `total` files are in the ledger, `failed` of them by kind; `at_hand` is the document worked on last.
    `born` tells the process `pid` on `host` from others of that number; `ended` says that it stopped with work open.
    `began` and `sign`, the last sign of life, are seconds of the epoch.
    """

    host: str
    pid: int
    born: str
    retry: DocumentState | None
    began: float
    sign: float
    total: int
    done: int
    failed: Mapping[DocumentState, int]
    at_hand: str
    ended: bool

    @property
    def percent(self) -> int:
        """How much of what is known of is in the ledger; never all of it, for a run that is over has no file."""
        return min(99, 100 * self.done // max(1, self.total))

    def silence(self, now: float) -> int:
        """For how many seconds it has given no sign."""
        return max(0, int(now - self.sign))

    def life(self, now: float) -> Life:
        """Whether it goes on: told by its process on this machine, by its last sign where it runs on another one."""
        here = self.host == socket.gethostname()
        if self.ended or (here and birth(self.pid) != self.born):
            return Life.STOPPED
        if self.silence(now) <= LONG:
            return Life.RUNNING
        return Life.SILENT if here else Life.STOPPED


def underway(folder: Path) -> tuple[Underway, ...]:
    """The runs that tell of themselves in a case's folder, those that were stopped among them, in their order."""
    found = (_read(path) for path in _files(folder))
    return tuple(sorted((one for one in found if one), key=lambda one: (one.began, one.pid)))


@contextmanager
def told_beside(case: Case, tally: Tally, retry: DocumentState | None = None) -> Iterator[None]:
    """Tell beside the ledger how far a run has come while the block runs, about once a second where anything moved.

    The file goes when the block ends. Where that is by an error or Ctrl-C it stays and says so, until the next run of
    the same sort (over files, or over failures of one kind) begins. A folder that cannot be written in costs only the
    telling.
    """
    _clear(case.folder, retry)
    path = case.folder / f"adding.{os.getpid()}.json"
    began, process = time.time(), (socket.gethostname(), os.getpid(), birth(os.getpid()))
    over = threading.Event()

    def tell(*, ended: bool = False) -> None:
        at_hand = tally.at_hand[-_NAME:]
        now = Underway(*process, retry, began, tally.sign, tally.total, tally.done, tally.failed, at_hand, ended)
        _put(path, json.dumps(asdict(now)))

    def go_on_telling() -> None:
        told = tally.sign
        while not over.wait(EVERY):
            if tally.sign != told:
                told = tally.sign
                tell()

    tell()
    teller = threading.Thread(target=go_on_telling, daemon=True, name="clew-underway")
    teller.start()
    whole = False
    try:
        yield
        whole = True
    finally:
        over.set()
        teller.join()
        if whole:
            _remove(path)
        else:
            tell(ended=True)


def birth(pid: int) -> str:
    """What tells a process from an earlier one of the same number: boot and start; empty where it does not run."""
    try:
        stat = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()
        boot = Path("/proc/sys/kernel/random/boot_id").read_text(encoding="ascii").strip()
        return "" if stat[0] in "ZX" else f"{boot} {stat[19]}"
    except (OSError, IndexError):
        return "" if Path("/proc/self").exists() else _birth_elsewhere(pid)


def _birth_elsewhere(pid: int) -> str:
    """The same on a system without /proc."""
    try:
        told = subprocess.run(  # noqa: S603 (a fixed command with a number)
            ["/bin/ps", "-o", "lstart=,stat=", "-p", str(pid)], capture_output=True, text=True, timeout=5, check=False
        )
    except (OSError, subprocess.SubprocessError):
        return ""
    start, _, state = told.stdout.strip().rpartition(" ")
    return "" if state.startswith("Z") else start.strip()


def _files(folder: Path) -> list[Path]:
    return sorted(folder.glob("adding.*.json"))


def _read(path: Path) -> Underway | None:
    """What a file tells; None where it is gone by now or is none of ours."""
    try:
        told = json.loads(path.read_text(encoding="utf-8"))
        return Underway(
            host=str(told["host"]),
            pid=int(told["pid"]),
            born=str(told["born"]),
            retry=DocumentState(told["retry"]) if told["retry"] else None,
            began=float(told["began"]),
            sign=float(told["sign"]),
            total=int(told["total"]),
            done=int(told["done"]),
            failed={DocumentState(kind): int(count) for kind, count in told["failed"].items()},
            at_hand=str(told["at_hand"]).encode("utf-8", "replace").decode("utf-8"),
            ended=bool(told["ended"]),
        )
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None


def _clear(folder: Path, retry: DocumentState | None) -> None:
    """Take away what runs of the same sort left that were stopped: the one that begins goes on from there."""
    for path in _files(folder):
        one = _read(path)
        if one is not None and one.retry is retry and one.life(time.time()) is Life.STOPPED:
            _remove(path)


def _put(path: Path, text: str) -> None:
    """Put a small file in place whole; not synced, for it is of no use after a power cut."""
    with suppress(OSError):
        partial = path.with_name(f".{path.name}")
        partial.write_text(text, encoding="utf-8")
        partial.replace(path)


def _remove(path: Path) -> None:
    with suppress(OSError):
        path.unlink(missing_ok=True)
        path.with_name(f".{path.name}").unlink(missing_ok=True)
