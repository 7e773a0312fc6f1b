"""The parties, goods and places of a Chinese sentence, from lac's words, suffixes of bodies, brackets and codes."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from clew.extract.names.chinese_parting import ends_as_body, given_name, parted
from clew.extract.parse.chinese import Segmented, Word, simplified
from clew.vocabulary import EntityType

_TYPES = {member.value: member for member in EntityType}
_INNER = frozenset({"n", "nz", "nr", "ns", "nt", "nw", "vn", "ORG", "LOC", "PER", "xc", "a", "an", "s", "f", "vd", "j"})
_OTHER = frozenset({"v", "d", "p", "TIME", "m", "PER"})
_GOODS = frozenset({"n", "nz", "nw", "vn", "a", "an", "xc", "m", "ad", "LOC", "s", "j", "ORG"})
_CODE = re.compile(r"[A-Z][A-Za-z]*[-–]?\d[A-Za-z0-9.-]*")
_LATIN = re.compile(r"[A-Za-z][A-Za-z0-9.&'’/-]*(?: [A-Za-z&][A-Za-z0-9.&'’/-]*)*(?:, (?:Ltd|Inc|Co)\.?)*")
_COUNTED = re.compile(r"(?:\d+|[一二三四五六七八九十两数几多])(?:家|间|名|个|位)[^，,。；;：:“”「」]{0,26}")
_KINDS = re.compile(r"(?:自杀式|巡逻|侦察|攻击|察打一体|运输|训练|轻型|重型|小型|中型|大型|微型|军用|民用|系列|型)")
_FUNCTION = frozenset("经由向对被将把与和及为从在等称指则亦获遭受令让给于以因")
"""Words of one character that no name goes on over."""
_QUOTED = re.compile(r"[“「《『]([^”」》』“「]{1,16})[”」》』]")
_BRACKET = re.compile(r"[”」』》]?\s?[（(]([^（()）]{1,60})[）)]")


@dataclass(frozen=True, slots=True)
class Found:
    """A stretch of the text (offsets) that stands for a party, good or place.

    `name_end` ends the name proper, before a bracket that belongs to it; `alias` are the offsets of a further name
    in that bracket; `country` marks states and what acts for them; `anaphor` a word that takes up an earlier party.
    """

    start: int
    end: int
    name_end: int
    type: EntityType
    described: bool = False
    anaphor: bool = False
    country: bool = False
    alias: tuple[int, int] | None = None


@dataclass(frozen=True)
class ChineseWords:
    """The table of Chinese words; each key of the file to its words, `nouns` and `suffixes` to types."""

    sets: Mapping[str, frozenset[str]]
    nouns: Mapping[str, EntityType]
    suffixes: Mapping[str, EntityType]

    def __getitem__(self, key: str) -> frozenset[str]:
        return self.sets[key]

    def is_media(self, name: str) -> bool:
        """Whether a name is that of a medium, by the table or by its ending."""
        name = simplified(name)
        return name in self.sets["media"] or any(name.endswith(each) for each in self.sets["media_endings"])


@cache
def load_chinese_words() -> ChineseWords:
    """The shipped table."""
    table: Mapping[str, Any] = yaml.safe_load(
        files("clew.extract").joinpath("tables", "chinese.yaml").read_text(encoding="utf-8")
    )
    sets = {key: frozenset(value.split()) for key, value in table.items() if isinstance(value, str)}
    nouns = {word: _TYPES[key] for key in reversed(_TYPES) for word in sets.get(key, ())}
    suffixes = {word: _TYPES[key] for key, words in table["suffixes"].items() for word in words.split()}
    return ChineseWords(sets, nouns, suffixes)


def find(text: str, sentence: Segmented, words: ChineseWords, known: Mapping[str, EntityType]) -> list[Found]:
    """What a sentence names or describes, in order, not overlapping; `known` are names of the document found so far."""
    taken: list[tuple[int, int]] = []
    found: list[Found] = []
    for each in (
        *_counted(text, sentence, words),
        *_known(text, sentence, known),
        *(each for each in _anaphors(text, sentence, words) if each.end - each.start > 1),
        *_bodies(text, sentence, words),
        *_quoted(text, sentence, words),
        *_latin(text, sentence),
        *_described(text, sentence, words),
        *_marked(text, sentence, words),
        *_goods(text, sentence, words),
        *_anaphors(text, sentence, words),
    ):
        if each.start < each.end and not any(a < each.end and each.start < b for a, b in taken):
            whole = _with_bracket(text, sentence, each)
            taken.append((whole.start, whole.end))
            found.append(whole)
    apart: list[Found] = []
    for each in sorted(_whole_goods(text, found), key=lambda each: (each.start, -each.end)):
        if apart and _is_epithet(apart[-1], each):
            apart.pop()
        if not apart or each.start >= apart[-1].end:
            apart.append(each)
    return apart


def _whole_goods(text: str, found: Sequence[Found]) -> Iterator[Found]:
    """A good's name with the noun right behind it as one: “雨燕”|无人机."""
    nouns = {each.start: each for each in found if each.type is EntityType.PRODUCT and each.described}
    joined = set()
    for each in found:
        noun = nouns.get(each.end) or nouns.get(each.end + len(_kind_between(text, each.end)))
        if noun is not None and each.type is EntityType.PRODUCT and not each.described and each.alias is None:
            joined.add(noun.start)
            yield Found(each.start, noun.end, each.name_end, each.type)
        elif each not in nouns.values():
            yield each
    yield from (noun for start, noun in nouns.items() if start not in joined)


