"""Where the nodes of a network go: each part by stress, labels pushed apart until none overlaps, parts side by side."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import rustworkx as rx
from numpy.typing import NDArray

_STEP = 118.0
"""The length that a link would like to have, in pixels."""

_FLAT = 0.72
_ROUNDS = 300
_PUSHES = 1500
_MARGIN = 8.0
_GAP = 36.0


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


def lay_out(
    sizes: Sequence[tuple[float, float]], edges: Sequence[tuple[int, int]], wide: float = 900.0
) -> tuple[Box, ...]:
    """Give each node (width and height of its box) a place; linked ones near, no two boxes overlapping.

    Connected parts are laid out by stress majorisation (Gansner, Koren and North 2004) over the number of links
    between nodes, then set in rows, the largest first. Deterministic: the same input gives the same places.
    """
    graph: rx.PyGraph[int, None] = rx.PyGraph()
    graph.add_nodes_from(list(range(len(sizes))))
    graph.add_edges_from([(a, b, None) for a, b in edges if a != b])
    parts = sorted((sorted(part) for part in rx.connected_components(graph)), key=lambda part: (-len(part), part))
    placed: dict[int, Box] = {}
    left = top = tallest = 0.0
    for part in parts:
        boxes = _part(graph, part, sizes)
        width, height = max(b.x + b.width / 2 for b in boxes), max(b.y + b.height / 2 for b in boxes)
        if left and left + width > wide:
            left, top, tallest = 0.0, top + tallest + _GAP, 0.0
        for node, box in zip(part, boxes, strict=True):
            placed[node] = replace(box, x=box.x + left + _MARGIN, y=box.y + top + _MARGIN)
        left, tallest = left + width + _GAP, max(tallest, height)
    return tuple(placed[node] for node in range(len(sizes)))


def _part(graph: "rx.PyGraph[int, None]", part: Sequence[int], sizes: Sequence[tuple[float, float]]) -> list[Box]:
    """Lay out one connected part, its upper left corner at the origin."""
    distances = rx.distance_matrix(graph.subgraph(list(part)), null_value=len(part))
    places = _by_stress(np.asarray(distances, float) * _STEP)
    own = [sizes[node] for node in part]
    xs, ys = [float(x) for x in places[:, 0]], [float(y) * _FLAT for y in places[:, 1]]
    for _ in range(_PUSHES):
        if not _push(xs, ys, own):
            break
    left = min(x - width / 2 for x, (width, _) in zip(xs, own, strict=True))
    top = min(y - height / 2 for y, (_, height) in zip(ys, own, strict=True))
    return [Box(x - left, y - top, w, h) for x, y, (w, h) in zip(xs, ys, own, strict=True)]


def _by_stress(wanted: NDArray[np.float64]) -> NDArray[np.float64]:
    """Places whose distances come near to those wanted, near pairs counting more; from a circle, by majorisation."""
    count = len(wanted)
    angles = np.arange(count) * 2.399963
    radius = _STEP * np.sqrt(np.arange(count) + 0.5)
    places = np.stack([np.cos(angles) * radius, np.sin(angles) * radius], axis=1)
    if count == 1:
        return places
    weights = 1.0 / np.maximum(wanted, 1.0) ** 2
    np.fill_diagonal(weights, 0.0)
    laplacian = np.diag(weights.sum(axis=1)) - weights
    inverse = np.linalg.pinv(laplacian)
    for _ in range(_ROUNDS):
        apart = places[:, None, :] - places[None, :, :]
        length = np.maximum(np.sqrt((apart**2).sum(axis=2)), 1e-6)
        ratio = weights * wanted / length
        np.fill_diagonal(ratio, 0.0)
        places = inverse @ ((np.diag(ratio.sum(axis=1)) - ratio) @ places)
    return np.asarray(np.round(places, 3))


def _push(xs: list[float], ys: list[float], sizes: Sequence[tuple[float, float]]) -> bool:
    """Push overlapping boxes apart once, each pair along its shorter way; whether any were found."""
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
