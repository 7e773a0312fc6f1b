"""Words of both directions of writing in one sentence: those that run from right to left are set apart."""

import re
from collections.abc import Iterable, Iterator
from unicodedata import bidirectional

_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]")
_APART = re.compile("(\u2068[^\u2069]*\u2069)")
_TURNING = re.compile("[\u202a-\u202e\u2066-\u2069]")
ISOLATING = _BEGIN, _END = "\u2068", "\u2069"
"""The signs around words that are set apart."""


def isolated(told: str) -> str:
    """A name or quote as it stands in a sentence of ours: between U+2068 and U+2069 where it runs from right to left.

    Without them a figure, a bracket or another such name beside it would change its place. Signs inside it that turn
    the direction of writing go, so that it ends where it is meant to; words of one direction stay as they are.
    """
    plain = told if told.isascii() else _TURNING.sub("", told)
    return f"{_BEGIN}{plain}{_END}" if _RIGHT_TO_LEFT.search(plain) else plain


def joined(told: str) -> str:
    """A sentence without the signs that set names apart, for places that show none of them."""
    return told if told.isascii() else told.replace(_BEGIN, "").replace(_END, "")


def line_by_line(lines: Iterable[str]) -> Iterator[str]:
    """The lines of a sentence that was broken: words set apart begin and end on each line that they stand on."""
    within = False
    for line in lines:
        told = _BEGIN + line if within else line
        within = told.count(_BEGIN) > told.count(_END)
        yield told + _END if within else told


def set_apart(told: str) -> tuple[tuple[str, bool], ...]:
    """The stretches of a sentence in their order, each with whether it is set apart and runs from right to left."""
    return tuple((one, one.startswith(_BEGIN) and _leads_leftward(one)) for one in _APART.split(told) if one)


def _leads_leftward(told: str) -> bool:
    """Whether the first letter that has a direction is written from right to left."""
    return next((way for c in told if (way := bidirectional(c)) in {"L", "R", "AL"}), "L") != "L"
