"""Which party a description stands for: the name beside it, the subject it is said of, the one it goes back to."""

from collections.abc import Mapping
from itertools import takewhile

from clew.extract.describing import noun_type, phrase
from clew.extract.grammar import load_grammar
from clew.extract.memory import ORGANISED, SUBJECTS, WINDOW, Memory, Party, compatible, salience
from clew.extract.names.lexicon import Lexicon
from clew.extract.sentence import NameSpan, Sentence
from clew.records import Mention
from clew.vocabulary import EntityType

_WORDS = load_grammar()
_DEFINITE = frozenset({"the", "this", "that", "these", "those", "both"}) | frozenset(
    {"этот", "эта", "это", "эти", "этой", "этого", "этих", "этому", "эту", "этим", "этими"}
)
_SITES = frozenset({EntityType.PLACE, EntityType.FACILITY})
_POINTING = load_grammar("ru")["pointing"]
_FIRMS = frozenset({EntityType.COMPANY, EntityType.FACILITY})
_ARGUMENTS = frozenset({"nsubj", "nsubj:pass", "obj", "obl:agent"})


def described(
    memory: Memory,
    number: int,
    sentence: Sentence,
    index: int,
    heads: Mapping[int, NameSpan],
    mentions: Mapping[int, Mention],
) -> Mention | None:
    """Whom or what a common noun stands for; None where it names no party, good or place."""
    kind = noun_type(sentence, index, memory.lexicon)
    if kind is None:
        return None
    if kind is EntityType.PLACE and (place := _place_named(sentence, index, heads)) is not None:
        return named_as(sentence, heads[place])
    first, last = phrase(sentence, index, heads, noun_is_good=kind is EntityType.PRODUCT)
    equated = _equated(sentence, index, mentions, kind)
    if equated is not None:
        return standing(sentence, first, last, equated)
    name = _appositive_name(memory, sentence, index, heads, kind)
    if name is not None:
        named = named_as(sentence, name)
        if kind is EntityType.PLACE and not memory.lexicon.articles:
            return named
        _tell(memory, number, sentence, index, named)
        return standing(sentence, first, last, named)
    determiner = {sentence.tokens[i].text.lower() for i in sentence.below(index, "det")}
    definite = bool(determiner & _DEFINITE) or _bare_anaphor(memory.lexicon, sentence, index)
    if not definite and _is_new(sentence, index, determiner):
        ahead = memory.introduced(number, kind)
        if ahead is not None:
            return standing(sentence, first, last, ahead)
    document = memory.parsed.document.text
    words = " ".join(document[sentence.tokens[first].start : sentence.tokens[last - 1].end].split())
    if definite and kind not in {EntityType.PRODUCT, EntityType.PLACE}:
        party = _described_so(memory, number, sentence, index, kind)
        if party is not None:
            return standing(sentence, first, last, party.mention)
    return Mention(words, kind, sentence.tokens[first].start, sentence.tokens[last - 1].end, described=True)


def _equated(sentence: Sentence, index: int, mentions: Mapping[int, Mention], kind: EntityType) -> Mention | None:
    """Whom a noun is said of by a copula, where that is known by then: "it is a known company"."""
    if kind not in ORGANISED | {EntityType.PERSON} or not any(True for _ in sentence.below(index, "cop")):
        return None
    for subject in sentence.below(index, *SUBJECTS):
        mention = mentions.get(subject)
        if subject < index and mention is not None and mention.resolved and compatible(mention.type, kind):
            return mention
    return None


def _tell(memory: Memory, number: int, sentence: Sentence, index: int, name: Mention) -> None:
    """Keep whom an earlier description stood for, when "The trader, Orlan, ..." names it."""
    token = sentence.tokens[index]
    definite = any(sentence.tokens[i].text.lower() == "the" for i in sentence.below(index, "det"))
    if not definite or index > 2 or token.tag != "NN":
        return
    for party in memory.parties.values():
        near = party.seen and number - party.seen[-1][0] <= WINDOW
        if near and party.mention.described and not party.plural and token.lemma in party.nouns:
            memory.later[party.mention.name] = name


