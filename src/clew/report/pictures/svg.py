"""The few SVG elements that pictures are made of; all text is escaped here and nowhere else."""

from collections.abc import Iterable
from html import escape

CHARACTER = 6.6
"""Width of a character at 12 pixels, on the safe side for the system's sans-serif fonts."""


def printable(text: str) -> str:
    """Text without the characters that XML forbids."""
    return "".join(c for c in text if c.isprintable())


def width_of(text: str) -> float:
    """A safe guess at the width of a text at 12 pixels; wide scripts count double."""
    return sum(CHARACTER * (1.9 if ord(c) > 0x2E80 else 1) for c in text)


def shortened(text: str, most: int = 28) -> str:
    """Text cut to a length that fits a label."""
    text = " ".join(printable(text).split())
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"


def text(x: float, y: float, said: str, kind: str = "", anchor: str = "middle") -> str:
    """A line of text."""
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" class="{kind}">{escape(printable(said))}</text>'


def title(said: str) -> str:
    """What a pointer shows, and a screen reader reads."""
    return f"<title>{escape(printable(said))}</title>"


def line(x1: float, y1: float, x2: float, y2: float, kind: str, inside: str = "", more: str = "") -> str:
    """A straight line."""
    return f'<line x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}" class="{kind}"{more}>{inside}</line>'


def link(address: str, inside: str) -> str:
    """A link to a place in the same file."""
    return f'<a href="#{escape(address)}">{inside}</a>'


def picture(width: float, height: float, parts: Iterable[str], says: str) -> str:
    """A whole picture; `says` is read out where pictures are not seen."""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:.0f} {height:.0f}" role="img" '
        f'aria-label="{escape(printable(says))}" width="{width:.0f}" height="{height:.0f}">{"".join(parts)}</svg>'
    )
