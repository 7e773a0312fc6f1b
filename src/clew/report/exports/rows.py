"""What every export is made of: parties, relations and claims as plain rows, and text that no reader chokes on."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from clew.records import Claim, Corroboration, Entity, Findings, Hit, Relation
from clew.vocabulary import HitState, Qualifier

_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")

NOT_STATED = "not-stated"
"""The id that stands for a party that the text leaves out, where a form needs one."""


@dataclass(frozen=True, slots=True)
class Edge:
    """One relation with what supports it. `source` and `target` are entity ids, None where the text leaves them out."""

    relation: Relation
    source: str | None
    target: str | None
    claims: tuple[Claim, ...]
    support: Corroboration | None

    @property
    def dates(self) -> tuple[str, ...]:
        """The dates that its claims give, in EDTF, each once, in order of the claims."""
        found = (claim.values.get(Qualifier.WHEN) for claim in self.claims)
        return tuple(dict.fromkeys(date for date in found if date))

    def told(self, qualifier: Qualifier, *, normal: bool = False) -> tuple[str, ...]:
        """What its claims say under a qualifier, each once; in normal form where asked."""
        found = ((claim.values if normal else claim.qualifiers).get(qualifier) for claim in self.claims)
        return tuple(dict.fromkeys(words for words in found if words))


def edges(findings: Findings) -> Iterator[Edge]:
    """All relations of the findings, in their order."""
    claims = {claim.id: claim for claim in findings.claims}
    support = {each.relation: each for each in findings.corroborations}
    for relation in findings.relations:
        own = tuple(claims[id] for id in relation.claims if id in claims)
        yield Edge(relation, relation.subject, relation.object, own, support.get(relation.id))


def listed(findings: Findings) -> Mapping[str, tuple[Hit, ...]]:
    """The hits that stand (matches and those for review) by entity."""
    found: dict[str, list[Hit]] = {}
    for hit in findings.hits:
        if hit.state is not HitState.REJECTED:
            found.setdefault(hit.entity, []).append(hit)
    return {entity: tuple(hits) for entity, hits in found.items()}


def entity_row(entity: Entity, hits: Sequence[Hit]) -> dict[str, str | int]:
    """One party as a flat row."""
    return {
        "id": entity.id,
        "name": clean(entity.name),
        "type": str(entity.type),
        "names": "; ".join(clean(name) for name in entity.names),
        "described": int(entity.described),
        "countries": "; ".join(entity.countries),
        "identifiers": "; ".join(f"{kind} {number}" for kind, number in entity.identifiers),
        "documents": len({mention.doc for mention in entity.mentions}),
        "listed": "; ".join(f"{hit.version.name} {hit.listing.id} ({hit.state})" for hit in hits),
    }


def edge_row(edge: Edge) -> dict[str, str | int]:
    """One relation as a flat row."""
    support = edge.support
    return {
        "id": edge.relation.id,
        "source": edge.source or NOT_STATED,
        "target": edge.target or NOT_STATED,
        "predicate": str(edge.relation.predicate),
        "status": "; ".join(str(status) for status in edge.relation.statuses),
        "documents": len(support.documents) if support else 0,
        "origins_low": support.low if support else 0,
        "origins_high": support.high if support else 0,
        "denied": len(support.denied_by) if support else 0,
        "dates": "; ".join(edge.dates),
        "claims": " ".join(edge.relation.claims),
    }


def claim_row(claim: Claim, findings: Findings) -> dict[str, str | int | float]:
    """One claim as a flat row, with the entities that its parties are."""
    row: dict[str, str | int | float] = {
        "id": claim.id,
        "document": clean(claim.doc),
        "sha256": claim.quote.document,
        "start": claim.quote.start,
        "end": claim.quote.end,
        "quote": clean(claim.text),
        "predicate": str(claim.predicate),
        "subject": clean(claim.subject.name) if claim.subject else "",
        "subject_id": findings.party.get((claim.id, "subject"), ""),
        "object": clean(claim.object.name) if claim.object else "",
        "object_id": findings.party.get((claim.id, "object"), ""),
        "status": str(claim.status),
        "sources": "; ".join(clean(source.name) for source in claim.sources),
        "confidence": claim.confidence,
    }
    for qualifier in Qualifier:
        row[str(qualifier)] = clean(claim.qualifiers.get(qualifier, ""))
        if qualifier in {Qualifier.WHEN, Qualifier.QUANTITY, Qualifier.AMOUNT, Qualifier.SHARE}:
            row[f"{qualifier}_normal"] = claim.values.get(qualifier, "")
    return row


def clean(text: str) -> str:
    """The text without control characters and lone surrogates, which XML and other tools refuse."""
    return _UNPRINTABLE.sub("\N{REPLACEMENT CHARACTER}", text)