def _place_named(sentence: Sentence, index: int, heads: Mapping[int, NameSpan]) -> int | None:
    """The name in "the city of Orlan": the place is called by it."""
    for child in sentence.below(index, "nmod"):
        if child in heads and sentence.case(child) == "of" and heads[child].type is EntityType.PLACE:
            return child
    return None


def _bare_anaphor(lexicon: Lexicon, sentence: Sentence, index: int) -> bool:
    """Whether, in a language without articles, a noun by itself takes up a party: "компания"."""
    if lexicon.articles or sentence.tokens[index].lemma not in lexicon.anaphors:
        return False
    below = sentence.below(index, "amod", "nmod", "nummod", "nummod:gov", "acl", "acl:relcl")
    return not any(sentence.tokens[i].lemma not in _POINTING and not _before(sentence, i, index) for i in below)


def _before(sentence: Sentence, index: int, noun: int) -> bool:
    """Whether a participle stands before its noun and only adds to it: "основанная в 2014 году компания"."""
    token = sentence.tokens[index]
    return sentence.language == "ru" and index < noun and token.pos == "VERB" and token.dep in {"acl", "amod"}


def _is_new(sentence: Sentence, index: int, determiner: set[str]) -> bool:
    """Whether a description brings in one party that is spoken of for the first time: "a second trader"."""
    token = sentence.tokens[index]
    return token.tag == "NN" and bool(determiner & {"a", "an", "another", "one"}) and token.dep in _ARGUMENTS


def _appositive_name(
    memory: Memory, sentence: Sentence, index: int, heads: Mapping[int, NameSpan], kind: EntityType
) -> NameSpan | None:
    """The one name that stands in apposition to the noun: "a Russian company, TSK Orlan"."""
    token = sentence.tokens[index]
    if token.tag == "NNS" and memory.lexicon.articles:
        return None
    named = [i for i in sentence.below(index, "appos") if i in heads]
    if not named and not memory.lexicon.articles:
        chain = [i for i in sentence.below(index, "appos") if sentence.tokens[i].pos == "NOUN" and i > index]
        named = [i for noun in chain for i in sentence.below(noun, "appos") if i in heads]
    if token.dep == "compound" and memory.lexicon.articles:
        named += [
            head
            for head, span in heads.items()
            if span.first == index + 1 and token.head in range(span.first, span.last)
        ]
    if token.dep == "appos":
        named += [head for head, span in heads.items() if head == token.head or span.first <= token.head < span.last]
    if any(True for _ in sentence.below(index, "cop")):
        named += [i for i in sentence.below(index, "nsubj") if i in heads]
    if (
        memory.lexicon.articles
        and token.dep in SUBJECTS
        and token.head in heads
        and any(True for _ in sentence.below(token.head, "cop"))
    ):
        named.append(token.head)
    head = sentence.tokens[token.head]
    if token.dep == "obl" and sentence.case(index) == "as" and head.tag == "VBN":
        named += [i for i in sentence.below(token.head, "nsubj:pass") if i in heads]
    for verb in sentence.below(index, "acl"):
        if sentence.tokens[verb].lemma in _WORDS["naming"]:
            named += [i for i in sentence.below(verb, "xcomp", "obj", "obl") if i in heads]
    anyone = token.lemma in memory.lexicon.people or token.lemma in _WORDS["anybody"]
    fitting = [
        heads[i]
        for i in named
        if not _of_state(token.lemma, heads[i])
        and (anyone or compatible(heads[i].type, kind) or {heads[i].type, kind} <= _SITES)
    ]
    conjuncts = [other for i in named for other in sentence.below(i, "conj") if other < index or i > index]
    return fitting[0] if len({span.name for span in fitting}) == 1 and not conjuncts else None


def _of_state(noun: str, span: NameSpan) -> bool:
    """Whether a noun names an organ of a state, which no firm is: "..., the ministry said" beside a firm's name."""
    return noun in _WORDS["organs"] and span.type is EntityType.COMPANY


