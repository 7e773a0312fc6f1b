"""The index of a list's names: built when a list comes in, read by memory map, searched by the kernels."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from clew.names import kernels
from clew.names.arrays import TOKEN, Letters, Rules, pack_tokens
from clew.names.compiled import machine_code, plain_code
from clew.names.forms import FORM_CLASSES
from clew.names.prepare import MOST_TOKENS, PreparedName, Preparer, Token
from clew.screen import search_kernels
from clew.vocabulary import EntityType

Functions = Mapping[str, Callable[..., Any]]

NAME = np.dtype(
    [("at", np.int32), ("end", np.int32), ("form", np.int32), ("type", np.int32)]
    + [(field, np.int32) for field in ("listing", "number")]
)
"""One listed name: where its tokens stand, its legal form, type and listing, and its number among the listing's."""

QUERY = np.dtype([("first", np.int32), ("last", np.int32), ("form", np.int32), ("type", np.int32)])
MATCH = np.dtype(
    [("token", np.int32), ("slot", np.int32), ("alike", np.float64), ("common", np.int32), ("next", np.int32)]
)
BEST = np.dtype(
    [("name", np.int32), ("count", np.int32), ("score", np.float64), ("alike", np.float64)]
    + [(field, np.float64) for field in ("share", "telling")]
)
"""One result: the listed name, how many pairs of tokens, the score and the three factors that it is made of."""

INDEX_FORMAT = 2
"""Raised whenever the arrays of an index change, so that one of another Clew is built again and never misread."""

PAIR_COLUMNS = 6
"""Of each pair: where our stretch begins and ends, their place, likeness, what it has in common, our weight."""

_TYPES = {EntityType.PERSON: 1, EntityType.COMPANY: 2, EntityType.ORGANIZATION: 2, EntityType.PUBLIC_BODY: 2}
_THING = 3
_ROOM = 512
_MOST_CONCEPTS = 1024
_MUCH_WORK = 40_000_000


class IndexArrays(NamedTuple):
    """All arrays of an index; `x_at[i] : x_at[i + 1]` is where what belongs to i stands in the array beside it."""

    tokens: Any
    letters: Any
    names: Any
    name_weight: Any
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
    parts: Any
    rows: Any


@dataclass(frozen=True, slots=True)
class Batch:
    """Prepared names in the arrays of a search."""

    names: Sequence[PreparedName]
    types: Sequence[EntityType | None]
    tokens: Any
    letters: Any
    queries: Any


@dataclass(frozen=True, slots=True)
class Found:
    """The best listed names for each query of a batch (`BEST` records), and the pairs of tokens of each."""

    best: Any
    pairs: Any


def type_number(type: EntityType | None) -> int:
    """The number that stands for a type in the arrays: 0 is not known, a facility may be anything."""
    if type is None or type is EntityType.FACILITY:
        return 0
    return _TYPES.get(type, _THING)


def form_number(form: str | None) -> int:
    """The number that stands for a class of legal forms in the arrays, 0 for none."""
    return FORM_CLASSES.index(form) + 1 if form else 0


class NameIndex:
    """The names of a list, ready to be searched; it keeps room to work in, so that one thread uses it at a time."""

    def __init__(self, arrays: IndexArrays) -> None:
        self.arrays = arrays
        self._work: Work | None = None

    def search(self, functions: Functions, batch: Batch, limit: int, rules: Rules) -> Found:
        """The best `limit` listings for each name of a batch."""
        if self._work is None:
            self._work = room(self.arrays)
        best = np.zeros((len(batch.names), limit), BEST)
        best["name"] = -1
        pairs = np.zeros((len(batch.names), limit, kernels.MOST_PAIRS, PAIR_COLUMNS), np.float32)
        functions["search"](rules, self.arrays, batch.tokens, batch.letters, batch.queries, self._work, best, pairs)
        return Found(best, pairs)

    def listing_of(self, name: int) -> tuple[int, int]:
        """The listing of a name, and which of its names it is."""
        record = self.arrays.names[name]
        return int(record["listing"]), int(record["number"])


def pack_batch(names: Sequence[PreparedName], types: Sequence[EntityType | None]) -> Batch:
    """Prepared names in the arrays of a search."""
    letters = Letters()
    queries = np.zeros(len(names), QUERY)
    bounds = [0]
    for name in names:
        letters.add(name.tokens)
        bounds.append(len(letters))
    queries["first"], queries["last"] = bounds[:-1], bounds[1:]
    queries["form"] = [form_number(name.form) for name in names]
    queries["type"] = [type_number(type) for type in types]
    tokens, packed = letters.packed()
    return Batch(names, types, tokens, packed, queries)


def room(arrays: IndexArrays) -> Work:
    """Room for searching an index of that size."""
    tokens, names = len(arrays.tokens), len(arrays.names)
    matches = 4096
    return Work(
        counts=np.zeros(tokens, np.int8),
        touched=np.zeros(tokens + 1, np.int32),
        found=np.zeros(_ROOM, np.int64),
        weights=np.zeros(_ROOM, np.int16),
        head=np.full(tokens, -1, np.int32),
        match=np.zeros(matches, MATCH),
        often=np.zeros(matches, np.int32),
        first=np.zeros(matches, np.int32),
        sums=np.zeros(names, np.float32),
        names=np.zeros(names + 1, np.int32),
        kept=np.zeros(48, np.int32),
        promise=np.zeros(48),
        slots=np.zeros(4 * MOST_TOKENS, TOKEN),
        links=np.zeros((_ROOM, 5)),
        pairs=np.zeros((kernels.MOST_PAIRS, 4)),
        parts=np.zeros(3),
        rows=np.zeros((3, 3 * _ROOM), np.int32),
    )


def build_index(entries: Iterable[tuple[str, EntityType | None, int]], preparer: Preparer) -> NameIndex:
    """Build the index of names, each with the type and the number of the listing that it belongs to."""
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
    tokens, letters = pack_tokens(vocabulary)
    names = np.array(rows, NAME)
    functions = functions_for(1, len(tokens) * 1000)
    ids = np.array(name_tokens, np.int32)
    owners = np.repeat(np.arange(len(names), dtype=np.int32), names["end"] - names["at"])
    names_at, token_names = _inverted(functions, ids, owners, len(tokens))
    tokens["names_at"], tokens["names_end"] = names_at[:-1], names_at[1:]
    functions["note_letters"](tokens, letters)
    feature_at, feature_tokens = _features(functions, tokens, letters)
    with_concept = np.flatnonzero(tokens["concept"] >= 0).astype(np.int32)
    concepts = np.ascontiguousarray(tokens["concept"][with_concept])
    concept_at, concept_tokens = _inverted(functions, concepts, with_concept, _MOST_CONCEPTS)
    return NameIndex(
        IndexArrays(
            tokens,
            letters,
            names,
            np.array(weights, np.float32),
            ids,
            token_names,
            feature_at,
            feature_tokens,
            concept_at,
            concept_tokens,
        )
    )


def functions_for(queries: int, tokens: int) -> Functions:
    """The kernels, compiled where so many names meet so many tokens that loading the compiler pays."""
    return compiled_functions() if queries * tokens > _MUCH_WORK else plain_code(kernels, search_kernels)


def compiled_functions() -> Functions:
    """The kernels, compiled: for those who search again and again."""
    return machine_code(kernels, search_kernels)


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
