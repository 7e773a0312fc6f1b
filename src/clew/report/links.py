"""Where in a dossier, or in pages that show the same things, a party, relation, quote or document stands."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from clew.records import Findings


class Links(Protocol):
    """Addresses of what a picture shows; None where there is nothing to open."""

    def party(self, entity: str) -> str | None:
        """The address of an entity."""

    def relation(self, relation: str) -> str | None:
        """The address of a relation."""

    def quote(self, claim: str) -> str | None:
        """The address of a claim's quote in its text."""

    def document(self, document: str) -> str | None:
        """The address of a document, by its SHA-256."""


class NoLinks:
    """For pictures that stand alone: nothing opens anything."""

    def party(self, entity: str) -> None:
        """No address."""

    def relation(self, relation: str) -> None:
        """No address."""

    def quote(self, claim: str) -> None:
        """No address."""

    def document(self, document: str) -> None:
        """No address."""


@dataclass(frozen=True)
class DossierLinks:
    """Addresses inside one dossier, and the numbers that its readers see.

    Quotes are numbered in the order of documents and text, so that a number printed beside a statement is found in
    the appendix by leafing through it. Only what the dossier shows has an address.
    """

    quotes: Mapping[str, int]
    documents: Mapping[str, int]
    parties: Mapping[str, int]
    relations: Mapping[str, int]

    def party(self, entity: str) -> str | None:
        """The address of an entity's section."""
        return f"#party-{self.parties[entity]}" if entity in self.parties else None

    def relation(self, relation: str) -> str | None:
        """The address of a relation."""
        return f"#relation-{self.relations[relation]}" if relation in self.relations else None

    def quote(self, claim: str) -> str | None:
        """The address of a claim's quote in its text."""
        return f"#quote-{self.quotes[claim]}" if claim in self.quotes else None

    def document(self, document: str) -> str | None:
        """The address of a document's text."""
        return f"#document-{self.documents[document]}" if document in self.documents else None


def number_quotes(findings: Findings) -> dict[str, int]:
    """The number of each claim's quote, from 1, in the order of documents and of their texts."""
    place = {document.id: number for number, document in enumerate(findings.documents)}
    ordered = sorted(
        findings.claims,
        key=lambda claim: (
            place.get(claim.quote.document, len(place)),
            claim.quote.start,
            claim.quote.end,
            claim.predicate,
            claim.id,
        ),
    )
    return {claim.id: number for number, claim in enumerate(ordered, 1)}
