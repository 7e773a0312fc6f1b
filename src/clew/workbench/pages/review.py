"""The review queue: one question after the other, two keys a decision, and the way back."""

from collections.abc import Sequence
from typing import Annotated, Any

from fastapi import APIRouter, Depends, HTTPException, Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from clew.errors import NotTheLastDecision
from clew.ledger import View
from clew.pipeline import Decision, judge_knowing, undo
from clew.records import Judgement, in_force
from clew.vocabulary import Verdict
from clew.workbench.desk import Desk, desk_of
from clew.workbench.forms import fields
from clew.workbench.questions import Asked, answers_since, awaiting, questions_of

router = APIRouter()
TheDesk = Annotated[Desk, Depends(desk_of)]


class _Quicker(Exception):
    """Somebody answered since the page was drawn: `before` is the last answer, `seen` the last judgement of all."""

    def __init__(self, before: Judgement, seen: str) -> None:
        super().__init__(before.id)
        self.before, self.seen = before, seen


@router.get("/review")
def review(request: Request, desk: TheDesk, only: str = "", at: int = 0) -> HTMLResponse:
    """Show the weightiest open question and those after it."""
    return _review(request, desk, only, at)


def _review(request: Request, desk: Desk, only: str = "", at: int = 0, stale: bool = False) -> HTMLResponse:
    """The page; with `stale` it tells that nothing was taken back, for another decision is the last one now."""
    judgements = View(desk.case).judgements
    asked = questions_of(desk.snapshot().questions, judgements, desk.four_eyes, desk.settings.actor)
    counts = {kind: sum(one.asked is kind for one in asked) for kind in Asked}
    if only in set(Asked):
        asked = tuple(one for one in asked if one.asked == only)
    at = max(0, min(at, len(asked) - 1))
    seen = judgements[-1].id if judgements else ""
    last = next(reversed(in_force(judgements)), None)
    shown: dict[str, Any] = {
        "asked": asked[at : at + 30],
        "total": len(asked),
        "counts": counts,
        "only": only,
        "at": at,
        "waiting": awaiting(judgements) if desk.four_eyes else {},
    }
    return desk.page(
        request, "review.html", "review", 409 if stale else 200, seen=seen, last=last, stale=stale, **shown
    )


@router.post("/review/undo")
def take_back(request: Request, desk: TheDesk) -> Response:
    """Take the decision back that the form names, unless it is not the last in force any more: then show which is."""
    told = fields(request)
    try:
        undo(desk.case, desk.settings.actor, told.get("why", ""), told.get("judgement", ""))
    except NotTheLastDecision:
        return _review(request, desk, stale=True)
    return RedirectResponse(_back(told.get("back", "")), 303)


@router.post("/decide")
def decide(request: Request, desk: TheDesk) -> Response:
    """Append a decision, unless somebody decided the same question since the page was drawn: then show that."""
    told = fields(request)
    if told.get("verdict") not in set(Verdict):
        raise HTTPException(422, "That is no verdict. Go back and choose one.")
    verdict = Verdict(told["verdict"])
    question = next((one for one in desk.snapshot().questions if one.key == told.get("question")), None)
    if question is None or verdict not in question.verdicts:
        raise HTTPException(409, "This question is not open any more: the findings have changed. Load the page anew.")

    def look(judgements: Sequence[Judgement]) -> Decision:
        before = list(answers_since(question, judgements, told.get("seen", "")))
        if before:
            raise _Quicker(before[-1], judgements[-1].id)
        return question.decision(verdict, told.get("why", "")[:2000])

    try:
        judge_knowing(desk.case, look, desk.settings.actor)
        return RedirectResponse(_back(told.get("back", "")), 303)
    except _Quicker as quicker:
        shown: dict[str, Any] = {"before": quicker.before, "wanted": verdict, "seen": quicker.seen}
    judgements = View(desk.case).judgements
    waiting = awaiting(judgements) if desk.four_eyes else {}
    return desk.page(request, "decided.html", "review", 409, q=question, waiting=waiting, **shown)


def _back(told: str) -> str:
    """Give the page to go back to: one of ours, whatever the form said."""
    return told if told.startswith("/") and not told.startswith(("//", "/\\")) and "\n" not in told else "/review"
