"""Whom "we", "our" and "I" stand for in direct speech: the firm or body that the speaker is of, or the speaker."""

from collections.abc import Mapping, Sequence

from clew.extract.antecedents import standing
from clew.extract.control import grammatical_subjects
from clew.extract.grammar import load_grammar
from clew.extract.memory import ORGANISED
from clew.extract.names.lexicon import Lexicon
from clew.extract.quotations import quotations
from clew.extract.sentence import ParsedText, Sentence
from clew.extract.source_words import SourceWords, load_source_words
from clew.records import Mention
from clew.vocabulary import EntityType

_BY_OFFICE = ("nmod", "nmod:poss", "compound", "appos", "flat:name")
"""How the firm hangs on whoever speaks for it: "X's director", "the director of X", "гендиректор завода X"."""
_PERSONS = frozenset({EntityType.PERSON})
Mentions = Mapping[int, Mention]


def first_persons(text: ParsedText, found: Sequence[Mentions], lexicon: Lexicon) -> list[Mentions]:
    """The referents of each sentence with those of the first person in what is quoted.

    Who speaks is the subject of a verb of saying in the sentence, else whoever spoke last in the paragraph or the one
    before. A person says "we" for the firm or body that the text gives him an office in. A Russian verb in the first
    person without a subject stands for it itself.
    """
    if not any(_says_we(sentence) for sentence in text.sentences):
        return list(found)
    words = load_source_words(text.sentences[0].language)
    offices: dict[str, Mention] = {}
    given: list[Mentions] = []
    latest: tuple[int, Mention | None, Mention | None] | None = None
    for sentence, mentions, quotation in zip(text.sentences, found, quotations(text), strict=True):
        quoted = quotation.tokens
        for index, mention in mentions.items():
            if mention.type is EntityType.PERSON and mention.name not in offices:
                offices.update((mention.name, firm) for firm in [_office(sentence, index, mentions, lexicon)] if firm)
        speaker = _speaker(sentence, mentions, quoted, words)
        if speaker is not None:
            party = _party(sentence, speaker, mentions, offices, lexicon)
            person = mentions.get(speaker)
            latest = (sentence.paragraph, party, person if person and person.type in _PERSONS else None)
        far = latest is None or sentence.paragraph - latest[0] > 1
        given.append(
            mentions if far or latest is None else {**mentions, **_put(sentence, quoted, *latest[1:], lexicon)}
        )
    return given


def _says_we(sentence: Sentence) -> bool:
    words = load_grammar(sentence.language)
    return any(
        token.lemma in words["we"] | words["our"] | words["i"] or _is_unsaid(sentence, i)
        for i, token in enumerate(sentence.tokens)
    )


def _is_unsaid(sentence: Sentence, verb: int) -> bool:
    """Whether a Russian verb says "we" by its ending alone: "выпускаем"."""
    morph = sentence.tokens[verb].morph
    return sentence.language == "ru" and "Person=1" in morph and "Number=Plur" in morph


def _speaker(sentence: Sentence, mentions: Mentions, quoted: frozenset[int], words: SourceWords) -> int | None:
    """The word for who says something in a sentence, outside of what is quoted; "сообщили в X" is said by X."""
    for verb, token in enumerate(sentence.tokens):
        if verb in quoted or token.pos not in {"VERB", "AUX"} or not words.says_at(sentence, verb):
            continue
        found = [i for i in grammatical_subjects(sentence, verb) if i not in quoted]
        if sentence.language == "ru" and not found:
            found = [i for i in sentence.below(verb, "obl") if sentence.case(i) in {"в", "во"} and i in mentions]
        if found:
            return found[0]
    return None


def _party(
    sentence: Sentence, speaker: int, mentions: Mentions, offices: Mapping[str, Mention], lexicon: Lexicon
) -> Mention | None:
    """Whom "we" means in a speaker's mouth: the speaker if it is a firm or body, else where he has his office."""
    mention = mentions.get(speaker)
    if mention is not None and mention.type in ORGANISED:
        return None if mention.described or lexicon.is_media(mention.name) else mention
    known = offices.get(mention.name) if mention is not None else None
    return known or _office(sentence, speaker, mentions, lexicon)


def _office(sentence: Sentence, person: int, mentions: Mentions, lexicon: Lexicon) -> Mention | None:
    """The firm or body whose officer a person is by the words around him, else the state."""
    above = sentence.tokens[person]
    waiting = [person, *([above.head] if above.dep in {"appos", "flat:name", "compound"} else [])]
    seen, state = set(waiting), None
    directing = load_grammar(sentence.language)["directing"]
    while waiting:
        index = waiting.pop(0)
        led = (v for v in sentence.below(index, "acl:relcl", "acl") if sentence.tokens[v].lemma in directing)
        for child in (*sentence.below(index, *_BY_OFFICE), *(i for v in led for i in sentence.below(v, "obj", "obl"))):
            mention = mentions.get(child)
            named = mention is not None and mention.type in ORGANISED and not mention.described
            if mention is not None and named and not lexicon.is_media(mention.name):
                return mention
            if mention is not None and state is None and mention.name.lower() in lexicon.countries:
                state = mention
            if child not in seen:
                seen.add(child)
                waiting.append(child)
    return state


def _put(
    sentence: Sentence, quoted: frozenset[int], party: Mention | None, person: Mention | None, lexicon: Lexicon
) -> dict[int, Mention]:
    """What the words of the first person in a sentence's quotes stand for."""
    words = load_grammar(sentence.language)
    put = {}
    for index in quoted:
        token = sentence.tokens[index]
        if person is not None and token.lemma in words["i"]:
            put[index] = standing(sentence, index, index + 1, person)
        if party is None:
            continue
        theirs = any(sentence.tokens[i].lemma in words["our"] for i in sentence.children[index])
        firm = theirs and "Number=Plur" not in token.morph and token.tag != "NNS"
        firm = firm and lexicon.nouns.get(token.lemma) is EntityType.COMPANY
        if token.lemma in words["we"] or firm:
            put[index] = standing(sentence, index, index + 1, party)
        elif _is_unsaid(sentence, index) and not any(True for _ in sentence.below(index, "nsubj")):
            put[index] = Mention(party.name, party.type, resolved=True)
    return put
