"""Russian: natasha's morphology, syntax and names (slovnet), turned into the neutral form; endings mark the slots."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cached_property
from importlib import import_module
from importlib.metadata import PackageNotFoundError, version
from typing import Any

from clew.errors import ModelMissing
from clew.extract.grammar import load_grammar
from clew.extract.parse.cleaning import blank, pieces
from clew.extract.parse.english import Entity, Parsed
from clew.extract.parse.russian_clauses import STOOD_IN as _STOOD_IN
from clew.extract.parse.russian_mending import mended
from clew.extract.sentence import Sentence, Token
from clew.records import Document

PACKAGE = "natasha"
_LONGEST = 200
"""Words that are parsed at once: the cost of a tree grows with the square of its length."""
_QUOTES = str.maketrans({"«": '"', "»": '"', "“": '"', "”": '"', "„": '"'})
_LABELS = {"ORG": "ORG", "PER": "PERSON", "LOC": "LOC"}
_NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "DET", "NUM"})
_COUNTED = frozenset({"nummod:gov", "nummod:entity"})
"""A number that rules the case of what it counts, or stands beside a name: "шесть станков"."""
_NEGATION = frozenset({"не", "ни"})
_POSSESSIVE = frozenset({"он", "она", "они", "оно", "его", "её", "ее", "их", "свой"})
_LATIN = re.compile(r"[A-Za-z][A-Za-z0-9&.'’/-]*")
_FORM = re.compile(r"[А-ЯЁ]{2,5}")
_STAND_IN = "Минобороны"
"""A noun that does not decline, put in the place of names that do not either, so that the parser reads their slot."""
_LONGEST_NAME = 8
_DASHES = frozenset({"—", "–", "-"})
_NAMES_OF = ("Name", "Surn", "Patr", "Geox", "Orgn", "Trad", "Abbr")
"""Marks of names in the dictionary of pymorphy2."""
_SHADING = load_grammar("ru")["shading"]
_INFINITIVE = ("ть", "ться", "ти", "чь")
_OWNED = load_grammar("ru")["owned"]
_FIRMS = load_grammar("ru")["firms"]


def model_version() -> str:
    """The version of the installed models, without loading them; "none" where they are not installed."""
    try:
        return f"{PACKAGE} {version(PACKAGE)}, slovnet {version('slovnet')}"
    except PackageNotFoundError:
        return "none"


class RussianParser:
    """Holds the loaded models; `parse` is a pure function of its input."""

    def __init__(self) -> None:
        try:
            natasha, self._razdel = import_module(PACKAGE), import_module("razdel")
        except ModuleNotFoundError as missing:
            raise ModelMissing(PACKAGE, "Russian") from missing
        embedding = natasha.NewsEmbedding()
        self._morph: Any = natasha.NewsMorphTagger(embedding)
        self._syntax: Any = natasha.NewsSyntaxParser(embedding)
        self._names: Any = natasha.NewsNERTagger(embedding)
        self._vocabulary: Any = natasha.MorphVocab()

    @cached_property
    def dictionary(self) -> Any:
        """All Russian words and their forms (pymorphy2), of which natasha's own vocabulary is a view."""
        return import_module("pymorphy2").MorphAnalyzer()

    def parse(self, documents: Iterable[Document]) -> Iterator[tuple[Document, Parsed]]:
        """The documents in order with their sentences; the sentences of a document are tagged together."""
        for document in documents:
            yield document, self._parsed(document)

    def _parsed(self, document: Document) -> Parsed:
        text = blank(document.text)
        cut = list(self._sentences(text, document))
        units = [_units([text[start:end] for start, end in offsets]) for offsets, _, _ in cut]
        words = [[word for _, _, word in each] for each in units]
        sentences, entities = [], []
        for (offsets, number, spans), unit, morph, syntax in zip(
            cut, units, self._morph.map(words), self._syntax.map(words), strict=True
        ):
            texts = [text[start:end] for start, end in offsets]
            sentence = self._sentence(offsets, number, texts, unit, (morph.tokens, syntax.tokens), spans)
            sentences.append(sentence)
            entities.append(tuple(_entities(sentence, spans)))
        return Parsed(tuple(sentences), tuple(entities))

    def _sentences(
        self, text: str, document: Document
    ) -> Iterator[tuple[list[tuple[int, int]], int, list[tuple[int, int, str]]]]:
        """For each sentence the offsets of its words, its paragraph, and the names (start, end, label) around it."""
        for span, number in pieces(document):
            piece = text[span.start : span.end]
            if not piece.strip():
                continue
            spans = [
                (span.start + s.start, span.start + s.stop, _LABELS.get(s.type, "")) for s in self._names(piece).spans
            ]
            for part in self._razdel.sentenize(piece):
                first = span.start + part.start
                words = [(first + t.start, first + t.stop) for t in self._razdel.tokenize(part.text)]
                offsets = _codes_whole(text, words)
                for begin in range(0, len(offsets), _LONGEST):
                    chunk = offsets[begin : begin + _LONGEST]
                    inside = [s for s in spans if chunk[0][0] <= s[0] and s[1] <= chunk[-1][1]]
                    yield chunk, number, inside

    def _sentence(
        self,
        offsets: Sequence[tuple[int, int]],
        number: int,
        texts: Sequence[str],
        units: Sequence[tuple[int, int, str]],
        parsed: tuple[Any, Any],
        spans: Sequence[tuple[int, int, str]],
    ) -> Sentence:
        """The tokens of one sentence; the words of a stood-in name hang on its first."""
        heads = [_first_word(texts, first, last) for first, last, _ in units]
        tokens: list[Token] = []
        for unit, ((first, last, _), form, tree) in enumerate(zip(units, *parsed, strict=True)):
            above = int(tree.head_id) - 1
            at = heads[above] if 0 <= above < len(units) else heads[unit]
            feats = "|".join(f"{key}={value}" for key, value in sorted(form.feats.items()))
            for index in range(first, last):
                (start, end), text = offsets[index], texts[index].translate(_QUOTES)
                if index != heads[unit]:
                    pos = "PUNCT" if text in {'"', "."} else "PROPN"
                    tokens.append(Token(text, start, end, text.lower(), pos, "flat:name", heads[unit], "NN"))
                    continue
                lemma = text.lower()
                if form.text == texts[index]:
                    lemma = self._lemma(form)
                pos, common = form.pos, unit == 0 and form.pos == "PROPN"
                if common and (_named_behind(units, unit) or self._is_common(texts[index])):
                    pos, lemma = "NOUN", self._noun_lemma(texts[index], lemma)
                dep = "root" if at == index else tree.rel
                tag = _tag(form.pos, form.feats) if form.text == texts[index] else _STOOD_IN + "NN"
                tokens.append(Token(text, start, end, lemma, pos, dep, at, tag, feats))
        return Sentence(_neutral(mended(tokens), spans), tokens[0].start, tokens[-1].end, "ru", number)

    def _is_common(self, text: str) -> bool:
        """Whether a capitalised first word is a plain noun of the dictionary: "Поставку", not "Москву"."""
        if not text[1:].islower():
            return False
        tags = [str(each.tag) for each in self._vocabulary.parse(text.lower()) if each.is_known]
        named = any(mark in tag for tag in tags for mark in _NAMES_OF)
        return not named and any(tag.startswith("NOUN") for tag in tags)

    def _noun_lemma(self, text: str, lemma: str) -> str:
        if (first := self._first_part(text)) is not None:
            return first
        parsed = self._vocabulary.parse(text.lower())
        return next((str(each.normal_form) for each in parsed if str(each.tag.POS) == "NOUN"), lemma)

    def _lemma(self, form: Any) -> str:
        """The lemma of a word in lower case; of a joined word ("дроны-камикадзе") that of its first part."""
        if form.pos in {"NOUN", "ADJ"} and (first := self._first_part(form.text)) is not None:
            return first
        lemma = str(self._vocabulary.lemmatize(form.text, form.pos, form.feats)).lower()
        if form.pos == "NOUN" and lemma.endswith(_INFINITIVE) and not form.text.lower().endswith(_INFINITIVE):
            return self._nominative(form.text) or lemma
        return lemma

    def _nominative(self, text: str) -> str:
        """The dictionary form of a participle that stands as a noun: "обвиняемого" is of "обвиняемый"."""
        for each in self._vocabulary.parse(text.lower()):
            formed = each.inflect({"Nom", "Sing", "Masc"}) if "PRTF" in str(each.tag) else None
            if formed is not None and "actv" not in str(each.tag):
                return str(formed.word)
        return ""

    def _first_part(self, text: str) -> str | None:
        """The lemma of the noun that a joined word begins with; None where the word is not joined so."""
        first, joined, _ = text.partition("-")
        if not joined or not first.isalpha() or first.lower() in _SHADING or len(first) <= 2:
            return None
        parsed = self._vocabulary.parse(first.lower())
        noun = next((each for each in parsed if str(each.tag.POS) == "NOUN"), None)
        if noun is None or not (text.islower() or text[1:].islower()):
            return None
        return str(noun.normal_form)


