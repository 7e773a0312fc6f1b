"""The dossier says what the record holds, opens every quote, and lets nothing in a document become markup."""

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from clew.errors import UnknownReportForm
from clew.records import Document, Span
from clew.report import DossierOptions, render_html, render_json, render_markdown, summarise, write_dossier
from clew.report.context import Mark, pieces_of
from tests.report.material import some_findings

PAYLOADS = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "'-alert(1)-'",
    "</style><script>alert(1)</script>",
    "javascript:alert(1)",
    "<svg onload=alert(1)>",
    "{{ 7*7 }}{% raw %}",
    "]]><!--",
    "\u202egnp.exe\u2066",
)


class Elements(HTMLParser):
    """Collects elements, ids and inner links of a page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.ids: list[str] = []
        self.links: list[str] = []
        self.handlers: list[str] = []
        self.remote: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        for name, value in attrs:
            if name == "id" and value:
                self.ids.append(value)
            if name == "href" and value:
                (self.links if value.startswith("#") else self.remote).append(value.removeprefix("#"))
            if name == "src" and value:
                self.remote.append(value)
            if name.startswith("on"):
                self.handlers.append(name)


@pytest.mark.parametrize("payload", PAYLOADS)
def test_nothing_in_a_document_becomes_markup(payload: str) -> None:
    plain, twisted = Elements(render_html(some_findings())), Elements(render_html(some_findings(payload)))
    assert twisted.tags == plain.tags
    assert "script" not in twisted.tags
    assert twisted.handlers == []
    assert twisted.remote == []


def test_every_link_leads_somewhere_and_no_place_is_named_twice() -> None:
    page = Elements(render_html(some_findings()))
    assert set(page.links) <= set(page.ids)
    assert len(page.ids) == len(set(page.ids))


def test_nothing_is_fetched_from_elsewhere() -> None:
    page = render_html(some_findings())
    assert "default-src 'none'" in page
    assert not re.search(r"(src|href)=[\"']?(https?:)?//", page)


def test_the_front_page_says_what_the_record_holds() -> None:
    page = render_html(some_findings())
    assert "2 documents, 1 origin" in page
    assert "asset freeze or blocking by Northern Union since 1 May 2022" in page
    assert "2 January 2026" in page
    assert "is said to supply" in page
    assert "not what is proven" in page


def test_a_denial_stands_beside_what_it_denies() -> None:
    page = render_html(some_findings())
    relations = page[page.index('<section id="relations"') :]
    relation = relations[: relations.index("</article>")]
    assert "supplied six engines" in relation
    assert "Orlan denied it" in relation


def test_what_was_not_read_is_said_with_the_remedy() -> None:
    assert "send its text" in render_html(some_findings())


def test_the_same_findings_give_the_same_bytes() -> None:
    assert render_html(some_findings()) == render_html(some_findings())
    assert render_json(some_findings()) == render_json(some_findings())


def test_the_summary_fits_a_screen() -> None:
    summary = summarise(some_findings())
    assert summary.lines[0] == "2 documents, 1 origin, 1 not read; 4 claims"
    told = "\n".join(summary.lines)
    assert "Baltic Avia: asset freeze or blocking by Northern Union since 1 May 2022" in told
    assert "Orlan Trading: is said to supply Baltic Avia (listed); 1 step" in told
    assert "number of engines" in told
    assert len(summary.lines) < 40


def test_markdown_keeps_markup_out() -> None:
    told = render_markdown(some_findings("[x](javascript:1)<b>"))
    assert "<b>" not in told.replace("\\<b\\>", "")
    assert "Orlan denied it" in told


@pytest.mark.parametrize("ending", [".html", ".md", ".json"])
def test_a_dossier_is_written_by_its_ending(tmp_path: Path, ending: str) -> None:
    write_dossier(some_findings(), tmp_path / f"d{ending}", DossierOptions())
    assert (tmp_path / f"d{ending}").stat().st_size > 500
    assert [path.name for path in tmp_path.iterdir()] == [f"d{ending}"], "nothing half-written stays"


def test_an_unknown_ending_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnknownReportForm, match="html"):
        write_dossier(some_findings(), tmp_path / "d.exe", DossierOptions())


def test_overlapping_quotes_are_both_marked() -> None:
    document = Document("d" * 64, "a.txt", "text/plain", "en", "abcdefghij", (Span(0, 10),))
    marks = [Mark(a, b, f"q{a}") for a, b in ((1, 6), (4, 9), (4, 5))]
    pieces = pieces_of(document, marks)
    assert "".join(piece.text for piece in pieces) == document.text
    assert [(piece.text, len(piece.carries)) for piece in pieces] == [
        ("a", 0), ("bcd", 1), ("e", 3), ("f", 2), ("ghi", 1), ("j", 0),
    ]  # fmt: skip
    assert sum(len(piece.begins) for piece in pieces) == len(marks) == sum(len(piece.ends) for piece in pieces)


def test_text_that_is_not_prose_is_left_out_and_said_to_be() -> None:
    text = "One sentence. MENU Two sentences."
    document = Document("d" * 64, "a.txt", "text/plain", "en", text, (Span(0, 13), Span(19, 33)))
    pieces = pieces_of(document, [])
    assert [piece.gap for piece in pieces] == [False, True, False]
    assert "MENU" not in "".join(piece.text for piece in pieces)
