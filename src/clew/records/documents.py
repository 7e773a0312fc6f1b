"""Documents as received, their text, and the exact places inside it."""

from dataclasses import dataclass, field

from clew.vocabulary import DocumentState, ProblemKind


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of a document's text: `text[start:end]`, in characters."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Place:
    """Where a stretch of the text stands in the original: a page, a paragraph, a cell, a message part.

    `part` names it for people ("page 3", "cell B7", "attachment 2"); `box` is its rectangle on the page
    picture in points (left, top, right, bottom), where the original has pages.
    """

    start: int
    end: int
    part: str
    box: tuple[float, float, float, float] | None = None


@dataclass(frozen=True, slots=True)
class Quote:
    """Words of a document: `text[start:end]` of the document whose SHA-256 is `document`."""

    document: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Document:
    """One file as received, and its text.

    `id` is the SHA-256 of the bytes, in hex. `name` is the path relative to the argument of `clew add`.
    `text` is the untouched text; every offset in Clew points into it. `prose` marks the stretches that are
    running prose, as opposed to menus, related items and disclaimers; extraction looks only there.
    `published` is an EDTF date. `publisher`, `title`, `url`, `published` are None where nobody states them.
    `language` is the ISO 639-1 code of most of the prose, "und" where it cannot be told.
    `parent` is the id of the document that this one was attached to or packed in.
    """

    id: str
    name: str
    media_type: str
    language: str
    text: str = field(repr=False)
    prose: tuple[Span, ...] = field(default=(), repr=False)
    places: tuple[Place, ...] = field(default=(), repr=False)
    publisher: str | None = None
    published: str | None = None
    title: str | None = None
    url: str | None = None
    parent: str | None = None
    reader: str = ""


@dataclass(frozen=True, slots=True)
class Given:
    """What the user says about a document beside handing it over; None where nothing is said."""

    published: str | None = None
    publisher: str | None = None
    url: str | None = None
    title: str | None = None


@dataclass(frozen=True, slots=True)
class Problem:
    """A fault in the material: where it is, what is wrong, and what to do about it."""

    kind: ProblemKind
    says: str
    fix: str
    doc: str
    quote: Quote | None = None


@dataclass(frozen=True, slots=True)
class Failure:
    """A file that could not be read: its name, the SHA-256 of its bytes, how it failed and why.

    A document that was read may have one of `NEEDS_OCR`, about those of its pages that hold no text. `given` is what
    was said about the file, `parent` the id of what it is packed in, both for reading it again.
    """

    doc: str
    document: str
    state: DocumentState
    problem: Problem
    given: Given = field(default_factory=Given)
    parent: str | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """What came of reading one file: documents (itself, then what was packed in it), failures, problems.

    `packed` holds the bytes of what was packed in it, each with its SHA-256, so that they can be kept as well.
    """

    documents: tuple[Document, ...] = ()
    failures: tuple[Failure, ...] = ()
    problems: tuple[Problem, ...] = ()
    packed: tuple[tuple[str, bytes], ...] = ()


def words(quote: Quote, document: Document) -> str:
    """The words that a quote points at."""
    return document.text[quote.start : quote.end]
