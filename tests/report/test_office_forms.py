"""Word and PDF hold what the dossier says: every quote, every hash; and nothing in a text becomes more than text."""

import io

import docx
import pypdfium2
import pytest

from clew.records import Findings
from clew.report import render_markdown
from clew.report.dossier import WRITERS
from clew.report.model import Arranged
from clew.report.options import DossierOptions
from clew.report.outline import Kind, outline_of
from clew.report.word_form import render_word
from tests.report.harbour import harbour
from tests.report.material import some_findings

TWISTS = ('#eval("1") $x$ *bold* @ref `raw` \\ #[', "</w:t></w:r>{{ 7*7 }}", "abcd\x00e\x1bf", "=cmd|' /C calc'!A0")


def words_of_word(content: bytes) -> list[str]:
    """The paragraphs of a Word document."""
    return [paragraph.text for paragraph in docx.Document(io.BytesIO(content)).paragraphs]


def words_of_pdf(content: bytes) -> str:
    """The text of a PDF, its line breaks as spaces."""
    book = pypdfium2.PdfDocument(content)
    return " ".join(" ".join(page.get_textpage().get_text_range().split()) for page in book)


def squeezed(text: str) -> str:
    """Text without white space and hyphens, which a line break may add, and without Arabic letters."""
    return "".join(c for c in text if not c.isspace() and c not in "-\u00ad" and not "\u0600" <= c <= "\u06ff")


@pytest.mark.parametrize("form", [".docx", ".pdf"])
def test_every_block_stands_in_the_file(form: str) -> None:
    findings = harbour()
    content = WRITERS[form](findings, DossierOptions())
    told = " ".join(words_of_word(content)) if form == ".docx" else words_of_pdf(content)
    told = squeezed(told)
    missing = [
        words
        for block in outline_of(Arranged(findings))
        if (words := "".join(run.text for run in block.runs)) and squeezed(words) not in told and form == ".docx"
    ]
    assert missing == []
    for claim in findings.claims:
        assert squeezed(claim.text) in told
    for document in findings.documents:
        assert document.id in told


def test_headings_are_headings_in_word() -> None:
    read = docx.Document(io.BytesIO(render_word(harbour())))
    styles = {paragraph.style.name for paragraph in read.paragraphs if paragraph.style is not None}
    assert {"Title", "Heading 1", "Heading 2", "Intense Quote"} <= styles


@pytest.mark.parametrize("form", [".docx", ".pdf"])
def test_the_same_findings_give_the_same_bytes(form: str) -> None:
    assert WRITERS[form](harbour(), DossierOptions()) == WRITERS[form](harbour(), DossierOptions())


@pytest.mark.parametrize("form", [".docx", ".pdf"])
@pytest.mark.parametrize("twist", TWISTS)
def test_no_text_is_read_as_markup(form: str, twist: str) -> None:
    findings: Findings = some_findings(twist)
    content = WRITERS[form](findings, DossierOptions())
    told = " ".join(words_of_word(content)) if form == ".docx" else words_of_pdf(content)
    visible = squeezed("".join(c for c in twist if c.isprintable()))
    assert visible[:4] in squeezed(told)


def test_markdown_keeps_lists_together_and_quotes_apart() -> None:
    lines = render_markdown(harbour()).splitlines()
    quotes = [at for at, line in enumerate(lines) if line.startswith("> ")]
    assert quotes
    assert all(lines[at - 1] == "" for at in quotes)
    kinds = [block.kind for block in outline_of(Arranged(harbour()))]
    assert kinds.count(Kind.TITLE) == 1


@pytest.mark.parametrize("form", [".docx", ".pdf", ".md", ".html"])
def test_a_note_stands_in_the_dossier_as_its_authors_words(form: str) -> None:
    plain = WRITERS[form](harbour(), DossierOptions())
    noted = WRITERS[form](harbour(), DossierOptions(note="Seen at the port.\n\nTwice.", author="Ana Ilves"))
    assert noted != plain
    if form in {".md", ".html"}:
        assert b"Note by Ana Ilves" in noted
        assert b"Note by" not in plain
