"""Why a listing was, or was not, found for a name: its score with signals, and the step of the search that lost it."""

from dataclasses import dataclass
from enum import StrEnum

from clew.names.arrays import RULES
from clew.names.kernels import BEGINNING, ENDING, INITIAL, make_slots
from clew.names.prepare import Preparer
from clew.records import Listing, ListVersion
from clew.screen.list_index import Candidate, ListIndex, OpenList, Query, open_imported
from clew.screen.name_index import Batch, NameIndex, pack_batch, room
from clew.screen.search_kernels import gather_names, match_part, match_slot, rank_tokens
from clew.vocabulary import EntityType

_DEEP = 48
"""How many names a search scores exactly."""


class Step(StrEnum):
    """How far a listing came in the search for a name."""

    NOTHING_ASKED = "the name holds no word that could be looked for"
    NO_WORD = "no word of the entry is like a word of the name, by spelling, sound, consonants or meaning"
    COMMON = "the words in common stand in so many names that the search stops before it comes to this one"
    OUTRUN = "so many names share more words, or rarer ones, that this one is not scored"
    BEYOND = "other entries score higher, so that it is not among those shown"
    BELOW = "it scores below the threshold"
    FOUND = "it is found"


@dataclass(frozen=True, slots=True)
class Explanation:
    """What came of one listing in the search for one name.

    `best` is the listed name that fits best, with the score and signals that it has whether found or not (None where
    it has none); `rank` its place among those found, from 1; `last` the score of the last entry shown.
    """

    query: Query
    listing: Listing
    version: ListVersion
    step: Step
    best: Candidate | None
    rank: int | None
    last: float | None


def find_entries(index: ListIndex, told: str) -> tuple[tuple[OpenList, int], ...]:
    """The entries that are numbered so (or LIST/NUMBER); where none is, the one whose name is nearest."""
    found = [
        (one, number)
        for one in index.lists
        for number in range(one.size)
        if told in ((listing := one.listing(number)).id, f"{one.version.name}/{listing.id}")
    ]
    if found or not told.strip():
        return tuple(found)
    nearest = next(iter(index.search([Query(told)], 1)), ())
    return tuple(
        (one, number)
        for candidate in nearest
        for one in index.lists
        if one.version == candidate.version
        for number in range(one.size)
        if one.listing(number).id == candidate.listing.id
    )[:1]


def explain(index: ListIndex, query: Query, entry: tuple[OpenList, int], limit: int, threshold: float) -> Explanation:
    """Say what came of an entry when a name is searched for, at most `limit` entries of at least that score shown."""
    one, number = entry
    listing = one.listing(number)
    prepared = Preparer().prepare(query.name, person=query.type is EntityType.PERSON)
    shown = tuple(next(iter(index.search([query], limit, threshold)), ()))
    last = shown[-1].score if shown else None
    alone = ListIndex((open_imported(one.version, (listing,)),), index.rules)
    best = next(iter(next(iter(alone.search([query], 1)), ())), None)
    place = _place(shown, one, listing.id)
    if place is not None:
        return Explanation(query, listing, one.version, Step.FOUND, shown[place - 1], place, last)
    if prepared.bare or not prepared.tokens:
        step = Step.NOTHING_ASKED
    elif best is None:
        step = Step.NO_WORD
    elif best.score < threshold:
        step = Step.BELOW
    else:
        deep = tuple(next(iter(ListIndex((one,), index.rules).search([query], _DEEP)), ()))
        if _place(deep, one, listing.id) is not None:
            step = Step.BEYOND
        else:
            step = _lost(one.index, pack_batch([prepared], [query.type]), number)
    return Explanation(query, listing, one.version, step, best, None, last)


def _place(found: tuple[Candidate, ...], one: OpenList, id: str) -> int | None:
    places = (n for n, hit in enumerate(found, 1) if hit.listing.id == id and hit.version == one.version)
    return next(places, None)


def _lost(index: NameIndex, batch: Batch, number: int) -> Step:
    """Whether the search stopped before it came to an entry, or came to it and passed it over.

    The first steps of `search_kernels.search` are gone through again, as they stand.
    """
    arrays, work = index.arrays, room(index.arrays)
    asked = batch.queries[0]
    slots = make_slots(batch.tokens, batch.letters, int(asked["at"]), int(asked["end"]), work.slots, work.tables)
    matches = 0
    for v in range(slots):
        slot = work.slots[v]
        if slot["part"] in (BEGINNING, ENDING):
            matches = match_part(arrays, slot, v, batch.letters, work, matches)
        elif not slot["marks"] & INITIAL:
            matches = match_slot(RULES, arrays, slot, v, batch.letters, work, matches)
    count = rank_tokens(arrays.tokens, work.match, matches, work.head, work.often, work.first)
    if not count:
        return Step.NO_WORD
    gather_names(RULES.budget, arrays.tokens, arrays.token_names, work.slots, work, count)
    own = arrays.names["listing"] == number
    return Step.OUTRUN if work.sums[own].any() else Step.COMMON
