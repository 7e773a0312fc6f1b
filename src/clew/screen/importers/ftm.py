"""Lists of FollowTheMoney entities (one JSON object a line), and OpenSanctions' `targets.simple.csv`."""

import csv
from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from clew.records import ListedName, Listing, Problem
from clew.screen.formats import decode
from clew.screen.importers.names_json import json_lines, no_names, schema_type
from clew.screen.knowledge import measures_in
from clew.vocabulary import NameKind

_PARTIES = frozenset(
    {"Person", "Company", "Organization", "LegalEntity", "PublicBody", "Vessel", "Airplane", "Asset", "Thing"}
)
_NAMES = (
    ("name", NameKind.PRIMARY),
    ("alias", NameKind.ALIAS),
    ("previousName", NameKind.ALIAS),
    ("abbreviation", NameKind.WEAK_ALIAS),
    ("weakAlias", NameKind.WEAK_ALIAS),
)
_IDENTIFIERS = {
    "innCode": "INN",
    "ogrnCode": "OGRN",
    "kppCode": "KPP",
    "leiCode": "LEI",
    "uscCode": "USCC",
    "imoNumber": "IMO",
    "registrationNumber": "registration",
    "taxNumber": "tax",
    "vatCode": "VAT",
    "passportNumber": "passport",
    "idNumber": "id",
    "swiftBic": "BIC",
}
_COUNTRIES = ("country", "jurisdiction", "nationality", "mainCountry", "citizenship")


def _all(properties: Mapping[str, Any], *keys: str) -> tuple[str, ...]:
    found = (value for key in keys for value in properties.get(key) or () if isinstance(value, str) and value.strip())
    return tuple(dict.fromkeys(found))


def read_ftm(path: Path, content: bytes, list_name: str) -> Iterator[Listing | Problem]:
    """Parties among FollowTheMoney entities, joined with the `Sanction` entities that point to them."""
    sanctions: dict[str, list[Mapping[str, Any]]] = defaultdict(list)
    parties: list[tuple[int, Mapping[str, Any]]] = []
    for number, row in json_lines(path, content):
        if row.get("schema") == "Sanction":
            for target in _all(row.get("properties") or {}, "entity"):
                sanctions[target].append(row.get("properties") or {})
        elif row.get("schema") in _PARTIES:
            parties.append((number, row))
    for number, row in parties:
        listing = _listing(number, row, sanctions[str(row.get("id"))], list_name)
        yield listing if listing.names else no_names(path, number)


def _listing(number: int, row: Mapping[str, Any], sanctions: list[Mapping[str, Any]], list_name: str) -> Listing:
    properties = row.get("properties") or {}
    names: dict[str, NameKind] = {}
    for key, kind in _NAMES:
        for name in _all(properties, key):
            names.setdefault(name, kind if not (names and kind is NameKind.PRIMARY) else NameKind.ALIAS)
    identifiers = tuple((kind, value) for key, kind in _IDENTIFIERS.items() for value in _all(properties, key))
    told = [value for one in sanctions for value in _all(one, "provisions", "program", "reason")]
    since = min((date for one in sanctions for date in _all(one, "startDate", "listingDate")), default=None)
    until = max((date for one in sanctions for date in _all(one, "endDate")), default=None)
    topics = [f"topics:{topic}" for topic in _all(properties, "topics")]
    provisions = [value for one in sanctions for value in _all(one, "provisions")]
    return Listing(
        str(row.get("id", number)),
        list_name,
        tuple(ListedName(name, kind) for name, kind in names.items()),
        type=schema_type(str(row.get("schema"))),
        countries=_all(properties, *_COUNTRIES),
        birth_dates=_all(properties, "birthDate"),
        identifiers=identifiers,
        addresses=_all(properties, "address", "full"),
        programmes=tuple(dict.fromkeys(value for one in sanctions for value in _all(one, "program", "programId"))),
        measures=measures_in(*provisions) or measures_in(*told) or measures_in(*topics),
        authority=next((value for one in sanctions for value in _all(one, "authority")), ""),
        legal_basis=next((value for one in sanctions for value in _all(one, "authorityId", "recordId")), ""),
        reason=next((value for one in sanctions for value in _all(one, "reason")), "")
        or " ".join(_all(properties, "notes")),
        since=since,
        until=until,
        source_line=number,
    )


def read_targets_csv(path: Path, content: bytes, list_name: str) -> Iterator[Listing | Problem]:
    """Rows of OpenSanctions' `targets.simple.csv`; several values in a cell are parted by semicolons."""
    reader = csv.DictReader(decode(content).splitlines(keepends=True))
    for number, row in enumerate(reader, 2):
        names = dict.fromkeys([row.get("name") or "", *_parts(row, "aliases")])
        listed = tuple(
            ListedName(name, NameKind.PRIMARY if at == 0 else NameKind.ALIAS)
            for at, name in enumerate(name for name in names if name.strip())
        )
        if not listed:
            yield no_names(path, number)
            continue
        sanctions = _parts(row, "sanctions")
        yield Listing(
            row.get("id") or str(number),
            list_name,
            listed,
            type=schema_type(row.get("schema") or ""),
            countries=_parts(row, "countries"),
            birth_dates=_parts(row, "birth_date"),
            identifiers=tuple(("id", value) for value in _parts(row, "identifiers")),
            addresses=_parts(row, "addresses"),
            programmes=_parts(row, "program_ids") or sanctions,
            measures=measures_in(*sanctions),
            source_line=number,
        )


def _parts(row: Mapping[str, str | None], key: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in (row.get(key) or "").split(";") if part.strip())
