"""The 50 per cent rules as dated rows of a table, and from which listings each of them runs."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from functools import cache
from typing import Any

from clew.measures.edtf import span
from clew.records import Hit
from clew.trace.stakes import PER_CENT
from clew.trace.tables import read_table
from clew.vocabulary import Interest, Measure, OwnershipWord, Regime


class RuleState(StrEnum):
    """Whether a rule runs on the day that is asked about."""

    IN_FORCE = "in force"
    SUSPENDED = "suspended"
    NOT_IN_FORCE = "not in force"
    NOT_SET = "not set"


class ControlEffect(StrEnum):
    """What control without ownership does under a rule."""

    WARNS = "warns"
    LEAVES_OPEN = "leaves open"
    CATCHES = "catches"


class Occasion(StrEnum):
    """When a rule's warning is given."""

    CAUGHT = "caught"
    CONTROL = "control"
    MINORITY = "minority"
    LED = "led"
    SOLD = "sold"
    SOLD_BEFORE = "sold before"
    SEVERAL = "several"
    UNKNOWN = "unknown"


class Run(StrEnum):
    """Whether a rule runs from a listing."""

    YES = "yes"
    NO = "no"
    AS_IF = "as if"
    """The list's authority is in no table, so that it is taken as the regime's own."""


@dataclass(frozen=True, slots=True)
class ListedBy:
    """A kind of listing from which a rule runs: by whom, doing what, under which programmes (none: any)."""

    authorities: re.Pattern[str]
    measures: frozenset[Measure]
    programmes: frozenset[str]


@dataclass(frozen=True, slots=True)
class Rule:
    """One version of one regime's rule; see `data/ownership.yaml` for the meaning of each field."""

    regime: Regime
    name: str
    first: str
    last: str | None
    state: RuleState
    word: OwnershipWord
    share: int
    or_more: bool
    interests: frozenset[Interest]
    aggregate: bool
    control: ControlEffect
    source: str
    runs_from: tuple[ListedBy, ...]
    warnings: tuple[tuple[Occasion, str], ...]
    others: re.Pattern[str]

    @property
    def needed(self) -> int:
        """The least number of units that is enough."""
        return self.share * PER_CENT + (0 if self.or_more else 1)

    @property
    def threshold(self) -> str:
        """The measure in words."""
        return f"{self.share} % or more" if self.or_more else f"more than {self.share} %"

    def runs(self, hit: Hit, on: date) -> Run:
        """Whether the rule runs from a hit's listing on a day."""
        listing = hit.listing
        if not _in_force(listing.since, listing.until, on):
            return Run.NO
        authority = (listing.authority or hit.version.authority or hit.version.name).casefold()
        measures, programmes = frozenset(listing.measures), {one.casefold() for one in listing.programmes}
        for kind in self.runs_from:
            named = not kind.programmes or any(_is_named(one, kind.programmes) for one in programmes)
            if kind.authorities.search(authority) and measures & kind.measures and named:
                return Run.YES
        own = self.runs_from[0].measures
        return Run.AS_IF if measures & own and not self.others.search(authority) else Run.NO


def rule_on(
    regime: Regime, on: date, states: Mapping[Regime, RuleState] | None = None, rules: Sequence[Rule] | None = None
) -> Rule | None:
    """The version of a regime's rule that runs on a day, None where the table has none; `states` overrule "not set"."""
    for rule in ownership_rules() if rules is None else rules:
        if rule.regime is regime and _in_force(rule.first, rule.last, on):
            state = (states or {}).get(regime, rule.state) if rule.state is RuleState.NOT_SET else rule.state
            return replace(rule, state=state)
    return None


@cache
def ownership_rules() -> tuple[Rule, ...]:
    """The shipped rules."""
    told = read_table("ownership.yaml")
    known = sorted({name for row in told["rules"] for kind in row["runs_from"] for name in kind["authorities"]})
    others = _any_of([*told["other_authorities"], *known])
    return tuple(_rule(row, others) for row in told["rules"])


def _rule(row: Mapping[str, Any], others: re.Pattern[str]) -> Rule:
    return Rule(
        regime=Regime(row["regime"]),
        name=row["name"],
        first=row["from"],
        last=row.get("until"),
        state=RuleState(row["state"]),
        word=OwnershipWord(row["word"]),
        share=row["share"],
        or_more=row["or_more"],
        interests=frozenset(map(Interest, row["interests"])),
        aggregate=row["aggregate"],
        control=ControlEffect(row["control"]),
        source=row["source"],
        runs_from=tuple(
            ListedBy(
                _any_of(kind["authorities"]),
                frozenset(map(Measure, kind["measures"])),
                frozenset(kind.get("programmes", ())),
            )
            for kind in row["runs_from"]
        ),
        warnings=tuple((Occasion(one["when"]), one["says"]) for one in row["warnings"]),
        others=others,
    )


def _in_force(since: str | None, until: str | None, on: date) -> bool:
    """Whether a day lies between two EDTF dates; one that is vague or not known is taken to include the day."""
    start, end = span(since) if since else None, span(until) if until else None
    day = on.toordinal()
    return (start is None or start[0] <= day) and (end is None or end[1] >= day)


def _is_named(programme: str, names: frozenset[str]) -> bool:
    """Whether a programme is one of some names, or a list's long form of one ("Entity List (EL) - …")."""
    return programme in names or any(" " in name and name in programme for name in names)


def _any_of(words: Sequence[str]) -> re.Pattern[str]:
    return re.compile(r"\b(?:" + "|".join(map(re.escape, sorted(words, key=len, reverse=True))) + r")\b")
