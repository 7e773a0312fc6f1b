"""When a statement's deed was done: the time words that stand with its verb."""

import re
from collections.abc import Sequence

from clew.extract.control import beside
from clew.extract.grammar import load_grammar
from clew.extract.reading import Reading, is_here
from clew.extract.stretches import stretch

YEAR = re.compile(r"(?:19|20)\d\d(?:s)?\Z")


def is_time(at: Reading, index: int) -> bool:
    """Whether a word names a time: a year, or a time word that is no part of a longer name."""
    token = at.sentence.tokens[index]
    if YEAR.match(token.text) and token.dep != "nummod":
        return True
    if any(span.first <= index < span.last and span.last - span.first > 1 for span in at.names):
        return False
    return token.lemma in at.words["time_words"] or token.text == at.words.month_may


def when(at: Reading) -> str:
    """The words that date the clause; empty where none do."""
    chain = shared_verbs(at)
    found = (i for i in range(len(at.sentence.tokens)) if is_time(at, i) and _dates(at, i, chain))
    told = {index: value for index in found if (value := _time_text(at, index))}
    own = next((index for index in told if _is_partys_own(at, index)), None) if len(told) > 1 else None
    return told[own] if own is not None else next(iter(told.values()), "")


def _is_partys_own(at: Reading, index: int) -> bool:
    """Whether a time is told right behind one of several parties: "listed by Varnia in 2022 and by Orland in 2023"."""
    tokens = at.sentence.tokens
    for filler in (at.clause.subject, at.clause.object):
        if is_here(filler, at.sentence):
            others = beside(at.sentence, filler.head)
            next_one = min((head for head in others if head > filler.head), default=len(tokens))
            if others and filler.head < index < next_one:
                return True
    return False


def shared_verbs(at: Reading) -> list[int]:
    """The trigger with the verbs that it shares its time with: "plans to ship", "made a delivery"."""
    sentence, found = at.sentence, [at.clause.trigger]
    for _ in range(3):
        token = sentence.tokens[found[-1]]
        if token.head == found[-1] or token.dep not in {"xcomp", "advcl", "obj", "nsubj:pass", "obl", "conj", "nmod"}:
            break
        if token.dep in {"obl", "nmod", "obj"} and token.pos not in {"NOUN", "VERB"}:
            break
        found.append(token.head)
    return found


def _dates(at: Reading, index: int, chain: Sequence[int]) -> bool:
    """Whether a time word belongs to the clause: the nearest verb, or the trigger itself, stands above it."""
    sentence = at.sentence
    for above in sentence.ancestors(index):
        if above == chain[0]:
            return True
        if above in chain:
            shared = sentence.tokens[chain[0]].dep == "conj"
            return not shared or index < above or (index < chain[0] and not _has_its_own_time(at, chain[0]))
        if sentence.tokens[above].pos in {"VERB", "AUX"}:
            return False
        if sentence.tokens[above].lemma in at.words["time_words"]:
            continue
    return False


def _has_its_own_time(at: Reading, verb: int) -> bool:
    """Whether a verb stands apart from the one that it is coordinated with: "founded in 2015 and is now owned by A"."""
    for child in at.sentence.children[verb]:
        token = at.sentence.tokens[child]
        if token.dep in {"aux", "aux:pass"} and token.text.lower() != "to":
            return True
        if token.dep == "advmod" and token.text.lower() in at.words["other_times"]:
            return True
    return False


def _time_text(at: Reading, index: int) -> str:
    sentence, token = at.sentence, at.sentence.tokens[index]
    case = sentence.case(index)
    if (
        (case and case not in at.words["time_cases"] and case != "of")
        or case == "for"
        or token.dep in {"compound", "amod", "nmod:poss"}
    ):
        return ""
    above = token.head
    if (
        token.dep in {"nmod", "obl:npmod", "nummod", "obl"}
        and above != index
        and is_time(at, above)
        and _time_text(at, above)
    ):
        return ""
    if case == "of":
        return ""
    first, last = stretch(sentence, index)
    while last > index + 1 and sentence.tokens[last - 1].pos == "PUNCT":
        last -= 1
    dated = any(
        YEAR.match(each.text) or each.text.lower() in at.words["bare_times"] or each.pos == "NUM"
        for each in sentence.tokens[first:last]
    )
    vague = token.lemma in _VAGUE
    if (vague and not dated and case not in {"since", "after", "before"}) or (
        not case and not dated and token.lemma in _UNITS
    ):
        return ""
    if case and case.split()[0] not in at.words["kept_cases"]:
        first += len(case.split())
    return at.says(first, last)


_VAGUE = frozenset(
    {"end", "start", "beginning", "half", "day", "war", "eve", "invasion", "outbreak", "fall", "wartime"}
)
_UNITS = load_grammar()["times"]
