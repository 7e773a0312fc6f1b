"""EDTF dates (ISO 8601-2): the days that a date, however vague, covers, as day numbers."""

import re
from calendar import monthrange
from datetime import date

OPEN_START, OPEN_END = 0, 2**31 - 2
"""Day numbers that stand for "ever since" and "until further notice"."""

_DATE = re.compile(r"(\d{2}[\dX]{2})(?:-([\dX]{2}))?(?:-([\dX]{2}))?[?~%]?\Z")
_PARTS_OF_YEAR = {
    **{str(season): ((season - 21) * 3 + 3, (season - 21) * 3 + 5) for season in (21, 22, 23)},
    **{str(quarter): ((quarter - 33) * 3 + 1, (quarter - 33) * 3 + 3) for quarter in range(33, 37)},
    **{str(third): ((third - 37) * 4 + 1, (third - 37) * 4 + 4) for third in range(37, 40)},
    **{str(half): ((half - 40) * 6 + 1, (half - 40) * 6 + 6) for half in (40, 41)},
}


def span(edtf: str) -> tuple[int, int] | None:
    """First and last day that an EDTF date or interval covers, as `date.toordinal` counts; None if unreadable.

    `2022` covers the year, `2022/2023` both, `2022/..` all from 2022 on. Approximate dates cover what they name.
    """
    if "/" in edtf:
        start, end = edtf.split("/", 1)
        first = (OPEN_START, OPEN_START) if start in {"", ".."} else _day_span(start)
        last = (OPEN_END, OPEN_END) if end in {"", ".."} else _day_span(end)
        return (first[0], last[1]) if first and last else None
    return _day_span(edtf)


def bounds(edtf: str) -> tuple[tuple[int, int], tuple[int, int]] | None:
    """When something began and ended, each as first and last possible day; None if unreadable.

    A plain date is the beginning of something whose end nobody states.
    """
    start, slash, end = edtf.partition("/")
    first = (OPEN_START, OPEN_START) if start in {"", ".."} else _day_span(start)
    last = (OPEN_END, OPEN_END) if not slash or end in {"", ".."} else _day_span(end)
    return (first, last) if first and last else None


def _day_span(edtf: str) -> tuple[int, int] | None:
    found = _DATE.match(edtf)
    if found is None:
        return None
    year, month, day = found.groups()
    first_year, last_year = int(year.replace("X", "0")), int(year.replace("X", "9"))
    if not first_year:
        return None
    if month is None or "X" in month:
        return date(first_year, 1, 1).toordinal(), date(last_year, 12, 31).toordinal()
    first_month, last_month = _PARTS_OF_YEAR.get(month, (int(month), int(month)))
    if not 1 <= first_month <= last_month <= 12:
        return None
    length = monthrange(last_year, last_month)[1]
    if day is None or "X" in day:
        return date(first_year, first_month, 1).toordinal(), date(last_year, last_month, length).toordinal()
    if not 1 <= int(day) <= length:
        return None
    exact = date(first_year, first_month, int(day)).toordinal()
    return exact, exact
