"""Bring what people decided about parties to the nodes that it is about."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from clew.names import fold
from clew.records import Join, Judgement, Signal, in_force
from clew.resolve.grouping import Groups, single_groups
from clew.resolve.nodes import Node
from clew.resolve.text_words import Folded
from clew.vocabulary import EntityType, Verdict

_PAIRS = {Verdict.SAME, Verdict.DIFFERENT}
_ON_PARTIES = _PAIRS | {Verdict.RENAME, Verdict.SET_TYPE}


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


def finder(nodes: Sequence[Node], judgements: Sequence[Judgement]) -> Finder:
    """Index nodes by id and by each of their names, as far as judgements speak of them."""
    told = on_parties(judgements)
    wanted = {fold(name) for one in told for name in one.names}
    ids = {id for one in told for id in (one.left, one.right)}
    by_name: dict[str, list[Node]] = {}
    folded = Folded()
    for node in nodes if told else ():
        for name in dict.fromkeys(folded[said.name] for said in node.mentions):
            if name in wanted:
                by_name.setdefault(name, []).append(node)
    return Finder({node.id: node for node in nodes if node.id in ids} if ids else {}, by_name)


def on_parties(judgements: Sequence[Judgement]) -> tuple[Judgement, ...]:
    """The judgements in force that say something of parties: all that resolving rests on."""
    return tuple(one for one in in_force(judgements) if one.verdict in _ON_PARTIES)


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


class Pair(NamedTuple):
    """Two nodes, by their orders and names, that a person said are one party, or two."""

    judgement: Judgement
    left: int
    right: int
    names: tuple[str, str]


def pairs_judged(where: Finder, judgements: Sequence[Judgement]) -> tuple[Pair, ...]:
    """What people said of pairs, the newest first."""
    found: list[Pair] = []
    for judgement in reversed(in_force(judgements)):
        if judgement.verdict not in _PAIRS:
            continue
        left_names, right_names = sides(judgement)
        split = judgement.left == judgement.right
        left = where.nodes(None if split else judgement.left, left_names)
        right = where.nodes(None if split else judgement.right, right_names)
        found += [
            Pair(judgement, ours.order, theirs.order, (ours.form.name, theirs.form.name))
            for ours in left
            for theirs in right
            if ours is not theirs
        ]
    return tuple(found)


def overruled(pairs: Sequence[Pair]) -> tuple[str, ...]:
    """The ids of judgements that newer ones contradict, the oldest first."""
    groups = single_groups({order for pair in pairs for order in (pair.left, pair.right)})
    found: dict[str, None] = {}
    for pair in pairs:
        if not apply_pair(groups, pair):
            found[pair.judgement.id] = None
    return tuple(reversed(found))


def apply_pair(groups: Groups, pair: Pair) -> bool:
    """Join two nodes or hold them apart; False where what was applied before forbids it."""
    judgement, left, right, names = pair
    if judgement.verdict is Verdict.DIFFERENT:
        return groups.keep_apart(left, right)
    signal = Signal(f"{judgement.by} decided that they are the same", 1.0, *names)
    return groups.join(left, right, Join(*names, 1.0, (signal,), judgement.id)) or groups.root(left) == groups.root(
        right
    )


def renamed(
    roots: Sequence[int], where: Finder, judgements: Sequence[Judgement]
) -> dict[int, tuple[str | None, EntityType | None]]:
    """The names and the types that people gave to groups, by the group of each node; the newest counts."""
    found: dict[int, tuple[str | None, EntityType | None]] = {}
    for judgement in in_force(judgements):
        if judgement.right is None or judgement.verdict not in {Verdict.RENAME, Verdict.SET_TYPE}:
            continue
        for node in where.nodes(judgement.left, judgement.names):
            name, type = found.get(roots[node.order], (None, None))
            if judgement.verdict is Verdict.RENAME:
                found[roots[node.order]] = judgement.right, type
            elif judgement.right in set(EntityType):
                found[roots[node.order]] = name, EntityType(judgement.right)
    return found
