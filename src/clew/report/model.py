"""The findings of a case arranged for reading: what each section of the dossier shows."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from clew.records import (
    Conflict,
    Document,
    Entity,
    GoBetween,
    Lineage,
    Nomination,
    Origin,
    OwnershipAnswer,
    PartyGoods,
    Path,
    Relation,
)
from clew.report.indexed import PARTY_TYPES, Indexed, Standing
from clew.report.links import DossierLinks
from clew.vocabulary import Exposure, LineageState, OwnershipWord, Predicate, Qualifier, Severity


@dataclass(frozen=True)
class Arranged(Indexed):
    """What a dossier shows of some findings, section by section, each in the order in which it is read.

    `chosen` are the entities that the dossier is about: their relations, and those on their paths; all if empty.
    """

    chosen: tuple[str, ...] = ()

    @cached_property
    def relation_of(self) -> Mapping[str, Relation]:
        """The relation that a claim belongs to, by claim id; only relations that are shown."""
        return {claim: relation for relation in self.relations for claim in relation.claims}

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

    @cached_property
    def rank(self) -> Mapping[str, int]:
        """The place of each shown relation among them, by its id."""
        return {relation.id: at for at, relation in enumerate(self.relations)}

    @cached_property
    def dated(self) -> Mapping[str, tuple[str, ...]]:
        """The dates, in EDTF, that the claims of each shown relation give, by its id; none where they give none."""
        found = {}
        for relation in self.relations:
            claims = (self.claims[one] for one in relation.claims if one in self.claims)
            if told := tuple(when for claim in claims if (when := claim.values.get(Qualifier.WHEN))):
                found[relation.id] = told
        return found

    def _place(self, relation: Relation) -> tuple[int, str]:
        first = min((self.number.get(claim, 0) for claim in relation.claims), default=0)
        return first, relation.id

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
    def go_betweens(self) -> tuple[GoBetween, ...]:
        """Parties that alone join groups of others."""
        return tuple(one for one in self.findings.matters.go_betweens if not self.chosen or one.entity in self.chosen)

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
