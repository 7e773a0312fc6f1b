"""The claims, found by words and narrowed by facets."""

from typing import Annotated

from fastapi import APIRouter, Depends, Request
from starlette.responses import HTMLResponse

from clew.workbench.desk import Desk, desk_of
from clew.workbench.search import Facet, Query

router = APIRouter()
TheDesk = Annotated[Desk, Depends(desk_of)]
PAGE = 40


@router.get("/claims")
def claims(
    request: Request, desk: TheDesk, q: str = "", entity: str = "", since: str = "", until: str = "", first: int = 0
) -> HTMLResponse:
    """Search the claims; the address holds the whole search, so that it can be kept and shared."""
    told = request.query_params
    facets = tuple((facet, told[facet]) for facet in Facet if told.get(facet))
    query = Query(q, facets, entity or None, since or None, until or None)
    first = max(0, first)
    found = desk.snapshot().index.find(query, first, PAGE)
    pairs = [("q", q), ("entity", entity), ("since", since), ("until", until)]
    chosen = dict(facets)
    return desk.page(
        request,
        "claims.html",
        "claims",
        found=found,
        q=q,
        pairs=pairs,
        chosen=chosen,
        first=first,
        size=PAGE,
        facets=list(Facet),
        since=since,
        until=until,
        entity=entity,
    )
