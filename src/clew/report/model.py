"""The findings of a case arranged for reading: what each section of the dossier shows."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from clew.records import (
    Claim,
    Corroboration,
    Document,
    Entity,
    Findings,
    Hit,
    Lineage,
    Origin,
    Path,
    Relation,
)
from clew.vocabulary import EntityType, Exposure, HitState, LineageState, Predicate, Status

OPEN_TYPES = frozenset({EntityType.COMPANY, EntityType.ORGANIZATION, EntityType.PERSON, EntityType.PUBLIC_BODY})
"""Types of entity that a dossier calls parties; goods, places and events are named within relations."""


@dataclass(frozen=True)
class Arranged:
    """Findings with the look-ups that sections need; nothing here is new, only arranged."""

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
    def support(self) -> Mapping[str, Corroboration]:
        """Corroboration by relation id."""
        return {one.relation: one for one in self.findings.corroborations}

    @cached_property
    def lineage(self) -> Mapping[str, Lineage]:
        """Lineage by document id."""
        return {one.document: one for one in self.findings.lineages}

    @cached_property
    def relations(self) -> tuple[Relation, ...]:
        """The relations to show: all, or those of the chosen parties; the best supported first."""
        kept = [
            relation
            for relation in self.findings.relations
            if not self.chosen or relation.subject in self.chosen or relation.object in self.chosen
        ]
        return tuple(sorted(kept, key=lambda relation: (-self.weight(relation), relation.id)))

    def weight(self, relation: Relation) -> float:
        """How much a relation has behind it: origins first, then documents."""
        support = self.support.get(relation.id)
        return support.low * 10 + len(support.documents) if support else 0.0

    @cached_property
    def by_predicate(self) -> tuple[tuple[Predicate, tuple[Relation, ...]], ...]:
        """Relations grouped by predicate, in the order of the vocabulary."""
        groups: dict[Predicate, list[Relation]] = {}
        for relation in self.relations:
            groups.setdefault(relation.predicate, []).append(relation)
        return tuple((predicate, tuple(groups[predicate])) for predicate in Predicate if predicate in groups)

    @cached_property
    def hits(self) -> Mapping[str, tuple[Hit, ...]]:
        """Hits by entity, matches first, then by score; what a person rejected is left out."""
        found: dict[str, list[Hit]] = {}
        for hit in self.findings.hits:
            if hit.state is not HitState.REJECTED:
                found.setdefault(hit.entity, []).append(hit)
        order = (HitState.MATCH, HitState.REVIEW)
        return {
            entity: tuple(sorted(hits, key=lambda hit: (order.index(hit.state), -hit.score, hit.listing.list)))
            for entity, hits in found.items()
        }

    @cached_property
    def listed(self) -> frozenset[str]:
        """Entities that are taken as listed parties."""
        return frozenset(hit.entity for hit in self.findings.hits if hit.state is HitState.MATCH)

    @cached_property
    def parties(self) -> tuple[Entity, ...]:
        """Named parties to show, the listed first, then by the number of relations that name them."""
        named = [
            entity
            for entity in self.findings.entities
            if entity.type in OPEN_TYPES
            and (not entity.described or entity.id in self.hits)
            and (entity.id in self.chosen if self.chosen else entity.id in self.degree or entity.id in self.hits)
        ]
        return tuple(
            sorted(
                named, key=lambda entity: (entity.id not in self.listed, -self.degree.get(entity.id, 0), entity.name)
            )
        )

    @cached_property
    def degree(self) -> Mapping[str, int]:
        """How many relations name an entity."""
        count: dict[str, int] = {}
        for relation in self.findings.relations:
            for entity in {relation.subject, relation.object} - {None}:
                count[str(entity)] = count.get(str(entity), 0) + 1
        return count

    @cached_property
    def exposed(self) -> tuple[Path, ...]:
        """The best path of each party that is not listed itself, shortest and best supported first."""
        best: dict[str, Path] = {}
        for path in self.findings.paths:
            if path.exposure is Exposure.LISTED or path.start in self.listed or not path.steps:
                continue
            if self.chosen and path.start not in self.chosen:
                continue
            entity = self.entities.get(path.start)
            if entity is None or entity.described or entity.type not in OPEN_TYPES:
                continue
            held = best.get(path.start)
            if held is None or _rank(path) < _rank(held):
                best[path.start] = path
        return tuple(sorted(best.values(), key=_rank))

    @cached_property
    def denied(self) -> tuple[Relation, ...]:
        """Relations that somebody denies."""
        return tuple(relation for relation in self.relations if self.denials(relation))

    def denials(self, relation: Relation) -> tuple[Claim, ...]:
        """The claims that deny a relation: its own, and those that corroboration found elsewhere."""
        own = [self.claims[one] for one in relation.claims if self.claims[one].status is Status.DENIED]
        support = self.support.get(relation.id)
        others = [self.claims[one] for one in (support.denied_by if support else ()) if one in self.claims]
        return tuple({claim.id: claim for claim in (*own, *others)}.values())

    def statements(self, relation: Relation) -> tuple[Claim, ...]:
        """The claims that make a relation, denials aside."""
        return tuple(self.claims[one] for one in relation.claims if self.claims[one].status is not Status.DENIED)

    def name(self, entity: str | None) -> str:
        """The name of an entity; words for a party that the text leaves out."""
        return self.entities[entity].name if entity is not None and entity in self.entities else "a party left unnamed"

    @cached_property
    def origins(self) -> tuple[tuple[Origin, tuple[Lineage, ...]], ...]:
        """Known origins with the documents that derive from each as their main one."""
        groups: dict[str, tuple[Origin, list[Lineage]]] = {}
        for lineage in self.findings.lineages:
            if lineage.origin is not None:
                groups.setdefault(lineage.origin.id, (lineage.origin, []))[1].append(lineage)
        return tuple((origin, tuple(members)) for origin, members in groups.values())

    @cached_property
    def unknown(self) -> tuple[Lineage, ...]:
        """Documents whose lineage is not known."""
        return tuple(one for one in self.findings.lineages if one.state is LineageState.UNKNOWN)

    def relations_of(self, entity: str) -> Iterator[Relation]:
        """The relations that name an entity."""
        return (relation for relation in self.relations if entity in (relation.subject, relation.object))


def _rank(path: Path) -> tuple[int, int, float, str]:
    return list(Exposure).index(path.exposure), len(path.steps), -path.support, path.start
