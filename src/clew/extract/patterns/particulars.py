"""Status and particulars of a Chinese statement, from the words in and around its clause."""

import re
from collections.abc import Iterator

from clew.extract.names.chinese_words import ChineseWords
from clew.extract.patterns.encoding import Encoded
from clew.extract.patterns.links import Linked
from clew.extract.patterns.table import CLASSES
from clew.vocabulary import Predicate, Qualifier, Status

_ORDER = (
    ("denied", Status.DENIED),
    ("unverified", Status.UNVERIFIED),
    ("planned", Status.PLANNED),
    ("possible", Status.POSSIBLE),
)
_DATE = (
    r"(?:(?:\d{2,4}|去|今|明|前|同|次)年(?:\d{1,2}月(?:\d{1,2}日)?|[初底末中]|第?[一二三四]季度)?"
    r"|[一二三四五六七八九]十年代|\d{2,4}年代|\d{1,2}月(?:\d{1,2}日|[初底末中])?|昨[日天]|今[日天]|上?周[一二三四五六日](?:[（(]\d+日[）)])?"
    r"|上个?月|本月|近日|日前|稍早|此前)"
)
_SAID = r"(?!\d|(?:的)?(?:报道|报导|刊文|刊登|消息|讯|电|公布|发布|宣布))"
"""The date of a report or an announcement dates no deed."""
_WHEN = re.compile(rf"(?:由|自|从)?{_DATE}{_SAID}(?:(?:到|至|以来|起|—|-)(?:{_DATE})?)?(?:期间|间|前(?!往)|起|以来)?")
_NUMBER = r"(?:\d[\d,.]*|[一二三四五六七八九十百千两数几]+)(?:余|多)?(?:万|亿|千|百)?(?:余|多)?"
_ABOUT = r"(?:至少|大约|约有|约|近|超过|逾|超|共|合计|总计|高达|达)?"
_SHARE = re.compile(r"\d+(?:\.\d+)?%|百分之[一二三四五六七八九十百零点]+|其余股份|全部股权|半数|多数股权")
_NO_DATE = frozenset(
    {Predicate.LEADS, Predicate.LOCATED_IN, Predicate.SAME_AS, Predicate.DERIVES_FROM, Predicate.HAS_COMPONENT}
)
_COUNTED = frozenset(
    {Predicate.SUPPLIES, Predicate.PRODUCES, Predicate.TRAINS, Predicate.INTERMEDIATES, Predicate.USES}
)
_PAID = frozenset({Predicate.PAYS, Predicate.SUPPLIES, Predicate.INVOICES, Predicate.CONTRACTS_WITH})
_GOODS = frozenset({Predicate.SUPPLIES, Predicate.INTERMEDIATES, Predicate.INVOICES})
_BESIDE = 14
_DATED = 40
"""Characters before a statement in which its date may stand."""
_GOOD = re.compile(CLASSES["good"])
_RUN = re.compile(rf"{CLASSES['good']}(?:[、和与及]{CLASSES['good']}|以及{CLASSES['good']})*")
_CRIME = re.compile(r"(?<=[以涉嫌犯])[^，。；、以涉嫌犯]{2,12}罪")
_CLAUSE = re.compile(r"[^，,。；;：:]*")


def status_of(window: str, words: ChineseWords) -> Status:
    """The status by the strongest cue in the clause up to the end of the match."""
    for key, status in _ORDER:
        if any(cue in window for cue in words[key]):
            return status
    return Status.ASSERTED


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
    if predicate not in _NO_DATE and (when := _first(_WHEN, encoded, start, match.end(), text)):
        found[Qualifier.WHEN] = when
    if predicate in _PAID and (
        amount := _first(_money(words), encoded, match.start(), _next_clause(encoded.line, stop), text)
    ):
        found[Qualifier.AMOUNT] = amount
    if predicate is Predicate.OWNS and (share := _first(_SHARE, encoded, match.start(), stop, text)):
        found[Qualifier.SHARE] = share
    if predicate in _COUNTED and (count := _count(encoded, match, stop, text, words)):
        found[Qualifier.QUANTITY] = count
    if predicate is Predicate.ACCUSES and stop > match.end() + 2:
        first, last = encoded.span(match.end(), stop)
        found[Qualifier.PURPOSE] = text[first:last].strip("，,：: ")
    if predicate is Predicate.ACCUSES and not found.get(Qualifier.PURPOSE):
        found[Qualifier.PURPOSE] = _first(_CRIME, encoded, match.start(), stop, text)
    return {key: value for key, value in found.items() if value}


def _goods_beside(line: str, match: re.Match[str], stop: int) -> str:
    """The goods that stand in or right behind the words of a statement that names none in a slot: the first run."""
    run = _RUN.search(line, match.start(), stop)
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
    return text[thing.start : thing.end].strip("的")


def _first(expression: re.Pattern[str], encoded: Encoded, start: int, end: int, text: str) -> str:
    match = expression.search(encoded.line, start, end)
    if match is None:
        return ""
    first, last = encoded.span(match.start(), match.end())
    return text[first:last]


def _money(words: ChineseWords) -> re.Pattern[str]:
    units = "|".join(sorted(words["money"], key=len, reverse=True))
    return re.compile(rf"{_ABOUT}{_NUMBER}(?:{units})")


def _count(encoded: Encoded, match: re.Match[str], stop: int, text: str, words: ChineseWords) -> str:
    """A number with its measure beside the goods: 至少240台, 600件."""
    units = "|".join(sorted(words["measures"], key=len, reverse=True))
    counting = re.compile(rf"{_ABOUT}{_NUMBER}(?:{units})(?!元)")
    at = match.start("P") if "P" in match.re.groupindex and match["P"] else match.end()
    hits = [m for m in counting.finditer(encoded.line, match.start(), stop) if abs(m.start() - at) <= _BESIDE]
    for hit in _nearest(hits, at):
        first, last = encoded.span(hit.start(), hit.end())
        return text[first:last]
    return ""


def _nearest(hits: list[re.Match[str]], at: int) -> Iterator[re.Match[str]]:
    yield from sorted(hits, key=lambda hit: (abs(hit.start() - at), hit.start()))
