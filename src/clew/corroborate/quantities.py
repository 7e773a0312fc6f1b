"""Read numbers as ranges, so that "at least six" and "more than half a dozen" are compared and not confused."""

import math
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from clew.corroborate.tables import rows

_FIGURE = re.compile(
    r"(?<![a-zа-яё\d-])(\d{1,3}(?:[,  ]\d{3})+|\d+)(?:[.](\d+))?(?![a-zа-яё\d-])(?![万萬亿億])"
    r"|(\d+(?:\.\d+)?)(?=[万萬亿億])"
)
_SPACES = re.compile(r"[,  ]")
_ABOUT = 0.15
_DOZEN = 12


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
    phrases: re.Pattern[str]
    by_phrase: Mapping[str, tuple[float, float]]
    scale: re.Pattern[str]
    word: re.Pattern[str]
    counting: re.Pattern[str]


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
    small = {word: float(size) for word, size in told["numbers"].items()}
    return _Words(
        small,
        {word: float(size) for word, size in told["scales"].items()},
        ranges,
        vague,
        re.compile(rf"(?<![\w])(?:{_any_of(word for word, low, high in ranges if low != high)})(?![a-zа-я])"),
        {word: (low, high) for word, low, high in ranges},
        re.compile(rf"[ -]*({_any_of(told['scales'])})(?![a-zа-я])"),
        re.compile(rf"(?<![\w])(?:{_any_of(small)})(?![\w])"),
        re.compile(rf"[ -]*({_any_of(word for word, size in small.items() if size >= _DOZEN)})\b"),
    )


def _any_of(words: Iterable[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=lambda one: (-len(one), one)))


def read_range(text: str) -> Range | None:
    """The range that the first quantity of a text stands for, None where it holds none."""
    plain = " ".join(text.casefold().split())
    if not plain:
        return None
    words = _words()
    for phrase, low, high in words.ranges:
        if low == high and phrase in plain:
            return _vague(plain, plain.find(phrase), low)
    found = _FIGURE.search(plain)
    if found:
        value = float(_SPACES.sub("", found[1] or found[3] or "0") + (f".{found[2]}" if found[2] else ""))
        scale = words.scale.match(plain, found.end())
        return _vague(plain, found.start(), value * (words.scales[scale[1]] if scale else 1.0))
    loose = words.phrases.search(plain)
    if loose:
        low, high = words.by_phrase[loose.group()]
        return Range(low, high, low)
    for match in words.word.finditer(plain):
        times = words.counting.match(plain, match.end())
        if match.group() in {"a", "an"} and not times:
            continue
        return _vague(plain, match.start(), words.numbers[match.group()] * (words.numbers[times[1]] if times else 1.0))
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
