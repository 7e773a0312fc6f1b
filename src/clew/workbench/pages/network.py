"""The network: around a party, between two, of some years; drawn on the server and handed over as picture and data."""

from dataclasses import replace
from typing import Annotated, Any

from fastapi import APIRouter, Depends, HTTPException, Request
from markupsafe import Markup
from starlette.responses import HTMLResponse, Response

from clew.report.exports import ExportForm, exported
from clew.report.links import Links, NoLinks
from clew.report.pictures import NetworkOptions, draw_network, standing_alone
from clew.workbench.desk import Desk, desk_of
from clew.workbench.narrowing import Narrowing, narrowed

router = APIRouter()
TheDesk = Annotated[Desk, Depends(desk_of)]
MOST, LISTED = 150, 2000
"""Parties that a picture shows at most and stays legible, and names that the page offers to choose from."""
FILES = {"svg": "image/svg+xml", "gexf": "application/gexf+xml", "graphml": "application/graphml+xml"}


def asked_for(
    around: str = "",
    to: str = "",
    steps: int = 1,
    since: str = "",
    until: str = "",
    supported: str = "",
    denied: str = "",
) -> Narrowing:
    """What the address asks for."""
    return Narrowing(around, to, steps, since, until, bool(supported), denied != "no")


Asked = Annotated[Narrowing, Depends(asked_for)]


@router.get("/pictures/network")
def network(request: Request, desk: TheDesk, asked: Asked, most: int = 60) -> HTMLResponse:
    """Show the network, narrowed to what the address asks for; the address can be kept and shared."""
    arranged = desk.snapshot().arranged
    wanted = _by_id(desk, asked)
    drawn = _drawn(desk, wanted, most, desk.links)
    shown: dict[str, Any] = {
        "drawn": Markup(drawn),  # noqa: S704 - escaped by svg.py
        "asked": wanted,
        "most": most,
        "names": [entity.name for entity in (*arranged.parties, *arranged.goods)][:LISTED],
        "kinds": list(FILES),
    }
    return desk.page(request, "network.html", "network", **shown)


@router.get("/pictures/network/file")
def file(desk: TheDesk, asked: Asked, form: str = "svg", most: int = 60) -> Response:
    """Hand over what the page shows: as a picture that stands by itself, or as data for a graph tool."""
    if form not in FILES:
        raise HTTPException(422, f"A network cannot be written as {form}.")
    wanted = _by_id(desk, asked)
    if form == "svg":
        content = standing_alone(_drawn(desk, wanted, most, NoLinks())).encode("utf-8", "replace")
    else:
        findings = narrowed(desk.snapshot().arranged, wanted)
        content = b"".join(part for _, part in exported(findings, ExportForm(form)))
    headers = {"content-disposition": f'attachment; filename="network.{form}"'}
    return Response(content, media_type=FILES[form], headers=headers)


def _drawn(desk: Desk, wanted: Narrowing, most: int, links: Links) -> str:
    findings = narrowed(desk.snapshot().arranged, wanted)
    chosen = tuple(one for one in (wanted.around, wanted.to) if one)
    options = NetworkOptions((), max(2, min(most, MOST)))
    if chosen and not findings.relations:
        return ""
    return draw_network(findings, options, links)


def _by_id(desk: Desk, asked: Narrowing) -> Narrowing:
    """The same with ids for names; a name that nobody bears is an id that nobody has."""
    entities = desk.snapshot().arranged.findings.entities
    ids = {entity.id: entity.id for entity in entities}
    for entity in reversed(entities):
        ids |= {name.casefold(): entity.id for name in entity.names}
        ids[entity.name.casefold()] = entity.id

    def known(told: str) -> str:
        return ids.get(told, ids.get(told.strip().casefold(), told))

    return replace(asked, around=known(asked.around), to=known(asked.to))
