"""BODS 0.4: who is said to own or control whom, as statements of the Beneficial Ownership Data Standard.

https://standard.openownership.org/en/0.4.0/ : one statement for each party that owns or is owned, one for each
relation, with the words and documents that state it as its source. Shares are exact or bounds, as the claims have them.
"""

import json
from collections.abc import Iterator
from typing import Any
from uuid import UUID, uuid5

from clew.records import Claim, Entity, Findings
from clew.report.exports.rows import Edge, clean, edges
from clew.vocabulary import EntityType, Predicate, Qualifier, Status

_SPACE = UUID("0c1e7a1c-5e11-5b8e-9f0b-6f1ad1d23f6c")
_KINDS = {EntityType.PUBLIC_BODY: "stateBody", EntityType.PLACE: "state", EntityType.COMPANY: "registeredEntity"}
Told = dict[str, Any]


def bods(findings: Findings) -> str:
    """The statements as one JSON list: parties in the order of the case, then relations. Denied ones are left out."""
    owning = [edge for edge in edges(findings) if _owns(edge)]
    parties = {id for edge in owning for id in (edge.source, edge.target)}
    statements = [_party(entity, findings) for entity in findings.entities if entity.id in parties]
    statements += [_relation(edge, findings) for edge in owning]
    return json.dumps(statements, ensure_ascii=False, indent=1) + "\n"


def _owns(edge: Edge) -> bool:
    stated = set(edge.relation.statuses) - {Status.DENIED, Status.PLANNED}
    return edge.relation.predicate is Predicate.OWNS and bool(edge.source and edge.target) and bool(stated)


def _statement(kind: str, id: str, subject: str, details: Told, findings: Findings) -> Told:
    return {
        "statementId": str(uuid5(_SPACE, f"{findings.content_hash} {kind} {id}")),
        "statementDate": findings.made,
        "declarationSubject": subject,
        "recordId": id,
        "recordType": kind,
        "recordStatus": "new",
        "recordDetails": {"isComponent": False, **details},
        "publicationDetails": {
            "publicationDate": findings.made,
            "bodsVersion": "0.4",
            "publisher": {"name": f"Clew, case {clean(findings.case)}"},
        },
    }


def _party(entity: Entity, findings: Findings) -> Told:
    others = [name for name in entity.names if name != entity.name]
    if entity.type is EntityType.PERSON:
        names = [{"type": "individual", "fullName": clean(entity.name)}]
        names += [{"type": "alternative", "fullName": clean(name)} for name in others]
        person = {"personType": "knownPerson" if not entity.described else "unknownPerson", "names": names}
        return _statement("person", entity.id, entity.id, person, findings)
    details: Told = {"entityType": {"type": _KINDS.get(entity.type, "unknownEntity")}, "name": clean(entity.name)}
    if others:
        details["alternateNames"] = [clean(name) for name in others]
    if entity.identifiers:
        details["identifiers"] = [{"id": number, "schemeName": kind} for kind, number in entity.identifiers]
    return _statement("entity", entity.id, entity.id, details, findings)


def _relation(edge: Edge, findings: Findings) -> Told:
    interests = list(_interests(edge)) or [{"type": "unknownInterest", "directOrIndirect": "unknown"}]
    details = {"subject": edge.target, "interestedParty": edge.source, "interests": interests}
    told = _statement("relationship", edge.relation.id, str(edge.target), details, findings)
    told["source"] = {"type": ["thirdParty"], "description": "; ".join(_words(claim) for claim in edge.claims)}
    told["annotations"] = [
        {
            "statementPointerTarget": "/",
            "motivation": "commenting",
            "description": f"claims {' '.join(edge.relation.claims)}; {'; '.join(edge.relation.statuses)}",
        }
    ]
    return told


def _interests(edge: Edge) -> Iterator[Told]:
    """One interest for each share that the claims give, with the dates of the claim that gives it."""
    seen: set[str] = set()
    for claim in edge.claims:
        share = claim.values.get(Qualifier.SHARE, "")
        if not share or share in seen:
            continue
        seen.add(share)
        interest: Told = {"type": "shareholding", "directOrIndirect": "unknown", "share": _share(share)}
        when = claim.values.get(Qualifier.WHEN, "")
        start, _, end = when.partition("/")
        if start.replace("-", "").isdigit():
            interest["startDate"] = start
        if end.replace("-", "").isdigit():
            interest["endDate"] = end
        yield interest


def _share(value: str) -> dict[str, float]:
    """A share in Clew's normal form ("25", "50..100") as BODS has it."""
    low, dots, high = value.partition("..")
    if not dots:
        return {"exact": float(low)}
    found = {"minimum": float(low)} if low else {}
    return found | ({"maximum": float(high)} if high else {})


def _words(claim: Claim) -> str:
    return clean(f"{claim.doc}: “{claim.text}”")
