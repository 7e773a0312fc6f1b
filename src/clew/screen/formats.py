"""The forms in which lists come, and how a file is recognised by what stands in it."""

import csv
import gzip
import json
import re
from collections.abc import Iterator, Sequence
from enum import StrEnum
from pathlib import Path

from clew.errors import BrokenList, NoSuchPath, UnknownListForm


class ListForm(StrEnum):
    """A form in which a publisher, or somebody who passes a list on, writes it; the values are what `--as` takes."""

    FTM = "ftm"
    INDEX = "index"
    OFAC_JSON = "ofac-json"
    OFAC_CSV = "ofac-csv"
    OFAC_XML = "ofac-xml"
    OFAC_ADVANCED = "ofac-advanced-xml"
    CSL_CSV = "csl-csv"
    CSL_JSON = "csl-json"
    EU_XML = "eu-xml"
    EU_CSV = "eu-csv"
    UK_CSV = "uk-csv"
    UK_XML = "uk-xml"
    UN_XML = "un-xml"
    CA_XML = "ca-xml"
    CH_XML = "ch-xml"
    JP_TEXT = "jp-text"
    TARGETS_CSV = "targets-csv"
    NAMES_JSON = "names-json"


ANY_ENCODING = frozenset(
    {
        ListForm.OFAC_CSV,
        ListForm.UK_CSV,
        *(form for form in ListForm if form.value.endswith("-xml")),
    }
)
"""Forms that come in other encodings than UTF-8: XML says which, the others are in Windows-1252 where not in UTF-8."""
KNOWN_FORMS = tuple(form.value for form in ListForm)
_HEAD = 65_536
_ROOTS = {
    "sanctions": ListForm.OFAC_ADVANCED,
    "sdnlist": ListForm.OFAC_XML,
    "swiss-sanctions-list": ListForm.CH_XML,
    "consolidated_list": ListForm.UN_XML,
    "export": ListForm.EU_XML,
    "data-set": ListForm.CA_XML,
    "designations": ListForm.UK_XML,
    "arrayoffinancialsanctionstarget": ListForm.UK_XML,
}
"""Root element → form."""
_ROOT = re.compile(r"<(?:[a-z_][\w.-]*:)?([a-z_][\w.-]*)")
_BEFORE_ROOT = re.compile(r"\A(?:\s+|<\?.*?\?>|<!--.*?-->)+", re.DOTALL)
_CSV_MARKS = (
    ({"_id", "source", "entity_number", "programs"}, ListForm.CSL_CSV),
    ({"entity_logical_id"}, ListForm.EU_CSV),
    ({"entity_logicalid"}, ListForm.EU_CSV),
    ({"unique id", "name 6"}, ListForm.UK_CSV),
    ({"group id", "name 6"}, ListForm.UK_CSV),
    ({"group type", "name 6"}, ListForm.UK_CSV),
    ({"id", "schema", "name", "aliases"}, ListForm.TARGETS_CSV),
)
SET_PARTS = {
    "sdn.csv": ("alt.csv", "add.csv", "sdn_comments.csv"),
    "cons_prim.csv": ("cons_alt.csv", "cons_add.csv", "cons_comments.csv"),
}
"""The main file of each set of CSV files, and the files that belong to it."""


def open_bytes(path: Path) -> bytes:
    """All bytes of a file, unpacked where it is gzip. Raises `NoSuchPath`, and `BrokenList` for a cut gzip file."""
    if not path.is_file():
        raise NoSuchPath(path)
    content = path.read_bytes()
    if content[:2] != b"\x1f\x8b":
        return content
    try:
        return gzip.decompress(content)
    except (EOFError, OSError, ValueError) as fault:
        raise BrokenList(path, f"its compressed data end too early ({fault})") from fault


def decode(content: bytes) -> str:
    """The text of a list: UTF-8 or UTF-16 by its mark, else Windows-1252, without a closing end-of-file sign."""
    if content[:2] in {b"\xff\xfe", b"\xfe\xff"}:
        return content.decode("utf-16", "replace")
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("cp1252", "replace")
    return text.rstrip("\x1a \r\n\t\0") + "\n"


def check_encoding(path: Path, content: bytes, form: ListForm) -> None:
    """Raise `BrokenList` where a form that is UTF-8 by nature is something else, so that no garbled name comes in."""
    if form in ANY_ENCODING or content[:2] in {b"\xff\xfe", b"\xfe\xff"}:
        return
    try:
        content.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        raise BrokenList(
            path, f"it is not in UTF-8, as a list in the form {form.value} is (byte {fault.start})"
        ) from fault


def recognise(path: Path, content: bytes) -> ListForm:
    """Which form a file has, from its content. Raises `UnknownListForm`, saying what the file looks like."""
    head = decode(content[:_HEAD]).lstrip()
    if not head.strip():
        raise UnknownListForm(path, "it is empty", KNOWN_FORMS)
    if b"\0" in content[:_HEAD] and content[:2] not in {b"\xff\xfe", b"\xfe\xff"}:
        raise UnknownListForm(path, "it is a binary file", KNOWN_FORMS)
    low = head.lower()
    if low.startswith("<"):
        form = _recognise_markup(path, _BEFORE_ROOT.sub("", low))
    elif low.startswith(("{", "[")):
        form = _recognise_json(path, content, head)
    else:
        form = _recognise_rows(head)
    if form is None:
        raise UnknownListForm(path, f"it begins {head[:60]!r}", KNOWN_FORMS)
    return form


