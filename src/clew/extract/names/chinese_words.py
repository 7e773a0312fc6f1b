"""What stands for a party, good or place in a Chinese text, and the table of words that tells it."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from clew.extract.names.chinese_parting import ends_as_body
from clew.extract.parse.chinese import Word, simplified
from clew.extract.tables import table_of
from clew.vocabulary import EntityType

_TYPES = {member.value: member for member in EntityType}
INNER = frozenset({"n", "nz", "nr", "ns", "nt", "nw", "vn", "ORG", "LOC", "PER", "xc", "a", "an", "s", "f", "vd", "j"})
"""lac's tags of words that may stand inside the name of a body."""


@dataclass(frozen=True, slots=True)
class Found:
    """A stretch of the text (offsets) that stands for a party, good or place.

    `name_end` ends the name proper, before a bracket that belongs to it; `alias` are the offsets of a further name
    in that bracket; `lead` begins the words before it that only say what it is (岚屿商人|X); `country` marks states
    and what acts for them; `anaphor` a word that takes up an earlier party.
    """

    start: int
    end: int
    name_end: int
    type: EntityType
    described: bool = False
    anaphor: bool = False
    country: bool = False
    alias: tuple[int, int] | None = None
    lead: int = -1

    @property
    def first(self) -> int:
        """Where the stretch begins with the words before it that only say what it is."""
        return self.lead if 0 <= self.lead < self.start else self.start


@dataclass(frozen=True)
class ChineseWords:
    """The table of Chinese words; each key of the file to its words, `nouns` and `suffixes` to types.

    A suffix of no type (公报, 内部) ends no name of a body though a shorter one in it would.
    """

    sets: Mapping[str, frozenset[str]]
    nouns: Mapping[str, EntityType]
    suffixes: Mapping[str, EntityType | None]

    def __getitem__(self, key: str) -> frozenset[str]:
        return self.sets[key]

    def is_media(self, name: str) -> bool:
        """Whether a name is that of a medium, by the table or by its ending."""
        name = simplified(name)
        return name in self.sets["media"] or any(name.endswith(each) for each in self.sets["media_endings"])


@cache
def load_chinese_words() -> ChineseWords:
    """The shipped table."""
    table = table_of("chinese.yaml")
    sets = {key: frozenset(simplified(value).split()) for key, value in table.items() if isinstance(value, str)}
    said = table_of("chinese_patterns.yaml")["words"]
    sets["titles"] = frozenset(f"{said['boss']}|{said['staff']}".split("|"))
    linked = table_of("chinese_links.yaml")["verbs"]
    sets["doing"] = frozenset(word for words in linked.values() for word in words.split("|"))
    nouns = {word: _TYPES[key] for key in reversed(_TYPES) for word in sets.get(key, ())}
    suffixes = {word: _TYPES.get(key) for key, words in table["suffixes"].items() for word in words.split()}
    return ChineseWords(sets, nouns, suffixes)


def word_of(text: str, word: Word) -> str:
    """The characters of a word."""
    return text[word.start : word.end]


def body_type(text: str, words: ChineseWords) -> EntityType | None:
    """The type of body that a name ends as; None where it ends as none."""
    return ends_as_body(text, words.suffixes)
