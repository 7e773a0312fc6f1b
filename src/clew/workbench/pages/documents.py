"""The documents: what was read and what was not, and each text with its quotes lit."""

import time
from dataclasses import replace
from typing import Annotated, Any
from urllib.parse import quote

from fastapi import APIRouter, Depends, HTTPException, Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from clew.errors import NoSuchName
from clew.pipeline import Life, underway
from clew.read import find_ocr
from clew.records import Claim, Document, Span
from clew.report.context import Mark, pieces_of
from clew.report.words import what_is_said
from clew.vocabulary import DocumentState
from clew.workbench.desk import Desk, desk_of
from clew.workbench.forms import fields
from clew.workbench.retrying import RETRIED, Refusal

router = APIRouter()
TheDesk = Annotated[Desk, Depends(desk_of)]
PAGE, PART = 100, 120_000
"""How many documents a page lists, and how many letters of a text are shown at once."""


@router.get("/documents")
def documents(request: Request, desk: TheDesk, first: int = 0) -> HTMLResponse:
    """List the documents, and the files that could not be read by kind of failure."""
    return _documents(request, desk, first)


def _documents(request: Request, desk: Desk, first: int = 0, refused: Refusal | None = None) -> HTMLResponse:
    """The page; with `refused` it tells why nothing is read again."""
    importing = _importing(desk)  # before the findings: what ends meanwhile is asked for again
    patience = 0.0 if importing["goes_on"] else None  # a ledger that grows is not waited for
    snapshot = desk.snapshot(patience)
    findings = snapshot.findings
    failures: dict[str, list[object]] = {}
    for failure in findings.failures:
        failures.setdefault(failure.state, []).append(failure)
    first = max(0, first)
    shown: dict[str, Any] = {
        "shown": findings.documents[first : first + PAGE],
        "counts": {document: len(claims) for document, claims in snapshot.claims_of.items()},
        "failures": failures,
        "first": first,
        "retried": RETRIED,
        "ocr": DocumentState.NEEDS_OCR not in failures or find_ocr() is not None,
        "refused": refused,
    }
    status = 409 if refused else 200
    return desk.page(request, "documents.html", "documents", status, patience, **importing, **shown)


@router.get("/documents/progress")
def progress(request: Request, desk: TheDesk) -> HTMLResponse:
    """Show the part of the page that tells what is being read, without looking at the findings."""
    part = desk.environment.get_template("importing.html")
    return HTMLResponse(part.render(t=desk.catalogue(request), **_importing(desk)))


@router.post("/documents/retry")
def retry(request: Request, desk: TheDesk) -> Response:
    """Begin to read again what failed in one way, or tell why not."""
    kind = fields(request).get("kind", "")
    if kind not in RETRIED:
        raise HTTPException(422, "Nothing is read again under that name. Go back and load the page anew.")
    refused = desk.retries.start(desk.case, DocumentState(kind), desk.settings.actor)
    return _documents(request, desk, refused=refused) if refused else RedirectResponse("/documents", 303)


def _importing(desk: Desk) -> dict[str, Any]:
    """What runs of adding tell of themselves, and what came of the last one that was started here."""
    state, moment = desk.retries.at_work(desk.case), time.time()
    runs = [(one, one.life(moment), one.silence(moment)) for one in underway(desk.case.folder)]
    going = [one.retry for one, life, _ in runs if life is not Life.STOPPED]
    return {
        "runs": runs,
        "starting": state if state not in going else None,
        "outcome": desk.retries.outcome,
        "goes_on": bool(going or state),
    }


@router.get("/documents/{document}")
def document(request: Request, desk: TheDesk, document: str, part: int = 1) -> HTMLResponse:
    """Show a document's text, a long one part by part, with the quotes of its claims lit. Raises `NoSuchName`."""
    arranged = desk.snapshot().arranged
    found = arranged.documents.get(document)
    if found is None:
        raise NoSuchName("document", document)
    parts = _parts(found)
    part = max(1, min(part, len(parts)))
    shown_part, every = parts[part - 1], desk.snapshot().claims_of.get(document, [])
    claims = [one for one in every if shown_part.start <= one.quote.start < shown_part.end]
    marks = []
    for claim in claims:
        relation = arranged.relation_of.get(claim.id)
        says = what_is_said(arranged, relation) if relation else ""
        at = f"quote-{arranged.number[claim.id]}"
        marks.append(
            Mark(claim.quote.start, claim.quote.end, at, None, str(arranged.number[claim.id]), says, claim.status)
        )
    shown: dict[str, Any] = {
        "d": found,
        "claims": claims,
        "pieces": pieces_of(_cut(found, shown_part), marks),
        "part": part,
        "parts": len(parts),
        "many": len(every),
        "lineage": arranged.lineage.get(document),
        "last": desk.snapshot().pages(found).last,
    }
    return desk.page(request, "document.html", "documents", **shown)


