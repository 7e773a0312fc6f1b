"""Words of saying set between commas (", the report says,"): taken out before the parse and put back after it.

The small model reads "The firm, the report says, sold engines" badly and "The firm sold engines" well, so that each
of the two is parsed by itself and the aside hangs on the clause that it interrupts.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from clew.extract.grammar import load_grammar
from clew.extract.sentence import Token

_WORDS = load_grammar()
_SAYS = "|".join(sorted((word.replace("_", " ") for word in _WORDS["aside_verbs"]), key=len, reverse=True))
_TELLS = "|".join(sorted(_WORDS["aside_verbs_first"]))
_APPOSITION = "|".join(sorted(_WORDS["aside_never_before"]))
_NO_SPEAKER = "|".join(sorted(_WORDS["aside_never_first"]))
_PLAIN = r"[^,;:.()\"?!\s]+"
_ASIDE = re.compile(
    rf"(?<=[\w\")%]),[ ]+(?:(?:so|as) )?(?:(?!(?:{_NO_SPEAKER})\b){_PLAIN}(?: {_PLAIN}){{0,6}} (?:{_SAYS})"
    rf"|(?:{_TELLS}) (?!(?:{_NO_SPEAKER})\b){_PLAIN}(?: {_PLAIN}){{0,6}}(?=, (?!(?:{_APPOSITION})\b))),(?= \S)",
    re.IGNORECASE,
)
_CLAUSAL = frozenset({"VERB", "AUX"})


@dataclass(frozen=True, slots=True)
class Aside:
    """A cut: `at` is its place in what is left, `start` to `end` that of its words in the whole, inside the commas."""

    at: int
    start: int
    end: int
    comma_left: bool


def without_asides(text: str) -> tuple[str, tuple[Aside, ...]]:
    """The text without its asides, and where they were; a comma stays where one before it may open what it closes."""
    left: list[str] = []
    cuts: list[Aside] = []
    done = length = 0
    for match in _ASIDE.finditer(text):
        before = text[done : match.start()]
        opened = "," in re.split(r"[.;:?!] ", text[: match.start()])[-1]
        left.append(before)
        length += len(before)
        cuts.append(Aside(length, match.start() + 1, match.end() - 1, opened))
        done = match.end() - opened
    left.append(text[done:])
    return "".join(left), tuple(cuts)


def place(index: int, cuts: Sequence[Aside]) -> int:
    """Where a character of what is left stands in the whole."""
    return index + sum(_width(cut) for cut in cuts if cut.at <= index)


def _width(cut: Aside) -> int:
    return cut.end - cut.start + (1 if cut.comma_left else 2)


def put_back(tokens: Sequence[Token], aside: Sequence[Token], cut: Aside, offset: int) -> tuple[Token, ...]:
    """The sentence with the aside in its place: its verb hangs on the clause around it as `parataxis`."""
    start = offset + cut.start - 1
    at = sum(1 for token in tokens if token.start < start)
    root = next((i for i, token in enumerate(aside) if token.head == i), 0)
    size = len(aside) + (1 if cut.comma_left else 2)
    host = _host(tokens, at)

    def moved(index: int) -> int:
        return index if index < at else index + size

    opening = Token(",", start, start + 1, ",", "PUNCT", "punct", at + 1 + root, ",")
    inside = [
        replace(token, head=moved(host), dep="parataxis")
        if index == root
        else replace(token, head=at + 1 + (root if token.head == index else token.head))
        for index, token in enumerate(aside)
    ]
    end = offset + cut.end
    closing = () if cut.comma_left else (Token(",", end, end + 1, ",", "PUNCT", "punct", at + 1 + root, ","),)
    outside = [replace(token, head=moved(token.head)) for token in tokens]
    return (*outside[:at], opening, *inside, *closing, *outside[at:])


def _host(tokens: Sequence[Token], at: int) -> int:
    """The innermost clause with words on either side of a place."""
    index = max(at - 1, 0)
    for _ in tokens:
        below = _below(tokens, index)
        if tokens[index].pos in _CLAUSAL and min(below) < at <= max(below):
            return index
        if tokens[index].head == index:
            break
        index = tokens[index].head
    return index


def _below(tokens: Sequence[Token], top: int) -> set[int]:
    children: dict[int, list[int]] = {}
    for index, token in enumerate(tokens):
        if token.head != index:
            children.setdefault(token.head, []).append(index)
    found, waiting = {top}, [top]
    while waiting:
        for child in children.get(waiting.pop(), ()):
            if child not in found:
                found.add(child)
                waiting.append(child)
    return found
