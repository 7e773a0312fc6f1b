"""`clew rank`: who matters in a case: unlisted parties to look at first, go-betweens, goods by party, the timeline."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict
from enum import StrEnum
from typing import Annotated

import typer

from clew.cli.findings import findings_of, name_of
from clew.cli.output import Column, Format, FormatOption, OutputOption, Row, emit
from clew.cli.place import AsOfOption, CaseArgument, ListOption
from clew.pipeline import the_entity
from clew.records import Findings


class Shown(StrEnum):
    """What is shown."""

    PARTIES = "parties"
    GO_BETWEENS = "go-betweens"
    GOODS = "goods"
    TIMELINE = "timeline"


def _reasons(row: Row) -> str:
    told = [f"{one['points']:+g} {one['says']}" for one in row["reasons"]]
    return "\n".join([*told, *(f"   but {one}" for one in row["cautions"])])


COLUMNS: dict[Shown, Sequence[Column]] = {
    Shown.PARTIES: (
        Column("party", lambda row: row["name"]),
        Column("points", lambda row: f"{row['score']:g}"),
        Column("reasons", _reasons),
    ),
    Shown.GO_BETWEENS: (
        Column("party", lambda row: row["name"]),
        Column("pairs", lambda row: row["pairs"]),
        Column("what it joins", lambda row: row["says"]),
    ),
    Shown.GOODS: (
        Column("party", lambda row: row["name"]),
        Column("way", lambda row: row["way"]),
        Column("goods", lambda row: row["says"]),
        Column("HS", lambda row: ", ".join(row["codes"])),
        Column("models", lambda row: ", ".join(row["models"])),
        Column("priority", lambda row: f"tier {row['tier']}: {row['item']}" if row["tier"] else ""),
        Column("with", lambda row: ", ".join(row["partner_names"])),
    ),
    Shown.TIMELINE: (
        Column("when", lambda row: row["when"]),
        Column("what the record says", lambda row: row["says"]),
    ),
}


def register(app: typer.Typer, panel: str) -> None:
    """Add the command to the application."""
    app.command(rich_help_panel=panel)(rank)


def rank(
    case: CaseArgument,
    show: Annotated[Shown, typer.Option("--show", help="What to show.")] = Shown.PARTIES,
    entity: Annotated[str | None, typer.Option("--entity", metavar="NAME", help="Only this party.")] = None,
    limit: Annotated[int, typer.Option("--limit", min=1, help="At most so many rows.")] = 50,
    lists: ListOption = None,
    form: FormatOption = Format.TABLE,
    output: OutputOption = None,
    as_of: AsOfOption = None,
) -> None:
    """Rank the unlisted parties that a desk officer would look at first, with the reasons in words."""
    findings = findings_of(case, lists, as_of)
    chosen = the_entity(findings, entity).id if entity else None
    rows = list(ROWS[show](findings, chosen))
    emit(rows[:limit], COLUMNS[show], form, output, "nobody: no reason was found" if findings.lists else _UNSCREENED)


_UNSCREENED = "nothing; the case was held against no list (run: clew screen)"


def _parties(findings: Findings, chosen: str | None) -> Iterator[Row]:
    for one in findings.matters.nominations:
        if chosen in (None, one.entity):
            yield {"name": name_of(findings, one.entity), **asdict(one)}


def _go_betweens(findings: Findings, chosen: str | None) -> Iterator[Row]:
    for one in findings.matters.go_betweens:
        if chosen in (None, one.entity):
            yield {"name": name_of(findings, one.entity), **asdict(one)}


def _goods(findings: Findings, chosen: str | None) -> Iterator[Row]:
    for one in findings.matters.goods:
        if chosen in (None, one.entity):
            partners = [name_of(findings, partner) for partner in one.partners]
            yield {"name": name_of(findings, one.entity), **asdict(one), "partner_names": partners}


def _timeline(findings: Findings, chosen: str | None) -> Iterator[Row]:
    relations = {one.id: one for one in findings.relations}
    for one in findings.matters.timeline:
        relation = relations.get(one.relation or "")
        sides = {one.entity, *((relation.subject, relation.object) if relation else ())}
        if chosen is None or chosen in sides:
            yield asdict(one)


ROWS: dict[Shown, Callable[[Findings, str | None], Iterator[Row]]] = {
    Shown.PARTIES: _parties,
    Shown.GO_BETWEENS: _go_betweens,
    Shown.GOODS: _goods,
    Shown.TIMELINE: _timeline,
}
