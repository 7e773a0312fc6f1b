"""Read pictures: their size from the header alone, their words by tesseract where it is installed."""

import struct

from clew.read.body import Body, Fault, Limits, Oddity
from clew.read.formats.ocr import recognise_words
from clew.records import Place
from clew.vocabulary import DocumentState

RECOGNISED = Oddity("its words were recognised in a picture", "compare quotes with the picture")
NEEDS = "install tesseract (with the languages you need) and add it again with --retry needs_ocr"


def read_image(content: bytes, limits: Limits) -> Body | Fault:
    """Say of a picture that it needs OCR, or that it is larger than any honest scan; it is never drawn here.

    Where `limits` name a command for OCR, its words are read: a place is a line with its box in dots.
    """
    size = picture_size(content)
    if size is not None and max(size) > limits.pixels:
        says = f"the picture is {size[0]} by {size[1]} dots, more than {limits.pixels} a side"
        return Fault(DocumentState.BOMB, says, "scale it down and add that")
    if limits.ocr is None:
        return Fault(DocumentState.NEEDS_OCR, "it is a picture, its words can be had by OCR only", NEEDS)
    lines = recognise_words(content, limits.ocr, limits.seconds)
    if lines is None:
        return Fault(DocumentState.BROKEN, "tesseract could not read the picture", "look for a whole copy of it")
    if not lines:
        return Fault(DocumentState.EMPTY, "no words were recognised in the picture", "look at it yourself")
    pieces: list[str] = []
    places: list[Place] = []
    length = 0
    for line, after in zip(lines, (*lines[1:], None), strict=True):
        places.append(Place(length, length + len(line.words), "picture", line.box))
        pieces += (line.words, " " if after is not None and after.paragraph == line.paragraph else "\n")
        length += len(line.words) + 1
    return Body("".join(pieces), tuple(places), oddities=(RECOGNISED,))


def picture_size(content: bytes) -> tuple[int, int] | None:
    """Width and height of a PNG, GIF, JPEG, TIFF or WebP picture as its header states them, None where it does not."""
    try:
        if content.startswith(b"\x89PNG"):
            return struct.unpack(">II", content[16:24])
        if content.startswith(b"GIF8"):
            return struct.unpack("<HH", content[6:10])
        if content.startswith(b"\xff\xd8"):
            return _jpeg_size(content)
        if content[:2] in (b"II", b"MM"):
            return _tiff_size(content)
        if content[8:12] == b"WEBP" and content[12:16] == b"VP8X":
            return 1 + int.from_bytes(content[24:27], "little"), 1 + int.from_bytes(content[27:30], "little")
    except (struct.error, IndexError):
        return None
    return None


def _jpeg_size(content: bytes) -> tuple[int, int] | None:
    place = 2
    while place + 9 < len(content) and content[place] == 0xFF:
        marker, length = content[place + 1], int.from_bytes(content[place + 2 : place + 4], "big")
        if 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC):
            height, width = struct.unpack(">HH", content[place + 5 : place + 9])
            return width, height
        place += 2 + max(2, length)
    return None


def _tiff_size(content: bytes) -> tuple[int, int] | None:
    order = "<" if content[:2] == b"II" else ">"
    directory = struct.unpack(f"{order}I", content[4:8])[0]
    count = struct.unpack(f"{order}H", content[directory : directory + 2])[0]
    found: dict[int, int] = {}
    for number in range(min(count, 200)):
        entry = content[directory + 2 + 12 * number : directory + 14 + 12 * number]
        tag, kind = struct.unpack(f"{order}HH", entry[:4])
        if tag in (256, 257):
            found[tag] = (
                struct.unpack(f"{order}H", entry[8:10])[0] if kind == 3 else struct.unpack(f"{order}I", entry[8:12])[0]
            )
    return (found[256], found[257]) if len(found) == 2 else None
