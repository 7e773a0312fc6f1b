"""The documents: what was read and what was not, and each text with its quotes lit."""

from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from clew.errors import NoSuchName
from clew.report.context import Mark, pieces_of
from clew.report.words import what_is_said
from clew.workbench.desk import Desk, desk_of

router = APIRouter()
TheDesk = Annotated[Desk, Depends(desk_of)]
PAGE = 100


@router.get("/documents")
def documents(request: Request, desk: TheDesk, first: int = 0) -> HTMLResponse:
    """List the documents, and the files that could not be read by kind of failure."""
    findings = desk.snapshot().findings
    counts = {document: len(claims) for document, claims in desk.snapshot().claims_of.items()}
    failures: dict[str, list[object]] = {}
    for failure in findings.failures:
        failures.setdefault(failure.state, []).append(failure)
    first = max(0, first)
    shown = findings.documents[first : first + PAGE]
    more = first + PAGE if first + PAGE < len(findings.documents) else None
    return desk.page(
        request, "documents.html", "documents", shown=shown, counts=counts, failures=failures, more=more, first=first
    )


@router.get("/documents/{document}")
def document(request: Request, desk: TheDesk, document: str) -> HTMLResponse:
    """Show a document's text with the quotes of its claims lit. Raises `NoSuchName`."""
    arranged = desk.snapshot().arranged
    found = arranged.documents.get(document)
    if found is None:
        raise NoSuchName("document", document)
    claims = desk.snapshot().claims_of.get(document, [])
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
        "pieces": pieces_of(found, marks),
        "lineage": arranged.lineage.get(document),
    }
    return desk.page(request, "document.html", "documents", **shown)


@router.get("/claims/{claim}")
def claim(desk: TheDesk, claim: str) -> Response:
    """Lead to a claim's quote, lit in its document. Raises `NoSuchName`."""
    arranged = desk.snapshot().arranged
    found = arranged.claims.get(claim)
    if found is None:
        raise NoSuchName("claim", claim)
    return RedirectResponse(f"{desk.links.document(found.quote.document)}#quote-{arranged.number[claim]}", 303)
