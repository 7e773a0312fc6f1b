"""Chinese names of a document and their short forms: 朔翎动力 for 锦澜朔翎动力科技有限公司, aliases in brackets."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from clew.extract.names.chinese import find
from clew.extract.names.chinese_words import ChineseWords, Found
from clew.extract.parse.chinese import SegmentedText
from clew.vocabulary import EntityType

_LEGAL = re.compile(r"(?:股份有限公司|有限责任公司|有限公司|集团公司|公司|集团|商行)$")
_ALSO = re.compile(r"(?:以下简称|下称|简称|又称|又名|别名|也称|原名|化名|前称)[“「:：]?([^”」）)，,；;]{2,20})")
_ACRONYM = re.compile(r"(?:^|[,，、\s])([A-Z]{2,6})$")
_BODIES = frozenset({EntityType.COMPANY, EntityType.PUBLIC_BODY, EntityType.ORGANIZATION, EntityType.PRODUCT})
_MOST = 60
_DOT = re.compile("[·•‧・]")


@dataclass(frozen=True)
class ChineseNames:
    """`fullest` leads each form (in simplified characters) to the offsets of the fullest one and its type.

    `equated` are pairs that the text itself equates: the offsets of both names and of the words that equate them.
    """

    fullest: Mapping[str, tuple[int, int, EntityType]]
    equated: tuple[tuple[tuple[int, int], tuple[int, int], EntityType], ...]

    @property
    def types(self) -> Mapping[str, EntityType]:
        """The type of each form."""
        return {form: kind for form, (_, _, kind) in self.fullest.items()}


def names_in(parsed: SegmentedText, words: ChineseWords) -> ChineseNames:
    """All named parties and goods of a document, with the short forms that occur in it."""
    text = parsed.simplified
    fullest: dict[str, tuple[int, int, EntityType]] = {}
    equated = []
    for sentence in parsed.sentences:
        for each in find(text, sentence, words, {}):
            if each.type is EntityType.PERSON and not each.described:
                _by_parts(text, each, fullest)
            if each.described or each.anaphor or each.type not in _BODIES or each.country:
                continue
            name = text[each.start : each.name_end]
            fullest.setdefault(name, (each.start, each.name_end, each.type))
            target = fullest[name]
            if name[0] in "“「《『" and name[-1] in "”」》』":
                fullest.setdefault(name[1:-1], target)
            for start, end, told in _aliases(text, each):
                alias = text[start:end]
                if alias not in words.nouns and alias != name:
                    fullest[alias] = target
                if told:
                    equated.append((target[:2], (start, end), each.type))
    fullest |= _shortened(parsed, fullest, words)
    return ChineseNames(fullest, tuple(equated))


def _by_parts(text: str, found: Found, fullest: dict[str, tuple[int, int, EntityType]]) -> None:
    """A transliterated name is also told by its last part: 列维娜 for 塔季扬娜·列维娜."""
    name = text[found.start : found.name_end]
    parts = [part for part in _DOT.split(name) if len(part) >= 2]
    if len(parts) < 2:
        return
    target = (found.start, found.name_end, EntityType.PERSON)
    fullest.setdefault(name, target)
    fullest.setdefault(parts[-1], target)


def _aliases(text: str, found: Found) -> list[tuple[int, int, bool]]:
    """Further names in the bracket behind a name: offsets, and whether the text equates them (not a mere original)."""
    bracket = found.end - found.name_end
    if bracket < 3 or text[found.end - 1] not in "）)":
        return []
    first = next((i for i in range(found.name_end, found.end) if text[i] in "（("), found.end) + 1
    inner = text[first : found.end - 1]
    also = _ALSO.search(inner)
    if also is not None:
        return [(first + also.start(1), first + also.end(1), True)]
    acronym = _ACRONYM.search(inner)
    if acronym is not None and acronym.group(1) == inner.strip():
        return [(first + acronym.start(1), first + acronym.end(1), found.type is not EntityType.COMPANY)]
    if acronym is not None:
        return [(first + acronym.start(1), first + acronym.end(1), True)]
    return [(first, found.end - 1, False)] if re.fullmatch(r"[\w .&'-]+", inner) else []


def _shortened(
    parsed: SegmentedText, fullest: Mapping[str, tuple[int, int, EntityType]], words: ChineseWords
) -> dict[str, tuple[int, int, EntityType]]:
    """Parts of a firm's name that stand alone elsewhere between word boundaries."""
    text = parsed.simplified
    starts = {word.start for sentence in parsed.sentences for word in sentence.words}
    ends = {word.end for sentence in parsed.sentences for word in sentence.words}
    short: dict[str, tuple[int, int, EntityType]] = {}
    for name, target in sorted(fullest.items(), key=lambda pair: -len(pair[0]))[:_MOST]:
        for part in _parts(name, words):
            if part[0] in "“「" and part in fullest:
                short[part] = target
            if part in short or (part in fullest and text[slice(*fullest[part][:2])] != part):
                continue
            at = text.find(part)
            while at >= 0:
                alone = at in starts and at + len(part) in ends and not target[0] <= at < target[1]
                if alone and not _within(text, at, len(part), name):
                    short[part] = target
                    break
                at = text.find(part, at + 1)
    return short


def _within(text: str, at: int, size: int, name: str) -> bool:
    """Whether the place found lies inside another occurrence of the full name."""
    offset = name.find(text[at : at + size])
    return text[at - offset : at - offset + len(name)] == name


def _parts(name: str, words: ChineseWords) -> Sequence[str]:
    """What a full name may be cut to, longest first; no generic word and no place by itself."""
    if name[:1].isascii():
        first = name.partition(" ")[0]
        return [first] if " " in name and len(first) > 3 else []
    core = _LEGAL.sub("", name)
    generic = words["countries"] | words["cities"] | words.nouns.keys() | words.suffixes.keys()
    if name[:1] in "“「":
        return [name[: _closing(name) + 1], name[1 : _closing(name)]] if 2 < _closing(name) < len(name) - 1 else []
    parts = {core[i:j] for i in range(min(5, len(core))) for j in range(i + 2, len(core) + 1)} - {name}
    if core != name:
        parts |= {name[i:] for i in range(2, min(6, len(name) - 4))}
    else:
        heads = _heads(name, words)
        parts = {part for part in parts if len(part) >= 3 or part in heads}
    return sorted(
        (part for part in parts if part not in generic and not part.endswith("有限")), key=lambda p: (-len(p), p)
    )


def _heads(name: str, words: ChineseWords) -> set[str]:
    """What is left of a firm's name when the words of its trade are cut off its end: 蓝石 of 蓝石通用贸易."""
    heads: set[str] = set()
    trade = words["generic"] | {word for word, kind in words.suffixes.items() if kind is EntityType.COMPANY}
    while size := max((len(word) for word in trade if len(word) > 1 and name.endswith(word)), default=0):
        name = name[:-size]
        heads.add(name)
    return {head for head in heads if len(head) >= 2}


def _closing(name: str) -> int:
    """Where the quoted part of a name ends: “铁砧”工厂."""
    return next((at for at, character in enumerate(name) if character in "”」"), 0)
