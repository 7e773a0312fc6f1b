"""The tables of nouns, name words, countries and media, loaded into one frozen value."""

import csv
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from clew.extract.names.known import load_known, load_media
from clew.extract.tables import table_of, text_of
from clew.vocabulary import EntityType

_TYPES = {member.value: member for member in EntityType}


@dataclass(frozen=True)
class Lexicon:
    """What words say about types.

    `nouns` maps a common noun's lemma to the type of what it describes, `name_words` a word inside a name to the
    type of what is named. `countries` maps every form of a country in lower case to its name, `adjectives` a
    nationality in lower case to the country, `capitals` a capital to the country, `given` holds common given names,
    `east_asian` those of East Asia and the family names that stand first there,
    `surname_endings` endings that mark family names; what is
    `feminine` or `masculine` is told by a noun or by a family name's ending.
    `people` holds the nouns of groups that name a person in the singular, `bodies` those that name a body together
    with a nation or a name.
    `known` holds the types of names that do not say of themselves what they are ("Interpol"), as they are written.
    `media` maps the names of media to the first one of each.
    `generic` holds, of a language without articles, the nouns that take up any party of their type.
    `articles` says whether the language marks by articles what is known already. The sets hold words in lower case.
    """

    nouns: Mapping[str, EntityType]
    people: frozenset[str]
    bodies: frozenset[str]
    measures: frozenset[str]
    groups: frozenset[str]
    speakers: frozenset[str]
    anaphors: frozenset[str]
    name_words: Mapping[str, EntityType]
    titles: frozenset[str]
    posts: frozenset[str]
    never: frozenset[str]
    connectors: frozenset[str]
    openers: frozenset[str]
    places: frozenset[str]
    media: Mapping[str, str]
    media_words: frozenset[str]
    acting: frozenset[str]
    giving: frozenset[str]
    blocs: Mapping[str, str]
    countries: Mapping[str, str]
    adjectives: Mapping[str, str]
    capitals: Mapping[str, str]
    given: frozenset[str]
    surname_endings: tuple[str, ...]
    feminine: frozenset[str]
    masculine: frozenset[str]
    feminine_endings: tuple[str, ...]
    masculine_endings: tuple[str, ...]
    known: Mapping[str, EntityType]
    articles: bool = True
    generic: frozenset[str] = frozenset()
    east_asian: frozenset[str] = frozenset()

    def nationalities(self, place: str) -> frozenset[str]:
        """The adjectives of a country or of the country of a capital: "italian" for Italy."""
        country = self.countries.get(place.lower()) or self.capitals.get(place.lower())
        return frozenset(word for word, named in self.adjectives.items() if named == country)

    def medium(self, name: str) -> str | None:
        """The first name of the medium so called ("FT" is the Financial Times), None if it is in no row."""
        plain = name.removeprefix("the ").removeprefix("The ").replace("'s", "")
        forms = (name, plain, name.lower(), name.lower().removeprefix("the "), plain.lower())
        return next((self.media[each] for each in forms if each in self.media), None)

    def is_media(self, name: str) -> bool:
        """Whether a name is that of a medium, by the table or by its words ("Gazette", "Daily Post")."""
        words = name.lower().removeprefix("the ").replace("'s", "").split()
        return self.medium(name) is not None or (len(words) > 1 and words[-1] in self.media_words)


@cache
def load_lexicon(language: str = "en") -> Lexicon:
    """The shipped tables of a language: Russian has its own, every other language those of English."""
    return _russian() if language == "ru" else _english()


def _english() -> Lexicon:
    nouns = table_of("nouns.yaml")
    names = table_of("names.yaml")
    countries, adjectives, capitals = _countries()
    return Lexicon(
        nouns={word: _TYPES[key] for key in _TYPES for word in _words(nouns.get(key, ""))},
        people=frozenset(_words(nouns["people"])),
        bodies=frozenset(_words(nouns["bodies"])),
        measures=frozenset(_words(nouns["measures"])),
        groups=frozenset(_words(nouns["groups"])),
        speakers=frozenset(_words(nouns["speakers"])),
        anaphors=frozenset(_words(nouns["anaphors"])),
        name_words={word: _TYPES[key] for key in reversed(_TYPES) for word in _words(names.get(key, ""))},
        titles=frozenset(_words(names["titles"])),
        posts=frozenset(_words(names["posts"])),
        never=frozenset(_words(names["never"])),
        connectors=frozenset(_words(names["connectors"])),
        openers=frozenset(_words(names["openers"])),
        places=frozenset(word.replace("-", " ") for word in _words(names["places"])),
        media=load_media("english"),
        media_words=frozenset(_words(nouns["media_words"])),
        acting=frozenset(_words(names["acting"])),
        giving=frozenset(_words(names["giving"])),
        blocs={key.lower(): value for key, value in names["blocs"].items()},
        countries=countries,
        adjectives=adjectives,
        capitals=capitals,
        given=frozenset(word for names in table_of("given_names.yaml").values() for word in _words(names)),
        east_asian=frozenset(_words(table_of("given_names.yaml")["east_asian"])),
        surname_endings=tuple(_words(names["surname_endings"])),
        feminine=frozenset(_words(nouns["feminine"])),
        masculine=frozenset(_words(nouns["masculine"])),
        feminine_endings=tuple(_words(names["feminine_endings"])),
        masculine_endings=tuple(_words(names["masculine_endings"])),
        known=load_known("english"),
    )


def _russian() -> Lexicon:
    """Russian nouns by lemma, countries by every form that they are inflected to; names may stand in either script."""
    table = table_of("nouns_ru.yaml")
    countries: dict[str, str] = {}
    adjectives: dict[str, str] = {}
    capitals: dict[str, str] = {}
    for row in csv.DictReader(text_of("countries_ru.csv").splitlines()):
        for key, found in (("forms", countries), ("adjectives", adjectives), ("capital", capitals)):
            found.update((form, row["name"]) for form in row[key].split("|") if form)
    sets: dict[str, Any] = {
        key: frozenset(_words(table[key]))
        for key in (
            "measures",
            "groups",
            "speakers",
            "anaphors",
            "titles",
            "posts",
            "media_words",
            "acting",
            "giving",
            "generic",
        )
    }
    inside = table["name_words"]
    return replace(
        _english(),
        nouns={word: _TYPES[key] for key in reversed(_TYPES) for word in _words(table.get(key, ""))},
        name_words={word: _TYPES[key] for key in inside for word in _words(inside[key])},
        media=load_media("russian"),
        openers=frozenset(_words(table["forms"])),
        blocs={"западный": "Запад", "запад": "Запад", "запада": "Запад"},
        countries=countries,
        adjectives=adjectives,
        capitals=capitals,
        articles=False,
        people=frozenset(),
        **sets,
    )


def _words(text: str) -> list[str]:
    return text.split()


def _countries() -> tuple[dict[str, str], dict[str, str], dict[str, str]]:
    countries: dict[str, str] = {}
    adjectives: dict[str, str] = {}
    capitals: dict[str, str] = {}
    for row in csv.DictReader(text_of("countries.csv").splitlines()):
        name = row["name"]
        for alias in (name, *filter(None, row["aliases"].split("|"))):
            countries[alias.lower()] = name
        for adjective in filter(None, row["adjectives"].split("|")):
            adjectives[adjective.lower()] = name
        for capital in filter(None, row["capital"].split("|")):
            capitals[capital.lower()] = name
    return countries, adjectives, capitals
