"""W3C Web Annotation: each claim as an annotation of the words that make it, found again by quote and by position.

https://www.w3.org/TR/annotation-model/ : TextQuoteSelector with what stands before and after, TextPositionSelector in
characters of the document's text. The target is the document by its SHA-256 (RFC 6920, `ni:`), beside its address.
"""

import base64
import json
from typing import Any

from clew.records import Claim, Document, Findings, claim_to_json
from clew.report.exports.rows import clean

_CONTEXT = 32


def annotations(findings: Findings) -> str:
    """One collection with a page of all annotations, as JSON-LD."""
    documents = {document.id: document for document in findings.documents}
    items = [_annotation(claim, documents.get(claim.quote.document)) for claim in findings.claims]
    collection = {
        "@context": "http://www.w3.org/ns/anno.jsonld",
        "id": f"urn:clew:{findings.content_hash[:32] or 'case'}",
        "type": "AnnotationCollection",
        "label": clean(findings.case),
        "total": len(items),
        "first": {"id": "urn:clew:page:1", "type": "AnnotationPage", "startIndex": 0, "items": items},
    }
    return json.dumps(collection, ensure_ascii=False, indent=1) + "\n"


def _annotation(claim: Claim, document: Document | None) -> dict[str, Any]:
    start, end = claim.quote.start, claim.quote.end
    quote = {"type": "TextQuoteSelector", "exact": clean(claim.text)}
    if document is not None:
        quote["prefix"] = clean(document.text[max(0, start - _CONTEXT) : start])
        quote["suffix"] = clean(document.text[end : end + _CONTEXT])
    subject = claim.subject.name if claim.subject else "not stated"
    object_ = claim.object.name if claim.object else "not stated"
    source = {"id": name_of(claim.quote.document), "title": clean(claim.doc)}
    if document is not None and document.url:
        source["url"] = clean(document.url)
    return {
        "id": f"urn:clew:claim:{claim.id}",
        "type": "Annotation",
        "motivation": "describing",
        "body": [
            {
                "type": "TextualBody",
                "purpose": "describing",
                "format": "text/plain",
                "value": clean(f"{subject} {claim.predicate} {object_} ({claim.status})"),
            },
            {"type": "Dataset", "format": "application/json", "value": claim_to_json(claim)},
        ],
        "target": {
            "source": source,
            "selector": [quote, {"type": "TextPositionSelector", "start": start, "end": end}],
        },
    }


def name_of(sha256: str) -> str:
    """The name of a document by its hash (RFC 6920): "ni:///sha-256;" and the hash in base64url."""
    return f"ni:///sha-256;{base64.urlsafe_b64encode(bytes.fromhex(sha256)).decode().rstrip('=')}"
