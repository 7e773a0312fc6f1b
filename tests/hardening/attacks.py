"""Files made to harm and readers gone wrong: each is refused as it must be, and nothing else is touched."""

import http.server
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from clew.read import Found, Limits
from clew.read.sandbox import Sandbox, Wall
from clew.records import Given, Reading
from clew.vocabulary import DocumentState
from tests.hardening.attack_files import ATTACKS, SENTENCE, Attack, Place
from tests.hardening.proof import Outcome

READ, TIME = DocumentState.READ, DocumentState.TIME
COUNT = len(ATTACKS)
MARKER = "the words of the marker file"
LIMITS = Limits(seconds=5.0, memory=512 << 20, unpacked=64 << 20, members=2_000, pages=2_000)
SHORT_OF_TIME = Limits(seconds=0.8, memory=256 << 20)


@dataclass(slots=True)
class Canary:
    """A server on the loopback address that nobody must call."""

    calls: list[str] = field(default_factory=list)
    address: str = ""


@contextmanager
def canary() -> Iterator[Canary]:
    """Let it listen for as long as the attacks run."""
    heard = Canary()

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            heard.calls.append(self.path)
            self.send_response(204)
            self.end_headers()

        def log_message(self, *_told: object) -> None:
            """Stay quiet."""

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    heard.address = f"http://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield heard
    finally:
        server.shutdown()
        server.server_close()


def run(first: int, count: int, folder: Path) -> Outcome:
    """Let each attack loose on the sandbox, with a marker file and a canary that must stay unread and uncalled."""
    outcome = Outcome()
    marker = folder / "marker.txt"
    marker.write_text(MARKER)
    (folder / "in").mkdir()
    with canary() as heard:
        place = Place(str(marker), heard.address)
        before = _tree(folder)
        with (
            Sandbox(LIMITS, workers=1) as sandbox,
            Sandbox(SHORT_OF_TIME, 1, ("tests.read.sandbox.hostile", "read")) as hostile,
        ):
            lacking = [wall for wall in Wall if wall not in sandbox.strength()]
            if lacking:
                outcome.faults.append(f"sandbox weaker on this system, without {', '.join(lacking)}")
            for attack in ATTACKS[first : first + count]:
                chosen, limits = (hostile, SHORT_OF_TIME) if attack.hostile_reader else (sandbox, LIMITS)
                outcome.done += 1
                outcome.faults += _try(attack, chosen, limits, folder / "in", place, outcome)
        outcome.faults += [f"the canary was called: {path}" for path in heard.calls]
        outcome.faults += [f"{path} was written" for path in _tree(folder) - before]
        outcome.faults += [f"{path} was written" for path in map(Path, ("/tmp/clew-escaped",)) if path.exists()]
    return outcome


def _try(
    attack: Attack, sandbox: Sandbox, limits: Limits, folder: Path, place: Place, outcome: Outcome
) -> Iterator[str]:
    """One attack; what is wrong with how it ended."""
    path = folder / attack.file
    path.write_bytes(attack.make(place))
    started = time.monotonic()
    reading = sandbox.read(Found(path, attack.file, Given()))
    spent = time.monotonic() - started
    path.unlink()
    states = {failure.state for failure in reading.failures} | ({READ} if reading.documents else set())
    for state in states:
        outcome.note(str(state))
    if not states or not states & attack.ends:
        yield f"{attack.name} ended as {', '.join(sorted(states)) or 'nothing'}"
    if TIME not in attack.ends and spent > limits.seconds + 5:
        yield f"{attack.name} took {spent:.1f} s"
    if spent > 3 * limits.seconds + 10:
        yield f"{attack.name} was not ended in time ({spent:.1f} s)"
    if any(MARKER in text for text in _texts(reading)):
        yield f"{attack.name} read a file that is not its own"
    if any(failure.problem.says == "done" for failure in reading.failures):
        yield f"{attack.name}: done"
    honest = folder / "honest.txt"
    honest.write_text(SENTENCE)
    after = sandbox.read(Found(honest, "honest.txt", Given()))
    honest.unlink()
    if [document.text for document in after.documents] != [SENTENCE]:
        yield f"after {attack.name} an honest file could not be read"


def _texts(reading: Reading) -> list[str]:
    return [document.text for document in reading.documents] + [failure.problem.says for failure in reading.failures]


def _tree(folder: Path) -> set[Path]:
    return set(folder.rglob("*"))
