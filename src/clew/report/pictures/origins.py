"""Draw the origins: which documents derive from which report, and of which that is not known."""

from collections.abc import Iterator

from clew.records import Lineage, Origin, isolated
from clew.report.dates import in_words
from clew.report.links import Links, NoLinks
from clew.report.model import Arranged
from clew.report.pictures import svg
from clew.report.pictures.labels import broken, shortened
from clew.report.wording import wording
from clew.report.words import counted
from clew.vocabulary import LineageState

MOST, _EACH = 200, 20
"""How many documents a picture shows, and how many of one origin where not all are shown."""

_LEFT, _RIGHT, _ROW, _WIDE = 280.0, 390.0, 46.0, 920.0


def draw_origins(arranged: Arranged, links: Links | None = None, most: int = MOST) -> str:
    """Draw each origin at the left with its documents at the right; unknown lineage stands apart, at the end.

    A full line leads to a document's main origin, a dotted one to others that it draws on. Empty where no lineage is.
    Of more than `most` documents the origins that are retold most are shown, each with some; the picture says so.
    """
    lineages = arranged.findings.lineages
    if not lineages:
        return ""
    drawn = _Tree(arranged, links or NoLinks(), most)
    height = drawn.draw()
    if left_out := len(lineages) - len(drawn.documents):
        said = f"{counted(left_out, 'document')} left out of the picture."
        drawn.parts.append(svg.text(10, height + 12, said, "note strong", "start"))
        height += 24
    says = f"{counted(len(arranged.origins), 'origin')} and {counted(len(lineages), 'document')}"
    return svg.picture(_WIDE, height, drawn.parts, f"Which document derives from which report: {says}")


class _Tree:
    """The picture as it is drawn from the top down."""

    def __init__(self, arranged: Arranged, links: Links, most: int) -> None:
        self.arranged, self.links, self._most = arranged, links, most
        self.parts: list[str] = []
        self.documents: dict[str, float] = {}
        self._origins: dict[str, float] = {}

    def draw(self) -> float:
        """Draw everything; the height that it took."""
        y = 8.0
        each = len(self.arranged.findings.lineages) if self._fits else _EACH
        for origin, every in self.arranged.origins:
            members = every[: min(each, self._most - len(self.documents))]
            if not members:
                break
            middle = y + _ROW * len(members) / 2
            self._origins[origin.id] = middle
            for place, lineage in enumerate(members):
                at = y + _ROW * (place + 0.5)
                self._line(middle, at, "branch")
                self._document(lineage, at)
            self._origin(origin, middle)
            y += _ROW * len(members) + (12 if len(members) > 1 else 16)
        for lineage in self.arranged.unknown[: max(0, self._most - len(self.documents))]:
            at = y + _ROW / 2
            self.parts.append(svg.text(_LEFT - 8, at + 4, "not known from where", "note", "end"))
            self.parts.append(svg.line(_LEFT, at, _RIGHT, at, "branch unsure"))
            self._document(lineage, at)
            y += _ROW
        return self._others(y)

    @property
    def _fits(self) -> bool:
        return len(self.arranged.findings.lineages) <= self._most

    def _others(self, y: float) -> float:
        """Origins that documents draw on beside their main one."""
        others: dict[str, tuple[Origin, list[str]]] = {}
        for lineage in self.arranged.findings.lineages:
            if lineage.document not in self.documents:
                continue
            for derivation in lineage.derivations[1:]:
                others.setdefault(derivation.origin.id, (derivation.origin, []))[1].append(lineage.document)
        lines = []
        for origin, documents in others.values():
            if origin.id not in self._origins:
                self._origins[origin.id] = y + _ROW / 2
                self._origin(origin, y + _ROW / 2, " other")
                y += _ROW + 16
            lines += [
                self._curve(self._origins[origin.id], self.documents[document], "branch other")
                for document in documents
            ]
        self.parts = lines + self.parts
        return y + 4

    def _line(self, start: float, end: float, style: str) -> None:
        self.parts.append(self._curve(start, end, style))

    def _curve(self, start: float, end: float, style: str) -> str:
        middle = (_LEFT + _RIGHT) / 2
        return svg.shape(
            f"M{_LEFT:.1f} {start:.1f}C{middle:.1f} {start:.1f} {middle:.1f} {end:.1f} {_RIGHT:.1f} {end:.1f}", style
        )

    def _origin(self, origin: Origin, middle: float, style: str = "") -> None:
        dated = in_words(origin.date, "date not known")
        lines = broken(origin.name, _LEFT - 34, 2)
        high = 15.0 * (len(lines) + 1) + 8
        self.parts.append(svg.box(6, middle - high / 2, _LEFT - 6, high, f"origin{style}"))
        first = middle - high / 2 + 17
        self.parts += [
            svg.text(16, first + 15 * at, isolated(said), "name strong", "start") for at, said in enumerate(lines)
        ]
        self.parts.append(svg.text(16, first + 15 * len(lines), dated, "note", "start"))

    def _document(self, lineage: Lineage, y: float) -> None:
        self.documents[lineage.document] = y
        document = self.arranged.documents.get(lineage.document)
        name = self.arranged.title(document) if document else lineage.doc
        facts = " · ".join(self._facts(lineage))
        wide = _WIDE - _RIGHT - 30
        drawn = (
            svg.title(self._why(lineage))
            + svg.box(_RIGHT, y - 18, _WIDE - _RIGHT - 4, 36, f"paper {lineage.state}")
            + svg.text(_RIGHT + 12, y - 2, shortened(isolated(name), wide), "name", "start")
            + svg.text(_RIGHT + 12, y + 12, shortened(facts, wide), "note", "start")
        )
        self.parts.append(svg.link(self.links.document(lineage.document), drawn))

    def _facts(self, lineage: Lineage) -> Iterator[str]:
        document = self.arranged.documents.get(lineage.document)
        if document is not None:
            yield isolated(document.publisher or "") or "publisher not stated"
            yield in_words(document.published, "undated")
        if lineage.state is LineageState.OWN:
            yield wording().lineages[lineage.state]
        elif lineage.derivations:
            kinds = dict.fromkeys(one.kind for one in lineage.derivations[0].evidence)
            yield ", ".join(wording().evidence[kind] for kind in kinds)

    def _why(self, lineage: Lineage) -> str:
        said = [isolated(evidence.says) for one in lineage.derivations[:1] for evidence in one.evidence]
        return "; ".join(said) or f"{isolated(lineage.doc)}: {wording().lineages[lineage.state]}"
