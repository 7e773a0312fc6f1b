"""One neutral form of parsed text for all languages: tokens with Universal Dependencies, sentences, names.

Whatever parses a language (spaCy for English, natasha for Russian) is turned into this form first, so that frames,
attribution, status and qualifiers are written once. The labels of `Token.dep` are those of Universal Dependencies
(universaldependencies.org/u/dep): a preposition is a `case` child of its noun, a passive subject is `nsubj:pass`, a
passive agent `obl:agent`, a copula is a `cop` child of the predicate noun or adjective, all conjuncts hang on the
first. One label is added: `neg` for a negating word.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from clew.records import Document
from clew.vocabulary import EntityType

GAP = "gap"
"""The tag of a dash that stands for the verb of the clause before it."""


@dataclass(frozen=True, slots=True)
class Token:
    """One word: `text == document.text[start:end]` save for length-preserving clean-up.

    `lemma` is in lower case, `pos` the universal part of speech, `tag` the parser's finer one, `dep` the universal
    dependency label, `head` the index in the sentence of the word that it hangs on (its own for the root), `morph`
    the universal features ("Case=Acc|Number=Sing").
    """

    text: str
    start: int
    end: int
    lemma: str
    pos: str
    dep: str
    head: int
    tag: str = ""
    morph: str = ""


@dataclass(frozen=True, slots=True)
class NameSpan:
    """A name found in a sentence: tokens `first` to `last` (exclusive), its fullest form in the document, its type.

    `sure` is false where little speaks for the type, so that what the name does may still decide it.
    """

    first: int
    last: int
    name: str
    type: EntityType
    sure: bool = True


@dataclass(frozen=True)
class Sentence:
    """One sentence: `start` and `end` are offsets into the document's text; `paragraph` counts paragraphs from 0."""

    tokens: tuple[Token, ...]
    start: int
    end: int
    language: str = "en"
    paragraph: int = 0

    @cached_property
    def children(self) -> tuple[tuple[int, ...], ...]:
        """For each token, the indexes of the tokens that hang on it, in order."""
        below: list[list[int]] = [[] for _ in self.tokens]
        for index, token in enumerate(self.tokens):
            if token.head != index:
                below[token.head].append(index)
        return tuple(tuple(indexes) for indexes in below)

    @cached_property
    def root(self) -> int:
        """The index of the (first) root."""
        return next((index for index, token in enumerate(self.tokens) if token.head == index), 0)

    def below(self, index: int, *deps: str) -> Iterator[int]:
        """The children of a token that carry one of the labels."""
        tokens = self.tokens
        return iter([child for child in self.children[index] if tokens[child].dep in deps])

    def subtree(self, index: int) -> list[int]:
        """The token and all that hangs on it, in order of the text."""
        found, waiting = {index}, [index]
        while waiting:
            for child in self.children[waiting.pop()]:
                if child not in found:
                    found.add(child)
                    waiting.append(child)
        return sorted(found)

    def ancestors(self, index: int) -> Iterator[int]:
        """The heads above a token, nearest first."""
        seen = {index}
        while (head := self.tokens[index].head) not in seen:
            seen.add(head)
            yield head
            index = head

    def case(self, index: int) -> str:
        """The preposition of a noun in lower case ("according to", "from"), empty where it has none."""
        return " ".join(self.tokens[child].text.lower() for child in self.below(index, "case") if child < index)

    def ending(self, index: int) -> str:
        """The grammatical case of a word where its form shows one ("Gen"), else empty."""
        _, found, rest = self.tokens[index].morph.partition("Case=")
        return rest.partition("|")[0] if found else ""


@dataclass(frozen=True)
class ParsedText:
    """A document with its sentences in order and, sentence by sentence, the names in them."""

    document: Document
    sentences: tuple[Sentence, ...]
    names: tuple[tuple[NameSpan, ...], ...]
