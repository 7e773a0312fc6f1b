"""A Chinese sentence cut down to its main words: relative clauses and possessors before a named party left out."""

import re
from collections.abc import Iterator
from dataclasses import replace

from clew.extract.patterns.clause_roles import opener_at, possessor
from clew.extract.patterns.encoding import Encoded
from clew.extract.patterns.links import load_helping, load_links
from clew.extract.patterns.table import CLASSES
from clew.vocabulary import Predicate

_HEADED = re.compile(f"的(?={CLASSES['named']})")
_PARTY = re.compile(CLASSES["party"])
_EDGES = "，,；;。：:、“”"
_AND = re.compile("以及|和|与|及|或")
_MOST = 30
_FARTHEST = 60
OF_PARTIES = frozenset(
    {
        Predicate.LEADS,
        Predicate.EMPLOYS,
        Predicate.OWNS,
        Predicate.FOUNDS,
        Predicate.INTERMEDIATES,
        Predicate.PRODUCES,
        Predicate.DEVELOPS,
        Predicate.LOCATED_IN,
        Predicate.HAS_COMPONENT,
        Predicate.PARTNERS_WITH,
    }
)
"""Predicates that a possessor with its party may state: 甲董事长|乙."""


def unpossessed(encoded: Encoded) -> Encoded:
    """The sentence without the possessors of its parties: 甲董事长|乙."""
    gone: set[int] = set()
    for start, end in _possessors(encoded.line):
        gone.update(range(start, end))
    return without(encoded, gone) if gone else encoded


def reduced(encoded: Encoded) -> Encoded | None:
    """The sentence without relative clauses (甲控股的|乙) and possessors (甲的采购代理|乙); None if it has none."""
    gone: set[int] = set()
    for start, end in (*_relatives(encoded.line), *_possessors(encoded.line)):
        gone.update(range(start, end))
    return without(encoded, gone) if gone else None


def without(encoded: Encoded, gone: set[int]) -> Encoded:
    """The sentence without some of its characters, each of the others with its own offsets."""
    kept = [at for at in range(len(encoded.line)) if at not in gone]
    line = "".join(encoded.line[at] for at in kept)
    return replace(
        encoded,
        line=line,
        starts=tuple(encoded.starts[at] for at in kept),
        ends=tuple(encoded.ends[at] for at in kept),
        things={character: thing for character, thing in encoded.things.items() if character in line},
    )


def _relatives(line: str) -> Iterator[tuple[int, int]]:
    """The stretches of relative clauses with their 的, each before a named party."""
    verbs = load_links()[1]
    for count, match in enumerate(_HEADED.finditer(line)):
        if count >= _MOST:
            return
        edge = max(line.rfind(mark, max(0, match.start() - _FARTHEST), match.start()) for mark in _EDGES) + 1
        spans = [verb.span() for verb in verbs.finditer(line, edge, match.start())]
        if not spans:
            continue
        start = _start(line, edge, match.start(), spans)
        if start < match.start():
            yield start, match.end()


def _start(line: str, edge: int, of: int, spans: list[tuple[int, int]]) -> int:
    """Where the relative clause before the 的 at `of` begins: behind the verb, preposition or conjunction before it."""
    helping = load_helping()
    matrix = [end for start, end in spans[:-1] if line[start:end] not in helping]
    at, ends = spans[-1]
    while at > edge:
        if any(end == at or line[end:at] in _ASPECTS for end in matrix) or _AND.match(line, at - 1):
            return at
        size = next((size for size in (2, 1) if at - size >= edge and opener_at(line, at - size, at)), 0)
        if size:
            owned = ends == of and _PARTY.match(line, at) is not None and spans[-1][0] - at <= _CLOSE
            leads = owned or spans[-1][0] == at
            return at if leads and opener_at(line, at - size, at) not in _INNER else at - size
        at -= 1
    return at


_ASPECTS = frozenset({"了", "过", "着"})
_INNER = frozenset({"by", "at"})
"""Roles whose preposition belongs to the relative clause (遭X制裁的|Y); others lead to who stands behind it."""
_CLOSE = 4


def _possessors(line: str) -> Iterator[tuple[int, int]]:
    """Parties with the role that the party named behind them has for them: 甲的采购代理."""
    for count, match in enumerate(possessor().finditer(line)):
        if count >= _MOST:
            return
        yield match.span()
