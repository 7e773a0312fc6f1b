"""Where the nodes of a network go: springs first, then labels pushed apart until none overlaps."""

from collections.abc import Sequence
from dataclasses import dataclass

import rustworkx as rx

_ROUNDS = 400
_MARGIN = 6.0


@dataclass(frozen=True, slots=True)
class Box:
    """A node with its label: the middle of the box, and its width and height."""

    x: float
    y: float
    width: float
    height: float

    def overlaps(self, other: "Box", margin: float = 0.0) -> bool:
        """Whether two boxes share any place."""
        return (
            abs(self.x - other.x) < (self.width + other.width) / 2 + margin
            and abs(self.y - other.y) < (self.height + other.height) / 2 + margin
        )


def lay_out(sizes: Sequence[tuple[float, float]], edges: Sequence[tuple[int, int]]) -> tuple[Box, ...]:
    """Give each node (width and height of its box) a place; linked ones near, no two boxes overlapping.

    Deterministic: a fixed seed for the springs, then pairs pushed apart in order along the shorter way.
    """
    if not sizes:
        return ()
    graph: rx.PyGraph[int, None] = rx.PyGraph()
    graph.add_nodes_from(list(range(len(sizes))))
    graph.add_edges_from([(a, b, None) for a, b in edges])
    spread = 120.0 * max(1.0, len(sizes) ** 0.5)
    found = rx.spring_layout(graph, seed=7, num_iter=200, k=1.2 / max(1.0, len(sizes) ** 0.5))
    places = [(float(found[i][0]) * spread, float(found[i][1]) * spread * 0.62) for i in range(len(sizes))]
    xs, ys = [place[0] for place in places], [place[1] for place in places]
    for _ in range(_ROUNDS):
        if not _push(xs, ys, sizes):
            break
    left = min(x - width / 2 for x, (width, _) in zip(xs, sizes, strict=True))
    top = min(y - height / 2 for y, (_, height) in zip(ys, sizes, strict=True))
    return tuple(
        Box(x - left + _MARGIN, y - top + _MARGIN, width, height)
        for x, y, (width, height) in zip(xs, ys, sizes, strict=True)
    )


def _push(xs: list[float], ys: list[float], sizes: Sequence[tuple[float, float]]) -> bool:
    """Push overlapping boxes apart once; whether any were found."""
    moved = False
    for a in range(len(sizes)):
        for b in range(a + 1, len(sizes)):
            across = (sizes[a][0] + sizes[b][0]) / 2 + _MARGIN - abs(xs[a] - xs[b])
            down = (sizes[a][1] + sizes[b][1]) / 2 + _MARGIN - abs(ys[a] - ys[b])
            if across <= 0 or down <= 0:
                continue
            moved = True
            if down <= across:
                step = (down / 2 + 0.5) * (1 if ys[b] >= ys[a] else -1)
                ys[a], ys[b] = ys[a] - step, ys[b] + step
            else:
                step = (across / 2 + 0.5) * (1 if xs[b] >= xs[a] else -1)
                xs[a], xs[b] = xs[a] - step, xs[b] + step
    return moved
