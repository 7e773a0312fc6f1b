"""The linker's network at run time: an encoder and, on top of it, a reader of pairs; fixed weights, no framework."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import numpy as np
import onnxruntime

from clew.extract.linker.features import KINDS, PREDICATES, Features, Floats


@dataclass(frozen=True)
class Network:
    """The loaded weights; `words` numbers the word pieces, `weights` are the pair reader's."""

    words: Mapping[str, int]
    encoder: Any
    weights: Mapping[str, Floats]

    def probabilities(self, window: Features) -> Floats:
        """How likely each pair (row) of a window makes each claim (column, as in `PREDICATES`).

        Windows go through the encoder one by one: in eight bits the numbers of one would move with those beside it.
        """
        ids = window.ids[None, :]
        words: Floats = self.encoder.run(None, {"ids": ids, "seen": np.ones_like(ids)})[0][0]
        return _pairs(words, window, self.weights)


@cache
def load_network() -> Network:
    """The shipped weights (training/README.md tells how they were fitted)."""
    folder = files("clew.extract.linker") / "weights"
    words = {piece: i for i, piece in enumerate((folder / "vocabulary.txt").read_text(encoding="utf-8").splitlines())}
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    encoder = onnxruntime.InferenceSession((folder / "encoder.onnx").read_bytes(), options, ["CPUExecutionProvider"])
    with (folder / "pairs.npz").open("rb") as stored, np.load(stored, allow_pickle=False) as arrays:
        weights = {name: arrays[name].astype(np.float32) for name in arrays.files}
    return Network(words, encoder, weights)


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
