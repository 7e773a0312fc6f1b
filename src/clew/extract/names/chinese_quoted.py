"""Chinese names in quotation marks, and what the words before and behind a name say that it is."""

import re
from collections.abc import Iterator

from clew.extract.names.chinese_goods import CODE
from clew.extract.names.chinese_words import ChineseWords, Found, body_type, word_of
from clew.extract.parse.chinese import Segmented
from clew.vocabulary import EntityType

_QUOTED = re.compile(r"[“「《『]([^”」》』“「]{1,16})[”」》』]")
_CALLED = re.compile(r"(?:名为|名叫|叫做|称为|叫|取名|命名为)$")
_SEVERAL = re.compile(r"(?:等)?[两二三四五六七八九十数\d]+(?:家|间)[^，。；]{0,4}(?:公司|企业)")
_FAR_NOUN = 12
_DOING = frozenset({"d", "p", "u", "c", "r"})
NARROWING = frozenset({"n", "nz", "vn", "a", "an", "nw", "b", "f"})
"""Tags of words that may stand before a noun and tell more of it."""


def kind_before(text: str, first: int, at: int, words: ChineseWords) -> EntityType | None:
    """The type that the noun right before a name gives it: 公司“海岚”, 油轮「海燕号」."""
    before = text[max(first, at - 6) : at].rstrip("“「《『")
    noun = max((noun for noun in words.nouns if before.endswith(noun)), key=len, default="")
    kind = words.nouns[noun] if noun else None
    return EntityType.COMPANY if kind is EntityType.FACILITY else kind


def quoted_in(text: str, sentence: Segmented, words: ChineseWords) -> Iterator[Found]:
    """“Name”: a good where a code or a noun of goods follows, else what its ending says; with the noun behind it."""
    for match in _QUOTED.finditer(text, sentence.start, sentence.end):
        inner = match.group(1)
        end = match.end()
        body, good = _noun_behind(text, sentence, end, words)
        if good > body:
            yield Found(match.start(), good, end, EntityType.PRODUCT)
            continue
        kind = EntityType.ORGANIZATION if words.is_media(inner) else body_type(inner, words)
        if body and not kind:
            kind, end = body_type(text[end:body], words), body
        called, last = kind_called(text, match.start(), match.end(), words)
        kind = kind or kind_before(text, sentence.start, match.start(), words) or called
        if kind is None and (_SEVERAL.match(text, end, sentence.end) or _is_marked(sentence, match.span(1))):
            kind = EntityType.COMPANY
        if kind or _is_name(sentence, match.span(1)):
            whole = max(end, last if kind is called else 0)
            yield Found(match.start(), whole, end, kind or EntityType.PRODUCT)


def _noun_behind(text: str, sentence: Segmented, at: int, words: ChineseWords) -> tuple[int, int]:
    """Where the words right behind a quoted name end as a body (“铁砧”机械厂), as goods (“雨燕”无人机); 0 for none."""
    body = good = 0
    start = at
    if coded := CODE.match(text, at, sentence.end):
        good = at = coded.end()
    for word in sentence.words:
        if word.start < at:
            continue
        if word.start != at or word.end - start > _FAR_NOUN:
            break
        said = word_of(text, word)
        if any(said.endswith(noun) for noun in words["Product"]):
            good = word.end
        elif body_type(said, words) and said not in words["anaphors"] - {"公司"}:
            body = word.end
        if word.tag not in NARROWING and word.end != good:
            break
        at = word.end
    return body, good


def _is_marked(sentence: Segmented, span: tuple[int, int]) -> bool:
    """Whether lac takes all that stands in quotation marks for an organisation."""
    inside = [word for word in sentence.words if span[0] <= word.start < span[1]]
    return bool(inside) and inside[0].tag == "ORG"


def kind_called(text: str, start: int, end: int, words: ChineseWords) -> tuple[EntityType | None, int]:
    """The type that the noun behind a name gives it, and where that noun ends: 一家名为“维达”的贸易公司."""
    called = _CALLED.search(text, max(0, start - 4), start)
    if called is None or text[end : end + 1] != "的":
        return None, 0
    tail = text[end + 1 : end + 11]
    ends = ((tail.find(noun) + len(noun), len(noun), kind) for noun, kind in words.nouns.items() if noun in tail)
    last, _, kind = min(ends, key=lambda each: (each[0], -each[1]), default=(0, 0, None))
    return kind, end + 1 + last if kind else 0


def _is_name(sentence: Segmented, span: tuple[int, int]) -> bool:
    """Whether what stands in quotation marks may be a name: nouns alone, no words of doing."""
    inside = [word for word in sentence.words if span[0] <= word.start < span[1]]
    acts = sum(word.tag == "v" for word in inside)
    return span[1] - span[0] <= 8 and acts < 2 and not any(word.tag in _DOING for word in inside)
