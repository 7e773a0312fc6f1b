"""Files of eight formats with something changed in them, read in the sandbox: each ends in one typed state."""

import io
import random
import time
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path

from clew.read import Found, Limits
from clew.read.sandbox import Sandbox
from clew.records import Given, Reading
from clew.vocabulary import DocumentState
from tests.hardening import seeds
from tests.hardening.proof import Outcome

FORMATS: Sequence[tuple[str, Callable[[], bytes]]] = (
    ("pdf", seeds.pdf),
    ("docx", seeds.docx),
    ("xlsx", seeds.xlsx),
    ("odt", seeds.odt),
    ("eml", seeds.mail),
    ("html", seeds.page),
    ("rtf", seeds.rtf),
    ("zip", seeds.archive),
)
LIMITS = Limits(seconds=10.0, memory=512 << 20, unpacked=64 << 20)
SLOWEST = 1.0
"""Seconds within which 99 of 100 mutants are to be done; in a shorter run they are only told."""
LONG_ENOUGH = 400
_NUMBERS = (b"0", b"-1", b"65535", b"65536", b"2147483647", b"4294967296", b"99999999999999999999")


def mutate(content: bytes, chance: random.Random) -> bytes:
    """A few changes to some bytes: bits flipped, stretches cut, doubled, swapped or overwritten, numbers made large."""
    changed = bytearray(content)
    for _ in range(chance.choice((1, 1, 2, 4, 16))):
        if not changed:
            break
        at = chance.randrange(len(changed))
        length = min(chance.choice((1, 2, 4, 16, 256, 4096)), len(changed) - at)
        match chance.randrange(7):
            case 0:
                changed[at] ^= 1 << chance.randrange(8)
            case 1:
                changed[at : at + length] = chance.randbytes(length)
            case 2:
                del changed[at : at + length]
            case 3:
                changed[at:at] = changed[at : at + length] * chance.choice((1, 2, 50))
            case 4:
                other = chance.randrange(len(changed))
                changed[at : at + length] = changed[other : other + length]
            case 5:
                _enlarge_a_number(changed, at, chance)
            case 6:
                del changed[at:]
    return bytes(changed)


def _enlarge_a_number(changed: bytearray, at: int, chance: random.Random) -> None:
    """Put another number in the place of the next one."""
    digits = b"0123456789"
    start = next((place for place in range(at, len(changed)) if changed[place] in digits), None)
    if start is not None:
        end = next((place for place in range(start, len(changed)) if changed[place] not in digits), len(changed))
        changed[start:end] = chance.choice(_NUMBERS)


def mutate_inside(content: bytes, chance: random.Random) -> bytes:
    """The same archive with one member changed, so that the change lies behind the packing."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        members = [(info.filename, archive.read(info)) for info in archive.infolist()]
    chosen = chance.randrange(len(members))
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", chance.choice((zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED))) as archive:
        for number, (name, inside) in enumerate(members):
            archive.writestr(name, mutate(inside, chance) if number == chosen else inside)
    return buffer.getvalue()


def mutant(number: int, originals: Sequence[bytes]) -> tuple[str, bytes]:
    """The mutant of this number: always the same one."""
    chance = random.Random(number)
    place = number % len(FORMATS)
    content = originals[place]
    inside = content[:2] == b"PK" and chance.random() < 0.6
    return FORMATS[place][0], (mutate_inside if inside else mutate)(content, chance)


def run(first: int, count: int, folder: Path) -> Outcome:
    """Read mutants behind all walls."""
    outcome = Outcome()
    originals = [make() for _, make in FORMATS]
    files = []
    for number in range(first, first + count):
        ending, content = mutant(number, originals)
        path = folder / f"{number}.{ending}"
        path.write_bytes(content)
        files.append(Found(path, path.name, Given()))
    times: list[float] = []
    with Sandbox(LIMITS) as sandbox:
        started = time.monotonic()
        got: dict[str, list[Reading]] = {}
        for found, reading in sandbox.read_many(files):
            got.setdefault(found.name, []).append(reading)
            times.append(time.monotonic() - started)
            started = time.monotonic()
    for found in files:
        outcome.done += 1
        states = [failure.state for reading in got.get(found.name, ()) for failure in reading.failures]
        documents = [document for reading in got.get(found.name, ()) for document in reading.documents]
        if not states and not documents:
            outcome.faults.append(f"mutant {found.name} ended in no state")
        for state in dict.fromkeys(states):
            outcome.note(f"{state}")
        if DocumentState.CRASH in states:
            outcome.faults.append(f"mutant {found.name} crashed its reader")
        if documents:
            outcome.note("read")
    outcome.faults += [f"a mutant took {spent:.1f} s" for spent in times if spent > LIMITS.seconds + 5]
    slow = sorted(times)[int(0.99 * len(times))] if times else 0.0
    outcome.highest("p99 seconds", round(slow, 3))
    if slow > SLOWEST and count >= LONG_ENOUGH:
        outcome.faults.append(f"99 of 100 mutants from {first} on took up to {slow:.2f} s")
    return outcome
