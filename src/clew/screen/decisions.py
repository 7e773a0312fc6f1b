"""What people decided about hits: a false alarm stays silent until the party's or the listing's data change."""

from collections.abc import Sequence

from clew.names import name_key
from clew.records import Entity, Judgement, Listing
from clew.vocabulary import Verdict

_BETWEEN = " | "
_ABOUT = frozenset({Verdict.TRUE_HIT, Verdict.FALSE_ALARM, Verdict.UNSURE})
_NAMES = frozenset({"party names", "listing names"})

Seen = tuple[tuple[str, str], ...]
"""Facts and their values, several parted by " | "."""


def seen_of(entity: Entity, listing: Listing) -> Seen:
    """What is known of a party and a listing, to be kept with a decision about the two.

    What Clew's own tables say of a listing (measure, authority, legal basis) is left out: it changes with Clew.
    """
    return (
        ("list", listing.list),
        ("party type", str(entity.type)),
        ("party names", _several(entity.names)),
        ("party countries", _several(entity.countries)),
        ("party identifiers", _several(" ".join(pair) for pair in entity.identifiers)),
        ("listing names", _several(name.name for name in listing.names)),
        ("listing type", str(listing.type or "")),
        ("listing birth dates", _several(listing.birth_dates)),
        ("listing countries", _several(listing.countries)),
        ("listing identifiers", _several(" ".join(pair) for pair in listing.identifiers)),
        ("listing addresses", _several(listing.addresses)),
        ("listing programmes", _several(listing.programmes)),
    )


def _several(values: object) -> str:
    return _BETWEEN.join(sorted(set(values)))  # type: ignore[call-overload]


def changes_since(seen: Seen, entity: Entity, listing: Listing) -> tuple[str, ...]:
    """What is another than it was, in words; nothing where the decision kept nothing to compare with."""
    was = dict(seen)
    return tuple(
        f"{fact}: {_difference(was[fact], now)}"
        for fact, now in seen_of(entity, listing)
        if fact in was and _values(fact, was[fact]) != _values(fact, now)
    )


def _values(fact: str, value: str) -> frozenset[str]:
    parts = value.split(_BETWEEN) if value else []
    return frozenset(name_key(part) for part in parts) if fact in _NAMES else frozenset(parts)


def _difference(was: str, now: str) -> str:
    old, new = (value.split(_BETWEEN) if value else [] for value in (was, now))
    come, gone = [one for one in new if one not in old], [one for one in old if one not in new]
    told = [f"now also {', '.join(come)}"] if come else []
    told += [f"no longer {', '.join(gone)}"] if gone else []
    return "; ".join(told)


def decided(entity: Entity, listing: Listing, judgements: Sequence[Judgement]) -> Judgement | None:
    """The newest decision about this party and this listing, None where there is none."""
    for judgement in reversed(judgements):
        if judgement.verdict not in _ABOUT or judgement.right != listing.id:
            continue
        if judgement.list in {None, listing.list} and (
            judgement.left == entity.id or set(judgement.names) & set(entity.names)
        ):
            return judgement
    return None
