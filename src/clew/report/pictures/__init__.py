"""Pictures of a case as SVG, drawn by pure functions: the same findings give the same bytes."""

from clew.report.pictures.network import draw_network
from clew.report.pictures.origins import draw_origins
from clew.report.pictures.timeline import draw_timeline

__all__ = ["draw_network", "draw_origins", "draw_timeline"]
