"""Chinese names that no suffix tells: transliterated ones with a dot, and those with their original in a bracket."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from clew.extract.names.chinese_parting import ends_as_body
from clew.extract.parse.chinese import Segmented
from clew.vocabulary import EntityType

_DOTS = "·•‧・"
_HAN = "\u4e00-\u9fff"
_DOTTED = re.compile(rf"[{_HAN}]{{1,8}}(?:[{_DOTS}](?:[{_HAN}]{{1,8}}|[A-Z](?![A-Za-z])))+")
_LATER = re.compile(rf"[{_DOTS}]")
_ORIGINAL = re.compile(
    rf"(?P<name>[{_HAN}{_DOTS}]{{2,14}})\s?[（(](?P<latin>[A-Z][A-Za-z][A-Za-z0-9 .,&'’/-]{{0,60}})[）)]"
)
_FIRM = re.compile(
    r"\b(?:Ltd|LLC|Inc|Corp|Co|Group|GmbH|Company|Limited|AG|Plc|Holdings?|Trading|Systems)\b", re.IGNORECASE
)
_PERSONAL = re.compile(r"[A-Z][a-z’'-]+(?: [A-Z][a-z.’'-]*)+")
_BEHIND = re.compile("透过|通过|经由|承认|否认|表示|担任|涉嫌|名下")
"""Words that lac takes for the end of a name with a dot."""
_AT = re.compile("于(?=[\\d去今同上当前])")
"""The preposition before a date, which lac takes for the end of a name."""
_PART = 3
"""So many characters of transliteration behind a name go on with it."""
_PERSON = frozenset({"PER", "nr"})
_PROPER = frozenset({"PER", "nr", "LOC", "ns"})
_PLAIN = frozenset({"v", "p", "u", "d", "c", "r", "m", "w", "q", "TIME"})


@dataclass(frozen=True, slots=True)
class Foreign:
    """Offsets of a name, and its type where the name or its original tells it."""

    start: int
    end: int
    type: EntityType | None


def foreign_names(
    text: str,
    sentence: Segmented,
    letters: frozenset[str],
    suffixes: Mapping[str, EntityType | None],
    nouns: Mapping[str, EntityType],
) -> Iterator[Foreign]:
    """The transliterated names of a sentence and those behind which a bracket holds the original.

    `letters` are the characters that transliterations are written in, `suffixes` and `nouns` those of the table.
    """
    for match in _DOTTED.finditer(text, sentence.start, sentence.end):
        start, end = _transliterated(text, match, letters, sentence)
        if end - start >= 3 and any(dot in text[start:end] for dot in _DOTS):
            yield Foreign(start, end, EntityType.PERSON)
    for match in _ORIGINAL.finditer(text, sentence.start, sentence.end):
        start = _first(text, sentence, match, nouns)
        name = text[start : match.end("name")]
        called = _PERSONAL.fullmatch(match["latin"]) is not None
        if len(name) >= 2 and (called or not any(name.endswith(noun) for noun in nouns)):
            yield Foreign(start, match.end("name"), _type(name, match["latin"], sentence, start, suffixes))


def _transliterated(text: str, match: re.Match[str], letters: frozenset[str], sentence: Segmented) -> tuple[int, int]:
    """The part of a run with dots that is one name: what lac marks as a person, else the characters of transliteration.

    lac may cut the first character off: 礼|萨·卡里米.
    """
    dots = [match.start() + dot.start() for dot in _LATER.finditer(match.group())]
    first, last = dots[0], dots[-1] + 1
    marked = [word for word in sentence.words if word.tag in _PERSON and word.start < last and first <= word.end]
    while first > match.start() and text[first - 1] in letters:
        first -= 1
    while last < match.end() and text[last] in letters:
        last += 1
    bounded = [word.start for word in sentence.words if first <= word.start < dots[0]]
    first = bounded[0] if bounded else first
    if marked and marked[0].start < dots[0] and match.start() <= marked[0].start:
        cut = next((word for word in sentence.words if word.end == marked[0].start and word.tag in _PERSON), None)
        first = min(first, cut.start if cut is not None and cut.end - cut.start == 1 else marked[0].start)
    if marked and dots[-1] + 1 < marked[-1].end <= match.end():
        last = _through_letters(text, sentence, marked[-1].end, match.end(), letters)
    behind = _BEHIND.search(text, dots[-1] + 2, last)
    return first, behind.start() if behind is not None else last - bool(_AT.match(text, last - 1))


def _through_letters(text: str, sentence: Segmented, last: int, end: int, letters: frozenset[str]) -> int:
    """Where a name ends that lac parts in the middle of its characters: 贾克瑟|别科夫."""
    run = last
    for word in sentence.words:
        if word.start == run and word.end <= end and all(each in letters for each in text[word.start : word.end]):
            run = word.end
    return run if run - last >= _PART else last


def _first(text: str, sentence: Segmented, match: re.Match[str], nouns: Mapping[str, EntityType]) -> int:
    """Where the name before a bracket begins: behind the last plain word, and behind what it is said to be."""
    end = match.end("name")
    words = [word for word in sentence.words if match.start() <= word.start < end]
    if words and words[-1].tag in _PROPER and words[-1].end == end and end - words[-1].start >= 2:
        return words[-1].start
    start = end
    for word in reversed(words):
        said = text[word.start : word.end]
        if word.tag in _PLAIN and not (len(said) <= 2 and word.tag == "v" and start == end):
            break
        if start < end and (said in nouns or word.tag in {"LOC", "ns"} or any(said.endswith(noun) for noun in nouns)):
            break
        start = word.start
    return start


def _type(
    name: str, latin: str, sentence: Segmented, start: int, suffixes: Mapping[str, EntityType | None]
) -> EntityType | None:
    told = ends_as_body(name, suffixes)
    if told is not None or _FIRM.search(latin):
        return told or EntityType.COMPANY
    tag = next((word.tag for word in sentence.words if word.start == start), "")
    tagged = {"PER": EntityType.PERSON, "nr": EntityType.PERSON, "LOC": EntityType.PLACE, "ns": EntityType.PLACE}
    if any(dot in name for dot in _DOTS) or (tag == "PER" and _PERSONAL.fullmatch(latin)):
        return EntityType.PERSON
    if tag in {"LOC", "ns"}:
        return tagged[tag]
    if tag == "PER" and len(name) <= 4:
        return EntityType.PERSON if " " in latin else None
    return None
