"""What a case is kept by: the lists it was held against, and who did what when."""

from typing import Annotated

from fastapi import APIRouter, Depends, Request
from starlette.responses import HTMLResponse

from clew.ledger import View
from clew.workbench.desk import Desk, desk_of

router = APIRouter()
TheDesk = Annotated[Desk, Depends(desk_of)]
PAGE = 300


@router.get("/lists")
def lists(request: Request, desk: TheDesk) -> HTMLResponse:
    """Show the lists at hand and which versions the case was held against."""
    used = {one.sha256 for one in desk.snapshot().findings.lists}
    return desk.page(request, "lists.html", "lists", versions=desk.library.versions(), used=used)


@router.get("/log")
def log(request: Request, desk: TheDesk, first: int = 0) -> HTMLResponse:
    """Show every decision with who, when and why, the newest first."""
    first = max(0, first)
    judgements = View(desk.case).judgements
    names = {one.id: one.names or (one.left[:12],) for one in judgements}
    shown = tuple(reversed(judgements))[first : first + PAGE]
    total = len(judgements)
    return desk.page(request, "log.html", "log", shown=shown, total=total, first=first, size=PAGE, names=names)
