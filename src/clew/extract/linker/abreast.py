"""Names that stand side by side: what the linker finds of one holds of all, and none of them acts on another."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace

from clew.extract.clause import Filler
from clew.extract.control import beside, tells_each_apart
from clew.extract.enumerations import enumerated
from clew.extract.grammar import load_grammar
from clew.extract.linker.asking import Link
from clew.extract.linker.windows import Standing, standing_in
from clew.extract.names.register import head_of
from clew.extract.parties import Scene
from clew.extract.sentence import GAP, Sentence
from clew.vocabulary import SYMMETRIC_PREDICATES, EntityType, Predicate

_WORDS = load_grammar()
_MUTUAL = SYMMETRIC_PREDICATES | {Predicate.CONTRACTS_WITH}
"""What names side by side may well do with one another: "A and B have signed a contract"."""
_SURE = 0.5
"""How likely a link must be to be shared with the names beside its parties."""


def abreast(links: Iterable[Link], scenes: Sequence[Scene], fits: Callable[[Link], bool]) -> list[Link]:
    """The links that may hold, with those of the names listed beside the parties of a sure one, which are as likely.

    `fits` says whether the parties of a link are of a class that its predicate takes.
    """
    found: dict[tuple[int, Predicate, int, int], Link] = {}
    for link in links:
        if not _may_hold(link, scenes):
            continue
        for each in (link, *(_of_those_beside(link, scenes) if link.likely >= _SURE else ())):
            key = (each.sentence, each.predicate, each.subject.start, each.object.start)
            known = found.get(key)
            if (known is None or known.likely < each.likely) and fits(each) and not _are_told_apart(each, scenes):
                found[key] = each
    return list(found.values())


def _may_hold(link: Link, scenes: Sequence[Scene]) -> bool:
    """Whether nothing in how the parties stand to each other speaks against a link."""
    if link.subject.sentence != link.object.sentence:
        return True
    scene = scenes[link.subject.sentence]
    return not (_do_the_same(link, scene) or _tells_where(link, scene.sentence) or _crosses_gap(link, scene))


def _crosses_gap(link: Link, scene: Scene) -> bool:
    """Whether one party stands in a clause whose verb is left out and that has two of its own: "..., а B — на C"."""
    sentence = scene.sentence
    for gap, token in enumerate(sentence.tokens):
        if token.tag != GAP:
            continue
        below = set(sentence.subtree(gap))
        inside = sum(head in below for head in scene.names)
        if inside > 1 and (link.subject.filler.head in below) is not (link.object.filler.head in below):
            return True
    return False


def _of_those_beside(link: Link, scenes: Sequence[Scene]) -> Iterator[Link]:
    for party, other in ((link.subject, link.object), (link.object, link.subject)):
        scene = scenes[party.sentence]
        if scene.sentence.case(party.filler.head) in _WORDS["likening"]:
            continue
        together = other.sentence == party.sentence
        if together and (_belongs_to(other, party, scene.sentence) or _acts_apart(party, other, scene.sentence)):
            continue
        for each in _listed_beside(party, scene):
            if each.filler.mention.name != other.filler.mention.name:
                yield replace(link, subject=each) if party is link.subject else replace(link, object=each)


def _belongs_to(part: Standing, party: Standing, sentence: Sentence) -> bool:
    """Whether one party hangs on the other alone: in "Ilya Dorn and Pavel Merin of Avia" only Merin is Avia's."""
    above = [part.filler.head, *sentence.ancestors(part.filler.head)]
    return party.filler.head in above


def _acts_apart(party: Standing, other: Standing, sentence: Sentence) -> bool:
    """Whether a party is the subject of a clause of its own: "The EU listed A, and B and C closed"."""
    token = sentence.tokens[party.filler.head]
    token = sentence.tokens[token.head] if token.dep == "conj" else token
    return token.dep in {"nsubj", "nsubj:pass"} and other.filler.head not in sentence.subtree(token.head)


def _listed_beside(party: Standing, scene: Scene) -> Iterator[Standing]:
    """The names that stand in one list with a party, without itself."""
    sentence = scene.sentence
    others = set(beside(sentence, party.filler.head))
    for row in enumerated(sentence, tuple(scene.names.values())):
        heads = {head_of(sentence, span.first, span.last) for span in row}
        if party.filler.head in heads:
            fillers = tuple(each for each in scene.standing() if each.head in heads & others)
            yield from standing_in(sentence, party.sentence, fillers)


def _do_the_same(link: Link, scene: Scene) -> bool:
    """Whether both parties are names set side by side, "A, B and C", of which none does anything to another.

    Nor does one do what the others do that is left out: "A and not B".
    """
    if link.predicate in _MUTUAL:
        return False
    sentence = scene.sentence
    pair = {link.subject.filler.head, link.object.filler.head}
    for row in enumerated(sentence, tuple(scene.names.values())):
        if pair <= {head_of(sentence, span.first, span.last) for span in row}:
            return True
    if any(_is_left_out(sentence, each.filler) for each in (link.subject, link.object)):
        return True
    return pair <= set(scene.names) and _are_parallel(sentence, *sorted(pair))


def _are_parallel(sentence: Sentence, first: int, second: int) -> bool:
    """Whether two names stand side by side, or in like phrases that do: "30% of A and 20% of B"."""
    tokens = sentence.tokens
    if sentence.case(first) != sentence.case(second):
        return False
    if tokens[second].dep == "conj" and tokens[second].head == first:
        return not any(True for one in (first, second) for _ in sentence.below(one, "nmod:poss"))
    above, other = tokens[first].head, tokens[second].head
    alike = tokens[first].dep == tokens[second].dep == "nmod" and sentence.case(first) != ""
    return alike and tokens[other].dep in {"conj", "appos"} and other in beside(sentence, above)


def _is_left_out(sentence: Sentence, filler: Filler) -> bool:
    """Whether "not" stands before a party, as in "A and not B", but not in "not only B"."""
    words = (token.text.lower() for token in sentence.tokens[max(0, filler.first - 2) : filler.first + 1])
    return sentence.tokens[filler.head].dep == "dep" and not _WORDS["excluding"].isdisjoint(words)


def _tells_where(link: Link, sentence: Sentence) -> bool:
    """Whether one party is only the place of the other, "A and B, both of Varnia", or what it is likened to."""
    if link.predicate is Predicate.LOCATED_IN:
        return False
    tokens = sentence.tokens
    for part, whole in ((link.subject.filler, link.object.filler), (link.object.filler, link.subject.filler)):
        above, case = tokens[part.head].head, sentence.case(part.head)
        while above != whole.head and tokens[above].tag == "DT" and tokens[above].dep == "appos":
            above = tokens[above].head
        if above != whole.head and above not in beside(sentence, whole.head):
            continue
        stands = part.mention.type is EntityType.PLACE and whole.mention.type is not EntityType.PRODUCT
        placed = stands and case in _WORDS["placing"]
        if placed or (link.predicate is Predicate.SAME_AS and case in _WORDS["likening"]):
            return True
    return False


def _are_told_apart(link: Link, scenes: Sequence[Scene]) -> bool:
    """Whether the parties stand at different places of two lists of which each goes with each: "respectively"."""
    sentence = scenes[link.sentence].sentence
    if link.subject.sentence != link.object.sentence or not tells_each_apart(sentence):
        return False
    rows = [
        (each, sorted((each, *beside(sentence, each)))) for each in (link.subject.filler.head, link.object.filler.head)
    ]
    (first, of_first), (second, of_second) = rows
    return len(of_first) == len(of_second) > 1 and of_first.index(first) != of_second.index(second)
