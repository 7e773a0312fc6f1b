"""The linker's networks at run time: an encoder and, on top of it, a reader of pairs; fixed weights, no framework."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any, Protocol

import numpy as np
import onnxruntime
from numpy.typing import NDArray

from clew.extract.linker.features import KINDS, PREDICATES, Features, Floats, Ints
from clew.extract.linker.pieces import Pieces
from clew.extract.linker.unigrams import Vocabulary, likeliest_pieces, read_pieces
from clew.extract.linker.wordpieces import longest_pieces

_WEIGHTS = files("clew.extract.linker") / "weights"


@dataclass(frozen=True)
class Vectors:
    """Vectors of pieces, four bits a number: `packed` (pieces, blocks, 16) two a byte, `scale` (pieces, blocks)."""

    packed: NDArray[np.uint8]
    scale: NDArray[np.float16]

    def of(self, pieces: Ints) -> Floats:
        """The vectors (n, width) of pieces by their numbers."""
        packed = self.packed[pieces]
        whole = np.concatenate([packed & 15, packed >> 4], axis=-1).astype(np.float32) - 8
        found: Floats = (whole * self.scale[pieces].astype(np.float32)[..., None]).reshape(len(pieces), -1)
        return found


class Encoder(Protocol):
    """Cuts a text into its pieces, and gives each piece of a window a vector that knows the words around it."""

    def cut(self, text: str, most: int) -> Pieces:
        """The pieces of a text, at most so many."""

    def read(self, window: Features) -> Floats:
        """The vectors (pieces, width) of a window.

        Windows go through the encoder one by one: in eight bits the numbers of one would move with those beside it.
        """


@dataclass(frozen=True)
class EnglishEncoder:
    """Six layers over the longest pieces."""

    words: Mapping[str, int]
    layers: Any

    def cut(self, text: str, most: int) -> Pieces:
        """The pieces of a text, at most so many."""
        return longest_pieces(text, self.words, most)

    def read(self, window: Features) -> Floats:
        """The vectors (pieces, width) of a window."""
        ids = window.ids[None, :]
        found: Floats = self.layers.run(None, {"ids": ids, "seen": np.ones_like(ids)})[0][0]
        return found


@dataclass(frozen=True)
class MultilingualEncoder:
    """Twelve layers over the likeliest pieces; each piece bears a mark of the party that it belongs to."""

    words: Vocabulary
    vectors: Vectors
    marks: Floats
    layers: Any

    def cut(self, text: str, most: int) -> Pieces:
        """The pieces of a text, at most so many."""
        return likeliest_pieces(text, self.words, most)

    def read(self, window: Features) -> Floats:
        """The vectors (pieces, width) of a window."""
        given = self.vectors.of(window.ids) + self.marks[window.marks]
        found: Floats = self.layers.run(None, {"given": given[None]})[0][0]
        return found


@dataclass(frozen=True)
class Network:
    """An encoder and the `weights` of the pair reader on top of it."""

    encoder: Encoder
    weights: Mapping[str, Floats]

    def probabilities(self, window: Features) -> Floats:
        """How likely each pair (row) of a window makes each claim (column, as in `PREDICATES`)."""
        return _pairs(self.encoder.read(window), window, self.weights)


def network_of(language: str) -> Network:
    """The network that reads a language, with the shipped weights (training/README.md tells how they were fitted)."""
    return _english() if language == "en" else _multilingual()


@cache
def _english() -> Network:
    folder = _WEIGHTS / "english"
    words = {piece: i for i, piece in enumerate((folder / "vocabulary.txt").read_text(encoding="utf-8").splitlines())}
    return Network(EnglishEncoder(words, layers_in(folder)), arrays_in(folder / "pairs.npz"))


@cache
def _multilingual() -> Network:
    folder = _WEIGHTS / "multilingual"
    weights = arrays_in(folder / "pairs.npz")
    words, vectors = multilingual_pieces()
    return Network(MultilingualEncoder(words, vectors, weights["mark.weight"], layers_in(folder)), weights)


@cache
def multilingual_pieces() -> tuple[Vocabulary, Vectors]:
    """The word pieces of English, Russian and Chinese and their vectors."""
    folder = _WEIGHTS / "multilingual"
    with (folder / "vectors.npz").open("rb") as stored, np.load(stored, allow_pickle=False) as arrays:
        vectors = Vectors(arrays["packed"], arrays["scale"])
    return Vocabulary.of(read_pieces((folder / "pieces.txt").read_text(encoding="utf-8"))), vectors


def layers_in(folder: Traversable) -> Any:
    """The encoder in a folder, ready to run on one thread."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    return onnxruntime.InferenceSession((folder / "encoder.onnx").read_bytes(), options, ["CPUExecutionProvider"])


def arrays_in(path: Traversable) -> Mapping[str, Floats]:
    """The arrays of a file by their names."""
    with path.open("rb") as stored, np.load(stored, allow_pickle=False) as arrays:
        return {name: arrays[name].astype(np.float32) for name in arrays.files}


def _pairs(words: Floats, at: Features, weights: Mapping[str, Floats]) -> Floats:
    """The pair reader, as it was trained (training/model.py), without what only training needs."""

    def line(name: str, value: Floats) -> Floats:
        made: Floats = value @ weights[f"{name}.weight"].T
        bias = weights.get(f"{name}.bias")
        return made if bias is None else made + bias

    sums = np.concatenate([np.zeros((1, words.shape[1]), dtype=np.float32), words.cumsum(0)])
    mean = (sums[at.last] - sums[at.first]) / (at.last - at.first)[:, None]
    party = np.tanh(line("span", np.concatenate([mean, words[at.last - 1]], axis=1)))
    one, other = at.subject, at.object
    low = np.minimum(at.last[one], at.last[other])
    high = np.maximum(np.maximum(at.first[one], at.first[other]), low)
    stretch = line("stretch", sums)
    way = np.concatenate([line("way", words), np.zeros((1, party.shape[1]), dtype=np.float32)])
    top = np.concatenate([line("top", words), np.zeros((1, party.shape[1]), dtype=np.float32)])
    known = np.maximum((at.between >= 0).sum(1), 1)[:, None]
    traits = np.concatenate([at.traits[one], at.traits[other], at.same[:, None]], axis=1)
    kinds = weights["kinds.weight"]
    pair = (
        line("subject", party)[one]
        + line("object", party)[other]
        + line("both", party[one] * party[other])
        + (stretch[high] - stretch[low]) / np.maximum(high - low, 1)[:, None]
        + way[at.between].sum(1) / known
        + top[at.top]
        + line("labels", at.labels)
        + line("told", at.told)
        + line("traits", traits)
        + weights["distance.weight"][at.distance]
        + kinds[at.kind[one]]
        + kinds[len(KINDS) + at.kind[other]]
    )
    pair = np.maximum(pair, 0)
    pair = pair + np.maximum(line("middle", pair), 0)
    told = at.told.reshape(len(at.told), 3, len(PREDICATES))
    says = line("out", pair) + (told * weights["direct"]).sum(1)
    certain: Floats = (1 / (1 + np.exp(-says))).astype(np.float32)
    return certain
