"""OFAC's advanced XML (`sdn_advanced.xml`, `cons_advanced.xml`): numbers that point into reference tables, resolved."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from lxml import etree

from clew.records import Listing, Problem
from clew.screen.gathering import joined, listed, party_type, unique
from clew.screen.identifiers import identifier, known
from clew.screen.importers.names_json import no_names
from clew.screen.knowledge import measures_in
from clew.screen.markup import entries, text, texts
from clew.vocabulary import NameKind

_LATIN = "latin"
_PARTS = ("ReferenceValueSets", "Location", "IDRegDocument", "SanctionsEntry", "DistinctParty")
_LOCATION = ("ADDRESS1", "ADDRESS2", "ADDRESS3", "CITY", "STATE/PROVINCE", "REGION", "POSTAL CODE")


@dataclass(slots=True)
class _Entry:
    """What the sanctions entries say of one profile."""

    lists: list[str] = field(default_factory=list)
    programmes: list[str] = field(default_factory=list)
    measures: list[str] = field(default_factory=list)
    bases: list[str] = field(default_factory=list)
    dates: list[str] = field(default_factory=list)


@dataclass(slots=True)
class _Tables:
    """What parties point to: words of the reference tables, places, papers by identity, entries by profile."""

    words: dict[tuple[str, str], str] = field(default_factory=dict)
    places: dict[str, tuple[str, str]] = field(default_factory=dict)
    papers: dict[str, list[tuple[str, str, str]]] = field(default_factory=lambda: defaultdict(list))
    entries: dict[str, _Entry] = field(default_factory=lambda: defaultdict(_Entry))

    def word(self, table: str, number: str | None) -> str:
        return self.words.get((table, number or ""), "")


def read_ofac_advanced(path: Path, content: bytes, list_name: str) -> Iterator[Listing | Problem]:
    """The parties of `<DistinctParties>`; the file is gone through twice, for its tables and for its parties."""
    tables = _tables(path, content)
    number = 0
    for party in entries(path, content, *_PARTS):
        if party.tag != "DistinctParty":
            continue
        number += 1
        listing = _listing(number, party, tables, list_name)
        yield listing if listing.names else no_names(path, number)


def _tables(path: Path, content: bytes) -> _Tables:
    tables = _Tables()
    for element in entries(path, content, *_PARTS):
        match element.tag:
            case "ReferenceValueSets":
                _read_words(element, tables)
            case "Location":
                tables.places[element.get("ID", "")] = _place(element, tables)
            case "IDRegDocument":
                kind = tables.word("IDRegDocType", element.get("IDRegDocTypeID"))
                country = tables.word("Country", element.get("IssuedBy-CountryID"))
                tables.papers[element.get("IdentityID", "")].append((kind, text(element, "IDRegistrationNo"), country))
            case "SanctionsEntry":
                _read_entry(element, tables)
    return tables


def _read_words(sets: etree._Element, tables: _Tables) -> None:
    for value in sets.iterfind("*/*"):
        words = value.get("LegalBasisShortRef") or text(value)
        tables.words[str(value.tag), value.get("ID", "")] = words
        if value.tag == "PartySubType":
            tables.words["PartySubType of", value.get("ID", "")] = value.get("PartyTypeID", "")


def _place(location: etree._Element, tables: _Tables) -> tuple[str, str]:
    """The address and the country of a location."""
    parts = {
        tables.word("LocPartType", part.get("LocPartTypeID")).upper(): text(part, "LocationPartValue/Value")
        for part in location.iterfind("LocationPart")
    }
    found = location.find("LocationCountry")
    country = "" if found is None else tables.word("Country", found.get("CountryID")) or text(found)
    known_parts = [parts.get(name, "") for name in _LOCATION]
    other = [value for name, value in parts.items() if name not in _LOCATION]
    return joined(*known_parts, *other, country), country


def _read_entry(element: etree._Element, tables: _Tables) -> None:
    entry = tables.entries[element.get("ProfileID", "")]
    entry.lists.append(tables.word("List", element.get("ListID")))
    for event in element.iterfind("EntryEvent"):
        entry.bases.append(tables.word("LegalBasis", event.get("LegalBasisID")))
        date = _day(event.find("Date"))
        if date:
            entry.dates.append(date)
    for measure in element.iterfind("SanctionsMeasure"):
        kind, comment = tables.word("SanctionsType", measure.get("SanctionsTypeID")), text(measure, "Comment")
        if comment and kind.lower() in {"program", ""}:
            entry.programmes.append(comment)
        else:
            entry.measures.append(f"{kind} {comment}".strip())


def _listing(number: int, party: etree._Element, tables: _Tables, list_name: str) -> Listing:
    profile = party.find("Profile")
    profile_id = "" if profile is None else profile.get("ID", "")
    sub_type = "" if profile is None else profile.get("PartySubTypeID", "")
    kind = tables.word("PartySubType", sub_type)
    if kind.lower() in {"unknown", ""}:
        kind = tables.word("PartyType", tables.words.get(("PartySubType of", sub_type)))
    entry = tables.entries.get(profile_id) or tables.entries.get(party.get("FixedRef", "")) or _Entry()
    papers = [
        paper
        for identity in party.iterfind("Profile/Identity")
        for paper in tables.papers.get(identity.get("ID", ""), ())
    ]
    told = _features(party, tables)
    return Listing(
        party.get("FixedRef") or profile_id or str(number),
        list_name,
        listed(_names(party, tables)),
        type=party_type(kind),
        countries=unique((*told["country"], *(country for _, _, country in papers))),
        birth_dates=unique(told["born"]),
        identifiers=known(
            *(identifier(*paper) for paper in papers),
            *(identifier(*one.split("\t", 1)) for one in told["value"]),
        ),
        addresses=unique(told["address"]),
        programmes=unique(entry.programmes),
        measures=measures_in(*entry.measures),
        legal_basis="; ".join(unique(basis for basis in entry.bases if basis.lower() != "unknown")),
        reason="; ".join(unique((*entry.measures, *(one.replace("\t", " ") for one in told["remark"]))))
        or "; ".join(unique(entry.lists)),
        since=min(entry.dates, default=None),
        source_line=number,
    )


def _names(party: etree._Element, tables: _Tables) -> Iterator[tuple[str, NameKind]]:
    for identity in party.iterfind("Profile/Identity"):
        groups = {
            group.get("ID", ""): tables.word("NamePartType", group.get("NamePartTypeID"))
            for group in identity.iterfind("NamePartGroups/MasterNamePartGroup/NamePartGroup")
        }
        for alias in identity.iterfind("Alias"):
            primary = alias.get("Primary") == "true" and identity.get("Primary", "true") == "true"
            weak = alias.get("LowQuality") == "true"
            kind = NameKind.PRIMARY if primary else NameKind.WEAK_ALIAS if weak else NameKind.ALIAS
            for documented in alias.iterfind("DocumentedName"):
                name, latin = _name(documented, groups, tables)
                yield name, kind if latin else NameKind.ORIGINAL_SCRIPT


def _name(documented: etree._Element, groups: Mapping[str, str], tables: _Tables) -> tuple[str, bool]:
    """A name as OFAC's other files write it, "LAST, First", and whether it is in Latin letters."""
    last: list[str] = []
    rest: list[str] = []
    latin = True
    for part in documented.iterfind("DocumentedNamePart/NamePartValue"):
        script = tables.word("Script", part.get("ScriptID")).lower()
        latin = latin and (not script or script == _LATIN)
        role = groups.get(part.get("NamePartGroupID", ""), "").lower()
        (last if role == "last name" else rest).append(text(part))
    return joined(" ".join(last), " ".join(rest), by=", " if latin else " "), latin


