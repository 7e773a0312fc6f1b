"""Tell the running prose of a saved page from its menus, related items, notices and calls, line by line."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cache
from importlib import resources
from itertools import product
from string import ascii_lowercase
from typing import NamedTuple

import regex
import yaml

from clew.records import Span


class LineKind(StrEnum):
    """What a line of a page is taken for."""

    SENTENCE = "sentence"
    SHORT = "short"
    LABEL = "label"
    MENU = "menu"
    CALL = "call"
    DISCLAIMER = "disclaimer"
    HEAD = "head"
    ITEM = "item"
    FIGURES = "figures"


class Line(NamedTuple):
    """One line that is not blank: where it stands in the text, and what it is taken for."""

    start: int
    end: int
    kind: LineKind
    size: int


@dataclass(frozen=True, slots=True)
class Furniture:
    """The wordings of data/furniture.yaml, each group as one pattern (disclaimers one by one).

    `labelled` is that of whole lines; the group that fits bears the name of the kind. No line that it fits begins with
    one of the `foreign` (three small letters each). A short line that ends with one of the `menu_ends` is a menu's too.
    `barred` tells whether the text holds any of the bars that part the entries of a menu, `silent` whether it holds
    nothing at all but labelled lines that may be furniture.
    """

    labelled: re.Pattern[str]
    foreign: frozenset[str]
    menu_ends: tuple[str, ...]
    calls: re.Pattern[str]
    disclaimers: tuple[re.Pattern[str], ...]
    call_hints: tuple[str, ...]
    disclaimer_hints: tuple[str, ...]
    barred: bool = True
    silent: bool = False


FURNITURE = frozenset({LineKind.LABEL, LineKind.MENU, LineKind.CALL, LineKind.DISCLAIMER, LineKind.HEAD, LineKind.ITEM})
_PLAIN = (LineKind.SENTENCE, LineKind.SHORT, LineKind.LABEL)
"""What does not make a text a saved page: a label may stand above any article."""
_WORTH = {LineKind.SHORT: -1.0, LineKind.LABEL: -1.0, LineKind.MENU: -4.0, LineKind.CALL: -5.0}
_WORTH |= {LineKind.DISCLAIMER: -8.0, LineKind.HEAD: -12.0, LineKind.ITEM: -2.0, LineKind.FIGURES: -1.0}
_LINE = re.compile(r"[^\r\n\u2028\u2029]+")
_BULLET = re.compile(r"^[\s•·▪◦‣*>»→\-–—|]{0,20}")
_WORD = re.compile(r"\w+")
_WORD_SIGNS = bytes(119 if chr(code).isalnum() or chr(code) == "_" else 32 for code in range(256))
_WORD_SIGNS = _WORD_SIGNS[:10] + b"\n" + _WORD_SIGNS[11:]
"""What the bytes of an ASCII text become so that words can be counted: "w" for each sign of one, line ends, blanks."""
_NO_LETTERS = bytes(code for code in range(256) if not (code < 128 and chr(code).isalpha()) and code != 10)
_FIGURES_SHORTEST, _FIGURES_LETTERS = 30, 0.2
"""A line so long of which fewer signs are letters is the line of a protocol or a table, whatever its few words."""
_ALNUM = re.compile(r"[^\W_]")
_CONTENT = re.compile(r"[^\W\d_]{5,40}|[\u3400-\u9fff]{2}")
_WIDE = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]")
_ENDINGS = tuple(".!?:;…。！？：；)]»”\"’'")
_STOPS = tuple(".!?。！？")
_TRAILING = " \t|•·»>▾▸›…"
"""Signs at the end of a menu entry or a label that are no part of its words."""
_LABEL_LONGEST, _MENU_END_LONGEST = 160, 64
_DISCLAIMER = 8
"""Words that a disclaimer has at least."""
_CALL_LONGEST = 400
_LOOKED_AT = 6_000
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


@cache
def load_furniture() -> Furniture:
    """The shipped wordings of page furniture (data/furniture.yaml)."""
    text = resources.files("clew.read.data").joinpath("furniture.yaml").read_text(encoding="utf-8")
    table: dict[str, list[str]] = yaml.safe_load(text)

    def joined(group: str) -> re.Pattern[str]:
        return re.compile("|".join(f"(?:{wording})" for wording in table[group]))

    disclaimers = tuple(re.compile(wording) for wording in table["disclaimers"])
    groups = ((LineKind.MENU, "menu"), (LineKind.HEAD, "heads"), (LineKind.LABEL, "labels"))
    labelled = "|".join(f"(?P<{kind}>{joined(group).pattern})" for kind, group in groups)
    foreign, ends = frozenset(_foreign_to(labelled)), tuple(table["menu_ends"])
    hints = tuple(table["call_hints"]), tuple(table["disclaimer_hints"])
    return Furniture(re.compile(labelled), foreign, ends, joined("calls"), disclaimers, *hints)


def _foreign_to(pattern: str) -> Iterator[str]:
    """Three small letters each with which nothing begins that a pattern fits as a whole."""
    fits = regex.compile(pattern)
    for first in ascii_lowercase:
        ends = {second for second in ascii_lowercase if fits.fullmatch(first + second, partial=True)}
        for second, third in product(ascii_lowercase, repeat=2):
            if second not in ends or not fits.fullmatch(first + second + third, partial=True):
                yield first + second + third


def furniture_in(text: str) -> Furniture:
    """The shipped wordings, with only those hints whose words an English text holds at all: few for each line.

    Texts in other letters get all of them.
    """
    wordings = load_furniture()
    if not text.isascii():
        return wordings
    words = "\n".join(set(text.lower().split()))
    calls, disclaimers, ends = (
        tuple(hint for hint in hints if all(piece in words for piece in hint.split()))
        for hints in (wordings.call_hints, wordings.disclaimer_hints, wordings.menu_ends)
    )
    barred = "|" in text
    silent = not (calls or len(disclaimers) > 1 or ends or barred)
    narrowed = replace(wordings, call_hints=calls, disclaimer_hints=disclaimers, menu_ends=ends)
    return replace(narrowed, barred=barred, silent=silent)


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


def lines_of(text: str) -> Iterator[tuple[int, str]]:
    """Each line of a text that is not blank, without the blanks at its ends, and where in the text it begins."""
    found: Iterator[tuple[int, str]]
    if "\r" in text or "\u2028" in text or "\u2029" in text:
        found = ((match.start(), match.group()) for match in _LINE.finditer(text))
    else:
        found = _by_line_ends(text)
    for start, line in found:
        stripped = line.strip()
        if stripped:
            yield (start if stripped[0] == line[0] else start + line.index(stripped[0])), stripped


def _measured(text: str) -> Iterator[tuple[int, str, int, float]]:
    """The lines of a text as `lines_of` gives them, with their number of words and the share of letters in them."""
    if not text.isascii() or "\r" in text:
        yield from ((start, line, words_in(line), _letters_in(line)) for start, line in lines_of(text))
        return
    signs = text.encode("ascii")
    of_words = b" " + signs.translate(_WORD_SIGNS).replace(b"\n", b"\n ")
    of_letters = signs.translate(None, _NO_LETTERS)
    start = 0
    for whole, words, letters in zip(text.split("\n"), of_words.split(b"\n"), of_letters.split(b"\n"), strict=True):
        line = whole.strip()
        if len(line) > _CALL_LONGEST:
            yield start + whole.index(line[0]), line, words_in(line), _letters_in(line)
        elif line:
            at = start if line[0] == whole[0] else start + whole.index(line[0])
            yield at, line, words.count(b" w"), len(letters) / len(line)
        start += len(whole) + 1


def _by_line_ends(text: str) -> Iterator[tuple[int, str]]:
    """The lines of a text that has no other line ends than the usual one: far quicker than by their pattern."""
    start = 0
    for line in text.split("\n"):
        yield start, line
        start += len(line) + 1


def classify(text: str) -> Iterator[Line]:
    """Each line of a text that is not blank, with what it is taken for."""
    wordings = furniture_in(text)
    headlines: set[str] = set()
    above: list[str] = []
    related = after_head = False
    for start, line, size, letters in _measured(text):
        kind = _furniture(line, wordings) or _prose(line, size, letters)
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


def is_furniture(line: str, wordings: Furniture) -> bool:
    """Whether one line, whatever stands around it, is a menu entry, a label, a call or a disclaimer.

    `wordings` are those that `furniture_in` gives for a text that holds the line.
    """
    return _furniture(line, wordings) is not None


def words_in(line: str) -> int:
    """How many words a line has; two Chinese or Japanese signs count as one."""
    if line.isascii():
        return (b" " + line[:_LOOKED_AT].encode("ascii").translate(_WORD_SIGNS).replace(b"\n", b" ")).count(b" w")
    looked_at = line[:_LOOKED_AT]
    wide = len(_WIDE.findall(looked_at))
    return (wide + 1) // 2 + (len(_WORD.findall(_WIDE.sub(" ", looked_at) if wide else looked_at)))


def _letters_in(line: str) -> float:
    """The share of letters in the beginning of an ASCII line; 1 for lines in other letters."""
    looked_at = line[:_CALL_LONGEST].encode("ascii") if line.isascii() else b""
    return len(looked_at.translate(None, _NO_LETTERS)) / len(looked_at) if looked_at else 1.0


def _prose(line: str, size: int, letters: float) -> LineKind:
    """What a line is that is no furniture; `size` is its words, `letters` the share of letters in it."""
    if letters < _FIGURES_LETTERS and len(line) >= _FIGURES_SHORTEST:  # a protocol of a machine, a row of a table
        return LineKind.FIGURES
    least = 3 if line.endswith(_STOPS) else 5 if line.endswith(_ENDINGS) else 12
    if size >= least and (line[0].isalnum() or _ALNUM.search(line, 0, _LOOKED_AT)):
        return LineKind.SENTENCE
    return LineKind.SHORT


def _furniture(line: str, wordings: Furniture) -> LineKind | None:
    """What kind of furniture a line is by its own words, None for what may be prose."""
    is_foreign = line[:3].lower() in wordings.foreign
    is_long = _LABEL_LONGEST < len(line) <= _LOOKED_AT and line[0].isalnum() and line[-1] not in _TRAILING
    if wordings.silent and (is_foreign or is_long):
        return None
    lower = line[:_LOOKED_AT].lower()
    bare = lower if lower[:1].isalnum() else _BULLET.sub("", lower, count=1)
    bare = bare.rstrip(_TRAILING)
    if not bare or not (bare[0].isalnum() or _ALNUM.search(bare, 0, _LABEL_LONGEST)):
        return None
    if len(bare) <= _LABEL_LONGEST:
        if (
            bare.endswith(wordings.menu_ends)
            and len(bare) <= _MENU_END_LONGEST
            and _WORD.findall(bare)[-1] in wordings.menu_ends
        ):
            return LineKind.MENU
        labelled = None if is_foreign else wordings.labelled.fullmatch(bare)
        if labelled is not None and labelled.lastgroup is not None:
            return LineKind(labelled.lastgroup)
        if wordings.barred and _is_bar(line):
            return LineKind.MENU
    hinted = wordings.call_hints and len(bare) <= _CALL_LONGEST and _holds(lower, wordings.call_hints, 1)
    if hinted and wordings.calls.search(bare):
        return LineKind.CALL
    hints = wordings.disclaimer_hints
    may_disclaim = len(hints) > 1 and _holds(lower, hints, 2) and words_in(line) >= _DISCLAIMER
    if may_disclaim and sum(pattern.search(lower) is not None for pattern in wordings.disclaimers) > 1:
        return LineKind.DISCLAIMER
    return None


def _holds(lower: str, hints: Sequence[str], least: int) -> bool:
    """Whether a line holds so many different hints at least: one to a call, two to a disclaimer."""
    for hint in hints:
        if hint in lower:
            least -= 1
            if not least:
                return True
    return False


def _is_bar(line: str) -> bool:
    """Whether a line is a row of menu entries: three or more short parts between bars."""
    if line.count("|") + line.count("•") + line.count("·") < 3:
        return False
    parts = [part.strip() for part in re.split(r"[|•·]", line)]
    return len(parts) > 3 and all(len(part.split()) <= 4 for part in parts)


def _opening(line: str) -> str:
    """How a line begins: a longer line that begins as a headline does is the text of its picture."""
    return " ".join(line[:_LOOKED_AT].casefold().split(None, 8)[:8])


def _worth(line: Line) -> float:
    return min(line.size, 40) / 8 + 1 if line.kind is LineKind.SENTENCE else _WORTH[line.kind]


def _content(text: str, line: Line) -> set[str]:
    """The beginnings of the longer words of a line, by which kinship is measured."""
    looked_at = text[line.start : min(line.end, line.start + _LOOKED_AT)].casefold()
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
