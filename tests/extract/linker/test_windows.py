"""What the linker is given: the parties of a text, paired, with their place in the parse."""

from itertools import pairwise

import numpy as np
import pytest

from clew.extract import Extractor
from clew.extract.build import clauses_of, scenes_of
from clew.extract.languages import names_of
from clew.extract.linker.features import LABELS, MARKS, features_of
from clew.extract.linker.network import network_of
from clew.extract.linker.windows import IDEOGRAPHS, LETTERS, Window, said_by, standing_in, windows
from clew.extract.parse.chinese import ChineseParser
from clew.extract.parse.english import Parsed
from clew.extract.patterns.linking import read_through
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
    standing = [standing_in(scene.sentence, i, tuple(scene.standing())) for i, scene in enumerate(scenes)]
    said = said_by(clauses_of(whole, referents, scenes, extractor.frames, lexicon))
    return list(windows(whole.sentences, standing, said))


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


def test_pieces_of_parties_are_marked_with_their_type_and_their_first_piece(extractor: Extractor) -> None:
    text = "Orlan Trading sold engines to Baltic Avia."
    (window,) = windows_of(text, extractor)
    features, _ = features_of(window, text, network_of("en").encoder.cut)
    inside = [place for first, last in zip(features.first, features.last, strict=True) for place in range(first, last)]
    assert set(np.flatnonzero(features.marks)) == set(inside)
    assert all(features.marks[first] % 2 == 0 for first in features.first)
    assert features.marks.max() < MARKS


def test_sentences_that_are_only_cut_into_words_are_paired_without_a_way() -> None:
    text = "岚屿贸易向北桥航空出售发动机。该公司位于里加。" * 30
    document = Document("0" * 64, "a.txt", "text/plain", "zh", text, (Span(0, len(text)),))
    ((_, parsed),) = ChineseParser().parse([document])
    read = read_through(document, parsed)
    found = list(windows(parsed.sentences, read.standing, read.said, IDEOGRAPHS))
    assert len(found) > 1
    assert all(window.end - window.start <= IDEOGRAPHS + 40 for window in found)
    assert ("岚屿贸易", "北桥航空") in pairs(found[0])
    assert all(pair.between == () and pair.top == -1 for window in found for pair in window.pairs)


@pytest.mark.parametrize("number", [2, 40, 400])
def test_pairs_of_a_sentence_are_bounded(number: int, extractor: Extractor) -> None:
    listed = ", ".join(f"Firm{chr(65 + i % 26)}{i} Ltd" for i in range(number))
    found = windows_of(f"Orlan Trading sold engines to {listed}.", extractor)
    assert all(len(window.pairs) <= 6 * 28 * 28 for window in found)


def test_numbers_fit_the_pairs_that_they_stand_for(extractor: Extractor) -> None:
    text = "Orlan Trading, which Pavel Merin leads, sold engines to Baltic Avia in Riga. He denied it."
    (window,) = windows_of(text, extractor)
    features, kept = features_of(window, text, network_of("en").encoder.cut)
    likely = network_of("en").probabilities(features)
    assert kept == window.pairs
    assert likely.shape[0] == len(kept) == len(features.subject) == len(features.told)
    assert ((likely >= 0) & (likely <= 1)).all()
