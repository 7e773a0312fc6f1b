"""The rows of a table document: by its cells' places, or a JSON object a line."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from clew.extract.structured.records import JSON_TYPES, flat, records_of
from clew.records import Document, Place

_CELL = re.compile(r"(?:(?P<sheet>.*)!)?(?P<column>[A-Z]{1,3})(?P<row>\d+)\Z")


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
    if document.media_type in JSON_TYPES:
        keys = (key for row in _json_rows(document) for key in row.cells)
        return tuple(dict.fromkeys(keys)), _json_rows(document)
    lines = _lines(document)
    first = next(lines, None)
    if first is None:
        return (), iter(())
    header = {column: _value(document, place).strip() for column, place in first[1].items()}
    return tuple(name for name in header.values() if name), _table_rows(document, header, lines)


def _lines(document: Document) -> Iterator[tuple[int, dict[str, Place]]]:
    """Cells by row, in order; each sheet's first row counts as a row like any other after the first sheet's."""
    current: tuple[str, int] | None = None
    cells: dict[str, Place] = {}
    for place in document.places:
        found = _CELL.match(place.part)
        if found is None:
            continue
        key = (found["sheet"] or "", int(found["row"]))
        if current is not None and key != current:
            yield current[1], cells
            cells = {}
        current = key
        cells[found["column"]] = place
    if current is not None:
        yield current[1], cells


def _table_rows(
    document: Document, header: Mapping[str, str], lines: Iterator[tuple[int, dict[str, Place]]]
) -> Iterator[Row]:
    for number, places in lines:
        cells = {header[column]: _value(document, place) for column, place in places.items() if header.get(column)}
        if any(value.strip() for value in cells.values()):
            start, end = min(p.start for p in places.values()), max(p.end for p in places.values())
            names = {header[column]: place.part for column, place in places.items() if header.get(column)}
            yield Row(number, start, end, cells, names)


def _value(document: Document, place: Place) -> str:
    """What a cell says: its words without the quotation marks of the file form."""
    text = document.text[place.start : place.end]
    if len(text) > 1 and text.startswith('"') and text.endswith('"'):
        text = text[1:-1].replace('""', '"')
    return text


def _json_rows(document: Document) -> Iterator[Row]:
    for record in records_of(document.text):
        fault = record.fault
        if fault is None and not isinstance(record.value, dict):
            fault = "it is no object with named values"
        cells = flat(record.value) if fault is None else {}
        yield Row(record.line, record.start, record.end, cells, {key: key for key in cells}, fault)
