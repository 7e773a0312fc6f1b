"""Bring what people decided about parties to the nodes that it is about."""

from collections.abc import Sequence
from dataclasses import dataclass

from clew.names import fold
from clew.records import Join, Judgement, Signal, in_force
from clew.resolve.grouping import Groups
from clew.resolve.nodes import Node
from clew.vocabulary import EntityType, Verdict

_PAIRS = {Verdict.SAME, Verdict.DIFFERENT}


@dataclass(frozen=True, slots=True)
class Finder:
    """Finds the nodes that a judgement speaks of: by the id that an entity had then, and by the names it had."""

    by_id: dict[str, Node]
    by_name: dict[str, list[Node]]

    def nodes(self, id: str | None, names: Sequence[str]) -> list[Node]:
        """The node with an id, else all nodes with one of the names.

        Where the node with the id never bore the name that was decided on and one other node has it as its own, it is
        that one: of an entity of several names that has split since, a decision goes with the name that was seen.
        """
        borne = [node for name in names for node in self.by_name.get(fold(name), [])]
        if id is None or id not in self.by_id:
            return borne
        told = {fold(name) for name in names}
        own = [node for node in borne if fold(node.form.name) in told]
        return own if len(own) == 1 and self.by_id[id] not in borne else [self.by_id[id]]


def finder(nodes: Sequence[Node]) -> Finder:
    """Index nodes by id and by each of their names."""
    by_name: dict[str, list[Node]] = {}
    for node in nodes:
        for name in dict.fromkeys(fold(name) for _, name in node.mentions):
            by_name.setdefault(name, []).append(node)
    return Finder({node.id: node for node in nodes}, by_name)


def sides(judgement: Judgement) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The names of the left and of the right party of a judgement: the first half of its names, and the second."""
    half = (len(judgement.names) + 1) // 2
    return judgement.names[:half], judgement.names[half:]


def names_apart(judgements: Sequence[Judgement]) -> frozenset[frozenset[str]]:
    """Pairs of folded names that the newest judgement on them calls different."""
    newest: dict[frozenset[str], Verdict] = {}
    for judgement in in_force(judgements):
        if judgement.verdict in _PAIRS:
            left, right = sides(judgement)
            for ours in left:
                for theirs in right:
                    newest[frozenset((fold(ours), fold(theirs)))] = judgement.verdict
    return frozenset(pair for pair, verdict in newest.items() if verdict is Verdict.DIFFERENT and len(pair) > 1)


def apply_pairs(groups: Groups, where: Finder, judgements: Sequence[Judgement]) -> tuple[str, ...]:
    """Join and hold apart what people said, the newest first; the ids of judgements that newer ones overrule."""
    overruled = []
    for judgement in reversed(in_force(judgements)):
        if judgement.verdict not in _PAIRS:
            continue
        left_names, right_names = sides(judgement)
        split = judgement.left == judgement.right
        left = where.nodes(None if split else judgement.left, left_names)
        right = where.nodes(None if split else judgement.right, right_names)
        done = [_apply(groups, judgement, ours, theirs) for ours in left for theirs in right if ours is not theirs]
        if done and not all(done):
            overruled.append(judgement.id)
    return tuple(reversed(overruled))


def _apply(groups: Groups, judgement: Judgement, left: Node, right: Node) -> bool:
    if judgement.verdict is Verdict.DIFFERENT:
        return groups.keep_apart(left.order, right.order)
    signal = Signal(f"{judgement.by} decided that they are the same", 1.0, left.form.name, right.form.name)
    join = Join(left.form.name, right.form.name, 1.0, (signal,), judgement.id)
    return groups.join(left.order, right.order, join) or groups.root(left.order) == groups.root(right.order)


def renamed(
    groups: Groups, where: Finder, judgements: Sequence[Judgement]
) -> tuple[dict[int, str], dict[int, EntityType]]:
    """The names and the types that people gave to groups; the newest counts."""
    names: dict[int, str] = {}
    types: dict[int, EntityType] = {}
    for judgement in in_force(judgements):
        if judgement.right is None or judgement.verdict not in {Verdict.RENAME, Verdict.SET_TYPE}:
            continue
        for node in where.nodes(judgement.left, judgement.names):
            if judgement.verdict is Verdict.RENAME:
                names[groups.root(node.order)] = judgement.right
            elif judgement.right in set(EntityType):
                types[groups.root(node.order)] = EntityType(judgement.right)
    return names, types
