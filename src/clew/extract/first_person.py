"""Whom "we", "our" and "I" stand for in direct speech: the firm or body that the speaker is of, or the speaker."""

from collections.abc import Iterator, Mapping, Sequence

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

_BESIDE = ("appos", "compound", "nmod", "flat:name", "flat")
"""How the word for an office hangs on a name, or the name on it: "X director Nils Berg", "Berg, director of X"."""
_OF_OFFICE = ("nmod", "nmod:poss", "compound", "appos", "flat:name", "flat")
_WHERE = frozenset({"from", "in", "at", "for", "of", "", "'s", "with", "у"})
Mentions = Mapping[int, Mention]


def first_persons(text: ParsedText, found: Sequence[Mentions], lexicon: Lexicon) -> list[Mentions]:
    """The referents of each sentence with those of the first person in what is quoted.

    Who speaks is the subject of the verb of saying that stands nearest to the quotation in the sentence; where the
    sentence is nothing but direct speech, whoever spoke last in its paragraph or the one before. A person says "we"
    for the firm or body that the text gives him an office in, a minister or envoy for his state. A Russian verb in the
    first person without a subject stands for it itself.
    """
    if not any(_says_we(sentence) for sentence in text.sentences):
        return list(found)
    words = load_source_words(text.sentences[0].language)
    offices: dict[str, Mention] = {}
    given: list[Mentions] = []
    latest: tuple[int, Mention | None, Mention | None] | None = None
    for sentence, mentions, quotation in zip(text.sentences, found, quotations(text), strict=True):
        quoted = quotation.tokens
        for noun in _officers(sentence):
            firm = _firm_of(sentence, noun, mentions, lexicon)
            if firm is not None:
                offices.update((holder.name, firm) for holder in _held_by(sentence, noun, mentions))
        speaker = _speaker(sentence, quoted, words)
        own = None
        if speaker is not None:
            party = _party(sentence, speaker, mentions, offices, lexicon)
            person = mentions.get(speaker)
            own = (sentence.paragraph, party, person if person and person.type is EntityType.PERSON else None)
        elif latest is not None and sentence.paragraph - latest[0] <= 1 and quotation.is_speech(sentence):
            own = latest
        latest = own or latest
        given.append({**mentions, **_put(sentence, quoted, own[1], own[2])} if own and quoted else mentions)
    return given


def is_first_person(sentence: Sentence, index: int) -> bool:
    """Whether a word is "we" or "I" (and not "US" or a numeral), or a Russian verb that says it by its ending."""
    token = sentence.tokens[index]
    words = load_grammar(sentence.language)
    spelt = token.pos in {"PRON", "DET"} and token.text.lower() in words["we"] | words["i"] and token.text != "US"
    return spelt or (
        sentence.language == "ru" and (token.lemma in words["we"] | words["i"] or _is_unsaid(sentence, index))
    )


def _says_we(sentence: Sentence) -> bool:
    our = load_grammar(sentence.language)["our"]
    return any(token.lemma in our or is_first_person(sentence, index) for index, token in enumerate(sentence.tokens))


def _is_unsaid(sentence: Sentence, verb: int) -> bool:
    """Whether a Russian verb says "we" by its ending alone: "выпускаем"."""
    morph = sentence.tokens[verb].morph
    return sentence.language == "ru" and "Person=1" in morph and "Number=Plur" in morph


def _speaker(sentence: Sentence, quoted: frozenset[int], words: SourceWords) -> int | None:
    """Who says what is quoted: the subject of the verb of saying nearest to it; "сообщили в X" is said by X."""
    if not quoted:
        return None
    edges = (min(quoted), max(quoted))
    verbs = [
        verb
        for verb, token in enumerate(sentence.tokens)
        if verb not in quoted and token.pos in {"VERB", "AUX"} and words.says_at(sentence, verb)
    ]
    for verb in sorted(verbs, key=lambda each: min(abs(each - edge) for edge in edges))[:1]:
        found = [i for i in grammatical_subjects(sentence, verb) if i not in quoted]
        if sentence.language == "ru" and not found:
            found = [i for i in sentence.below(verb, "obl") if sentence.case(i) in {"в", "во"}]
        if found:
            return found[0]
    return None


