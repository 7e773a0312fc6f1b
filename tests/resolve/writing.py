"""Short ways to write claims in tests: each says who states what of whom, in a document of its own words."""

from collections.abc import Mapping
from hashlib import sha256

from clew.records import Claim, Entity, Judgement, Mention, Quote, Resolution, Source, content_id
from clew.vocabulary import EntityType, Predicate, Qualifier, SourceKind, Status, Verdict

TYPES = {
    "co": EntityType.COMPANY,
    "body": EntityType.PUBLIC_BODY,
    "org": EntityType.ORGANIZATION,
    "man": EntityType.PERSON,
    "good": EntityType.PRODUCT,
    "place": EntityType.PLACE,
    "site": EntityType.FACILITY,
}


def party(told: str) -> Mention:
    """A party written as "co:Orlan Trading LLC"; without a type, a company. A star marks a described one."""
    kind, _, name = told.rpartition(":")
    return Mention(name.removeprefix("*"), TYPES[kind or "co"], described=name.startswith("*"))


def claim(
    doc: str,
    subject: str,
    predicate: Predicate,
    object: str,
    *,
    quote: str | None = None,
    status: Status = Status.ASSERTED,
    qualifiers: Mapping[Qualifier, str] | None = None,
    sources: tuple[Source, ...] = (),
) -> Claim:
    """A claim of a document whose quote is the words given, or subject, predicate and object in a row."""
    left, right = party(subject), party(object)
    text = quote or f"{left.name} {predicate} {right.name} {doc}"
    start = int(content_id([doc, text])[:6], 16)
    document = sha256(doc.encode()).hexdigest()
    return Claim(
        doc,
        Quote(document, start, start + len(text)),
        text,
        predicate,
        left,
        right,
        status,
        qualifiers or {},
        {},
        sources,
    )


def media(name: str) -> Source:
    """A media source."""
    return Source(name, SourceKind.MEDIA)


def judgement(
    verdict: Verdict, left: str, right: str | None, *, names: tuple[str, ...] = (), by: str = "ana", n: int = 1
) -> Judgement:
    """A judgement; `n` numbers it."""
    return Judgement(f"j{n}", verdict, left, right, by, f"2025-01-{n:02d}T12:00:00Z", names=names)


def entity(resolution: Resolution, name: str, doc: str | None = None) -> Entity:
    """The one entity that bears a name, in a document or anywhere."""
    found = [
        one
        for one in resolution.entities
        if any(mention.name == name and doc in {None, mention.doc} for mention in one.mentions)
    ]
    assert len(found) == 1, f"{name!r} is borne by {len(found)} entities"
    return found[0]


def together(resolution: Resolution, *names: str) -> bool:
    """Whether all names are one entity's."""
    return len({entity(resolution, name).id for name in names}) == 1
