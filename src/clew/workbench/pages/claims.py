"""The claims, found by words and narrowed by facets."""

from typing import Annotated
from urllib.parse import parse_qsl, urlencode

from fastapi import APIRouter, Depends, Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from clew.workbench.desk import Desk, desk_of
from clew.workbench.forms import fields
from clew.workbench.search import Facet, Query
from clew.workbench.searches import forget_search, keep_search, kept_searches

router = APIRouter()
TheDesk = Annotated[Desk, Depends(desk_of)]
PAGE, MOST_WITHOUT = 40, 40


@router.get("/claims")
def claims(
    request: Request, desk: TheDesk, q: str = "", entity: str = "", since: str = "", until: str = "", first: int = 0
) -> HTMLResponse:
    """Search the claims; the address holds the whole search, so that it can be kept and shared."""
    told = request.query_params
    facets = tuple((facet, told[facet]) for facet in Facet if told.get(facet))
    without = tuple(
        (Facet(facet), value)
        for facet, _, value in (one.partition(":") for one in told.getlist("without")[:MOST_WITHOUT])
        if facet in set(Facet) and value
    )
    query = Query(q, facets, entity or None, since or None, until or None, without=without)
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
        without=without,
        searches=kept_searches(desk.case.folder),
        query=request.url.query,
        first=first,
        size=PAGE,
        facets=list(Facet),
        since=since,
        until=until,
        entity=entity,
    )


@router.post("/searches")
def keep(request: Request, desk: TheDesk) -> Response:
    """Keep the search of a claims page under a name, or delete the one that is named. Raises `UsageError`."""
    asked = fields(request)
    if asked.get("forget"):
        forget_search(desk.case.folder, asked["forget"])
    else:
        keep_search(desk.case.folder, asked.get("name", ""), asked.get("query", ""))
    query = asked.get("query", "")
    return RedirectResponse(f"/claims?{urlencode(parse_qsl(query))}" if query else "/claims", 303)
