"""Read from claims who holds what of whom on one day: shares as ranges, dates as spans, control apart."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache, cached_property
from itertools import accumulate

from clew.measures.edtf import OPEN_END, OPEN_START, bounds, span
from clew.records import Claim, Holding, Problem, Relation, isolated
from clew.trace.graph import ExposureGraph
from clew.trace.tables import read_table
from clew.vocabulary import Interest, Predicate, ProblemKind, Qualifier, Status

_SHARE = re.compile(r"(-?\d+(?:\.\d+)?)?\.\.(-?\d+(?:\.\d+)?)?\Z|(-?\d+(?:\.\d+)?)\Z")


@dataclass(frozen=True, slots=True)
class Statement:
    """What one claim says of a holding: bounds in per cent, None where no share is stated, and when it holds.

    `start` and `end` are the first and last possible day of its beginning and of its end.
    """

    claim: str
    interest: Interest
    share: tuple[float, float] | None
    more: bool
    says: str
    sure: bool
    start: tuple[int, int]
    end: tuple[int, int]
    when: str | None

    def holds(self, day: int) -> bool:
        """Whether it may hold on a day."""
        return self.start[0] <= day <= self.end[1]

    def surely_holds(self, day: int) -> bool:
        """Whether it holds on a day, as far as its source goes."""
        return self.sure and self.start[1] <= day <= self.end[0]


@dataclass(frozen=True, slots=True)
class Former:
    """A holding that is no longer stated for the day, and the day number on which it was given up or changed."""

    holding: Holding
    changed: int


@dataclass(frozen=True)
class Holdings:
    """All holdings of one day, what was held before, and what is at fault in the statements."""

    current: tuple[Holding, ...]
    former: tuple[Former, ...] = ()
    problems: tuple[Problem, ...] = ()

    def of(self, asset: str) -> tuple[Holding, ...]:
        """The holdings in one party."""
        return self._by_asset.get(asset, ())

    def by(self, owner: str) -> tuple[Holding, ...]:
        """The holdings of one party in others."""
        return self._by_owner.get(owner, ())

    @cached_property
    def _by_asset(self) -> dict[str, tuple[Holding, ...]]:
        return _grouped((holding.asset, holding) for holding in self.current)

    @cached_property
    def _by_owner(self) -> dict[str, tuple[Holding, ...]]:
        return _grouped((holding.owner, holding) for holding in self.current)


def _grouped(pairs: Iterable[tuple[str, Holding]]) -> dict[str, tuple[Holding, ...]]:
    found: dict[str, list[Holding]] = {}
    for party, holding in pairs:
        found.setdefault(party, []).append(holding)
    return {party: tuple(held) for party, held in found.items()}


def holdings_on(graph: ExposureGraph, on: date) -> Holdings:
    """Who holds what of whom on a day, from the claims of `owns`; what is denied or planned is no holding.

    Of statements about the same hold the latest before the day holds; one without a share does not take back an
    earlier share; those of one date that disagree give the range of all. A statement without a date counts from
    the publication of its document, and perhaps before; where that is not known either, at any time.
    """
    current: list[Holding] = []
    former: list[Former] = []
    problems: list[Problem] = []
    for relation in graph.relations:
        if relation.predicate is not Predicate.OWNS or relation.subject is None or relation.object is None:
            continue
        if relation.subject == relation.object:
            problems += _own_owner(graph, relation)
            continue
        told = list(_statements(graph, relation, problems))
        for interest in Interest:
            of_kind = [one for one in told if one.interest is interest]
            holding = _holding(relation, of_kind, on.toordinal())
            if holding is not None:
                current.append(holding)
            former += _former(relation, of_kind, holding, on.toordinal())
    return Holdings(tuple(current), tuple(former), (*problems, *_overfull(graph, current)))


def _statements(graph: ExposureGraph, relation: Relation, problems: list[Problem]) -> Iterator[Statement]:
    claims = [graph.claims[one] for one in relation.claims if one in graph.claims]
    for claim in claims:
        if claim.status in {Status.ASSERTED, Status.POSSIBLE, Status.UNVERIFIED}:
            yield _statement(graph, claim, problems)
    if not claims and not set(relation.statuses).isdisjoint({Status.ASSERTED, Status.POSSIBLE, Status.UNVERIFIED}):
        ever = (OPEN_START, OPEN_START), (OPEN_END, OPEN_END)
        sure = Status.ASSERTED in relation.statuses
        yield Statement("", Interest.SHARES, None, False, "share not stated", sure, *ever, None)


def _statement(graph: ExposureGraph, claim: Claim, problems: list[Problem]) -> Statement:
    share = _share(claim, problems)
    when = claim.values.get(Qualifier.WHEN)
    time = bounds(when) if when is not None else None
    if time is not None and time[0][0] > time[1][1]:
        problems.append(_problem(claim, f"the holding ends before it begins ({when})", "correct the dates"))
        time = None
    if time is None:
        published = span(graph.published.get(claim.quote.document, "")) if graph.published else None
        known_from = published[0] if published else OPEN_START
        time = (OPEN_START, known_from), (OPEN_END, OPEN_END)
    said = claim.qualifiers.get(Qualifier.SHARE, "")
    return Statement(
        claim=claim.id,
        interest=interest_of(claim),
        share=share,
        more=bool(_words()["more"].search(said.casefold())),
        says=said or "share not stated",
        sure=claim.status is Status.ASSERTED,
        start=time[0],
        end=time[1],
        when=when,
    )


def interest_of(claim: Claim) -> Interest:
    """Which kind of hold a claim of `owns` speaks of, by `data/interests.yaml`."""
    words = _words()
    told = f"{claim.qualifiers.get(Qualifier.ROLE, '')} {claim.qualifiers.get(Qualifier.SHARE, '')}".casefold()
    for interest in (Interest.VOTES, Interest.BOARD, Interest.CONTROL):
        if words[interest].search(told):
            return interest
    if Qualifier.SHARE not in claim.qualifiers:
        quoted = claim.text.casefold()
        if words["quoted control"].search(quoted) and not words["quoted ownership"].search(quoted):
            return Interest.CONTROL
    return Interest.SHARES


def _share(claim: Claim, problems: list[Problem]) -> tuple[float, float] | None:
    told = claim.values.get(Qualifier.SHARE)
    if told is None:
        return None
    found = _SHARE.match(told)
    if found is None:
        problems.append(_problem(claim, f"the share {told!r} cannot be read", "give it in per cent, as low..high"))
        return None
    low, high, exact = found.groups()
    bottom, top = float(exact or low or 0), float(exact or high or 100)
    if bottom < 0 or top > 100 or bottom > top:
        problems.append(_problem(claim, f"a share of {told} per cent cannot be", "it is taken as not known"))
        return None
    return bottom, top


def _holding(relation: Relation, told: Sequence[Statement], day: int) -> Holding | None:
    """What statements about one hold amount to on a day."""
    lasting = _lasting(told, day)
    if not lasting:
        return None
    chosen = _latest([one for one in lasting if one.share is not None], day)
    shares = [one.share for one in chosen if one.share is not None]
    low, high = (min(low for low, _ in shares), max(high for _, high in shares)) if shares else (0.0, 100.0)
    said = sorted({one.says for one in chosen or lasting})
    return Holding(
        owner=relation.subject or "",
        asset=relation.object or "",
        interest=told[0].interest,
        low=low,
        high=high,
        more=bool(shares) and all(one.more or one.share[0] > low for one in chosen if one.share is not None),
        says=" or ".join(said),
        claims=tuple(one.claim for one in chosen or lasting if one.claim),
        sure=any(one.surely_holds(day) for one in chosen or lasting),
        since=next((one.when.split("/")[0] for one in chosen if one.when), None),
        until=next((one.when.split("/")[1] for one in chosen if one.when and "/" in one.when), None),
    )


def _lasting(told: Sequence[Statement], day: int) -> list[Statement]:
    """The statements that may hold on a day.

    One without an end that begins within the span of another which is over is over with it.
    """
    over = sorted((one.start[0], one.end[0]) for one in told if one.end[1] < day)
    begins = [start for start, _ in over]
    ends = list(accumulate((end for _, end in over), max))

    def is_cut_off(one: Statement) -> bool:
        place = bisect_right(begins, one.start[1])
        return one.end[1] == OPEN_END and place > 0 and ends[place - 1] >= one.start[1]

    return [one for one in told if one.holds(day) and not is_cut_off(one)]


def _latest(stated: Sequence[Statement], day: int) -> list[Statement]:
    """The statements that begin latest, with undated ones, and with earlier ones while none surely holds."""
    chosen = [one for one in stated if one.start[0] == OPEN_START]
    dated = sorted((one for one in stated if one.start[0] > OPEN_START), key=lambda one: one.start, reverse=True)
    settled = False
    for one in dated:
        if settled and one.start != dated[0].start:
            break
        chosen.append(one)
        settled = settled or one.surely_holds(day)
    return chosen


def _former(relation: Relation, told: Sequence[Statement], now: Holding | None, day: int) -> Iterator[Former]:
    begins = sorted(one.start[0] for one in told if one.start[0] <= day)
    current = set(now.claims) if now else set()
    for one in told:
        if one.share is None or one.claim in current or one.start[0] > day:
            continue
        place = bisect_right(begins, one.start[1])
        changed = min(begins[place] if place < len(begins) else OPEN_END, one.end[1])
        if changed <= day:
            low, high = one.share
            subject, object = relation.subject or "", relation.object or ""
            yield Former(Holding(subject, object, one.interest, low, high, one.more, one.says, (one.claim,)), changed)


def _own_owner(graph: ExposureGraph, relation: Relation) -> Iterator[Problem]:
    for one in relation.claims[:1]:
        if one in graph.claims:
            yield _problem(graph.claims[one], "a party is said to own itself", "such shares are left out of account")


def _overfull(graph: ExposureGraph, current: Sequence[Holding]) -> Iterator[Problem]:
    """Shares of one party that surely come to more than the whole."""
    total: dict[tuple[str, Interest], list[Holding]] = {}
    for holding in current:
        total.setdefault((holding.asset, holding.interest), []).append(holding)
    for (asset, interest), held in sorted(total.items()):
        together = sum(holding.low for holding in held if holding.sure)
        claims = [one for holding in held for one in holding.claims if one in graph.claims]
        if together > 100 and claims and interest in {Interest.SHARES, Interest.VOTES}:
            name = graph.entities[graph.number[asset]].name if asset in graph.number else asset
            says = f"the {interest} of {isolated(name)} come to {together:g} per cent"
            yield _problem(
                graph.claims[claims[0]], says, "two of its owners may be one, or a statement may be out of date"
            )


def _problem(claim: Claim, says: str, fix: str) -> Problem:
    return Problem(ProblemKind.OWNERSHIP, says, fix, claim.doc, claim.quote)


@cache
def _words() -> Mapping[str, re.Pattern[str]]:
    told = read_table("interests.yaml")
    words = {str(row["interest"]): _any_word(row["words"]) for row in told["qualifiers"]}
    (quoted,) = told["quotes"]
    return words | {
        "quoted control": _any_word(quoted["words"]),
        "quoted ownership": _any_word(quoted["but_not"]),
        "more": _any_word(told["more"]),
    }


def _any_word(words: Sequence[str]) -> re.Pattern[str]:
    """Match whole words; Chinese ones, which no space divides, anywhere."""
    ends = [re.escape(word) if re.search("[\u4e00-\u9fff]", word) else rf"\b{re.escape(word)}\b" for word in words]
    return re.compile("|".join(ends))
