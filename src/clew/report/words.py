"""Findings put into words: statements, sources, hits and counts, never more than the record holds."""

import re
from collections.abc import Iterator, Sequence

from clew.measures.likelihood import likelihood_of
from clew.records import (
    Claim,
    Conflict,
    Document,
    Findings,
    Hit,
    Holding,
    ListVersion,
    OwnershipAnswer,
    Path,
    Relation,
    isolated,
)
from clew.report.dates import in_words
from clew.report.indexed import SUREST
from clew.report.left_out import LeftOut
from clew.report.model import Arranged
from clew.report.wording import wording
from clew.vocabulary import Answer, Exposure, HitState, Predicate, Qualifier, Severity, Status

_LEFTWARD = frozenset({"ar", "ckb", "dv", "fa", "he", "ps", "sd", "ug", "ur", "yi"})
"""Languages that are written from right to left."""


def counted(number: int, one: str, many: str | None = None) -> str:
    """A number with its noun."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def listed_up(parts: Sequence[str]) -> str:
    """Words joined as in a sentence: "a, b and c"."""
    return " and ".join(filter(None, [", ".join(parts[:-1]), *parts[-1:]]))


def origins_in_words(arranged: Arranged) -> str:
    """How many origins the documents come from: a range where lineage is unknown for some."""
    low = len(arranged.origins)
    high = low + len(arranged.unknown)
    if low == high:
        return counted(low, "origin")
    return f"{max(low, 1)}–{high} origins" if high > 1 else "1 origin"


def left_out_in_words(left_out: LeftOut) -> str:
    """What was left out by choice, in a sentence; empty where nothing was."""
    if not left_out.total:
        return ""
    told = wording().findings
    kinds = listed_up([counted(number, told[kind].one, told[kind].many) for kind, number in left_out.findings])
    was = "was" if left_out.total == 1 else "were"
    papers = counted(
        left_out.documents, "document that nothing left here cites is", "documents that nothing left here cites are"
    )
    also = f" {papers} not named." if left_out.documents else ""
    return f"{counted(left_out.total, 'finding')} of this case {was} left out by choice: {kinds}.{also}"


def none_of(arranged: Arranged, says: str) -> str:
    """What to say where nothing of a kind is shown: `says` of the whole case, and no more of a choice from it."""
    chosen = arranged.chosen or arranged.left_out.total
    return "None among what was chosen for this dossier." if chosen else says


def documents_in_words(arranged: Arranged) -> str:
    """The count that stands at the head of every dossier: "5 documents, 2 origins"."""
    return f"{counted(len(arranged.findings.documents), 'document')}, {origins_in_words(arranged)}"


def surest(statuses: Sequence[Status]) -> Status:
    """The surest of some statuses."""
    return min(statuses, key=SUREST.index, default=Status.UNVERIFIED)


def named(arranged: Arranged, entity: str | None) -> str:
    """The name of a party, as it stands in a sentence."""
    return isolated(arranged.name(entity))


def verb_of(arranged: Arranged, relation: Relation) -> str:
    """What stands between a relation's subject and its object: "is said to have supplied"."""
    words = wording().predicates[relation.predicate]
    verb = wording().statuses[surest(relation.statuses)].verb
    subject = arranged.entities.get(relation.subject or "")
    several = subject is not None and subject.described and _is_plural(subject.name)
    return verb.replace("{is}", "are" if several else "is").replace("{done}", words.done).replace("{do}", words.do)


def _is_plural(description: str) -> bool:
    head = re.split(r" (?:in|of|from|at|for|on|with|by|near) |,", description.casefold())[0]
    return head.endswith("s") and not head.endswith(("ss", "us", "is"))


def answers_in_words(arranged: Arranged, relation: Relation) -> str:
    """What a party answered, for a relation of answers: "it denied it"; empty for all others."""
    claims = arranged.statements(relation) if relation.predicate is Predicate.RESPONDS else ()
    return listed_up(list(dict.fromkeys(said for claim in claims if (said := answer_of(claim)) is not None)))


def what_is_said(arranged: Arranged, relation: Relation) -> str:
    """A relation as one sentence without a full stop."""
    answered = answers_in_words(arranged, relation)
    said = f"{named(arranged, relation.subject)} {verb_of(arranged, relation)} {named(arranged, relation.object)}"
    return f"{said}: {answered}" if answered else said


def what_is_denied(arranged: Arranged, relation: Relation) -> str:
    """What somebody denies, as a clause: "that A supplied B"."""
    that = wording().predicates[relation.predicate].that
    return f"that {named(arranged, relation.subject)} {that} {named(arranged, relation.object)}"


def particulars(claim: Claim) -> Iterator[tuple[str, str]]:
    """A claim's particulars, each with its label, in the document's own words."""
    for qualifier in Qualifier:
        said = claim.qualifiers.get(qualifier)
        if not said:
            continue
        if qualifier is Qualifier.ANSWER:
            known = {str(answer): words for answer, words in wording().answers.items()}
            said = known.get(said, said)
        yield wording().qualifiers[qualifier], said


def how_surely_read(claim: Claim) -> str:
    """How sure Clew is that it read a claim right, with the word of likelihood and the probability."""
    return f"{likelihood_of(claim.confidence)} to be read right ({claim.confidence:.2f})"


