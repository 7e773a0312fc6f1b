"""Tell the furniture of a saved page by its wording: menus, labels, calls, disclaimers, heads of related items."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cache
from importlib import resources
from itertools import product
from string import ascii_lowercase

import regex
import yaml

from clew.read.lines import LOOKED_AT, words_in

_BULLET = re.compile(r"^[\s•·▪◦‣*>»→\-–—|]{0,20}")
_ALNUM = re.compile(r"[^\W_]")
_TRAILING = " \t|•·»>▾▸›…"
"""Signs at the end of a menu entry or a label that are no part of its words."""
_LABEL_LONGEST, _MENU_END_LONGEST = 160, 64
_DISCLAIMER = 8
"""Words that a disclaimer has at least."""
_CALL_LONGEST = 400
_WORD = re.compile(r"\w+")


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


def is_furniture(line: str, wordings: Furniture) -> bool:
    """Whether one line, whatever stands around it, is a menu entry, a label, a call or a disclaimer.

    `wordings` are those that `furniture_in` gives for a text that holds the line.
    """
    return furniture_of(line, wordings) is not None


def furniture_of(line: str, wordings: Furniture) -> LineKind | None:
    """What kind of furniture a line is by its own words, None for what may be prose."""
    is_foreign = line[:3].lower() in wordings.foreign
    is_long = _LABEL_LONGEST < len(line) <= LOOKED_AT and line[0].isalnum() and line[-1] not in _TRAILING
    if wordings.silent and (is_foreign or is_long):
        return None
    lower = line[:LOOKED_AT].lower()
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


def _foreign_to(pattern: str) -> Iterator[str]:
    """Three small letters each with which nothing begins that a pattern fits as a whole."""
    fits = regex.compile(pattern)
    for first in ascii_lowercase:
        ends = {second for second in ascii_lowercase if fits.fullmatch(first + second, partial=True)}
        for second, third in product(ascii_lowercase, repeat=2):
            if second not in ends or not fits.fullmatch(first + second + third, partial=True):
                yield first + second + third


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
