"""Whom somebody tells something: the media in "told X", "an interview with X", and names so told to be media."""

import re
from collections.abc import Iterator, Sequence

from clew.extract.control import cleft, grammatical_subjects
from clew.extract.grammar import load_grammar
from clew.extract.names.lexicon import Lexicon
from clew.extract.names.register import head_of
from clew.extract.sentence import NameSpan, ParsedText, Sentence
from clew.extract.source_words import SourceWords
from clew.extract.speakers import spoken_to
from clew.vocabulary import EntityType, SourceKind

_WITH = frozenset({"with", "to", "for", "by", "on"})
_OPEN = frozenset({EntityType.ORGANIZATION, EntityType.COMPANY, EntityType.PRODUCT, EntityType.FACILITY})
_KNOWN = frozenset({EntityType.PUBLIC_BODY, EntityType.ORGANIZATION, EntityType.COMPANY, EntityType.FACILITY})
_WORDS, _RUSSIAN = load_grammar(), load_grammar("ru")
_DATELINE = re.compile(
    r"(?m)^[A-Z][A-Z .'-]{2,40}, (?:[A-Z][a-z]{2,8}\.? \d{1,2}|\d{1,2} [A-Z][a-z]{2,8}) \(([A-Z][\w.&/ ]{1,30})\) [-–—]"
)
"""Who is named in brackets behind a place in capitals and a day: "PORT SABIRA, March 12 (Meridian Wire) -"."""
_HEAD = 2000
"""Letters at the beginning of a text among which its dateline stands."""
_ORGANISED = frozenset({EntityType.ORGANIZATION, EntityType.COMPANY})
_REPORTS = frozenset({"report", "write"})
_TELLS = frozenset({"tell", "say", "confirm", "admit", "explain"})


def hearers(sentence: Sentence, verb: int, speakers: Sequence[int], words: SourceWords) -> Iterator[int]:
    """The heads of what a verb of saying is addressed to, and of those to whom its speakers speak."""
    for index in sentence.below(verb, "obj", "iobj", "obl"):
        if sentence.case(index) in {"", "to"}:
            yield index
        elif sentence.case(index) in {"in", "during", "at"} and sentence.tokens[index].lemma in words.talks:
            yield from _partners(sentence, index)
    if sentence.language != "en":
        return
    yield from cleft(sentence, verb)
    for clause in sentence.below(verb, "advcl"):
        if sentence.tokens[clause].tag == "VBG":
            yield from spoken_to(sentence, clause, words)
    for speaker in speakers:
        for clause in sentence.below(speaker, "acl:relcl", "acl"):
            yield from spoken_to(sentence, clause, words)
        for index in sentence.below(speaker, "nmod"):
            if sentence.case(index) == "in" and sentence.tokens[index].lemma in words.talks:
                yield from _partners(sentence, index)
    above = sentence.tokens[verb].head
    if sentence.tokens[above].lemma in {"quote", "cite"} and above != verb:
        yield from sentence.below(above, "obl:agent")


def _partners(sentence: Sentence, talk: int) -> Iterator[int]:
    """With whom an interview is: below it, or below its verb where the parser hangs it there."""
    yield from (i for i in sentence.below(talk, "nmod") if sentence.case(i) in _WITH)
    yield from (i for i in sentence.below(sentence.tokens[talk].head, "obl") if i > talk and sentence.case(i) == "with")


