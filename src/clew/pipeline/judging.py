"""Append what a person decided, and take a decision back by appending."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from clew.errors import LedgerGrew, NotTheLastDecision, UsageError
from clew.ledger import Case, Newest, View, append, judgement_draft
from clew.records import Judgement, in_force
from clew.vocabulary import EntryKind, Verdict


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

    def as_judgement(self, by: str = "", after: str | None = None) -> Judgement:
        """The judgement that it becomes when a person makes it."""
        return Judgement(
            id="",
            verdict=self.verdict,
            left=self.left,
            right=None if self.right is None else _plain(self.right),
            by=by,
            at="",
            why=_plain(self.why),
            after=after,
            names=self.names,
            documents=self.documents,
            seen=self.seen,
        )


Look = Callable[[Sequence[Judgement]], Decision]
"""What is decided in the face of the judgements that there are; it may raise what keeps it from being decided."""


def judge(case: Case, decision: Decision, actor: str) -> Judgement:
    """Append a decision as a judgement and return it as it stands in the ledger."""
    return judge_knowing(case, lambda _: decision, actor)


def judge_knowing(case: Case, look: Look, actor: str) -> Judgement:
    """Append the decision that `look` takes, knowing every judgement before it, and return it as it stands.

    Where somebody decides at the same moment, in this process or another, `look` is asked again with that decision
    too. Raises what `look` raises; then nothing is appended.
    """
    while True:
        before = View(case).judgements
        last = before[-1].id if before else None
        draft = judgement_draft(look(before).as_judgement(actor, last))
        try:
            append(case, [draft], actor, newest=Newest(EntryKind.JUDGEMENT, last))
        except LedgerGrew:
            continue
        return next(judgement for judgement in View(case).judgements if judgement.id == draft.id)


def _plain(text: str) -> str:
    """Text without what no UTF-8 can hold: what is in a ledger must be shown on every page and in every file."""
    return text.encode("utf-8", "replace").decode()


def undo(case: Case, actor: str, why: str = "", judgement: str | None = None) -> Judgement:
    """Take the last judgement in force back, by appending that it is; return the one taken back.

    Whoever names a `judgement` (its id) takes back that one and no other, also where somebody decides at the same
    moment. Raises `NotTheLastDecision` where it is not the last, `UsageError` where no judgement is in force.
    """

    def look(before: Sequence[Judgement]) -> Decision:
        standing = in_force(before)
        if not standing and judgement is None:
            raise UsageError("there is no judgement to take back")
        if not standing or judgement not in {None, standing[-1].id}:
            raise NotTheLastDecision
        return Decision(Verdict.UNDO, standing[-1].id, why=why)

    taken = judge_knowing(case, look, actor)
    return next(one for one in View(case).judgements if one.id == taken.left)
