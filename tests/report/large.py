"""A case of any size, made by rule: a document for each ten claims, every fifth claim denied."""

from clew.ledger import sha256
from clew.records import (
    Claim,
    Corroboration,
    Document,
    Entity,
    Findings,
    Hit,
    Lineage,
    ListedName,
    Listing,
    ListVersion,
    Mention,
    Quote,
    Relation,
    Span,
)
from clew.vocabulary import EntityType, HitState, LineageState, Measure, Predicate, Qualifier, Status

WORDS = ("Amber", "Basalt", "Cinder", "Dune", "Ember", "Fjord", "Granite", "Harbour", "Indigo", "Juniper", "Kelp")
FORMS = ("Trading House", "Machine Works and Instruments", "Ltd", "Shipping", "Holding of the Eastern Region", "Bureau")
PREDICATES = (Predicate.SUPPLIES, Predicate.PAYS, Predicate.OWNS, Predicate.PARTNERS_WITH, Predicate.CONTRACTS_WITH)
KINDS = (EntityType.COMPANY, EntityType.PERSON, EntityType.PUBLIC_BODY, EntityType.ORGANIZATION)


def a_large_case(parties: int, claims: int, listed: int = 3) -> Findings:
    """Findings with so many parties, statements and listed parties."""
    names = [f"{WORDS[n % 11]} {WORDS[n // 11 % 11]} {FORMS[n % 6]} {n}" for n in range(parties)]
    made: list[Claim] = []
    documents: list[Document] = []
    ties: dict[tuple[Predicate, int, int], list[Claim]] = {}
    for first in range(0, claims, 10):
        numbers = range(first, min(first + 10, claims))
        ends = [(n % parties, (n * 7 + 1 + n // parties) % parties) for n in numbers]
        sentences = [
            f"{names[a]} dealt with {names[b]} in {2000 + n % 25}." for n, (a, b) in zip(numbers, ends, strict=True)
        ]
        text = " ".join(sentences)
        document = Document(sha256(text.encode()), f"d{first}.txt", "text/plain", "en", text, (Span(0, len(text)),))
        documents.append(document)
        for n, (a, b), sentence in zip(numbers, ends, sentences, strict=True):
            start = text.index(sentence)
            claim = Claim(
                document.name,
                Quote(document.id, start, start + len(sentence)),
                sentence,
                PREDICATES[n % 5],
                Mention(names[a], KINDS[a % 4]),
                Mention(names[b], KINDS[b % 4]),
                Status.DENIED if n % 5 == 4 else Status.ASSERTED,
                {Qualifier.WHEN: str(2000 + n % 25)},
                {Qualifier.WHEN: str(2000 + n % 25)},
            )
            made.append(claim)
            ties.setdefault((claim.predicate, a, b), []).append(claim)
    relations = tuple(
        Relation(f"r{at}", kind, f"e{a}", f"e{b}", tuple(c.id for c in said), tuple({c.status: 0 for c in said}))
        for at, ((kind, a, b), said) in enumerate(ties.items())
    )
    version = ListVersion("north-list", "f" * 64, "2025-06-01", "ftm", 2, 2, "Northern Union")
    return Findings(
        case="large",
        made="2026-02-01",
        documents=tuple(documents),
        claims=tuple(made),
        entities=tuple(Entity(f"e{n}", KINDS[n % 4], name, (name,)) for n, name in enumerate(names)),
        relations=relations,
        lineages=tuple(Lineage(one.name, one.id, LineageState.UNKNOWN) for one in documents),
        corroborations=tuple(Corroboration(one.id, (documents[0].name,), 1, 2) for one in relations),
        lists=(version,),
        hits=tuple(_hit(f"e{n * 5}", names[n * 5], version) for n in range(listed)),
    )


def _hit(entity: str, name: str, version: ListVersion) -> Hit:
    listing = Listing(entity, version.name, (ListedName(name),), measures=(Measure.ASSET_FREEZE,))
    return Hit(entity, listing, version, name, name, 1.0, (), HitState.MATCH)
