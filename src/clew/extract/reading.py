"""A clause with all that is needed to read its particulars, and the words that mark them."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TypeGuard

from clew.extract.clause import Clause, Filler
from clew.extract.names.lexicon import Lexicon
from clew.extract.sentence import NameSpan, Sentence
from clew.extract.stretches import stretch_text
from clew.extract.tables import table_of
from clew.vocabulary import Predicate


@dataclass(frozen=True)
class QualifierWords:
    """The words of one language that mark particulars, and the predicates that each kind goes with."""

    sets: Mapping[str, frozenset[str]]
    purposes: Mapping[str, frozenset[Predicate]]
    programmes: tuple[re.Pattern[str], ...]
    month_may: str

    def __getitem__(self, key: str) -> frozenset[str]:
        return self.sets[key]


@cache
def load_qualifier_words(language: str = "en") -> QualifierWords:
    """The shipped table of a language (English where a language has none)."""
    tables = table_of("qualifiers.yaml")
    table = tables.get(language, tables["en"])
    sets = {
        key: frozenset(word.replace("_", " ") for word in value.split())
        for key, value in table.items()
        if isinstance(value, str) and key != "may"
    }
    names = set(Predicate)
    for key in ("undated", "placed", "via", "counted", "goods", "money", "shares", "programmed"):
        unknown = {word.replace(" ", "_") for word in sets[key]} - names
        if unknown:
            raise ValueError(f"qualifiers.yaml, {key}: unknown predicates {sorted(unknown)}")
        sets[key] = frozenset(word.replace(" ", "_") for word in sets[key])
    purposes = {case: frozenset(Predicate(word) for word in value.split()) for case, value in table["purposes"].items()}
    return QualifierWords(sets, purposes, tuple(re.compile(each) for each in table["programmes"]), table["may"])


@dataclass(frozen=True, slots=True)
class Reading:
    """A clause with all that is needed to read its particulars."""

    clause: Clause
    sentence: Sentence
    text: str
    names: Sequence[NameSpan]
    lexicon: Lexicon
    words: QualifierWords

    def says(self, first: int, last: int) -> str:
        """The document's own words from token `first` to `last` (exclusive)."""
        return stretch_text(self.sentence, first, last, self.text)


def taken_by(at: Reading) -> set[int]:
    """The head tokens of the parties."""
    heads = {filler.head for filler in (at.clause.subject, at.clause.object) if is_here(filler, at.sentence)}
    return heads | {head for _, each in at.clause.slots for head in each}


def is_here(filler: Filler | None, sentence: Sentence) -> TypeGuard[Filler]:
    """Whether a party stands in this sentence and was not carried over from another."""
    start = filler.mention.start if filler is not None else None
    return start is not None and sentence.start <= start < sentence.end
