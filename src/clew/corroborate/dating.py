"""Read the date of a cited report from the words around the citation, as the days between which it lies."""

import re
from collections.abc import Iterator
from datetime import date, timedelta

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            ("january", "jan", "января", "январе"),
            ("february", "feb", "февраля", "феврале"),
            ("march", "mar", "марта", "марте"),
            ("april", "apr", "апреля", "апреле"),
            ("may", "мая", "мае"),
            ("june", "jun", "июня", "июне"),
            ("july", "jul", "июля", "июле"),
            ("august", "aug", "августа", "августе"),
            ("september", "sept", "sep", "сентября", "сентябре"),
            ("october", "oct", "октября", "октябре"),
            ("november", "nov", "ноября", "ноябре"),
            ("december", "dec", "декабря", "декабре"),
        ),
        1,
    )
    for name in names
}
_NAME = "|".join(sorted(_MONTHS, key=len, reverse=True))
_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_LAST = r"(?:,? (?:last year|прошлого года))"
_DATE = re.compile(
    rf"\b(?:(?P<month>{_NAME})\.? (?P<day>\d{{1,2}})(?:st|nd|rd|th)?\b(?:,? (?P<year>(?:19|20)\d\d)|(?P<last>{_LAST}))?"
    rf"|(?P<day2>\d{{1,2}})(?:st|nd|rd|th)? (?:of )?(?P<month2>{_NAME})\b\.?"
    rf"(?:,? (?P<year2>(?:19|20)\d\d)|(?P<last2>{_LAST}))?"
    rf"|(?:\b(?:in|since|в) )?(?P<month3>{_NAME})\.?(?: of)?,?(?: (?P<year3>(?:19|20)\d\d)\b|(?P<last3>{_LAST}))"
    rf"|(?P<beforehand>last year) on (?P<month5>{_NAME})\.? (?P<day5>\d{{1,2}})"
    rf"|\bin (?P<month4>{_NAME})\b(?! last year|,? (?:19|20)\d\d| \d)|\bв (?P<month6>{_NAME})\b)",
    re.IGNORECASE,
)
_CHINESE = re.compile(r"(?:(?P<year>(?:19|20)\d\d|去|今)年)?(?P<month>\d{1,2})月(?:(?P<day>\d{1,2})[日号號])?")
_WEEKDAY = re.compile(rf"\bon (?P<weekday>{'|'.join(_DAYS)})\b(?!,? (?:\(|{_NAME}))", re.IGNORECASE)
_CHECKED = re.compile(
    rf"\b(?P<weekday>{'|'.join(_DAYS)})(?:,| \()? ?(?P<month>{_NAME})\.? (?P<day>\d{{1,2}})\b(?!,? (?:19|20)\d\d)",
    re.IGNORECASE,
)
_YEAR = re.compile(r"\b(20\d\d)\b")

Days = tuple[date, date]
"""The first and the last day that something may have happened on."""


def day_of(edtf: str | None) -> date | None:
    """The first day of an EDTF date such as "2025-03-12" or "2025-03", None where it holds no year."""
    match = re.match(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?", edtf or "")
    if not match:
        return None
    return _day(int(match[1]), int(match[2] or 1), int(match[3] or 1))


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _month(year: int, month: int) -> Days | None:
    first = _day(year, month, 1)
    if first is None:
        return None
    following = date(year + month // 12, month % 12 + 1, 1)
    return first, following - timedelta(days=1)


def dates_in(text: str, published: date | None) -> Iterator[tuple[int, int, Days]]:
    """Yield the dates of a text with where they begin and end; those without a year need the day of publication."""
    for match in _DATE.finditer(text):
        found = match.groupdict()
        name = next(
            (found[key] for key in ("month", "month2", "month3", "month4", "month5", "month6") if found[key]), ""
        )
        day = found["day"] or found["day2"] or found["day5"]
        year = found["year"] or found["year2"] or found["year3"]
        before = bool(found["last"] or found["last2"] or found["last3"] or found["beforehand"])
        days = _resolve(
            _MONTHS[name.casefold()], int(day) if day else None, int(year) if year else None, before, published
        )
        if days:
            yield match.start(), match.end(), days
    for match in _CHINESE.finditer(text):
        told = match["year"]
        year = int(told) if told and told.isdigit() else None
        days = _resolve(int(match["month"]), int(match["day"]) if match["day"] else None, year, told == "去", published)
        if days:
            yield match.start(), match.end(), days
    if published:
        for match in _WEEKDAY.finditer(text):
            back = (published.weekday() - _DAYS.index(match["weekday"].casefold())) % 7
            yield match.start(), match.end(), (published - timedelta(days=back), published - timedelta(days=back))


def _resolve(month: int, day: int | None, year: int | None, last_year: bool, published: date | None) -> Days | None:
    if not 1 <= month <= 12:
        return None
    if year is None:
        if published is None:
            return None
        year = published.year - 1 if last_year else published.year
        if not last_year and (month, day or 1) > (published.month, published.day):
            year -= 1
    if day is None:
        return _month(year, month)
    found = _day(year, month, day)
    return (found, found) if found else None


def written_about(text: str, published: date | None) -> Days | None:
    """The days about which a text was written: its publication, or what a weekday beside a date gives away.

    "Wednesday (September 25)" fits one year in five or six; of those from the newest year that the text names on, the
    first is taken. None where the text gives nothing away.
    """
    if published is not None:
        return published, published
    years = [int(year) for year in _YEAR.findall(text)]
    for match in _CHECKED.finditer(text):
        month, day = _MONTHS[match["month"].casefold()], int(match["day"])
        weekday = _DAYS.index(match["weekday"].casefold())
        for year in range(max(years, default=2000), max(years, default=2000) + 7) if years else ():
            found = _day(year, month, day)
            if found and found.weekday() == weekday:
                return found - timedelta(days=7), found + timedelta(days=45)
    return None


def may_be_same(left: Days | None, right: Days | None, slack: int = 1) -> bool:
    """Whether two reports may be of one day: unknown days may be any."""
    if left is None or right is None:
        return True
    more = timedelta(days=slack)
    return left[0] <= right[1] + more and right[0] <= left[1] + more


def in_words(days: Days | None) -> str | None:
    """The days as an EDTF date: a day, a month, or an interval."""
    if days is None:
        return None
    first, last = days
    if first == last:
        return first.isoformat()
    if first.day == 1 and _month(first.year, first.month) == days:
        return f"{first.year:04d}-{first.month:02d}"
    return f"{first.isoformat()}/{last.isoformat()}"
