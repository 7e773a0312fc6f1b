"""A fictitious network in our own words: five documents of two origins, a denial, owners, a name in Arabic."""

from dataclasses import replace

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
    Findings,
    Grade,
    Hit,
    Holding,
    Lineage,
    ListedName,
    Listing,
    ListVersion,
    Mention,
    Missing,
    Origin,
    OwnershipAnswer,
    Path,
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
    Credibility,
    EntityType,
    EvidenceKind,
    Exposure,
    HitState,
    Interest,
    Likelihood,
    LineageState,
    Measure,
    OwnershipWord,
    Predicate,
    Qualifier,
    Regime,
    Reliability,
    Severity,
    SourceKind,
    Status,
)

WIRE = (
    "MERIN, 4 May 2025 (Tidewire) - Velmar Trading shipped forty gyroscopes to Korund Works in the spring of 2024, "
    "according to two customs officers. Velmar may also have paid شركة النخيل للشحن. Velmar denied the shipment. "
    "Irma Sool owns 60 percent of Velmar Trading, a register shows."
)
RETOLD = "Tidewire reports that Velmar Trading shipped four hundred gyroscopes to Korund Works."
COPIES = [f"As Tidewire wrote, Velmar Trading shipped gyroscopes to Korund Works. Edition {n}." for n in (1, 2)]
LOCAL = "The Merin Sentinel learned from a dock worker that Velmar Trading plans to open an office beside Korund Works."
TEXTS = {"wire.txt": WIRE, "retold.html": RETOLD, "copy-1.txt": COPIES[0], "copy-2.txt": COPIES[1], "local.txt": LOCAL}

PARTIES = {
    "velmar": ("Velmar Trading", EntityType.COMPANY),
    "korund": ("Korund Works", EntityType.COMPANY),
    "nakhil": ("شركة النخيل للشحن", EntityType.COMPANY),
    "sool": ("Irma Sool", EntityType.PERSON),
    "officers": ("two customs officers", EntityType.ORGANIZATION),
}
LIST = ListVersion("north-list", "f" * 64, "2025-06-01", "ftm", 2, 2, "Northern Union")


def documents() -> dict[str, Document]:
    """The five documents."""
    return {
        name: Document(
            sha256(text.encode()),
            name,
            "text/plain",
            "en",
            text,
            (Span(0, len(text)),),
            title=f"Engines and gyroscopes, {name}",
            publisher=name.split(".")[0].title(),
            published="2025-05-04",
        )
        for name, text in TEXTS.items()
    }


def a_claim(name: str, quote: str, predicate: Predicate, subject: str, object: str, **more: str) -> Claim:
    """A claim whose quote stands in its document to the letter; `status` and qualifiers by keyword."""
    document = documents()[name]
    start = document.text.index(quote)
    status = Status(more.pop("status", Status.ASSERTED))
    values = {Qualifier.WHEN: more.pop("edtf")} if "edtf" in more else {}
    return Claim(
        name,
        Quote(document.id, start, start + len(quote)),
        quote,
        predicate,
        Mention(*PARTIES[subject]),
        Mention(*PARTIES[object]),
        status,
        {Qualifier(key): value for key, value in more.items()},
        values,
        (Source("two customs officers", SourceKind.OFFICIAL),),
    )


SHIPPED = a_claim(
    "wire.txt",
    "Velmar Trading shipped forty gyroscopes to Korund Works in the spring of 2024",
    Predicate.SUPPLIES,
    "velmar",
    "korund",
    product="gyroscopes",
    quantity="forty",
    when="the spring of 2024",
    edtf="2024-21",
)
RETELLING = a_claim(
    "retold.html",
    "Velmar Trading shipped four hundred gyroscopes to Korund Works",
    Predicate.SUPPLIES,
    "velmar",
    "korund",
    quantity="four hundred",
)
COPIED = [
    a_claim(name, "Velmar Trading shipped gyroscopes to Korund Works", Predicate.SUPPLIES, "velmar", "korund")
    for name in ("copy-1.txt", "copy-2.txt")
]
DENIED = a_claim("wire.txt", "Velmar denied the shipment", Predicate.SUPPLIES, "velmar", "korund", status="denied")
PAID = a_claim(
    "wire.txt",
    "Velmar may also have paid شركة النخيل للشحن",
    Predicate.PAYS,
    "velmar",
    "nakhil",
    status="possible",
)
OWNED = a_claim(
    "wire.txt",
    "Irma Sool owns 60 percent of Velmar Trading",
    Predicate.OWNS,
    "sool",
    "velmar",
    share="60 percent",
)
PLANNED = a_claim(
    "local.txt",
    "Velmar Trading plans to open an office beside Korund Works",
    Predicate.PARTNERS_WITH,
    "velmar",
    "korund",
    status="planned",
)


