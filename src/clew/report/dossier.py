"""Write the dossier in the form that the file's ending names, whole or not at all."""

import os
import tempfile
from collections.abc import Callable
from pathlib import Path

from clew.errors import DiskFull, UnknownReportForm
from clew.records import Findings
from clew.report.html import render_html
from clew.report.json_form import render_json
from clew.report.markdown import render_markdown
from clew.report.options import DossierOptions
from clew.report.pdf_form import render_pdf
from clew.report.word_form import render_word

Writer = Callable[[Findings, DossierOptions], bytes]

WRITERS: dict[str, Writer] = {
    ".html": lambda findings, options: render_html(findings, options).encode("utf-8", "replace"),
    ".md": lambda findings, options: render_markdown(findings, options).encode("utf-8", "replace"),
    ".json": lambda findings, options: render_json(findings, options).encode("utf-8", "replace"),
    ".docx": render_word,
    ".pdf": render_pdf,
}
"""Ending → what writes it."""


def write_dossier(findings: Findings, path: Path, options: DossierOptions) -> None:
    """Write a dossier.

    Raises `UnknownReportForm` for an unknown ending, `ExtraMissing` where what writes it is not installed,
    `NoSuchName` for a finding that the case does not have, `DiskFull` where it cannot be written.
    """
    writer = WRITERS.get(path.suffix.lower())
    if writer is None:
        raise UnknownReportForm(path, tuple(WRITERS))
    content = writer(findings, options)
    try:
        handle, partial = tempfile.mkstemp(dir=path.parent, prefix=".dossier-")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(content)
            Path(partial).chmod(0o644)
            Path(partial).replace(path)
        except BaseException:
            Path(partial).unlink(missing_ok=True)
            raise
    except OSError as error:
        raise DiskFull(path, error.strerror or str(error)) from error
