"""The dossier as one HTML file that needs nothing beside it: no script, no remote part, and it prints."""

import base64
import hashlib
from dataclasses import replace
from functools import cache
from importlib.metadata import version
from importlib.resources import files

from jinja2 import Environment, FunctionLoader, StrictUndefined
from markupsafe import Markup

from clew.records import Findings, isolated
from clew.report import words
from clew.report.answer import answer_of
from clew.report.context import Piece, pieces_of
from clew.report.dates import in_words
from clew.report.gaps import gaps_of
from clew.report.marking import evidence_at, marks_of, said_at
from clew.report.model import Arranged
from clew.report.options import DossierOptions
from clew.report.pictures import choose, draw_chosen, draw_origins, draw_ownership, draw_timeline, style_sheet
from clew.report.selection import arranged_for
from clew.report.wording import wording
from clew.vocabulary import Status

_FRONT, _TIES = 5, 14
_NOMINATED, _GOODS = 10, 40


def render_html(findings: Findings, options: DossierOptions = DossierOptions()) -> str:
    """Render the dossier as one page; all text from outside is escaped. The same findings give the same bytes."""
    arranged = arranged_for(findings, options)
    findings = arranged.findings
    style = _read("style.css") + style_sheet()
    marks = marks_of(arranged)
    return (
        _environment()
        .get_template("dossier.html")
        .render(
            a=arranged,
            f=findings,
            w=wording(),
            words=words,
            dated=in_words,
            chosen=options.entities,
            note=options,
            answer=answer_of(arranged),
            gaps=gaps_of(arranged),
            pictures=_pictures(arranged, options),
            pieces={document.id: pieces_of(document, marks.get(document.id, ())) for document in arranged.quoted},
            judged={one.id: one for one in findings.judgements},
            extractors=sorted({claim.extractor for claim in findings.claims if claim.extractor}),
            said_at=said_at,
            evidence_at=evidence_at,
            nominated=arranged.nominated,
            goods=arranged.party_goods,
            goods_ways=wording().goods_ways,
            most=_FRONT,
            most_nominated=_NOMINATED,
            most_goods=_GOODS,
            most_ties=_TIES,
            version=version("clew"),
            style=Markup(style),  # noqa: S704 - our own files
            style_hash="sha256-" + base64.b64encode(hashlib.sha256(style.encode()).digest()).decode(),
        )
    )


def _pictures(arranged: Arranged, options: DossierOptions) -> dict[str, Markup]:
    links = arranged.links
    whole = replace(arranged, chosen=()) if arranged.chosen else arranged
    drawn = {
        "network": draw_chosen(arranged, choose(arranged, options.nodes), links),
        "timeline": draw_timeline(arranged, links),
        "origins": draw_origins(whole, links),
        "ownership": draw_ownership(whole, options.entities[0] if len(options.entities) == 1 else None, links),
    }
    return {name: Markup(picture) for name, picture in drawn.items()}  # noqa: S704 - svg.py escapes all text


def mark_class(piece: Piece) -> str:
    """The style of a marked stretch: by the surest status of the claims that it carries."""
    statuses = {mark.status for mark in piece.carries if mark.status is not None}
    if not statuses:
        return "sign"
    if Status.ASSERTED in statuses:
        return "asserted"
    return "denied" if statuses == {Status.DENIED} else "unsure"


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FunctionLoader(_read), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    environment.filters |= {"isolated": isolated, "mark_class": mark_class}
    return environment


def _read(name: str) -> str:
    return (files("clew.report") / "templates" / name).read_text(encoding="utf-8")
