"""What a dossier is about and how much it shows."""

from dataclasses import dataclass

from clew.report.pictures.network import MOST


@dataclass(frozen=True, slots=True)
class DossierOptions:
    """The dossier is about the relations of some entities (ids), or of all where none is named.

    `findings` are ids of single findings (`clew.report.selection`): where any are named the others are left out.
    `nodes` is how many parties and goods its network shows at most. `note` are words of the one who writes it
    (`author`), set apart from what documents state.
    """

    entities: tuple[str, ...] = ()
    findings: tuple[str, ...] = ()
    nodes: int = MOST
    note: str = ""
    author: str = ""

    @property
    def paragraphs(self) -> tuple[str, ...]:
        """The paragraphs of the note; none where nothing is said."""
        return tuple(told for one in self.note.splitlines() if (told := one.strip()))

    @property
    def note_by(self) -> str:
        """The heading of the note: whose words these are."""
        return f"Note by {self.author}" if self.author else "Note"
