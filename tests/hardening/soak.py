"""Sixteen writers and sixteen readers on one case: nothing is lost, nothing forks, nobody sees a lock."""

import json
import os
import time
from pathlib import Path

from clew.checks import run_checks
from clew.errors import ClewError
from clew.ledger import Draft, View, append, new_case, newest_hash, open_case
from clew.vocabulary import EntryKind
from tests.hardening.proof import Outcome

WRITERS = READERS = 16
SLOWEST = 1.0
"""Seconds within which 99 of 100 writes are to be done; in a shorter run they are only told."""
LONG_ENOUGH = 30


def write(folder: Path, writer: int, until: float) -> dict[str, list[object]]:
    """Append until the time is over; what was acknowledged, how long each took, what went wrong."""
    case = open_case(folder)
    told: dict[str, list[object]] = {"acknowledged": [], "took": [], "wrong": []}
    number = 0
    while time.monotonic() < until:
        about = f"{writer}-{number}"
        started = time.monotonic()
        try:
            append(case, [Draft(EntryKind.WITHDRAWAL, about, {"about": about, "erased": []})], f"writer {writer}")
        except ClewError as error:
            told["wrong"].append(f"{type(error).__name__}: {error}")
            continue
        told["acknowledged"].append(about)
        told["took"].append(time.monotonic() - started)
        number += 1
        time.sleep(0.005)
    return told


def read(folder: Path, until: float) -> dict[str, list[object]]:
    """Look at the newest entry again and again, and now and then at all of them."""
    case = open_case(folder)
    told: dict[str, list[object]] = {"looks": [], "wrong": []}
    looks = 0
    seen = 0
    while time.monotonic() < until:
        try:
            newest_hash(case)
            if looks % 50 == 0:
                count = sum(1 for _ in View(case).rows())
                if count < seen:
                    told["wrong"].append(f"{seen} entries became {count}")
                seen = count
        except ClewError as error:
            told["wrong"].append(f"{type(error).__name__}: {error}")
        looks += 1
        time.sleep(0.02)
    told["looks"].append(looks)
    return told


def run(first: int, count: int, folder: Path) -> Outcome:
    """Let them all at it for `count` seconds."""
    outcome = Outcome(done=count)
    new_case(folder / "case").close()
    until = time.monotonic() + count
    children = []
    for number in range(WRITERS + READERS):
        said = folder / f"said-{number}"
        child = os.fork()
        if child == 0:
            try:
                told = write(folder / "case", number, until) if number < WRITERS else read(folder / "case", until)
                said.write_text(json.dumps(told))
            finally:
                os._exit(0)
        children.append((child, said))
    acknowledged: list[str] = []
    took: list[float] = []
    for child, said in children:
        os.waitpid(child, 0)
        if not said.exists():
            outcome.faults.append(f"from second {first} on a process died")
            continue
        told = json.loads(said.read_text())
        acknowledged += told.get("acknowledged", [])
        took += told.get("took", [])
        outcome.note("looks", sum(told.get("looks", [])))
        outcome.faults += told["wrong"]
    case = open_case(folder / "case")
    held = [entry.about for entry in View(case).entries()]
    if len(set(held)) != len(held):
        outcome.faults.append("an entry stands twice")
    if set(acknowledged) - set(held):
        outcome.faults.append(f"{len(set(acknowledged) - set(held))} acknowledged entries are lost")
    outcome.faults += [problem.says for problem in run_checks(View(case))]
    if json.loads(case.head.read_text())["seq"] != len(held):
        outcome.faults.append("the note of the newest entry lags behind")
    slow = sorted(took)[int(0.99 * len(took))] if took else 0.0
    outcome.note("writes", len(acknowledged))
    outcome.highest("p99 write s", round(slow, 3))
    if slow > SLOWEST and count >= LONG_ENOUGH:
        outcome.faults.append(f"99 of 100 writes took up to {slow:.2f} s")
    case.close()
    return outcome
