"""The parties, goods and places of a Chinese sentence, from lac's words, suffixes of bodies, brackets and codes."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from clew.extract.names.chinese_apposed import apposed_in, surnamed_in
from clew.extract.names.chinese_described import (
    anaphors_in,
    counted_in,
    described_in,
    goods_taken_up,
    groups_in,
    some_of_them,
)
from clew.extract.names.chinese_foreign import foreign_names
from clew.extract.names.chinese_goods import goods_in, typed_in, whole_goods
from clew.extract.names.chinese_latin import latin_in
from clew.extract.names.chinese_media import media_in
from clew.extract.names.chinese_official import local_firms_in, officials_in
from clew.extract.names.chinese_parting import foreign_rest, given_name, name_rest, parted, trailing_verb
from clew.extract.names.chinese_quoted import NARROWING, kind_before, kind_called, quoted_in
from clew.extract.names.chinese_spotted import spotted_in
from clew.extract.names.chinese_words import INNER, ChineseWords, Found, body_type, word_of
from clew.extract.parse.chinese import Segmented, Word
from clew.vocabulary import EntityType

_OTHER = frozenset({"v", "d", "p", "TIME", "m", "PER"})
_FUNCTION = frozenset("经由向对被将把与和及为从在等称指则亦获遭受令让给于以因")
"""Words of one character that no name goes on over."""
_MARKS = frozenset({("“", "”"), ("「", "」"), ("《", "》"), ("『", "』")})
_MADE_IN_PHRASE = re.compile("^[\u4e00-\u9fff]{1,5}?制(?:造)?(?:的)?[\u4e00-\u9fff]")
_SHORT = 7
"""A firm told by place and trade in no more characters than these may be a description of the one named behind it."""
_PARTIES = frozenset({EntityType.COMPANY, EntityType.PERSON, EntityType.ORGANIZATION, EntityType.PUBLIC_BODY})
_LEADING = _PARTIES | {EntityType.FACILITY}
_FIRMS = frozenset({EntityType.COMPANY, EntityType.ORGANIZATION})
_COUNTED_PLACE = re.compile("(?<=[\u4e00-\u9fff]{2})[一二三两四五六七八九十](?:栋|座|家|间|个|处|所|名)$")
"""What counts what lies in a place, no part of its name: 九龙|一栋."""
_ITEM = re.compile(r"(?<=、)(?P<item>[\u4e00-\u9fffA-Za-z0-9·]{3,14}?)(?=、|和|与|及|以及)")
_HOLLOW = re.compile("(?:空壳|皮包|幌子|人头|关联|[子母])公司$")
_SITED = re.compile("(?:位于|设于|设在|坐落于|坐落在|地处|落户|注册于|注册在|总部在|运往|运抵|飞往|飞抵|抵达|迁至)$")
"""Before what lac takes for a person: a place."""
_CALLED = re.compile("(?:名叫|名为|叫做|叫)$")
_BRACKET = re.compile(r"[”」』》]?\s?[（(]([^（()）]{1,60})[）)]")


def find(text: str, sentence: Segmented, words: ChineseWords, known: Mapping[str, EntityType]) -> list[Found]:
    """What a sentence names or describes, in order, not overlapping; `known` are names of the document found so far."""
    taken: list[tuple[int, int]] = []
    found: list[Found] = []
    for each in (
        *goods_taken_up(text, sentence, words),
        *groups_in(text, sentence),
        *counted_in(text, sentence, words),
        *some_of_them(text, sentence),
        *_known(text, sentence, known),
        *(each for each in anaphors_in(text, sentence, words) if each.end - each.start > 1),
        *media_in(text, sentence),
        *_foreign(text, sentence, words),
        *surnamed_in(text, sentence, words),
        *apposed_in(text, sentence, words),
        *sorted(_organised(text, sentence, words), key=_longest),
        *typed_in(text, sentence),
        *latin_in(text, sentence),
        *sorted(described_in(text, sentence, words), key=_longest),
        *(each for each in goods_in(text, sentence, words) if _MADE_IN_PHRASE.search(text, each.start, each.end)),
        *_states(text, sentence, words),
        *_cities(text, sentence, words),
        *_marked(text, sentence, words),
        *goods_in(text, sentence, words),
        *anaphors_in(text, sentence, words),
        *spotted_in(text, sentence, words),
    ):
        if each.start < each.end and not any(a < each.end and each.start < b for a, b in taken):
            whole = _with_bracket(text, sentence, each)
            taken.append((whole.start, whole.end))
            found.append(whole)
    for each in _listed(text, sentence, words, found):
        if not any(one.start < each.start < one.end or one.start < each.end < one.end for one in found):
            found = [one for one in found if not each.start <= one.start < each.end] + [each]
    apart: list[Found] = []
    for each in sorted(whole_goods(text, found), key=lambda each: (each.start, -each.end)):
        if apart and _is_called(text, apart[-1], each):
            apart[-1] = replace(apart[-1], end=each.end)
            continue
        joined = bool(apart) and (_is_in_state(apart[-1], each) or _is_somebodys(text, apart[-1], each, words))
        whole = replace(each, start=apart.pop().start) if joined else each
        if not apart or whole.start >= apart[-1].end:
            apart.append(_bare(text, _led(text, sentence, apart, _without_share(text, whole), words), words))
    return apart


def _organised(text: str, sentence: Segmented, words: ChineseWords) -> Iterator[Found]:
    """Firms and bodies by their endings and by the list."""
    yield from officials_in(text, sentence)
    yield from local_firms_in(text, sentence, words)
    yield from _bodies(text, sentence, words)
    yield from quoted_in(text, sentence, words)


def _longest(found: Found) -> int:
    return found.start - found.end


def _led(text: str, sentence: Segmented, apart: list[Found], each: Found, words: ChineseWords) -> Found:
    """A name with the start of the words before it that only say what it is; they no longer stand by themselves."""
    lead = each.start
    if apart and (_is_epithet(text, apart[-1], each, words) or _is_place_of(text, apart[-1], each)):
        before = apart.pop()
        said = text[before.start : before.end]
        lead = lead if any(said.endswith(title) for title in words["titles"]) else before.first
    if each.type not in _PARTIES or each.anaphor or each.described or each.country:
        return each if lead == each.start else replace(each, lead=lead)
    beside = [word for word in sentence.words if (apart[-1].end if apart else sentence.start) <= word.start < lead]
    noun = word_of(text, beside[-1]) if beside and _touches(text, beside[-1].end, lead) else ""
    titled = any(noun.endswith(role) for role in words["roles"] | words["titles"])
    if noun and not titled and any(words.nouns.get(noun[at:]) in _LEADING for at in range(len(noun) - 1)):
        end = lead
        while beside and _touches(text, beside[-1].end, end) and beside[-1].tag in NARROWING | {"m", "LOC", "j"}:
            end = lead = beside.pop().start
    if apart and apart[-1].type is EntityType.PLACE and apart[-1].end == lead < each.start:
        lead = apart.pop().first
    return each if lead == each.start else replace(each, lead=lead)


def _is_in_state(state: Found, place: Found) -> bool:
    """Whether a place is named right behind the state that it lies in: 韩国|釜山."""
    place_in = place.type is EntityType.PLACE and not place.country
    return (state.country or state.type is EntityType.PLACE) and state.end == place.start and place_in


def _is_called(text: str, name: Found, noun: Found) -> bool:
    """Whether a noun tells what somebody is who was just named: 一名叫罗既明的|内地商人."""
    alike = name.type in _PARTIES or (name.type is noun.type is EntityType.PRODUCT)
    called = alike and not name.described and _CALLED.search(text, max(0, name.start - 4), name.start)
    return bool(called) and noun.described and text[name.end : noun.start] == "的"


def _is_somebodys(text: str, whose: Found, each: Found, words: ChineseWords) -> bool:
    """Whether a bare noun of persons is told by whose it is, and no name follows: 罗既明的|律师."""
    noun = text[each.start : each.end]
    kin = each.described and (noun in words["Person"] or noun in words["kin"])
    named = whose.type in _PARTIES and not whose.described and not whose.anaphor and not whose.country
    return kin and named and text[whose.end : each.start] == "的"


def _without_share(text: str, each: Found) -> Found:
    """A name without the first half of the word behind it: 岚屿科技|控股股东."""
    if not text.startswith("股东", each.end) or not text[each.start : each.end].endswith("控股"):
        return each
    return replace(each, end=each.end - 2, name_end=each.end - 2)


def _bare(text: str, each: Found, words: ChineseWords) -> Found:
    """A name that stands between quotation marks, with these as part of its stretch: 「|金汐|」."""
    before, behind = text[each.start - 1 : each.start], text[each.end : each.end + 1]
    if text[each.start] in "“「《『" and each.end == each.name_end:
        kind, last = kind_called(text, each.start, each.end, words)
        return replace(each, end=last) if kind in _PARTIES else each
    if each.end != each.name_end or (before, behind) not in _MARKS:
        return each
    kind, last = kind_called(text, each.start - 1, each.end + 1, words)
    return replace(each, lead=min(each.first, each.start - 1), end=last if kind in _PARTIES else each.end + 1)


def _touches(text: str, end: int, start: int) -> bool:
    """Whether nothing but an opening mark stands between two stretches."""
    return end == start or (end + 1 == start and text[end] in "“「《『")


def _is_epithet(text: str, before: Found, name: Found, words: ChineseWords) -> bool:
    """Whether a description only says what the party named right behind it is: 商人|罗既明, 香港贸易公司|“岚屿”."""
    if name.type is EntityType.PRODUCT and before.type is EntityType.PRODUCT:
        return before.described and not name.described and not name.anaphor and _touches(text, before.end, name.start)
    said = text[before.start : before.end]
    marked = text[name.start] in "“「『" and text[before.start] not in "“「『" and before.type in _FIRMS
    kind = before.described or marked or (len(said) <= _SHORT and _is_generic(said, words) and before.type in _FIRMS)
    return (
        kind
        and not name.described
        and not name.anaphor
        and (before.end == name.start or (before.end + 1 == name.start and text[before.end] in "“「《『"))
        and before.type in _PARTIES
        and name.type in _PARTIES
    )


def _is_place_of(text: str, before: Found, name: Found) -> bool:
    """Whether a place only says where what is named right behind it is from: 苏州|Linden Optics, 该国|财政部."""
    if name.described or name.anaphor or before.end != name.start:
        return False
    if before.anaphor and text[before.start : before.end].endswith("国"):
        return name.type in _PARTIES and not name.country
    return name.type in {EntityType.COMPANY, EntityType.PERSON} and before.type is EntityType.PLACE


def _known(text: str, sentence: Segmented, known: Mapping[str, EntityType]) -> Iterator[Found]:
    """Names and short forms that the document has made known, wherever they stand."""
    part = text[sentence.start : sentence.end]
    for name in sorted(known, key=lambda n: (-len(n), n)):
        at = part.find(name)
        while at >= 0:
            start = sentence.start + at
            yield Found(start, start + len(name), start + len(name), known[name])
            at = part.find(name, at + len(name))


def _bodies(text: str, sentence: Segmented, words: ChineseWords) -> Iterator[Found]:
    """Runs of name words that end in a suffix of a body: 岚屿渡川物流有限公司, with a bracketed place inside."""
    tokens = sentence.words
    index = len(tokens) - 1
    while index >= 0:
        token = tokens[index]
        kind = body_type(word_of(text, token), words)
        firm = word_of(text, token).endswith("公司") and len(word_of(text, token)) > 2
        good = index + 1 < len(tokens) and word_of(text, tokens[index + 1]) in words["Product"] | words["Organization"]
        named = token.tag == "PER" and kind is EntityType.COMPANY and token.end - token.start >= 4
        bare = token.tag != "ORG" and not firm and good and kind is EntityType.COMPANY
        if kind is None or bare or (token.tag in _OTHER and not firm and not named) or len(word_of(text, token)) < 2:
            index -= 1
            continue
        first = index
        while first and tokens[first - 1].end == tokens[first].start and _inside(text, tokens[first - 1], words):
            first -= 1
        if first and word_of(text, tokens[first - 1]) in {"）", ")"}:
            first = _through_bracket(text, tokens, first)
        if text[token.end : token.end + 1] == "长" and kind is EntityType.PUBLIC_BODY:
            yield from _state_of(text, tokens[first].start, words)
            index = first - 1
            continue
        parts = list(parted(text, tokens[first].start, token.end, words.suffixes))
        for begin, stop in parts:
            yield Found(begin, stop, stop, body_type(text[begin:stop], words) or EntityType.COMPANY)
        if parts:
            index = first - 1
            continue
        while first < index and word_of(text, tokens[first]) in words["leading"]:
            first += 1
        name = text[tokens[first].start : token.end]
        plain = _is_generic(name, words) or (
            name in words.nouns
            or name in words["anaphors"] | words["roles"]
            or all(
                word_of(text, t) in words["countries"] or word_of(text, t) in words.nouns
                for t in tokens[first : index + 1]
            )
        )
        end = token.end - (len("总部") if name.endswith("总部") else 0)
        if not plain and end - tokens[first].start >= 3:
            start = tokens[first].start + _epithet(name, words)
            start += next((len(w) for w in words["leading"] if text.startswith(w, start) and end - start > 4), 0)
            yield Found(start, end, end, body_type(text[start:end], words) or kind)
        index = first - 1


def _state_of(text: str, start: int, words: ChineseWords) -> Iterator[Found]:
    """The state that a minister's title begins with: 美国|财政部长."""
    size = next((size for size in range(6, 1, -1) if text[start : start + size] in words["countries"]), 0)
    if size:
        yield Found(start, start + size, start + size, EntityType.PLACE, country=True)


