"""The dossier builder: choose parties, take the dossier away."""

import re
from typing import Annotated, Any

from fastapi import APIRouter, Depends, HTTPException, Request
from starlette.responses import HTMLResponse, Response

from clew.report import DossierOptions
from clew.report.dossier import WRITERS
from clew.workbench.desk import Desk, desk_of

router = APIRouter()
TheDesk = Annotated[Desk, Depends(desk_of)]
OFFERED, LONGEST = 300, 4000
"""How many parties are offered at once, and how many letters a note may have."""

KINDS = {
    ".html": "text/html; charset=utf-8",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".pdf": "application/pdf",
    ".md": "text/markdown; charset=utf-8",
    ".json": "application/json",
}


@router.get("/dossier")
def dossier(request: Request, desk: TheDesk, q: str = "", note: str = "", form: str = ".html") -> HTMLResponse:
    """Show the parties to choose from, those chosen so far first, and the forms that a dossier can have."""
    arranged = desk.snapshot().arranged
    chosen = _chosen(request, desk)
    wanted = q.casefold().strip()
    fit = (one for one in arranged.parties if any(wanted in name.casefold() for name in one.names))
    found = [one for one in fit if one.id not in chosen]
    shown: dict[str, Any] = {
        "forms": list(KINDS),
        "form": form,
        "note": note[:LONGEST],
        "q": q,
        "chosen": chosen,
        "offered": (*(arranged.entities[one] for one in chosen), *found[:OFFERED]),
        "left_out": max(0, len(found) - OFFERED),
    }
    return desk.page(request, "dossier.html", "dossier", **shown)


@router.get("/dossier/file")
def file(request: Request, desk: TheDesk, form: str = ".html", note: str = "") -> Response:
    """Write the dossier on the chosen parties and hand it over as a file."""
    if form not in KINDS:
        raise HTTPException(422, f"A dossier cannot be written as {form}.")
    findings = desk.snapshot().findings
    known = desk.snapshot().arranged.entities
    if any(one not in known for one in request.query_params.getlist("entity")):
        raise HTTPException(404, "A chosen party is not in the case any more. Go back, load the page anew and choose.")
    options = DossierOptions(_chosen(request, desk), note=note[:LONGEST], author=desk.settings.actor)
    content = WRITERS[form](findings, options)
    name = re.sub(r"[^A-Za-z0-9_-]+", "-", findings.case) or "dossier"
    headers = {"content-disposition": f'attachment; filename="{name}-dossier{form}"'}
    return Response(content, media_type=KINDS[form], headers=headers)


def _chosen(request: Request, desk: Desk) -> tuple[str, ...]:
    known = desk.snapshot().arranged.entities
    return tuple(one for one in dict.fromkeys(request.query_params.getlist("entity")) if one in known)
