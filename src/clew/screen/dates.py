"""Dates of lists in EDTF: the publishers write them in half a dozen ways, whole, partial or approximate."""

import re

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "jan january",
            "feb february",
            "mar march",
            "apr april",
            "may",
            "jun june",
            "jul july",
            "aug august",
            "sep sept september",
            "oct october",
            "nov november",
            "dec december",
        ),
        1,
    )
    for name in names.split()
}
_ISO = re.compile(r"(\d{4})(?:-(\d{1,2}))?(?:-(\d{1,2}))?(?:[T ].*|Z|[+-]\d\d:\d\d)?")
_DAY_FIRST = re.compile(r"(\d{1,2})[./-](\d{1,2})[./-](\d{4})")
_WORDS = re.compile(r"(?:(\d{1,2})\s+)?(?:([A-Za-z]{3,9})\.?\s+)?(\d{4})")
_RANGE = re.compile(r"(.+?)\s+(?:to|-|–)\s+(.+)")
_CIRCA = re.compile(r"^(?:circa|approximately|approx\.?|about|c\.|ca\.)\s*", re.IGNORECASE)


def edtf_date(text: str, *, month_first: bool = False) -> str | None:
    """An EDTF date for a date as a list writes it, None where it is none.

    "07 Oct 1952" gives "1952-10-07", "1962" "1962", "circa 1960" "1960~", "1958 to 1960" "1958/1960", and
    "23/04/2026" "2026-04-23" (with `month_first`, as US files write it, "04/23/2026" does).
    """
    told = " ".join(text.split()).strip(" ;.")
    near = _CIRCA.match(told)
    told = _CIRCA.sub("", told)
    if not told:
        return None
    span = _RANGE.fullmatch(told)
    if span:
        first, last = edtf_date(span.group(1)), edtf_date(span.group(2))
        return f"{first}/{last}" if first and last else None
    date = _single(told, month_first)
    return f"{date}~" if date and near else date


def _single(told: str, month_first: bool) -> str | None:
    iso = _ISO.fullmatch(told)
    if iso:
        return _joined(iso.group(1), iso.group(2), iso.group(3))
    numbers = _DAY_FIRST.fullmatch(told)
    if numbers:
        day, month = (numbers.group(2), numbers.group(1)) if month_first else (numbers.group(1), numbers.group(2))
        return _joined(numbers.group(3), month, day)
    words = _WORDS.fullmatch(told)
    if words and (words.group(2) is None) <= (words.group(1) is None):
        month_name = words.group(2)
        number = _MONTHS.get(month_name.lower()) if month_name else None
        if month_name and number is None:
            return None
        return _joined(words.group(3), str(number) if number else None, words.group(1))
    return None


def _joined(year: str, month: str | None, day: str | None) -> str | None:
    """Parts put together; "00" stands for a part that is not known, an impossible one gives None."""
    month = None if month is None or int(month) == 0 else month
    day = None if day is None or int(day) == 0 or month is None else day
    if (month and int(month) > 12) or (day and int(day) > 31):
        return None
    return "-".join([year, *(f"{int(part):02d}" for part in (month, day) if part)])
