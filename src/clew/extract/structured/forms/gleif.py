"""GLEIF level 2 relationship records (CSV and JSON as published): who consolidates, manages or feeds whom.

Source of the names: GLEIF, Relationship Record CDF 2.1. A consolidating parent controls by accounting rules; no share
is stated, and none is made up. Parties are named by their LEI, which the records alone give.
"""

import re
from collections.abc import Mapping

from stdnum import lei

from clew.extract.structured.cells import BadCell, days_of
from clew.extract.structured.forms.make import bad_record, claim_of
from clew.extract.structured.rows import Row, rows_of
from clew.measures.shares import share_of
from clew.records import Claim, Document, Extraction, Mention, Problem
from clew.vocabulary import EntityType, Predicate, Qualifier

START = re.compile(r"(?:^|\.)Relationship\.StartNode\.NodeID$")
"""The column that tells relationship records: the party that the record is about."""

_END = re.compile(r"(?:^|\.)Relationship\.EndNode\.NodeID$")
_TYPE = re.compile(r"(?:^|\.)Relationship\.RelationshipType$")
_STATUS = re.compile(r"(?:^|\.)Relationship\.RelationshipStatus$")
_PERIOD = re.compile(
    r"(?:^|\.)Relationship\.(?:.*\.)?(?:Relationship)?Period(?:\.(\d+))?\.(startDate|endDate|periodType)$",
    re.IGNORECASE,
)
_AMOUNT = re.compile(r"(?:^|\.)Relationship\.(?:.*\.)?\w*Quantifiers?(?:\.1)?\.QuantifierAmount$")
_UNITS = re.compile(r"(?:^|\.)Relationship\.(?:.*\.)?\w*Quantifiers?(?:\.1)?\.QuantifierUnits$")
_KINDS: Mapping[str, tuple[Predicate, str, bool]] = {
    "IS_DIRECTLY_CONSOLIDATED_BY": (Predicate.OWNS, "direct control by accounting consolidation", True),
    "IS_ULTIMATELY_CONSOLIDATED_BY": (Predicate.OWNS, "ultimate control by accounting consolidation", True),
    "IS_INTERNATIONAL_BRANCH_OF": (Predicate.OWNS, "head office of an international branch", True),
    "IS_FUND-MANAGED_BY": (Predicate.RELATED_TO, "fund manager", True),
    "IS_SUBFUND_OF": (Predicate.RELATED_TO, "sub-fund of", False),
    "IS_FEEDER_TO": (Predicate.RELATED_TO, "feeder fund to", False),
}
"""Relationship type → predicate, role, and whether the end node is the subject."""


def relationship_claims(document: Document, version: str) -> Extraction:
    """The claims of relationship records, one a row; a type that is not known becomes `related_to` in its own word."""
    claims: list[Claim] = []
    problems: list[Problem] = []
    for row in rows_of(document)[1]:
        try:
            if row.fault:
                raise BadCell("record", row.fault)
            claims.append(_claim(document, row, version))
        except BadCell as bad:
            says = f"row {row.number}, column {bad.key}: {bad}"
            problems.append(bad_record(document, (row.start, row.end), says))
    return Extraction(tuple(claims), tuple(problems))


def _claim(document: Document, row: Row, version: str) -> Claim:
    child, parent = _party(row, START, "StartNode.NodeID"), _party(row, _END, "EndNode.NodeID")
    kind = _cell(row, _TYPE)
    if not kind:
        raise BadCell("RelationshipType", "no relationship is stated")
    predicate, role, end_first = _KINDS.get(kind, (Predicate.RELATED_TO, kind, False))
    if child.name == parent.name:
        raise BadCell("EndNode.NodeID", "a party cannot be its own parent")
    told: dict[Qualifier, tuple[str, str | None]] = {Qualifier.ROLE: (role, None)}
    amount, units = _cell(row, _AMOUNT), _cell(row, _UNITS)
    if amount and units == "PERCENTAGE":
        share = share_of(amount)
        if share is None:
            raise BadCell("QuantifierAmount", f"“{amount}” is no share between 0 and 100 per cent")
        told[Qualifier.SHARE] = f"{amount} %", share
    first, last = _period(row)
    when = days_of("startDate", first, "endDate", last)
    if when:
        told[Qualifier.WHEN] = when, when
    if _cell(row, _STATUS) == "INACTIVE" and not last:
        told[Qualifier.ROLE] = f"{role} (no longer active; its end is not stated)", None
        predicate = Predicate.RELATED_TO
    sides = (parent, child) if end_first else (child, parent)
    return claim_of(document, (row.start, row.end), predicate, sides, told, version)


def _party(row: Row, column: re.Pattern[str], key: str) -> Mention:
    number = _cell(row, column)
    if not lei.is_valid(number):
        raise BadCell(key, f"“{number}” is no valid LEI (20 signs with two check digits)")
    return Mention(f"LEI {number}", EntityType.COMPANY)


def _cell(row: Row, column: re.Pattern[str]) -> str:
    return next((value.strip() for name, value in row.cells.items() if column.search(name)), "")


def _period(row: Row) -> tuple[str, str]:
    """Start and end of the relationship itself; the accounting and filing periods say nothing of it."""
    periods: dict[str, dict[str, str]] = {}
    for name, value in row.cells.items():
        found = _PERIOD.search(name)
        if found:
            periods.setdefault(found[1] or "1", {})[found[2].lower()] = value.strip()
    for one in periods.values():
        if one.get("periodtype") == "RELATIONSHIP_PERIOD":
            return one.get("startdate", "")[:10], one.get("enddate", "")[:10]
    return "", ""