def _is_generic(name: str, words: ChineseWords) -> bool:
    """Whether a phrase only describes: words of no name all through, 俄罗斯国有企业, 国际贸易."""
    known = (
        words["generic"]
        | words["abbreviations"]
        | words.suffixes.keys()
        | words["countries"]
        | words.nouns.keys()
        | words["cities"]
    )
    legal = name.endswith("有限公司")
    reached = {0}
    for at in range(len(name)):
        if at in reached:
            reached |= {at + size for size in range(1, 7) if name[at : at + size] in known and at + size <= len(name)}
    if _HOLLOW.search(name):
        return True
    public = len(reached) > 1 and body_type(name, words) is EntityType.PUBLIC_BODY
    return len(name) in reached and not legal and not public


def _epithet(name: str, words: ChineseWords) -> int:
    """Where the name proper begins behind what the firm is: 瓦尼亚轴承制造商|岚屿集团."""
    for mark in ("旗下", "下属", "所属", "辖下"):
        if 1 < name.find(mark) < len(name) - 4:
            return name.find(mark) + 2
    for at in range(len(name) - 3, 1, -1):
        if any(name.endswith(noun, 0, at) for noun in words["epithets"]):
            return at
    return 0


def _inside(text: str, token: Word, words: ChineseWords) -> bool:
    name = word_of(text, token)
    told = any(name.endswith(role) for role in words["roles"]) or name in _FUNCTION
    return token.tag in INNER and not told and name not in words["anaphors"] | words["says"] | _FORMER