def _features(party: etree._Element, tables: _Tables) -> dict[str, list[str]]:
    """The features of a party: countries, birth dates, addresses, other values ("kind<tab>value") and remarks."""
    told: dict[str, list[str]] = {"country": [], "born": [], "address": [], "value": [], "remark": []}
    for feature in party.iterfind("Profile/Feature"):
        kind = tables.word("FeatureType", feature.get("FeatureTypeID"))
        low = kind.lower()
        if low == "birthdate":
            told["born"] += [span for period in feature.iter("DatePeriod") if (span := _span(period))]
            continue
        for location in feature.iter("VersionLocation"):
            address, country = tables.places.get(location.get("LocationID", ""), ("", ""))
            if "birth" not in low:
                told["country"].append(country)
            if low == "location":
                told["address"].append(address)
        for detail in feature.iter("VersionDetail"):
            value = text(detail) or tables.word("DetailReference", detail.get("DetailReferenceID"))
            if value and ("country" in low or low.startswith(("nationality", "citizenship"))):
                told["country"].append(value)
            elif value and "gender" not in low:
                told["value" if identifier(kind, value) else "remark"].append(f"{kind}\t{value}")
    return told


def _span(period: etree._Element) -> str | None:
    """A date of birth: a day, a year where the period is one, else from day to day."""
    start, end = _day(period.find("Start/From")), _day(period.find("End/To"))
    if start is None or end is None or start == end:
        return start or end
    if start[4:] == "-01-01" and end[4:] == "-12-31":
        return start[:4] if start[:4] == end[:4] else f"{start[:4]}/{end[:4]}"
    return f"{start}/{end}"


def _day(date: etree._Element | None) -> str | None:
    parts = [] if date is None else [texts(date, name) for name in ("Year", "Month", "Day")]
    whole = [int(found[0]) for found in parts if found and found[0].isdigit() and int(found[0])]
    return "-".join([f"{whole[0]:04d}", *(f"{part:02d}" for part in whole[1:])]) if whole else None