def _kind_between(text: str, at: int) -> str:
    """The word for a kind of craft that stands between a good's name and its noun: “白鹭”|巡逻|无人机."""
    match = _KINDS.match(text, at)
    return match.group() if match else ""


def _is_epithet(before: Found, name: Found) -> bool:
    """Whether a description only says what the party named right behind it is: 商人|罗既明."""
    parties = {EntityType.COMPANY, EntityType.PERSON, EntityType.ORGANIZATION, EntityType.PUBLIC_BODY}
    return (
        before.described
        and not name.described
        and not name.anaphor
        and before.end == name.start
        and before.type in parties
        and name.type in parties
    )


def _known(text: str, sentence: Segmented, known: Mapping[str, EntityType]) -> Iterator[Found]:
    """Names and short forms that the document has made known, wherever they stand."""
    part = text[sentence.start : sentence.end]
    for name in sorted(known, key=lambda n: (-len(n), n)):
        at = part.find(name)
        while at >= 0:
            start = sentence.start + at
            yield Found(start, start + len(name), start + len(name), known[name])
            at = part.find(name, at + len(name))


def _word(text: str, word: Word) -> str:
    return text[word.start : word.end]


def _suffix(text: str, words: ChineseWords) -> EntityType | None:
    return ends_as_body(text, words.suffixes)


def _bodies(text: str, sentence: Segmented, words: ChineseWords) -> Iterator[Found]:
    """Runs of name words that end in a suffix of a body: 岚屿渡川物流有限公司, with a bracketed place inside."""
    tokens = sentence.words
    index = len(tokens) - 1
    while index >= 0:
        token = tokens[index]
        kind = _suffix(_word(text, token), words)
        firm = _word(text, token).endswith("公司") and len(_word(text, token)) > 2
        good = index + 1 < len(tokens) and _word(text, tokens[index + 1]) in words["Product"] | words["Organization"]
        bare = token.tag != "ORG" and not firm and good and kind is EntityType.COMPANY
        if kind is None or bare or (token.tag in _OTHER and not firm) or len(_word(text, token)) < 2:
            index -= 1
            continue
        first = index
        while first and tokens[first - 1].end == tokens[first].start and _inside(text, tokens[first - 1], words):
            first -= 1
        if first and _word(text, tokens[first - 1]) in {"）", ")"}:
            first = _through_bracket(text, tokens, first)
        parts = list(parted(text, tokens[first].start, token.end, words.suffixes))
        for begin, stop in parts:
            yield Found(begin, stop, stop, _suffix(text[begin:stop], words) or EntityType.COMPANY)
        if parts:
            index = first - 1
            continue
        name = text[tokens[first].start : token.end]
        plain = (
            name in words.nouns
            or name in words["anaphors"] | words["roles"]
            or all(
                _word(text, t) in words["countries"] or _word(text, t) in words.nouns for t in tokens[first : index + 1]
            )
        )
        end = token.end - (len("总部") if name.endswith("总部") else 0)
        if not plain and end - tokens[first].start >= 3:
            yield Found(
                tokens[first].start + _epithet(name, words),
                end,
                end,
                _suffix(text[tokens[first].start : end], words) or kind,
            )
        index = first - 1


