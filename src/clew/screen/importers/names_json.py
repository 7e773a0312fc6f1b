"""Lists re-encoded as JSON by those who pass them on: names and aliases, with or without programme and type."""

import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from clew.errors import BrokenList
from clew.records import ListedName, Listing, Problem
from clew.screen.formats import decode, load_json
from clew.screen.gathering import listed, party_type
from clew.vocabulary import EntityType, NameKind, ProblemKind

_SCHEMATA = {
    "Person": EntityType.PERSON,
    "Company": EntityType.COMPANY,
    "Organization": EntityType.ORGANIZATION,
    "PublicBody": EntityType.PUBLIC_BODY,
    "Vessel": EntityType.PRODUCT,
    "Airplane": EntityType.PRODUCT,
}


def listed_names(primary: str, aliases: Iterable[str]) -> tuple[ListedName, ...]:
    """The names of a listing, without empty and repeated ones; one in another script is told apart from an alias."""
    return listed([(primary, NameKind.PRIMARY), *((str(alias), NameKind.ALIAS) for alias in aliases)])


def schema_type(schema: str) -> EntityType | None:
    """The type of a FollowTheMoney schema, None for one that may be any legal entity."""
    return _SCHEMATA.get(schema)


def no_names(path: Path, number: int) -> Problem:
    """The problem of an entry that carries no name."""
    return Problem(ProblemKind.LISTING, f"entry {number} has no name", "it is left out of the list", path.name)


def read_names_json(path: Path, content: bytes, list_name: str) -> Iterator[Listing | Problem]:
    """Entries of `[{"id", "full_name", "source", "aliases"}]`; rows with one `group_id` are one party."""
    rows = load_json(path, content)
    if not isinstance(rows, list):
        raise BrokenList(path, "an array of entries was expected")
    groups: dict[str, tuple[int, list[str]]] = {}
    for number, row in enumerate(rows, 1):
        names = [row.get("full_name") or "", *(row.get("aliases") or ())] if isinstance(row, dict) else []
        if not any(str(name).strip() for name in names):
            yield no_names(path, number)
            continue
        group = row.get("group_id")
        if group is None:
            yield Listing(str(row.get("id", number)), list_name, listed_names(names[0], names[1:]), source_line=number)
        else:
            groups.setdefault(str(group), (number, []))[1].extend(map(str, names))
    for group, (number, names) in groups.items():
        yield Listing(group, list_name, listed_names(names[0], names[1:]), source_line=number)


def read_ofac_json(path: Path, content: bytes, list_name: str) -> Iterator[Listing | Problem]:
    """Entries of `{"entries": [{"uid", "name", "aliases", "program", "type"}]}`; programmes are split by "] ["."""
    whole = load_json(path, content)
    entries = whole.get("entries") if isinstance(whole, dict) else None
    if not isinstance(entries, list):
        raise BrokenList(path, "an object with entries was expected")
    told = whole.get("entry_count") if isinstance(whole, dict) else None
    if isinstance(told, int) and told != len(entries):
        raise BrokenList(path, f"it says that it has {told} entries and has {len(entries)}")
    for number, row in enumerate(entries, 1):
        names = listed_names(row.get("name") or "", row.get("aliases") or ()) if isinstance(row, dict) else ()
        if not names:
            yield no_names(path, number)
            continue
        programmes = tuple(
            part.strip("[] ") for part in str(row.get("program") or "").split("] [") if part.strip("[] ")
        )
        yield Listing(
            str(row.get("uid", number)),
            list_name,
            names,
            type=party_type(str(row.get("type") or "")),
            programmes=programmes,
            source_line=number,
        )


def read_index(path: Path, content: bytes, list_name: str) -> Iterator[Listing | Problem]:
    """Lines of `{"id", "schema", "names"}`."""
    for number, row in json_lines(path, content):
        names = tuple(ListedName(name) for name in row.get("names") or () if isinstance(name, str) and name.strip())
        if not names:
            yield no_names(path, number)
            continue
        type_ = schema_type(str(row.get("schema")))
        yield Listing(str(row.get("id", number)), list_name, names, type=type_, source_line=number)


def json_lines(path: Path, content: bytes) -> Iterator[tuple[int, Mapping[str, Any]]]:
    """The objects of a file with one a line (or of one array), with their numbers. Raises `BrokenList`."""
    text = decode(content)
    if text.lstrip().startswith("["):
        rows = load_json(path, content)
        yield from (
            (n, row) for n, row in enumerate(rows if isinstance(rows, list) else (), 1) if isinstance(row, dict)
        )
        return
    for number, line in enumerate(text.split("\n"), 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except (ValueError, RecursionError) as fault:
            raise BrokenList(path, f"line {number} is not whole JSON ({fault})") from fault
        if isinstance(row, dict):
            yield number, row
