"""Tell which script a text is written in, from the code points of its letters."""

from bisect import bisect_right
from enum import StrEnum


class Script(StrEnum):
    """The writing systems that Clew tells apart; NONE is a text without letters."""

    LATIN = "Latin"
    CYRILLIC = "Cyrillic"
    GREEK = "Greek"
    ARMENIAN = "Armenian"
    GEORGIAN = "Georgian"
    HEBREW = "Hebrew"
    ARABIC = "Arabic"
    DEVANAGARI = "Devanagari"
    THAI = "Thai"
    HANGUL = "Hangul"
    KANA = "Kana"
    HAN = "Han"
    OTHER = "Other"
    NONE = "None"


_BLOCKS: tuple[tuple[int, int, Script], ...] = (
    (0x41, 0x5A, Script.LATIN),
    (0x61, 0x7A, Script.LATIN),
    (0xAA, 0xAA, Script.LATIN),
    (0xBA, 0xBA, Script.LATIN),
    (0xC0, 0x24F, Script.LATIN),
    (0x250, 0x2AF, Script.LATIN),
    (0x370, 0x3FF, Script.GREEK),
    (0x400, 0x52F, Script.CYRILLIC),
    (0x530, 0x58F, Script.ARMENIAN),
    (0x590, 0x5FF, Script.HEBREW),
    (0x600, 0x6FF, Script.ARABIC),
    (0x750, 0x77F, Script.ARABIC),
    (0x8A0, 0x8FF, Script.ARABIC),
    (0x900, 0x97F, Script.DEVANAGARI),
    (0xE00, 0xE7F, Script.THAI),
    (0x10A0, 0x10FF, Script.GEORGIAN),
    (0x1100, 0x11FF, Script.HANGUL),
    (0x1C80, 0x1C8F, Script.CYRILLIC),
    (0x1C90, 0x1CBF, Script.GEORGIAN),
    (0x1D00, 0x1DBF, Script.LATIN),
    (0x1E00, 0x1EFF, Script.LATIN),
    (0x1F00, 0x1FFF, Script.GREEK),
    (0x2C60, 0x2C7F, Script.LATIN),
    (0x2DE0, 0x2DFF, Script.CYRILLIC),
    (0x2E80, 0x2FDF, Script.HAN),
    (0x3005, 0x3007, Script.HAN),
    (0x3040, 0x30FF, Script.KANA),
    (0x3130, 0x318F, Script.HANGUL),
    (0x31F0, 0x31FF, Script.KANA),
    (0x3400, 0x4DBF, Script.HAN),
    (0x4E00, 0x9FFF, Script.HAN),
    (0xA640, 0xA69F, Script.CYRILLIC),
    (0xA720, 0xA7FF, Script.LATIN),
    (0xAC00, 0xD7FF, Script.HANGUL),
    (0xF900, 0xFAFF, Script.HAN),
    (0xFB00, 0xFB06, Script.LATIN),
    (0xFB1D, 0xFB4F, Script.HEBREW),
    (0xFB50, 0xFDFF, Script.ARABIC),
    (0xFE70, 0xFEFF, Script.ARABIC),
    (0xFF21, 0xFF5A, Script.LATIN),
    (0xFF66, 0xFF9D, Script.KANA),
    (0x20000, 0x323AF, Script.HAN),
)
_STARTS = tuple(start for start, _, _ in _BLOCKS)


def script_of_character(character: str) -> Script:
    """The script of one character; NONE for digits, punctuation, marks and spaces."""
    if not character.isalpha():
        return Script.NONE
    point = ord(character)
    start, end, script = _BLOCKS[bisect_right(_STARTS, point) - 1] if point >= _STARTS[0] else (0, -1, Script.NONE)
    return script if start <= point <= end else Script.OTHER


def scripts_in(text: str) -> dict[Script, int]:
    """How many letters of which script a text has, in the order of their first letters."""
    counts: dict[Script, int] = {}
    if text.isascii():
        letters = sum(map(str.isalpha, text))
        return {Script.LATIN: letters} if letters else counts
    for character in text:
        script = script_of_character(character)
        if script is not Script.NONE:
            counts[script] = counts.get(script, 0) + 1
    return counts


def script_of(text: str) -> Script:
    """The script that most letters of a text are in; NONE without letters.

    A Chinese character says more than a letter and counts for three. Any kana makes a text Japanese (KANA).
    """
    counts = scripts_in(text)
    if not counts:
        return Script.NONE
    if Script.KANA in counts:
        return Script.KANA
    return max(counts, key=lambda script: counts[script] * (3 if script is Script.HAN else 1))
