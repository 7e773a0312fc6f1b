"""Goods that a list goes on to name: "Among the drones shipped were:" and then a line for each, with its maker."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from clew.extract.clause import Clause, carried
from clew.extract.frames import FrameTable, Kind
from clew.extract.sentence import ParsedText
from clew.vocabulary import Predicate, Qualifier

_BULLET = re.compile(r"[ \t]*(?:[-*•▪●–—]|\d{1,2}[.)])[ \t]+")
_BACK = 4
"""Sentences over which the party that got the goods stays in force."""


def listed_goods(found: Sequence[Clause], text: ParsedText, table: FrameTable) -> Iterator[Clause]:
    """Yield, for each listed good whose line names its maker, that the maker supplied it to whoever got the goods.

    A maker whose seller nobody names counts as the supplier (docs/reference/claims.md, "What is one claim").
    """
    verbs = {
        trigger
        for frame in table.frames
        if frame.predicate is Predicate.SUPPLIES and frame.kind is Kind.VERB
        for trigger in frame.triggers
    }
    latest: Clause | None = None
    by_sentence: dict[int, list[Clause]] = {}
    for clause in found:
        by_sentence.setdefault(clause.index, []).append(clause)
    open_list = False
    for index, sentence in enumerate(text.sentences):
        told = by_sentence.get(index, ())
        bullet = _starts_with_bullet(text, sentence.start)
        if open_list and bullet and latest is not None:
            yield from (_supply(one, latest) for one in told if one.predicate is Predicate.PRODUCES and one.subject)
            continue
        gets = [one for one in told if one.predicate is Predicate.SUPPLIES and one.object is not None]
        latest = gets[-1] if gets else latest
        if latest is not None and index - latest.index > _BACK:
            latest = None
        ends = text.document.text[sentence.start : sentence.end].rstrip().endswith(":")
        open_list = ends and any(token.lemma in verbs for token in sentence.tokens)


def _starts_with_bullet(text: ParsedText, start: int) -> bool:
    whole = text.document.text
    line = whole.rfind("\n", 0, start + 1) + 1
    return _BULLET.match(whole, line) is not None


def _supply(made: Clause, latest: Clause) -> Clause:
    recipient = latest.object
    assert recipient is not None
    goods: tuple[tuple[Qualifier, tuple[int, ...]], ...] = ()
    if made.object is not None:
        goods = ((Qualifier.PRODUCT, (made.object.head,)),)
    return replace(
        made,
        predicate=Predicate.SUPPLIES,
        frame=latest.frame,
        object=carried(recipient),
        slots=goods,
        fixed=(),
        trust=0.6 * made.trust,
    )
