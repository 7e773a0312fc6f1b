"""Documents and claims for tests of corroboration: a text, and claims that quote words of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256

from clew.corroborate import find_conflicts, trace_lineages
from clew.records import Claim, Conflict, Document, Judgement, Lineage, Quote, Resolution, Source
from clew.resolve import resolve_entities
from clew.vocabulary import Predicate, Qualifier, SourceKind, Status
from tests.resolve.writing import party

WIRE = Source("Meridian Wire", SourceKind.MEDIA)


def document(
    name: str, text: str, *, published: str | None = None, publisher: str | None = None, media_type: str = "text/plain"
) -> Document:
    """A document of a text."""
    id = sha256(f"{name}\n{text}".encode()).hexdigest()
    return Document(id, name, media_type, "en", text, published=published, publisher=publisher)


def claim(
    told: Document,
    words: str,
    subject: str,
    predicate: Predicate,
    object: str,
    *,
    status: Status = Status.ASSERTED,
    sources: Sequence[Source] = (),
    qualifiers: Mapping[Qualifier, str] | None = None,
) -> Claim:
    """A claim that quotes words of a document."""
    start = told.text.index(words)
    quote = Quote(told.id, start, start + len(words))
    return Claim(
        told.name, quote, words, predicate, party(subject), party(object), status, qualifiers or {}, {}, tuple(sources)
    )


@dataclass(frozen=True)
class Told:
    """A case in small."""

    documents: tuple[Document, ...]
    claims: tuple[Claim, ...]
    judgements: tuple[Judgement, ...] = ()

    @property
    def resolution(self) -> Resolution:
        return resolve_entities(self.claims, self.judgements, self.documents)

    @property
    def lineages(self) -> dict[str, Lineage]:
        found = trace_lineages(self.documents, self.claims, self.resolution, self.judgements)
        return {one.doc: one for one in found}

    @property
    def conflicts(self) -> tuple[Conflict, ...]:
        return find_conflicts(self.claims, self.resolution, tuple(self.lineages.values()), self.documents)
