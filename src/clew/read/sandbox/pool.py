"""The parent's side of the sandbox: a few walled-in processes, each ended and replaced when its document goes wrong."""

import contextlib
import hashlib
import os
import signal
import socket
import subprocess
import sys
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from types import TracebackType
from typing import BinaryIO, Self

from clew.errors import SandboxFailed
from clew.read.body import Fault, Limits
from clew.read.reader import failed, join
from clew.read.sandbox.messages import (
    FORK,
    FORK_FOR_PROGRAMS,
    KILL,
    READY,
    LateMessage,
    Request,
    TornMessage,
    check,
    receive_reading,
    send_request,
)
from clew.read.sandbox.walls import Wall
from clew.read.walk import Found
from clew.records import Reading
from clew.vocabulary import DocumentState

_START = 60.0
_GRACE = 2.0
_HASHED = 16 << 20
_RENEW = 500
"""Documents after which a worker is replaced, so that what leaks in a parser never adds up."""


def _to_nobody(_name: str) -> None:
    """Tell nobody."""


@dataclass(slots=True)
class Worker:
    """One process that reads documents: its channel, its id, the walls around it, how many it has read."""

    channel: socket.socket
    pid: int
    walls: tuple[Wall, ...]
    read: int = 0


@dataclass(slots=True)
class Job:
    """One file handed to a worker: the file's hash, and when its time is over."""

    found: Found
    digest: str
    worker: Worker | None
    deadline: float
    fault: Fault | None = None


@dataclass(slots=True)
class Sandbox:
    """Reads documents in processes of their own; use it in a `with` statement.

    `limits` hold for each document, `reader` names the module and function that run behind the walls. `told` is called
    with a file's name whenever something of it is done, at least every second or so. Raises `SandboxFailed` where its
    processes cannot be started.
    """

    limits: Limits = field(default_factory=Limits)
    workers: int = 2
    reader: tuple[str, str] = ("clew.read.reader", "read_pieces")
    told: Callable[[str], None] = _to_nobody
    _server: subprocess.Popen[bytes] | None = None
    _control: socket.socket | None = None
    _idle: list[Worker] = field(default_factory=list)

    def __enter__(self) -> Self:
        ours, theirs = socket.socketpair()
        self._server = subprocess.Popen(  # noqa: S603 (our own interpreter with our own module)
            [sys.executable, "-m", "clew.read.sandbox.server", str(theirs.fileno()), *self.reader],
            pass_fds=[theirs.fileno()],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            start_new_session=True,
        )
        theirs.close()
        ours.settimeout(_START)
        self._control = ours
        if self._answer(1) != READY:
            self._stop()
            raise SandboxFailed("its server did not start")
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stop()

    def read(self, found: Found) -> Reading:
        """Read one file, with everything packed in it."""
        return join(self.read_pieces(found))

    def read_pieces(self, found: Found) -> Iterator[Reading]:
        """Read one file, one document at a time; whatever goes wrong is a typed failure.

        With `ocr` in the limits the file is read by a process that may run that one program.
        """
        yield from self._collect(self._begin(found))

    def read_many(self, files: Iterable[Found]) -> Iterator[tuple[Found, Reading]]:
        """Read files in their order, as many at once as there are workers.

        A file that holds many documents (a mailbox, an archive, a large table) comes in several readings, one after the
        other, so that it never stands in memory as a whole.
        """
        waiting: deque[Job] = deque()
        for found in files:
            if len(waiting) >= self.workers:
                yield from self._readings(waiting.popleft())
            waiting.append(self._begin(found))
        while waiting:
            yield from self._readings(waiting.popleft())

    def _readings(self, job: Job) -> Iterator[tuple[Found, Reading]]:
        """What comes of one file; packed bytes go along with the document made of them."""
        held: list[Reading] = []
        for reading in self._collect(job):
            held.append(reading)
            if reading.documents or reading.failures:
                yield job.found, join(iter(held))
                held.clear()
        if held:
            yield job.found, join(iter(held))

    def strength(self) -> tuple[Wall, ...]:
        """The walls that stand around a worker on this system."""
        worker = self._take()
        self._idle.append(worker)
        return worker.walls

    def _begin(self, found: Found) -> Job:
        """Hand a file to a worker; one that cannot be opened is a failure without bytes."""
        try:
            opened = found.path.open("rb")
        except OSError as error:
            says = f"it cannot be opened ({error.strerror or error})"
            return Job(found, "", None, 0.0, Fault(DocumentState.BROKEN, says, "see that it is there and may be read"))
        with opened as file:
            digest = self._digest(file, found.name)
            job = Job(found, digest, self._take(), time.monotonic() + self.limits.seconds)
            while job.worker is not None:
                try:
                    send_request(job.worker.channel, Request(found.name, found.given, self.limits), file.fileno())
                    break
                except OSError:
                    fresh = job.worker.read == 0
                    self._end(job.worker)
                    job.worker = None if fresh else self._take()
        if job.worker is None:
            job.fault = Fault(DocumentState.CRASH, "its reading process could not be started", "run: clew doctor")
        return job

    def _digest(self, file: BinaryIO, name: str) -> str:
        hashed = hashlib.sha256()
        while piece := file.read(_HASHED):
            hashed.update(piece)
            self.told(name)
        return hashed.hexdigest()

    def _collect(self, job: Job) -> Iterator[Reading]:
        """Yield the checked readings of a file that was handed over, then give the worker back or end it."""
        packed: set[str] = set()
        fault = job.fault
        worker = job.worker
        sound = False
        try:
            while worker is not None:
                deadline = max(job.deadline, time.monotonic() + _GRACE)
                reading = receive_reading(worker.channel, deadline)
                if reading is None:
                    sound = True
                    break
                wrong = check(reading, job.found.name, job.digest, packed)
                if wrong is not None:
                    fault = Fault(DocumentState.CRASH, f"its reading process gave a false answer: {wrong}", _REPORT)
                    break
                self.told(job.found.name)
                yield _below(reading, job)
                job.deadline = time.monotonic() + self.limits.seconds
        except LateMessage:
            says = f"reading it took longer than {self.limits.seconds:g} seconds"
            fault = Fault(DocumentState.TIME, says, "split it, or add it with a longer time: --retry time")
        except TornMessage as error:
            fault = _fault_of(self._end(worker) if worker else 0, str(error))
            worker = None
        finally:
            if worker is not None:
                self._give_back(worker, sound=sound)
        if fault is not None:
            yield failed(job.found.name, job.digest, fault, job.found.given, job.found.parent)

    def _take(self) -> Worker:
        """A worker that waits for work, a new one where none does."""
        return self._idle.pop() if self._idle else self._fork()

    def _give_back(self, worker: Worker, *, sound: bool) -> None:
        """Keep a sound worker for the next document, end any other."""
        worker.read += 1
        if sound and worker.read < _RENEW:
            self._idle.append(worker)
        else:
            self._end(worker)

    def _fork(self) -> Worker:
        ours, theirs = socket.socketpair()
        if self._control is None:
            raise SandboxFailed("it is not open")
        try:
            order = FORK if self.limits.ocr is None else FORK_FOR_PROGRAMS
            socket.send_fds(self._control, [order], [theirs.fileno()])
            pid = int.from_bytes(self._answer(4), "big")
            theirs.close()
            ours.settimeout(_START)
            standing = int.from_bytes(ours.recv(1), "big")
        except OSError as error:
            raise SandboxFailed(str(error)) from error
        return Worker(ours, pid, tuple(wall for place, wall in enumerate(Wall) if standing >> place & 1))

    def _end(self, worker: Worker) -> int:
        """End a worker and all that it started; the signal that it had died of before, 0 for none."""
        worker.channel.close()
        if self._control is None:
            return 0
        self._control.sendall(KILL + worker.pid.to_bytes(4, "big"))
        return int.from_bytes(self._answer(4), "big")

    def _answer(self, size: int) -> bytes:
        content = b""
        while self._control is not None and len(content) < size:
            try:
                piece = self._control.recv(size - len(content))
            except OSError as error:
                raise SandboxFailed(str(error)) from error
            if not piece:
                raise SandboxFailed("its server went away")
            content += piece
        return content

    def _stop(self) -> None:
        """End all processes."""
        for worker in self._idle:
            worker.channel.close()
        self._idle.clear()
        if self._control is not None:
            self._control.close()
            self._control = None
        if self._server is not None:
            try:
                self._server.wait(10)
            except subprocess.TimeoutExpired:
                with contextlib.suppress(ProcessLookupError):
                    os.killpg(self._server.pid, signal.SIGKILL)
                self._server.wait()
            self._server = None


