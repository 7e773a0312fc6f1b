"""Reviewed tables of the resolver: states, public bodies, goods, titles, translated code names."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any

import yaml

from clew.names import WordKind, fold, generic_words, romanise


@dataclass(frozen=True, slots=True)
class Tables:
    """What the tables say, ready for looking up; all words are folded. `goods_heads` are the first words of `goods`.

    `states` and `capitals` lead to a country code, `stems` are beginnings of Russian adjectives with theirs;
    `bodies` leads from the words for a public body to its kind, `usual` to whose it is where nobody's is named,
    `translations` from any form of a code name to its
    number in the table. `places` are the places that the case itself names.
    """

    states: Mapping[str, str]
    capitals: Mapping[str, str]
    stems: tuple[tuple[str, str], ...]
    bodies: Mapping[str, str]
    usual: Mapping[str, str]
    translations: Mapping[str, int]
    goods: frozenset[str]
    goods_heads: frozenset[str]
    divisions: frozenset[str]
    titles: frozenset[str]
    articles: frozenset[str]
    offices: frozenset[str]
    places: frozenset[str] = frozenset()


def _rows(name: str) -> Any:
    return yaml.safe_load(files(__name__).joinpath(f"{name}.yaml").read_text(encoding="utf-8"))


def _country_words() -> Iterator[tuple[str, str]]:
    for word, entry in generic_words().items():
        if entry.kind is WordKind.COUNTRY:
            yield word, entry.concept


@cache
def tables() -> Tables:
    """Load the shipped tables once."""
    states = dict(_country_words())
    capitals: dict[str, str] = {}
    stems: list[tuple[str, str]] = []
    for row in _rows("states"):
        states |= {fold(word): row["code"] for word in row["adjectives"]}
        capitals |= {fold(word): row["code"] for word in row["capitals"]}
        stems += [(stem, row["code"]) for stem in row["stems"]]
    stems.sort(key=lambda pair: (-len(pair[0]), pair))
    listed = _rows("bodies")
    bodies = {fold(word): row["kind"] for row in listed for word in row["words"]}
    usual = {fold(word): code for row in listed for word, code in row.get("usual", {}).items()}
    translations: dict[str, int] = {}
    for number, row in enumerate(_rows("translations")):
        for word in (row["ru"], *row["roman"], *row["en"], *row["zh"]):
            translations.setdefault(fold(word), number)
        translations.setdefault(fold(romanise(row["ru"])), number)
    told = _rows("words")
    goods = frozenset(fold(str(word)) for word in told["goods"])
    return Tables(
        MappingProxyType(states),
        MappingProxyType(capitals),
        tuple(stems),
        MappingProxyType(bodies),
        MappingProxyType(usual),
        MappingProxyType(translations),
        goods,
        frozenset(word.split(" ")[0] for word in goods),
        *(frozenset(fold(str(word)) for word in told[key]) for key in ("divisions", "titles", "articles", "offices")),
    )