@router.get("/documents/{document}/pages/{page}")
def page(request: Request, desk: TheDesk, document: str, page: int, claim: str = "") -> HTMLResponse:
    """Show a page of a document as a picture, with the words of one claim lit, else of all. Raises `NoSuchName`."""
    found, here = _on_page(desk, document, page)
    arranged, pages = desk.snapshot().arranged, desk.snapshot().pages(found)
    claims = desk.snapshot().claims_of.get(document, [])
    chosen = next((one for one in claims if one.id == claim), None)
    paged = [(one, first) for one in claims if (first := pages.first_of(one.quote.start, one.quote.end))]
    order = [one.id for one, _ in paged]
    place = order.index(claim) if claim in order else None
    shown: dict[str, Any] = {
        "d": found,
        "text_at": _in_text(desk, chosen) if chosen else desk.links.document(found.id),
        "page": page,
        "last": pages.last,
        "on_it": here,
        "claim": chosen,
        "before": paged[place - 1] if place else None,
        "after": paged[place + 1] if place is not None and place + 1 < len(paged) else None,
        "drawn": desk.case.blobs.path(found.id).exists(),
    }
    return desk.page(request, "page.html", "documents", title=arranged.title(found), **shown)


@router.get("/documents/{document}/pages/{page}/picture")
def page_picture(desk: TheDesk, document: str, page: int, claim: str = "") -> Response:
    """Give a page's picture. Raises `NoSuchName`."""
    found, here = _on_page(desk, document, page)
    chosen = [one for one in here if one.id == claim] or here
    lit = desk.snapshot().pages(found).lit(page, [(one.quote.start, one.quote.end) for one in chosen])
    png = desk.drawer.page(desk.case.blobs.path(found.id), page, lit)
    if png is None:
        raise HTTPException(404, "This page cannot be drawn. Its text can be read.")
    return Response(png, media_type="image/png")


def _parts(document: Document) -> list[Span]:
    """A text cut at ends of lines into parts that a browser shows without delay."""
    text, parts, start = document.text, [], 0
    while len(text) - start > PART:
        line = text.rfind("\n", start + PART // 2, start + PART)
        end = line + 1 if line >= 0 else start + PART
        parts.append(Span(start, end))
        start = end
    return [*parts, Span(start, len(text))]


def _cut(document: Document, part: Span) -> Document:
    """The document with the prose of one part only; quotes that begin in it are whole."""
    if part == Span(0, len(document.text)):
        return document
    prose = document.prose or (Span(0, len(document.text)),)
    inside = [Span(max(one.start, part.start), min(one.end, part.end)) for one in prose]
    kept = tuple(one for one in inside if one.start < one.end)
    return replace(document, prose=kept or (Span(part.start, part.start + 1),))


def _on_page(desk: Desk, document: str, page: int) -> tuple[Document, list[Claim]]:
    """A document and the claims whose words stand on a page of it. Raises `NoSuchName`."""
    found = desk.snapshot().arranged.documents.get(document)
    pages = desk.snapshot().pages(found) if found else None
    if found is None or pages is None or not 1 <= page <= pages.last:
        raise NoSuchName("page", f"{page} of {document}")
    claims = desk.snapshot().claims_of.get(document, [])
    return found, [one for one in claims if pages.lit(page, [(one.quote.start, one.quote.end)])]


@router.get("/claims/{claim}")
def claim(desk: TheDesk, claim: str) -> Response:
    """Lead to a claim's quote: on its page where the document has pages, else lit in the text. Raises `NoSuchName`."""
    arranged = desk.snapshot().arranged
    found = arranged.claims.get(claim)
    if found is None:
        raise NoSuchName("claim", claim)
    at = desk.links.document(found.quote.document)
    document = arranged.documents.get(found.quote.document)
    page = desk.snapshot().pages(document).first_of(found.quote.start, found.quote.end) if document else None
    if page is not None:
        return RedirectResponse(f"{at}/pages/{page}?claim={quote(claim, safe='')}", 303)
    return RedirectResponse(_in_text(desk, found), 303)


def _in_text(desk: Desk, claim: Claim) -> str:
    """Where a claim's quote stands lit in the text."""
    arranged = desk.snapshot().arranged
    document = arranged.documents.get(claim.quote.document)
    parts = _parts(document) if document else []
    number = next((n for n, one in enumerate(parts, 1) if one.start <= claim.quote.start < one.end), 1)
    which = f"?part={number}" if number > 1 else ""
    return f"{desk.links.document(claim.quote.document)}{which}#quote-{arranged.number[claim.id]}"
