"""Chinese public bodies by a list of their names, and firms that are named by their city and trade."""

import re
from collections.abc import Iterator
from functools import cache

from clew.extract.names.chinese_words import ChineseWords, Found, load_chinese_words
from clew.extract.parse.chinese import Segmented
from clew.vocabulary import EntityType

_HAN = "\u4e00-\u9fff"
_NONE = "的与和及向对从由被将把给为在是了过并或则均也又等于至到往经以称说该其一两三四五六七八九十数多几某各这那"
"""Characters that no firm's own name holds between its city and its trade."""
_TRADE = 2
"""A trade tells a firm by at least so many characters."""


def officials_in(text: str, sentence: Segmented) -> Iterator[Found]:
    """Public bodies with the state or body that they belong to: 某国财政部|外国资产控制办公室."""
    for match in _officials().finditer(text, sentence.start, sentence.end):
        yield Found(match.start(), match.end(), match.end(), EntityType.PUBLIC_BODY)


def local_firms_in(text: str, sentence: Segmented, words: ChineseWords) -> Iterator[Found]:
    """Firms whose own name stands between a city and a trade, whatever lac makes of it: 上海|岚微|半导体."""
    starts = {word.start for word in sentence.words}
    for match in _local_firms().finditer(text, sentence.start, sentence.end):
        own = match["own"]
        pairs = {own, *(own[at : at + 2] for at in range(len(own) - 1))}
        if match.start() in starts and not any(pairs & known for known in _common(words)):
            yield Found(match.start(), match.end(), match.end(), EntityType.COMPANY)


@cache
def _officials() -> re.Pattern[str]:
    words = load_chinese_words()
    bodies = _any(words["bodies"])
    states = _any(words["countries"] | words["abbreviations"] | {"联合国"})
    charges, seats, national = _any(words["charges"]), _any(words["seats"]), _any(words["national"])
    joined = f"(?:{charges}){{1,4}}(?:(?:、|与|和|及|暨)(?:{charges}){{1,4}}){{1,4}}(?:{seats})"
    single = f"(?:{charges}){{1,4}}(?:{seats})"
    below = f"(?:{bodies}|(?:{states})?(?:{national}))(?:{joined}|{single})"
    return re.compile(
        f"(?:(?:{states})?(?:{national})?(?:{below}|{joined})|(?:{states})?(?:{bodies})+)(?!长|[{_HAN}]{{0,1}}[省市])"
    )


@cache
def _local_firms() -> re.Pattern[str]:
    words = load_chinese_words()
    kinds = words.suffixes.items()
    firms = {word for word, kind in kinds if kind is EntityType.COMPANY and len(word) >= _TRADE}
    trades = _any(firms | words["trades"])
    cities = _any(words["cities"] | words["provinces"])
    legal = "(?:股份有限公司|有限责任公司|有限公司|集团公司|集团|公司|厂)?"
    return re.compile(
        rf"(?:{cities})(?:省|市)?(?P<own>[^\W\d_{_NONE}a-zA-Z]{{2,4}}?)(?:{trades})(?:{trades})?{legal}(?![园院部局市区县省]|大学|学院|中心|[基机]地)"
    )


def _common(words: ChineseWords) -> tuple[frozenset[str] | set[str], ...]:
    told = (words["acts"], words["doing"], words["belongings"], words["generic"], words["cities"], words["countries"])
    return (*told, set(words.nouns), set(words.suffixes))


def _any(words: frozenset[str] | set[str]) -> str:
    return "|".join(sorted(map(re.escape, words), key=lambda word: (-len(word), word)))
