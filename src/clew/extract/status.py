"""How surely a statement is made: cue words above and beside it, their reach, and which of them prevails."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from clew.extract.clause import LINKED, Clause
from clew.extract.control import beside
from clew.extract.grammar import load_grammar
from clew.extract.names.lexicon import Lexicon
from clew.extract.reading import is_here
from clew.extract.sentence import ParsedText, Sentence, Token
from clew.extract.tables import table_of
from clew.vocabulary import EntityType, Predicate, Status

PRECEDENCE = (Status.DENIED, Status.UNVERIFIED, Status.PLANNED, Status.POSSIBLE, Status.ASSERTED)
"""Which status prevails where several fit, first first."""

_ALTERNATIVE = load_grammar()["alternative"]
_COMPLEMENT = frozenset(
    {
        "obl:npmod",
        "obl:tmod",
        "xcomp",
        "ccomp",
        "csubj",
        "csubj:pass",
        "acl",
        "advcl",
        "obj",
        "obl",
        "nmod",
        "nsubj:pass",
    }
)
_VERBAL = frozenset({"VERB", "AUX"})
_INANIMATE = frozenset({EntityType.PRODUCT, EntityType.PROGRAMME, EntityType.EVENT})
_FINITE_MARKS = frozenset({"after", "because", "when", "while", "since", "although", "though", "as", "before", "until"})


@dataclass(frozen=True)
class _Words:
    """The words of one status."""

    auxiliaries: frozenset[str]
    adverbs: frozenset[str]
    verbs: frozenset[str]
    nouns: frozenset[str]
    adjectives: frozenset[str]
    marks: frozenset[str]


@dataclass(frozen=True)
class Cues:
    """The cue words of one language."""

    possible: _Words
    planned: _Words
    denied: _Words
    unverified: _Words
    negations: frozenset[str]
    undoing: frozenset[str]
    done_by: frozenset[str]
    papers: frozenset[str]


_SHADING = frozenset({"advmod", "amod", "parataxis", "discourse"})


@cache
def load_cues(language: str = "en") -> Cues:
    """The shipped cue table of a language (English where a language has none)."""
    tables = table_of("cues.yaml")
    table = tables.get(language, tables["en"])

    def split(text: str | None) -> frozenset[str]:
        return frozenset(word.replace("_", " ") for word in (text or "").split())

    def words(key: str) -> _Words:
        part = table[key]
        return _Words(*(split(part.get(name)) for name in _Words.__dataclass_fields__))

    return Cues(
        possible=words("possible"),
        planned=words("planned"),
        denied=words("denied"),
        unverified=words("unverified"),
        negations=split(table["denied"]["negations"]),
        undoing=split(table["undoing"]),
        done_by=split(table["done_by"]),
        papers=split(table["unverified"]["doubts_of_paper"]),
    )


def statuses(clauses: Sequence[Clause], text: ParsedText, lexicon: Lexicon) -> list[Status]:
    """The status of each clause: the frame's own, else the strongest cue in whose reach it lies.

    An answer ("did not comment") is given as stated. What only the linker finds may hang on the denying verb
    itself. What is only the purpose of a journey is planned, unless the document elsewhere states the same deed as
    done. The sentence after a hedged statement may say that it could not be confirmed: then the statement is
    unverified.
    """
    found: list[Status] = []
    aims: list[int] = []
    for number, clause in enumerate(clauses):
        if clause.status is not None or clause.predicate is Predicate.RESPONDS:
            found.append(clause.status or Status.ASSERTED)
            continue
        cues = load_cues(clause.sentence.language)
        marked = list(_along(clause.sentence, clause.trigger, cues, lexicon))
        seen = {status for status, _ in marked}
        if clause.frame == LINKED and clause.sentence.tokens[clause.trigger].lemma in cues.denied.verbs:
            seen.add(Status.DENIED)
        if _is_one_of_two(clause):
            seen.add(Status.POSSIBLE)
        following = text.sentences[clause.index + 1] if clause.index + 1 < len(text.sentences) else None
        if following is not None and Status.POSSIBLE in seen and doubted(following, cues):
            seen.add(Status.UNVERIFIED)
        found.append(next((status for status in PRECEDENCE if status in seen), Status.ASSERTED))
        if found[-1] is Status.PLANNED and all(aim for status, aim in marked if status is Status.PLANNED):
            aims.append(number)
    done = {
        deed
        for clause, status in zip(clauses, found, strict=True)
        if status is Status.ASSERTED
        for deed in _deed(clause)
    }
    for number in aims:
        if done & _deed(clauses[number]):
            found[number] = Status.ASSERTED
    return found


def _is_one_of_two(clause: Clause) -> bool:
    """Whether a party is one of two of which the text does not say which: "either A or B"."""
    sentence = clause.sentence
    for filler in (clause.subject, clause.object):
        if is_here(filler, sentence):
            first = (filler.head, *beside(sentence, filler.head))
            below = (i for each in first for i in sentence.children[each] if i < each)
            if any(_opens_alternative(sentence, i) for i in below):
                return True
    return False


def _opens_alternative(sentence: Sentence, at: int) -> bool:
    """Whether a word is "either", but not that of "either of his sons"."""
    of = at + 1 < len(sentence.tokens) and sentence.tokens[at + 1].text.lower() == "of"
    return sentence.tokens[at].text.lower() in _ALTERNATIVE and not of


def _deed(clause: Clause) -> set[tuple[str, str]]:
    """What a clause says was done, to be found again in other words: the predicate with the last word of each party."""
    sides = [filler.mention.name.casefold().split()[-1] for filler in (clause.subject, clause.object) if filler]
    return {(clause.predicate, " ".join(sides))} if len(sides) == 2 else set()


def doubted(sentence: Sentence, cues: Cues) -> bool:
    """Whether the sentence says that something (not the paper it stands in) could not be confirmed."""
    for index, token in enumerate(sentence.tokens):
        if token.lemma in cues.unverified.verbs and token.pos in _VERBAL and _negated(sentence, index, cues):
            about = {sentence.tokens[i].lemma for i in sentence.subtree(index)}
            return not about & cues.papers
    return False


def _along(sentence: Sentence, trigger: int, cues: Cues, lexicon: Lexicon) -> Iterator[tuple[Status, bool]]:
    """The statuses that words above the trigger give it, as far as they reach, and whether as a mere purpose."""
    at, undone = trigger, False
    for _ in range(12):
        negation = not undone and _counts(sentence, at, trigger)
        yield from ((status, False) for status in _beside(sentence, at, cues, negation=negation))
        token = sentence.tokens[at]
        above = token.head
        if above == at or not _reaches(sentence, at, lexicon, trigger):
            return
        aim = token.dep in {"acl", "advcl"} and _purpose(sentence, at)
        if aim and not _is_any(sentence, above, cues.done_by | cues.possible.nouns):
            yield Status.PLANNED, True
        if token.dep != "conj":
            yield from ((status, False) for status in _governed(sentence, above, cues))
        undone = undone or _is_any(sentence, above, cues.undoing)
        at = above


def _counts(sentence: Sentence, at: int, trigger: int) -> bool:
    """Whether a negation at a word is one of the deed: on the trigger, or on what it completes ("did not plan to")."""
    return at == trigger or (sentence.tokens[trigger].head == at and sentence.tokens[trigger].dep == "xcomp")


def _reaches(sentence: Sentence, at: int, lexicon: Lexicon, trigger: int) -> bool:
    """Whether what stands above a word also governs it."""
    token = sentence.tokens[at]
    above = sentence.tokens[token.head]
    if any(each.text in {";", ":"} for each in sentence.tokens[min(at, token.head) : max(at, token.head)]):
        return False
    if token.dep == "acl" and token.tag != "VB" and not _contents(sentence, at):
        return False
    if token.dep == "conj":
        own = any(True for _ in sentence.below(at, "nsubj", "nsubj:pass", "aux"))
        return not own and (token.pos in _VERBAL) == (above.pos in _VERBAL)
    if token.dep == "advcl":
        marks = {sentence.tokens[i].text.lower() for i in sentence.below(at, "mark")}
        return not marks & _FINITE_MARKS
    if token.dep not in _COMPLEMENT and not (token.dep == "nsubj" and at == trigger):
        return False
    if token.pos in {"NOUN", "PROPN"}:
        kind = lexicon.nouns.get(token.lemma)
        if token.pos == "PROPN" or (kind is not None and kind not in _INANIMATE):
            return False
    return not (token.dep in {"obl", "nmod"} and token.pos in _VERBAL)


def _contents(sentence: Sentence, at: int) -> bool:
    """Whether a clause on a noun says what the noun is about ("suspicion that", "charges of"), not which it is."""
    return any(
        sentence.tokens[i].text.lower() in {"that", "of", "to", "for", "in"} for i in sentence.below(at, "mark", "case")
    )


def _purpose(sentence: Sentence, at: int) -> bool:
    return sentence.tokens[at].tag in {"VB", ""} and any(
        sentence.tokens[i].text.lower() == "to" and sentence.tokens[i].dep in {"mark", "aux"} and i < at
        for i in sentence.children[at]
    )


def _beside(sentence: Sentence, at: int, cues: Cues, *, negation: bool) -> Iterator[Status]:
    """Statuses by the words that hang on a predicate: auxiliaries, adverbs, marks, negations, its own adjectives."""
    tokens = sentence.tokens
    children = [tokens[i] for i in sentence.children[at]]
    helping = {token.text.lower() for token in children if token.dep in {"aux", "aux:pass"}}
    helping |= {token.lemma for token in children if token.dep in {"aux", "aux:pass"}}
    negated = any(_negates(tokens[i], cues) and not _only(sentence, i) for i in sentence.children[at])
    if helping & cues.possible.auxiliaries:
        yield Status.POSSIBLE
    if helping & cues.planned.auxiliaries:
        yield Status.POSSIBLE if "have" in helping else Status.PLANNED
    if any(token.lemma in cues.possible.adverbs for token in children if token.dep in _SHADING):
        yield Status.POSSIBLE
    if any(token.lemma in cues.possible.marks for token in children if token.dep == "mark"):
        yield Status.POSSIBLE
    if any(token.lemma in cues.planned.adjectives for token in children if token.dep == "amod"):
        yield Status.PLANNED
    if any(token.lemma in cues.possible.adjectives for token in children if token.dep == "amod"):
        yield Status.POSSIBLE
    if any(token.lemma in cues.unverified.adjectives for token in children if token.dep == "amod"):
        yield Status.UNVERIFIED
    if negation and negated:
        yield Status.DENIED
    if sentence.language == "ru" and "Tense=Fut" in tokens[at].morph:
        yield Status.PLANNED


def _only(sentence: Sentence, at: int) -> bool:
    """Whether a negation adds something to what was done: "not only sold the cranes but painted them, too"."""
    after = sentence.tokens[at + 1].text.lower() if at + 1 < len(sentence.tokens) else ""
    return after in {"only", "just", "merely", "simply", "solely", "только", "просто"}


def _negates(token: Token, cues: Cues) -> bool:
    if token.text.lower() in cues.negations and token.dep in {"neg", "advmod", "det", "mark", "case", "preconj", "cc"}:
        return token.text.lower() != "no" or token.dep != "advmod"
    return False


def _negated(sentence: Sentence, at: int, cues: Cues) -> bool:
    children = [sentence.tokens[i] for i in sentence.children[at]]
    if any(token.text.lower() in cues.negations or token.lemma in {"unable", "fail"} for token in children):
        return True
    above = sentence.tokens[sentence.tokens[at].head]
    return above.lemma in {"unable", "fail"} or above.text.lower() == "unable"


def _governed(sentence: Sentence, above: int, cues: Cues) -> Iterator[Status]:
    """Statuses by the word that a statement hangs on."""
    token = sentence.tokens[above]
    for status, words in (
        (Status.DENIED, cues.denied),
        (Status.PLANNED, cues.planned),
        (Status.POSSIBLE, cues.possible),
    ):
        verb = token.pos in _VERBAL and _is_any(sentence, above, words.verbs)
        noun = token.pos == "NOUN" and token.lemma in words.nouns
        adjective = token.pos in {"ADJ", "VERB"} and {token.lemma, token.text.lower()} & words.adjectives
        if verb or noun or adjective:
            yield status
    if token.pos in _VERBAL and token.lemma in cues.unverified.verbs and _negated(sentence, above, cues):
        yield Status.UNVERIFIED
    bare = any(sentence.tokens[i].text.lower() == "no" for i in sentence.children[above])
    if token.pos == "NOUN" and token.lemma in cues.unverified.nouns and bare:
        yield Status.UNVERIFIED
    if token.lemma == "be":
        for index in sentence.below(above, "nsubj"):
            if sentence.tokens[index].lemma in cues.possible.nouns:
                yield Status.POSSIBLE
            elif sentence.tokens[index].lemma in cues.planned.nouns:
                yield Status.PLANNED
    if token.lemma == "be" and any(
        sentence.tokens[i].dep == "xcomp" and _purpose(sentence, i) for i in sentence.children[above]
    ):
        yield Status.PLANNED


def _is_any(sentence: Sentence, at: int, words: frozenset[str]) -> bool:
    lemma = sentence.tokens[at].lemma
    if lemma in words:
        return True
    return any(f"{lemma} {sentence.tokens[i].text.lower()}" in words for i in sentence.below(at, "compound:prt"))
