"""Sanctions and watch lists: what a listing says, and what it does to the party."""

from dataclasses import dataclass, field

from clew.vocabulary import EntityType, HitState, Measure, NameKind


@dataclass(frozen=True, slots=True)
class ListedName:
    """One name of a listing, as the list writes it."""

    name: str
    kind: NameKind = NameKind.PRIMARY


@dataclass(frozen=True, slots=True)
class Listing:
    """One entry of a list.

    `id` is the publisher's own reference where it has one. `type` is None where the list does not say.
    Dates are EDTF. `identifiers` are pairs of kind and value ("INN", "1831083343"). `measures` says what
    the listing does, `authority` who lists, `programmes` under which programmes, `legal_basis` by which act.
    `source_line` is the line or record number in the publisher's file.
    """

    id: str
    list: str
    names: tuple[ListedName, ...]
    type: EntityType | None = None
    countries: tuple[str, ...] = ()
    birth_dates: tuple[str, ...] = ()
    identifiers: tuple[tuple[str, str], ...] = ()
    addresses: tuple[str, ...] = ()
    programmes: tuple[str, ...] = ()
    measures: tuple[Measure, ...] = ()
    authority: str = ""
    legal_basis: str = ""
    reason: str = ""
    since: str | None = None
    until: str | None = None
    source_line: int | None = None

    @property
    def caption(self) -> str:
        """The name to show for the listing."""
        return self.names[0].name


@dataclass(frozen=True, slots=True)
class ListVersion:
    """One version of one list: immutable, known by the SHA-256 of what was imported.

    `name` is what `--list` takes, `date` the publisher's date of the list (EDTF) or None, `imported` the
    instant of import, `entries` the number of listings, `form` the format it came in.
    """

    name: str
    sha256: str
    date: str | None
    form: str
    entries: int
    names: int
    authority: str
    imported: str = ""


@dataclass(frozen=True, slots=True)
class Signal:
    """One reason inside a score: what was compared, what it gave, and the two sides in words."""

    says: str
    value: float
    left: str = ""
    right: str = ""


@dataclass(frozen=True, slots=True)
class Match:
    """Two names compared: the score, and the signals that add up to it (`score == combine(signals)`)."""

    score: float
    signals: tuple[Signal, ...]
    left: str = ""
    right: str = ""


def combine(signals: tuple[Signal, ...]) -> float:
    """The score that signals add up to: their sum, held between 0 and 1, to four places."""
    return round(min(1.0, max(0.0, sum(signal.value for signal in signals))), 4)


@dataclass(frozen=True, slots=True)
class Hit:
    """An entity that may be a listing.

    `name` is the entity's name that was compared and `listed_name` the listing's. `state` is MATCH where the
    score is above the list's threshold, REVIEW where it is near, REJECTED where a person said that it is not.
    `changed` says, in words, what has changed of the party or the listing since a person called it a false alarm.
    """

    entity: str
    listing: Listing
    version: ListVersion
    name: str
    listed_name: str
    score: float
    signals: tuple[Signal, ...]
    state: HitState
    judgement: str | None = field(default=None)
    changed: tuple[str, ...] = ()
