"""From the rows of a table to claims, by the first mapping that fits its header."""

import re
from collections.abc import Iterator, Sequence
from collections.abc import Mapping as Columns
from dataclasses import dataclass, replace

from clew.extract.structured.cells import BadCell, Parties, day_of, days_of
from clew.extract.structured.forms import form_claims, form_of
from clew.extract.structured.forms.ftm_mapping import FtmMapping, ftm_mapped
from clew.extract.structured.forms.make import SURE, bad_record, note
from clew.extract.structured.mapping import MappedClaim, Mapping, shipped_mappings
from clew.extract.structured.records import JSON_TYPES
from clew.extract.structured.rows import Row, rows_of
from clew.extract.structured.share_cells import Shares
from clew.extract.structured.template import Template
from clew.extract.structured.xml_rows import XML_TYPE
from clew.names import strip_legal_form
from clew.records import Claim, Document, Extraction, Problem, Quote
from clew.vocabulary import ProblemKind, Qualifier

TABLES = JSON_TYPES | frozenset(
    {
        XML_TYPE,
        "text/csv",
        "text/tab-separated-values",
        "application/vnd.ms-excel",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "application/vnd.oasis.opendocument.spreadsheet",
    }
)
"""Media types whose rows are read by mappings."""

_AMOUNT = re.compile(r"([\d.,  ]+?)\s*([A-Z]{3})\Z")


def is_table(document: Document) -> bool:
    """Whether a document is read row by row."""
    return document.media_type in TABLES


def table_claims(document: Document, mappings: Sequence[Mapping | FtmMapping], version: str) -> Extraction:
    """The claims of a table; each bad row is a problem with its cell, and the rest goes on.

    A published form (FollowTheMoney, BODS, GLEIF) needs no mapping. A table that no mapping fits gives one problem
    that names its columns, never silence.
    """
    form = form_of(document)
    if form is not None:
        return form_claims(document, form, version)
    header, rows = rows_of(document)
    for mapping in mappings:
        if isinstance(mapping, FtmMapping):
            if not mapping.missing(header):
                return ftm_mapped(document, rows, mapping, version)
            continue
        fit = mapping.fit(header)
        if fit is not None:
            told = _mapped(document, rows, mapping, fit, version)
            return replace(told, problems=(*told.problems, *_left_out(document, header, mapping)))
    shown = ", ".join(header[:12]) + (" …" if len(header) > len(header[:12]) else "")
    says = f"no mapping fits its columns ({shown or 'none found'})"
    for own in (one for one in mappings if one not in shipped_mappings()):
        says += f"; the mapping “{own.name}” needs columns that it lacks: {', '.join(own.missing(header))}"
    if looks_like_data(header):
        says += "; its first row looks like data, not like a header"
    fix = "look at a proposal with: clew map FILE, and give it with: clew add --mapping"
    return Extraction((), (Problem(ProblemKind.ROW, says, fix, document.name),))


def _left_out(document: Document, header: Sequence[str], mapping: Mapping) -> Iterator[Problem]:
    """Columns that a shipped mapping takes nothing from; one of a user's own leaves out what is meant to be."""
    unused = mapping.left_out(header)
    if unused and mapping in shipped_mappings():
        shown = ", ".join(unused[:12]) + (" …" if len(unused) > len(unused[:12]) else "")
        says = f"read by the mapping “{mapping.name}”, which takes nothing from: {shown}"
        fix = "where one of them says when, how much or in which role, write a mapping of your own with: clew map FILE"
        yield note(document, says, fix)


def looks_like_data(header: Sequence[str]) -> bool:
    """Whether a first row holds values rather than names of columns: numbers, dates, names with a legal form."""
    values = sum(
        strip_legal_form(name)[1] is not None or sum(map(str.isdigit, name)) * 2 > len(name) for name in header
    )
    return values * 3 > len(header)


def _mapped(
    document: Document, rows: Iterator[Row], mapping: Mapping, fit: Columns[str, str], version: str
) -> Extraction:
    claims: list[Claim] = []
    problems: list[Problem] = []
    parties, shares = Parties(), Shares(document, fit)
    plans = [_Plan(one, tuple((key, Template.read(text)) for key, text in one.qualifiers)) for one in mapping.claims]
    columns = tuple(fit.items())
    for row in rows:
        if row.fault:
            problems.append(bad_record(document, (row.start, row.end), f"row {row.number}: {row.fault}"))
            continue
        said = row.cells
        cells = {key: " ".join(said[column].split()) if column in said else "" for key, column in columns}
        try:
            claims += [_claim(document, row, plan, cells, (parties, shares), version) for plan in plans]
        except BadCell as bad:
            cell = row.columns.get(fit[bad.key], fit[bad.key])
            says = f"row {row.number}, column {fit[bad.key]} ({cell}): {bad}"
            problems.append(bad_record(document, (row.start, row.end), says))
    return Extraction(tuple(claims), (*problems, *shares.problems()))


@dataclass(frozen=True, slots=True)
class _Plan:
    """A mapped claim with its qualifiers' texts read once for all rows."""

    wanted: MappedClaim
    qualifiers: tuple[tuple[Qualifier, Template], ...]


def _claim(
    document: Document,
    row: Row,
    plan: _Plan,
    cells: Columns[str, str],
    known: tuple[Parties, Shares],
    version: str,
) -> Claim:
    parties, shares = known
    qualifiers: dict[Qualifier, str] = {}
    values: dict[Qualifier, str] = {}
    for qualifier, template in plan.qualifiers:
        said = template.fill(cells)
        if said is not None:
            qualifiers[qualifier] = said
            value = _value(qualifier, template, cells, shares)
            if value is not None:
                values[qualifier] = value
    wanted, start, end = plan.wanted, row.start, row.end
    return Claim(
        doc=document.name,
        quote=Quote(document.id, start, end),
        text=document.text[start:end],
        predicate=wanted.predicate,
        subject=parties.get(wanted.subject.key, cells.get(wanted.subject.key, ""), wanted.subject.type),
        object=parties.get(wanted.object.key, cells.get(wanted.object.key, ""), wanted.object.type),
        status=wanted.status,
        qualifiers=qualifiers,
        values=values,
        confidence=SURE,
        extractor=version,
        origin="table",
    )


def _value(qualifier: Qualifier, template: Template, cells: Columns[str, str], shares: Shares) -> str | None:
    """The normal form of a qualifier; a share or date that cannot be one makes the row a bad one."""
    keys = template.keys
    said = cells.get(keys[0], "")
    if qualifier is Qualifier.SHARE:
        return shares.bounds(keys[0], said)
    if qualifier is Qualifier.WHEN:
        if len(keys) == 1:
            return day_of(keys[0], said) or None
        return days_of(keys[0], said, keys[1], cells.get(keys[1], ""))
    if qualifier is Qualifier.QUANTITY:
        number = said.replace(",", "").replace(" ", "")
        return number if number.replace(".", "", 1).isdigit() else None
    if qualifier is Qualifier.AMOUNT:
        found = _AMOUNT.match(template.fill(cells) or "")
        return f"{found[1].replace(',', '').replace(' ', '')} {found[2]}" if found else None
    return None
