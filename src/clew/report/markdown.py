"""The dossier as Markdown with numbered citations."""

from collections.abc import Iterator

from clew.records import Findings
from clew.report.options import DossierOptions
from clew.report.outline import Block, Face, Kind, Run, outline_of
from clew.report.selection import arranged_for

_SPECIAL = str.maketrans({c: f"\\{c}" for c in "\\`*_{}[]<>#|!~"})
_LIST = frozenset({Kind.BULLET, Kind.DETAIL, Kind.STEP})
_BEFORE = {
    Kind.TITLE: "# ",
    Kind.HEADING: "## ",
    Kind.SUBHEADING: "### ",
    Kind.TEXT: "",
    Kind.BULLET: "- ",
    Kind.QUOTE: "> ",
}


def render_markdown(findings: Findings, options: DossierOptions = DossierOptions()) -> str:
    """Render the dossier as Markdown, each statement with its words; text from documents never becomes markup."""
    return "\n".join(_lines(outline_of(arranged_for(findings, options), options))) + "\n"


def _lines(blocks: Iterator[Block]) -> Iterator[str]:
    before: Kind | None = None
    stepped = False
    for block in blocks:
        listed = block.kind in _LIST
        if before is not None and not (listed and before in _LIST):
            yield ""
        if block.kind is Kind.STEP:
            lead = f"{block.number}. "
        elif block.kind is Kind.DETAIL:
            lead = "   " if stepped else "  - "
        else:
            lead = _BEFORE[block.kind]
        yield lead + "".join(map(_run, block.runs))
        stepped = block.kind is Kind.STEP
        before = block.kind


def _run(run: Run) -> str:
    if run.face is Face.CODE:
        return f"`{' '.join(run.text.split()).replace('`', '')}`"
    told = safe(run.text)
    return f"**{told}**" if run.face is Face.STRONG else told


def safe(text: str) -> str:
    """Text whose line breaks are spaces and whose characters mean nothing to Markdown."""
    told = " ".join(text.split())
    before, after = text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]
    return (" " if before else "") + told.translate(_SPECIAL) + (" " if after and told else "")
