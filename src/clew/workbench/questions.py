"""What a person is asked to decide, ordered by what would change a conclusion most."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256

from clew.pipeline import Decision
from clew.records import Claim, Entity, Findings, Hit, Join, Judgement, in_force, seconded
from clew.screen import seen_of
from clew.vocabulary import HitState, Severity, Verdict

UNSURE_JOIN, UNSURE_CLAIM = 0.97, 0.5
"""Below which score a join, and below which confidence a claim, is asked about."""


class Asked(StrEnum):
    """What kind of thing a question is about."""

    HIT = "hit"
    JOIN = "join"
    CLAIM = "claim"


VERDICTS = {
    Asked.HIT: (Verdict.TRUE_HIT, Verdict.FALSE_ALARM, Verdict.UNSURE),
    Asked.JOIN: (Verdict.SAME, Verdict.DIFFERENT),
    Asked.CLAIM: (Verdict.ACCEPT, Verdict.REJECT),
}
"""The verdicts that answer each kind of question, in the order of their keys."""


@dataclass(frozen=True, slots=True)
class Question:
    """One thing to decide: what it is about, and how much rests on it (`weight`)."""

    asked: Asked
    left: str
    right: str | None
    names: tuple[str, ...]
    weight: float
    entity: Entity | None = None
    hit: Hit | None = None
    join: Join | None = None
    claim: Claim | None = None
    disputed: bool = False

    @property
    def key(self) -> str:
        """A short name of the question that stays the same while its parties do."""
        told = [self.asked, self.left, self.right or "", *self.names, self.list or ""]
        return sha256("\0".join(told).encode()).hexdigest()[:16]

    @property
    def list(self) -> str | None:
        """The list whose entry it is about, None where it is about none: two lists may have an entry of one number."""
        return self.hit.listing.list if self.hit else None

    @property
    def verdicts(self) -> tuple[Verdict, ...]:
        """The verdicts that answer it."""
        return VERDICTS[self.asked]

    def decision(self, verdict: Verdict, why: str) -> Decision:
        """The decision that answers it so."""
        seen = seen_of(self.entity, self.hit.listing) if self.entity and self.hit else ()
        return Decision(verdict, self.left, self.right, why, self.names, seen=seen)

    def answered_by(self, judgement: Judgement) -> bool:
        """Whether a judgement is an answer to it."""
        if judgement.verdict not in self.verdicts:
            return False
        if self.asked is Asked.JOIN:
            return set(judgement.names) == set(self.names)
        return (judgement.left, judgement.right) == (self.left, self.right) and judgement.list in {None, self.list}


def questions_of(
    every: Iterable[Question], judgements: Sequence[Judgement], four_eyes: bool = False, actor: str = ""
) -> tuple[Question, ...]:
    """The questions that are open to `actor`, in their order: what a judgement in force answers is left out.

    A false alarm whose party or listing has changed since is a question again; with `four_eyes` a hit that another
    person decided and nobody confirmed is one.
    """
    standing = in_force(judgements)
    if four_eyes:
        counted, waiting = seconded(standing)
        standing = (*counted, *(one for one in waiting if one.by == actor))
    answered = {(one.left, one.right, one.list) for one in standing}
    paired = {frozenset(one.names) for one in standing if one.verdict in VERDICTS[Asked.JOIN]}
    return tuple(
        one
        for one in every
        if (one.hit is not None and one.hit.changed)
        or (
            frozenset(one.names) not in paired
            if one.asked is Asked.JOIN
            else not answered & {(one.left, one.right, None), (one.left, one.right, one.list)}
        )
    )


def awaiting(judgements: Sequence[Judgement]) -> dict[tuple[str, str | None, str | None], Judgement]:
    """The decisions about hits that wait for a second person, by party, listing and list."""
    return {(one.left, one.right, one.list): one for one in seconded(in_force(judgements))[1]}


def every_question(findings: Findings) -> Iterator[Question]:
    """Every question that the findings raise, answered or not."""
    entities = {entity.id: entity for entity in findings.entities}
    ends: dict[str, int] = {}
    for path in findings.paths:
        ends[path.end] = ends.get(path.end, 0) + 1
    for hit in findings.hits:
        near = 200 if hit.state is HitState.REVIEW else 100
        weight = 1000 + near + min(ends.get(hit.entity, 0), 99)
        yield Question(Asked.HIT, hit.entity, hit.listing.id, (hit.name,), weight, entities.get(hit.entity), hit)
    for entity in findings.entities:
        for join in entity.joins:
            if join.judgement is None and join.score < UNSURE_JOIN and join.left != join.right:
                unsure = 500 + (1 - join.score) * 100 + min(ends.get(entity.id, 0), 99)
                yield Question(Asked.JOIN, entity.id, entity.id, (join.left, join.right), unsure, entity, join=join)
    yield from _claims(findings)


def _claims(findings: Findings) -> Iterator[Question]:
    disputed = {
        said.claim
        for one in findings.conflicts
        if one.severity is Severity.ALARM
        for said in one.statements
        if said.claim
    }
    for claim in findings.claims:
        if claim.id in disputed or claim.confidence < UNSURE_CLAIM:
            doubt = (300 if claim.id in disputed else 0) + (1 - claim.confidence) * 100
            yield Question(Asked.CLAIM, claim.id, None, (), doubt, claim=claim, disputed=claim.id in disputed)


def answers_since(question: Question, judgements: Sequence[Judgement], seen: str) -> Iterable[Judgement]:
    """The answers to a question that stand and were made after the judgement that its reader had seen last."""
    places = {one.id: at for at, one in enumerate(judgements)}
    last = places.get(seen, -1)
    return [one for one in in_force(judgements) if question.answered_by(one) and places[one.id] > last]