def harbour() -> Findings:
    """The findings of the case."""
    held = documents()
    claims = (SHIPPED, RETELLING, *COPIED, DENIED, PAID, OWNED, PLANNED)
    supplies = (SHIPPED, RETELLING, *COPIED, DENIED)
    relations = (
        _relation("r1", Predicate.SUPPLIES, "velmar", "korund", supplies, Status.DENIED, Status.ASSERTED),
        _relation("r2", Predicate.PAYS, "velmar", "nakhil", (PAID,), Status.POSSIBLE),
        _relation("r3", Predicate.OWNS, "sool", "velmar", (OWNED,), Status.ASSERTED),
        _relation("r4", Predicate.PARTNERS_WITH, "velmar", "korund", (PLANNED,), Status.PLANNED),
    )
    korund = _hit("korund", "KORUND WORKS JSC", "n-1", HitState.MATCH, 0.97, "2025-05-20")
    sool = _hit("sool", "IRMA SOUL", "n-2", HitState.REVIEW, 0.88, None)
    step = Step("r1", "velmar", "korund", True, "Velmar Trading is said to have supplied gyroscopes to Korund Works")
    grade = Grade(Reliability.B, Credibility.PROBABLY_TRUE, Likelihood.LIKELY, "an outlet of its own report; denied")
    names = tuple(TEXTS)
    return Findings(
        case="harbour",
        made="2026-02-01",
        documents=tuple(held.values()),
        claims=claims,
        entities=tuple(_entity(key, supplies) for key in PARTIES),
        party={(claim.id, "subject"): "velmar" for claim in claims},
        relations=relations,
        lineages=tuple(_lineages(held)),
        corroborations=(
            Corroboration("r1", names[:4], 1, 1, ("o1",), (DENIED.id,), (), grade),
            *(Corroboration(relation, names[:1], 1, 1, ("o1",)) for relation in ("r2", "r3")),
            Corroboration("r4", ("local.txt",), 1, 1, ("o2",)),
        ),
        conflicts=(
            Conflict(
                ConflictKind.NUMBER,
                Severity.ALARM,
                "how many gyroscopes",
                tuple(_side(claim) for claim in (SHIPPED, RETELLING)),
                "retold.html",
            ),
        ),
        lists=(LIST,),
        hits=(korund, sool),
        paths=(Path("velmar", "korund", Exposure.SUPPLIES_LISTED, (step,), korund, 0.5),),
        ownership=(_answer(Regime.OFAC, OwnershipWord.CANNOT_TELL), _answer(Regime.UK, OwnershipWord.NO)),
        content_hash="c" * 64,
        chain_hash="d" * 64,
    )


def about(findings: Findings, **changes: object) -> Findings:
    """The same findings with some fields changed."""
    return replace(findings, **changes)  # type: ignore[arg-type]


def _relation(id: str, predicate: Predicate, a: str, b: str, claims: tuple[Claim, ...], *how: Status) -> Relation:
    return Relation(id, predicate, a, b, tuple(claim.id for claim in claims), how)


def _entity(key: str, claims: tuple[Claim, ...]) -> Entity:
    name, kind = PARTIES[key]
    mentions = tuple(EntityMention(claim.doc, name) for claim in claims)
    return Entity(key, kind, name, (name,), mentions, described=key == "officers")


def _side(claim: Claim) -> Statement:
    return Statement(claim.doc, claim.quote.document, claim.quote.start, claim.quote.end, claim.text, claim.id)


def _hit(entity: str, name: str, id: str, state: HitState, score: float, since: str | None) -> Hit:
    listing = Listing(
        id,
        LIST.name,
        (ListedName(name),),
        measures=(Measure.ASSET_FREEZE,),
        authority="Northern Union",
        since=since,
    )
    signals = (Signal("same word", score + 0.03, "korund", "korund"), Signal("legal form on one side only", -0.03))
    return Hit(entity, listing, LIST, PARTIES[entity][0], name, score, signals, state)


def _lineages(held: dict[str, Document]) -> list[Lineage]:
    wire, local = Origin("o1", "Tidewire report", "2025-05-04"), Origin("o2", "Merin Sentinel report", "2025-05")
    found = []
    for name, document in held.items():
        origin = local if name == "local.txt" else wire
        own = name in {"wire.txt", "local.txt"}
        kind = EvidenceKind.CREDIT if own else EvidenceKind.CITATION
        state = LineageState.OWN if own else LineageState.DERIVED
        sign = Evidence(kind, document.text[:20], 0, 20)
        found.append(Lineage(name, document.id, state, (Derivation(origin, (sign,)),)))
    return found


def _answer(regime: Regime, word: OwnershipWord) -> OwnershipAnswer:
    holding = Holding("sool", "velmar", Interest.SHARES, 60, 60, says="60 percent", claims=(OWNED.id,))
    missing = (Missing("whether Irma Sool is the listed one", "sool"),) if word is OwnershipWord.CANNOT_TELL else ()
    return OwnershipAnswer(
        entity="velmar",
        regime=regime,
        on="2026-02-01",
        answer=word,
        says=f"Velmar Trading: {word} under the rule.",
        low=0,
        high=60 if missing else 0,
        threshold="50 % or more",
        rule=f"{regime.upper()} rule",
        source="an act of 2024",
        chain=(holding,),
        missing=missing,
    )