def _recognise_markup(path: Path, low: str) -> ListForm | None:
    """The form of an XML file by its root element. `low`: its beginning from there on, in lower case."""
    if low.startswith(("<!doctype html", "<html", "<head", "<body")):
        raise UnknownListForm(path, "it is a web page, perhaps an error page of the server", KNOWN_FORMS)
    if low.startswith("<!doctype"):
        raise BrokenList(path, "it declares a document type, which no publisher's list does")
    root = _ROOT.match(low)
    return _ROOTS.get(root.group(1)) if root else None


def _recognise_json(path: Path, content: bytes, head: str) -> ListForm | None:
    first_line = head.splitlines()[0]
    if "\n" not in head.rstrip() and len(content) > _HEAD:  # the first entry is longer than what is looked at
        first_line = decode(content.split(b"\n", 1)[0])
    try:
        line = json.loads(first_line)
    except (ValueError, RecursionError):
        line = None
    if isinstance(line, dict):
        if "schema" in line and "properties" in line:
            return ListForm.FTM
        if "schema" in line and "names" in line:
            return ListForm.INDEX
    if isinstance(line, dict) and "entries" not in line and "results" not in line:
        return None
    whole = load_json(path, content)
    if isinstance(whole, dict) and isinstance(whole.get("entries"), list):
        return ListForm.OFAC_JSON
    if isinstance(whole, dict) and isinstance(whole.get("results"), list):
        return ListForm.CSL_JSON
    rows = whole if isinstance(whole, list) else []
    if rows and isinstance(rows[0], dict):
        if "full_name" in rows[0]:
            return ListForm.NAMES_JSON
        if "schema" in rows[0] and "properties" in rows[0]:
            return ListForm.FTM
        if "entity_number" in rows[0] and "source" in rows[0]:
            return ListForm.CSL_JSON
    return None


def _recognise_rows(head: str) -> ListForm | None:
    lines = head.splitlines()
    for line in lines[:3]:
        for mark in ",;\t":
            cells = {cell.strip().strip("\ufeff").lower() for cell in next(csv.reader([line], delimiter=mark), [])}
            form = next((form for marks, form in _CSV_MARKS if marks <= cells), None)
            if form:
                return form
    first = next(csv.reader(lines[:1]), [])
    if len(first) == 12 and first[0].strip().isdigit():
        return ListForm.OFAC_CSV
    if any("別名" in line or "所在地" in line or "住所" in line for line in lines[:400]):
        return ListForm.JP_TEXT
    return None


def load_json(path: Path, content: bytes) -> object:
    """The value of a JSON file. Raises `BrokenList` where it is cut off or otherwise not JSON."""
    try:
        return json.loads(decode(content))
    except (ValueError, RecursionError) as fault:
        raise BrokenList(path, f"it is not whole JSON ({fault})") from fault


def group_paths(paths: Sequence[Path]) -> tuple[tuple[Path, ...], ...]:
    """Files and folders put together into lists, in the order given: a set of CSV files in one folder is one list."""
    groups: list[tuple[Path, ...]] = []
    taken: set[Path] = set()
    for path in paths:
        if path in taken:
            continue
        parts = SET_PARTS.get(path.name.lower(), ()) if path.is_file() else ()
        members = tuple(other for other in paths if other.parent == path.parent and other.name.lower() in parts)
        owner = next((main for main in paths if _owns(main, path)), None)
        if owner is not None and owner not in taken:
            continue
        groups.append((path, *members))
        taken.update(groups[-1])
    return tuple(groups)


def _owns(main: Path, part: Path) -> bool:
    return main.parent == part.parent and part.name.lower() in SET_PARTS.get(main.name.lower(), ())


def files_of(paths: Sequence[Path]) -> tuple[str, tuple[Path, ...]]:
    """The name of a list and its files, main file first, from what the user gave.

    A folder is a list if it holds a set of CSV files or one single file; it gives the list its name. Else the
    name is that of the first file, without its endings. Raises `NoSuchPath` and `UnknownListForm`.
    """
    for path in paths:
        if not path.exists():
            raise NoSuchPath(path)
    first = paths[0]
    if first.is_dir():
        return first.resolve().name, _files_in(first)
    mains = sorted(paths, key=lambda path: path.name.lower() not in SET_PARTS)
    name = mains[0].name
    for ending in (".gz", ".jsonl", ".json", ".csv", ".xml", ".txt", ".pdf", ".ftm", ".index"):
        name = name[: -len(ending)] if name.lower().endswith(ending) and len(name) > len(ending) else name
    return name, tuple(mains)


def _files_in(folder: Path) -> tuple[Path, ...]:
    files = {path.name.lower(): path for path in sorted(folder.iterdir()) if path.is_file()}
    for main, parts in SET_PARTS.items():
        if main in files:
            return (files[main], *(files[part] for part in parts if part in files))
    if len(files) == 1:
        return tuple(files.values())
    found = f"a folder of {len(files)} files without {' or '.join(SET_PARTS)} among them; add its files one by one"
    raise UnknownListForm(folder, found, KNOWN_FORMS)


def csv_rows(path: Path, content: bytes, delimiter: str = ",") -> Iterator[tuple[int, list[str]]]:
    """The rows of a CSV file with their line numbers. Raises `BrokenList` where the file cannot be read as rows."""
    reader = csv.reader(decode(content).splitlines(keepends=True), delimiter=delimiter)
    try:
        for row in reader:
            if row:
                yield reader.line_num, row
    except csv.Error as fault:
        raise BrokenList(path, f"line {reader.line_num}: {fault}") from fault