def _spoken_of(memory: Memory, party: Party, number: int, noun: str) -> bool:
    """Whether "the company" takes up what the sentence before was about: its subject, a named organisation."""
    if noun not in memory.lexicon.anaphors - memory.lexicon.people or memory.lexicon.nouns.get(noun) in {
        EntityType.PERSON,
        EntityType.PUBLIC_BODY,
    }:
        return False
    lately = takewhile(lambda one: one[0] >= number - 1, reversed(party.seen))
    subject = any(at == number - 1 and subject for at, subject in lately)
    named = party.mention.type in {EntityType.COMPANY, EntityType.FACILITY, EntityType.ORGANIZATION}
    return subject and named and not party.mention.described and not party.media and not party.country


def _described_so(memory: Memory, number: int, sentence: Sentence, index: int, kind: EntityType) -> Party | None:
    """The party that a definite description goes back to, None where the description stands for itself."""
    token = sentence.tokens[index]
    plural = token.tag in {"NNS", "NNPS"}
    traits = {sentence.tokens[i].lemma for i in sentence.below(index, "amod", "compound") if i < index}
    narrowing = any(
        sentence.tokens[child].dep == "nmod:poss" or "," not in {t.text for t in sentence.tokens[index:child]}
        for child in sentence.below(index, "nmod", "acl", "acl:relcl", "nmod:poss")
        if not _before(sentence, child, index)
    )
    nationalities = {trait for trait in traits if trait in memory.lexicon.adjectives}
    best: tuple[float, Party] | None = None
    for party in memory.parties.values():
        distance = number - party.seen[-1][0] if party.seen else 99
        if party.plural != plural or distance > 12:
            continue
        score = 0.0
        if token.lemma in party.nouns:
            score = 6.0
        elif plural and {token.lemma} | party.nouns <= memory.lexicon.anaphors and party.nouns:
            people = token.lemma in memory.lexicon.people and party.mention.type is EntityType.COMPANY
            score = 4.5 if compatible(party.mention.type, kind) and not people else 0.0
        elif (
            not narrowing
            and not plural
            and compatible(party.mention.type, kind)
            and not party.media
            and distance <= 3
            and token.lemma not in _WORDS["relational"]
        ) and (memory.lexicon.articles or token.lemma in memory.lexicon.generic):
            score = 3.0 if _alike(memory, party.mention.type, kind) and token.lemma not in _WORDS["organs"] else 0.0
        if not traits and not narrowing and not plural and _spoken_of(memory, party, number, token.lemma):
            score = max(score, 6.5)
        if not score or (narrowing and score < 6.0) or (narrowing and not traits & party.traits):
            continue
        if nationalities and not nationalities & party.traits:
            continue
        score += 1.0 if not memory.lexicon.articles and kind in _FIRMS and not party.mention.described else 0.0
        score += max((salience(number - at, subject) for at, subject in party.seen[-4:]), default=0.0) / 4
        score += len(traits & party.traits)
        if best is None or score > best[0]:
            best = (score, party)
    return best[1] if best else None


def _alike(memory: Memory, name: EntityType, noun: EntityType) -> bool:
    """Whether a bare noun takes up a name of this type; in Russian a plant, a firm and an enterprise are one."""
    return name is noun or (not memory.lexicon.articles and {name, noun} <= _FIRMS)


def standing(sentence: Sentence, first: int, last: int, mention: Mention) -> Mention:
    """A party at the place of the words (tokens `first` to `last`, exclusive) that stand for it."""
    start, end = sentence.tokens[first].start, sentence.tokens[last - 1].end
    return Mention(mention.name, mention.type, start, end, mention.described, resolved=True)


def named_as(sentence: Sentence, span: NameSpan) -> Mention:
    """The party of a name, at the place of the name."""
    start, end = sentence.tokens[span.first].start, sentence.tokens[span.last - 1].end
    return Mention(span.name, span.type, start, end)
