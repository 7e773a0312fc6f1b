"""What is marked in the texts of a dossier: the quotes of claims, the sides of conflicts, the signs of an origin."""

from collections.abc import Mapping

from clew.records import Claim
from clew.report.context import Mark
from clew.report.model import Arranged
from clew.report.words import what_is_said


def said_at(conflict: int, side: int) -> str:
    """The address of the words on one side of a conflict that are no claim's quote."""
    return f"said-{conflict}-{side}"


def evidence_at(document: int, derivation: int, piece: int) -> str:
    """The address of the words that show from where a document derives."""
    return f"sign-{document}-{derivation}-{piece}"


def marks_of(arranged: Arranged) -> Mapping[str, tuple[Mark, ...]]:
    """The marks in each document's text, by SHA-256."""
    found: dict[str, list[Mark]] = {}
    links = arranged.links
    for claim in arranged.findings.claims:
        if claim.id in links.quotes:
            found.setdefault(claim.quote.document, []).append(_quote(arranged, claim))
    for number, conflict in enumerate(arranged.conflicts, 1):
        for side, said in enumerate(conflict.statements, 1):
            if said.claim is None or said.claim not in links.quotes:
                mark = Mark(said.start, said.end, said_at(number, side), f"#conflict-{number}", "", conflict.topic)
                found.setdefault(said.document, []).append(mark)
    for lineage in arranged.findings.lineages:
        document = links.documents.get(lineage.document, 0)
        for number, derivation in enumerate(lineage.derivations, 1):
            for place, sign in enumerate(derivation.evidence, 1):
                if sign.start is not None and sign.end is not None and sign.end > sign.start:
                    anchor = evidence_at(document, number, place)
                    mark = Mark(sign.start, sign.end, anchor, f"#lineage-{document}", "", derivation.origin.name)
                    found.setdefault(lineage.document, []).append(mark)
    return {document: tuple(marks) for document, marks in found.items()}


def _quote(arranged: Arranged, claim: Claim) -> Mark:
    relation = arranged.relation_of.get(claim.id)
    return Mark(
        start=claim.quote.start,
        end=claim.quote.end,
        anchor=f"quote-{arranged.number[claim.id]}",
        back=arranged.links.relation(relation.id) if relation else None,
        label=str(arranged.number[claim.id]),
        says=what_is_said(arranged, relation) if relation else "",
        status=claim.status,
    )
