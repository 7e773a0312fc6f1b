"""Where the nodes of a network of any size go: near by the ways between them, far where there is none; no labels."""

from collections.abc import Sequence

import numpy as np
import rustworkx as rx
from numpy.typing import NDArray

Points = NDArray[np.float64]
Ends = NDArray[np.int64]

_PIVOTS = 50
_ROUNDS = 100
_SMALL = 200
"""Up to so many nodes each pushes each, which is exact and quicker than the grid."""
_GRID = 128
_FOLD = 270
"""Cells of the grid, and of the field that it is folded with: wide enough that no edge wraps round into the grid."""

_SOFT = 0.3
"""Squared cells that are added to each squared distance, so that nodes on one point are not pushed without end."""

_GAP = 3.0
_TURN = 2.399963
"""The golden angle, in radians: turns that never fall on one another."""


def spread(count: int, edges: Sequence[tuple[int, int]]) -> Points:
    """The places of `count` nodes joined by edges, as an array of shape (count, 2); a tie is about one unit long.

    Each connected part is laid out by the lengths of the ways from some pivots (Brandes and Pich 2007, Eigensolver
    methods for progressive multidimensional scaling), then eased by forces: ties pull, everything pushes (Jacomy and
    others 2014, ForceAtlas2, its pushes taken from a grid by convolution). The parts are set in rows, the largest
    first. Deterministic; 10,000 nodes with 20,000 edges take about a second.
    """
    graph: rx.PyGraph[int, None] = rx.PyGraph()
    graph.add_nodes_from(list(range(count)))
    graph.add_edges_from([(a, b, None) for a, b in edges if a != b])
    parts = sorted((sorted(part) for part in rx.connected_components(graph)), key=lambda part: (-len(part), part))
    ends = np.asarray([(a, b) for a, b in edges if a != b], np.int64).reshape(-1, 2)
    part_of, inside = np.zeros(count, np.int64), np.zeros(count, np.int64)
    for number, part in enumerate(parts):
        part_of[part], inside[part] = number, np.arange(len(part))
    owner = part_of[ends[:, 0]] if len(ends) else np.zeros(0, np.int64)
    order = np.argsort(owner, kind="stable")
    bounds = np.searchsorted(owner[order], np.arange(len(parts) + 1))
    places = np.zeros((count, 2))
    left = top = tallest = wide = 0.0
    for number, part in enumerate(parts):
        own = inside[ends[order[bounds[number] : bounds[number + 1]]]]
        laid = _part(len(part), own)
        laid -= laid.min(axis=0)
        width, height = laid.max(axis=0)
        wide = wide or max(width, 2.0 * count**0.5)
        if left and left + width > wide:
            left, top, tallest = 0.0, top + tallest + _GAP, 0.0
        places[part] = laid + np.asarray([left, top])
        left, tallest = left + width + _GAP, max(tallest, height)
    return np.round(places, 3)


def _part(count: int, ends: Ends) -> Points:
    """The places of one connected part."""
    if count <= 2:
        return np.asarray([[0.0, 0.0], [1.0, 0.0]])[:count]
    ends = np.unique(np.sort(ends, axis=1), axis=0)
    places = _scaled(_ways(count, ends))
    angle = np.arange(count) * _TURN
    places += 0.02 * np.stack([np.cos(angle), np.sin(angle)], 1)  # leaves of one stem fall on one point
    return _eased(places, ends)


def _ways(count: int, ends: Ends) -> NDArray[np.float64]:
    """The length of the shortest way from each of some pivots, each the farthest from those before: (count, pivots)."""
    both = np.concatenate([ends, ends[:, ::-1]])
    both = both[np.argsort(both[:, 0], kind="stable")]
    starts = np.searchsorted(both[:, 0], np.arange(count))
    targets = both[:, 1]
    found, nearest = [], np.full(count, np.inf)
    pivot = int(np.argmax(np.bincount(both[:, 0], minlength=count)))
    for _ in range(min(_PIVOTS, count)):
        length = np.full(count, np.inf)
        length[pivot], step = 0.0, 0
        edge = np.zeros(count, bool)
        edge[pivot] = True
        while edge.any():
            step += 1
            edge = np.logical_or.reduceat(edge[targets], starts) & np.isinf(length)
            length[edge] = step
        found.append(length)
        nearest = np.minimum(nearest, length)
        pivot = int(np.argmax(nearest))
    return np.stack(found, 1)


