"""Runs of words in the document: the phrase of a noun, without clauses and asides, and its exact text."""

from collections.abc import Sequence

from clew.extract.sentence import NameSpan, Sentence

_CUT = frozenset({"acl:relcl", "acl", "parataxis", "dep", "advcl", "ccomp"})
_LEADING = frozenset({"the", "a", "an", "its", "their", "his", "her", "these", "those", "this", "that", "such", ","})
_LONGEST = 14


def stretch(sentence: Sentence, head: int) -> tuple[int, int]:
    """Tokens (exclusive end) of the phrase below a word, preposition included, clauses and appositions left out."""
    kept = {head}
    waiting = [head]
    while waiting:
        for child in sentence.children[waiting.pop()]:
            token = sentence.tokens[child]
            if token.dep in _CUT or token.dep == "appos":
                continue
            kept.add(child)
            waiting.append(child)
    first = last = head
    while first - 1 in kept and head - first < _LONGEST:
        first -= 1
    while last + 1 in kept and last - head < _LONGEST:
        last += 1
    while first < head and sentence.tokens[first].pos == "PUNCT":
        first += 1
    while last > head and sentence.tokens[last].pos in {"PUNCT", "CCONJ"}:
        last -= 1
    return first, last + 1


def whole_phrase(sentence: Sentence, head: int, names: Sequence[NameSpan]) -> tuple[int, int]:
    """Tokens of the noun phrase of a head as a list of goods names it: one item, no article."""
    for span in names:
        if span.first <= head < span.last:
            return span.first, span.last
    kept = {head}
    for child in sentence.children[head]:
        token = sentence.tokens[child]
        if token.dep in {"amod", "compound", "nmod:poss"} and child < head:
            kept |= set(sentence.subtree(child))
        elif (
            token.dep == "nmod"
            and child > head
            and (
                sentence.case(child) in {"of", "for", "для", "из"}
                or (sentence.case(child) == "с" and sentence.ending(child) == "Ins")
                or (not sentence.case(child) and sentence.ending(child) == "Gen")
            )
        ):
            first, last = stretch(sentence, child)
            if last - first <= 6:
                kept |= set(range(first, last))
        elif token.dep in {"nmod", "punct"} and child < head:
            kept |= set(sentence.subtree(child))
    first = last = head
    while first - 1 in kept:
        first -= 1
    while last + 1 in kept:
        last += 1
    while first < head and (
        sentence.tokens[first].text.lower() in _LEADING or sentence.tokens[first].pos in {"PUNCT", "NUM"}
    ):
        first += 1
    return first, last + 1


def stretch_text(sentence: Sentence, first: int, last: int, text: str) -> str:
    """The document's own words from token `first` to `last` (exclusive)."""
    if first >= last:
        return ""
    return " ".join(text[sentence.tokens[first].start : sentence.tokens[last - 1].end].split())


def trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """The stretch without white space and stray punctuation at its ends; never empty where it held a word."""
    first, last = start, end
    while first < last and (text[first].isspace() or text[first] in "-–—,;:•.)"):
        first += 1
    while last > first and (text[last - 1].isspace() or text[last - 1] in ",;:–—("):
        last -= 1
    return (first, last) if first < last else (start, end)


def with_name(sentence: Sentence, names: Sequence[NameSpan], first: int, last: int) -> tuple[int, int]:
    """A Russian phrase with the name that stands beside its last noun: "чертежи гироскопа | ГК-12"."""
    tokens = sentence.tokens
    for span in names:
        begin = span.first - 1 if span.first and tokens[span.first - 1].text == '"' else span.first
        if begin == last and any(first <= tokens[i].head < last for i in range(span.first, span.last)):
            closed = span.last < len(tokens) and tokens[span.last].text == '"'
            return first, span.last + closed
    return first, last


def told_clause(sentence: Sentence, index: int) -> int:
    """In Russian "в том, что ..." the clause that the pronoun stands for."""
    if sentence.tokens[index].lemma != "тот":
        return index
    return next(sentence.below(index, "acl", "ccomp", "acl:relcl"), index)
