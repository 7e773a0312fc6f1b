"""What the linker makes of a document: how likely each clause of the frames is, and the clauses it alone finds."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import islice, product

import numpy as np

from clew.extract.clause import LINKED, Clause, Filler, carried
from clew.extract.engine import LONGEST_SENTENCE, MOST_PAIRS, extent, placed
from clew.extract.frames import Fits, FrameTable
from clew.extract.linker.features import PREDICATES, features_of
from clew.extract.linker.network import load_network
from clew.extract.linker.windows import Pair, Standing, Window, windows
from clew.extract.parties import Scene
from clew.extract.reading import is_here
from clew.extract.sentence import ParsedText, Sentence
from clew.extract.tables import table_of
from clew.vocabulary import SYMMETRIC_PREDICATES, Predicate

LEAST = 0.2
"""What the linker holds less likely is not looked at."""
_AT_ONCE = frozenset({Predicate.OWNS, Predicate.LEADS, Predicate.FOUNDS, Predicate.EMPLOYS, Predicate.PARTNERS_WITH})
"""What one sentence may well say of the same two at once: who founded a firm owns and leads it."""
_VERBS = frozenset({"VERB", "AUX"})
_NOUNS = frozenset({"NOUN", "ADJ"})
_LEAST_ALONE = 0.4
_DOUBTED = 0.1
"""A frame's claim that the linker holds less likely leaves room for another reading of the same parties."""
_PARTS = frozenset({"compound", "amod", "nmod", "nmod:poss", "appos", "nummod"})


def linked(found: Sequence[Clause], text: ParsedText, scenes: Sequence[Scene], table: FrameTable) -> Iterator[Clause]:
    """The frames' clauses with what the linker makes of them, then those that it alone finds."""
    links, asked = _read(found, text, scenes)
    held: dict[int, list[_Held]] = {}
    for clause in found:
        judged = _judged(clause, asked)
        yield judged
        doubted = judged.linked is not None and judged.linked < _DOUBTED
        if judged.subject is not None and judged.object is not None and not doubted:
            party = _Party(judged.subject, is_here(judged.subject, judged.sentence))
            other = _Party(judged.object, is_here(judged.object, judged.sentence))
            held.setdefault(clause.index, []).append(_Held(clause.predicate, party, other))
    chosen: list[_Link] = []
    for link in sorted(links.values(), key=lambda each: (-each.likely, each.order, each.predicate)):
        own = _Held(
            link.predicate,
            _Party(link.subject.filler, link.subject.sentence == link.sentence),
            _Party(link.object.filler, link.object.sentence == link.sentence),
        )
        beside = held.setdefault(link.sentence, [])
        if not any(_says_as_much(text.sentences[link.sentence], other, own) for other in beside):
            beside.append(own)
            chosen.append(link)
    for link in sorted(chosen, key=lambda each: (each.sentence, each.order, each.predicate)):
        yield from _clauses(link, text, scenes, table)


@dataclass(frozen=True, slots=True)
class _Party:
    """A party of a claim, and whether it stands in the claim's sentence."""

    filler: Filler
    here: bool


@dataclass(frozen=True, slots=True)
class _Held:
    """A claim that is taken up already."""

    predicate: Predicate
    subject: _Party
    object: _Party


@dataclass(frozen=True, slots=True)
class _Link:
    """The likeliest pair of one sentence that makes a claim of two names, and its place in the order of the text."""

    predicate: Predicate
    likely: float
    order: int
    pair: Pair
    subject: Standing
    object: Standing
    sentence: int


_Names = tuple[int, str, str]
"""A sentence, the subject's name, the object's."""


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


def least_alone(predicate: Predicate) -> float:
    """How sure a claim must be that no frame, but only the linker finds."""
    return load_allowed()[predicate].least


def _fits(predicate: Predicate, subject: Filler, of_subject: Scene, object_: Filler, of_object: Scene) -> bool:
    """Whether both parties are of a class that the predicate takes."""
    allowed = load_allowed()[predicate]
    return any(of_subject.admits(subject, each) for each in allowed.subject) and any(
        of_object.admits(object_, each) for each in allowed.object
    )


def _says_as_much(sentence: Sentence, held: _Held, other: _Held) -> bool:
    """Whether a claim leaves nothing to say for another: the same of the same parties, or of what they are part of.

    "The Treasury's Office of Exports listed A" is said of the office, and not of the Treasury beside it, and who billed
    somebody in a sentence was not billed by him in the same. One deed also makes one claim of two parties, but for what
    may be said of them at once: who founded a firm may own and lead it.
    """
    straight = _one_party(sentence, held.subject, other.subject) and _one_party(sentence, held.object, other.object)
    turned = _one_party(sentence, held.subject, other.object) and _one_party(sentence, held.object, other.subject)
    if held.predicate is other.predicate:
        return straight or turned
    return straight and not {held.predicate, other.predicate} <= _AT_ONCE


def _one_party(sentence: Sentence, one: _Party, other: _Party) -> bool:
    """Whether two stand for one party: one name holds the other, or one stands in the other or hangs right on it."""
    left, right = one.filler, other.filler
    names = sorted((f" {left.mention.name.casefold()} ", f" {right.mention.name.casefold()} "), key=len)
    if names[0] in names[1]:
        return True
    if not one.here or not other.here:
        return False
    if left.first < right.last and right.first < left.last:
        return True
    tokens = sentence.tokens
    both = ((left.head, right.head), (right.head, left.head))
    return any(tokens[part].head == whole and tokens[part].dep in _PARTS for part, whole in both)


