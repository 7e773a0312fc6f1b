"""Group what a document cites into references: one outlet's one report, with the claims that rest on it."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from clew.corroborate.citations import Citation, Outlets, Spotter, citations, prose_start, rests_on
from clew.corroborate.dating import Days, dates_in, day_of, written_about
from clew.corroborate.matter import Details
from clew.corroborate.tables import Citing
from clew.records import Claim, Document, Evidence, isolated
from clew.vocabulary import EvidenceKind

_UP_TO = re.compile(r"[,，]? ?(?:the |an? )?(?:exclusive |news agency |agency |newspaper )*[«\"《]?", re.IGNORECASE)
_ON_FROM = re.compile(
    r"(?:[»\"》]|['’]s|[（(][^()（）]{1,40}[)）])? ?(?:[\w-]+ ){0,3}(?:on |in |of |dated |from |в )?", re.IGNORECASE
)
_FRESH = 3
_SHOWN = 160


@dataclass(frozen=True, slots=True)
class Reference:
    """One report of one outlet that a document relies on.

    `days` bound when the report appeared, None where nothing tells. `claims` rest on it. `lead` says that the document
    retells it, rather than mentions it in passing; `itself` that the document is the outlet's own.
    """

    doc: str
    outlet: str
    lead: bool
    days: Days | None
    claims: tuple[Claim, ...]
    evidence: tuple[Evidence, ...]
    itself: bool = False
    details: Details = field(default=(), repr=False)
    words: Details = field(default=(), repr=False)


def references(document: Document, claims: Sequence[Claim], known: Spotter, citing: Citing) -> tuple[Reference, ...]:
    """What a document cites, the report that it retells first."""
    own = known.outlets.key(document.publisher) if document.publisher else None
    found = [one for one in citations(document, known, citing) if one.outlet != own]
    base = _written(document)
    resting = _resting(claims, known.outlets)
    lead: dict[str, list[Citation]] = {}
    passing: list[Reference] = []
    taken: set[str] = set()
    for citation in found:
        days = _own_date(document.text, citation, base)
        if days is None or (citation.lead and not lead.get(citation.outlet)):
            lead.setdefault(citation.outlet, []).append(citation)
            continue
        held = [one for one in resting.get(citation.outlet, ()) if citation.start <= one.quote.start <= citation.end]
        taken |= {one.id for one in held}
        passing.append(
            Reference(document.name, citation.outlet, False, days, tuple(held), (_evidence(document, citation),))
        )
    for outlet, places in lead.items():
        held = [one for one in resting.get(outlet, ()) if one.id not in taken]
        leads = any(place.lead for place in places) or len(held) * 2 >= max(1, len(claims))
        days = _lead_date(document, places, base) if leads else None
        shown = sorted(places, key=lambda place: (not place.lead, place.at))[:3]
        evidence = tuple(_evidence(document, place) for place in shown)
        passing.append(Reference(document.name, outlet, leads, days, tuple(held), evidence))
    return tuple(sorted(passing, key=lambda one: (not one.lead, -len(one.claims), one.evidence[0].start or 0)))


def _written(document: Document) -> date | None:
    """The day that words such as "last year" count from: publication, or what the text gives away of its own day."""
    published = day_of(document.published)
    if published:
        return published
    about = written_about(document.text[prose_start(document) :], None)
    return about[1] if about else None


def _resting(claims: Sequence[Claim], outlets: Outlets) -> Mapping[str, list[Claim]]:
    found: dict[str, list[Claim]] = {}
    for claim in claims:
        key = rests_on(claim, outlets)
        if key:
            found.setdefault(key, []).append(claim)
    return found


def _own_date(text: str, citation: Citation, published: date | None) -> Days | None:
    """The date of the report that stands beside a citation: "Reuters reported in July", "On 16 March, CNN said"."""
    for at, end, days in dates_in(text[citation.start : citation.end], published):
        before = text[citation.start + end : citation.at] if citation.start + end <= citation.at else None
        after = text[citation.to : citation.start + at] if citation.start + at >= citation.to else None
        if (before is not None and _UP_TO.fullmatch(before)) or (after is not None and _ON_FROM.fullmatch(after)):
            return days
    return None


def _lead_date(document: Document, places: Sequence[Citation], base: date | None) -> Days | None:
    """When the retold report appeared: as the text says beside the citation, else shortly before publication."""
    for place in places:
        days = _own_date(document.text, place, base)
        if days and place.lead:
            return days
    published = day_of(document.published)
    if published is None:
        return written_about(document.text[prose_start(document) :], None)
    fresh = 1 if any(place.kind is EvidenceKind.CREDIT for place in places) else _FRESH
    return published - timedelta(days=fresh), published


def _evidence(document: Document, citation: Citation) -> Evidence:
    words = " ".join(document.text[citation.start : citation.end].split())
    if len(words) > _SHOWN:
        at = max(0, citation.at - citation.start - _SHOWN // 2)
        words = " ".join(document.text[citation.start + at : citation.start + at + _SHOWN].split())
    return Evidence(citation.kind, words, citation.start, citation.end)


def own_reference(document: Document, outlet: str, claims: Sequence[Claim]) -> Reference:
    """The report that a document itself is, so that what others cite can be matched with it."""
    published = day_of(document.published)
    days = (published, published) if published else None
    says = f"published by {isolated(document.publisher)}" if document.publisher else "the document itself"
    evidence = (Evidence(EvidenceKind.SAME_PUBLISHER, says),)
    return Reference(document.name, outlet, True, days, tuple(claims), evidence, itself=True)


def with_matter(reference: Reference, details: Details, words: Details) -> Reference:
    """A reference with what its statements are about."""
    return replace(reference, details=details, words=words)
