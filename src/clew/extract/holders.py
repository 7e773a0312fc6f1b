"""What a noun is said of: by copula, apposition, title, membership, appointment, or standing "under" and "in" it."""

from collections.abc import Callable

from clew.extract.control import antecedent, controller, grammatical_subjects, is_passive
from clew.extract.grammar import load_grammar
from clew.extract.sentence import Sentence

_WORDS = load_grammar()
_RUSSIAN = load_grammar("ru")
_AMONG = frozenset({"among", "amongst"})
Add = Callable[[str, int], None]
"""Takes a role and the word that fills it."""


def holders(sentence: Sentence, noun: int, add: Add) -> None:
    """What the noun is said of: copula's subject, apposition either way, the name that it is a title of."""
    token = sentence.tokens[noun]
    if token.dep == "compound" and sentence.tokens[token.head].lemma == "general":
        token = sentence.tokens[noun := token.head]
    first = noun if token.dep != "conj" else token.head
    first = _counting(sentence, first)
    above = sentence.tokens[first]
    if any(True for _ in sentence.below(first, "cop")):
        for index in grammatical_subjects(sentence, first):
            add("holder", index)
    if above.dep == "nsubj" and any(True for _ in sentence.below(above.head, "cop")):
        add("holder", above.head)
    if above.dep == "appos":
        add("holder", above.head)
    for index in sentence.below(noun, "appos"):
        add("holder", index)
        if index and sentence.tokens[index - 1].text == "(":
            add("bracketed", index)
    _above(sentence, first, add)
    if above.dep in {"compound", "amod", "nmod"} and sentence.tokens[above.head].pos == "PROPN":
        add("holder", above.head)
        for index in sentence.below(above.head, "nmod:poss"):
            add("poss", index)
        for index in sentence.below(above.head, "amod", "compound"):
            if index != first and index < first:
                add("mod", index)
        for index in sentence.below(above.head, "nmod"):
            if sentence.case(index) == "of":
                add("of", index)
    _predicated(sentence, first, add)


def _above(sentence: Sentence, noun: int, add: Add) -> None:
    """Note what stands so in "firms under sanctions", "it is under sanctions"."""
    token, case = sentence.tokens[noun], sentence.case(noun)
    if not case or token.head == noun or token.dep not in {"nmod", "obl"}:
        return
    head = sentence.tokens[token.head]
    if head.pos == "PRON" and head.head != token.head:
        token, head = head, sentence.tokens[head.head]
    if head.pos in {"NOUN", "PROPN"}:
        add("above", token.head)
        if head.dep == "appos":
            add("above", head.head)
    elif head.lemma in _WORDS["being"]:
        for index in grammatical_subjects(sentence, token.head):
            add("above", index)
    elif head.pos == "VERB":
        roles = _direct(sentence, token.head)
        for index in roles:
            add("above", index)


def _direct(sentence: Sentence, verb: int) -> tuple[int, ...]:
    if is_passive(sentence, verb):
        return tuple(grammatical_subjects(sentence, verb))
    return tuple(antecedent(sentence, index, verb) for index in sentence.below(verb, "obj"))


def _counting(sentence: Sentence, noun: int) -> int:
    """The word that stands for one of those the noun names: "one of the directors", "the second of its owners"."""
    token = sentence.tokens[noun]
    above = sentence.tokens[token.head]
    counted = (
        token.dep in {"nmod", "obl"} and sentence.case(noun) == "of" and above.pos in {"NUM", "PRON", "DET", "ADJ"}
    )
    return token.head if counted else noun


def _predicated(sentence: Sentence, noun: int, add: Add) -> None:
    """Whom a clause makes what the noun names: "was appointed director", "is among", "holds the post of"."""
    token = sentence.tokens[noun]
    case = sentence.case(noun)
    head = token.head
    if head == noun:
        return
    above = sentence.tokens[head]
    if case in _AMONG and token.dep in {"nmod", "obl"}:
        if any(True for _ in sentence.below(head, "cop")) or above.lemma in _WORDS["being"]:
            found = list(grammatical_subjects(sentence, head))
            for index in found or ([head] if above.pos in {"NOUN", "PROPN"} else []):
                add("holder", index)
            for index in sentence.below(head, "attr", "obj"):
                add("holder", index)
        elif above.lemma in _WORDS["having"]:
            for index in sentence.below(head, "obj"):
                add("holder", index)
            for index in grammatical_subjects(sentence, head):
                add("giver", index)
        return
    if (
        token.dep == "nmod"
        and case in {"of", "as", ""}
        and above.lemma in _WORDS["posts"] | _RUSSIAN["posts"]
        and above.dep in {"obj", "nsubj:pass"}
    ):
        for index in grammatical_subjects(sentence, above.head):
            add("holder", index)
        for index in sentence.below(head, "nmod", "nmod:poss"):
            if index != noun:
                add("poss" if sentence.tokens[index].dep == "nmod:poss" else sentence.case(index), index)
        return
    if above.pos != "VERB":
        return
    whole = _direct(sentence, head)
    if token.dep in {"xcomp", "attr"} or (token.dep in {"obl", "obj", "nmod"} and case == "as"):
        for index in whole or tuple(controller(sentence, head, 1)):
            if index != noun:
                add("holder", index)
    elif token.dep == "obl" and case == "once":
        for index in grammatical_subjects(sentence, head):
            add("holder", index)
    elif token.dep == "obj" and is_passive(sentence, head):
        for index in whole:
            add("holder", index)
    elif case in {"at", "in"} and token.lemma in _WORDS["charges"]:
        for index in (*grammatical_subjects(sentence, head), *sentence.below(head, "obj")):
            add("holder", index)
