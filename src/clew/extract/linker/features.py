"""A window as numbers: word pieces, where the parties stand among them, and what each pair's place in the parse is."""

import math
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from clew.extract.linker.pieces import Cut
from clew.extract.linker.windows import Pair, Window
from clew.vocabulary import EntityType, Predicate

PREDICATES = tuple(predicate for predicate in Predicate if predicate is not Predicate.RELATED_TO)
"""What the linker may say of a pair, in the order of its outputs."""
MOST_PIECES = 320
KINDS = tuple(EntityType)
MARKS = 1 + 2 * len(KINDS)
"""How many marks a piece may bear."""
_CLAUSES = ("acl", "acl:relcl", "advcl", "ccomp", "conj", "csubj", "parataxis", "root", "xcomp")
_NOUNS = (
    "appos",
    "compound",
    "iobj",
    "nmod",
    "nmod:poss",
    "nsubj",
    "nsubj:pass",
    "obj",
    "obl",
    "obl:agent",
    "obl:npmod",
)
_SMALL = (
    "advmod",
    "amod",
    "aux",
    "case",
    "cc",
    "compound:prt",
    "cop",
    "dep",
    "det",
    "expl",
    "mark",
    "neg",
    "nummod",
    "punct",
)
LABELS = tuple(way + label for way in "<>" for label in (*_CLAUSES, *_NOUNS, *_SMALL))
"""Dependencies of Universal Dependencies, on the way up ("<") and down (">")."""
DISTANCES = (0, 1, 2, 3, 5, 8, 12, 18, 26, 40, 60)
"""Upper edges of the classes of distance between two parties, in word pieces."""

_LABEL = {label: number for number, label in enumerate(LABELS)}
_PLACE = {predicate: number for number, predicate in enumerate(PREDICATES)}
_KIND = {kind: number for number, kind in enumerate(KINDS)}
_WAY = 12

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Features:
    """A window in numbers, with m parties and n pairs.

    `ids` (pieces,); `marks` (pieces,) 0 outside of parties, else by the type of the party that a piece belongs to, and
    whether it is its first. `first`, `last` (m,) the pieces of each party, exclusive; `kind` (m,), `traits` (m, 3):
    described, resolved, pronoun. `subject`, `object` (n,); `between` (n, 12) pieces on the way, -1 where there are
    fewer; `top` (n,) the highest, -1 where there is none; `labels` (n, labels + 1) counts with the length of the way;
    `told` (n, 3 x predicates); `same` (n,) whether both stand in one sentence; `distance` (n,) its class.
    """

    ids: Ints
    marks: Ints
    first: Ints
    last: Ints
    kind: Ints
    traits: Floats
    subject: Ints
    object: Ints
    between: Ints
    top: Ints
    labels: Floats
    told: Floats
    same: Floats
    distance: Ints


def features_of(window: Window, text: str, cut: Cut) -> tuple[Features, tuple[Pair, ...]]:
    """The window's numbers, and the pairs that they hold: those of whose parties something was not cut off.

    `text` is the document's.
    """
    pieces = cut(text[window.start : window.end], MOST_PIECES)
    at = pieces.at
    spans = []
    for party in window.parties:
        own = at[party.start - window.start : party.end - window.start]
        own = own[own >= 0]
        spans.append((int(own[0]), int(own[-1]) + 1) if len(own) else None)
    pairs = tuple(pair for pair in window.pairs if spans[pair.subject] and spans[pair.object])
    n = len(pairs)
    between = np.full((n, _WAY), -1, dtype=np.int64)
    labels = np.zeros((n, len(LABELS) + 1), dtype=np.float32)
    told = np.zeros((n, 3 * len(PREDICATES)), dtype=np.float32)
    top = np.full(n, -1, dtype=np.int64)
    for row, pair in enumerate(pairs):
        known = [piece for place in pair.between if (piece := at[place - window.start]) >= 0]
        between[row, : len(known)] = known
        if pair.top >= 0:
            top[row] = at[pair.top - window.start]
        for label in pair.labels:
            if label in _LABEL:
                labels[row, _LABEL[label]] += 1
        labels[row, -1] = len(pair.labels) / 5
        for predicate, says in pair.told.items():
            if predicate in _PLACE:
                number = _PLACE[predicate]
                told[row, number] = _strength(says.joined)
                told[row, len(PREDICATES) + number] = says.subject
                told[row, 2 * len(PREDICATES) + number] = says.object
    first = np.array([span[0] if span else 0 for span in spans], dtype=np.int64)
    last = np.array([span[1] if span else 1 for span in spans], dtype=np.int64)
    subject = np.array([pair.subject for pair in pairs], dtype=np.int64)
    object_ = np.array([pair.object for pair in pairs], dtype=np.int64)
    mentions = [party.filler.mention for party in window.parties]
    kind = np.array([_KIND[mention.type] for mention in mentions], dtype=np.int64)
    apart = [int(first[pair.subject] - first[pair.object]) for pair in pairs]
    return Features(
        ids=pieces.ids,
        marks=_marks(len(pieces.ids), spans, kind),
        first=first,
        last=last,
        kind=kind,
        traits=np.array(
            [(m.described, m.resolved, p.is_pronoun) for m, p in zip(mentions, window.parties, strict=True)],
            dtype=np.float32,
        ),
        subject=subject,
        object=object_,
        between=between,
        top=top,
        labels=labels,
        told=told,
        same=np.array(
            [window.parties[p.subject].sentence == window.parties[p.object].sentence for p in pairs], dtype=np.float32
        ),
        distance=np.array([_distance(each) for each in apart], dtype=np.int64),
    ), pairs


def _marks(count: int, spans: Sequence[tuple[int, int] | None], kind: Ints) -> Ints:
    """The mark of each piece; what stands within another party bears the inner one's."""
    marks = np.zeros(count, dtype=np.int64)
    known = [(span[1] - span[0], number, span) for number, span in enumerate(spans) if span]
    for _, number, (first, last) in sorted(known, reverse=True):
        marks[first:last] = 1 + 2 * kind[number]
        marks[first] += 1
    return marks


def _strength(confidence: float) -> float:
    """The log odds of a clause, moved so that none is 0."""
    return (math.log(confidence / (1 - confidence)) + 3) / 2 if 0 < confidence < 1 else 0.0


def _distance(apart: int) -> int:
    return bisect_left(DISTANCES, abs(apart)) + (len(DISTANCES) + 1 if apart > 0 else 0)
