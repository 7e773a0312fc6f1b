"""FollowTheMoney entities become claims: a link between two entities is one claim, its JSON is the quote."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from clew.extract.structured.cells import BadCell, day_of, days_of, party_of
from clew.extract.structured.forms.make import bad_record, claim_of, note
from clew.extract.structured.records import Record, records_of
from clew.measures.shares import share_of
from clew.records import Claim, Document, Extraction, Mention, Problem
from clew.vocabulary import EntityType, Predicate, Qualifier, Status

_WORDS = {"role": Qualifier.ROLE, "purpose": Qualifier.PURPOSE, "programme": Qualifier.PROGRAMME}

_PREDICATES = frozenset(str(one) for one in Predicate)

Party = tuple[str, EntityType | None]


@cache
def schemata() -> Mapping[str, Any]:
    """The shipped table of schemata (followthemoney.yaml)."""
    text = files("clew.extract.structured.forms").joinpath("followthemoney.yaml").read_text(encoding="utf-8")
    table: Mapping[str, Any] = yaml.safe_load(text)
    return table


def entity_claims(document: Document, version: str) -> Extraction:
    """The claims of FollowTheMoney entities; entities that state none beyond their name are counted by schema."""
    parties = dict(named_entities(records_of(document.text)))
    claims: list[Claim] = []
    problems: list[Problem] = []
    silent: Counter[str] = Counter()
    for record in records_of(document.text):
        place = record.start, record.end
        if record.fault or not _is_entity(record.value):
            says = record.fault or "it is no entity (it needs id, schema and properties)"
            problems.append(bad_record(document, place, f"line {record.line}: {says}"))
            continue
        try:
            made = list(claims_of_entity(document, record, parties, version))
        except BadCell as bad:
            says = f"line {record.line}, {record.value['schema']}, property {bad.key}: {bad}"
            problems.append(bad_record(document, place, says))
            continue
        claims += made
        if not made and record.value["id"] not in parties:
            silent[record.value["schema"]] += 1
    for schema, count in sorted(silent.items()):
        says = f"{count} entities of the schema {schema} state nothing that a predicate holds"
        problems.append(note(document, says, "they stay in the document; read them there"))
    return Extraction(tuple(claims), tuple(problems))


def _is_entity(told: Any) -> bool:
    return (
        isinstance(told, dict)
        and isinstance(told.get("id"), str)
        and isinstance(told.get("schema"), str)
        and isinstance(told.get("properties"), dict)
    )


def named_entities(records: Iterable[Record]) -> Iterator[tuple[str, Party]]:
    """The named entities by id."""
    types = schemata()["types"]
    for record in records:
        if not _is_entity(record.value):
            continue
        told = record.value
        name = _first(told["properties"], ("name", "title", "full", "weakAlias"))
        if name and told["schema"] not in schemata()["claims"]:
            type = types.get(told["schema"])
            yield told["id"], (name, EntityType(type) if type else None)


def claims_of_entity(document: Document, record: Record, parties: Mapping[str, Party], version: str) -> Iterator[Claim]:
    """The claims of one entity, given the named entities of its file by id. Raises `BadCell`."""
    told = record.value
    place, properties = (record.start, record.end), told["properties"]
    row = schemata()["claims"].get(told["schema"])
    if row is not None:
        qualifiers = _qualifiers(row, properties)
        status, predicate = Status(row.get("status", "asserted")), Predicate(row["predicate"])
        if predicate is Predicate.RELATED_TO and _first(properties, ("role",)) in _PREDICATES:
            predicate = Predicate(_first(properties, ("role",)))
            qualifiers.pop(Qualifier.ROLE, None)
        for subject in _subjects(row, properties, parties):
            for object_ in _linked(properties, row["object"], parties):
                yield claim_of(document, place, predicate, (subject, object_), qualifiers, version, status)
    elif told["id"] in parties:
        name, type = parties[told["id"]]
        for key, row in schemata()["own"].items():
            for other in dict.fromkeys(_values(properties, key)):
                if other != name and any(c.isalnum() for c in other):
                    sides = party_of("name", name, type), party_of(key, other, type)
                    yield claim_of(document, place, Predicate(row["predicate"]), sides, {}, version)


def _subjects(row: Mapping[str, Any], properties: Mapping[str, Any], parties: Mapping[str, Party]) -> Sequence[Mention]:
    if "subject" in row:
        return _linked(properties, row["subject"], parties)
    name = _first(properties, row["subject_text"])
    return (party_of(row["subject_text"][0], name, EntityType.PUBLIC_BODY),)


def _linked(properties: Mapping[str, Any], key: str, parties: Mapping[str, Party]) -> Sequence[Mention]:
    """The parties that a property links to, by id or, as exports with nested entities have it, by value."""
    found = []
    values = properties.get(key)
    for value in values if isinstance(values, list) else [values] if values else []:
        if isinstance(value, dict) and isinstance(value.get("properties"), dict):
            name, type = _first(value["properties"], ("name",)), schemata()["types"].get(value.get("schema"))
            found.append(party_of(key, name, EntityType(type) if type else None))
        elif str(value) in parties:
            found.append(party_of(key, *parties[str(value)]))
        else:
            raise BadCell(key, f"the entity “{value}” is not named in this file")
    if not found:
        raise BadCell(key, "no party is named")
    return found


def _qualifiers(row: Mapping[str, Any], properties: Mapping[str, Any]) -> dict[Qualifier, tuple[str, str | None]]:
    told: dict[Qualifier, tuple[str, str | None]] = {}
    share = _first(properties, row.get("share", ())[:1])
    if share:
        value = share_of(share)
        if value is None:
            raise BadCell(row["share"][0], f"“{share}” is no share between 0 and 100 per cent")
        told[Qualifier.SHARE] = share if "%" in share else f"{share} %", value
    if "amount" in row:
        amount, currency = (_first(properties, (key,)) for key in row["amount"])
        if amount:
            number = amount.replace(",", "").replace(" ", "")
            fit = currency and number.replace(".", "", 1).isdigit()
            told[Qualifier.AMOUNT] = f"{amount} {currency}".strip(), f"{number} {currency}" if fit else None
    for key, qualifier in _WORDS.items():
        words = _first(properties, row.get(key, ())) or (row.get("says", "") if key == "role" else "")
        if words:
            told[qualifier] = words, None
    when = days_of("startDate", _first(properties, ("startDate",)), "endDate", _first(properties, ("endDate",)))
    when = when or day_of("date", _first(properties, ("date",)))
    if when:
        told[Qualifier.WHEN] = when, when
    return told


def _values(properties: Mapping[str, Any], key: str) -> list[str]:
    values = properties.get(key)
    every = values if isinstance(values, list) else [values]
    return [" ".join(str(one).split()) for one in every if one is not None and not isinstance(one, dict | list)]


def _first(properties: Mapping[str, Any], keys: Sequence[str]) -> str:
    return next((value for key in keys for value in _values(properties, key) if value), "")
