"""What readers of lists do alike: names in order and by kind, values without repetition, birth dates."""

from collections.abc import Iterable

from clew.names import Script, script_of
from clew.records import ListedName
from clew.screen.dates import edtf_date
from clew.vocabulary import EntityType, NameKind

_LATIN = frozenset({Script.LATIN, Script.NONE})
_TYPES = {
    "individual": EntityType.PERSON,
    "person": EntityType.PERSON,
    "p": EntityType.PERSON,
    "ship": EntityType.PRODUCT,
    "vessel": EntityType.PRODUCT,
    "aircraft": EntityType.PRODUCT,
}


def listed(names: Iterable[tuple[str | None, NameKind]]) -> tuple[ListedName, ...]:
    """The names of a listing, the primary one first, without empty and repeated ones.

    Where several are called primary the first one is; the first of all is where none is. An alias in another script
    is kept as such.
    """
    kept: dict[str, NameKind] = {}
    for name, kind in names:
        shown = " ".join((name or "").split())
        if shown and kept.get(shown) in {None, NameKind.ALIAS}:
            kept[shown] = kind
    if not kept:
        return ()
    first = next((name for name, kind in kept.items() if kind is NameKind.PRIMARY), next(iter(kept)))
    rest = [ListedName(name, _kind(name, kind)) for name, kind in kept.items() if name != first]
    return (ListedName(first, NameKind.PRIMARY), *rest)


def _kind(name: str, kind: NameKind) -> NameKind:
    if script_of(name) not in _LATIN:
        return NameKind.ORIGINAL_SCRIPT
    return NameKind.ALIAS if kind in {NameKind.PRIMARY, NameKind.ORIGINAL_SCRIPT} else kind


def unique(values: Iterable[str | None]) -> tuple[str, ...]:
    """Values in their order, blanks joined, without empty and repeated ones."""
    return tuple(dict.fromkeys(shown for value in values if (shown := " ".join((value or "").split()))))


def joined(*parts: str | None, by: str = ", ") -> str:
    """Parts of an address or a name in one line, without the empty ones."""
    return by.join(unique(parts))


def dates(values: Iterable[str | None], *, month_first: bool = False) -> tuple[str, ...]:
    """Dates in EDTF; what is no date is left out, "1963 or 1964" is two."""
    found = (edtf_date(part, month_first=month_first) for value in values for part in (value or "").split(" or "))
    return tuple(dict.fromkeys(date for date in found if date))


def party_type(told: str) -> EntityType | None:
    """The type that a publisher's word tells: "entity" is anything from a company to a body, so that it stays open."""
    return _TYPES.get(told.strip().lower())
