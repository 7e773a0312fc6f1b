"""Cut large tables between rows: each part is a table of its own with the header above it, read and kept by itself."""

import codecs
import json
from collections.abc import Iterator
from mmap import mmap

from clew.read.body import Limits, Part
from clew.read.formats.sheet import sniff, split_cells

_WIDE = (codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_LOOKED_AT = 65_536


def split_table(content: bytes | mmap, delimited: bool, limits: Limits) -> Iterator[Part] | None:
    """The parts of a delimited table, or of JSON Lines (`delimited` is false), with how many rows stand before each.

    None where it cannot be cut: its signs take two or four bytes each, its first row has no end in reach, or its
    records are no flat objects and may refer to one another.
    """
    head = bytes(content[:_LOOKED_AT])
    if head.startswith(_WIDE) or 0 in head:
        return None
    if not delimited:
        return _records(content, limits.table_part) if _flat(head) else None
    start = len(codecs.BOM_UTF8) if head.startswith(codecs.BOM_UTF8) else 0
    delimiter = sniff(head[start:].decode("latin-1"))
    end, _ = _last_row_end(head[start:], delimiter, most=1)
    return _tables(content, start + end, delimiter, limits) if end else None


def _tables(content: bytes | mmap, start: int, delimiter: str, limits: Limits) -> Iterator[Part]:
    """The rows after the header, which ends at `start`, in parts that each begin with it."""
    header = bytes(content[:start])
    before, length = 0, len(content)
    while start < length:
        size = limits.table_part
        while True:
            piece = bytes(content[start : start + size])
            whole = start + len(piece) >= length
            end, rows = (len(piece), 0) if whole else _last_row_end(piece, delimiter)
            if end or size >= limits.characters // 4:
                break
            size *= 2
        end = end or len(piece)
        rows = rows or max(1, piece[:end].count(b"\n"))
        yield Part(f"rows {before + 2}-{before + 1 + rows}.csv", header + piece[:end], before)
        before, start = before + rows, start + end


def _last_row_end(piece: bytes, delimiter: str, most: int = 0) -> tuple[int, int]:
    """Where the last whole row of a piece ends (the `most`-th where that is not 0), and how many rows end there.

    The end of a piece is no end of a row. (0, 0) where no row ends.
    """
    if b'"' not in piece and not most:
        end = piece.rfind(b"\n") + 1
        return end, piece.count(b"\n", 0, end)
    end, rows = 0, 0
    for cell in split_cells(piece.decode("latin-1"), delimiter):
        if cell.row > rows:
            end, rows = cell.start, cell.row
            if rows == most:
                break
    return end, rows


def _records(content: bytes | mmap, size: int) -> Iterator[Part]:
    """Lines in parts; a line that is longer than a part is a part of its own."""
    start, before, length = 0, 0, len(content)
    while start < length:
        end = content.rfind(b"\n", start, start + size) + 1 if start + size < length else length
        end = end or content.find(b"\n", start) + 1 or length
        piece = bytes(content[start:end])
        rows = piece.count(b"\n") + (not piece.endswith(b"\n"))
        if piece.strip():
            yield Part(f"lines {before + 1}-{before + rows}.jsonl", piece, before)
        before, start = before + rows, end


def _flat(head: bytes) -> bool:
    """Whether the first line is an object of plain values, as the row of a table is."""
    try:
        first = json.loads(head.lstrip().split(b"\n", 1)[0])
    except ValueError:
        return False
    return isinstance(first, dict) and not any(isinstance(value, dict | list) for value in first.values())
