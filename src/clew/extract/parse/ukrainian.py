"""Ukrainian, read as Russian: each word is put into Russian, and what is found is led back to the document's own words.

The two languages build their sentences alike, so that a Russian parser reads a Ukrainian sentence whose words it
knows. Words come from a reviewed table (`ukrainian.yaml`) or, where they differ in letters and endings only, from rules
of spelling tried against a dictionary of Russian; names are spelt in Russian letters. No claim holds a Russian word:
names, quotes, goods and sources are taken from the document at the place of their translation.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import islice, product
from typing import Any

from clew.extract.parse.ukrainian_forms import Marks, table_forms
from clew.records import Claim, Document, Extraction, Mention, Quote, Source, Span

_WORD = re.compile(r"[А-Яа-яЁёІіЇїЄєҐґ]+(?:['’ʼ][А-Яа-яЁёІіЇїЄєҐґ]+)*")
_MOST_SPELLINGS = 300
_INSTRUMENTAL = ("ою", "ею", "єю", "ом", "ем", "єм", "им", "їм", "ими", "їми", "ами", "ями", "ям")
_CASES: Mapping[str, tuple[str, ...]] = {
    **dict.fromkeys(("від", "для", "щодо", "без", "після", "біля", "проти", "серед", "крім", "окрім"), ("gent",)),
    **dict.fromkeys(("про", "через"), ("accs", "nomn")),
    **dict.fromkeys(("в", "у", "на"), ("accs", "loct", "nomn")),
    **dict.fromkeys(("під", "над", "між", "перед", "за"), ("ablt", "accs")),
}
_ACCOUNTS: Mapping[str, str] = {
    "даними": "данным",
    "словами": "словам",
    "інформацією": "информации",
    "версією": "версии",
    "оцінками": "оценкам",
    "оцінкою": "оценке",
    "відомостями": "сведениям",
    "підрахунками": "подсчётам",
    "повідомленням": "сообщению",
    "повідомленнями": "сообщениям",
}
_PAIRS: Mapping[tuple[str, str], tuple[str, str]] = {
    ("за", "допомогою"): ("с", "помощью"),
    ("з", "метою"): ("с", "целью"),
    ("з", "посиланням"): ("со", "ссылкой"),
    ("із", "посиланням"): ("со", "ссылкой"),
    ("у", "відповідь"): ("в", "ответ"),
    ("тому", "числі"): ("том", "числе"),
    ("за", "посередництва"): ("при", "посредничестве"),
    ("так", "само"): ("так", "же"),
}
_ALL_CASES = frozenset({"nomn", "gent", "datv", "accs", "ablt", "loct"})
_GENDERED = frozenset({"masc", "femn", "neut"})
_UNTIL = frozenset({"кінця", "початку", "сих", "війни", "вторгнення"})
_ENDINGS: Sequence[tuple[str, str]] = (
    ("уванням", "ованием"),
    ("ування", "ование"),
    ("ується", "уется"),
    ("ується", "уется"),
    ("ються", "ются"),
    ("ається", "ается"),
    ("ється", "ется"),
    ("тися", "ться"),
    ("лися", "лись"),
    ("лася", "лась"),
    ("лося", "лось"),
    ("ував", "овал"),
    ("увал", "овал"),
    ("увати", "овать"),
    ("овано", "овали"),
    ("ських", "ских"),
    ("істю", "остью"),
    ("ість", "ость"),
    ("ості", "ости"),
    ("ською", "ской"),
    ("ська", "ская"),
    ("ську", "скую"),
    ("ське", "ское"),
    ("ські", "ские"),
    ("ський", "ский"),
    ("ської", "ской"),
    ("ській", "ской"),
    ("вся", "лся"),
    ("нню", "нию"),
    ("ння", "ние"),
    ("нні", "нии"),
    ("нням", "нием"),
    ("єю", "ей"),
    ("ією", "ией"),
    ("ють", "ют"),
    ("ати", "ать"),
    ("ити", "ить"),
    ("ять", "ят"),
    ("ать", "ат"),
    ("ить", "ит"),
    ("ти", "ть"),
    ("ує", "ует"),
    ("ає", "ает"),
    ("яє", "яет"),
    ("ець", "ец"),
    ("ії", "ии"),
    ("ії", "ия"),
    ("ію", "ию"),
    ("ія", "ия"),
    ("ів", "ов"),
    ("ів", "ев"),
    ("їв", "ев"),
    ("ові", "у"),
    ("еві", "ю"),
    ("ої", "ой"),
    ("ою", "ой"),
    ("ею", "ей"),
    ("ій", "ой"),
    ("ій", "ий"),
    ("ий", "ый"),
    ("ий", "ий"),
    ("ому", "ому"),
    ("ому", "ом"),
    ("их", "ых"),
    ("их", "их"),
    ("им", "ым"),
    ("им", "им"),
    ("ими", "ыми"),
    ("ими", "ими"),
    ("в", "л"),
    ("і", "и"),
    ("і", "ые"),
    ("і", "ие"),
    ("і", "е"),
    ("і", "ы"),
    ("и", "ы"),
    ("и", "и"),
    ("", ""),
    ("е", "ое"),
    ("а", "ая"),
    ("у", "ую"),
    ("ю", "юю"),
    ("я", "яя"),
)
"""Endings with the Russian endings that they may stand for, tried in this order."""
_LETTERS: Mapping[str, tuple[str, ...]] = {
    "і": ("и", "о", "е", "ы"),
    "ї": ("и",),
    "є": ("е",),
    "ґ": ("г",),
    "и": ("и", "ы"),
    "'": ("ъ", "", "ь"),
    "ё": ("ё",),
}
_PLAIN = str.maketrans({"і": "и", "ї": "и", "є": "е", "ґ": "г", "'": "", "І": "И", "Ї": "И", "Є": "Е", "Ґ": "Г"})
_STEMS: Sequence[tuple[str, str]] = (
    ("ськ", "ск"),
    ("цьк", "цк"),
    ("ьо", "ё"),
    ("ційн", "ционн"),
    ("сійн", "сионн"),
    ("уюч", "ующ"),
    ("ююч", "юющ"),
    ("аюч", "ающ"),
)
_RELATIVE = {"masc": "который", "femn": "которая", "neut": "которое", "plur": "которые"}
_DOUBLED = "сплмнткфз"


class UkrainianWords:
    """Puts Ukrainian words into Russian; `vocabulary` is the dictionary of the Russian parser."""

    def __init__(self, vocabulary: Any) -> None:
        self._vocabulary = vocabulary
        self._forms = table_forms(vocabulary)
        self._spelt: dict[tuple[str, bool], str] = {}

    def bridge(self, document: Document) -> "Bridge":
        """The document with its words in Russian, and the way back."""
        matches = list(_WORD.finditer(document.text))
        own = [match.group().replace("’", "'").replace("ʼ", "'") for match in matches]
        dated = {
            index
            for index, match in enumerate(matches)
            if document.text[match.end() : match.end() + 3].lstrip()[:1].isdigit()
        }
        ends = [0, *(match.end() for match in matches)]
        gaps = [document.text[end : match.start()] for end, match in zip(ends, matches, strict=False)]
        opening = {index for index, gap in enumerate(gaps) if not index or set(gap) & set(".!?:\n")}
        russian = self._sentence(own, dated, opening)
        parts: list[tuple[int, int, int, int]] = []
        pieces: list[str] = []
        length = at = 0
        for match, word in zip(matches, russian, strict=True):
            between = document.text[at : match.start()]
            pieces += [between, word]
            length += len(between)
            parts.append((length, length + len(word), match.start(), match.end()))
            length += len(word)
            at = match.end()
        pieces.append(document.text[at:])
        return Bridge(document, "".join(pieces), tuple(parts))

    def _sentence(self, words: Sequence[str], dated: Set[int], opening: Set[int]) -> list[str]:
        """The words in Russian; `dated` are those right before a figure, `opening` those that open a sentence."""
        low = [word.lower() for word in words]
        found: list[str] = []
        marks: Marks = frozenset()
        for index, word in enumerate(words):
            proper = word[:1].isupper() and index not in opening
            russian, marks = self._word(low, index, marks, proper=proper)
            found.append(russian)
        for index, word in enumerate(low):
            following = low[index + 1] if index + 1 < len(low) else ""
            if (pair := _PAIRS.get((word, following))) is not None:
                found[index], found[index + 1] = pair
            elif word == "за" and following in _ACCOUNTS:
                found[index], found[index + 1] = "по", _ACCOUNTS[following]
            elif word in {"з", "із", "зі"}:
                found[index] = "с" if following.endswith(_INSTRUMENTAL) else "из"
            elif word == "до" and following not in _UNTIL and following and index not in dated:
                found[index] = "в"
                self._recase(found, index + 1, "gent", "accs")
            elif word == "від" and index in dated:
                found[index] = "с"
            elif word == "що" and index:
                found[index] = self._relative(found[index - 1], found[index + 1 : index + 2]) or found[index]
            elif word == "про":
                found[index] = "о"
                self._recase(found, index + 1, "accs", "loct")
        return [_as_written(word, russian) for word, russian in zip(words, found, strict=True)]

    def _relative(self, noun: str, following: Sequence[str]) -> str | None:
        """The form of "который" for "що" between a noun and a finite verb: "фірму, що купувала"; else None."""
        nouns = [each for each in self._vocabulary.parse(noun) if str(each.tag.POS) == "NOUN"]
        verbs = [each for word in following for each in self._vocabulary.parse(word) if str(each.tag.POS) == "VERB"]
        if not nouns or not verbs:
            return None
        shown = next((mark for mark in _RELATIVE if mark in verbs[0].tag), None)
        own = "plur" if "plur" in nouns[0].tag else str(nouns[0].tag.gender)
        if shown == "plur" and own != "plur":
            return None
        return _RELATIVE.get(shown or own)

    def _recase(self, found: list[str], start: int, old: str, new: str) -> None:
        """Put adjectives and the noun behind a preposition from one case into another."""
        for index in range(start, min(start + 4, len(found))):
            parsed = [each for each in self._vocabulary.parse(found[index]) if old in each.tag]
            if not parsed:
                return
            form = parsed[0].inflect({new})
            found[index] = str(form.word) if form is not None else found[index]
            if str(parsed[0].tag.POS) == "NOUN":
                return

    def _word(self, low: Sequence[str], index: int, before: Marks, *, proper: bool) -> tuple[str, Marks]:
        """A word in Russian with its marks; `before` are those of the word before, `proper` says that it is a name."""
        word = low[index]
        options = [each for each in self._forms.get(word, ()) if not (proper and "verb" in each[1])]
        previous = low[index - 1] if index else ""
        if not options:
            placed = previous in {"в", "у", "на", "при"}
            if (word, placed) not in self._spelt:
                self._spelt[word, placed] = self._by_spelling(word, placed)
            russian = self._spelt[word, placed]
            return russian, self._adjectival(russian)
        wanted = _CASES.get(previous, ())
        if "verb" in before:
            wanted = ("datv", "accs")
        elif before & _GENDERED:
            wanted = tuple(before & _ALL_CASES)
        elif before & _ALL_CASES and not wanted:
            wanted = ("gent",)
        for case in wanted:
            for russian, marks in options:
                if case in marks and "verb" not in marks:
                    return russian, marks
        return options[0]

    def _adjectival(self, russian: str) -> Marks:
        """The marks of an adjective by which the noun behind it is told; none of any other word."""
        parsed = self._vocabulary.parse(russian)[0]
        if str(parsed.tag.POS) not in {"ADJF", "PRTF"}:
            return frozenset()
        return frozenset({str(parsed.tag.case), str(parsed.tag.gender or "masc")})

    def _by_spelling(self, word: str, placed: bool) -> str:
        """The first Russian word of the dictionary that the Ukrainian one may be by letters; else its plain letters."""
        for candidate in islice(_spellings(word, placed), _MOST_SPELLINGS):
            if self._vocabulary.word_is_known(candidate):
                return candidate
        return word.translate(_PLAIN)


def _spellings(word: str, placed: bool) -> Iterator[str]:
    """Russian spellings of a word, the likeliest first; `placed` says that it stands behind "в" or "на"."""
    if not set(word) & set("іїєґ'"):
        yield word
    for most in (1, 12):
        for old, new in _ENDINGS:
            if not word.endswith(old) or len(word) <= len(old):
                continue
            stem = word[: len(word) - len(old)]
            for ukrainian, russian in _STEMS:
                stem = stem.replace(ukrainian, russian)
            ending = "е" if placed and (old, new, most) == ("і", "и", 1) else new
            for letters in islice(product(*(_options(stem, i) for i in range(len(stem)))), most):
                begin = "".join(letters)
                yield begin + ending
                yield from (begin[:i] + begin[i] + begin[i:] + ending for i in _doublings(begin))


def _options(stem: str, index: int) -> tuple[str, ...]:
    letter = stem[index]
    if letter == "е" and index == 0:
        return ("е", "э")
    return _LETTERS.get(letter, (letter,))


def _doublings(stem: str) -> Iterator[int]:
    """Where a foreign word has a double consonant in Russian that Ukrainian writes once: "комісія"."""
    return (i for i in range(1, len(stem)) if stem[i] in _DOUBLED and stem[i - 1] in "аеиоуэ")


def _as_written(word: str, russian: str) -> str:
    if len(word) > 1 and word.isupper():
        return russian.upper()
    return russian[:1].upper() + russian[1:] if word[:1].isupper() else russian


@dataclass(frozen=True)
class Bridge:
    """A Ukrainian document, its text in Russian, and for each word where it begins and ends in both."""

    document: Document
    text: str
    words: tuple[tuple[int, int, int, int], ...]

    @cached_property
    def _begins(self) -> tuple[int, ...]:
        return tuple(begin for begin, _, _, _ in self.words)

    @cached_property
    def russian(self) -> Document:
        """The document as the Russian parser gets it."""
        prose = tuple(Span(self._there(span.start), self._there(span.end)) for span in self.document.prose)
        return replace(self.document, text=self.text, language="ru", prose=prose, places=())

    def _there(self, offset: int) -> int:
        """Where an offset of the document lies in the Russian text."""
        at = bisect_right([own for _, _, own, _ in self.words], offset) - 1
        if at < 0:
            return offset
        begin, end, own, stop = self.words[at]
        if offset < stop:
            return begin if offset == own else end
        return end + offset - stop

    def _here(self, offset: int, *, ends: bool) -> int:
        """Where an offset of the Russian text lies in the document; inside a word at its begin, or where it `ends`."""
        at = bisect_right(self._begins, offset - ends) - 1
        if at < 0:
            return offset
        _, end, own, stop = self.words[at]
        if offset >= end and not (ends and offset == end):
            return stop + offset - end
        return stop if ends else own

    def _written(self, words: str) -> str:
        """The document's own words for a stretch of the Russian text; what does not stand there stays as it is."""
        parts = words.split("; ")
        if len(parts) > 1:
            return "; ".join(map(self._written, parts))
        if not words.strip():
            return words
        pattern = r"\s+".join(map(re.escape, words.split()))
        match = re.search(rf"(?<!\w){pattern}(?!\w)", self.text) or re.search(pattern, self.text)
        if match is None:
            return words
        start, end = self._here(match.start(), ends=False), self._here(match.end(), ends=True)
        return " ".join(self.document.text[start:end].split())

    def back(self, extraction: Extraction) -> Extraction:
        """What was found in the Russian text, in the words of the document and at their places."""
        claims = tuple(map(self._claim, extraction.claims))
        names = tuple(mention for mention in map(self._mention, extraction.names) if mention is not None)
        return Extraction(claims, extraction.problems, names)

    def _claim(self, claim: Claim) -> Claim:
        start, end = self._here(claim.quote.start, ends=False), self._here(claim.quote.end, ends=True)
        return replace(
            claim,
            quote=Quote(claim.quote.document, start, end),
            text=self.document.text[start:end],
            subject=self._mention(claim.subject),
            object=self._mention(claim.object),
            qualifiers={key: self._written(value) for key, value in claim.qualifiers.items()},
            sources=tuple(Source(self._written(source.name), source.kind) for source in claim.sources),
        )

    def _mention(self, mention: Mention | None) -> Mention | None:
        if mention is None:
            return None
        start = None if mention.start is None else self._here(mention.start, ends=False)
        end = None if mention.end is None else self._here(mention.end, ends=True)
        return replace(mention, name=self._written(mention.name), start=start, end=end, latin=None)