def _officers(sentence: Sentence) -> Iterator[int]:
    """The nouns of a sentence for those who speak for a firm or body, but for who did so once ("a former director")."""
    words = load_grammar(sentence.language)
    for index, token in enumerate(sentence.tokens):
        if token.lemma in words["officers_of"] | words["envoys"] and not any(
            sentence.tokens[i].lemma in words["once"] for i in sentence.children[index]
        ):
            yield index


def _firm_of(sentence: Sentence, noun: int, mentions: Mentions, lexicon: Lexicon) -> Mention | None:
    """The firm or body whose office a noun names: "director of X", "X's director"; of a minister also the state."""
    waiting, seen = [noun], {noun}
    above = sentence.tokens[noun]
    if above.dep in {"compound", "appos"}:
        waiting += [i for i in sentence.below(above.head, "compound", "nmod:poss") if i < noun]
    state = None
    while waiting:
        index = waiting.pop(0)
        mention = mentions.get(index)
        if mention is not None and index != noun and mention.type in ORGANISED and not mention.described:
            return None if lexicon.is_media(mention.name) else mention
        if mention is not None and mention.name.lower() in lexicon.countries and state is None:
            state = mention
        for child in sentence.below(index, *_OF_OFFICE):
            if child not in seen and sentence.case(child) in _WHERE:
                seen.add(child)
                waiting.append(child)
    return state if above.lemma in load_grammar(sentence.language)["envoys"] else None


def _held_by(sentence: Sentence, noun: int, mentions: Mentions) -> Iterator[Mention]:
    """The person beside the noun of an office, and what the noun itself stands for."""
    token = sentence.tokens[noun]
    near = [noun, *sentence.below(noun, *_BESIDE)]
    near += [token.head] if token.dep in {"appos", "compound", "nmod", "flat:name"} else []
    for index in near:
        mention = mentions.get(index)
        if mention is not None and mention.type is EntityType.PERSON:
            yield mention


def _party(
    sentence: Sentence, speaker: int, mentions: Mentions, offices: Mapping[str, Mention], lexicon: Lexicon
) -> Mention | None:
    """Whom "we" means in a speaker's mouth: the speaker if it is a firm or body, else where he has his office."""
    mention = mentions.get(speaker)
    if mention is not None and mention.type in ORGANISED and speaker not in _officers(sentence):
        return None if mention.described or lexicon.is_media(mention.name) else mention
    if mention is not None and mention.name in offices:
        return offices[mention.name]
    token = sentence.tokens[speaker]
    words = load_grammar(sentence.language)
    if token.lemma in words["officers_of"] | words["envoys"] and speaker in _officers(sentence):
        return _firm_of(sentence, speaker, mentions, lexicon)
    for verb in sentence.below(speaker, "acl:relcl"):
        whose = any(
            sentence.tokens[i].lemma == "whose"
            for subject in sentence.below(verb, "nsubj")
            for i in sentence.children[subject]
        )
        if sentence.tokens[verb].lemma in words["directing"] and not whose:
            led = (mentions.get(i) for i in sentence.below(verb, "obj", "obl"))
            return next(
                (each for each in led if each is not None and each.type in ORGANISED and not each.described), None
            )
    for child in sentence.below(speaker, "nmod"):
        firm = mentions.get(child)
        if firm is not None and sentence.case(child) == "of" and firm.type is EntityType.COMPANY and not firm.described:
            return firm
    return None


def _put(
    sentence: Sentence, quoted: frozenset[int], party: Mention | None, person: Mention | None
) -> dict[int, Mention]:
    """What the words of the first person in a sentence's quotes stand for."""
    words = load_grammar(sentence.language)
    put = {}
    for index in quoted:
        token = sentence.tokens[index]
        first = is_first_person(sentence, index)
        if person is not None and first and token.lemma in words["i"]:
            put[index] = standing(sentence, index, index + 1, person)
        if party is None:
            continue
        ours = token.lemma in words["firms_of_ours"] and token.tag != "NNS" and "Number=Plur" not in token.morph
        ours = ours and any(sentence.tokens[i].lemma in words["our"] for i in sentence.children[index])
        ours = ours and not any(True for _ in sentence.below(index, "appos", "flat:name", "amod"))
        if ours or (first and token.lemma not in words["i"] and token.pos in {"PRON", "DET"}):
            put[index] = standing(sentence, index, index + 1, party)
        elif first and _is_unsaid(sentence, index) and not any(True for _ in sentence.below(index, "nsubj")):
            put[index] = Mention(party.name, party.type, resolved=True)
    return put
