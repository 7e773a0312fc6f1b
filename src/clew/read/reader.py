"""Read one file: tell its kind, decode it, mark its prose, take out what it says of itself."""

import hashlib
import re
from collections.abc import Sequence
from pathlib import Path

from clew.read.decode import Decoded, decode
from clew.read.html import read_html
from clew.read.kinds import FileKind, Kind, name_binary, recognise
from clew.read.language import languages
from clew.read.metadata import stated
from clew.read.prose import find_prose
from clew.read.walk import merge
from clew.records import Document, Failure, Given, Place, Problem, Reading, Span
from clew.vocabulary import DocumentState, ProblemKind

READER = "clew-read 1"
"""Name and version of this reader, kept with every document that it read."""

_PARAGRAPH = re.compile(r"[^\r\n\u2028\u2029]+")
_DECEPTIVE = re.compile(r"[\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff\U000e0000-\U000e007f]")
_KEPT = "its bytes are kept; add it again with a newer Clew, or add its text as a .txt file"


def read_document(path: Path, name: str, given: Given) -> Reading:
    """Read the file at `path` as the document `name`; what `given` says outweighs what the file says.

    The reading holds the document, or a failure of a typed kind; it never raises for what is in the file.
    Raises `OSError` where the file cannot be read from disk.
    """
    return read_bytes(path.read_bytes(), name, given)


def read_bytes(content: bytes, name: str, given: Given) -> Reading:
    """Read a document from its bytes, as `read_document` does."""
    digest = hashlib.sha256(content).hexdigest()
    if not content.strip(b" \t\r\n\f\v\0\xef\xbb\xbf\xfe\xff"):
        says = "the file is empty" if not content else "the file holds nothing but blanks"
        return failed(name, digest, DocumentState.EMPTY, says, "look for a whole copy of it")
    kind = recognise(content, name)
    if kind.encrypted:
        says = f"it is {_a(kind.says)}, and Clew does not guess passwords"
        return failed(name, digest, DocumentState.ENCRYPTED, says, "save a copy without a password and add that")
    if kind.kind is FileKind.HTML:
        return _read_page(content, name, given, digest, kind)
    if kind.kind in (FileKind.TEXT, FileKind.MARKDOWN):
        return _read_text(content, name, given, digest, kind)
    return failed(name, digest, DocumentState.UNSUPPORTED, f"this Clew cannot read {_a(kind.says)} yet", _KEPT)


def failed(name: str, digest: str, state: DocumentState, says: str, fix: str) -> Reading:
    """The reading of a file that could not be read."""
    return Reading(failures=(Failure(name, digest, state, Problem(ProblemKind.READING, says, fix, name)),))


def _read_text(content: bytes, name: str, given: Given, digest: str, kind: Kind) -> Reading:
    decoded = decode(content)
    if decoded is None:
        says = f"it is no text but {name_binary(content, name)}"
        fix = f"{_KEPT}; if it is something else under a wrong name, give it its right ending"
        return failed(name, digest, DocumentState.UNSUPPORTED, says, fix)
    prose = find_prose(decoded.text)
    said = merge(given, stated(decoded.text, prose))
    places = tuple(
        Place(match.start(), match.end(), f"line {number}")
        for number, match in _numbered_lines(decoded.text)
        if not match.group().isspace()
    )
    return _reading(name, digest, kind, decoded, decoded.text, prose, places, said)


def _read_page(content: bytes, name: str, given: Given, digest: str, kind: Kind) -> Reading:
    page = read_html(content)
    if page is None:
        if decode(content) is None:
            says = f"it is no web page but {name_binary(content, name)}"
            return failed(name, digest, DocumentState.UNSUPPORTED, says, _KEPT)
        says = "the web page holds no element"
        return failed(name, digest, DocumentState.BROKEN, says, "look for a whole copy of it")
    if not page.text:
        says = "the web page holds no text (it may be drawn by a script)"
        fix = "save it from the browser once it is shown, or print it to PDF"
        return failed(name, digest, DocumentState.EMPTY, says, fix)
    said = merge(merge(given, page.stated), stated(page.text, page.prose))
    return _reading(name, digest, kind, page.decoded, page.text, page.prose, page.places, said)


def _reading(
    name: str,
    digest: str,
    kind: Kind,
    decoded: Decoded,
    text: str,
    prose: tuple[Span, ...],
    places: tuple[Place, ...],
    said: Given,
) -> Reading:
    """Put together a document and the problems of its text."""
    document = Document(
        id=digest,
        name=name,
        media_type=kind.media_type,
        language=languages(_paragraphs(text, prose)).main,
        text=text,
        prose=prose,
        places=places,
        publisher=said.publisher,
        published=said.published,
        title=said.title,
        url=said.url,
        reader=READER,
    )
    return Reading(documents=(document,), problems=tuple(_problems(document, decoded)))


def _problems(document: Document, decoded: Decoded) -> Sequence[Problem]:
    """What is odd about a text that was read: broken bytes, signs that deceive the eye."""
    problems = []
    if decoded.broken:
        says = f"{decoded.broken} bytes are no {decoded.encoding} text and stand in it as \\xNN"
        problems.append(Problem(ProblemKind.READING, says, "look for a whole copy of it", document.name))
    hidden = len(_DECEPTIVE.findall(document.text))
    if hidden:
        says = f"the text holds {hidden} signs that nobody sees (zero width, direction)"
        problems.append(Problem(ProblemKind.READING, says, "check quotes against the original", document.name))
    return problems


def _paragraphs(text: str, prose: Sequence[Span]) -> list[str]:
    """The paragraphs of the prose, those of the whole text where there is no prose."""
    spans = prose or (Span(0, len(text)),)
    return [match.group() for span in spans for match in _PARAGRAPH.finditer(text, span.start, span.end)]


def _numbered_lines(text: str) -> Sequence[tuple[int, re.Match[str]]]:
    """The lines of a text that hold something, with their numbers as an editor counts them."""
    found = []
    number, place = 1, 0
    for match in _PARAGRAPH.finditer(text):
        gap = text[place : match.start()]
        number += gap.count("\n") + gap.count("\r") - gap.count("\r\n") + gap.count("\u2028") + gap.count("\u2029")
        found.append((number, match))
        place = match.end()
    return found


def _a(says: str) -> str:
    return f"{'an' if says[:1].lower() in 'aeiou' or says[:1] == 'X' else 'a'} {says}"
