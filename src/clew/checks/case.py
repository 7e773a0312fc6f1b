"""The checks of a case, each `View → Problem`s; `CHECKS` is the one list of them."""

import json
from collections.abc import Callable, Iterator

from sqlalchemy import text
from sqlalchemy.exc import DatabaseError

from clew.errors import LedgerError
from clew.ledger import Draft, View, chain_hash, sha256
from clew.ledger.schema import GENESIS
from clew.records import Problem
from clew.vocabulary import EntryKind, ProblemKind

Check = Callable[[View], Iterator[Problem]]

_RESTORE = "restore the case from a back-up; what is named here is not to be relied on"


def _fault(doc: str, says: str) -> Problem:
    return Problem(ProblemKind.LEDGER, says, _RESTORE, doc)


def store_is_whole(view: View) -> Iterator[Problem]:
    """SQLite's own check of its pages; PostgreSQL keeps its own."""
    if view.case.engine.dialect.name != "sqlite":
        return
    with view.case.engine.connect() as connection:
        for (says,) in connection.execute(text("PRAGMA integrity_check")):
            if says != "ok":
                yield _fault("ledger", f"the ledger's file is damaged: {says}")


def chain_is_whole(view: View) -> Iterator[Problem]:
    """Every entry's hash follows from the one before it and its own content, and the end is not cut off."""
    before, expected, seen = GENESIS, 1, {0: GENESIS}
    for row in view.rows():
        seq = row["seq"]
        if seq != expected:
            yield _fault(f"entry {expected}", f"entry {expected} is missing (entry {seq} stands in its place)")
            expected = int(seq)
        if chain_hash(before, row) != row["hash"]:
            yield _fault(
                f"entry {seq}", f"entry {seq} ({row['kind']} {str(row['about'])[:12]}) does not match its hash"
            )
        before, expected = str(row["hash"]), expected + 1
        seen[int(seq)] = str(row["hash"])
    if view.case.head.exists():
        try:
            head = json.loads(view.case.head.read_text(encoding="utf-8"))
            if seen.get(head["seq"]) != head["hash"]:
                yield _fault("ledger", f"the ledger ends before entry {head['seq']}, which was acknowledged")
        except (ValueError, KeyError, TypeError):
            yield _fault("head.json", "the note of the newest entry cannot be read")
    else:
        yield _fault("head.json", "the note of the newest entry is missing")


def _erased(body: str) -> list[int]:
    """The entries whose bodies a withdrawal erased; none where its own body cannot be read."""
    return [seq for seq in _listed(body, "erased") if isinstance(seq, int)]


def _listed(body: str, key: str) -> list[object]:
    """A list of an entry's body; an empty one where it cannot be read or has none."""
    try:
        told = json.loads(body)[key]
    except (ValueError, KeyError, TypeError):
        return []
    return told if isinstance(told, list) else []


def ids_match_bodies(view: View) -> Iterator[Problem]:
    """Every entry's digest and id follow from its body; only a withdrawal may have erased one."""
    erased = {seq for row in view.rows() if row["kind"] == EntryKind.WITHDRAWAL for seq in _erased(str(row["body"]))}
    for row in view.rows():
        if not row["body"] and row["seq"] in erased:
            continue
        if sha256(str(row["body"]).encode("utf-8", "surrogatepass")) != row["digest"]:
            yield _fault(f"entry {row['seq']}", f"entry {row['seq']} does not match its digest")
        try:
            draft = Draft(EntryKind(str(row["kind"])), str(row["about"]), json.loads(str(row["body"])))
        except ValueError:
            yield _fault(f"entry {row['seq']}", f"entry {row['seq']} cannot be read")
            continue
        if draft.id != row["id"]:
            yield _fault(f"entry {row['seq']}", f"entry {row['seq']} does not match its id")


def blobs_are_whole(view: View) -> Iterator[Problem]:
    """Every original and every text is there and has the SHA-256 that names it, but for what a withdrawal erased."""
    wanted: dict[str, tuple[str, str]] = {}
    taken_out = [(row["about"], str(row["body"])) for row in view.rows() if row["kind"] == EntryKind.WITHDRAWAL]
    withdrawn = {about for about, _ in taken_out}
    emptied = {digest for _, body in taken_out for digest in _listed(body, "containers")}
    for row in view.rows():
        if row["kind"] not in (EntryKind.DOCUMENT, EntryKind.FAILURE) or row["about"] in withdrawn:
            continue
        try:
            told = json.loads(str(row["body"]))
            doc = str(told.get("name") or told.get("doc"))
        except (ValueError, AttributeError):
            continue  # an entry that cannot be read is named by the check of bodies
        if row["about"] not in emptied:
            wanted[str(row["about"])] = (doc, "original")
        if isinstance(told.get("text"), str):
            wanted[told["text"]] = (doc, "text")
    for path in sorted(view.case.blobs.folder.glob("??/*")):
        if not path.name.startswith("."):
            wanted.setdefault(path.name, (f"blob {path.name[:12]}", "bytes"))
    for digest, (doc, what) in wanted.items():
        try:
            if sha256(view.case.blobs.get(digest)) != digest:
                yield _fault(doc, f"the {what} of {doc} was altered (its SHA-256 is not {digest[:12]}…)")
        except OSError:
            yield _fault(doc, f"the {what} of {doc} is missing (SHA-256 {digest[:12]}…)")


def quotes_are_exact(view: View) -> Iterator[Problem]:
    """Every claim's quote stands in its document's text, at its offsets, to the letter."""
    texts = {document.id: document.text for document in view.documents}
    for claim in view.claims:
        if texts[claim.quote.document][claim.quote.start : claim.quote.end] != claim.text:
            yield Problem(
                ProblemKind.QUOTE,
                f"the quote of claim {claim.id[:12]} does not stand in {claim.doc} at {claim.quote.start}",
                _RESTORE,
                claim.doc,
                claim.quote,
            )


CHECKS: tuple[Check, ...] = (store_is_whole, chain_is_whole, ids_match_bodies, blobs_are_whole, quotes_are_exact)


def run_checks(view: View) -> Iterator[Problem]:
    """Run all checks; a check that cannot even read what it looks at says so and the others go on."""
    for check in CHECKS:
        try:
            yield from check(view)
        except (DatabaseError, LedgerError, OSError, ValueError, KeyError, TypeError, AttributeError) as error:
            yield _fault("ledger", f"{check.__name__.replace('_', ' ')}: could not be checked ({error})"[:300])
