"""OFAC's `sdn.xml` and `consolidated.xml` (schema `sdnList`): names, papers, addresses and programmes of each entry."""

from collections.abc import Iterator
from pathlib import Path

from lxml import etree

from clew.records import Listing, Problem
from clew.screen.gathering import dates, joined, listed, party_type, unique
from clew.screen.identifiers import identifier, known
from clew.screen.importers.names_json import no_names
from clew.screen.markup import entries, text, texts
from clew.vocabulary import NameKind

_ADDRESS = ("address1", "address2", "address3", "city", "stateOrProvince", "postalCode", "country")


def read_ofac_xml(path: Path, content: bytes, list_name: str) -> Iterator[Listing | Problem]:
    """The entries of `<sdnList>`. A weak alias is one of category "weak"; dates of listing stand among the papers."""
    for number, entry in enumerate(entries(path, content, "sdnEntry"), 1):
        listing = _listing(number, entry, list_name)
        yield listing if listing.names else no_names(path, number)


def _listing(number: int, entry: etree._Element, list_name: str) -> Listing:
    names = [(_name(entry), NameKind.PRIMARY)]
    for alias in entry.iterfind("akaList/aka"):
        weak = text(alias, "category").lower() == "weak"
        names.append((_name(alias), NameKind.WEAK_ALIAS if weak else NameKind.ALIAS))
    papers = [
        (text(paper, "idType"), text(paper, "idNumber"), text(paper, "idCountry"))
        for paper in entry.iterfind("idList/id")
    ]
    addresses = [
        joined(*(text(address, part) for part in _ADDRESS)) for address in entry.iterfind("addressList/address")
    ]
    vessel = entry.find("vesselInfo")
    if vessel is not None:
        papers.append(("vessel registration", text(entry, "remarks"), ""))
    told = [f"{kind} {value}".strip() for kind, value, _ in papers if "directive" in kind.lower()]
    return Listing(
        text(entry, "uid") or str(number),
        list_name,
        listed(names),
        type=party_type(text(entry, "sdnType")),
        countries=unique(
            (
                *texts(entry, "nationalityList/nationality/country"),
                *texts(entry, "citizenshipList/citizenship/country"),
                *texts(entry, "addressList/address/country"),
                text(vessel, "vesselFlag"),
            )
        ),
        birth_dates=dates(texts(entry, "dateOfBirthList/dateOfBirthItem/dateOfBirth")),
        identifiers=known(*(identifier(*paper) for paper in papers)),
        addresses=unique(addresses),
        programmes=unique(texts(entry, "programList/program")),
        reason=" ".join((text(entry, "remarks"), *told)).strip(),
        since=min(dates(value for kind, value, _ in papers if kind.lower().startswith("listing date")), default=None),
        source_line=number,
    )


def _name(element: etree._Element) -> str:
    """A name as OFAC's other files write it: "LAST, First" of people, the last name alone of everything else."""
    return joined(text(element, "lastName"), text(element, "firstName"))
