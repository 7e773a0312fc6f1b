"""A floor under each figure: falling below one fails, and floors only rise."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
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
    for figure, floor in floors.get(name, {}).items():
        if found[figure] < floor:
            yield GateFault(name, figure, floor, found[figure])


def read_floors(path: Path) -> Floors:
    """Read the floors. Raises `BadGold` where the file is none."""
    try:
        told = json.loads(path.read_text(encoding="utf-8"))
        return {name: {figure: float(floor) for figure, floor in row.items()} for name, row in told.items()}
    except (OSError, ValueError, AttributeError, TypeError) as error:
        raise BadGold(path, 0, f"not a file of floors ({error})") from error


def write_floors(path: Path, name: str, score: Score, floors: Floors, allow_regression: bool) -> Floors:
    """Raise the floors of a set to the figures reached and write them; lower one only where that is allowed."""
    before = floors.get(name, {})
    row = {
        figure: value if allow_regression else max(value, before.get(figure, 0.0))
        for figure, value in figures(score).items()
    }
    raised = {**floors, name: row}
    path.write_text(json.dumps(raised, indent=1, sort_keys=True) + "\n", encoding="utf-8")
    return raised
