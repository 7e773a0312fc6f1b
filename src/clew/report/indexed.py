"""The findings of a case with their look-ups: by id, by name, and how each stands to the lists and to its claims."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property

from clew.measures.edtf import span
from clew.records import Claim, Corroboration, Document, Entity, Findings, Hit, Lineage, Relation, in_force
from clew.report.left_out import LeftOut
from clew.report.links import number_quotes
from clew.vocabulary import EntityType, HitState, Status, Verdict

PARTY_TYPES = frozenset({EntityType.COMPANY, EntityType.ORGANIZATION, EntityType.PERSON, EntityType.PUBLIC_BODY})
"""Types of entity that a dossier calls parties; goods, places and events are named within relations."""

SUREST = (Status.ASSERTED, Status.POSSIBLE, Status.UNVERIFIED, Status.PLANNED, Status.DENIED)
"""Statuses by how surely the statement is made."""


class Standing(StrEnum):
    """How a party stands to the lists that the case was held against."""

    LISTED = "listed"
    REVIEW = "for review"
    UNLISTED = "not listed"
    UNSCREENED = "not screened"
    UNSAID = "standing left out"


@dataclass(frozen=True)
class Indexed:
    """Findings with the look-ups that every section needs; nothing here is new, only found more quickly.

    `left_out` is what a person left out of the findings before: nothing is said that only the whole could bear.
    """

    findings: Findings
    left_out: LeftOut = field(default=LeftOut(), kw_only=True)

    @cached_property
    def entities(self) -> Mapping[str, Entity]:
        """Entities by id."""
        return {entity.id: entity for entity in self.findings.entities}

    @cached_property
    def claims(self) -> Mapping[str, Claim]:
        """Claims by id."""
        return {claim.id: claim for claim in self.findings.claims}

    @cached_property
    def documents(self) -> Mapping[str, Document]:
        """Documents by SHA-256."""
        return {document.id: document for document in self.findings.documents}

    @cached_property
    def named(self) -> Mapping[str, Document]:
        """Documents by name."""
        return {document.name: document for document in self.findings.documents}

    @cached_property
    def relation(self) -> Mapping[str, Relation]:
        """All relations by id."""
        return {relation.id: relation for relation in self.findings.relations}

    @cached_property
    def support(self) -> Mapping[str, Corroboration]:
        """Corroboration by relation id."""
        return {one.relation: one for one in self.findings.corroborations}

    @cached_property
    def lineage(self) -> Mapping[str, Lineage]:
        """Lineage by document id."""
        return {one.document: one for one in self.findings.lineages}

    @cached_property
    def number(self) -> Mapping[str, int]:
        """The number of each claim's quote."""
        return number_quotes(self.findings)

    @cached_property
    def hits(self) -> Mapping[str, tuple[Hit, ...]]:
        """Hits by entity, matches first, then by score; what a person rejected is left out."""
        found: dict[str, list[Hit]] = {}
        for hit in self.findings.hits:
            if hit.state is not HitState.REJECTED:
                found.setdefault(hit.entity, []).append(hit)
        return {
            entity: tuple(
                sorted(
                    hits,
                    key=lambda hit: (hit.state is not HitState.MATCH, -hit.score, hit.listing.list, hit.listing.id),
                )
            )
            for entity, hits in found.items()
        }

    @cached_property
    def rejected(self) -> Mapping[str, tuple[Hit, ...]]:
        """Hits that a person took for a false alarm, by entity."""
        found: dict[str, list[Hit]] = {}
        for hit in self.findings.hits:
            if hit.state is HitState.REJECTED:
                found.setdefault(hit.entity, []).append(hit)
        return {entity: tuple(hits) for entity, hits in found.items()}

    @cached_property
    def listed(self) -> frozenset[str]:
        """Entities that are taken as listed parties."""
        return frozenset(hit.entity for hit in self.findings.hits if hit.state is HitState.MATCH)

    def standing(self, entity: str | None) -> Standing | None:
        """How an entity stands to the lists; None for goods, places and parties known by a description only."""
        if entity in self.left_out.unsaid:
            return Standing.UNSAID
        if entity in self.listed:
            return Standing.LISTED
        if entity in self.hits:
            return Standing.REVIEW
        it = self.entities.get(entity or "")
        if it is None or it.described or it.type not in PARTY_TYPES:
            return None
        return Standing.UNLISTED if self.findings.lists else Standing.UNSCREENED

    def newer_than_documents(self, hit: Hit) -> bool:
        """Whether a party was listed only after the newest document that names it was published."""
        if hit.entity in self.left_out.unread:
            return False
        told = [self.named[one.doc].published for one in self.entities[hit.entity].mentions if one.doc in self.named]
        days = [span(one) for one in told if one]
        since = span(hit.listing.since) if hit.listing.since else None
        known = [day[1] for day in days if day is not None]
        return bool(since and known and since[0] > max(known))

    def weight(self, relation: Relation) -> int:
        """How much a relation has behind it: certain origins first, then documents, then claims."""
        support = self.support.get(relation.id)
        counted = (support.low, len(support.documents)) if support else (0, 0)
        return counted[0] * 10_000 + min(counted[1], 99) * 100 + min(len(relation.claims), 99)

    def statements(self, relation: Relation) -> tuple[Claim, ...]:
        """The claims that make a relation, denials aside, the surest status first."""
        claims = [claim for claim in self._of(relation) if claim.status is not Status.DENIED]
        return tuple(sorted(claims, key=lambda claim: (SUREST.index(claim.status), self.number[claim.id])))

    def denials(self, relation: Relation) -> tuple[Claim, ...]:
        """The claims that deny a relation: its own, and those that corroboration found elsewhere."""
        support = self.support.get(relation.id)
        own = [claim for claim in self._of(relation) if claim.status is Status.DENIED]
        others = [self.claims[one] for one in (support.denied_by if support else ()) if one in self.claims]
        return tuple({claim.id: claim for claim in (*own, *others)}.values())

    def _of(self, relation: Relation) -> list[Claim]:
        return [self.claims[one] for one in relation.claims if one in self.claims]

    @cached_property
    def accepted(self) -> frozenset[str]:
        """The claims that a person read and accepted."""
        last = {
            one.left: one.verdict
            for one in in_force(self.findings.judgements)
            if one.verdict in {Verdict.ACCEPT, Verdict.REJECT}
        }
        return frozenset(claim for claim, verdict in last.items() if verdict is Verdict.ACCEPT)

    def reviewed(self, relation: Relation) -> bool:
        """Whether a person accepted one of the claims that make a relation."""
        return any(claim in self.accepted for claim in relation.claims)

    def name(self, entity: str | None) -> str:
        """The name of an entity; words for a party that the text leaves out."""
        return self.entities[entity].name if entity is not None and entity in self.entities else "a party left unnamed"

    def title(self, document: Document) -> str:
        """What to call a document: its title, else its publisher, else its file name."""
        return document.title or document.name
