"""Whom a clause of a Chinese sentence is about, where a pattern takes somebody else for it."""

import re

from clew.extract.patterns.clause_roles import COMMA, acting, clause_start
from clew.extract.patterns.links import load_links
from clew.extract.patterns.permitted import SPEAKING
from clew.extract.patterns.table import CLASSES, Pattern
from clew.extract.tables import table_of

_TELLS = re.compile(table_of("chinese_patterns.yaml")["words"]["telling"])
"""Words of telling: who stands before them tells what stands behind them, and does not do it."""
_GOOD = re.compile(CLASSES["good"])


def topics(match: re.Match[str], line: str) -> dict[str, str]:
    """Who acts in the clause where a match begins, if the match goes on in a further one and begins with somebody else.

    甲隶属于乙，被丙制裁: the clause behind the comma is about 甲.
    """
    first = min(match.re.groupindex, key=lambda name: (match.start(name) < 0, match.start(name)), default="")
    if first not in {"S", "O"} or match.start(first) != match.start():
        return {}
    ends = [match.start(name) for name in match.re.groupindex if match.start(name) > match.end(first)]
    comma = COMMA.search(line, match.end(first), min(ends, default=match.end()))
    if comma is None and line[match.start() - 1 : match.start()] != "的":
        return {}
    end = match.end() if comma is None else comma.start()
    acts = acting(line, clause_start(line, match.start()), end, load_links()[1])
    return {first: "".join(acts)} if acts and not set(acts) & set(match[first]) else {}


def is_told(pattern: Pattern, match: re.Match[str], line: str) -> bool:
    """Whether the subject of a match only tells what the rest of it says: 甲方称|运往."""
    first = min(match.re.groupindex, key=lambda name: (match.start(name) < 0, match.start(name)), default="")
    if pattern.predicate in SPEAKING or not first or match.start(first) != match.start() or _GOOD.match(match[first]):
        return False
    start = match.end(first)
    ends = [match.start(name) for name in match.re.groupindex if match.start(name) > start]
    return _TELLS.search(line, start, min(ends, default=match.end())) is not None
