"""The table of clause patterns, compiled to regular expressions over sentences whose names are single characters."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import islice
from typing import Any

from clew.extract.tables import table_of
from clew.vocabulary import EntityType, Predicate

BODY, PERSON, COUNTRY, PLACE, GOOD, ANAPHOR = "\ue000", "\ue400", "\ue800", "\uec00", "\uf000", "\uf400"
"""First characters of the private ranges that stand for what a sentence names."""
RANGE = 0x400


def _class(*bases: str) -> str:
    return "[" + "".join(f"{base}-{chr(ord(base) + RANGE - 1)}" for base in bases) + "]"


CLASSES = {
    "party": _class(BODY, PERSON, COUNTRY, ANAPHOR),
    "head": _class(BODY, PERSON, ANAPHOR),
    "aim": _class(BODY, PERSON, COUNTRY, PLACE, ANAPHOR),
    "named": _class(BODY, PERSON),
    "org": _class(BODY, ANAPHOR),
    "its": _class(ANAPHOR),
    "firm": _class(BODY, ANAPHOR),
    "body": _class(BODY, COUNTRY, ANAPHOR),
    "state": _class(BODY, COUNTRY, PLACE, ANAPHOR),
    "person": _class(PERSON, ANAPHOR),
    "country": _class(COUNTRY),
    "place": _class(PLACE, COUNTRY),
    "spot": _class(PLACE, COUNTRY),
    "city": _class(PLACE),
    "site": _class(BODY, PLACE, COUNTRY, ANAPHOR),
    "target": _class(BODY, PERSON, COUNTRY, GOOD, ANAPHOR),
    "good": _class(GOOD),
}
_SLOT = re.compile(r"\{([A-Z]\d?):(\w+)\}")
_GAP = re.compile(r"\{([~+*=%-])(\d+)\}")
_PARTIES = _class(BODY, PERSON, ANAPHOR)[1:-1]
_STOPS = {
    "~": f"[^。；;，,：:{_PARTIES}]",
    "+": f"[^。；;：:{_PARTIES}]",
    "*": "[^。；;]",
    "=": f"[^。；;，,：:把将对向从被由与为让{_PARTIES}]",
    "%": f"[^。；;{GOOD}-{chr(ord(GOOD) + RANGE - 1)}]",
    "-": f"[^。；;，,：:{_PARTIES}{GOOD}-{chr(ord(GOOD) + RANGE - 1)}]",
}
"""What a gap may not hold: parties and commas, parties, nothing but the sentence's end, anything named."""
_JOINT = f"(?:、|和|与|及其[^。；，、{_PARTIES}]{{0,6}}?|及|以及|或|[，,]以及|[，,]还有)"
_LISTED = frozenset({"party", "aim", "firm", "org", "target"})
"""Classes of slot in whose lists each member may stand behind a few words that describe it."""
_WORDS = re.compile(r"\{([a-z]+)\}")
_LED = "在对向从给往把将与跟替到至据经以被遭"
"""Prepositions, and what leads who does it in a passive: who stands behind one is not whom a clause is about."""
_OF = "的?(?:账户|帐户|户头|名义|官网|网站|文件|数据|报告|记录|资料|公报)"
"""Nouns that a party only tells the owner of."""
_BRAND = f"(?![{GOOD}-{chr(ord(GOOD) + RANGE - 1)}])"
"""Who stands right before a good tells whose make it is."""
_DESCRIBED = f"[^。；，、向将把被从由对给与和{_PARTIES}]{{0,12}}?"
"""The words that may describe a member of a list: 注册于某地的|X."""
_DISTANT = 8
"""A subject that may stand this many characters off may also stand in a clause before."""


_MOST = 40
"""So often is a pattern looked for in one line at most."""


@dataclass(frozen=True, slots=True)
class Pattern:
    """One wording: groups of the expression fill the slots named by `subject` and `object`.

    `dropped` is the same wording in a further clause that leaves its subject out, `core` the wording behind a subject
    that stands further off. `types` are those that its subject may be of; empty for any.
    `of_shares` is whether it may tell a further holder of what was told to be held last.
    """

    id: str
    predicate: Predicate
    expression: re.Pattern[str]
    subject: str
    object: str
    needs: re.Pattern[str] | None
    answer: str
    trust: float
    types: frozenset[EntityType]
    of_shares: bool = False
    dropped: re.Pattern[str] | None = None
    core: re.Pattern[str] | None = None

    def matches(self, line: str) -> Iterator[re.Match[str]]:
        """Where the pattern fits a line: whole, without its subject, then its core alone where nothing ended there."""
        ends: set[int] = set()
        for expression in (self.expression, self.dropped, self.core):
            for match in islice(expression.finditer(line), _MOST) if expression is not None else ():
                if expression is not self.core or match.end() not in ends:
                    ends.add(match.end())
                    yield match


