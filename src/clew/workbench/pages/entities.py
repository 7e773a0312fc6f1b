"""The parties and goods, and all that the case holds on one of them."""

from collections.abc import Sequence
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request
from markupsafe import Markup
from starlette.responses import HTMLResponse

from clew.errors import NoSuchName
from clew.ledger import View
from clew.names import Script, script_of
from clew.records import Relation, in_force
from clew.report.pictures import draw_ownership
from clew.vocabulary import Predicate
from clew.workbench.desk import Desk, desk_of

router = APIRouter()
TheDesk = Annotated[Desk, Depends(desk_of)]
PAGE, DRAWN = 100, 60
"""How many parties a page lists, and how many are drawn above and below a party on its own page."""


@router.get("/entities")
def entities(request: Request, desk: TheDesk, q: str = "", first: int = 0) -> HTMLResponse:
    """List the parties, then goods and places, the listed and oftenest named first."""
    arranged = desk.snapshot().arranged
    wanted = q.casefold().strip()
    found = [
        entity
        for entity in (*arranged.parties, *arranged.goods, *arranged.described)
        if not wanted or any(wanted in name.casefold() for name in entity.names)
    ]
    first = max(0, first)
    shown: dict[str, Any] = {
        "found": found[first : first + PAGE],
        "total": len(found),
        "first": first,
        "size": PAGE,
        "q": q,
    }
    return desk.page(request, "entities.html", "entities", **shown)


@router.get("/entities/{entity}")
def entity(request: Request, desk: TheDesk, entity: str) -> HTMLResponse:
    """Show one party. Raises `NoSuchName`."""
    snapshot = desk.snapshot()
    arranged = snapshot.arranged
    found = arranged.entities.get(entity)
    if found is None:
        raise NoSuchName("party", entity)
    relations = arranged.naming.get(entity, ())
    drawn = snapshot.picture(("owners of", entity), lambda: draw_ownership(arranged, entity, desk.links, DRAWN))
    rules = [one for one in arranged.findings.ownership if one.entity == entity]
    notes = [one for one in in_force(View(desk.case).judgements) if entity in (one.left, one.right)]
    shown: dict[str, Any] = {
        "e": found,
        "by_predicate": _by_predicate(relations),
        "scripts": _by_script(found.names),
        "many": len(relations),
        "owned": Markup(drawn),  # noqa: S704 - escaped by svg.py
        "rules": rules,
    }
    return desk.page(request, "entity.html", "entities", notes=notes, path=arranged.best_path.get(entity), **shown)


def _by_predicate(relations: Sequence[Relation]) -> dict[Predicate, list[Relation]]:
    """The relations that are shown by what they say, in the order of the vocabulary; of each the best supported."""
    found: dict[Predicate, list[Relation]] = {}
    for one in relations:
        found.setdefault(one.predicate, []).append(one)
    return {predicate: found[predicate] for predicate in Predicate if predicate in found}


def _by_script(names: Sequence[str]) -> dict[Script, list[str]]:
    found: dict[Script, list[str]] = {}
    for name in names:
        found.setdefault(script_of(name), []).append(name)
    return found
