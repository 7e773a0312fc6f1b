"""Read and extract: files become documents and claims in the ledger, one acknowledged document at a time."""

import gc
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

from clew.extract import Extractor, extract_claims
from clew.ledger import (
    Case,
    Draft,
    Held,
    View,
    append,
    claim_draft,
    document_draft,
    extraction_draft,
    failure_draft,
    held_documents,
)
from clew.read import Found
from clew.records import Document, Failure, Given, Problem, Reading
from clew.vocabulary import DocumentState, ProblemKind


def _to_nobody(_name: str) -> None:
    """Tell nobody."""


@dataclass(frozen=True, slots=True)
class AddOptions:
    """How adding goes about it: who adds, and how many readings, of how many characters, are taken together.

    `told` is called with a file's name whenever a stretch of it has been kept.
    """

    actor: str
    batch: int = 32
    characters: int = 1 << 18
    told: Callable[[str], None] = _to_nobody


@dataclass(frozen=True, slots=True)
class Added:
    """What became of one document: its state, how many claims it gave, what was wrong, whether it was new."""

    doc: str
    document: str
    state: DocumentState
    claims: int
    problems: tuple[Problem, ...]
    new: bool


_SELDOM = (200_000, 20, 20)

Readings = Iterable[tuple[Found, Reading]]
"""Files with what came of reading each, several readings of one file after the other: from a sandbox in use, from
the readers themselves in a test."""

_AT_LEAST_EVERY = 0.5
"""Seconds after which what was read goes into the ledger, however little it is."""


def add_documents(case: Case, readings: Readings, extractor: Extractor, options: AddOptions) -> Iterator[Added]:
    """Keep what was read, extract its claims, append both; yield each document once it is in the ledger.

    What was read before by the same extractor is passed over; an interrupted run goes on where it stopped.
    A file that cannot be read costs only itself. A document of which all pages were read stays as it is where it is now
    read with less of them (without OCR). What was withdrawn is not taken in again. Raises what the ledger raises.
    """
    with _collected_seldom():
        yield from _add(case, readings, extractor, options)


@contextmanager
def _collected_seldom() -> Iterator[None]:
    """Look for rubbish in cycles less often: claims and drafts make none, and there are very many of them."""
    before = gc.get_threshold()
    gc.set_threshold(*_SELDOM)
    try:
        yield
    finally:
        gc.set_threshold(*before)


def _add(case: Case, readings: Readings, extractor: Extractor, options: AddOptions) -> Iterator[Added]:
    extractions = ((about, entry.told) for about, entry in View(case).extractions.items())
    done = {about: (told["extractor"], told.get("text")) for about, told in extractions}
    last: Path | None = None
    view = View(case)
    withdrawn = _Withdrawn(view.withdrawn, view.emptied)
    for portion in _portions(withdrawn.left_out(readings), options):
        yield from withdrawn.told()
        held = held_documents(case, _named_in(portion))
        kept, texts = _keep(case, portion, last, options, held, withdrawn.emptied)
        last = portion[-1][0].path
        for reading in kept:
            yield from (_failed(failure) for failure in reading.failures)
        documents: dict[str, Document] = {}
        for reading in kept:
            for document in reading.documents:  # the first name of the same bytes counts, however they are portioned
                documents.setdefault(document.id, document)
        _put_in_force(case, documents, texts, held)
        later = {id: text for id, text in texts.items() if id in held and text != held[id].first}
        problems = _problems_by_document(kept)
        wanted = {id: (extractor.version, later.get(id)) for id in documents}
        for document in documents.values():
            if done.get(document.id) == wanted[document.id]:
                yield Added(document.name, document.id, DocumentState.READ, 0, (), new=False)
        fresh = [document for document in documents.values() if done.get(document.id) != wanted[document.id]]
        for document, extraction in zip(fresh, extract_claims(fresh, extractor), strict=True):
            found = (*problems.get(document.name, ()), *extraction.problems)
            drafts = [claim_draft(claim) for claim in extraction.claims]
            said = (extraction.claims, found, extraction.names, later.get(document.id))
            append(case, [*drafts, extraction_draft(document.id, extractor.version, *said)], options.actor)
            done[document.id] = wanted[document.id]
            yield Added(document.name, document.id, DocumentState.READ, len(extraction.claims), found, new=True)
    yield from withdrawn.told()


@dataclass(slots=True)
class _Withdrawn:
    """What was taken out of a case, by id, so that adding its file again does not bring it back.

    `emptied` are the files whose bytes went with it: what else is in them is read, their bytes are not kept again.
    """

    ids: frozenset[str]
    emptied: frozenset[str]
    met: list[Added] = field(default_factory=list)

    def left_out(self, readings: Readings) -> Readings:
        """The same readings without withdrawn documents, what is packed in them, and their bytes."""
        path: Path | None = None
        gone: set[str] = set()
        for found, reading in readings:
            if found.path != path:
                path, gone = found.path, set(self.ids)
            if not self.ids:
                yield found, reading
                continue
            documents = []
            for one in reading.documents:
                if one.id in self.ids:
                    self.met.append(_is_withdrawn(one.name, one.id))
                if one.id in gone or one.parent in gone:
                    gone.add(one.id)
                else:
                    documents.append(one)
            failures = tuple(one for one in reading.failures if one.document not in gone and one.parent not in gone)
            erased = gone | self.emptied
            packed = tuple((digest, content) for digest, content in reading.packed if digest not in erased)
            yield found, replace(reading, documents=tuple(documents), failures=failures, packed=packed)

    def told(self) -> Iterator[Added]:
        """The withdrawn documents that were met since this was asked last."""
        met, self.met = self.met, []
        yield from met


