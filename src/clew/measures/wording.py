"""Words of measure in any language, led to the small vocabulary in which the grammars of this package are written."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

_TOKEN = re.compile(
    r"\d{4}-\d\d(?:-\d\d)?|(?:us|hk|nt|s|a|c)\$|q[1-4]\b|\d+(?:[.,]\d+)*|[^\W\d_]+(?:[-'][^\W\d_]+)*|[^\w\s]",
    re.IGNORECASE,
)
_ORDINAL = re.compile(r"(\d{1,2})(?:st|nd|rd|th)\b", re.IGNORECASE)
_ZH_DATE = re.compile(r"(\d{4})年(?:(\d{1,2})月)?(?:(\d{1,2})[日号號])?")
_ZH_MONTH = re.compile(r"(?<!\d)(\d{1,2})月(?:(\d{1,2})[日号號])?")
_LONGEST = 4
LONGEST = 300
"""Characters that are looked at: the words of a measure are few."""


@dataclass(frozen=True)
class Wording:
    """The tables: phrase → word of the vocabulary, number words, months, weekdays (from 1), currency words → code."""

    phrases: Mapping[str, str]
    numbers: Mapping[str, int]
    months: Mapping[str, int]
    weekdays: Mapping[str, int]


@cache
def load_wording(language: str) -> Wording:
    """The tables of a language; English where a language has none."""
    table = _table()
    if language not in table["numbers"]:
        language = "en"
    phrases = {each.replace("_", " "): word for word, told in table[language].items() for each in str(told).split()}
    return Wording(
        phrases=phrases,
        numbers=table["numbers"][language],
        months={each: number for number, told in enumerate(table["months"][language], 1) for each in told.split()},
        weekdays={each: number for number, told in enumerate(table["weekdays"][language], 1) for each in told.split()},
    )


@cache
def load_currencies() -> Mapping[str, str]:
    """Currency word or sign → ISO 4217 code."""
    return {word: code for code, told in _table()["currencies"].items() for word in told.split()}


def canonical(text: str, language: str = "en") -> list[str]:
    """The words of a text in the vocabulary of the grammars: known phrases replaced, numbers in figures, the rest kept.

    Months become `@m3`, weekdays `@d5`; figures lose their thousands separators.
    """
    wording = load_wording(language)
    text = text[:LONGEST]
    text = _ORDINAL.sub(lambda m: m.group() if int(m.group(1)) < 5 else m.group(1), text.lower())
    if language == "zh":
        text = _ZH_MONTH.sub(_zh_month, _ZH_DATE.sub(_zh_date, text))
        for phrase in sorted(wording.phrases, key=len, reverse=True):
            text = text.replace(phrase, f" {wording.phrases[phrase].replace('_', ' ')} ")
    words = _TOKEN.findall(text)
    found: list[str] = []
    at = 0
    while at < len(words):
        for length in range(min(_LONGEST, len(words) - at), 0, -1):
            phrase = " ".join(words[at : at + length])
            if phrase in wording.phrases:
                found.append(wording.phrases[phrase])
                at += length
                break
        else:
            found.append(_word(words[at], wording))
            at += 1
    return found


def _word(word: str, wording: Wording) -> str:
    if word in wording.months:
        return f"@m{wording.months[word]}"
    if word in wording.weekdays:
        return f"@d{wording.weekdays[word]}"
    if word in wording.numbers:
        return str(wording.numbers[word])
    first, dash, second = word.partition("-")
    if dash and first in wording.numbers and second in wording.numbers:
        return str(wording.numbers[first] + wording.numbers[second])
    if word[0].isdigit() and not re.fullmatch(r"\d{4}-\d\d(?:-\d\d)?", word):
        return _figure(word)
    return word


def _figure(word: str) -> str:
    """Figures without separators: "1,200" and "1.200.000" are thousands, "1,5" and "1.25" fractions."""
    parts = re.split(r"[.,]", word)
    if len(parts) == 1:
        return word
    if all(len(part) == 3 for part in parts[1:]) and ("," in word or len(parts) > 2):
        return "".join(parts)
    return "".join(parts[:-1]) + "." + parts[-1]


def _zh_date(match: re.Match[str]) -> str:
    year, month, day = match.groups()
    return f" {year}" + (f"-{int(month):02}" if month else "") + (f"-{int(day):02}" if month and day else "") + " "


def _zh_month(match: re.Match[str]) -> str:
    names = load_wording("en").months
    name = next(word for word, number in names.items() if number == min(12, max(1, int(match.group(1)))))
    zh = load_wording("zh").months
    told = next((word for word, number in zh.items() if number == names[name]), "")
    return f" {told} {match.group(2) or ''} "


@cache
def _table() -> Mapping[str, Any]:
    text = files("clew.measures").joinpath("tables", "words.yaml").read_text(encoding="utf-8")
    table: Mapping[str, Any] = yaml.safe_load(text)
    return table
