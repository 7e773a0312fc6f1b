"""What the linker is given: stretches of a text, the parties in them, and each pair's place in the parse."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from clew.extract.clause import Clause, Filler
from clew.extract.confidence import confidence
from clew.extract.linker.pieces import Stretch
from clew.extract.sentence import Sentence, Token
from clew.vocabulary import SYMMETRIC_PREDICATES, EntityType, Predicate

LETTERS = 900
"""Letters of a window, about 200 word pieces."""
IDEOGRAPHS = 330
"""The same in a script that writes a syllable in a letter."""
_SENTENCES = 6
_MOST_HERE = 24
"""Parties of one sentence that are paired; a list of more is read by the frames alone."""
_MOST_BACK = 4
_BACK = 2
"""Sentences back from which a party may be carried over, and how many of them."""
_CARRIED = frozenset(
    {EntityType.COMPANY, EntityType.PUBLIC_BODY, EntityType.ORGANIZATION, EntityType.PERSON, EntityType.FACILITY}
)
_DEEPEST = 60
_INERT = frozenset({EntityType.PLACE, EntityType.EVENT})
"""Types of which two make no claim with each other: a place and a place."""


@dataclass(frozen=True, slots=True)
class Standing:
    """A party where it stands: the sentence's place in the document, what fills it, its letters in the document."""

    sentence: int
    filler: Filler
    start: int
    end: int
    is_pronoun: bool


@dataclass(frozen=True, slots=True)
class Said:
    """What the frames make of a sentence: a predicate of two names, None where one is left out, and how sure it is."""

    predicate: Predicate
    subject: str | None
    object: str | None
    sure: float


@dataclass(frozen=True, slots=True)
class Told:
    """What the frames say of a pair: how sure a clause that joins both is, and whether one joins either to another."""

    joined: float = 0.0
    subject: bool = False
    object: bool = False


@dataclass(frozen=True, slots=True)
class Pair:
    """Two of a window's parties, by number, in the order subject, object.

    `between` are the places in the document of the words on the way from one to the other through the parse, `top` that
    of the highest, `labels` the dependencies on the way ("<nsubj" upwards, ">obl" downwards); all are empty for a pair
    of two sentences. `way` are the words on the way, by their place in the sentence that the pair is read in,
    `trigger` that of the highest, or of the party in that sentence where there is none. `told` is what the frames say.
    """

    subject: int
    object: int
    between: tuple[int, ...]
    top: int
    way: tuple[int, ...]
    trigger: int
    labels: tuple[str, ...]
    told: Mapping[Predicate, Told]


@dataclass(frozen=True)
class Window:
    """A stretch of the document from letter `start` to `end` with its parties and their pairs."""

    start: int
    end: int
    parties: tuple[Standing, ...]
    pairs: tuple[Pair, ...]


def windows(
    sentences: Sequence[Stretch],
    standing: Sequence[Sequence[Standing]],
    said: Mapping[int, Sequence[Said]],
    letters: int = LETTERS,
) -> Iterator[Window]:
    """The windows of a document that hold a pair, in order, each of at most so many letters.

    `standing` is, sentence by sentence, what stands there; `said` is what the frames found, by sentence.
    """
    for numbers in cut_into_windows(sentences, letters):
        parties = tuple(party for number in numbers for party in standing[number])
        pairs: list[Pair] = []
        for number in numbers:
            pairs += _Paired(sentences[number], number, parties, said.get(number, ())).pairs()
        if pairs:
            yield Window(sentences[numbers[0]].start, sentences[numbers[-1]].end, parties, tuple(pairs))


def cut_into_windows(sentences: Sequence[Stretch], letters: int) -> Iterator[list[int]]:
    """The numbers of a document's sentences, in runs of at most so many letters."""
    numbers: list[int] = []
    for number, sentence in enumerate(sentences):
        if numbers and (sentence.end - sentences[numbers[0]].start > letters or len(numbers) == _SENTENCES):
            yield numbers
            numbers = []
        numbers.append(number)
    if numbers:
        yield numbers


def standing_in(sentence: Sentence, number: int, fillers: Sequence[Filler]) -> tuple[Standing, ...]:
    """What stands in a parsed sentence, the document's `number`th, with its letters."""
    tokens = sentence.tokens
    return tuple(
        Standing(number, each, tokens[each.first].start, tokens[each.last - 1].end, tokens[each.head].pos == "PRON")
        for each in fillers
    )


