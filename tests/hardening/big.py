"""Much material at once: the process stays small, and something moves at least every two seconds.

Run as `python -m tests.hardening.big KIND COUNT FOLDER` it adds material and writes what that took into `told.json`.
"""

import base64
import json
import os
import random
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from clew.ledger import View, new_case
from clew.pipeline import AddOptions, add_documents
from clew.read import Found, Limits, walk
from clew.read.sandbox import Sandbox
from clew.records import Given
from clew.vocabulary import DocumentState
from tests.hardening import seeds
from tests.hardening.kills import the_extractor
from tests.hardening.proof import SOURCE, Outcome

LARGEST = 1 << 30
"""Bytes that the process that adds may take at most."""
LONGEST = 2.0
"""Seconds within which something is to move: a document in the ledger, a stretch of a file looked at or kept."""


def small_files(count: int, folder: Path) -> None:
    """Short letters, a table in every tenth file."""
    for number in range(count):
        below = folder / f"{number // 500:03}"
        below.mkdir(exist_ok=True)
        if number % 10 == 9:
            (below / f"{number}.csv").write_text(f"seller,buyer,amount\nVelmar {number},Ostrek {number % 50},100 USD\n")
        else:
            (below / f"{number}.txt").write_text(f"Letter {number}\n{seeds.SENTENCES[number % 4]}\n")


def mailbox(megabytes: int, folder: Path) -> None:
    """One mailbox of messages with an attachment of half a megabyte each."""
    chance = random.Random(1)
    with (folder / "all.mbox").open("wb") as box:
        written = number = 0
        while written < megabytes << 20:
            body = _attached(number, base64.b64encode(chance.randbytes(380_000)))
            written += box.write(b"From ada@delm.example Sun May  4 08:00:00 2025\n" + body + b"\n\n")
            number += 1


def _attached(number: int, packed: bytes) -> bytes:
    """A message with a binary attachment."""
    lines = b"\n".join(packed[at : at + 76] for at in range(0, len(packed), 76))
    return (
        (
            f"From: Ada Lent <ada@delm.example>\nSubject: Letter {number}\nMessage-ID: <{number}@delm.example>\n"
            "MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n\n--b\nContent-Type: text/plain\n\n"
            f"{seeds.SENTENCES[number % 4]}\n--b\nContent-Type: application/octet-stream; name=scan.bin\n"
            "Content-Transfer-Encoding: base64\nContent-Disposition: attachment; filename=scan.bin\n\n"
        ).encode()
        + lines
        + b"\n--b--\n"
    )


def text(megabytes: int, folder: Path) -> None:
    """One text: the protocol of a machine, with a sentence now and then."""
    line = "2025-05-04T08:00:{second:02}Z;{number};{value};0.{value};ok;7;12;0x{number:08x};{value}\n"
    with (folder / "protocol.txt").open("w") as out:
        written = number = 0
        while written < megabytes << 20:
            piece = "".join(line.format(second=n % 60, number=n, value=n % 977) for n in range(number, number + 10_000))
            number += 10_000
            written += out.write(piece + "\n" + seeds.SENTENCES[0] + "\n\n")


KINDS: dict[str, Callable[[int, Path], None]] = {"small": small_files, "mailbox": mailbox, "text": text}


def main(kind: str, count: int, folder: Path, before: int = 0) -> None:
    """Add the material in this process and write what it took beyond the bytes that it held `before`."""
    (folder / "in").mkdir()
    KINDS[kind](count, folder / "in")
    extractor = the_extractor()
    files = [one for one in walk(folder / "in", Given()) if isinstance(one, Found)]
    case = new_case(folder / "case")
    gaps: list[float] = []
    states: dict[str, int] = {}
    limits = Limits(characters=4_000_000) if kind == "text" else Limits()
    moved = [began := time.monotonic()]

    def told(_name: str = "") -> None:
        gaps.append(time.monotonic() - moved[0])
        moved[0] = time.monotonic()

    with Sandbox(limits, told=told) as sandbox:
        moved[0] = time.monotonic()
        for one in add_documents(case, sandbox.read_many(files), extractor, AddOptions("ana", told=told)):
            told()
            states[one.state] = states.get(one.state, 0) + 1
    peak = _most_held() - before
    result = {
        "gap": max(gaps, default=0.0),
        "peak": peak,
        "seconds": time.monotonic() - began,
        "states": states,
        "documents": sum(1 for _ in View(case).entries()),
    }
    (folder / "told.json").write_text(json.dumps(result))


def _most_held() -> int:
    """The most bytes of memory that this process has held so far."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


def _run(kind: str, count: int, folder: Path, few: int) -> Outcome:
    """Add the material in a process of its own: a new one, or for a few a fork of this one, which has all loaded."""
    outcome = Outcome(done=count)
    if count <= few:
        the_extractor()
        child = os.fork()
        if child == 0:
            try:
                main(kind, count, folder, before=_most_held())
            finally:
                os._exit(0)
        os.waitpid(child, 0)
    else:
        command = [sys.executable, "-m", "tests.hardening.big", kind, str(count), str(folder)]
        subprocess.run(command, cwd=SOURCE, check=False)
    if not (folder / "told.json").exists():
        outcome.faults.append("the process died")
        return outcome
    told = json.loads((folder / "told.json").read_text())
    outcome.highest("parent MB", told["peak"] >> 20)
    outcome.highest("gap s", round(told["gap"], 2))
    for state, number in told["states"].items():
        outcome.note(state, number)
    if told["peak"] > LARGEST:
        outcome.faults.append(f"the process took {told['peak'] >> 20} MB")
    if told["gap"] > LONGEST and count > few:
        outcome.faults.append(f"nothing moved for {told['gap']:.1f} s")
    if not told["states"].get(DocumentState.READ):
        outcome.faults.append("nothing was read")
    return outcome


def run_small_files(_first: int, count: int, folder: Path) -> Outcome:
    """Many small files."""
    return _run("small", count, folder, few=1000)


def run_mailbox(_first: int, count: int, folder: Path) -> Outcome:
    """One large mailbox."""
    return _run("mailbox", count, folder, few=100)


def run_text(_first: int, count: int, folder: Path) -> Outcome:
    """One large text."""
    return _run("text", count, folder, few=50)


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), Path(sys.argv[3]))
