"""All findings as canonical JSON."""

import json
from dataclasses import asdict
from typing import Any

from clew.records import Findings, canonical_json, claim_to_json
from clew.report.left_out import LeftOut
from clew.report.options import DossierOptions
from clew.report.selection import narrowed


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
        "ownership": [asdict(one) for one in findings.ownership],
        "matters": asdict(findings.matters),
    }


def _without_times(told: dict[str, Any]) -> dict[str, Any]:
    for hit in (told, told.get("hit")):
        if hit and "version" in hit:
            hit["version"].pop("imported", None)
    return told


def render_json(findings: Findings, options: DossierOptions = DossierOptions()) -> str:
    """All findings, or those chosen, as canonical JSON: the same findings give the same bytes.

    What was left out by choice is counted, by kind, under `left_out`. Raises `NoSuchName`.
    """
    kept, left_out = narrowed(findings, options.findings) if options.findings else (findings, LeftOut())
    told = findings_to_json(kept)
    if left_out.total:
        told["left_out"] = {"findings": dict(left_out.findings), "documents": left_out.documents}
    return json.dumps(json.loads(canonical_json(told)), ensure_ascii=False, indent=1) + "\n"
