"""The dossier as Markdown with numbered citations."""

from collections.abc import Iterator
from importlib.metadata import version

from clew.records import Claim, Findings
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
    lists_in_words,
    missing_of,
    particulars,
    resting_on,
    severity_in_words,
    verb_of,
    what_a_hit_does,
    what_is_said,
)

_SPECIAL = str.maketrans({c: f"\\{c}" for c in "\\`*_{}[]<>#|!~"})


def render_markdown(findings: Findings, options: DossierOptions = DossierOptions()) -> str:
    """Render the dossier as Markdown, each statement with its words; text from documents never becomes markup."""
    return "\n".join(_lines(Arranged(findings, options.entities))) + "\n"


def _lines(a: Arranged) -> Iterator[str]:
    findings = a.findings
    yield f"# Dossier: {safe(findings.case)}\n"
    yield f"{in_words(findings.made)}. {documents_in_words(a)}; {counted(len(findings.claims), 'quoted statement')}."
    held = "Held against " if findings.lists else ""
    yield f"{held}{safe(lists_in_words(findings))}.\n"
    yield "What documents state, in their words; not what is proven. Analysis, not legal advice.\n"
    yield "## In short\n"
    for part in answer_of(a):
        yield f"**{part.heading}**" + (f" ({len(part.lines)})\n" if part.lines else f": {part.none}\n")
        for line in part.lines:
            quote = f": “{safe(line.quote)}”" if line.quote else ""
            yield f"- {safe(line.of)}{': ' + safe(line.says) if line.says else ''}{quote}"
        yield ""
    yield from _parties(a)
    yield from _paths(a)
    yield from _ownership(a)
    yield from _relations(a)
    yield from _conflicts(a)
    yield from _unknown(a)
    yield from _custody(a)


def _parties(a: Arranged) -> Iterator[str]:
    yield "## Parties\n"
    for entity in a.parties:
        standing = a.standing(entity.id)
        yield f"### {safe(entity.name)}{f' ({standing})' if standing else ''}\n"
        kind = wording().types[entity.type].capitalize()
        yield f"{kind}. What documents state about this party, not what is proven.\n"
        others = [safe(name) for name in entity.names if name != entity.name]
        if others:
            yield f"- also written {'; '.join(others)}"
        for hit in a.hits.get(entity.id, ()):
            yield f"- {safe(what_a_hit_does(hit, a.newer_than_documents(hit)))}"
            added = "; ".join(f"{signal.says} {signal.value:+.2f}" for signal in hit.signals)
            yield f"  - {safe(how_it_is_matched(hit))}: {safe(added)}"
        for relation in a.naming.get(entity.id, ()):
            support = a.support.get(relation.id)
            yield f"- {safe(what_is_said(a, relation))}{f' ({support.says})' if support else ''}"
        yield ""


def _paths(a: Arranged) -> Iterator[str]:
    yield "## Paths to listed parties\n"
    if not a.exposed:
        yield "None was found.\n" if a.findings.lists else "Not held against any list.\n"
    for path in a.exposed:
        yield f"### {safe(a.name(path.start))} {safe(exposure_in_words(a, path))}\n"
        for number, step in enumerate(path.steps, 1):
            support = a.support.get(step.relation)
            yield f"{number}. {safe(step.says)}{f' ({support.says})' if support else ''}"
            for claim in a.statements(a.relation[step.relation])[:1]:
                yield f"   {_cited(a, claim)}"
        if path.hit is not None:
            yield f"\n{safe(a.name(path.end))}: {safe(what_a_hit_does(path.hit))}"
        yield ""


def _ownership(a: Arranged) -> Iterator[str]:
    if a.caught_by:
        yield "## Ownership\n"
    for entity, answers in a.caught_by:
        yield f"### {safe(a.name(entity))}\n"
        for answer in answers:
            share = f"{answer.low:g} %" if answer.low == answer.high else f"{answer.low:g} to {answer.high:g} %"
            yield f"- {answer.rule}: **{answer.answer}** ({share}; it asks for {answer.threshold})"
        for holding in chain_of(answers):
            said = safe(holding.says or "share not stated")
            cited = "".join(f" \\[{a.number[claim]}\\]" for claim in holding.claims if claim in a.number)
            yield f"- {safe(a.name(holding.owner))} of {safe(a.name(holding.asset))}: {said}{cited}"
        yield from (f"- would decide, {safe(one)}" for one in missing_of(answers))
        yield ""


def _relations(a: Arranged) -> Iterator[str]:
    for predicate, relations in a.by_predicate:
        yield f"## {wording().predicates[predicate].heading}\n"
        for relation in relations:
            ends = [f"{safe(a.name(end))}{_state(a, end)}" for end in (relation.subject, relation.object)]
            yield f"**{ends[0]} {verb_of(a, relation)} {ends[1]}**\n"
            support = a.support.get(relation.id)
            tags = ", ".join(wording().statuses[status].tag for status in relation.statuses)
            grade = (
                f"; grade {support.grade.reliability}{support.grade.credibility}" if support and support.grade else ""
            )
            yield f"{tags}{f'; {support.says}' if support else ''}{grade}\n"
            for claim in a.statements(relation):
                yield f"> {_cited(a, claim)}\n"
            for claim in a.denials(relation):
                yield f"> Denied: {_cited(a, claim)}\n"


def _state(a: Arranged, entity: str | None) -> str:
    standing = a.standing(entity)
    return f" ({standing})" if standing else ""


def _cited(a: Arranged, claim: Claim) -> str:
    document = a.documents.get(claim.quote.document)
    facts = f"{safe(a.title(document))}, {safe(document_facts(document))}" if document else safe(claim.doc)
    word = f", according to {safe(resting_on(claim))}" if claim.sources else ""
    more = "".join(f"; {label}: {safe(said)}" for label, said in particulars(claim))
    tag = wording().statuses[claim.status].tag
    return f"“{safe(claim.text)}” — \\[{a.number[claim.id]}\\] {facts}{word} ({tag}{more})"


def _conflicts(a: Arranged) -> Iterator[str]:
    if a.conflicts:
        yield "## Disagreements\n"
    for conflict in a.conflicts:
        yield f"**{safe(conflict.topic)}** ({wording().conflicts[conflict.kind]}; {severity_in_words(conflict)})\n"
        if conflict.distorts:
            yield f"{safe(conflict.distorts)} does not say what its own origin says.\n"
        for said in conflict.statements:
            yield f"> “{safe(said.quote)}” — {safe(said.doc)}\n"


def _unknown(a: Arranged) -> Iterator[str]:
    yield "## What is not known\n"
    for gap in gaps_of(a):
        yield f"**{gap.heading}.** {gap.means}{f' What to do: {safe(gap.do)}.' if gap.do else ''}\n"
        yield from (f"- {safe(one.says)}" for one in gap.items)
        yield ""


def _custody(a: Arranged) -> Iterator[str]:
    findings = a.findings
    yield "## Custody\n"
    yield from (f"- {safe(document.name)}: `{document.id}`" for document in findings.documents)
    yield from (f"- {safe(failure.doc)} (not read): `{failure.document}`" for failure in findings.failures)
    yield from (f"- list {safe(one.name)} ({in_words(one.date, 'undated')}): `{one.sha256}`" for one in findings.lists)
    yield f"- the ledger’s content: `{findings.content_hash}`\n- the ledger’s chain: `{findings.chain_hash}`"
    yield f"- Clew {version('clew')}"


def safe(text: str) -> str:
    """Text on one line whose characters mean nothing to Markdown."""
    return " ".join(text.split()).translate(_SPECIAL)