def _codes_whole(text: str, words: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Letters and digits that touch are one word: "J7", "Су35"."""
    whole: list[tuple[int, int]] = []
    for start, end in words:
        if whole and whole[-1][1] == start and text[start:end].isdigit() and text[slice(*whole[-1])].isalpha():
            whole[-1] = (whole[-1][0], end)
        else:
            whole.append((start, end))
    return whole


def _units(words: Sequence[str]) -> list[tuple[int, int, str]]:
    """What the parser gets as one word each: first and last token (exclusive); whole names in place of their words."""
    units: list[tuple[int, int, str]] = []
    index = 0
    while index < len(words):
        last = _name_end(words, index)
        units.append((index, last, _STAND_IN) if last > index else (index, index + 1, words[index]))
        index = max(last, index + 1)
    return units


def _name_end(words: Sequence[str], index: int) -> int:
    """Where a name ends that begins here in Latin letters or quotation marks; `index` itself where none does."""
    last = index
    while last < len(words) and (
        _LATIN.fullmatch(words[last]) or (last > index and words[last] in {"&", "-"} and last + 1 < len(words))
    ):
        last += 1
    while last > index and words[last - 1] in {"&", "-"}:
        last -= 1
    if last > index:
        return last
    opened = index
    while opened < len(words) and opened - index < 2 and _FORM.fullmatch(words[opened]):
        opened += 1
    if opened + 2 < len(words) and words[opened] in {"«", '"', "“", "„"} and words[opened + 1][:1].isupper():
        for close in range(opened + 2, min(opened + _LONGEST_NAME, len(words))):
            if words[close] in {"»", '"', "”", "“"}:
                return index if _is_speech(words, opened, close) else close + 1
    return index


def _is_speech(words: Sequence[str], opened: int, close: int) -> bool:
    """Whether what stands in quotation marks is said by somebody: "«...», — заявил"."""
    after = words[close + 1 : close + 3]
    dashed = bool(after) and (after[0] in _DASHES or (after[0] == "," and after[-1] in _DASHES))
    plain = sum(word.islower() for word in words[opened + 1 : close])
    return words[close - 1] in {".", "!", "?", ","} or (dashed and plain >= 2)


def _named_behind(units: Sequence[tuple[int, int, str]], unit: int) -> bool:
    """Whether a whole name follows: the capital of the word before it is only that of the sentence."""
    return unit + 1 < len(units) and units[unit + 1][2] == _STAND_IN and units[unit][2] != _STAND_IN


def _first_word(texts: Sequence[str], first: int, last: int) -> int:
    return next((i for i in range(first, last) if texts[i][:1].isalnum()), first)


def _tag(pos: str, feats: dict[str, str]) -> str:
    if pos in {"NOUN", "PROPN"}:
        return "NNS" if feats.get("Number") == "Plur" else "NN"
    return "VB" if feats.get("VerbForm") == "Inf" else ""


def _neutral(tokens: Sequence[Token], spans: Sequence[tuple[int, int, str]]) -> tuple[Token, ...]:
    """Endings become labels: a bare instrumental is the agent of a passive, a bare dative who receives."""
    cased = {t.head for i, t in enumerate(tokens) if t.dep == "case" and t.head > i}
    passive = {t.head for t in tokens if t.dep == "nsubj:pass"}
    subjects = {t.head: i for i, t in reversed(list(enumerate(tokens))) if t.dep == "nsubj"}
    named = {start: end for start, end, label in spans if label == "PERSON"}
    given = _given(tokens)
    dashes = _dashes(tokens, subjects)
    changed: list[Token] = []
    for index, word in enumerate(tokens):
        token, dep, lemma = word, word.dep, word.lemma
        bare = index not in cased and token.pos in _NOMINAL
        acted = token.head in passive or "Voice=Pass" in tokens[token.head].morph
        if lemma in _NEGATION and dep in {"advmod", "discourse"}:
            dep = "neg"
        elif dep in _COUNTED:
            dep = "nummod"
        elif dep == "obl" and bare and "Case=Ins" in token.morph and acted:
            dep = "obl:agent"
        elif dep == "obl" and bare and "Case=Dat" in token.morph:
            dep = "iobj"
        elif dep in {"det", "nmod"} and token.pos in {"PRON", "DET"} and lemma in _POSSESSIVE:
            dep = "nmod:poss"
        elif index in given:
            dep = "iobj"
        elif _STOOD_IN in token.tag and (noun := _noun_before(tokens, index)) is not None:
            above = tokens[noun]
            owned = _is_owned(above, token)
            if owned and dep in {"nmod", "appos"}:
                token = replace(token, head=noun, morph=_genitive(token.morph))
                dep = "nmod"
            elif not owned and (dep == "nmod" or (dep in {"obj", "iobj", "obl"} and above.dep == dep)):
                token = replace(token, head=noun)
                dep = "appos"
        elif dep == "appos" and token.head < index and named.get(tokens[token.head].start, -1) >= token.end:
            dep = "flat:name"
        elif dashes.get(index) is not None:
            dep = "cop"
            token = replace(token, head=dashes[index])
        if index in passive and lemma.endswith("ться"):
            lemma = lemma.removesuffix("ся")
        tag = token.tag.removeprefix(_STOOD_IN)
        changed.append(replace(token, dep=dep, lemma=lemma, tag=tag))
    return tuple(_beside_nouns(changed))


def _dashes(tokens: Sequence[Token], subjects: dict[int, int]) -> dict[int, int]:
    """The dash that stands for "is" with the noun that it makes a predicate: "Получатель — завод"."""
    found: dict[int, int] = {}
    for noun, subject in subjects.items():
        if tokens[noun].pos not in {"NOUN", "PROPN"} or not subject < noun:
            continue
        dash = next((i for i in range(noun - 1, subject, -1) if tokens[i].text in {"—", "–", "-"}), None)
        if dash is not None and tokens[dash].dep == "punct":
            found[dash] = noun
    return found


def _beside_nouns(tokens: Sequence[Token]) -> list[Token]:
    """What is coordinated with a name beside a noun is coordinated with the noun: "завод «Маяк» и Tarvel"."""
    named = {i: t.head for i, t in enumerate(tokens) if t.dep == "appos" and t.head < i and _near(tokens, t.head, i)}
    return [replace(t, head=named[t.head]) if t.dep == "conj" and t.head in named else t for t in tokens]


def _near(tokens: Sequence[Token], noun: int, name: int) -> bool:
    return tokens[noun].pos == "NOUN" and all(t.text == '"' for t in tokens[noun + 1 : name])


def _given(tokens: Sequence[Token]) -> set[int]:
    """Names that do not decline and stand beside another object: who gets it ("поставило АО «Маяк» двигатели")."""
    objects: dict[int, list[int]] = {}
    for index, token in enumerate(tokens):
        if token.dep == "obj":
            objects.setdefault(token.head, []).append(index)
    return {i for found in objects.values() if len(found) == 2 for i in found[:1] if _STOOD_IN in tokens[i].tag}


def _is_owned(noun: Token, name: Token) -> bool:
    """Whether a name right behind a noun says whose it is: "директор «Маяка»", not "дрон «Стриж»"."""
    if noun.lemma in _FIRMS:
        return "Number=Plur" in noun.morph and "Case=Nom" not in noun.morph
    if any(character.isdigit() for character in name.text):
        return noun.lemma in _OWNED
    return "Animacy=Anim" in noun.morph or noun.lemma in _OWNED


def _noun_before(tokens: Sequence[Token], index: int) -> int | None:
    """The noun right before a name, a quotation mark between them or none: "завод «Маяк»"."""
    before = index - 1
    while before >= 0 and tokens[before].text == '"':
        before -= 1
    if before < 0 or _STOOD_IN in tokens[before].tag or tokens[before].dep == "flat:name":
        return None
    return before if tokens[before].pos == "NOUN" else None


def _genitive(morph: str) -> str:
    return "|".join(["Case=Gen", *(part for part in morph.split("|") if part and not part.startswith("Case="))])


def _entities(sentence: Sentence, spans: Sequence[tuple[int, int, str]]) -> Iterator[Entity]:
    for start, end, label in spans:
        inside = [i for i, token in enumerate(sentence.tokens) if start <= token.start and token.end <= end]
        if inside and label:
            yield Entity(inside[0], inside[-1] + 1, label)
