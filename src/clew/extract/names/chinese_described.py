"""Unnamed parties of a Chinese sentence: descriptions, counted ones, groups, and words that take up a party."""

import re
from collections.abc import Iterator, Sequence

from clew.extract.names.chinese_words import INNER, ChineseWords, Found, body_type, word_of
from clew.extract.parse.chinese import Segmented, Word
from clew.vocabulary import EntityType

_COPULAS = frozenset({"是", "为", "则", "包括", "有", "之一"})
_THIS_GOOD = re.compile("(?P<craft>该机型|该型号|该机(?![构关场制会器]))|(?:该|这|此)(?:款|型|种|架|枚|艘|套)?")
_BARE = frozenset({"个人", "机构", "组织", "实体", "网络"})
"""Nouns that name no party by themselves."""
_CALLED = re.compile("(?:名叫|名为|叫做|(?<!呼)叫)(?!的)")
"""In a counted phrase: it names whom it describes."""
_BEFORE_ROLES = frozenset(
    {"充当", "担任", "作为", "沦为", "成为", "扮演", "的", "是", "为", "旗下", "，", ",", "、", "」", "”", "』"}
)
"""What stands before a noun that says what a named party is."""
_SITED = re.compile("(?:位于|设于|设在|坐落|注册于|注册在|总部).+的(?P<noun>公司|企业|厂商|集团|银行)$")
"""A word that takes up a firm and tells its site: 这家位于锦城的|公司."""
_DOING = frozenset({"v", "p"})
_COUNTED = re.compile(r"(?:\d+|[一二三四五六七八九十两数几多])(?:家|间|名|个|位|座|所|处)[^，,。；;：:“”「」]{0,26}")
_SOME_OF_THEM = re.compile(r"(?<=其中)(?:\d+|[一二两三四五六七八九十百几多]+)(?:家|间)(?=[在被遭则已曾还也均都是设位])")
"""A part of those named before, counted without a noun: 其中|三十四家|被制裁."""
_AND_OTHERS = re.compile(f"(?:及|和|与|或|以及)(?:{'|'.join(sorted(_BARE))})")
"""What a count covers as well: 84个个人|及实体."""
_COUNTABLE = frozenset({EntityType.COMPANY, EntityType.ORGANIZATION, EntityType.PERSON, EntityType.FACILITY})
_GROUP = re.compile(
    r"(?:这些|上述|前述|该等|有关|涉案)(?:[两二三四五六七八九十数\d]+(?:家|间|名|个))?[一-龥]{0,4}?(?:企业|公司|实体|机构|单位|厂商|人员|个人|人士)"
    r"|(?:这|那|该)[两二三四五六七八九十数\d]+(?:家|间|名|个)(?:企业|公司|实体|机构|单位|厂商|男子|商人|人)"
    r"|(?:这|那)(?:家|间)(?![^，。；、]{0,8}(?:名为|名叫|叫做|叫))(?:[^，。；、]{2,14}的|[一-龥]{2,5})(?:公司|企业|厂商|集团|银行)"
    r"|(?:两|二|三|四|五)家(?:公司|企业)(?=均|都|皆|共同|分别|与|向|为|从|在|被|于)|(?<![一-龥])(?:两|二|三|四|五)人(?=[均都共分被与为从在涉于还曾])|双方(?=[就在于均将还曾签达])"
)
"""What takes up several parties at once."""


def described_in(text: str, sentence: Segmented, words: ChineseWords) -> Iterator[Found]:
    """Unnamed parties: a noun of parties with what stands right before it: 两名知情人士, 三家企业."""
    tokens = sentence.words
    for index, token in enumerate(tokens):
        name = word_of(text, token)
        kind = words.nouns.get(name) or _of_two(text, tokens, index, words)
        if kind is None or kind in {EntityType.PRODUCT, EntityType.PLACE} or name in {"公司", "计划", "项目"}:
            if name != "公司" or not index or tokens[index - 1].tag not in INNER | {"m"}:
                continue
            kind = EntityType.COMPANY
        if text[token.end : token.end + 2] in {"清单", "名单"} or _is_role(text, sentence.words, index, words):
            continue
        first = index
        while (
            first
            and tokens[first - 1].end == tokens[first].start
            and (tokens[first - 1].tag in {"n", "nz", "vn", "a", "m", "LOC", "an", "s", "j", "ORG"})
            and word_of(text, tokens[first - 1]) not in words["handling"]
        ):
            first -= 1
        start = tokens[first].start
        if token.end - start > 1 and text[start : token.end] not in _BARE:
            yield Found(start, token.end, token.end, kind, described=True)


def _of_two(text: str, tokens: Sequence[Word], index: int, words: ChineseWords) -> EntityType | None:
    """The type by a noun of parties that lac parts in two: 情报|部门."""
    if not index or tokens[index - 1].end != tokens[index].start:
        return None
    kind = words.nouns.get(text[tokens[index - 1].start : tokens[index].end])
    return kind if kind is not EntityType.COMPANY else None


