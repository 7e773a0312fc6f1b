"""The dossier as Markdown, and all findings as JSON."""

import json
from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from clew.records import Findings, canonical_json, claim_to_json
from clew.report import words
from clew.report.model import Arranged
from clew.report.summary import summarise

_SPECIAL = str.maketrans({c: f"\\{c}" for c in "\\`*_{}[]<>#|!"})


def render_markdown(findings: Findings, chosen: tuple[str, ...] = ()) -> str:
    """Render the dossier as Markdown, each relation with its words; text from documents never becomes markup."""
    return "\n".join(_lines(Arranged(findings, chosen))) + "\n"


def _lines(arranged: Arranged) -> Iterator[str]:
    findings = arranged.findings
    yield f"# Dossier: {_safe(findings.case)}"
    yield f"\n{findings.made}. What documents state, in their words; not what is proven. Analysis, not legal advice.\n"
    yield from (f"- {_safe(line.strip())}" for line in summarise(findings).lines)
    yield "\n## Parties\n"
    for entity in arranged.parties:
        yield f"### {_safe(entity.name)}\n"
        yield from (f"- {_safe(words.what_a_hit_does(hit))}" for hit in arranged.hits.get(entity.id, ()))
        others = ", ".join(_safe(name) for name in entity.names if name != entity.name)
        yield f"- {entity.type}" + (f"; also named {others}" if others else "") + "\n"
    for predicate, relations in arranged.by_predicate:
        yield f"## {words.PREDICATES[predicate][0]}\n"
        for relation in relations:
            verb, support = words.PREDICATES[predicate][1], arranged.support.get(relation.id)
            says = f" ({support.says})" if support else ""
            yield f"**{_safe(arranged.name(relation.subject))} {verb} {_safe(arranged.name(relation.object))}**{says}\n"
            for claim in (*arranged.statements(relation), *arranged.denials(relation)):
                yield f"> {_one_line(claim.text)}\n>\n> — {_safe(claim.doc)}, {words.STATUSES[claim.status]}\n"
    if findings.conflicts:
        yield "## Disagreements\n"
    for conflict in findings.conflicts:
        yield f"**{_safe(conflict.topic)}** ({conflict.kind}, {conflict.severity})\n"
        yield from (f"> {_one_line(one.quote)} — {_safe(one.doc)}\n" for one in conflict.statements)
    yield "## Custody\n"
    yield from (f"- {_safe(document.name)}: `{document.id}`" for document in findings.documents)
    yield from (
        f"- list {_safe(version.name)} ({version.date or 'undated'}): `{version.sha256}`" for version in findings.lists
    )
    yield f"- the ledger’s content: `{findings.content_hash}`\n- the ledger’s chain: `{findings.chain_hash}`"


def _one_line(text: str) -> str:
    return _safe(" ".join(text.split()))


def _safe(text: str) -> str:
    return text.translate(_SPECIAL)


def findings_to_json(findings: Findings) -> dict[str, Any]:
    """All findings as one JSON object in a fixed order.

    Log and times are not in it, so that a change of mind that was taken back leaves no trace.
    """
    return {
        "case": findings.case,
        "documents": [
            {key: value for key, value in asdict(one).items() if key not in {"text", "prose", "places"}}
            for one in findings.documents
        ],
        "failures": [asdict(one) for one in findings.failures],
        "problems": [asdict(one) for one in findings.problems],
        "claims": [claim_to_json(one) for one in findings.claims],
        "entities": [asdict(one) for one in findings.entities],
        "parties": [[claim, slot, entity] for (claim, slot), entity in sorted(findings.party.items())],
        "relations": [asdict(one) for one in findings.relations],
        "lineages": [asdict(one) for one in findings.lineages],
        "corroborations": [asdict(one) for one in findings.corroborations],
        "conflicts": [asdict(one) for one in findings.conflicts],
        "lists": [{key: value for key, value in asdict(one).items() if key != "imported"} for one in findings.lists],
        "hits": [_without_times(asdict(one)) for one in findings.hits],
        "paths": [_without_times(asdict(one)) for one in findings.paths],
    }


def _without_times(told: dict[str, Any]) -> dict[str, Any]:
    for hit in (told, told.get("hit")):
        if hit and "version" in hit:
            hit["version"].pop("imported", None)
    return told


def render_json(findings: Findings) -> str:
    """All findings as canonical JSON: the same findings give the same bytes."""
    return json.dumps(json.loads(canonical_json(findings_to_json(findings))), ensure_ascii=False, indent=1) + "\n"
