"""What the linker makes of a document: how likely each clause of the frames is, and the clauses it alone finds."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice, product

from clew.extract.clause import LINKED, Clause, Filler, carried
from clew.extract.engine import LONGEST_SENTENCE, MOST_PAIRS, extent, placed
from clew.extract.frames import FrameTable
from clew.extract.linker.abreast import abreast
from clew.extract.linker.asking import Answers, Link, Names, ask, load_allowed
from clew.extract.linker.network import network_of
from clew.extract.linker.windows import Pair, Standing, said_by, standing_in, windows
from clew.extract.parties import Scene
from clew.extract.reading import is_here
from clew.extract.sentence import ParsedText, Sentence
from clew.vocabulary import SYMMETRIC_PREDICATES, Predicate

AT_ONCE = frozenset({Predicate.OWNS, Predicate.LEADS, Predicate.FOUNDS, Predicate.EMPLOYS, Predicate.PARTNERS_WITH})
"""What one sentence may well say of the same two at once: who founded a firm owns and leads it."""
_VERBS = frozenset({"VERB", "AUX"})
_NOUNS = frozenset({"NOUN", "ADJ"})
DOUBTED = 0.1
"""A frame's claim that the linker holds less likely leaves room for another reading of the same parties."""
_PARTS = frozenset({"compound", "amod", "nmod", "nmod:poss", "appos", "nummod"})


def linked(found: Sequence[Clause], text: ParsedText, scenes: Sequence[Scene], table: FrameTable) -> Iterator[Clause]:
    """The frames' clauses with what the linker makes of them, then those that it alone finds."""
    answers = _read(found, text, scenes)
    held: dict[int, list[_Held]] = {}
    for clause in found:
        judged = _judged(clause, answers.asked)
        yield judged
        doubted = judged.linked is not None and judged.linked < DOUBTED
        if judged.subject is not None and judged.object is not None and not doubted:
            party = _Party(judged.subject, is_here(judged.subject, judged.sentence))
            other = _Party(judged.object, is_here(judged.object, judged.sentence))
            held.setdefault(clause.index, []).append(_Held(clause.predicate, party, other))
    chosen: list[Link] = []
    likely = abreast(answers.links.values(), scenes, lambda link: _fits(link, scenes))
    for link in sorted(likely, key=lambda each: (-each.likely, each.order, each.predicate)):
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


def least_alone(predicate: Predicate) -> float:
    """How sure a claim must be that no frame, but only the linker finds."""
    return load_allowed()[predicate].least


def _fits(link: Link, scenes: Sequence[Scene]) -> bool:
    """Whether both parties are of a class that the predicate takes."""
    allowed = load_allowed()[link.predicate]
    of_subject, of_object = scenes[link.subject.sentence], scenes[link.object.sentence]
    return any(of_subject.admits(link.subject.filler, each) for each in allowed.subject) and any(
        of_object.admits(link.object.filler, each) for each in allowed.object
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
    return straight and not {held.predicate, other.predicate} <= AT_ONCE


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


def _read(found: Sequence[Clause], text: ParsedText, scenes: Sequence[Scene]) -> Answers:
    """What the linker makes of a document."""
    standing = [
        standing_in(scene.sentence, number, tuple(scene.standing()))
        if len(scene.sentence.tokens) <= LONGEST_SENTENCE
        else ()
        for number, scene in enumerate(scenes)
    ]
    joined = {names for clause in found for names in _names(clause)}

    network = network_of(text.sentences[0].language)
    asked = windows(text.sentences, standing, said_by(found))
    return ask(network, text.document.text, asked, joined, lambda link: _fits(link, scenes))


def _names(clause: Clause) -> Iterator[Names]:
    """The sentence and names of a clause of two parties, both ways round where neither comes first."""
    if clause.subject is not None and clause.object is not None:
        left, right = clause.subject.mention.name, clause.object.mention.name
        yield clause.index, left, right
        if clause.predicate in SYMMETRIC_PREDICATES:
            yield clause.index, right, left


def _judged(clause: Clause, asked: Mapping[Names, Mapping[Predicate, float]]) -> Clause:
    """A clause with what the linker makes of it, where it was asked of the two parties and may speak of such claims."""
    if clause.predicate not in load_allowed():
        return clause
    given = [asked[names][clause.predicate] for names in _names(clause) if clause.predicate in asked.get(names, {})]
    return replace(clause, linked=max(given)) if given else clause


def _clauses(link: Link, text: ParsedText, scenes: Sequence[Scene], table: FrameTable) -> Iterator[Clause]:
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
