"""Answer a query by example: names through the lists' index, then what else the example and the listing tell."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from clew.doors.model import IDENTIFIERS, Told, compared_as, country_code, entity_of, schema_of, topics
from clew.doors.shelf import Opened, Ref, entity_id, plain_number
from clew.records import Listing, ListVersion, Signal, combine
from clew.screen import Candidate, Query, Thresholds
from clew.vocabulary import EntityType

SAME_IDENTIFIER = 0.95
"""The least score of a listing with the identifier asked for, whatever its names: a register gives a number once."""

BIRTH_YEARS_DIFFER = -0.3
BIRTH_DATES_DIFFER = -0.1
COUNTRIES_DIFFER = -0.1
"""What is taken off where both sides tell and disagree; agreement adds nothing, for names alone must carry a match."""

MOST_NAMES = 8
"""How many names of one example are looked for."""

_NAME_PROPERTIES = ("name", "alias", "previousName", "weakAlias")
_NAME_PARTS = ("firstName", "secondName", "middleName", "fatherName", "lastName")
_COUNTRY_PROPERTIES = ("country", "jurisdiction", "nationality", "citizenship", "mainCountry")
_LONGEST = 300
_DEPTH = 100


@dataclass(frozen=True, slots=True)
class Example:
    """What is looked for: the names, the type they are compared as, and particulars."""

    names: tuple[str, ...]
    type: EntityType | None
    identifiers: frozenset[str] = frozenset()
    birth_dates: tuple[str, ...] = ()
    countries: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which listings are wanted, how many and how near."""

    lists: frozenset[str]
    limit: int = 5
    threshold: float = 0.7
    cutoff: float = 0.5
    exclude_ids: frozenset[str] = frozenset()
    exclude_schemata: frozenset[str] = frozenset()
    topics: frozenset[str] = frozenset()
    since: str | None = None

    @property
    def narrows(self) -> bool:
        """Whether listings that the index finds may be left out, so that it has to look deeper."""
        return bool(self.exclude_ids or self.exclude_schemata or self.topics or self.since)


@dataclass(frozen=True, slots=True)
class Scored:
    """One answer: the listing, its score with the signals that add up to it, and whether every word agrees."""

    ref: Ref
    listed_name: str
    score: float
    signals: tuple[Signal, ...]
    exact: bool


@dataclass(frozen=True, slots=True)
class Answer:
    """The answers to one example, best first, and how many there were."""

    results: tuple[Told, ...] = field(default=())
    total: int = 0


def example_of(schema: str, properties: Mapping[str, Any]) -> Example:
    """Read an example. Raises `UsageError` for a schema that FollowTheMoney does not have."""
    type = compared_as(schema)
    names = [*_values(properties, _NAME_PROPERTIES)]
    parts = [" ".join(_values(properties, (part,))) for part in _NAME_PARTS]
    if any(parts):
        names.append(" ".join(part for part in parts if part))
    countries = (country_code(value) for value in _values(properties, _COUNTRY_PROPERTIES))
    return Example(
        tuple(dict.fromkeys(names))[:MOST_NAMES],
        type,
        frozenset(filter(None, map(plain_number, _values(properties, IDENTIFIERS)))),
        tuple(_values(properties, ("birthDate",))),
        frozenset(code for code in countries if code),
    )


def _values(properties: Mapping[str, Any], names: Iterable[str]) -> list[str]:
    """The texts that stand under some properties, each of bounded length."""
    found: list[str] = []
    for name in names:
        told = properties.get(name, ())
        for value in told if isinstance(told, list) else (told,):
            text = str(value).strip()[:_LONGEST] if isinstance(value, str | int | float) else ""
            if text:
                found.append(text)
    return found


def answer_all(opened: Opened, examples: Sequence[Example], wanted: Wanted) -> list[Answer]:
    """Answer several examples at once; where `Shelf.work` runs it."""
    asked = [(number, Query(name, one.type)) for number, one in enumerate(examples) for name in one.names]
    depth = _DEPTH if wanted.narrows else wanted.limit
    least = min(wanted.cutoff, wanted.threshold)
    found = opened.search(wanted.lists, [query for _, query in asked], depth, least)
    candidates: list[list[Candidate]] = [[] for _ in examples]
    for (number, _), some in zip(asked, found, strict=True):
        candidates[number] += some
    return [_answer(opened, one, some, wanted) for one, some in zip(examples, candidates, strict=True)]


def _answer(opened: Opened, example: Example, candidates: Iterable[Candidate], wanted: Wanted) -> Answer:
    best: dict[str, Scored] = {}
    places = {one.version.name: place for place, one in enumerate(opened.lists)}
    scored = [_named(opened, example, one, places) for one in candidates]
    for identifier in example.identifiers:
        refs = opened.by_identifier.get(identifier, ())
        scored += [_numbered(opened, example, ref) for ref in refs if opened.version(ref).name in wanted.lists]
    for one in scored:
        listing, version = opened.listing(one.ref), opened.version(one.ref)
        id = entity_id(listing, version)
        if one.score < min(wanted.cutoff, wanted.threshold) or not _is_wanted(id, example, listing, wanted):
            continue
        if id not in best or one.score > best[id].score:
            best[id] = one
    ranked = sorted(best.items(), key=lambda item: (-item[1].score, item[0]))
    results = tuple(_told(opened, id, one, wanted) for id, one in ranked[: wanted.limit])
    return Answer(results, len(ranked))


