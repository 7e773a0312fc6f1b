"""Cuts a text into the longest pieces, as the English encoder knows them."""

import unicodedata
from collections.abc import Iterator, Mapping

import numpy as np

from clew.extract.linker.pieces import Pieces

_LONGEST_WORD = 60
_START, _END, _UNKNOWN = "[CLS]", "[SEP]", "[UNK]"


def longest_pieces(text: str, vocabulary: Mapping[str, int], most: int) -> Pieces:
    """Cut a text into at most `most` pieces, the two marks around them included; what is longer loses its end.

    Letters lose case and accents, every sign is a word, and a word is cut from the left into the longest pieces known
    (WordPiece, Wu et al. 2016, arXiv:1609.08144; the vocabulary is BERT's).
    """
    ids = [vocabulary[_START]]
    at = np.full(len(text), -1, dtype=np.int32)
    for letters, places in _words(text):
        found = _cut(letters, vocabulary)
        if len(ids) + len(found) + 1 > most:
            break
        for number, first, last in found:
            at[places[first] : places[last - 1] + 1] = len(ids)
            ids.append(number)
    return Pieces(np.array([*ids, vocabulary[_END]], dtype=np.int64), at)


def _words(text: str) -> Iterator[tuple[str, list[int]]]:
    """Words and signs in plain small letters, each letter with its place in the text."""
    letters: list[str] = []
    places: list[int] = []
    for place, letter in enumerate(text):
        for plain in unicodedata.normalize("NFD", letter.lower()):
            category = unicodedata.category(plain)
            if category == "Mn":
                continue
            alone = category[0] in "PS" or _is_ideograph(plain)
            if (alone or plain.isspace() or category[0] == "C") and letters:
                yield "".join(letters), places
                letters, places = [], []
            if alone:
                yield plain, [place]
            elif not plain.isspace() and category[0] != "C":
                letters.append(plain)
                places.append(place)
    if letters:
        yield "".join(letters), places


def _is_ideograph(letter: str) -> bool:
    return "㐀" <= letter <= "鿿" or "豈" <= letter <= "﫿"


def _cut(word: str, vocabulary: Mapping[str, int]) -> list[tuple[int, int, int]]:
    """The pieces of a word: number, first and last (exclusive) letter; one unknown piece where it cannot be cut."""
    found: list[tuple[int, int, int]] = []
    first = 0
    while first < len(word) and len(word) <= _LONGEST_WORD:
        for last in range(len(word), first, -1):
            number = vocabulary.get(("##" if first else "") + word[first:last])
            if number is not None:
                found.append((number, first, last))
                first = last
                break
        else:
            break
    return found if found and first == len(word) else [(vocabulary[_UNKNOWN], 0, len(word))]
