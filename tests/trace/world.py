"""Small made-up worlds for the tests of tracing: parties, statements and listings in a line each."""

from collections.abc import Iterable, Mapping
from hashlib import sha256

from clew.records import (
    Claim,
    Corroboration,
    Entity,
    Hit,
    ListedName,
    Listing,
    ListVersion,
    Mention,
    Quote,
    Relation,
)
from clew.trace import ExposureGraph, build_graph
from clew.vocabulary import EntityType, HitState, Measure, Predicate, Qualifier, Status


def party(name: str, type: EntityType = EntityType.COMPANY, described: bool = False) -> Entity:
    """A party whose id is its name in lower case, without spaces."""
    return Entity(id=name.lower().replace(" ", "-"), type=type, name=name, names=(name,), described=described)


def claim(
    text: str,
    subject: Entity,
    predicate: Predicate,
    object: Entity,
    status: Status = Status.ASSERTED,
    qualifiers: Mapping[Qualifier, str] | None = None,
    values: Mapping[Qualifier, str] | None = None,
    doc: str = "report.txt",
) -> Claim:
    """A claim whose quote is all of its document's text."""
    return Claim(
        doc=doc,
        quote=Quote(sha256(f"{doc}{text}".encode()).hexdigest(), 0, len(text)),
        text=text,
        predicate=predicate,
        subject=Mention(subject.name, subject.type),
        object=Mention(object.name, object.type),
        status=status,
        qualifiers=qualifiers or {},
        values=values or {},
    )


def graph_of(entities: Iterable[Entity], claims: Iterable[Claim], origins: int = 1) -> ExposureGraph:
    """The graph of some claims, each relation with so many certain origins."""
    parties, told = tuple(entities), tuple(claims)
    ids = {entity.name: entity.id for entity in parties}
    grouped: dict[tuple[str, Predicate, str], list[Claim]] = {}
    for one in told:
        assert one.subject is not None
        assert one.object is not None
        grouped.setdefault((ids[one.subject.name], one.predicate, ids[one.object.name]), []).append(one)
    relations = [
        Relation(
            id=f"{subject} {predicate} {object}",
            predicate=predicate,
            subject=subject,
            object=object,
            claims=tuple(one.id for one in group),
            statuses=tuple(status for status in Status if any(one.status is status for one in group)),
        )
        for (subject, predicate, object), group in grouped.items()
    ]
    corroborations = [
        Corroboration(
            relation.id, tuple(sorted({one.doc for one in told if one.id in relation.claims})), origins, origins
        )
        for relation in relations
    ]
    return build_graph(parties, relations, told, corroborations)


VARNIAN_LIST = ListVersion("varnia", "0" * 64, "2025-01-01", "ftm", 1, 1, "Treasury of Varnia")


def listed(
    entity: Entity,
    state: HitState = HitState.MATCH,
    version: ListVersion = VARNIAN_LIST,
    authority: str = "",
    measures: tuple[Measure, ...] = (Measure.ASSET_FREEZE,),
    since: str | None = "2024-05-01",
    programmes: tuple[str, ...] = (),
) -> Hit:
    """A hit of an entity on a listing of its own name."""
    listing = Listing(
        id=f"{version.name}-{entity.id}",
        list=version.name,
        names=(ListedName(entity.name),),
        measures=measures,
        authority=authority,
        since=since,
        programmes=programmes,
    )
    score = 1.0 if state is HitState.MATCH else 0.8
    return Hit(entity.id, listing, version, entity.name, entity.name, score, (), state)
