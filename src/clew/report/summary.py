"""The summary of a case for the terminal: what it amounts to in one screen."""

from collections.abc import Iterator
from dataclasses import dataclass

from clew.records import Findings
from clew.report.answer import AnswerPart, Part, answer_of
from clew.report.model import Arranged
from clew.report.words import counted, documents_in_words, lists_in_words

MOST = 8
"""How many lines of each part a screen holds."""


@dataclass(frozen=True, slots=True)
class Summary:
    """A case in one screen: the counts, the parts of the answer, and the same as lines of plain text."""

    documents: int
    failures: int
    origins: str
    claims: int
    relations: int
    parties: int
    listed: int
    near: int
    review: int
    conflicts: int
    lists: str
    parts: tuple[AnswerPart, ...]
    lines: tuple[str, ...]


def summarise(findings: Findings, most: int = MOST) -> Summary:
    """Say in one screen what was read, who is listed, who stands near, what is denied, disagrees, is not known."""
    arranged = Arranged(findings)
    parts = answer_of(arranged)
    size = {part.part: len(part.lines) for part in parts}
    return Summary(
        documents=len(findings.documents),
        failures=len(findings.failures),
        origins=documents_in_words(arranged),
        claims=len(findings.claims),
        relations=len(findings.relations),
        parties=len(arranged.parties),
        listed=size[Part.LISTED],
        near=size[Part.NEAR],
        review=size[Part.REVIEW],
        conflicts=len(arranged.alarms),
        lists=lists_in_words(findings),
        parts=parts,
        lines=tuple(_lines(arranged, parts, most)),
    )


def _lines(arranged: Arranged, parts: tuple[AnswerPart, ...], most: int) -> Iterator[str]:
    findings = arranged.findings
    failed = f", {len(findings.failures)} not read" if findings.failures else ""
    yield f"{documents_in_words(arranged)}{failed}; {counted(len(findings.claims), 'claim')}"
    yield f"held against {lists_in_words(findings)}" if findings.lists else "not screened yet (clew screen)"
    for part in parts:
        if not part.lines:
            continue
        yield f"{part.heading[0].lower()}{part.heading[1:]} ({len(part.lines)}):"
        for line in part.lines[:most]:
            quote = f": “{line.quote}”" if line.quote else ""
            says = f": {line.says}" if line.says else ""
            yield f"  {line.of}{says}{quote}"
        if len(part.lines) > most:
            yield f"  … and {len(part.lines) - most} more in the dossier"
