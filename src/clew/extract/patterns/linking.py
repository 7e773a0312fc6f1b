"""The claims of a Chinese document: what its patterns tell, and what the linker finds beside them."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice, product

from clew.extract.clause import LINKED, Filler
from clew.extract.confidence import BASE, Weighed, odds, weigh
from clew.extract.engine import MOST_PAIRS
from clew.extract.frames import Fits
from clew.extract.linker.asking import Answers, Link, Names, ask, load_allowed
from clew.extract.linker.linking import AT_ONCE, DOUBTED
from clew.extract.linker.network import network_of
from clew.extract.linker.windows import IDEOGRAPHS, Said, Standing, windows
from clew.extract.names.chinese_words import ChineseWords, load_chinese_words
from clew.extract.names.short_forms import names_in
from clew.extract.parse.chinese import Segmented, SegmentedText
from clew.extract.patterns.clause_roles import clause_start
from clew.extract.patterns.particulars import particulars, status_of
from clew.extract.patterns.permitted import may_state
from clew.extract.patterns.seen import Seen
from clew.extract.patterns.settling import without_groups, without_speakers
from clew.extract.patterns.statements import Reader
from clew.records import Claim, Document, Mention, Quote
from clew.vocabulary import SYMMETRIC_PREDICATES, EntityType, Predicate

_ORGS = frozenset({EntityType.COMPANY, EntityType.PUBLIC_BODY, EntityType.ORGANIZATION, EntityType.FACILITY})
_PARTIES = _ORGS | {EntityType.PERSON}
_GOODS = frozenset({EntityType.PRODUCT})
_OF_CLASS: Mapping[Fits, frozenset[EntityType]] = {
    Fits.PARTY: _PARTIES,
    Fits.ORG: _ORGS,
    Fits.FIRM: _ORGS,
    Fits.AUTHORITY: frozenset({EntityType.PUBLIC_BODY, EntityType.ORGANIZATION}),
    Fits.PEOPLE: frozenset({EntityType.PERSON, EntityType.ORGANIZATION}),
    Fits.GOOD: _GOODS,
    Fits.PLACE: frozenset({EntityType.PLACE}),
    Fits.SITE: frozenset({EntityType.FACILITY, EntityType.PLACE, EntityType.COMPANY, EntityType.EVENT}),
    Fits.FACILITY: frozenset({EntityType.FACILITY, EntityType.COMPANY}),
    Fits.NAMED: _PARTIES | _GOODS,
    Fits.VENTURE: _ORGS | {EntityType.PROGRAMME},
    Fits.TARGET: _PARTIES | _GOODS | {EntityType.PROGRAMME},
}
"""Types of the classes that the linker's table names."""
_BY_NAME = frozenset({Fits.NAMED, Fits.AUTHORITY})
"""Classes that no description stands for."""
_HEADING = frozenset({Predicate.LEADS, Predicate.EMPLOYS})
"""Who leads a body is not said to be its staff as well."""
_ACTING = frozenset({Fits.PARTY, Fits.ORG, Fits.AUTHORITY, Fits.TARGET})
"""Classes that a state may stand for."""
_EDGES = "，,；;。：:"
_ENDING = re.compile(r"[^，,。；;：:]{0,18}")
"""What follows the later party up to the end of its clause: 甲由乙|控股."""


@dataclass(frozen=True)
class ReadThrough:
    """A document as the linker is given it: what stands in each sentence, what patterns say of it.

    `firsts` gives, by sentence, for each member of a group that is taken up there the one under whose name it stands.
    """

    claims: list[Claim]
    sentences: Sequence[Segmented]
    starts: Sequence[int]
    seen: Mapping[int, Seen]
    standing: Sequence[tuple[Standing, ...]]
    said: Mapping[int, Sequence[Said]]
    firsts: Mapping[int, Mapping[str, str]]

    def sentence_of(self, claim: Claim) -> int:
        """The sentence that makes a claim: the latest of those in which its quote starts and its parties stand."""
        places = [claim.quote.start, *(m.start for m in (claim.subject, claim.object) if m and m.start is not None)]
        return _sentence_at(self.starts, max(places))


