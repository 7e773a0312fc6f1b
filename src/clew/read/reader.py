"""Read one file: tell its kind, hand it to the reader of its format, and what is packed in it likewise."""

import hashlib
import re
from collections.abc import Generator, Iterator, Mapping, Sequence
from dataclasses import replace
from mmap import mmap
from pathlib import Path
from typing import Protocol

from clew.read.body import NO_PROSE, Body, Fault, Limits, Oddity, Part
from clew.read.decode import decode
from clew.read.formats.container import Budget
from clew.read.formats.image import read_image
from clew.read.formats.long_text import may_be_split, split_text
from clew.read.formats.mail import read_mail, split_mailbox
from clew.read.formats.ocr import Recognised
from clew.read.formats.office import read_office
from clew.read.formats.outlook import read_outlook
from clew.read.formats.packed import unpack
from clew.read.formats.page import read_page
from clew.read.formats.pdf import read_pdf, recognise_pages
from clew.read.formats.rows import split_table
from clew.read.formats.rtf import read_rtf
from clew.read.formats.sheet import read_table, read_workbook
from clew.read.formats.web import read_mhtml, split_warc
from clew.read.kinds import FileKind, Kind, name_binary, recognise
from clew.read.language import languages
from clew.read.metadata import stated
from clew.read.prose import find_prose
from clew.read.walk import merge
from clew.records import Document, Failure, Given, Place, Problem, Quote, Reading, Span
from clew.vocabulary import DocumentState, ProblemKind

READER = "clew-read 2"
"""Name and version of this reader, kept with every document that it read."""

_PARAGRAPH = re.compile(r"[^\r\n\u2028\u2029]+")
_DECEPTIVE = re.compile(r"[\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff\U000e0000-\U000e007f]")
_UNSEEN = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]")
_LONGEST_NAME = 200
_LOOKED_AT = 1 << 20
_HASHED = 64 << 20
NOTHING = Given()
"""Nothing is said about a file."""
_KEPT = "its bytes are kept; add it again with a newer Clew, or add its text as a .txt file"


class FormatReader(Protocol):
    """Reads the bytes of one format within limits."""

    def __call__(self, content: bytes, limits: Limits) -> Body | Fault:
        """Return the text with its places, or why it cannot be read."""
        ...


READERS: Mapping[FileKind, FormatReader] = {
    FileKind.HTML: read_page,
    FileKind.MHTML: read_mhtml,
    FileKind.DOCX: read_office,
    FileKind.PPTX: read_office,
    FileKind.ODT: read_office,
    FileKind.ODP: read_office,
    FileKind.RTF: read_rtf,
    FileKind.SHEET: read_workbook,
    FileKind.MAIL: read_mail,
    FileKind.OUTLOOK: read_outlook,
    FileKind.IMAGE: read_image,
}
ARCHIVES = frozenset({FileKind.ZIP, FileKind.TAR, FileKind.GZIP, FileKind.BZIP2, FileKind.XZ})
_IN_PARTS = frozenset({FileKind.MAILBOX, FileKind.TABLE, FileKind.RECORDS})
TEXTS = frozenset({FileKind.TEXT, FileKind.MARKDOWN, FileKind.TABLE, FileKind.RECORDS})


def read_document(path: Path, name: str, given: Given, limits: Limits | None = None) -> Reading:
    """Read the file at `path` as the document `name`; what `given` says outweighs what the file says.

    The reading holds the document and those packed in it, failures of typed kinds, and problems; it never raises
    for what is in the file. Raises `OSError` where the file cannot be read from disk.
    """
    return read_bytes(path.read_bytes(), name, given, limits)


def read_bytes(content: bytes, name: str, given: Given, limits: Limits | None = None) -> Reading:
    """Read a document from its bytes, as `read_document` does."""
    return join(read_pieces(content, name, given, limits or Limits()))


def read_pieces(content: bytes | mmap, name: str, given: Given, limits: Limits) -> Iterator[Reading]:
    """Read a document and what is packed in it, one reading at a time.

    A mailbox, a table or a long text that is mapped rather than loaded never stands in memory as a whole.
    """
    budget = Budget(limits.unpacked, limits.members)
    if isinstance(content, mmap):
        kind = recognise(content[:_LOOKED_AT], name).kind
        if kind not in _IN_PARTS and not _is_long_text(content, kind, limits):
            content = content[:]
    yield from _read(content, name, given, limits, budget, None, 0)


def join(readings: Iterator[Reading]) -> Reading:
    """Several readings as one, in their order."""
    every = tuple(readings)
    return Reading(
        tuple(document for one in every for document in one.documents),
        tuple(failure for one in every for failure in one.failures),
        tuple(problem for one in every for problem in one.problems),
        tuple(packed for one in every for packed in one.packed),
    )


