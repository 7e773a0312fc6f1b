"""Canada's consolidated autonomous sanctions list (XML): people, bodies and ships by regulation, schedule and item."""

import re
from collections.abc import Iterator
from pathlib import Path

from lxml import etree

from clew.records import Listing, Problem
from clew.screen.dates import edtf_date
from clew.screen.gathering import dates, joined, listed, unique
from clew.screen.identifiers import identifier, known
from clew.screen.importers.names_json import no_names
from clew.screen.markup import entries, text
from clew.vocabulary import EntityType, NameKind

_LANGUAGE = re.compile(r"\b(?:Belarusian|Russian|Ukrainian|Farsi|Persian|Arabic|Burmese|Spanish|Chinese)\s*:\s*")


def read_canada(path: Path, content: bytes, list_name: str) -> Iterator[Listing | Problem]:
    """The records of `<data-set>`. An entry is numbered as it is cited: by its regulation, schedule and item."""
    for number, record in enumerate(entries(path, content, "record"), 1):
        listing = _listing(number, record, list_name)
        yield listing if listing.names else no_names(path, number)


def _listing(number: int, record: etree._Element, list_name: str) -> Listing:
    body = text(record, "EntityOrShip") or text(record, "Entity")
    person = joined(text(record, "GivenName"), text(record, "LastName"), by=" ")
    ship = text(record, "ShipIMONumber")
    born = text(record, "DateOfBirthOrShipBuildDate") or text(record, "DateOfBirth")
    regime = text(record, "Country").partition(" / ")[0]
    schedule, item = text(record, "Schedule"), text(record, "Item")
    cited = joined(f"schedule {schedule}" if schedule else "", f"item {item}" if item else "")
    return Listing(
        "-".join(re.sub(r"[^\w.]+", "-", part).strip("-") for part in (regime, schedule, item) if part) or str(number),
        list_name,
        listed([(body or person, NameKind.PRIMARY), *((name, NameKind.ALIAS) for name in _aliases(record))]),
        type=EntityType.PRODUCT if ship else None if body else EntityType.PERSON,
        birth_dates=() if body or ship else dates(_range(part) for part in born.split(" or ")),
        identifiers=known(identifier("IMO", ship)),
        programmes=unique((regime,)),
        reason=joined(text(record, "TitleOrShip") or text(record, "Title"), cited, by="; "),
        since=edtf_date(text(record, "DateOfListing")),
        source_line=number,
    )


def _aliases(record: etree._Element) -> Iterator[str]:
    """Yield aliases, parted by semicolons or line breaks, else by commas where none follows a family name."""
    told = _LANGUAGE.sub("; ", text(record, "Aliases"))
    for part in told.split(";"):
        pieces = part.split(",")
        whole = len(pieces) > 1 and all(len(piece.split()) > 1 for piece in pieces)
        yield from pieces if whole else (part,)


def _range(told: str) -> str:
    return re.sub(r"^(\d{4})\s*-\s*(\d{4})$", r"\1 to \2", told.strip())
