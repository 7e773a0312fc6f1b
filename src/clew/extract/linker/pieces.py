"""Stretches of a text, and its word pieces, each with its place in it, whichever encoder they are cut for."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

import numpy as np
from numpy.typing import NDArray


class Stretch(Protocol):
    """A sentence, parsed or only cut into words: where it starts and ends in the document."""

    @property
    def start(self) -> int:
        """Its first letter."""

    @property
    def end(self) -> int:
        """The letter behind its last."""


@dataclass(frozen=True, slots=True)
class Pieces:
    """The pieces of a text: `ids` (n,) are their numbers in the vocabulary, `at` (letters,) the piece of each letter.

    A letter that belongs to no piece (a blank, what was cut off) is at -1.
    """

    ids: NDArray[np.int64]
    at: NDArray[np.int32]


Cut = Callable[[str, int], Pieces]
"""Cuts a text into at most so many pieces, the two marks around them included; what is longer loses its end."""
