"""Quantities in words as ranges: "more than half a dozen" is `7..`, "at least six" `6..`, "around 500" `~500`."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from clew.measures.wording import canonical

_SCALES = {"dozen": 12, "hundred": 100, "thousand": 1000, "million": 10**6, "billion": 10**9}
_PLURALS = {"dozens": 24, "hundreds": 200, "thousands": 2000, "millions": 2 * 10**6, "billions": 2 * 10**9}
_VAGUE = {"several": 3, "few": 3, "multiple": 2}
_EXACT = {"couple": 2, "one": 1, "thrice": 3}


@dataclass(frozen=True, slots=True)
class Range:
    """A quantity as far as it is known: bounds included, None where open; `approximate` where it is only about so."""

    low: Decimal | None
    high: Decimal | None
    approximate: bool = False

    def __str__(self) -> str:
        """`7..`, `..3`, `2..5`, `6`, `~500`."""
        mark = "~" if self.approximate else ""
        if self.low is not None and self.low == self.high:
            return mark + plain(self.low)
        return mark + f"{plain(self.low)}..{plain(self.high)}"


def plain(value: Decimal | None) -> str:
    """A number without exponent or idle zeros; nothing for None."""
    if value is None:
        return ""
    return format(value.normalize(), "f")


def read_quantity(text: str, language: str = "en") -> Range | None:
    """The quantity that the words state; None where they state none.

    A strict bound on a whole number moves it by one ("more than six" is seven or more), as goods come whole.
    """
    return range_of(canonical(text, language), strict=True)


def range_of(words: Sequence[str], *, strict: bool) -> Range | None:
    """The range in words of the vocabulary; with `strict`, "more than" a whole number leaves the number itself out."""
    for start in range(len(words)):
        found = _range_from(words[start:], strict=strict)
        if found is not None:
            return found
    return None


def _range_from(words: Sequence[str], *, strict: bool) -> Range | None:
    """The range whose words stand at the beginning."""
    at, bound, about = 0, "", False
    while at < len(words) and (
        words[at] in {"more", "least", "most", "less", "about", "between", "the", "of", "ormost"}
    ):
        if words[at] == "about":
            about = True
        elif words[at] in {"more", "least", "most", "less", "ormost"}:
            bound = bound or words[at]
        at += 1
    first, at_after, open_ended = _number(words, at)
    if first is None:
        return None
    rest = words[at_after:]
    if rest[:1] == ["and"]:
        second, _, _ = _number(words, at_after + 1)
        if second is not None and second > first:
            return Range(_scaled_like(first, second, words[at:at_after]), second, about)
    step = Decimal(1) if strict and first == first.to_integral_value() else Decimal(0)
    if open_ended and bound not in {"most", "less"}:
        return Range(first, None, about)
    match bound:
        case "more":
            return Range(first + step, None, about)
        case "least":
            return Range(first, None, about)
        case "most" | "ormost":
            return Range(None, first, about)
        case "less":
            return Range(None, first - step, about)
    if (rest[:1] and rest[0] in {"most", "ormost"}) or rest[1:2] == ["most"]:
        return Range(None, first, about)
    if "ormore" in rest[:2] or rest[:1] == ["+"]:
        return Range(first, None, about)
    return Range(first, first, about)


def _scaled_like(first: Decimal, second: Decimal, words: Sequence[str]) -> Decimal:
    """In "two to three million" the scale of the second goes for the first where it has none."""
    if any(word in _SCALES for word in words):
        return first
    for scale in (10**9, 10**6, 1000, 100, 12):
        if second % scale == 0 and second >= scale and first * scale < second and first < 100:
            return first * scale
    return first


def _number(words: Sequence[str], at: int) -> tuple[Decimal | None, int, bool]:
    """A number from position `at`: its value, the position after it, and whether it is a least ("dozens")."""
    if at >= len(words):
        return None, at, False
    word = words[at]
    if word == "tens":
        scale = _SCALES.get({"thousands": "thousand", "millions": "million"}.get(_next(words, at + 2), ""), 1)
        after = at + 3 if scale > 1 else at + 1
        return Decimal(20 * scale), after, True
    if word in _PLURALS:
        inner = (
            {"thousands": 1000, "millions": 10**6}.get(_next(words, at + 2)) if _next(words, at + 1) == "of" else None
        )
        return Decimal(_PLURALS[word] * (inner or 1)), at + (3 if inner else 1), True
    if word in _VAGUE:
        scale = _SCALES.get(_next(words, at + 1), 1)
        value = Decimal(_VAGUE[word] if scale == 1 else 2)
        return value * scale, at + (1 if scale == 1 else 2), True
    total, value, seen = Decimal(0), Decimal(1), False
    if word == "half" and _next(words, at + 1) in {"dozen", "one", "million", "billion"}:
        at += 2 if words[at + 1] == "one" else 1
        value, seen = Decimal("0.5"), True
    elif word in _EXACT:
        value, seen, at = Decimal(_EXACT[word]), word != "one" or _next(words, at + 1) not in _SCALES, at + 1
    elif _is_figure(word):
        value, seen, at = Decimal(word), True, at + 1
        while at < len(words) and _is_figure(words[at]) and value >= 20 and value % 10 == 0 and Decimal(words[at]) < 10:
            value, at = value + Decimal(words[at]), at + 1
    while at < len(words) and words[at] in _SCALES:
        value, seen, at = value * _SCALES[words[at]], True, at + 1
        joined = at + 1 if _next(words, at) == "and" and value < 1000 else at
        if _is_figure(_next(words, joined)) and Decimal(words[joined]) < min(
            value, Decimal(100) if joined > at else value
        ):
            total, value, at = total + value, Decimal(words[joined]), joined + 1
    return (total + value if seen else None), at, False


def _next(words: Sequence[str], at: int) -> str:
    return words[at] if at < len(words) else ""


def _is_figure(word: str) -> bool:
    return len(word) < 40 and word.replace(".", "", 1).isdecimal()
