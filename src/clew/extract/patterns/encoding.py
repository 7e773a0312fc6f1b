"""A sentence with each thing that it names put as one private character, and the way back to the text's offsets.

Words that only say what a name behind them is (伊朗商人|X) are left out.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from clew.extract.names.chinese_words import Found
from clew.extract.patterns.table import ANAPHOR, BODY, COUNTRY, GOOD, PERSON, PLACE, RANGE
from clew.vocabulary import EntityType

_BASES = {EntityType.PERSON: PERSON, EntityType.PLACE: PLACE, EntityType.PRODUCT: GOOD}


@dataclass(frozen=True, slots=True)
class Encoded:
    """`line` with its private characters, of the document's `text`.

    `starts[i]` and `ends[i]` are the offsets of character i in the text.
    """

    line: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    things: dict[str, Found]
    text: str

    def span(self, first: int, last: int) -> tuple[int, int]:
        """Offsets in the text of the stretch `line[first:last]`."""
        return self.starts[first], self.ends[last - 1]


def encode(text: str, start: int, end: int, found: Sequence[Found]) -> Encoded:
    """The sentence `text[start:end]` with `found` (in order, not overlapping) put as private characters."""
    line: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    things: dict[str, Found] = {}
    at = start
    for number, each in enumerate(found[: RANGE - 1]):
        for index in range(at, max(at, each.first)):
            _put(text[index], index, index + 1, (line, starts, ends))
        taken_up = each.anaphor and each.type is not EntityType.PRODUCT
        base = ANAPHOR if taken_up else COUNTRY if each.country else _BASES.get(each.type, BODY)
        character = chr(ord(base) + number)
        things[character] = each
        _put(character, each.start, each.end, (line, starts, ends))
        at = each.end
    for index in range(at, end):
        _put(text[index], index, index + 1, (line, starts, ends))
    return Encoded(_full_width("".join(line)), tuple(starts), tuple(ends), things, text)


def _full_width(line: str) -> str:
    """The line with its half-width commas, colons and semicolons as full-width ones, but for those inside numbers."""
    return _HALF.sub(lambda match: _FULL[match.group()], line)


_FULL = {",": "，", ":": "：", ";": "；"}
_HALF = re.compile(r"(?<!\d)[,:;]|[,:;](?!\d)")


def _put(character: str, start: int, end: int, into: tuple[list[str], list[int], list[int]]) -> None:
    if character == " ":
        return
    into[0].append(character)
    into[1].append(start)
    into[2].append(end)
