"""The lists in force, open for many searches: by name, by the id that other tools know a listing by, by identifier."""

import re
import threading
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import ParamSpec, TypeVar

from clew.errors import NoListAdded
from clew.records import Listing, ListVersion
from clew.screen import Candidate, Functions, Library, ListForm, ListIndex, OpenList, Query, compiled_functions

_LARGE = 5000
"""From how many names on compiling the search pays from the first request."""

P = ParamSpec("P")
T = TypeVar("T")

_OWN_IDS = frozenset({ListForm.FTM, ListForm.TARGETS_CSV, ListForm.INDEX})
"""Forms whose ids are the same on every list of their publisher; other lists number their own entries."""

_NOT_SHOWN = re.compile(r"[^0-9a-z]")


@dataclass(frozen=True, slots=True)
class Ref:
    """Where a listing stands: the list's place on the shelf, and its number in it."""

    place: int
    number: int


@dataclass(frozen=True)
class Opened:
    """Lists of one moment: unchanging, so that one answer never mixes two versions of a list.

    `by_id` gives the listings of an entity, one for each list that names it; `by_identifier` those that carry a
    number, written without punctuation and in lower case.
    """

    lists: tuple[OpenList, ...]
    functions: Functions | None
    by_id: Mapping[str, tuple[Ref, ...]]
    by_identifier: Mapping[str, tuple[Ref, ...]]
    indexes: dict[frozenset[str], ListIndex] = field(default_factory=dict)

    @property
    def versions(self) -> tuple[ListVersion, ...]:
        """The versions that are open, in the order of the shelf."""
        return tuple(one.version for one in self.lists)

    def listing(self, ref: Ref) -> Listing:
        """The listing that stands there."""
        return self.lists[ref.place].listing(ref.number)

    def version(self, ref: Ref) -> ListVersion:
        """The version of the list that it stands on."""
        return self.lists[ref.place].version

    def search(
        self, names: frozenset[str], queries: Sequence[Query], limit: int, least: float
    ) -> list[tuple[Candidate, ...]]:
        """The best listings of the named lists for each query; only where `Shelf.work` runs it."""
        if names not in self.indexes:
            chosen = tuple(one for one in self.lists if one.version.name in names)
            self.indexes[names] = ListIndex(chosen, functions=self.functions)
        index = self.indexes[names]
        return list(index.search(queries, limit, least)) if index.lists and queries else [() for _ in queries]

    def refs(self, names: frozenset[str]) -> Iterator[Ref]:
        """Yield where each listing of the named lists stands, in the order of lists and entries."""
        for place, one in enumerate(self.lists):
            if one.version.name in names:
                yield from (Ref(place, number) for number in range(one.version.entries))


class Shelf:
    """The lists of a library, opened again when another version of one comes into force."""

    def __init__(self, library: Library) -> None:
        self.library = library
        self._opening = threading.Lock()
        self._worker = ThreadPoolExecutor(1, "clew-search")
        self._opened: Opened | None = None

    def work(self, does: Callable[P, T], *given: P.args, **named: P.kwargs) -> Future[T]:
        """Do a thing that searches: one after the other, for an index keeps the room that it works in."""
        return self._worker.submit(does, *given, **named)

    def open(self) -> Opened:
        """The lists in force now; without any, a shelf on which nothing is found."""
        with self._opening:
            versions = _in_force(self.library)
            if self._opened is None or self._opened.versions != versions:
                self._opened = _open(self.library, versions)
            return self._opened


def entity_id(listing: Listing, version: ListVersion) -> str:
    """The id by which other tools know a listing: its own where that is unique everywhere, else with its list."""
    return listing.id if version.form in _OWN_IDS else f"{version.name}:{listing.id}"


def plain_number(value: str) -> str:
    """An identifier without punctuation, in lower case, as they are compared."""
    return _NOT_SHOWN.sub("", value.lower())


def _in_force(library: Library) -> tuple[ListVersion, ...]:
    try:
        return library.newest()
    except NoListAdded:
        return ()


def _open(library: Library, versions: Sequence[ListVersion]) -> Opened:
    lists: tuple[OpenList, ...] = library.open(versions).lists
    by_id: dict[str, tuple[Ref, ...]] = defaultdict(tuple)
    by_identifier: dict[str, tuple[Ref, ...]] = defaultdict(tuple)
    for place, one in enumerate(lists):
        for number in range(one.version.entries):
            listing, ref = one.listing(number), Ref(place, number)
            by_id[entity_id(listing, one.version)] += (ref,)
            for _, value in listing.identifiers:
                by_identifier[plain_number(value)] += (ref,)
    large = sum(one.version.names for one in lists) > _LARGE
    return Opened(lists, compiled_functions() if large else None, dict(by_id), dict(by_identifier))
