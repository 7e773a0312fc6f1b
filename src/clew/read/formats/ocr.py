"""Words of pictures by the tesseract command, where the user has it: lines with their boxes, or nothing at all."""

import csv
import io
import os
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

_WANTED = ("eng", "rus", "ukr", "chi_sim", "ara")
_WORD = "5"
_LEAST_SURE = 30.0
_LONGEST = 64 << 20


@dataclass(frozen=True, slots=True)
class OcrLine:
    """One line that was recognised: its words, its box in dots (left, top, right, bottom), its paragraph."""

    words: str
    box: tuple[float, float, float, float]
    paragraph: tuple[str, str]


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


def recognise_words(picture: bytes, ocr: tuple[str, str], seconds: float) -> tuple[OcrLine, ...] | None:
    """The lines that tesseract sees in a picture, None where it fails; the picture never becomes a file or a path."""
    command, languages = ocr
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
    return tuple(_lines(done.stdout[:_LONGEST].decode("utf-8", "replace")))


def _lines(table: str) -> Iterator[OcrLine]:
    """The lines in tesseract's table of words."""
    words: list[Mapping[str, str]] = []
    place: tuple[str, ...] = ()
    for row in csv.DictReader(io.StringIO(table), delimiter="\t", quoting=csv.QUOTE_NONE):
        if row.get("level") != _WORD or not (row.get("text") or "").strip() or float(row["conf"]) < _LEAST_SURE:
            continue
        here = tuple(row[name] for name in ("page_num", "block_num", "par_num", "line_num"))
        if words and here != place:
            yield _line(words)
            words = []
        words.append(row)
        place = here
    if words:
        yield _line(words)


def _line(words: list[Mapping[str, str]]) -> OcrLine:
    lefts = [float(word["left"]) for word in words]
    tops = [float(word["top"]) for word in words]
    rights = [float(word["left"]) + float(word["width"]) for word in words]
    bottoms = [float(word["top"]) + float(word["height"]) for word in words]
    box = (min(lefts), min(tops), max(rights), max(bottoms))
    text = " ".join(word["text"].strip() for word in words)
    return OcrLine(text, box, (f"{words[0]['page_num']}/{words[0]['block_num']}", words[0]["par_num"]))
