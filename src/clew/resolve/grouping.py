"""Join nodes into groups: best pairs first, and never against what excludes a join."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, Generic, TypeVar

from clew.records import Join


@dataclass(slots=True)
class Groups:
    """Disjoint groups of nodes, with what keeps groups apart and why groups were joined.

    A group is known by the order number of its first node. `foes` holds, for each group, the groups that it must not be
    joined with.
    """

    parent: dict[int, int]
    foes: dict[int, set[int]] = field(default_factory=dict)
    joins: dict[int, list[Join]] = field(default_factory=dict)

    def root(self, order: int) -> int:
        """The group that a node is in."""
        while self.parent[order] != order:
            self.parent[order] = self.parent[self.parent[order]]
            order = self.parent[order]
        return order

    def keep_apart(self, left: int, right: int) -> bool:
        """Forbid that two nodes come into one group; False where they are in one already."""
        ours, theirs = self.root(left), self.root(right)
        if ours == theirs:
            return False
        self.foes.setdefault(ours, set()).add(theirs)
        self.foes.setdefault(theirs, set()).add(ours)
        return True

    def may_join(self, left: int, right: int) -> bool:
        """Whether nothing forbids that two nodes come into one group."""
        return self.root(right) not in self.foes.get(self.root(left), ())

    def join(self, left: int, right: int, join: Join) -> bool:
        """Bring two nodes into one group and note why; False where that is forbidden or done already."""
        ours, theirs = sorted((self.root(left), self.root(right)))
        if ours == theirs or theirs in self.foes.get(ours, ()):
            return False
        self.parent[theirs] = ours
        self.joins.setdefault(ours, []).append(join)
        self.joins[ours] += self.joins.pop(theirs, [])
        moved = self.foes.pop(theirs, set())
        for foe in moved:
            self.foes[foe].discard(theirs)
            self.foes[foe].add(ours)
        if moved:
            self.foes.setdefault(ours, set()).update(moved)
        return True


def single_groups(orders: Iterable[int]) -> Groups:
    """Each node a group of its own."""
    return Groups({order: order for order in orders})


def join_best_first(groups: Groups, edges: Iterable[tuple[int, int, Join]]) -> None:
    """Join the nodes of each edge (left, right, join), highest score first, then in order of the nodes."""
    for left, right, join in sorted(edges, key=lambda edge: (-edge[2].score, edge[0], edge[1])):
        groups.join(left, right, join)


V = TypeVar("V")


class Links(Generic[V]):
    """What stands between pairs of nodes, to be looked up from either."""

    def __init__(self) -> None:
        self._of: dict[int, dict[int, V]] = {}

    def of(self, order: int) -> Mapping[int, V]:
        """The nodes that a node is linked with, and what stands between them."""
        return self._of.get(order, _NONE)

    def put(self, left: int, right: int, value: V) -> None:
        """Link two nodes."""
        self._of.setdefault(left, {})[right] = value
        self._of.setdefault(right, {})[left] = value

    def drop(self, left: int, right: int) -> None:
        """Take the link of two nodes away, where there is one."""
        for one, other in ((left, right), (right, left)):
            linked = self._of.get(one, {})
            if other in linked:
                del linked[other]


_NONE: Mapping[int, Any] = MappingProxyType({})


def components(starts: Iterable[int], linked: Callable[[int], Iterable[int]]) -> Iterator[list[int]]:
    """The sets of nodes, in order, that hang together with any of those given by any number of links."""
    seen: set[int] = set()
    for start in starts:
        if start in seen:
            continue
        seen.add(start)
        found = [start]
        for order in found:  # grows while it is gone through
            for other in linked(order):
                if other not in seen:
                    seen.add(other)
                    found.append(other)
        yield sorted(found)
