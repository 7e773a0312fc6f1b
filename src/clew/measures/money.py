"""Sums of money: an exact decimal range with the ISO 4217 code of its currency."""

import re
from dataclasses import dataclass

from clew.measures.numbers import Range, range_of
from clew.measures.wording import canonical, load_currencies

_GLUED = re.compile(r"(?<=\d)(?=[a-z]{2,3}\b)", re.IGNORECASE)
_SUFFIX = re.compile(r"(\d)\s?(bn|mn|m|k|b)\b", re.IGNORECASE)
_SUFFIXES = {"bn": "billion", "b": "billion", "mn": "million", "m": "million", "k": "thousand"}


@dataclass(frozen=True, slots=True)
class Money:
    """A sum as far as it is known, in one currency."""

    amount: Range
    currency: str

    def __str__(self) -> str:
        """`5000000.. CNY`, `700000 USD`."""
        return f"{self.amount} {self.currency}"


def read_money(text: str, language: str = "en") -> tuple[Money, ...]:
    """The sums that the words state, in their order: "more than 5 million yuan ($700,000)" gives two.

    "More than" keeps the bound itself, as money does not come in whole pieces.
    """
    spaced = _SUFFIX.sub(lambda m: f"{m.group(1)} {_SUFFIXES[m.group(2).lower()]}", text)
    found = []
    for part in re.split(r"[()\[\]]", _GLUED.sub(" ", spaced)):
        words = canonical(part, language)
        currencies = load_currencies()
        codes = [currencies[word] for word in words if word in currencies]
        if not codes:
            continue
        amount = range_of([word for word in words if word not in currencies], strict=False)
        if amount is not None:
            found.append(Money(amount, codes[0]))
    return tuple(found)
