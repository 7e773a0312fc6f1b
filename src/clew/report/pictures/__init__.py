"""Pictures of a case as SVG, drawn by pure functions: the same findings give the same bytes."""

from clew.report.pictures.choosing import NOT_DRAWN
from clew.report.pictures.network import NetworkOptions, draw_network
from clew.report.pictures.origins import draw_origins
from clew.report.pictures.ownership import draw_ownership
from clew.report.pictures.png import as_png
from clew.report.pictures.svg import standing_alone, style_sheet
from clew.report.pictures.timeline import draw_timeline

__all__ = [
    "NOT_DRAWN",
    "NetworkOptions",
    "as_png",
    "draw_network",
    "draw_origins",
    "draw_ownership",
    "draw_timeline",
    "standing_alone",
    "style_sheet",
]
