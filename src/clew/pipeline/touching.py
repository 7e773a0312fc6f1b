"""Whom a change of a list touches: the parties of cases that the changed entries hit, before it or after it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from clew.records import Entity, Listing, ListVersion
from clew.screen import EntryChange, ListIndex, open_imported, screen_entities, sides

_WAS, _IS, _BOTH = "was a hit", "is a hit", "was and is a hit"


@dataclass(frozen=True, slots=True)
class Touch:
    """A party of a case that a changed entry hits, and whether it did before the change, does after it, or both."""

    case: str
    entity: str
    party: str
    says: str


def touched_parties(
    changes: Sequence[EntryChange], before: ListVersion, after: ListVersion, cases: Mapping[str, Sequence[Entity]]
) -> Mapping[str, tuple[Touch, ...]]:
    """By number of an entry as `EntryChange.listing` gives it: the parties of the cases (by name) that it touches.

    Only the entries that changed are searched, so that it takes no index of the whole list.
    """
    was, now = sides(changes)
    called = {one.before.id: one.listing.id for one in changes if one.before}
    found: dict[str, dict[tuple[str, str], Touch]] = {}
    for listings, version, says in ((was, before, _WAS), (now, after, _IS)):
        for listing, touch in _hits(listings, version, says, cases):
            entry = found.setdefault(called[listing] if says == _WAS else listing, {})
            known = entry.get((touch.case, touch.entity))
            entry[touch.case, touch.entity] = replace(touch, says=_BOTH) if known else touch
    return {entry: tuple(touches.values()) for entry, touches in found.items()}


def _hits(
    listings: tuple[Listing, ...], version: ListVersion, says: str, cases: Mapping[str, Sequence[Entity]]
) -> list[tuple[str, Touch]]:
    """Numbers of entries with the parties that they hit."""
    if not listings or not cases:
        return []
    index = ListIndex((open_imported(version, listings),))
    found = []
    for case, entities in cases.items():
        names = {entity.id: entity.name for entity in entities}
        hits = screen_entities(entities, index)
        found += [(hit.listing.id, Touch(case, hit.entity, names[hit.entity], says)) for hit in hits]
    return found
