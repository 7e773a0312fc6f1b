"""What a person left out of a dossier: counted, so that no reader takes what is left for the whole."""

from dataclasses import dataclass
from enum import StrEnum


class FindingKind(StrEnum):
    """What a single finding is, in the order in which a dossier shows them."""

    HIT = "hit"
    PATH = "path"
    NOMINATION = "nomination"
    GO_BETWEEN = "go-between"
    GOODS = "goods"
    OWNERSHIP = "ownership"
    STATEMENT = "statement"
    CONFLICT = "conflict"


@dataclass(frozen=True, slots=True)
class LeftOut:
    """How many findings of each kind were left out, and how many documents that nothing else cites.

    `unsaid` are entities that would stand otherwise to the lists by what is left, so that nothing may be said of
    that; `unread` those that documents left out name as well.
    """

    findings: tuple[tuple[FindingKind, int], ...] = ()
    documents: int = 0
    unsaid: frozenset[str] = frozenset()
    unread: frozenset[str] = frozenset()

    @property
    def total(self) -> int:
        """How many findings were left out."""
        return sum(number for _, number in self.findings)