def answer_of(claim: Claim) -> str | None:
    """What a party answered, in words, where the claim says so."""
    said = claim.qualifiers.get(Qualifier.ANSWER)
    return wording().answers[Answer(said)] if said in set(Answer) else None


def document_facts(document: Document) -> str:
    """Publisher, date and language of a document, in one line."""
    facts = [isolated(document.publisher or ""), in_words(document.published, "undated"), language(document.language)]
    return " · ".join(fact for fact in facts if fact)


def language(code: str) -> str:
    """The English name of a language."""
    return wording().languages.get(code, "language not known" if code == "und" else code)


def direction(language: str) -> str:
    """The direction of a text, as HTML has it: by its language, by its first letter where that is not known."""
    return "auto" if language == "und" else "rtl" if language in _LEFTWARD else "ltr"


def measures_of(hit: Hit) -> str:
    """What a listing does to the party."""
    return listed_up(hit.listing.measures) or "measure not stated by the list"


def list_dated(version: ListVersion) -> str:
    """A list's name and date."""
    return (
        f"{version.name}, {'list of ' + in_words(version.date) if version.date else 'list not dated by its publisher'}"
    )


def what_a_hit_does(hit: Hit, newer: bool = False) -> str:
    """The first line of a hit: what the listing does, who lists, since when, and how old the list is.

    `newer` says that the documents that name the party are all older than the listing.
    """
    authority = hit.listing.authority or hit.version.authority or "authority not stated"
    since = f", since {in_words(hit.listing.since)}" if hit.listing.since else ""
    since += ", after the documents that name it were published" if newer else ""
    until = f", until {in_words(hit.listing.until)}" if hit.listing.until else ""
    return f"{measures_of(hit)} — {authority}{since}{until} ({list_dated(hit.version)})"


def how_it_is_matched(hit: Hit) -> str:
    """Whether a hit is taken as the party, by which name, with which score."""
    words = {
        HitState.MATCH: "taken as the listed party",
        HitState.REVIEW: "near, for review: not taken as the listed party",
        HitState.REJECTED: "a person decided that it is another party",
    }[hit.state]
    return f"{words}; “{isolated(hit.name)}” against “{isolated(hit.listed_name)}”, score {hit.score:.2f}"


def lists_of(hits: Sequence[Hit], newer: frozenset[str] = frozenset()) -> list[str]:
    """Hits in short, by what they do: "asset freeze or blocking by OFAC (ofac_sdn, 11 July 2026)".

    `newer` are ids of listings that were made after the documents that name the party.
    """
    groups: dict[str, dict[str, list[Hit]]] = {}
    for hit in sorted(hits, key=lambda hit: hit.version.name):
        groups.setdefault(measures_of(hit), {}).setdefault(hit.version.name, []).append(hit)
    return [
        f"{measures} by {listed_up([_in_one_list(several, newer) for several in lists.values()])}"
        for measures, lists in groups.items()
    ]


def _in_one_list(hits: Sequence[Hit], newer: frozenset[str]) -> str:
    version = hits[0].version
    authority = hits[0].listing.authority or version.authority or version.name
    dates = [hit.listing.since for hit in hits if hit.listing.since]
    since = f" since {in_words(min(dates))}" if dates else ""
    since += ", after these documents" if any(hit.listing.id in newer for hit in hits) else ""
    return f"{authority}{since} ({version.name}, {in_words(version.date, 'undated')})"


def lists_in_words(findings: Findings) -> str:
    """The lists that the case was held against, with their dates."""
    if not findings.lists:
        return "not held against any list"
    return ", ".join(f"{version.name} ({in_words(version.date, 'undated')})" for version in findings.lists)


def exposure_in_words(arranged: Arranged, path: Path) -> str:
    """How a party stands to the listed one at the end of a path: "is said to supply X, in 1 step"."""
    words = wording().exposures[path.exposure]
    via = [named(arranged, step.target) for step in path.steps[:-1]]
    through = f", through {listed_up(via)}" if via else ""
    sure = path.hit is None or path.hit.state is HitState.MATCH
    end = "listed" if sure else "near a listed name, for review"
    if path.exposure in {Exposure.OWNED_BY_LISTED, Exposure.ACTS_FOR_LISTED, Exposure.SUPPLIES_LISTED}:
        return f"{words.says} {named(arranged, path.end)} ({end}){through}"
    return f"{words.says} {named(arranged, path.end)} ({end}){through}: {path.steps[0].says}"


def severity_in_words(conflict: Conflict) -> str:
    """Whether the sides of a conflict can all be true."""
    return "cannot all be true" if conflict.severity is Severity.ALARM else "can both be true"


def resting_on(claim: Claim) -> str:
    """On whose word a claim rests, outermost first; empty where the text names nobody."""
    return ", ".join(f"{isolated(source.name)} ({wording().sources[source.kind]})" for source in claim.sources)


def chain_of(answers: Sequence[OwnershipAnswer]) -> tuple[Holding, ...]:
    """The holdings that the answers of several rules rest on, each once."""
    return tuple({(one.owner, one.asset, one.says): one for answer in answers for one in answer.chain}.values())


def missing_of(answers: Sequence[OwnershipAnswer]) -> tuple[str, ...]:
    """What would decide, by rule."""
    return tuple(f"{answer.regime.upper()}: {one.says}" for answer in answers for one in answer.missing)
