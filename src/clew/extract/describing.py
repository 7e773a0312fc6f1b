"""The shortest phrase that describes an unnamed party: its head noun with modifiers and one short complement."""

from collections.abc import Mapping

from clew.extract.grammar import load_grammar
from clew.extract.names.lexicon import Lexicon
from clew.extract.sentence import NameSpan, Sentence
from clew.vocabulary import EntityType

_KEPT = frozenset({"amod", "compound", "nummod", "nmod", "advmod", "nmod:poss"})
_COMPLEMENTS = frozenset({"of", "in", "from", "at", "for", "on", "в", "из", "на", "по"})
_ONLY_NAMES = frozenset({"in", "at", "for", "from", "on", "на"})
"""Prepositions that describe only before a name: "a factory in China", not "a supplier in the project"."""
_LONGEST_COMPLEMENT = 5
_PARTS_OF_SITES = frozenset({"line"})
"""Where an assembly line stands is no part of its description."""
_REGIONS = load_grammar()["regions"]
_PREFIXES = tuple(load_grammar("ru")["joined"])
_SKIP = load_grammar()["undescribing"]


def noun_type(sentence: Sentence, index: int, lexicon: Lexicon) -> EntityType | None:
    """The type that a common noun gives a description; None for a noun that names no party, good or place."""
    token = sentence.tokens[index]
    if is_national(sentence, index, lexicon):
        return EntityType.PERSON
    if token.pos not in {"NOUN", "PROPN"} or token.tag == "NNPS":
        return None
    lemma = token.lemma
    if lemma in lexicon.people and token.tag == "NN":
        return EntityType.PERSON
    if lemma in lexicon.nouns:
        before = sentence.tokens[index - 1].lemma if index else ""
        return lexicon.nouns.get(f"{before}-{lemma}", lexicon.nouns[lemma])
    joined = next((lemma[len(each) :] for each in _PREFIXES if lemma.startswith(each)), "")
    if not lexicon.articles and lexicon.nouns.get(joined) is EntityType.PRODUCT:
        return EntityType.PRODUCT
    if lemma.startswith(("ex-", "co-")):
        return lexicon.nouns.get(lemma[3:])
    earlier = sentence.tokens[index - 1] if index else None
    return lexicon.nouns.get(f"{earlier.lemma}-{lemma}") if earlier and earlier.pos in {"NOUN", "PROPN"} else None


def is_national(sentence: Sentence, index: int, lexicon: Lexicon) -> bool:
    """Whether a nationality stands for a person: "a Russian who lives there"."""
    token = sentence.tokens[index]
    if token.text.lower() not in lexicon.adjectives or token.dep in {"amod", "compound", "nmod:poss", "nmod"}:
        return False
    return any(sentence.tokens[i].text.lower() in {"a", "an", "another", "one"} for i in sentence.below(index, "det"))


def phrase(
    sentence: Sentence, index: int, names: Mapping[int, NameSpan], *, noun_is_good: bool = False
) -> tuple[int, int]:
    """The tokens (exclusive end) of the description whose head is `index`, without article and pronoun.

    A good (`noun_is_good`) is described without what follows its noun.
    """
    first = index
    for child in sorted((c for c in sentence.children[index] if c < index), reverse=True):
        token = sentence.tokens[child]
        if token.text in {"-", "'s", '"'}:
            continue
        if token.dep not in _KEPT or token.lemma in _SKIP or token.pos == "PRON":
            break
        below = sentence.subtree(child)
        if below[-1] >= first or len(below) > _LONGEST_COMPLEMENT:
            break
        first = below[0]
    quoted = any(t.text == '"' for t in sentence.tokens[first:index]) and sentence.tokens[first - 1].text == '"'
    first -= quoted
    while (
        first < index
        and not quoted
        and (sentence.tokens[first].pos in {"PUNCT", "DET", "PART"} or sentence.tokens[first].lemma in _SKIP)
    ):
        first += 1
    last = index + 1
    for child in sentence.children[index]:
        case = sentence.case(child)
        if case == "on" and sentence.tokens[child].pos != "PROPN":
            break
        if case in _ONLY_NAMES and not any(sentence.tokens[i].pos == "PROPN" for i in sentence.subtree(child)):
            break
        possessive = not case and sentence.ending(child) == "Gen"
        if child > index and sentence.tokens[child].dep in {"nmod", "obl"} and (possessive or case in _COMPLEMENTS):
            below = _without_clause(sentence, child)
            if below and below[0] == last and len(below) <= _LONGEST_COMPLEMENT:
                last = below[-1] + 1
            break
    if noun_is_good or sentence.tokens[index].lemma in _PARTS_OF_SITES:
        last = index + 1
    elif last == index + 1:
        last = _place_after(sentence, index, names)
    if index in names:
        last = max(last, names[index].last)
    return first, last


def _without_clause(sentence: Sentence, index: int) -> list[int]:
    """What hangs on a noun, but for the relative clause behind a comma: "of the yard|, whose name was withheld"."""
    below = sentence.subtree(index)
    starts = [sentence.subtree(clause)[0] for clause in sentence.below(index, "acl:relcl")]
    commas = [start - 1 for start in starts if start and sentence.tokens[start - 1].text == ","]
    return [i for i in below if i < min(commas, default=len(sentence.tokens))]


def _place_after(sentence: Sentence, index: int, names: Mapping[int, NameSpan]) -> int:
    """The end of "in Russia" right behind the noun, wherever the parser hangs it."""
    tokens = sentence.tokens
    if index + 2 < len(tokens) and tokens[index + 1].text.lower() in {"in", "from"}:
        for span in names.values():
            near = span.first == index + 2 or (span.first == index + 3 and tokens[index + 2].pos == "DET")
            if near and span.type is EntityType.PLACE:
                further = span.last < len(tokens) and tokens[span.last].lemma in _REGIONS
                return span.last + further
    return index + 1
