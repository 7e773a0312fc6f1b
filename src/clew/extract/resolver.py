"""Which party each noun and pronoun of a document stands for: names, descriptions led back to names, pronouns.

Rules, in order: a description in apposition or copula to a name stands for the name and teaches how the name is
described; a definite description ("the company", "the Russian firm") goes back to the latest party so described,
else to the latest of its type; a pronoun goes back to the most salient party of its number and type, subjects first.
What no rule settles stays a description.
"""

from collections.abc import Mapping, Sequence

from clew.extract.antecedents import described, named_as, standing
from clew.extract.crediting import named_media
from clew.extract.describing import is_national
from clew.extract.first_person import first_persons
from clew.extract.grammar import load_grammar
from clew.extract.groups import called, members, note_group, paired
from clew.extract.memory import ORGANISED, SUBJECTS, Memory, Party, Referents, is_topic
from clew.extract.names.lexicon import Lexicon
from clew.extract.names.register import head_of
from clew.extract.pronouns import (
    among_its,
    beside,
    counted_all,
    expletive,
    fronted,
    gender_of_name,
    gender_of_noun,
    inserted_speaker,
    matrix_subject,
    of_a_body,
    of_a_firm,
    one_of,
)
from clew.extract.russian_referents import charged, gender, genders, names_group, takes_up_latest
from clew.extract.sentence import NameSpan, ParsedText, Sentence, Token
from clew.records import Mention
from clew.vocabulary import EntityType

_HE = frozenset({"he", "she", "him", "her", "his", "hers", "himself", "herself"})
_SHE = frozenset({"she", "her", "hers"})
_RUSSIAN = load_grammar("ru")
_IT = frozenset({"it", "its", "itself"})
_ALL = frozenset({"each", "both", "neither", "all"})
_THEY = frozenset({"they", "them", "their", "theirs", "themselves"})
_WORDS = frozenset({"слово", "мнение", "убеждение", "признание"})
_THIRD = frozenset({"он", "она", "оно", "они"})
"""Pronouns of a language that has genders for things: person or firm, by number alone."""


def resolve(parsed: ParsedText, lexicon: Lexicon) -> Referents:
    """The referents of all nouns and pronouns of a document."""
    memory = Memory(parsed, lexicon)
    if parsed.sentences and parsed.sentences[0].language == "ru":
        memory.told_media = frozenset(named_media(parsed))
    found = [
        _sentence(memory, number, sentence, names)
        for number, (sentence, names) in enumerate(zip(parsed.sentences, parsed.names, strict=True))
    ]
    found = [{index: _told_later(mention, memory.later) for index, mention in each.items()} for each in found]
    found = first_persons(parsed, found, lexicon)
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
                topic = SUBJECTS | {"obj"} if sentence.language == "ru" else SUBJECTS
                good = spoken if spoken is not None and token.dep in topic else latest
                here[index] = standing(sentence, index, index + 1, good)
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
    ahead = fronted(sentence) if memory.lexicon.articles else None
    for index, token in enumerate(sentence.tokens):
        subject = is_topic(sentence, index) and not inserted_speaker(sentence, index)
        if ahead and _waits(sentence, index, ahead):
            continue
        if index in heads:
            span = heads[index]
            mentions[index] = mention = named_as(sentence, span)
            owner = (
                mention.type is EntityType.PLACE and token.dep in {"nmod:poss", "compound"} and memory.lexicon.articles
            )
            party = memory.note(mention, number, subject, plural=False, told=not owner)
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
            mentions[index] = standing(sentence, index, index + 1, memory.latest)
        elif token.pos in {"NOUN", "PROPN"} or is_national(sentence, index, memory.lexicon):
            found = described(memory, number, sentence, index, heads, mentions)
            if found is not None:
                mentions[index] = _noted(memory, number, sentence, index, heads, found)
    if ahead:
        _look_back(memory, sentence, ahead, mentions)
    if sentence.language == "ru":
        names_group(memory, number, sentence, mentions)
    return mentions


def _noted(
    memory: Memory, number: int, sentence: Sentence, index: int, heads: Mapping[int, NameSpan], mention: Mention
) -> Mention:
    """Remember whom a description stands for, and the members of a group that it names; the mention, so called."""
    token = sentence.tokens[index]
    if mention.described and token.tag == "NNS" and memory.lexicon.articles:
        named = members(sentence, index, heads)
        if named:
            mention = called(mention, named)
            memory.groups[mention.name] = named
    theirs = memory.lexicon.articles and _belongs(sentence, index, mention)
    if mention.type in {EntityType.PRODUCT, EntityType.PLACE} or theirs:
        return mention
    subject = is_topic(sentence, index) and not inserted_speaker(sentence, index)
    many = token.tag == "NNS" and not one_of(sentence, index)
    party = memory.note(_plain(mention), number, subject, plural=many)
    told = gender(sentence, index) or gender_of_noun(memory.lexicon, token.lemma)
    party.genders.update(filter(None, [told]))
    if not mention.resolved:
        party.nouns.add(token.lemma)
    return mention


