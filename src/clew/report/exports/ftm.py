"""FollowTheMoney: parties, relations, documents and listings as entities, one JSON object a line, claim ids beside.

The table of types and predicates is docs/reference/followthemoney.md. A relation keeps its claims' ids in `recordId`,
their words in `description`, who says it in `summary`, and its documents under `proof`.
"""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from clew.records import Document, Entity, Findings, Hit
from clew.report.exports.ftm_table import Link, load_followthemoney
from clew.report.exports.rows import Edge, clean, edges, listed
from clew.vocabulary import HitState, Qualifier, Status

Told = dict[str, Any]
_STATED = frozenset({Status.ASSERTED})


def ftm(findings: Findings) -> str:
    """The entities in a fixed order: documents, parties, relations. What the model does not take is left out."""
    told = sorted(
        (*map(_document, findings.documents), *_parties(findings), *_relations(findings)),
        key=lambda entity: (entity["schema"], entity["id"]),
    )
    return "".join(json.dumps(entity, ensure_ascii=False, sort_keys=True) + "\n" for entity in told)


def _proxy(id: str, schema: str, properties: Mapping[str, Iterator[str] | tuple[str, ...] | list[str]]) -> Told:
    """One entity as the library writes it, so that only what the schema knows is in it, cleaned as it cleans."""
    from followthemoney import model  # noqa: PLC0415 - slow to load, and wanted for this export alone

    proxy = model.make_entity(schema)
    proxy.id = id
    for name, values in properties.items():
        for value in values:
            if value and name in proxy.schema.properties:
                proxy.add(name, clean(value), quiet=True)
    told: Told = proxy.to_dict()
    told["properties"] = {key: sorted(values) for key, values in told["properties"].items()}
    return {key: told[key] for key in ("id", "schema", "properties")}


def _document(document: Document) -> Told:
    return _proxy(
        f"doc-{document.id[:32]}",
        "Document",
        {
            "fileName": (document.name,),
            "title": (document.title or document.name,),
            "publisher": (document.publisher or "",),
            "sourceUrl": (document.url or "",),
            "date": (document.published or "",),
            "mimeType": (document.media_type,),
            "language": (document.language,),
        },
    )


def _parties(findings: Findings) -> Iterator[Told]:
    table, hits = load_followthemoney(), listed(findings)
    for entity in findings.entities:
        schema = table.schemata[entity.type]
        yield _proxy(entity.id, schema, {**_names(entity, schema), **_listed(hits.get(entity.id, ()))})


def _names(entity: Entity, schema: str) -> dict[str, tuple[str, ...]]:
    told = {
        "name": (entity.name,),
        "alias": tuple(name for name in entity.names if name != entity.name),
        "country": entity.countries,
        "registrationNumber": tuple(number for _, number in entity.identifiers),
    }
    if schema == "Address":
        told["full"] = (entity.name,)
    return told


def _listed(hits: tuple[Hit, ...]) -> dict[str, tuple[str, ...]]:
    """What lists say: a topic for matches only, the listing in words for those for review as well."""
    matched = any(hit.state is HitState.MATCH for hit in hits)
    notes = tuple(f"{hit.version.name} {hit.listing.id}: {hit.listed_name} ({hit.state})" for hit in hits)
    return {"topics": ("sanction",) if matched else (), "notes": notes}


def _relations(findings: Findings) -> Iterator[Told]:
    table = load_followthemoney()
    publishers = {document.id: document.publisher for document in findings.documents}
    kinds = {entity.id: table.schemata[entity.type] for entity in findings.entities}
    for edge in edges(findings):
        if edge.source is None or edge.target is None:
            continue
        link = _fitting(table.link(edge.relation.predicate), kinds[edge.source], kinds[edge.target], table.other)
        yield _proxy(edge.relation.id, link.schema, _said(edge, link, publishers))


def _fitting(link: Link, source: str, target: str, other: Link) -> Link:
    """The relation, or an unknown link where the model does not allow it between such parties."""
    from followthemoney import model  # noqa: PLC0415 - see above

    properties = model.get(link.schema).properties  # type: ignore[union-attr]
    for name, schema in ((link.source, source), (link.target, target)):
        wanted = properties[name].range
        if wanted is not None and not model.get(schema).is_a(wanted):  # type: ignore[union-attr]
            return other
    return link


def _said(edge: Edge, link: Link, publishers: Mapping[str, str | None]) -> dict[str, tuple[str, ...]]:
    support = edge.support
    spoken = "" if set(edge.relation.statuses) == _STATED else "; ".join(edge.relation.statuses)
    told = {
        link.source: (str(edge.source),),
        link.target: (str(edge.target),),
        "role": edge.told(Qualifier.ROLE) or (str(edge.relation.predicate),),
        "status": (spoken,),
        "date": tuple(date for date in edge.dates if date.replace("-", "").isdigit()),
        "summary": (support.says if support else "",),
        "description": tuple(claim.text for claim in edge.claims),
        "recordId": edge.relation.claims,
        "proof": tuple(dict.fromkeys(f"doc-{claim.quote.document[:32]}" for claim in edge.claims)),
        "publisher": tuple(dict.fromkeys(publishers.get(claim.quote.document) or "" for claim in edge.claims)),
    }
    if link.share:
        told[link.share] = edge.told(Qualifier.SHARE)
    if link.amount:
        told[link.amount] = tuple(value.split()[0] for value in edge.told(Qualifier.AMOUNT, normal=True))
        told["currency"] = tuple(value.split()[-1] for value in edge.told(Qualifier.AMOUNT, normal=True))
    return told
