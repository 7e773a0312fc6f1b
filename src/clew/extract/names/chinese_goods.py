"""The goods of a Chinese sentence: phrases that end in a noun of goods, codes, and both together."""

import re
from collections.abc import Iterator, Sequence

from clew.extract.names.chinese_words import ChineseWords, Found, word_of
from clew.extract.parse.chinese import Segmented, Word
from clew.vocabulary import EntityType

_GOODS = frozenset({"n", "nz", "nw", "vn", "a", "an", "xc", "m", "ad", "LOC", "s", "j", "ORG"})
CODE = re.compile(r"[A-Z][A-Za-z]*[-–]?\d[A-Za-z0-9.-]*")
"""A code of letters and digits."""
HAN_CODE = re.compile(r"[-–]\d{1,4}[A-Z]{0,2}(?![\d年月日%])")
"""What stands behind the Chinese name of a type: 雨燕|-3."""
_KINDS = re.compile(
    r"(?:垂直起降|固定翼|多旋翼|四旋翼|倾转旋翼|长航时|远程|近程|巡航|弹道|货运|通用|多用途|自杀式|巡逻|侦察|攻击|察打一体|运输|训练|轻型|重型|小型|中型|大型|微型|军用|民用|系列|型)+"
)
_MADE_IN = re.compile("制(?:造)?(?:的)?$")
_LONG_TYPE = 4
_ACRONYM = re.compile(r"(?<![A-Za-z])[A-Z]{2,6}$")


def goods_in(text: str, sentence: Segmented, words: ChineseWords) -> Iterator[Found]:
    """Phrases that end in a noun of goods, with the words that narrow it: 高性能锂离子电池, SL-55发动机."""
    tokens = sentence.words
    index = len(tokens) - 1
    while index >= 0:
        name = word_of(text, tokens[index])
        noun = next((name[-size:] for size in range(len(name), 0, -1) if name[-size:] in words["Product"]), "")
        parted = tokens[index - 1].start if index and tokens[index - 1].end == tokens[index].start else -1
        if not noun and parted >= 0 and text[parted : tokens[index].end] in words["Product"]:
            noun = text[parted : tokens[index].end]
        coded = CODE.match(text, tokens[index].start, sentence.end)
        if (not noun and not coded) or (tokens[index].tag == "v" and noun == name):
            index -= 1
            continue
        end = tokens[index].end if noun or not coded else coded.end() + text.startswith("型", coded.end())
        first = index - (len(noun) > len(name))
        while (
            noun and first and tokens[first - 1].end == tokens[first].start and _narrows(text, tokens[first - 1], words)
        ):
            first -= 1
        start = tokens[first].start
        code = next(
            (m for m in CODE.finditer(text, max(sentence.start, start - 12), end) if m.end() >= start - 1), None
        )
        start = min(start, code.start()) if code else start
        kind = _ACRONYM.search(text, max(sentence.start, start - 6), start) if not code else None
        start = kind.start() if kind else start
        start = _made_in(text, sentence, start, words) if not code else start
        yield Found(start, end, end, EntityType.PRODUCT, described=not code)
        index = first - 1


def typed_in(text: str, sentence: Segmented) -> Iterator[Found]:
    """Types whose name is Chinese and ends in a number: 雨燕-3."""
    for word in sentence.words:
        named = word.tag in _GOODS | {"PER", "nr"} and word.end - word.start <= _LONG_TYPE
        match = HAN_CODE.match(text, word.end, sentence.end) if named else None
        if match is not None and "\u4e00" <= text[word.start] <= "\u9fff":
            yield Found(word.start, match.end(), match.end(), EntityType.PRODUCT)


def _made_in(text: str, sentence: Segmented, start: int, words: ChineseWords) -> int:
    """Where a phrase of goods begins that tells the country they are made in: 日本制|零件."""
    made = _MADE_IN.search(text, max(sentence.start, start - 6), start)
    if made is None:
        return start
    size = next((size for size in (5, 4, 3, 2, 1) if text[made.start() - size : made.start()] in words["countries"]), 0)
    return made.start() - size if size else start


def _narrows(text: str, token: Word, words: ChineseWords) -> bool:
    name = word_of(text, token)
    counted = token.tag == "m" and any(name.endswith(each) for each in words["measures"])
    plain = token.tag in _GOODS and name not in words["acts"] | words["countries"]
    return plain and not counted and not name[0].isdigit()


def whole_goods(text: str, found: Sequence[Found]) -> Iterator[Found]:
    """A good's name with the noun right behind it as one: “雨燕”|无人机."""
    nouns = {each.start: each for each in found if each.type is EntityType.PRODUCT and each.described}
    joined = set()
    for each in found:
        noun = nouns.get(each.end) or nouns.get(each.end + len(_kind_between(text, each.end)))
        if noun is not None and each.type is EntityType.PRODUCT and not each.described:
            joined.add(noun.start)
            yield Found(each.start, noun.end, each.name_end, each.type, alias=each.alias)
        elif each not in nouns.values():
            yield each
    yield from (noun for start, noun in nouns.items() if start not in joined)


def _kind_between(text: str, at: int) -> str:
    """The word for a kind of craft that stands between a good's name and its noun: “白鹭”|巡逻|无人机."""
    match = _KINDS.match(text, at)
    return match.group() if match else ""
