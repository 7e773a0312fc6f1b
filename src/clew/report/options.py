"""What a dossier is about and how much it shows."""

from dataclasses import dataclass

from clew.report.pictures.network import MOST


@dataclass(frozen=True, slots=True)
class DossierOptions:
    """The dossier is about the relations of some entities (ids), or of all where none is named.

    `nodes` is how many parties and goods its network shows at most.
    """

    entities: tuple[str, ...] = ()
    nodes: int = MOST
