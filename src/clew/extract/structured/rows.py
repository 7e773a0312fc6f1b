"""The rows of a table document: by its cells' places, or a JSON object a line."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice

from clew.extract.structured.records import JSON_TYPES, flat, records_of
from clew.extract.structured.xml_rows import XML_TYPE, xml_records
from clew.records import Document, Place

_LETTERS = 3
_LOOKED_AT = 20
_DIGITS = "0123456789"


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its number as people count, where its words stand in the text, and its cells by column name.

    `columns` gives for each column name the place that people call it by ("B7"). `fault` says why it has no cells.
    """

    number: int
    start: int
    end: int
    cells: Mapping[str, str]
    columns: Mapping[str, str]
    fault: str | None = None


def rows_of(document: Document) -> tuple[tuple[str, ...], Iterator[Row]]:
    """The column names of a table's first row, and its other rows; for JSON Lines, the keys and every line."""
    if document.media_type == XML_TYPE:
        keys = (key for row in islice(_xml_rows(document), _LOOKED_AT) for key in row.cells)
        return tuple(dict.fromkeys(keys)), _xml_rows(document)
    if document.media_type in JSON_TYPES:
        keys = (key for row in _json_rows(document) for key in row.cells)
        return tuple(dict.fromkeys(keys)), _json_rows(document)
    lines = _lines(document)
    first = next(lines, None)
    if first is None:
        return (), iter(())
    header = {column: _value(document.text, place).strip() for column, place in first[1].items()}
    return tuple(name for name in header.values() if name), _table_rows(document, header, lines)


def _lines(document: Document) -> Iterator[tuple[int, dict[str, Place]]]:
    """Cells by row, in order; each sheet's first row counts as a row like any other after the first sheet's."""
    current, sheet, cells = "", "", dict[str, Place]()
    for place in document.places:
        letters = place.part.rstrip(_DIGITS)
        number = place.part[len(letters) :]
        named, _, column = letters.rpartition("!")
        if number != current or named != sheet:
            if cells:
                yield int(current), cells
            current, sheet, cells = number, named, {}
        if 0 < len(column) <= _LETTERS and column.isascii() and column.isupper() and number:
            cells[column] = place
    if cells:
        yield int(current), cells


def _table_rows(
    document: Document, header: Mapping[str, str], lines: Iterator[tuple[int, dict[str, Place]]]
) -> Iterator[Row]:
    names = {column: name for column, name in header.items() if name}
    text = document.text
    for number, places in lines:
        columns = {name: places[column] for column, name in names.items() if column in places}
        cells = {name: _value(text, place) for name, place in columns.items()}
        if any(map(str.strip, cells.values())):
            start = min(place.start for place in places.values())
            end = max(place.end for place in places.values())
            yield Row(number, start, end, cells, {name: place.part for name, place in columns.items()})


def _value(text: str, place: Place) -> str:
    """What a cell says: its words without the quotation marks of the file form."""
    said = text[place.start : place.end]
    if len(said) > 1 and said[0] == said[-1] == '"':
        said = said[1:-1].replace('""', '"')
    return said


def _json_rows(document: Document) -> Iterator[Row]:
    for record in records_of(document.text):
        fault = record.fault
        if fault is None and not isinstance(record.value, dict):
            fault = "it is no object with named values"
        cells = flat(record.value) if fault is None else {}
        yield Row(record.line, record.start, record.end, cells, {key: key for key in cells}, fault)


def _xml_rows(document: Document) -> Iterator[Row]:
    line, before = 1, 0
    for start, end, cells, fault in xml_records(document.text):
        line, before = line + document.text.count("\n", before, start), start
        yield Row(line, start, end, cells, {key: key for key in cells}, fault)
