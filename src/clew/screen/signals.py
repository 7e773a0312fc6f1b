"""Say in words what a score is made of, so that the signals add up to it."""

from dataclasses import dataclass
from typing import Any

from clew.names import kernels
from clew.records import Signal, combine
from clew.screen.name_index import SearchRules

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
class Told:
    """A score with its signals."""

    score: float
    signals: tuple[Signal, ...]
    exact: bool


def signals_of(found: Any, slots: Any, packed: Any, arrays: Any, row: int, rank: int, rules: SearchRules) -> Told:
    """The signals of one result: what each pair of words gives, and what is taken off for the rest."""
    name = int(found.name[row, rank])
    start, end = int(arrays.name_at[name]), int(arrays.name_at[name + 1])
    likeness, left, telling = (float(part) for part in found.parts[row, rank])
    pairs = found.pair[row, rank, : int(found.pairs[row, rank])]
    weights = [
        0.5 * (float(slots.weight[int(v)]) + float(arrays.tokens.weight[arrays.name_tokens[start + int(place)]]))
        for v, place, _, _ in pairs
    ]
    total = sum(weights) or 1.0
    signals = []
    for (v, place, alike, common), weight in zip(pairs, weights, strict=True):
        token = int(arrays.name_tokens[start + int(place)])
        says = SAYS.get(int(common), "alike")
        signals.append(_signal(says, weight * float(alike) / total, _text(slots, int(v)), _text(arrays.tokens, token)))
    ours_left = _left_over(slots, packed, row, {int(v) for v, _, _, _ in pairs})
    theirs_left = " ".join(
        _text(arrays.tokens, int(arrays.name_tokens[place]))
        for place in range(start, end)
        if place - start not in {int(pair[1]) for pair in pairs}
    )
    if left < 1:
        signals.append(_signal("words without a partner", -likeness * (1 - left), ours_left, theirs_left))
    if telling < 1:
        signals.append(_signal("the words tell little", -likeness * left * (1 - telling)))
    signals += _forms_and_types(packed, arrays, row, name, rules)
    score = round(min(1.0, max(0.0, float(found.score[row, rank]))), _PLACES)
    same = bool(len(pairs)) and all(int(pair[3]) in (kernels.SAME, kernels.MEANING) for pair in pairs)
    whole = not theirs_left and len(pairs) > 1
    exact = same and not ours_left and (whole or telling >= _TELLING)
    return Told(score, _settled(signals, score), exact)


def _signal(says: str, value: float, left: str = "", right: str = "") -> Signal:
    return Signal(says, round(value, _PLACES), left, right)


def _forms_and_types(packed: Any, arrays: Any, row: int, name: int, rules: SearchRules) -> list[Signal]:
    ours, theirs = int(packed.form[row]), int(arrays.name_form[name])
    found = []
    if ours != theirs:
        both = ours and theirs
        says = "legal forms differ" if both else "legal form on one side only"
        found.append(_signal(says, -(rules.forms_differ if both else rules.form_missing)))
    ours, theirs = int(packed.type[row]), int(arrays.name_type[name])
    if ours and theirs and ours != theirs:
        found.append(_signal("types exclude each other", -rules.types_differ))
    return found


def _settled(signals: list[Signal], score: float) -> tuple[Signal, ...]:
    """Give the last rounding to the largest signal, so that the sum is the score to the last place."""
    if not signals:
        return ()
    rest = round(score - round(sum(signal.value for signal in signals), _PLACES), _PLACES)
    if rest and abs(rest) < 0.01:
        largest = max(range(len(signals)), key=lambda i: abs(signals[i].value))
        one = signals[largest]
        signals[largest] = Signal(one.says, round(one.value + rest, _PLACES), one.left, one.right)
    told = tuple(signals)
    assert combine(told) == score, (told, score)
    return told


def _text(tokens: Any, number: int) -> str:
    start, end = int(tokens.text_at[number]), int(tokens.text_at[number + 1])
    return bytes(tokens.text[start:end]).decode("ascii")


def _left_over(slots: Any, packed: Any, row: int, used: set[int]) -> str:
    """The words of our name that no pair covers."""
    covered = [(int(slots.since[v]), int(slots.until[v])) for v in used]
    rest = []
    for v in range(int(packed.first[row]), int(packed.last[row])):
        since, until = int(slots.since[v]), int(slots.until[v])
        own = int(slots.part[v]) == 0 and until - since == len("ab")
        if own and not any(since < end and start < until for start, end in covered):
            rest.append(_text(slots, v))
    return " ".join(rest)
