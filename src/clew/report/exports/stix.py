"""STIX 2.1: parties as identities, relations as relationships, claims as notes on them.

OASIS STIX 2.1 (2021). Ids are UUIDs of version 5 over Clew's own ids, so that the same case gives the same bundle.
Goods have no class of their own in STIX, they are identities of the class "class"; a location would need a region or
coordinates, which a claim does not give, so places are identities of the class "unspecified". Times are the day of
the findings.
"""

import json
from typing import Any
from uuid import UUID, uuid5

from clew.records import Claim, Entity, Findings, Hit
from clew.report.exports.rows import Edge, clean, edges, listed
from clew.vocabulary import EntityType

_SPACE = UUID("6f1ad1d2-3f6c-5b8e-9f0b-0c1e7a1c5e11")
"""The name space of Clew's ids."""
_CLASSES = {
    EntityType.PERSON: "individual",
    EntityType.PRODUCT: "class",
    EntityType.PROGRAMME: "group",
    EntityType.PLACE: "unspecified",
}
Told = dict[str, Any]


def stix(findings: Findings) -> str:
    """The bundle: one identity for Clew as the author, then parties, relationships and notes."""
    stamp = f"{findings.made}T00:00:00.000Z"
    author = _object("identity", "clew", stamp, name="Clew", identity_class="system")
    hits = listed(findings)
    objects = [author, *(_party(entity, stamp, hits.get(entity.id, ())) for entity in findings.entities)]
    parties = {entity.id: _id("identity", entity.id) for entity in findings.entities}
    for edge in edges(findings):
        ends = parties.get(edge.source or ""), parties.get(edge.target or "")
        refs = [ref for ref in ends if ref]
        if ends[0] and ends[1]:
            relationship = _relationship(edge, ends[0], ends[1], stamp)
            objects.append(relationship)
            refs = [relationship["id"]]
        if refs:
            objects += [_note(claim, refs, stamp) for claim in edge.claims]
    for each in objects[1:]:
        each["created_by_ref"] = author["id"]
    bundle = {"type": "bundle", "id": f"bundle--{uuid5(_SPACE, findings.content_hash or findings.case)}"}
    return json.dumps({**bundle, "objects": objects}, ensure_ascii=False, indent=1) + "\n"


def _id(kind: str, name: str) -> str:
    return f"{kind}--{uuid5(_SPACE, f'{kind} {name}')}"


def _object(kind: str, key: str, stamp: str, **properties: Any) -> Told:
    told = {"type": kind, "spec_version": "2.1", "id": _id(kind, key), "created": stamp, "modified": stamp}
    return {**told, **properties}


def _party(entity: Entity, stamp: str, hits: tuple[Hit, ...]) -> Told:
    labels = sorted({f"listed: {hit.version.name} {hit.listing.id} ({hit.state})" for hit in hits})
    told = _object("identity", entity.id, stamp, name=clean(entity.name))
    told["identity_class"] = _CLASSES.get(entity.type, "organization")
    others = [clean(name) for name in entity.names if name != entity.name]
    if others:
        told["description"] = "also named: " + "; ".join(others)
    if labels:
        told["labels"] = labels
    reference = {"source_name": "clew", "external_id": entity.id}
    return {**told, "external_references": [reference]}


def _relationship(edge: Edge, source: str, target: str, stamp: str) -> Told:
    relation = edge.relation
    told = _object("relationship", relation.id, stamp, source_ref=source, target_ref=target)
    told["relationship_type"] = str(relation.predicate).replace("_", "-")
    support = edge.support.says if edge.support else ""
    told["description"] = f"{'; '.join(relation.statuses)}; {support}".strip("; ")
    return {**told, "external_references": [{"source_name": "clew", "external_id": relation.id}]}


def _note(claim: Claim, refs: list[str], stamp: str) -> Told:
    sources = "; ".join(clean(source.name) for source in claim.sources)
    abstract = f"{claim.predicate}, {claim.status}" + (f", on the word of {sources}" if sources else "")
    told = _object("note", claim.id, stamp, abstract=abstract, content=clean(claim.text), object_refs=refs)
    return {**told, "external_references": [{"source_name": clean(claim.doc), "external_id": claim.id}]}
