"""What follows from the claims: relations and their support, origins, conflicts, hits and the pictures."""

from collections.abc import Callable
from typing import Annotated, Any

from fastapi import APIRouter, Depends, HTTPException, Request
from markupsafe import Markup
from starlette.responses import HTMLResponse

from clew.errors import NoSuchName
from clew.ledger import View
from clew.workbench.desk import Desk, desk_of
from clew.workbench.questions import Asked, awaiting

router = APIRouter()
TheDesk = Annotated[Desk, Depends(desk_of)]
PAGE, NAMES = 40, 2000
"""How many findings a page lists, and how many names it offers to choose from."""


@router.get("/relations/{relation}")
def relation(request: Request, desk: TheDesk, relation: str) -> HTMLResponse:
    """Show who states and who denies one relation, in which words, from which origins. Raises `NoSuchName`."""
    found = desk.snapshot().arranged.relation.get(relation)
    if found is None:
        raise NoSuchName("relation", relation)
    return desk.page(request, "relation.html", "corroboration", r=found)


@router.get("/corroboration")
def corroboration(request: Request, desk: TheDesk, first: int = 0) -> HTMLResponse:
    """List the relations, the best supported first."""
    first = max(0, first)
    relations = desk.snapshot().arranged.relations
    shown: dict[str, Any] = {
        "shown": relations[first : first + PAGE],
        "total": len(relations),
        "first": first,
        "size": PAGE,
    }
    return desk.page(request, "corroboration.html", "corroboration", **shown)


@router.get("/conflicts")
def conflicts(request: Request, desk: TheDesk, first: int = 0) -> HTMLResponse:
    """Show statements that do not agree, side by side."""
    first = max(0, first)
    snapshot = desk.snapshot()
    judgements = View(desk.case).judgements
    asked = {one.left: one for one in snapshot.questions if one.asked is Asked.CLAIM}
    found = snapshot.arranged.conflicts
    shown: dict[str, Any] = {
        "shown": found[first : first + PAGE],
        "total": len(found),
        "first": first,
        "size": PAGE,
        "asked": asked,
    }
    return desk.page(request, "conflicts.html", "conflicts", seen=judgements[-1].id if judgements else "", **shown)


@router.get("/screening")
def screening(request: Request, desk: TheDesk, first: int = 0) -> HTMLResponse:
    """Show the hits, party beside listing, with what made the score."""
    first = max(0, first)
    snapshot = desk.snapshot()
    judgements = View(desk.case).judgements
    order = {"review": 0, "match": 1, "rejected": 2}
    found = [one for one in snapshot.questions if one.hit is not None]
    found.sort(key=lambda one: (order[one.hit.state] if one.hit else 3, -one.weight, one.key))
    by_id = {one.id: one for one in judgements}
    shown: dict[str, Any] = {
        "shown": found[first : first + PAGE],
        "total": len(found),
        "first": first,
        "size": PAGE,
        "by_id": by_id,
        "waiting": awaiting(judgements) if desk.four_eyes else {},
    }
    return desk.page(request, "screening.html", "screening", seen=judgements[-1].id if judgements else "", **shown)


@router.get("/pictures/{name}")
def picture(request: Request, desk: TheDesk, name: str, entity: str = "") -> HTMLResponse:
    """Show a picture of the case, drawn on the server; timeline and owners also of one party, by id or name."""
    snapshot = desk.snapshot()
    entity = snapshot.known(entity) if entity else ""
    draw: dict[str, Callable[[], str]] = {
        "timeline": lambda: snapshot.timeline(entity),
        "ownership": lambda: snapshot.owners(entity),
        "origins": snapshot.origins,
    }
    if name not in draw:
        raise HTTPException(404, "There is no such picture.")
    shown: dict[str, Any] = {
        "drawn": Markup(draw[name]()),  # noqa: S704 - escaped by svg.py
        "name": name,
        "asked": entity,
        "names": [one.name for one in snapshot.arranged.parties[:NAMES]],
    }
    return desk.page(request, "picture.html", name, **shown)
