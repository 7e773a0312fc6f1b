"""Dates of publication as documents write them, turned into EDTF (ISO 8601-2) without adding what is not said."""

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib import resources

_LONGEST = 200
_WORD = r"[^\W\d_]{3,12}"
_FORMS = (
    re.compile(r"(?<![\d/-])(?P<y>(?:19|20)\d\d)-(?P<m>\d\d)(?:-(?P<d>\d\d))?(?![\d-])"),
    re.compile(r"(?<![\d/-])(?P<y>(?:19|20)\d\d)[/.](?P<m>\d\d?)[/.](?P<d>\d\d?)(?!\d)"),
    re.compile(r"(?P<y>(?:19|20)\d\d)\s{0,2}年\s{0,2}(?P<m>\d\d?)\s{0,2}月(?:\s{0,2}(?P<d>\d\d?)\s{0,2}[日号])?"),
    re.compile(
        rf"(?<!\d)(?P<d>\d\d?)(?:st|nd|rd|th|-?го|\.)?\s{{1,3}}(?:of\s|de\s)?(?P<w>{_WORD})\.?,?\s{{1,3}}(?:de\s)?(?P<y>(?:19|20)\d\d)(?!\d)"
    ),
    re.compile(rf"(?P<w>{_WORD})\.?\s{{1,3}}(?P<d>\d\d?)(?:st|nd|rd|th)?,?\s{{1,3}}(?P<y>(?:19|20)\d\d)(?!\d)"),
    re.compile(r"(?<![\d.])(?P<d>\d\d?)\.(?P<m>\d\d?)\.(?P<y>(?:19|20)\d\d)(?!\d)"),
    re.compile(r"(?<![\d/])(?P<a>\d\d?)/(?P<b>\d\d?)/(?P<y>(?:19|20)\d\d)(?!\d)"),
    re.compile(rf"(?<!\d\s)\b(?P<w>{_WORD})\.?,?\s{{1,3}}(?P<y>(?:19|20)\d\d)(?!\d)"),
)
_YEAR = re.compile(r"(?:19|20)\d\d")
_EDTF = re.compile(r"(?:\d{4}(?:-\d\d(?:-\d\d)?)?[?~%]?)(?:/(?:\d{4}(?:-\d\d(?:-\d\d)?)?[?~%]?|\.\.)?)?")


@dataclass(frozen=True, slots=True)
class Dated:
    """A date found in a text: where it stands, and its EDTF form."""

    start: int
    end: int
    edtf: str


@cache
def load_months() -> dict[str, int]:
    """Month by its word, in the languages of the table (data/months.csv)."""
    text = resources.files("clew.read.data").joinpath("months.csv").read_text(encoding="utf-8")
    return {word: int(row["month"]) for row in csv.DictReader(text.splitlines()) for word in row["words"].split()}


def to_edtf(text: str) -> str | None:
    """The EDTF form of a text that is a date (or EDTF already), None where it is none."""
    text = text.strip()
    if _EDTF.fullmatch(text) and all(_real(part) for part in text.split("/")):
        return text
    found = next(find_dates(text[:_LONGEST]), None)
    return found.edtf if found is not None else None


def find_dates(text: str) -> Iterator[Dated]:
    """Dates with a year in the first 200 characters of a text, in their order; the fullest form wins."""
    beginning = text[:_LONGEST]
    if not _YEAR.search(beginning):
        return
    taken: list[Dated] = []
    for form in _FORMS:
        for match in form.finditer(beginning):
            edtf = _edtf(match)
            if edtf is not None and not any(one.start < match.end() and match.start() < one.end for one in taken):
                taken.append(Dated(match.start(), match.end(), edtf))
    yield from sorted(taken, key=lambda one: one.start)


def _edtf(match: re.Match[str]) -> str | None:
    """EDTF of one match; a day and month that cannot be told apart leave only the year."""
    groups = match.groupdict()
    year, day = int(groups["y"]), int(groups.get("d") or 0)
    if "a" in groups:
        first, second = int(groups["a"]), int(groups["b"])
        if first == second or second > 12:
            month, day = first, second
        elif first > 12:
            month, day = second, first
        else:
            return str(year) if first and second else None
    elif "w" in groups:
        month = load_months().get(groups["w"].casefold(), 0)
    else:
        month = int(groups["m"])
    if not 1 <= month <= 12:
        return None
    if not day:
        return f"{year}-{month:02}"
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None


def _real(part: str) -> bool:
    """Whether an EDTF date of the plain form exists in the calendar."""
    plain = part.rstrip("?~%")
    if plain in ("", ".."):
        return True
    pieces = [int(piece) for piece in plain.split("-")] + [1, 1]
    try:
        date(*pieces[:3])
    except ValueError:
        return False
    return True
