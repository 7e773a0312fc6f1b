"""Words of saying set between commas or at an end (", X says," ", added X."), found by word order."""

from collections.abc import Iterator

from clew.extract.parties import Scene
from clew.extract.sentence import Sentence
from clew.extract.source_words import SourceWords
from clew.vocabulary import SourceKind

_NOMINAL = frozenset({"NOUN", "PROPN", "PRON"})
_STOPS = frozenset({",", ".", ";", ":", '"', "?", "!", "'"})
_LONGEST = 8
_TAILS = frozenset({"ADP", "ADV", "PART"})
_TIMES = frozenset({"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "yesterday", "this"})
_OBJECTS = frozenset({"him", "her", "it", "them", "me", "us", "itself", "himself", "herself", "themselves"})
_LEADING = frozenset({"as", "so"})


def insertions(scene: Scene, words: SourceWords, known: frozenset[int]) -> Iterator[tuple[int, int, frozenset[int]]]:
    """For each insertion the head of its speaker, its verb, and the tokens covered; `known` verbs are left out."""
    sentence = scene.sentence
    tokens = sentence.tokens
    for verb, token in enumerate(tokens):
        if verb in known or token.pos not in {"VERB", "NOUN"} or token.tag in {"VBG", "VB"}:
            continue
        said = words.says_at(sentence, verb)
        behind = tokens[verb + 1].text.lower() if verb + 1 < len(tokens) and token.pos == "VERB" else ""
        shown = (token.lemma in words.inserted and token.pos == "VERB") or f"{token.lemma} {behind}" in words.inserted
        describes = token.dep == "acl" and behind == "as"  # "a banker known as the patron of X" says nothing
        if describes or not (said or shown):
            continue
        left = _left(sentence, verb), verb
        for first, last in (left, (verb + 1, _right(sentence, verb))):
            head = _head(sentence, first, last, behind=first > verb)
            own = range(min(first, verb), max(last, verb + 1))
            if (first, last) == left and token.pos == "VERB":
                own = range(own.start, _tail(sentence, verb))
            if token.pos == "NOUN" and head != verb - 1:
                continue
            if head is None or not _closed(sentence, own) or (head > verb and tokens[head].text.lower() in _OBJECTS):
                continue
            if said or words.kinds.get(tokens[head].lemma) is SourceKind.DOCUMENT or tokens[head].pos == "PRON":
                yield head, verb, _around(sentence, own)


def _tail(sentence: Sentence, verb: int) -> int:
    """The end of what follows the verb of an insertion: where, when, to whom it is said, but no clause of its own."""
    tokens = sentence.tokens
    at = verb + 1
    while at < len(tokens) and tokens[at].text not in _STOPS:
        opens = tokens[at].pos in _TAILS or tokens[at].tag in {"VBG", "RP"} or tokens[at].text.lower() in _TIMES
        if (at == verb + 1 and not opens) or tokens[at].tag in {"VBD", "VBZ", "VBP", "MD"}:
            return verb + 1
        at += 1
    return at


def _left(sentence: Sentence, verb: int) -> int:
    at = verb
    while at > 0 and verb - at < _LONGEST and sentence.tokens[at - 1].text not in _STOPS:
        at -= 1
    return at


def _right(sentence: Sentence, verb: int) -> int:
    at = verb + 1
    while at < len(sentence.tokens) and at - verb < _LONGEST and sentence.tokens[at].text not in _STOPS:
        at += 1
    return at


def _head(sentence: Sentence, first: int, last: int, *, behind: bool) -> int | None:
    """The head of a short noun phrase that fills the stretch: its last noun before a preposition."""
    found = None
    leading = first < last and sentence.tokens[first].lemma in _LEADING
    for index in range(first, last):
        token = sentence.tokens[index]
        if (behind or leading) and found is not None and token.tag == "VBN":
            break
        if index == first and token.lemma in _LEADING and last - first > 1:
            continue
        if token.pos in {"VERB", "AUX", "SCONJ", "PUNCT"} or token.tag in {"WP", "WDT"}:
            return None
        if token.pos == "ADP":
            break
        if token.pos in _NOMINAL:
            found = index
    return found if first < last and sentence.tokens[first].pos not in {"ADP", "CCONJ"} else None


def _closed(sentence: Sentence, own: range) -> bool:
    """Whether the insertion stands between stops and is not the whole sentence."""
    tokens = sentence.tokens
    before = own.start > 0 and tokens[own.start - 1].text in _STOPS
    after = own.stop >= len(tokens) or tokens[own.stop].text in _STOPS
    return before and after and len(tokens) - len(own) > 3


def _around(sentence: Sentence, own: range) -> frozenset[int]:
    """The tokens between the nearest semicolons, without the insertion."""
    return frozenset(between_semicolons(sentence, own.start, own.stop)) - frozenset(own)


def between_semicolons(sentence: Sentence, start: int, stop: int) -> range:
    """The tokens between the semicolons nearest to a stretch."""
    first = max((i + 1 for i in range(start) if sentence.tokens[i].text == ";"), default=0)
    ends = (i for i in range(stop, len(sentence.tokens)) if sentence.tokens[i].text == ";")
    return range(first, next(ends, len(sentence.tokens)))
