"""Draw the timeline: a bar for as long as a date is vague, never a point that claims more than the words."""

from dataclasses import dataclass
from datetime import date

from clew.measures.edtf import OPEN_END, OPEN_START, span
from clew.records import Claim
from clew.report.model import Arranged
from clew.report.pictures import svg
from clew.report.words import PREDICATES, STATUSES
from clew.vocabulary import Qualifier, Status

MOST = 60
_WIDTH, _LEFT, _ROW, _TOP = 960.0, 380.0, 22.0, 34.0


@dataclass(frozen=True, slots=True)
class Moment:
    """A claim with a date: its first and last possible day, as `date.toordinal` counts, and whether an end is open."""

    claim: Claim
    first: int
    last: int
    open_start: bool
    open_end: bool


def moments(arranged: Arranged) -> tuple[Moment, ...]:
    """The dated claims, one for each relation and date, in the order of time."""
    found: dict[tuple[str, str], Moment] = {}
    for relation in arranged.relations:
        for claim in arranged.statements(relation):
            told = claim.values.get(Qualifier.WHEN)
            days = span(told) if told else None
            if told is None or days is None:
                continue
            open_start, open_end = days[0] <= OPEN_START, days[1] >= OPEN_END
            first = days[1] if open_start else days[0]
            last = days[0] if open_end else days[1]
            found.setdefault(
                (relation.id, told), Moment(claim, min(first, last), max(first, last), open_start, open_end)
            )
    return tuple(sorted(found.values(), key=lambda one: (one.first, one.last, one.claim.id)))


def draw_timeline(arranged: Arranged, most: int = MOST) -> str:
    """Draw the dated claims; an empty text where nothing is dated."""
    shown = moments(arranged)[:most]
    if not shown:
        return ""
    first = min(moment.first for moment in shown) - 20
    last = max(moment.last for moment in shown) + 20
    scale = (_WIDTH - _LEFT - 20) / max(1, last - first)

    def at(day: int) -> float:
        return _LEFT + (day - first) * scale

    height = _TOP + _ROW * len(shown) + 16
    parts = []
    for year in range(date.fromordinal(first).year, date.fromordinal(last).year + 2):
        day = date(year, 1, 1).toordinal()
        if first <= day <= last:
            parts += [
                svg.line(at(day), _TOP - 8, at(day), height - 8, "grid"),
                svg.text(at(day), 18, str(year), "label"),
            ]
    for row, moment in enumerate(shown):
        parts.append(_row(moment, _TOP + _ROW * row, at(moment.first), at(moment.last)))
    return svg.picture(_WIDTH, height, parts, f"Timeline of {len(shown)} dated statements")


def _row(moment: Moment, y: float, left: float, right: float) -> str:
    claim = moment.claim
    subject = claim.subject.name if claim.subject else "someone"
    target = claim.object.name if claim.object else "someone"
    said = f"{subject} {PREDICATES[claim.predicate][1]} {target}"
    when = claim.qualifiers.get(Qualifier.WHEN, "")
    sure = "" if claim.status is Status.ASSERTED else " unsure"
    width = max(5.0, right - left)
    bar = f'<rect x="{left:.1f}" y="{y - 5:.1f}" width="{width:.1f}" height="10" rx="3" class="bar{sure}"/>'
    ends = ""
    if moment.open_start:
        ends += f'<path d="M{left:.1f} {y - 5:.1f}l-9 5l9 5z" class="bar{sure}"/>'
    if moment.open_end:
        ends += f'<path d="M{left + width:.1f} {y - 5:.1f}l9 5l-9 5z" class="bar{sure}"/>'
    told = svg.title(f"{said}, {when} ({STATUSES[claim.status]}; {claim.doc})")
    label = svg.text(_LEFT - 12, y + 4, svg.shortened(said, 54), "label", "end")
    return svg.link(f"q-{claim.id[:12]}", f"<g>{told}{label}{bar}{ends}</g>")
