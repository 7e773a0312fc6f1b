"""The first page: what is new, what needs a decision, what is not known."""

from typing import Annotated

from fastapi import APIRouter, Depends, Request
from starlette.responses import HTMLResponse

from clew.workbench.desk import Desk, desk_of

router = APIRouter()
TheDesk = Annotated[Desk, Depends(desk_of)]


@router.get("/")
def overview(request: Request, desk: TheDesk) -> HTMLResponse:
    """Show the case at one glance."""
    return desk.page(request, "overview.html", "overview")
