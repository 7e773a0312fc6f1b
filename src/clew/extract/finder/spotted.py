"""What the finder sees in a text: a stretch that stands for a party, a good or a place."""

from dataclasses import dataclass

from clew.vocabulary import EntityType


@dataclass(frozen=True, slots=True)
class Spotted:
    """Letters `start` to `end` (exclusive) of the document, what stands there, and how sure that is (0 to 1).

    `described` is whether it is told by a description ("a trader in Minsk") and not by a name.
    """

    start: int
    end: int
    type: EntityType
    described: bool
    sure: float
