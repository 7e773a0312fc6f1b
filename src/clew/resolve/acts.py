"""Keep whom the parties of a case act with, and which of them cannot be one, in a few bytes for each claim."""

from array import array
from collections.abc import Iterator

_BESIDE, _APART = 1, 2
_FLAGS = 2
"""How many bits tell what holds of a pair; those above them are the number of the other node."""


class Acts:
    """The pairs of nodes that claims tell something of; a pair may be told of several times.

    Each node's others stand in one array of numbers, for sets of them take ten times the memory in a case of millions
    of claims.
    """

    def __init__(self) -> None:
        self._of: dict[int, array[int]] = {}

    def note(self, left: int, right: int, *, beside: bool, apart: bool) -> None:
        """Note what a claim tells of two nodes: that they stand beside one another, that they cannot be one."""
        told = _BESIDE * beside | _APART * apart
        if told:
            self._of.setdefault(left, array("Q")).append(right << _FLAGS | told)
            self._of.setdefault(right, array("Q")).append(left << _FLAGS | told)

    def beside(self, order: int) -> Iterator[int]:
        """The nodes that a node stands beside, as often as claims say so."""
        return (one >> _FLAGS for one in self._of.get(order, ()) if one & _BESIDE)

    def apart(self, order: int) -> Iterator[int]:
        """The nodes that cannot be one with a node, as often as claims say so."""
        return (one >> _FLAGS for one in self._of.get(order, ()) if one & _APART)
