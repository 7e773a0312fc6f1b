"""Append what a person decided, and take a decision back by appending."""

from collections.abc import Sequence
from dataclasses import dataclass

from clew.errors import NotTheLastDecision, UsageError
from clew.ledger import Case, View, append, judgement_draft
from clew.records import Judgement, in_force
from clew.vocabulary import Verdict


@dataclass(frozen=True, slots=True)
class Decision:
    """What is decided, before it is a judgement: the verdict, what it is about, and why."""

    verdict: Verdict
    left: str
    right: str | None = None
    why: str = ""
    names: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()
    seen: tuple[tuple[str, str], ...] = ()


def judge(case: Case, decision: Decision, actor: str) -> Judgement:
    """Append a decision as a judgement and return it as it stands in the ledger."""
    before = View(case).judgements
    draft = judgement_draft(
        Judgement(
            id="",
            verdict=decision.verdict,
            left=decision.left,
            right=decision.right,
            by=actor,
            at="",
            why=decision.why,
            after=before[-1].id if before else None,
            names=decision.names,
            documents=decision.documents,
            seen=decision.seen,
        )
    )
    append(case, [draft], actor)
    return next(judgement for judgement in View(case).judgements if judgement.id == draft.id)


def undo(case: Case, actor: str, why: str = "", judgement: str | None = None) -> Judgement:
    """Take the last judgement in force back, by appending that it is; return the one taken back.

    Whoever names a `judgement` (its id) takes back that one and no other, also where somebody decides at the same
    moment. Raises `NotTheLastDecision` where it is not the last, `UsageError` where no judgement is in force.
    """
    standing: Sequence[Judgement] = in_force(View(case).judgements)
    if not standing:
        if judgement is not None:
            raise NotTheLastDecision
        raise UsageError("there is no judgement to take back")
    last = standing[-1]
    if judgement not in {None, last.id}:
        raise NotTheLastDecision
    judge(case, Decision(Verdict.UNDO, last.id, why=why), actor)
    return last
