"""Cut a text that is too long for one document into parts at its line ends, so that it is read all the same."""

from collections.abc import Iterator
from mmap import mmap

from clew.read.body import Part
from clew.read.decode import decode

_PART = 1 << 17
_SAMPLE = 1 << 16
_WIDE = ("utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be")


def may_be_split(content: bytes | mmap) -> bool:
    """Whether some bytes are a text whose lines end at single bytes, by its beginning: not so in UTF-16 and UTF-32."""
    decoded = decode(content[:_SAMPLE])
    return decoded is not None and decoded.encoding not in _WIDE


def split_text(content: bytes | mmap) -> Iterator[Part]:
    """The parts in order, each named by where it begins, in bytes from 0; a line without end is cut."""
    start, number = 0, 1
    while start < len(content):
        end = min(start + _PART, len(content))
        if end < len(content):
            line = content.rfind(b"\n", start, end)
            end = line + 1 if line >= start else end
        yield Part(f"part {number} (from byte {start})", content[start:end])
        start, number = end, number + 1