def _epithet(name: str, words: ChineseWords) -> int:
    """Where the name proper begins behind what the firm is: 瑞典轴承制造商|斯凯孚集团."""
    for mark in ("旗下", "下属", "所属", "辖下"):
        if 1 < name.find(mark) < len(name) - 4:
            return name.find(mark) + 2
    for at in range(len(name) - 3, 1, -1):
        if any(name.endswith(noun, 0, at) for noun in words["epithets"]):
            return at
    return 0


def _inside(text: str, token: Word, words: ChineseWords) -> bool:
    name = _word(text, token)
    told = any(name.endswith(role) for role in words["roles"]) or name in _FUNCTION
    return token.tag in _INNER and not told and name not in words["anaphors"] | words["says"]


def _through_bracket(text: str, tokens: Sequence[Word], first: int) -> int:
    """华远(锦城)机械股份有限公司: the bracket stands inside the name."""
    for opening in range(first - 2, max(first - 5, 0), -1):
        if _word(text, tokens[opening]) in {"（", "("}:
            return opening - 1 if tokens[opening - 1].tag in _INNER else first
    return first


def _marked(text: str, sentence: Segmented, words: ChineseWords) -> Iterator[Found]:
    """What lac marks as organisation, place or person."""
    for index, token in enumerate(sentence.words):
        name = _word(text, token)
        if name in words["countries"] and (token.tag in {"LOC", "ORG", "n", "nz", "nt"} or len(name) > 1):
            yield Found(token.start, token.end, token.end, EntityType.PLACE, country=True)
        elif name in words["anaphors"] or name in words.nouns:
            continue
        elif token.tag == "ORG" and len(name) > 1 and name not in words["cities"]:
            yield Found(token.start, token.end, token.end, _suffix(name, words) or EntityType.ORGANIZATION)
        elif token.tag == "LOC" or name in words["cities"]:
            yield Found(token.start, token.end, token.end, EntityType.PLACE)
        elif token.tag == "PER" and len(name) > 1:
            yield Found(token.start, token.end, token.end, EntityType.PERSON)
        elif token.tag == "PER" and (end := given_name(text, sentence.words, index)):
            yield Found(token.start, end, end, EntityType.PERSON)


def _quoted(text: str, sentence: Segmented, words: ChineseWords) -> Iterator[Found]:
    """“Name”: a good where a code or a noun of goods follows, else what its ending says; with the noun behind it."""
    for match in _QUOTED.finditer(text, sentence.start, sentence.end):
        inner = match.group(1)
        end = match.end()
        tail = text[end : end + 14]
        noun = max((n for n in words["Product"] if n in tail[: len(n) + 4]), key=len, default="")
        if noun and not any(mark in tail[: tail.find(noun)] for mark in "，。、的是在了为"):
            yield Found(match.start(), end + tail.find(noun) + len(noun), end, EntityType.PRODUCT)
        else:
            kind = _suffix(inner, words)
            body = next((size for size in (4, 3, 2) if text[end : end + size] in words.suffixes and size > 1), 0)
            if body and not kind:
                kind, end = words.suffixes[text[end : end + body]], end + body
            yield Found(match.start(), end, end, kind or EntityType.PRODUCT)


def _latin(text: str, sentence: Segmented) -> Iterator[Found]:
    """Names in Latin letters: codes are goods, others bodies."""
    for match in _LATIN.finditer(text, sentence.start, sentence.end):
        if _CODE.fullmatch(match.group()):
            continue
        if len(match.group()) > 1:
            yield Found(match.start(), match.end(), match.end(), EntityType.COMPANY)


def _goods(text: str, sentence: Segmented, words: ChineseWords) -> Iterator[Found]:
    """Phrases that end in a noun of goods, with the words that narrow it: 高性能锂离子电池, SL-55发动机."""
    tokens = sentence.words
    index = len(tokens) - 1
    while index >= 0:
        name = _word(text, tokens[index])
        noun = next((name[-size:] for size in range(len(name), 0, -1) if name[-size:] in words["Product"]), "")
        coded = _CODE.match(text, tokens[index].start, sentence.end)
        if not noun and not coded:
            index -= 1
            continue
        end = tokens[index].end if noun or not coded else max(coded.end(), tokens[index].end)
        first = index
        while (
            noun and first and tokens[first - 1].end == tokens[first].start and _narrows(text, tokens[first - 1], words)
        ):
            first -= 1
        start = tokens[first].start
        code = next(
            (m for m in _CODE.finditer(text, max(sentence.start, start - 12), end) if m.end() >= start - 1), None
        )
        start = min(start, code.start()) if code else start
        yield Found(start, end, end, EntityType.PRODUCT, described=not code)
        index = first - 1