def chinese_claims(document: Document, parsed: SegmentedText, version: str, *, by_linker: bool = True) -> list[Claim]:
    """All claims of a document before repeats are merged; quotes and names in the document's own characters."""
    if not by_linker:
        words = load_chinese_words()
        told = Reader(document, parsed, words, names_in(parsed, words), version).claims()
        return list(without_speakers(told, document.text))
    found: list[Claim] = []
    for claim, signals in signalled(document, parsed, version):
        sure = weigh(signals, Weighed.PATTERNS) if signals else claim.confidence
        if claim.origin != LINKED or sure >= load_allowed()[claim.predicate].least:
            found.append(replace(claim, confidence=sure))
    return list(without_speakers(without_groups(found), document.text))


def signalled(
    document: Document, parsed: SegmentedText, version: str = ""
) -> Iterator[tuple[Claim, Mapping[str, float]]]:
    """The claims of patterns and of the linker, with what speaks for and against each; nothing where none was asked."""
    words = load_chinese_words()
    reader = Reader(document, parsed, words, names_in(parsed, words), version)
    read = _read(reader, parsed)
    joined = {names for claim in read.claims for names in _as_asked(claim, read)}
    found = windows(read.sentences, read.standing, read.said, IDEOGRAPHS)
    answers = ask(network_of("zh"), document.text, found, joined, lambda link: _fits(link, read))
    doubted: set[tuple[int, Said]] = set()
    for claim in read.claims:
        likely = _likely(claim, read, answers)
        if likely is not None and likely < DOUBTED:
            doubted.add((read.sentence_of(claim), _said(claim)))
        signals = {} if likely is None else {"linked": odds(likely)}
        yield claim, {**signals, **_signals(claim)} if signals else {}
    held = {number: [each for each in said if (number, each) not in doubted] for number, said in read.said.items()}
    for claim in _linked(reader, read, answers, held, words):
        yield claim, {"linker": odds(claim.confidence), "linker alone": 1.0, **_signals(claim)}


def _likely(claim: Claim, read: ReadThrough, answers: Answers) -> float | None:
    """How likely the linker holds a claim of the patterns; None where it was not asked or may not speak of such."""
    if claim.predicate not in load_allowed():
        return None
    given = [answers.asked[names][claim.predicate] for names in _as_asked(claim, read) if names in answers.asked]
    return max(given, default=None)


def _as_asked(claim: Claim, read: ReadThrough) -> Iterator[Names]:
    """The names by which the linker is asked of a claim's two, both ways round where neither comes first.

    The members of a group stand under the name of the first.
    """
    if claim.subject is not None and claim.object is not None:
        number = read.sentence_of(claim)
        firsts = read.firsts.get(number, {})
        one, other = (firsts.get(name, name) for name in (claim.subject.name, claim.object.name))
        yield number, one, other
        if claim.predicate in SYMMETRIC_PREDICATES:
            yield number, other, one


def _signals(claim: Claim) -> Mapping[str, float]:
    """What speaks for and against any claim: its predicate, and how each party was found."""
    found = {BASE: 1.0, f"says {claim.predicate}": 1.0}
    for side, mention in (("subject", claim.subject), ("object", claim.object)):
        if mention is not None:
            traits = {"described": mention.described, "resolved": mention.resolved, "elsewhere": mention.start is None}
            found |= {f"{side} {trait}": 1.0 for trait, there in traits.items() if there}
    return found


def read_through(document: Document, parsed: SegmentedText, version: str = "") -> ReadThrough:
    """The document as the linker is given it."""
    words = load_chinese_words()
    return _read(Reader(document, parsed, words, names_in(parsed, words), version), parsed)


def _read(reader: Reader, parsed: SegmentedText) -> ReadThrough:
    claims = reader.claims()
    numbers = {sentence.start: number for number, sentence in enumerate(parsed.sentences)}
    seen = {numbers[each.sentence.start]: each for each in reader.seen}
    standing = [tuple(_standing(seen[n], n)) if n in seen else () for n in range(len(parsed.sentences))]
    firsts = {
        number: {one.name: members[0].name for members in each.parties.values() for one in members[1:]}
        for number, each in seen.items()
    }
    starts = tuple(sentence.start for sentence in parsed.sentences)
    said: dict[int, list[Said]] = {}
    read = ReadThrough(claims, parsed.sentences, starts, seen, standing, said, firsts)
    for claim in claims:
        said.setdefault(read.sentence_of(claim), []).append(_said(claim))
    return read


def _said(claim: Claim) -> Said:
    subject, object_ = (mention.name if mention else None for mention in (claim.subject, claim.object))
    return Said(claim.predicate, subject, object_, claim.confidence)


def _sentence_at(starts: Sequence[int], place: int) -> int:
    return max(0, bisect_right(starts, place) - 1)


