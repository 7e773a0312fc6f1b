"""The words in which a dossier speaks: predicates, statuses, hits and counts, never more than the record holds."""

from clew.records import Findings, Hit
from clew.report.model import Arranged
from clew.vocabulary import Exposure, HitState, LineageState, Predicate, Status

PREDICATES: dict[Predicate, tuple[str, str]] = {
    Predicate.SUPPLIES: ("Supplies", "supplied"),
    Predicate.INTERMEDIATES: ("Intermediaries", "acted as intermediary for"),
    Predicate.INVOICES: ("Invoices", "billed"),
    Predicate.PAYS: ("Payments", "paid"),
    Predicate.CONTRACTS_WITH: ("Contracts", "has a contract with"),
    Predicate.DEVELOPS: ("Development", "developed"),
    Predicate.PRODUCES: ("Production", "makes"),
    Predicate.TESTS: ("Tests", "tested"),
    Predicate.USES: ("Use", "uses"),
    Predicate.DERIVES_FROM: ("Derived products", "derives from"),
    Predicate.HAS_COMPONENT: ("Components", "contains"),
    Predicate.OWNS: ("Ownership and control", "owns or controls"),
    Predicate.LEADS: ("Leadership", "leads"),
    Predicate.EMPLOYS: ("Employment", "employs"),
    Predicate.LOCATED_IN: ("Places", "is in"),
    Predicate.FOUNDS: ("Foundations", "founded"),
    Predicate.PARTNERS_WITH: ("Cooperation", "works with"),
    Predicate.VISITS: ("Visits", "visited"),
    Predicate.TRAINS: ("Training", "trained"),
    Predicate.SANCTIONS: ("Sanctions and controls, as the documents state them", "put under sanctions or controls"),
    Predicate.ACCUSES: ("Accusations", "accuses"),
    Predicate.RESPONDS: ("Answers", "answered"),
    Predicate.SAME_AS: ("Other names", "is also called"),
    Predicate.RELATED_TO: ("Other links", "is linked to"),
}
"""Heading and verb of each predicate."""

STATUSES: dict[Status, str] = {
    Status.ASSERTED: "stated",
    Status.POSSIBLE: "called possible",
    Status.PLANNED: "planned or intended",
    Status.DENIED: "denied",
    Status.UNVERIFIED: "could not be confirmed",
}

EXPOSURES: dict[Exposure, str] = {
    Exposure.LISTED: "Listed itself",
    Exposure.OWNED_BY_LISTED: "Said to be owned by a listed party",
    Exposure.ACTS_FOR_LISTED: "Said to act for a listed party",
    Exposure.SUPPLIES_LISTED: "Said to supply a listed party",
    Exposure.NAMED_BESIDE_LISTED: "Named beside a listed party",
}

LINEAGES: dict[LineageState, str] = {
    LineageState.OWN: "an origin of its own",
    LineageState.DERIVED: "derived",
    LineageState.UNKNOWN: "not known",
}


def counted(number: int, one: str, many: str | None = None) -> str:
    """A number with its noun."""
    return f"{number} {one if number == 1 else many or one + 's'}"


def origins_in_words(arranged: Arranged) -> str:
    """How many origins the documents come from: a range where lineage is unknown for some."""
    low = len(arranged.origins)
    high = low + len(arranged.unknown)
    if low == high:
        return counted(low, "origin")
    return f"{low or 1}–{high} origins" if high > 1 else "1 origin"


def documents_in_words(arranged: Arranged) -> str:
    """The count that stands at the head of every dossier: "5 documents, 2 origins"."""
    return f"{counted(len(arranged.findings.documents), 'document')}, {origins_in_words(arranged)}"


def what_a_hit_does(hit: Hit) -> str:
    """The first line of a hit: what the listing does, who lists, since when, and how old the list is."""
    listing, version = hit.listing, hit.version
    measures = " and ".join(listing.measures) or "measure not stated by the list"
    authority = listing.authority or version.authority or "authority not stated"
    since = f", in force since {listing.since}" if listing.since else ""
    until = f", ended {listing.until}" if listing.until else ""
    dated = f"list of {version.date}" if version.date else "list not dated by its publisher"
    state = "listed as" if hit.state is HitState.MATCH else "for review: near"
    return f"{measures} — {authority}{since}{until} ({version.name}, {dated}); {state} “{hit.listed_name}”"


def lists_in_words(findings: Findings) -> str:
    """The lists that the case was held against, with their dates."""
    if not findings.lists:
        return "not screened against any list"
    return ", ".join(f"{version.name} ({version.date or 'undated'})" for version in findings.lists)
