"""The network: around a party, between two, of some years; drawn on the server and handed over as picture and data."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends, HTTPException, Query, Request
from markupsafe import Markup
from starlette.responses import HTMLResponse, Response

from clew.errors import NoSuchName
from clew.report.exports import ExportForm, exported
from clew.report.links import NoLinks
from clew.report.pictures import LINES, SHAPES, STATES, as_png, choose, standing_alone
from clew.workbench.desk import Desk, built, desk_of
from clew.workbench.island import as_json, fitting, told
from clew.workbench.narrowing import Narrowing, kept_of, narrowed
from clew.workbench.snapshot import FEW, Snapshot

router = APIRouter()
TheDesk = Annotated[Desk, Depends(desk_of)]
Several = Annotated[list[str] | None, Query()]
USUAL, MOST, LISTED, MANY = 60, 150, 2000, 200
"""Parties that a picture shows unless more are asked for, and at most to stay legible; names that the page offers to
choose from; parties that an address may name to be expanded or pinned."""
FILES = {
    "svg": "image/svg+xml",
    "png": "image/png",
    "gexf": "application/gexf+xml",
    "graphml": "application/graphml+xml",
}


def asked_for(
    around: str = "",
    to: str = "",
    steps: int = 1,
    since: str = "",
    until: str = "",
    supported: str = "",
    denied: str = "",
    more: Several = None,
    pin: Several = None,
) -> Narrowing:
    """What the address asks for."""
    grown, pinned = tuple((more or [])[:MANY]), tuple((pin or [])[:MANY])
    return Narrowing(around, to, steps, since, until, bool(supported), denied != "no", grown, pinned)


Asked = Annotated[Narrowing, Depends(asked_for)]


@router.get("/pictures/network")
def network(request: Request, desk: TheDesk, asked: Asked, most: int = 0) -> HTMLResponse:
    """Show the network, narrowed to what the address asks for; the address can be kept and shared."""
    snapshot = desk.snapshot()
    arranged = snapshot.arranged
    wanted = _by_id(snapshot, asked)
    island = built("network.js") is not None
    most = _bounded(most or (FEW if island else USUAL))
    shown: dict[str, Any] = {
        "drawn": Markup(snapshot.network_picture(wanted, most, desk.links)),  # noqa: S704 - escaped by svg.py
        "asked": wanted,
        "most": most,
        "names": [entity.name for entity in (*arranged.parties, *arranged.goods)][:LISTED],
        "kinds": list(FILES),
        "island": island,
        "years": snapshot.years,
        "legend": (SHAPES, STATES if arranged.findings.lists else (), LINES),
    }
    return desk.page(request, "network.html", "network", **shown)


@router.get("/pictures/network/data")
def data(desk: TheDesk, asked: Asked) -> Response:
    """Give the island what it draws, narrowed in the same way."""
    snapshot = desk.snapshot()
    wanted = _by_id(snapshot, asked)
    return Response(_told(snapshot, wanted), media_type="application/json")


@router.get("/pictures/network/about")
def about(request: Request, desk: TheDesk, entity: str, to: str = "") -> HTMLResponse:
    """Tell what the island shows of a party, or of the line between two, in words. Raises `NoSuchName`."""
    arranged = desk.snapshot().arranged
    for one in (entity, to) if to else (entity,):
        if one not in arranged.entities:
            raise NoSuchName("party", one)
    relations = arranged.naming.get(entity, ())
    if to:
        relations = tuple(one for one in relations if to in (one.subject, one.object))
    shown: dict[str, Any] = {"e": arranged.entities[entity], "to": to, "relations": relations}
    return desk.page(request, "about.html", "network", **shown)


@router.get("/pictures/network/file")
def file(desk: TheDesk, asked: Asked, form: str = "svg", most: int = USUAL) -> Response:
    """Hand over what the page shows: as a picture that stands by itself, or as data for a graph tool."""
    if form not in FILES:
        raise HTTPException(422, f"A network cannot be written as {form}.")
    snapshot = desk.snapshot()
    wanted = _by_id(snapshot, asked)
    if form in {"svg", "png"}:
        drawn = snapshot.network_picture(wanted, _bounded(most), NoLinks())
        if not drawn:
            raise HTTPException(404, "There is nothing to draw: no relation fits.")
        alone = standing_alone(drawn)
        content = as_png(alone) if form == "png" else alone.encode("utf-8", "replace")
    else:
        findings = narrowed(snapshot.arranged, wanted)
        content = b"".join(part for _, part in exported(findings, ExportForm(form)))
    headers = {"content-disposition": f'attachment; filename="network.{form}"'}
    return Response(content, media_type=FILES[form], headers=headers)


def _told(snapshot: Snapshot, wanted: Narrowing) -> bytes:
    whole, arranged = snapshot.network, snapshot.arranged
    if not wanted.asks:
        return whole.told
    chosen = choose(arranged, len(arranged.entities), kept_of(arranged, wanted))
    return as_json(told(arranged, fitting(arranged, chosen), whole.places, snapshot.named))


def _bounded(most: int) -> int:
    return max(2, min(most, MOST))


def _by_id(snapshot: Snapshot, asked: Narrowing) -> Narrowing:
    """The same with ids for names."""
    known = snapshot.known
    return Narrowing(
        known(asked.around) if asked.around else "",
        known(asked.to) if asked.to else "",
        asked.steps,
        asked.since,
        asked.until,
        asked.supported,
        asked.denied,
        tuple(dict.fromkeys(map(known, asked.more))),
        tuple(dict.fromkeys(map(known, asked.pinned))),
    )
