"""The UK sanctions list and the older ConList of OFSI (XML and CSV each), which repeats a party over many rows."""

import csv
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from lxml import etree

from clew.errors import BrokenList
from clew.records import Listing, Problem
from clew.screen.formats import decode
from clew.screen.gathering import dates, joined, listed, party_type, unique
from clew.screen.identifiers import identifier, identifiers_in, known
from clew.screen.importers.names_json import no_names
from clew.screen.knowledge import measures_in
from clew.screen.markup import entries, text, texts
from clew.vocabulary import Measure, NameKind

Row = Mapping[str, str]
_NAME = ("name1", "name2", "name3", "name4", "name5", "name6")
_PAPERS = (
    ("passport", "passportnumber", "individualpassportnumber"),
    ("national id", "nationalidentifiernumber", "nationalidentificationnumber", "individualninumber"),
    ("registration", "businessregistrationnumbers", "businessregistrationnumber", "entitybusinessregnumber"),
    ("IMO", "imonumber", "shipimonumber"),
)
_NUMBERED = re.compile(r"\(\d{1,2}\)\s*")
_STATUS = {"A": (Measure.ASSET_FREEZE,), "I": (Measure.INVESTMENT,)}


def read_uk_xml(path: Path, content: bytes, list_name: str) -> Iterator[Listing | Problem]:
    """The `<Designation>` elements of the UK sanctions list, or the targets of a ConList, put together by group."""
    rows: list[tuple[int, Row]] = []
    for number, entry in enumerate(entries(path, content, "Designation", "FinancialSanctionsTarget"), 1):
        if entry.tag == "FinancialSanctionsTarget":
            rows.append((number, {_key(str(cell.tag)): text(cell) for cell in entry if isinstance(cell.tag, str)}))
            continue
        listing = _designation(number, entry, list_name)
        yield listing if listing.names else no_names(path, number)
    yield from _groups(path, rows, list_name)


def _designation(number: int, entry: etree._Element, list_name: str) -> Listing:
    names = []
    for name in entry.iterfind("Names/Name"):
        told = {_key(str(part.tag)): text(part) for part in name if isinstance(part.tag, str)}
        names.append((_name(told), _kind(told.get("nametype", ""), told.get("aliasstrength", ""))))
    names += [(name, NameKind.ORIGINAL_SCRIPT) for name in texts(entry, ".//NameNonLatinScript")]
    remarks = joined(text(entry, "OtherInformation"), by=" ")
    papers = [
        identifier(kind, number_told)
        for kind, tag in (
            ("passport", "PassportNumber"),
            ("national id", "NationalIdentifierNumber"),
            ("registration", "BusinessRegistrationNumber"),
            ("IMO", "IMONumber"),
        )
        for number_told in texts(entry, f".//{tag}")
    ]
    address = [f"AddressLine{n}" for n in range(1, 7)] + ["AddressPostalCode", "AddressCountry"]
    return Listing(
        text(entry, "UniqueID") or text(entry, "OFSIGroupID") or str(number),
        list_name,
        listed(names),
        type=party_type(text(entry, "IndividualEntityShip")),
        countries=unique((*texts(entry, ".//Nationality"), *texts(entry, ".//AddressCountry"))),
        birth_dates=dates(map(_partial, texts(entry, ".//DOB"))),
        identifiers=known(*papers, *identifiers_in(remarks, *texts(entry, ".//BusinessRegistrationNumber"))),
        addresses=unique(joined(*(text(one, part) for part in address)) for one in entry.iterfind("Addresses/Address")),
        programmes=unique((text(entry, "RegimeName"),)),
        measures=measures_in(*text(entry, "SanctionsImposed").split("|")),
        legal_basis=text(entry, "RegimeName"),
        reason=text(entry, "UKStatementofReasons") or remarks,
        since=min(dates((text(entry, "DateDesignated"),)), default=None),
        source_line=number,
    )


def read_uk_csv(path: Path, content: bytes, list_name: str) -> Iterator[Listing | Problem]:
    """The rows put together by unique id or group id; a line with the day of the file may stand before the header.

    Raises `BrokenList` where a row has fewer cells than the header, as one that is cut off has.
    """
    reader = csv.reader(decode(content).splitlines(keepends=True))
    header: list[str] = []
    rows: list[tuple[int, Row]] = []
    try:
        for row in reader:
            if not header:
                cells = [_key(cell) for cell in row]
                header = cells if "name6" in cells else []
                continue
            if not any(cell.strip() for cell in row):
                continue
            if len(row) < len(header):
                raise BrokenList(path, f"line {reader.line_num} has {len(row)} cells, the header has {len(header)}")
            rows.append((reader.line_num, dict(zip(header, (cell.strip() for cell in row), strict=False))))
    except csv.Error as fault:
        raise BrokenList(path, f"line {reader.line_num}: {fault}") from fault
    yield from _groups(path, rows, list_name)


