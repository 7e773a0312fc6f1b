"""Read and extract: files become documents and claims in the ledger, one acknowledged document at a time."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from clew.extract import Extractor, extract_claims
from clew.ledger import Case, View, append, claim_draft, document_draft, extraction_draft, failure_draft
from clew.read import Found
from clew.records import Failure, Problem, Reading
from clew.vocabulary import DocumentState


@dataclass(frozen=True, slots=True)
class AddOptions:
    """How adding goes about it: who adds, and how many files are read and parsed together."""

    actor: str
    batch: int = 32


@dataclass(frozen=True, slots=True)
class Added:
    """What became of one document: its state, how many claims it gave, what was wrong, whether it was new."""

    doc: str
    document: str
    state: DocumentState
    claims: int
    problems: tuple[Problem, ...]
    new: bool


Readings = Iterable[tuple[Found, Reading]]
"""Files with what came of reading each: from a sandbox in use, from the readers themselves in a test."""


def add_documents(case: Case, readings: Readings, extractor: Extractor, options: AddOptions) -> Iterator[Added]:
    """Keep what was read, extract its claims, append both; yield each document once it is in the ledger.

    What was read before by the same extractor is passed over; an interrupted run goes on where it stopped.
    A file that cannot be read costs only itself. Raises what the ledger raises.
    """
    done = {about: entry.told["extractor"] for about, entry in View(case).extractions.items()}
    waiting = iter(readings)
    while portion := list(islice(waiting, options.batch)):
        kept = [_keep(case, found, reading, options) for found, reading in portion]
        for reading in kept:
            yield from (_failed(failure) for failure in reading.failures)
        documents = {document.id: document for reading in kept for document in reading.documents}
        problems = _problems_by_document(kept)
        for document in documents.values():
            if done.get(document.id) == extractor.version:
                yield Added(document.name, document.id, DocumentState.READ, 0, (), new=False)
        fresh = [document for document in documents.values() if done.get(document.id) != extractor.version]
        for document, extraction in zip(fresh, extract_claims(fresh, extractor), strict=True):
            found = (*problems.get(document.name, ()), *extraction.problems)
            drafts = [claim_draft(claim) for claim in extraction.claims]
            drafts.append(extraction_draft(document.id, extractor.version, extraction.claims, found))
            append(case, drafts, options.actor)
            done[document.id] = extractor.version
            yield Added(document.name, document.id, DocumentState.READ, len(extraction.claims), found, new=True)


def _keep(case: Case, found: Found, reading: Reading, options: AddOptions) -> Reading:
    """Keep one file: its bytes and the texts of its documents as blobs, its entries in the ledger."""
    drafts = [document_draft(document, case.blobs.put_text(document.text)) for document in reading.documents]
    if reading.documents or reading.failures:
        case.blobs.put(found.path.read_bytes())
    for _, content in reading.packed:
        case.blobs.put(content)
    drafts.extend(failure_draft(failure) for failure in reading.failures)
    append(case, drafts, options.actor)
    return reading


def _problems_by_document(readings: Sequence[Reading]) -> dict[str, tuple[Problem, ...]]:
    """What the readers found wrong, by the document's name."""
    found: dict[str, tuple[Problem, ...]] = {}
    for reading in readings:
        for problem in reading.problems:
            found[problem.doc] = (*found.get(problem.doc, ()), problem)
    return found


def _failed(failure: Failure) -> Added:
    return Added(failure.doc, failure.document, failure.state, 0, (failure.problem,), new=True)
