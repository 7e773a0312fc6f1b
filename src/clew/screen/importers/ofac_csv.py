"""OFAC's CSV sets: SDN (sdn, alt, add, sdn_comments) and consolidated non-SDN (cons_*), columns by OFAC's data spec."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path

from clew.errors import BrokenList
from clew.records import ListedName, Listing, Problem
from clew.screen.dates import edtf_date
from clew.screen.formats import csv_rows, open_bytes
from clew.screen.gathering import party_type
from clew.screen.importers.names_json import no_names
from clew.vocabulary import NameKind

_NULL = "-0-"
_COLUMNS = {"prim": 12, "alt": 5, "add": 6}
_IDENTIFIERS = (
    ("INN", re.compile(r"Tax ID No\. (\d{10}|\d{12}) \(Russia\)")),
    (
        "OGRN",
        re.compile(
            r"(?:Registration Number|Government Gazette Number|Business Registration Number) (\d{13}|\d{15}) \(Russia\)"
        ),
    ),
    ("USCC", re.compile(r"Unified Social Credit Code \(USCC\) ([0-9A-Z]{18})")),
    ("LEI", re.compile(r"Legal Entity Number ([0-9A-Z]{18,20})")),
    ("IMO", re.compile(r"Vessel Registration Identification IMO (\d{7})")),
    ("tax", re.compile(r"Tax ID No\. ([0-9A-Z.\-/]+)")),
    ("registration", re.compile(r"(?:Company|Commercial Registry|Registration|Enterprise) Number ([0-9A-Z.\-/]+)")),
    ("passport", re.compile(r"Passport ([0-9A-Z]+)")),
)
_WEAK_ALIAS = re.compile(r"a\.k\.a\. '([^']+)'")
_BORN = re.compile(r"DOB ([^;.]+)")


def _cell(value: str) -> str:
    text = value.strip()
    return "" if text == _NULL else text


def _role(path: Path) -> str:
    low = path.name.lower()
    return next((role for role in ("alt", "add", "comments") if role in low), "prim")


def read_ofac_csv(paths: Sequence[Path], list_name: str) -> Iterator[Listing | Problem]:
    """The listings of a set; aliases, addresses and remark overflow are joined by the entry's number.

    Raises `BrokenList` where a row of the main file has not the columns of OFAC's data specification.
    """
    by_role: dict[str, dict[str, list[list[str]]]] = {
        "alt": defaultdict(list),
        "add": defaultdict(list),
        "comments": defaultdict(list),
    }
    main: Path | None = None
    for path in paths:
        role = _role(path)
        if role == "prim":
            main = path
            continue
        for line, row in csv_rows(path, open_bytes(path)):
            if role in _COLUMNS and len(row) < _COLUMNS[role]:
                raise BrokenList(path, f"line {line} has {len(row)} columns, {_COLUMNS[role]} were expected")
            by_role[role][row[0].strip()].append(row)
    if main is None:
        raise BrokenList(paths[0], "its main file (sdn.csv or cons_prim.csv) is missing")
    for line, row in csv_rows(main, open_bytes(main)):
        if len(row) < _COLUMNS["prim"]:
            raise BrokenList(main, f"line {line} has {len(row)} columns, {_COLUMNS['prim']} were expected")
        key = row[0].strip()
        overflow = "".join(part[1] for part in by_role["comments"].get(key, ()) if len(part) > 1)
        listing = _listing(line, row, by_role["alt"].get(key, []), by_role["add"].get(key, []), overflow, list_name)
        yield listing if listing.names else no_names(main, line)


def _listing(
    line: int, row: list[str], aliases: list[list[str]], addresses: list[list[str]], overflow: str, list_name: str
) -> Listing:
    remarks = _cell(row[11]) + overflow
    names: dict[str, NameKind] = {}
    if _cell(row[1]):
        names[_cell(row[1])] = NameKind.PRIMARY
    for alias in aliases:
        if _cell(alias[3]):
            names.setdefault(_cell(alias[3]), NameKind.ALIAS)
    for weak in _WEAK_ALIAS.findall(remarks):
        names.setdefault(weak, NameKind.WEAK_ALIAS)
    places = [tuple(filter(None, map(_cell, address[2:5]))) for address in addresses]
    identifiers: dict[str, str] = {}
    for kind, pattern in _IDENTIFIERS:
        for value in pattern.findall(remarks):
            identifiers.setdefault(value.rstrip(".-/"), kind)
    return Listing(
        row[0].strip(),
        list_name,
        tuple(ListedName(name, kind) for name, kind in names.items()),
        type=party_type(row[2]),
        countries=tuple(dict.fromkeys(_cell(address[4]) for address in addresses if _cell(address[4]))),
        birth_dates=tuple(filter(None, (edtf_date(date) for date in _BORN.findall(remarks)))),
        identifiers=tuple((kind, value) for value, kind in identifiers.items()),
        addresses=tuple(", ".join(place) for place in places if place),
        programmes=tuple(part.strip("[] ") for part in _cell(row[3]).split("] [") if part.strip("[] ")),
        reason=remarks,
        source_line=line,
    )
