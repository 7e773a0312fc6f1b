"""What a reader of one format gives back: a text with its places, or a fault; and how texts are put together."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from clew.records import Given, Place, Span
from clew.vocabulary import DocumentState

NO_PROSE = (Span(0, 0),)
"""The prose of a document that holds none (a table): one empty span, so that it is not taken for unmarked."""


@dataclass(frozen=True, slots=True)
class Lit:
    """What of one line is to be lit on the picture of its page.

    `line` is its number among the lines of the page (from 0), `start` and `end` are characters within it, `box` is the
    line's own box in points (in dots on a picture), for pages whose words were recognised.
    """

    line: int
    start: int
    end: int
    box: tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Drawing:
    """A page to be drawn: its number from 1, dots for each point, what is to be lit on it."""

    page: int
    scale: float = 2.0
    lit: tuple[Lit, ...] = ()


@dataclass(frozen=True, slots=True)
class Limits:
    """How much one document may cost; what goes beyond is a typed failure, not an error.

    `seconds` and `memory` (bytes of address space) hold for the sandbox. `unpacked` bounds the bytes that all
    archives in one file may give together, `ratio` how many times its size one member may unpack to (from
    `ratio_from` bytes on), `members` and `depth` their number and nesting, `pages`, `pixels` (a side),
    `characters` and `places` what one document may have. Tables beyond `table` bytes are read in parts of about
    `table_part` bytes, each a document of its own. `ocr` is the command that recognises
    words in pictures, and its languages; None for none. `drawing` is asked of the drawer only (`clew.read.lit`).
    """

    seconds: float = 120.0
    memory: int = 2 << 30
    unpacked: int = 1 << 30
    ratio: int = 200
    ratio_from: int = 4 << 20
    members: int = 100_000
    depth: int = 8
    pages: int = 10_000
    pixels: int = 10_000
    characters: int = 50_000_000
    places: int = 1_000_000
    table: int = 8 << 20
    table_part: int = 2 << 20
    ocr: tuple[str, str] | None = None
    drawing: Drawing | None = None


@dataclass(frozen=True, slots=True)
class Fault:
    """Why a file, or a part of it, cannot be read, and what the user can do."""

    state: DocumentState
    says: str
    fix: str


@dataclass(frozen=True, slots=True)
class Oddity:
    """Something strange about a text that was read, and the stretch of it that it is about, if any."""

    says: str
    fix: str
    start: int | None = None
    end: int | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """A file inside another: its name as written there, and its bytes or why it could not be taken out.

    `rows_before` counts the rows of a table that stand in the file before those of this part, None for other files.
    """

    name: str
    content: bytes | Fault
    rows_before: int | None = None


@dataclass(frozen=True, slots=True)
class Body:
    """A text with its places and prose (None: to be told by its lines), and the parts packed beside it.

    `lacking` says what of it could not be read for now: pages that need OCR.
    """

    text: str
    places: tuple[Place, ...] = ()
    prose: tuple[Span, ...] | None = None
    stated: Given = field(default_factory=Given)
    oddities: tuple[Oddity, ...] = ()
    parts: tuple[Part, ...] = ()
    media_type: str | None = None
    lacking: Fault | None = None


@dataclass(slots=True)
class TextBuilder:
    """A text being put together from pieces, with the place of each; hidden pieces are kept out of the prose."""

    pieces: list[str] = field(default_factory=list)
    places: list[Place] = field(default_factory=list)
    hidden: list[tuple[Span, str]] = field(default_factory=list)
    length: int = 0

    def add(self, words: str, part: str, *, after: str = "\n", hidden: str | None = None) -> Span:
        """Append words as one place, then `after`; `hidden` says why they are not to be seen, None if they are."""
        words = printable(words)
        span = Span(self.length, self.length + len(words))
        self.pieces += (words, after)
        self.length += len(words) + len(after)
        if words:
            named = part if hidden is None else f"{part} (hidden: {hidden})"
            self.places.append(Place(span.start, span.end, named))
            if hidden is not None:
                self.hidden.append((span, hidden))
        return span

    @property
    def text(self) -> str:
        """The text so far."""
        return "".join(self.pieces)

    def oddities(self) -> tuple[Oddity, ...]:
        """One oddity for each reason why words are hidden, at the first of them."""
        first: dict[str, tuple[Span, int]] = {}
        for span, why in self.hidden:
            found = first.get(why, (span, 0))
            first[why] = (found[0], found[1] + span.end - span.start)
        return tuple(
            Oddity(
                f"it holds {count} hidden characters ({why})",
                "read them apart; no claim is taken from them",
                *_ends(span),
            )
            for why, (span, count) in first.items()
        )

    def without_hidden(self, prose: Iterable[Span]) -> tuple[Span, ...]:
        """The prose with all hidden stretches cut out of it."""
        return cut_out(prose, [span for span, _ in self.hidden])


def cut_out(prose: Iterable[Span], unwanted: Iterable[Span]) -> tuple[Span, ...]:
    """Spans without the stretches that other spans (in order, apart) cover."""
    holes = sorted(unwanted, key=lambda span: span.start)
    kept: list[Span] = []
    place = 0
    for span in prose:
        start = span.start
        while place < len(holes) and holes[place].end <= start:
            place += 1
        at = place
        while at < len(holes) and holes[at].start < span.end:
            if holes[at].start > start:
                kept.append(Span(start, holes[at].start))
            start = max(start, holes[at].end)
            at += 1
        if start < span.end:
            kept.append(Span(start, span.end))
    return tuple(kept)


def printable(words: str) -> str:
    r"""The same words with lone surrogates, which no file can hold, written as `\udcNN`."""
    if words.isascii():
        return words
    try:
        words.encode("utf-8")
    except UnicodeEncodeError:
        return words.encode("utf-8", "backslashreplace").decode("utf-8")
    return words


def _ends(span: Span) -> tuple[int, int]:
    return span.start, span.end