def _narrows(text: str, token: Word, words: ChineseWords) -> bool:
    name = _word(text, token)
    counted = token.tag == "m" and any(name.endswith(each) for each in words["measures"])
    plain = token.tag in _GOODS and name not in words["acts"] | words["countries"]
    return plain and not counted and not name[0].isdigit()


def _described(text: str, sentence: Segmented, words: ChineseWords) -> Iterator[Found]:
    """Unnamed parties: a noun of parties with what stands right before it: 两名知情人士, 三家企业."""
    tokens = sentence.words
    for index, token in enumerate(tokens):
        name = _word(text, token)
        kind = words.nouns.get(name)
        if kind is None or kind in {EntityType.PRODUCT, EntityType.PLACE} or name in {"公司", "计划", "项目"}:
            if name != "公司" or not index or tokens[index - 1].tag not in _INNER | {"m"}:
                continue
            kind = EntityType.COMPANY
        if text[token.end : token.end + 2] in {"清单", "名单"} or _is_role(text, sentence.words, index, words):
            continue
        first = index
        while (
            first
            and tokens[first - 1].end == tokens[first].start
            and (tokens[first - 1].tag in {"n", "nz", "vn", "a", "m", "LOC", "an", "s", "j", "ORG"})
        ):
            first -= 1
        start = tokens[first].start
        if token.end - start > 1:
            yield Found(start, token.end, token.end, kind, described=True)


def _is_role(text: str, tokens: Sequence[Word], index: int, words: ChineseWords) -> bool:
    """Whether a noun says what a named party is: 是某厂的供应商, 某厂的母公司是, 发动机制造商|某厂."""
    token = tokens[index]
    name = _word(text, token)
    if not any(name.endswith(role) for role in words["roles"]):
        return False
    following = tokens[index + 1] if index + 1 < len(tokens) else None
    if following is None or following.tag == "w" or _word(text, following) in {"是", "为", "则", "包括", "有", "之一"}:
        first = index
        while first and tokens[first - 1].tag in {"a", "n", "vn", "b", "m", "d", "ad"}:
            first -= 1
        return bool(first) and _word(text, tokens[first - 1]) in {"的", "是", "为", "旗下", "，", ",", "、"}
    made = index and any(_word(text, tokens[index - 1]).endswith(good) for good in words["Product"])
    return bool(made) and (following.tag == "ORG" or _suffix(_word(text, following), words) is not None)


def _counted(text: str, sentence: Segmented, words: ChineseWords) -> Iterator[Found]:
    """A counted party with all that describes it: 一家设在某地、制造某物的业者."""
    ends = {word.end: _word(text, word) for word in sentence.words}
    for match in _COUNTED.finditer(text, sentence.start, sentence.end):
        for end in range(match.start() + 2, match.end() + 1):
            kind = _noun_type(ends.get(end, ""), words)
            if kind in {EntityType.COMPANY, EntityType.ORGANIZATION, EntityType.PERSON}:
                yield Found(match.start(), end, end, kind, described=True)
                break


def _noun_type(word: str, words: ChineseWords) -> EntityType | None:
    """The type by the longest noun that a word ends in: 伊朗人 by 人."""
    return next((words.nouns[word[i:]] for i in range(len(word)) if word[i:] in words.nouns), None)


def _anaphors(text: str, sentence: Segmented, words: ChineseWords) -> Iterator[Found]:
    for index, token in enumerate(sentence.words):
        for size in (2, 1):
            last = sentence.words[index : index + size]
            if len(last) == size and text[token.start : last[-1].end] in words["anaphors"]:
                yield Found(token.start, last[-1].end, last[-1].end, EntityType.COMPANY, anaphor=True)
                break


def _with_bracket(text: str, sentence: Segmented, found: Found) -> Found:
    """The name with a bracket right behind it that holds a further name, an original spelling or an abbreviation."""
    match = _BRACKET.match(text, found.end, sentence.end)
    if match is None or found.anaphor or any(mark in match.group(1) for mark in "。；"):
        return found
    return Found(
        found.start, match.end(), found.name_end, found.type, found.described, False, found.country, match.span(1)
    )
