"""Draw the origins: which documents derive from which report, and which are not known to."""

from clew.records import Lineage
from clew.report.model import Arranged
from clew.report.pictures import svg
from clew.vocabulary import LineageState

_WIDTH, _ROW, _LEFT, _RIGHT = 960.0, 34.0, 330.0, 430.0


def draw_origins(arranged: Arranged) -> str:
    """Draw each origin with its documents to the right; those of unknown lineage stand at the end by themselves."""
    if not arranged.findings.lineages:
        return ""
    parts: list[str] = []
    y = 26.0
    for origin, members in arranged.origins:
        middle = y + _ROW * (len(members) - 1) / 2
        name = svg.shortened(origin.name, 44)
        parts.append(f'<rect x="6" y="{middle - 17:.1f}" width="{_LEFT - 12:.0f}" height="38" rx="5" class="origin"/>')
        parts.append(svg.text(16, middle - 1, name, "label strong", "start"))
        parts.append(svg.text(16, middle + 14, origin.date or "date not known", "label", "start"))
        for lineage in members:
            parts.append(svg.line(_LEFT - 6, middle, _RIGHT, y, "edge", more=' stroke-width="1.5"'))
            parts.append(_document(lineage, y))
            y += _ROW
        y += 16
    for lineage in arranged.unknown:
        parts.append(svg.text(16, y + 4, "lineage not known", "label muted", "start"))
        parts.append(svg.line(_LEFT - 150, y, _RIGHT, y, "edge unsure", more=' stroke-width="1"'))
        parts.append(_document(lineage, y))
        y += _ROW
    return svg.picture(_WIDTH, y + 4, parts, "Which document derives from which report")


def _document(lineage: Lineage, y: float) -> str:
    why = lineage.derivations[0].evidence[0].says if lineage.derivations and lineage.derivations[0].evidence else ""
    own = " (the origin itself)" if lineage.state is LineageState.OWN else ""
    shape = f'<rect x="{_RIGHT:.0f}" y="{y - 10:.1f}" width="20" height="20" rx="2" class="node"/>'
    label = svg.text(_RIGHT + 28, y + 4, svg.shortened(lineage.doc + own, 70), "label", "start")
    return svg.link(f"d-{lineage.document[:12]}", f"<g>{svg.title(why or lineage.doc)}{shape}{label}</g>")
