"""`clew claims`: who says what about whom, one line a statement."""

from typing import Annotated

import typer

from clew.cli.findings import entities_by_id, findings_of
from clew.cli.output import Column, Format, FormatOption, OutputOption, Row, emit
from clew.cli.place import AsOfOption, CaseArgument, the_case
from clew.errors import NoSuchName
from clew.ledger import View
from clew.pipeline import believed
from clew.records import LEAST_CONFIDENCE, Findings, claim_to_json, in_force
from clew.vocabulary import Predicate, Status


def _party(row: Row, slot: str) -> str:
    party = row[slot]
    return party["name"] if party else "(not stated)"


COLUMNS = (
    Column("document", lambda row: row["doc"]),
    Column("subject", lambda row: _party(row, "subject")),
    Column("says", lambda row: row["predicate"]),
    Column("object", lambda row: _party(row, "object")),
    Column("status", lambda row: row["status"]),
    Column("on the word of", lambda row: ", ".join(source["name"] for source in row["sources"]) or "—"),
    Column("words", lambda row: row["quote"]),
)


def register(app: typer.Typer, panel: str) -> None:
    """Add the command to the application."""
    app.command(rich_help_panel=panel)(claims)


def claims(
    case: CaseArgument,
    doc: Annotated[list[str] | None, typer.Option("--doc", help="Only of this document.")] = None,
    entity: Annotated[list[str] | None, typer.Option("--entity", help="Only about this party (name or id).")] = None,
    predicate: Annotated[list[Predicate] | None, typer.Option("--predicate", help="Only of this kind.")] = None,
    status: Annotated[list[Status] | None, typer.Option("--status", help="Only of this status.")] = None,
    min_confidence: Annotated[
        float, typer.Option("--min-confidence", min=0, max=1, help="Only as sure as this.")
    ] = LEAST_CONFIDENCE,
    form: FormatOption = Format.TABLE,
    output: OutputOption = None,
    as_of: AsOfOption = None,
) -> None:
    """List the claims: one statement of a document each, with its words and sources."""
    view = View(the_case(case), as_of)
    sure = believed(view.claims, in_force(view.judgements), min_confidence)
    kept = [
        claim
        for claim in sure
        if (not doc or claim.doc in doc)
        and (not predicate or claim.predicate in predicate)
        and (not status or claim.status in status)
    ]
    if entity:
        wanted = _about(findings_of(case, as_of=as_of), entity)
        kept = [claim for claim in kept if claim.id in wanted]
    emit(map(claim_to_json, kept), COLUMNS, form, output, "no claims")
    held = {claim.id for claim in sure}
    unsure = sum(claim.confidence < min_confidence and claim.id not in held for claim in view.claims)
    if unsure and form is Format.TABLE:
        typer.echo(f"{unsure} less sure than {min_confidence:g} are left out; --min-confidence 0 lists them", err=True)


def _about(findings: Findings, names: list[str]) -> set[str]:
    """Ids of the claims in which one of the named entities is a party. Raises `NoSuchName`."""
    known = entities_by_id(findings)
    wanted = set()
    for name in names:
        found = {e.id for e in known.values() if e.id == name or name.casefold() in {n.casefold() for n in e.names}}
        if not found:
            raise NoSuchName("party", name)
        wanted |= found
    return {claim for (claim, _), entity in findings.party.items() if entity in wanted}
