"""What the commands that show findings share: open the case, derive, with a word on what is being done."""

import os
import sys
from datetime import UTC, datetime
from pathlib import Path

from rich.console import Console

from clew.cli.place import lists_of, the_case
from clew.pipeline import DeriveOptions, KeptFindings, derive
from clew.records import LEAST_CONFIDENCE, Entity, Findings
from clew.screen import Library


def today() -> str:
    """Give the present day in UTC, ISO 8601."""
    return datetime.now(UTC).date().isoformat()


def findings_of(
    folder: Path,
    lists: list[str] | None = None,
    as_of: str | None = None,
    min_confidence: float = LEAST_CONFIDENCE,
    home_folder: Path | None = None,
) -> Findings:
    """Derive the findings of a case, showing on a terminal which stage is at work."""
    case = the_case(folder)
    options = DeriveOptions(as_of or today(), tuple(lists) if lists else None, as_of, min_confidence)
    console = Console(stderr=True)
    if not sys.stderr.isatty():
        return derive(case, Library(home_folder or lists_of(folder)), options)
    with console.status("reading the ledger") as status:
        return derive(case, Library(home_folder or lists_of(folder)), options, status.update)


def kept_findings(folder: Path) -> KeptFindings:
    """The findings of a case for a program that stays, those of the present day."""
    return KeptFindings(
        folder, Library(lists_of(folder)), lambda: DeriveOptions(today()), os.environ.get("CLEW_LEDGER")
    )


def name_of(findings: Findings, entity: str | None) -> str:
    """The name of an entity, "not stated" for none."""
    if entity is None:
        return "not stated"
    return entities_by_id(findings)[entity].name


def entities_by_id(findings: Findings) -> dict[str, Entity]:
    """The entities of some findings by their ids."""
    return {entity.id: entity for entity in findings.entities}
