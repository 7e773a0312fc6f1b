"""The long form that a short one in brackets stands for: "the Committee for Open Trade in Varnia (COTV)"."""

from collections.abc import Iterator, Sequence

from clew.extract.sentence import Token

_MOST_LETTERS = 10
_WORDS_A_LETTER = 2
_MOST_WORDS = 14
_JOINING = frozenset({"-", "&", "'s", "/", "'"})


def spelt_out(tokens: Sequence[Token]) -> Iterator[tuple[int, int]]:
    """The stretches of tokens (exclusive end) before a bracket whose letters spell the short form in it.

    The letters are matched from the right, the first one at the beginning of a capitalised word, as Schwartz and
    Hearst describe it ("A simple algorithm for identifying abbreviation definitions in biomedical text", 2003).
    """
    for opening, token in enumerate(tokens):
        if token.text != "(":
            continue
        inside = opening + 1 + (opening + 1 < len(tokens) and tokens[opening + 1].text == '"')
        closing = inside + 1 + (inside + 1 < len(tokens) and tokens[inside + 1].text == '"')
        if closing < len(tokens) and tokens[closing].text == ")" and _is_short(tokens[inside].text):
            first = _first(tokens, opening, tokens[inside].text)
            if first is not None:
                yield first, opening


def _is_short(text: str) -> bool:
    letters = [c for c in text if c.isalnum()]
    return 2 <= len(letters) <= _MOST_LETTERS and letters[0].isupper() and len(letters) == len(text)


def _first(tokens: Sequence[Token], end: int, short: str) -> int | None:
    """Where the long form begins that ends before token `end`; None where the letters do not fit."""
    letters = [c for c in short.lower() if c.isalpha()]
    most = min(len(letters) + 5, _WORDS_A_LETTER * len(letters), _MOST_WORDS)
    at, words = len(letters) - 1, 0
    for index in range(end - 1, -1, -1):
        text = tokens[index].text
        if text in _JOINING:
            continue
        if not text[:1].isalnum() or words >= most:
            return None
        words += 1
        lower = text.lower()
        position = len(lower) - 1
        while at >= 0 and position >= 0:
            opens = position == 0 and text[0].isupper()
            if lower[position] == letters[at] and (at > 0 or opens):
                at -= 1
            position -= 1
        if at < 0:
            return index if words > 1 else None
    return None
