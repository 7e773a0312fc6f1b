"""Pictures of a case as SVG, drawn by pure functions: the same findings give the same bytes."""

from clew.report.pictures.choosing import NOT_DRAWN, Chosen, Tie, choose, cut, manner_of
from clew.report.pictures.legend import LINES, SHAPES, STATES, left_out_in_words
from clew.report.pictures.network import (
    NetworkOptions,
    draw_chosen,
    draw_network,
    is_disputed,
    is_reviewed,
    labels_of,
    place,
    shape_of,
    state_of,
    what_is_drawn,
    width_of_tie,
)
from clew.report.pictures.origins import draw_origins
from clew.report.pictures.ownership import draw_ownership
from clew.report.pictures.png import as_png
from clew.report.pictures.spread import spread
from clew.report.pictures.svg import standing_alone, style_sheet
from clew.report.pictures.timeline import draw_timeline

__all__ = [
    "LINES",
    "NOT_DRAWN",
    "SHAPES",
    "STATES",
    "Chosen",
    "NetworkOptions",
    "Tie",
    "as_png",
    "choose",
    "cut",
    "draw_chosen",
    "draw_network",
    "draw_origins",
    "draw_ownership",
    "draw_timeline",
    "is_disputed",
    "is_reviewed",
    "labels_of",
    "left_out_in_words",
    "manner_of",
    "place",
    "shape_of",
    "spread",
    "standing_alone",
    "state_of",
    "style_sheet",
    "what_is_drawn",
    "width_of_tie",
]
