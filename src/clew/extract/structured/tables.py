"""From the rows of a table to claims, by the first mapping that fits its header."""

import re
from collections.abc import Iterator, Sequence
from collections.abc import Mapping as Columns
from datetime import date

from clew.extract.structured.mapping import MappedClaim, Mapping, Party
from clew.extract.structured.rows import Row, rows_of
from clew.measures.edtf import span
from clew.measures.shares import share_of
from clew.names import WordKind, fold, generic_words, romanise, script_of, strip_legal_form
from clew.names.scripts import Script
from clew.records import Claim, Document, Extraction, Mention, Problem, Quote
from clew.vocabulary import EntityType, ProblemKind, Qualifier

TABLES = frozenset(
    {
        "text/csv",
        "text/tab-separated-values",
        "application/jsonl",
        "application/x-ndjson",
        "application/vnd.ms-excel",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "application/vnd.oasis.opendocument.spreadsheet",
    }
)
"""Media types whose rows are read by mappings."""

_FIELD = re.compile(r"\{(\w+)\}")
_SURE = 0.98
_TRADES = frozenset({WordKind.INDUSTRY, WordKind.OFFICE})
_PERSON_WORDS = 2


class _BadCell(ValueError):
    """A cell that cannot be what its column says."""

    def __init__(self, key: str, says: str) -> None:
        super().__init__(says)
        self.key = key


def is_table(document: Document) -> bool:
    """Whether a document is read row by row."""
    return document.media_type in TABLES


def table_claims(document: Document, mappings: Sequence[Mapping], version: str) -> Extraction:
    """The claims of a table; each bad row is a problem with its cell, and the rest goes on.

    A table that no mapping fits gives one problem that names its columns, never silence.
    """
    header, rows = rows_of(document)
    for mapping in mappings:
        fit = mapping.fit(header)
        if fit is not None:
            return _mapped(document, rows, mapping, fit, version)
    shown = ", ".join(header[:12]) + (" …" if len(header) > len(header[:12]) else "")
    says = f"no mapping fits its columns ({shown or 'none found'})"
    fix = "look at a proposal with: clew map FILE, and give it with: clew add --mapping"
    return Extraction((), (Problem(ProblemKind.ROW, says, fix, document.name),))


def _mapped(
    document: Document, rows: Iterator[Row], mapping: Mapping, fit: Columns[str, str], version: str
) -> Extraction:
    claims: list[Claim] = []
    problems: list[Problem] = []
    for row in rows:
        cells = {key: " ".join(row.cells.get(column, "").split()) for key, column in fit.items()}
        try:
            claims += [_claim(document, row, one, cells, version) for one in mapping.claims]
        except _BadCell as bad:
            cell = row.columns.get(fit[bad.key], fit[bad.key])
            says = f"row {row.number}, column {fit[bad.key]} ({cell}): {bad}"
            quote = Quote(document.id, row.start, row.end)
            problems.append(
                Problem(ProblemKind.ROW, says, "correct the row and add the file again", document.name, quote)
            )
    return Extraction(tuple(claims), tuple(problems))


def _claim(document: Document, row: Row, wanted: MappedClaim, cells: Columns[str, str], version: str) -> Claim:
    qualifiers: dict[Qualifier, str] = {}
    values: dict[Qualifier, str] = {}
    for qualifier, text in wanted.qualifiers:
        keys = _FIELD.findall(text)
        if any(cells.get(key) for key in keys):
            said = _FIELD.sub(lambda match: cells.get(match[1], ""), text).strip(" ,;/")
            qualifiers[qualifier] = said
            value = _value(qualifier, text, keys, cells)
            if value is not None:
                values[qualifier] = value
    return Claim(
        doc=document.name,
        quote=Quote(document.id, row.start, row.end),
        text=document.text[row.start : row.end],
        predicate=wanted.predicate,
        subject=_mention(wanted.subject, cells),
        object=_mention(wanted.object, cells),
        status=wanted.status,
        qualifiers=qualifiers,
        values=values,
        confidence=_SURE,
        extractor=version,
        origin="table",
    )


def _value(qualifier: Qualifier, text: str, keys: Sequence[str], cells: Columns[str, str]) -> str | None:
    """The normal form of a qualifier; a share or date that cannot be one makes the row a bad one."""
    said = cells.get(keys[0], "")
    if qualifier is Qualifier.SHARE:
        share = share_of(said)
        if share is None:
            raise _BadCell(keys[0], f"“{said}” is no share between 0 and 100 per cent")
        return share
    if qualifier is Qualifier.WHEN:
        days = [_day(key, cells.get(key, "")) for key in keys]
        if len(days) == 1:
            return days[0] or None
        if days[0] and days[1] and (span(days[0]) or (0, 0))[0] > (span(days[1]) or (0, 0))[1]:
            raise _BadCell(keys[1], f"it ends ({days[1]}) before it begins ({days[0]})")
        return f"{days[0] or '..'}/{days[1] or '..'}"
    if qualifier is Qualifier.QUANTITY:
        number = said.replace(",", "").replace(" ", "")
        return number if number.replace(".", "", 1).isdigit() else None
    if qualifier is Qualifier.AMOUNT:
        found = re.match(r"^([\d.,  ]+)\s*([A-Z]{3})$", _FIELD.sub(lambda m: cells.get(m[1], ""), text).strip())
        return f"{found[1].replace(',', '').replace(' ', '')} {found[2]}" if found else None
    return None


def _day(key: str, said: str) -> str:
    """An ISO date as EDTF; other ways of writing dates are ambiguous between countries and are not guessed."""
    if not said:
        return ""
    if span(said) is not None:
        return said
    try:
        return date.fromisoformat(said[: len("2024-01-31")]).isoformat()
    except ValueError:
        raise _BadCell(key, f"“{said}” is no date; write it as 2024-01-31, 2024-01 or 2024") from None


def _mention(party: Party, cells: Columns[str, str]) -> Mention:
    name = cells.get(party.key, "")
    if not any(c.isalnum() for c in name):
        raise _BadCell(party.key, "no party is named")
    latin = romanise(name) if script_of(name) not in (Script.LATIN, None) else None
    return Mention(name, party.type or type_of_name(name), latin=latin)


def type_of_name(name: str) -> EntityType:
    """Guess a party's type from its name: a legal form or a word of trade means a company, two plain words a person.

    A mapping that states the type is the better way.
    """
    bare, form = strip_legal_form(name)
    if form is not None:
        return EntityType.COMPANY
    words = fold(bare).split()
    known = generic_words()
    kinds = {known[word].kind for word in words if word in known}
    if WordKind.OFFICE in kinds:
        return EntityType.PUBLIC_BODY
    if kinds & _TRADES or any(c.isdigit() for c in bare):
        return EntityType.COMPANY
    plain = len(words) == _PERSON_WORDS and all(part[:1].isupper() for part in bare.split())
    return EntityType.PERSON if plain else EntityType.ORGANIZATION
