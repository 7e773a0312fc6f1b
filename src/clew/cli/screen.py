"""`clew screen`: the parties of a case against the lists."""

from collections.abc import Iterator
from typing import Annotated

import typer

from clew.cli.findings import entities_by_id, findings_of
from clew.cli.output import Column, Format, FormatOption, OutputOption, Row, emit
from clew.cli.place import AsOfOption, CaseArgument, ListOption, actor, lists_of, the_case
from clew.errors import UsageError
from clew.pipeline import screen_case
from clew.records import Findings
from clew.screen import Library
from clew.vocabulary import HitState

COLUMNS = (
    Column("party", lambda row: row["party"]),
    Column("state", lambda row: row["state"]),
    Column("score", lambda row: f"{row['score']:.2f}"),
    Column("does", lambda row: " and ".join(row["measures"]) or "not stated"),
    Column("authority", lambda row: row["authority"]),
    Column("list", lambda row: f"{row['list']} ({row['list_date'] or 'undated'})"),
    Column("entry", lambda row: f"{row['listing']} {row['listed_name']}"),
    Column("since", lambda row: row["since"] or "—"),
    Column("why", lambda row: "; ".join([*_back(row), *(f"{s['says']} {s['value']:+.2f}" for s in row["signals"])])),
)


def _back(row: Row) -> list[str]:
    """What has changed since a person called it a false alarm, where it comes back."""
    return [f"a false alarm before; changed since: {one}" for one in row["changed"]]


def register(app: typer.Typer, panel: str) -> None:
    """Add the command to the application."""
    app.command(rich_help_panel=panel)(screen)


def screen(
    case: CaseArgument,
    lists: ListOption = None,
    form: FormatOption = Format.TABLE,
    output: OutputOption = None,
    as_of: AsOfOption = None,
    review: Annotated[
        list[str] | None,
        typer.Option("--review", metavar="[LIST=]SCORE", help="Near names from here on are shown; kept with the case."),
    ] = None,
    match: Annotated[
        list[str] | None,
        typer.Option("--match", metavar="[LIST=]SCORE", help="Exact names from here on match; kept with the case."),
    ] = None,
    four_eyes: Annotated[
        bool | None,
        typer.Option(
            "--four-eyes/--two-eyes",
            help="Whether a decision about a hit counts only when a second person confirms it; kept with the case.",
        ),
    ] = None,
    fail_on_hit: Annotated[bool, typer.Option("--fail-on-hit", help="Exit 1 if anything matches.")] = False,
) -> None:
    """Hold the parties of a case against the lists at hand, and note in the ledger which versions they were."""
    told = {"review": review or [], "match": match or []}
    if as_of is None:
        screen_case(the_case(case), Library(lists_of(case)), None, actor(), told, four_eyes)
    elif review or match or four_eyes is not None:
        raise UsageError("--review, --match and --four-eyes say how to screen from now on; they cannot go with --as-of")
    findings = findings_of(case, lists, as_of)
    rows = list(rows_of(findings))
    held = ", ".join(version.name for version in findings.lists)
    emit(rows, COLUMNS, form, output, f"no hits on {held}" if held else "the case was held against no list by then")
    if fail_on_hit and any(row["state"] is HitState.MATCH for row in rows):
        raise typer.Exit(1)


def rows_of(findings: Findings) -> Iterator[Row]:
    """Yield one row a hit, matches before those for review."""
    known = entities_by_id(findings)
    order = {HitState.MATCH: 0, HitState.REVIEW: 1, HitState.REJECTED: 2}
    for hit in sorted(findings.hits, key=lambda hit: (order[hit.state], known[hit.entity].name, -hit.score)):
        listing = hit.listing
        yield {
            "entity": hit.entity,
            "party": known[hit.entity].name,
            "name": hit.name,
            "state": hit.state,
            "score": hit.score,
            "measures": [str(measure) for measure in listing.measures],
            "authority": listing.authority or hit.version.authority,
            "legal_basis": listing.legal_basis,
            "programmes": list(listing.programmes),
            "list": hit.version.name,
            "list_date": hit.version.date,
            "list_sha256": hit.version.sha256,
            "listing": listing.id,
            "listed_name": hit.listed_name,
            "since": listing.since,
            "until": listing.until,
            "judgement": hit.judgement,
            "changed": list(hit.changed),
            "signals": [
                {"says": one.says, "value": one.value, "left": one.left, "right": one.right} for one in hit.signals
            ],
        }
