"""The dossier as PDF, set by Typst: all text goes to it as data, so that none of it is ever read as markup."""

import json
import tempfile
from importlib import import_module
from importlib.resources import files
from pathlib import Path
from typing import Any

from clew.errors import ExtraMissing
from clew.records import Findings
from clew.report.options import DossierOptions
from clew.report.outline import outline_of
from clew.report.selection import arranged_for

_TEMPLATE = "dossier.typ"


def render_pdf(findings: Findings, options: DossierOptions = DossierOptions()) -> bytes:
    """Render the dossier as PDF with an outline and page numbers; the same findings give the same bytes.

    Letters outside Latin, Greek and Cyrillic are set in the fonts of the machine. Raises `ExtraMissing` where the
    optional typesetter is not installed.
    """
    try:
        typst: Any = import_module("typst")
    except ModuleNotFoundError as missing:
        raise ExtraMissing("pdf", "writing a dossier as PDF") from missing
    blocks = [
        {
            "kind": block.kind,
            "number": block.number,
            "runs": [{"text": run.text, "face": run.face} for run in block.runs],
        }
        for block in outline_of(arranged_for(findings, options), options)
    ]
    template = (files("clew.report") / "templates" / _TEMPLATE).read_text(encoding="utf-8")
    with tempfile.TemporaryDirectory(prefix="clew-pdf-") as folder:
        (Path(folder) / _TEMPLATE).write_text(template, encoding="utf-8")
        (Path(folder) / "dossier.json").write_text(
            json.dumps({"title": f"Dossier: {findings.case}", "blocks": blocks}, ensure_ascii=True), encoding="ascii"
        )
        content = typst.compile(Path(folder) / _TEMPLATE, root=folder)
    assert isinstance(content, bytes)
    return content
