"""Draw the network: who is said to deal with whom, solid where it is stated, dashed where it is not sure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from clew.records import Entity, Relation
from clew.report.model import OPEN_TYPES, Arranged
from clew.report.pictures import svg
from clew.report.pictures.layout import Box, lay_out
from clew.report.words import PREDICATES, STATUSES
from clew.vocabulary import EntityType, HitState, Predicate, Status

NOT_DRAWN = frozenset({Predicate.SAME_AS, Predicate.RESPONDS, Predicate.LOCATED_IN, Predicate.VISITS})
"""Predicates that would only clutter: names, answers, places."""

MOST = 60
"""Nodes that are drawn by default; the legend says how many are left out."""

_RADIUS, _LINE, _LEGEND = 7.0, 14.0, 62.0


@dataclass(frozen=True, slots=True)
class Edge:
    """All relations between two entities, drawn as one line."""

    source: str
    target: str
    relations: tuple[Relation, ...]


def draw_network(arranged: Arranged, most: int = MOST) -> str:
    """Draw at most so many of the best connected entities; the listed ones come first."""
    edges = _edges(arranged)
    kept = _choose(arranged, edges, most)
    drawn = _with_party(arranged, [edge for edge in edges if edge.source in kept and edge.target in kept])
    connected = {edge.source for edge in drawn} | {edge.target for edge in drawn}
    nodes = [entity for entity in kept.values() if entity.id in connected or entity.id in arranged.listed]
    if not nodes:
        return ""
    labels = {entity.id: _label(entity.name) for entity in nodes}
    number = {entity.id: place for place, entity in enumerate(nodes)}
    sizes = [_size(labels[entity.id]) for entity in nodes]
    boxes = lay_out(sizes, [(number[edge.source], number[edge.target]) for edge in drawn])
    places = {entity.id: box for entity, box in zip(nodes, boxes, strict=True)}
    width = max(max(box.x + box.width / 2 for box in boxes) + 8, 560)
    height = max(box.y + box.height / 2 for box in boxes) + 12
    parts = [_arrows()]
    parts += [_edge(arranged, edge, places) for edge in drawn]
    parts += [_node(arranged, entity, places[entity.id], labels[entity.id]) for entity in nodes]
    left_out = len({edge.source for edge in edges} | {edge.target for edge in edges}) - len(connected)
    parts += _legend(height, left_out)
    says = (
        f"Network of {len(nodes)} parties and goods with {len(drawn)} links; the relations below say the same in words"
    )
    return svg.picture(width, height + _LEGEND, parts, says)


def _edges(arranged: Arranged) -> list[Edge]:
    found: dict[tuple[str, str], list[Relation]] = {}
    for relation in arranged.relations:
        a, b = relation.subject, relation.object
        if relation.predicate in NOT_DRAWN or relation.statuses == (Status.DENIED,):
            continue
        if a and b and a != b:
            found.setdefault((a, b), []).append(relation)
    return [Edge(a, b, tuple(relations)) for (a, b), relations in found.items()]


def _choose(arranged: Arranged, edges: Sequence[Edge], most: int) -> Mapping[str, Entity]:
    count: dict[str, float] = {}
    for edge in edges:
        for end in (edge.source, edge.target):
            count[end] = count.get(end, 0) + len(edge.relations)
    for listed in arranged.listed:
        count[listed] = count.get(listed, 0) + 1000
    for party in list(count):
        if arranged.entities[party].type in OPEN_TYPES and not arranged.entities[party].described:
            count[party] += 3
    best = sorted(count, key=lambda one: (-count[one], one))[:most]
    return {one: arranged.entities[one] for one in best}


def _with_party(arranged: Arranged, edges: Sequence[Edge]) -> list[Edge]:
    """Leave out links that hang together with no named party: descriptions and goods among themselves."""
    near: dict[str, set[str]] = {}
    for edge in edges:
        near.setdefault(edge.source, set()).add(edge.target)
        near.setdefault(edge.target, set()).add(edge.source)
    waiting = [
        one for one in near if arranged.entities[one].type in OPEN_TYPES and not arranged.entities[one].described
    ]
    reached = set(waiting)
    while waiting:
        for other in near[waiting.pop()] - reached:
            reached.add(other)
            waiting.append(other)
    return [edge for edge in edges if edge.source in reached]


def _label(name: str) -> tuple[str, ...]:
    """A name in at most two lines."""
    short = svg.shortened(name, 40)
    if len(short) <= len("a name that fits on it"):
        return (short,)
    middle = min((i for i, c in enumerate(short) if c == " "), key=lambda i: abs(i - len(short) / 2), default=0)
    return (short[:middle], short[middle + 1 :]) if middle else (short,)


def _size(label: Sequence[str]) -> tuple[float, float]:
    return max(svg.width_of(line) for line in label) + 6, 2 * _RADIUS + 4 + _LINE * len(label)


def _arrows() -> str:
    return (
        '<defs><marker id="arrow" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto" '
        'markerUnits="userSpaceOnUse"><path d="M0 0 8 4 0 8z" class="arrow"/></marker></defs>'
    )


def _edge(arranged: Arranged, edge: Edge, places: Mapping[str, Box]) -> str:
    sure = any(Status.ASSERTED in relation.statuses for relation in edge.relations)
    origins = max((arranged.support[r.id].low for r in edge.relations if r.id in arranged.support), default=1)
    disputed = any(arranged.denials(relation) for relation in edge.relations)
    kind = "edge" + ("" if sure else " unsure") + (" disputed" if disputed else "")
    (x1, y1), (x2, y2) = _dot(places[edge.source]), _dot(places[edge.target])
    length = max(1.0, ((x2 - x1) ** 2 + (y2 - y1) ** 2) ** 0.5)
    cut = (_RADIUS + 3) / length
    if cut > 0.45:
        cut = 0.45
    ends = (x1 + (x2 - x1) * cut, y1 + (y2 - y1) * cut, x2 - (x2 - x1) * cut, y2 - (y2 - y1) * cut)
    said = "; ".join(
        f"{arranged.name(r.subject)} {PREDICATES[r.predicate][1]} {arranged.name(r.object)} ({_how(r)})"
        for r in edge.relations
    )
    width = f' stroke-width="{min(1 + origins * 0.8, 5):.1f}" marker-end="url(#arrow)"'
    return svg.link(f"r-{edge.relations[0].id[:12]}", svg.line(*ends, kind, svg.title(said), width))


def _how(relation: Relation) -> str:
    return STATUSES[relation.statuses[-1]]


def _dot(box: Box) -> tuple[float, float]:
    return box.x, box.y - box.height / 2 + _RADIUS + 2


def _node(arranged: Arranged, entity: Entity, box: Box, label: Sequence[str]) -> str:
    x, y = _dot(box)
    hits = arranged.hits.get(entity.id, ())
    state = "listed" if entity.id in arranged.listed else "review" if hits and hits[0].state is HitState.REVIEW else ""
    shape = _shape(entity.type, x, y, f"node {state}")
    lines = [svg.text(x, y + _RADIUS + 12 + _LINE * place, said, f"label {state}") for place, said in enumerate(label)]
    inside = f"<g>{svg.title(f'{entity.name} — {entity.type}')}{shape}{''.join(lines)}</g>"
    known = entity.type in OPEN_TYPES and not entity.described
    return svg.link(f"p-{entity.id}", inside) if known else inside


def _shape(kind: EntityType, x: float, y: float, style: str) -> str:
    """Circles for people, squares for organisations, diamonds for goods, so that colour is not needed."""
    r = _RADIUS
    match kind:
        case EntityType.PERSON:
            return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{r}" class="{style}"/>'
        case EntityType.PRODUCT | EntityType.PROGRAMME | EntityType.EVENT:
            return f'<path d="M{x:.1f} {y - r:.1f}l{r} {r}l{-r} {r}l{-r} {-r}z" class="{style} good"/>'
        case _:
            return f'<rect x="{x - r:.1f}" y="{y - r:.1f}" width="{2 * r}" height="{2 * r}" rx="2" class="{style}"/>'


def _legend(top: float, left_out: int) -> list[str]:
    y = top + 20
    parts = [
        _shape(EntityType.COMPANY, 16, y, "node"),
        svg.text(30, y + 4, "organisation", "label", "start"),
        _shape(EntityType.PERSON, 130, y, "node"),
        svg.text(144, y + 4, "person", "label", "start"),
        _shape(EntityType.PRODUCT, 210, y, "node"),
        svg.text(224, y + 4, "goods", "label", "start"),
        _shape(EntityType.COMPANY, 290, y, "node listed"),
        svg.text(304, y + 4, "listed", "label", "start"),
        _shape(EntityType.COMPANY, 370, y, "node review"),
        svg.text(384, y + 4, "near a listed name, for review", "label", "start"),
        svg.line(8, y + 24, 34, y + 24, "edge"),
        svg.text(40, y + 28, "stated", "label", "start"),
        svg.line(98, y + 24, 124, y + 24, "edge unsure"),
        svg.text(130, y + 28, "planned or possible", "label", "start"),
        svg.line(264, y + 24, 290, y + 24, "edge disputed"),
        svg.text(296, y + 28, "denied by someone", "label", "start"),
    ]
    if left_out > 0:
        parts.append(svg.text(430, y + 28, f"{left_out} less connected left out", "label", "start"))
    return parts
