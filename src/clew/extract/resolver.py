"""Which party each noun and pronoun of a document stands for: names, descriptions led back to names, pronouns.

Rules, in order: a description in apposition or copula to a name stands for the name and teaches how the name is
described; a definite description ("the company", "the Russian firm") goes back to the latest party so described,
else to the latest of its type; a pronoun goes back to the most salient party of its number and type, subjects first.
What no rule settles stays a description.
"""

from collections.abc import Mapping, Sequence

from clew.extract.describing import is_national, noun_type, phrase
from clew.extract.grammar import load_grammar
from clew.extract.groups import members, note_group, paired
from clew.extract.memory import ORGANISED, SUBJECTS, WINDOW, Memory, Party, Referents, compatible, salience
from clew.extract.names.lexicon import Lexicon
from clew.extract.names.register import head_of
from clew.extract.pronouns import (
    among_its,
    beside,
    counted_all,
    expletive,
    gender_of_name,
    gender_of_noun,
    matrix_subject,
    of_a_firm,
)
from clew.extract.russian_referents import charged, gender, genders, takes_up_latest
from clew.extract.sentence import NameSpan, ParsedText, Sentence, Token
from clew.records import Mention
from clew.vocabulary import EntityType

_HE = frozenset({"he", "she", "him", "her", "his", "hers", "himself", "herself"})
_SHE = frozenset({"she", "her", "hers"})
_IT = frozenset({"it", "its", "itself"})
_ALL = frozenset({"each", "both", "neither", "all"})
_THEY = frozenset({"they", "them", "their", "theirs", "themselves"})
_THIRD = frozenset({"он", "она", "оно", "они"})
"""Pronouns of a language that has genders for things: person or firm, by number alone."""
_DEFINITE = frozenset({"the", "this", "that", "these", "those", "both"}) | frozenset(
    {"этот", "эта", "это", "эти", "этой", "этого", "этих", "этому", "эту", "этим", "этими"}
)
_WORDS = load_grammar()
_SITES = frozenset({EntityType.PLACE, EntityType.FACILITY})
_POINTING = load_grammar("ru")["pointing"]
_ARGUMENTS = frozenset({"nsubj", "nsubj:pass", "obj", "obl:agent"})


def resolve(parsed: ParsedText, lexicon: Lexicon) -> Referents:
    """The referents of all nouns and pronouns of a document."""
    memory = Memory(parsed, lexicon)
    found = [
        _sentence(memory, number, sentence, names)
        for number, (sentence, names) in enumerate(zip(parsed.sentences, parsed.names, strict=True))
    ]
    found = [{index: _told_later(mention, memory.later) for index, mention in each.items()} for each in found]
    return Referents(tuple(found), tuple(_goods(parsed, found)), memory.groups)


def _told_later(mention: Mention, later: Mapping[str, Mention]) -> Mention:
    """A description that the text names afterwards ("a trader ... The trader, Orlan, ...") stands for that name."""
    name = later.get(mention.name) if mention.described else None
    return mention if name is None else Mention(name.name, name.type, mention.start, mention.end, resolved=True)


def _goods(parsed: ParsedText, found: Sequence[Mapping[int, Mention]]) -> list[Mapping[int, Mention]]:
    """For each sentence, the good that each "it", "they", "them" would take up: the latest one before it."""
    goods: list[Mapping[int, Mention]] = []
    latest: Mention | None = None
    spoken: Mention | None = None
    for sentence, mentions in zip(parsed.sentences, found, strict=True):
        here: dict[int, Mention] = {}
        for index, token in enumerate(sentence.tokens):
            mention = mentions.get(index)
            if mention is not None and mention.type is EntityType.PRODUCT and token.pos != "PRON":
                latest = mention
                spoken = mention if sentence.language == "ru" and token.dep in SUBJECTS else spoken
            elif latest is not None and _takes_up_goods(token):
                good = spoken if spoken is not None and token.dep in SUBJECTS else latest
                here[index] = _standing(sentence, index, index + 1, good)
        goods.append(here)
    return goods


