"""Draw the timeline: a bar for as long as a date is vague, never a point that claims more than the words."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from clew.measures.edtf import OPEN_END, OPEN_START, span
from clew.records import Claim, Relation, isolated
from clew.report.dates import in_words
from clew.report.links import Links, NoLinks
from clew.report.model import Arranged
from clew.report.pictures import svg
from clew.report.pictures.axis import Axis, axis_over
from clew.report.pictures.labels import broken
from clew.report.wording import wording
from clew.report.words import counted, measures_of, what_is_said
from clew.vocabulary import HitState, Qualifier, Status

MOST = 60
"""How many rows a picture has unless asked for more."""

MOST_PAPERS = 300
"""How many publications have a mark each."""

_WIDTH, _LEFT, _ROW, _TOP = 1000.0, 410.0, 24.0, 62.0
_LINE = 14.0


class Kind(StrEnum):
    """What a row of the timeline tells of."""

    STATED = "stated"
    LISTED = "listed"
    PUBLISHED = "published"


@dataclass(frozen=True, slots=True)
class Moment:
    """Something with a date: its first and last possible day, as `date.toordinal` counts, and which ends are open."""

    kind: Kind
    says: str
    dated: str
    first: int
    last: int
    open_start: bool = False
    open_end: bool = False
    style: str = ""
    link: str | None = None


def draw_timeline(arranged: Arranged, links: Links | None = None, most: int = MOST, entity: str | None = None) -> str:
    """Draw dated statements, listings and publications in the order of time; empty where nothing is dated.

    With an entity only what names it is told. Where there are more rows than `most`, those that most relations back
    are kept, and the picture says so.
    """
    open_at = links or NoLinks()
    relations = arranged.relations if entity is None else arranged.naming.get(entity, ())
    told, left_out = _statements(arranged, relations, open_at, most)
    shown = sorted(told, key=lambda one: (one.first, one.last, one.says))
    listed = list(_listings(arranged, open_at, entity))[: max(0, most - len(shown))]
    shown = sorted([*shown, *listed], key=lambda one: (one.first, one.last, one.says))
    if not shown:
        return ""
    papers = _gathered(list(_papers(arranged, open_at, None if entity is None else relations)))
    axis = axis_over([(one.first, one.last) for one in (*shown, *papers)], _LEFT, _WIDTH - 24)
    labels = [broken(one.says, _LEFT - 26, 2) for one in shown]
    places, height = _rows(labels)
    parts = list(_grid(axis, height))
    parts.append(svg.text(_LEFT - 14, _TOP - 21, "documents published", "note", "end"))
    parts += [_paper(one, axis) for one in papers]
    parts += [_row(one, label, axis, y) for one, label, y in zip(shown, labels, places, strict=True)]
    if left_out:
        said = f"{counted(left_out, 'dated statement')} with less support left out of the picture."
        parts.append(svg.text(10, height + 10, said, "note strong", "start"))
        height += 22
    return svg.picture(_WIDTH, height, parts, f"Timeline of {counted(len(shown), 'dated entry', 'dated entries')}")


def _moment(kind: Kind, says: str, edtf: str, style: str = "", link: str | None = None) -> Moment | None:
    days = _days(edtf)
    if days is None:
        return None
    first, last, open_start, open_end = days
    return Moment(kind, says, in_words(edtf), first, last, open_start, open_end, style, link)


def _days(edtf: str) -> tuple[int, int, bool, bool] | None:
    """The first and last day of a date, and which of them is open; None where it cannot be drawn."""
    days = span(edtf)
    if days is None:
        return None
    open_start, open_end = days[0] <= OPEN_START, days[1] >= OPEN_END
    first, last = (days[1] if open_start else days[0]), (days[0] if open_end else days[1])
    first, last = min(first, last), max(first, last)
    return (first, last, open_start, open_end) if 1 <= first <= last <= date.max.toordinal() else None


def _statements(arranged: Arranged, relations: Sequence[Relation], links: Links, most: int) -> tuple[list[Moment], int]:
    """The dated statements of some relations, at most so many, and how many more could be drawn."""
    shown: list[Moment] = []
    more, fits = 0, dict[str, bool]()
    for relation in relations:
        if len(shown) < most:
            made = [one for claim in _dated(arranged, relation) if (one := _stated(arranged, relation, claim, links))]
            more += len(made) - len(made[: most - len(shown)])
            shown += made[: most - len(shown)]
            continue
        for told in {claim.values[Qualifier.WHEN] for claim in _dated(arranged, relation)}:
            if told not in fits:
                fits[told] = _days(told) is not None
            more += fits[told]
    return shown, more


def _dated(arranged: Arranged, relation: Relation) -> list[Claim]:
    """The statements of a relation that have a date, the surest of each date."""
    found: dict[str, Claim] = {}
    for claim in arranged.statements(relation):
        if told := claim.values.get(Qualifier.WHEN):
            found.setdefault(told, claim)
    return list(found.values())


def _stated(arranged: Arranged, relation: Relation, claim: Claim, links: Links) -> Moment | None:
    style = "" if claim.status is Status.ASSERTED else " unsure"
    says = what_is_said(arranged, relation)
    moment = _moment(Kind.STATED, says, claim.values[Qualifier.WHEN], style, links.quote(claim.id))
    return _tagged(moment, wording().statuses[claim.status].tag) if moment is not None and style else moment


def _tagged(moment: Moment, tag: str) -> Moment:
    return replace(moment, says=f"{moment.says} ({tag})")


def _listings(arranged: Arranged, links: Links, only: str | None) -> Iterator[Moment]:
    seen = set()
    for entity in arranged.parties:
        if only not in {None, entity.id}:
            continue
        for hit in arranged.hits.get(entity.id, ()):
            since, authority = hit.listing.since, hit.listing.authority or hit.version.authority or hit.version.name
            if hit.state is not HitState.MATCH or not since or (entity.id, authority, since) in seen:
                continue
            seen.add((entity.id, authority, since))
            says = f"{isolated(entity.name)} listed by {authority}: {measures_of(hit)}"
            in_force = since if "/" in since else f"{since}/{hit.listing.until or '..'}"
            moment = _moment(Kind.LISTED, says, in_force, " listed", links.party(entity.id))
            if moment is not None:
                yield moment


def _papers(arranged: Arranged, links: Links, only: Sequence[Relation] | None) -> Iterator[Moment]:
    claims = (arranged.claims.get(claim) for relation in only or () for claim in relation.claims)
    wanted = {claim.quote.document for claim in claims if claim is not None}
    for document in arranged.findings.documents:
        if document.published and (only is None or document.id in wanted):
            moment = _moment(
                Kind.PUBLISHED, isolated(arranged.title(document)), document.published, "", links.document(document.id)
            )
            if moment is not None:
                yield moment


def _gathered(papers: Sequence[Moment]) -> Sequence[Moment]:
    """Publications as they are; where they are very many, one mark for those of the same date."""
    if len(papers) <= MOST_PAPERS:
        return papers
    days: dict[tuple[int, int], list[Moment]] = {}
    for one in papers:
        days.setdefault((one.first, one.last), []).append(one)
    return [
        several[0]
        if len(several) == 1
        else replace(several[0], says=f"{several[0].says} and {counted(len(several) - 1, 'more document')}")
        for several in days.values()
    ]


def _grid(axis: Axis, height: float) -> Iterator[str]:
    yield svg.line(8, _TOP - 8, _WIDTH - 8, _TOP - 8, "grid")
    for x, said in axis.ticks():
        yield svg.line(x, 24, x, height - 8, "grid")
        yield svg.text(x, 16, said, "note")
    for x in axis.folds:
        yield svg.shape(f"M{x - 6:.1f} 20l4 5l4 -10l4 10", "fold")
        yield svg.line(x, 30, x, height - 8, "grid folded")


def _paper(moment: Moment, axis: Axis) -> str:
    left, right = axis.at(moment.first), axis.at(moment.last)
    told = svg.title(f"{moment.says}, published {moment.dated}")
    if right - left < 8:
        x = (left + right) / 2
        y = _TOP - 25
        return svg.link(moment.link, told + svg.shape(f"M{x:.1f} {y - 5:.1f}l5 5l-5 5l-5 -5z", "paper-dot"))
    return svg.link(moment.link, told + svg.box(left, _TOP - 28, right - left, 6, "paper-dot", 3))


def _rows(labels: Sequence[Sequence[str]]) -> tuple[list[float], float]:
    """The middle of each row, and where the last one ends."""
    places, y = [], _TOP
    for label in labels:
        high = _ROW + _LINE * (len(label) - 1)
        places.append(y + high / 2)
        y += high
    return places, y + 12


def _row(moment: Moment, label: Sequence[str], axis: Axis, y: float) -> str:
    left, right = axis.at(moment.first), axis.at(moment.last)
    right = max(right, left + 5)
    drawn = svg.title(f"{moment.says}: {moment.dated}")
    first = y + 4 - _LINE * (len(label) - 1) / 2
    drawn += "".join(svg.text(_LEFT - 14, first + _LINE * at, said, "name", "end") for at, said in enumerate(label))
    drawn += svg.box(left, y - 5, right - left, 10, f"bar{moment.style}", 2)
    if moment.open_start:
        drawn += svg.shape(f"M{left - 1:.1f} {y - 5:.1f}l-9 5l9 5z", f"bar{moment.style}")
    if moment.open_end:
        drawn += svg.shape(f"M{right + 1:.1f} {y - 5:.1f}l9 5l-9 5z", f"bar{moment.style}")
    return svg.link(moment.link, drawn)
