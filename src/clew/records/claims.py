"""The claim: one statement that a document makes, in these words, relying on these sources."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from types import MappingProxyType
from typing import Any

from clew.records.documents import Problem, Quote
from clew.records.identity import content_id
from clew.vocabulary import EntityType, Predicate, Qualifier, SourceKind, Status

LEAST_CONFIDENCE = 0.2
"""How sure a claim must be to be listed and to enter findings, where nobody asks for more or less.

Below it about one claim in six was right on held-out texts, and leaving them out cost next to no F1
(docs/reference/confidence.md). The ledger keeps them all.
"""

_NOTHING: Mapping[Any, Any] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Mention:
    """A party as one claim names it.

    `name` is the fullest name that the document gives the party; for an unnamed party its shortest
    descriptive head phrase, and then `described` is true. `start` and `end` are the offsets of the words
    of the document that stand for the party at this place (a pronoun, a short form, the name), or None.
    `latin` is a Latin-script form where the name stands in another script. `resolved` says that the words
    at this place were a pronoun, description or short form that rules led back to the name.
    """

    name: str
    type: EntityType
    start: int | None = None
    end: int | None = None
    described: bool = False
    resolved: bool = False
    latin: str | None = None


@dataclass(frozen=True, slots=True)
class Source:
    """Who or what a statement rests on."""

    name: str
    kind: SourceKind


@dataclass(frozen=True)
class Claim:
    """One statement of a document, tied to the exact words that make it; see docs/reference/claims.md.

    `doc` is the document's name, `quote` its exact place, `text` the quoted words. `subject` or `object` is
    None where the text leaves the party out. `qualifiers` keep the document's own words; `values` hold the
    normal forms that go with some of them: EDTF for `when`, `low..high` for `quantity` and `share`,
    `number currency` for `amount` (see `clew.measures`). `sources` runs outermost first. `confidence` is
    the probability, by the calibration, that the claim is right. `extractor` is the hash of what found it.
    """

    doc: str
    quote: Quote
    text: str
    predicate: Predicate
    subject: Mention | None
    object: Mention | None
    status: Status = Status.ASSERTED
    qualifiers: Mapping[Qualifier, str] = field(default_factory=lambda: _NOTHING)
    values: Mapping[Qualifier, str] = field(default_factory=lambda: _NOTHING)
    sources: tuple[Source, ...] = ()
    confidence: float = 1.0
    extractor: str = ""
    origin: str = "rules"

    @cached_property
    def id(self) -> str:
        """Hash of document, start, end, predicate, subject, object, status and qualifiers."""
        return content_id(
            {
                "document": self.quote.document,
                "start": self.quote.start,
                "end": self.quote.end,
                "predicate": self.predicate,
                "subject": self.subject.name if self.subject else None,
                "object": self.object.name if self.object else None,
                "status": self.status,
                "qualifiers": dict(self.qualifiers),
            }
        )

    def __replace__(self, **changes: Any) -> "Claim":
        return replace(self, **changes)


@dataclass(frozen=True, slots=True)
class Extraction:
    """What came of extracting one document: its claims in the order of the text, problems, and what else it names.

    `names` are the parties, goods and places that the text names, each wording once, whether a claim holds it or not.
    """

    claims: tuple[Claim, ...] = ()
    problems: tuple[Problem, ...] = ()
    names: tuple[Mention, ...] = ()


def claim_to_json(claim: Claim) -> dict[str, Any]:
    """The claim as one exchange object, in the form of docs/reference/claims.md."""

    def party(mention: Mention | None) -> dict[str, Any] | None:
        if mention is None:
            return None
        told: dict[str, Any] = {"name": mention.name, "type": mention.type}
        if mention.start is not None:
            told |= {"start": mention.start, "end": mention.end}
        if mention.described:
            told["described"] = True
        if mention.resolved:
            told["resolved"] = True
        if mention.latin:
            told["latin"] = mention.latin
        return told

    return {
        "doc": claim.doc,
        "document": claim.quote.document,
        "id": claim.id,
        "quote": claim.text,
        "start": claim.quote.start,
        "end": claim.quote.end,
        "predicate": claim.predicate,
        "subject": party(claim.subject),
        "object": party(claim.object),
        "qualifiers": {str(key): value for key, value in claim.qualifiers.items()},
        "values": {str(key): value for key, value in claim.values.items()},
        "status": claim.status,
        "sources": [{"name": source.name, "kind": source.kind} for source in claim.sources],
        "confidence": claim.confidence,
        "extractor": claim.extractor,
        "origin": claim.origin,
    }


def claim_from_json(told: Mapping[str, Any]) -> Claim:
    """The claim that `claim_to_json` wrote."""

    def party(value: Mapping[str, Any] | None) -> Mention | None:
        if value is None:
            return None
        return Mention(
            name=value["name"],
            type=EntityType(value["type"]),
            start=value.get("start"),
            end=value.get("end"),
            described=value.get("described", False),
            resolved=value.get("resolved", False),
            latin=value.get("latin"),
        )

    return Claim(
        doc=told["doc"],
        quote=Quote(told["document"], told["start"], told["end"]),
        text=told["quote"],
        predicate=Predicate(told["predicate"]),
        subject=party(told["subject"]),
        object=party(told["object"]),
        status=Status(told["status"]),
        qualifiers={Qualifier(key): value for key, value in told["qualifiers"].items()},
        values={Qualifier(key): value for key, value in told.get("values", {}).items()},
        sources=tuple(Source(source["name"], SourceKind(source["kind"])) for source in told["sources"]),
        confidence=told["confidence"],
        extractor=told["extractor"],
        origin=told.get("origin", "rules"),
    )
