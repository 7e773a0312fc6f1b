"""Shares of ownership: what a text says of one, as bounds in per cent."""

import re
from decimal import Decimal, InvalidOperation

from clew.measures.numbers import plain, range_of
from clew.measures.wording import canonical

_NUMBER = r"(\d+(?:[.,]\d+)?)\s*(?:%|per\s?cent|percent|процент\w*|百分之)?"
_RANGE = re.compile(rf"^{_NUMBER}\s*(?:-|–|to|\.\.|до|至)\s*{_NUMBER}$", re.IGNORECASE)
_ONE = re.compile(rf"^(.*?)\s*{_NUMBER}$", re.IGNORECASE)
_AT_LEAST = frozenset({"at least", "not less than", "minimum", "min", ">=", "≥", "не менее", "至少", "from"})
_MORE = frozenset({"more than", "over", "above", ">", "более", "свыше", "超过"})
_AT_MOST = frozenset({"at most", "up to", "not more than", "maximum", "max", "<=", "≤", "не более", "до", "至多"})
_LESS = frozenset({"less than", "under", "below", "<", "менее", "不到"})
_WORDS = {"all": "100", "whole": "100", "sole": "100", "half": "50", "majority": "50..100", "minority": "0..50"}


def share_of(text: str) -> str | None:
    """Bounds of a share in per cent: "30", "40..100", "0..25"; None where the text states none or one beyond 100.

    "more than 50 %" gives "50..100": that it is more than the lower bound stands in the words that go with it.
    """
    said = " ".join(text.lower().split())
    if said in _WORDS:
        return _WORDS[said]
    between = _RANGE.match(said)
    if between:
        low, high = _number(between[1]), _number(between[2])
        return f"{low}..{high}" if low is not None and high is not None and low <= high else None
    one = _ONE.match(said)
    number = _number(one[2]) if one else None
    if one is None or number is None:
        return None
    before = one[1].strip()
    if not before or before in {"about", "around", "approximately", "около", "约"}:
        return f"{number}"
    if before in _AT_LEAST | _MORE:
        return f"{number}..100"
    return f"0..{number}" if before in _AT_MOST | _LESS else None


def read_share(text: str, language: str = "en") -> str | None:
    """The bounds of a share in a text's words ("more than 99%", "a majority holding"); None where vague."""
    words = [word for word in canonical(text, language) if word != "one"]
    for word, bounds in (("majority", "50..100"), ("minority", "0..50"), ("all", "100")):
        if word in words:
            return bounds
    if "half" in words and not any(word.isdigit() for word in words):
        return "50..100" if "more" in words else "50"
    if "percent" not in words:
        return share_of(text)
    read = range_of([word for word in words if word != "percent"], strict=False)
    if read is None or any(end is not None and not 0 <= end <= 100 for end in (read.low, read.high)):
        return None
    low, high = plain(read.low) or "0", plain(read.high) or "100"
    return low if low == high else f"{low}..{high}"


def _number(text: str) -> Decimal | None:
    """A number between 0 and 100, without trailing zeros."""
    try:
        number = Decimal(text.replace(",", "."))
    except InvalidOperation:
        return None
    return Decimal(f"{number.normalize():f}") if 0 <= number <= 100 else None
