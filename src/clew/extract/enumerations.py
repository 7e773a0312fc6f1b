"""Names that a sentence lists side by side, "A, B (Riga) and C": what is said of one of them is said of all."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from clew.extract.sentence import NameSpan, Sentence, Token
from clew.vocabulary import EntityType

_BEFORE_LAST = frozenset(
    {"and", ", and", "; and", "or", ", or", "; or", "&", "as well as", ", as well as", "и", ", а также", "а также"}
)
"""What stands before the last name of a list."""
_JOINS_TWO = frozenset({"and", "or", "&", "as well as", ", as well as", "и", ", а также", "а также"})
"""What may stand between two names that are all of their list."""
_BETWEEN = _BEFORE_LAST | {",", ";"}
_ARTICLES = frozenset({"the", "a", "an"})
_MOST_WORDS = 5
"""Words of the longest join: ", as well as the"."""
_LONGEST_BRACKET = 14
"""Tokens of the longest bracket that may stand behind a name of a list."""
_PARTIES = frozenset(
    {
        EntityType.COMPANY,
        EntityType.PUBLIC_BODY,
        EntityType.ORGANIZATION,
        EntityType.PERSON,
        EntityType.FACILITY,
        EntityType.PROGRAMME,
    }
)


def enumerated(sentence: Sentence, spans: Sequence[NameSpan]) -> Iterator[tuple[NameSpan, ...]]:
    """The lists of a sentence, each of two or more names of one class (parties, goods, places), in order.

    Between two names stand only a comma or semicolon and brackets, before the last one a conjunction.
    """
    kept = [span for span in spans if not _in_brackets(sentence, span.first)]
    row: list[NameSpan] = kept[:1]
    separators: list[str] = []
    for left, right in pairwise(kept):
        between = _between(sentence, left, right) if _class(left) == _class(right) else None
        if between not in _BETWEEN:
            row, separators = [right], []
            continue
        row.append(right)
        separators.append(between)
        if between in _BEFORE_LAST:
            if _are_alike(separators):
                yield tuple(row)
            row, separators = [right], []


def _are_alike(separators: Sequence[str]) -> bool:
    """Whether what stands between the names makes one list of them.

    A comma before "and" parts two names oftener than it joins them, and a semicolon stands before all or none.
    """
    *earlier, last = separators
    if len(separators) == 1:
        return last in _JOINS_TWO
    return all((";" in each) is (";" in last) for each in earlier)


def _class(span: NameSpan) -> EntityType | None:
    return None if span.type in _PARTIES else span.type


def _between(sentence: Sentence, left: NameSpan, right: NameSpan) -> str:
    """The words between two names in lower case, without brackets and what stands in them."""
    words: list[str] = []
    depth = 0
    for token in sentence.tokens[left.last : right.first]:
        depth += token.text == "("
        if depth == 0:
            words.append(token.text.lower())
            if len(words) > _MOST_WORDS:
                break
        depth = max(0, depth - (token.text == ")"))
    if words and words[-1] in _ARTICLES:
        words.pop()
    return " ".join(words)


def _in_brackets(sentence: Sentence, at: int) -> bool:
    """Whether a word stands in brackets that open a few words before it."""
    return opens_bracket(sentence.tokens[max(0, at - _LONGEST_BRACKET) : at])


def opens_bracket(tokens: Sequence[Token]) -> bool:
    """Whether the last bracket in a stretch of words is left open, so that what follows stands in it."""
    last = next((token.text for token in reversed(tokens) if token.text in {"(", ")"}), ")")
    return last == "("