_REPORT = "treat the file as hostile, and report the fault with the file's kind and size"


def _below(reading: Reading, job: Job) -> Reading:
    """The reading of a file that was packed in another one: its documents hang on that."""
    if job.found.parent is None:
        return reading
    return replace(
        reading,
        documents=tuple(replace(one, parent=one.parent or job.found.parent) for one in reading.documents),
        failures=tuple(replace(one, parent=one.parent or job.found.parent) for one in reading.failures),
    )


def _fault_of(died_of: int, says: str) -> Fault:
    """What the signal that a worker died of means for its document."""
    if died_of == signal.SIGXCPU:
        return Fault(DocumentState.TIME, "reading it took more processor time than it may", "split it")
    if died_of == signal.SIGKILL:
        return Fault(DocumentState.MEMORY, "the system ended its reading process, most likely for memory", "split it")
    named = signal.Signals(died_of).name if died_of in set(signal.Signals) else ""
    return Fault(DocumentState.CRASH, f"its reading process crashed ({named or says})", _REPORT)


def read_in_sandbox(found: Found, limits: Limits | None = None) -> Reading:
    """Read one file in a process of its own; for many files open one `Sandbox` and use it."""
    with Sandbox(limits or Limits(), workers=1) as sandbox:
        return sandbox.read(found)


def sandbox_strength() -> tuple[Wall, ...]:
    """The walls of the sandbox that this system lacks; empty where all of them stand."""
    with Sandbox(workers=1) as sandbox:
        standing = sandbox.strength()
    return tuple(wall for wall in Wall if wall not in standing)
