"""Search one or several lists for names: the best listings with the signals that add up to each score."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec
import numpy as np

from clew.names.prepare import Preparer
from clew.records import Listing, ListVersion, Signal
from clew.screen.name_index import Functions, NameIndex, SearchRules, build_index, functions_for, pack_queries
from clew.screen.signals import signals_of
from clew.vocabulary import EntityType

_BATCH = 512


@dataclass(frozen=True, slots=True)
class OpenList:
    """One version of a list, open: its index, and what gives the listing of a number."""

    version: ListVersion
    index: NameIndex
    listing: Callable[[int], Listing]


def open_file(version: ListVersion, index: NameIndex, file: Path, places: Any) -> OpenList:
    """Open a list whose listings stand in a file, a line each, `places` telling where; each is read when asked for."""

    def listing(number: int) -> Listing:
        start, end = int(places[number]), int(places[number + 1])
        with file.open("rb") as lines:
            lines.seek(start)
            return msgspec.json.decode(lines.read(end - start), type=Listing)

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
    """Some lists, open for searching."""

    def __init__(self, lists: tuple[OpenList, ...]) -> None:
        self.lists = lists
        self._preparer = Preparer()
        self._functions: Functions = functions_for(sum(len(one.index.arrays.tokens.weight) for one in lists))

    @property
    def versions(self) -> tuple[ListVersion, ...]:
        """The versions that are open."""
        return tuple(one.version for one in self.lists)

    def search(self, queries: Sequence[Query], limit: int = 10, least: float = 0.0) -> Iterable[tuple[Candidate, ...]]:
        """Yield for each name, in order, the best listings over all lists, at most `limit`, of at least that score."""
        rules = SearchRules()
        for start in range(0, len(queries), _BATCH):
            batch = queries[start : start + _BATCH]
            prepared = [self._preparer.prepare(one.name, person=one.type is EntityType.PERSON) for one in batch]
            slots, packed = pack_queries(prepared, [one.type for one in batch])
            found = [one.index.search(self._functions, slots, packed, limit, rules) for one in self.lists]
            for row in range(len(batch)):
                ranked = sorted(
                    (-float(result.score[row, rank]), place, rank)
                    for place, result in enumerate(found)
                    for rank in range(int(result.count[row]))
                    if result.score[row, rank] >= least and result.score[row, rank] > 0
                )
                yield tuple(
                    self._candidate(place, found[place], slots, packed, row, rank, rules)
                    for _, place, rank in ranked[:limit]
                )

    def _candidate(
        self, place: int, found: Any, slots: Any, packed: Any, row: int, rank: int, rules: SearchRules
    ) -> Candidate:
        one = self.lists[place]
        arrays = one.index.arrays
        name = int(found.name[row, rank])
        number = int(arrays.name_listing[name])
        listing = one.listing(number)
        first = int(np.searchsorted(arrays.name_listing, number))
        told = signals_of(found, slots, packed, arrays, row, rank, rules)
        return Candidate(listing, one.version, listing.names[name - first].name, told.score, told.signals, told.exact)
