"""Words that say little about who a party is: trades, offices, places, nationalities, in several languages."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from types import MappingProxyType

from clew.names.fold import fold
from clew.names.tables import rows


class WordKind(StrEnum):
    """What a generic word is about."""

    STOP = "stop"
    INDUSTRY = "industry"
    OFFICE = "office"
    ROLE = "role"
    PLACE = "place"
    COUNTRY = "country"
    CITY = "city"


@dataclass(frozen=True, slots=True)
class GenericWord:
    """A word of little weight: the concept it stands for in any language, its kind, and its weight below 1."""

    concept: str
    kind: WordKind
    weight: float


@cache
def generic_words() -> Mapping[str, GenericWord]:
    """Folded word or phrase → what it stands for; an unlisted word weighs 1.

    "trading", "торговый" and "贸易" share one concept, so that a translation is seen as one. Phrases hold spaces.
    """
    words: dict[str, GenericWord] = {}
    for table in ("generic_words", "places"):
        for row in rows(table):
            entry = GenericWord(row["concept"], WordKind(row["kind"]), float(row["weight"]))
            for form in (
                (row["concept"], *row["forms"].split("|")) if table == "generic_words" else row["forms"].split("|")
            ):
                words.setdefault(fold(form), entry)
    return MappingProxyType(words)


def is_generic(text: str) -> bool:
    """Whether every word of a text is a generic one, so that it names no party by itself ("Trading Company")."""
    folded = fold(text)
    words = generic_words()
    return bool(folded) and (folded in words or all(word in words for word in folded.split()))