def _waits(sentence: Sentence, index: int, ahead: tuple[int, int, int]) -> bool:
    """Whether a word of a fronted phrase stands for the subject after it: its noun, "its", "itself"."""
    head, end, _ = ahead
    if index == head:
        return sentence.tokens[index].pos == "NOUN"
    word = sentence.tokens[index].text.lower()
    return index < end and (word in {"its", "their", "his", "her"} or word.endswith(("self", "selves")))


def _look_back(memory: Memory, sentence: Sentence, ahead: tuple[int, int, int], mentions: dict[int, Mention]) -> None:
    """Let the words that waited stand for the subject of the sentence, now that it is known."""
    head, end, subject = ahead
    party = mentions.get(subject)
    if party is None or party.type is EntityType.PRODUCT:
        return
    for index in range(end):
        if _waits(sentence, index, ahead):
            mentions[index] = standing(sentence, index, index + 1, party)
    known = memory.parties.get((party.name.casefold(), party.type))
    if known is not None and sentence.tokens[head].pos == "NOUN":
        known.nouns.add(sentence.tokens[head].lemma)


def _belongs(sentence: Sentence, index: int, mention: Mention) -> bool:
    """Whether it is somebody's office or works, which "it" does not take up: "calls to its office"."""
    owners = sentence.below(index, "nmod:poss")
    return mention.type is EntityType.FACILITY and any(sentence.tokens[i].pos == "PRON" for i in owners)


def _plain(mention: Mention) -> Mention:
    return Mention(mention.name, mention.type, mention.start, mention.end, mention.described)


def _learn(memory: Memory, party: Party, sentence: Sentence, head: int, span: NameSpan) -> None:
    """Note by which nouns and traits the text describes a name."""
    for owner in sentence.below(head, "nmod:poss"):
        party.traits.update(memory.lexicon.nationalities(sentence.tokens[owner].text))
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
            for place in sentence.below(noun, "nmod", "compound"):
                party.traits.update(memory.lexicon.nationalities(sentence.tokens[place].text))
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
        firm = of_a_firm(sentence, index, memory.lexicon)
        body = firm or of_a_body(sentence, index)
        excluded = beside(sentence, index, mentions) | (memory.media() if firm else frozenset())
        if party is None and inserted_speaker(sentence, index):
            party = memory.salient(number, ORGANISED, plural=False, countries=False, excluded=excluded)
        party = party or memory.salient(
            number,
            ORGANISED - {EntityType.PUBLIC_BODY} if firm else ORGANISED,
            plural=False,
            countries=not body,
            before=among_its(sentence, index),
            excluded=excluded,
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
        governed = sentence.tokens[sentence.tokens[index].head].lemma in _RUSSIAN["directing"]
        if not plural and sentence.tokens[index].dep in {"obj", "iobj"} and governed:
            of_one = gender(sentence, index)
            party = memory.salient(number, ORGANISED, plural=False, countries=False, gender=of_one)
        elif not plural and sentence.tokens[index].dep in {"obj", "iobj"}:
            party = memory.salient(number, frozenset({EntityType.PERSON}), plural=None, countries=False)
        else:
            party = _third(memory, number, sentence, index, fits, mentions, plural=plural)
    else:
        return None
    return standing(sentence, index, index + 1, party.mention) if party else None


def _third(
    memory: Memory,
    number: int,
    sentence: Sentence,
    index: int,
    fits: frozenset[EntityType],
    mentions: Mapping[int, Mention],
    *,
    plural: bool,
) -> Party | None:
    """Whom "он", "она", "они" take up by gender; a person's words are a person's, a deed is seldom a medium's."""
    owner = _possessor(memory, sentence, index, mentions)
    if owner is not None and not plural and _is_of_firms(sentence, index):
        return owner
    said = sentence.tokens[index].dep == "nmod:poss" and sentence.tokens[sentence.tokens[index].head].lemma in _WORDS
    told = gender(sentence, index)
    if said and not plural:
        person = memory.salient(number, frozenset({EntityType.PERSON}), plural=False, countries=False, gender=told)
        if person is not None:
            return person
    media = frozenset() if said else memory.media()
    return memory.salient(number, fits, plural=plural, countries=not plural, gender=told, excluded=media)


def _is_of_firms(sentence: Sentence, index: int) -> bool:
    """Whether the noun of a possessive names a post or share in a firm: "его гендиректор"."""
    return sentence.tokens[sentence.tokens[index].head].lemma in _RUSSIAN["of_firms"]


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
