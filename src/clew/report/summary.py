"""The summary of a case: what it amounts to in one screen."""

from collections.abc import Iterator
from dataclasses import dataclass

from clew.records import Findings
from clew.report.model import Arranged
from clew.report.words import EXPOSURES, counted, documents_in_words, lists_in_words
from clew.vocabulary import HitState, Severity

_MOST = 8


@dataclass(frozen=True, slots=True)
class Summary:
    """A case in one screen: counts, and the lines to show."""

    documents: int
    claims: int
    parties: int
    listed: int
    lines: tuple[str, ...]


def summarise(findings: Findings) -> Summary:
    """Say in one screen what was read, who is listed, who stands near, what is denied, disagrees, is not known."""
    arranged = Arranged(findings)
    return Summary(
        documents=len(findings.documents),
        claims=len(findings.claims),
        parties=len(arranged.parties),
        listed=len(arranged.listed),
        lines=tuple(_lines(arranged)),
    )


def _lines(arranged: Arranged) -> Iterator[str]:
    findings = arranged.findings
    failed = f", {len(findings.failures)} not read" if findings.failures else ""
    yield f"{documents_in_words(arranged)}{failed}; {counted(len(findings.claims), 'claim')}"
    yield f"screened against {lists_in_words(findings)}" if findings.lists else "not screened yet (clew screen)"
    listed = [entity for entity in arranged.parties if entity.id in arranged.listed]
    yield from _section("listed", [f"{entity.name}: {_lists(arranged, entity.id)}" for entity in listed])
    review = [
        f"{arranged.name(entity)}: near “{hits[0].listed_name}” ({hits[0].listing.list} {hits[0].listing.id})"
        for entity, hits in arranged.hits.items()
        if hits[0].state is HitState.REVIEW
    ]
    yield from _section("for review", review)
    near = [
        f"{arranged.name(path.start)}: {EXPOSURES[path.exposure].lower()}, {arranged.name(path.end)}"
        f" ({counted(len(path.steps), 'step')})"
        for path in arranged.exposed
    ]
    yield from _section("not listed, but near a listed party", near)
    denied = [
        f"{arranged.name(relation.subject)} → {arranged.name(relation.object)}: {arranged.denials(relation)[0].text}"
        for relation in arranged.denied
    ]
    yield from _section("denied", denied)
    alarms = [conflict.topic for conflict in findings.conflicts if conflict.severity is Severity.ALARM]
    yield from _section("statements that cannot all be true", alarms)
    unknown = [lineage.doc for lineage in arranged.unknown]
    yield from _section("lineage not known", unknown)


def _lists(arranged: Arranged, entity: str) -> str:
    hits = [hit for hit in arranged.hits[entity] if hit.state is HitState.MATCH]
    return "; ".join(dict.fromkeys(f"{hit.listing.list} {hit.listing.id}" for hit in hits))


def _section(heading: str, told: list[str]) -> Iterator[str]:
    if not told:
        return
    yield f"{heading} ({len(told)}):"
    for line in told[:_MOST]:
        yield f"  {line}"
    if len(told) > _MOST:
        yield f"  … and {len(told) - _MOST} more in the dossier"
