"""Identifiers of listed parties: what the publishers call them, brought to the kinds that Clew knows."""

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import yaml
from stdnum.ru import inn, ogrn

_RUSSIA = frozenset({"russia", "russian federation", "ru", "rus"})


@dataclass(frozen=True, slots=True)
class IdentifierTable:
    """The reviewed table `data/identifiers.yml`: words of publishers → kind, and patterns over free text."""

    types: tuple[tuple[re.Pattern[str], str], ...]
    patterns: tuple[tuple[re.Pattern[str], str], ...]


@cache
def identifier_table() -> IdentifierTable:
    """Read the shipped table."""
    table = yaml.safe_load(files("clew.screen").joinpath("data", "identifiers.yml").read_text(encoding="utf-8"))
    return IdentifierTable(
        tuple((re.compile(row["words"], re.IGNORECASE), row["kind"]) for row in table["types"]),
        tuple((re.compile(row["pattern"], re.IGNORECASE), row["kind"]) for row in table["patterns"]),
    )


def identifier(told: str, number: str, country: str = "") -> tuple[str, str] | None:
    """Kind and value of an identifier, from the publisher's word for it; None where it identifies nobody.

    A number of the shape of a Russian tax or state registration number is one where the country says so, or where no
    country is told and its check digit is right.
    """
    value = " ".join(number.split()).rstrip(".;,")
    kind = next((kind for words, kind in identifier_table().types if words.search(told)), "")
    if not kind or not value:
        return None
    if kind == "IMO":
        found = re.search(r"\d{7}", value)
        return ("IMO", found.group()) if found else None
    at_home = country.strip().lower() in _RUSSIA
    if kind in {"tax", "INN"} and re.fullmatch(r"\d{10}|\d{12}", value):
        kind = "INN" if at_home or (not country and inn.is_valid(value)) else kind
    if kind in {"registration", "OGRN"} and re.fullmatch(r"\d{13}|\d{15}", value):
        kind = "OGRN" if at_home or (not country and ogrn.is_valid(value)) else kind
    return kind, value


def identifiers_in(*accounts: str) -> tuple[tuple[str, str], ...]:
    """Identifiers that stand in free text with their names beside them ("INN: 7707083893"), in order of the table."""
    found: dict[str, str] = {}
    for pattern, kind in identifier_table().patterns:
        for account in accounts:
            for value in pattern.findall(account):
                found.setdefault(value, kind)
    return tuple((kind, value) for value, kind in found.items())


def known(*pairs: tuple[str, str] | None) -> tuple[tuple[str, str], ...]:
    """Identifiers without what identifies nobody and without repetition of a value."""
    kept: dict[str, str] = {}
    for pair in pairs:
        if pair is not None:
            kept.setdefault(pair[1], pair[0])
    return tuple((kind, value) for value, kind in kept.items())
