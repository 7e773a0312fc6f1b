"""Prepare a name for comparison: its words in Latin letters, how they sound, what they mean and how much they tell."""

import math
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from clew.names.fold import fold
from clew.names.forms import split_form
from clew.names.romanise import romanise
from clew.names.scripts import Script, script_of_character
from clew.names.tables import rows
from clew.names.words import WordKind, generic_words

DIGITS, INITIAL, VOWELLESS, STOP, FOREIGN = 1, 2, 4, 8, 16
"""Marks of a token: holds digits, is one letter, from a script without vowels, says nothing, from no Latin script."""

LONGEST_NAME = 400
MOST_TOKENS = 20
LONGEST_TOKEN = 40
_NOT_PLAIN = re.compile(r"[^a-z0-9]+")
_VOWELLESS_SCRIPTS = frozenset({Script.ARABIC, Script.HEBREW})
_PLAIN_SCRIPTS = frozenset({Script.LATIN, Script.NONE})
_SKELETON = str.maketrans({"a": None, "i": None, "u": None, "v": None, "k": "g", "c": "s", "p": "b"})
_ARTICLE = re.compile(r"\bال(?=\w{3,})")
_FLOOR = 0.4


@dataclass(frozen=True, slots=True)
class Token:
    """One word of a name: plain Latin text, sound, consonants, weight between 0 and 1, concept (-1: none), marks."""

    text: str
    sound: str
    skeleton: str
    weight: float
    concept: int
    marks: int


@dataclass(frozen=True, slots=True)
class PreparedName:
    """A name ready to be compared: its tokens in order and the class of its legal form."""

    name: str
    tokens: tuple[Token, ...]
    form: str | None


@cache
def _sounds() -> tuple[re.Pattern[str], Mapping[str, str]]:
    table = {row["letters"]: row["sound"] for row in rows("sounds")}
    longest_first = sorted(table, key=lambda letters: (-len(letters), letters))
    return re.compile("|".join(longest_first)), table


@cache
def _concepts() -> Mapping[str, int]:
    concepts = dict.fromkeys(word.concept for word in generic_words().values())
    return {concept: number for number, concept in enumerate(concepts)}


@cache
def _commonness() -> Mapping[str, float]:
    """Word → weight by how often it stands in names on lists; a word that is not in the table weighs 1."""
    return {row["word"]: max(_FLOOR, 1.0 - 0.075 * math.log2(int(row["names"]))) for row in rows("common_words")}


_SQUEEZE = re.compile(r"(.)\1+")


def sound_of(word: str) -> str:
    """How a plain Latin word sounds, roughly, over languages: "khodorkovsky" and "chodorkowskij" come near."""
    pattern, table = _sounds()
    spoken = _SQUEEZE.sub(r"\1", pattern.sub(lambda match: table[match.group()], word))
    return spoken[:-1] if len(spoken) > 2 and spoken.endswith("h") else spoken


def skeleton_of(sound: str) -> str:
    """The consonants of a sound, those that Arabic and its romanisations mix up made one."""
    return _SQUEEZE.sub(r"\1", sound.translate(_SKELETON))


class Preparer:
    """Prepares names, remembering the words that it met: lists repeat them a hundred times."""

    def __init__(self) -> None:
        self._known: dict[tuple[str, bool, int], Token] = {}

    def prepare(self, name: str, *, person: bool = False) -> PreparedName:
        """The name's tokens and legal form. For a person, words of trades and places keep their full weight."""
        folded = fold(name[:LONGEST_NAME])
        words = folded.split()
        kept, form = split_form(words)
        if not kept:
            kept = tuple(words)
        if folded.isascii():
            return PreparedName(name, self._tokens(kept, person, 0), form)
        tokens: list[Token] = []
        for word in kept:
            tokens += self._foreign(word, person)
        return PreparedName(name, tuple(tokens[:MOST_TOKENS]), form)

    def _foreign(self, word: str, person: bool) -> Iterable[Token]:
        if word.isascii():
            return self._tokens((word,), person, 0)
        marks = FOREIGN if any(script_of_character(letter) not in _PLAIN_SCRIPTS for letter in word) else 0
        if any(script_of_character(letter) in _VOWELLESS_SCRIPTS for letter in word):
            marks |= VOWELLESS
        latin = fold(romanise(_ARTICLE.sub("ال ", word) if marks & VOWELLESS else word))
        return self._tokens(tuple(latin.split()), person, marks)

    def _tokens(self, words: tuple[str, ...], person: bool, marks: int) -> tuple[Token, ...]:
        known = self._known
        tokens = []
        for word in words[:MOST_TOKENS]:
            token = known.get((word, person, marks))
            if token is None:
                token = known[word, person, marks] = _token(word, person, marks)
            if token.text:
                tokens.append(token)
        return tuple(tokens)


def _token(word: str, person: bool, marks: int) -> Token:
    text = _NOT_PLAIN.sub("", word)[:LONGEST_TOKEN]
    sound = sound_of(text)
    entry = generic_words().get(word)
    if entry is not None and person and entry.kind is not WordKind.STOP:
        entry = None
    weight = _commonness().get(text, 1.0)
    if any(letter.isdigit() for letter in text):
        marks |= DIGITS
    if len(text) == 1:
        marks |= INITIAL
        weight = min(weight, 0.5)
    if entry is not None:
        weight = min(weight, entry.weight)
        marks |= STOP if entry.kind is WordKind.STOP else 0
    return Token(text, sound, skeleton_of(sound), weight, _concepts()[entry.concept] if entry else -1, marks)
