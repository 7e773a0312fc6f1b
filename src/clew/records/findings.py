"""What is derived from the ledger: entities, relations, lineages, conflicts, paths. All of it can be rebuilt."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from clew.records.claims import Claim
from clew.records.documents import Document, Failure, Problem
from clew.records.judgements import Judgement
from clew.records.listings import Hit, ListVersion, Signal
from clew.records.ownership import OwnershipAnswer
from clew.records.ranking import WhoMatters
from clew.vocabulary import (
    ConflictKind,
    Credibility,
    EntityType,
    EvidenceKind,
    Exposure,
    Likelihood,
    LineageState,
    Predicate,
    Reliability,
    Severity,
    Status,
)


@dataclass(frozen=True, slots=True)
class EntityMention:
    """One name of an entity in one document."""

    doc: str
    name: str


@dataclass(frozen=True, slots=True)
class Join:
    """Why two names were taken for one party (`score == combine(signals)`), or who decided it."""

    left: str
    right: str
    score: float
    signals: tuple[Signal, ...]
    judgement: str | None = None


@dataclass(frozen=True, slots=True)
class Entity:
    """One real-world party or product, with all its names.

    `id` stays the same over re-runs and when documents are added. `name` is the fullest name, `names` every
    form that occurs in claims. `described` marks a party known by a description only ("Chinese experts").
    """

    id: str
    type: EntityType
    name: str
    names: tuple[str, ...]
    mentions: tuple[EntityMention, ...] = ()
    joins: tuple[Join, ...] = ()
    described: bool = False
    identifiers: tuple[tuple[str, str], ...] = ()
    countries: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Resolution:
    """Entities, and which of them each party of each claim is: `(claim id, "subject" or "object") → entity id`.

    `overruled` are the ids of judgements in force that newer ones contradict, so that they have no effect.
    """

    entities: tuple[Entity, ...]
    party: Mapping[tuple[str, str], str]
    overruled: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Relation:
    """All claims that say the same thing about the same entities.

    `subject` and `object` are entity ids, None where the text leaves the party out. `claims` are claim ids in
    the order of documents and text. `statuses` are the statuses that occur, in order of precedence.
    """

    id: str
    predicate: Predicate
    subject: str | None
    object: str | None
    claims: tuple[str, ...]
    statuses: tuple[Status, ...]


@dataclass(frozen=True, slots=True)
class Evidence:
    """One reason to think that a document derives from an origin, with the words or numbers that show it."""

    kind: EvidenceKind
    says: str
    start: int | None = None
    end: int | None = None


@dataclass(frozen=True, slots=True)
class Origin:
    """The first report or record that documents derive from. `date` is EDTF, None where not known."""

    id: str
    name: str
    date: str | None = None
    kind: str = "report"


@dataclass(frozen=True, slots=True)
class Derivation:
    """That a document derives from an origin, and by which evidence."""

    origin: Origin
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Lineage:
    """Where one document has its statements from. The first derivation is the main one."""

    doc: str
    document: str
    state: LineageState
    derivations: tuple[Derivation, ...] = ()

    @property
    def origin(self) -> Origin | None:
        """The main origin, None where the lineage is not known."""
        return self.derivations[0].origin if self.derivations else None


@dataclass(frozen=True, slots=True)
class Grade:
    """Admiralty grade of a relation, the rule that proposed it, and ICD 203 words of likelihood."""

    reliability: Reliability
    credibility: Credibility
    likelihood: Likelihood
    rule: str


@dataclass(frozen=True, slots=True)
class Corroboration:
    """How well a relation is supported: documents, independent origins as a range, who denies it.

    `documents` are the names of documents that support it; `low` and `high` bound the number of independent
    origins (unknown lineage widens the range and never raises `low`); `origins` are the ids of those known;
    `denied_by` are claim ids that deny it; `unknown` are documents whose lineage is not known.
    """

    relation: str
    documents: tuple[str, ...]
    low: int
    high: int
    origins: tuple[str, ...] = ()
    denied_by: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()
    grade: Grade | None = None

    @property
    def says(self) -> str:
        """The count in words, such as "5 documents, 1–2 origins"."""
        documents = f"{len(self.documents)} document{'' if len(self.documents) == 1 else 's'}"
        count = str(self.low) if self.low == self.high else f"{self.low}–{self.high}"
        return f"{documents}, {count} origin{'' if count == '1' else 's'}"


@dataclass(frozen=True, slots=True)
class Statement:
    """One side of a conflict: the clause, where it stands, and the claim that it makes (None for bare text)."""

    doc: str
    document: str
    start: int
    end: int
    quote: str
    claim: str | None = None


@dataclass(frozen=True, slots=True)
class Conflict:
    """Statements that do not agree. `distorts` names the document that misreports its own origin, if so."""

    kind: ConflictKind
    severity: Severity
    topic: str
    statements: tuple[Statement, ...]
    distorts: str | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a path: over which relation, in which direction, saying what."""

    relation: str
    source: str
    target: str
    forward: bool
    says: str


@dataclass(frozen=True, slots=True)
class Path:
    """A chain of relations from an entity to a listed one.

    `exposure` classes the chain as a whole; `hit` is the hit that makes the last entity a listed one;
    `support` is the weakest step's share of support between 0 and 1.
    """

    start: str
    end: str
    exposure: Exposure
    steps: tuple[Step, ...]
    hit: Hit | None
    support: float = 0.0


@dataclass(frozen=True)
class Findings:
    """Everything that a case amounts to on one day: what reports, exports and pages are made of."""

    case: str
    made: str
    documents: tuple[Document, ...] = ()
    failures: tuple[Failure, ...] = ()
    problems: tuple[Problem, ...] = ()
    claims: tuple[Claim, ...] = ()
    entities: tuple[Entity, ...] = ()
    party: Mapping[tuple[str, str], str] = field(default_factory=dict)
    relations: tuple[Relation, ...] = ()
    lineages: tuple[Lineage, ...] = ()
    corroborations: tuple[Corroboration, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    lists: tuple[ListVersion, ...] = ()
    hits: tuple[Hit, ...] = ()
    paths: tuple[Path, ...] = ()
    ownership: tuple[OwnershipAnswer, ...] = ()
    matters: WhoMatters = field(default_factory=WhoMatters)
    judgements: tuple[Judgement, ...] = ()
    content_hash: str = ""
    chain_hash: str = ""
