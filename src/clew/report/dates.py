"""EDTF dates in words for readers: "25 September 2025", "September 2024", "since 2023"."""

import re

_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_PARTS = {
    "21": "spring", "22": "summer", "23": "autumn", "24": "winter",
    "33": "first quarter of", "34": "second quarter of", "35": "third quarter of", "36": "fourth quarter of",
    "37": "first third of", "38": "second third of", "39": "last third of",
    "40": "first half of", "41": "second half of",
}  # fmt: skip
_DATE = re.compile(r"(\d{2,3}[\dX]{1,2})(?:-([\dX]{2}))?(?:-([\dX]{2}))?([?~%]?)\Z", re.ASCII)


def in_words(edtf: str | None, missing: str = "not stated") -> str:
    """A date as people write it; `missing` where there is none, and the date as it stands where it cannot be read."""
    if not edtf:
        return missing
    if "/" not in edtf:
        return _one(edtf)
    start, end = edtf.split("/", 1)
    if start in {"", ".."}:
        return f"until {_one(end)}"
    return f"since {_one(start)}" if end in {"", ".."} else f"{_one(start)} to {_one(end)}"


def _one(edtf: str) -> str:
    found = _DATE.match(edtf)
    if found is None:
        return edtf
    year, month, day, doubt = found.groups()
    year = f"{year.replace('X', '0')}s" if "X" in year else year
    about = {"": "", "?": "perhaps ", "~": "about ", "%": "perhaps about "}[doubt]
    if month is None or "X" in month:
        return about + year
    if month in _PARTS:
        return f"{about}{_PARTS[month]} {year}"
    if not 1 <= int(month) <= 12:
        return edtf
    named = f"{_MONTHS[int(month) - 1]} {year}"
    return about + (named if day is None or "X" in day else f"{int(day)} {named}")
