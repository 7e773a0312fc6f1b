"""Find where a document says that it relies on an outlet: credits, datelines, "Reuters reported that", 据路透社报道."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from clew.corroborate.tables import Citing
from clew.names import fold
from clew.records import Claim, Document, Source
from clew.vocabulary import EvidenceKind, SourceKind

LEAD = 700
"""A citation within so many characters of the first prose covers the whole report."""

_WORD = re.compile(r"[^\W_](?:[\w.&'’/-]*[^\W_])?")
_HAN = re.compile(r"[\u3400-\u9fff]")
_BREAK = re.compile(r"(?<=[a-zа-яё0-9)\]»”\"’]{2})[.!?]+[”\"’)]*\s+(?=[A-ZА-ЯЁ“\"«(])|[。！？]|\n")
_BEFORE = 120
_POSSESSIVE = re.compile(r"['’]s$")
_AFTER = 80
_REPUTED = re.compile(r"([\u3400-\u9fff]{2,12})[（(]([A-Za-z][^()（）]{1,40})[)）]")
_ARTICLE = re.compile(r"^the ", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Outlets:
    """The outlets that a case knows: folded name → key, key → the name to show."""

    keys: Mapping[str, str]
    shown: Mapping[str, str]
    resolved: dict[str, str] = field(default_factory=dict, repr=False)

    def key(self, name: str) -> str:
        """The key of an outlet's name."""
        if name not in self.resolved:
            folded = _plain(name)
            self.resolved[name] = self.keys.get(folded, folded)
        return self.resolved[name]


@dataclass(frozen=True, slots=True)
class Citation:
    """One place where a document relies on an outlet; `at` and `to` bound the outlet's name.

    `start` and `end` bound the sentence around it.
    """

    outlet: str
    kind: EvidenceKind
    at: int
    to: int
    start: int
    end: int
    lead: bool


def _plain(name: str) -> str:
    return fold(_ARTICLE.sub("", name))


def is_outlet(source: Source) -> bool:
    """Whether a source is a medium with a name of its own, and not "earlier reports"."""
    if source.kind is not SourceKind.MEDIA:
        return False
    words = _WORD.findall(source.name)
    return bool(words) and not words[-1][0].islower()


def outlets_of(documents: Iterable[Document], claims: Iterable[Claim], citing: Citing) -> Outlets:
    """The outlets of the shipped table, the publishers of documents and the media that claims rest on."""
    keys = {_plain(name): shown for name, shown in citing.outlets.items()}
    shown = {name: name for name in citing.outlets.values()}
    named = [document.publisher for document in documents if document.publisher]
    media = {source.name: source for claim in claims for source in claim.sources if source.kind is SourceKind.MEDIA}
    named += [name for name, source in media.items() if is_outlet(source)]
    latin = [name for name in dict.fromkeys(named) if not _HAN.search(name)]
    _learn(latin, keys, shown)
    for document in documents:
        if _HAN.search(document.text):
            for han, told in _REPUTED.findall(document.text):
                if _plain(told) in keys:
                    keys.setdefault(_plain(han.removeprefix("根据").removeprefix("据")), keys[_plain(told)])
    _learn([name for name in dict.fromkeys(named) if _HAN.search(name)], keys, shown)
    return Outlets(keys, shown)


def _learn(names: Iterable[str], keys: dict[str, str], shown: dict[str, str]) -> None:
    """Take in the names of outlets that are not known yet."""
    for name in names:
        folded = _plain(name)
        if folded and folded not in keys:
            keys[folded] = folded
            shown[folded] = _ARTICLE.sub("", name)


