"""Which published form a document is in, told by the keys of its first record, and its claims."""

from enum import StrEnum
from itertools import islice

from clew.extract.structured.forms.bods import bods_claims
from clew.extract.structured.forms.followthemoney import entity_claims
from clew.extract.structured.forms.gleif import START, relationship_claims
from clew.extract.structured.records import JSON_TYPES, flat, records_of
from clew.extract.structured.rows import rows_of
from clew.records import Document, Extraction

_LOOKED_AT = 20


class Form(StrEnum):
    """The published forms that Clew knows."""

    FOLLOWTHEMONEY = "FollowTheMoney entities"
    BODS = "Beneficial Ownership Data Standard 0.4 statements"
    GLEIF = "GLEIF level 2 relationship records"


def form_of(document: Document) -> Form | None:
    """The published form of a document, None where it has none of them."""
    if document.media_type not in JSON_TYPES:
        return Form.GLEIF if any(START.search(name) for name in rows_of(document)[0]) else None
    for record in islice(records_of(document.text), _LOOKED_AT):
        told = record.value
        if not isinstance(told, dict):
            continue
        if isinstance(told.get("schema"), str) and isinstance(told.get("properties"), dict):
            return Form.FOLLOWTHEMONEY
        if "statementId" in told and "recordType" in told:
            return Form.BODS
        if any(START.search(name) for name in flat(told)):
            return Form.GLEIF
    return None


def form_claims(document: Document, form: Form, version: str) -> Extraction:
    """The claims of a document in one of the forms; each bad record is a problem, and the rest goes on."""
    if form is Form.FOLLOWTHEMONEY:
        return entity_claims(document, version)
    if form is Form.BODS:
        return bods_claims(document, version)
    return relationship_claims(document, version)
