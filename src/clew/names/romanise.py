"""Write names of other scripts in Latin letters, by Clew's tables for Cyrillic and Chinese, by ICU for the rest."""

import re
from collections.abc import Mapping
from functools import cache
from typing import Any

import icu

from clew.names.fold import fold
from clew.names.scripts import Script, script_of_character
from clew.names.tables import rows

SCHEMES = ("english", "passport", "scholarly", "french", "german")
"""The ways in which Cyrillic is romanised, commonest first: columns of `data/cyrillic.csv`."""

_VOWELS = frozenset("аеёиоуыэюяіїєьъ")
_HAN_RUN = re.compile(r"[\u2e80-\u2fdf\u3005-\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U000323af]+")
_LONGEST_WORD = 8


@cache
def _cyrillic(scheme: str) -> Mapping[str, str]:
    return {row["letter"]: row[scheme] for row in rows("cyrillic")}


@cache
def _icu(rule: str) -> Any:
    return icu.Transliterator.createInstance(rule)


@cache
def _chinese_words() -> Mapping[str, str]:
    """Chinese word of two characters or more → its pinyin: company words, legal forms, places, odd readings."""
    pinyin = _icu("Han-Latin; Latin-ASCII")
    words: dict[str, str] = {}
    for table in ("legal_forms", "generic_words", "places"):
        for row in rows(table):
            for form in row["forms"].split("|"):
                if len(form) > 1 and _HAN_RUN.fullmatch(form):
                    words[form] = pinyin.transliterate(form).replace(" ", "").lower()
    words |= {row["word"]: row["pinyin"] for row in rows("chinese_words") if row["kind"] != "surname"}
    return words


@cache
def _surnames() -> Mapping[str, str]:
    return {row["word"]: row["pinyin"] for row in rows("chinese_words") if row["kind"] == "surname"}


def chinese_segments(run: str) -> tuple[str, ...]:
    """A run of Chinese characters cut into known words, longest first from the left, and what stands between them."""
    words = _chinese_words()
    segments: list[str] = []
    loose = at = 0
    while at < len(run):
        size = next((n for n in range(min(_LONGEST_WORD, len(run) - at), 1, -1) if run[at : at + n] in words), 0)
        if size:
            segments += [run[loose:at], run[at : at + size]]
            loose = at = at + size
        else:
            at += 1
    segments.append(run[loose:])
    return tuple(segment for segment in segments if segment)


def _pinyin(segment: str) -> str:
    known = _chinese_words().get(segment)
    if known is not None:
        return known
    return str(_icu("Han-Latin; Latin-ASCII").transliterate(segment)).replace(" ", "").lower()


def _romanise_han(run: str) -> str:
    """Joined pinyin of each segment; a run short enough for a person is read with the surname's own reading."""
    if 2 <= len(run) <= 4 and run not in _chinese_words():
        for size in (2, 1):
            if len(run) > size and run[:size] in _surnames():
                return f"{_surnames()[run[:size]]}{_pinyin(run[size:])}".capitalize()
    return " ".join(_pinyin(segment).capitalize() for segment in chinese_segments(run))


def _romanise_cyrillic(text: str, scheme: str) -> str:
    """Cyrillic letters by one scheme; in the English one, е is "ye" at the start and after a vowel or a soft sign."""
    table = _cyrillic(scheme)
    out: list[str] = []
    before = ""
    for letter in text:
        low = letter.lower()
        latin = table.get(low)
        if latin is None:
            out.append(letter)
        else:
            if low == "е" and scheme == "english" and (not before.isalpha() or before in _VOWELS):
                latin = "ye"
            out.append(latin.capitalize() if letter != low else latin)
        before = low
    return "".join(out)


def romanise(text: str, scheme: str = SCHEMES[0]) -> str:
    """A text with all its letters in Latin script.

    Cyrillic goes by one of `SCHEMES`, Chinese becomes pinyin joined within each word ("Shenzhen Hongtu"), other
    scripts go by ICU's rules (Arabic and Hebrew without the vowels that they do not write). Latin text stays.
    """
    if text.isascii():
        return text
    if any("\u0400" <= character <= "\u052f" for character in text):
        text = _romanise_cyrillic(text, scheme)
    if _HAN_RUN.search(text):
        text = " ".join(_HAN_RUN.sub(lambda match: f" {_romanise_han(match.group())} ", text).split())
    if any(script_of_character(character) not in {Script.LATIN, Script.NONE} for character in text):
        text = str(_icu("Any-Latin; Latin-ASCII").transliterate(text))
    return text


def romanisations(text: str) -> tuple[str, ...]:
    """The ways in which a text may stand in Latin letters, folded, commonest first, without repetition.

    Cyrillic gives one for each scheme (passports, scholars, French and German press), any other text one.
    """
    if any("\u0400" <= character <= "\u052f" for character in text):
        return tuple(dict.fromkeys(fold(romanise(text, scheme)) for scheme in SCHEMES))
    return (fold(romanise(text)),)
