"""Which words of each sentence stand in quotation marks, and which sentences are direct speech."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from clew.extract.sentence import ParsedText, Sentence

_OPENING, _CLOSING, _STRAIGHT, _LOW = "«“", "»”", '"', "„"
_MARKS = frozenset((*_OPENING, *_CLOSING, _STRAIGHT, _LOW))
_SHARE = 0.7
"""The share of a sentence's words that stand in quotation marks where the sentence is direct speech."""
Place = tuple[int, int]
"""A sentence of a paragraph and a token of it."""


@dataclass(frozen=True, slots=True)
class Quoted:
    """The tokens of a sentence in quotation marks; whether it goes on, or closes, what an earlier sentence opened."""

    tokens: frozenset[int]
    goes_on: bool = False
    closes: bool = False

    def is_speech(self, sentence: Sentence) -> bool:
        """Whether the sentence is direct speech as a whole: nearly all its words, a verb among them."""
        words = [i for i, token in enumerate(sentence.tokens) if token.pos != "PUNCT"]
        inside = [i for i in words if i in self.tokens]
        verbal = any(sentence.tokens[i].pos in {"VERB", "AUX"} for i in inside)
        return verbal and len(inside) >= _SHARE * len(words)


def quotations(text: ParsedText) -> Iterator[Quoted]:
    """What is quoted in each sentence: from a mark to the one that closes it in the same paragraph.

    Typographic marks may stand inside one another, where one may close two ("«Мы поставляли заводу «Острек»"); straight
    ones take turns, and one behind a figure stands for inches. A mark that nothing closes opens nothing, but where it
    begins its paragraph, as in speech of several paragraphs.
    """
    for _, together in groupby(text.sentences, key=lambda sentence: sentence.paragraph):
        paragraph = list(together)
        yield from _in_paragraph(paragraph, list(_pairs(paragraph, text.document.text)))


def _in_paragraph(paragraph: Sequence[Sentence], pairs: Sequence[tuple[Place, Place]]) -> Iterator[Quoted]:
    inside: list[set[int]] = [set() for _ in paragraph]
    closing: list[bool] = [False] * len(paragraph)
    for (first, begin), (last, end) in pairs:
        for number in range(first, last + 1):
            start = begin + 1 if number == first else 0
            stop = end if number == last else len(paragraph[number].tokens)
            words = paragraph[number].tokens
            inside[number].update(i for i in range(start, stop) if words[i].text != _STRAIGHT)
        closing[last] = closing[last] or last > first
    going = {number for (first, _), (last, _) in pairs for number in range(first + 1, last + 1)}
    for number, tokens in enumerate(inside):
        yield Quoted(frozenset(tokens), number in going, closing[number])


def _pairs(paragraph: Sequence[Sentence], text: str) -> Iterator[tuple[Place, Place]]:
    """The outermost pairs of marks, in order."""
    open_: list[tuple[Place, str]] = []
    kinds: Counter[str] = Counter()
    closed: Place = (0, 0)
    for number, sentence in enumerate(paragraph):
        for index, token in enumerate(sentence.tokens):
            mark = text[token.start : token.end]
            if mark not in _MARKS or (mark == _STRAIGHT and text[token.start - 1 : token.start].isdigit()):
                continue
            place = (number, index)
            closes = (
                (mark == _STRAIGHT and kinds[_STRAIGHT] > 0)
                or (mark in "“”" and kinds[_LOW] > 0)
                or (mark in _CLOSING and any(kinds[kind] > 0 for kind in _OPENING))
            )
            if not closes and mark not in _CLOSING:
                open_.append((place, mark))
                kinds[mark] += 1
            while closes and open_:
                began, kind = open_.pop()
                kinds[kind] -= 1
                same = kind == mark if mark == _STRAIGHT else kind != _STRAIGHT
                if same:
                    closed = place
                    if not open_:
                        yield began, place
                    break
    if open_ and open_[0][0] < closed:
        yield open_[0][0], closed
    elif open_ and open_[0][0] == (0, 0):
        yield (0, 0), (len(paragraph) - 1, len(paragraph[-1].tokens))
