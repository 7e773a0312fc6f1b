"""Asks the linker window by window, and keeps what it holds likely of whom."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache

import numpy as np

from clew.extract.frames import Fits
from clew.extract.linker.features import PREDICATES, features_of
from clew.extract.linker.network import Network
from clew.extract.linker.windows import Pair, Standing, Window
from clew.extract.tables import table_of
from clew.vocabulary import Predicate

LEAST = 0.2
"""What the linker holds less likely is not looked at."""
_LEAST_ALONE = 0.4

Names = tuple[int, str, str]
"""A sentence, the subject's name, the object's."""


@dataclass(frozen=True, slots=True)
class Link:
    """The likeliest pair of one sentence that makes a claim of two names, and its place in the order of the text."""

    predicate: Predicate
    likely: float
    order: int
    pair: Pair
    subject: Standing
    object: Standing
    sentence: int

    @property
    def is_inside(self) -> bool:
        """Whether one party stands in the words of the other, which tell what they are: "a firm in Minsk"."""
        left, right = self.subject, self.object
        return left.start < right.end and right.start < left.end


@dataclass(frozen=True, slots=True)
class Answers:
    """What the linker finds likely, and how likely it holds what it was asked of the pairs that the frames join."""

    links: Mapping[tuple[Names, Predicate], Link]
    asked: Mapping[Names, Mapping[Predicate, float]]


@dataclass(frozen=True, slots=True)
class Allowed:
    """Which classes of party a predicate takes on either side, and how sure a claim that stands alone must be."""

    subject: frozenset[Fits]
    object: frozenset[Fits]
    least: float


@cache
def load_allowed() -> Mapping[Predicate, Allowed]:
    """The shipped table, by predicate; of those that are not in it the linker says nothing."""

    def classes(words: str) -> frozenset[Fits]:
        return frozenset(Fits(word) for word in words.split())

    return {
        Predicate(name): Allowed(
            classes(each["subject"]), classes(each["object"]), float(each.get("least", _LEAST_ALONE))
        )
        for name, each in table_of("linker.yaml").items()
    }


def ask(
    network: Network, text: str, windows: Iterable[Window], joined: set[Names], fits: Callable[[Link], bool]
) -> Answers:
    """What a network makes of a document's windows, of those pairs whose parties are of a class that fits.

    One window after the other, so that only what is likely is kept; `joined` are the pairs that the frames join.
    """
    links: dict[tuple[Names, Predicate], Link] = {}
    asked: dict[Names, dict[Predicate, float]] = {}
    for window in windows:
        features, pairs = features_of(window, text, network.encoder.cut)
        if not pairs:
            continue
        likely = network.probabilities(features)
        for row, pair in enumerate(pairs):
            names = _names(window.parties[pair.subject], window.parties[pair.object])
            if names in joined:
                known = asked.setdefault(names, {})
                for predicate, each in zip(PREDICATES, likely[row].tolist(), strict=True):
                    known[predicate] = max(known.get(predicate, 0.0), each)
        for row, column in np.argwhere(likely >= LEAST).tolist():
            link = _link(window, pairs[row], PREDICATES[column], float(likely[row, column]))
            key = (_names(link.subject, link.object), link.predicate)
            if link.predicate not in load_allowed() or link.is_inside or not fits(link):
                continue
            if key not in links or link.likely > links[key].likely:
                links[key] = link
    return Answers(links, asked)


def _names(subject: Standing, object_: Standing) -> Names:
    return max(subject.sentence, object_.sentence), subject.filler.mention.name, object_.filler.mention.name


def _link(window: Window, pair: Pair, predicate: Predicate, likely: float) -> Link:
    subject, object_ = window.parties[pair.subject], window.parties[pair.object]
    sentence = max(subject.sentence, object_.sentence)
    return Link(predicate, likely, min(subject.start, object_.start), pair, subject, object_, sentence)