def _read(
    content: bytes | mmap,
    name: str,
    given: Given,
    limits: Limits,
    budget: Budget,
    parent: str | None,
    depth: int,
    rows_before: int | None = None,
) -> Iterator[Reading]:
    """Read one file and, one level deeper, the parts packed in it."""
    digest = yield from _digest(content)
    if isinstance(content, bytes) and not content.strip(b" \t\r\n\f\v\0\xef\xbb\xbf\xfe\xff"):
        says = "the file is empty" if not content else "the file holds nothing but blanks"
        yield failed(name, digest, Fault(DocumentState.EMPTY, says, "look for a whole copy of it"), given, parent)
        return
    kind = recognise(content[:] if isinstance(content, bytes) else content[:_LOOKED_AT], name)
    parts = _container(content, name, kind, limits, budget) if rows_before is None else None
    if parts is not None:
        count = 0
        for reading in _read_parts(parts, name, given, limits, budget, digest, depth):
            count += 1
            yield reading
        if not count:
            says = f"the {kind.says} holds no file that could be read"
            yield failed(name, digest, Fault(DocumentState.EMPTY, says, "look for a whole copy of it"), given, parent)
    else:
        recognised: dict[int, Recognised] = {}
        if kind.kind is FileKind.PDF and limits.ocr is not None:
            for number, lines in recognise_pages(content[:], limits):
                recognised[number] = lines
                yield Reading()  # a sign of life: OCR may take as long for each page as reading for all of them
        body = _body(content[:], name, kind, limits, rows_before or 0, recognised)
        if isinstance(body, Fault):
            yield failed(name, digest, body, given, parent)
            return
        if len(body.places) > limits.places:
            body = _fewer_places(body, limits.places)
        yield _reading(body, name, digest, kind, given, parent)
        inside = ((part, Given()) for part in body.parts)
        yield from _read_parts(inside, name, Given(), limits, budget, digest, depth)


def _digest(content: bytes | mmap) -> Generator[Reading, None, str]:
    """The SHA-256 of some bytes; of very many it says in between that it is at work."""
    hashed = hashlib.sha256()
    for start in range(0, len(content), _HASHED):
        hashed.update(content[start : start + _HASHED])
        if start:
            yield Reading()
    return hashed.hexdigest()


def _container(
    content: bytes | mmap, name: str, kind: Kind, limits: Limits, budget: Budget
) -> Iterator[tuple[Part, Given]] | None:
    """The parts of a file that is nothing but a container, with what it says of each; None for all other files."""
    if kind.kind in ARCHIVES:
        return ((part, Given()) for part in unpack(content[:], kind.kind, name, limits, budget))
    if kind.kind is FileKind.MAILBOX:
        return ((part, Given()) for part in split_mailbox(content))
    if kind.kind in (FileKind.TABLE, FileKind.RECORDS) and len(content) > limits.table:
        rows = split_table(content, kind.kind is FileKind.TABLE, limits)
        return None if rows is None else ((part, Given()) for part in rows)
    if kind.kind is FileKind.WARC:
        return split_warc(content[:], budget)
    if _is_long_text(content, kind.kind, limits):
        return ((part, Given()) for part in split_text(content))
    return None


def _is_long_text(content: bytes | mmap, kind: FileKind, limits: Limits) -> bool:
    """Whether a text is longer than one document may be, and can be cut into parts."""
    return len(content) > limits.characters and kind in (FileKind.TEXT, FileKind.MARKDOWN) and may_be_split(content)


def _fewer_places(body: Body, most: int) -> Body:
    """The same text with the first places only, and a word on where they end."""
    end = body.places[most - 1].end
    says = f"places are known for the first {end} of its {len(body.text)} characters only"
    return replace(body, places=body.places[:most], oddities=(*body.oddities, Oddity(says, "split it")))


def _body(
    content: bytes, name: str, kind: Kind, limits: Limits, rows_before: int, recognised: Mapping[int, Recognised]
) -> Body | Fault:
    """The text of one file, by the reader of its format."""
    if kind.encrypted:
        says = f"it is {_a(kind.says)}, and Clew does not guess passwords"
        return Fault(DocumentState.ENCRYPTED, says, "save a copy without a password and add that")
    if kind.kind in TEXTS:
        return _read_text(content, name, kind, limits, rows_before)
    if kind.kind is FileKind.PDF:
        return read_pdf(content, limits, recognised)
    reader = READERS.get(kind.kind)
    if reader is None:
        return Fault(DocumentState.UNSUPPORTED, f"this Clew cannot read {_a(kind.says)} yet", _KEPT)
    return reader(content, limits)


def _read_text(content: bytes, name: str, kind: Kind, limits: Limits, rows_before: int) -> Body | Fault:
    """Plain text, Markdown, JSON and delimited tables: the text is the decoded bytes, a place is a line or a cell."""
    decoded = decode(content)
    if decoded is None:
        says = f"it is no text but {name_binary(content, name)}"
        fix = f"{_KEPT}; if it is something else under a wrong name, give it its right ending"
        return Fault(DocumentState.UNSUPPORTED, says, fix)
    if len(decoded.text) > limits.characters:
        return Fault(DocumentState.MEMORY, "it holds more text than one document may", "split it and add the parts")
    body: Body | Fault
    if kind.kind is FileKind.TABLE:
        body = read_table(decoded, limits, rows_before)
    elif kind.kind is FileKind.RECORDS:
        body = Body(decoded.text, tuple(_lines(decoded.text, rows_before + 1)), NO_PROSE)
    else:
        body = Body(decoded.text, tuple(_lines(decoded.text)))
    if decoded.broken and isinstance(body, Body):
        says = f"{decoded.broken} bytes are no {decoded.encoding} text and stand in it as \\xNN"
        body = replace(body, oddities=(Oddity(says, "look for a whole copy of it"), *body.oddities))
    return body