def told_names(text: ParsedText, lexicon: Lexicon, words: SourceWords) -> frozenset[str]:
    """Names that a text itself tells to be media: "the newspaper X", "told X", "an interview with X", "портал «X»"."""
    found = {match.group(1) for match in _DATELINE.finditer(text.document.text[:_HEAD])}
    for sentence, spans in zip(text.sentences, text.names, strict=True):
        if sentence.language == "ru":
            found |= set(told_as_media(sentence, spans, words))
        if sentence.language != "en" or not spans:
            continue
        heads = {i: span for span in spans for i in range(span.first, span.last)}
        found |= {span.name for span in spans if _called(sentence, span, words)}
        found |= {span.name for span in spans if _may_be(span, lexicon) and _asks(sentence, span)}
        for verb, token in enumerate(sentence.tokens):
            if token.pos != "VERB" or not words.says_at(sentence, verb):
                continue
            subjects = [*grammatical_subjects(sentence, verb)]
            for index in hearers(sentence, verb, subjects, words):
                direct = sentence.tokens[index].head == verb
                span = heads.get(index)
                if span and (not direct or token.lemma in _TELLS) and _may_be(span, lexicon):
                    found.add(span.name)
    if not found and (reporter := _taken_up_as_medium(text, lexicon, words)):
        found.add(reporter)
    return frozenset(found)


def _taken_up_as_medium(text: ParsedText, lexicon: Lexicon, words: SourceWords) -> str | None:
    """The first that reports something in an English text which goes on with "the agency said", "the paper wrote"."""
    reporter = None
    for sentence, spans in zip(text.sentences, text.names, strict=True):
        heads = {head_of(sentence, span.first, span.last): span for span in spans}
        for verb, token in enumerate(sentence.tokens):
            if sentence.language != "en" or token.pos != "VERB" or not words.says_at(sentence, verb):
                continue
            for subject in sentence.below(verb, "nsubj"):
                span = heads.get(subject)
                if reporter is None and span is not None and token.lemma in _REPORTS and _may_be(span, lexicon):
                    reporter = span.name
                the = any(sentence.tokens[i].lemma == "the" for i in sentence.below(subject, "det"))
                noun = sentence.tokens[subject].lemma
                news = any(sentence.tokens[i].lemma == "news" for i in sentence.below(subject, "compound"))
                medium = noun in words.media_nouns and (noun not in _WORDS["media_or_not"] or news)
                if reporter is not None and the and span is None and medium:
                    return reporter
    return None


def _called(sentence: Sentence, span: NameSpan, words: SourceWords) -> bool:
    """Whether the noun of a medium stands beside the name: "the newspaper X", "the X newspaper", "the monthly X"."""
    before = sentence.tokens[span.first - 1] if span.first else None
    after = sentence.tokens[span.last] if span.last < len(sentence.tokens) else None
    if before is not None and words.kinds.get(before.lemma) is SourceKind.MEDIA and before.tag in {"NN", "JJ"}:
        goes_on = after is not None and after.tag in {"NN", "NNS"}
        often = before.tag == "JJ" or before.lemma in _WORDS["how_often"]
        return before.lemma not in words.reporters and not (often and goes_on)
    if after is not None and words.kinds.get(after.lemma) is SourceKind.MEDIA and after.tag == "NN":
        return after.lemma not in words.reporters and span.type is not EntityType.PERSON
    if before is not None and before.tag == "NN" and before.lemma in words.media_nouns - _WORDS["media_or_not"]:
        return True
    news = span.first > 1 and sentence.tokens[span.first - 2].lemma in {"news", "press"}
    return bool(before and before.lemma in {"agency", "network", "channel", "site", "website"} and news)


def _asks(sentence: Sentence, span: NameSpan) -> bool:
    """Whether a name puts the question that is or is not answered: "did not answer questions sent by X"."""
    if not any(token.lemma in _WORDS["answering"] for token in sentence.tokens):
        return False
    head = head_of(sentence, span.first, span.last)
    token = sentence.tokens[head]
    above = sentence.tokens[token.head]
    if token.dep == "obl:agent":
        return above.lemma in _WORDS["asking"]
    given = token.dep == "nmod:poss" or (token.dep == "nmod" and sentence.case(head) in {"from", "by"})
    return given and above.lemma in _WORDS["questions"]


