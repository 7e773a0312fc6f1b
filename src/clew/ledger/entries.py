"""The ledger's entries: how each record is written as one, and read back."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

from clew.records import (
    Claim,
    Document,
    Failure,
    Given,
    Judgement,
    ListVersion,
    Mention,
    Place,
    Problem,
    Quote,
    Span,
    canonical_json,
    claim_from_json,
    claim_to_json,
    content_id,
)
from clew.vocabulary import DocumentState, EntityType, EntryKind, ProblemKind, Verdict

_NOT_IN_IDENTITY = ("extractor",)
"""Fields of a body that an entry's id leaves out, so that an upgrade that finds the same adds nothing.

They are cut out of the body's canonical JSON: a quotation mark inside a string never stands there without a
backslash, so the first such key is the body's own, for no other sorts before it.
"""


@dataclass(frozen=True, slots=True)
class Draft:
    """An entry before it is appended."""

    kind: EntryKind
    about: str
    body: Mapping[str, Any]

    @property
    def id(self) -> str:
        """The hash of kind and body; time, actor and the extractor's version are not in it."""
        return self.written()[0]

    def written(self) -> tuple[str, str]:
        """The entry's id, and its body as canonical JSON."""
        body = bare = canonical_json(self.body)
        for key in _NOT_IN_IDENTITY if self.kind is EntryKind.CLAIM else ():
            if key in self.body:
                bare = bare.replace(f',"{key}":{canonical_json(self.body[key])}', "", 1)
        told = f'{{"body":{bare},"kind":"{self.kind}"}}'
        return hashlib.sha256(told.encode()).hexdigest(), body


@dataclass(frozen=True, slots=True)
class Entry:
    """An entry as it stands in the ledger."""

    seq: int
    kind: EntryKind
    about: str
    id: str
    body: str
    digest: str
    at: str
    actor: str
    hash: str

    @property
    def told(self) -> dict[str, Any]:
        """The body as a value; must not be asked of an entry whose body was erased (`body` is empty)."""
        value: dict[str, Any] = json.loads(self.body)
        return value


def chain_hash(before: str, entry: Mapping[str, Any]) -> str:
    """The link of the chain: SHA-256 of the hash before it and of the entry's canonical JSON, without body and hash."""
    link = {key: value for key, value in entry.items() if key not in {"body", "hash"}}
    return hashlib.sha256((before + canonical_json(link)).encode()).hexdigest()


def document_draft(document: Document, text: str) -> Draft:
    """Draft the entry of a document; `text` is the SHA-256 of its text, which stands in the blobs."""
    told = asdict(replace(document, text="", prose=(), places=()))
    told["text"] = text
    told["prose"] = [[span.start, span.end] for span in document.prose]
    told["places"] = [[place.start, place.end, place.part, place.box] for place in document.places]
    return Draft(EntryKind.DOCUMENT, document.id, told)


def document_of(told: Mapping[str, Any], text: str) -> Document:
    """Read a document's entry back, given its text."""
    return Document(
        **{key: value for key, value in told.items() if key not in {"text", "prose", "places"}},
        text=text,
        prose=tuple(Span(start, end) for start, end in told["prose"]),
        places=tuple(Place(start, end, part, tuple(box) if box else None) for start, end, part, box in told["places"]),
    )


def failure_draft(failure: Failure) -> Draft:
    """Draft the entry of a file that could not be read, or not in all its pages."""
    told = {**asdict(failure), "problem": problem_to_json(failure.problem)}
    if failure.given == Given():
        del told["given"]
    if failure.parent is None:
        del told["parent"]
    return Draft(EntryKind.FAILURE, failure.document, told)


def failure_of(told: Mapping[str, Any]) -> Failure:
    """Read a failure's entry back."""
    given = Given(**told.get("given", {}))
    state = DocumentState(told["state"])
    return Failure(told["doc"], told["document"], state, problem_of(told["problem"]), given, told.get("parent"))


