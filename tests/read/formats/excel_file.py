"""An older Excel workbook by hand: the records of a sheet (MS-XLS, BIFF8) in a compound file."""

import struct
from collections.abc import Sequence

from tests.read.formats.outlook_file import compound

_BOF, _EOF, _CODE_PAGE, _SHEET, _LABEL, _NUMBER = 0x0809, 0x000A, 0x0042, 0x0085, 0x0204, 0x0203
_GLOBALS, _CELLS, _UTF_16 = 0x0005, 0x0010, 0x04B0


def an_xls(rows: Sequence[Sequence[str | float]], name: str = "Sheet1") -> bytes:
    """A workbook of one sheet with these rows."""
    named = struct.pack("<BB", len(name), 0) + name.encode("latin-1")
    head = _begin(_GLOBALS) + _record(_CODE_PAGE, struct.pack("<H", _UTF_16))
    start = len(head) + 4 + 6 + len(named) + 4
    head += _record(_SHEET, struct.pack("<IBB", start, 0, 0) + named) + _record(_EOF)
    cells = b"".join(_cell(row, column, value) for row, line in enumerate(rows) for column, value in enumerate(line))
    return compound({"Workbook": head + _begin(_CELLS) + cells + _record(_EOF)})


def _begin(kind: int) -> bytes:
    return _record(_BOF, struct.pack("<HHHHII", 0x0600, kind, 0, 1997, 0, 6))


def _cell(row: int, column: int, value: str | float) -> bytes:
    place = struct.pack("<HHH", row, column, 0)
    if isinstance(value, str):
        return _record(_LABEL, place + struct.pack("<HB", len(value), 1) + value.encode("utf-16-le"))
    return _record(_NUMBER, place + struct.pack("<d", value))


def _record(kind: int, content: bytes = b"") -> bytes:
    return struct.pack("<HH", kind, len(content)) + content
