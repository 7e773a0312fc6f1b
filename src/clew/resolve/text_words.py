"""A text cut into words that are folded once, and an index of names to look for in it."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from sys import intern

from clew.names import fold

LONGEST = 6
"""Names of more words than this are not looked for in texts."""

_WORD = re.compile(r"[^\W_](?:\.(?:[^\W_]\.)+|(?:[\w’'&.-]*[^\W_’'.])?)")
HAN = re.compile(r"[\u3400-\u9fff]+")
"""A run of Chinese characters."""


class Folded(dict[str, str]):
    """Texts folded so far; one for a run, passed along."""

    def __missing__(self, text: str) -> str:
        """Fold a text that is met for the first time."""
        self[text] = folded = intern(fold(text))
        return folded


@dataclass(frozen=True, slots=True)
class Words:
    """A text's words: where they begin, how they are written without possessive ending, and folded.

    `heads` are the numbers of capitalised words and of figures: a name begins with one.
    """

    text: str
    starts: tuple[int, ...]
    written: tuple[str, ...]
    folded: tuple[str, ...]
    heads: tuple[int, ...]


def words_of(text: str, folded: Folded) -> Words:
    """Cut a text into words."""
    found = [(match.start(), match.group()) for match in _WORD.finditer(text)]
    written = [word[:-2] if word.endswith(("'s", "’s")) else word for _, word in found]
    plain = tuple([folded[word] for word in written])
    heads = tuple([at for at, word in enumerate(written) if word and (word[0].isupper() or word[0].isdigit())])
    return Words(text, tuple([start for start, _ in found]), tuple(written), plain, heads)


@dataclass(frozen=True, slots=True)
class NameIndex:
    """Folded names to look for and what each stands for, by first words; Chinese ones by two characters.

    `firsts` tells how many words a name has at most that begins with a word.
    """

    names: dict[str, str]
    firsts: dict[str, int]
    chinese: dict[str, tuple[str, ...]]

    def add(self, name: str) -> None:
        """Take in a name that stands for itself."""
        if name in self.names:
            return
        self.names[name] = name
        if HAN.match(name):
            self._list_chinese(name[:2], (*self.chinese.get(name[:2], ()), name))
        else:
            first, size = _first_word(name)
            self.firsts[first] = max(size, self.firsts.get(first, 0))

    def drop(self, name: str) -> None:
        """Leave a name out from now on; `firsts` may stay greater than need be."""
        if self.names.pop(name, None) is not None and HAN.match(name):
            self._list_chinese(name[:2], tuple(one for one in self.chinese[name[:2]] if one != name))

    def _list_chinese(self, start: str, names: tuple[str, ...]) -> None:
        self.chinese[start] = tuple(sorted(names, key=lambda one: (-len(one), one)))


def _first_word(name: str) -> tuple[str, int]:
    """The first word of a name and how many words it has."""
    first, _, rest = name.partition(" ")
    return first, rest.count(" ") + 2 if rest else 1


def name_index(names: Mapping[str, str]) -> NameIndex:
    """Prepare names for looking them up; `names` leads from folded form to what it stands for."""
    firsts: dict[str, int] = {}
    chinese: dict[str, list[str]] = {}
    for name in names:
        if HAN.match(name):
            chinese.setdefault(name[:2], []).append(name)
            continue
        first, size = _first_word(name)
        firsts[first] = max(size, firsts.get(first, 0))
    longest_first = {
        start: tuple(sorted(having, key=lambda one: (-len(one), one))) for start, having in chinese.items()
    }
    return NameIndex(dict(names), firsts, longest_first)


def chinese_hits(text: str, index: NameIndex) -> Iterator[tuple[int, str]]:
    """Yield the Chinese names that a text holds and where they begin, the longest at each place."""
    if not index.chinese:
        return
    for run in HAN.finditer(text):
        told = run.group()
        at = 0
        while at < len(told) - 1:
            near = index.chinese.get(told[at : at + 2], ())
            name = next((one for one in near if text.startswith(one, run.start() + at)), None)
            if name:
                yield run.start() + at, name
            at += len(name) if name else 1
