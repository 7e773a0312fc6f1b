"""Which words of each sentence stand in quotation marks, and which sentences are direct speech."""

from collections.abc import Iterator
from dataclasses import dataclass

from clew.extract.sentence import ParsedText, Sentence

_OPENING, _CLOSING, _STRAIGHT, _LOW = "«“", "»”", '"', "„"
_SHARE = 0.7
"""The share of a sentence's words that stand in quotation marks where the sentence is direct speech."""


@dataclass(frozen=True, slots=True)
class Quoted:
    """The tokens of a sentence in quotation marks, and whether it begins inside what an earlier sentence opened."""

    tokens: frozenset[int]
    goes_on: bool = False

    def is_speech(self, sentence: Sentence) -> bool:
        """Whether the sentence is direct speech as a whole: nearly all its words, a verb among them."""
        words = [i for i, token in enumerate(sentence.tokens) if token.pos != "PUNCT"]
        inside = [i for i in words if i in self.tokens]
        verbal = any(sentence.tokens[i].pos in {"VERB", "AUX"} for i in inside)
        return verbal and len(inside) >= _SHARE * len(words)


def quotations(text: ParsedText) -> Iterator[Quoted]:
    """What is quoted in each sentence; what is not closed ends with its paragraph.

    Typographic marks may stand inside one another ("«Мы поставляли заводу «Острек»"), straight ones take turns.
    """
    depth, straight, low, paragraph = 0, False, False, -1
    for sentence in text.sentences:
        if sentence.paragraph != paragraph:
            depth, straight, low, paragraph = 0, False, False, sentence.paragraph
        goes_on = bool(depth) or straight or low
        inside = set()
        for index, token in enumerate(sentence.tokens):
            mark = text.document.text[token.start : token.end]
            if mark == _STRAIGHT:
                straight = not straight
            elif mark == _LOW:
                low = True
            elif low and mark in {"“", "”"}:
                low = False
            elif mark and mark in _OPENING:
                depth += 1
            elif mark and mark in _CLOSING:
                depth = max(0, depth - 1)
            elif depth or straight or low:
                inside.add(index)
        yield Quoted(frozenset(inside), goes_on)
