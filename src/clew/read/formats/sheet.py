"""Read workbooks and tables: each row a line of text, each cell a place; sentences in cells are prose."""

import csv
import datetime as dt
import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import python_calamine as calamine

from clew.read.body import NO_PROSE, Body, Fault, Limits, Oddity, TextBuilder, cut_out
from clew.read.decode import Decoded
from clew.read.formats.container import Archive, Budget, open_zip, read_member
from clew.read.lines import words_in
from clew.records import Place, Span
from clew.vocabulary import DocumentState

_ENDS = tuple(".!?。！？")
_SENTENCE = 10
_DELIMITERS = (",", ";", "\t", "|")
_STOPS = {one: re.compile(rf"[{re.escape(one)}\r\n]") for one in _DELIMITERS}
_SNIFFED = 65_536
_CELLS = 5_000_000
_AS_CSV = "save its sheets as CSV, which is read in parts, and add those"
_TOO_MANY = Fault(DocumentState.MEMORY, "the workbook spans more cells than one document may", _AS_CSV)
_SHEET = re.compile(r"xl/worksheets/[^/]{1,100}\.xml", re.IGNORECASE)
_FILLED = re.compile(rb'<(?:\w{1,20}:)?c\s(?:[^<>]{0,200}\s)?r="([A-Z]{1,7})([0-9]{1,20})"[^<>]{0,200}(?<!/)>')
"""A cell of an XLSX sheet that holds something, with its place; one that is only formatted ends in "/>"."""
_UNPLACED = re.compile(
    rb'<(?:\w{1,20}:)?row\s(?:[^<>]{0,200}\s)?r="([0-9]{1,20})"[^<>]{0,200}(?<!/)>\s*'
    rb"<(?:\w{1,20}:)?c(?:\s(?![^<>]{0,200}\br=)[^<>]{0,200})?(?<!/)>"
)
"""A numbered row whose first cell holds something and does not say its place."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a delimited table: where it stands in the text, its row and column (from 0), what it says."""

    start: int
    end: int
    row: int
    column: int
    value: str


def read_workbook(content: bytes, limits: Limits) -> Body | Fault:
    """Read an XLSX, XLS, XLSB or ODS workbook from its bytes; a place is a cell, named "Sheet!B7".

    Cells of a row are parted by tabs. Formulas are never run: what stands in the file as their value is taken.
    """
    try:
        book = calamine.load_workbook(io.BytesIO(content))
        sheets = [(one.name, one.visible == calamine.SheetVisibleEnum.Visible) for one in book.sheets_metadata]
    except calamine.PasswordError:
        says = "the workbook asks for a password, and Clew does not guess passwords"
        return Fault(DocumentState.ENCRYPTED, says, "save a copy without a password and add that")
    except (calamine.CalamineError, ValueError, OSError) as error:
        return Fault(DocumentState.BROKEN, f"the workbook is not whole ({error})", "look for a whole copy of it")
    if _reach(content, limits) > _CELLS:
        return _TOO_MANY
    builder = TextBuilder()
    sentences: list[Span] = []
    cells = 0
    for name, visible in sheets:
        try:
            rows = book.get_sheet_by_name(name).to_python(skip_empty_area=False)
        except (calamine.CalamineError, ValueError, OSError):
            continue  # charts and macro sheets hold no cells
        for number, row in enumerate(rows, 1):
            cells += len(row)
            if cells > _CELLS or builder.length > limits.characters:
                return _TOO_MANY
            sentences += _add_row(builder, name, number, row, visible)
    text = builder.text
    if not text.strip():
        return Fault(
            DocumentState.EMPTY, "the workbook holds no cell with anything in it", "look for a whole copy of it"
        )
    prose = builder.without_hidden(sentences) or NO_PROSE
    return Body(text, tuple(builder.places), prose, oddities=builder.oddities())


def _reach(content: bytes, limits: Limits) -> int:
    """How many cells the widest sheet of an XLSX workbook spans; 0 for other workbooks.

    The library takes memory for all cells between the first and the last that hold something, so one cell put far away
    must be found beforehand.
    """
    opened = open_zip(content, limits) if content[:2] == b"PK" else None
    if not isinstance(opened, Archive):
        return 0
    budget = Budget(limits.unpacked, limits.members)
    widest = 0
    for member in opened.members:
        if not _SHEET.fullmatch(member.filename):
            continue
        sheet = read_member(opened, member, limits, budget)
        if isinstance(sheet, bytes):
            widest = max(widest, _sheet_reach(sheet))
    return widest


def _sheet_reach(sheet: bytes) -> int:
    """How many cells a sheet spans, by the places of its filled cells; of those without one, by their rows'."""
    row = column = 0
    for match in _FILLED.finditer(sheet):
        row = max(row, int(match.group(2)))
        column = max(column, _column_number(match.group(1)))
    for match in _UNPLACED.finditer(sheet):
        row = max(row, int(match.group(1)))
        column = max(column, sheet.count(b"<", match.start(), sheet.find(b"</row", match.end())))
    return row * column


