"""Cuts a text into the likeliest pieces, as the encoder for many languages knows them."""

import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from clew.extract.linker.pieces import Pieces

START, END, UNKNOWN, PADDING = "<s>", "</s>", "<unk>", "<pad>"
_MARKS = frozenset({START, END, UNKNOWN, PADDING})
_BLANK = "\u2581"
"""Stands for the blank before a word."""
_LONGEST_WORD = 400
"""Letters without a blank that are cut at once: a Chinese sentence, or what nobody reads."""
_UNKNOWN_COST = 10.0
"""How much less likely a letter that no piece holds is than the least likely piece."""


@dataclass(frozen=True)
class Vocabulary:
    """The pieces of a text by their numbers, the logarithm of each one's likelihood, the length of the longest.

    `start`, `end` and `unknown` are the numbers of what no text holds: the marks around it, and a letter in no piece.
    """

    numbers: Mapping[str, int]
    scores: Sequence[float]
    longest: int
    start: int
    end: int
    unknown: int

    @classmethod
    def of(cls, pieces: Sequence[tuple[str, float]]) -> "Vocabulary":
        """The vocabulary of pieces in the order of their numbers."""
        every = {piece: number for number, (piece, _) in enumerate(pieces)}
        of_text = {piece: number for piece, number in every.items() if piece not in _MARKS}
        longest = max(map(len, of_text))
        return cls(of_text, [score for _, score in pieces], longest, every[START], every[END], every[UNKNOWN])


def read_pieces(table: str) -> list[tuple[str, float]]:
    """The pieces of a table, one a line with its score behind a tab."""
    rows = (line.split("\t") for line in table.split("\n") if line)
    return [(piece, float(score)) for piece, score in rows]


def likeliest_pieces(text: str, vocabulary: Vocabulary, most: int) -> Pieces:
    """Cut a text into at most `most` pieces, the two marks around them included; what is longer loses its end.

    Each word is cut so that its pieces together are likeliest (unigram language model, Kudo 2018, arXiv:1804.10959; the
    pieces and their likelihoods are those of XLM-R that Russian, Chinese and English need).
    """
    ids = [vocabulary.start]
    at = np.full(len(text), -1, dtype=np.int32)
    for letters, places in _words(text):
        for number, first, last in _cut(letters, vocabulary):
            if len(ids) + 1 >= most:
                return _ended(ids, at, vocabulary)
            for place in places[first:last]:
                if place >= 0:
                    at[place] = len(ids)
            ids.append(number)
    return _ended(ids, at, vocabulary)


def _ended(ids: list[int], at: NDArray[np.int32], vocabulary: Vocabulary) -> Pieces:
    return Pieces(np.array([*ids, vocabulary.end], dtype=np.int64), at)


def _words(text: str) -> Iterator[tuple[str, list[int]]]:
    """Words with the mark of the blank before them, in compatible letters, each letter with its place in the text."""
    letters: list[str] = [_BLANK]
    places: list[int] = [-1]
    for place, letter in enumerate(text):
        if letter.isspace() or len(letters) >= _LONGEST_WORD:
            if places and places[-1] >= 0:
                yield "".join(letters), places
            letters, places = ([_BLANK], [-1]) if letter.isspace() else ([], [])
        if letter.isspace():
            continue
        for plain in letter if letter.isascii() else unicodedata.normalize("NFKC", letter):
            if unicodedata.category(plain)[0] != "C" and not plain.isspace():
                letters.append(plain)
                places.append(place)
    if places and places[-1] >= 0:
        yield "".join(letters), places


def _cut(word: str, vocabulary: Vocabulary) -> list[tuple[int, int, int]]:
    """The likeliest pieces of a word: number, first and last (exclusive) letter."""
    numbers, scores, longest = vocabulary.numbers, vocabulary.scores, vocabulary.longest
    unknown = vocabulary.unknown
    count = len(word)
    best = [0.0] + [-1e9] * count
    back = [(unknown, i - 1) for i in range(count + 1)]
    for first in range(count):
        base = best[first]
        for last in range(first + 1, min(count, first + longest) + 1):
            number = numbers.get(word[first:last])
            if number is not None and base + scores[number] > best[last]:
                best[last], back[last] = base + scores[number], (number, first)
        if base + scores[unknown] - _UNKNOWN_COST > best[first + 1]:
            best[first + 1], back[first + 1] = base + scores[unknown] - _UNKNOWN_COST, (unknown, first)
    found: list[tuple[int, int, int]] = []
    while count:
        number, first = back[count]
        found.append((number, first, count))
        count = first
    return found[::-1]