def _takes_up_goods(token: Token) -> bool:
    return token.text.lower() in {"it", "they", "them", "these", "both", "all"} or (
        token.lemma in _THIRD and token.pos == "PRON"
    )


def _sentence(memory: Memory, number: int, sentence: Sentence, spans: Sequence[NameSpan]) -> Mapping[int, Mention]:
    heads = {head_of(sentence, span.first, span.last): span for span in spans}
    inside = {i: head for head, span in heads.items() for i in range(span.first, span.last)}
    mentions: dict[int, Mention] = {}
    for index, token in enumerate(sentence.tokens):
        subject = token.dep in SUBJECTS
        if index in heads:
            span = heads[index]
            mention = _named(sentence, span)
            mentions[index] = mention
            party = memory.note(mention, number, subject, plural=False)
            party.genders.update(genders(sentence, index, span))
            if mention.type is EntityType.PERSON and sentence.language == "en":
                party.genders.update(filter(None, [gender_of_name(memory.lexicon, mention.name)]))
            _learn(memory, party, sentence, index, span)
            if memory.lexicon.articles:
                note_group(memory, number, sentence, index, heads)
        elif index in inside:
            continue
        elif (
            token.pos == "PRON"
            or ((token.lemma in _ALL or counted_all(sentence, index)) and token.dep in SUBJECTS)
            or paired(sentence, index)
        ):
            pronoun = _pronoun(memory, number, sentence, index, mentions)
            if pronoun is not None:
                mentions[index] = pronoun
                memory.note(_plain(pronoun), number, subject, plural=token.lemma in _THEY)
        elif takes_up_latest(sentence, index) and memory.latest is not None:
            mentions[index] = _standing(sentence, index, index + 1, memory.latest)
        elif token.pos in {"NOUN", "PROPN"} or is_national(sentence, index, memory.lexicon):
            described = _description(memory, number, sentence, index, heads)
            if described is not None:
                mentions[index] = described
                if described.described and token.tag == "NNS":
                    named = members(sentence, index, heads) if memory.lexicon.articles else ()
                    if named:
                        memory.groups[described.name] = named
                if described.type not in {EntityType.PRODUCT, EntityType.PLACE}:
                    party = memory.note(_plain(described), number, subject, plural=token.tag == "NNS")
                    told = gender(sentence, index) or gender_of_noun(memory.lexicon, token.lemma)
                    party.genders.update(filter(None, [told]))
                    if not described.resolved:
                        party.nouns.add(token.lemma)
    return mentions


def _plain(mention: Mention) -> Mention:
    return Mention(mention.name, mention.type, mention.start, mention.end, mention.described)


def _named(sentence: Sentence, span: NameSpan) -> Mention:
    start, end = sentence.tokens[span.first].start, sentence.tokens[span.last - 1].end
    return Mention(span.name, span.type, start, end)


def _learn(memory: Memory, party: Party, sentence: Sentence, head: int, span: NameSpan) -> None:
    """Note by which nouns and traits the text describes a name."""
    nouns = [i for i in sentence.below(head, "appos") if sentence.tokens[i].pos == "NOUN"]
    token = sentence.tokens[head]
    if token.dep == "appos" and sentence.tokens[token.head].pos == "NOUN":
        nouns.append(token.head)
    if token.dep in SUBJECTS and any(True for _ in sentence.below(token.head, "cop")):
        nouns.append(token.head)
    before = span.first - 1
    if before >= 0 and sentence.tokens[before].pos == "NOUN":
        nouns.append(before)
        party.traits.update(sentence.tokens[i].lemma for i in sentence.below(head, "amod", "compound"))
        party.traits.update(sentence.tokens[i].lemma for i in sentence.below(before, "amod", "compound"))
    for noun in nouns:
        if sentence.tokens[noun].lemma in memory.lexicon.nouns:
            party.nouns.add(sentence.tokens[noun].lemma)
            party.traits.update(sentence.tokens[i].lemma for i in sentence.below(noun, "amod", "compound"))
    party.nouns.update(word for word in party.mention.name.lower().split() if word in memory.lexicon.name_words)


