"""The network as its island in the browser gets it: the same choice, places, styles and words as the drawn picture."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from clew.report import Arranged
from clew.report.pictures import (
    Chosen,
    Tie,
    choose,
    cut,
    is_disputed,
    is_reviewed,
    labels_of,
    left_out_in_words,
    manner_of,
    place,
    shape_of,
    spread,
    state_of,
    what_is_drawn,
    width_of_tie,
)

BOXED, CROSSED, MOST_TIES = 80, 160, 40_000
"""Up to how many parties with how many lines are set as boxes with room for their names, and how many lines a browser
is given at most."""

Places = Mapping[str, tuple[float, float]]


@dataclass(frozen=True, slots=True)
class Whole:
    """The whole network of a case: what is in it, where everything stands, and what its island is told."""

    chosen: Chosen
    places: Places
    told: bytes


def whole_of(arranged: Arranged, names: Mapping[str, str]) -> Whole:
    """Choose everything that can be drawn and give each its place; worked out once for each state of the ledger."""
    chosen = choose(arranged, len(arranged.entities))
    number = {entity.id: at for at, entity in enumerate(chosen.entities)}
    laid = spread(len(number), [(number[tie.a], number[tie.b]) for tie in chosen.ties])
    places = {entity: (float(laid[at, 0]), float(laid[at, 1])) for entity, at in number.items()}
    return Whole(chosen, places, as_json(told(arranged, fitting(arranged, chosen), places, names)))


def as_json(columns: dict[str, Any]) -> bytes:
    """What the island is told, as it goes over the line."""
    return json.dumps(columns, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")


def fitting(arranged: Arranged, chosen: Chosen) -> Chosen:
    """Choose fewer parties, the weightiest, where there are more lines than a browser can be given."""
    whole, most = chosen, len(chosen.entities)
    while len(chosen.ties) > MOST_TIES:
        most = int(most * max(0.3, 0.9 * MOST_TIES / len(chosen.ties)))
        chosen = cut(arranged, whole.ties, most)
    return chosen


def told(arranged: Arranged, chosen: Chosen, whole: Places, names: Mapping[str, str]) -> dict[str, Any]:
    """What the island draws, in columns: parties with their places, lines between them, and the whole in words.

    `names` tells which party a name is taken for. A line names its ends by their numbers among the parties. Places run
    upwards, as the browser's library has them.
    """
    places, labels = whole, {one.id: one.name for one in chosen.entities}
    if 0 < len(chosen.entities) <= BOXED and len(chosen.ties) <= CROSSED:
        broken = labels_of(chosen)
        labels = {entity: "\n".join(lines) for entity, lines in broken.items()}
        boxes = place(chosen, broken)
        places = {entity: (box.x, box.y) for entity, box in boxes.items()}
    number = {entity.id: at for at, entity in enumerate(chosen.entities)}
    ties = [0] * len(number)
    for tie in chosen.ties:
        ties[number[tie.a]] += 1
        ties[number[tie.b]] += 1
    entities = chosen.entities
    return {
        "says": what_is_drawn(chosen),
        "left_out": left_out_in_words(chosen),
        "nodes": {
            "id": [one.id for one in entities],
            "name": [one.name for one in entities],
            "named": [int(names.get(one.name.casefold()) == one.id) for one in entities],
            "label": [labels[one.id] for one in entities],
            "shape": [shape_of(one.type) for one in entities],
            "state": [state_of(arranged, one.id) for one in entities],
            "described": [int(one.described) for one in entities],
            "x": [places[one.id][0] for one in entities],
            "y": [-places[one.id][1] for one in entities],
            "ties": ties,
        },
        "ties": {
            "a": [number[tie.a] for tie in chosen.ties],
            "b": [number[tie.b] for tie in chosen.ties],
            "family": [tie.family for tie in chosen.ties],
            "manner": [manner_of(tie.relations) for tie in chosen.ties],
            "reviewed": [int(is_reviewed(arranged, tie)) for tie in chosen.ties],
            "disputed": [int(is_disputed(arranged, tie)) for tie in chosen.ties],
            "heads": [_heads(tie) for tie in chosen.ties],
            "width": [round(width_of_tie(arranged, tie), 1) for tie in chosen.ties],
        },
    }


def _heads(tie: Tie) -> str:
    there, back = tie.directed
    return "both" if there and back else "there" if there else "back" if back else "line"
