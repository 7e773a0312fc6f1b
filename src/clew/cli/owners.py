"""`clew owners`: who owns a party, and whether that catches it under a 50 per cent rule."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Annotated

import typer

from clew.cli.findings import findings_of, name_of, today
from clew.cli.output import Column, Format, FormatOption, OutputOption, Row, emit
from clew.cli.place import AsOfOption, CaseArgument, ListOption
from clew.errors import UsageError
from clew.pipeline import the_entity
from clew.records import Findings
from clew.records.ownership import Holding, OwnershipAnswer
from clew.trace import OwnershipOptions, build_graph
from clew.trace import owners as owners_of
from clew.vocabulary import Regime


def _words(row: Row) -> str:
    chain = [
        f"  {one['owner_name']} → {one['asset_name']}: {one['says'] or 'share not stated'}" for one in row["chain"]
    ]
    missing = [f"  would decide: {one['says']}" for one in row["missing"]]
    return "\n".join([row["says"], *chain, *missing, *(f"  note: {one}" for one in row["warnings"])])


COLUMNS = (
    Column("regime", lambda row: row["regime"]),
    Column("answer", lambda row: row["answer"]),
    Column("counted share", lambda row: f"{row['low']:g}–{row['high']:g} %"),
    Column("says", _words),
)


def register(app: typer.Typer, panel: str) -> None:
    """Add the command to the application."""
    app.command(rich_help_panel=panel)(owners)


def owners(
    case: CaseArgument,
    entity: Annotated[str, typer.Argument(metavar="ENTITY", help="A party: name or id.", show_default=False)],
    regime: Annotated[list[Regime] | None, typer.Option("--regime", help="Only this rule; repeatable.")] = None,
    on: Annotated[str | None, typer.Option("--on", metavar="DATE", help="On which day (default: today).")] = None,
    lists: ListOption = None,
    form: FormatOption = Format.TABLE,
    output: OutputOption = None,
    as_of: AsOfOption = None,
) -> None:
    """Show who owns a party, direct and through others, and what the 50 per cent rules make of it.

    Analysis of what documents state, not legal advice.
    """
    try:
        day = date.fromisoformat(on or today())
    except ValueError as error:
        raise UsageError(f"{on!r} is no day; give one as 2026-01-31") from error
    findings = findings_of(case, lists, as_of)
    graph = build_graph(
        findings.entities, findings.relations, findings.claims, findings.corroborations, findings.documents
    )
    party = the_entity(findings, entity).id
    options = OwnershipOptions(lists=frozenset(lists) if lists else None)
    answers = [owners_of(graph, party, one, day, findings.hits, options) for one in regime or Regime]
    emit(rows_of(findings, answers), COLUMNS, form, output)


def rows_of(findings: Findings, answers: Sequence[OwnershipAnswer]) -> Iterator[Row]:
    """Yield one row a regime."""
    for answer in answers:
        yield {
            "entity": answer.entity,
            "regime": answer.regime,
            "on": answer.on,
            "answer": answer.answer,
            "says": answer.says,
            "low": answer.low,
            "high": answer.high,
            "threshold": answer.threshold,
            "rule": answer.rule,
            "source": answer.source,
            "listed": list(answer.listed),
            "chain": [_holding(findings, one) for one in answer.chain],
            "owners": [_holding(findings, one) for one in answer.owners],
            "control": [_holding(findings, one) for one in answer.control],
            "missing": [{"says": one.says, "party": one.party} for one in answer.missing],
            "warnings": list(answer.warnings),
        }


def _holding(findings: Findings, holding: Holding) -> Row:
    return {
        "owner": holding.owner,
        "owner_name": name_of(findings, holding.owner),
        "asset": holding.asset,
        "asset_name": name_of(findings, holding.asset),
        "interest": holding.interest,
        "low": holding.low,
        "high": holding.high,
        "says": holding.says,
        "claims": list(holding.claims),
        "since": holding.since,
        "until": holding.until,
    }
