"""Say in words what a score is made of, so that the signals add up to it."""

from collections.abc import Callable, Sequence

from clew.names import kernels, score_kernels
from clew.names.arrays import ROWS
from clew.records import Signal

SAYS = {
    kernels.SAME: "same word",
    kernels.SPELLING: "spelled differently",
    kernels.SOUND: "sounds alike",
    kernels.MEANING: "means the same",
    kernels.FIRST_LETTER: "initial",
    kernels.CONSONANTS: "same consonants",
    score_kernels.NO_PARTNER: "words without a partner",
    score_kernels.LITTLE: "the words tell little",
    score_kernels.TYPES: "types exclude each other",
    score_kernels.ORDER: "order or spacing differs",
    score_kernels.SCRIPT: "written in another script",
}
"""What a row of an account says."""

_PAIRS = max(kernels.SAME, kernels.CONSONANTS)


def tell(
    rows: Sequence[int], ours: Sequence[str], word_of: Callable[[int], str], forms: tuple[str, str]
) -> tuple[Signal, ...]:
    """The signals of an account: what each pair of words gives, and what is taken off for the rest.

    `rows` are those of `clew.names.score_kernels.account`, one behind the other, `ours` the words of our name;
    `word_of` gives the word of a token of theirs, `forms` are the two classes of legal form ("" for none).
    """
    signals: list[Signal] = []
    ours_left: list[str] = []
    theirs_left: list[str] = []
    for at in range(0, len(rows), ROWS):
        kind, value, first, last, token = rows[at : at + ROWS]
        if kind <= _PAIRS:
            word = ours[first >> 1] if last - first <= 2 else f"{ours[first >> 1]} {ours[(first >> 1) + 1]}"
            signals.append(Signal(SAYS[kind], value / score_kernels.UNIT, word, word_of(token)))
        elif kind == score_kernels.OURS_LEFT:
            ours_left.append(ours[first >> 1])
        elif kind == score_kernels.THEIRS_LEFT:
            theirs_left.append(word_of(token))
        elif kind == score_kernels.NO_PARTNER:
            left, right = " ".join(ours_left), " ".join(theirs_left)
            signals.append(Signal(SAYS[kind], value / score_kernels.UNIT, left, right))
        elif kind == score_kernels.FORMS:
            says = "legal forms differ" if forms[0] and forms[1] else "legal form on one side"
            signals.append(Signal(says, value / score_kernels.UNIT, *forms))
        else:
            signals.append(Signal(SAYS[kind], value / score_kernels.UNIT))
    return tuple(signals)
