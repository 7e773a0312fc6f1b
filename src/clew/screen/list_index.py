"""Search one or several lists for names: the best listings with the signals that add up to each score."""

import mmap
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import msgspec
import numpy as np

from clew.names.arrays import ROWS, RULES, Rules
from clew.names.forms import FORM_CLASSES
from clew.names.prepare import PreparedName, Preparer
from clew.names.score_kernels import UNIT
from clew.names.signals import tell
from clew.records import Listing, ListVersion, Signal
from clew.screen.name_index import (
    Batch,
    Found,
    Functions,
    NameIndex,
    build_index,
    functions_for,
    pack_batch,
)
from clew.vocabulary import EntityType

_BATCH = 512


class OpenList:
    """One version of a list, open: its index, and what gives the listing of a number."""

    def __init__(self, version: ListVersion, index: NameIndex, listing: Callable[[int], Listing]) -> None:
        self.version = version
        self.index = index
        self.listing = listing
        self._letters = memoryview(index.arrays.letters)
        self._words: dict[int, str] = {}

    @property
    def size(self) -> int:
        """How many listings it has."""
        numbers = self.index.arrays.names["listing"]
        return int(numbers[-1]) + 1 if len(numbers) else 0

    def word(self, token: int) -> str:
        """The word of a token of the list, as it was compared."""
        known = self._words.get(token)
        if known is None:
            record = self.index.arrays.tokens[token]
            known = self._words[token] = str(self._letters[record["text_at"] : record["text_end"]], "ascii")
        return known


def open_file(version: ListVersion, index: NameIndex, file: Path, places: Any) -> OpenList:
    """Open a list whose listings stand in a file, a line each, `places` telling where; each is read when asked for."""
    with file.open("rb") as lines:
        content = mmap.mmap(lines.fileno(), 0, access=mmap.ACCESS_READ)
    decode = msgspec.json.Decoder(Listing).decode

    def listing(number: int) -> Listing:
        return decode(content[int(places[number]) : int(places[number + 1])])

    return OpenList(version, index, listing)


def open_imported(version: ListVersion, listings: Sequence[Listing]) -> OpenList:
    """Open a list that has just been read and is not kept in a library."""
    return OpenList(version, build_index(names_of(listings), Preparer()), listings.__getitem__)


def names_of(listings: Iterable[Listing]) -> Iterator[tuple[str, EntityType | None, int]]:
    """Yield every name of some listings with its listing's type and number, as an index takes them."""
    for number, listing in enumerate(listings):
        for name in listing.names:
            yield name.name, listing.type, number


@dataclass(frozen=True, slots=True)
class Query:
    """A name to look for, and the type of what bears it where that is known."""

    name: str
    type: EntityType | None = None


@dataclass(frozen=True, slots=True)
class Candidate:
    """A listing found for a name: the listed name that fits best, the score and its signals.

    `exact` says that every word of the name stands in the listed name, letter for letter or by meaning.
    """

    listing: Listing
    version: ListVersion
    listed_name: str
    score: float
    signals: tuple[Signal, ...]
    exact: bool


class ListIndex:
    """Some lists, open for searching; `functions` are kernels to use in place of those that one search chooses."""

    def __init__(self, lists: tuple[OpenList, ...], rules: Rules = RULES, functions: Functions | None = None) -> None:
        self.lists = lists
        self.rules = rules
        self._functions = functions
        self._preparer = Preparer()
        self._asked = 0

    @property
    def versions(self) -> tuple[ListVersion, ...]:
        """The versions that are open."""
        return tuple(one.version for one in self.lists)

    def search(self, queries: Sequence[Query], limit: int = 10, least: float = 0.0) -> Iterable[tuple[Candidate, ...]]:
        """Yield for each name, in order, the best listings over all lists, at most `limit`, of at least that score."""
        self._asked += len(queries)
        size = sum(len(one.index.arrays.tokens) for one in self.lists)
        functions = self._functions or functions_for(self._asked, size)
        floor = max(1.0, least * UNIT)
        bar = max(0.0, least - 1 / UNIT)
        for start in range(0, len(queries), _BATCH):
            asked = queries[start : start + _BATCH]
            prepared = [self._prepared(one) for one in asked]
            batch = pack_batch(prepared, [one.type for one in asked])
            found = [
                Results(one, one.index.search(functions, batch, limit, self.rules, bar), batch) for one in self.lists
            ]
            for row in range(len(asked)):
                ranked = [
                    (-score, place, rank)
                    for place, results in enumerate(found)
                    for rank, (name, score, *_) in enumerate(results.best[row])
                    if name >= 0 and score >= floor
                ]
                if len(found) > 1:
                    ranked.sort()
                yield tuple(found[place].candidate(row, rank) for _, place, rank in ranked[:limit])

    def _prepared(self, query: Query) -> PreparedName:
        """A name as it is looked for: one that is only a legal form names nobody and has no word to look for."""
        prepared = self._preparer.prepare(query.name, person=query.type is EntityType.PERSON)
        return replace(prepared, tokens=()) if prepared.bare else prepared


class Results:
    """What a search of one list gave for a batch, in plain numbers."""

    def __init__(self, one: OpenList, found: Found, batch: Batch) -> None:
        self.list = one
        self.best: list[list[tuple[int, int, int, int, int]]] = found.best.tolist()
        self._rows: list[int] = found.rows.ravel().tolist()
        self._batch = batch
        names = one.index.arrays.names[found.best[:, :, 0]]
        self._names: list[list[tuple[int, int, int]]] = np.stack(
            [names["listing"], names["number"], names["form"]], axis=-1
        ).tolist()

    def candidate(self, row: int, rank: int) -> Candidate:
        """One result with its listing and its signals."""
        _, score, exact, start, end = self.best[row][rank]
        number, nth, form = self._names[row][rank]
        ours = self._batch.names[row]
        forms = (ours.form or "", FORM_CLASSES[form - 1] if form else "")
        signals = tell(self._rows[ROWS * start : ROWS * end], self._batch.words[row], self.list.word, forms)
        listing = self.list.listing(number)
        return Candidate(listing, self.list.version, listing.names[nth].name, score / UNIT, signals, bool(exact))
