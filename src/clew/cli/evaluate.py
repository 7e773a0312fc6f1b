"""`clew evaluate`: score the extractor on a gold set, say why it errs, hold it to floors."""

import json
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer

from clew.cli.output import plain, write
from clew.evaluate import (
    Fault,
    GoldClaim,
    GoldSet,
    Score,
    faults,
    gate,
    read_floors,
    read_gold,
    score_claims,
    write_floors,
)
from clew.evaluate.gold import claim_seen
from clew.extract import Extractor, ExtractorOptions, extract_claims, load_extractor
from clew.ledger import sha256
from clew.read import Found, read_document
from clew.records import LEAST_CONFIDENCE, Given, claim_to_json


def register(app: typer.Typer, panel: str) -> None:
    """Add the command to the application."""
    app.command(rich_help_panel=panel)(evaluate)


def evaluate(
    gold: Annotated[Path, typer.Argument(metavar="GOLD", help="A folder with claims.jsonl and entities.jsonl.")],
    texts: Annotated[Path, typer.Option("--texts", metavar="DIR", help="The folder of the texts (*.txt).")],
    floors: Annotated[
        Path | None, typer.Option("--gate", metavar="FILE", help="Fail (exit 1) below the floors of this file.")
    ] = None,
    name: Annotated[str | None, typer.Option("--name", help="The set's name in that file (default: GOLD's).")] = None,
    raise_floors: Annotated[bool, typer.Option("--raise", help="Write the figures reached as floors.")] = False,
    allow_regression: Annotated[
        str, typer.Option("--allow-regression", metavar="WHY", help="With --raise: lower too, and say why.")
    ] = "",
    half: Annotated[
        str | None, typer.Option("--half", metavar="odd|even", help="Only texts whose name has such a SHA-256.")
    ] = None,
    min_confidence: Annotated[
        float, typer.Option("--min-confidence", min=0, max=1, help="Only claims as sure as this.")
    ] = LEAST_CONFIDENCE,
    no_linker: Annotated[bool, typer.Option("--no-linker", help="Score the frames alone.")] = False,
    errors: Annotated[bool, typer.Option("--errors", help="List every missed and every wrong claim.")] = False,
    output: Annotated[Path | None, typer.Option("--output", "-o", help="Write the figures here.")] = None,
) -> None:
    """Score the extractor on your own gold set: precision, recall, status, sources, and errors by cause."""
    wanted = halved(read_gold(gold, texts), half)
    predicted = predict(wanted, texts, load_extractor(ExtractorOptions(linker=not no_linker)), min_confidence)
    score = score_claims(wanted, predicted)
    found = list(faults(wanted, predicted, score))
    causes = Counter((("missed" if fault.missed else "wrong"), str(fault.cause)) for fault in found)
    told = {**score.told(), "causes": {f"{kind}: {cause}": n for (kind, cause), n in causes.most_common()}}
    write(json.dumps(told, ensure_ascii=False, indent=1) + "\n", output)
    if errors:
        for fault in found:
            print(_in_words(fault))
    if floors is not None:
        _hold(floors, name or gold.name, score, raise_floors, allow_regression)


def _hold(path: Path, name: str, score: Score, raise_floors: bool, because: str) -> None:
    """Fail below the floors, or write the figures reached as floors."""
    if raise_floors:
        write_floors(path, name, score, because)
        return
    below = list(gate(name, score, read_floors(path)))
    for fault in below:
        print(fault)
    if below:
        raise typer.Exit(1)


def halved(gold: GoldSet, half: str | None) -> GoldSet:
    """Keep the texts whose name has an odd or an even SHA-256, and their claims; None keeps all."""
    if half is None:
        return gold
    kept = {name: text for name, text in gold.texts.items() if int(sha256(name.encode()), 16) % 2 == (half == "odd")}
    return GoldSet(tuple(claim for claim in gold.claims if claim.doc in kept), gold.entities, kept)


def predict(gold: GoldSet, texts: Path, extractor: Extractor, least: float = LEAST_CONFIDENCE) -> Sequence[GoldClaim]:
    """Extract the claims of a gold set's texts that are as sure as `least`, seen as its own claims are."""
    found = [Found(texts / name, name, Given()) for name in gold.texts]
    documents = [document for one in found for document in read_document(one.path, one.name, one.given).documents]
    return [
        claim_seen(claim_to_json(claim), gold.texts[claim.doc])
        for extraction in extract_claims(documents, extractor)
        for claim in extraction.claims
        if claim.confidence >= least
    ]


def _in_words(fault: Fault) -> str:
    claim, other = fault.claim, fault.other
    says = f"{claim.subject or '(not stated)'} {claim.predicate} {claim.object or '(not stated)'}"
    instead = (
        f" | {'found' if fault.missed else 'gold'}: {other.subject} {other.predicate} {other.object}" if other else ""
    )
    return plain(
        f"{'missed' if fault.missed else 'wrong'} ({fault.cause}) {claim.doc}: {says}{instead} | {claim.quote}"
    )
