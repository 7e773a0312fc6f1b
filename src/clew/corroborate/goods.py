"""Tell what kinds of goods words name, in three languages, so that engines are compared with engines."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from clew.corroborate.tables import rows
from clew.names import fold

_HAN = re.compile(r"[\u3400-\u9fff]")


@dataclass(frozen=True, slots=True)
class _Kinds:
    """Folded words → kind of goods; the Chinese ones apart, since they are written without spaces."""

    words: Mapping[str, str]
    chinese: Mapping[str, str]
    longest: int


@cache
def _kinds() -> _Kinds:
    told = {fold(word): row["kind"] for row in rows("goods") for word in row["words"]}
    plain = {word: kind for word, kind in told.items() if not _HAN.search(word)}
    chinese = {word: kind for word, kind in told.items() if _HAN.search(word)}
    return _Kinds(plain, chinese, max(word.count(" ") + 1 for word in plain))


def kinds_of(text: str) -> frozenset[str]:
    """The kinds of goods that words name: of each of several goods the last kind named, else its last word; codes.

    "engines for drones" names engines, "drone engines" engines too.
    """
    found: set[str] = set()
    for part in re.split(r"[;；]", text):
        words = fold(part).split()
        if words:
            found |= _kind_of(words)
            found |= {word.removesuffix("s") for word in words if any(letter.isdigit() for letter in word)}
    return frozenset(found)


def _kind_of(words: list[str]) -> set[str]:
    known = _kinds()
    cut = next((at for at, word in enumerate(words) if at and word in {"for", "для", "with", "in"}), len(words))
    head = words[:cut]
    for end in range(len(head), 0, -1):
        for size in range(min(known.longest, end), 0, -1):
            kind = known.words.get(" ".join(head[end - size : end]))
            if kind:
                return {kind}
    for word in head:
        kind = next((kind for told, kind in known.chinese.items() if told in word), None)
        if kind:
            return {kind}
    return {head[-1].removesuffix("s")}
