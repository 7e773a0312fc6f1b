"""Whom a Chinese clause is about where no pattern says it: the party in front of it, else that of the clause before."""

import re
from collections.abc import Mapping
from itertools import pairwise

from clew.extract.patterns.clause_roles import acting
from clew.extract.patterns.links import load_links
from clew.records import Mention
from clew.vocabulary import EntityType

_BREAK = re.compile(r"[，,；;。：:]")
_BY_WAY = re.compile(r"(?:通过|透过|经由|经过|利用|借助|借道|委托|伙同|联合|针对|关于|随着)[^，,；;]{0,3}$")


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


def first_subjects(line: str, mentions: Mapping[str, Mention | None], speakers: frozenset[str]) -> list[Mention]:
    """The parties that a sentence is about: those who act in its first clause in which anybody but a speaker does."""
    ends = [0, *(match.end() for match in _BREAK.finditer(line)), len(line)]
    for start, end in pairwise(ends):
        told = [mention for character, mention in _of_clause(line, start, end, mentions) if character not in speakers]
        if told:
            return told
    return []


def _of_clause(line: str, start: int, end: int, mentions: Mapping[str, Mention | None]) -> list[tuple[str, Mention]]:
    """Those who act in a clause; nobody that a preposition or a verb stands before."""
    found: list[tuple[str, Mention]] = []
    for character in acting(line, start, end, load_links()[1]):
        mention = mentions.get(character)
        if mention is not None and mention.type is not EntityType.PRODUCT:
            found.append((character, mention))
    at = line.find(found[0][0], start, end) if found else start
    return [] if found and (_is_object(line, start, at, end) or _BY_WAY.search(line[start:at])) else found


def _is_object(line: str, start: int, at: int, end: int) -> bool:
    """Whether a party ends its clause behind words that are no adverbs of time: 移居|土耳其."""
    behind = line[at + 1 : end].strip("，,；;。：:")
    return not behind and at - start > 1 and not line[start:at].endswith(("年", "月", "日", "，"))
