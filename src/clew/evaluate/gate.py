"""A floor under each figure: falling below one fails, and floors only rise."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from math import floor
from pathlib import Path

from clew.errors import BadGold
from clew.evaluate.score import Score

Floors = Mapping[str, Mapping[str, float]]
"""Set → figure → floor."""


@dataclass(frozen=True, slots=True)
class GateFault:
    """A figure that fell below its floor."""

    name: str
    figure: str
    floor: float
    found: float

    def __str__(self) -> str:
        return f"{self.name}: {self.figure} is {self.found:.4f}, the floor is {self.floor:.4f}"


@dataclass(frozen=True, slots=True)
class Lowered:
    """A floor that was lowered, and the sentence that says why."""

    name: str
    figure: str
    was: float
    now: float
    because: str


def figures(score: Score) -> dict[str, float]:
    """The figures that floors are set under."""
    told = {
        "core_precision": score.core.precision,
        "core_f1": score.core.f1,
        "predicate": score.predicate,
        "status": score.status,
        "quote": score.quote,
        "sources_f1": score.sources.f1,
        "qualifiers_f1": score.qualifiers.f1,
    }
    return {key: round(value, 4) for key, value in told.items()}


def gate(name: str, score: Score, floors: Floors) -> Iterator[GateFault]:
    """Yield the figures of a set that lie below their floors."""
    found = figures(score)
    for figure, least in floors.get(name, {}).items():
        if found[figure] < least:
            yield GateFault(name, figure, least, found[figure])


def read_floors(path: Path) -> Floors:
    """Read the floors. Raises `BadGold` where the file is none."""
    try:
        told = json.loads(path.read_text(encoding="utf-8"))["floors"]
        return {name: {figure: float(floor) for figure, floor in row.items()} for name, row in told.items()}
    except (OSError, ValueError, AttributeError, TypeError, KeyError) as error:
        raise BadGold(path, 0, f"not a file of floors ({error})") from error


def read_lowered(path: Path) -> tuple[Lowered, ...]:
    """Which floors were ever lowered, and why, in order. Raises `BadGold` where the file is none."""
    try:
        told = json.loads(path.read_text(encoding="utf-8"))
        return tuple(Lowered(**each) for each in told.get("lowered", ()))
    except (OSError, ValueError, AttributeError, TypeError) as error:
        raise BadGold(path, 0, f"not a file of floors ({error})") from error


def write_floors(path: Path, name: str, score: Score, because: str = "") -> Floors:
    """Raise the floors of a set to the figures reached and write them; lower one only where a sentence says why.

    A floor is the figure rounded down to two places, so that one claim more under a share is no regression.

    The sentence is kept in the file beside the floor that it lowered; the changelog has to hold it too.
    """
    floors = read_floors(path) if path.exists() else {}
    lowered = list(read_lowered(path)) if path.exists() else []
    row: dict[str, float] = {}
    for figure, reached in figures(score).items():
        value = floor(reached * 100) / 100
        before = floors.get(name, {}).get(figure, 0.0)
        if because and value < before:
            lowered.append(Lowered(name, figure, before, value, because))
        row[figure] = value if because else max(value, before)
    raised = {**floors, name: row}
    told = {"floors": raised, "lowered": [asdict(each) for each in lowered]}
    path.write_text(json.dumps(told, indent=1, sort_keys=True, ensure_ascii=False) + "\n", encoding="utf-8")
    return raised
