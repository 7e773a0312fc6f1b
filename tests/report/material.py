"""A small network of our own, with everything that a dossier has to show."""

from clew.ledger import sha256
from clew.records import (
    Claim,
    Conflict,
    Corroboration,
    Derivation,
    Document,
    Entity,
    EntityMention,
    Evidence,
    Failure,
    Findings,
    Hit,
    Lineage,
    ListedName,
    Listing,
    ListVersion,
    Mention,
    Origin,
    Path,
    Problem,
    Quote,
    Relation,
    Signal,
    Source,
    Span,
    Statement,
    Step,
)
from clew.vocabulary import (
    ConflictKind,
    DocumentState,
    EntityType,
    EvidenceKind,
    Exposure,
    HitState,
    LineageState,
    Measure,
    Predicate,
    ProblemKind,
    Qualifier,
    Severity,
    SourceKind,
    Status,
)

WIRE = (
    "Menu Home\n\nOrlan Trading supplied six engines to Baltic Avia in March 2023, an invoice shows. Orlan denied it."
)
COPY = "The wire says that Orlan Trading supplied sixty engines to Baltic Avia."

Parties = tuple[str, EntityType]
ORLAN, AVIA = ("Orlan Trading", EntityType.COMPANY), ("Baltic Avia", EntityType.COMPANY)


def a_document(name: str, text: str) -> Document:
    start = text.index("Orlan") if name == "wire.txt" else 0
    return Document(
        sha256(text.encode()), name, "text/plain", "en", text, (Span(start, len(text)),), title=name.title()
    )


def a_claim(document: Document, quote: str, status: Status = Status.ASSERTED, **qualifiers: str) -> Claim:
    start = document.text.index(quote)
    return Claim(
        doc=document.name,
        quote=Quote(document.id, start, start + len(quote)),
        text=quote,
        predicate=Predicate.SUPPLIES,
        subject=Mention(*ORLAN),
        object=Mention(*AVIA),
        status=status,
        qualifiers={Qualifier(key): value for key, value in qualifiers.items()},
        values={Qualifier.WHEN: "2023-03"} if "when" in qualifiers else {},
        sources=(Source("an invoice", SourceKind.DOCUMENT),),
    )


def an_entity(number: int, party: Parties) -> Entity:
    return Entity(f"e{number}", party[1], party[0], (party[0],), (EntityMention("wire.txt", party[0]),))


def some_findings(twist: str = "") -> Findings:
    """Two documents of one origin, a denial, a conflict, a listed buyer; `twist` goes into every kind of text."""
    wire, copy = a_document("wire.txt", WIRE + twist), a_document(f"copy{twist}.txt", COPY + twist)
    told = a_claim(wire, "Orlan Trading supplied six engines to Baltic Avia in March 2023", when="March 2023")
    overlapping = a_claim(wire, "Baltic Avia in March 2023, an invoice shows")
    denied = a_claim(wire, "Orlan denied it", Status.DENIED)
    retold = a_claim(copy, "Orlan Trading supplied sixty engines to Baltic Avia", quantity=f"sixty{twist}")
    claims = (told, overlapping, denied, retold)
    names = ((ORLAN[0] + twist, ORLAN[1]), AVIA)
    entities = tuple(an_entity(number, party) for number, party in enumerate(names))
    relation = Relation(
        "r" * 64, Predicate.SUPPLIES, "e0", "e1", tuple(c.id for c in claims), (Status.DENIED, Status.ASSERTED)
    )
    origin = Origin("o1", "Harbour Wire report", "2023-04-02")
    seen = (Evidence(EvidenceKind.CITATION, f"The wire says{twist}"),)
    listing = Listing(
        "77",
        "north-list",
        (ListedName(f"BALTIC AVIA LLC{twist}"),),
        EntityType.COMPANY,
        measures=(Measure.ASSET_FREEZE,),
        authority="Northern Union",
        since="2022-05-01",
    )
    version = ListVersion("north-list", "f" * 64, "2026-01-02", "ftm", 1, 1, "Northern Union")
    hit = Hit(
        "e1", listing, version, "Baltic Avia", "BALTIC AVIA LLC", 0.99, (Signal("same word", 0.99),), HitState.MATCH
    )
    step = Step(relation.id, "e0", "e1", True, "Orlan Trading supplied Baltic Avia")
    problem = Problem(ProblemKind.READING, f"this is a picture{twist}", "send its text", f"scan{twist}.png")
    return Findings(
        case=f"orlan{twist}",
        made="2026-02-01",
        documents=(wire, copy),
        failures=(Failure(f"scan{twist}.png", "a" * 64, DocumentState.NEEDS_OCR, problem),),
        claims=claims,
        entities=entities,
        party={(claim.id, side): entity for claim in claims for side, entity in (("subject", "e0"), ("object", "e1"))},
        relations=(relation,),
        lineages=(
            Lineage(wire.name, wire.id, LineageState.OWN, (Derivation(origin, seen),)),
            Lineage(copy.name, copy.id, LineageState.DERIVED, (Derivation(origin, seen),)),
        ),
        corroborations=(Corroboration(relation.id, (wire.name, copy.name), 1, 1, ("o1",), (denied.id,)),),
        conflicts=(
            Conflict(
                ConflictKind.NUMBER,
                Severity.ALARM,
                f"number of engines{twist}",
                tuple(
                    Statement(c.doc, c.quote.document, c.quote.start, c.quote.end, c.text, c.id) for c in (told, retold)
                ),
                distorts=copy.name,
            ),
        ),
        lists=(version,),
        hits=(hit,),
        paths=(Path("e0", "e1", Exposure.SUPPLIES_LISTED, (step,), hit, 0.5),),
        content_hash="c" * 64,
        chain_hash="d" * 64,
    )
