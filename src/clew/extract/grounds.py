"""On whose word the grounds of a measure or a charge rest: "blacklisted X for selling ..."."""

from collections.abc import Iterator

from clew.extract.control import is_passive
from clew.extract.grammar import load_grammar
from clew.extract.sentence import Sentence
from clew.extract.source_words import SourceWords

Found = tuple[tuple[int, ...], int, frozenset[int]]
_WORDS = load_grammar()
_OVER = frozenset({"for", "over", "with", "of", "on", "after", "in"})
_BRINGING = frozenset(
    {"put", "place", "add", "impose", "bring", "file", "include", "hit", "slap", "press", "lay", "issue"}
)


def by_grounds(sentence: Sentence, words: SourceWords) -> Iterator[Found]:
    """For each measure or charge who takes or brings it, its verb, and the grounds that are given for it."""
    if sentence.language != "en":
        return
    for verb, token in enumerate(sentence.tokens):
        if token.pos != "VERB":
            continue
        penalties = [i for i in sentence.below(verb, "obj", "obl", "nsubj:pass") if _is_penalty(sentence, i, words)]
        if token.lemma not in words.penalises and not (token.lemma in _BRINGING and penalties):
            continue
        grounds: set[int] = set()
        for at in (verb, *penalties):
            for child in sentence.below(at, "advcl", "obl", "nmod", "acl"):
                marks = {sentence.tokens[i].text.lower() for i in sentence.below(child, "mark", "case")}
                if child > at and marks & _OVER and child not in penalties and not _is_date(sentence, child):
                    grounds |= set(sentence.subtree(child))
        heads = tuple(_takers(sentence, verb, penalties))
        if heads and grounds:
            yield heads, verb, frozenset(grounds - set(heads))


def _is_date(sentence: Sentence, at: int) -> bool:
    """Whether a phrase tells when it was done: "in 2022", "on 4 June"."""
    token = sentence.tokens[at]
    return token.pos == "NUM" or not _WORDS["months"].isdisjoint({token.lemma, token.text.lower()})


def _is_penalty(sentence: Sentence, at: int, words: SourceWords) -> bool:
    return sentence.tokens[at].lemma in words.penalties


def _takers(sentence: Sentence, verb: int, penalties: list[int]) -> Iterator[int]:
    """Who takes the measure: the subject, in the passive the agent, or whose sanctions they are called."""
    if not is_passive(sentence, verb):
        yield from sentence.below(verb, "nsubj")
        return
    yield from sentence.below(verb, "obl:agent")
    for penalty in penalties:
        yield from (i for i in sentence.below(penalty, "nmod", "nmod:poss") if sentence.case(i) in {"by", "of", "'s"})
