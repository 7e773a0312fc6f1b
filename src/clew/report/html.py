"""The dossier as one HTML file that needs nothing beside it: no script, no remote part, and it prints."""

from functools import cache
from importlib.metadata import version
from importlib.resources import files

from jinja2 import Environment, FunctionLoader, StrictUndefined
from markupsafe import Markup

from clew.records import Claim, Findings
from clew.report import words
from clew.report.context import Piece, pieces_of
from clew.report.model import Arranged
from clew.report.pictures import draw_network, draw_origins, draw_timeline
from clew.vocabulary import HitState, Severity, Status


def render_html(findings: Findings, chosen: tuple[str, ...] = ()) -> str:
    """Render the dossier; `chosen` restricts it to some entities' relations. All text from documents is escaped."""
    arranged = Arranged(findings, chosen)
    by_document: dict[str, list[Claim]] = {}
    for claim in findings.claims:
        by_document.setdefault(claim.quote.document, []).append(claim)
    template = _environment().get_template("dossier.html")
    return template.render(
        a=arranged,
        f=findings,
        words=words,
        version=version("clew"),
        style=Markup(_read("style.css")),  # noqa: S704 - our own file
        network=Markup(draw_network(arranged)),  # noqa: S704 - svg.py escapes all text
        timeline=Markup(draw_timeline(arranged)),  # noqa: S704
        origins=Markup(draw_origins(arranged)),  # noqa: S704
        alarms=[one for one in findings.conflicts if one.severity is Severity.ALARM],
        notes=[one for one in findings.conflicts if one.severity is Severity.NOTE],
        pieces={document.id: pieces_of(document, by_document.get(document.id, [])) for document in findings.documents},
        relation_of={claim: relation for relation in findings.relations for claim in relation.claims},
        review=[party for party in arranged.hits if arranged.hits[party][0].state is HitState.REVIEW],
        undated=[one for one in findings.lists if one.date is None],
        asserted=Status.ASSERTED,
    )


def mark_class(piece: Piece) -> str:
    """The style of a marked stretch: by the surest status of the claims that it carries."""
    statuses = {claim.status for claim in piece.carries}
    if Status.ASSERTED in statuses:
        return "asserted"
    return "denied" if statuses == {Status.DENIED} else "unsure"


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FunctionLoader(_read), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
    )
    environment.filters["mark_class"] = mark_class
    environment.filters["short"] = lambda digest: digest[:12]
    return environment


def _read(name: str) -> str:
    return (files("clew.report") / "templates" / name).read_text(encoding="utf-8")
