"""The tree set right around names that the parser did not know for names, once they are found."""

from collections.abc import Sequence
from dataclasses import replace

from clew.extract.names.register import head_of
from clew.extract.sentence import NameSpan, ParsedText, Sentence, Token

_STRAY = frozenset({"advmod", "dep", "punct", "intj", "discourse", "mark"})
_SUBJECTS = ("nsubj", "nsubj:pass", "csubj", "expl")


def laid_over(text: ParsedText) -> ParsedText:
    """The text with English names that hang on a verb as adverbs or stops made its subject or a noun's apposition."""
    return replace(text, sentences=tuple(_mended(s, n) for s, n in zip(text.sentences, text.names, strict=True)))


def _mended(sentence: Sentence, spans: Sequence[NameSpan]) -> Sentence:
    if sentence.language != "en":
        return sentence
    changed: dict[int, Token] = {}
    for span in spans:
        head = head_of(sentence, span.first, span.last)
        token = sentence.tokens[head]
        if token.dep not in _STRAY or token.head == head:
            continue
        noun = _noun_before(sentence, span)
        if noun is not None:
            changed[head] = replace(token, dep="appos", head=noun, pos="PROPN")
        elif head < token.head and _lacks_subject(sentence, token.head):
            passive = any(True for _ in sentence.below(token.head, "aux:pass"))
            changed[head] = replace(token, dep="nsubj:pass" if passive else "nsubj", pos="PROPN")
    if not changed:
        return sentence
    return replace(sentence, tokens=tuple(changed.get(i, token) for i, token in enumerate(sentence.tokens)))


def _noun_before(sentence: Sentence, span: NameSpan) -> int | None:
    """The common noun before the comma before a name: "a firm of the islands, | Corlan Shipping Ltd."."""
    comma = span.first - 1
    if comma < 1 or sentence.tokens[comma].text != "," or sentence.tokens[comma - 1].pos != "NOUN":
        return None
    return comma - 1


def _lacks_subject(sentence: Sentence, verb: int) -> bool:
    return sentence.tokens[verb].pos == "VERB" and not any(True for _ in sentence.below(verb, *_SUBJECTS))
