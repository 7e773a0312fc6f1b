"""Words of pictures by the tesseract command, where the user has it: lines with their boxes, or nothing at all."""

import csv
import io
import os
import re
import shutil
import subprocess
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

_WANTED = ("eng", "rus", "ukr", "chi_sim", "ara")
_WORD = "5"
_LEAST_SURE = 30.0
_LONGEST = 64 << 20
_NEARLY_ALL = 0.85
"""Share of a page's words from which on their language is the page's."""
_AS_SURE = 10.0
"""Of a word in a strange script, the page's own language is believed even where it is so much less sure."""
_LETTERS = {
    "eng": re.compile("[A-Za-z\u00c0-\u024f]"),
    "rus": re.compile("[\u0400-\u04ff]"),
    "ukr": re.compile("[\u0404\u0406\u0407\u0454\u0456\u0457\u0490\u0491]"),
    "chi_sim": re.compile("[\u3400-\u9fff]"),
    "ara": re.compile("[\u0600-\u06ff]"),
}
"""Letters by which to tell what a word is written in; Ukrainian has some that Russian has not."""


@dataclass(frozen=True, slots=True)
class OcrLine:
    """One line that was recognised: its words, its box in dots (left, top, right, bottom), its paragraph."""

    words: str
    box: tuple[float, float, float, float]
    paragraph: tuple[str, str]


@dataclass(frozen=True, slots=True)
class OcrWord:
    """One word that was recognised: its box in dots, how sure tesseract is of it (0 to 100), the line it stands in."""

    text: str
    box: tuple[float, float, float, float]
    sure: float
    line: tuple[str, str, str, str]


Recognised = tuple[OcrLine, ...] | None
"""What OCR saw on a page, None where the command failed."""


def find_ocr() -> tuple[str, str] | None:
    """The tesseract command and those of its languages that Clew reads ("eng+rus"), None where it is not installed."""
    command = shutil.which("tesseract")
    if command is None:
        return None
    try:
        listed = subprocess.run([command, "--list-langs"], capture_output=True, timeout=30, check=True)  # noqa: S603
    except (OSError, subprocess.SubprocessError):
        return None
    known = set(listed.stdout.decode("utf-8", "replace").split())
    languages = "+".join(language for language in _WANTED if language in known)
    return (command, languages) if languages else None


def recognise_words(picture: bytes, ocr: tuple[str, str], seconds: float) -> Recognised:
    """The lines that tesseract sees in a picture, None where it fails; the picture never becomes a file or a path.

    All languages are tried at once, so a word in a script that is not the page's (Cyrillic "ії" for "it") is looked at
    a second time with the page's own language only, and taken from there where tesseract is surer of it.
    """
    command, languages = ocr
    words = _words(picture, command, languages, seconds)
    if words is None:
        return None
    own, strange = _strangers(words)
    if strange and own in languages.split("+"):
        second = _words(picture, command, own, seconds) or []
        words = [_surer(word, second) if number in strange else word for number, word in enumerate(words)]
    return tuple(_lines(words))


def _words(picture: bytes, command: str, languages: str, seconds: float) -> list[OcrWord] | None:
    """The words that tesseract sees in a picture with some languages, None where it fails."""
    arguments = [command, "stdin", "stdout", "-l", languages, "tsv"]
    environment = {"OMP_THREAD_LIMIT": "1", "PATH": os.defpath, "LC_ALL": "C.UTF-8"}
    if "TESSDATA_PREFIX" in os.environ:
        environment["TESSDATA_PREFIX"] = os.environ["TESSDATA_PREFIX"]
    try:
        done = subprocess.run(  # noqa: S603 (the command is the one found on the user's own path)
            arguments, input=picture, capture_output=True, timeout=seconds, check=True, env=environment
        )
    except (OSError, subprocess.SubprocessError):
        return None
    table = io.StringIO(done.stdout[:_LONGEST].decode("utf-8", "replace"))
    rows = csv.DictReader(table, delimiter="\t", quoting=csv.QUOTE_NONE)
    return [
        _word(row)
        for row in rows
        if row.get("level") == _WORD and (row.get("text") or "").strip() and float(row["conf"]) >= _LEAST_SURE
    ]


def _word(row: Mapping[str, str]) -> OcrWord:
    """One row of tesseract's table."""
    left, top = float(row["left"]), float(row["top"])
    box = (left, top, left + float(row["width"]), top + float(row["height"]))
    line = (row["page_num"], row["block_num"], row["par_num"], row["line_num"])
    return OcrWord(row["text"].strip(), box, float(row["conf"]), line)


def _strangers(words: Sequence[OcrWord]) -> tuple[str, set[int]]:
    """The language that nearly all words of a page are written in by their letters, and which words are not.

    No language and no words where none is so common.
    """
    told = [_written_in(word.text) for word in words]
    common = Counter(language for language in told if language)
    if not common:
        return "", set()
    own, count = common.most_common(1)[0]
    if count < _NEARLY_ALL * sum(common.values()):
        return "", set()
    return own, {number for number, language in enumerate(told) if language and language != own}


def _written_in(word: str) -> str:
    """The language whose letters a word has; "mixed" for several, nothing for numbers and signs."""
    found = [language for language, letters in _LETTERS.items() if letters.search(word)]
    if found == ["rus", "ukr"]:
        return "ukr"
    return found[0] if len(found) == 1 else "mixed" if found else ""


def _surer(word: OcrWord, second: Sequence[OcrWord]) -> OcrWord:
    """A word, or what a second look saw in its place and is surer of."""
    left, top, right, bottom = word.box
    there = [
        one
        for one in second
        if left <= (one.box[0] + one.box[2]) / 2 <= right and top <= (one.box[1] + one.box[3]) / 2 <= bottom
    ]
    if len(there) != 1 or there[0].sure < word.sure - _AS_SURE:
        return word
    return replace(word, text=there[0].text, sure=there[0].sure)


def _lines(words: Sequence[OcrWord]) -> Iterator[OcrLine]:
    """The lines that words stand in, in tesseract's order."""
    for place, together in groupby(words, key=lambda word: word.line):
        line = list(together)
        lefts, tops, rights, bottoms = zip(*(word.box for word in line), strict=True)
        box = (min(lefts), min(tops), max(rights), max(bottoms))
        yield OcrLine(" ".join(word.text for word in line), box, (f"{place[0]}/{place[1]}", place[2]))
