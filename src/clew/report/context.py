"""Quotes in their context: a document's prose cut into pieces, each with the claims whose words it carries."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from clew.records import Claim, Document, Span

_GAP = "\u00a0[…]\u00a0"
"""What stands for text that is not prose (menus, related items) between two stretches."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text under the same claims: its words, the claims that begin here, those it carries, those that end.

    `gap` marks a place where text that is not prose was left out.
    """

    text: str
    begins: tuple[Claim, ...] = ()
    carries: tuple[Claim, ...] = ()
    ends: tuple[Claim, ...] = ()
    gap: bool = False


def pieces_of(document: Document, claims: Sequence[Claim]) -> tuple[Piece, ...]:
    """Cut a document's prose at every beginning and end of a quote, so that overlapping quotes can all be marked."""
    spans = document.prose or (Span(0, len(document.text)),)
    ordered = sorted(claims, key=lambda claim: (claim.quote.start, claim.quote.end))
    found: list[Piece] = []
    for number, span in enumerate(spans):
        if number and document.text[spans[number - 1].end : span.start].strip():
            found.append(Piece(_GAP, gap=True))
        found.extend(_cut(document, span, ordered))
    return tuple(found)


def _cut(document: Document, span: Span, claims: Sequence[Claim]) -> list[Piece]:
    inside = [claim for claim in claims if claim.quote.start < span.end and claim.quote.end > span.start]
    cuts = {span.start, span.end}
    for claim in inside:
        cuts.update(place for place in (claim.quote.start, claim.quote.end) if span.start <= place <= span.end)
    places = sorted(cuts)
    open_now: list[Claim] = [claim for claim in inside if claim.quote.start < span.start]
    waiting = [claim for claim in inside if claim.quote.start >= span.start]
    found = []
    for start, end in pairwise(places):
        begins = []
        while waiting and waiting[0].quote.start == start:
            begins.append(waiting.pop(0))
        open_now = [*open_now, *begins]
        ends = tuple(claim for claim in open_now if claim.quote.end == end)
        found.append(Piece(document.text[start:end], tuple(begins), tuple(open_now), ends))
        open_now = [claim for claim in open_now if claim.quote.end > end]
    return found
