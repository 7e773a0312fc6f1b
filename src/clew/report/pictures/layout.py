"""Where the boxes of a network go: linked ones near, none overlapping, lines kept clear of boxes that they pass."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import rustworkx as rx
from numpy.typing import NDArray

Points = NDArray[np.float64]

_LINK = 36.0
"""How much line to see between two linked boxes, in pixels."""

_ROUNDS = 120
_PUSHES = 400
_CLEARINGS, _CROWDED = 40, 7200
"""How often boxes are moved off lines, less often where boxes times lines are more than so many: there is no room."""
_MARGIN = 9.0
_GAP = 30.0
_FLAT = 0.8


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
    sizes: Sequence[tuple[float, float]], edges: Sequence[tuple[int, int]], wide: float = 1040.0
) -> tuple[Box, ...]:
    """Give each node (width and height of its box) a place.

    Connected parts are laid out by stress (Kamada and Kawai 1989, by the local majorisation of Gansner, Koren and
    North 2004) over path lengths that leave room for the boxes, then pushed apart, then set in rows, the largest
    first. Deterministic: the same input gives the same places.
    """
    graph: rx.PyGraph[int, None] = rx.PyGraph()
    graph.add_nodes_from(list(range(len(sizes))))
    graph.add_edges_from([(a, b, None) for a, b in edges if a != b])
    parts = sorted((sorted(part) for part in rx.connected_components(graph)), key=lambda part: (-len(part), part))
    placed: dict[int, Box] = {}
    left = top = tallest = 0.0
    for part in parts:
        inside = {node: place for place, node in enumerate(part)}
        own = sorted({(inside[a], inside[b]) for a, b in edges if a in inside and a != b})
        boxes = _part([sizes[node] for node in part], own)
        width, height = max(b.x + b.width / 2 for b in boxes), max(b.y + b.height / 2 for b in boxes)
        if left and left + width > wide:
            left, top, tallest = 0.0, top + tallest + _GAP, 0.0
        for node, box in zip(part, boxes, strict=True):
            placed[node] = replace(box, x=box.x + left + _MARGIN, y=box.y + top + _MARGIN)
        left, tallest = left + width + _GAP, max(tallest, height)
    return tuple(placed[node] for node in range(len(sizes)))


def _part(sizes: Sequence[tuple[float, float]], edges: Sequence[tuple[int, int]]) -> list[Box]:
    """Lay out one connected part, its upper left corner at the origin."""
    size = np.asarray(sizes, float)
    if len(sizes) == 2:
        places = np.asarray([[0.0, 0.0], [size[:, 0].sum() / 2 + _LINK, 0.0]])
    else:
        places = _by_stress(_wanted(size, edges))
        places = _clear(_apart(places * [1.0, _FLAT], size), size, edges)
    corner = (places - size / 2).min(axis=0)
    return [
        Box(float(x), float(y), width, height)
        for (x, y), (width, height) in zip(np.round(places - corner, 1), sizes, strict=True)
    ]


def _wanted(size: Points, edges: Sequence[tuple[int, int]]) -> Points:
    """The distance that each two boxes would like to have: along the shortest path, with room for the boxes on it."""
    graph: rx.PyGraph[int, float] = rx.PyGraph()
    graph.add_nodes_from(list(range(len(size))))
    crowd = np.bincount(np.asarray(edges, int).ravel(), minlength=len(size)) if edges else np.zeros(len(size))
    reach = np.hypot(size[:, 0], size[:, 1]) / 2
    for a, b in edges:
        room = 4.0 * min(float(max(crowd[a], crowd[b])), 20.0)
        graph.add_edge(a, b, float(_LINK + room + 0.75 * (reach[a] + reach[b])))
    return np.asarray(rx.graph_floyd_warshall_numpy(graph, weight_fn=float), float)


def _by_stress(wanted: Points) -> Points:
    """Places whose distances come near to those wanted, near pairs counting more."""
    count = len(wanted)
    central = np.argsort(wanted.sum(axis=1), kind="stable")
    spread = np.sqrt(np.arange(count) + 0.5) * (wanted.max() / (2 * max(count, 1) ** 0.5) if count > 1 else 1.0)
    places = np.zeros((count, 2))
    places[central] = (
        np.stack([np.cos(np.arange(count) * 2.399963), np.sin(np.arange(count) * 2.399963)], 1) * spread[:, None]
    )
    weights = 1.0 / np.maximum(wanted, 1.0) ** 2
    np.fill_diagonal(weights, 0.0)
    total = np.maximum(weights.sum(axis=1), 1e-12)
    for _ in range(_ROUNDS):
        for node in range(count):
            away = places[node] - places
            length = np.maximum(np.hypot(away[:, 0], away[:, 1]), 1e-6)
            pull = places + away * (wanted[node] / length)[:, None]
            places[node] = (weights[node][:, None] * pull).sum(axis=0) / total[node]
    return np.round(places, 2)


def _apart(places: Points, size: Points) -> Points:
    """Push overlapping boxes apart, each pair along its shorter way, until none overlaps."""
    places = places.copy()
    half = (size[:, None, :] + size[None, :, :]) / 2 + _MARGIN
    later = np.triu(np.ones((len(size), len(size)), bool), 1)
    for _ in range(_PUSHES):
        over = half - np.abs(places[:, None, :] - places[None, :, :])
        pairs = np.argwhere((over[:, :, 0] > 0.05) & (over[:, :, 1] > 0.05) & later)
        if not len(pairs):
            return places
        for a, b in pairs:
            across, down = half[a, b] - np.abs(places[a] - places[b])
            if across <= 0 or down <= 0:
                continue
            axis = 1 if down <= across else 0
            way = 1.0 if places[b][axis] >= places[a][axis] else -1.0
            step = (min(across, down) / 2 + 0.3) * way
            places[a][axis] -= step
            places[b][axis] += step
    return _in_rows(places, size)


def _in_rows(places: Points, size: Points) -> Points:
    """Set boxes in rows in the order of their height: what is always possible, where pushing comes to no end."""
    places = places.copy()
    wide = max(float(np.sqrt((size[:, 0] * size[:, 1]).sum()) * 2.2), float(size[:, 0].max()))
    left = top = tallest = 0.0
    for node in np.lexsort((places[:, 0], np.round(places[:, 1], -1))):
        width, height = size[node]
        if left and left + width > wide:
            left, top, tallest = 0.0, top + tallest + 2 * _MARGIN, 0.0
        places[node] = (left + width / 2, top + height / 2)
        left, tallest = left + width + 2 * _MARGIN, max(tallest, float(height))
    return places


def _clear(places: Points, size: Points, edges: Sequence[tuple[int, int]]) -> Points:
    """Move boxes off lines that only pass them, as far as that can be had; the best state met is kept."""
    if len(edges) < 2:
        return places
    ends = np.asarray(edges, int)
    best, fewest = places, len(_passed(places, size, ends)[0])
    for _ in range(max(2, min(_CLEARINGS, _CLEARINGS * _CROWDED // (len(size) * len(edges))))):
        lines, boxes, aside = _passed(places, size, ends)
        if not len(lines):
            return places
        moved = places.copy()
        for box, way in zip(boxes, aside, strict=True):
            moved[box] += way
        places = _apart(moved, size)
        now = len(_passed(places, size, ends)[0])
        if now < fewest:
            best, fewest = places, now
    return best


def _passed(places: Points, size: Points, ends: NDArray[np.int_]) -> tuple[NDArray[np.int_], NDArray[np.int_], Points]:
    """Lines that pass behind a box which is not theirs: the line, the box, and the way to move it aside."""
    start, along = places[ends[:, 0]], places[ends[:, 1]] - places[ends[:, 0]]
    length = np.maximum((along**2).sum(axis=1), 1e-6)
    offset = places[None, :, :] - start[:, None, :]
    share = np.clip((offset * along[:, None, :]).sum(axis=2) / length[:, None], 0.0, 1.0)
    away = offset - share[:, :, None] * along[:, None, :]
    normal = np.stack([-along[:, 1], along[:, 0]], 1) / np.sqrt(length)[:, None]
    need = (np.abs(normal[:, None, :]) * size[None, :, :] / 2).sum(axis=2) + 3.0
    beside = (away * normal[:, None, :]).sum(axis=2)
    inside = (np.abs(beside) < need) & (share > 0.02) & (share < 0.98)
    inside[np.arange(len(ends)), ends[:, 0]] = False
    inside[np.arange(len(ends)), ends[:, 1]] = False
    lines, boxes = np.nonzero(inside)
    side = np.where(beside[lines, boxes] >= 0, 1.0, -1.0)
    amount = np.minimum(need[lines, boxes] - np.abs(beside[lines, boxes]) + 1.0, 40.0) * side
    return lines, boxes, normal[lines] * amount[:, None]
