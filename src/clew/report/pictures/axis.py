"""The axis of a timeline: days to pixels, with long empty stretches folded and ticks that do not crowd."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

FOLD = 30.0
"""The width of a fold, in pixels."""

_LEAST_FOLDED = 730
_STEPS = (1, 3, 6, 12, 24, 60, 120, 600)
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


@dataclass(frozen=True, slots=True)
class Stretch:
    """Days that are drawn without a fold, and where."""

    first: int
    last: int
    left: float
    right: float


@dataclass(frozen=True, slots=True)
class Axis:
    """Stretches of days from left to right, folds between them."""

    stretches: tuple[Stretch, ...]

    def at(self, day: float) -> float:
        """Where a day is drawn; days inside a fold stand at its edge."""
        for stretch in self.stretches:
            if day <= stretch.last:
                share = (max(day, stretch.first) - stretch.first) / max(1, stretch.last - stretch.first)
                return stretch.left + share * (stretch.right - stretch.left)
        return self.stretches[-1].right

    @property
    def folds(self) -> tuple[float, ...]:
        """The middles of the folds."""
        return tuple(stretch.right + FOLD / 2 for stretch in self.stretches[:-1])

    def ticks(self, room: float = 62.0) -> Iterator[tuple[float, str]]:
        """Where ticks stand, and what they say: months, years or decades, as far apart as their labels need."""
        days = sum(stretch.last - stretch.first for stretch in self.stretches)
        width = sum(stretch.right - stretch.left for stretch in self.stretches)
        month = width / max(1, days) * 30.44
        step = next((step for step in _STEPS if step * month >= room), _STEPS[-1])
        taken = float("-inf")
        for stretch in self.stretches:
            for day, said in _months(stretch.first, stretch.last, step):
                x = self.at(day)
                if x - taken >= room * 0.8:
                    taken = x
                    yield x, said


def axis_over(spans: Sequence[tuple[int, int]], left: float, right: float) -> Axis:
    """The axis over some spans of days: stretches as wide as they are long, what lies empty between them folded."""
    first, last = min(span[0] for span in spans), max(span[1] for span in spans)
    least = max(_LEAST_FOLDED, (last - first) // 5)
    merged: list[list[int]] = []
    for start, end in sorted(spans):
        if merged and start - merged[-1][1] < least:
            merged[-1][1] = max(merged[-1][1], end)
        else:
            merged.append([start, end])
    margin = max(15, sum(end - start for start, end in merged) // 40)
    padded = [(max(1, start - margin), min(end + margin, date.max.toordinal())) for start, end in merged]
    width = right - left - FOLD * (len(padded) - 1)
    total = sum(end - start for start, end in padded)
    stretches, x = [], left
    for start, end in padded:
        wide = max(8.0, width * (end - start) / total)
        stretches.append(Stretch(start, end, x, min(x + wide, right)))
        x += wide + FOLD
    return Axis(tuple(stretches))


def _months(first: int, last: int, step: int) -> Iterator[tuple[int, str]]:
    start = date.fromordinal(first)
    month = start.year * 12 + start.month - 1
    month += -month % step
    while month // 12 <= date.max.year:
        day = date(month // 12, month % 12 + 1, 1).toordinal()
        if day > last:
            return
        if day >= first:
            yield day, str(month // 12) if month % 12 == 0 else f"{_MONTHS[month % 12]} {month // 12}"
        month += step