def _is_withdrawn(name: str, document: str) -> Added:
    says = "it was withdrawn from the case and is not taken in again"
    problem = Problem(ProblemKind.READING, says, "take it out of the folder", name)
    return Added(name, document, DocumentState.WITHDRAWN, 0, (problem,), new=False)


def _portions(readings: Readings, options: AddOptions) -> Iterator[list[tuple[Found, Reading]]]:
    """Readings in portions of which none holds much more than the options say, nor waits long."""
    portion: list[tuple[Found, Reading]] = []
    characters, since = 0, time.monotonic()
    for found, reading in readings:
        portion.append((found, reading))
        characters += sum(len(document.text) for document in reading.documents)
        late = time.monotonic() - since > _AT_LEAST_EVERY
        if late or len(portion) >= options.batch or characters >= options.characters:
            yield portion
            portion, characters, since = [], 0, time.monotonic()
    if portion:
        yield portion


def _named_in(portion: Sequence[tuple[Found, Reading]]) -> Iterator[str]:
    """The ids of the documents and failed files of some readings."""
    for _, reading in portion:
        yield from (document.id for document in reading.documents)
        yield from (failure.document for failure in reading.failures)


def _keep(
    case: Case,
    portion: Sequence[tuple[Found, Reading]],
    last: Path | None,
    options: AddOptions,
    held: Mapping[str, Held],
    emptied: frozenset[str],
) -> tuple[list[Reading], dict[str, str]]:
    """Keep what was read: bytes and texts as blobs, then entries in the ledger; the texts' SHA-256 by document.

    `last` is the file of the reading before these, whose bytes are kept already; `held` is what the ledger held;
    `emptied` are files whose bytes are not to be kept.
    """
    drafts: list[Draft] = []
    kept: list[Reading] = []
    texts: dict[str, str] = {}
    for found, told in portion:
        reading = told if found.path == last else _with_its_file(case, found, told, options, emptied)
        last = found.path if reading.documents or reading.failures else last
        reading = _not_less(case, reading, held)
        kept.append(reading)
        for _, content in reading.packed:
            case.blobs.put(content)
        for document in reading.documents:
            texts[document.id] = case.blobs.put_text(document.text)
            drafts.append(document_draft(document, texts[document.id]))
        drafts += [failure_draft(failure) for failure in reading.failures if failure.document]
    append(case, drafts, options.actor)
    return kept, texts


def _not_less(case: Case, reading: Reading, held: Mapping[str, Held]) -> Reading:
    """A reading in which nothing waits for OCR that the ledger holds whole already: what it holds stands for it."""
    lacking = {one.document: one for one in reading.failures if one.state is DocumentState.NEEDS_OCR}
    known = {id: held[id] for id in lacking if id in held and held[id].whole}
    if not known:
        return reading
    documents = [one for one in reading.documents if one.id not in known]
    read = {one.id: one for one in reading.documents}
    for id, one in known.items():
        now, before = read.get(id), one.document(case)
        said = Given(now.published, now.publisher, now.url, now.title) if now else lacking[id].given
        documents.append(
            replace(
                before,
                name=lacking[id].doc,
                published=said.published or before.published,
                publisher=said.publisher or before.publisher,
                url=said.url or before.url,
                title=said.title or before.title,
            )
        )
    failures = tuple(one for one in reading.failures if one.document not in known)
    return replace(reading, documents=tuple(documents), failures=failures)


def _put_in_force(case: Case, documents: dict[str, Document], texts: dict[str, str], held: Mapping[str, Held]) -> None:
    """Put in the place of documents that the ledger holds in a later reading than this one what it holds."""
    doubtful = [id for id in documents if id in held and texts[id] != held[id].text]
    for id, one in held_documents(case, doubtful).items():
        if one.text != texts[id]:
            documents[id], texts[id] = one.document(case), one.text


def _with_its_file(case: Case, found: Found, reading: Reading, options: AddOptions, emptied: frozenset[str]) -> Reading:
    """Keep the bytes of a file that is read; the reading, or what became of the file meanwhile.

    One that could not even be opened has no bytes to keep, and stands in no ledger.
    """
    if not reading.documents and not any(failure.document for failure in reading.failures):
        return reading
    try:
        read_from = _read_from(found, reading)
        if emptied and case.blobs.digest_of(found.path, lambda: options.told(found.name)) in emptied:
            return reading
        kept = case.blobs.put_file(found.path, read_from, lambda: options.told(found.name))
    except FileNotFoundError:
        return _lost(found, "", "it is gone")
    if kept != (read_from or kept):
        return _lost(found, kept, "it changed while it was read")
    return reading


def _read_from(found: Found, reading: Reading) -> str | None:
    """The SHA-256 of the bytes that a file was read from, None where the reading is of what is packed in it."""
    named = [(document.name, document.id) for document in reading.documents]
    named += [(failure.doc, failure.document) for failure in reading.failures]
    return next((digest for name, digest in named if name == found.name), None)


def _lost(found: Found, kept: str, says: str) -> Reading:
    """The reading of a file that did not stay as it was."""
    problem = Problem(ProblemKind.READING, says, "add it again once it is whole", found.name)
    return Reading(failures=(Failure(found.name, kept, DocumentState.BROKEN, problem),))


def _problems_by_document(readings: Sequence[Reading]) -> dict[str, tuple[Problem, ...]]:
    """What the readers found wrong, by the document's name."""
    found: dict[str, tuple[Problem, ...]] = {}
    for reading in readings:
        for problem in reading.problems:
            found[problem.doc] = (*found.get(problem.doc, ()), problem)
    return found


def _failed(failure: Failure) -> Added:
    return Added(failure.doc, failure.document, failure.state, 0, (failure.problem,), new=True)
