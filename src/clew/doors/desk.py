"""What all doors share: one case's findings, the lists in force, and who decides."""

from dataclasses import dataclass
from pathlib import Path

from clew.doors.shelf import Shelf
from clew.pipeline import Clock, KeptFindings
from clew.screen import Library


@dataclass(frozen=True, slots=True)
class Desk:
    """One open case and the lists at hand; `actor` is the person's name that goes with each decision."""

    kept: KeptFindings
    shelf: Shelf
    actor: str


def open_desk(folder: Path, home: Path, actor: str, today: Clock, ledger: str | None = None) -> Desk:
    """Open a case for the doors; `home` is where lists live. Raises `NotACase`, `CaseTooNew`, `StoreUnreachable`."""
    library = Library(home)
    desk = Desk(KeptFindings(folder, library, today, ledger), Shelf(library), actor)
    desk.kept.case()
    return desk
