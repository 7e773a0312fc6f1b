"""Listings as FollowTheMoney entities, the form in which the matching interface answers."""

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from followthemoney import model
from followthemoney.types import registry

from clew.doors.shelf import Opened, Ref, entity_id
from clew.errors import UsageError
from clew.records import Listing, ListVersion
from clew.screen import schema_type
from clew.vocabulary import EntityType, Measure, NameKind

Told = dict[str, Any]

SANCTION = "sanction:"
"""Ids of what a list says about a party begin so; the rest is the party's list and number."""

SCHEMA = {
    None: "LegalEntity",
    EntityType.PERSON: "Person",
    EntityType.COMPANY: "Company",
    EntityType.ORGANIZATION: "Organization",
    EntityType.PUBLIC_BODY: "PublicBody",
    EntityType.PRODUCT: "Vessel",
}
"""Type of a listing → FollowTheMoney schema; lists that leave the type open name a legal entity."""

_PROPERTY = {
    "INN": "innCode",
    "OGRN": "ogrnCode",
    "KPP": "kppCode",
    "LEI": "leiCode",
    "USCC": "uscCode",
    "IMO": "imoNumber",
    "registration": "registrationNumber",
    "tax": "taxNumber",
    "VAT": "vatCode",
    "passport": "passportNumber",
    "BIC": "swiftBic",
}
"""Kind of identifier → property; others are `idNumber`."""

IDENTIFIERS = (*_PROPERTY.values(), "idNumber")
"""Properties that hold identifiers."""

_NAMES = {
    NameKind.PRIMARY: "name",
    NameKind.ALIAS: "alias",
    NameKind.WEAK_ALIAS: "weakAlias",
    NameKind.ORIGINAL_SCRIPT: "alias",
}
_TOPIC = {Measure.EXPORT_CONTROL: "export.control", Measure.DEBARMENT: "debarment", Measure.OTHER: None}


@cache
def schemata() -> Mapping[str, Any]:
    """The schemata of FollowTheMoney by name."""
    return {schema.name: schema for schema in model.schemata.values()}


def compared_as(schema: str) -> EntityType | None:
    """The type that names of a schema are compared as, None where it may be anything.

    Raises `UsageError` where there is no such schema.
    """
    if schema not in schemata():
        raise UsageError(f"{schema[:80]!r} is no schema of FollowTheMoney")
    return schema_type(schema)


def topics(listing: Listing) -> list[str]:
    """What a listing's measures amount to, in the words of FollowTheMoney's topics."""
    found = (_TOPIC.get(measure, "sanction") for measure in listing.measures)
    return list(dict.fromkeys(topic for topic in found if topic))


def country_code(told: str) -> str | None:
    """The code of a country as a list writes it, None where it is none."""
    return registry.country.clean(told, fuzzy=False)


def schema_of(listing: Listing) -> str:
    """The schema that a listing is shown in."""
    if listing.type is EntityType.PRODUCT and not any(kind == "IMO" for kind, _ in listing.identifiers):
        return "Asset"
    return SCHEMA.get(listing.type, "LegalEntity")


def properties_of(listing: Listing) -> dict[str, list[str]]:
    """A listing's properties, those that its schema knows."""
    known = schemata()[schema_of(listing)].properties
    found: dict[str, list[str]] = {}

    def put(name: str, value: str) -> None:
        if value and name in known and value not in found.setdefault(name, []):
            found[name].append(value)

    for name in listing.names:
        put(_NAMES[name.kind], name.name)
    for country in listing.countries:
        put("country", country_code(country) or "")
    for date in listing.birth_dates:
        put("birthDate", date)
    for kind, value in listing.identifiers:
        named = _PROPERTY.get(kind, "idNumber")
        put(named if named in known else "idNumber", value)
    for address in listing.addresses:
        put("address", address)
    for topic in topics(listing):
        put("topics", topic)
    for programme in listing.programmes:
        put("program", programme)
    put("notes", listing.reason)
    return found


def entity_of(opened: Opened, refs: Sequence[Ref]) -> Told:
    """The entity that some listings of one id are: all their names and particulars, and the lists that carry it."""
    listings = [(opened.listing(ref), opened.version(ref)) for ref in refs]
    first, version = listings[0]
    properties: dict[str, list[str]] = {}
    for listing, _ in listings:
        for name, values in properties_of(listing).items():
            held = properties.setdefault(name, [])
            held += [value for value in values if value not in held]
    since = [listing.since for listing, _ in listings if listing.since and len(listing.since) == len("2026-01-31")]
    return {
        "id": entity_id(first, version),
        "caption": first.caption,
        "schema": schema_of(first),
        "properties": properties,
        "datasets": [version.name for _, version in listings],
        "referents": [],
        "target": bool(topics(first)),
        "first_seen": f"{min(since)}T00:00:00" if since else None,
        "last_seen": None,
        "last_change": None,
        "clew": {"listings": [listed(listing, version) for listing, version in listings]},
    }


def listed(listing: Listing, version: ListVersion) -> Told:
    """What Clew knows of a listing beyond the entity: which list of which day, what it does, by which act."""
    return {
        "list": version.name,
        "list_date": version.date,
        "list_sha256": version.sha256,
        "listing": listing.id,
        "authority": listing.authority or version.authority,
        "measures": [str(measure) for measure in listing.measures],
        "programmes": list(listing.programmes),
        "legal_basis": listing.legal_basis,
        "since": listing.since,
        "until": listing.until,
    }


def sanction_of(listing: Listing, version: ListVersion) -> Told:
    """What a list says about a party, as an entity of its own beside it."""
    party = entity_id(listing, version)
    properties = {
        "authority": [listing.authority or version.authority],
        "program": list(listing.programmes),
        "provisions": [str(measure) for measure in listing.measures],
        "reason": [listing.reason],
        "listingDate": [listing.since or ""],
        "endDate": [listing.until or ""],
        "entity": [party],
    }
    kept = {name: [value for value in values if value] for name, values in properties.items()}
    return {
        "id": f"{SANCTION}{version.name}:{listing.id}",
        "caption": ", ".join(listing.programmes[:2]) or version.name,
        "schema": "Sanction",
        "properties": {name: values for name, values in kept.items() if values},
        "datasets": [version.name],
        "referents": [],
        "target": False,
        "first_seen": None,
        "last_seen": None,
        "last_change": None,
    }


def sanctions_of(opened: Opened, refs: Sequence[Ref]) -> list[Told]:
    """What each list says about a party."""
    return [sanction_of(opened.listing(ref), opened.version(ref)) for ref in refs]