def _is_role(text: str, tokens: Sequence[Word], index: int, words: ChineseWords) -> bool:
    """Whether a noun says what a named party is: 是某厂的供应商, 某厂的母公司是, 发动机制造商|某厂."""
    token = tokens[index]
    name = word_of(text, token)
    if not any(name.endswith(role) for role in words["roles"]):
        return False
    following = tokens[index + 1] if index + 1 < len(tokens) else None
    if following is None or following.tag == "w" or word_of(text, following) in _COPULAS:
        first = index
        while first and tokens[first - 1].tag in {"a", "n", "vn", "b", "m", "d", "ad"}:
            first -= 1
        before = tokens[first - 1] if first else None
        told = before is not None and word_of(text, before) in _BEFORE_ROLES
        return told or (before is not None and before.tag == "ORG" and before.end == tokens[first].start)
    made = index and any(word_of(text, tokens[index - 1]).endswith(good) for good in words["Product"])
    return bool(made) and (following.tag == "ORG" or body_type(word_of(text, following), words) is not None)


def counted_in(text: str, sentence: Segmented, words: ChineseWords) -> Iterator[Found]:
    """A counted party with all that describes it: 一家设在某地、制造某物的业者."""
    ends = {word.end: word_of(text, word) for word in sentence.words}
    for match in _COUNTED.finditer(text, sentence.start, sentence.end):
        for end in range(match.start() + 2, match.end() + 1):
            kind = _noun_type(ends.get(end, ""), words)
            kind = kind or (body_type(ends.get(end, ""), words) if len(ends.get(end, "")) > 1 else None)
            if kind in _COUNTABLE:
                if _is_phrase(text, sentence, match.start(), end) and not _CALLED.search(text, match.start(), end):
                    others = _AND_OTHERS.match(text, end, sentence.end)
                    last = others.end() if others and others.end() in ends else end
                    yield Found(match.start(), last, last, kind, described=True)
                break


def some_of_them(text: str, sentence: Segmented) -> Iterator[Found]:
    """Firms that are counted as a part of those before, without a noun of their own: 其中|两家|被制裁."""
    for match in _SOME_OF_THEM.finditer(text, sentence.start, sentence.end):
        yield Found(match.start(), match.end(), match.end(), EntityType.COMPANY, described=True)


def _is_phrase(text: str, sentence: Segmented, start: int, end: int) -> bool:
    """Whether a counted stretch is one phrase: what it holds of doing stands before a 的 that leads to the noun."""
    doing = [word.start for word in sentence.words if start < word.start < end and word.tag in _DOING]
    return not doing or text.rfind("的", start, end) > doing[-1]


def groups_in(text: str, sentence: Segmented) -> Iterator[Found]:
    """Words that take up several parties named before: 这些企业, 上述三家公司, 两人."""
    for match in _GROUP.finditer(text, sentence.start, sentence.end):
        kind = EntityType.PERSON if match.group().endswith(("人", "者")) else EntityType.COMPANY
        sited = _SITED.search(match.group())
        start = match.end() - len(sited["noun"]) if sited else match.start()
        yield Found(start, match.end(), match.end(), kind, anaphor=True)


def goods_taken_up(text: str, sentence: Segmented, words: ChineseWords) -> Iterator[Found]:
    """Words that take up one good named before: 该型无人机, 这款导弹, 该机."""
    for match in _THIS_GOOD.finditer(text, sentence.start, sentence.end):
        sizes = (size for size in range(5, 0, -1) if text[match.end() : match.end() + size] in words["Product"])
        end = match.end() + next(sizes, 0)
        if match["craft"] or (end > match.end() and text[match.end() : end] not in words["vague"]):
            yield Found(match.start(), end, end, EntityType.PRODUCT, anaphor=True)


def _noun_type(word: str, words: ChineseWords) -> EntityType | None:
    """The type by the longest noun that a word ends in: 伊朗人 by 人."""
    return next((words.nouns[word[i:]] for i in range(len(word)) if word[i:] in words.nouns), None)


def anaphors_in(text: str, sentence: Segmented, words: ChineseWords) -> Iterator[Found]:
    """Words that take up one party named before: 该公司, 他, 后者."""
    for index, token in enumerate(sentence.words):
        for size in (2, 1):
            last = sentence.words[index : index + size]
            word = text[token.start : last[-1].end] if len(last) == size else ""
            if word in words["anaphors"] and not (word in words.nouns and _is_head(text, sentence.words, index)):
                yield Found(token.start, last[-1].end, last[-1].end, EntityType.COMPANY, anaphor=True)
                break


def _is_head(text: str, tokens: Sequence[Word], index: int) -> bool:
    """Whether a bare noun only ends a phrase or belongs to the name before it: 空壳|公司, 查阅的|公司, “维铎”|公司."""
    if not index or tokens[index - 1].end != tokens[index].start:
        return False
    before = tokens[index - 1]
    return before.tag in INNER | {"m"} or text[before.start : before.end] in {"的", "”", "」", "》"}
