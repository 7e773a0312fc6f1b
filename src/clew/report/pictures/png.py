"""A picture as PNG, drawn by resvg: no browser, nothing fetched, letters in the fonts of the machine."""

import re

import resvg_py

_SIZE = re.compile(r'viewBox="0 0 (\d+) (\d+)"')
_MOST_PIXELS = 60_000_000


def as_png(drawn: str, zoom: float = 2.0) -> bytes:
    """A picture that stands alone (see `standing_alone`) as PNG on white, `zoom` pixels for each of its units.

    A very large picture gets fewer pixels, so that drawing it takes no more than a quarter of a gigabyte.
    """
    found = _SIZE.search(drawn)
    width, height = (int(found[1]), int(found[2])) if found else (1, 1)
    zoom = min(zoom, (_MOST_PIXELS / max(width * height, 1)) ** 0.5)
    sized = re.sub(r' width="\d+" height="\d+">', f' width="{width}" height="{height}">', drawn, count=1)
    return bytes(
        resvg_py.svg_to_bytes(
            svg_string=sized,
            background="#ffffff",
            zoom=zoom,
            font_family="DejaVu Sans",
            sans_serif_family="DejaVu Sans",
        )
    )
