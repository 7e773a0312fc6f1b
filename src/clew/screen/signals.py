"""Say in words what a score is made of, so that the signals add up to it."""

from collections.abc import Sequence
from dataclasses import dataclass

from clew.names import kernels
from clew.names.arrays import Rules
from clew.names.prepare import PreparedName
from clew.records import Signal, combine

SAYS = {
    kernels.SAME: "same word",
    kernels.SPELLING: "spelled differently",
    kernels.SOUND: "sounds alike",
    kernels.MEANING: "means the same",
    kernels.FIRST_LETTER: "initial",
    kernels.CONSONANTS: "same consonants",
}
"""What a pair of words has in common, in words."""

_PLACES = 4
_TELLING = 0.95
"""How much words must tell for a name to be taken as the listed one where that has more words."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a comparison gave: score, its three factors, pairs (our stretch, their place, likeness, kind, our weight).

    `off` is what legal forms and types took off, in words. A stretch of ours counts two for each word.
    """

    score: float
    alike: float
    share: float
    telling: float
    pairs: Sequence[Sequence[float]]
    off: tuple[Signal, ...]


@dataclass(frozen=True, slots=True)
class Told:
    """A score with its signals; `exact` says that every word of our name stands in the other, and tells enough."""

    score: float
    signals: tuple[Signal, ...]
    exact: bool


def tell(outcome: Outcome, ours: PreparedName, theirs: Sequence[str], their_weights: Sequence[float]) -> Told:
    """The signals of a comparison: what each pair of words gives, and what is taken off for the rest."""
    shares = [0.5 * (pair[5] + their_weights[int(pair[2])]) for pair in outcome.pairs]
    total = sum(shares) or 1.0
    signals = []
    covered = [False] * (2 * len(ours.tokens))
    free = [True] * len(theirs)
    same = bool(shares)
    for pair, share in zip(outcome.pairs, shares, strict=True):
        since, until, place, kind = int(pair[0]), int(pair[1]), int(pair[2]), int(pair[4])
        same = same and kind in {kernels.SAME, kernels.MEANING}
        free[place] = False
        covered[since:until] = [True] * (until - since)
        word = " ".join(token.text for token in ours.tokens[since // 2 : (until + 1) // 2])
        signals.append(Signal(SAYS[kind], round(share * pair[3] / total, _PLACES), word, theirs[place]))
    ours_left = " ".join(
        token.text for i, token in enumerate(ours.tokens) if not (covered[2 * i] or covered[2 * i + 1])
    )
    theirs_left = " ".join(word for word, left in zip(theirs, free, strict=True) if left)
    if outcome.share < 1:
        value = round(-outcome.alike * (1 - outcome.share), _PLACES)
        signals.append(Signal("words without a partner", value, ours_left, theirs_left))
    if outcome.telling < 1:
        value = round(-outcome.alike * outcome.share * (1 - outcome.telling), _PLACES)
        signals.append(Signal("the words tell little", value))
    score = round(min(1.0, max(0.0, outcome.score)), _PLACES)
    whole = not theirs_left and len(shares) > 1
    exact = same and not ours_left and (whole or outcome.telling >= _TELLING)
    return Told(score, _settled([*signals, *outcome.off], score), exact)


def differences(rules: Rules, forms: tuple[str | None, str | None], types: tuple[int, int]) -> tuple[Signal, ...]:
    """What legal forms and types take off, in words; the numbers are those of `kernels.adjust`."""
    found = []
    if forms[0] != forms[1]:
        both = forms[0] and forms[1]
        says, value = (
            ("legal forms differ", rules.forms_differ) if both else ("legal form on one side", rules.form_missing)
        )
        found.append(Signal(says, -value, forms[0] or "", forms[1] or ""))
    if types[0] and types[1] and types[0] != types[1]:
        found.append(Signal("types exclude each other", -rules.types_differ))
    return tuple(found)


def _settled(signals: list[Signal], score: float) -> tuple[Signal, ...]:
    """Give what rounding and the bounds of 0 and 1 leave to the largest signal, so that the sum is the score."""
    rest = round(score - sum(signal.value for signal in signals), _PLACES)
    if rest and signals:
        at = max(range(len(signals)), key=lambda i: abs(signals[i].value))
        one = signals[at]
        signals[at] = Signal(one.says, round(one.value + rest, _PLACES), one.left, one.right)
    told = tuple(signals)
    assert combine(told) == score, (told, score)
    return told
