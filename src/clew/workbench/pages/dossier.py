"""The dossier builder: choose parties and single findings, take the dossier away."""

import re
from typing import Annotated, Any

from fastapi import APIRouter, Depends, HTTPException, Request
from starlette.responses import HTMLResponse, Response

from clew.report import DossierOptions
from clew.report.dossier import WRITERS
from clew.workbench.choosing import Choice
from clew.workbench.desk import Desk, desk_of

router = APIRouter()
TheDesk = Annotated[Desk, Depends(desk_of)]
OFFERED, LONGEST = 300, 4000
"""How many parties are offered at once, and how many letters a note may have."""

FEW, MANY, OPEN = 20, 200, 60
"""How many findings are listed of each kind, and of one alone; how many in all are shown unfolded."""

KINDS = {
    ".html": "text/html; charset=utf-8",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".pdf": "application/pdf",
    ".md": "text/markdown; charset=utf-8",
    ".json": "application/json",
}


@router.get("/dossier")
def dossier(
    request: Request,
    desk: TheDesk,
    q: str = "",
    find: str = "",
    kind: str = "",
    first: int = 0,
    note: str = "",
    form: str = ".html",
) -> HTMLResponse:
    """Show the parties and findings to choose from, those chosen so far, and the forms that a dossier can have."""
    snapshot = desk.snapshot()
    arranged = snapshot.arranged
    chosen, choice = _entities(request, desk), _findings(request, desk)
    wanted = q.casefold().strip()
    fit = (one for one in arranged.parties if any(wanted in name.casefold() for name in one.names))
    found = [one for one in fit if one.id not in chosen]
    every = snapshot.singles.among(chosen, find)
    only = next((one for one in every if one == kind), None)
    first = max(0, first) if only else 0
    size = MANY if only else FEW
    listed = {one: several[first : first + size] for one, several in every.items() if only in {None, one}}
    marked = choice.named - {one.id for several in listed.values() for one in several}
    total = len(snapshot.singles.by_id)
    shown: dict[str, Any] = {
        "forms": list(KINDS),
        "form": form,
        "note": note[:LONGEST],
        "q": q,
        "chosen": chosen,
        "offered": (*(arranged.entities[one] for one in chosen), *found[:OFFERED]),
        "left_out": max(0, len(found) - OFFERED),
        "find": find,
        "choice": choice,
        "marked": sorted(marked),
        "listed": listed,
        "counts": {one: len(several) for one, several in every.items()},
        "only": only,
        "first": first,
        "size": size,
        "unfolded": only is not None or sum(map(len, every.values())) <= OPEN,
        "total": total,
        "number": total - len(choice.named) if choice.every else len(choice.named),
    }
    return desk.page(request, "dossier.html", "dossier", **shown)


@router.get("/dossier/file")
def file(request: Request, desk: TheDesk, form: str = ".html", note: str = "") -> Response:
    """Write the dossier on the chosen parties and findings and hand it over as a file."""
    if form not in KINDS:
        raise HTTPException(422, f"A dossier cannot be written as {form}.")
    snapshot = desk.snapshot()
    entities, choice = _entities(request, desk), _findings(request, desk)
    findings = () if choice == Choice() else snapshot.singles.chosen(choice)
    if choice != Choice() and not findings:
        raise HTTPException(422, "No finding is chosen. Go back and choose at least one.")
    options = DossierOptions(entities, findings, note=note[:LONGEST], author=desk.settings.actor)
    content = WRITERS[form](snapshot.findings, options)
    name = re.sub(r"[^A-Za-z0-9_-]+", "-", snapshot.findings.case) or "dossier"
    headers = {"content-disposition": f'attachment; filename="{name}-dossier{form}"'}
    return Response(content, media_type=KINDS[form], headers=headers)


def _entities(request: Request, desk: Desk) -> tuple[str, ...]:
    """The parties that a request names. Raises 404 for one that the case does not have."""
    chosen = tuple(dict.fromkeys(request.query_params.getlist("entity")))
    if any(one not in desk.snapshot().arranged.entities for one in chosen):
        raise HTTPException(404, "A chosen party is not in the case any more. Go back, load the page anew and choose.")
    return chosen


def _findings(request: Request, desk: Desk) -> Choice:
    """The findings that a request chooses. Raises 404 for one that the case does not have.

    Where a page offered some (`shown`), those without a tick are left out and the others stay as they were: `start`
    says whether all or none was chosen, `but` names what is otherwise. An address that only names findings (`finding`)
    chooses those alone. `reset` begins anew with all or none.
    """
    singles = desk.snapshot().singles
    told = {name: set(request.query_params.getlist(name)) for name in ("finding", "shown", "but")}
    if any(one not in singles.by_id for several in told.values() for one in several):
        raise HTTPException(
            404, "A chosen finding is not in the case any more. Go back, load the page anew and choose."
        )
    if reset := request.query_params.get("reset"):
        return Choice(reset != "none")
    ticked, shown, but = told.values()
    every = request.query_params.get("start", "all" if shown or not ticked else "none") != "none"
    marked = shown - ticked if every else ticked
    return singles.whole(Choice(every, frozenset((but - shown) | marked)))
