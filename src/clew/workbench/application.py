"""Put the workbench together: the guard, the pages, the doors that others add, and how failures are told."""

import json
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from importlib.resources import files
from pathlib import Path

from fastapi import Depends, FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import ClientDisconnect
from starlette.responses import HTMLResponse, JSONResponse, PlainTextResponse, Response

from clew.errors import (
    ClewError,
    ExtraMissing,
    ListensBeyondLoopback,
    NoListAdded,
    NoSuchList,
    NoSuchName,
    NotACase,
    UsageError,
)
from clew.pipeline import KeptFindings
from clew.report.pictures import style_sheet
from clew.screen import Library
from clew.workbench.access import keys_of
from clew.workbench.desk import Desk, built, caller_of, desk_of
from clew.workbench.forms import checked_form
from clew.workbench.guard import TOO_LONG, Guard
from clew.workbench.pages import PAGES
from clew.workbench.settings import Door, Settings

STATUS: dict[type[Exception], int] = {
    NoSuchName: 404,
    UsageError: 422,
    NoSuchList: 409,
    NoListAdded: 409,
    ExtraMissing: 409,
    NotACase: 503,
}
"""What each kind of error is in HTTP; any other that Clew raises is 500 with its words."""

SCRIPT = "text/javascript; charset=utf-8"
STATIC = {"workbench.css": "text/css; charset=utf-8", "keys.js": SCRIPT, "again.js": SCRIPT}

BUILT = ("network.js",)
"""Islands that the set-up puts together; pages do without those that are missing."""


def make_application(
    case_path: Path, settings: Settings, doors: Sequence[Door] = (), kept: KeptFindings | None = None
) -> FastAPI:
    """Make the application that serves one case; `doors` are mounted beside the pages, behind the same guard.

    Routes get the `Desk` by `Depends(desk_of)`. Nothing is let in without a token but `/healthz`, `/readyz` and
    the style and script. `kept` are the findings that the doors share with the pages, made anew where none are
    given. Raises `NotACase`, and `ListensBeyondLoopback` where the settings would open a case to a network without
    authentication.
    """
    if not settings.loopback and (settings.open_reading or not settings.names):
        raise ListensBeyondLoopback(settings.host)
    kept = kept or KeptFindings(case_path, Library(settings.home), settings.wanted)
    kept.case()
    desk = Desk(kept, settings, keys_of(case_path))
    mounted = tuple(doors)
    application = FastAPI(
        title="Clew",
        docs_url=None,
        redoc_url=None,
        openapi_url="/api/openapi.json",
        lifespan=_lifespan,
        dependencies=[Depends(checked_form)],
        middleware=[Middleware(Guard, settings=settings, keys=desk.keys, doors=mounted)],
    )
    application.state.desk = desk
    _add_plain(application)
    for router in PAGES:
        application.include_router(router, include_in_schema=False)
    for door in mounted:
        application.include_router(door.router, prefix=door.prefix)
    application.add_exception_handler(ClewError, _failed)
    application.add_exception_handler(HTTPException, _failed)
    application.add_exception_handler(RequestValidationError, _misread)
    application.add_exception_handler(ClientDisconnect, _cut_off)
    return application


@asynccontextmanager
async def _lifespan(application: FastAPI) -> AsyncIterator[None]:
    """Let go of what was started beside the server when it ends."""
    yield
    application.state.desk.retries.close()
    application.state.desk.drawer.close()


def _add_plain(application: FastAPI) -> None:
    """What answers without a case: whether the server is up, whether it is ready, style and script."""

    @application.get("/healthz", include_in_schema=False)
    async def healthz() -> JSONResponse:  # in no thread, of which there may be none left
        return JSONResponse({"status": "ok"})

    @application.get("/readyz", include_in_schema=False)
    def readyz(request: Request) -> JSONResponse:
        desk_of(request).kept.head()
        return JSONResponse({"status": "ok"})

    @application.get("/static/{name}", include_in_schema=False)
    def static(name: str) -> Response:
        if name in BUILT and (made := built(name)) is not None:
            return Response(made, media_type=SCRIPT, headers={"cache-control": "max-age=300"})
        if name not in STATIC:
            return PlainTextResponse("no such file", 404)
        told = (files("clew.workbench") / "static" / name).read_text(encoding="utf-8")
        if name.endswith(".css"):
            told = (files("clew.report") / "templates" / "style.css").read_text(encoding="utf-8") + style_sheet() + told
        return Response(told, media_type=STATIC[name], headers={"cache-control": "max-age=300"})


def _misread(_request: Request, error: Exception) -> Response:
    """Tell what is wrong with a request and where, without its words: they may hold what no UTF-8 can."""
    found = error.errors() if isinstance(error, RequestValidationError) else ()
    told = [{name: one[name] for name in ("type", "loc", "msg")} for one in found]
    return Response(json.dumps({"detail": told}, default=str), 422, media_type="application/json")


def _cut_off(_request: Request, _error: Exception) -> Response:
    """Tell that a body was cut off, being longer than is taken; where the caller has gone, nobody reads it."""
    return PlainTextResponse(TOO_LONG, 413)


def _failed(request: Request, error: Exception) -> Response:
    """Tell a failure: as a page to a reader, as JSON to a door's caller."""
    status = error.status_code if isinstance(error, HTTPException) else STATUS.get(type(error), 500)
    says = str(error.detail) if isinstance(error, HTTPException) else str(error)
    if "text/html" not in request.headers.get("accept", "text/html"):
        return Response(json.dumps({"detail": says}), status, media_type="application/json")
    desk, caller = desk_of(request), caller_of(request)
    told = desk.environment.get_template("failed.html").render(
        t=desk.catalogue(request), status=status, says=says, entered=bool(caller.level)
    )
    return HTMLResponse(told.encode("utf-8", "replace"), status)
