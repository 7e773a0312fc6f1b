"""`clew trace`: by which path a party touches a listed one, or another party."""

from collections.abc import Iterator, Sequence
from typing import Annotated

import typer

from clew.cli.findings import findings_of
from clew.cli.output import Column, Format, FormatOption, OutputOption, Row, emit
from clew.cli.place import AsOfOption, CaseArgument, ListOption
from clew.pipeline import the_entity
from clew.records import Claim, Findings, Path
from clew.trace import ExposureGraph, PathOptions, build_graph, explain_path, explain_step, find_paths, k_best_paths
from clew.vocabulary import Predicate, Status


def _words(row: Row) -> str:
    """The path in a sentence, then the words behind each step."""
    quotes = [f"  “{claim['quote']}” — {claim['doc']}" for step in row["steps"] for claim in step["claims"][:2]]
    return "\n".join([row["says"], *quotes])


COLUMNS = (
    Column("from", lambda row: row["from_name"]),
    Column("to", lambda row: row["to_name"]),
    Column("exposure", lambda row: row["exposure"]),
    Column("steps", lambda row: len(row["steps"])),
    Column("what the record says", _words),
)


def register(app: typer.Typer, panel: str) -> None:
    """Add the command to the application."""
    app.command(rich_help_panel=panel)(trace)


def trace(
    case: CaseArgument,
    start: Annotated[str, typer.Argument(metavar="FROM", help="A party: name or id.", show_default=False)],
    end: Annotated[str | None, typer.Argument(metavar="[TO]", help="Another party; without it, listed ones.")] = None,
    lists: ListOption = None,
    predicate: Annotated[list[Predicate] | None, typer.Option("--predicate", help="Walk only over these.")] = None,
    status: Annotated[list[Status] | None, typer.Option("--status", help="Walk also over these statuses.")] = None,
    paths: Annotated[int, typer.Option("--paths", min=1, max=100, help="How many different paths.")] = 3,
    max_steps: Annotated[int, typer.Option("--max-steps", min=1, max=12, help="How long they may be.")] = 4,
    form: FormatOption = Format.TABLE,
    output: OutputOption = None,
    as_of: AsOfOption = None,
) -> None:
    """Show the paths from a party to listed ones, each step with its sentence, its support and its words."""
    findings = findings_of(case, lists, as_of)
    options = PathOptions(
        paths=paths,
        max_steps=max_steps,
        predicates=frozenset(predicate) if predicate else None,
        statuses=PathOptions().statuses | frozenset(status or ()),
        beyond_listed=True,
    )
    graph = build_graph(
        findings.entities, findings.relations, findings.claims, findings.corroborations, findings.documents
    )
    begin = the_entity(findings, start).id
    if end is None:
        found: Sequence[Path] = find_paths(graph, [begin], findings.hits, options)
    else:
        found = k_best_paths(graph, begin, the_entity(findings, end).id, paths, options)
    against = ", ".join(version.name for version in findings.lists) or "no list (run: clew screen)"
    emit(rows_of(findings, graph, found), COLUMNS, form, output, f"no path found; screened against {against}")


def rows_of(findings: Findings, graph: ExposureGraph, paths: Sequence[Path]) -> Iterator[Row]:
    """Yield one row a path, its steps with their claims."""
    names = {entity.id: entity.name for entity in findings.entities}
    for path in paths:
        hit = path.hit
        yield {
            "from": path.start,
            "from_name": names[path.start],
            "to": path.end,
            "to_name": names[path.end],
            "exposure": path.exposure,
            "says": explain_path(graph, path),
            "support": round(path.support, 4),
            "listing": {"list": hit.listing.list, "id": hit.listing.id, "name": hit.listed_name, "state": hit.state}
            if hit
            else None,
            "steps": [
                {
                    "relation": step.relation,
                    "from": step.source,
                    "to": step.target,
                    "says": told.says,
                    "support": told.support,
                    "claims": [_claim(claim) for claim in told.claims],
                    "denials": [_claim(claim) for claim in told.denials],
                }
                for step in path.steps
                for told in (explain_step(graph, step),)
            ],
        }


def _claim(claim: Claim) -> Row:
    return {
        "id": claim.id,
        "doc": claim.doc,
        "quote": claim.text,
        "start": claim.quote.start,
        "end": claim.quote.end,
        "status": claim.status,
        "sources": [source.name for source in claim.sources],
    }
