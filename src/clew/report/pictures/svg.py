"""The few SVG elements that pictures are made of; all text is escaped here and nowhere else."""

import math
import re
from collections.abc import Iterable
from html import escape
from importlib.resources import files

from clew.records import ISOLATING

_PAGE, _SMALLEST = 940.0, 0.82
"""The width that pages have for a picture, and how small a wide one may be shown."""

_VARIABLE = re.compile(r"var\(--[\w-]+, ([^)]+)\)")


def printable(text: str) -> str:
    """Text on one line, without the characters that XML forbids or that turn the direction of what stands beside it.

    The signs that set a name apart stay: they end with their element.
    """
    return "".join(c for c in " ".join(text.split()) if c.isprintable() or c in ISOLATING)


def text(x: float, y: float, said: str, kind: str = "", anchor: str = "middle") -> str:
    """A line of text."""
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" class="{kind}">'
        f"{escape(printable(said), quote=False)}</text>"
    )


def title(said: str) -> str:
    """What a pointer shows, and a screen reader reads."""
    return f"<title>{escape(printable(said), quote=False)}</title>"


def line(x1: float, y1: float, x2: float, y2: float, kind: str, more: str = "") -> str:
    """A straight line."""
    return f'<line x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}" class="{kind}"{more}/>'


def box(x: float, y: float, width: float, height: float, kind: str, radius: float = 3.0) -> str:
    """A rectangle, by its upper left corner."""
    return f'<rect x="{x:.1f}" y="{y:.1f}" width="{width:.1f}" height="{height:.1f}" rx="{radius:.1f}" class="{kind}"/>'


def shape(path: str, kind: str) -> str:
    """Any closed shape."""
    return f'<path d="{path}" class="{kind}"/>'


def arrow_head(x1: float, y1: float, x2: float, y2: float, kind: str) -> str:
    """The head of an arrow from one point to another, its tip at the second."""
    length = math.hypot(x2 - x1, y2 - y1)
    if length < 1:
        return ""
    ux, uy, back = (x2 - x1) / length, (y2 - y1) / length, min(9.0, length)
    left = f"{x2 - ux * back - uy * 4:.1f} {y2 - uy * back + ux * 4:.1f}"
    right = f"{x2 - ux * back + uy * 4:.1f} {y2 - uy * back - ux * 4:.1f}"
    return shape(f"M{x2:.1f} {y2:.1f}L{left}L{right}z", kind)


def link(address: str | None, inside: str) -> str:
    """What opens an address when it is chosen; without an address, only the thing itself."""
    return f'<a href="{escape(address)}">{inside}</a>' if address else f"<g>{inside}</g>"


def picture(width: float, height: float, parts: Iterable[str], says: str) -> str:
    """A whole picture; `says` is read out where pictures are not seen.

    A wide one is shown smaller, as far as its letters stay legible.
    """
    shown = min(1.0, max(_SMALLEST, _PAGE / width))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:.0f} {height:.0f}" role="group" '
        f'aria-label="{escape(printable(says))}" width="{width * shown:.0f}" height="{height * shown:.0f}">'
        f"{''.join(parts)}</svg>"
    )


def style_sheet() -> str:
    """The style of all pictures, with colours that a page may set; a picture that stands alone has its own."""
    return (files("clew.report") / "templates" / "pictures.css").read_text("utf-8")


def standing_alone(drawn: str) -> str:
    """A picture made whole for its own file: with its style inside, in light colours."""
    head, bracket, rest = drawn.partition(">")
    style = _VARIABLE.sub(r"\1", style_sheet())
    return f"{head}{bracket}<style>{style}</style>{rest}" if drawn else drawn