@dataclass(frozen=True, slots=True)
class Spotter:
    """Finds outlets' names in texts; built once for a case."""

    outlets: Outlets
    by_first: Mapping[str, tuple[str, ...]]
    chinese: tuple[str, ...]
    firsts: dict[str, str] = field(default_factory=dict, repr=False)

    def _first(self, word: str) -> str:
        """The first word, folded and without possessive ending, that a word of a text stands for; folded once."""
        if word not in self.firsts:
            self.firsts[word] = fold(_POSSESSIVE.sub("", word)).partition(" ")[0]
        return self.firsts[word]

    def names(self, text: str) -> Iterator[tuple[int, int, str]]:
        """Yield start, end and key of every outlet's name in a text, in no fixed order of scripts."""
        words = list(_WORD.finditer(text))
        for at, match in enumerate(words):
            start = match.start()
            if not text[start].isupper():
                continue
            for name in self.by_first.get(self._first(match.group()), ()):
                size = name.count(" ") + 1
                end = words[min(at + size, len(words)) - 1].end()
                told = _POSSESSIVE.sub("", text[start:end])
                if fold(told) == name:
                    yield start, start + len(told), self.outlets.keys[name]
                    break
        if self.chinese and _HAN.search(text):
            for name in self.chinese:
                at = text.find(name)
                while at >= 0:
                    yield at, at + len(name), self.outlets.keys[name]
                    at = text.find(name, at + len(name))


def spotter(outlets: Outlets) -> Spotter:
    """Prepare the names of outlets for finding, the longest first."""
    by_first: dict[str, list[str]] = {}
    for name in sorted(outlets.keys, key=lambda one: (-len(one), one)):
        by_first.setdefault(name.split(" ")[0], []).append(name)
    chinese = tuple(name for name in outlets.keys if _HAN.search(name))
    return Spotter(outlets, {first: tuple(names) for first, names in by_first.items()}, chinese)


def sentence_around(text: str, start: int, end: int) -> tuple[int, int]:
    """The bounds of the sentence that holds a place."""
    window = max(0, start - 600)
    first = window
    for match in _BREAK.finditer(text, window, start):
        first = match.end()
    after = _BREAK.search(text, end)
    return first, after.start() + 1 if after and after.start() - end < 600 else min(len(text), end + 600)


def prose_start(document: Document) -> int:
    """Where the document's running prose begins."""
    return document.prose[0].start if document.prose else 0


def citations(document: Document, known: Spotter, citing: Citing) -> tuple[Citation, ...]:
    """Every place where a document says that it relies on an outlet, in the order of the text."""
    text = document.text
    found: dict[int, Citation] = {}
    limit = prose_start(document) + LEAD
    for start, end, key in known.names(text):
        first, last = sentence_around(text, start, end)
        kind = _kind(text, start, end, first, citing)
        if kind is not None:
            found[start] = Citation(
                key, kind, start, end, first, last, lead=start <= limit or kind is EvidenceKind.CREDIT
            )
    return tuple(found[at] for at in sorted(found))


def _kind(text: str, start: int, end: int, first: int, citing: Citing) -> EvidenceKind | None:
    """In which way the words around an outlet's name rely on it, None where they do not."""
    name = re.escape(text[start:end])
    opening = text.rfind("\n", 0, start) + 1
    opening = max(opening, start - _BEFORE)
    line = text[opening : end + _AFTER].split("\n", maxsplit=1)[0]
    at = start - opening
    for pattern in citing.credits:
        told = pattern.replace("{outlet}", name)
        for match in re.finditer(told, line):
            if match.start() <= at < match.end():
                return EvidenceKind.CREDIT
    before = text[max(first, start - _BEFORE) : start]
    after = text[end : end + _AFTER]
    if citing.before.search(before) or citing.after.match(after):
        return EvidenceKind.CITATION
    return None


def speaks_of_itself(document: Document, citing: Citing) -> tuple[int, int] | None:
    """Where a document speaks of its own reporting ("a clerk told the Gazette"), None where it does not."""
    short = re.escape((document.publisher or "").split(" ")[-1]) or r"\0"
    for pattern in citing.own:
        match = re.search(pattern.replace("{short}", short), document.text)
        if match:
            return match.span()
    return None


def is_a_record(document: Document, citing: Citing) -> bool:
    """Whether a document is itself a record: a table, an invoice, a letter, a notice of an authority."""
    if document.media_type in citing.record_types:
        return True
    start = prose_start(document)
    return citing.records.match(document.text[start : start + 600]) is not None


def rests_on(claim: Claim, outlets: Outlets) -> str | None:
    """The key of the outlet that a claim rests on first, None where it names none."""
    return next((outlets.key(source.name) for source in claim.sources if is_outlet(source)), None)
