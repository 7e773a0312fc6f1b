"""What the linker is given: the parties of a text, paired, with their place in the parse."""

from itertools import pairwise

import pytest

from clew.extract import Extractor
from clew.extract.build import clauses_of, scenes_of
from clew.extract.languages import names_of
from clew.extract.linker.features import LABELS, features_of
from clew.extract.linker.network import load_network
from clew.extract.linker.windows import LETTERS, Window, windows
from clew.extract.parse.english import Parsed
from clew.extract.resolver import resolve
from clew.extract.sentence import ParsedText
from clew.records import Document, Span
from clew.vocabulary import Predicate


def windows_of(text: str, extractor: Extractor) -> list[Window]:
    document = Document("0" * 64, "a.txt", "text/plain", "en", text, (Span(0, len(text)),))
    ((_, parsed),) = extractor.parsers.parse([document])
    assert isinstance(parsed, Parsed)
    names, lexicon = names_of(document, parsed)
    whole = ParsedText(document, parsed.sentences, names.names)
    referents = resolve(whole, lexicon)
    scenes = scenes_of(whole, referents, lexicon)
    standing = [tuple(scene.standing()) for scene in scenes]
    return list(windows(whole.sentences, standing, clauses_of(whole, referents, scenes, extractor.frames, lexicon)))


def pairs(window: Window) -> list[tuple[str, str]]:
    names = [party.filler.mention.name for party in window.parties]
    return [(names[pair.subject], names[pair.object]) for pair in window.pairs]


def test_each_two_parties_of_a_sentence_are_paired_both_ways(extractor: Extractor) -> None:
    (window,) = windows_of("Orlan Trading sold engines to Baltic Avia in Riga.", extractor)
    assert {("Orlan Trading", "Baltic Avia"), ("Baltic Avia", "Orlan Trading")} <= set(pairs(window))


def test_a_pair_knows_the_way_through_the_parse_and_what_the_frames_say(extractor: Extractor) -> None:
    (window,) = windows_of("Orlan Trading sold engines to Baltic Avia.", extractor)
    (pair,) = [
        pair
        for pair, names in zip(window.pairs, pairs(window), strict=True)
        if names == ("Orlan Trading", "Baltic Avia")
    ]
    assert pair.labels == ("<nsubj", ">obl")
    assert set(pair.labels) <= set(LABELS)
    assert pair.told[Predicate.SUPPLIES].joined > 0


def test_parties_of_the_sentence_before_are_paired_with_those_of_the_next(extractor: Extractor) -> None:
    (window,) = windows_of("Corvane Microtech opened in 2019. The shop of Pavel Merin stands beside it.", extractor)
    assert ("Pavel Merin", "Corvane Microtech") in pairs(window)


def test_windows_are_of_bounded_length_and_follow_each_other(extractor: Extractor) -> None:
    found = windows_of("Orlan Trading sold engines to Baltic Avia in the spring. " * 60, extractor)
    assert len(found) > 3
    assert all(window.end - window.start <= LETTERS + 100 for window in found)
    assert all(one.end <= other.start for one, other in pairwise(found))


@pytest.mark.parametrize("number", [2, 40, 400])
def test_pairs_of_a_sentence_are_bounded(number: int, extractor: Extractor) -> None:
    listed = ", ".join(f"Firm{chr(65 + i % 26)}{i} Ltd" for i in range(number))
    found = windows_of(f"Orlan Trading sold engines to {listed}.", extractor)
    assert all(len(window.pairs) <= 6 * 28 * 28 for window in found)


def test_numbers_fit_the_pairs_that_they_stand_for(extractor: Extractor) -> None:
    text = "Orlan Trading, which Pavel Merin leads, sold engines to Baltic Avia in Riga. He denied it."
    (window,) = windows_of(text, extractor)
    features, kept = features_of(window, text, load_network().words)
    likely = load_network().probabilities(features)
    assert kept == window.pairs
    assert likely.shape[0] == len(kept) == len(features.subject) == len(features.told)
    assert ((likely >= 0) & (likely <= 1)).all()
