"""What the finders of conflicts look at: claims with their entities, origins and times, indexed once."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from clew.corroborate.dating import Days, dates_in, day_of, in_words
from clew.corroborate.goods import kinds_of
from clew.corroborate.nations import is_state, nations_of
from clew.names import fold
from clew.records import Claim, Conflict, Document, Entity, Lineage, Resolution, Statement, isolated
from clew.vocabulary import ConflictKind, EntityType, LineageState, Qualifier, Severity, Status

_POSSESSED = re.compile(r"(.+?)['’]s? ")


@dataclass(frozen=True, slots=True)
class Ground:
    """Everything that conflicts are looked for in.

    `origin` leads from a document to its main origin's id, None where not known; `firsthand` are documents that are
    origins themselves. `states` are the entities that are states; `holder` leads from a site named after a party
    ("Ostrek's plant") to that party. `kinds` are those of the goods that products of claims name.
    """

    claims: Sequence[Claim]
    entities: Mapping[str, Entity]
    party: Mapping[tuple[str, str], str]
    documents: Mapping[str, Document]
    lineage: Mapping[str, Lineage]
    nations: Mapping[str, frozenset[str]]
    states: frozenset[str]
    holder: Mapping[str, str]
    kinds: Mapping[str, frozenset[str]]

    def origin(self, doc: str) -> str | None:
        """The id of a document's main origin, None where its lineage is not known."""
        told = self.lineage.get(doc)
        return told.origin.id if told and told.origin else None

    def same_origin(self, left: str, right: str) -> bool:
        """Whether two documents are one, or known to have one main origin."""
        return left == right or (self.origin(left) is not None and self.origin(left) == self.origin(right))

    def firsthand(self, doc: str) -> bool:
        """Whether a document is an origin itself."""
        told = self.lineage.get(doc)
        return told is not None and told.state is LineageState.OWN

    def is_of_the_report(self, doc: str, days: Days) -> bool:
        """Whether days are those of the report which a document retells, and so hardly those of what it tells."""
        told = self.lineage.get(doc)
        return any(one.origin.date == in_words(days) for one in told.derivations) if told else False

    def subject(self, claim: Claim) -> str | None:
        """The entity id of a claim's subject."""
        return self.party.get((claim.id, "subject"))

    def object(self, claim: Claim) -> str | None:
        """The entity id of a claim's object."""
        return self.party.get((claim.id, "object"))

    def side(self, entity: str | None) -> str | None:
        """What a party is compared by: itself, or for a described one its last word and nation."""
        if entity is None or not self.entities[entity].described:
            return entity
        nation = "".join(sorted(self.nations.get(entity, ())))
        return f"{nation} people" if nation else f"described {fold(self.entities[entity].name)}"

    def goods(self, claim: Claim) -> frozenset[str]:
        """The kinds of goods that a claim's product names, and their model codes."""
        return self.kinds[claim.qualifiers.get(Qualifier.PRODUCT, "")]

    def may_be_same_goods(self, left: Claim, right: Claim) -> bool:
        """Whether two claims may be about the same goods: neither names goods that the other does not."""
        ours, theirs = self.goods(left), self.goods(right)
        return not ours or not theirs or bool(ours & theirs)

    def days(self, claim: Claim) -> Days | None:
        """The days that a claim's time bounds, None where it does not tell."""
        if not claim.qualifiers.get(Qualifier.WHEN):
            return None
        document = self.documents.get(claim.doc)
        published = day_of(document.published) if document else None
        found = [days for _, _, days in dates_in(claim.qualifiers.get(Qualifier.WHEN, ""), published)]
        return (min(one[0] for one in found), max(one[1] for one in found)) if found else None


def ground(
    claims: Sequence[Claim], resolution: Resolution, lineages: Sequence[Lineage], documents: Sequence[Document]
) -> Ground:
    """Index what conflicts are looked for in."""
    return Ground(
        claims,
        {one.id: one for one in resolution.entities},
        resolution.party,
        {one.name: one for one in documents},
        {one.doc: one for one in lineages},
        nations_of(claims, resolution),
        frozenset(one.id for one in resolution.entities if is_state(one)),
        _holders(resolution),
        {told: kinds_of(told) for told in {claim.qualifiers.get(Qualifier.PRODUCT, "") for claim in claims}},
    )


def _holders(resolution: Resolution) -> dict[str, str]:
    """Site → the party whose name stands before it with a possessive ending."""
    owned = {
        one.id: told.group(1)
        for one in resolution.entities
        if one.type is EntityType.FACILITY and (told := _POSSESSED.match(one.name))
    }
    if not owned:
        return {}
    wanted = {fold(name) for name in owned.values()}
    named: dict[str, str] = {}
    for one in resolution.entities:
        for name in map(fold, one.names):
            if name in wanted:
                named.setdefault(name, one.id)
    return {site: named[fold(name)] for site, name in owned.items() if fold(name) in named}


def statement(claim: Claim) -> Statement:
    """A claim as one side of a conflict."""
    return Statement(claim.doc, claim.quote.document, claim.quote.start, claim.quote.end, claim.text, claim.id)


def conflict(
    kind: ConflictKind, severity: Severity, topic: str, claims: Sequence[Claim], distorts: str | None = None
) -> Conflict:
    """A conflict of some claims, each quote once."""
    sides = {(one.doc, one.quote.start, one.quote.end): statement(one) for one in claims}
    return Conflict(kind, severity, topic, tuple(sides.values()), distorts)


def distorting(where: Ground, left: Claim, right: Claim) -> str | None:
    """Which of two documents of one origin departs from it: the re-telling, where the other is the origin itself."""
    if left.doc == right.doc or not where.same_origin(left.doc, right.doc):
        return None
    if where.firsthand(left.doc) != where.firsthand(right.doc):
        return right.doc if where.firsthand(left.doc) else left.doc
    return None


def name_of(where: Ground, entity: str | None) -> str:
    """The name of a party, as it stands in a sentence."""
    return isolated(where.entities[entity].name) if entity else "somebody"


STATED = frozenset({Status.ASSERTED, Status.POSSIBLE, Status.UNVERIFIED})
"""Statuses in which something is said to be so."""
