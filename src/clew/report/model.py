"""The findings of a case arranged for reading: what each section of the dossier shows."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from clew.measures.edtf import span
from clew.records import (
    Claim,
    Conflict,
    Corroboration,
    Document,
    Entity,
    Findings,
    Hit,
    Lineage,
    Nomination,
    Origin,
    OwnershipAnswer,
    PartyGoods,
    Path,
    Relation,
    in_force,
)
from clew.report.links import DossierLinks, number_quotes
from clew.vocabulary import (
    EntityType,
    Exposure,
    HitState,
    LineageState,
    OwnershipWord,
    Predicate,
    Severity,
    Status,
    Verdict,
)

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


@dataclass(frozen=True)
class Arranged:
    """Findings with the look-ups that sections need; nothing here is new, only arranged.

    `chosen` are the entities that the dossier is about: their relations, and those on their paths; all if empty.
    """

    findings: Findings
    chosen: tuple[str, ...] = ()

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
    def support(self) -> Mapping[str, Corroboration]:
        """Corroboration by relation id."""
        return {one.relation: one for one in self.findings.corroborations}

    @cached_property
    def lineage(self) -> Mapping[str, Lineage]:
        """Lineage by document id."""
        return {one.document: one for one in self.findings.lineages}

    @cached_property
    def relation_of(self) -> Mapping[str, Relation]:
        """The relation that a claim belongs to, by claim id; only relations that are shown."""
        return {claim: relation for relation in self.relations for claim in relation.claims}

    @cached_property
    def relation(self) -> Mapping[str, Relation]:
        """All relations by id."""
        return {relation.id: relation for relation in self.findings.relations}

    @cached_property
    def relations(self) -> tuple[Relation, ...]:
        """The relations to show, the best supported first."""
        on_paths = {step.relation for path in self.exposed for step in path.steps} if self.chosen else frozenset()
        kept = [
            relation
            for relation in self.findings.relations
            if not self.chosen
            or relation.subject in self.chosen
            or relation.object in self.chosen
            or relation.id in on_paths
        ]
        return tuple(sorted(kept, key=lambda relation: (-self.weight(relation), self._place(relation))))

    def weight(self, relation: Relation) -> int:
        """How much a relation has behind it: certain origins first, then documents, then claims."""
        support = self.support.get(relation.id)
        counted = (support.low, len(support.documents)) if support else (0, 0)
        return counted[0] * 10_000 + min(counted[1], 99) * 100 + min(len(relation.claims), 99)

    def _place(self, relation: Relation) -> tuple[int, str]:
        first = min((self.number.get(claim, 0) for claim in relation.claims), default=0)
        return first, relation.id

    @cached_property
    def number(self) -> Mapping[str, int]:
        """The number of each claim's quote."""
        return number_quotes(self.findings)

    @cached_property
    def by_predicate(self) -> tuple[tuple[Predicate, tuple[Relation, ...]], ...]:
        """Relations grouped by predicate, in the order of the vocabulary."""
        groups: dict[Predicate, list[Relation]] = {}
        for relation in self.relations:
            groups.setdefault(relation.predicate, []).append(relation)
        return tuple((predicate, tuple(groups[predicate])) for predicate in Predicate if predicate in groups)

    @cached_property
    def naming(self) -> Mapping[str, tuple[Relation, ...]]:
        """The shown relations that name an entity, by entity id."""
        found: dict[str, list[Relation]] = {}
        for relation in self.relations:
            for entity in dict.fromkeys((relation.subject, relation.object)):
                if entity is not None:
                    found.setdefault(entity, []).append(relation)
        return {entity: tuple(relations) for entity, relations in found.items()}

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
        if entity in self.listed:
            return Standing.LISTED
        if entity in self.hits:
            return Standing.REVIEW
        it = self.entities.get(entity or "")
        if it is None or it.described or it.type not in PARTY_TYPES:
            return None
        return Standing.UNLISTED if self.findings.lists else Standing.UNSCREENED

    @cached_property
    def parties(self) -> tuple[Entity, ...]:
        """Parties to show: those with a name, and those with a hit; the listed first, then the oftenest named."""
        shown = [
            entity
            for entity in self.findings.entities
            if entity.id in self.hits
            or (entity.type in PARTY_TYPES and not entity.described and entity.id in self.naming)
        ]
        if self.chosen:
            near = {step.target for path in self.exposed for step in path.steps}
            shown = [entity for entity in shown if entity.id in self.chosen or entity.id in near]
        order = {Standing.LISTED: 0, Standing.REVIEW: 1}

        def rank(entity: Entity) -> tuple[bool, int, int, str, str]:
            standing = self.standing(entity.id)
            place = order.get(standing, 2) if standing else 2
            return entity.id not in self.chosen, place, -len(self.naming.get(entity.id, ())), entity.name, entity.id

        return tuple(sorted(shown, key=rank))

    @cached_property
    def goods(self) -> tuple[Entity, ...]:
        """Named goods, places, sites and events in the shown relations, the oftenest named first."""
        shown = [
            entity
            for entity in self.findings.entities
            if entity.type not in PARTY_TYPES
            and not entity.described
            and entity.id in self.naming
            and entity.id not in self.hits
        ]
        return tuple(sorted(shown, key=lambda entity: (entity.type, -len(self.naming[entity.id]), entity.name)))

    @cached_property
    def described(self) -> tuple[Entity, ...]:
        """Parties that the documents describe but do not name, in the shown relations."""
        return tuple(
            entity
            for entity in self.findings.entities
            if entity.described and entity.type in PARTY_TYPES and entity.id in self.naming
        )

    @cached_property
    def best_path(self) -> Mapping[str, Path]:
        """The best path of each named party that is not listed itself, by entity id."""
        best: dict[str, Path] = {}
        for path in self.findings.paths:
            if path.exposure is Exposure.LISTED or path.start in self.listed or not path.steps:
                continue
            if self.chosen and path.start not in self.chosen:
                continue
            entity = self.entities.get(path.start)
            if entity is None or entity.described or entity.type not in PARTY_TYPES:
                continue
            held = best.get(path.start)
            if held is None or _rank(path) < _rank(held):
                best[path.start] = path
        return best

    @cached_property
    def exposed(self) -> tuple[Path, ...]:
        """The best paths, by exposure, then the shortest and best supported first."""
        return tuple(sorted(self.best_path.values(), key=_rank))

    @cached_property
    def by_exposure(self) -> tuple[tuple[Exposure, tuple[Path, ...]], ...]:
        """The best paths grouped by exposure, the gravest first."""
        groups: dict[Exposure, list[Path]] = {}
        for path in self.exposed:
            groups.setdefault(path.exposure, []).append(path)
        return tuple((exposure, tuple(paths)) for exposure, paths in groups.items())

    @cached_property
    def nominated(self) -> tuple[Nomination, ...]:
        """The unlisted parties to look at first, with their reasons."""
        return tuple(one for one in self.findings.matters.nominations if not self.chosen or one.entity in self.chosen)

    @cached_property
    def party_goods(self) -> tuple[PartyGoods, ...]:
        """Goods by party."""
        return tuple(one for one in self.findings.matters.goods if not self.chosen or one.entity in self.chosen)

    @cached_property
    def caught_by(self) -> tuple[tuple[str, tuple[OwnershipAnswer, ...]], ...]:
        """All rules' answers on each entity that some rule catches or may catch, the surest caught first."""
        groups: dict[str, list[OwnershipAnswer]] = {answer.entity: [] for answer in self.caught}
        for answer in self.findings.ownership:
            if answer.entity in groups:
                groups[answer.entity].append(answer)
        open_words = {OwnershipWord.NO, OwnershipWord.CANNOT_TELL}
        ordered = sorted(groups.items(), key=lambda group: all(one.answer in open_words for one in group[1]))
        return tuple((entity, tuple(answers)) for entity, answers in ordered)

    @cached_property
    def uncaught(self) -> tuple[str, ...]:
        """Entities that were asked about and that no rule catches."""
        caught = {answer.entity for answer in self.caught}
        asked = dict.fromkeys(answer.entity for answer in self.findings.ownership)
        return tuple(one for one in asked if one not in caught and (not self.chosen or one in self.chosen))

    @cached_property
    def denied(self) -> tuple[Relation, ...]:
        """Relations that somebody denies, those that others state first."""
        denied = [relation for relation in self.relations if self.denials(relation)]
        return tuple(sorted(denied, key=lambda relation: not self.statements(relation)))

    def denials(self, relation: Relation) -> tuple[Claim, ...]:
        """The claims that deny a relation: its own, and those that corroboration found elsewhere."""
        support = self.support.get(relation.id)
        own = [claim for claim in self._of(relation) if claim.status is Status.DENIED]
        others = [self.claims[one] for one in (support.denied_by if support else ()) if one in self.claims]
        return tuple({claim.id: claim for claim in (*own, *others)}.values())

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

    def statements(self, relation: Relation) -> tuple[Claim, ...]:
        """The claims that make a relation, denials aside, the surest status first."""
        claims = [claim for claim in self._of(relation) if claim.status is not Status.DENIED]
        return tuple(sorted(claims, key=lambda claim: (SUREST.index(claim.status), self.number[claim.id])))

    def _of(self, relation: Relation) -> list[Claim]:
        return [self.claims[one] for one in relation.claims if one in self.claims]

    def name(self, entity: str | None) -> str:
        """The name of an entity; words for a party that the text leaves out."""
        return self.entities[entity].name if entity is not None and entity in self.entities else "a party left unnamed"

    def title(self, document: Document) -> str:
        """What to call a document: its title, else its publisher, else its file name."""
        return document.title or document.name

    @cached_property
    def conflicts(self) -> tuple[Conflict, ...]:
        """Disagreements to show: those that cannot all be true first, then those with more sides."""
        shown = [
            one
            for one in self.findings.conflicts
            if not self.chosen or any(said.claim in self.relation_of for said in one.statements)
        ]
        return tuple(sorted(shown, key=lambda one: (one.severity is not Severity.ALARM, one.distorts is None)))

    @cached_property
    def alarms(self) -> tuple[Conflict, ...]:
        """Disagreements whose sides cannot all be true."""
        return tuple(one for one in self.conflicts if one.severity is Severity.ALARM)

    @cached_property
    def origins(self) -> tuple[tuple[Origin, tuple[Lineage, ...]], ...]:
        """Known origins with the documents that derive from each as their main one; the most retold first."""
        groups: dict[str, tuple[Origin, list[Lineage]]] = {}
        for lineage in self.findings.lineages:
            if lineage.origin is not None:
                groups.setdefault(lineage.origin.id, (lineage.origin, []))[1].append(lineage)
        ordered = sorted(groups.values(), key=lambda group: -len(group[1]))
        return tuple((origin, tuple(members)) for origin, members in ordered)

    @cached_property
    def unknown(self) -> tuple[Lineage, ...]:
        """Documents whose lineage is not known."""
        return tuple(one for one in self.findings.lineages if one.state is LineageState.UNKNOWN)

    @cached_property
    def caught(self) -> tuple[OwnershipAnswer, ...]:
        """Answers of the 50 per cent rules other than a plain no, in the order of the parties."""
        shown = [one for one in self.findings.ownership if one.answer is not OwnershipWord.NO or one.missing]
        if self.chosen:
            shown = [one for one in shown if one.entity in self.chosen]
        return tuple(shown)

    def newer_than_documents(self, hit: Hit) -> bool:
        """Whether a party was listed only after the newest document that names it was published."""
        told = [self.named[one.doc].published for one in self.entities[hit.entity].mentions if one.doc in self.named]
        days = [span(one) for one in told if one]
        since = span(hit.listing.since) if hit.listing.since else None
        known = [day[1] for day in days if day is not None]
        return bool(since and known and since[0] > max(known))

    @cached_property
    def quoted(self) -> tuple[Document, ...]:
        """The documents whose text the dossier holds: all, or those with a quote in the shown relations."""
        if not self.chosen:
            return self.findings.documents
        with_quote = {self.claims[claim].quote.document for claim in self.relation_of}
        with_quote |= {claim.quote.document for relation in self.relations for claim in self.denials(relation)}
        return tuple(document for document in self.findings.documents if document.id in with_quote)

    @cached_property
    def links(self) -> DossierLinks:
        """Where in the dossier everything stands."""
        quoted = {document.id for document in self.quoted}
        return DossierLinks(
            quotes={
                claim: number for claim, number in self.number.items() if self.claims[claim].quote.document in quoted
            },
            documents={document.id: number for number, document in enumerate(self.findings.documents, 1)},
            parties={entity.id: number for number, entity in enumerate((*self.parties, *self.goods), 1)},
            relations={relation.id: number for number, relation in enumerate(self.relations, 1)},
        )


def _rank(path: Path) -> tuple[int, int, float, str]:
    return list(Exposure).index(path.exposure), len(path.steps), -path.support, path.start
