"""The dossier as a Word document, in the styles that every word processor knows, so that a newsroom can restyle it."""

import io
import re
from importlib.metadata import version

import docx
from docx.document import Document
from docx.shared import Pt

from clew.records import Findings, set_apart
from clew.report.archives import undated
from clew.report.options import DossierOptions
from clew.report.outline import Block, Face, Kind, outline_of
from clew.report.selection import arranged_for

_STYLES = {
    Kind.TITLE: "Title",
    Kind.HEADING: "Heading 1",
    Kind.SUBHEADING: "Heading 2",
    Kind.TEXT: "Normal",
    Kind.BULLET: "List Bullet",
    Kind.DETAIL: "List Continue",
    Kind.STEP: "Normal",
    Kind.QUOTE: "Intense Quote",
}
_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_MONOSPACE, _SMALL = "DejaVu Sans Mono", Pt(8)


def render_word(findings: Findings, options: DossierOptions = DossierOptions()) -> bytes:
    """Render the dossier as .docx. The same findings give the same bytes; no text becomes a field or a link."""
    document = docx.Document()
    document.core_properties.title = _writable(f"Dossier: {findings.case}")
    document.core_properties.author = f"Clew {version('clew')}"
    document.styles["Intense Quote"].font.italic = False
    for block in outline_of(arranged_for(findings, options), options):
        _add(document, block)
    out = io.BytesIO()
    document.save(out)
    return undated(out.getvalue())


def _add(document: Document, block: Block) -> None:
    paragraph = document.add_paragraph(style=_STYLES[block.kind])
    if block.kind is Kind.STEP:
        paragraph.add_run(f"{block.number}. ")
    for each in block.runs:
        for words, leftward in set_apart(_writable(each.text)):
            run = paragraph.add_run(words)
            run.bold = True if each.face is Face.STRONG else None
            run.font.rtl = True if leftward else None
            if each.face is Face.CODE:
                run.font.name, run.font.size = _MONOSPACE, _SMALL


def _writable(text: str) -> str:
    """Text without what XML cannot hold, its line breaks as spaces."""
    return _UNWRITABLE.sub("\ufffd", text).replace("\n", " ")
