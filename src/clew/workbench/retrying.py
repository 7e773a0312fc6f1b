"""Reading again what failed in one way: one `clew add --retry` at a time, beside whatever servers a case has."""

import fcntl
import os
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import IO

from clew.ledger import Case, View, now
from clew.pipeline import Life, underway
from clew.read import find_ocr
from clew.vocabulary import DocumentState

RETRIED = frozenset(DocumentState) - {DocumentState.READ, DocumentState.WITHDRAWN}
"""The kinds of failure that can be read again."""

COMMAND = (sys.executable, "-P", "-m", "clew.cli", "add")

GIVEN = (
    *("PATH", "HOME", "TMPDIR", "LANG", "LC_ALL", "LC_CTYPE", "TESSDATA_PREFIX"),
    *("CLEW_HOME", "CLEW_LEDGER", "XDG_DATA_HOME"),
)
"""All that the command gets of the server's environment: where things are, and the address of the ledger."""

STOPPING = ((30.0, signal.SIGINT), (10.0, signal.SIGINT), (5.0, signal.SIGKILL))
"""How a server that ends has the command end: after the document at hand, then at once, then without being asked; the
seconds that each is waited for."""

_STOPPED = 130
"""The exit code of a command that Ctrl-C ended."""


class Refusal(StrEnum):
    """Why nothing was started, in the words of the interface."""

    RUNNING = "Files of this case are being read already. Wait until that is done, then try again."
    NO_TESSERACT = "Install tesseract, then try again."
    NOTHING = "Nothing waits to be read again in this way."


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of it, from the ledger: how many of the files are read now, and how many still fail.

    `at` is when it was over (UTC), `stopped` whether it was ended before that, `says` what the command complained of.
    """

    state: DocumentState
    at: str
    read: int
    failing: int
    stopped: bool
    says: str


@dataclass(frozen=True, slots=True)
class Attempt:
    """A command that was started: which kind it reads again, which files, and where its complaints go."""

    state: DocumentState
    asked: frozenset[str]
    process: subprocess.Popen[bytes]
    complaints: IO[bytes]

    @property
    def over(self) -> bool:
        """Whether it has ended."""
        return self.process.poll() is not None

    def outcome(self, case: Case) -> Outcome:
        """What came of it, once it has ended."""
        failing = {one.document for one in View(case).failures} & self.asked
        code = self.process.returncode
        self.complaints.seek(0)
        told = self.complaints.read().decode("utf-8", "replace").splitlines()
        says = [line.removeprefix("clew: ") for line in told if line.startswith("clew: ")]
        stopped = code < 0 or code == _STOPPED
        said = says[-1] if says and code and not stopped else ""
        return Outcome(self.state, now(), len(self.asked - failing), len(failing), stopped, said)


@dataclass(slots=True)
class Retries:
    """Starts commands that read again what failed, one at a time, and remembers what came of the last one."""

    _lock: threading.Lock = field(default_factory=threading.Lock)
    _attempt: Attempt | None = None
    _outcome: Outcome | None = None

    def start(self, case: Case, state: DocumentState, actor: str) -> Refusal | None:
        """Begin to read again what failed in one way; why not, where nothing is begun."""
        with self._lock:
            self._settle(case)
            alone = _claim(case)
            if alone is None:
                return Refusal.RUNNING
            try:
                return self._begin(case, state, actor, alone)
            finally:
                os.close(alone)

    def _begin(self, case: Case, state: DocumentState, actor: str, alone: int) -> Refusal | None:
        """Start the command, which holds the claim on the case as long as it runs; why not, where it is not started."""
        others = (one.life(time.time()) for one in underway(case.folder))
        if self._attempt is not None or any(life is not Life.STOPPED for life in others):
            return Refusal.RUNNING
        asked = frozenset(one.document for one in View(case).failures if one.state is state)
        if not asked:
            return Refusal.NOTHING
        if state is DocumentState.NEEDS_OCR and find_ocr() is None:
            return Refusal.NO_TESSERACT
        complaints = tempfile.TemporaryFile()  # noqa: SIM115 (closed when what came of it is noted)
        process = subprocess.Popen(  # noqa: S603 (our own interpreter with our own module)
            [*COMMAND, str(case.folder.resolve()), "--retry", state],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=complaints,
            env=surroundings(os.environ, actor),
            start_new_session=True,  # Ctrl-C in the terminal is for the server, which passes it on
            pass_fds=(alone,),
        )
        self._attempt, self._outcome = Attempt(state, asked, process, complaints), None
        return None

    @property
    def outcome(self) -> Outcome | None:
        """What came of the last one, as far as `at_work` has seen its end; None before the first."""
        return self._outcome

    def at_work(self, case: Case) -> DocumentState | None:
        """Which kind is being read again; None where nothing is."""
        with self._lock:
            self._settle(case)
            return self._attempt.state if self._attempt else None

    def close(self, stopping: Sequence[tuple[float, signal.Signals]] = STOPPING) -> None:
        """Have what runs end after the document at hand; the ledger keeps what is in it, the case says what is left."""
        with self._lock:
            if self._attempt is None:
                return
            for patience, number in stopping:
                if self._attempt.over:
                    break
                self._attempt.process.send_signal(number)
                try:
                    self._attempt.process.wait(patience)
                except subprocess.TimeoutExpired:
                    continue
            self._attempt.complaints.close()
            self._attempt = None

    def _settle(self, case: Case) -> None:
        """Note what came of a command that has ended."""
        if self._attempt is not None and self._attempt.over:
            self._outcome = self._attempt.outcome(case)
            self._attempt.complaints.close()
            self._attempt = None


def _claim(case: Case) -> int | None:
    """A descriptor with the lock of the case's settings; None where the command of another server has it.

    Whoever inherits the descriptor holds the lock too, so that the command keeps it when its server ends. A file
    system that knows no locks is left to what runs tell of themselves.
    """
    settings = os.open(case.settings, os.O_RDONLY)
    try:
        fcntl.flock(settings, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(settings)
        return None
    except OSError:
        pass
    return settings


def surroundings(ours: Mapping[str, str], actor: str) -> dict[str, str]:
    """The environment of the command: nothing of the server's own but what it needs, and who acts."""
    return {name: ours[name] for name in GIVEN if name in ours} | {"CLEW_ACTOR": actor}
