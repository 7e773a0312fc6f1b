"""Status and particulars of a Chinese statement, from the words in and around its clause."""

import re
from collections.abc import Iterator

from clew.extract.names.chinese_words import ChineseWords
from clew.extract.patterns.clause_roles import clause_start
from clew.extract.patterns.encoding import Encoded
from clew.extract.patterns.links import Linked
from clew.extract.patterns.table import CLASSES
from clew.extract.tables import table_of
from clew.vocabulary import Predicate, Qualifier, Status

_ORDER = (
    ("denied", Status.DENIED),
    ("unverified", Status.UNVERIFIED),
    ("planned", Status.PLANNED),
    ("possible", Status.POSSIBLE),
)
_MOVED = frozenset({Predicate.SUPPLIES, Predicate.INTERMEDIATES})
_LASTING = frozenset({Predicate.LOCATED_IN, Predicate.SAME_AS})
"""What is so whatever the clause around it says of deeds."""
_DATE = (
    r"(?:(?:\d{2,4}|去|今|明|前|同|次)年(?:\d{1,2}月(?:\d{1,2}日)?|[初底末中]|第?[一二三四]季度)?"
    r"|[一二三四五六七八九]十年代|\d{2,4}年代|\d{1,2}月(?:\d{1,2}日|[初底末中])?|昨[日天晚]|今[日天]|上?(?:周|星期)[一二三四五六日天](?:[（(]\d+日[）)])?"
    r"|上个?月|上周|本月|本周|年[初中底]|近年|近日|日前|稍早|此前|(?<![\d月年])\d{1,2}日)"
)
_TOLD = r"(?!\d|(?:的)?(?:报道|报导|刊文|刊登|消息|讯|电))"
_SAID = r"(?!\d|(?:的)?(?:报道|报导|刊文|刊登|消息|讯|电|公布|发布|宣布))"
"""The date of a report or an announcement dates no deed."""
_WHEN = re.compile(rf"(?:由|自|从)?{_DATE}{_SAID}(?:(?:到|至|以来|起|—|-)(?:{_DATE})?)?(?:期间|间|前(?!往)|起|以来)?")
_DONE = re.compile(rf"(?:由|自|从)?{_DATE}{_TOLD}(?:(?:到|至|以来|起|—|-)(?:{_DATE})?)?(?:期间|间|前(?!往)|起|以来)?")
"""The date of an act that consists in being announced: a listing, an indictment."""
_NUMBER = r"(?:\d[\d,.]*|[一二三四五六七八九十百千两数几]+)(?:余|多)?(?:万|亿|千|百)?(?:余|多)?"
_ABOUT = r"(?:至少|大约|约有|约|近|超过|逾|超|共|合计|总计|高达|达)?"
_SHARE = re.compile(r"\d+(?:\.\d+)?%|百分之[一二三四五六七八九十百零点]+|其余股份|全部股权|半数|多数股权")
_NO_DATE = frozenset(
    {Predicate.LEADS, Predicate.LOCATED_IN, Predicate.SAME_AS, Predicate.DERIVES_FROM, Predicate.HAS_COMPONENT}
)
_COUNTED = frozenset(
    {Predicate.SUPPLIES, Predicate.PRODUCES, Predicate.TRAINS, Predicate.INTERMEDIATES, Predicate.USES}
)
_PAID = frozenset({Predicate.PAYS, Predicate.SUPPLIES, Predicate.INVOICES, Predicate.CONTRACTS_WITH, Predicate.FOUNDS})
_ANNOUNCED = frozenset({Predicate.SANCTIONS, Predicate.ACCUSES})
_STANDING = frozenset({Predicate.OWNS, Predicate.EMPLOYS})
"""What holds for a time: a date in a clause before is not its own."""
_SITED = frozenset({Predicate.FOUNDS, Predicate.CONTRACTS_WITH, Predicate.TRAINS, Predicate.TESTS})
_CHARGED = 60
"""Characters that tell at most of what somebody is accused."""
_GOODS = frozenset({Predicate.SUPPLIES, Predicate.INTERMEDIATES, Predicate.INVOICES})
_BESIDE = 14
_DATED = 40
"""Characters before a statement in which its date may stand."""
_GOOD = re.compile(CLASSES["good"])
_RUN = re.compile(rf"{CLASSES['good']}(?:[、和与及]{CLASSES['good']}|以及{CLASSES['good']})*")
_CRIME = re.compile(r"(?<=[以涉嫌犯])[^，。；、以涉嫌犯]{2,12}罪")
_REASON = re.compile(r"(?:以|因|依|就)(?P<told>[^，。；：]{2,24}?)(?:为由|罪名|罪嫌|等罪|等罪名|(?=被|遭))")
_LIST = re.compile(
    r"(?:列入|纳入|加入|新增至|放入|列进)(?:了)?[“《「]?(?P<told>[^，。：；“”《》「」\ue000-\uf7ff]{2,16}?(?:清单|名单))"
)
_AIM = re.compile(r"(?P<told>(?:用作|用于|用以|作为)[^，。；]{2,20})")
_TOGETHER = re.compile(r"(?P<told>(?:共同|联手|携手)[^，。；\ue000-\uf7ff]{2,16})")
_WHERE = re.compile(rf"在(?P<told>{CLASSES['place']}+|{CLASSES['site']})")
_BY_WAY = re.compile(
    rf"(?:通过|透过|经由|借道|借助|利用)[^，。；{CLASSES['party'][1:-1]}]{{0,8}}(?P<told>{CLASSES['firm']})"
)
_SUPPLIED = re.compile(rf"(?:{table_of('chinese_patterns.yaml')['words']['supply']})(?:了|过|着)?$")
_THING = re.compile(r"(?P<told>[^，。；：的\ue000-\uf7ff][^，。；：\ue000-\uf7ff]{1,13})$")
_DOING = re.compile(r"(?P<told>[^，。；：的了过\ue000-\uf7ff、和与][^，。；：\ue000-\uf7ff]{1,11})$")
_MEETING = re.compile(r"，?(?P<told>(?:与|同|和)[^，。；]{1,12}(?:会面|会谈|见面|洽谈|商谈|会晤))")
_LOTS = re.compile(r"(?:大批|大量|一批|多批|数批)")
_CLAUSE = re.compile(r"[^，,。；;：:]*")


