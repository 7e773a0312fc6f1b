"""Compare two names of any script: a score between 0 and 1 and the signals that add up to it."""

from dataclasses import dataclass

from rapidfuzz.distance import DamerauLevenshtein

from clew.names.fold import fold
from clew.names.forms import split_form
from clew.names.romanise import romanise
from clew.names.words import generic_words
from clew.records import Match, Signal, combine
from clew.vocabulary import EntityType


def name_key(name: str) -> str:
    """The key by which two spellings of one name are equal: folded, in Latin letters, without legal form."""
    words, _ = split_form(fold(name).split())
    return fold(romanise(" ".join(words))) or fold(romanise(name))


@dataclass(frozen=True, slots=True)
class _Word:
    text: str
    weight: float
    concept: str


def _words(name: str) -> tuple[tuple[_Word, ...], str | None]:
    kept, form = split_form(fold(name).split())
    kept = kept or tuple(fold(name).split())
    known = generic_words()
    words = []
    for word in fold(romanise(" ".join(kept))).split():
        entry = known.get(word)
        words.append(_Word(word, entry.weight if entry else 1.0, entry.concept if entry else word))
    return tuple(words), form


def _alike(left: _Word, right: _Word) -> float:
    if left.text == right.text:
        return 1.0
    if left.concept == right.concept:
        return 0.95
    if left.text.isdigit() or right.text.isdigit():
        return 0.0
    if len(left.text) == 1 or len(right.text) == 1:
        return 0.6 if left.text[0] == right.text[0] else 0.0
    likeness = DamerauLevenshtein.normalized_similarity(left.text, right.text)
    return float(likeness) if likeness >= 0.7 else 0.0


def compare_names(left: str, right: str, type: EntityType | None = None) -> Match:  # noqa: ARG001 - used by the next step
    """Compare two names: the score (1 for the same name) and the signals that add up to it.

    Words are paired one to one, best pairs first, and weigh by how much they tell; legal forms count little.
    """
    ours, our_form = _words(left)
    theirs, their_form = _words(right)
    total = sum(word.weight for word in (*ours, *theirs)) or 1.0
    pairs = sorted(
        ((_alike(a, b), i, j) for i, a in enumerate(ours) for j, b in enumerate(theirs)),
        key=lambda pair: (-pair[0], pair[1:]),
    )
    signals: list[Signal] = []
    used_left: set[int] = set()
    used_right: set[int] = set()
    for likeness, i, j in pairs:
        if likeness <= 0 or i in used_left or j in used_right:
            continue
        used_left.add(i)
        used_right.add(j)
        value = likeness * (ours[i].weight + theirs[j].weight) / total
        says = "same word" if likeness == 1.0 else "similar word"
        signals.append(Signal(says, round(value, 4), ours[i].text, theirs[j].text))
    if our_form and their_form and our_form != their_form and signals:
        signals.append(Signal("legal forms differ", -0.02, our_form, their_form))
    found = tuple(signals)
    return Match(combine(found), found, left, right)
