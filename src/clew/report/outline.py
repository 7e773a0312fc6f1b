"""The dossier as one run of blocks (headings, lines, quotes), which Markdown, Word and PDF each set in their form."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from importlib.metadata import version

from clew.records import Claim, Corroboration, isolated
from clew.report.answer import answer_of
from clew.report.dates import in_words
from clew.report.gaps import gaps_of
from clew.report.model import Arranged
from clew.report.options import DossierOptions
from clew.report.wording import wording
from clew.report.words import (
    chain_of,
    counted,
    document_facts,
    documents_in_words,
    exposure_in_words,
    how_it_is_matched,
    left_out_in_words,
    lists_in_words,
    missing_of,
    named,
    none_of,
    particulars,
    resting_on,
    severity_in_words,
    verb_of,
    what_a_hit_does,
    what_is_said,
)


class Kind(StrEnum):
    """What a block is."""

    TITLE = "title"
    HEADING = "heading"
    SUBHEADING = "subheading"
    TEXT = "text"
    BULLET = "bullet"
    DETAIL = "detail"
    STEP = "step"
    QUOTE = "quote"


class Face(StrEnum):
    """How a run of words is set."""

    PLAIN = "plain"
    STRONG = "strong"
    CODE = "code"


@dataclass(frozen=True, slots=True)
class Run:
    """Words in one face."""

    text: str
    face: Face = Face.PLAIN


@dataclass(frozen=True, slots=True)
class Block:
    """One heading, line or quote; `number` is that of a step."""

    kind: Kind
    runs: tuple[Run, ...]
    number: int = 0


_NOMINATED, _GOODS = 10, 40


def outline_of(a: Arranged, options: DossierOptions = DossierOptions()) -> Iterator[Block]:
    """All blocks of a dossier in their order; the text is that of documents and tables, without any markup."""
    findings = a.findings
    yield _block(Kind.TITLE, f"Dossier: {isolated(findings.case)}")
    held = "Held against " if findings.lists else ""
    read = f"{documents_in_words(a)}; {counted(len(findings.claims), 'quoted statement')}"
    yield _block(Kind.TEXT, f"{in_words(findings.made)}. {read}. {held}{lists_in_words(findings)}.")
    yield _block(Kind.TEXT, "What documents state, in their words; not what is proven. Analysis, not legal advice.")
    if told := left_out_in_words(a.left_out):
        yield _strong(told)
    if options.paragraphs:
        yield _block(Kind.HEADING, options.note_by)
        yield _block(Kind.TEXT, "Words of the one who wrote this dossier, not of the documents.")
        yield from (_block(Kind.TEXT, told) for told in options.paragraphs)
    yield _block(Kind.HEADING, "In short")
    for part in answer_of(a):
        after = f" ({len(part.lines)})" if part.lines else f": {part.none}"
        yield Block(Kind.TEXT, (Run(part.heading, Face.STRONG), Run(after)))
        for line in part.lines:
            quote = f": “{isolated(line.quote)}”" if line.quote else ""
            yield _block(Kind.BULLET, f"{line.of}{': ' + line.says if line.says else ''}{quote}")
    for section in (_parties, _paths, _matters, _ownership, _relations, _conflicts, _unknown, _custody):
        yield from section(a)


def _block(kind: Kind, text: str) -> Block:
    return Block(kind, (Run(text),))


def _strong(text: str, rest: str = "") -> Block:
    return Block(Kind.TEXT, (Run(text, Face.STRONG), *((Run(rest),) if rest else ())))


def _hash(said: str, value: str) -> Block:
    return Block(Kind.BULLET, (Run(f"{isolated(said)}: "), Run(value or "not stated", Face.CODE)))


def _parties(a: Arranged) -> Iterator[Block]:
    yield _block(Kind.HEADING, "Parties")
    for entity in a.parties:
        standing = a.standing(entity.id)
        yield _block(Kind.SUBHEADING, f"{isolated(entity.name)}{f' ({standing})' if standing else ''}")
        kind = wording().types[entity.type].capitalize()
        yield _block(Kind.TEXT, f"{kind}. What documents state about this party, not what is proven.")
        others = [name for name in entity.names if name != entity.name]
        if others:
            yield _block(Kind.BULLET, f"also written {'; '.join(map(isolated, others))}")
        for hit in a.hits.get(entity.id, ()):
            yield _block(Kind.BULLET, what_a_hit_does(hit, a.newer_than_documents(hit)))
            added = "; ".join(f"{signal.says} {signal.value:+.2f}" for signal in hit.signals)
            yield _block(Kind.DETAIL, f"{how_it_is_matched(hit)}: {added}")
        for relation in a.naming.get(entity.id, ()):
            support = a.support.get(relation.id)
            yield _block(Kind.BULLET, f"{what_is_said(a, relation)}{f' ({support.says})' if support else ''}")


def _paths(a: Arranged) -> Iterator[Block]:
    yield _block(Kind.HEADING, "Paths to listed parties")
    if not a.exposed:
        says = none_of(a, "None was found.") if a.findings.lists else "Not held against any list."
        yield _block(Kind.TEXT, says)
    for path in a.exposed:
        yield _block(Kind.SUBHEADING, f"{named(a, path.start)} {exposure_in_words(a, path)}")
        for number, step in enumerate(path.steps, 1):
            support = a.support.get(step.relation)
            said = f"{step.says}{f' ({support.says})' if support else ''}"
            yield Block(Kind.STEP, (Run(said),), number)
            for claim in a.statements(a.relation[step.relation])[:1]:
                yield _block(Kind.DETAIL, _cited(a, claim))
        if path.hit is not None:
            yield _block(Kind.TEXT, f"{named(a, path.end)}: {what_a_hit_does(path.hit)}")


def _matters(a: Arranged) -> Iterator[Block]:
    if not (a.nominated or a.party_goods or a.go_betweens):
        return
    yield _block(Kind.HEADING, "Who matters")
    says = "Unlisted parties in the order in which to look at them. The points measure no guilt and no likelihood."
    yield _block(Kind.TEXT, says)
    for one in a.nominated[:_NOMINATED]:
        yield _block(Kind.SUBHEADING, f"{named(a, one.entity)} ({one.score:g})")
        yield from (_block(Kind.BULLET, f"{reason.points:+g} {reason.says}") for reason in one.reasons)
        yield from (_block(Kind.BULLET, f"but {caution}") for caution in one.cautions)
    if a.go_betweens:
        yield _block(Kind.SUBHEADING, "Go-betweens")
        yield from (_block(Kind.BULLET, joint.says) for joint in a.go_betweens[:_NOMINATED])
    if a.party_goods:
        yield _block(Kind.SUBHEADING, "Goods by party")
    for goods in a.party_goods[:_GOODS]:
        facts = [f"HS {', '.join(goods.codes)}"] if goods.codes else []
        facts += [f"high priority list, tier {goods.tier}: {goods.item}"] if goods.tier else []
        known = f" ({'; '.join(facts)})" if facts else ""
        way = wording().goods_ways[goods.way]
        yield _block(Kind.BULLET, f"{named(a, goods.entity)} is said to {way} {isolated(goods.says)}{known}")


def _ownership(a: Arranged) -> Iterator[Block]:
    if a.caught_by:
        yield _block(Kind.HEADING, "Ownership")
    for entity, answers in a.caught_by:
        yield _block(Kind.SUBHEADING, named(a, entity))
        for answer in answers:
            share = f"{answer.low:g} %" if answer.low == answer.high else f"{answer.low:g} to {answer.high:g} %"
            words = (Run(f"{answer.rule}: "), Run(answer.answer, Face.STRONG))
            yield Block(Kind.BULLET, (*words, Run(f" ({share}; it asks for {answer.threshold})")))
        for holding in chain_of(answers):
            cited = "".join(f" [{a.number[claim]}]" for claim in holding.claims if claim in a.number)
            said = isolated(holding.says) or "share not stated"
            yield _block(Kind.BULLET, f"{named(a, holding.owner)} of {named(a, holding.asset)}: {said}{cited}")
        yield from (_block(Kind.BULLET, f"would decide, {one}") for one in missing_of(answers))


def _relations(a: Arranged) -> Iterator[Block]:
    for predicate, relations in a.by_predicate:
        yield _block(Kind.HEADING, wording().predicates[predicate].heading)
        for relation in relations:
            ends = [f"{named(a, end)}{_state(a, end)}" for end in (relation.subject, relation.object)]
            yield _strong(f"{ends[0]} {verb_of(a, relation)} {ends[1]}")
            support = a.support.get(relation.id)
            tags = ", ".join(wording().statuses[status].tag for status in relation.statuses)
            yield _block(Kind.TEXT, f"{tags}{f'; {support.says}{_grade(support)}' if support else ''}")
            yield from (_block(Kind.QUOTE, _cited(a, claim)) for claim in a.statements(relation))
            yield from (_block(Kind.QUOTE, f"Denied: {_cited(a, claim)}") for claim in a.denials(relation))


def _grade(support: Corroboration) -> str:
    """The grade with its word of likelihood and the rule that proposed both."""
    if support.grade is None:
        return ""
    grade = support.grade
    meant = wording().likelihoods.get(grade.likelihood)
    chances = f" ({meant})" if meant else ""
    return f"; grade {grade.reliability}{grade.credibility}, {grade.likelihood}{chances}: {grade.rule}"


def _state(a: Arranged, entity: str | None) -> str:
    standing = a.standing(entity)
    return f" ({standing})" if standing else ""


def _cited(a: Arranged, claim: Claim) -> str:
    document = a.documents.get(claim.quote.document)
    facts = f"{isolated(a.title(document))}, {document_facts(document)}" if document else isolated(claim.doc)
    word = f", according to {resting_on(claim)}" if claim.sources else ""
    more = "".join(f"; {label}: {isolated(said)}" for label, said in particulars(claim))
    tag = wording().statuses[claim.status].tag
    return f"“{isolated(claim.text)}” — [{a.number[claim.id]}] {facts}{word} ({tag}{more})"


def _conflicts(a: Arranged) -> Iterator[Block]:
    if a.conflicts:
        yield _block(Kind.HEADING, "Disagreements")
    for conflict in a.conflicts:
        kind = wording().conflicts[conflict.kind]
        yield _strong(conflict.topic, f" ({kind}; {severity_in_words(conflict)})")
        if conflict.distorts:
            yield _block(Kind.TEXT, f"{isolated(conflict.distorts)} does not say what its own origin says.")
        for said in conflict.statements:
            yield _block(Kind.QUOTE, f"“{isolated(said.quote)}” — {isolated(said.doc)}")


def _unknown(a: Arranged) -> Iterator[Block]:
    yield _block(Kind.HEADING, "What is not known")
    for gap in gaps_of(a):
        yield _strong(f"{gap.heading}.", f" {gap.means}{f' What to do: {gap.do}.' if gap.do else ''}")
        yield from (_block(Kind.BULLET, one.says) for one in gap.items)


def _custody(a: Arranged) -> Iterator[Block]:
    findings = a.findings
    yield _block(Kind.HEADING, "Custody")
    yield from (_hash(document.name, document.id) for document in findings.documents)
    read = {document.id for document in findings.documents}
    unread = (one for one in findings.failures if one.document not in read)
    yield from (_hash(f"{isolated(failure.doc)} (not read)", failure.document) for failure in unread)
    yield from (_hash(f"list {one.name} ({in_words(one.date, 'undated')})", one.sha256) for one in findings.lists)
    yield _hash("the ledger’s content", findings.content_hash)
    yield _hash("the ledger’s chain", findings.chain_hash)
    yield _block(Kind.BULLET, f"Clew {version('clew')}")