def _groups(path: Path, rows: Iterable[tuple[int, Row]], list_name: str) -> Iterator[Listing | Problem]:
    groups: dict[str, list[tuple[int, Row]]] = {}
    for number, row in rows:
        groups.setdefault(_first(row, "uniqueid", "groupid", "ofsigroupid") or f"row {number}", []).append(
            (number, row)
        )
    for key, members in groups.items():
        listing = _grouped(key, members[0][0], [row for _, row in members], list_name)
        yield listing if listing.names else no_names(path, members[0][0])


def _grouped(key: str, number: int, rows: Sequence[Row], list_name: str) -> Listing:
    names = [
        (_name(row), _kind(_first(row, "nametype", "aliastype"), _first(row, "aliasstrength", "aliasquality")))
        for row in rows
    ]
    names += [(row.get("namenonlatinscript", ""), NameKind.ORIGINAL_SCRIPT) for row in rows]
    papers = [
        identifier(kind, value)
        for kind, *columns in _PAPERS
        for row in rows
        for value in _values(_first(row, *columns))
    ]
    other = unique(_first(row, "otherinformation") for row in rows)
    imposed = [part for row in rows for part in row.get("sanctionsimposed", "").split("|")]
    status = next((_STATUS[row["grpstatus"]] for row in rows if row.get("grpstatus") in _STATUS), ())
    countries = ("nationalityies", "nationality", "individualnationality", "addresscountry", "country")
    address = [f"addressline{n}" for n in range(1, 7)] + [f"address{n}" for n in range(1, 7)]
    address += ["addresspostalcode", "postzipcode", "postcode", "addresscountry", "country"]
    since = dates(
        _partial(_first(row, "datedesignated", "uksanctionslistdatedesignated", "listedon", "datelisted"))
        for row in rows
    )
    return Listing(
        key,
        list_name,
        listed(names),
        type=party_type(
            _first(rows[0], "designationtype", "grouptype", "grouptypedescription", "individualentityship")
        ),
        countries=unique(value for row in rows for column in countries for value in _values(row.get(column, ""))),
        birth_dates=dates(
            _partial(value) for row in rows for value in _values(_first(row, "dob", "individualdateofbirth"))
        ),
        identifiers=known(*papers, *identifiers_in(*other)),
        addresses=unique(joined(*(row.get(column, "") for column in address)) for row in rows),
        programmes=unique(_first(row, "regimename", "regime") for row in rows),
        measures=measures_in(*imposed) or status,
        legal_basis="; ".join(unique(row.get("regimename", "") for row in rows)),
        reason=_first(rows[0], "ukstatementofreasons") or " ".join(other),
        since=min(since, default=None),
        source_line=number,
    )


def _key(header: str) -> str:
    """A column or element by its letters and digits alone: "Name 6" is "Name6" elsewhere, "D.O.B" is "DOB"."""
    return re.sub(r"[^a-z0-9]", "", header.lower())


def _first(row: Row, *columns: str) -> str:
    return next((row[column] for column in columns if row.get(column)), "")


def _name(row: Row) -> str:
    return row.get("wholename") or " ".join(row[part] for part in _NAME if row.get(part))


def _kind(told: str, strength: str) -> NameKind:
    if told.strip().lower() == "primary name":
        return NameKind.PRIMARY
    return NameKind.WEAK_ALIAS if "low" in strength.lower() or "weak" in strength.lower() else NameKind.ALIAS


def _values(cell: str) -> tuple[str, ...]:
    """The values of a cell: numbered "(1) … (2) …", or one."""
    return tuple(part.strip(" .;") for part in _NUMBERED.split(cell) if part.strip(" .;"))


def _partial(date: str) -> str:
    """A date with the letters that stand for unknown parts ("dd/mm/1957") as zeros, and without a time of day."""
    return re.sub(r"[dm]{2}(?=/)", "00", date.strip().lower()).partition("t00:")[0]
