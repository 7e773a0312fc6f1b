"""Answer who owns a party and what a 50 per cent rule makes of it, with bounds, chain, gaps and warnings."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property

import numpy as np
import numpy.typing as npt

from clew.records import Hit, Holding, Missing, OwnershipAnswer, isolated
from clew.trace.arcs import Bools
from clew.trace.caught import Caught, aggregate
from clew.trace.gaps import missing_shares
from clew.trace.graph import ExposureGraph
from clew.trace.holdings import Holdings, holdings_on
from clew.trace.paths import party_number
from clew.trace.persons import by_person
from clew.trace.rules import ControlEffect, Rule, RuleState, Run, rule_on
from clew.trace.stakes import FULL, INTERESTS, OUTRIGHT, PER_CENT, Stakes, stakes_from
from clew.trace.verdict import NO_ADVICE, says_of, warnings_of
from clew.vocabulary import HitState, Interest, OwnershipWord, Regime

CHAIN = 200
"""The greatest number of holdings that an answer lays out."""


@dataclass(frozen=True, slots=True)
class OwnershipOptions:
    """What a user may set: the state of a rule where it is not set, parties that act together, lists to use.

    `together` are groups of entity ids; only rules that do not add up the stakes of different parties use them.
    """

    states: Mapping[Regime, RuleState] = field(default_factory=dict)
    together: tuple[frozenset[str], ...] = ()
    lists: frozenset[str] | None = None


@dataclass(frozen=True)
class Ownership:
    """Everything that the answers of one regime for one day are made of.

    `hits` are those from which the rule runs, by entity, `idle` those from which it does not; `as_if` names lists
    whose authority no table knows and that are taken as the regime's own. `rule` is None where the table has none.
    """

    graph: ExposureGraph
    regime: Regime
    on: date
    rule: Rule | None
    holdings: Holdings
    hits: Mapping[str, list[Hit]]
    idle: Mapping[str, list[Hit]]
    as_if: tuple[str, ...]
    options: OwnershipOptions

    @cached_property
    def reached(self) -> frozenset[str]:
        """The listed parties and all in which one of them holds anything, itself or through others."""
        found = list(self.hits)
        seen = set(found)
        for owner in found:  # grows while it is gone through
            for holding in self.holdings.by(owner):
                if holding.asset not in seen:
                    seen.add(holding.asset)
                    found.append(holding.asset)
        return frozenset(seen)


def owners(
    graph: ExposureGraph,
    entity: str,
    regime: Regime,
    on: date,
    hits: Sequence[Hit],
    options: OwnershipOptions | None = None,
) -> OwnershipAnswer:
    """What the rule of a regime makes of an entity's owners on a day. Analysis, not legal advice.

    Raises `NoSuchName` where the entity is no party of the graph.
    """
    return answer(prepare_ownership(graph, regime, on, hits, options), entity)


def prepare_ownership(
    graph: ExposureGraph,
    regime: Regime,
    on: date,
    hits: Sequence[Hit],
    options: OwnershipOptions | None = None,
    holdings: Holdings | None = None,
) -> Ownership:
    """Find the rule, the holdings and the listed parties of a day; `holdings` saves reading the same day twice."""
    options = options or OwnershipOptions()
    rule = rule_on(regime, on, options.states)
    used: dict[str, list[Hit]] = {}
    idle: dict[str, list[Hit]] = {}
    as_if: set[str] = set()
    for hit in hits:
        wanted = options.lists is None or hit.version.name in options.lists
        if hit.state is HitState.REJECTED or hit.entity not in graph.number or not wanted:
            continue
        run = rule.runs(hit, on) if rule is not None else Run.NO
        (idle if run is Run.NO else used).setdefault(hit.entity, []).append(hit)
        if run is Run.AS_IF:
            as_if.add(hit.version.name)
    held = holdings_on(graph, on) if holdings is None else holdings
    return Ownership(graph, regime, on, rule, held, used, idle, tuple(sorted(as_if)), options)


def caught_by(
    rule: Rule, stakes: Stakes, sure: Bools, possible: Bools, together: Sequence[Sequence[int]] = ()
) -> Caught:
    """What a rule catches among all parties, from stakes of every kind, as if the rule were in force."""
    counted = rule.interests | (OUTRIGHT if rule.control is ControlEffect.CATCHES else frozenset())
    kept = np.isin(stakes.interest, [INTERESTS.index(interest) for interest in counted])
    usable = stakes if kept.all() else stakes.only(kept)
    if rule.aggregate:
        return aggregate(usable, sure, possible, rule.needed)
    return by_person(usable, sure, possible, rule.needed, together)


def answer(ownership: Ownership, entity: str) -> OwnershipAnswer:
    """The answer for one party; raises `NoSuchName` where it is no party of the graph."""
    graph, rule = ownership.graph, ownership.rule
    party_number(graph, entity)
    direct = ownership.holdings.of(entity)
    if rule is None:
        return _no_rule(ownership, entity, direct)
    if entity not in ownership.reached and not ownership.options.together:
        return _in_words(ownership, rule, _nobody_listed(ownership, rule, entity), several=False)
    above = _upstream(ownership.holdings, entity)
    ids = tuple(dict.fromkeys([entity, *(one.owner for one in above)]))
    number = {one: place for place, one in enumerate(ids)}
    stakes, ordered = stakes_from(above, number, len(ids))
    possible = np.array([one in ownership.hits for one in ids])
    sure = np.array([any(hit.state is HitState.MATCH for hit in ownership.hits.get(one, ())) for one in ids])
    together = [[number[one] for one in sorted(group) if one in number] for group in ownership.options.together]

    def calculate(tried: Stakes, certain: Bools, perhaps: Bools) -> Caught:
        return caught_by(rule, tried, certain, perhaps, together)

    caught = calculate(stakes, sure, possible)
    control = tuple(one for one in direct if one.interest in OUTRIGHT and caught.possible[number[one.owner]])
    word = _word(rule, caught, control)
    chain = _chain(above, entity, number, caught.sure if word is rule.word else caught.possible)
    reached = {entity, *(one.owner for one in chain)}
    missing: tuple[Missing, ...] = ()
    if word is OwnershipWord.CANNOT_TELL and rule.state in {RuleState.IN_FORCE, RuleState.NOT_SET}:
        missing = missing_shares(graph, rule.word, calculate, stakes, ordered, (sure, possible), ids)
    told = OwnershipAnswer(
        entity=entity,
        regime=ownership.regime,
        on=ownership.on.isoformat(),
        answer=word,
        says="",
        low=int(caught.low[0]) / PER_CENT,
        high=int(caught.high[0]) / PER_CENT,
        threshold=rule.threshold,
        rule=rule.name,
        source=rule.source,
        listed=tuple(one for one in ids if one in ownership.hits and one in reached),
        chain=chain,
        owners=direct,
        control=control,
        missing=missing,
        multiplied=(_product(stakes, stakes.low / FULL, sure), _product(stakes, stakes.high / FULL, sure | possible)),
    )
    several = not rule.aggregate and not caught.sure[0] and _is_caught_by_several(rule, stakes, sure)
    return _in_words(ownership, rule, _by_state(rule, told, bool(sure[0])), several)


def _in_words(ownership: Ownership, rule: Rule, told: OwnershipAnswer, several: bool) -> OwnershipAnswer:
    graph = ownership.graph
    warnings = warnings_of(graph, rule, told, ownership.hits, ownership.holdings, several)
    idle = sorted({one.owner for one in told.owners if one.owner in ownership.idle and one.owner not in ownership.hits})
    names = [isolated(graph.entities[graph.number[one]].name) for one in idle]
    warnings += tuple(f"{name} is listed, but not in a way from which this rule runs on the day" for name in names)
    if told.listed:
        warnings += tuple(
            f"the list {name} names no authority that is known here; it is taken as if it were this regime's own"
            for name in ownership.as_if
        )
    flagged = any(one.startswith("red flag") for one in warnings)
    return replace(told, warnings=warnings, says=says_of(graph, rule, told), red_flag=flagged)


def _word(rule: Rule, caught: Caught, control: Sequence[Holding]) -> OwnershipWord:
    if caught.sure[0]:
        return rule.word
    left_open = rule.control is ControlEffect.LEAVES_OPEN and bool(control)
    return OwnershipWord.CANNOT_TELL if caught.possible[0] or left_open else OwnershipWord.NO


def _by_state(rule: Rule, told: OwnershipAnswer, listed_itself: bool) -> OwnershipAnswer:
    """The answer that the state of the rule leaves of what it would catch in force."""
    if rule.state is RuleState.IN_FORCE or listed_itself or told.answer is OwnershipWord.NO:
        return told
    outcomes = (("in force", told.answer), ("suspended", OwnershipWord.NO))
    if rule.state is RuleState.NOT_SET:
        return replace(told, answer=OwnershipWord.CANNOT_TELL, outcomes=outcomes)
    return replace(told, answer=OwnershipWord.NO, outcomes=outcomes[:1])


def _is_caught_by_several(rule: Rule, stakes: Stakes, sure: Bools) -> bool:
    shares = stakes.only(stakes.interest == INTERESTS.index(Interest.SHARES))
    return bool(aggregate(shares, sure, sure, rule.needed).sure[0])


def _nobody_listed(ownership: Ownership, rule: Rule, entity: str) -> OwnershipAnswer:
    """The answer for a party above which no listed one stands: there is nothing to add up, in however large a web."""
    return OwnershipAnswer(
        entity=entity,
        regime=ownership.regime,
        on=ownership.on.isoformat(),
        answer=OwnershipWord.NO,
        says="",
        low=0.0,
        high=0.0,
        threshold=rule.threshold,
        rule=rule.name,
        source=rule.source,
        owners=ownership.holdings.of(entity),
        multiplied=(0.0, 0.0),
    )


def _no_rule(ownership: Ownership, entity: str, direct: tuple[Holding, ...]) -> OwnershipAnswer:
    day = ownership.on.isoformat()
    return OwnershipAnswer(
        entity=entity,
        regime=ownership.regime,
        on=day,
        answer=OwnershipWord.CANNOT_TELL,
        says=f"No rule of this regime ({ownership.regime}) stands in the table for {day}. {NO_ADVICE}",
        low=0.0,
        high=100.0,
        threshold="",
        rule="",
        source="",
        owners=direct,
    )


def _upstream(holdings: Holdings, entity: str) -> list[Holding]:
    """All holdings that lead to a party, its own first, tier by tier."""
    seen, tier, found = {entity}, [entity], []
    while tier:
        above: list[str] = []
        for asset in tier:
            for holding in holdings.of(asset):
                found.append(holding)
                if holding.owner not in seen:
                    seen.add(holding.owner)
                    above.append(holding.owner)
        tier = above
    return found


def _chain(above: Sequence[Holding], entity: str, number: Mapping[str, int], members: Bools) -> tuple[Holding, ...]:
    """The holdings of members that lead to the entity, its own owners first."""
    reached, found = {entity}, []
    for holding in above:
        if holding.asset in reached and members[number[holding.owner]]:
            found.append(holding)
            reached.add(holding.owner)
    return tuple(found[:CHAIN])


def _product(stakes: Stakes, weight: npt.NDArray[np.float64], start: Bools) -> float:
    """The share of the first party, in per cent, that multiplying along every chain gives; information only."""
    shares = np.where(stakes.interest == INTERESTS.index(Interest.SHARES), weight, 0.0)
    part = start.astype(float)
    flow = np.zeros(stakes.parties)
    for _ in range(100):
        flow = np.minimum(np.bincount(stakes.asset, shares * part[stakes.owner], stakes.parties), 1.0)
        new = np.where(start, 1.0, flow)
        if np.allclose(new, part, atol=1e-9):
            break
        part = new
    return round(float(flow[0]) * 100, 4)
