"""Passages as the linker sees them, each pair of parties with what the annotation says of it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from training.annotated import Party, Passage, Stated, as_document

from clew.evaluate.names import same_party, scoring_key
from clew.extract import Extractor
from clew.extract.build import clauses_of, scenes_of
from clew.extract.clause import Filler
from clew.extract.languages import names_of
from clew.extract.linker.features import PREDICATES, Features, features_of
from clew.extract.linker.pieces import Cut, Stretch
from clew.extract.linker.windows import (
    IDEOGRAPHS,
    LETTERS,
    Pair,
    Said,
    Standing,
    Window,
    said_by,
    standing_in,
    windows,
)
from clew.extract.overlay import laid_over
from clew.extract.parse.chinese import SegmentedText
from clew.extract.parse.english import Parsed
from clew.extract.patterns.linking import read_through
from clew.extract.resolver import resolve
from clew.extract.sentence import ParsedText, Sentence
from clew.records import Document, Mention
from clew.vocabulary import SYMMETRIC_PREDICATES, EntityType, Predicate

_BACK = 3
"""Sentences back in which a party that a sentence does not name is looked for."""


@dataclass(frozen=True, slots=True)
class Labelled:
    """A window in numbers with its labels.

    `right` (pairs, predicates) is 1 where the claim is made; what `asked` leaves at 0 is not judged.
    """

    document: str
    features: Features
    right: NDArray[np.float32]
    asked: NDArray[np.float32]


@dataclass(frozen=True)
class Read:
    """A document with its sentences, what stands in each, and what the frames say of it."""

    document: Document
    sentences: Sequence[Stretch]
    standing: list[list[Standing]]
    said: Mapping[int, Sequence[Said]]
    letters: int


def labelled(passages: Sequence[Passage], extractor: Extractor, cut: Cut, *, complete: bool) -> Iterator[Labelled]:
    """The windows of passages with their labels.

    Where `complete`, an annotated party that Clew does not see is put in, as it should be seen.
    """
    stated = {passage.name: passage.stated for passage in passages}
    for document, parsed in extractor.parsers.parse([as_document(passage) for passage in passages]):
        found = read_text(document, parsed, extractor)
        right, near = _right(found, stated[document.name], complete=complete)
        for window in windows(found.sentences, found.standing, found.said, found.letters):
            features, pairs = features_of(window, document.text, cut)
            if pairs:
                yield Labelled(document.name, features, *_rows(window, pairs, right, near))


def read_text(document: Document, parsed: object, extractor: Extractor) -> Read:
    """A parsed or segmented document with what Clew's rules see in it."""
    if isinstance(parsed, SegmentedText):
        return _segmented(document, parsed)
    assert isinstance(parsed, Parsed)
    return _parsed(document, parsed, extractor)


def _parsed(document: Document, parsed: Parsed, extractor: Extractor) -> Read:
    names, lexicon = names_of(document, parsed)
    text = laid_over(ParsedText(document, parsed.sentences, names.names), lexicon)
    referents = resolve(text, lexicon)
    scenes = scenes_of(text, referents, lexicon)
    said = said_by(clauses_of(text, referents, scenes, extractor.frames, lexicon))
    standing = [list(standing_in(scene.sentence, i, tuple(scene.standing()))) for i, scene in enumerate(scenes)]
    return Read(document, text.sentences, standing, said, LETTERS)


def _segmented(document: Document, parsed: SegmentedText) -> Read:
    read = read_through(document, parsed)
    return Read(document, parsed.sentences, [list(each) for each in read.standing], read.said, IDEOGRAPHS)


_Place = tuple[int, int, int]
"""A party where it stands: sentence, first letter, the letter behind its last."""


def _rows(
    window: Window,
    pairs: Sequence[Pair],
    right: set[tuple[_Place, _Place, Predicate]],
    near: set[tuple[_Place, _Place, Predicate]],
) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    made = np.zeros((len(pairs), len(PREDICATES)), dtype=np.float32)
    asked = np.ones_like(made)
    for row, pair in enumerate(pairs):
        one, other = _place(window.parties[pair.subject]), _place(window.parties[pair.object])
        for column, predicate in enumerate(PREDICATES):
            if (one, other, predicate) in right:
                made[row, column] = 1
            elif (one, other, predicate) in near:
                asked[row, column] = 0
    return made, asked


