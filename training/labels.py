"""Passages as the linker sees them, each pair of parties with what the annotation says of it."""

from collections.abc import Iterator, Sequence
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
from clew.extract.linker.windows import Pair, Standing, Window, windows
from clew.extract.overlay import laid_over
from clew.extract.parse.english import Parsed
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
class _Text:
    document: Document
    sentences: Sequence[Sentence]
    standing: list[list[Filler]]


def labelled(
    passages: Sequence[Passage], extractor: Extractor, vocabulary: dict[str, int], *, complete: bool
) -> Iterator[Labelled]:
    """The windows of passages with their labels.

    Where `complete`, an annotated party that Clew does not see is put in, as it should be seen.
    """
    stated = {passage.name: passage.stated for passage in passages}
    for document, parsed in extractor.parsers.parse([as_document(passage) for passage in passages]):
        assert isinstance(parsed, Parsed)
        names, lexicon = names_of(document, parsed)
        text = laid_over(ParsedText(document, parsed.sentences, names.names), lexicon)
        referents = resolve(text, lexicon)
        scenes = scenes_of(text, referents, lexicon)
        clauses = clauses_of(text, referents, scenes, extractor.frames, lexicon)
        standing = [list(scene.standing()) for scene in scenes]
        found = _Text(document, text.sentences, standing)
        right, near = _right(found, stated[document.name], complete=complete)
        for window in windows(text.sentences, standing, clauses):
            features, pairs = features_of(window, document.text, vocabulary)
            if pairs:
                yield Labelled(document.name, features, *_rows(window, pairs, right, near))


_Place = tuple[int, int]
"""A party where it stands: sentence, head word."""


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
    return party.sentence, party.filler.head


def _right(
    text: _Text, stated: Sequence[Stated], *, complete: bool
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


def _number(text: _Text, claim: Stated) -> int:
    """The parser's sentence of a claim: of several that make up the annotated one, the first with both parties."""
    numbers = [i for i, each in enumerate(text.sentences) if each.start < claim.end and each.end > claim.start] or [0]
    for number in numbers:
        here = text.standing[number]
        if all(any(_named(filler, party) for filler in here) for party in (claim.subject, claim.object)):
            return number
    return numbers[0]


def _find(text: _Text, party: Party, claim: Stated, number: int, complete: bool) -> list[_Place]:
    if party.words != "-":
        found = [(number, filler.head) for filler in text.standing[number] if _named(filler, party)]
        if party.words:
            found = _by_words(text, party.words, claim, number) or found
        elif not found:
            found = _by_words(text, party.name, claim, number)
        if found:
            return found
        if complete and (put := _put_in(text, party, claim, number)) is not None:
            return [put]
    for back in range(number - 1, max(-1, number - 1 - _BACK), -1):
        found = [(back, filler.head) for filler in text.standing[back] if _named(filler, party)]
        if found:
            return found[-1:]
    return []


def _named(filler: Filler, party: Party) -> bool:
    unnamed = party.name[:1].islower()
    return same_party(scoring_key(party.name), scoring_key(filler.mention.name), unnamed)


def _by_words(text: _Text, words: str, claim: Stated, number: int) -> list[_Place]:
    """What stands at these words of the sentence."""
    found: list[_Place] = []
    whole = text.document.text
    tokens = text.sentences[number].tokens
    first = whole.find(words, claim.start, claim.end)
    while first >= 0:
        last = first + len(words)
        for filler in text.standing[number]:
            start, end = tokens[filler.first].start, tokens[filler.last - 1].end
            alike = end == last or whole[start:end] in words or words in whole[start:end]
            if start < last and end > first and end - start <= 2 * len(words) + 12 and alike:
                found.append((number, filler.head))
        first = whole.find(words, first + 1, claim.end)
    return found


def _put_in(text: _Text, party: Party, claim: Stated, number: int) -> _Place | None:
    words = party.words or party.name
    start = text.document.text.find(words, claim.start, claim.end)
    tokens = text.sentences[number].tokens
    own = [i for i, token in enumerate(tokens) if start >= 0 and token.start < start + len(words) and token.end > start]
    if not own:
        return None
    head = next((i for i in own if tokens[i].head not in own or tokens[i].head == i), own[-1])
    if all(filler.head != head for filler in text.standing[number]):
        mention = Mention(party.name, EntityType.ORGANIZATION, start, start + len(words), described=True)
        text.standing[number].append(Filler(head, own[0], own[-1] + 1, mention))
        text.standing[number].sort(key=lambda filler: filler.head)
    return number, head
