"""XLSX: the tables of the CSV form as the sheets of one workbook, every cell a value, none a formula."""

import io
from datetime import UTC, datetime

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell

from clew.errors import TooManyRows
from clew.records import Findings
from clew.report.archives import undated
from clew.report.exports.csv_tables import tables

_LONGEST = 32_767
"""The most characters that a cell of the format holds."""
_ROWS = 1_048_576
"""The rows of a sheet, its heading among them."""
_THEN = datetime(2000, 1, 1, tzinfo=UTC).replace(tzinfo=None)
"""The time that the file gives for itself, so that the same findings give the same bytes."""


def xlsx(findings: Findings) -> bytes:
    """The workbook. Texts are written as texts, so that no cell is run; longer ones than a cell holds are cut.

    Raises `TooManyRows` where a table has more rows than a sheet.
    """
    book = Workbook(write_only=True)
    book.properties.creator, book.properties.title = "Clew", findings.case
    book.properties.created = book.properties.modified = _THEN
    for name, rows in tables(findings):
        if len(rows) >= _ROWS:
            raise TooManyRows("xlsx", name, len(rows), _ROWS - 1)
        sheet = book.create_sheet(name)
        sheet.freeze_panes = "A2"
        columns = list(rows[0]) if rows else []
        sheet.append(columns)
        for row in rows:
            cells = []
            for title in columns:
                value = row[title]
                cell = WriteOnlyCell(sheet, value=value[:_LONGEST] if isinstance(value, str) else value)
                if isinstance(value, str):
                    cell.data_type = "s"
                cells.append(cell)
            sheet.append(cells)
    out = io.BytesIO()
    book.save(out)
    return undated(out.getvalue())
