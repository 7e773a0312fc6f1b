"""Beneficial Ownership Data Standard 0.4: each interest of a relationship is a claim, its statement the quote.

The statements are held to the fields that claims need (a subset of the JSON Schema, checked here by hand).
"""

from collections.abc import Iterator, Mapping
from decimal import Decimal, InvalidOperation
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from clew.extract.structured.cells import BadCell, days_of, party_of
from clew.extract.structured.forms.make import bad_record, claim_of, note
from clew.extract.structured.records import Record, records_of
from clew.records import Claim, Document, Extraction, Mention, Problem
from clew.vocabulary import EntityType, Predicate, Qualifier

_ENTITY_TYPES = {
    "registeredEntity": EntityType.COMPANY,
    "legalEntity": EntityType.ORGANIZATION,
    "state": EntityType.PUBLIC_BODY,
    "stateBody": EntityType.PUBLIC_BODY,
}
_KINDS = frozenset({"entity", "person", "relationship"})
_PERIOD = tuple[str, str]


@cache
def interest_table() -> Mapping[str, Mapping[str, str]]:
    """The shipped table of interests (bods.yaml)."""
    text = files("clew.extract.structured.forms").joinpath("bods.yaml").read_text(encoding="utf-8")
    table: Mapping[str, Mapping[str, str]] = yaml.safe_load(text)
    return table


def bods_claims(document: Document, version: str) -> Extraction:
    """The claims of relationship statements; of several statements on one record the last holds, and that is said."""
    claims: list[Claim] = []
    problems: list[Problem] = []
    last: dict[str, Record] = {}
    superseded = 0
    for record in records_of(document.text):
        fault = record.fault or _fault(record.value)
        if fault:
            problems.append(bad_record(document, (record.start, record.end), f"line {record.line}: {fault}"))
            continue
        superseded += record.value["recordId"] in last
        last[record.value["recordId"]] = record
    parties = {id: _party(one.value) for id, one in last.items() if one.value["recordType"] != "relationship"}
    for record in last.values():
        if record.value["recordType"] == "relationship":
            try:
                claims += _claims(document, record, parties, version)
            except BadCell as bad:
                says = f"line {record.line}, {bad.key}: {bad}"
                problems.append(bad_record(document, (record.start, record.end), says))
    if superseded:
        says = f"{superseded} statements are replaced by later ones on the same record and make no claims"
        problems.append(note(document, says, "they stay in the document; read them there"))
    return Extraction(tuple(claims), tuple(problems))


def _fault(told: Any) -> str | None:
    """What a statement lacks, None for nothing."""
    if not isinstance(told, dict):
        return "it is no statement"
    for key in ("statementId", "recordId"):
        if not isinstance(told.get(key), str) or not told[key]:
            return f"the statement has no {key}"
    if told.get("recordType") not in _KINDS:
        return f"its recordType is none of BODS 0.4 ({told.get('recordType')!r})"
    return None if isinstance(told.get("recordDetails"), dict) else "the statement has no recordDetails"


def _party(told: Mapping[str, Any]) -> tuple[str, EntityType | None]:
    details = told["recordDetails"]
    if told["recordType"] == "person":
        names = [one for one in _objects(details, "names") if isinstance(one.get("fullName"), str)]
        legal = [one for one in names if one.get("type") == "legal"] or names
        return (legal[0]["fullName"] if legal else ""), EntityType.PERSON
    kind = details.get("entityType")
    name = details.get("name")
    type = _ENTITY_TYPES.get(str(kind.get("type"))) if isinstance(kind, dict) else None
    return (name if isinstance(name, str) else ""), type


def _objects(told: Mapping[str, Any], key: str) -> list[Mapping[str, Any]]:
    values = told.get(key)
    return [one for one in values if isinstance(one, dict)] if isinstance(values, list) else []


def _claims(
    document: Document, record: Record, parties: Mapping[str, tuple[str, EntityType | None]], version: str
) -> Iterator[Claim]:
    told, details = record.value, record.value["recordDetails"]
    sides = _side(details, "interestedParty", parties), _side(details, "subject", parties)
    closed = str(told.get("statementDate") or "") if told.get("recordStatus") == "closed" else ""
    through = bool(details.get("componentRecordIds"))
    for interest in _objects(details, "interests") or [{"type": "unknownInterest"}]:
        row = interest_table().get(str(interest.get("type")), interest_table()["unknownInterest"])
        qualifiers = _qualifiers(interest, row["role"], closed, through)
        yield claim_of(document, (record.start, record.end), Predicate(row["predicate"]), sides, qualifiers, version)


def _side(details: Mapping[str, Any], key: str, parties: Mapping[str, tuple[str, EntityType | None]]) -> Mention | None:
    """The party on one side; None where the statement says why it names none."""
    told = details.get(key)
    if isinstance(told, dict) and told.get("reason"):
        return None
    if not isinstance(told, str) or told not in parties:
        raise BadCell(key, f"the record “{told}” is not in this file")
    return party_of(key, *parties[told])


def _qualifiers(
    interest: Mapping[str, Any], role: str, closed: str, through: bool
) -> dict[Qualifier, tuple[str, str | None]]:
    """The particulars of an interest.

    A share held through stated components is no share of its own: it would count twice beside the chain that the
    components state, so it is told in the role, as control.
    """
    told: dict[Qualifier, tuple[str, str | None]] = {}
    share = _share(interest.get("share"))
    way = interest.get("directOrIndirect")
    if way == "indirect" and through:
        role = f"indirect control through stated holdings: {role}{' ' + share[0] if share else ''}"
        share = None
    elif way in ("direct", "indirect"):
        role = f"{role}, {way}"
    told[Qualifier.ROLE] = role, None
    if share is not None:
        told[Qualifier.SHARE] = share
    period: _PERIOD = str(interest.get("startDate") or ""), str(interest.get("endDate") or "") or closed
    when = days_of("startDate", period[0], "endDate", period[1])
    if when:
        told[Qualifier.WHEN] = when, when
    return told


def _share(told: Any) -> tuple[str, str] | None:
    """A share in words and in bounds: exact, or between a minimum and a maximum. Raises `BadCell`."""
    if not isinstance(told, dict):
        return None
    exact = _number(told, "exact")
    if exact is not None:
        return f"{exact} %", exact
    above, low = _number(told, "exclusiveMinimum"), _number(told, "minimum")
    below, high = _number(told, "exclusiveMaximum"), _number(told, "maximum")
    if all(one is None for one in (above, low, below, high)):
        return None
    bottom, top = above or low or "0", below or high or "100"
    if Decimal(bottom) > Decimal(top):
        raise BadCell("share", f"its minimum ({bottom}) is above its maximum ({top})")
    words = f"{'more than' if above is not None else 'at least'} {bottom} %"
    if (below or high) is not None:
        words += f", {'less than' if below is not None else 'at most'} {top} %"
    return words, f"{bottom}..{top}"


def _number(told: Mapping[str, Any], key: str) -> str | None:
    value = told.get(key)
    if value is None or isinstance(value, bool):
        return None
    try:
        number = Decimal(str(value))
    except InvalidOperation:
        raise BadCell(f"share {key}", f"“{value}” is no number") from None
    if not number.is_finite() or not 0 <= number <= 100:
        raise BadCell(f"share {key}", f"“{value}” is no share between 0 and 100 per cent")
    return f"{number.normalize():f}"
