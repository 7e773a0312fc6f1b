"""The forms of export, and what writes each."""

from collections.abc import Callable, Iterator, Mapping
from enum import StrEnum

from clew.records import Findings
from clew.report.exports.annotations import annotations
from clew.report.exports.bods import bods
from clew.report.exports.csv_tables import csv_tables
from clew.report.exports.ftm import ftm
from clew.report.exports.gexf import gexf
from clew.report.exports.graphml import graphml
from clew.report.exports.neo4j import neo4j
from clew.report.exports.parquet import parquet
from clew.report.exports.pictures import png_files, svg_files
from clew.report.exports.stix import stix
from clew.report.exports.xlsx import xlsx
from clew.report.json_form import render_json
from clew.vocabulary import Predicate

Files = Iterator[tuple[str, bytes]]
"""Names and contents of the files of an export; a form of one file has one, with an empty name."""


class ExportForm(StrEnum):
    """The forms that a case can be exported to."""

    FTM = "ftm"
    GEXF = "gexf"
    GRAPHML = "graphml"
    NEO4J = "neo4j"
    STIX = "stix"
    BODS = "bods"
    WEBANNOTATION = "webannotation"
    JSON = "json"
    CSV = "csv"
    XLSX = "xlsx"
    PARQUET = "parquet"
    SVG = "svg"
    PNG = "png"


FOLDERS = frozenset({ExportForm.CSV, ExportForm.NEO4J, ExportForm.PARQUET, ExportForm.SVG, ExportForm.PNG})
"""The forms that are several files in a folder."""


_WHOLE = frozenset({ExportForm.FTM, ExportForm.STIX, ExportForm.BODS})
"""The forms whose relations need both parties."""


def _one(render: Callable[[Findings], str | bytes]) -> Callable[[Findings], Files]:
    """A form of one file."""

    def files(findings: Findings) -> Files:
        content = render(findings)
        yield "", content.encode("utf-8", "replace") if isinstance(content, str) else content

    return files


EXPORTERS: Mapping[ExportForm, Callable[[Findings], Files]] = {
    ExportForm.FTM: _one(ftm),
    ExportForm.GEXF: _one(gexf),
    ExportForm.GRAPHML: _one(graphml),
    ExportForm.NEO4J: neo4j,
    ExportForm.STIX: _one(stix),
    ExportForm.BODS: _one(bods),
    ExportForm.WEBANNOTATION: _one(annotations),
    ExportForm.JSON: _one(render_json),
    ExportForm.CSV: csv_tables,
    ExportForm.XLSX: _one(xlsx),
    ExportForm.PARQUET: parquet,
    ExportForm.SVG: svg_files,
    ExportForm.PNG: png_files,
}
"""Form → what writes it. The same findings give the same bytes."""


def left_out(findings: Findings, form: ExportForm) -> int:
    """How many relations a form cannot hold, because the text leaves one of their parties out."""
    if form not in _WHOLE:
        return 0
    told = findings.relations
    if form is ExportForm.BODS:
        told = tuple(one for one in told if one.predicate is Predicate.OWNS)
    return sum(one.subject is None or one.object is None for one in told)


def exported(findings: Findings, form: ExportForm) -> Files:
    """The files of one form; the name is empty where it is a single one."""
    return EXPORTERS[form](findings)
