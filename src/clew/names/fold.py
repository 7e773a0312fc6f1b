"""Bring a text to the one form in which names are compared: no case, accents, marks, look-alikes or hidden signs."""

import re
import unicodedata
from functools import partial

from clew.names.scripts import Script, script_of_character

_APOSTROPHES = "'`´’‘ʼʹʻʿʾˈ′‛＇"
_ASCII_TABLE = {
    code: (
        None
        if chr(code) in _APOSTROPHES
        else chr(code).lower()
        if chr(code).isalnum()
        else " and "
        if chr(code) == "&"
        else chr(code)
        if chr(code) == "."
        else " "
    )
    for code in range(128)
}
_DOTTED = re.compile(r"(?<![^\W\d_])((?:[^\W\d_]\.){1,9}[^\W\d_]?)(?![^\W\d_])")
_SPLIT = re.compile(r"[\W_]+")

_LETTERS = {
    "ø": "o", "æ": "ae", "œ": "oe", "đ": "d", "ð": "d", "þ": "th", "ł": "l", "ı": "i", "ħ": "h", "ŧ": "t", "ŋ": "n",
    "ə": "a", "ɓ": "b", "ɗ": "d", "ƙ": "k", "ƴ": "y", "ĸ": "k",
    "ё": "е", "ґ": "г", "ѣ": "е",
    "أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ى": "ي", "ی": "ي", "ې": "ي", "ئ": "ي", "ؤ": "و", "ۀ": "ه", "ة": "ه",
    "ک": "ك", "ګ": "گ", "ہ": "ه", "ھ": "ه", "ے": "ي", "ـ": "", "ء": "",
    **dict.fromkeys(_APOSTROPHES, ""), "&": " and ", "·": " ", "„": " ", "№": " ",
}  # fmt: skip
"""Letters that Unicode does not take apart, and Arabic and Persian letters that are written for one another."""

_LOOKS_LATIN = dict(zip("аеорсухіјѕԁһвкмнт", "aeopcyxijsdhbkmht", strict=True))
_LOOKS_CYRILLIC = dict(zip("aeopcyxijskmhtb", "аеорсухіјѕкмнтв", strict=True))
_GREEK_LOOKS_LATIN = dict(zip("αεορυχικνβητμζ", "aeopyxiknvhtmz", strict=True))
_EXCHANGED = re.compile(f"[{re.escape(''.join(_LETTERS))}]")
_AS_THEY_ARE = re.compile(r"[а-яієјѕўї\u4e00-\u9fff«»“”–—]+")
"""Letters and signs that have no accent to lose, or keep it."""

_BEYOND_ASCII = re.compile(r"[^\x00-\x7f]+")
_KEPT_MARKS = {"й", "ї", "ў"}
_MIXED = re.compile(r"\b(?=\w*[a-z])(?=\w*[\u0370-\u03ff\u0400-\u04ff])\w+")


_ZEROS = tuple(
    (re.compile(rf"\b(?=[{letters}0]*[{letters}]{{3}})(?:[{letters}]*0(?=[{letters}]))+[{letters}]+\b"), o)
    for letters, o in (("a-z", "o"), ("а-я", "о"))
)


def _one_script(match: re.Match[str]) -> str:
    """A word of mixed scripts with its look-alike letters moved to the script that most of it is in."""
    word = match.group()
    latin = sum(1 for letter in word if "a" <= letter <= "z")
    cyrillic = sum(1 for letter in word if script_of_character(letter) is Script.CYRILLIC)
    telling = sum(1 for letter in word if script_of_character(letter) is Script.CYRILLIC and letter not in _LOOKS_LATIN)
    foreign = sum(1 for letter in word if "a" <= letter <= "z" and letter not in _LOOKS_CYRILLIC)
    if cyrillic and (telling > foreign or (telling == foreign and cyrillic > latin)):
        return "".join(_LOOKS_CYRILLIC.get(letter, letter) for letter in word)
    return "".join(_LOOKS_LATIN.get(letter, _GREEK_LOOKS_LATIN.get(letter, letter)) for letter in word)


def _exchange(text: str) -> str:
    """A text with the letters of the table exchanged."""
    return _EXCHANGED.sub(lambda match: _LETTERS[match.group()], text)


def _bare(text: str) -> str:
    """A lower-case text without accents, vowel points and hidden signs; й, ї and ў stay letters of their own."""
    return _BEYOND_ASCII.sub(_bare_run, text)


def _bare_run(match: re.Match[str]) -> str:
    """A run of letters beyond ASCII without accents, vowel points and hidden signs."""
    if _AS_THEY_ARE.fullmatch(match.group()):
        return match.group()
    kept: list[str] = []
    for character in match.group():
        if character in _KEPT_MARKS:
            kept.append(character)
            continue
        category = unicodedata.category(character)
        if category in {"Mn", "Me", "Cf", "Cc", "Cs", "Co"}:
            continue
        for part in unicodedata.normalize("NFD", character) if not "가" <= character <= "힣" else character:
            if unicodedata.category(part) not in {"Mn", "Me"}:
                kept.append(part)  # noqa: PERF401 - two loops and a test read better than one expression
    return "".join(kept)


def _join_dotted(text: str) -> str:
    """A text in which letters with dots between them are one word: "s.a.l." becomes "sal", "a. kabir" "a kabir"."""
    if _has_initial(text):
        text = _DOTTED.sub(lambda match: match.group().replace(".", "") + " ", text)
    return text.replace(".", " ")


def _has_initial(text: str) -> bool:
    """Whether a dot stands behind a letter that is no word's last one; running text has few, and looking is cheap."""
    at = text.find(".")
    while at >= 0:
        if at > 0 and _is_letter(text[at - 1]) and not (at > 1 and _is_letter(text[at - 2])):
            return True
        at = text.find(".", at + 1)
    return False


def _is_letter(character: str) -> bool:
    """Whether `_DOTTED` takes a character for a letter: what words consist of, but for digits and the underscore."""
    return character.isalnum() and not character.isdecimal()


def _no_zeros(folded: str) -> str:
    """A folded text in which a nought that stands for an O inside a word is one; codes ("A100", "T0") stay."""
    for pattern, letter in _ZEROS:
        folded = pattern.sub(partial(_with_letter, letter), folded)
    return folded


def _with_letter(letter: str, match: re.Match[str]) -> str:
    return match.group().replace("0", letter)


def fold(text: str) -> str:
    """The form of a text for comparing: lower case, no accents, no punctuation, single spaces.

    Invisible and bidirectional signs go, full-width and other compatibility forms become plain, look-alike
    letters inside a word of two scripts are brought to one, noughts written for an O are one, Arabic and Persian
    variants of a letter become one, apostrophes vanish and letters with dots between them join ("S.A.L." gives
    "sal"). Folding twice changes nothing. Letters stay in their script: see `romanise`.
    """
    if text.isascii():
        plain = text.translate(_ASCII_TABLE)
        folded = " ".join((_join_dotted(plain) if "." in plain else plain).split())
        return _no_zeros(folded) if "0" in folded else folded
    plain = unicodedata.normalize("NFKC", text).casefold()
    plain = _exchange(_bare(_exchange(unicodedata.normalize("NFC", plain))))
    plain = _MIXED.sub(_one_script, plain)
    if "." in plain:
        plain = _join_dotted(plain)
    folded = " ".join(part for part in _SPLIT.split(plain) if part)
    return _no_zeros(folded) if "0" in folded else folded


def tokens(text: str) -> tuple[str, ...]:
    """The words of the folded text, in order; a run of Chinese characters is one word."""
    return tuple(fold(text).split())