_FORMER = frozenset({"前", "原", "时任", "现任"})
"""Words of time before a title or body, no part of a name."""


def _listed(text: str, sentence: Segmented, words: ChineseWords, found: Sequence[Found]) -> Iterator[Found]:
    """What stands in a list between names of bodies is one as well, whatever it ends in."""
    bodies = [each for each in found if each.type is EntityType.COMPANY and not each.described]
    for match in _ITEM.finditer(text, sentence.start, sentence.end):
        first, last = match.span("item")
        beside = any(each.end == first - 1 or last < each.start <= last + 2 for each in bodies)
        inside = [word for word in sentence.words if first <= word.start < last]
        named = all(word.tag in INNER or word.end - word.start == 1 for word in inside)
        if beside and named and inside and inside[-1].end == last and not _is_generic(match["item"], words):
            yield Found(first, last, last, EntityType.COMPANY)


def _through_bracket(text: str, tokens: Sequence[Word], first: int) -> int:
    """华远(锦城)机械股份有限公司: the bracket stands inside the name."""
    for opening in range(first - 2, max(first - 5, 0), -1):
        if word_of(text, tokens[opening]) in {"（", "("}:
            return opening - 1 if tokens[opening - 1].tag in INNER else first
    return first


def _states(text: str, sentence: Segmented, words: ChineseWords) -> Iterator[Found]:
    """States whose name lac parts: 中国|大陆."""
    for one, two in pairwise(sentence.words):
        if one.end == two.start and text[one.start : two.end] in words["countries"]:
            yield Found(one.start, two.end, two.end, EntityType.PLACE, country=True)


