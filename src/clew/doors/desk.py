"""What all doors share: one case's findings, the lists in force, and who decides."""

from dataclasses import dataclass

from clew.doors.shelf import Shelf
from clew.pipeline import KeptFindings


@dataclass(frozen=True, slots=True)
class Desk:
    """One open case and the lists at hand; `actor` is the person's name that goes with each decision."""

    kept: KeptFindings
    shelf: Shelf
    actor: str


def open_desk(kept: KeptFindings, actor: str) -> Desk:
    """Open a case for the doors. Raises `NotACase`, `CaseTooNew`, `StoreUnreachable`."""
    kept.case()
    return Desk(kept, Shelf(kept.library), actor)
