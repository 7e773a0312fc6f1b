"""Take a document out for legal reasons: its words are erased, its hash and a tombstone stay."""

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass

from clew.errors import NoSuchName
from clew.ledger import Case, View, append, forget, withdrawal_draft
from clew.read import Found
from clew.records import Document, Given, Reading
from clew.vocabulary import EntryKind

ReadMany = Callable[[Iterable[Found]], Iterator[tuple[Found, Reading]]]
"""Reads files behind walls: `Sandbox.read_many`."""

_MAIL = frozenset({"message/rfc822", "application/vnd.ms-outlook"})
"""Documents that may hold others although none is known to be packed in them: the first of two equal ones counts."""


@dataclass(frozen=True, slots=True)
class Holder:
    """Kept bytes that hold a document's own: their SHA-256, and what they are called."""

    digest: str
    name: str


def withdraw_document(case: Case, doc: str, why: str, actor: str) -> str:
    """Erase what a document says from ledger and blobs and return its name.

    `doc` is the document's name or SHA-256. Its entries stay with their digests, without their bodies; the
    withdrawal names them. Bytes and text that another document has as well stay with that one (`same_words` names
    it before). What a container of it still holds is told by `holders_of`. Raises `NoSuchName`.
    """
    view = View(case)
    document = the_document(view, doc)
    erased = [
        entry.seq
        for entry in view.entries(EntryKind.DOCUMENT, EntryKind.EXTRACTION, EntryKind.CLAIM)
        if entry.body and document.id in (entry.about, entry.told.get("document"))
    ]
    texts: dict[str, set[str]] = {}
    for entry in view.entries(EntryKind.DOCUMENT):
        if entry.body and entry.about not in view.withdrawn:
            texts.setdefault(entry.about, {entry.about}).add(entry.told["text"])
    own = texts.pop(document.id)
    claims = {claim.id for claim in view.claims if claim.quote.document == document.id}
    append(case, [withdrawal_draft(document.id, document.name, why, erased)], actor, erase=erased)
    for digest in own.difference(*texts.values()):
        case.blobs.erase(digest)
    forget(case, {document.id, document.name, *claims})
    return document.name


def the_document(view: View, doc: str) -> Document:
    """The document of that name or SHA-256. Raises `NoSuchName`, also where more than one came under the name."""
    found = [document for document in view.documents if doc in (document.name, document.id)]
    alike = [one for one in view.documents if one.name == f"{doc}~{one.id[:8]}"]
    if alike:
        raise NoSuchName("single document", doc, tuple(sorted(one.id for one in (*found, *alike))))
    if len(found) != 1:
        raise NoSuchName("document", doc, tuple(one.name for one in view.documents if doc in one.name)[:3])
    return found[0]


def same_words(view: View, document: Document) -> tuple[str, ...]:
    """The names of other documents with the same words in the same order: they stay unless they are withdrawn too."""
    told = document.text.split()
    return tuple(one.name for one in view.documents if one.id != document.id and one.text.split() == told)


def holders_of(case: Case, document: str, read_many: ReadMany) -> tuple[Holder, ...]:
    """The kept files in which the document with this SHA-256 is packed: archives, mailboxes, e-mails, tables in parts.

    All kept files that may hold others are read again, since the same bytes may have come in more than one of them.
    """
    view = View(case)
    names = {one.about: one.told["name"] for one in view.entries(EntryKind.DOCUMENT) if one.body}
    names |= {one.about: one.told["doc"] for one in view.entries(EntryKind.FAILURE, EntryKind.WITHDRAWAL) if one.body}
    candidates = (case.blobs.path(digest) for digest in sorted(_may_hold_others(view)) if digest != document)
    files = (Found(path, names.get(path.name, path.name), Given()) for path in candidates if path.exists())
    holding: set[str] = set()
    for file, reading in read_many(files):
        digest = file.path.name
        if any(packed == document for packed, _ in reading.packed):
            holding.add(digest)
        for part in reading.documents if digest not in names else ():
            within = part.name.removeprefix(file.name)
            if names.get(part.id, "").endswith(within) and within.startswith("/"):
                names[digest] = names[part.id].removesuffix(within)
                break
    found = (Holder(digest, names.get(digest, f"archive {digest[:12]}")) for digest in holding)
    return tuple(sorted(found, key=lambda one: (one.name, one.digest)))


def _may_hold_others(view: View) -> set[str]:
    """Kept bytes that are no document (archives), could not be read in full, or are documents with parts."""
    single: set[str] = set()
    holding: set[str] = set()
    for entry in view.entries(EntryKind.DOCUMENT, EntryKind.FAILURE):
        if entry.body:
            told = entry.told
            holding.update(parent for parent in (told.get("parent"),) if parent)
            if entry.kind is EntryKind.DOCUMENT:
                single |= {entry.about, told["text"]}
            if entry.kind is EntryKind.FAILURE or told["media_type"] in _MAIL:
                holding.add(entry.about)
    kept = {path.name for path in view.case.blobs.folder.glob("??/*") if not path.name.startswith(".")}
    return (kept - single) | (kept & holding)


def erase_holders(case: Case, doc: tuple[str, str], holders: Collection[Holder], why: str, actor: str) -> None:
    """Erase the bytes of the files that a withdrawn document is packed in; the ledger keeps their hashes and says why.

    `doc` is the document's SHA-256 and name. What else was packed in them stays: each part has bytes of its own.
    """
    digests = [holder.digest for holder in holders]
    append(case, [withdrawal_draft(doc[0], doc[1], why, containers=digests)], actor)
    for digest in digests:
        case.blobs.erase(digest)


def withdrawn_before(view: View, doc: str) -> tuple[str, str] | None:
    """SHA-256 and name of a document that was withdrawn, by either; None where there is none.

    A document of the case that is called so goes before one that was: it is not withdrawn.
    """
    if any(doc in (one.name, one.id) for one in view.documents):
        return None
    told = [(entry.about, str(entry.told["doc"])) for entry in view.entries(EntryKind.WITHDRAWAL)]
    return next((one for one in told if doc in one), None)