def _read_parts(
    parts: Iterator[tuple[Part, Given]],
    name: str,
    given: Given,
    limits: Limits,
    budget: Budget,
    parent: str,
    depth: int,
) -> Iterator[Reading]:
    """Read what is packed in a file, each part under the file's name and its own, made safe and single."""
    taken: set[str] = set()
    for part, said in parts:
        part_name = name if not part.name else f"{name}/{safe_name(part.name, taken)}"
        if isinstance(part.content, Fault):
            yield failed(part_name, parent, part.content)
        elif depth >= limits.depth:
            says = f"it is packed more than {limits.depth} deep"
            yield failed(part_name, parent, Fault(DocumentState.BOMB, says, "unpack it by hand and add single files"))
            return
        else:
            digest = hashlib.sha256(part.content).hexdigest()
            yield Reading(packed=((digest, part.content),))
            together = merge(given, said)
            yield from _read(part.content, part_name, together, limits, budget, parent, depth + 1, part.rows_before)


def safe_name(name: str, taken: set[str]) -> str:
    """A member's name as it may be shown: one line, no sign that hides or leads elsewhere, told apart from others.

    It names a document only; nothing is ever written under it.
    """
    pieces = [piece for piece in name.replace("\\", "/").split("/") if piece not in ("", ".", "..")]
    shown = _UNSEEN.sub("�", "/".join(pieces).encode("utf-8", "replace").decode())[-_LONGEST_NAME:] or "unnamed"
    single, number = shown, 2
    while single in taken:
        single, number = f"{shown} ({number})", number + 1
    taken.add(single)
    return single


def failed(name: str, digest: str, fault: Fault, given: Given = NOTHING, parent: str | None = None) -> Reading:
    """The reading of a file that could not be read."""
    problem = Problem(ProblemKind.READING, fault.says, fault.fix, name)
    return Reading(failures=(Failure(name, digest, fault.state, problem, given, parent),))


def _reading(body: Body, name: str, digest: str, kind: Kind, given: Given, parent: str | None) -> Reading:
    """Put together a document and the problems of its text."""
    prose = body.prose if body.prose is not None else find_prose(body.text)
    said = merge(given, body.stated)
    if kind.kind not in (FileKind.TABLE, FileKind.SHEET, FileKind.RECORDS):
        said = merge(said, stated(body.text, prose))
    document = Document(
        id=digest,
        name=name,
        media_type=body.media_type or kind.media_type,
        language=languages(_paragraphs(body.text, prose)).main,
        text=body.text,
        prose=prose,
        places=body.places,
        publisher=said.publisher,
        published=said.published,
        title=said.title,
        url=said.url,
        parent=parent,
        reader=READER,
    )
    lacking = failed(name, digest, body.lacking, given, parent).failures if body.lacking else ()
    return Reading(documents=(document,), failures=lacking, problems=tuple(_problems(document, body.oddities)))


def _problems(document: Document, oddities: Sequence[Oddity]) -> Iterator[Problem]:
    """What is odd about a text that was read: broken bytes, hidden words, signs that deceive the eye."""
    for oddity in oddities:
        quote = None
        if oddity.start is not None and oddity.end is not None:
            quote = Quote(document.id, oddity.start, oddity.end)
        yield Problem(ProblemKind.READING, oddity.says, oddity.fix, document.name, quote)
    deceptive = 0 if document.text.isascii() else len(_DECEPTIVE.findall(document.text))
    if deceptive:
        says = f"the text holds {deceptive} signs that nobody sees (zero width, direction)"
        yield Problem(ProblemKind.READING, says, "check quotes against the original", document.name)


def _paragraphs(text: str, prose: Sequence[Span]) -> Iterator[str]:
    """The paragraphs of the prose, those of the whole text where there is no prose."""
    spans = [span for span in prose if span.end > span.start] or [Span(0, len(text))]
    if "\r" in text or "\u2028" in text or "\u2029" in text:
        return (match.group() for span in spans for match in _PARAGRAPH.finditer(text, span.start, span.end))
    return (line for span in spans for line in text[span.start : span.end].split("\n") if line)


def _lines(text: str, number: int = 1) -> Iterator[Place]:
    """The lines of a text that hold something, with their numbers as an editor counts them."""
    place = 0
    for match in _PARAGRAPH.finditer(text):
        gap = text[place : match.start()]
        number += gap.count("\n") + gap.count("\r") - gap.count("\r\n") + gap.count("\u2028") + gap.count("\u2029")
        place = match.end()
        if not match.group().isspace():
            yield Place(match.start(), match.end(), f"line {number}")


def _a(says: str) -> str:
    return f"{'an' if says[:1].lower() in 'aeiou' or says[:1] == 'X' else 'a'} {says}"
