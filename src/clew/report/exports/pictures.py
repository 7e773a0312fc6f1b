"""The pictures of a case as files: network, ownership, timeline, origins, as SVG or PNG."""

from collections.abc import Iterator

from clew.records import Findings
from clew.report.model import Arranged
from clew.report.pictures import (
    NetworkOptions,
    as_png,
    draw_network,
    draw_origins,
    draw_ownership,
    draw_timeline,
    standing_alone,
)

_NODES = 150


def pictures(findings: Findings) -> Iterator[tuple[str, str]]:
    """Name and SVG text of each picture for which there is anything to draw; the network shows at most 150 nodes."""
    arranged = Arranged(findings)
    drawn = {
        "network": draw_network(findings, NetworkOptions(most=_NODES)),
        "ownership": draw_ownership(arranged),
        "timeline": draw_timeline(arranged),
        "origins": draw_origins(arranged),
    }
    yield from ((name, standing_alone(picture)) for name, picture in drawn.items() if picture)


def svg_files(findings: Findings) -> Iterator[tuple[str, bytes]]:
    """One SVG file for each picture."""
    yield from ((f"{name}.svg", picture.encode("utf-8", "replace")) for name, picture in pictures(findings))


def png_files(findings: Findings) -> Iterator[tuple[str, bytes]]:
    """One PNG file for each picture."""
    yield from ((f"{name}.png", as_png(picture)) for name, picture in pictures(findings))