def _place(party: Standing) -> _Place:
    return party.sentence, party.start, party.end


def _right(
    text: Read, stated: Sequence[Stated], *, complete: bool
) -> tuple[set[tuple[_Place, _Place, Predicate]], set[tuple[_Place, _Place, Predicate]]]:
    """The pairs that make a claim, and those of the same parties that stand farther apart."""
    right: set[tuple[_Place, _Place, Predicate]] = set()
    near: set[tuple[_Place, _Place, Predicate]] = set()
    for claim in stated:
        number = _number(text, claim)
        ones, others = (
            _find(text, claim.subject, claim, number, complete),
            _find(text, claim.object, claim, number, complete),
        )
        both = [(one, other) for one in ones for other in others if one != other and number in {one[0], other[0]}]
        if not both:
            continue
        near |= {(*pair, claim.predicate) for pair in both}
        if claim.predicate in SYMMETRIC_PREDICATES:
            near |= {(*pair[::-1], claim.predicate) for pair in both}
        best = min(both, key=lambda pair: (abs(pair[0][0] - pair[1][0]), abs(pair[0][1] - pair[1][1])))
        right.add((*best, claim.predicate))
        if claim.predicate in SYMMETRIC_PREDICATES:
            right.add((*best[::-1], claim.predicate))
    return right, near


def _number(text: Read, claim: Stated) -> int:
    """The parser's sentence of a claim: of several that make up the annotated one, the first with both parties."""
    numbers = [i for i, each in enumerate(text.sentences) if each.start < claim.end and each.end > claim.start] or [0]
    for number in numbers:
        here = text.standing[number]
        if all(any(_named(each, party) for each in here) for party in (claim.subject, claim.object)):
            return number
    return numbers[0]


def _find(text: Read, party: Party, claim: Stated, number: int, complete: bool) -> list[_Place]:
    if party.words != "-":
        found = [_place(each) for each in text.standing[number] if _named(each, party)]
        if party.words:
            found = _by_words(text, party.words, claim, number) or found
        elif not found:
            found = _by_words(text, party.name, claim, number)
        if found:
            return found
        if complete and (put := _put_in(text, party, claim, number)) is not None:
            return [put]
    for back in range(number - 1, max(-1, number - 1 - _BACK), -1):
        found = [_place(each) for each in text.standing[back] if _named(each, party)]
        if found:
            return found[-1:]
    return []


def _named(standing: Standing, party: Party) -> bool:
    unnamed = party.name[:1].islower()
    return same_party(scoring_key(party.name), scoring_key(standing.filler.mention.name), unnamed)


def _by_words(text: Read, words: str, claim: Stated, number: int) -> list[_Place]:
    """What stands at these words of the sentence."""
    found: list[_Place] = []
    whole = text.document.text
    first = whole.find(words, claim.start, claim.end)
    while first >= 0:
        last = first + len(words)
        for each in text.standing[number]:
            alike = each.end == last or whole[each.start : each.end] in words or words in whole[each.start : each.end]
            if each.start < last and each.end > first and each.end - each.start <= 2 * len(words) + 12 and alike:
                found.append(_place(each))
        first = whole.find(words, first + 1, claim.end)
    return found


def _put_in(text: Read, party: Party, claim: Stated, number: int) -> _Place | None:
    words = party.words or party.name
    start = text.document.text.find(words, claim.start, claim.end)
    sentence = text.sentences[number]
    if start < sentence.start or start + len(words) > sentence.end:
        return None
    end = start + len(words)
    mention = Mention(party.name, EntityType.ORGANIZATION, start, end, described=True)
    filler = Filler(start, start, end, mention)
    if isinstance(sentence, Sentence):
        tokens = sentence.tokens
        own = [i for i, token in enumerate(tokens) if token.start < end and token.end > start]
        if not own:
            return None
        head = next((i for i in own if tokens[i].head not in own or tokens[i].head == i), own[-1])
        beside = next((each for each in text.standing[number] if each.filler.head == head), None)
        if beside is not None:
            return _place(beside)
        start, end, filler = tokens[own[0]].start, tokens[own[-1]].end, Filler(head, own[0], own[-1] + 1, mention)
    text.standing[number].append(Standing(number, filler, start, end, is_pronoun=False))
    text.standing[number].sort(key=lambda each: each.filler.head if isinstance(sentence, Sentence) else each.start)
    return number, start, end
