"""Clean-up for the parser that keeps the length of the text, and its division into paragraphs of bounded size."""

import re
from collections.abc import Iterator

from clew.records import Document, Span

LONGEST_PIECE = 3000
"""Characters that are parsed at once; a longer paragraph is cut at white space, so that time grows linearly."""

_CHANGES = str.maketrans(
    {
        "–": ",",
        "—": ",",
        "―": ",",
        "“": '"',
        "”": '"',
        "„": '"',
        "«": '"',
        "»": '"',
        "’": "'",
        "‘": "'",
        "`": "'",
        "\u00a0": " ",
        "\u202f": " ",
        "\u2009": " ",
        "\u200b": " ",
        "\ufeff": " ",
        "\t": " ",
        "•": " ",
        "▪": " ",
        "●": " ",
    }
)
_SPACES = {code: kept for code, kept in _CHANGES.items() if kept == " "}
_INVISIBLE = re.compile("[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u00ad\u200c-\u200f\u202a-\u202e\u2060-\u2069]")
_JOINING_DASH = re.compile(r"(?<=\w)[–—](?=\w)")
_SPACED_HYPHEN = re.compile(r"(?<=\s)-{1,3}(?=\s)")
_BULLET = re.compile(r"(?m)^(\s*)[-*o](?=\s)")
_UNDER = re.compile(r"(?<=\bUnder) (?=Secretary\b)")
"""A title in two words, of which the first would be read as a preposition."""
_SITE = re.compile(
    r"(?<=\w)\.(?:Com|Org|Net|Info|Am|Az|Ru|Ua|By|Kz|Ge|Eu|Uk|De|Tv|Fm|News|Press|Media)(?=[\s,;:!?'’\"”)]|$)"
)
"""The ending of a site's name in capitals ("Caliber.Az"), before which a sentence would be ended."""
_DOUBLED = re.compile("’’|‘‘|''|``")
"""A quotation mark written as two signs."""
_NOISE = re.compile(r"[^\w\s]{60,}")
"""Signs that no writer sets one after the other: the parser would look at each of them anew for each that follows."""
_DATELINE = re.compile(
    r"(?m)^[ \t]{0,8}(?:[A-Z][A-Z'’. -]{2,40}(?:[/,] ?\w[\w'’. ]{0,30}){0,3}(?: ?\([A-Z][\w.&/ ]{1,30}\))?"
    r"|[A-Z][\w'’. -]{1,40}(?:[/,] ?\w[\w'’. ]{0,30}){0,3} ?\([A-Z][\w.&/ ]{1,30}\)) ?(?:--|[-–—]) (?=[\"“'‘]?[A-Z])"
)
"""Where a report was filed, and by whom, before its first sentence: "PORT SABIRA, March 12 (Wire) - "."""
_PARAGRAPH = re.compile(r"[^\n]+(?:\n(?=[a-z])[^\n]+)*")


def clean(text: str) -> str:
    """The text as the parser gets it, of the same length: dashes as commas, plain quotes and spaces, no controls.

    A dateline is no part of its sentence and becomes blanks.
    """
    text = _DATELINE.sub(lambda match: " " * len(match.group()), text)
    text = _UNDER.sub("-", text)
    text = _SITE.sub(lambda match: match.group().lower(), text)
    text = _DOUBLED.sub('" ', text)
    text = _JOINING_DASH.sub("-", text)
    text = _BULLET.sub(r"\1 ", text)
    text = _SPACED_HYPHEN.sub(lambda match: "," + " " * (len(match.group()) - 1), text)
    text = _INVISIBLE.sub(" ", text.translate(_CHANGES)).replace("\n", " ")
    return _NOISE.sub(lambda match: " " * len(match.group()), text)


def blank(text: str) -> str:
    """The text of the same length with its punctuation kept: odd spaces, line breaks and controls become blanks."""
    return _INVISIBLE.sub(" ", text.translate(_SPACES)).replace("\n", " ")


def pieces(document: Document) -> Iterator[tuple[Span, int]]:
    """The paragraphs of the document's prose (of the whole text where no prose is marked), numbered from 0.

    A line that goes on in lower case after a line break belongs to the same paragraph. Paragraphs longer than
    `LONGEST_PIECE` come in several pieces under one number.
    """
    number = 0
    for span in document.prose or (Span(0, len(document.text)),):
        for match in _PARAGRAPH.finditer(document.text, span.start, span.end):
            for piece in _cut(document.text, match.start(), match.end()):
                yield piece, number
            number += 1


def _cut(text: str, start: int, end: int) -> Iterator[Span]:
    while end - start > LONGEST_PIECE:
        window = text[start : start + LONGEST_PIECE]
        stop = max(window.rfind(". "), window.rfind("? "), window.rfind("! ")) + 1
        if stop < LONGEST_PIECE // 2:
            stop = window.rfind(" ") if window.rfind(" ") > 0 else LONGEST_PIECE
        yield Span(start, start + stop)
        start += stop
    if text[start:end].strip():
        yield Span(start, end)
