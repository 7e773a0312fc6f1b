"""Propose Admiralty grades and words of likelihood for relations, by the rules of a table."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType

from clew.corroborate.tables import rows
from clew.records import Grade
from clew.vocabulary import Credibility, Likelihood, Reliability, Status

CONFIRMED = 3
PROBABLE = 2


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule of the table: the grade that it proposes, the words for it, and the word of likelihood."""

    grade: str
    says: str
    likelihood: Likelihood


@cache
def rules() -> Mapping[str, Mapping[str, Rule]]:
    """The rules of both scales by name."""
    told = rows("grades")
    return MappingProxyType(
        {
            scale: {
                row["rule"]: Rule(
                    row.get("grade", ""), row["says"], Likelihood(row.get("likelihood", Likelihood.NOT_JUDGED))
                )
                for row in told[scale]
            }
            for scale in ("reliability", "credibility")
        }
    )


@dataclass(frozen=True, slots=True)
class Support:
    """What a relation's grade rests on: firm origins, whether any lineage is known, statuses, denials, source rules."""

    origins: int
    known: bool
    statuses: frozenset[Status]
    denied: bool
    sources: Sequence[str]
    judged: Sequence[Reliability]


def _credibility(support: Support) -> str:
    """The name of the rule that fits the information."""
    stated = support.statuses - {Status.DENIED}
    if not stated:
        return "only-denied"
    if stated <= {Status.UNVERIFIED}:
        return "unverified"
    if stated <= {Status.PLANNED, Status.UNVERIFIED}:
        return "planned"
    if stated <= {Status.PLANNED, Status.POSSIBLE, Status.UNVERIFIED}:
        return "possible"
    if not support.known:
        return "denied-single" if support.denied else "unknown"
    if support.origins >= PROBABLE:
        if support.denied:
            return "disputed"
        return "confirmed" if support.origins >= CONFIRMED else "probable"
    return "denied-single" if support.denied else "single"


def propose(support: Support) -> Grade:
    """The grade that the rules propose; of several sources the most reliable counts, judged ones first."""
    table = rules()
    credibility = _credibility(support)
    rule = table["credibility"][credibility]
    if support.judged:
        reliability, source = min(support.judged), "judged"
    else:
        source = best(support.sources)
        reliability = Reliability(table["reliability"][source].grade)
    says = f"{table['reliability'][source].says}; {rule.says}"
    return Grade(reliability, Credibility(rule.grade), rule.likelihood, says)


def best(sources: Iterable[str]) -> str:
    """The rule for the most reliable kind of source, "unknown" without any."""
    order = [name for name in rules()["reliability"] if name != "judged"]
    return min(sources, key=order.index, default="unknown")
