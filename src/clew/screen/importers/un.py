"""The consolidated list of the UN Security Council (XML): individuals and entities of every sanctions committee."""

from collections.abc import Iterator
from pathlib import Path

from lxml import etree

from clew.records import Listing, Problem
from clew.screen.dates import edtf_date
from clew.screen.gathering import dates, joined, listed, unique
from clew.screen.identifiers import identifier, identifiers_in, known
from clew.screen.importers.names_json import no_names
from clew.screen.markup import entries, text, texts
from clew.vocabulary import EntityType, NameKind

_NAMES = ("FIRST_NAME", "SECOND_NAME", "THIRD_NAME", "FOURTH_NAME")
_ADDRESS = ("STREET", "CITY", "STATE_PROVINCE", "ZIP_CODE", "COUNTRY")


def read_un(path: Path, content: bytes, list_name: str) -> Iterator[Listing | Problem]:
    """The entries under `<INDIVIDUALS>` and `<ENTITIES>`; an alias of quality "Low" is a weak one."""
    for number, entry in enumerate(entries(path, content, "INDIVIDUAL", "ENTITY"), 1):
        listing = _listing(number, entry, list_name)
        yield listing if listing.names else no_names(path, number)


def _listing(number: int, entry: etree._Element, list_name: str) -> Listing:
    kind = str(entry.tag)
    names = [
        (joined(*(text(entry, part) for part in _NAMES), by=" "), NameKind.PRIMARY),
        (text(entry, "NAME_ORIGINAL_SCRIPT"), NameKind.ORIGINAL_SCRIPT),
    ]
    for alias in entry.iterfind(f"{kind}_ALIAS"):
        weak = text(alias, "QUALITY").lower() == "low"
        names.append((text(alias, "ALIAS_NAME"), NameKind.WEAK_ALIAS if weak else NameKind.ALIAS))
    papers = [
        (
            joined(text(paper, "TYPE_OF_DOCUMENT"), text(paper, "TYPE_OF_DOCUMENT2")),
            text(paper, "NUMBER"),
            text(paper, "ISSUING_COUNTRY"),
        )
        for paper in entry.iterfind(f"{kind}_DOCUMENT")
    ]
    places = [joined(*(text(address, part) for part in _ADDRESS)) for address in entry.iterfind(f"{kind}_ADDRESS")]
    comments = text(entry, "COMMENTS1")
    return Listing(
        text(entry, "REFERENCE_NUMBER") or text(entry, "DATAID") or str(number),
        list_name,
        listed(names),
        type=EntityType.PERSON if kind == "INDIVIDUAL" else None,
        countries=unique((*texts(entry, "NATIONALITY/VALUE"), *texts(entry, f"{kind}_ADDRESS/COUNTRY"))),
        birth_dates=dates(_born(date) for date in entry.iterfind(f"{kind}_DATE_OF_BIRTH")),
        identifiers=known(*(identifier(*paper) for paper in papers), *identifiers_in(comments)),
        addresses=unique(places),
        programmes=unique((text(entry, "UN_LIST_TYPE"),)),
        reason=comments,
        since=edtf_date(text(entry, "LISTED_ON")[:10]),
        source_line=number,
    )


def _born(date: etree._Element) -> str:
    first, last = text(date, "FROM_YEAR"), text(date, "TO_YEAR")
    told = f"{first} to {last}" if first and last else text(date, "DATE")[:10] or text(date, "YEAR")
    return f"circa {told}" if told and text(date, "TYPE_OF_DATE").upper().startswith("APPROX") else told
