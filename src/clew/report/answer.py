"""The answer in a screenful: who is listed, who stands near, what is denied, what disagrees, what is not known."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from clew.records import isolated
from clew.report.gaps import gaps_of
from clew.report.indexed import Standing
from clew.report.model import Arranged
from clew.report.words import counted, exposure_in_words, lists_of, named, none_of, what_is_denied
from clew.vocabulary import ConflictKind, OwnershipWord, Severity


class Part(StrEnum):
    """The parts of the answer."""

    LISTED = "listed"
    OWNED = "owned"
    NEAR = "near"
    REVIEW = "review"
    DENIED = "denied"
    DISAGREE = "disagree"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class AnswerLine:
    """One line: of whom or what, what is to be said of it, the words that show it, and where to read on."""

    of: str
    says: str = ""
    quote: str = ""
    link: str | None = None


@dataclass(frozen=True, slots=True)
class AnswerPart:
    """One part of the answer: its heading, its lines, and what to say where there are none."""

    part: Part
    heading: str
    lines: tuple[AnswerLine, ...]
    none: str
    more: str


def answer_of(arranged: Arranged) -> tuple[AnswerPart, ...]:
    """The answer, part by part, in a fixed order."""
    screened = bool(arranged.findings.lists)
    return (
        AnswerPart(
            Part.LISTED,
            "Listed",
            tuple(_listed(arranged)),
            none_of(arranged, "No party of the record was found on the lists searched.")
            if screened
            else "Not known: no list was searched.",
            "#parties",
        ),
        AnswerPart(
            Part.OWNED,
            "Caught by an ownership or control rule, as stated",
            tuple(_owned(arranged)),
            none_of(arranged, "No ownership or control rule catches a party of the record, as ownership is stated.")
            if screened
            else "Not known: no list was searched.",
            "#ownership",
        ),
        AnswerPart(
            Part.NEAR,
            "Not listed, but near a listed party",
            tuple(_near(arranged)),
            none_of(arranged, "No chain of statements leads from an unlisted party to a listed one.")
            if screened
            else "Not known: no list was searched.",
            "#paths",
        ),
        AnswerPart(
            Part.REVIEW,
            "Near a listed name, for review",
            tuple(_review(arranged)),
            none_of(arranged, "No name is near a listed one without being taken for it.") if screened else "Not known.",
            "#parties",
        ),
        AnswerPart(
            Part.DENIED,
            "Denied",
            tuple(_denied(arranged)),
            none_of(arranged, "No denial was found in the documents."),
            "#denials",
        ),
        AnswerPart(
            Part.DISAGREE,
            "Statements that disagree",
            tuple(_disagree(arranged)),
            none_of(arranged, "No disagreement was found."),
            "#conflicts",
        ),
        AnswerPart(
            Part.UNKNOWN,
            "Not known",
            tuple(AnswerLine(gap.short, link=f"#gap-{number}") for number, gap in enumerate(gaps_of(arranged), 1)),
            "No gap was found in the material; what no document says is not known all the same.",
            "#unknown",
        ),
    )


def _listed(a: Arranged) -> Iterator[AnswerLine]:
    for entity in a.parties:
        if a.standing(entity.id) is Standing.LISTED:
            hits = [hit for hit in a.hits[entity.id] if hit.state == "match"]
            newer = frozenset(hit.listing.id for hit in hits if a.newer_than_documents(hit))
            yield AnswerLine(isolated(entity.name), "; ".join(lists_of(hits, newer)), link=a.links.party(entity.id))


def _owned(a: Arranged) -> Iterator[AnswerLine]:
    for entity, several in a.caught_by:
        if any(one.answer not in {OwnershipWord.CANNOT_TELL, OwnershipWord.NO} for one in several):
            says = ", ".join(f"{one.regime.upper()} {one.answer}" for one in several)
            yield AnswerLine(named(a, entity), says, link=f"#owned-{a.links.parties.get(entity, 0)}")


def _near(a: Arranged) -> Iterator[AnswerLine]:
    for path in a.exposed:
        steps = counted(len(path.steps), "step")
        yield AnswerLine(
            named(a, path.start),
            f"{exposure_in_words(a, path)}; {steps}",
            link=f"#path-{a.links.parties[path.start]}" if path.start in a.links.parties else None,
        )


def _review(a: Arranged) -> Iterator[AnswerLine]:
    for entity in a.parties:
        if a.standing(entity.id) is Standing.REVIEW:
            hit = a.hits[entity.id][0]
            near = f"near “{isolated(hit.listed_name)}”, score {hit.score:.2f}"
            says = f"{near}; that entry is under {'; '.join(lists_of([hit]))}"
            yield AnswerLine(isolated(entity.name), says, link=a.links.party(entity.id))


def _denied(a: Arranged) -> Iterator[AnswerLine]:
    for relation in a.denied:
        denial = a.denials(relation)[0]
        by = denial.sources[-1].name if denial.sources else denial.doc
        yield AnswerLine(
            what_is_denied(a, relation),
            f"denied, according to {isolated(by)}",
            " ".join(denial.text.split()),
            a.links.relation(relation.id),
        )


def _disagree(a: Arranged) -> Iterator[AnswerLine]:
    for number, conflict in enumerate(a.conflicts, 1):
        if conflict.kind is ConflictKind.DENIAL:
            continue
        sure = "cannot all be true" if conflict.severity is Severity.ALARM else "differ, but can both be true"
        wrong = f"; {isolated(conflict.distorts)} does not say what its own origin says" if conflict.distorts else ""
        sides = counted(len(conflict.statements), "statement")
        yield AnswerLine(conflict.topic, f"{sides}, {sure}{wrong}", link=f"#conflict-{number}")
