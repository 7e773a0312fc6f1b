"""Switzerland's list of sanctioned parties (SECO, XML): targets with identities, spelling variants and history."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from lxml import etree

from clew.records import Listing, Problem
from clew.screen.gathering import dates, joined, listed, unique
from clew.screen.identifiers import identifier, identifiers_in, known
from clew.screen.importers.names_json import no_names
from clew.screen.knowledge import measures_in
from clew.screen.markup import entries, text, texts
from clew.vocabulary import EntityType, NameKind

_TYPES = {"individual": EntityType.PERSON, "object": EntityType.PRODUCT}
_ADDRESS = ("c-o", "address-details", "p-o-box", "zip-code", "location", "area", "country")
_UNNAMED = frozenset({"title"})


@dataclass(slots=True)
class _Header:
    """The programmes by their sets, and the places, that targets point to by number."""

    programmes: dict[str, tuple[str, str, str]] = field(default_factory=dict)
    places: dict[str, dict[str, str]] = field(default_factory=dict)


def read_swiss(path: Path, content: bytes, list_name: str) -> Iterator[Listing | Problem]:
    """The targets in force; one whose newest modification is `de-listed` is on the list no longer and left out.

    Copies of targets inside `<modification>` are history. The file is gone through twice: numbers may point ahead.
    """
    header = _Header()
    for element in entries(path, content, "sanctions-program", "place", "target"):
        if element.tag == "sanctions-program":
            _read_programme(element, header)
        elif element.tag == "place":
            header.places[element.get("ssid", "")] = {part: text(element, part) for part in _ADDRESS}
    number = 0
    for target in entries(path, content, "target", "sanctions-program", "place"):
        if target.tag != "target":
            continue
        number += 1
        since, delisted = _history(target)
        if delisted:
            continue
        listing = _listing(number, target, header, since, list_name)
        yield listing if listing.names else no_names(path, number)


def _read_programme(programme: etree._Element, header: _Header) -> None:
    key = text(programme, "program-key[@lang='eng']") or text(programme, "program-key")
    act = text(programme, "program-name[@lang='eng']") or text(programme, "program-name")
    for part in programme.iterfind("sanctions-set"):
        number = part.get("ssid", "")
        if part.get("lang") in {None, "eng"} or number not in header.programmes:
            header.programmes[number] = (key or act, act, text(part))


def _history(target: etree._Element) -> tuple[str | None, bool]:
    """The day since which a target is listed, and whether it has been taken off the list since."""
    events = [
        (one.get("effective-date") or one.get("publication-date") or "", one.get("modification-type", ""))
        for one in target.iterfind("modification")
    ]
    newest = max(events, key=lambda event: event[0], default=("", ""))
    listed_on = dates(date for date, kind in events if kind != "de-listed")
    return min(listed_on, default=None), newest[1] == "de-listed"


def _listing(number: int, target: etree._Element, header: _Header, since: str | None, list_name: str) -> Listing:
    party = next((one for tag in ("individual", "entity", "object") if (one := target.find(tag)) is not None), target)
    sets = unique((target.get("sanctions-set-id"), *texts(target, "sanctions-set-id")))
    programmes = [header.programmes[key] for key in sets if key in header.programmes]
    identities = party.findall("identity") or target.findall("identity")
    names = [name for identity in identities for one in identity.iterfind("name") for name in _names(one)]
    notes = (*texts(party, "other-information"), *texts(party, ".//remark"))
    papers = [
        identifier(paper.get("document-type", "").replace("-", " "), text(paper, "number"), text(paper, "issuer"))
        for identity in identities
        for paper in identity.iterfind("identification-document")
    ]
    papers += [identifier(*map(str.strip, note.split(":", 1))) for note in notes if 0 < note.find(":") < 60]
    places = [_place(one, header) for identity in identities for one in identity.iterfind("address")]
    nationalities = [text(one) for identity in identities for one in identity.iterfind("nationality/country")]
    born = [
        "-".join(part for part in (one.get("year"), one.get("month"), one.get("day")) if part)
        for identity in identities
        for one in identity.iterfind("day-month-year")
    ]
    return Listing(
        target.get("ssid") or str(number),
        list_name,
        listed(names),
        type=_TYPES.get(str(party.tag)),
        countries=unique((*nationalities, *(place["country"] for place in places))),
        birth_dates=dates(born) if party.tag == "individual" else (),
        identifiers=known(*papers, *identifiers_in(*notes)),
        addresses=unique(joined(*place.values()) for place in places),
        programmes=unique(key for key, _, _ in programmes),
        measures=measures_in(*(part for _, _, part in programmes)),
        legal_basis="; ".join(unique(joined(act, part) for _, act, part in programmes)),
        reason=" ".join(unique((*texts(party, "justification"), *texts(target, "justification"), *notes))),
        since=since,
        source_line=number,
    )


def _place(address: etree._Element, header: _Header) -> dict[str, str]:
    """The parts of an address: its own, and those of the place that it points to."""
    place: Mapping[str, str] = header.places.get(address.get("place-id", ""), {})
    return {part: text(address, part) or place.get(part, "") for part in _ADDRESS}


def _names(name: etree._Element) -> Iterator[tuple[str, NameKind]]:
    """Yield a name from its parts in order, then its spellings: whole in another script, part by part in Latin."""
    primary = name.get("name-type", "primary-name") == "primary-name"
    weak = name.get("quality") == "low"
    kind = NameKind.WEAK_ALIAS if weak else NameKind.PRIMARY if primary else NameKind.ALIAS
    parts = sorted(name.iterfind("name-part"), key=lambda part: int(part.get("order") or 0))
    parts = [part for part in parts if part.get("name-part-type") not in _UNNAMED]
    values = [text(part, "value") or text(part) for part in parts]
    yield joined(*values, by=" "), kind
    scripts: dict[str, dict[int, str]] = defaultdict(dict)
    for place, part in enumerate(parts):
        for variant in part.iterfind("spelling-variant"):
            script, spelling = variant.get("script") or "LATN", text(variant)
            if script == "LATN":
                yield joined(*values[:place], spelling, *values[place + 1 :], by=" "), _also(kind)
            else:
                scripts[script].setdefault(place, spelling)
    for spellings in scripts.values():
        whole = [spellings.get(place, "") for place in range(len(values))]
        yield joined(*whole, by=" "), NameKind.ORIGINAL_SCRIPT


def _also(kind: NameKind) -> NameKind:
    return NameKind.ALIAS if kind is NameKind.PRIMARY else kind
