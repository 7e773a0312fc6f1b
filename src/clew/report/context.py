"""Quotes in their context: a document's prose cut into pieces, each with the marks whose words it carries."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from heapq import heappop, heappush
from itertools import pairwise

from clew.records import Document, Span
from clew.vocabulary import Status


@dataclass(frozen=True, slots=True)
class Mark:
    """Words to be marked in a document's text: their place, the address they stand at, and where to go back to.

    `label` is the number that readers see (empty for words that are no claim's quote), `says` what a pointer shows.
    """

    start: int
    end: int
    anchor: str
    back: str | None = None
    label: str = ""
    says: str = ""
    status: Status | None = None


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text under the same marks: its words, the marks that begin here, those it carries, those that end.

    `gap` stands for text that was left out because it is not prose (menus, related items, disclaimers).
    """

    text: str
    begins: tuple[Mark, ...] = ()
    carries: tuple[Mark, ...] = ()
    ends: tuple[Mark, ...] = ()
    gap: bool = False


def pieces_of(document: Document, marks: Sequence[Mark]) -> tuple[Piece, ...]:
    """Cut a document's prose at each beginning and end of a mark, so that overlapping marks can all be shown.

    Words that are marked outside the prose are shown as well; marks outside the text are left out.
    """
    length = len(document.text)
    ordered = sorted(
        (mark for mark in marks if 0 <= mark.start < mark.end <= length), key=lambda mark: (mark.start, mark.end)
    )
    spans = _shown(document, ordered)
    found: list[Piece] = []
    sweep = _Sweep(ordered)
    before = 0
    for span in spans:
        if document.text[before : span.start].strip():
            found.append(Piece("", gap=True))
        found.extend(sweep.cut(document.text, span))
        before = span.end
    if document.text[before:].strip():
        found.append(Piece("", gap=True))
    return tuple(found)


def _shown(document: Document, marks: Sequence[Mark]) -> list[Span]:
    """The prose and all marked words, as spans that do not touch, in the order of the text."""
    length = len(document.text)
    prose = document.prose or (Span(0, length),)
    merged: list[Span] = []
    for start, end in sorted(
        [(span.start, min(span.end, length)) for span in prose] + [(m.start, m.end) for m in marks]
    ):
        if merged and start <= merged[-1].end:
            merged[-1] = Span(merged[-1].start, max(merged[-1].end, end))
        elif start < end:
            merged.append(Span(start, end))
    return merged


class _Sweep:
    """Goes through a text once, from left to right, and knows which marks are open."""

    def __init__(self, marks: Sequence[Mark]) -> None:
        self._marks = marks
        self._next = 0
        self._open: list[Mark] = []
        self._cuts: list[int] = []
        for mark in marks:
            heappush(self._cuts, mark.start)
            heappush(self._cuts, mark.end)

    def cut(self, text: str, span: Span) -> Iterator[Piece]:
        """The pieces of one span."""
        places = [span.start]
        while self._cuts and self._cuts[0] <= span.end:
            place = heappop(self._cuts)
            if place > places[-1]:
                places.append(place)
        if places[-1] < span.end:
            places.append(span.end)
        for start, end in pairwise(places):
            begins = self._begun(start)
            self._open = [mark for mark in self._open if mark.end > start] + begins
            ends = tuple(mark for mark in self._open if mark.end == end)
            yield Piece(text[start:end], tuple(begins), tuple(self._open), ends)

    def _begun(self, start: int) -> list[Mark]:
        begins = []
        while self._next < len(self._marks) and self._marks[self._next].start <= start:
            begins.append(self._marks[self._next])
            self._next += 1
        return begins