def _cities(text: str, sentence: Segmented, words: ChineseWords) -> Iterator[Found]:
    """Cities whose name lac parts: 塔什|干."""
    for index, token in enumerate(sentence.words):
        for last in sentence.words[index + 1 : index + 4]:
            name = text[token.start : last.end]
            if name in words["cities"]:
                yield Found(token.start, last.end, last.end, EntityType.PLACE, country=name in words["countries"])


def _marked(text: str, sentence: Segmented, words: ChineseWords) -> Iterator[Found]:
    """What lac marks as organisation, place or person."""
    for index, token in enumerate(sentence.words):
        name = word_of(text, token)
        if name in words["countries"] and (token.tag in {"LOC", "ORG", "n", "nz", "nt"} or len(name) > 1):
            yield Found(token.start, token.end, token.end, EntityType.PLACE, country=True)
        elif name in words["anaphors"] or name in words.nouns:
            continue
        elif token.tag == "ORG" and text[token.end : token.end + 1] == "长":
            yield from _state_of(text, token.start, words)
        elif token.tag == "ORG" and len(name) > 1 and name not in words["cities"]:
            end = token.end - trailing_verb(name, words.suffixes, words["trailing"])
            yield Found(token.start, end, end, body_type(text[token.start : end], words) or EntityType.ORGANIZATION)
        elif token.tag == "LOC" or name in words["cities"]:
            end = token.end - len(counted.group()) if (counted := _COUNTED_PLACE.search(name)) else token.end
            yield Found(token.start, end, end, body_type(text[token.start : end], words) or EntityType.PLACE)
        elif token.tag == "PER" and len(name) > 1:
            kind = EntityType.PLACE if _SITED.search(text, sentence.start, token.start) else EntityType.PERSON
            known = words["acts"] | words["says"] | words["doing"]
            rest = name_rest(text, sentence.words, index, known)
            end = token.end + (rest or foreign_rest(text, sentence.words, index, words["letters"]))
            yield Found(token.start, end, end, kind)
        elif token.tag == "PER" and (end := given_name(text, sentence.words, index)):
            yield Found(token.start, end, end, EntityType.PERSON)


def _foreign(text: str, sentence: Segmented, words: ChineseWords) -> Iterator[Found]:
    """Transliterated names and those with their original behind; a firm where what they are called tells no type."""
    for each in foreign_names(text, sentence, words["letters"], words.suffixes, words.nouns):
        kind = each.type or kind_before(text, sentence.start, each.start, words)
        yield Found(each.start, each.end, each.end, kind or EntityType.COMPANY)


def _with_bracket(text: str, sentence: Segmented, found: Found) -> Found:
    """The name with a bracket right behind it that holds a further name, an original spelling or an abbreviation."""
    match = _BRACKET.match(text, found.end, sentence.end)
    if match is None or found.anaphor or any(mark in match.group(1) for mark in "。；"):
        return found
    return Found(
        found.start, match.end(), found.name_end, found.type, found.described, False, found.country, match.span(1)
    )