def _column_number(letters: bytes) -> int:
    """The number of a column from 1 (the other way round than `column_name`)."""
    number = 0
    for letter in letters:
        number = 26 * number + letter - 64
    return number


def _add_row(builder: TextBuilder, sheet: str, number: int, row: Sequence[object], visible: bool) -> Iterator[Span]:
    """Append one row as a line, empty ones passed over; the spans of cells that hold sentences."""
    values = [written(value) for value in row]
    while values and not values[-1]:
        values.pop()
    for column, value in enumerate(values):
        part = f"{sheet}!{column_name(column)}{number}"
        after = "\n" if column == len(values) - 1 else "\t"
        span = builder.add(value, part, after=after, hidden=None if visible else "hidden sheet")
        if is_sentence(value):
            yield span


def read_table(decoded: Decoded, limits: Limits, rows_before: int = 0) -> Body | Fault:
    """Read a CSV or TSV file: its text is the file's own, a place is a cell ("B7"), with its quotation marks if any.

    In a part of a larger table, rows after the header are numbered from `rows_before` on.
    """
    text = decoded.text
    if len(text) > limits.characters:
        return Fault(DocumentState.MEMORY, "it holds more text than one document may", "split it")
    delimiter = sniff(text)
    cells = list(split_cells(text, delimiter))
    letters = [column_name(column) for column in range(1 + max((cell.column for cell in cells), default=0))]
    places = tuple(
        Place(cell.start, cell.end, f"{letters[cell.column]}{cell.row + 1 + (rows_before if cell.row else 0)}")
        for cell in cells
        if cell.end > cell.start
    )
    prose = tuple(Span(cell.start, cell.end) for cell in cells if is_sentence(cell.value)) or NO_PROSE
    oddities: list[Oddity] = []
    widths: dict[int, int] = {}
    for cell in cells:
        widths[cell.row] = cell.column + 1
    header = widths.get(0, 0)
    odd = [row for row, width in widths.items() if width != header]
    if odd and header > 1:
        number = odd[0] + 1 + rows_before
        says = f"{len(odd)} rows have more or fewer cells than the first (row {number} is the first of them)"
        oddities.append(Oddity(says, "check that the table is whole"))
    return Body(text, places, cut_out(prose, ()) or NO_PROSE, oddities=tuple(oddities))


def split_cells(text: str, delimiter: str) -> Iterator[Cell]:
    """The cells of a delimited table (RFC 4180) with their offsets; a quotation mark inside stands doubled."""
    place, row, column, length = 0, 0, 0, len(text)
    while place < length:
        start = place
        if text[place] == '"':
            place += 1
            while (place := text.find('"', place)) >= 0 and text.startswith('""', place):
                place += 2
            place = length if place < 0 else place + 1
            value = text[start + 1 : max(start + 1, place - 1)].replace('""', '"')
            rest = _next(text, delimiter, place)
            value += text[place:rest]
            place = rest
        else:
            place = _next(text, delimiter, place)
            value = text[start:place]
        yield Cell(start, place, row, column, value)
        if place < length and text[place] == delimiter:
            place, column = place + 1, column + 1
            if place == length:
                yield Cell(place, place, row, column, "")
        elif place < length:
            place += 2 if text.startswith("\r\n", place) else 1
            row, column = row + 1, 0


def _next(text: str, delimiter: str, place: int) -> int:
    """Where the next delimiter or line end stands."""
    found = _STOPS[delimiter].search(text, place)
    return found.start() if found else len(text)


def sniff(text: str) -> str:
    """The sign between the cells of a table: the one that parts most of its first lines alike."""
    lines = text[:_SNIFFED].splitlines()[:50] or [""]
    best, most = ",", 0.0
    for delimiter in _DELIMITERS:
        counts = [len(row) for row in csv.reader(lines, delimiter=delimiter)]
        common = max(set(counts), key=counts.count, default=0)
        score = counts.count(common) / max(1, len(counts)) * (common > 1) * (1 + common / 100)
        if score > most:
            best, most = delimiter, score
    return best


def column_name(column: int) -> str:
    """The letters of a column, counted from 0 (A to Z, then AA)."""
    name = ""
    column += 1
    while column:
        column, letter = divmod(column - 1, 26)
        name = chr(65 + letter) + name
    return name


def written(value: object) -> str:
    """A cell's value as people write it, with line ends and tabs as blanks."""
    match value:
        case None:
            return ""
        case bool():
            return "TRUE" if value else "FALSE"
        case float():
            return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
        case dt.datetime():
            return value.date().isoformat() if value.time() == dt.time() else value.isoformat(" ", "seconds")
        case dt.date() | dt.time():
            return value.isoformat()
    return str(value).translate({9: " ", 10: " ", 13: " "})


def is_sentence(value: str) -> bool:
    """Whether a cell holds a sentence rather than a value."""
    return value.rstrip().endswith(_ENDS) and words_in(value) >= _SENTENCE
