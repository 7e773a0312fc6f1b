"""Newsroom dates in words, anchored at the day of publication, as EDTF: "third quarter last year" is `2024-35`."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from clew.measures.edtf import span
from clew.measures.wording import canonical

_ISO = re.compile(r"\d{4}-\d\d(?:-\d\d)?\Z")
_YEAR = re.compile(r"(?:19|20)\d\d\Z")
_DECADE = re.compile(r"((?:19|20)\d)0s\Z")
_ORDINALS = {"first": 1, "second": 2, "third": 3, "fourth": 4}
_SEASONS = {"spring": 21, "summer": 22, "autumn": 23, "winter": 24}
_THIRDS = {"early": 37, "mid": 38, "late": 39}
_OPEN = frozenset({"since", "after"})
_UNTIL = frozenset({"before"})


@dataclass(frozen=True, slots=True)
class _Anchor:
    """The first day on which the text may have been published, and whether its month and day are known."""

    day: date
    has_month: bool
    has_day: bool


def read_date(text: str, published: str | None, language: str = "en") -> str | None:
    """The EDTF date or interval that the words state; None where they state none, or one that nothing anchors.

    `published` is the EDTF date of publication; a month without a year is its latest occurrence up to then.
    "Before 2022" gives `../2022`, "since July" `2025-07/..`.
    """
    joined = re.sub(r"(\d{4})s\b", r"\1s", text)
    words = [
        word for word in canonical(joined, language) if word not in {"the", ",", "on", "of", "during", "at", "over"}
    ]
    anchor = _anchor(published)
    words = _decades(words)
    if not words:
        return None
    if words[0] in _OPEN and len(words) > 1 and not (words[0] == "since" and _interval(words, anchor)):
        start = _point(words[1:], anchor)
        return f"{start.partition('/')[0]}/.." if start else None
    if words[0] in _UNTIL and len(words) > 1:
        end = _point(words[1:], anchor)
        return f"../{end.rpartition('/')[2]}" if end else None
    return _interval(words, anchor) or _point(words, anchor)


def _decades(words: Sequence[str]) -> list[str]:
    """The figures and the letter of a decade ("2010 s") joined again."""
    found: list[str] = []
    for word in words:
        if word == "s" and found and found[-1].isdigit():
            found[-1] += "s"
        else:
            found.append(word)
    return found


def _anchor(published: str | None) -> _Anchor | None:
    days = span(published) if published else None
    if days is None or published is None or "/" in published:
        return None
    parts = published.rstrip("?~%").split("-")
    return _Anchor(date.fromordinal(days[0]), len(parts) > 1, len(parts) > 2)


def _interval(words: Sequence[str], anchor: _Anchor | None) -> str | None:
    """Two dates: "between A and B", "from A to B", "A and B", "May to July 2024", "April 12-27"."""
    rest = words[1:] if words[0] in {"between", "since"} else words
    for mark in ("and", "-"):
        if mark not in rest:
            continue
        at = len(rest) - 1 - list(reversed(rest)).index(mark)
        left, right = list(rest[: rest.index(mark)]), list(rest[at + 1 :])
        if not left or not right:
            return None
        if right[0].isdigit() and len(right[0]) < 3 and left[0].startswith("@m"):
            right = [left[0], *right]
        years = [word for word in right if _YEAR.match(word) or word in {"last", "this", "year"}]
        if left[-1].startswith("@m") and years:
            left += years
        start, end = _point(left, anchor), _point(right, anchor)
        if start and end:
            first, last = start.partition("/")[0], end.rpartition("/")[2]
            before, after = span(first), span(last)
            if before and after and before[0] <= after[1]:
                return f"{first}/{last}"
        return None
    return None


def _point(words: Sequence[str], anchor: _Anchor | None) -> str | None:
    """One date."""
    for reader in (_iso, _by_quarter, _by_half, _by_season, _by_month, _by_weekday, _relative, _by_year):
        found = reader(words, anchor)
        if found:
            return found
    return None


def _iso(words: Sequence[str], anchor: _Anchor | None) -> str | None:  # noqa: ARG001
    return next((word for word in words if _ISO.match(word) and span(word)), None)


def _year(words: Sequence[str], anchor: _Anchor | None) -> int | None:
    """The year that the words name outright or from the anchor."""
    for word in words:
        if _YEAR.match(word):
            return int(word)
    if anchor is None:
        return None
    pairs = list(pairwise(words))
    for step, word in ((-1, "last"), (0, "this"), (1, "next")):
        if (word, "year") in pairs:
            return anchor.day.year + step
    if "ago" in words and "year" in words:
        count = next((int(word) for word in words if word.isdigit()), None) or (1 if "one" in words else None)
        return anchor.day.year - count if count and count < 200 else None
    return None


def _by_quarter(words: Sequence[str], anchor: _Anchor | None) -> str | None:
    if "quarter" not in words:
        named = next((word for word in words if re.fullmatch(r"q[1-4]", word)), None)
        if named is None:
            return None
        year, number = _year(words, anchor), int(named[1])
    else:
        at = words.index("quarter")
        before = words[at - 1] if at else ""
        year = _year(words[at + 1 :], anchor)
        if before in _ORDINALS:
            number = _ORDINALS[before]
        elif before == "last" and year is not None:
            number = 4
        elif before in {"last", "this"} and anchor is not None and anchor.has_month:
            index = anchor.day.year * 4 + (anchor.day.month - 1) // 3 - (before == "last")
            return f"{index // 4}-{33 + index % 4}"
        else:
            return None
    if year is None and anchor is not None and anchor.has_month:
        year = anchor.day.year - ((number - 1) * 3 + 1 > anchor.day.month)
    return f"{year}-{32 + number}" if year else None


def _by_half(words: Sequence[str], anchor: _Anchor | None) -> str | None:
    if "half" not in words:
        return None
    number = next((_ORDINALS[word] for word in words if word in {"first", "second"}), None)
    year = _year(words, anchor) or (anchor.day.year if anchor else None)
    return f"{year}-{39 + number}" if number and year else None


def _by_season(words: Sequence[str], anchor: _Anchor | None) -> str | None:
    season = next((word for word in words if word in _SEASONS), None)
    if season is None:
        return None
    year = _year(words, anchor)
    if year is None:
        if anchor is None or not anchor.has_month:
            return None
        ends = {"spring": 5, "summer": 8, "autumn": 11, "winter": 2}[season]
        over = anchor.day.month > ends
        begun = anchor.day.month >= (ends - 2 if season != "winter" else 1)
        year = anchor.day.year - (0 if over or ("last" not in words and begun) else 1)
        if season == "winter":
            year -= 0 if "last" not in words and anchor.day.month == 12 else 1
    return f"{year}-12/{year + 1}-02" if season == "winter" else f"{year}-{_SEASONS[season]}"


def _by_month(words: Sequence[str], anchor: _Anchor | None) -> str | None:
    at = next((index for index, word in enumerate(words) if word.startswith("@m")), None)
    if at is None:
        return None
    month = int(words[at][2:])
    day = next(
        (
            int(words[i])
            for i in (at + 1, at - 1)
            if 0 <= i < len(words) and words[i].isdigit() and 0 < int(words[i]) < 32
        ),
        None,
    )
    year = _year(words, anchor)
    if year is None:
        if anchor is None:
            return None
        year = anchor.day.year - (anchor.has_month and (month, day or 1) > (anchor.day.month, anchor.day.day))
    found = f"{year}-{month:02}" + (f"-{day:02}" if day else "")
    return found if span(found) else None


def _by_weekday(words: Sequence[str], anchor: _Anchor | None) -> str | None:
    named = next((int(word[2:]) for word in words if word.startswith("@d")), None)
    if named is None or anchor is None or not anchor.has_day:
        return None
    back = (anchor.day.isoweekday() - named) % 7
    if "last" in words and not back:
        back = 7
    return (anchor.day - timedelta(days=back)).isoformat()


def _relative(words: Sequence[str], anchor: _Anchor | None) -> str | None:
    """Dates counted from the anchor: "yesterday", "last month", "earlier this year", "three weeks ago"."""
    if anchor is None:
        return None
    today, said = anchor.day, set(words)
    if anchor.has_day and said & {"today", "yesterday", "tomorrow"}:
        step = 0 if "today" in said else -1 if "yesterday" in said else 1
        return (today + timedelta(days=step)).isoformat()
    if "earlier" in said and "this" in said and anchor.has_month:
        if "year" in said:
            return f"{today.year}-01/{today.year}-{today.month:02}"
        if "month" in said and anchor.has_day:
            return f"{today.replace(day=1).isoformat()}/{today.isoformat()}"
    if "month" in said and anchor.has_month and said & {"last", "this", "next"}:
        index = today.year * 12 + today.month - 1 + ("next" in said) - ("last" in said)
        return f"{index // 12}-{index % 12 + 1:02}"
    if "week" in said and anchor.has_day and said & {"last", "this", "next"}:
        monday = today - timedelta(days=today.weekday() + 7 * (("last" in said) - ("next" in said)))
        return f"{monday.isoformat()}/{(monday + timedelta(days=6)).isoformat()}"
    count = next((int(word) for word in words if word.isdigit() and len(word) < 3), None)
    if "ago" in said and count is not None and anchor.has_month:
        if "month" in said:
            index = today.year * 12 + today.month - 1 - count
            return f"{index // 12}-{index % 12 + 1:02}~"
        if anchor.has_day and said & {"week", "day"}:
            return (today - timedelta(days=count * (7 if "week" in said else 1))).isoformat() + "~"
    return None


def _by_year(words: Sequence[str], anchor: _Anchor | None) -> str | None:
    for word in words:
        if decade := _DECADE.match(word):
            return f"{decade.group(1)}X"
    year = _year(words, anchor)
    if year is None:
        return None
    part = next((_THIRDS[word] for word in words if word in _THIRDS), None)
    return f"{year}-{part}" if part else f"{year}"
