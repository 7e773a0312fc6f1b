"""The first page: what is new, what needs a decision, what is not known."""

from typing import Annotated

from fastapi import APIRouter, Depends, Request
from starlette.responses import HTMLResponse

from clew.ledger import View
from clew.workbench.desk import Desk, desk_of
from clew.workbench.questions import Asked, questions_of

router = APIRouter()
TheDesk = Annotated[Desk, Depends(desk_of)]


@router.get("/")
def overview(request: Request, desk: TheDesk) -> HTMLResponse:
    """Show the case at one glance."""
    snapshot = desk.snapshot()
    asked = questions_of(snapshot.questions, View(desk.case).judgements, desk.four_eyes, desk.settings.actor)
    counts = {kind: sum(one.asked is kind for one in asked) for kind in Asked}
    parts = [part for part in snapshot.answer if part.lines]
    return desk.page(request, "overview.html", "overview", counts=counts, parts=parts, gaps=snapshot.gaps)
