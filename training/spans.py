"""Chinese passages as the finder sees them: which pieces stand for a party, a good or a place."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from training.annotated import Passage, as_document
from training.labels import read_text

from clew.extract import Extractor
from clew.extract.finder.finding import FIRST, INSIDE, OUTSIDE, TYPES
from clew.extract.linker.features import MOST_PIECES
from clew.extract.linker.pieces import Cut, Pieces
from clew.extract.linker.windows import Standing, cut_into_windows
from clew.vocabulary import EntityType, Predicate

UNKNOWN = -1
"""What is not judged: words that only take up a party, and what Clew's rules see that no claim names."""
_NOBODY = frozenset({"", "-", "nobody"})
_BY_TYPE = {
    EntityType.FACILITY: EntityType.COMPANY,
    EntityType.PUBLIC_BODY: EntityType.ORGANIZATION,
    EntityType.EVENT: EntityType.ORGANIZATION,
    EntityType.PROGRAMME: EntityType.PRODUCT,
}
"""Types that the finder does not tell apart from others."""
_GOODS = frozenset({Predicate.DEVELOPS, Predicate.PRODUCES, Predicate.TESTS, Predicate.USES})
_OF_GOODS = frozenset({Predicate.HAS_COMPONENT, Predicate.DERIVES_FROM})
_BY_PLACE: Mapping[tuple[Predicate, bool], EntityType] = {
    **{(predicate, False): EntityType.PRODUCT for predicate in _GOODS | _OF_GOODS},
    **{(predicate, True): EntityType.PRODUCT for predicate in _OF_GOODS},
    (Predicate.LEADS, True): EntityType.PERSON,
    (Predicate.EMPLOYS, False): EntityType.PERSON,
    (Predicate.LOCATED_IN, False): EntityType.PLACE,
    (Predicate.VISITS, True): EntityType.PERSON,
    (Predicate.VISITS, False): EntityType.PLACE,
    (Predicate.TRAINS, True): EntityType.PERSON,
    (Predicate.TRAINS, False): EntityType.PERSON,
    (Predicate.SANCTIONS, True): EntityType.ORGANIZATION,
    (Predicate.USES, True): EntityType.ORGANIZATION,
    (Predicate.ACCUSES, True): EntityType.ORGANIZATION,
    (Predicate.RESPONDS, False): EntityType.ORGANIZATION,
}
"""What a party likely is by the predicate and whether it is the subject; a firm where nothing is said."""
_SEEN = 3
"""How many claims the type that Clew's rules give a party outweighs."""
_TAKES_UP = re.compile("(?:该|这|其|本|上述|前者|后者|他|她|它|此|两|公司$|所$|該|這|後者|兩)")
"""Words that only take up a party named before."""
_LETTERS_OF_A_NAME = 3
"""A shorter name is looked for only where a claim has it."""

_Span = tuple[int, int]
_Ints = NDArray[np.int64]


@dataclass(frozen=True)
class Marks:
    """A window's pieces and what each is.

    `marks` (pieces,) is outside, first or inside, unknown where -1; `kinds` (pieces,) the number of the type, -1
    outside; `described` (pieces,) 1 or 0 at the first piece of what is known to be a description or a name, else -1.
    """

    ids: _Ints
    marks: _Ints
    kinds: _Ints
    described: _Ints


@dataclass(frozen=True)
class _Named:
    """Letters that stand for a party, its type's number, and whether they describe it (-1 where that is not known)."""

    start: int
    end: int
    kind: int
    described: int


def marked(passages: Sequence[Passage], extractor: Extractor, cut: Cut) -> Iterator[Marks]:
    """The windows of passages with what stands in them."""
    by_name = {passage.name: passage for passage in passages}
    for document, parsed in extractor.parsers.parse([as_document(passage) for passage in passages]):
        passage = by_name[document.name]
        text = read_text(document, parsed, extractor)
        standing = [each for here in text.standing for each in here]
        named, taken_up = _parties(passage, standing)
        unsure = [*((each.start, each.end) for each in standing), *taken_up]
        for numbers in cut_into_windows(text.sentences, text.letters):
            start, end = text.sentences[numbers[0]].start, text.sentences[numbers[-1]].end
            pieces = cut(passage.text[start:end], MOST_PIECES)
            yield _marks(start, end, pieces, named, unsure)


def _parties(passage: Passage, standing: Sequence[Standing]) -> tuple[list[_Named], list[_Span]]:
    """Where a passage names or describes parties, and where its words only take one up."""
    text = passage.text
    votes: dict[str, Counter[EntityType]] = {}
    places: set[tuple[int, int, str]] = set()
    taken_up: list[_Span] = []
    for claim in passage.stated:
        for party, is_subject in ((claim.subject, True), (claim.object, False)):
            words = party.words or party.name
            if party.words == "-" or party.name in _NOBODY:
                continue
            kind = _BY_PLACE.get((claim.predicate, is_subject), EntityType.COMPANY)
            votes.setdefault(party.name, Counter())[kind] += 1
            at = text.find(words, claim.start, claim.end)
            if at < 0:
                continue
            if party.words and (_TAKES_UP.match(words) or not _alike(words, party.name)):
                taken_up.append((at, at + len(words)))
            else:
                places.add((at, at + len(words), party.name))
    for name in {name for _, _, name in places if len(name) >= _LETTERS_OF_A_NAME}:
        places |= {(*match.span(), name) for match in re.finditer(re.escape(name), text)}
    described: dict[str, Counter[bool]] = {}
    for start, end, name in places:
        for each in standing:
            edge = each.start == start or each.end == end
            if edge and each.start < end and each.end > start and not each.is_pronoun:
                kind = _BY_TYPE.get(each.filler.mention.type, each.filler.mention.type)
                votes[name][kind] += _SEEN
                described.setdefault(name, Counter())[each.filler.mention.described] += 1
    found: list[_Named] = []
    for start, end, name in sorted(places, key=lambda each: (each[0] - each[1], each)):
        if not any(one.start < end and start < one.end for one in found):
            told = described[name].most_common(1)[0][0] if name in described else UNKNOWN
            found.append(_Named(start, end, TYPES.index(votes[name].most_common(1)[0][0]), int(told)))
    return found, taken_up


def _alike(words: str, name: str) -> bool:
    """Whether words share two characters in a row with a name."""
    return words == name or any(words[i : i + 2] in name for i in range(len(words) - 1))


def _marks(start: int, end: int, pieces: Pieces, named: Sequence[_Named], unsure: Sequence[_Span]) -> Marks:
    def within(first: int, last: int) -> slice | None:
        own = pieces.at[max(first, start) - start : max(start, min(last, end)) - start]
        own = own[own >= 0]
        return slice(int(own[0]), int(own[-1]) + 1) if len(own) and start <= first and last <= end else None

    count = len(pieces.ids)
    marks = np.full(count, OUTSIDE, dtype=np.int64)
    kinds, described = np.full(count, UNKNOWN, dtype=np.int64), np.full(count, UNKNOWN, dtype=np.int64)
    for first, last in unsure:
        if own := within(first, last):
            marks[own] = UNKNOWN
    for each in named:
        if own := within(each.start, each.end):
            marks[own], kinds[own] = INSIDE, each.kind
            marks[own.start], described[own.start] = FIRST, each.described
    return Marks(pieces.ids, marks, kinds, described)
