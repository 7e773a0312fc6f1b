"""Score predicted claims against gold ones: core, predicate, status, quote, sources, qualifiers."""

import re
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from clew.evaluate.gold import GoldClaim, GoldSet
from clew.evaluate.names import Aliases, scoring_key
from clew.vocabulary import SYMMETRIC_PREDICATES, Predicate

FAMILY = {Predicate.INTERMEDIATES: Predicate.SUPPLIES}
"""Predicates that may stand for one another in the core score."""

MAY_BE_UNADDRESSED = frozenset({Predicate.RESPONDS, Predicate.ACCUSES})
"""Predicates whose object may be left out."""

_SENTENCE_END = re.compile(r"[.!?](?:\s|$)|[。！？]|\n")


@dataclass(frozen=True, slots=True)
class Share:
    """Precision and recall of something, with the counts behind them."""

    right: int
    given: int
    wanted: int
    found: int

    @property
    def precision(self) -> float:
        """How many of those given are right."""
        return self.right / self.given if self.given else 0.0

    @property
    def recall(self) -> float:
        """How many of those wanted were found."""
        return self.found / self.wanted if self.wanted else 0.0

    @property
    def f1(self) -> float:
        """The harmonic mean of both."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0

    def told(self) -> dict[str, Any]:
        """The figures as a JSON object."""
        figures = {"precision": self.precision, "recall": self.recall, "f1": self.f1}
        return {**{key: round(value, 4) for key, value in figures.items()}, **asdict(self)}


@dataclass(frozen=True, slots=True)
class Score:
    """The outcome: shares, accuracies over the right claims, and which claims met which."""

    core: Share
    predicate: float
    status: float
    quote: float
    sources: Share
    qualifiers: Share
    pairs: tuple[tuple[int, int], ...]
    outside: int

    def told(self) -> dict[str, Any]:
        """The figures as a JSON object."""
        return {
            "core": self.core.told(),
            "predicate": round(self.predicate, 4),
            "status": round(self.status, 4),
            "quote": round(self.quote, 4),
            "sources": self.sources.told(),
            "qualifiers": self.qualifiers.told(),
            "quotes_not_in_text": self.outside,
        }


def score_claims(gold: GoldSet, predicted: Sequence[GoldClaim]) -> Score:
    """Score claims of the gold set's documents; `pairs` are indexes of gold and predicted claims that met."""
    aliases = Aliases(gold.entities)
    pairs = tuple(pair_up(gold.claims, predicted, aliases))
    met = [(gold.claims[g], predicted[p]) for g, p in pairs]
    count = len(met) or 1
    return Score(
        core=Share(len(pairs), len(predicted), len(gold.claims), len(pairs)),
        predicate=sum(g.predicate is p.predicate for g, p in met) / count,
        status=sum(g.status is p.status for g, p in met) / count,
        quote=sum(quote_is_near(g, p, gold.texts[g.doc]) for g, p in met) / count,
        sources=_sources(met),
        qualifiers=_qualifiers(met),
        pairs=pairs,
        outside=sum(p.start < 0 for p in predicted),
    )


def family(claim: GoldClaim) -> tuple[str, Predicate]:
    """Which claims may meet: those of one document and one family of predicates."""
    return claim.doc, FAMILY.get(claim.predicate, claim.predicate)


def pair_up(gold: Sequence[GoldClaim], predicted: Sequence[GoldClaim], aliases: Aliases) -> list[tuple[int, int]]:
    """Match each gold claim with at most one predicted claim, as many as can be (augmenting paths)."""
    by_family: dict[tuple[str, Predicate], list[int]] = {}
    for index, claim in enumerate(predicted):
        by_family.setdefault(family(claim), []).append(index)
    near: list[list[int]] = []
    for claim in gold:
        fits = [index for index in by_family.get(family(claim), ()) if may_meet(claim, predicted[index], aliases)]
        fits.sort(key=lambda index: _distance(claim, predicted[index]))
        near.append(fits)
    owner: dict[int, int] = {}

    def seek(g: int, seen: set[int]) -> bool:
        for p in near[g]:
            if p not in seen:
                seen.add(p)
                if p not in owner or seek(owner[p], seen):
                    owner[p] = g
                    return True
        return False

    for g in range(len(gold)):
        seek(g, set())
    return sorted((g, p) for p, g in owner.items())


def may_meet(gold: GoldClaim, predicted: GoldClaim, aliases: Aliases) -> bool:
    """Whether a predicted claim names the parties of a gold claim, in either order where the predicate has none."""
    object_free = gold.unstated or gold.predicate in MAY_BE_UNADDRESSED
    subject = aliases.same(gold.subject, predicted.subject) or (not predicted.subject and gold.unstated)
    if subject and (aliases.same(gold.object, predicted.object) or (not predicted.object and object_free)):
        return True
    turned = gold.predicate in SYMMETRIC_PREDICATES
    return turned and aliases.same(gold.subject, predicted.object) and aliases.same(gold.object, predicted.subject)


def _distance(gold: GoldClaim, predicted: GoldClaim) -> tuple[bool, bool, bool, int]:
    return (
        predicted.predicate is not gold.predicate,
        predicted.status is not gold.status,
        predicted.qualifiers.get("answer") != gold.qualifiers.get("answer"),
        abs(predicted.start - gold.start),
    )


def quote_is_near(gold: GoldClaim, predicted: GoldClaim, text: str) -> bool:
    """Whether a quote overlaps the gold's sentence and is not much longer than what it has to show."""
    ends = [match.end() for match in _SENTENCE_END.finditer(text)]
    left = max((end for end in ends if end <= gold.start), default=0)
    right = min((end for end in ends if end >= gold.end), default=len(text))
    longest = max(3 * (gold.end - gold.start), right - left + 200)
    return 0 <= predicted.start < right and predicted.end > left and predicted.end - predicted.start <= longest


def _sources(met: Sequence[tuple[GoldClaim, GoldClaim]]) -> Share:
    right = given = wanted = found = 0
    for gold, predicted in met:
        theirs, ours = [scoring_key(s) for s in gold.sources], [scoring_key(s) for s in predicted.sources]
        wanted, given = wanted + len(theirs), given + len(ours)
        found += sum(any(_same_source(one, other) for other in ours) for one in theirs)
        right += sum(any(_same_source(other, one) for other in theirs) for one in ours)
    return Share(right, given, wanted, found)


def _same_source(wanted: tuple[str, ...], given: tuple[str, ...]) -> bool:
    if not wanted or not given or len(given) > 2 * len(wanted) + 2:
        return False
    theirs, ours = set(wanted), set(given)
    return theirs <= ours or ours <= theirs or wanted[-1] == given[-1] or 2 * len(theirs & ours) >= len(theirs | ours)


def _qualifiers(met: Sequence[tuple[GoldClaim, GoldClaim]]) -> Share:
    given = wanted = right = 0
    for gold, predicted in met:
        wanted, given = wanted + len(gold.qualifiers), given + len(predicted.qualifiers)
        right += sum(
            key in predicted.qualifiers and _alike(value, predicted.qualifiers[key])
            for key, value in gold.qualifiers.items()
        )
    return Share(right, given, wanted, right)


def _alike(wanted: str, given: str) -> bool:
    """Whether two qualifier texts share at least three tenths of their words (of their signs, in Chinese)."""
    chinese = any("\u4e00" <= c <= "\u9fff" for c in wanted)
    ours, theirs = (set(wanted), set(given)) if chinese else (set(scoring_key(wanted)), set(scoring_key(given)))
    return bool(ours & theirs) and 10 * len(ours & theirs) >= 3 * len(ours | theirs)
