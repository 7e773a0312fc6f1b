"""Whom a Chinese clause is about where no pattern says it: the party in front of it, else that of the clause before."""

import re
from collections.abc import Mapping
from itertools import pairwise

from clew.extract.patterns.table import CLASSES
from clew.records import Mention
from clew.vocabulary import EntityType

_BREAK = re.compile(r"[，,；;。：:]")
_PARTY = re.compile(CLASSES["party"])
_BEHIND = frozenset("向对从与和同跟给为替把将被在据于至到经过让使用遭受以及或、帮往自依按")
"""What stands right before a party that is no subject."""
_BY_WAY = re.compile(r"(?:通过|透过|经由|经过|利用|借助|借道|委托|伙同|联合|针对|关于|随着)[^，,；;]{0,3}$")
_JOINED = re.compile(rf"(?:、|和|与|及|以及)(?={CLASSES['party']})")
_NEVER = frozenset({EntityType.PRODUCT, EntityType.PLACE})


def subjects_before(
    line: str, at: int, mentions: Mapping[str, Mention | None], speakers: frozenset[str]
) -> list[Mention]:
    """The parties that act at character `at` of an encoded sentence; empty where the sentence names none before it.

    `speakers` are the characters of those who merely say it: they count only where nobody else is there.
    """
    ends = [0, *(match.end() for match in _BREAK.finditer(line, 0, at)), at]
    said: list[Mention] = []
    for start, end in reversed(list(pairwise(ends))):
        found = _of_clause(line, start, end, mentions)
        told = [mention for character, mention in found if character not in speakers]
        if told:
            return told
        said = said or [mention for _, mention in found]
    return said


def _of_clause(line: str, start: int, end: int, mentions: Mapping[str, Mention | None]) -> list[tuple[str, Mention]]:
    """The leftmost party of a clause that no preposition stands before, with those coordinated with it."""
    for match in _PARTY.finditer(line, start, end):
        first = match.start()
        mention = mentions.get(line[first])
        if mention is None or mention.type is EntityType.PRODUCT or (first > start and line[first - 1] in _BEHIND):
            continue
        if _BY_WAY.search(line[start:first]):
            continue
        if _owns(line, first, end) or (mention.type is EntityType.PLACE and _owner_of(line, first, end)):
            continue
        found = [(line[first], mention)]
        at = match.end()
        while (joined := _JOINED.match(line, at, end)) is not None:
            other = mentions.get(line[joined.end()])
            if other is None:
                break
            found.append((line[joined.end()], other))
            at = joined.end() + 1
        return found
    return []


def _owns(line: str, at: int, end: int) -> bool:
    """Whether a party only tells whose the next one is: 甲公司的|乙厂."""
    return line[at + 1 : at + 2] == "的" and at + 2 < end and _PARTY.match(line[at + 2]) is not None


def _owner_of(line: str, at: int, end: int) -> bool:
    return at + 1 < end and _PARTY.match(line[at + 1]) is not None
