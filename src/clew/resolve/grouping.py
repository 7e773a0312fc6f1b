"""Join nodes into groups: best pairs first, and never against what excludes a join."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from clew.records import Join
from clew.resolve.nodes import Node


@dataclass(slots=True)
class Groups:
    """Disjoint groups of nodes, with what keeps groups apart and why groups were joined.

    A group is known by the order number of its first node. `foes` holds, for each group, the groups that it must not be
    joined with.
    """

    parent: list[int]
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


def single_groups(nodes: Sequence[Node]) -> Groups:
    """Each node a group of its own."""
    return Groups(list(range(len(nodes))))


def join_best_first(groups: Groups, edges: Iterable[tuple[float, int, int, Join]]) -> None:
    """Join the nodes of each edge (score, left, right, join), highest score first, then in order of the nodes."""
    for _, left, right, join in sorted(edges, key=lambda edge: (-edge[0], edge[1], edge[2])):
        groups.join(left, right, join)
