"""What changed between two versions of a list: entries added, removed and renamed, new aliases, other facts."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from clew.names import name_key
from clew.records import Listing

_FACTS = (
    "type",
    "countries",
    "birth_dates",
    "identifiers",
    "addresses",
    "programmes",
    "measures",
    "legal_basis",
    "since",
    "until",
)


class ListChange(StrEnum):
    """What happened to an entry."""

    ADDED = "added"
    REMOVED = "removed"
    RENAMED = "renamed"
    NEW_ALIASES = "new aliases"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class EntryChange:
    """One change of one entry: before it and after it (None where there is none), and what it is, in words."""

    change: ListChange
    before: Listing | None
    after: Listing | None
    says: str

    @property
    def listing(self) -> Listing:
        """The entry as it is now, or as it was last."""
        found = self.after or self.before
        assert found is not None, "a change is of an entry"
        return found


def compare_versions(before: Sequence[Listing], after: Sequence[Listing]) -> tuple[EntryChange, ...]:
    """Every change from one version to the next, in the order of the newer one, what is removed last.

    Entries go together by the publisher's number where they share a name, then by a name alone (lists that are passed
    on are numbered anew each time), then by number alone.
    """
    pairs = _pairs(before, after)
    found: list[EntryChange] = []
    for listing in after:
        old = pairs.get(listing.id)
        if old is None:
            found.append(EntryChange(ListChange.ADDED, None, listing, f"{len(listing.names)} names"))
        else:
            found += _changes(old, listing)
    kept = {old.id for old in pairs.values()}
    found += [EntryChange(ListChange.REMOVED, old, None, "") for old in before if old.id not in kept]
    return tuple(found)


def _pairs(before: Sequence[Listing], after: Sequence[Listing]) -> Mapping[str, Listing]:
    """The number of an entry now → the entry that it was before."""
    by_id = {listing.id: listing for listing in before}
    pairs: dict[str, Listing] = {}
    for listing in after:
        old = by_id.get(listing.id)
        if old is not None and _keys(old) & _keys(listing):
            pairs[listing.id] = old
    taken = {old.id for old in pairs.values()}
    by_name: dict[str, Listing] = {}
    for old in before:
        if old.id not in taken:
            for key in _keys(old):
                by_name.setdefault(key, old)
    left = [listing for listing in after if listing.id not in pairs]
    for listing in left:
        found = next((by_name[key] for key in sorted(_keys(listing)) if key in by_name), None)
        if found is not None and found.id not in taken:
            pairs[listing.id] = found
            taken.add(found.id)
    for listing in left:
        old = by_id.get(listing.id)
        if listing.id not in pairs and old is not None and old.id not in taken:
            pairs[listing.id] = old
            taken.add(old.id)
    return pairs


def _keys(listing: Listing) -> set[str]:
    return {name_key(name.name) for name in listing.names}


def _changes(old: Listing, new: Listing) -> Iterator[EntryChange]:
    if name_key(old.caption) != name_key(new.caption):
        yield EntryChange(ListChange.RENAMED, old, new, f"was {old.caption}")
    known = _keys(old)
    aliases = [name.name for name in new.names[1:] if name_key(name.name) not in known]
    if aliases:
        yield EntryChange(ListChange.NEW_ALIASES, old, new, "; ".join(aliases))
    facts = [_told(fact, getattr(old, fact), getattr(new, fact)) for fact in _FACTS]
    lost = [name.name for name in old.names if name_key(name.name) not in _keys(new)]
    facts.append(f"names no longer told: {'; '.join(lost)}" if lost else "")
    if any(facts):
        yield EntryChange(ListChange.CHANGED, old, new, "; ".join(filter(None, facts)))


def _told(fact: str, was: object, now: object) -> str:
    if was == now:
        return ""
    return f"{fact.replace('_', ' ')}: {_shown(was) or 'not stated'} → {_shown(now) or 'not stated'}"


def _shown(value: object) -> str:
    if isinstance(value, tuple):
        return ", ".join(" ".join(one) if isinstance(one, tuple) else str(one) for one in value)
    return "" if value is None else str(value)


def sides(changes: Iterable[EntryChange]) -> tuple[tuple[Listing, ...], tuple[Listing, ...]]:
    """The entries that changes are about, as they were and as they are."""
    every = tuple(changes)
    was = {one.before.id: one.before for one in every if one.before}
    now = {one.after.id: one.after for one in every if one.after}
    return tuple(was.values()), tuple(now.values())