def problem_to_json(problem: Problem) -> dict[str, Any]:
    """Write a problem as a JSON object."""
    return asdict(problem)


def problem_of(told: Mapping[str, Any]) -> Problem:
    """Read a problem back."""
    quote = Quote(**told["quote"]) if told["quote"] else None
    return Problem(ProblemKind(told["kind"]), told["says"], told["fix"], told["doc"], quote)


def claim_draft(claim: Claim) -> Draft:
    """Draft the entry of a claim."""
    return Draft(EntryKind.CLAIM, claim.id, {key: value for key, value in claim_to_json(claim).items() if key != "id"})


claim_of = claim_from_json


def extraction_draft(
    document: str,
    extractor: str,
    claims: Sequence[Claim],
    problems: Sequence[Problem],
    names: Sequence[Mention] = (),
    text: str | None = None,
) -> Draft:
    """Draft the entry that says which claims an extractor found in a document, what it could not do, whom it saw named.

    The newest one of a document decides which claims are in force: those of older extractors that it does
    not name are superseded by it. `text` is the SHA-256 of the text that they are of, where it is not the first text
    that the document was read as.
    """
    told: dict[str, Any] = {
        "document": document,
        "extractor": extractor,
        "claims": [claim.id for claim in claims],
        "problems": [problem_to_json(problem) for problem in problems],
    }
    if names:
        told["names"] = [[one.name, one.type, one.start, one.end] for one in names]
    if text is not None:
        told["text"] = text
    return Draft(EntryKind.EXTRACTION, document, told)


def names_of(told: Mapping[str, Any]) -> tuple[Mention, ...]:
    """Read back whom an extraction saw named."""
    return tuple(Mention(name, EntityType(type), start, end) for name, type, start, end in told.get("names", ()))


def judgement_draft(judgement: Judgement) -> Draft:
    """Draft the entry of a judgement; its id follows from the content."""
    told = asdict(judgement)
    for key in ("id", "by", "at"):
        del told[key]
    if not judgement.seen:
        del told["seen"]
    return Draft(EntryKind.JUDGEMENT, content_id([judgement.left, judgement.right]), told)


def judgement_of(entry: Entry) -> Judgement:
    """Read a judgement's entry back."""
    told = entry.told
    return Judgement(
        id=entry.id,
        verdict=Verdict(told["verdict"]),
        left=told["left"],
        right=told["right"],
        by=entry.actor,
        at=entry.at,
        why=told["why"],
        after=told["after"],
        names=tuple(told["names"]),
        documents=tuple(told["documents"]),
        seen=tuple((str(fact), str(value)) for fact, value in told.get("seen", ())),
    )


def screening_draft(versions: Sequence[ListVersion], settings: Mapping[str, str], after: str | None = None) -> Draft:
    """Draft the entry that says which versions of which lists a case was screened against, and how.

    `after` is the id of the screening before it, so that going back to older lists is a new entry.
    """
    told: dict[str, Any] = {
        "lists": [
            {key: value for key, value in asdict(version).items() if key != "imported"}
            for version in sorted(versions, key=lambda version: (version.name, version.sha256))
        ],
        "settings": dict(settings),
    }
    if after is not None:
        told["after"] = after
    return Draft(EntryKind.SCREENING, content_id(told["lists"]), told)


def withdrawal_draft(
    document: str, doc: str, why: str, erased: Sequence[int] = (), containers: Sequence[str] = ()
) -> Draft:
    """Draft the tombstone of a document that was taken out; `erased` are the entries whose bodies go with it.

    `containers` are the SHA-256 of the files that held it and whose bytes go as well.
    """
    told: dict[str, Any] = {"document": document, "doc": doc, "why": why, "erased": sorted(erased)}
    if containers:
        told["containers"] = sorted(containers)
    return Draft(EntryKind.WITHDRAWAL, document, told)
