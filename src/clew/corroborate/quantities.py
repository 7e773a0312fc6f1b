"""Read numbers as ranges, so that "at least six" and "more than half a dozen" are compared and not confused."""

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from clew.corroborate.tables import rows

_FIGURE = re.compile(
    r"(?<![a-zа-яё\d-])(\d{1,3}(?:[,  ]\d{3})+|\d+)(?:[.](\d+))?(?![a-zа-яё\d-])(?![万萬亿億])"
    r"|(\d+(?:\.\d+)?)(?=[万萬亿億])"
)
_ABOUT = 0.15


@dataclass(frozen=True, slots=True)
class Range:
    """The least and the most that a quantity may be, and the figure that it is told with."""

    low: float
    high: float
    figure: float

    def overlaps(self, other: "Range") -> bool:
        """Whether one number may be both."""
        return self.low <= other.high and other.low <= self.high


@dataclass(frozen=True, slots=True)
class _Words:
    numbers: Mapping[str, float]
    scales: Mapping[str, float]
    ranges: Sequence[tuple[str, float, float]]
    vague: Sequence[tuple[str, str]]


@cache
def _words() -> _Words:
    told = rows("quantities")
    ranges = [
        (word, float(row["low"]), math.inf if row["high"] == "inf" else float(row["high"]))
        for row in told["ranges"]
        for word in row["words"]
    ]
    kinds = ("at_least", "more_than", "at_most", "less_than", "about")
    vague = [(word, kind) for kind in kinds for word in told[kind]]
    vague.sort(key=lambda pair: -len(pair[0]))
    return _Words(told["numbers"], told["scales"], ranges, vague)


def read_range(text: str) -> Range | None:
    """The range that the first quantity of a text stands for, None where it holds none."""
    plain = " ".join(text.casefold().split())
    words = _words()
    for phrase, low, high in words.ranges:
        if low == high and phrase in plain:
            return _vague(plain, plain.find(phrase), low)
    found = _FIGURE.search(plain)
    if found:
        value = float(re.sub(r"[,  ]", "", found[1] or found[3] or "0") + (f".{found[2]}" if found[2] else ""))
        rest = plain[found.end() :].lstrip(" -")
        scale = next((size for word, size in words.scales.items() if re.match(rf"{word}(?![a-zа-я])", rest)), 1.0)
        return _vague(plain, found.start(), value * scale)
    for phrase, low, high in words.ranges:
        at = re.search(rf"(?<![\w]){re.escape(phrase)}(?![a-zа-я])", plain)
        if at:
            return Range(low, high, low)
    for match in re.finditer(r"[a-zа-яё]+", plain):
        number = words.numbers.get(match.group())
        if number is not None and (
            match.group() not in {"a", "an"} or re.match(r"an? (?:dozen|hundred|thousand)", plain[match.start() :])
        ):
            rest = plain[match.end() :].lstrip(" -")
            scale = next(
                (size for word, size in words.numbers.items() if size >= 12 and re.match(rf"{word}\b", rest)), 1.0
            )
            return _vague(plain, match.start(), number * scale)
    return None


def _vague(plain: str, at: int, value: float) -> Range:
    before = plain[:at].rstrip()
    kind = next((kind for word, kind in _words().vague if before.endswith(word)), "")
    match kind:
        case "at_least":
            return Range(value, math.inf, value)
        case "more_than":
            return Range(value + (1 if value == int(value) else 0), math.inf, value)
        case "at_most":
            return Range(0, value, value)
        case "less_than":
            return Range(0, value - (1 if value == int(value) else 0), value)
        case "about":
            return Range(value * (1 - _ABOUT), value * (1 + _ABOUT), value)
        case _:
            return Range(value, value, value)
