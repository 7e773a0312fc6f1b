"""Reads annotated passages: each sentence with what it states, between which parties, in which of its words."""

import re
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from clew.ledger import sha256
from clew.records import Document, Span
from clew.vocabulary import Predicate

_PARAGRAPH = 4
"""Sentences of a paragraph."""


@dataclass(frozen=True, slots=True)
class Party:
    """A party by its fullest name.

    `words` stand for it in the sentence: None where the name itself does, "-" where nothing does.
    """

    name: str
    words: str | None


@dataclass(frozen=True, slots=True)
class Stated:
    """One claim of a sentence that starts at letter `start` of its passage and ends at `end`, and whom it rests on."""

    start: int
    end: int
    predicate: Predicate
    subject: Party
    object: Party
    sources: tuple[Party, ...] = ()


@dataclass(frozen=True, slots=True)
class Passage:
    """A passage by name, with its text and what it states."""

    name: str
    text: str
    stated: tuple[Stated, ...]


_Claim = tuple[Predicate, Party, Party, tuple[Party, ...]]


class BadPassage(ValueError):
    """A line of a file of passages that cannot be read."""

    def __init__(self, path: Path, number: int, found: str) -> None:
        super().__init__(
            f"{path.name}, line {number}: expected '## style', 'S: sentence' or "
            f"'= predicate | subject | object @ sources', found {found!r}; mend the line (training/README.md, 'Form')"
        )


HELD = 12
"""One passage in so many is held back, to fit confidence on, and so are all of the files that are named so:"""
HELD_FILES = "held-"


def is_held(name: str) -> bool:
    """Whether a passage is held back from the fitting of the linker."""
    return name.startswith(HELD_FILES) or zlib.crc32(name.encode()) % HELD == 0


def read_passages(path: Path) -> Iterator[Passage]:
    """The passages of a file (form: training/README.md). Raises `BadPassage`."""
    sentences: list[tuple[str, list[_Claim]]] = []
    count = 0
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if line.startswith("##"):
            if sentences:
                yield _passage(f"{path.stem}-{count:03}", sentences)
                count += 1
            sentences = []
        elif line.startswith("S:"):
            sentences.append((line[2:].strip(), []))
        elif line.startswith("="):
            claim, _, cited = line[1:].partition(" @ ")
            parts = [part.strip() for part in claim.split("|")]
            if len(parts) != 3 or parts[0] not in set(Predicate) or not sentences:
                raise BadPassage(path, number, line)
            sources = tuple(_party(part.strip()) for part in cited.split("|") if part.strip())
            sentences[-1][1].append((Predicate(parts[0]), _party(parts[1]), _party(parts[2]), sources))
        elif line.strip():
            raise BadPassage(path, number, line)
    if sentences:
        yield _passage(f"{path.stem}-{count:03}", sentences)


def _party(told: str) -> Party:
    name, bracket, rest = told.partition("[")
    if not bracket or not rest.endswith("]"):
        return Party(told, None)
    return Party(name.strip(), rest[:-1].strip())


def _passage(name: str, sentences: Sequence[tuple[str, Sequence[_Claim]]]) -> Passage:
    text = ""
    stated: list[Stated] = []
    for number, (words, claims) in enumerate(sentences):
        if text:
            text += " " if number % _PARAGRAPH else "\n\n"
        start = len(text)
        text += words
        stated += [Stated(start, len(text), *claim) for claim in claims]
    return Passage(name, text + "\n", tuple(stated))


def as_document(passage: Passage) -> Document:
    """The passage as a document that the extractor takes."""
    whole = (Span(0, len(passage.text)),)
    language = language_of(passage)
    return Document(sha256(passage.text.encode()), passage.name, "text/plain", language, passage.text, whole)


def language_of(passage: Passage) -> str:
    """The language of a passage, by the script of most of its letters: "en", "ru" or "zh"."""
    scripts = {"en": r"[A-Za-z]", "ru": r"[\u0400-\u04ff]", "zh": r"[\u4e00-\u9fff]"}
    return max(scripts, key=lambda language: len(re.findall(scripts[language], passage.text)))