def status_of(predicate: Predicate, line: str, start: int, end: int, words: ChineseWords) -> Status:
    """The status by the strongest cue in the clause up to the end of the match `line[start:end]`.

    An accusation stands as it was made; what a clause before only supposes is possible.
    """
    if predicate is Predicate.ACCUSES:
        return Status.ASSERTED
    begin = start if predicate in _LASTING else clause_start(line, start)
    window = line[begin:end]
    if predicate is Predicate.SANCTIONS and any(cue in window for cue in words["unlisted"]):
        return Status.DENIED
    for key, status in _ORDER:
        if any(cue in window for cue in words[key]):
            return status
    if predicate in _MOVED and any(cue in window for cue in words["seized"]):
        return Status.PLANNED
    supposed = (
        predicate not in _LASTING
        and line[begin - 1 : begin] in "，,：:"
        and line[:begin].rstrip("，,：:").endswith(tuple(words["supposing"]))
    )
    return Status.POSSIBLE if begin and supposed else Status.ASSERTED


def day_of(encoded: Encoded, text: str) -> str:
    """The first date of a sentence, in the document's own characters; empty where it tells none."""
    return _first(_DONE, encoded, 0, len(encoded.line), text)


def particulars(
    predicate: Predicate, match: re.Match[str], encoded: Encoded, text: str, words: ChineseWords
) -> dict[Qualifier, str]:
    """The particulars of a match in the document's own characters."""
    groups = match.groupdict()
    found: dict[Qualifier, str] = {}
    tail = _CLAUSE.match(encoded.line, match.end())
    stop = tail.end() if tail else match.end()
    start = max(0, match.start() - _DATED)
    start = max(start, encoded.line.rfind("。", 0, match.start()) + 1, encoded.line.rfind("；", 0, match.start()) + 1)
    if predicate in _GOODS and groups.get("P"):
        found[Qualifier.PRODUCT] = "; ".join(_words(encoded, c, text) for c in groups["P"] or "" if c in encoded.things)
    if predicate in _GOODS and not found.get(Qualifier.PRODUCT):
        found[Qualifier.PRODUCT] = "; ".join(_words(encoded, c, text) for c in _goods_beside(encoded.line, match, stop))
    if groups.get("V") and predicate is not Predicate.INTERMEDIATES:
        found[Qualifier.VIA] = "; ".join(_words(encoded, c, text) for c in groups["V"] or "" if c in encoded.things)
    if groups.get("R"):
        first, last = encoded.span(match.start("R"), match.end("R"))
        found[Qualifier.ROLE] = text[first:last]
    here = max(start, clause_start(encoded.line, match.start()))
    dated = _DONE if predicate in _ANNOUNCED else _WHEN
    if predicate not in _NO_DATE:
        found[Qualifier.WHEN] = _first(dated, encoded, here, match.end(), text)
    if predicate not in _NO_DATE | _STANDING and not found[Qualifier.WHEN]:
        found[Qualifier.WHEN] = _first(dated, encoded, start, match.end(), text)
    if predicate in _PAID and (
        amount := _first(_money(words), encoded, match.start(), _next_clause(encoded.line, stop), text)
    ):
        found[Qualifier.AMOUNT] = amount
    if predicate is Predicate.OWNS and (share := _first(_SHARE, encoded, match.start(), stop, text)):
        found[Qualifier.SHARE] = share
    if predicate in _COUNTED and (count := _count(encoded, match, stop, text, words)):
        found[Qualifier.QUANTITY] = count
    if predicate is Predicate.ACCUSES:
        found[Qualifier.PURPOSE] = _charge(encoded, match.end(), stop, text)
        found[Qualifier.PURPOSE] = (
            found[Qualifier.PURPOSE]
            or _first(_REASON, encoded, start, match.end(), text)
            or _first(_CRIME, encoded, match.start(), stop, text)
        )
    for key, told, expression, end in (
        (Qualifier.PROGRAMME, {Predicate.SANCTIONS}, _LIST, stop),
        (Qualifier.PURPOSE, {Predicate.SANCTIONS}, _REASON, match.end()),
        (Qualifier.PURPOSE, {Predicate.PAYS}, _AIM, _next_clause(encoded.line, stop)),
        (Qualifier.PURPOSE, {Predicate.PARTNERS_WITH}, _TOGETHER, stop),
        (Qualifier.WHERE, _SITED, _WHERE, match.end()),
    ):
        if predicate in told and not found.get(key):
            found[key] = _first(expression, encoded, here, end, text)
    if predicate is Predicate.VISITS:
        found[Qualifier.PURPOSE] = _first(_DOING, encoded, match.end(), stop, text, whole=True)
        meeting = found[Qualifier.PURPOSE] or _first(
            _MEETING, encoded, match.end(), len(encoded.line), text, whole=True
        )
        found[Qualifier.PURPOSE] = meeting
    if predicate is Predicate.SUPPLIES and not found.get(Qualifier.VIA):
        found[Qualifier.VIA] = _first(_BY_WAY, encoded, start, match.end(), text)
    if predicate in _GOODS and not found.get(Qualifier.PRODUCT) and _SUPPLIED.search(match.group()):
        found[Qualifier.PRODUCT] = _first(_THING, encoded, match.end(), stop, text, whole=True)
    return {key: value for key, value in found.items() if value}


