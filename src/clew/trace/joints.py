"""Go-betweens: parties without which groups of parties would have no stated tie to one another.

The cut vertices of the graph of parties (Tarjan 1972), with the sizes of the groups on either side of each from the
tree of its two-connected blocks, in time linear in the number of relations.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import rustworkx

from clew.records import GoBetween, Hit, isolated
from clew.trace.graph import STATUSES, ExposureGraph
from clew.trace.options import WALKED
from clew.trace.tables import TraceTables
from clew.vocabulary import EntityType, HitState

PARTIES = frozenset({EntityType.COMPANY, EntityType.ORGANIZATION, EntityType.PERSON, EntityType.PUBLIC_BODY})
_SHOWN = 6
_LOOKED_AT = 40


@dataclass(frozen=True, slots=True)
class _Ties:
    """Who is tied to whom: the graph over party numbers, and which of them are listed."""

    graph: "rustworkx.PyGraph[int, None]"
    listed: frozenset[int]


def go_betweens(graph: ExposureGraph, hits: Sequence[Hit], most: int = 20) -> tuple[GoBetween, ...]:
    """The parties that join otherwise separate groups, those that join most pairs of parties first.

    A group counts where it holds two parties or a listed one. Hubs (banks, ministries), goods, places, parties known
    by a description only, and relations that are denied, planned or not confirmed join nobody.
    """
    listed = frozenset(
        graph.number[hit.entity] for hit in hits if hit.state is HitState.MATCH and hit.entity in graph.number
    )
    ties = _Ties(_ties(graph), listed)
    found = []
    for vertex, sides in sorted(_sides(ties), key=lambda one: (-_pairs(one[1]), one[0]))[:_LOOKED_AT]:
        if vertex in listed or len([side for side in sides if _counts(side)]) < 2:
            continue
        groups = [group for group in _groups(ties, vertex) if len(group) > 1 or group[0] in listed]
        found.append(_told(graph, vertex, groups, _pairs(sides)))
    return tuple(found[:most])


def joins(entity_type: EntityType) -> bool:
    """Whether entities of a type are parties that can join others."""
    return entity_type in PARTIES


def _ties(graph: ExposureGraph) -> "rustworkx.PyGraph[int, None]":
    tables: TraceTables = graph.tables
    usable = np.array([joins(one.type) and tables.hubs.limit(one) > 0 for one in graph.entities], bool) & graph.through
    mask = sum(1 << place for place, status in enumerate(STATUSES) if status in WALKED)
    arcs = graph.arcs
    keep = usable[arcs.near] & usable[arcs.far] & (arcs.near < arcs.far)
    keep &= (graph.columns.statuses[arcs.relation] & mask) != 0
    pairs = np.unique(np.stack([arcs.near[keep], arcs.far[keep]], 1), axis=0) if keep.any() else np.zeros((0, 2), int)
    made: rustworkx.PyGraph[int, None] = rustworkx.PyGraph(multigraph=False)
    made.add_nodes_from(range(len(graph.entities)))
    made.add_edges_from_no_data([(int(one), int(other)) for one, other in pairs.tolist()])
    return made


Side = tuple[int, int]
"""How many parties, and how many listed ones, stand on one side of a cut vertex."""


def _counts(side: Side) -> bool:
    return side[0] > 1 or side[1] > 0


def _pairs(sides: Sequence[Side]) -> int:
    total = sum(size for size, _ in sides)
    return (total * total - sum(size * size for size, _ in sides)) // 2


def _sides(ties: _Ties) -> Iterator[tuple[int, list[Side]]]:
    """Each cut vertex with the sizes of what it joins."""
    cut = set(rustworkx.articulation_points(ties.graph))
    blocks: dict[int, set[int]] = {}
    for (one, other), block in rustworkx.biconnected_components(ties.graph).items():
        blocks.setdefault(block, set()).update((one, other))
    within: dict[int, list[int]] = {}
    for block, members in blocks.items():
        for vertex in members & cut:
            within.setdefault(vertex, []).append(block)
    done: set[int] = set()
    for root in blocks:
        if root not in done:
            yield from _tree(ties, blocks, within, root, done)


def _tree(
    ties: _Ties, blocks: dict[int, set[int]], within: dict[int, list[int]], root: int, done: set[int]
) -> Iterator[tuple[int, list[Side]]]:
    """The cut vertices of one tree of blocks, worked from its leaves to its root."""
    order: list[tuple[int, int | None]] = []
    waiting: list[tuple[int, int | None]] = [(root, None)]
    done.add(root)
    while waiting:
        block, above = waiting.pop()
        order.append((block, above))
        for vertex in blocks[block]:
            for other in within.get(vertex, ()):
                if other not in done:
                    done.add(other)
                    waiting.append((other, vertex))
    below: dict[int, list[Side]] = {}
    total = (0, 0)
    for block, above in reversed(order):
        own = [vertex for vertex in blocks[block] if vertex != above]
        size, listed = len(own), sum(vertex in ties.listed for vertex in own)
        for vertex in own:
            for more in below.get(vertex, ()):
                size, listed = size + more[0], listed + more[1]
        if above is None:
            total = size, listed
        else:
            below.setdefault(above, []).append((size, listed))
    for vertex, sides in below.items():
        rest = total[0] - 1 - sum(size for size, _ in sides)
        others = total[1] - (vertex in ties.listed) - sum(listed for _, listed in sides)
        yield vertex, [*sides, (rest, others)] if rest else sides


def _groups(ties: _Ties, vertex: int) -> list[list[int]]:
    """The groups around a vertex once it is taken away, the listed and best tied of each first; the largest first."""
    seen, groups = {vertex}, []
    for start in sorted(ties.graph.neighbors(vertex)):
        if start in seen:
            continue
        seen.add(start)
        group, place = [start], 0
        while place < len(group):
            for near in ties.graph.neighbors(group[place]):
                if near not in seen:
                    seen.add(near)
                    group.append(near)
            place += 1
        groups.append(sorted(group, key=lambda one: (one not in ties.listed, -ties.graph.degree(one), one)))
    return sorted(groups, key=lambda group: (-len(group), group[0]))


def _told(graph: ExposureGraph, vertex: int, groups: Sequence[Sequence[int]], pairs: int) -> GoBetween:
    shown = [[graph.entities[one] for one in group[:_SHOWN]] for group in groups]
    sides = []
    for group, some in zip(groups, shown, strict=True):
        named = ", ".join(isolated(one.name) for one in some[:3])
        sides.append(f"{named} and {len(group) - 3} more" if len(group) > 3 else named)
    says = f"without {isolated(graph.entities[vertex].name)} no stated tie joins " + "; and ".join(sides)
    return GoBetween(
        entity=graph.entities[vertex].id,
        groups=tuple(tuple(one.id for one in some) for some in shown),
        sizes=tuple(len(group) for group in groups),
        pairs=pairs,
        says=says,
    )
