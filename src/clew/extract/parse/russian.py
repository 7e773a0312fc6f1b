"""Russian: natasha's morphology, syntax and names (slovnet), turned into the neutral form; endings mark the slots."""

from collections.abc import Iterable, Iterator, Sequence
from importlib import import_module
from importlib.metadata import PackageNotFoundError, version
from typing import Any

from clew.errors import ModelMissing
from clew.extract.parse.cleaning import blank, pieces
from clew.extract.parse.english import Entity, Parsed
from clew.extract.sentence import Sentence, Token
from clew.records import Document

PACKAGE = "natasha"
_LONGEST = 200
"""Words that are parsed at once: the cost of a tree grows with the square of its length."""
_QUOTES = str.maketrans({"«": '"', "»": '"', "“": '"', "”": '"', "„": '"'})
_LABELS = {"ORG": "ORG", "PER": "PERSON", "LOC": "LOC"}
_NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "DET", "NUM"})
_NEGATION = frozenset({"не", "ни"})


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

    def parse(self, documents: Iterable[Document]) -> Iterator[tuple[Document, Parsed]]:
        """The documents in order with their sentences; the sentences of a document are tagged together."""
        for document in documents:
            yield document, self._parsed(document)

    def _parsed(self, document: Document) -> Parsed:
        text = blank(document.text)
        cut = list(self._sentences(text, document))
        words = [[text[start:end] for start, end in offsets] for offsets, _, _ in cut]
        sentences, entities = [], []
        tagged = zip(cut, words, self._morph.map(words), self._syntax.map(words), strict=True)
        for (offsets, number, spans), _, morph, syntax in tagged:
            sentence = self._sentence(offsets, number, morph, syntax)
            sentences.append(sentence)
            entities.append(tuple(_entities(sentence, spans)))
        return Parsed(tuple(sentences), tuple(entities))

    def _sentences(
        self, text: str, document: Document
    ) -> Iterator[tuple[list[tuple[int, int]], int, list[tuple[int, int, str]]]]:
        """For each sentence the offsets of its words, its paragraph, and the names (start, end, label) around it."""
        for span, number in pieces(document):
            piece = text[span.start : span.end]
            spans = [
                (span.start + s.start, span.start + s.stop, _LABELS.get(s.type, "")) for s in self._names(piece).spans
            ]
            for part in self._razdel.sentenize(piece):
                first = span.start + part.start
                offsets = [(first + t.start, first + t.stop) for t in self._razdel.tokenize(part.text)]
                for begin in range(0, len(offsets), _LONGEST):
                    chunk = offsets[begin : begin + _LONGEST]
                    inside = [s for s in spans if chunk[0][0] <= s[0] and s[1] <= chunk[-1][1]]
                    yield chunk, number, inside

    def _sentence(self, offsets: Sequence[tuple[int, int]], number: int, morph: Any, syntax: Any) -> Sentence:
        tokens = []
        for index, ((start, end), form, tree) in enumerate(zip(offsets, morph.tokens, syntax.tokens, strict=True)):
            head = int(tree.head_id) - 1
            feats = "|".join(f"{key}={value}" for key, value in sorted(form.feats.items()))
            lemma = self._vocabulary.lemmatize(form.text, form.pos, form.feats).lower()
            at = head if 0 <= head < len(offsets) else index
            dep = "root" if at == index else tree.rel
            tag = _tag(form.pos, form.feats)
            text = form.text.translate(_QUOTES)
            tokens.append(Token(text, start, end, lemma, form.pos, dep, at, tag, feats))
        return Sentence(_neutral(tokens), tokens[0].start, tokens[-1].end, "ru", number)


def _tag(pos: str, feats: dict[str, str]) -> str:
    if pos in {"NOUN", "PROPN"}:
        return "NNS" if feats.get("Number") == "Plur" else "NN"
    return "VB" if feats.get("VerbForm") == "Inf" else ""


def _neutral(tokens: Sequence[Token]) -> tuple[Token, ...]:
    """Endings become labels: a bare instrumental is the agent of a passive, a bare dative who receives."""
    cased = {t.head for i, t in enumerate(tokens) if t.dep == "case" and t.head > i}
    changed = []
    for index, token in enumerate(tokens):
        dep, above = token.dep, tokens[token.head]
        bare = index not in cased and token.pos in _NOMINAL
        if token.lemma in _NEGATION and dep in {"advmod", "discourse"}:
            dep = "neg"
        elif dep == "obl" and bare and "Case=Ins" in token.morph and "Voice=Pass" in above.morph:
            dep = "obl:agent"
        elif dep == "obl" and bare and "Case=Dat" in token.morph:
            dep = "iobj"
        elif token.text in {"—", "–"} and dep == "punct" and above.pos in {"NOUN", "PROPN"}:
            subject = any(t.head == token.head and t.dep == "nsubj" and i < index for i, t in enumerate(tokens))
            dep = "cop" if subject and index < token.head else dep
        changed.append(dep)
    return tuple(
        token if dep == token.dep else _relabelled(token, dep) for token, dep in zip(tokens, changed, strict=True)
    )


def _relabelled(token: Token, dep: str) -> Token:
    return Token(token.text, token.start, token.end, token.lemma, token.pos, dep, token.head, token.tag, token.morph)


def _entities(sentence: Sentence, spans: Sequence[tuple[int, int, str]]) -> Iterator[Entity]:
    for start, end, label in spans:
        inside = [i for i, token in enumerate(sentence.tokens) if start <= token.start and token.end <= end]
        if inside and label:
            yield Entity(inside[0], inside[-1] + 1, label)
