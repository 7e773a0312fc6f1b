"""The index of a list's names: built once when a list comes in, read by memory map, searched by the kernels."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from clew.names import kernels
from clew.names.arrays import Rules, Slot, Tokens, pack_slots, pack_tokens, slots_of
from clew.names.compiled import machine_code, plain_code
from clew.names.forms import FORM_CLASSES
from clew.names.prepare import MOST_TOKENS, PreparedName, Preparer
from clew.screen import search_kernels
from clew.vocabulary import EntityType

Functions = Mapping[str, Callable[..., Any]]

_TYPES = {EntityType.PERSON: 1, EntityType.COMPANY: 2, EntityType.ORGANIZATION: 2, EntityType.PUBLIC_BODY: 2}
_THING = 3
_MANY_TOKENS = 3_000
_SEARCH_FIELDS = ("rules", "shared", "near", "meaning", "budget")


class SearchRules(NamedTuple):
    """The numbers of the scoring rule (`Rules`) and of the search: how many features are shared, how far it looks."""

    contradiction: float = Rules().contradiction
    omission: float = Rules().omission
    least: float = Rules().least
    evidence: float = Rules().evidence
    identical: float = Rules().identical
    forms_differ: float = Rules().forms_differ
    form_missing: float = Rules().form_missing
    types_differ: float = Rules().types_differ
    shared: float = 0.35
    near: float = 0.5
    meaning: float = 0.9
    budget: int = 60_000


class IndexArrays(NamedTuple):
    """All arrays of an index; `x_at[i] : x_at[i + 1]` is where what belongs to i stands in the array beside it."""

    tokens: Any
    name_at: Any
    name_tokens: Any
    name_weight: Any
    name_form: Any
    name_type: Any
    name_listing: Any
    names_at: Any
    token_names: Any
    feature_at: Any
    feature_tokens: Any
    concept_at: Any
    concept_tokens: Any


class Queries(NamedTuple):
    """A batch of names to look for: where their slots stand, how much they weigh, legal form and type."""

    first: Any
    last: Any
    total: Any
    form: Any
    type: Any


class Work(NamedTuple):
    """Room that a search works in; kept between searches, for clearing it costs more than the search."""

    counts: Any
    touched: Any
    found: Any
    weights: Any
    head: Any
    match_token: Any
    match_slot: Any
    match_like: Any
    match_common: Any
    match_next: Any
    gain: Any
    gained: Any
    often: Any
    sums: Any
    names: Any
    kept: Any
    promise: Any
    links: Any
    pairs: Any
    parts: Any
    rows: Any


class Found(NamedTuple):
    """The best names for each query: score, what it is made of, and the pairs of tokens."""

    count: Any
    name: Any
    score: Any
    parts: Any
    pairs: Any
    pair: Any


def type_number(type: EntityType | None) -> int:
    """The number that stands for a type in the arrays: 0 is not known, a facility may be anything."""
    if type is None or type is EntityType.FACILITY:
        return 0
    return _TYPES.get(type, _THING)


def form_number(form: str | None) -> int:
    """The number that stands for a class of legal forms in the arrays, 0 for none."""
    return FORM_CLASSES.index(form) + 1 if form else 0


class NameIndex:
    """The names of a list, ready to be searched."""

    def __init__(self, arrays: IndexArrays) -> None:
        self.arrays = arrays
        self.names = len(arrays.name_listing)
        self._work: Work | None = None

    def search(self, functions: Functions, slots: Tokens, queries: Queries, limit: int, rules: SearchRules) -> Found:
        """The best `limit` listings for each query of a batch."""
        if self._work is None:
            self._work = room(self.arrays)
        count = len(queries.first)
        found = Found(
            np.zeros(count, np.int32),
            np.full((count, limit), -1, np.int32),
            np.zeros((count, limit)),
            np.zeros((count, limit, 3)),
            np.zeros((count, limit), np.int32),
            np.zeros((count, limit, kernels.MOST_PAIRS, 4), np.float32),
        )
        functions["search"](rules, self.arrays, slots, queries, self._work, found)
        return found


def pack_queries(names: Sequence[PreparedName], types: Sequence[EntityType | None]) -> tuple[Tokens, Queries]:
    """Prepared names in the arrays of a batch."""
    slots: list[Slot] = []
    first, last, total = [], [], []
    for name in names:
        first.append(len(slots))
        slots += slots_of(name)
        last.append(len(slots))
        total.append(sum(token.weight for token in name.tokens))
    queries = Queries(
        np.array(first, np.int32),
        np.array(last, np.int32),
        np.array(total, np.float64),
        np.array([form_number(name.form) for name in names], np.uint8),
        np.array([type_number(type) for type in types], np.uint8),
    )
    return pack_slots(slots), queries


def room(arrays: IndexArrays) -> Work:
    """Room for searching an index of that size."""
    tokens, names = len(arrays.tokens.weight), len(arrays.name_listing)
    matches = search_kernels.MOST_MATCHES
    return Work(
        np.zeros(tokens, np.int16),
        np.zeros(tokens + 1, np.int32),
        np.zeros(256, np.int64),
        np.zeros(256, np.int16),
        np.full(tokens, -1, np.int32),
        np.zeros(matches, np.int32),
        np.zeros(matches, np.int32),
        np.zeros(matches),
        np.zeros(matches, np.uint8),
        np.zeros(matches, np.int32),
        np.zeros(tokens),
        np.zeros(matches, np.int32),
        np.zeros(matches, np.int32),
        np.zeros(names),
        np.zeros(names + 1, np.int32),
        np.zeros(48, np.int32),
        np.zeros(48),
        np.zeros((search_kernels.MOST_LINKS, 4)),
        np.zeros((kernels.MOST_PAIRS, 4)),
        np.zeros(3),
        np.zeros((3, 128), np.int32),
    )


def build_index(entries: Iterable[tuple[str, EntityType | None, int]], preparer: Preparer) -> NameIndex:
    """Build the index of names, each with the type and the number of the listing that it belongs to."""
    vocabulary: dict[Any, int] = {}
    name_tokens: list[int] = []
    name_at, weights, forms, types, listings = [0], [], [], [], []
    for name, type, listing in entries:
        prepared = preparer.prepare(name, person=type is EntityType.PERSON)
        total = 0.0
        for token in prepared.tokens[:MOST_TOKENS]:
            name_tokens.append(vocabulary.setdefault(token, len(vocabulary)))
            total += token.weight
        name_at.append(len(name_tokens))
        weights.append(total)
        forms.append(form_number(prepared.form))
        types.append(type_number(type))
        listings.append(listing)
    tokens = pack_tokens(vocabulary)
    functions = functions_for(len(vocabulary))
    at = np.array(name_at, np.int32)
    ids = np.array(name_tokens, np.int32)
    owners = np.repeat(np.arange(len(listings), dtype=np.int32), np.diff(at))
    names_at, token_names = _inverted(functions, ids, owners, len(vocabulary))
    feature_at, feature_tokens = _features(functions, tokens, len(vocabulary))
    with_concept = np.flatnonzero(tokens.concept >= 0).astype(np.int32)
    concepts = int(tokens.concept.max(initial=-1)) + 1
    concept_at, concept_tokens = _inverted(functions, tokens.concept[with_concept], with_concept, max(concepts, 1024))
    return NameIndex(
        IndexArrays(
            tokens,
            at,
            ids,
            np.array(weights, np.float64),
            np.array(forms, np.uint8),
            np.array(types, np.uint8),
            np.array(listings, np.int32),
            names_at,
            token_names,
            feature_at,
            feature_tokens,
            concept_at,
            concept_tokens,
        )
    )


def functions_for(work: int) -> Functions:
    """The kernels, compiled where so many tokens or names are to be worked on that loading the compiler pays."""
    modules = (kernels, search_kernels)
    return machine_code(*modules) if work > _MANY_TOKENS else plain_code(*modules)


def _inverted(functions: Functions, keys: Any, values: Any, space: int) -> tuple[Any, Any]:
    at = np.zeros(space + 1, np.int32)
    out = np.zeros(len(keys), np.int32)
    functions["invert"](keys, values, at, out)
    return at, out


def _features(functions: Functions, tokens: Tokens, count: int) -> tuple[Any, Any]:
    found, weights = np.zeros(256, np.int64), np.zeros(256, np.int16)
    nothing = np.zeros(0, np.int32)
    total = functions["token_features"](tokens, count, nothing, nothing, found, weights, False)
    owner, bucket = np.zeros(total, np.int32), np.zeros(total, np.int32)
    functions["token_features"](tokens, count, owner, bucket, found, weights, True)
    return _inverted(functions, bucket, owner, kernels.FEATURE_SPACE)


def save_index(index: NameIndex, folder: Path) -> None:
    """Write the arrays of an index into a folder, one file each."""
    arrays = index.arrays._asdict()
    for field, value in (*arrays.pop("tokens")._asdict().items(), *arrays.items()):
        np.save(folder / f"{field}.npy", value)


def load_index(folder: Path) -> NameIndex:
    """Open an index by memory map: nothing is read before it is needed."""

    def array(field: str) -> Any:
        path = folder / f"{field}.npy"
        whole = np.load(path, mmap_mode="r")
        return whole.view(np.ndarray) if whole.size else np.array(whole)

    tokens = Tokens(*(array(field) for field in Tokens._fields))
    return NameIndex(IndexArrays(tokens, *(array(field) for field in IndexArrays._fields[1:])))
