"""Labels of pictures: how wide a text is, how it is cut and broken into lines."""

from bisect import bisect
from itertools import accumulate

from clew.records import ISOLATING, line_by_line
from clew.report.pictures.svg import printable

SIZE = 12.0
"""Height of the letters that widths are reckoned for, in pixels."""

_NARROW = frozenset("iIjl.,:;'’‘|!()[] tfr-")
_BROAD = frozenset("mwMWОШЩЖЮФМшщжюфм@%—")


def width_of(text: str) -> float:
    """A safe guess at the width of a text in a system sans-serif font at 12 pixels, in pixels."""
    return sum(_width(c) for c in text)


def _width(c: str) -> float:
    if c in ISOLATING:
        return 0.0
    if c in _NARROW:
        return 4.5
    if c in _BROAD:
        return 11.0
    if ord(c) >= 0x1100 and not 0x1E00 <= ord(c) < 0x2E80:
        return 12.5
    if c.isupper():
        return 8.6
    return 7.0


def shortened(text: str, wide: float) -> str:
    """Text cut to a width, at its end."""
    text = printable(text)
    if width_of(text) <= wide:
        return text
    reached = list(accumulate(map(_width, text), initial=12.0))
    return "".join(line_by_line([text[: max(bisect(reached, wide) - 1, 0)].rstrip() + "…"]))


def broken(text: str, wide: float, lines: int = 3) -> tuple[str, ...]:
    """Text broken into at most some lines of about equal width, cut where it is longer than that."""
    text = printable(text)[:400]
    if width_of(text) <= wide or lines == 1:
        return (shortened(text, wide),)
    words = text.split(" ")
    for count in range(2, lines + 1):
        told = _wrapped(words, max(width_of(text) / count * 1.12, wide * 0.55))
        if len(told) <= count and all(width_of(one) <= wide for one in told):
            return tuple(line_by_line(told))
    told = _wrapped(words, wide)
    if len(told) > lines:
        told = [*told[: lines - 1], " ".join(told[lines - 1 :])]
    return tuple(shortened(one, wide) for one in line_by_line(told))


def _wrapped(words: list[str], wide: float) -> list[str]:
    told = [""]
    for word in words:
        longer = f"{told[-1]} {word}".strip()
        if told[-1] and width_of(longer) > wide:
            told.append(word)
        else:
            told[-1] = longer
    return told
