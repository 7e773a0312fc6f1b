"""The closed sets of words that Clew's records are written in, one StrEnum each."""

from enum import StrEnum


class Predicate(StrEnum):
    """What a claim says of its subject and object; the direction is always subject → object."""

    SUPPLIES = "supplies"
    INTERMEDIATES = "intermediates"
    INVOICES = "invoices"
    PAYS = "pays"
    CONTRACTS_WITH = "contracts_with"
    DEVELOPS = "develops"
    PRODUCES = "produces"
    TESTS = "tests"
    USES = "uses"
    DERIVES_FROM = "derives_from"
    HAS_COMPONENT = "has_component"
    OWNS = "owns"
    LEADS = "leads"
    EMPLOYS = "employs"
    LOCATED_IN = "located_in"
    FOUNDS = "founds"
    PARTNERS_WITH = "partners_with"
    VISITS = "visits"
    TRAINS = "trains"
    SANCTIONS = "sanctions"
    ACCUSES = "accuses"
    RESPONDS = "responds"
    SAME_AS = "same_as"
    RELATED_TO = "related_to"


SYMMETRIC_PREDICATES = frozenset({Predicate.PARTNERS_WITH, Predicate.SAME_AS})
"""Predicates whose subject and object may stand in either order."""


class Status(StrEnum):
    """How surely a claim is made."""

    ASSERTED = "asserted"
    POSSIBLE = "possible"
    PLANNED = "planned"
    DENIED = "denied"
    UNVERIFIED = "unverified"


STATUS_PRECEDENCE = (Status.DENIED, Status.UNVERIFIED, Status.PLANNED, Status.POSSIBLE, Status.ASSERTED)
"""Which status holds where two fit: the one that stands further left."""


class EntityType(StrEnum):
    """What kind of thing a party is."""

    COMPANY = "Company"
    PUBLIC_BODY = "PublicBody"
    ORGANIZATION = "Organization"
    PERSON = "Person"
    PRODUCT = "Product"
    PLACE = "Place"
    FACILITY = "Facility"
    PROGRAMME = "Programme"
    EVENT = "Event"


class SourceKind(StrEnum):
    """What kind of source a statement rests on."""

    MEDIA = "media"
    DOCUMENT = "document"
    OFFICIAL = "official"
    ANALYST = "analyst"
    COMPANY = "company"
    PERSON = "person"
    ANONYMOUS = "anonymous"


class Qualifier(StrEnum):
    """The further particulars that a claim may carry, all of them optional."""

    PRODUCT = "product"
    QUANTITY = "quantity"
    AMOUNT = "amount"
    VIA = "via"
    COUNTERPARTY = "counterparty"
    WHERE = "where"
    WHEN = "when"
    ROLE = "role"
    PURPOSE = "purpose"
    SHARE = "share"
    PROGRAMME = "programme"
    ANSWER = "answer"


class Answer(StrEnum):
    """What a party answered: the value of the `answer` qualifier of a `responds` claim."""

    DENIED = "denied"
    UNAWARE = "unaware"
    NO_COMMENT = "no_comment"
    STATEMENT = "statement"


class DocumentState(StrEnum):
    """What became of a file that was given to be read."""

    READ = "read"
    EMPTY = "empty"
    UNSUPPORTED = "unsupported"
    NEEDS_OCR = "needs_ocr"
    ENCRYPTED = "encrypted"
    BROKEN = "broken"
    BOMB = "bomb"
    TIME = "time"
    MEMORY = "memory"
    CRASH = "crash"
    WITHDRAWN = "withdrawn"


class ProblemKind(StrEnum):
    """What is at fault in the material, or what Clew could not do with it."""

    READING = "reading"
    LANGUAGE = "language"
    EXTRACTION = "extraction"
    QUOTE = "quote"
    PARTY = "party"
    ROW = "row"
    LISTING = "listing"
    OWNERSHIP = "ownership"
    LEDGER = "ledger"


class LineageState(StrEnum):
    """What is known of where a document has its statements from."""

    OWN = "own"
    DERIVED = "derived"
    UNKNOWN = "unknown"


class EvidenceKind(StrEnum):
    """What ties a document to the origin that it derives from."""

    CREDIT = "credit"
    CITATION = "citation"
    LINK = "link"
    COPIED_TEXT = "copied_text"
    SHARED_QUOTATION = "shared_quotation"
    SHARED_DETAIL = "shared_detail"
    SAME_PUBLISHER = "same_publisher"
    JUDGEMENT = "judgement"


