"""Draw the network: who is stated to stand in which tie to whom, the listed apart, labels that never overlap."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from clew.records import Entity, Findings, isolated
from clew.report.indexed import Standing
from clew.report.links import Links, NoLinks
from clew.report.model import Arranged
from clew.report.pictures import svg
from clew.report.pictures.choosing import Chosen, Manner, Tie, choose, manner_of
from clew.report.pictures.labels import broken, width_of
from clew.report.pictures.layout import Box, lay_out
from clew.report.pictures.legend import draw_legend
from clew.report.wording import wording
from clew.report.words import counted, surest, what_is_said
from clew.vocabulary import EntityType, Exposure

MOST = 60
"""How many entities a picture shows unless asked for more; up to 150 stay legible."""

_LINE, _PAD, _WIDE = 15.0, 9.0, 136.0


@dataclass(frozen=True, slots=True)
class NetworkOptions:
    """What the picture shows: only what touches some entities if any are named, and how many at most."""

    entities: tuple[str, ...] = ()
    most: int = MOST


def draw_network(findings: Findings, options: NetworkOptions = NetworkOptions(), links: Links | None = None) -> str:
    """Draw parties and goods as boxes and what is stated between them as lines; an empty text where nothing is.

    Deterministic: the same findings give the same bytes.
    """
    arranged = Arranged(findings, options.entities)
    return draw_chosen(arranged, choose(arranged, options.most), links)


def draw_chosen(arranged: Arranged, chosen: Chosen, links: Links | None = None) -> str:
    """Draw what was chosen; an empty text where nothing was."""
    if not chosen.entities:
        return ""
    open_at = links or NoLinks()
    labels = labels_of(chosen)
    places = place(chosen, labels)
    width = max(max(box.x + box.width / 2 for box in places.values()) + 10, 640)
    height = max(box.y + box.height / 2 for box in places.values()) + 14
    parts = [_tie(arranged, tie, places, open_at) for tie in chosen.ties]
    parts += [_node(arranged, entity, places[entity.id], labels[entity.id], open_at) for entity in chosen.entities]
    legend, more = draw_legend(arranged, chosen, height, width)
    return svg.picture(width, height + more, parts + legend, what_is_drawn(chosen))


def what_is_drawn(chosen: Chosen) -> str:
    """The network in one sentence, for those who do not see it."""
    return (
        f"Network of {counted(len(chosen.entities), 'party or good', 'parties and goods')} with "
        f"{counted(len(chosen.ties), 'line')}; the relations are listed in words as well"
    )


def labels_of(chosen: Chosen) -> Mapping[str, Sequence[str]]:
    """The name of each entity in lines, by its id."""
    return {entity.id: broken(entity.name, _WIDE) for entity in chosen.entities}


def place(chosen: Chosen, labels: Mapping[str, Sequence[str]]) -> Mapping[str, Box]:
    """The box of each entity, by its id."""
    number = {entity.id: at for at, entity in enumerate(chosen.entities)}
    sizes = [_size(labels[entity.id]) for entity in chosen.entities]
    boxes = lay_out(sizes, [(number[tie.a], number[tie.b]) for tie in chosen.ties])
    return {entity.id: boxes[at] for entity, at in zip(chosen.entities, range(len(boxes)), strict=True)}


def _size(label: Sequence[str]) -> tuple[float, float]:
    return round(max(width_of(line) for line in label) + 2 * _PAD, 1), _LINE * len(label) + 8


def _tie(arranged: Arranged, tie: Tie, places: Mapping[str, Box], links: Links) -> str:
    there, back = tie.directed
    start, end = places[tie.a], places[tie.b]
    x1, y1 = border(start, end)
    x2, y2 = border(end, start)
    manner = manner_of(tie.relations)
    how = ("" if manner is Manner.SURE else f" {manner}") + (" reviewed" if is_reviewed(arranged, tie) else "")
    strong = f' stroke-width="{width_of_tie(arranged, tie):.1f}"'
    faint = " unsure" if manner is Manner.UNSURE else ""
    heads = (svg.arrow_head(x1, y1, x2, y2, f"head {tie.family}{faint}") if there else "") + (
        svg.arrow_head(x2, y2, x1, y1, f"head {tie.family}{faint}") if back else ""
    )
    cross = _cross((x1 + x2) / 2, (y1 + y2) / 2) if is_disputed(arranged, tie) else ""
    tag = wording().statuses
    said = "; ".join(f"{what_is_said(arranged, r)} ({tag[surest(r.statuses)].tag})" for r in tie.relations)
    drawn = svg.title(said) + svg.line(x1, y1, x2, y2, f"tie {tie.family}{how}", strong) + heads + cross
    return svg.link(links.relation(tie.relations[0].id), drawn)


def width_of_tie(arranged: Arranged, tie: Tie) -> float:
    """How thick the line is, in pixels: by the known independent origins of its best supported relation."""
    origins = max((arranged.support[r.id].low for r in tie.relations if r.id in arranged.support), default=1)
    return min(1.4 + 1.1 * max(origins - 1, 0), 5)


def is_reviewed(arranged: Arranged, tie: Tie) -> bool:
    """Whether a person accepted a claim behind the line."""
    return any(arranged.reviewed(relation) for relation in tie.relations)


def is_disputed(arranged: Arranged, tie: Tie) -> bool:
    """Whether anybody denies what the line stands for."""
    return any(arranged.denials(relation) for relation in tie.relations)


def border(box: Box, toward: Box) -> tuple[float, float]:
    """Where the line between the middles of two boxes leaves the first one."""
    dx, dy = toward.x - box.x, toward.y - box.y
    if not dx and not dy:
        return box.x, box.y
    share = min(
        (box.width / 2 + 1) / abs(dx) if dx else math.inf,
        (box.height / 2 + 1) / abs(dy) if dy else math.inf,
        0.5,
    )
    return box.x + dx * share, box.y + dy * share


def _cross(x: float, y: float) -> str:
    return svg.shape(f"M{x - 5:.1f} {y - 5:.1f}l10 10M{x + 5:.1f} {y - 5:.1f}l-10 10", "cross")


def _node(arranged: Arranged, entity: Entity, box: Box, label: Sequence[str], links: Links) -> str:
    state = state_of(arranged, entity.id)
    standing = arranged.standing(entity.id)
    told = f"{isolated(entity.name)} — {wording().types[entity.type]}" + (f", {standing}" if standing else "")
    first = box.y - _LINE * (len(label) - 1) / 2 + 4
    style = f"name {state}" + (" described" if entity.described else "")
    lines = [svg.text(box.x, first + _LINE * at, isolated(said), style) for at, said in enumerate(label)]
    outline = outline_of(entity.type, box, f"node {state}" + (" described" if entity.described else ""))
    return svg.link(links.party(entity.id), svg.title(told) + outline + "".join(lines))


def state_of(arranged: Arranged, entity: str) -> str:
    """The style of an entity: by how it stands to the lists, the classes never mixed."""
    standing = arranged.standing(entity)
    if standing in {Standing.LISTED, Standing.REVIEW}:
        return "listed" if standing is Standing.LISTED else "review"
    path = arranged.best_path.get(entity)
    return "owned" if path is not None and path.exposure is Exposure.OWNED_BY_LISTED else "plain"


class Shape(StrEnum):
    """The outline of an entity; colour is not needed to tell them."""

    ROUND = "round"
    FIRM = "firm"
    GOOD = "good"
    PLACE = "place"


def shape_of(kind: EntityType) -> Shape:
    """Round ends for people, cut corners for goods, sharp ones for places, corners for all others."""
    match kind:
        case EntityType.PERSON:
            return Shape.ROUND
        case EntityType.PRODUCT | EntityType.PROGRAMME | EntityType.EVENT:
            return Shape.GOOD
        case EntityType.PLACE | EntityType.FACILITY:
            return Shape.PLACE
        case _:
            return Shape.FIRM


def outline_of(kind: EntityType, box: Box, style: str) -> str:
    """The box of an entity, in the shape of its type."""
    x, y = box.x - box.width / 2, box.y - box.height / 2
    match shape_of(kind):
        case Shape.ROUND:
            return svg.box(x, y, box.width, box.height, style, min(box.height / 2, 14))
        case Shape.GOOD:
            cut, wide, high = 6.0, box.width - 12, box.height - 12
            right = f"M{x + cut:.1f} {y:.1f}h{wide:.1f}l{cut} {cut}v{high:.1f}"
            path = f"{right}l-{cut} {cut}h-{wide:.1f}l-{cut} -{cut}v-{high:.1f}z"
            return svg.shape(path, f"{style} good")
        case Shape.PLACE:
            return svg.box(x, y, box.width, box.height, f"{style} place", 0)
        case Shape.FIRM:
            return svg.box(x, y, box.width, box.height, style, 3)