@cache
def load_patterns() -> tuple[Pattern, ...]:
    """The shipped patterns, in the order of the table; `re.error` or `KeyError` where the table itself is wrong."""
    table = table_of("chinese_patterns.yaml")
    return tuple(_pattern(entry, table["words"]) for entry in table["frames"])


def _pattern(entry: Mapping[str, Any], words: Mapping[str, str]) -> Pattern:
    swapped = entry.get("swap", False)
    needs = entry.get("needs")
    return Pattern(
        id=entry["id"],
        predicate=Predicate(entry["predicate"]),
        expression=re.compile(_expand(entry["pattern"], words)),
        subject=entry.get("subject", "O" if swapped else "S"),
        object=entry.get("object", "S" if swapped else "O"),
        needs=re.compile(_expand(needs, words)) if needs else None,
        answer=entry.get("answer", ""),
        trust=float(entry.get("trust", 0.65)),
        types=frozenset(EntityType(each) for each in entry.get("types", "").split()),
        of_shares=entry.get("of_shares", False),
        dropped=_dropped(entry, words) if "subject" not in entry else None,
        core=_core(entry, words) if "subject" not in entry else None,
    )


MEMBERS = re.compile(
    rf"[^。；;{_PARTIES}]{{0,24}}?(?:包括|包含|分别是|分别为|有|即|涉及|点名|：|:)[^。；;，,、{_PARTIES}]{{0,12}}?"
    rf"(?P<M>[{_PARTIES}](?:(?:、|和|与|及|以及|[，,]以及){_DESCRIBED}[{_PARTIES}])*)"
)
"""The members that follow a group."""


def _dropped(entry: Mapping[str, Any], words: Mapping[str, str]) -> re.Pattern[str] | None:
    if not entry["pattern"].startswith("{S:"):
        return None
    rest = entry["pattern"].partition("}")[2]
    if not _GAP.match(rest):
        return None
    last = f"(?![{GOOD}-{chr(ord(GOOD) + RANGE - 1)}]?的[{_PARTIES}])"
    return re.compile(r"[，,；](?:并且|并|还|又|也|同时|再|先后|随后|而|且|后)?" + _expand(rest, words) + last)


def _core(entry: Mapping[str, Any], words: Mapping[str, str]) -> re.Pattern[str] | None:
    """What stands behind a subject of some distance: 向X出口 of "S 向 X 出口"."""
    if not entry["pattern"].startswith("{S:"):
        return None
    rest = entry["pattern"].partition("}")[2]
    gap = _GAP.match(rest)
    if gap is None or int(gap[2]) < _DISTANT:
        return None
    return re.compile(_expand(rest[gap.end() :], words))


def _expand(pattern: str, words: Mapping[str, str]) -> str:
    first = _SLOT.match(pattern)
    if first is not None and first[1] == "S":
        brand = "" if first[2] == "country" or "{P:" in pattern[first.end() : first.end() + 4] else _BRAND
        led = f"(?<![{_LED}])(?<!(?<!名)为)(?<![通透]过|借助|经由|利用|委托)"
        pattern = f"{led}{first.group()}(?!{_OF}){brand}{pattern[first.end() :]}"

    def slot(match: re.Match[str]) -> str:
        one = CLASSES[match[2]]
        alone = f"(?!(?:境内|国内)?的?[{_PARTIES}])" if COUNTRY in one and match[2] != "spot" else ""
        joint = f"{_JOINT}{_DESCRIBED}" if match[2] in _LISTED else _JOINT
        if match[2] == "head":
            return f"(?P<{match[1]}>{one})"
        if match[1] == "P":
            alone = f"(?!的[{GOOD}-{chr(ord(GOOD) + RANGE - 1)}])"
        return f"(?P<{match[1]}>{one}{alone}(?:{joint}{one}{alone})*)(?:等[{_PARTIES}]?)?"

    pattern = _SLOT.sub(slot, pattern)
    pattern = _GAP.sub(lambda m: f"{_STOPS[m[1]]}{{0,{m[2]}}}?", pattern)
    return _WORDS.sub(lambda m: words[m[1]], pattern)