def _goods_beside(line: str, match: re.Match[str], stop: int) -> str:
    """The goods that stand in or right behind the words of a statement that names none in a slot: the first run."""
    last = max(match.start(), clause_start(line, match.end() - 1))
    run = _RUN.search(line, last, stop) or _RUN.search(line, match.start(), stop)
    if run is None:
        opened = line.rfind("。", 0, match.start()) + 1
        run = next(reversed(list(_RUN.finditer(line, clause_start(line, match.start()), match.start()))), None)
        run = run or next(reversed(list(_RUN.finditer(line, opened, match.start()))), None)
    return "".join(_GOOD.findall(run.group())) if run else ""


def particulars_of(
    predicate: Predicate, each: Linked, encoded: Encoded, text: str, words: ChineseWords
) -> dict[Qualifier, str]:
    """The particulars of a statement that the roles around its verb tell."""
    match = re.compile(".*", re.DOTALL).match(encoded.line, each.first, each.last)
    found = particulars(predicate, match, encoded, text, words) if match else {}
    if predicate in _GOODS and each.product:
        found[Qualifier.PRODUCT] = "; ".join(_words(encoded, character, text) for character in each.product)
    return found


def _next_clause(line: str, stop: int) -> int:
    """The end of the clause after this one, where a sum of money may stand (金额达...)."""
    following = _CLAUSE.match(line, stop + 1) if line[stop : stop + 1] in {"，", ","} else None
    return following.end() if following and following.end() - stop < 24 else stop


