"""What the place of a pronoun in its sentence says of whom it can, and cannot, take up."""

from collections.abc import Mapping

from clew.extract.grammar import load_grammar
from clew.extract.memory import SUBJECTS
from clew.extract.names.lexicon import Lexicon
from clew.extract.sentence import Sentence
from clew.records import Mention

_ARGUMENTS = frozenset({"nsubj", "nsubj:pass", "obj", "obl:agent"})
_WORDS = load_grammar()


def beside(sentence: Sentence, index: int, mentions: Mapping[int, Mention]) -> frozenset[str]:
    """Whom a pronoun cannot take up: what stands beside it below the same verb ("together with X, he owned")."""
    token = sentence.tokens[index]
    noun = sentence.tokens[token.head]
    if token.dep == "nmod:poss" and noun.dep == "appos" and noun.head in mentions:
        return frozenset({mentions[noun.head].name})
    if token.dep not in _ARGUMENTS or sentence.tokens[index].text.lower().endswith("self"):
        return frozenset()
    found = [*sentence.below(token.head, *_ARGUMENTS, "obl", "iobj"), *sentence.below(index, "conj")]
    return frozenset(mentions[i].name for i in found if i != index and i in mentions)


def among_its(sentence: Sentence, index: int) -> bool:
    """Whether "its" is that of "A and B are among its customers", which is neither A's nor B's."""
    token = sentence.tokens[index]
    return token.dep == "nmod:poss" and sentence.case(token.head) == "among"


def of_a_firm(sentence: Sentence, index: int) -> bool:
    """Whether "its" is that of what only a firm has: "its customers", "its subsidiary"."""
    token = sentence.tokens[index]
    return token.dep == "nmod:poss" and sentence.tokens[token.head].lemma in _WORDS["of_firms"]


def counted_all(sentence: Sentence, index: int) -> bool:
    """Whether a number takes up a whole group: "the two", "all five"."""
    if sentence.tokens[index].pos != "NUM" or any(True for _ in sentence.below(index, "nmod")):
        return False
    return any(sentence.tokens[i].text.lower() in {"the", "all"} for i in sentence.below(index, "det"))


def expletive(sentence: Sentence, index: int) -> bool:
    """Whether "it" stands for nothing: "it is said that ...", "it was in Hamburg that ..."."""
    token = sentence.tokens[index]
    if token.text.lower() != "it" or token.dep not in SUBJECTS:
        return False
    head = token.head
    return any(sentence.tokens[c].dep in {"ccomp", "csubj", "csubj:pass"} for c in sentence.children[head]) and any(
        sentence.tokens[c].lemma == "be" for c in sentence.children[head]
    )


def matrix_subject(sentence: Sentence, index: int) -> int:
    """Who says it in "the ministry said that they were unaware": the subject above the clause of a pronoun, else -1."""
    token = sentence.tokens[index]
    clause = sentence.tokens[token.head]
    if token.dep not in SUBJECTS or clause.dep != "ccomp":
        return -1
    return next(sentence.below(clause.head, *SUBJECTS), -1)


def gender_of_noun(lexicon: Lexicon, lemma: str) -> str:
    """The gender ("Fem", "Masc") that an English noun tells, else empty."""
    return "Fem" if lemma in lexicon.feminine else "Masc" if lemma in lexicon.masculine else ""


def gender_of_name(lexicon: Lexicon, name: str) -> str:
    """The gender ("Fem", "Masc") that the ending of a family name tells, else empty."""
    last = name.lower().split()[-1] if name.split() else ""
    if last.endswith(lexicon.feminine_endings):
        return "Fem"
    return "Masc" if last.endswith(lexicon.masculine_endings) else ""
