"""Report: what a case amounts to, as a dossier that an outsider can check, as pictures, as a summary."""

from clew.report.dossier import write_dossier
from clew.report.exports import FOLDERS, ExportForm, exported, left_out
from clew.report.html import render_html
from clew.report.json_form import findings_to_json, render_json
from clew.report.markdown import render_markdown
from clew.report.model import Arranged
from clew.report.options import DossierOptions
from clew.report.summary import Summary, summarise

__all__ = [
    "FOLDERS",
    "Arranged",
    "DossierOptions",
    "ExportForm",
    "Summary",
    "exported",
    "findings_to_json",
    "left_out",
    "render_html",
    "render_json",
    "render_markdown",
    "summarise",
    "write_dossier",
]
