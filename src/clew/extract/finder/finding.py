"""Runs the finder over a document, window by window, and reads its marks as spans."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from typing import Any

import numpy as np

from clew.extract.finder.spotted import Spotted
from clew.extract.linker.features import MOST_PIECES, Floats
from clew.extract.linker.network import Vectors, arrays_in, layers_in, multilingual_pieces
from clew.extract.linker.pieces import Pieces, Stretch
from clew.extract.linker.unigrams import Vocabulary, likeliest_pieces
from clew.extract.linker.windows import IDEOGRAPHS, cut_into_windows
from clew.extract.parse.chinese import SegmentedText
from clew.vocabulary import EntityType

TYPES = (
    EntityType.COMPANY,
    EntityType.ORGANIZATION,
    EntityType.PERSON,
    EntityType.PLACE,
    EntityType.PRODUCT,
)
"""What the finder tells apart, in the order of its outputs: firms and plants, other bodies, persons, places, goods."""
OUTSIDE, FIRST, INSIDE = range(3)
"""What a piece is: of no span, the first of one, one that goes on."""
LEAST = 0.5
"""How sure the first piece of a span must be."""
_WEIGHTS = files("clew.extract.finder") / "weights"


@dataclass(frozen=True)
class Finder:
    """The network: its pieces and their vectors, the encoder, and the `weights` of what reads its vectors."""

    words: Vocabulary
    vectors: Vectors
    layers: Any
    weights: Mapping[str, Floats]

    def read(self, pieces: Pieces) -> Floats:
        """The vectors (pieces, width) of a window."""
        found: Floats = self.layers.run(None, {"given": self.vectors.of(pieces.ids)[None]})[0][0]
        return found

    def line(self, name: str, words: Floats) -> Floats:
        """What a layer of the reader by its name makes of vectors."""
        made: Floats = words @ self.weights[f"{name}.weight"].T + self.weights[f"{name}.bias"]
        return made


@cache
def load_finder() -> Finder:
    """The shipped network (training/README.md tells how it was fitted)."""
    words, vectors = multilingual_pieces()
    return Finder(words, vectors, layers_in(_WEIGHTS), arrays_in(_WEIGHTS / "marks.npz"))


def with_spotted(text: str, parsed: SegmentedText) -> SegmentedText:
    """A segmented document with what the finder sees in each of its sentences; `text` is the document's."""
    inside: dict[int, list[Spotted]] = {}
    for number, each in spotted_in(load_finder(), text, parsed.sentences):
        inside.setdefault(number, []).append(each)
    sentences = (replace(one, spotted=tuple(inside.get(number, ()))) for number, one in enumerate(parsed.sentences))
    return replace(parsed, sentences=tuple(sentences))


def spotted_in(finder: Finder, text: str, sentences: Sequence[Stretch]) -> Iterator[tuple[int, Spotted]]:
    """What the finder sees in a document, each with the number of its sentence."""
    for numbers in cut_into_windows(sentences, IDEOGRAPHS):
        start, end = sentences[numbers[0]].start, sentences[numbers[-1]].end
        if not any(letter.isalnum() for letter in text[start:end]):
            continue
        pieces = likeliest_pieces(text[start:end], finder.words, MOST_PIECES)
        ends = iter([sentences[number].end for number in numbers])
        number, last = numbers[0], next(ends)
        for each in _spans(finder, pieces, start):
            while each.start >= last:
                number, last = number + 1, next(ends)
            if each.end <= last:
                yield number, each


def _spans(finder: Finder, pieces: Pieces, start: int) -> Iterator[Spotted]:
    """The spans of a window that starts at a letter of the document: a first piece, and those that go on."""
    words = finder.read(pieces)
    marks = finder.line("marks", words)
    raised = np.exp(marks - marks.max(axis=1, keepdims=True))
    shares = raised / raised.sum(axis=1, keepdims=True)
    kinds, described = finder.line("kinds", words), finder.line("described", words)[:, 0]
    firsts: dict[int, int] = {}
    lasts: dict[int, int] = {}
    for letter, piece in enumerate(pieces.at.tolist()):
        if piece >= 0:
            firsts.setdefault(piece, letter)
            lasts[piece] = letter + 1
    piece, count = 1, len(pieces.ids) - 1
    while piece < count:
        last = piece + 1
        if shares[piece, FIRST] >= max(LEAST, float(shares[piece, INSIDE])):
            while last < count and shares[last].argmax() == INSIDE:
                last += 1
            if piece in firsts and last - 1 in lasts:
                kind = TYPES[int(kinds[piece:last].mean(0).argmax())]
                told, sure = bool(described[piece] > 0), float(shares[piece, FIRST])
                yield Spotted(start + firsts[piece], start + lasts[last - 1], kind, told, sure)
        piece = last