class ConflictKind(StrEnum):
    """What two statements disagree on."""

    NUMBER = "number"
    NAME = "name"
    DATE = "date"
    ROLE = "role"
    PLACE = "place"
    EVENT = "event"
    DENIAL = "denial"
    MEANING = "meaning"


class Severity(StrEnum):
    """Whether conflicting statements cannot all be true (alarm) or can (note)."""

    ALARM = "alarm"
    NOTE = "note"


class Measure(StrEnum):
    """What a listing does to the party that it names."""

    ASSET_FREEZE = "asset freeze or blocking"
    SECTORAL = "sectoral"
    INVESTMENT = "investment"
    CORRESPONDENT_ACCOUNT = "correspondent account"
    EXPORT_CONTROL = "export control"
    TRAVEL_BAN = "travel ban"
    DEBARMENT = "debarment"
    OTHER = "other"


class NameKind(StrEnum):
    """How a listing carries a name."""

    PRIMARY = "primary"
    ALIAS = "alias"
    WEAK_ALIAS = "weak alias"
    ORIGINAL_SCRIPT = "original script"


class HitState(StrEnum):
    """Whether a hit is taken as the listed party, or waits for a person."""

    MATCH = "match"
    REVIEW = "review"
    REJECTED = "rejected"


class Exposure(StrEnum):
    """In which way a party stands to a listed one; the classes are never mixed."""

    LISTED = "listed"
    OWNED_BY_LISTED = "owned by listed"
    ACTS_FOR_LISTED = "acts for listed"
    SUPPLIES_LISTED = "supplies listed"
    NAMED_BESIDE_LISTED = "named beside listed"


class Regime(StrEnum):
    """Whose rule on owned parties is asked about."""

    OFAC = "ofac"
    EU = "eu"
    UK = "uk"
    BIS = "bis"


class Interest(StrEnum):
    """In which way one party has a hold on another."""

    SHARES = "shares"
    VOTES = "votes"
    BOARD = "board"
    CONTROL = "control"


class OwnershipWord(StrEnum):
    """What a rule makes of a party's owners, in the rule's own word."""

    BLOCKED = "blocked"
    PRESUMED_FROZEN = "presumed frozen"
    FROZEN = "frozen"
    LICENCE_REQUIRED = "licence required"
    NO = "no"
    CANNOT_TELL = "cannot tell"


class Verdict(StrEnum):
    """What a person decided."""

    SAME = "same"
    DIFFERENT = "different"
    ACCEPT = "accept"
    REJECT = "reject"
    RENAME = "rename"
    SET_TYPE = "set type"
    COPY_OF = "copy of"
    RELIABILITY = "reliability"
    TRUE_HIT = "true hit"
    FALSE_ALARM = "false alarm"
    UNSURE = "unsure"
    UNDO = "undo"


class Reliability(StrEnum):
    """Reliability of a source, NATO Admiralty code."""

    A = "A"
    B = "B"
    C = "C"
    D = "D"
    E = "E"
    F = "F"


class Credibility(StrEnum):
    """Credibility of a piece of information, NATO Admiralty code."""

    CONFIRMED = "1"
    PROBABLY_TRUE = "2"
    POSSIBLY_TRUE = "3"
    DOUBTFUL = "4"
    IMPROBABLE = "5"
    CANNOT_BE_JUDGED = "6"


class Likelihood(StrEnum):
    """Words of likelihood, Intelligence Community Directive 203; the last is Clew's own, where nothing can be said."""

    ALMOST_NO_CHANCE = "almost no chance"
    VERY_UNLIKELY = "very unlikely"
    UNLIKELY = "unlikely"
    EVEN = "roughly even chance"
    LIKELY = "likely"
    VERY_LIKELY = "very likely"
    ALMOST_CERTAIN = "almost certain"
    NOT_JUDGED = "cannot be judged"


class EntryKind(StrEnum):
    """What an entry of the ledger records."""

    CASE = "case"
    DOCUMENT = "document"
    FAILURE = "failure"
    CLAIM = "claim"
    EXTRACTION = "extraction"
    SCREENING = "screening"
    JUDGEMENT = "judgement"
    WITHDRAWAL = "withdrawal"
