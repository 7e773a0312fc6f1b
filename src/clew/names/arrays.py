"""Tokens of names laid out in arrays, the form in which the kernels read them."""

from collections.abc import Iterable
from typing import Any, NamedTuple

import numpy as np

from clew.names.forms import FORM_CLASSES
from clew.names.prepare import Token
from clew.vocabulary import EntityType

_TYPES = {EntityType.PERSON: 1, EntityType.COMPANY: 2, EntityType.ORGANIZATION: 2, EntityType.PUBLIC_BODY: 2}
_THING = 3

TOKEN = np.dtype(
    [("weight", np.float64)]
    + [(f"{part}_{bound}", np.int32) for part in ("text", "sound", "bones", "names") for bound in ("at", "end")]
    + [(field, np.int32) for field in ("text_set", "sound_set", "spare")]
    + [(field, np.int16) for field in ("concept", "marks", "since", "until", "part", "spare_too")]
)
"""One token: where its letters stand, its weight, concept and marks.

`since` and `until` say which stretch of its name it covers, `part` whether it stands for the beginning (1) or the end
(2) of a word or for neighbours written as one (3); `names_at` and `names_end` where the names stand that hold it.
`text_set` and `sound_set` have a bit for each letter that occurs. 64 bytes are what a processor fetches at once.
"""


NAME = np.dtype(
    [("at", np.int32), ("end", np.int32), ("form", np.int32), ("type", np.int32)]
    + [(field, np.int32) for field in ("listing", "number")]
)
"""One name: where its tokens stand, its legal form, type and listing, and its number among the listing's."""

ROWS = 5
"""Columns of an account's row: kind, value in ten-thousandths, our stretch (two places a word), their token."""


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
    order: float = 0.01
    script: float = 0.01
    shared: float = 0.3
    kept: float = 0.7
    near: float = 0.6
    meaning: float = 0.9
    budget: int = 40_000


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


def type_number(type: EntityType | None) -> int:
    """The number that stands for a type in the arrays: 0 is not known, a facility may be anything."""
    if type is None or type is EntityType.FACILITY:
        return 0
    return _TYPES.get(type, _THING)


def form_number(form: str | None) -> int:
    """The number that stands for a class of legal forms in the arrays, 0 for none."""
    return FORM_CLASSES.index(form) + 1 if form else 0


def pack_tokens(tokens: Iterable[Token]) -> tuple[Any, Any]:
    """Tokens as records, and their letters: for each its text, its sound and its consonants side by side."""
    known = tuple(tokens)
    records = np.zeros(len(known), TOKEN)
    sizes = np.array([(len(one.text), len(one.sound), len(one.skeleton)) for one in known], np.int32).reshape(-1, 3)
    ends = np.cumsum(sizes, dtype=np.int32).reshape(-1, 3)
    for column, part in enumerate(("text", "sound", "bones")):
        records[f"{part}_end"] = ends[:, column]
        records[f"{part}_at"] = ends[:, column] - sizes[:, column]
    for field in ("weight", "concept", "marks"):
        records[field] = [getattr(token, field) for token in known]
    letters = "".join(f"{token.text}{token.sound}{token.skeleton}" for token in known).encode("ascii")
    return records, np.frombuffer(letters, np.uint8) if letters else np.zeros(1, np.uint8)