def _standing(seen: Seen, number: int) -> Iterator[Standing]:
    """What a sentence names or describes; `head` of each filler is its place in the encoded line."""
    for at, character in enumerate(seen.encoded.line):
        thing, members = seen.encoded.things.get(character), seen.parties.get(character)
        if thing is not None and members:
            filler = Filler(at, at, at + 1, members[0])
            yield Standing(number, filler, thing.start, thing.end, is_pronoun=thing.anaphor)


def _linked(
    reader: Reader,
    read: ReadThrough,
    answers: Answers,
    held: Mapping[int, Sequence[Said]],
    words: ChineseWords,
) -> Iterator[Claim]:
    """The claims that the linker alone finds, each of what is not `held` to be said of the same two in its sentence."""
    known = {number: list(said) for number, said in held.items()}
    for link in sorted(answers.links.values(), key=lambda each: (-each.likely, each.order, each.predicate)):
        beside = known.setdefault(link.sentence, [])
        for claim in _claims(reader, read, link, words):
            said = _said(claim)
            if not any(_says_as_much(each, said) for each in beside):
                beside.append(said)
                yield claim


def _says_as_much(held: Said, other: Said) -> bool:
    """Whether a claim leaves nothing to say for another of the same two: one deed makes one claim of them."""
    straight = (held.subject, held.object) == (other.subject, other.object)
    turned = (held.subject, held.object) == (other.object, other.subject)
    if held.predicate is other.predicate:
        return straight or turned
    if {held.predicate, other.predicate} == _HEADING:
        return turned
    return straight and not {held.predicate, other.predicate} <= AT_ONCE


def _fits(link: Link, read: ReadThrough) -> bool:
    """Whether both parties are of a class that the predicate takes."""
    allowed = load_allowed()[link.predicate]
    return _is_of(link.subject, allowed.subject, read) and _is_of(link.object, allowed.object, read)


def _is_of(party: Standing, classes: frozenset[Fits], read: ReadThrough) -> bool:
    seen = read.seen[party.sentence]
    if seen.encoded.things[seen.encoded.line[party.filler.head]].country and classes & _ACTING:
        return True
    mention = party.filler.mention
    return any(mention.type in _OF_CLASS[each] and not (mention.described and each in _BY_NAME) for each in classes)


def _claims(reader: Reader, read: ReadThrough, link: Link, words: ChineseWords) -> Iterator[Claim]:
    """The claims of a link: one, or one for each pair of members where a party is a group."""
    seen, document = read.seen[link.sentence], reader.document
    line = seen.encoded.line
    places = [party.filler.head for party in (link.subject, link.object) if party.sentence == link.sentence]
    start, end = min(places), max(places) + 1
    if len(places) == 1:
        start = clause_start(line, start)
    behind = _ENDING.match(line, end)
    if behind is not None and line[behind.end() : behind.end() + 1] in _EDGES:
        end = behind.end()
    match = re.compile(".*", re.DOTALL).match(line, start, end)
    assert match is not None
    if any(word in line[clause_start(line, start) : end] for word in words["void"]):
        return
    first, last = seen.encoded.span(start, end)
    own = {line[link.subject.filler.head]} if link.subject.sentence == link.sentence else set()
    parties = {party.filler.mention.name for party in (link.subject, link.object)}
    given = particulars(link.predicate, match, seen.encoded, document.text, words)
    told = {key: value for key, value in given.items() if value not in parties}
    status = status_of(link.predicate, line, start, end, words)
    for subject, object_ in islice(
        product(_members(link.subject, link, read), _members(link.object, link, read)), MOST_PAIRS
    ):
        if may_state(link.predicate, subject, object_, words):
            yield Claim(
                doc=document.name,
                quote=Quote(document.id, first, last),
                text=document.text[first:last],
                predicate=link.predicate,
                subject=subject,
                object=object_,
                status=status,
                qualifiers=told,
                sources=reader.sources(line, end, seen.said, own, subject.name, seen.before),
                confidence=link.likely,
                extractor=reader.version,
                origin=LINKED,
            )


def _members(party: Standing, link: Link, read: ReadThrough) -> tuple[Mention, ...]:
    """The party, or the members of the group that it takes up; carried over where it stands in another sentence."""
    seen = read.seen[party.sentence]
    members = seen.parties[seen.encoded.line[party.filler.head]]
    if party.sentence == link.sentence:
        return members
    return tuple(replace(each, start=None, end=None, resolved=True) for each in members)