def told_as_media(sentence: Sentence, names: Sequence[NameSpan], words: SourceWords) -> list[str]:
    """Names that a Russian sentence itself tells to be media: "по данным издания X", "пишет X"."""
    found = []
    for span in names:
        head = head_of(sentence, span.first, span.last)
        token = sentence.tokens[head]
        noun = sentence.tokens[token.head]
        if any(_is_medium(sentence, at, words) for at in _nouns_before(sentence, span, head)) or (
            words.kinds.get(noun.lemma) is SourceKind.ANONYMOUS
            and _is_quoted(sentence, span)
            and not sentence.case(head)
        ):
            found.append(span.name)
        elif (
            span.type in _ORGANISED
            and token.dep == "nsubj"
            and noun.lemma in _RUSSIAN["publishing"]
            and noun.pos == "VERB"
        ):
            told = noun.dep == "parataxis" or any(True for _ in sentence.below(token.head, "ccomp", "parataxis"))
            found += [span.name] if told or _tells_this(sentence, token.head) else []
        elif span.type in _ORGANISED and (_is_told(sentence, span, head) or _is_cited(sentence, head)):
            found.append(span.name)
    return found


def _tells_this(sentence: Sentence, verb: int) -> bool:
    """Whether a verb of publishing is said of what stands before: "об этом пишет X"."""
    about = (sentence.tokens[i].lemma for i in sentence.below(verb, "obl"))
    return sentence.tokens[verb].lemma in _RUSSIAN["publishing"] and "это" in about


def _is_cited(sentence: Sentence, head: int) -> bool:
    """Whether a medium names another as what it retells: "об этом пишет X, ссылаясь на Y", "со ссылкой на Y"."""
    above = sentence.tokens[head].head
    if sentence.case(head) == "на" and sentence.tokens[above].lemma in _RUSSIAN["citing"]:
        return _tells_this(sentence, sentence.tokens[above].head)
    return sentence.case(head) == "со ссылкой на" and _tells_this(sentence, above)


def _is_told(sentence: Sentence, span: NameSpan, head: int) -> bool:
    """Whether somebody tells something to a name in quotation marks: "рассказали «Вестнику» два источника"."""
    token = sentence.tokens[head]
    verb = sentence.tokens[token.head]
    dative = token.dep == "iobj" or sentence.ending(head) == "Dat"
    return _is_quoted(sentence, span) and dative and not sentence.case(head) and verb.lemma in _RUSSIAN["telling"]


def _is_quoted(sentence: Sentence, span: NameSpan) -> bool:
    """Whether a quotation mark opens right before a name."""
    return span.first > 0 and sentence.tokens[span.first - 1].text == '"'


def _nouns_before(sentence: Sentence, span: NameSpan, head: int) -> Iterator[int]:
    """What may call a name in Russian: the noun that it hangs on, and whatever stands right before it or its quotes."""
    token = sentence.tokens[head]
    if token.dep in {"appos", "nmod"} and 0 < span.first - token.head <= 3:
        yield token.head
    quoted = span.first > 1 and sentence.tokens[span.first - 1].text == '"'
    if span.first > quoted and span.type is not EntityType.PERSON:
        yield span.first - 1 - quoted


def _is_medium(sentence: Sentence, noun: int, words: SourceWords) -> bool:
    lemma = sentence.tokens[noun].lemma
    return words.kinds.get(lemma) is SourceKind.MEDIA and lemma not in _RUSSIAN["reporters"]


def _may_be(span: NameSpan, lexicon: Lexicon) -> bool:
    """Whether nothing speaks against the name being a medium's: no body or firm by its words, no place."""
    parts = span.name.lower().replace("'s", "").split()
    if span.type not in _OPEN or (span.type is EntityType.COMPANY and span.sure):
        return False
    if span.name.lower() in lexicon.countries or span.name.lower() in lexicon.adjectives:
        return False
    return not any(lexicon.name_words.get(part) in _KNOWN for part in parts)
