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

_PERSIAN = 1 << 14
LONGEST_NAME = 400
MOST_TOKENS = 20
LONGEST_TOKEN = 40
_NOT_PLAIN = re.compile(r"[^a-z0-9]+")
_VOWELLESS_SCRIPTS = frozenset({Script.ARABIC, Script.HEBREW})
_PLAIN_SCRIPTS = frozenset({Script.LATIN, Script.NONE})
_PERSIAN_LETTERS = frozenset("پچژگکی")
"""Letters that stand in Persian, Urdu and Pashto only: where one occurs, ذ ض ظ are z and ث is s."""
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
    """A name ready to be compared: its tokens in order and the class of its legal form; `bare`: it is nothing else."""

    name: str
    tokens: tuple[Token, ...]
    form: str | None
    bare: bool = False


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


@cache
def _arabic_consonants(spelling: str) -> Mapping[int, str]:
    """Folded Arabic letter → the consonant that it stands for in Latin names, by `spelling` (a column of the table)."""
    return {ord(fold(row["letter"]) or row["letter"]): row[spelling] for row in rows("arabic")}


_SQUEEZE = re.compile(r"(.)\1+")


@cache
def _hard_sounds() -> tuple[re.Pattern[str], Mapping[str, str]]:
    """The table of sounds without the scholars' j, which is a y: no romanisation of Arabic writes it so."""
    _, table = _sounds()
    hard = {letters: sound for letters, sound in table.items() if "j" not in letters or "j" in sound}
    longest_first = sorted(hard, key=lambda letters: (-len(letters), letters))
    return re.compile("|".join(longest_first)), hard


def sound_of(word: str) -> str:
    """How a plain Latin word sounds, roughly, over languages: "khodorkovsky" and "chodorkowskij" come near."""
    pattern, table = _sounds()
    return _without_end(_SQUEEZE.sub(r"\1", pattern.sub(lambda match: table[match.group()], word)))


def skeleton_of(word: str, sound: str) -> str:
    """The consonants of a plain Latin word, of that sound; those that Arabic and its romanisations mix up are one."""
    if "j" in word:
        pattern, table = _hard_sounds()
        sound = _without_end(_SQUEEZE.sub(r"\1", pattern.sub(lambda match: table[match.group()], word)))
    return _SQUEEZE.sub(r"\1", sound.translate(_SKELETON))


def arabic_skeleton(word: str, *, persian: bool) -> str:
    """The consonants of a folded word in Arabic letters, as `skeleton_of` gives them for its Latin forms."""
    consonants = word.translate(_arabic_consonants("persian" if persian else "arabic"))
    return _SQUEEZE.sub(r"\1", consonants[:-1] if word.endswith("ه") and len(word) > 2 else consonants)


def _without_end(spoken: str) -> str:
    """A sound without the h that romanisations write, or do not, at its end."""
    return spoken[:-1] if len(spoken) > 2 and spoken.endswith("h") else spoken


class Preparer:
    """Prepares names, remembering the words that it met: lists repeat them a hundred times."""

    def __init__(self) -> None:
        self._known: dict[tuple[str, bool, int], Token] = {}
        self._words: dict[tuple[str, bool, bool], tuple[Token, ...]] = {}

    def prepare(self, name: str, *, person: bool = False) -> PreparedName:
        """The name's tokens and legal form. For a person, words of trades and places keep their full weight."""
        folded = fold(name[:LONGEST_NAME])
        words = folded.split()
        kept, form = split_form(words)
        bare = bool(words) and not kept
        kept = kept or tuple(words)
        if folded.isascii():
            return PreparedName(name, self._tokens(kept, person, 0), form, bare)
        tokens: list[Token] = []
        persian = not _PERSIAN_LETTERS.isdisjoint(name)
        for word in kept:
            if word.isascii():
                tokens += self._tokens((word,), person, 0)
                continue
            found = self._words.get((word, person, persian))
            if found is None:
                found = self._words[word, person, persian] = tuple(self._foreign(word, person, persian))
            tokens += found
        return PreparedName(name, tuple(tokens[:MOST_TOKENS]), form, bare)

    def _foreign(self, word: str, person: bool, persian: bool) -> Iterable[Token]:
        scripts = {script_of_character(letter) for letter in word}
        marks = FOREIGN if scripts - _PLAIN_SCRIPTS else 0
        if scripts & _VOWELLESS_SCRIPTS:
            marks |= VOWELLESS
        if Script.ARABIC in scripts:
            return self._arabic(word, person, marks, persian)
        known = word in generic_words()
        return self._tokens(tuple(fold(romanise(word)).split()), person, marks, word if known else "")

    def _arabic(self, word: str, person: bool, marks: int, persian: bool) -> Iterable[Token]:
        """The tokens of a word in Arabic letters: the article apart, unless the whole is a word of a trade or place."""
        pieces = (word,) if word in generic_words() else _ARTICLE.sub("ال ", word).split()
        for piece in pieces:
            key = (piece, person, marks | (_PERSIAN if persian else 0))
            token = self._known.get(key)
            if token is None:
                latin = fold(romanise(piece)).replace(" ", "")
                skeleton = arabic_skeleton(piece, persian=persian)
                told = skeleton if skeleton.isascii() else None  # letters that only other languages write
                token = self._known[key] = _token(latin, person, marks, piece, told)
            if token.text:
                yield token

    def _tokens(self, words: tuple[str, ...], person: bool, marks: int, original: str = "") -> tuple[Token, ...]:
        known = self._known
        tokens = []
        for word in words[:MOST_TOKENS]:
            token = known.get((word, person, marks))
            if token is None:
                token = known[word, person, marks] = _token(word, person, marks, original)
            if token.text:
                tokens.append(token)
        return tuple(tokens)


def _token(word: str, person: bool, marks: int, original: str = "", skeleton: str | None = None) -> Token:
    """The token of a plain Latin word; `original` is the same word in its own script, which may say what it means."""
    text = (word if word.isascii() and word.isalnum() else _NOT_PLAIN.sub("", word))[:LONGEST_TOKEN]
    sound = sound_of(text)
    entry = generic_words().get(word) or generic_words().get(original)
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
    bones = skeleton_of(text, sound) if skeleton is None else skeleton
    return Token(text, sound, bones, weight, _concepts()[entry.concept] if entry else -1, marks)
