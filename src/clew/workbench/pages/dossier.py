"""The dossier builder: choose parties, take the dossier away."""

import re
from typing import Annotated

from fastapi import APIRouter, Depends, HTTPException, Request
from starlette.responses import HTMLResponse, Response

from clew.report import DossierOptions
from clew.report.dossier import WRITERS
from clew.workbench.desk import Desk, desk_of

router = APIRouter()
TheDesk = Annotated[Desk, Depends(desk_of)]
KINDS = {
    ".html": "text/html; charset=utf-8",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".pdf": "application/pdf",
    ".md": "text/markdown; charset=utf-8",
    ".json": "application/json",
}


@router.get("/dossier")
def dossier(request: Request, desk: TheDesk) -> HTMLResponse:
    """Show the parties to choose from and the forms that a dossier can have."""
    return desk.page(request, "dossier.html", "dossier", forms=list(KINDS))


@router.get("/dossier/file")
def file(request: Request, desk: TheDesk, form: str = ".html") -> Response:
    """Write the dossier on the chosen parties and hand it over as a file."""
    if form not in KINDS:
        raise HTTPException(422, f"A dossier cannot be written as {form}.")
    findings = desk.snapshot().findings
    known = {entity.id for entity in findings.entities}
    entities = tuple(one for one in dict.fromkeys(request.query_params.getlist("entity")) if one in known)
    content = WRITERS[form](findings, DossierOptions(entities))
    name = re.sub(r"[^A-Za-z0-9_-]+", "-", findings.case) or "dossier"
    headers = {"content-disposition": f'attachment; filename="{name}-dossier{form}"'}
    return Response(content, media_type=KINDS[form], headers=headers)
