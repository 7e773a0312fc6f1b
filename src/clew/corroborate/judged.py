"""Bring what people decided about sources to documents: what is a copy of what, and how reliable a publisher is."""

from collections.abc import Iterable, Sequence

from clew.names import fold
from clew.records import Document, Evidence, Judgement, in_force
from clew.vocabulary import EvidenceKind, Reliability, Verdict


def copies_judged(documents: Sequence[Document], judgements: Iterable[Judgement]) -> dict[str, tuple[str, Evidence]]:
    """Document → the document that it copies, and who said so; of several judgements on one document the newest.

    A judgement names documents by name or id, or publishers, and then holds for all that they published. One that would
    close a circle takes away the older one that it contradicts: what the document at its end was said to copy.
    """
    found: dict[str, tuple[str, Evidence]] = {}
    for judgement in in_force(judgements):
        if judgement.verdict is not Verdict.COPY_OF or judgement.right is None:
            continue
        targets = _named(documents, judgement.right)
        if not targets:
            continue
        why = f": {judgement.why}" if judgement.why else ""
        for copy in _named(documents, judgement.left):
            target = targets[0]
            if copy != target:
                found[copy] = (
                    target,
                    Evidence(EvidenceKind.JUDGEMENT, f"{judgement.by} decided on {judgement.at}{why}"),
                )
                if _leads_to(found, target, copy):
                    del found[target]
    return found


def _named(documents: Sequence[Document], told: str) -> list[str]:
    exact = [document.name for document in documents if told in {document.name, document.id}]
    return exact or [
        document.name for document in documents if document.publisher and fold(document.publisher) == fold(told)
    ]


def _leads_to(found: dict[str, tuple[str, Evidence]], start: str, end: str) -> bool:
    seen: set[str] = set()
    at = start
    while at in found and at not in seen:
        seen.add(at)
        at = found[at][0]
        if at == end:
            return True
    return False


def reliability_judged(judgements: Iterable[Judgement]) -> dict[str, Reliability]:
    """Folded publisher → the grade that a person gave it, the newest of several."""
    grades = {grade.value: grade for grade in Reliability}
    return {
        fold(one.left): grades[one.right]
        for one in in_force(judgements)
        if one.verdict is Verdict.RELIABILITY and one.right in grades
    }