def _named(opened: Opened, example: Example, candidate: Candidate, places: Mapping[str, int]) -> Scored:
    """An answer that the index found by its name."""
    listing = candidate.listing
    refs = opened.by_id[entity_id(listing, candidate.version)]
    ref = next(ref for ref in refs if ref.place == places[candidate.version.name])
    signals = (*candidate.signals, *_particulars(example, listing, candidate.score))
    score = combine(signals) if len(signals) > len(candidate.signals) else candidate.score
    return Scored(ref, candidate.listed_name, score, signals, candidate.exact)


def _numbered(opened: Opened, example: Example, ref: Ref) -> Scored:
    """An answer that carries the identifier asked for."""
    listing = opened.listing(ref)
    signals = _particulars(example, listing, 0.0)
    return Scored(ref, listing.caption, combine(signals), signals, exact=False)


def _particulars(example: Example, listing: Listing, score: float) -> tuple[Signal, ...]:
    """The signals of what is known beside the names; `score` is what the names gave."""
    signals: list[Signal] = []
    if example.birth_dates and listing.birth_dates:
        off = min(_apart(ours, theirs) for ours in example.birth_dates for theirs in listing.birth_dates)
        if off:
            value = BIRTH_YEARS_DIFFER if off > 1 else BIRTH_DATES_DIFFER
            signals.append(Signal("birth dates differ", value, example.birth_dates[0], listing.birth_dates[0]))
    if example.countries and listing.countries:
        theirs = {code for code in map(country_code, listing.countries) if code}
        if theirs and not theirs & example.countries:
            left, right = " ".join(sorted(example.countries)), " ".join(sorted(theirs))
            signals.append(Signal("countries differ", COUNTRIES_DIFFER, left, right))
    if example.identifiers:
        same = next((value for _, value in listing.identifiers if plain_number(value) in example.identifiers), None)
        if same is not None:
            signals = [Signal("same identifier", round(max(0.0, SAME_IDENTIFIER - score), 4), same, same)]
    return tuple(signals)


def _apart(ours: str, theirs: str) -> int:
    """How far two dates are apart: 0 where one may be the other, 1 within a year, 2 beyond."""
    if ours.startswith(theirs) or theirs.startswith(ours):
        return 0
    return 1 if ours[:4] == theirs[:4] else 2


def _is_wanted(id: str, example: Example, listing: Listing, wanted: Wanted) -> bool:
    if _excluded(example.type, listing.type) or id in wanted.exclude_ids:
        return False
    if wanted.exclude_schemata and schema_of(listing) in wanted.exclude_schemata:
        return False
    if wanted.topics and not wanted.topics & set(topics(listing)):
        return False
    return not (wanted.since and listing.since and listing.since < wanted.since)


def _excluded(asked: EntityType | None, found: EntityType | None) -> bool:
    """Whether two types exclude each other: a person is no body, a ship is neither."""
    if asked is None or found is None:
        return False
    alone = (EntityType.PERSON, EntityType.PRODUCT)
    return asked is not found and (asked in alone or found in alone)


def _told(opened: Opened, id: str, one: Scored, wanted: Wanted) -> Told:
    """One answer in the form of the matching interface, what Clew knows beyond under `clew`."""
    entity = entity_of(opened, [ref for ref in opened.by_id[id] if opened.version(ref).name in wanted.lists])
    entity["score"] = one.score
    entity["match"] = one.score >= wanted.threshold
    entity["features"], entity["explanations"] = _features(one.signals)
    entity["clew"] |= {
        "state": _state(one, opened.version(one.ref)),
        "listed_name": one.listed_name,
        "signals": [
            {"says": signal.says, "value": signal.value, "left": signal.left, "right": signal.right}
            for signal in one.signals
        ],
    }
    return entity


def _state(one: Scored, version: ListVersion) -> str:
    """What Clew makes of it: a match, something to review, or neither."""
    review, match = Thresholds().of(version.name)
    if one.exact and one.score >= match:
        return "match"
    return (
        "review" if one.score >= review or any(signal.says == "same identifier" for signal in one.signals) else "none"
    )


def _features(signals: Iterable[Signal]) -> tuple[dict[str, float], dict[str, Told]]:
    """The signals by kind: their sum, and the explanation of it."""
    by_kind: dict[str, list[Signal]] = {}
    for signal in signals:
        by_kind.setdefault(signal.says.replace(" ", "_"), []).append(signal)
    sums = {kind: round(sum(one.value for one in some), 4) for kind, some in by_kind.items()}
    explained = {
        kind: {
            "score": sums[kind],
            "detail": some[0].says,
            "query": " ".join(one.left for one in some if one.left) or None,
            "candidate": " ".join(one.right for one in some if one.right) or None,
            "weight": 1.0,
        }
        for kind, some in by_kind.items()
    }
    return sums, explained


FEATURES = {
    "same word": "a word of the query stands in the listed name",
    "spelled differently": "a word is near in spelling",
    "sounds alike": "a word is near in sound",
    "means the same": "a word is the other's translation or short form",
    "initial": "an initial stands for a name",
    "same consonants": "a word has the same consonants",
    "words without a partner": "words that only one side has",
    "the words tell little": "the words that agree are common ones",
    "legal forms differ": "both sides name a legal form, not the same one",
    "legal form on one side": "only one side names a legal form",
    "types exclude each other": "one is a person, the other is not",
    "same identifier": "both carry the same number of a register",
    "birth dates differ": "both give a birth date, not the same one",
    "countries differ": "both name countries, none in common",
}
"""Every signal that may stand in a score, in words."""
