"""Import a list: recognise its form, read its listings, fill in what they do, and give the version a name and hash."""

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from clew.errors import BrokenList
from clew.records import Listing, ListVersion, Problem
from clew.screen.dates import edtf_date
from clew.screen.formats import ListForm, check_encoding, decode, files_of, load_json, open_bytes, recognise
from clew.screen.importers.canada import read_canada
from clew.screen.importers.csl import read_csl_csv, read_csl_json
from clew.screen.importers.eu import read_eu_csv, read_eu_xml
from clew.screen.importers.ftm import read_ftm, read_targets_csv
from clew.screen.importers.japan import read_japan
from clew.screen.importers.names_json import read_index, read_names_json, read_ofac_json
from clew.screen.importers.ofac_advanced import read_ofac_advanced
from clew.screen.importers.ofac_csv import read_ofac_csv
from clew.screen.importers.ofac_xml import read_ofac_xml
from clew.screen.importers.swiss import read_swiss
from clew.screen.importers.uk import read_uk_csv, read_uk_xml
from clew.screen.importers.un import read_un
from clew.screen.knowledge import describe, family
from clew.screen.list_dates import told_date
from clew.vocabulary import ProblemKind


@dataclass(frozen=True, slots=True)
class ImportedList:
    """A list as it was read: its version, its listings in the order of the file, and what could not be read."""

    version: ListVersion
    listings: tuple[Listing, ...]
    problems: tuple[Problem, ...] = ()


_TOLD = 100
"""How many problems of one kind are told one by one."""

Reader = Callable[[Path, bytes, str], Iterable[Listing | Problem]]


def import_list(paths: Sequence[Path], form: ListForm | None = None, *, at: datetime | None = None) -> ImportedList:
    """Read one list from a folder, a file, or the files of a set; `at` is the instant of import (now, by default).

    Raises `NoSuchPath`, `UnknownListForm` where the form is not recognised, and `BrokenList` where the file is
    cut off, is another form than was said, or holds no entry at all.
    """
    name, files = files_of(paths)
    content = open_bytes(files[0])
    form = form or recognise(files[0], content)
    check_encoding(files[0], content, form)
    listings, problems = _read(form, files, content, name)
    if not listings:
        raise BrokenList(files[0], "it holds no entry")
    version = ListVersion(
        name=name,
        sha256=_hash(files),
        date=_date(files[0], content, form, len(listings)),
        form=form.value,
        entries=len(listings),
        names=sum(len(listing.names) for listing in listings),
        authority=", ".join(sorted({listing.authority for listing in listings if listing.authority})[:4]),
        imported=(at or datetime.now(UTC)).isoformat(timespec="microseconds"),
    )
    return ImportedList(version, tuple(listings), tuple(problems))


def _read(form: ListForm, files: tuple[Path, ...], content: bytes, name: str) -> tuple[list[Listing], list[Problem]]:
    """The listings of a list and what is wrong in it. Raises `BrokenList` where most of it repeats entries.

    A number that comes again is a problem, told for the first hundred of them.
    """
    listings: list[Listing] = []
    problems: list[Problem] = []
    known_by = family(name, form, _source(form, files[0], content))
    ids: set[str] = set()
    repeated = 0
    for entry in _entries(form, files, content, name):
        if isinstance(entry, Problem):
            if len(problems) < _TOLD:
                problems.append(entry)
        elif entry.id in ids:
            repeated += 1
            if repeated <= _TOLD:
                says = f"entry {entry.source_line} repeats the number {entry.id}"
                problems.append(Problem(ProblemKind.LISTING, says, "only the first one is kept", files[0].name))
            if repeated > _TOLD and repeated > len(listings):
                raise BrokenList(files[0], f"most of its entries repeat one another (number {entry.id} and others)")
        else:
            ids.add(entry.id)
            listings.append(describe(entry, known_by))
    return listings, problems


def _entries(form: ListForm, files: tuple[Path, ...], content: bytes, name: str) -> Iterator[Listing | Problem]:
    match form:
        case ListForm.OFAC_CSV:
            yield from read_ofac_csv(files, name)
        case _:
            yield from READERS[form](files[0], content, name)


READERS: dict[ListForm, Reader] = {
    ListForm.FTM: read_ftm,
    ListForm.INDEX: read_index,
    ListForm.OFAC_JSON: read_ofac_json,
    ListForm.TARGETS_CSV: read_targets_csv,
    ListForm.NAMES_JSON: read_names_json,
    ListForm.OFAC_XML: read_ofac_xml,
    ListForm.OFAC_ADVANCED: read_ofac_advanced,
    ListForm.CSL_CSV: read_csl_csv,
    ListForm.CSL_JSON: read_csl_json,
    ListForm.EU_XML: read_eu_xml,
    ListForm.EU_CSV: read_eu_csv,
    ListForm.UK_XML: read_uk_xml,
    ListForm.UK_CSV: read_uk_csv,
    ListForm.UN_XML: read_un,
    ListForm.CA_XML: read_canada,
    ListForm.CH_XML: read_swiss,
    ListForm.JP_TEXT: read_japan,
}


def _hash(files: tuple[Path, ...]) -> str:
    """SHA-256 of the file as it came; of a set, of its files' names and hashes in order of name."""
    if len(files) == 1:
        return hashlib.sha256(files[0].read_bytes()).hexdigest()
    whole = hashlib.sha256()
    for path in sorted(files, key=lambda path: path.name.lower()):
        whole.update(f"{path.name.lower()} {hashlib.sha256(path.read_bytes()).hexdigest()}\n".encode())
    return whole.hexdigest()


def _source(form: ListForm, path: Path, content: bytes) -> str:
    """The line in which a re-encoded list says whose it is."""
    if form is not ListForm.NAMES_JSON:
        return ""
    rows = load_json(path, content)
    return str(rows[0].get("source") or "") if isinstance(rows, list) and rows and isinstance(rows[0], dict) else ""


def _date(path: Path, content: bytes, form: ListForm, entries: int) -> str | None:
    """Find the date of a list: in the file, or in a `manifest.json` beside it that counts as many entries."""
    if form is ListForm.OFAC_JSON:
        whole = load_json(path, content)
        told = whole.get("downloaded_at") if isinstance(whole, dict) else None
        return edtf_date(str(told)[:10]) if told else None
    if form is not ListForm.NAMES_JSON:
        return told_date(form, decode(content[:100_000]))
    manifest = path.parent / "manifest.json"
    if not manifest.is_file():
        return None
    try:
        rows = json.loads(manifest.read_text(encoding="utf-8"))
    except (ValueError, OSError):
        return None
    for row in rows if isinstance(rows, list) else ():
        if isinstance(row, dict) and row.get("key") == path.stem and row.get("count") == entries:
            return edtf_date(str(row.get("authority_modified") or "")[:10])
    return None
