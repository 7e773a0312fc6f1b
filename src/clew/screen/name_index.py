"""The index of a list's names: built when a list comes in, read by memory map, searched by the kernels."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from clew.names import kernels, score_kernels
from clew.names.arrays import NAME, ROWS, RULES, TOKEN, Letters, Rules, form_number, pack_tokens, type_number
from clew.names.compiled import machine_code, plain_code
from clew.names.prepare import MOST_TOKENS, PreparedName, Preparer, Token
from clew.screen import index_kernels, search_kernels
from clew.vocabulary import EntityType

Functions = Mapping[str, Callable[..., Any]]

MATCH = np.dtype(
    [("token", np.int32), ("slot", np.int32), ("alike", np.float64), ("common", np.int32), ("next", np.int32)]
)
BEST = 5
"""Columns of a result: the listed name, the score in ten-thousandths, whether exact, where its account begins, ends."""

INDEX_FORMAT = 5
"""Raised whenever the arrays of an index change, so that one of another Clew is built again and never misread."""

_ROOM = 512
_KEPT = 48
_MODULES = (kernels, score_kernels, index_kernels, search_kernels)
_MOST_CONCEPTS = 1024
_MUCH_WORK = 1_500_000


class IndexArrays(NamedTuple):
    """All arrays of an index; `x_at[i] : x_at[i + 1]` is where what belongs to i stands in the array beside it."""

    tokens: Any
    letters: Any
    names: Any
    name_weight: Any
    sets: Any
    size_at: Any
    name_tokens: Any
    token_names: Any
    feature_at: Any
    feature_tokens: Any
    concept_at: Any
    concept_tokens: Any


class Work(NamedTuple):
    """Room that a search works in; kept between searches, for clearing it costs more than the search."""

    counts: Any
    touched: Any
    found: Any
    weights: Any
    head: Any
    match: Any
    often: Any
    first: Any
    sums: Any
    names: Any
    kept: Any
    promise: Any
    slots: Any
    links: Any
    pairs: Any
    off: Any
    bounds: Any
    scores: Any
    rows: Any
    parts: Any
    window: Any
    tables: Any


@dataclass(frozen=True, slots=True)
class Batch:
    """Prepared names in the arrays of a search."""

    names: Sequence[PreparedName]
    words: Sequence[Sequence[str]]
    tokens: Any
    letters: Any
    queries: Any


@dataclass(frozen=True, slots=True)
class Found:
    """The best listed names for each query of a batch (columns as `BEST` says), and the rows of their accounts."""

    best: Any
    rows: Any


class NameIndex:
    """The names of a list, ready to be searched; it keeps room to work in, so that one thread uses it at a time."""

    def __init__(self, arrays: IndexArrays) -> None:
        for array in arrays:
            array.flags.writeable = False  # like those of a file: the compiler tells the two kinds apart
        self.arrays = arrays
        self._work: Work | None = None

    def search(self, functions: Functions, batch: Batch, limit: int, rules: Rules, floor: float = 0.0) -> Found:
        """The best `limit` listings for each name of a batch, those that score above `floor`."""
        if self._work is None:
            self._work = room(self.arrays)
        work = self._work._replace(scores=np.zeros(limit))
        best = np.full((len(batch.names), limit, BEST), -1, np.int32)
        rows = np.empty((len(batch.names) * limit * score_kernels.MOST_ROWS, ROWS), np.int32)
        asked = (batch.tokens, batch.letters, batch.queries)
        written = functions["search"](rules, floor, self.arrays, *asked, work, best, rows)
        return Found(best, rows[:written])

    def listing_of(self, name: int) -> tuple[int, int]:
        """The listing of a name, and which of its names it is."""
        record = self.arrays.names[name]
        return int(record["listing"]), int(record["number"])


def pack_batch(names: Sequence[PreparedName], types: Sequence[EntityType | None]) -> Batch:
    """Prepared names in the arrays of a search."""
    letters = Letters()
    queries = np.zeros(len(names), NAME)
    bounds = [0]
    for name in names:
        letters.add(name.tokens)
        bounds.append(len(letters))
    queries["at"], queries["end"] = bounds[:-1], bounds[1:]
    queries["form"] = [form_number(name.form) for name in names]
    queries["type"] = [type_number(type) for type in types]
    tokens, packed = letters.packed()
    return Batch(names, [[token.text for token in name.tokens] for name in names], tokens, packed, queries)


def room(arrays: IndexArrays) -> Work:
    """Room for searching an index of that size."""
    tokens, names = len(arrays.tokens), len(arrays.names)
    matches = 4096
    return Work(
        counts=np.zeros(tokens, np.int16),
        touched=np.zeros((2, tokens + 1), np.int32),
        found=np.zeros(_ROOM, np.int64),
        weights=np.zeros(_ROOM, np.int16),
        head=np.full(tokens, -1, np.int32),
        match=np.zeros(matches, MATCH),
        often=np.zeros(matches, np.int32),
        first=np.zeros(matches, np.int32),
        sums=np.zeros(names, np.uint32),
        names=np.zeros(names + 1, np.int32),
        kept=np.zeros(_KEPT, np.int32),
        promise=np.zeros(_KEPT),
        slots=np.zeros(4 * MOST_TOKENS, TOKEN),
        links=np.zeros((_ROOM, 5)),
        pairs=np.zeros((score_kernels.MOST_PAIRS, 4)),
        off=np.zeros(4),
        bounds=np.zeros(3, np.int64),
        scores=np.zeros(1),
        rows=np.zeros((_KEPT, score_kernels.MOST_ROWS, ROWS), np.int32),
        parts=np.zeros(3),
        window=np.zeros(3, np.int64),
        tables=np.zeros((4 * MOST_TOKENS, 3, 128), np.int64),
    )


def build_index(
    entries: Iterable[tuple[str, EntityType | None, int]], preparer: Preparer, functions: Functions | None = None
) -> NameIndex:
    """Build the index of names, each with the type and the number of the listing that it belongs to.

    `functions` are the kernels to use in place of those that suit the number of words.
    """
    vocabulary: dict[Token, int] = {}
    name_tokens: list[int] = []
    rows: list[tuple[int, int, int, int, int, int]] = []
    weights: list[float] = []
    before, number = -1, 0
    for name, type, listing in entries:
        prepared = preparer.prepare(name, person=type is EntityType.PERSON)
        start = len(name_tokens)
        total = 0.0
        for token in prepared.tokens[:MOST_TOKENS]:
            name_tokens.append(vocabulary.setdefault(token, len(vocabulary)))
            total += token.weight
        number = number + 1 if listing == before else 0
        before = listing
        end = len(name_tokens)
        weights.append(total)
        rows.append((start, end, form_number(prepared.form), type_number(type), listing, number))
    order, size_at = _by_size(vocabulary)
    tokens, letters = pack_tokens(order)
    names = np.array(rows, NAME)
    functions = functions or functions_for(100, len(tokens))
    places = np.empty(len(order), np.int32)
    places[[vocabulary[token] for token in order]] = np.arange(len(order), dtype=np.int32)
    ids = places[np.array(name_tokens, np.int32)]
    owners = np.repeat(np.arange(len(names), dtype=np.int32), names["end"] - names["at"])
    names_at, token_names = _inverted(functions, ids, owners, len(tokens))
    tokens["names_at"], tokens["names_end"] = names_at[:-1], names_at[1:]
    sets = np.zeros(len(tokens), np.int64)
    functions["note_letters"](tokens, letters, sets)
    feature_at, feature_tokens = _features(functions, tokens, letters)
    with_concept = np.flatnonzero(tokens["concept"] >= 0).astype(np.int32)
    concepts = np.ascontiguousarray(tokens["concept"][with_concept])
    concept_at, concept_tokens = _inverted(functions, concepts, with_concept, _MOST_CONCEPTS)
    return NameIndex(
        IndexArrays(
            tokens,
            letters,
            names,
            np.minimum(np.array(weights) * kernels.GRAIN, 65_535).astype(np.uint16),
            sets,
            size_at,
            ids,
            token_names,
            feature_at,
            feature_tokens,
            concept_at,
            concept_tokens,
        )
    )


def _by_size(vocabulary: Iterable[Token]) -> tuple[list[Token], Any]:
    """Tokens by how many sounds they have, like ones side by side, and where those of each number begin."""
    order = sorted(vocabulary, key=lambda token: (len(token.sound), token.sound))
    sizes = np.array([len(token.sound) for token in order], np.int64)
    return order, np.searchsorted(sizes, np.arange(2 + int(sizes[-1]) if order else 2)).astype(np.int32)


def functions_for(queries: int, tokens: int) -> Functions:
    """The kernels, compiled where so many names meet so many tokens that loading the compiler pays."""
    return compiled_functions() if queries * tokens > _MUCH_WORK else plain_code(*_MODULES)


@cache
def compiled_functions() -> Functions:
    """The kernels as machine code, loaded once in a process: for those who search again and again."""
    return machine_code(*_MODULES)


def _inverted(functions: Functions, keys: Any, values: Any, space: int) -> tuple[Any, Any]:
    at = np.zeros(space + 1, np.int32)
    out = np.zeros(len(keys), np.int32)
    functions["invert"](keys, values, at, out)
    return at, out


def _features(functions: Functions, tokens: Any, letters: Any) -> tuple[Any, Any]:
    found, weights = np.zeros(_ROOM, np.int64), np.zeros(_ROOM, np.int16)
    nothing = np.zeros(0, np.int32)
    total = functions["token_features"](tokens, letters, nothing, nothing, found, weights)
    owner, bucket = np.zeros(total, np.int32), np.zeros(total, np.int32)
    functions["token_features"](tokens, letters, owner, bucket, found, weights)
    return _inverted(functions, bucket, owner, kernels.FEATURE_SPACE)


def save_index(index: NameIndex, folder: Path) -> None:
    """Write the arrays of an index into a folder, one file each."""
    for field, value in index.arrays._asdict().items():
        np.save(folder / f"{field}.npy", value)


def load_index(folder: Path) -> NameIndex:
    """Open an index by memory map: nothing is read before it is needed."""

    def array(field: str) -> Any:
        path = folder / f"{field}.npy"
        whole = np.load(path, mmap_mode="r")
        return whole.view(np.ndarray) if whole.size else np.array(whole)

    return NameIndex(IndexArrays(*(array(field) for field in IndexArrays._fields)))


def compile_ahead() -> None:
    """Have the kernels compiled and kept on disk, which takes half a minute once; the set-up does it."""
    functions, preparer = compiled_functions(), Preparer()
    index = build_index([("Orlan Trading LLC", None, 0)], preparer, functions)
    index.search(functions, pack_batch([preparer.prepare("Orlan Trading")], [None]), 10, RULES)
