"""The US Consolidated Screening List, as CSV and as JSON: eleven lists of three departments in one file."""

import csv
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from clew.errors import BrokenList
from clew.records import Listing, Problem
from clew.screen.dates import edtf_date
from clew.screen.formats import decode, load_json
from clew.screen.gathering import dates, joined, listed, party_type, unique
from clew.screen.identifiers import identifier, known
from clew.screen.importers.names_json import no_names
from clew.vocabulary import NameKind

_ADDRESS = ("address", "city", "state", "postal_code", "country")


def read_csl_csv(path: Path, content: bytes, list_name: str) -> Iterator[Listing | Problem]:
    """The rows of the CSV file; values in a cell are parted by semicolons, a repeated header is passed over."""
    reader = csv.DictReader(decode(content).splitlines(keepends=True))
    try:
        for row in reader:
            told = {str(key or ""): value if isinstance(value, str) else "" for key, value in row.items()}
            if told.get("source") == "source":
                continue
            if None in row:
                raise BrokenList(path, f"line {reader.line_num} has more cells than the header")
            addresses = _parts(told.get("addresses"))
            papers = [tuple(part.strip() for part in paper.split(",")) for paper in _parts(told.get("ids"))]
            yield _listing(path, reader.line_num, told, addresses, papers, list_name)
    except csv.Error as fault:
        raise BrokenList(path, f"line {reader.line_num}: {fault}") from fault


def read_csl_json(path: Path, content: bytes, list_name: str) -> Iterator[Listing | Problem]:
    """The results of the JSON file (`{"results": […]}`, or the array alone), as many as it says that it has."""
    whole = load_json(path, content)
    rows = whole.get("results") if isinstance(whole, dict) else whole
    if not isinstance(rows, list):
        raise BrokenList(path, "an object with results was expected")
    told_total = whole.get("total") if isinstance(whole, dict) else None
    if isinstance(told_total, int) and told_total != len(rows):
        raise BrokenList(path, f"it says that it has {told_total} results and has {len(rows)}")
    for number, row in enumerate(rows, 1):
        if not isinstance(row, dict):
            yield no_names(path, number)
            continue
        addresses = tuple(
            joined(*(str(one.get(part) or "") for part in _ADDRESS)) for one in _objects(row, "addresses")
        )
        papers = [
            tuple(str(one.get(key) or "") for key in ("type", "number", "country")) for one in _objects(row, "ids")
        ]
        told = {str(key): _cell(value) for key, value in row.items()} | {"_id": str(row.get("id") or "")}
        yield _listing(path, number, told, addresses, papers, list_name)


def _listing(
    path: Path,
    number: int,
    told: Mapping[str, str],
    addresses: tuple[str, ...],
    papers: list[tuple[str, ...]],
    list_name: str,
) -> Listing | Problem:
    names = listed(
        [(told.get("name"), NameKind.PRIMARY), *((name, NameKind.ALIAS) for name in _parts(told.get("alt_names")))]
    )
    if not names:
        return no_names(path, number)
    source = told.get("source", "").partition(" - ")[0]
    conditions = [told.get(key, "") for key in ("remarks", "license_requirement", "license_policy", "standard_order")]
    places = [address.rpartition(", ")[2] for address in addresses]
    return Listing(
        told.get("_id") or told.get("entity_number") or str(number),
        list_name,
        names,
        type=party_type(told.get("type", "")),
        countries=unique((*_parts(told.get("nationalities")), *_parts(told.get("citizenships")), *places)),
        birth_dates=dates(_parts(told.get("dates_of_birth"))),
        identifiers=known(*(identifier(*paper[:3]) for paper in papers if len(paper) > 1)),
        addresses=unique(addresses),
        programmes=unique((source, *_parts(told.get("programs")))),
        legal_basis=told.get("federal_register_notice", ""),
        reason=" ".join(unique(conditions)),
        since=edtf_date(told.get("start_date", "")),
        until=edtf_date(told.get("end_date", "")),
        source_line=number,
    )


def _parts(cell: str | None) -> tuple[str, ...]:
    return tuple(part.strip() for part in (cell or "").split(";") if part.strip())


def _cell(value: Any) -> str:
    if isinstance(value, list):
        return "; ".join(str(one) for one in value if not isinstance(one, dict | list))
    return "" if value is None or isinstance(value, dict) else str(value)


def _objects(row: Mapping[str, Any], key: str) -> list[Mapping[str, Any]]:
    return [one for one in row.get(key) or () if isinstance(one, dict)]
