"""Keep which nodes of a case are alike enough to be one party, and which may be, by names and by whom they act with."""

from collections.abc import Mapping, Sequence

from clew.records import Join
from clew.resolve.acts import Acts
from clew.resolve.blocking import Blocks
from clew.resolve.form import Sort
from clew.resolve.grouping import Links
from clew.resolve.nodes import Node
from clew.resolve.signals import DOUBTFUL, THRESHOLD, compare_nodes
from clew.resolve.tables import Tables
from clew.resolve.told import join_of

_NOBODY: frozenset[str] = frozenset()


class Likeness:
    """The likenesses between the nodes of a case: `likely` ones join, of the `doubtful` those that have a join."""

    def __init__(self) -> None:
        self.likely: Links[Join] = Links()
        self.doubtful: Links[Join | None] = Links()
        self._blocks = Blocks()

    def compare(self, met: Mapping[int, Node], known: int, nodes: Sequence[Node], known_words: Tables) -> set[int]:
        """Compare the nodes that were met with their neighbours; the nodes that lost a likeness by it.

        From the one with the order `known` on nodes are new.
        """
        crowded: set[int] = set()
        for node in nodes[known:]:
            crowded |= self._blocks.add(node)
        lost: set[int] = set()
        for order in sorted(crowded):
            if order < known and order not in met:
                near = self._blocks.neighbours(nodes[order])
                lost |= self._unlink(order, [one for one in self._linked(order) if one not in near])
        for order in met:
            if order < known:
                lost |= self._unlink(order, self._linked(order))
        near_pairs = (
            (*((node, other) if order < place else (other, node)), _NOBODY)
            for order, node in met.items()
            for place, other in self._blocks.neighbours(node).items()
            if order < place or place not in met
        )
        for left, right, match in compare_nodes(near_pairs, known_words):
            if match.score >= THRESHOLD:
                self.likely.put(left.order, right.order, join_of(left, right, match.signals))
            elif match.score >= DOUBTFUL:
                self.doubtful.put(left.order, right.order, None)
        return lost

    def look_again(
        self,
        touched: set[int],
        moved: set[int],
        acts: Acts,
        groups: Sequence[int],
        nodes: Sequence[Node],
        known_words: Tables,
    ) -> set[int]:
        """Compare doubtful pairs again now that the parties beside them are joined: one firm's one director is one.

        `touched` nodes were compared or judged, `moved` ones are in another group than before; `acts` and `groups`
        tell of each node by its order whom it stands beside, and its group. The nodes of those pairs of which now
        something else holds are given back.
        """
        stale = touched | {other for order in moved for other in acts.beside(order)}
        pairs = {(min(one, other), max(one, other)) for one in stale for other in self.doubtful.of(one)}
        beside: dict[int, set[int]] = {}
        for order in {order for pair in pairs for order in pair}:
            near = (other for other in acts.beside(order) if nodes[other].form.sort is not Sort.STATE)
            beside[order] = {groups[other] for other in near}
        again = [
            (nodes[left], nodes[right], frozenset(nodes[root].form.name for root in beside[left] & beside[right]))
            for left, right in sorted(pairs)
            if beside[left] & beside[right]
        ]
        joins = {
            (left.order, right.order): join_of(left, right, match.signals)
            for left, right, match in compare_nodes(again, known_words)
            if match.score >= THRESHOLD
        }
        changed = set()
        for left, right in pairs:
            join = joins.get((left, right))
            if join != self.doubtful.of(left)[right]:
                self.doubtful.put(left, right, join)
                changed |= {left, right}
        return changed

    def _linked(self, order: int) -> list[int]:
        return [*self.likely.of(order), *self.doubtful.of(order)]

    def _unlink(self, order: int, others: Sequence[int]) -> set[int]:
        for other in others:
            self.likely.drop(order, other)
            self.doubtful.drop(order, other)
        return {order, *others} if others else set()
