"""The EU's consolidated list of financial sanctions (FSF): XML 1.1, and the CSV file with a row for each fact."""

import csv
from collections.abc import Iterator, Mapping
from pathlib import Path

from lxml import etree

from clew.errors import BrokenList
from clew.records import Listing, Problem
from clew.screen.dates import edtf_date
from clew.screen.formats import decode
from clew.screen.gathering import dates, joined, listed, party_type, unique
from clew.screen.identifiers import identifier, identifiers_in, known
from clew.screen.importers.names_json import no_names
from clew.screen.markup import entries, text, texts
from clew.vocabulary import NameKind

_ADDRESS = ("street", "poBox", "zipCode", "city", "region", "place", "countryDescription")


def read_eu_xml(path: Path, content: bytes, list_name: str) -> Iterator[Listing | Problem]:
    """The `<sanctionEntity>` elements. In force since the day of designation, else since the earliest act named."""
    for number, entity in enumerate(entries(path, content, "sanctionEntity"), 1):
        listing = _listing(number, entity, list_name)
        yield listing if listing.names else no_names(path, number)


def _listing(number: int, entity: etree._Element, list_name: str) -> Listing:
    names: list[tuple[str, NameKind]] = []
    for alias in entity.iterfind("nameAlias"):
        parts = (alias.get("firstName"), alias.get("middleName"), alias.get("lastName"))
        strong = alias.get("strong", "true") != "false"
        kind = NameKind.WEAK_ALIAS if not strong else NameKind.ALIAS if names else NameKind.PRIMARY
        names.append((alias.get("wholeName") or joined(*parts, by=" "), kind))
    papers = [
        identifier(
            joined(
                paper.get("identificationTypeDescription"), paper.get("identificationTypeCode"), text(paper), by=" "
            ),
            paper.get("number") or paper.get("latinNumber") or "",
            _known(paper.get("countryDescription")),
        )
        for paper in entity.iterfind("identification")
    ]
    subject = entity.find("subjectType")
    acts = [dict(act.attrib) for act in entity.iterfind("regulation")]
    remarks = (*texts(entity, "remark"), *texts(entity, "nameAlias/remark"), entity.get("designationDetails", ""))
    placed = [*entity.iterfind("citizenship"), *entity.iterfind("address")]
    return Listing(
        entity.get("euReferenceNumber") or entity.get("logicalId") or str(number),
        list_name,
        listed(names),
        type=party_type("" if subject is None else subject.get("code") or subject.get("classificationCode") or ""),
        countries=unique(_known(one.get("countryDescription")) or _known(one.get("countryIso2Code")) for one in placed),
        birth_dates=dates(_born(dict(birth.attrib)) for birth in entity.iterfind("birthdate")),
        identifiers=known(*papers, *identifiers_in(*remarks)),
        addresses=unique(
            joined(*(_known(address.get(part)) for part in _ADDRESS)) for address in entity.iterfind("address")
        ),
        programmes=unique(str(act.get("programme") or "") for act in acts),
        legal_basis="; ".join(unique(str(act.get("numberTitle") or "") for act in acts)),
        reason=" ".join(unique(remarks)),
        since=edtf_date(entity.get("designationDate", "")) or _earliest(acts),
        source_line=number,
    )


def _known(value: str | None) -> str:
    return "" if value is None or value.upper() in {"UNKNOWN", "00"} else value


def _earliest(acts: list[dict[str | bytes, str | bytes]]) -> str | None:
    told = dates(str(act.get("entryIntoForceDate") or act.get("publicationDate") or "") for act in acts)
    return min(told, default=None)


def _born(told: Mapping[str | bytes, str | bytes]) -> str:
    first, last = str(told.get("yearRangeFrom") or ""), str(told.get("yearRangeTo") or "")
    date = str(told.get("birthdate") or "") or "-".join(
        str(told[part]) for part in ("year", "monthOfYear", "dayOfMonth") if told.get(part)
    )
    date = date or (f"{first} to {last}" if first and last else "")
    return f"circa {date}" if date and told.get("circa") == "true" else date


def read_eu_csv(path: Path, content: bytes, list_name: str) -> Iterator[Listing | Problem]:
    """The rows of the CSV file put together by the logical id of the entity (one row a name, address, date or paper).

    Raises `BrokenList` where a row has another number of cells than the header, as one that is cut off has.
    """
    reader = csv.reader(decode(content).splitlines(keepends=True), delimiter=";")
    groups: dict[str, list[tuple[int, dict[str, str]]]] = {}
    header: list[str] = []
    try:
        for row in reader:
            if not header:
                header = [cell.strip().lower() for cell in row] if len(row) > 3 else []
                continue
            if len(row) not in {len(header), len(header) + 1, len(header) - 1}:
                raise BrokenList(path, f"line {reader.line_num} has {len(row)} cells, the header has {len(header)}")
            told = dict(zip(header, (cell.strip() for cell in row), strict=False))
            key = told.get("entity_logicalid") or told.get("entity_logical_id") or ""
            if key:
                groups.setdefault(key, []).append((reader.line_num, told))
    except csv.Error as fault:
        raise BrokenList(path, f"line {reader.line_num}: {fault}") from fault
    for key, rows in groups.items():
        listing = _grouped(key, rows, list_name)
        yield listing if listing.names else no_names(path, rows[0][0])


def _grouped(key: str, rows: list[tuple[int, dict[str, str]]], list_name: str) -> Listing:
    told = [row for _, row in rows]
    names: list[tuple[str, NameKind]] = []
    for row in told:
        parts = (row.get(f"namealias_{part}name") for part in ("first", "middle", "last"))
        name = row.get("namealias_wholename") or joined(*parts, by=" ")
        weak = row.get("namealias_strong", "").lower() == "false"
        if name:
            names.append((name, NameKind.WEAK_ALIAS if weak else NameKind.ALIAS if names else NameKind.PRIMARY))
    papers = [
        identifier(
            joined(row.get("identification_typedescription"), row.get("identification_typecode"), by=" "),
            row.get("identification_number", ""),
            row.get("identification_countrydescription", ""),
        )
        for row in told
    ]
    first = told[0]
    remarks = unique(row.get("entity_remark", "") for row in told)
    address = ("street", "pobox", "zipcode", "city", "region", "countrydescription")
    since = edtf_date(first.get("entity_designationdate", ""))
    acts = dates(
        row.get("entity_regulation_entryintoforcedate") or row.get("entity_regulation_publicationdate") for row in told
    )
    return Listing(
        first.get("entity_eu_referencenumber") or key,
        list_name,
        listed(names),
        type=party_type(first.get("entity_subjecttype_classificationcode") or first.get("entity_subjecttype") or ""),
        countries=unique(
            _known(row.get(f"{part}_countrydescription") or row.get(f"{part}_countryiso2code"))
            for part in ("citizenship", "address")
            for row in told
        ),
        birth_dates=dates(row.get("birthdate_birthdate") or row.get("birthdate_year") for row in told),
        identifiers=known(*papers, *identifiers_in(*remarks)),
        addresses=unique(joined(*(_known(row.get(f"address_{part}")) for part in address)) for row in told),
        programmes=unique(row.get("entity_regulation_programme") for row in told),
        legal_basis="; ".join(unique(row.get("entity_regulation_numbertitle") for row in told)),
        reason=" ".join(remarks),
        since=since or min(acts, default=None),
        source_line=rows[0][0],
    )
