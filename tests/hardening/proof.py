"""A proof that can be done by portions: how many, what was found, and what has been done so far."""

import hashlib
import json
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path

SOURCE = Path(__file__).parents[2]
KEPT_FAULTS = 20


@dataclass(slots=True)
class Outcome:
    """What came of one portion: how many were done, the faults among them, and what else is worth telling."""

    done: int = 0
    faults: list[str] = field(default_factory=list)
    notes: dict[str, float] = field(default_factory=dict)

    def note(self, name: str, value: float = 1) -> None:
        """Count something that is no fault."""
        self.notes[name] = self.notes.get(name, 0) + value

    def highest(self, name: str, value: float) -> None:
        """Keep the highest value of something; the name says so ("highest …")."""
        self.notes[f"highest {name}"] = max(self.notes.get(f"highest {name}", 0), value)


@dataclass(frozen=True, slots=True)
class Proof:
    """One proof: `run(first, count, folder)` does the trials from `first` on and returns their outcome.

    `reach` is how many there are in full, `portion` how many are done and noted at once, `short` how many run with
    all other tests; `allowed` is the share of faults that may be found.
    """

    name: str
    unit: str
    reach: int
    portion: int
    short: int
    run: Callable[[int, int, Path], Outcome]
    allowed: float = 0.0

    def holds(self, outcome: Outcome) -> bool:
        """Whether no more was found than may be."""
        return len(outcome.faults) <= self.allowed * max(1, outcome.done)


@dataclass(slots=True)
class Progress:
    """How far each proof has come, kept in a file, so that a run goes on where it stopped.

    What was done with other code does not count: the file holds a stamp of the source, and is begun anew where it
    differs.
    """

    file: Path
    stamp: str
    outcomes: dict[str, Outcome] = field(default_factory=dict)
    seconds: dict[str, float] = field(default_factory=dict)

    @classmethod
    def open(cls, file: Path, stamp: str) -> "Progress":
        """Read the file, or begin anew."""
        try:
            told = json.loads(file.read_text(encoding="utf-8"))
        except (OSError, ValueError):
            told = {}
        if told.get("stamp") != stamp:
            return cls(file, stamp)
        return cls(file, stamp, {name: Outcome(**one) for name, one in told["outcomes"].items()}, told["seconds"])

    def add(self, proof: Proof, outcome: Outcome, seconds: float) -> None:
        """Add a portion and note it in the file."""
        held = self.of(proof)
        held.done += outcome.done
        held.faults += outcome.faults
        for name, value in outcome.notes.items():
            if name.startswith("highest "):
                held.notes[name] = max(held.notes.get(name, 0), value)
            else:
                held.note(name, value)
        self.seconds[proof.name] = self.seconds.get(proof.name, 0.0) + seconds
        self.file.parent.mkdir(parents=True, exist_ok=True)
        told = {
            "stamp": self.stamp,
            "outcomes": {name: asdict(one) for name, one in self.outcomes.items()},
            "seconds": self.seconds,
        }
        partial = self.file.with_suffix(".partial")
        partial.write_text(json.dumps(told), encoding="utf-8")
        partial.replace(self.file)

    def of(self, proof: Proof) -> Outcome:
        """What has been done of a proof."""
        return self.outcomes.setdefault(proof.name, Outcome())


def stamp() -> str:
    """SHA-256 over the source of Clew and of the proofs: what was proved is proved of this code."""
    hashed = hashlib.sha256()
    for folder in ("src/clew/read", "src/clew/ledger", "src/clew/checks", "src/clew/pipeline", "tests/hardening"):
        for path in sorted((SOURCE / folder).rglob("*.py")):
            hashed.update(path.read_bytes())
    return hashed.hexdigest()


def go_on(proof: Proof, progress: Progress, most: int, until: float) -> Iterator[Outcome]:
    """Do portions of a proof until it is done, as many as asked for are, or the time is over; yield after each."""
    held = progress.of(proof)
    goal = min(proof.reach, most)
    while held.done < goal and time.monotonic() < until:
        started = time.monotonic()
        with tempfile.TemporaryDirectory(prefix="clew-proof-", dir=_quick_folder()) as folder:
            outcome = proof.run(held.done, min(proof.portion, goal - held.done), Path(folder))
        progress.add(proof, outcome, time.monotonic() - started)
        yield held
        if not outcome.done:
            return


def _quick_folder() -> str | None:
    """A folder in memory where the system has one: the proofs are of our writes and syncs, not of the disk."""
    return "/dev/shm" if Path("/dev/shm").is_dir() else None


def table(proofs: Sequence[Proof], progress: Progress) -> str:
    """The one table of all proofs."""
    rows = [("proof", "done", "of", "found", "reach", "time", "")]
    for proof in proofs:
        held = progress.of(proof)
        most = int(proof.allowed * proof.reach)
        notes = ", ".join(f"{name} {value:,.6g}" for name, value in sorted(held.notes.items()))
        spent = f"{progress.seconds.get(proof.name, 0.0):,.0f} s"
        reach = f"at most {most}" if most else "0"
        rows.append(
            (proof.name, f"{held.done:,}", f"{proof.reach:,} {proof.unit}", str(len(held.faults)), reach, spent, notes)
        )
    widths = [max(len(row[column]) for row in rows) for column in range(6)]
    right = (1, 3)
    lines = []
    for row in rows:
        cells = [
            row[column].rjust(widths[column]) if column in right else row[column].ljust(widths[column])
            for column in range(6)
        ]
        lines.append("  ".join((*cells, row[6])).rstrip())
    for proof in proofs:
        lines.extend(f"  {proof.name}: {fault}" for fault in progress.of(proof).faults[:KEPT_FAULTS])
    return "\n".join(lines)
