"""Take a document out for legal reasons: its words are erased, its hash and a tombstone stay."""

from clew.errors import NoSuchName
from clew.ledger import Case, View, append, forget, withdrawal_draft
from clew.vocabulary import EntryKind


def withdraw_document(case: Case, doc: str, why: str, actor: str) -> str:
    """Erase what a document says from ledger and blobs and return its name.

    `doc` is the document's name or SHA-256. Its entries stay with their digests, without their bodies; the
    withdrawal names them. Raises `NoSuchName`.
    """
    view = View(case)
    found = [document for document in view.documents if doc in (document.name, document.id)]
    if len(found) != 1:
        raise NoSuchName("document", doc, tuple(one.name for one in view.documents if doc in one.name)[:3])
    document = found[0]
    erased = [
        entry.seq
        for entry in view.entries(EntryKind.DOCUMENT, EntryKind.EXTRACTION, EntryKind.CLAIM)
        if entry.body and document.id in (entry.about, entry.told.get("document"))
    ]
    texts = {
        entry.told["text"] for entry in view.entries(EntryKind.DOCUMENT) if entry.about == document.id and entry.body
    }
    claims = {claim.id for claim in view.claims if claim.quote.document == document.id}
    append(case, [withdrawal_draft(document.id, document.name, why, erased)], actor, erase=erased)
    for digest in (document.id, *texts):
        case.blobs.erase(digest)
    forget(case, {document.id, document.name, *claims})
    return document.name
