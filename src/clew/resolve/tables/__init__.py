"""Reviewed tables of the resolver: states, public bodies, goods, titles, translated code names."""

import re
from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any

import yaml
from rigour.territories import get_territories

from clew.names import WordKind, fold, generic_words, romanise


@dataclass(frozen=True, slots=True)
class Tables:
    """What the tables say, ready for looking up; all words are folded. `goods_heads` are the first words of `goods`.

    `states` and `capitals` lead to a country code, one of `codes`, `stems` are beginnings of Russian adjectives with
    theirs; `bodies` leads from the words for a public body to its kind, Cyrillic ones also without endings, `usual` to
    whose it is where nobody's is named, `translations` from any form of a code name to its number in the table.
    `local` are words for bodies that a city has as well as a state, `places` the places that the case itself names,
    `namesakes` the names of states that other places bear, with wordings that mean those and words that mean the state,
    `wholes` the names of states and of what is called after them, with articles, in which no shorter one is found.
    """

    states: Mapping[str, str]
    codes: frozenset[str]
    capitals: Mapping[str, str]
    stems: tuple[tuple[str, str], ...]
    bodies: Mapping[str, str]
    usual: Mapping[str, str]
    local: frozenset[str]
    translations: Mapping[str, int]
    goods: frozenset[str]
    goods_heads: frozenset[str]
    divisions: frozenset[str]
    titles: frozenset[str]
    articles: frozenset[str]
    offices: frozenset[str]
    wholes: frozenset[str]
    namesakes: Mapping[str, tuple[tuple[str, ...], tuple[str, ...]]]
    places: frozenset[str] = frozenset()


_POSSESSIVE = re.compile(r"(?<=\w)['’](?:s\b|(?=\s|$))", re.IGNORECASE)
_ENDING = re.compile(
    r"(?:ами|ями|ого|его|ому|ему|ыми|ими|ой|ей|ом|ем|ым|им|ов|ев|ам|ям|ах|ях|ую|юю|ая|яя|ые|ие|ый|ий|[аяуюыиеоь])$"
)
_SHORT = 4
_LISTS = ("goods", "divisions", "titles", "articles", "offices")


def _rows(name: str) -> Any:
    return yaml.safe_load(files(__name__).joinpath(f"{name}.yaml").read_text(encoding="utf-8"))


def plain_words(name: str, articles: AbstractSet[str]) -> tuple[str, ...]:
    """The folded words of a name without articles and possessive endings; all of them where nothing else is left."""
    words = fold(_POSSESSIVE.sub("", name)).split()
    return tuple(word for word in words if word not in articles) or tuple(words)


def without_ending(word: str) -> str:
    """A Cyrillic word without the ending of its case; any other as it is."""
    return _ENDING.sub("", word) if len(word) > _SHORT and word[:1] >= "а" else word


def _country_words(none: AbstractSet[str]) -> Iterator[tuple[str, str]]:
    """The names of states: those that rigour keeps, short and in full, and then our own but for what names `none`."""
    for territory in get_territories():
        if territory.is_country and not territory.is_historical:
            for name in (territory.name, territory.full_name, territory.in_sentence):
                yield name, territory.code
    for word, entry in generic_words().items():
        if entry.kind is WordKind.COUNTRY and not none & {word, entry.concept}:
            yield word, entry.concept


@cache
def tables() -> Tables:
    """Load the shipped tables once."""
    told = _rows("words")
    lists = {key: frozenset(fold(str(word)) for word in told[key]) for key in _LISTS}
    articles = lists["articles"]
    named = dict(_country_words({fold(str(word)) for word in told["stateless"]}))
    capitals: dict[str, str] = {}
    stems: list[tuple[str, str]] = []
    namesakes: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {}
    for row in _rows("states"):
        named |= dict.fromkeys(row["adjectives"], row["code"])
        capitals |= {fold(word): row["code"] for word in row["capitals"]}
        for name, before in row.get("namesakes", {}).items():
            meant = tuple(f"{words} {name}" for words in before)
            namesakes[fold(name)] = meant, (*row["capitals"], *row["adjectives"])
        stems += [(stem, row["code"]) for stem in row["stems"]]
    states = {" ".join(plain_words(name, articles)): code for name, code in named.items()}
    wholes = {" ".join(plain_words(name, {"the"})) for name in (*named, *told["elsewhere"])}
    stems.sort(key=lambda pair: (-len(pair[0]), pair))
    listed = _rows("bodies")
    bodies = {fold(word): row["kind"] for row in listed for word in row["words"]}
    bodies |= {" ".join(map(without_ending, word.split())): kind for word, kind in bodies.items() if word[0] >= "а"}
    usual = {fold(word): code for row in listed for word, code in row.get("usual", {}).items()}
    translations: dict[str, int] = {}
    for number, row in enumerate(_rows("translations")):
        for word in (row["ru"], *row["roman"], *row["en"], *row["zh"]):
            translations.setdefault(fold(word), number)
        translations.setdefault(fold(romanise(row["ru"])), number)
    goods = lists["goods"]
    return Tables(
        MappingProxyType(states),
        frozenset(states.values()),
        MappingProxyType(capitals),
        tuple(stems),
        MappingProxyType(bodies),
        MappingProxyType(usual),
        frozenset(fold(word) for row in listed for word in row.get("local", ())),
        MappingProxyType(translations),
        goods,
        frozenset(word.split(" ")[0] for word in goods),
        lists["divisions"],
        lists["titles"],
        articles,
        lists["offices"],
        frozenset(wholes),
        MappingProxyType(namesakes),
    )