def said_by(clauses: Sequence[Clause]) -> Mapping[int, Sequence[Said]]:
    """What clauses say, by sentence."""
    found: dict[int, list[Said]] = {}
    for each in clauses:
        subject = each.subject.mention.name if each.subject else None
        object_ = each.object.mention.name if each.object else None
        found.setdefault(each.index, []).append(Said(each.predicate, subject, object_, confidence(each)))
    return found


@dataclass(frozen=True)
class _Paired:
    """One sentence with the parties of its window and what the frames say of it."""

    sentence: Stretch
    number: int
    parties: tuple[Standing, ...]
    said: Sequence[Said]

    def pairs(self) -> Iterator[Pair]:
        """Each pair of the sentence's parties, both ways, and of each with the latest few named before."""
        here = [i for i, party in enumerate(self.parties) if party.sentence == self.number][:_MOST_HERE]
        back = self._back(here)
        for subject in (*here, *back):
            for object_ in (*here, *back):
                if subject not in back or object_ not in back:
                    pair = self._pair(subject, object_)
                    if pair is not None:
                        yield pair

    def _back(self, here: Sequence[int]) -> list[int]:
        names = {self.parties[i].filler.mention.name for i in here}
        found: list[int] = []
        for i in range(len(self.parties) - 1, -1, -1):
            party = self.parties[i]
            mention = party.filler.mention
            near = 0 < self.number - party.sentence <= _BACK
            if near and mention.type in _CARRIED and mention.name not in names and len(found) < _MOST_BACK:
                names.add(mention.name)
                found.append(i)
        return found

    def _pair(self, subject: int, object_: int) -> Pair | None:
        left, right = self.parties[subject], self.parties[object_]
        one, other = left.filler.mention, right.filler.mention
        inert = one.type in _INERT and one.type is other.type
        if one.name == other.name or inert:
            return None
        told = self._told(one.name, other.name)
        if left.sentence != right.sentence:
            later = left if left.sentence == self.number else right
            return Pair(subject, object_, (), -1, (), later.filler.head, (), told)
        tokens = self._tokens
        way, top, labels = self._way(left.filler.head, right.filler.head)
        between = tuple(tokens[i].start for i in way[:12])
        if top < 0:
            return Pair(subject, object_, (), -1, (), right.filler.head, (), told)
        return Pair(subject, object_, between, tokens[top].start, tuple(way), top, labels[:14], told)

    @property
    def _tokens(self) -> Sequence[Token]:
        """The words of a parsed sentence; none of one that is only cut into words."""
        return self.sentence.tokens if isinstance(self.sentence, Sentence) else ()

    @cached_property
    def _above(self) -> Mapping[int, list[int]]:
        """For each party's head, itself and the words above it, nearest first."""
        here = [party.filler.head for party in self.parties if party.sentence == self.number]
        heads = here[:_MOST_HERE]
        parsed = self.sentence
        if not isinstance(parsed, Sentence):
            return {head: [] for head in heads}
        return {head: [head, *_up(parsed, head)] for head in heads}

    def _way(self, left: int, right: int) -> tuple[list[int], int, tuple[str, ...]]:
        """The words on the way between two words, without their own, the highest, and the labels on the way."""
        up = self._above[left]
        place = {token: number for number, token in enumerate(up)}
        down: list[int] = []
        top = -1
        for token in self._above[right]:
            if token in place:
                top = token
                break
            down.append(token)
        if top < 0:
            return [], -1, ()
        climbed = up[: place[top]]
        tokens = self._tokens
        labels = (*(f"<{tokens[i].dep}" for i in climbed), *(f">{tokens[i].dep}" for i in down))
        way = [i for i in (*climbed, top, *reversed(down)) if i not in {left, right}]
        return way, top, labels

    def _told(self, subject: str, object_: str) -> Mapping[Predicate, Told]:
        found: dict[Predicate, Told] = {}
        for each in self.said:
            one, other = each.subject == subject, each.object == object_
            turned = each.object == subject, each.subject == object_
            if each.predicate in SYMMETRIC_PREDICATES and sum(turned) > one + other:
                one, other = turned
            if not one and not other:
                continue
            known = found.get(each.predicate, Told())
            if one and other:
                found[each.predicate] = Told(max(known.joined, each.sure), known.subject, known.object)
            else:
                found[each.predicate] = Told(known.joined, known.subject or one, known.object or other)
        return found


def _up(sentence: Sentence, token: int) -> Iterator[int]:
    for count, above in enumerate(sentence.ancestors(token)):
        if count >= _DEEPEST:
            return
        yield above
