"""What is not known: every gap in the record that a reader should hold against its conclusions, with what to do."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from clew.records import isolated
from clew.report.indexed import Standing
from clew.report.model import Arranged
from clew.report.wording import wording
from clew.report.words import counted, named
from clew.vocabulary import DocumentState, Status


@dataclass(frozen=True, slots=True)
class GapItem:
    """One thing that is not known, and where in the dossier it shows (an address, or None)."""

    says: str
    link: str | None = None


@dataclass(frozen=True, slots=True)
class Gap:
    """One kind of gap: what is missing, what it means for the reader, what to do, and each case of it."""

    short: str
    heading: str
    means: str
    do: str
    items: tuple[GapItem, ...]


def gaps_of(arranged: Arranged) -> tuple[Gap, ...]:
    """All gaps, those that bear most on conclusions first."""
    return tuple(gap for rule in GAPS for gap in rule(arranged))


def _unscreened(a: Arranged) -> Iterator[Gap]:
    if not a.findings.lists:
        yield Gap(
            "who is listed: no list was searched",
            "Who is listed",
            "The case has not been held against any sanctions list, so nothing here says that a party is not listed.",
            "clew lists add, then clew screen",
            (),
        )


def _left_out(a: Arranged) -> Iterator[Gap]:
    if a.left_out.total:
        told = wording().findings
        yield Gap(
            counted(a.left_out.total, "finding left out by choice", "findings left out by choice"),
            "What was left out by choice",
            "Whoever wrote this dossier chose what it shows. Nothing here says what the rest of the case holds.",
            "ask for the whole dossier",
            tuple(GapItem(counted(n, told[kind].one, told[kind].many)) for kind, n in a.left_out.findings),
        )


def _unread(a: Arranged) -> Iterator[Gap]:
    items = tuple(
        GapItem(f"{isolated(one.doc)}: {wording().states[one.state]} ({one.problem.says}); {one.problem.fix}")
        for one in a.findings.failures
        if one.state is not DocumentState.WITHDRAWN
    )
    if items:
        yield Gap(
            counted(len(items), "document not read", "documents not read"),
            "Documents that were not read",
            "Whatever they say is missing from everything in this dossier.",
            "give each in a form that can be read",
            items,
        )


def _withdrawn(a: Arranged) -> Iterator[Gap]:
    items = tuple(
        GapItem(f"{isolated(one.doc)}: {one.problem.says}")
        for one in a.findings.failures
        if one.state is DocumentState.WITHDRAWN
    )
    if items:
        yield Gap(
            counted(len(items), "document withdrawn", "documents withdrawn"),
            "Documents that were withdrawn",
            "Their bytes and texts are erased; only their hashes stay.",
            "",
            items,
        )


def _lineage(a: Arranged) -> Iterator[Gap]:
    items = tuple(GapItem(_document(a, one.document, one.doc), a.links.document(one.document)) for one in a.unknown)
    if items:
        yield Gap(
            f"from where {counted(len(items), 'document takes', 'documents take')} what it says"
            if len(items) == 1
            else f"from where {counted(len(items), 'document')} take what they say",
            "Where documents have their statements from",
            "They may repeat one another or something else. They are never counted as independent, which is why some "
            "counts are ranges.",
            "find out what each rests on and record it (clew judge … copy of)",
            items,
        )


def _review(a: Arranged) -> Iterator[Gap]:
    items = tuple(
        GapItem(
            f"{isolated(entity.name)}: near “{isolated(hit.listed_name)}” ({hit.version.name})",
            a.links.party(entity.id),
        )
        for entity in a.parties
        for hit in a.hits.get(entity.id, ())[:1]
        if a.standing(entity.id) is Standing.REVIEW
    )
    if items:
        yield Gap(
            f"whether {counted(len(items), 'party is', 'parties are')} the listed one"
            + ("s" if len(items) > 1 else ""),
            "Whether near names are the listed parties",
            "The names are near, not the same. Until a person decides, none of them is called listed.",
            "compare identifiers, dates and places, then decide (clew judge)",
            items,
        )


def _described(a: Arranged) -> Iterator[Gap]:
    items = tuple(GapItem(f"“{isolated(entity.name)}”") for entity in a.described)
    if items:
        yield Gap(
            f"who {counted(len(items), 'described party is', 'described parties are')}",
            "Parties that the documents describe but do not name",
            "They were not held against the lists, and two descriptions may mean one party.",
            "",
            items,
        )


def _unverified(a: Arranged) -> Iterator[Gap]:
    items = tuple(
        GapItem(f"“{isolated(' '.join(claim.text.split()))}” ({isolated(claim.doc)})", a.links.quote(claim.id))
        for relation in a.relations
        for claim in a.statements(relation)
        if claim.status is Status.UNVERIFIED
    )
    if items:
        yield Gap(
            counted(len(items), "statement that could not be confirmed", "statements that could not be confirmed"),
            "Statements that their own reporters could not confirm",
            "They are shown as not confirmed and count as such.",
            "",
            items,
        )


def _ownership(a: Arranged) -> Iterator[Gap]:
    items = tuple(
        GapItem(f"{named(a, answer.entity)} ({answer.regime.upper()}): {missing.says}", a.links.party(answer.entity))
        for answer in a.caught
        for missing in answer.missing
    )
    if items:
        yield Gap(
            counted(
                len(items), "share that would decide an ownership rule", "shares that would decide an ownership rule"
            ),
            "Shares that would decide",
            "Where a share is not stated, an ownership rule may fall either way.",
            "look the share up in a register",
            items,
        )


def _dates(a: Arranged) -> Iterator[Gap]:
    undated = tuple(
        GapItem(f"{version.name}{f' ({version.authority})' if version.authority else ''}")
        for version in a.findings.lists
        if version.date is None
    )
    if undated:
        yield Gap(
            counted(len(undated), "list without a date", "lists without a date"),
            "Dates of lists",
            "Their publishers’ files do not say of when they are, so parties listed since may be missing.",
            "fetch the list anew and compare",
            undated,
        )
    since = tuple(
        GapItem(f"{isolated(entity.name)}: {hit.version.name} {hit.listing.id}", a.links.party(entity.id))
        for entity in a.parties
        for hit in a.hits.get(entity.id, ())
        if hit.listing.since is None
    )
    if since:
        yield Gap(
            f"since when {counted(len(since), 'listing has', 'listings have')} been in force",
            "Since when parties have been listed",
            "Without that day nothing here says whether a deed came before or after the listing.",
            "look the entry up at its publisher",
            since,
        )


def _papers(a: Arranged) -> Iterator[Gap]:
    items = tuple(
        GapItem(f"{isolated(a.title(document))}: {' and '.join(lacks)}", a.links.document(document.id))
        for document in a.findings.documents
        if (lacks := [w for w, told in (("publisher", document.publisher), ("date", document.published)) if not told])
    )
    if items:
        yield Gap(
            counted(len(items), "document without publisher or date", "documents without publisher or date"),
            "Publishers and dates of documents",
            "Neither the document nor its user states them; relative dates in it (“last year”) cannot be placed.",
            "give them: clew add … --publisher … --published …, or a metadata.csv",
            items,
        )


def _problems(a: Arranged) -> Iterator[Gap]:
    items = tuple(
        GapItem(f"{isolated(one.doc)}: {one.says}; {one.fix}" if one.fix else f"{isolated(one.doc)}: {one.says}")
        for one in a.findings.problems
    )
    if items:
        yield Gap(
            counted(len(items), "problem in the material", "problems in the material"),
            "Problems in the material",
            "What could not be made use of, and why.",
            "",
            items,
        )


Rule = Callable[[Arranged], Iterator[Gap]]

GAPS: tuple[Rule, ...] = (
    _left_out,
    _unscreened,
    _unread,
    _review,
    _ownership,
    _lineage,
    _unverified,
    _described,
    _dates,
    _papers,
    _problems,
    _withdrawn,
)
"""The kinds of gap, in the order of the dossier."""


def _document(a: Arranged, document: str, name: str) -> str:
    return isolated(a.title(a.documents[document]) if document in a.documents else name)