def _pronoun(
    memory: Memory, number: int, sentence: Sentence, index: int, mentions: Mapping[int, Mention]
) -> Mention | None:
    word = sentence.tokens[index].text.lower()
    if word in _HE:
        near = beside(sentence, index, mentions)
        party = memory.salient(
            number,
            frozenset({EntityType.PERSON}),
            plural=None,
            countries=False,
            gender="Fem" if word in _SHE else "Masc",
            excluded=near,
        )
    elif word in _IT:
        if sentence.tokens[index].dep == "expl" or expletive(sentence, index):
            return None
        party = _possessor(memory, sentence, index, mentions)
        firm = of_a_firm(sentence, index)
        party = party or memory.salient(
            number,
            ORGANISED - {EntityType.PUBLIC_BODY} if firm else ORGANISED,
            plural=False,
            countries=not firm,
            before=among_its(sentence, index),
            excluded=beside(sentence, index, mentions) | (memory.media() if firm else frozenset()),
        )
    elif (
        word in _THEY
        or counted_all(sentence, index)
        or paired(sentence, index)
        or (word in _ALL and not any(True for _ in sentence.below(index, "nmod", "obl")))
    ):
        party = memory.salient(
            number,
            ORGANISED | {EntityType.PERSON},
            plural=True,
            countries=False,
            excluded=beside(sentence, index, mentions),
        )
        teller = matrix_subject(sentence, index)
        if word in _THEY and teller in mentions and (party is None or party.seen[-1][0] < number):
            told = mentions[teller]
            party = memory.parties.get((told.name.casefold(), told.type)) if told.type in ORGANISED else party
    elif sentence.tokens[index].lemma in _THIRD and (accused := charged(memory, sentence, index, mentions)):
        party = accused
    elif sentence.tokens[index].lemma in _THIRD:
        plural = "Number=Plur" in sentence.tokens[index].morph
        fits = ORGANISED if plural else ORGANISED | {EntityType.PERSON}
        if not plural and sentence.tokens[index].dep in {"obj", "iobj"}:
            party = memory.salient(number, frozenset({EntityType.PERSON}), plural=None, countries=False)
        else:
            party = memory.salient(number, fits, plural=plural, countries=not plural, gender=gender(sentence, index))
    else:
        return None
    return _standing(sentence, index, index + 1, party.mention) if party else None


def _possessor(memory: Memory, sentence: Sentence, index: int, mentions: Mapping[int, Mention]) -> Party | None:
    """Whose "its director" is: that of the firm named nearest before it in the sentence."""
    token = sentence.tokens[index]
    if token.dep != "nmod:poss" or memory.lexicon.nouns.get(sentence.tokens[token.head].lemma) is not EntityType.PERSON:
        return None
    for before in range(index - 1, -1, -1):
        mention = mentions.get(before)
        if mention is None or mention.type not in ORGANISED or mention.name.lower() in memory.lexicon.countries:
            continue
        if not memory.lexicon.is_media(mention.name) and sentence.tokens[before].tag != "NNS":
            return memory.parties.get((mention.name.casefold(), mention.type))
    return None


def _standing(sentence: Sentence, first: int, last: int, mention: Mention) -> Mention:
    start, end = sentence.tokens[first].start, sentence.tokens[last - 1].end
    return Mention(mention.name, mention.type, start, end, mention.described, resolved=True)


