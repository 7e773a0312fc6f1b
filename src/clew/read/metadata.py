"""Take out of a text what it says of itself: title, publisher, date of publication, address."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources

import yaml

from clew.read.dates import find_dates
from clew.read.lines import words_in
from clew.records import Given, Span

_HEAD_LINES = 60
_DATE_LINES = 12
_FOOT_LINES = 12
_LONGEST = 200
_LINE = re.compile(r"[^\r\n\u2028\u2029]+")
_DATE_MARK = "\ue000"
_ATTRIBUTED = re.compile(r"\s*(?:[|·].*|[,;–—-]\s*(?:\d.*)?|\bon \d.*)$")
_TITLE_END = tuple(".!;:。；，,")


@dataclass(frozen=True, slots=True)
class Wordings:
    """The patterns of data/metadata.yaml, each group in its order."""

    publisher: tuple[re.Pattern[str], ...]
    copyright: tuple[re.Pattern[str], ...]
    published: tuple[re.Pattern[str], ...]
    url: tuple[re.Pattern[str], ...]
    meta_published: tuple[str, ...]
    meta_publisher: tuple[str, ...]
    meta_title: tuple[str, ...]


@cache
def load_wordings() -> Wordings:
    """The shipped wordings of metadata (data/metadata.yaml); a date stands in them as one private sign."""
    text = resources.files("clew.read.data").joinpath("metadata.yaml").read_text(encoding="utf-8")
    table: dict[str, list[str]] = yaml.safe_load(text)

    def group(name: str) -> tuple[re.Pattern[str], ...]:
        return tuple(re.compile(one.replace("{date}", _DATE_MARK), re.IGNORECASE) for one in table[name])

    names = (tuple(table[name]) for name in ("meta_published", "meta_publisher", "meta_title"))
    return Wordings(group("publisher"), group("copyright"), group("published"), group("url"), *names)


def stated(text: str, prose: Sequence[Span]) -> Given:
    """What a text states about itself; None for all that it does not state.

    `prose` are its prose spans: the title is a heading at their head. Dates count only in lines that say that
    they date the text (a byline, a dateline with a year, "Posted on …"), not in its sentences.
    """
    lines = [line for line in _lines(text, _HEAD_LINES) if len(line) <= _LONGEST]
    foot = [line for line in _last_lines(text, _FOOT_LINES) if len(line) <= _LONGEST]
    wordings = load_wordings()
    top = [line for line in _lines(text, _DATE_LINES) if len(line) <= _LONGEST]
    labelled = _published(lines, wordings.published[:3])
    return Given(
        published=labelled or _published(_around(text, prose, top), wordings.published),
        publisher=_first((*lines, *foot), wordings.publisher, "name")
        or _first((*foot, *lines), wordings.copyright, "name"),
        url=_first(lines[:20], wordings.url, "url"),
        title=_title(text, prose),
    )


def _published(lines: Sequence[str], patterns: Sequence[re.Pattern[str]]) -> str | None:
    """The date of the first line that says that it dates the text."""
    for line in lines:
        dates = list(find_dates(line))
        if len(dates) != 1:
            continue
        masked = line[: dates[0].start] + _DATE_MARK + line[dates[0].end :]
        if any(pattern.fullmatch(masked) for pattern in patterns):
            return dates[0].edtf
    return None


def _around(text: str, prose: Sequence[Span], top: Sequence[str]) -> list[str]:
    """The lines at the top of the text, and those at the top of its prose with the lines just above."""
    if not prose:
        return list(top)
    before = list(_last_lines(text[max(0, prose[0].start - 2000) : prose[0].start], 6))
    after = list(_lines(text[prose[0].start : prose[0].start + 4000], 6))
    return [line for line in (*before, *after, *top) if len(line) <= _LONGEST]


def _first(lines: Sequence[str], patterns: Sequence[re.Pattern[str]], group: str) -> str | None:
    """What the first line that fits one of the patterns names."""
    for pattern in patterns:
        for line in lines:
            match = pattern.fullmatch(line)
            if match is not None:
                named = _ATTRIBUTED.sub("", match.group(group)).strip(" \t|,;")
                if any(char.isalpha() for char in named):
                    return named
    return None


def _title(text: str, prose: Sequence[Span]) -> str | None:
    """The heading at the head of the prose, None where it begins with a sentence."""
    for span in prose[:1]:
        lines = list(_lines(text[span.start : min(span.end, span.start + 2000)], 2))
        heading = lines[0].lstrip("# ").strip(" *_#") if lines else ""
        follows = len(lines) > 1 or len(prose) > 1
        if 4 <= words_in(heading) <= 30 and not heading.endswith(_TITLE_END) and follows:
            return heading
    return None


def _lines(text: str, most: int) -> Iterator[str]:
    """The first lines of a text that are not blank."""
    count = 0
    for match in _LINE.finditer(text):
        line = match.group().strip()
        if line:
            yield line
            count += 1
            if count == most:
                return


def _last_lines(text: str, most: int) -> list[str]:
    """The last lines of a text that are not blank, in their order."""
    tail = text[-most * (_LONGEST + 50) :]
    return list(_lines(tail, len(tail) + 1))[-most:]
