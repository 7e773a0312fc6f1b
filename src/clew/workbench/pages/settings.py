"""The settings: the language of the interface, and how this workbench is run."""

from typing import Annotated

from fastapi import APIRouter, Depends, HTTPException, Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from clew.pipeline import set_four_eyes
from clew.workbench.catalogue import languages
from clew.workbench.desk import LANGUAGE_COOKIE, Desk, desk_of
from clew.workbench.forms import fields

router = APIRouter()
TheDesk = Annotated[Desk, Depends(desk_of)]


@router.get("/settings")
def settings(request: Request, desk: TheDesk) -> HTMLResponse:
    """Show the settings."""
    return desk.page(request, "settings.html", "settings", settings=desk.settings, four_eyes=desk.four_eyes)


@router.post("/settings/four-eyes")
def take_two(request: Request, desk: TheDesk) -> Response:
    """Say in the ledger whether a decision about a hit waits for a second person from now on."""
    told = fields(request).get("four_eyes")
    if told not in {"yes", "no"}:
        raise HTTPException(422, "Say whether a hit takes two persons: yes or no. Nothing was changed.")
    set_four_eyes(desk.case, desk.settings.actor, four_eyes=told == "yes")
    return RedirectResponse("/settings", 303)


@router.post("/settings")
def keep_settings(request: Request) -> Response:
    """Keep the language in a cookie of the browser."""
    answer = RedirectResponse("/settings", 303)
    language = fields(request).get("language", "")
    if language in languages():
        answer.set_cookie(LANGUAGE_COOKIE, language, max_age=31_536_000, httponly=True, samesite="strict")
    return answer
