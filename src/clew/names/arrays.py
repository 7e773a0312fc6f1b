"""Tokens of names laid out in arrays, the form in which the kernels read them."""

from collections.abc import Iterable
from typing import Any, NamedTuple

import numpy as np

from clew.names.prepare import Token

TOKEN = np.dtype(
    [
        ("text_at", np.int32),
        ("text_end", np.int32),
        ("sound_at", np.int32),
        ("sound_end", np.int32),
        ("bones_at", np.int32),
        ("bones_end", np.int32),
        ("weight", np.float64),
        ("concept", np.int32),
        ("marks", np.int32),
        ("since", np.int32),
        ("until", np.int32),
        ("part", np.int32),
        ("names_at", np.int32),
        ("names_end", np.int32),
        ("text_set", np.int32),
        ("sound_set", np.int32),
        ("spare", np.int32),
    ]
)
"""One token: where its letters stand, its weight, concept and marks.

`since` and `until` say which stretch of its name it covers, `part` whether it stands for the beginning (1) or the end
(2) of a word or for neighbours written as one (3); `names_at` and `names_end` where the names stand that hold it.
`text_set` and `sound_set` have a bit for each letter that occurs.
"""


class Rules(NamedTuple):
    """The numbers of the scoring rule and of the search; docs/reference/screening.md explains each."""

    contradiction: float = 1.3
    omission: float = 0.3
    least: float = 0.35
    evidence: float = 0.5
    identical: float = 0.9
    forms_differ: float = 0.02
    form_missing: float = 0.01
    types_differ: float = 0.2
    shared: float = 0.3
    kept: float = 0.7
    near: float = 0.5
    meaning: float = 0.9
    budget: int = 60_000


RULES = Rules()
"""The numbers in force."""


class Letters:
    """Collects tokens whose letters stand in one array: all texts, then all sounds, then all consonants."""

    def __init__(self) -> None:
        self._texts: list[str] = []
        self._sounds: list[str] = []
        self._bones: list[str] = []
        self._rest: list[tuple[float, int, int]] = []

    def __len__(self) -> int:
        return len(self._rest)

    def add(self, tokens: Iterable[Token]) -> None:
        """Add tokens behind those that are there."""
        for token in tokens:
            self._texts.append(token.text)
            self._sounds.append(token.sound)
            self._bones.append(token.skeleton)
            self._rest.append((token.weight, token.concept, token.marks))

    def packed(self) -> tuple[Any, Any]:
        """The tokens as records, and their letters."""
        records = np.zeros(len(self._rest), TOKEN)
        start = 0
        for field, texts in (("text", self._texts), ("sound", self._sounds), ("bones", self._bones)):
            ends = np.cumsum(np.fromiter(map(len, texts), np.int32, len(texts)), dtype=np.int32) + np.int32(start)
            records[f"{field}_at"][1:] = ends[:-1]
            records[f"{field}_at"][:1] = start
            records[f"{field}_end"] = ends
            start = int(ends[-1]) if len(ends) else start
        if self._rest:
            weights, concepts, marks = zip(*self._rest, strict=True)
            records["weight"], records["concept"], records["marks"] = weights, concepts, marks
        letters = "".join([*self._texts, *self._sounds, *self._bones]).encode("ascii")
        return records, np.frombuffer(letters, np.uint8) if letters else np.zeros(1, np.uint8)


def pack_tokens(tokens: Iterable[Token]) -> tuple[Any, Any]:
    """Tokens as records, and their letters."""
    letters = Letters()
    letters.add(tokens)
    return letters.packed()
