"""The legend of the network: what shapes, colours and lines stand for, and how much is left out."""

from clew.report.model import Arranged
from clew.report.pictures import svg
from clew.report.pictures.choosing import Chosen, Family
from clew.report.pictures.labels import width_of
from clew.report.words import counted

_ROW = 20.0
FAMILY_WORDS = {
    Family.HOLD: "ownership, leadership, staff",
    Family.TRADE: "goods, money, contracts",
    Family.MAKE: "making and use of goods",
    Family.TIE: "other ties",
}
SHAPES = (
    ("node plain", "organisation"),
    ("node plain pill", "person"),
    ("node plain good", "goods"),
    ("node plain described", "described, not named"),
)
STATES = (
    ("node listed", "listed"),
    ("node review", "near a listed name, for review"),
    ("node owned", "said to be owned by a listed party"),
)
LINES = (
    *((f"tie reviewed {family}", said) for family, said in FAMILY_WORDS.items()),
    ("tie reviewed", "accepted by a person"),
    ("tie", "read by the program only"),
    ("tie reviewed unsure", "planned, possible or not confirmed"),
    ("tie denied", "only denied"),
    ("cross", "denied by someone"),
    ("tie reviewed thick", "more origins"),
)
"""What each style of shape and line stands for."""


def left_out_in_words(chosen: Chosen) -> str:
    """How many entities with ties are not drawn; empty where all are."""
    if chosen.left_out <= 0:
        return ""
    return f"{counted(chosen.left_out, 'less connected one is', 'less connected ones are')} left out of the picture."


def draw_legend(arranged: Arranged, chosen: Chosen, top: float, wide: float) -> tuple[list[str], float]:
    """The legend, from a height downwards, and how high it is; states only where lists were searched."""
    parts = [svg.line(8, top + 4, wide - 8, top + 4, "grid")]
    rows = [(*SHAPES, *(STATES if arranged.findings.lists else ())), LINES]
    y = top + 24
    for row in rows:
        x = 10.0
        for style, said in row:
            room = 30 + width_of(said) * 0.92 + 16
            if x > 10 and x + room > wide - 10:
                x, y = 10.0, y + _ROW
            parts += [_sign(style, x, y), svg.text(x + 29, y + 4, said, "note", "start")]
            x += room
        y += _ROW
    if said := left_out_in_words(chosen):
        parts.append(svg.text(10, y + 4, said, "note strong", "start"))
        y += _ROW
    return parts, y - top


def _sign(style: str, x: float, y: float) -> str:
    if style.startswith("tie"):
        return svg.line(x, y, x + 22, y, style, f' stroke-width="{3.6 if style.endswith("thick") else 1.8}"')
    if style == "cross":
        return svg.line(x, y, x + 22, y, "tie reviewed", ' stroke-width="1.8"') + svg.shape(
            f"M{x + 7} {y - 4}l8 8m0 -8l-8 8", style
        )
    if style.endswith("good"):
        return svg.shape(f"M{x + 4:.1f} {y - 6:.1f}h14l4 4v4l-4 4h-14l-4 -4v-4z", style)
    return svg.box(x, y - 6, 22, 12, style, 6 if style.endswith("pill") else 2)