def _description(
    memory: Memory, number: int, sentence: Sentence, index: int, heads: Mapping[int, NameSpan]
) -> Mention | None:
    kind = noun_type(sentence, index, memory.lexicon)
    if kind is None:
        return None
    if kind is EntityType.PLACE and (place := _place_named(sentence, index, heads)) is not None:
        return _named(sentence, heads[place])
    first, last = phrase(sentence, index, heads, noun_is_good=kind is EntityType.PRODUCT)
    name = _appositive_name(memory, sentence, index, heads, kind)
    if name is not None:
        named = _named(sentence, name)
        if kind is EntityType.PLACE and not memory.lexicon.articles:
            return named
        _tell(memory, number, sentence, index, named)
        return _standing(sentence, first, last, named)
    determiner = {sentence.tokens[i].text.lower() for i in sentence.below(index, "det")}
    definite = bool(determiner & _DEFINITE) or _bare_anaphor(memory.lexicon, sentence, index)
    if not definite and _is_new(sentence, index, determiner):
        ahead = memory.introduced(number, kind)
        if ahead is not None:
            return _standing(sentence, first, last, ahead)
    document = memory.parsed.document.text
    words = " ".join(document[sentence.tokens[first].start : sentence.tokens[last - 1].end].split())
    if definite and kind not in {EntityType.PRODUCT, EntityType.PLACE}:
        party = _described_so(memory, number, sentence, index, kind)
        if party is not None:
            return _standing(sentence, first, last, party.mention)
    return Mention(words, kind, sentence.tokens[first].start, sentence.tokens[last - 1].end, described=True)


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
    return not any(sentence.tokens[i].lemma not in _POINTING for i in below)


def _is_new(sentence: Sentence, index: int, determiner: set[str]) -> bool:
    """Whether a description brings in one party that is spoken of for the first time: "a second trader"."""
    token = sentence.tokens[index]
    return token.tag == "NN" and bool(determiner & {"a", "an", "another", "one"}) and token.dep in _ARGUMENTS


def _appositive_name(
    memory: Memory, sentence: Sentence, index: int, heads: Mapping[int, NameSpan], kind: EntityType
) -> NameSpan | None:
    """The one name that stands in apposition to the noun: "a Russian company, TSK Orlan"."""
    named = [i for i in sentence.below(index, "appos") if i in heads]
    token = sentence.tokens[index]
    if token.dep == "appos":
        named += [head for head, span in heads.items() if head == token.head or span.first <= token.head < span.last]
    if any(True for _ in sentence.below(index, "cop")):
        named += [i for i in sentence.below(index, "nsubj") if i in heads]
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
    return fitting[0] if len(fitting) == 1 and not conjuncts else None


def _of_state(noun: str, span: NameSpan) -> bool:
    """Whether a noun names an organ of a state, which no firm is: "..., the ministry said" beside a firm's name."""
    return noun in _WORDS["organs"] and span.type is EntityType.COMPANY


def _spoken_of(memory: Memory, party: Party, number: int, noun: str) -> bool:
    """Whether "the company" takes up what the sentence before was about: its subject, a named organisation."""
    if noun not in memory.lexicon.anaphors or memory.lexicon.nouns.get(noun) is EntityType.PERSON:
        return False
    subject = any(at == number - 1 and subject for at, subject in party.seen)
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
            score = 4.5
        elif (
            not narrowing and not plural and compatible(party.mention.type, kind) and not party.media and distance <= 3
        ) and (memory.lexicon.articles or token.lemma in memory.lexicon.generic):
            score = 3.0 if party.mention.type is kind and token.lemma not in _WORDS["organs"] else 0.0
        if not traits and not narrowing and not plural and _spoken_of(memory, party, number, token.lemma):
            score = max(score, 6.5)
        if not score or (narrowing and score < 6.0) or (narrowing and not traits & party.traits):
            continue
        if nationalities and not nationalities & party.traits:
            continue
        score += max((salience(number - at, subject) for at, subject in party.seen[-4:]), default=0.0) / 4
        score += len(traits & party.traits)
        if best is None or score > best[0]:
            best = (score, party)
    return best[1] if best else None
