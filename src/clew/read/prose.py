"""Tell the running prose of a saved page from its menus, related items, notices and calls, line by line."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from clew.read.furniture import LineKind, furniture_in, furniture_of
from clew.read.lines import LOOKED_AT, measured
from clew.records import Span


class Line(NamedTuple):
    """One line that is not blank: where it stands in the text, and what it is taken for."""

    start: int
    end: int
    kind: LineKind
    size: int


FURNITURE = frozenset({LineKind.LABEL, LineKind.MENU, LineKind.CALL, LineKind.DISCLAIMER, LineKind.HEAD, LineKind.ITEM})
_PLAIN = (LineKind.SENTENCE, LineKind.SHORT, LineKind.LABEL)
"""What does not make a text a saved page: a label may stand above any article."""
_WORTH = {LineKind.SHORT: -1.0, LineKind.LABEL: -1.0, LineKind.MENU: -4.0, LineKind.CALL: -5.0}
_WORTH |= {LineKind.DISCLAIMER: -8.0, LineKind.HEAD: -12.0, LineKind.ITEM: -2.0, LineKind.FIGURES: -1.0}
_FIGURES_SHORTEST, _FIGURES_LETTERS = 30, 0.2
"""A line so long of which fewer signs are letters is the line of a protocol or a table, whatever its few words."""
_ALNUM = re.compile(r"[^\W_]")
_CONTENT = re.compile(r"[^\W\d_]{5,40}|[\u3400-\u9fff]{2}")
_ENDINGS = tuple(".!?:;…。！？：；)]»”\"’'")
_STOPS = tuple(".!?。！？")
_FURNISHED = 3
_FURNISHED_SHARE = 0.15
"""Below three lines of furniture, and below this share of all lines, a text is no saved page: only they go."""
_ITEM = 4
"""Words that a headline, or the title of a related item, has at least."""
_LABELS = 8
"""How many labels and buttons may stand between a headline and its article."""
_STEM = 5
"""Words that agree in so many first letters count as one, whatever their endings."""
_KIN = 0.25
"""Share of its longer words that a run must have in common with the article to belong to it."""
_KIN_LINE = 0.6
"""The same for a single line that stands apart (a headline above the byline)."""


def find_prose(text: str) -> tuple[Span, ...]:
    """The stretches of a plain text that are running prose, in their order.

    A text without any page furniture is prose as a whole. Otherwise the best run of lines is taken, with the
    runs and headlines that share its words; furniture inside it is left out, and lines of figures always are.
    Time is linear in the text.
    """
    lines = tuple(classify(text))
    if not lines:
        return ()
    if all(line.kind in _PLAIN for line in lines):
        return (Span(lines[0].start, lines[-1].end),)
    furniture = sum(line.kind not in _PLAIN and line.kind is not LineKind.FIGURES for line in lines)
    if furniture < _FURNISHED and furniture < _FURNISHED_SHARE * len(lines):
        left_out = FURNITURE | {LineKind.FIGURES}
        return _spans(lines, {place for place, line in enumerate(lines) if line.kind not in left_out})
    return select(text, lines)


def classify(text: str) -> Iterator[Line]:
    """Each line of a text that is not blank, with what it is taken for."""
    wordings = furniture_in(text)
    headlines: set[str] = set()
    above: list[str] = []
    related = after_head = False
    for start, line, size, letters in measured(text):
        kind = furniture_of(line, wordings) or _prose(line, size, letters)
        if (kind is LineKind.SENTENCE or kind is LineKind.SHORT) and not line.endswith(_ENDINGS):
            related = (related or (after_head and size >= _ITEM)) and not (kind is LineKind.SENTENCE and size >= 15)
            is_opened = False
            if kind is LineKind.SENTENCE:
                headlines.update(map(_opening, above))
                above.clear()
                is_opened = _opening(line) in headlines
            after_head = False
            kind = LineKind.MENU if is_opened else LineKind.ITEM if related else kind
        else:
            related = (related or (after_head and size >= _ITEM)) and not (kind is LineKind.SENTENCE and size >= 15)
            after_head = kind is LineKind.HEAD
        if 6 <= size <= 30:
            above.append(line)
        yield Line(start, start + len(line), kind, size)


def select(text: str, lines: Sequence[Line]) -> tuple[Span, ...]:
    """The spans of prose among classified lines: the best run, its kin, and the headline above it."""
    runs = list(best_runs([_worth(line) for line in lines]))
    if not runs:
        return _spans(lines, {place for place, line in enumerate(lines) if line.kind not in FURNITURE})
    scored = {run: sum(_worth(line) for line in lines[run[0] : run[1]]) for run in runs}
    first, last = max(runs, key=lambda run: scored[run])
    vocabulary = {word for line in lines[first:last] for word in _content(text, line)}
    kept = set(range(first, last))
    for run in runs:
        own = {word for line in lines[run[0] : run[1]] for word in _content(text, line)}
        if len(own & vocabulary) >= _KIN * max(1, len(own)) and any(
            lines[place].kind is LineKind.SENTENCE and lines[place].size >= 8 for place in range(*run)
        ):
            kept.update(range(*run))
    kept -= {place for place in kept if lines[place].kind in FURNITURE or lines[place].kind is LineKind.FIGURES}
    headings = _headings(text, lines, kept)
    for place, line in enumerate(lines):
        if place not in kept and line.kind in (LineKind.SENTENCE, LineKind.SHORT, LineKind.ITEM) and line.size >= _ITEM:
            own = _content(text, line)
            if len(own) > 1 and len(own & vocabulary) >= _KIN_LINE * len(own):
                kept.add(place)
    return _spans(lines, kept | headings)


def best_runs(worths: Sequence[float]) -> Iterator[tuple[int, int]]:
    """All maximal runs of positive worth, as half-open ranges (Ruzzo and Tompa 1999, in linear time)."""
    runs: list[tuple[int, int, float, float, int]] = []
    total = 0.0
    for place, worth in enumerate(worths):
        before, total = total, total + worth
        if worth <= 0:
            continue
        start, left = place, before
        while True:
            lower = len(runs) - 1
            while lower >= 0 and runs[lower][2] >= left:
                lower = runs[lower][4]
            if lower < 0 or runs[lower][3] >= total:
                runs.append((start, place + 1, left, total, lower))
                break
            start, _, left, _, _ = runs[lower]
            del runs[lower:]
    yield from ((start, end) for start, end, *_ in runs)


def _prose(line: str, size: int, letters: float) -> LineKind:
    """What a line is that is no furniture; `size` is its words, `letters` the share of letters in it."""
    if letters < _FIGURES_LETTERS and len(line) >= _FIGURES_SHORTEST:  # a protocol of a machine, a row of a table
        return LineKind.FIGURES
    least = 3 if line.endswith(_STOPS) else 5 if line.endswith(_ENDINGS) else 12
    if size >= least and (line[0].isalnum() or _ALNUM.search(line, 0, LOOKED_AT)):
        return LineKind.SENTENCE
    return LineKind.SHORT


def _opening(line: str) -> str:
    """How a line begins: a longer line that begins as a headline does is the text of its picture."""
    return " ".join(line[:LOOKED_AT].casefold().split(None, 8)[:8])


def _worth(line: Line) -> float:
    return min(line.size, 40) / 8 + 1 if line.kind is LineKind.SENTENCE else _WORTH[line.kind]


def _content(text: str, line: Line) -> set[str]:
    """The beginnings of the longer words of a line, by which kinship is measured."""
    looked_at = text[line.start : min(line.end, line.start + LOOKED_AT)].casefold()
    return {word[:_STEM] for word in _CONTENT.findall(looked_at)}


def _headings(text: str, lines: Sequence[Line], kept: set[int]) -> set[int]:
    """Short lines above kept sentences: a heading or dateline directly above, a headline above the page's labels."""
    found: set[int] = set()
    for place in kept:
        if lines[place].kind is not LineKind.SENTENCE or place - 1 in kept or not place:
            continue
        above = place - 1
        if lines[above].kind is LineKind.SHORT:
            if text[lines[place].end - 1] in _ENDINGS:
                found.add(above)
            continue
        while above > place - _LABELS and above and lines[above].kind in (LineKind.LABEL, LineKind.MENU):
            above -= 1
        labelled = any(line.kind is LineKind.LABEL for line in lines[above:place])
        if labelled and lines[above].kind in (LineKind.SHORT, LineKind.ITEM) and lines[above].size >= _ITEM:
            found.add(above)
    return found


def _spans(lines: Sequence[Line], kept: set[int]) -> tuple[Span, ...]:
    """Join kept lines that follow one another into spans."""
    spans: list[Span] = []
    last = -2
    for place in sorted(kept):
        if place == last + 1:
            spans[-1] = Span(spans[-1].start, lines[place].end)
        else:
            spans.append(Span(lines[place].start, lines[place].end))
        last = place
    return tuple(spans)
