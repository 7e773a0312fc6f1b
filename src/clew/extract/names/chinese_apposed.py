"""Chinese names right behind what they are (岚屿贸易公司|金汐科创), and persons told by surname alone (王姓男子)."""

import re
from collections.abc import Iterator, Sequence

from clew.extract.names.chinese_words import INNER, ChineseWords, Found, word_of
from clew.extract.parse.chinese import Segmented, Word
from clew.vocabulary import EntityType

_HAN = re.compile("[\u4e00-\u9fffA-Za-z0-9·]")
_STOPS = frozenset("经由向对被将把与和及为从在等称指则亦获遭受令让给于以因是的已曾还也不未都均就之内中上下前后")
"""Single characters that no name goes on over."""
_SURNAMED = re.compile("[\u4e00-\u9fff][姓氏]")
_MAIN = re.compile("主营|主要|主打|专营|专门|位于|成立于|总部")
"""Words of what a firm does or where it is, which lac takes for the end of its name."""
_FOLLOW = frozenset({"p", "c", "u", "d", "r", "w", "v", "m", "TIME"})
_STARTS = INNER - {"vd"}
_TELLING = frozenset({"PER", "ORG", "nz", "nw", "LOC"})
_LONGEST = 10


def apposed_in(text: str, sentence: Segmented, words: ChineseWords) -> Iterator[Found]:
    """Firms named right behind a phrase that only says what they are: a place or trade with 公司, 企业, 厂商."""
    tokens = sentence.words
    for index, token in enumerate(tokens[:-1]):
        kind = _described_as(text, tokens, index, words)
        if kind is None or tokens[index + 1].start != token.end or text[token.end].isascii():
            continue
        end = _name_end(text, tokens, index + 1, words)
        inside = [word for word in tokens if token.end <= word.start < end]
        size = end - token.end
        told = any(word.tag in _TELLING for word in inside) or (size >= 3 and len(inside) > 1)
        if told and 2 <= size <= _LONGEST:
            yield Found(token.end, end, end, kind)


def surnamed_in(text: str, sentence: Segmented, words: ChineseWords) -> Iterator[Found]:
    """Persons whom the text tells by surname alone: 王姓男子."""
    for match in _SURNAMED.finditer(text, sentence.start, sentence.end):
        size = max((len(noun) for noun in words["surnamed"] if text.startswith(noun, match.end())), default=0)
        if size:
            end = match.end() + size
            yield Found(match.start(), end, end, EntityType.PERSON)


def _described_as(text: str, tokens: Sequence[Word], index: int, words: ChineseWords) -> EntityType | None:
    """The type of firm that a token ends the description of; None where it is a bare noun or ends none."""
    name = word_of(text, tokens[index])
    noun = max((noun for noun in words["apposing"] if name.endswith(noun)), key=len, default="")
    if not noun:
        return None
    before = tokens[index - 1] if index else None
    joined = before is not None and before.end == tokens[index].start and before.tag in INNER
    alone = name == noun
    if alone and not joined and noun not in words["takers"]:
        return None
    rest = name[: -len(noun)]
    known = words["countries"] | words["cities"] | words["generic"] | words.nouns.keys() | words.suffixes.keys()
    return EntityType.COMPANY if alone or _made_of(rest, known) else None


def _made_of(text: str, known: frozenset[str] | set[str]) -> bool:
    reached = {0}
    for at in range(len(text)):
        if at in reached:
            reached |= {at + size for size in range(1, 7) if text[at : at + size] in known and at + size <= len(text)}
    return len(text) in reached


def _name_end(text: str, tokens: Sequence[Word], index: int, words: ChineseWords) -> int:
    """Where a name that begins with a token ends; its start where none begins there."""
    start = tokens[index].start
    first = word_of(text, tokens[index])
    common = words["belongings"] | words.nouns.keys() | words["roles"] | words["anaphors"]
    if tokens[index].tag not in _STARTS or first in common or any(first.startswith(each) for each in words["roles"]):
        return start
    stops = {word.start for word in tokens[index + 1 :] if word.tag in _FOLLOW and _ends_name(word)}
    told = _MAIN.search(text, start + 2, tokens[-1].end)
    stops |= {told.start()} if told else set()
    at = start
    while at < tokens[-1].end and at - start <= _LONGEST:
        if at in stops or not _HAN.match(text[at]) or (text[at] in _STOPS and at > start + 1):
            break
        at += 1
    for word in tokens[index:]:
        if word.start >= at:
            break
        if word_of(text, word) in words["belongings"] | words["roles"]:
            return word.start
    return at


def _ends_name(word: Word) -> bool:
    """Whether a word behind a name is no part of it; lac takes single characters of names for verbs."""
    return word.tag != "v" or word.end - word.start > 1
