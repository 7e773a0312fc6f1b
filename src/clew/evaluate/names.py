"""When two names in a comparison stand for one party: the rules of scoring, on the tables of `clew.names`."""

import re
import unicodedata
from collections.abc import Iterable

from clew.names import is_generic, strip_legal_form

ARTICLES = frozenset({"the", "a", "an", "of", "and", "for", "s"})
_CYRILLIC_ENDING = re.compile(
    r"(ого|его|ому|ему|ыми|ими|ами|ями|иях|ах|ях|ов|ев|ей|ой|ий|ый|ая|яя|ое|ее|ую|юю|ом|ем|ам|ям|им|ым|их|ых|ия|ию|ие|[аяуюеиыоьй])$"
)

Key = tuple[str, ...]


def scoring_key(text: str) -> Key:
    """A name as words without case, accents, punctuation, articles, legal form and Cyrillic endings."""
    bare = strip_legal_form(text)[0] or text
    folded = unicodedata.normalize("NFKD", bare).casefold().replace("’", "'").replace("'s ", " ")
    spaced = "".join(c if c.isalnum() else " " for c in folded if not unicodedata.combining(c))
    return tuple(_stem(word) for word in spaced.split() if word not in ARTICLES)


def _stem(word: str) -> str:
    """A Cyrillic word without its case ending; decomposition has taken й to и."""
    if len(word) > len("имя") and "\u0400" <= word[0] <= "\u04ff":
        return _CYRILLIC_ENDING.sub("", word).rstrip("аеиоуыэюяьй") or word
    return word


def same_party(left: Key, right: Key, unnamed: bool) -> bool:
    """Whether two keys name one party; for unnamed ones the last word or half of the words are enough."""
    if not left or not right:
        return False
    if left == right or "".join(left) == "".join(right):
        return True
    ours, theirs = set(left), set(right)
    shared = ours & theirs
    if not shared:
        return _inside_chinese("".join(left), "".join(right))
    if unnamed:
        return left[-1] == right[-1] or 2 * len(shared) >= len(ours | theirs)
    telling = any(not is_generic(word) for word in shared)
    return telling and (ours <= theirs or theirs <= ours or 2 * len(shared) >= len(ours | theirs))


def _inside_chinese(left: str, right: str) -> bool:
    """Whether a Chinese short form stands inside the full one and is a good part of it."""
    short, long = sorted((left, right), key=len)
    return (
        "\u4e00" <= short[0] <= "\u9fff" and short in long and not is_generic(short) and 5 * len(short) >= 2 * len(long)
    )


class Aliases:
    """Every name of a gold set's entities, looked up by any one of them."""

    def __init__(self, entities: Iterable[tuple[frozenset[str], bool]]) -> None:
        self._entities = [({scoring_key(name) for name in names}, unnamed) for names, unnamed in entities]
        self._found: dict[Key, list[int]] = {}
        for index, (keys, _) in enumerate(self._entities):
            for key in keys:
                self._found.setdefault(key, []).append(index)

    def same(self, gold: str, predicted: str) -> bool:
        """Whether a predicted name stands for the party of a gold name."""
        key = scoring_key(gold)
        keys, unnamed = {key}, True
        hits = self._found.get(key, ())
        for index in hits:
            keys |= self._entities[index][0]
            unnamed = unnamed and self._entities[index][1]
        if not hits:
            unnamed = gold[:1].islower() and not any(c.isupper() for c in gold[1:])
        other = scoring_key(predicted)
        return any(same_party(one, other, unnamed) for one in keys)