def _words(encoded: Encoded, character: str, text: str) -> str:
    thing = encoded.things[character]
    name = text[thing.start : thing.end].strip("的")
    return name.strip("”」》』") if not any(mark in name for mark in "“「《『") else name


def _first(expression: re.Pattern[str], encoded: Encoded, start: int, end: int, text: str, whole: bool = False) -> str:
    """What an expression finds first, its group `told` where it has one; `whole` where it has to begin at `start`."""
    match = (expression.match if whole else expression.search)(encoded.line, start, end)
    if match is None:
        return ""
    group = "told" if "told" in expression.groupindex else 0
    first, last = encoded.span(match.start(group), match.end(group))
    return text[first:last]


def _charge(encoded: Encoded, at: int, stop: int, text: str) -> str:
    """What stands behind the accused: of what they are accused, to the end of the sentence or of its first part."""
    ends = [found for mark in "。；：" if (found := encoded.line.find(mark, at)) >= 0]
    end = min([*ends, len(encoded.line), at + _CHARGED])
    while at < end and encoded.line[at] in "，、 ":
        at += 1
    if end - at <= 2 or stop > end:
        return ""
    first, last = encoded.span(at, end)
    return text[first:last].strip("，,：: ")


def _money(words: ChineseWords) -> re.Pattern[str]:
    units = "|".join(sorted(words["money"], key=len, reverse=True))
    return re.compile(rf"{_ABOUT}{_NUMBER}(?:{units})")


def _count(encoded: Encoded, match: re.Match[str], stop: int, text: str, words: ChineseWords) -> str:
    """A number with its measure beside the goods: 至少240台, 600件."""
    units = "|".join(sorted(words["measures"], key=len, reverse=True))
    counting = re.compile(rf"{_ABOUT}{_NUMBER}(?:{units})(?!元)")
    at = match.start("P") if "P" in match.re.groupindex and match["P"] else match.end()
    good = _GOOD.search(encoded.line, match.start(), stop)
    if good is not None:
        before = max(match.start() - 8, good.start() - _BESIDE)
        counted = list(counting.finditer(encoded.line, max(0, before), good.start()))
        lots = counted[-1:] or list(_LOTS.finditer(encoded.line, max(0, before), good.start()))[-1:]
        if lots and "，" not in encoded.line[lots[0].end() : good.start()]:
            first, last = encoded.span(lots[0].start(), lots[0].end())
            return text[first:last]
    hits = [m for m in counting.finditer(encoded.line, match.start(), stop) if abs(m.start() - at) <= _BESIDE]
    for hit in _nearest(hits, at):
        first, last = encoded.span(hit.start(), hit.end())
        return text[first:last]
    return ""


def _nearest(hits: list[re.Match[str]], at: int) -> Iterator[re.Match[str]]:
    yield from sorted(hits, key=lambda hit: (abs(hit.start() - at), hit.start()))
