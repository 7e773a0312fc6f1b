"""The day of which a list is, as its own file tells it: in an attribute, an element, a first line or a first column."""

import re

from clew.screen.dates import edtf_date
from clew.screen.formats import ListForm

_HEAD = 20_000
_YEAR_MONTH_DAY = r"<Year>(\d{4})</Year>\s*<Month>(\d{1,2})</Month>\s*<Day>(\d{1,2})</Day>"
_MARKS: dict[ListForm, tuple[re.Pattern[str], ...]] = {
    ListForm.OFAC_XML: (re.compile(r"<Publish_Date>\s*([\d/]+)"),),
    ListForm.OFAC_ADVANCED: (re.compile(rf"<DateOfIssue[^>]*>\s*{_YEAR_MONTH_DAY}"),),
    ListForm.EU_XML: (re.compile(r"generationDate=\"([\d-]{10})"),),
    ListForm.EU_CSV: (re.compile(r"^(\d{2}/\d{2}/\d{4}|\d{4}-\d{2}-\d{2});", re.MULTILINE),),
    ListForm.UK_XML: (re.compile(r"<DateGenerated>\s*([\d/]+)"), re.compile(r"<LastUpdated>\s*([\d/-]+)")),
    ListForm.UK_CSV: (re.compile(r"\A\W*(?:Last Updated|Report Date)[\s,:\"]+([\w/ -]+\d{4})", re.IGNORECASE),),
    ListForm.UN_XML: (re.compile(r"dateGenerated=\"([\d-]{10})"),),
    ListForm.CH_XML: (re.compile(r"<swiss-sanctions-list[^>]*\bdate=\"([\d-]{10})"),),
    ListForm.JP_TEXT: (
        re.compile(r"最終更新日[：:]\s*(\d{4})\s*年\s*(\d{1,2})\s*月\s*(\d{1,2})\s*日"),
        re.compile(r"指定日[：:]\s*(\d{4})\s*年\s*(\d{1,2})\s*月\s*(\d{1,2})\s*日"),
    ),
}
"""Form → patterns for its date, the better one first; three groups are year, month and day."""


def told_date(form: ListForm, text: str) -> str | None:
    """The date (EDTF) that the beginning of a list tells, None where its form has none or it is not there."""
    for mark in _MARKS.get(form, ()):
        found = mark.search(text[:_HEAD])
        if found:
            return edtf_date("-".join(found.groups()), month_first=form is ListForm.OFAC_XML) or _dashed(found.group(1))
    return None


def _dashed(told: str) -> str | None:
    return edtf_date(told.replace("-", " "))
