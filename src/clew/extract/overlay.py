"""The tree set right around names that the parser did not know for names, once they are found."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from clew.extract.enumerations import enumerated
from clew.extract.grammar import load_grammar
from clew.extract.names.lexicon import Lexicon
from clew.extract.names.register import head_of
from clew.extract.sentence import NameSpan, ParsedText, Sentence, Token
from clew.vocabulary import EntityType

_STRAY = frozenset({"advmod", "dep", "punct", "intj", "discourse", "mark"})
_SUBJECTS = ("nsubj", "nsubj:pass", "csubj", "expl")
_LOOSE = _STRAY | {"obj", "iobj", "conj", "appos", "nmod", "obl:npmod", "nsubj", "nsubj:pass", "root", "xcomp"}
"""What the parser calls a name that it does not tie to the noun right before it."""
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_NOMINAL = frozenset({"DET", "ADJ", "NOUN", "PROPN", "NUM"})
_FRONTED_CLAUSES = frozenset({"csubj", "csubj:pass", "advcl", "nsubj"})
_FRONTED_PHRASES = frozenset({"obl", "nmod", "obl:agent", "advcl", "obl:npmod", "advmod"})
_BESIDE = frozenset({"appos", "conj", "nmod", "dep", "obl:npmod"})
"""What the parser calls a name that stands beside another one in a list."""
_WORDS = load_grammar()
_YEAR = re.compile(r"(?:19|20)\d\d")
_BEARERS = frozenset({EntityType.COMPANY, EntityType.PUBLIC_BODY, EntityType.ORGANIZATION, EntityType.PERSON}) | {
    EntityType.FACILITY
}
"""What a common noun right before a name may call its bearer."""


def laid_over(text: ParsedText, lexicon: Lexicon) -> ParsedText:
    """The text with its English names hung where names stand: as subjects, and in apposition to nouns beside them."""
    sentences = [
        _mended(sentence, spans, lexicon) if sentence.language == "en" else sentence
        for sentence, spans in zip(text.sentences, text.names, strict=True)
    ]
    return replace(text, sentences=tuple(sentences))


def _mended(sentence: Sentence, spans: Sequence[NameSpan], lexicon: Lexicon) -> Sentence:
    for rule in (_repeated, _dated, _strays, _enumerated, _swallowed, _titled, _placed, _doubled, _given):
        changed = dict(rule(sentence, spans, lexicon))
        if changed:
            tokens = tuple(changed.get(i, token) for i, token in enumerate(sentence.tokens))
            sentence = replace(sentence, tokens=tokens)
    return sentence


def _repeated(sentence: Sentence, _: Sequence[NameSpan], __: Lexicon) -> Iterator[tuple[int, Token]]:
    """In "said time and again that it sold" what is said hangs on the verb, and "time and again" tells how often."""
    tokens = sentence.tokens
    for at in range(1, len(tokens) - 2):
        if [token.text.lower() for token in tokens[at : at + 3]] != ["time", "and", "again"]:
            continue
        verb = tokens[at].head
        yield at, replace(tokens[at], dep="advmod")
        yield at + 2, replace(tokens[at + 2], dep="conj", head=at)
        if at + 3 < len(tokens) and tokens[at + 3].text.lower() == "that":
            clause = tokens[at + 3].head
            if (
                tokens[at + 3].dep == "mark"
                and clause > at + 3
                and verb < at
                and clause not in sentence.ancestors(verb)
            ):
                yield clause, replace(tokens[clause], dep="ccomp", head=verb)


def _dated(sentence: Sentence, spans: Sequence[NameSpan], _: Lexicon) -> Iterator[tuple[int, Token]]:
    """In "On 4 June Ilya Dorn was listed" the date is when it was, and the name behind it is the subject."""
    tokens = sentence.tokens
    for span in spans:
        head = head_of(sentence, span.first, span.last)
        day = span.first - 1
        token, verb = tokens[head], tokens[head].head
        if day < 1 or token.dep != "obl" or verb <= head or not _lacks_subject(sentence, verb):
            continue
        dated = tokens[day].text.lower() in _WORDS["months"] or _YEAR.fullmatch(tokens[day].text) is not None
        if not dated or tokens[day].head != head:
            continue
        passive = any(True for _ in sentence.below(verb, "aux:pass"))
        yield head, replace(token, dep="nsubj:pass" if passive else "nsubj")
        yield day, replace(tokens[day], dep="obl", head=verb)
        for child in sentence.below(head, "case", "nummod"):
            if child < day:
                yield child, replace(tokens[child], head=day)


def _strays(sentence: Sentence, spans: Sequence[NameSpan], _: Lexicon) -> Iterator[tuple[int, Token]]:
    """Names that hang on a verb as adverbs or stops are its subject, or in apposition to a noun."""
    for span in spans:
        head = head_of(sentence, span.first, span.last)
        token = sentence.tokens[head]
        country = token.dep == "obl:npmod" and span.last == token.head and span.type is EntityType.PLACE
        if (token.dep not in _STRAY and not country) or token.head == head:
            continue
        noun = _noun_before(sentence, span)
        if noun is not None:
            yield head, replace(token, dep="appos", head=noun, pos="PROPN")
        elif head < token.head and _lacks_subject(sentence, token.head):
            passive = any(True for _ in sentence.below(token.head, "aux:pass"))
            yield head, replace(token, dep="nsubj:pass" if passive else "nsubj", pos="PROPN")


def _is_thing(token: Token, lexicon: Lexicon) -> bool:
    """Whether a word is a noun for no party: in "chips made by A, B and C" the parser may list B with the chips."""
    return token.pos == "NOUN" and lexicon.nouns.get(token.lemma) not in _BEARERS


def _enumerated(sentence: Sentence, spans: Sequence[NameSpan], lexicon: Lexicon) -> Iterator[tuple[int, Token]]:
    """In "Orlan, Avia (Riga) and Merin shipped parts" the names behind the first are no appositions to it; Riga is."""
    for span in spans:
        head = head_of(sentence, span.first, span.last)
        token, opens = sentence.tokens[head], sentence.tokens[span.first - 1]
        if token.dep == "conj" and opens.text == "(" and token.head < span.first:
            yield head, replace(token, dep="appos")
    for row in enumerated(sentence, spans):
        heads = tuple(head_of(sentence, span.first, span.last) for span in row)
        verb = _subjects_verb(sentence, heads)
        if verb is not None:
            passive = any(True for _ in sentence.below(verb, "aux:pass"))
            label = "nsubj:pass" if passive else "nsubj"
            yield heads[1], replace(sentence.tokens[heads[1]], dep=label, head=verb)
            heads = heads[1:]
        inside = {i for span in row for i in range(span.first, span.last)}
        for head in heads[1:]:
            token = sentence.tokens[head]
            stands = token.dep in _BESIDE and token.head in inside
            strays = token.dep == "conj" and _is_thing(sentence.tokens[token.head], lexicon)
            if verb is not None or ((stands or strays) and head not in sentence.ancestors(heads[0])):
                yield head, replace(token, dep="conj", head=heads[0])


def _subjects_verb(sentence: Sentence, heads: Sequence[int]) -> int | None:
    """The verb of a list whose first name ends what stands before its clause: "According to A, B and C sold ..."."""
    tokens = sentence.tokens
    opening = heads[0]
    for above in sentence.ancestors(heads[0]):
        if above > heads[-1] and tokens[above].pos == "VERB":
            others = [i for i in sentence.below(above, *_SUBJECTS) if i not in heads]
            fronted = tokens[opening].dep in _FRONTED_PHRASES and len(heads) > 1
            return above if fronted and not others else None
        opening = above
    return None


def _noun_before(sentence: Sentence, span: NameSpan) -> int | None:
    """The common noun before the comma before a name: "a firm of the islands, | Corlan Shipping Ltd."."""
    comma = span.first - 1
    if comma < 1 or sentence.tokens[comma].text != "," or sentence.tokens[comma - 1].pos != "NOUN":
        return None
    return comma - 1


def _lacks_subject(sentence: Sentence, verb: int) -> bool:
    return sentence.tokens[verb].pos == "VERB" and not any(True for _ in sentence.below(verb, *_SUBJECTS))


def _swallowed(sentence: Sentence, _: Sequence[NameSpan], __: Lexicon) -> Iterator[tuple[int, Token]]:
    """In "Founded by Ilya Dorn, Orlan Cargo moved engines" the phrase between comma and verb is the subject."""
    tokens = sentence.tokens
    for at, token in enumerate(tokens):
        if token.tag not in _FINITE or token.pos not in {"VERB", "AUX"}:
            continue
        verb = token.head if token.dep in {"aux", "aux:pass", "cop"} else at
        end = at
        while end and tokens[end - 1].pos == "ADV":
            end -= 1
        first = _phrase_start(sentence, end)
        tops = [i for i in range(first, end) if not first <= tokens[i].head < end]
        if len(tops) != 1 or first < 2 or tokens[first - 1].text != ",":
            continue
        (head,) = tops
        fronted = next((i for i in sentence.ancestors(head) if tokens[i].head == verb), None)
        if tokens[head].dep not in {"appos", "conj"} or fronted is None or not tokens[head].head < first:
            continue
        participle = tokens[fronted].tag in {"VBN", "VBG"} and tokens[fronted].dep in _FRONTED_CLAUSES
        own = [i for i in sentence.below(verb, *_SUBJECTS) if i != fronted]
        if own or fronted > first or not (participle or tokens[fronted].dep in {"obl", "nmod"}):
            continue
        passive = any(True for _ in sentence.below(verb, "aux:pass"))
        yield head, replace(tokens[head], dep="nsubj:pass" if passive else "nsubj", head=verb)
        if participle:
            yield fronted, replace(tokens[fronted], dep="advcl")


def _phrase_start(sentence: Sentence, at: int) -> int:
    """Where the noun phrase begins that ends before a token: "the Riga importer Orlan"."""
    while at and (sentence.tokens[at - 1].pos in _NOMINAL or sentence.tokens[at - 1].text in {"-", "'s", "'"}):
        at -= 1
    return at


def _given(sentence: Sentence, spans: Sequence[NameSpan], lexicon: Lexicon) -> Iterator[tuple[int, Token]]:
    """In "Minsk hands Havana tractors" the state right behind the verb gets the goods and does not describe them."""
    tokens = sentence.tokens
    for span in spans:
        head = head_of(sentence, span.first, span.last)
        noun, verb = tokens[head].head, tokens[tokens[head].head].head
        state = span.name.lower() in lexicon.countries or span.name.lower() in lexicon.capitals
        if not state or tokens[head].dep != "compound" or tokens[noun].dep != "obj" or span.first != verb + 1:
            continue
        if tokens[verb].lemma in _WORDS["giving"] and tokens[noun].tag == "NNS":
            yield head, replace(tokens[head], dep="iobj", head=verb)


def _titled(sentence: Sentence, spans: Sequence[NameSpan], lexicon: Lexicon) -> Iterator[tuple[int, Token]]:
    """In "accused the company Orlan" the name is in apposition to the noun right before it."""
    tokens = sentence.tokens
    for span in spans:
        noun = span.first - 1
        head = head_of(sentence, span.first, span.last)
        token = tokens[head]
        if noun < 0 or tokens[noun].tag != "NN" or token.dep not in _LOOSE or sentence.case(head):
            continue
        if lexicon.nouns.get(tokens[noun].lemma) not in _BEARERS or token.head == noun:
            continue
        inside = range(span.first, span.last)
        if tokens[noun].head in inside or noun in sentence.children[head] or noun in sentence.ancestors(head):
            continue
        if token.dep in {"nsubj", "nsubj:pass"} and tokens[noun].head != token.head:
            continue
        if tokens[noun].dep in {"compound", "amod", "nmod:poss"} or head in sentence.ancestors(noun):
            continue
        yield head, replace(token, dep="appos", head=noun)


def _placed(sentence: Sentence, spans: Sequence[NameSpan], lexicon: Lexicon) -> Iterator[tuple[int, Token]]:
    """In "sold to the Riga wholesaler Orlan" the buyer is Orlan, and Riga only says where it is."""
    tokens = sentence.tokens
    for where, span in pairwise(spans):
        noun = where.last
        if span.first != noun + 1 or lexicon.nouns.get(tokens[noun].lemma) not in _BEARERS:
            continue
        place, head = (head_of(sentence, each.first, each.last) for each in (where, span))
        token = tokens[place]
        if tokens[noun].head != head or token.head in {noun, head} or token.head == place or head < place:
            continue
        if token.dep not in {"obl", "obj", "nsubj", "nsubj:pass", "obl:agent", "nmod"}:
            continue
        yield head, replace(tokens[head], dep=token.dep, head=token.head)
        yield place, replace(token, dep="compound", head=noun)
        for child in sentence.below(place, "case", "det"):
            yield child, replace(tokens[child], head=head)


def _doubled(sentence: Sentence, spans: Sequence[NameSpan], lexicon: Lexicon) -> Iterator[tuple[int, Token]]:
    """In "The consignee on the waybill, Orlan Cargo, is owned by ..." the noun, a second subject, is the name's."""
    tokens = sentence.tokens
    for span in spans:
        head = head_of(sentence, span.first, span.last)
        verb = tokens[head].head
        if tokens[head].dep not in {"nsubj", "nsubj:pass"} or tokens[span.first - 1].text != ",":
            continue
        for noun in sentence.below(verb, "nsubj", "nsubj:pass"):
            token = tokens[noun]
            if noun < span.first and token.pos == "NOUN" and lexicon.nouns.get(token.lemma) in _BEARERS:
                yield noun, replace(token, dep="appos", head=head)
