"""Chinese names in quotation marks, and what the words before and behind a name say that it is."""

import re
from collections.abc import Iterator

from clew.extract.names.chinese_goods import CODE, HAN_CODE
from clew.extract.names.chinese_words import ChineseWords, Found, body_type, word_of
from clew.extract.parse.chinese import Segmented
from clew.vocabulary import EntityType

_QUOTED = re.compile(r"[“「《『]([^”」》』“「]{1,16})[”」》』]")
_ORIGINAL = re.compile(r"\s?[（(][A-Za-z0-9 .,'’-]{2,40}[）)]")
"""The name in Latin letters behind a quoted one: “雨燕”|（Swift）|无人机."""
_CALLED = re.compile(r"(?:名为|名叫|叫做|称为|叫|取名|命名为)$")
_MADE = re.compile(
    "(?:生产|制造|组装|研制|研发|开发|使用|部署|发射|装备|试飞|击落|型号|型|将|把|以|用|名为|代号|称为)了?$"
)
"""Before a quoted name: what is made, used or moved."""
_TAKEN = re.compile(
    "(?:由|向|与|和|同|给|替|帮|被|遭|从|为|跟|委托|通过|透过|经由|收购|受雇于|任职于|供职于|就职于|隶属于|[中港台外日俄美韩]资|国营|民营|国有|旗下|子公司|前身是|前身为|成立|创办|创立|制裁)了?的?$"
)
"""Before a quoted name: who does it, or to whom, with whom, for whom it is done."""
_ACTS = re.compile(
    "(?:已|曾|曾经|多次|也|均|则|还|将|于)?(?:向|从|与|替|代|供应|提供|供货|出口|销售|出售|采购|购买|订购|签署|签订|签约|收购|支付|否认|拒绝|回应|表示|声称|宣布|承认|"
    "涉嫌|成立|注册|总部|位于|设于|设在|负责|生产|制造|研制|研发|担任|发言人|负责人|董事|总裁|总经理|老板|创始人|创办人|股东|旗下|名下"
    "|的[^，。；]{0,4}(?:股东|老板|董事|负责人|总裁|经理|创始人|创办人|子公司|客户|供应商|代表|员工|雇员|工程师|高管|发言人)|由[^，。；]{1,10}(?:经营|创办|创立|持有|控制|拥有|管理|运营|控股))"
)
"""Behind a quoted name: what firms do, and who stands for them."""
_PLAIN = frozenset({"v", "p", "u", "d", "c", "r", "w", "TIME"})
"""Tags of words that end no name."""
_SHORTEST = 2
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
    if kind is None and before.endswith(tuple(words["apposing"])):
        return EntityType.COMPANY
    return EntityType.COMPANY if kind is EntityType.FACILITY else kind


def quoted_in(text: str, sentence: Segmented, words: ChineseWords) -> Iterator[Found]:
    """“Name”: a good where a code or a noun of goods follows, else what its ending says; with the noun behind it."""
    for match in _QUOTED.finditer(text, sentence.start, sentence.end):
        inner = match.group(1)
        if inner.endswith(tuple(words["headings"])):
            continue
        end = match.end()
        original = _ORIGINAL.match(text, end, sentence.end)
        body, good = _noun_behind(text, sentence, end, words)
        if original is not None:
            good = max(good, _noun_behind(text, sentence, original.end(), words)[1])
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
        beside = kind or _kind_beside(text, sentence, match, words)
        if kind or beside is EntityType.COMPANY or _is_name(sentence, match.span(1)):
            whole = max(end, last if kind is called else 0)
            yield Found(match.start(), whole, end, beside)


def _kind_beside(text: str, sentence: Segmented, match: re.Match[str], words: ChineseWords) -> EntityType:
    """The type of a quoted name that no noun tells: a firm behind 由 or 向 or before what firms do, else a good."""
    before, behind = text[sentence.start : match.start()], text[match.end() : sentence.end]
    inside = [word for word in sentence.words if match.start(1) <= word.start < match.end(1)]
    short = all(word.tag not in _PLAIN for word in inside[-1:]) and match.end(1) - match.start(1) >= _SHORTEST
    if CODE.search(match.group(1)) or HAN_CODE.search(match.group(1)) or _MADE.search(before) or not short:
        return EntityType.PRODUCT
    sited = next((word for word in sentence.words if word.end in {match.start(), match.start() - 1}), None)
    placed = sited is not None and (sited.tag in {"LOC", "ns"} or word_of(text, sited) in words["cities"])
    placed = placed or before.rstrip("的").endswith(tuple(words["countries"] | words["cities"]))
    return EntityType.COMPANY if placed or _TAKEN.search(before) or _ACTS.match(behind) else EntityType.PRODUCT


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
