"""The words that steer how the grammar of a language is read, from a reviewed table for each."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from clew.extract.tables import table_of


@dataclass(frozen=True)
class Grammar:
    """Sets of words by what they do (see the table's own comments), verbs of gerunds, and lemmas the parser lacks."""

    sets: Mapping[str, frozenset[str]]
    gerunds: Mapping[str, str]
    lemmas: Mapping[str, str]

    def __getitem__(self, key: str) -> frozenset[str]:
        return self.sets[key]


@cache
def load_grammar(language: str = "en") -> Grammar:
    """The shipped table of a language that has one ("en", "ru")."""
    name = "grammar.yaml" if language == "en" else f"grammar_{language}.yaml"
    table = table_of(name)
    sets = {key: frozenset(words.split()) for key, words in table.items() if isinstance(words, str)}
    return Grammar(sets, dict(table.get("gerunds", {})), dict(table.get("lemmas", {})))