def _scaled(ways: NDArray[np.float64]) -> Points:
    """Two axes along which the ways differ most."""
    squared = ways**2
    centred = -0.5 * (squared - squared.mean(axis=0) - squared.mean(axis=1, keepdims=True) + squared.mean())
    _, axes = np.linalg.eigh(centred.T @ centred)
    places = centred @ axes[:, [-1, -2]] if ways.shape[1] > 1 else np.repeat(centred, 2, axis=1)
    places *= np.where(places[np.argmax(np.abs(places), axis=0), [0, 1]] < 0, -1.0, 1.0)  # one of the two mirror images
    size = np.abs(places).max(axis=0)
    scaled: Points = places / np.where(size > 0, size, 1.0) * len(ways) ** 0.5
    return scaled


def _eased(places: Points, ends: Ends) -> Points:
    """Let ties pull and everything push, by smaller and smaller steps."""
    count = len(places)
    mass: NDArray[np.float64] = np.bincount(ends.ravel(), minlength=count).astype(float) + 1.0
    a, b = ends[:, 0], ends[:, 1]
    rounds = _ROUNDS if count > 300 else 3 * _ROUNDS
    longest = np.abs(places).max() / 8
    fields = _fields() if count > _SMALL else ()
    for turn in range(rounds):
        pushes = _pushes(places, mass, fields) if fields else _pushes_of_each(places, mass)
        force = mass[:, None] * pushes * 0.35
        pull = places[b] - places[a]
        for axis in (0, 1):
            force[:, axis] += np.bincount(a, pull[:, axis], count) - np.bincount(b, pull[:, axis], count)
        force -= 0.01 * mass[:, None] * (places - places.mean(axis=0))
        force /= mass[:, None]
        length = np.hypot(force[:, 0], force[:, 1])
        most = longest * (1 - turn / rounds) ** 2 + 0.02
        places = places + force * np.minimum(1.0, most / np.maximum(length, 1e-9))[:, None] * 0.7
    return places


def _cell(places: Points) -> float:
    """The side of a cell of the grid that holds all places; nearer than about half of it pushes grow no more."""
    return max(float((places.max(axis=0) - places.min(axis=0)).max()), 1e-6) * 1.02 / (_GRID - 1)


def _pushes_of_each(places: Points, mass: NDArray[np.float64]) -> Points:
    """How everything pushes each node away, by one over the distance, pair by pair."""
    x, y = (np.subtract.outer(along, along) for along in places.T)
    weight = mass / (x * x + y * y + _SOFT * _cell(places) ** 2)
    return np.stack([(weight * x).sum(axis=1), (weight * y).sum(axis=1)], 1)


def _fields() -> tuple[NDArray[np.complex128], ...]:
    """How one mass pushes along each axis, in cells, ready to be folded."""
    away = np.arange(-_GRID, _GRID + 1, dtype=float)
    x, y = np.meshgrid(away, away, indexing="ij")
    return tuple(np.fft.rfft2(along / (x**2 + y**2 + _SOFT), (_FOLD, _FOLD)) for along in (x, y))


def _pushes(places: Points, mass: NDArray[np.float64], fields: Sequence[NDArray[np.complex128]]) -> Points:
    """How everything pushes each node away, by one over the distance: masses on a grid, folded with one's field."""
    cell = _cell(places)
    at = (places - places.min(axis=0)) / cell
    whole = at.astype(np.int64)
    part = at - whole
    corners = [(dx, dy) for dx in (0, 1) for dy in (0, 1)]
    shares = [np.abs(1 - dx - part[:, 0]) * np.abs(1 - dy - part[:, 1]) for dx, dy in corners]
    cells = [(whole[:, 0] + dx) * (_GRID + 1) + whole[:, 1] + dy for dx, dy in corners]
    heavy = sum(np.bincount(n, mass * share, (_GRID + 1) ** 2) for share, n in zip(shares, cells, strict=True))
    masses = np.fft.rfft2(np.reshape(heavy, (_GRID + 1, _GRID + 1)), (_FOLD, _FOLD))
    found = np.zeros_like(places)
    for axis, field in enumerate(fields):
        folded = np.fft.irfft2(masses * field, (_FOLD, _FOLD))
        pushed = folded[_GRID : 2 * _GRID + 1, _GRID : 2 * _GRID + 1].ravel()
        found[:, axis] = sum(share * pushed[number] for share, number in zip(shares, cells, strict=True))
    return found / cell
