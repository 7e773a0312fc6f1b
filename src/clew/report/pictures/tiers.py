"""Where parties stand in a picture of owners: owners above what they own, each group of linked parties by itself."""

from collections.abc import Mapping, Sequence

import rustworkx as rx

from clew.report.pictures.layout import Box

WIDE, HIGH = 160.0, 44.0
"""The box of a party."""

_DOWN, _BETWEEN, _GAP, _PAGE, _SWEEPS = 104.0, 26.0, 46.0, 1120.0, 8


def stand(holdings: Sequence[tuple[str, str]]) -> Mapping[str, Box]:
    """The box of each party, for pairs of owner and asset; loops are cut where they close."""
    parties = list(dict.fromkeys(end for pair in holdings for end in pair))
    number = {party: at for at, party in enumerate(parties)}
    graph: rx.PyGraph[str, None] = rx.PyGraph()
    graph.add_nodes_from(parties)
    graph.add_edges_from([(number[a], number[b], None) for a, b in holdings if a != b])
    groups = sorted(
        (sorted(parties[at] for at in group) for group in rx.connected_components(graph)),
        key=lambda group: (-len(group), group),
    )
    places: dict[str, Box] = {}
    left, top, tallest = 10.0, 10.0, 0.0
    for group in groups:
        rows = _rows(group, [pair for pair in holdings if pair[0] in group])
        width = max(len(row) for row in rows) * (WIDE + _BETWEEN) - _BETWEEN
        height = (len(rows) - 1) * _DOWN + HIGH
        if left > 10 and left + width > _PAGE:
            left, top, tallest = 10.0, top + tallest + _GAP, 0.0
        for down, row in enumerate(rows):
            start = left + (width - len(row) * (WIDE + _BETWEEN) + _BETWEEN) / 2
            for at, party in enumerate(row):
                places[party] = Box(
                    start + at * (WIDE + _BETWEEN) + WIDE / 2, top + HIGH / 2 + down * _DOWN, WIDE, HIGH
                )
        left, tallest = left + width + _GAP, max(tallest, height)
    return places


def _rows(group: Sequence[str], holdings: Sequence[tuple[str, str]]) -> list[list[str]]:
    """The parties of one group, tier by tier, ordered so that few lines cross."""
    below = _without_loops(group, holdings)
    tier = dict.fromkeys(group, 0)
    for _ in group:
        moved = False
        for owner, assets in below.items():
            for asset in assets:
                if tier[asset] <= tier[owner]:
                    tier[asset], moved = tier[owner] + 1, True
        if not moved:
            break
    for owner, assets in below.items():
        if assets:
            tier[owner] = max(tier[owner], min(tier[asset] for asset in assets) - 1)
    rows = [[party for party in group if tier[party] == at] for at in range(max(tier.values()) + 1)]
    near: dict[str, list[str]] = {party: [] for party in group}
    for owner, asset in holdings:
        near[owner].append(asset)
        near[asset].append(owner)
    place: dict[str, float] = {}
    for row in rows:
        place.update(_spread(row))
    for sweep in range(_SWEEPS):
        for row in rows if sweep % 2 == 0 else reversed(rows):
            middle = {p: sum(place[n] for n in near[p]) / len(near[p]) if near[p] else place[p] for p in row}
            row.sort(key=lambda party: (middle[party], party))
            place.update(_spread(row))
    return rows


def _spread(row: Sequence[str]) -> dict[str, float]:
    """Places of a row's parties, around its middle."""
    return {party: at - (len(row) - 1) / 2 for at, party in enumerate(row)}


def _without_loops(group: Sequence[str], holdings: Sequence[tuple[str, str]]) -> dict[str, list[str]]:
    """Who owns whom, without the holdings that close a loop; owners that nobody owns are taken first."""
    below: dict[str, list[str]] = {party: [] for party in group}
    owned = {asset for owner, asset in holdings if owner != asset}
    for owner, asset in sorted(holdings):
        if owner != asset:
            below[owner].append(asset)
    kept: dict[str, list[str]] = {party: [] for party in group}
    done: set[str] = set()
    for root in sorted(group, key=lambda party: (party in owned, party)):
        if root in done:
            continue
        way, on_way = [(root, iter(below[root]))], {root}
        while way:
            party, rest = way[-1]
            for asset in rest:
                if asset in on_way:
                    continue
                kept[party].append(asset)
                if asset not in done:
                    on_way.add(asset)
                    way.append((asset, iter(below[asset])))
                    break
            else:
                way.pop()
                on_way.discard(party)
                done.add(party)
    return kept