def _read(
    found: Sequence[Clause], text: ParsedText, scenes: Sequence[Scene]
) -> tuple[Mapping[tuple[_Names, Predicate], _Link], Mapping[_Names, Mapping[Predicate, float]]]:
    """What the linker finds likely, and how likely it holds what it was asked of the pairs that the frames join.

    One window after the other, so that only what is likely is kept.
    """
    network = load_network()
    standing = [tuple(scene.standing()) if len(scene.sentence.tokens) <= LONGEST_SENTENCE else () for scene in scenes]
    joined = {names for clause in found for names in _names(clause)}
    links: dict[tuple[_Names, Predicate], _Link] = {}
    asked: dict[_Names, dict[Predicate, float]] = {}
    for window in windows(text.sentences, standing, found):
        features, pairs = features_of(window, text.document.text, network.words)
        if not pairs:
            continue
        likely = network.probabilities(features)
        for row, pair in enumerate(pairs):
            subject, object_ = window.parties[pair.subject], window.parties[pair.object]
            names = (max(subject.sentence, object_.sentence), subject.filler.mention.name, object_.filler.mention.name)
            if names in joined:
                known = asked.setdefault(names, {})
                for predicate, each in zip(PREDICATES, likely[row].tolist(), strict=True):
                    known[predicate] = max(known.get(predicate, 0.0), each)
        for row, column in np.argwhere(likely >= LEAST).tolist():
            link = _link(window, pairs[row], PREDICATES[column], float(likely[row, column]))
            if link.predicate not in load_allowed() or _is_inside(link):
                continue
            key = ((link.sentence, link.subject.filler.mention.name, link.object.filler.mention.name), link.predicate)
            scene, other = scenes[link.subject.sentence], scenes[link.object.sentence]
            fits = _fits(link.predicate, link.subject.filler, scene, link.object.filler, other)
            if fits and (key not in links or link.likely > links[key].likely):
                links[key] = link
    return links, asked


def _is_inside(link: _Link) -> bool:
    """Whether one party stands in the words of the other, which tell by themselves what they are: "a firm in Minsk"."""
    left, right = link.subject, link.object
    return left.start < right.end and right.start < left.end


def _link(window: Window, pair: Pair, predicate: Predicate, likely: float) -> _Link:
    subject, object_ = window.parties[pair.subject], window.parties[pair.object]
    sentence = max(subject.sentence, object_.sentence)
    return _Link(predicate, likely, min(subject.start, object_.start), pair, subject, object_, sentence)


def _names(clause: Clause) -> Iterator[_Names]:
    """The sentence and names of a clause of two parties, both ways round where neither comes first."""
    if clause.subject is not None and clause.object is not None:
        left, right = clause.subject.mention.name, clause.object.mention.name
        yield clause.index, left, right
        if clause.predicate in SYMMETRIC_PREDICATES:
            yield clause.index, right, left


def _judged(clause: Clause, asked: Mapping[_Names, Mapping[Predicate, float]]) -> Clause:
    """A clause with what the linker makes of it, where it was asked of the two parties and may speak of such claims."""
    if clause.predicate not in load_allowed():
        return clause
    given = [asked[names][clause.predicate] for names in _names(clause) if clause.predicate in asked.get(names, {})]
    return replace(clause, linked=max(given)) if given else clause


def _clauses(link: _Link, text: ParsedText, scenes: Sequence[Scene], table: FrameTable) -> Iterator[Clause]:
    """The clauses of a link: one, or one for each pair of members where a party is a group."""
    sentence, scene = text.sentences[link.sentence], scenes[link.sentence]
    parties = [party.filler for party in (link.subject, link.object) if party.sentence == link.sentence]
    trigger = _trigger(sentence, scene, link.pair, parties)
    taken = {filler.head for filler in parties}
    slots = tuple(
        (qualifier, kept)
        for qualifier, heads in placed(scene, trigger, link.predicate, table)
        if (kept := tuple(head for head in heads if head not in taken))
    )
    subjects = _members(link.subject, scenes, link.sentence)
    objects = _members(link.object, scenes, link.sentence)
    for subject, object_ in islice(product(subjects, objects), MOST_PAIRS):
        if subject.mention.name.casefold() != object_.mention.name.casefold():
            yield Clause(
                sentence=sentence,
                index=link.sentence,
                trigger=trigger,
                predicate=link.predicate,
                frame=LINKED,
                subject=subject,
                object=object_,
                slots=slots,
                trust=link.likely,
                quote=extent(sentence, trigger, parties, slots),
                linked=link.likely,
            )


def _members(party: Standing, scenes: Sequence[Scene], sentence: int) -> list[Filler]:
    """The named members of a described group, else the party itself; carried over where it stands elsewhere."""
    mention = party.filler.mention
    group = scenes[party.sentence].groups.get(mention.name, ()) if mention.described else ()
    found = [
        replace(party.filler, mention=replace(one, start=mention.start, end=mention.end, resolved=True))
        for one in group
    ] or [party.filler]
    return found if party.sentence == sentence else [carried(each) for each in found]


def _trigger(sentence: Sentence, scene: Scene, pair: Pair, parties: Sequence[Filler]) -> int:
    """The word that carries what is said: the highest on the way that is part of no party and no name.

    A verb on the way goes before a noun, and what stands on it before what stands above: in "the firm that did not sell
    to A" it is the selling.
    """
    taken = {i for span in scene.names.values() for i in range(span.first, span.last)}
    taken |= {i for filler in parties for i in range(filler.first, filler.last)} | {filler.head for filler in parties}
    free = [i for i in (pair.trigger, *pair.way) if i not in taken]
    above = [i for i in sentence.ancestors(pair.trigger) if i not in taken]
    for words, kinds in ((free, _VERBS), (free, _NOUNS), (above, _VERBS | _NOUNS)):
        for token in words:
            if sentence.tokens[token].pos in kinds:
                return token
    return pair.trigger
