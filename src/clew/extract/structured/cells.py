"""What single cells of a row say: a party, a day, a span of days; a cell that cannot be one makes the row a bad one."""

from dataclasses import dataclass, field
from datetime import date

from clew.measures.edtf import span
from clew.names import WordKind, fold, generic_words, romanise, script_of, strip_legal_form
from clew.names.scripts import Script
from clew.records import Mention
from clew.vocabulary import EntityType

_TRADES = frozenset({WordKind.INDUSTRY, WordKind.OFFICE})
_PERSON_WORDS = 2


class BadCell(ValueError):
    """A cell that cannot be what its column says; `key` names the column."""

    def __init__(self, key: str, says: str) -> None:
        super().__init__(says)
        self.key = key


def day_of(key: str, said: str) -> str:
    """An ISO date as EDTF, "" for none; other ways of writing dates differ between countries and are not guessed.

    Raises `BadCell`.
    """
    if not said:
        return ""
    if span(said) is not None:
        return said
    try:
        return date.fromisoformat(said[: len("2024-01-31")]).isoformat()
    except ValueError:
        raise BadCell(key, f"“{said}” is no date; write it as 2024-01-31, 2024-01 or 2024") from None


def days_of(first_key: str, first: str, last_key: str, last: str) -> str | None:
    """The EDTF interval between two days, open where one is missing, None where both are. Raises `BadCell`."""
    begin, end = day_of(first_key, first), day_of(last_key, last)
    if begin and end and (span(begin) or (0, 0))[0] > (span(end) or (0, 0))[1]:
        raise BadCell(last_key, f"it ends ({end}) before it begins ({begin})")
    return f"{begin or '..'}/{end or '..'}" if begin or end else None


def party_of(key: str, name: str, type: EntityType | None = None) -> Mention:
    """The party that a cell names; its type is guessed from the name where None is given. Raises `BadCell`."""
    if not any(c.isalnum() for c in name):
        raise BadCell(key, "no party is named")
    latin = romanise(name) if script_of(name) not in (Script.LATIN, None) else None
    return Mention(name, type or type_of_name(name), latin=latin)


@dataclass
class Parties:
    """The parties of one table, each worked out from its name once, however many rows name it."""

    known: dict[tuple[str, EntityType | None], Mention] = field(default_factory=dict)

    def get(self, key: str, name: str, type: EntityType | None = None) -> Mention:
        """As `party_of`, which see. Raises `BadCell`."""
        found = self.known.get((name, type))
        if found is None:
            found = self.known[name, type] = party_of(key, name, type)
        return found


def type_of_name(name: str) -> EntityType:
    """Guess a party's type from its name: a legal form or a word of trade means a company, two plain words a person.

    A mapping that states the type is the better way.
    """
    bare, form = strip_legal_form(name)
    if form is not None:
        return EntityType.COMPANY
    words = fold(bare).split()
    known = generic_words()
    kinds = {known[word].kind for word in words if word in known}
    if WordKind.OFFICE in kinds:
        return EntityType.PUBLIC_BODY
    if kinds & _TRADES or any(c.isdigit() for c in bare):
        return EntityType.COMPANY
    plain = len(words) == _PERSON_WORDS and all(part[:1].isupper() for part in bare.split())
    return EntityType.PERSON if plain else EntityType.ORGANIZATION
