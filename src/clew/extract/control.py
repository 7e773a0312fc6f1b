"""Who a verb or noun is about where its own clause does not say it: control, coordination, relative clauses, voice."""

from collections.abc import Iterator, Sequence

from clew.extract.grammar import load_grammar
from clew.extract.sentence import Sentence
from clew.extract.tables import table_of

_WORDS = load_grammar()
_RELATIVE = frozenset({"that", "which", "who", "whom", "whose", "where", "который"})
_OBJECT_CONTROL = frozenset({"of", "for", "over", "from", "with", "into", "in"})
_VERBAL = frozenset({"VERB", "AUX"})
_PLANS = frozenset(
    {"plan", "effort", "attempt", "bid", "drive", "capacity", "ability", "decision", "right", "scheme", "project"}
    | {"deal", "contract", "agreement", "programme", "program", "wish", "intention", "readiness", "campaign", "push"}
)
_DEPTH = 6
_PEOPLE = frozenset(
    word for key in ("Person", "people", "Organization") for word in table_of("nouns.yaml")[key].split()
)
_RUSSIAN = load_grammar("ru")
_CHARGED_WITH = frozenset({"в", "во", "за"})
_AIMED_AT = frozenset({"против", "в отношении", "на"})


def is_passive(sentence: Sentence, verb: int) -> bool:
    """Whether the verb is passive, full ("was made by") or reduced ("drones made by")."""
    token = sentence.tokens[verb]
    if any(True for _ in sentence.below(verb, "aux:pass", "nsubj:pass", "obl:agent", "csubj:pass")):
        return True
    if "Voice=Pass" in token.morph:
        return True
    if token.tag == "VBD" and token.dep == "acl" and sentence.language == "en":
        return sentence.tokens[token.head].dep != "root" and not any(True for _ in sentence.below(verb, "nsubj"))
    if token.tag != "VBN":
        return False
    if any(sentence.tokens[child].lemma == "have" for child in sentence.below(verb, "aux")):
        return False
    if any(True for _ in sentence.below(verb, "nsubj")) and (token.dep == "root" or _is_finite(sentence, verb)):
        return False
    if token.dep == "conj":
        return not any(True for _ in sentence.below(verb, "aux", "nsubj")) and is_passive(sentence, token.head)
    return token.dep in {"acl", "amod", "advcl", "xcomp", "acl:relcl", "ccomp", "root"}


def _is_finite(sentence: Sentence, verb: int) -> bool:
    """Whether a form taken for a participle is a past tense: "firms that the office sanctioned", "what Avia bought"."""
    if sentence.language != "en" or any(True for _ in sentence.below(verb, "aux:pass")):
        return False
    asked = any(sentence.tokens[i].lemma == "what" for s in sentence.below(verb, "nsubj") for i in sentence.children[s])
    return asked or sentence.tokens[verb].dep == "acl:relcl" or any(True for _ in sentence.below(verb, "obj"))


def antecedent(sentence: Sentence, index: int, verb: int) -> int:
    """What a relative pronoun stands for: the noun that the relative clause hangs on; any other word itself."""
    token = sentence.tokens[index]
    if token.lemma not in _RELATIVE or token.pos not in {"PRON", "DET", "SCONJ", "ADV"}:
        return index
    for above in (verb, *sentence.ancestors(verb)):
        if sentence.tokens[above].dep in {"acl:relcl", "acl"}:
            return _relative_noun(sentence, index, sentence.tokens[above].head)
    noun = sentence.tokens[token.head]
    if token.lemma == "whose" and noun.dep == "appos" and noun.head < index:
        return noun.head
    return index


def _relative_noun(sentence: Sentence, pronoun: int, noun: int) -> int:
    """The noun that a relative pronoun takes up: the nearest before it where "who" cannot stand for the parser's."""
    token = sentence.tokens[pronoun]
    near = pronoun - 1
    while near > noun and sentence.tokens[near].pos in {"ADP", "PUNCT", "SCONJ"}:
        near -= 1
    if token.lemma not in {"who", "whom"} or near <= noun or sentence.tokens[near].pos not in {"NOUN", "PROPN"}:
        return noun
    person = sentence.tokens[noun].lemma in _PEOPLE or sentence.tokens[noun].pos == "PROPN"
    closer = sentence.tokens[near].lemma in _PEOPLE or sentence.tokens[near].pos == "PROPN"
    return noun if person or not closer else near


def grammatical_subjects(sentence: Sentence, verb: int, depth: int = 0) -> Iterator[int]:
    """The grammatical subject of a verb, found through relative pronouns, participles, control and coordination."""
    own = [*sentence.below(verb, "nsubj", "nsubj:pass")]
    if own:
        for index in own:
            yield antecedent(sentence, index, verb)
        return
    if depth > _DEPTH:
        return
    token = sentence.tokens[verb]
    head = token.head
    if token.dep in {"acl", "amod"} and head != verb:
        if (
            token.dep == "acl"
            and token.tag in {"VB", "VBG"}
            and any(sentence.tokens[c].text.lower() in {"to", "of", "for"} for c in sentence.children[verb])
        ):
            yield from _purpose_subjects(sentence, head, depth + 1)
        else:
            yield head
    elif token.dep == "acl:relcl" and sentence.language == "ru" and _is_placed(sentence, verb):
        if "Number=Plur" in token.morph:
            yield from _plural_above(sentence, head, depth)
    elif token.dep == "acl:relcl":
        yield head
    elif token.dep == "conj" or (token.dep == "ccomp" and sentence.language == "ru" and head != verb):
        if sentence.language != "ru" or not _is_nobodys(sentence, verb, head):
            yield from grammatical_subjects(sentence, head, depth + 1)
    elif token.dep in {"xcomp", "ccomp"} and head != verb:
        yield from controller(sentence, head, depth)
    elif sentence.language == "ru" and "Number=Plur" in token.morph and not is_passive(sentence, verb):
        yield from _those_in(sentence, verb)
    elif token.dep in {"advcl", "parataxis", "dep"} and head != verb:
        marks = {sentence.tokens[c].text.lower() for c in sentence.below(verb, "mark", "case")}
        above = sentence.tokens[head]
        if above.lemma in _WORDS["penalties"] and "for" in marks and above.dep == "obl":
            yield from controller(sentence, above.head, depth)
        elif above.pos in {"NOUN", "PROPN"} and marks:
            yield from noun_givers(sentence, head, depth + 1)
        elif marks & _OBJECT_CONTROL:
            yield from controller(sentence, head, depth)
        else:
            yield from grammatical_subjects(sentence, head, depth + 1)


def _is_nobodys(sentence: Sentence, verb: int, above: int) -> bool:
    """Whether a plural verb without a subject is said of nobody: "она сообщила, что дроны собирают в цехе"."""
    morph = sentence.tokens[verb].morph
    if "Number=Plur" not in morph or "VerbForm=Fin" not in morph:
        return False
    own = [*sentence.below(above, "nsubj")]
    several = any(True for index in own for _ in sentence.below(index, "conj", "nummod", "nummod:gov"))
    return bool(own) and not several and all("Number=Sing" in sentence.tokens[index].morph for index in own)


def _is_placed(sentence: Sentence, verb: int) -> bool:
    """Whether "который" stands in a relative clause elsewhere than as its subject: "через которую вывозили"."""
    return any(
        sentence.tokens[i].lemma == "который" and sentence.tokens[i].dep not in {"nsubj", "nsubj:pass"}
        for i in sentence.subtree(verb)
    )


def _plural_above(sentence: Sentence, noun: int, depth: int) -> Iterator[int]:
    """Who acts in the clause above a noun where several do: "A и B создали фирму, через которую вывозили"."""
    for above in sentence.ancestors(noun):
        if sentence.tokens[above].pos == "VERB":
            for index in grammatical_subjects(sentence, above, max(depth + 1, _DEPTH)):
                if "Number=Plur" in sentence.tokens[index].morph or any(True for _ in sentence.below(index, "conj")):
                    yield index
            return


def _those_in(sentence: Sentence, verb: int) -> Iterator[int]:
    """Who acts in "в компании заявили": those who are in what the verb without a subject places them in."""
    if "Tense=Past" in sentence.tokens[verb].morph or "Tense=Pres" in sentence.tokens[verb].morph:
        for index in sentence.below(verb, "obl"):
            if sentence.case(index) in {"в", "во"} and sentence.ending(index) == "Loc":
                yield index


def is_gerund(sentence: Sentence, verb: int) -> bool:
    """Whether the parser takes a gerund for an adjective of its object: "capable of mass-producing drones"."""
    token = sentence.tokens[verb]
    if token.tag != "VBG" or token.dep != "amod":
        return False
    noun = sentence.tokens[token.head]
    return sentence.case(token.head) == "of" and noun.head != token.head and sentence.tokens[noun.head].pos == "ADJ"


def controller(sentence: Sentence, head: int, depth: int) -> Iterator[int]:
    """Who a verb without a subject is about below `head`: the object ("accuse X of ..."), else the subject."""
    objects = [*sentence.below(head, "obj", "iobj")]
    if objects and sentence.tokens[objects[0]].lemma in _WORDS["penalties"]:
        near = [*sentence.below(head, "obl"), *sentence.below(objects[0], "nmod")]
        punished = [i for i in near if sentence.case(i) in {"on", "against", "upon"}]
        if punished:
            yield antecedent(sentence, punished[0], head)
            return
    if objects and sentence.tokens[head].pos in _VERBAL and not is_passive(sentence, head):
        yield antecedent(sentence, objects[0], head)
        return
    yield from grammatical_subjects(sentence, head, depth + 1)


def _purpose_subjects(sentence: Sentence, noun: int, depth: int) -> Iterator[int]:
    """Who is to do what an infinitive under a noun says: the noun's owner for plans, else who acts on the noun."""
    token = sentence.tokens[noun]
    if token.lemma not in _PLANS and token.dep in {"obj", "obl"} and token.head != noun:
        found = list(grammatical_subjects(sentence, token.head, depth))
        if found:
            yield from found
            return
    yield from noun_givers(sentence, noun, depth)


def noun_givers(sentence: Sentence, noun: int, depth: int = 0) -> Iterator[int]:
    """Whose a noun is: its possessor, else the subject of the verb whose object it is ("made a delivery")."""
    owners = [*sentence.below(noun, "nmod:poss")]
    if owners:
        yield from owners
        return
    if depth > _DEPTH:
        return
    token = sentence.tokens[noun]
    if token.dep in {"obj", "obl", "nmod", "xcomp"} and token.head != noun:
        head = sentence.tokens[token.head]
        if head.pos in _VERBAL:
            yield from grammatical_subjects(sentence, token.head, depth + 1)
        elif head.pos == "NOUN":
            yield from noun_givers(sentence, token.head, depth + 1)
    elif token.dep == "conj" and token.head != noun:
        yield from noun_givers(sentence, token.head, depth + 1)


def conjuncts(sentence: Sentence, index: int) -> tuple[int, ...]:
    """A word and all that is coordinated with it ("A, B and C"), in order."""
    return (index, *(i for i in sentence.below(index, "conj")))


def beside(sentence: Sentence, index: int) -> tuple[int, ...]:
    """All that a word is coordinated with, whichever of them comes first, in order."""
    token = sentence.tokens[index]
    first = token.head if token.dep == "conj" else index
    return tuple(each for each in conjuncts(sentence, first) if each != index)


def tells_each_apart(sentence: Sentence, verb: int | None = None) -> bool:
    """Whether of two lists (of a verb) each goes with each: "A and B own 40% and 60% of it, respectively"."""
    tokens = sentence.tokens
    near = (i for i, token in enumerate(tokens) if token.text.lower() in _WORDS["each_to_each"])
    return any(verb is None or verb in (i, *sentence.ancestors(i)) for i in near)


def causers(sentence: Sentence, verb: int) -> Iterator[int]:
    """Who does it in "X keeps Y supplied with engines", "X has Y shipped"."""
    token = sentence.tokens[verb]
    above = token.head
    if token.dep == "acl" and sentence.tokens[above].dep == "obj":
        above = sentence.tokens[above].head
        if sentence.tokens[above].lemma in _WORDS["causing"]:
            yield from grammatical_subjects(sentence, above)
    if token.dep not in {"xcomp", "ccomp"} or sentence.tokens[token.head].lemma not in _WORDS["causing"]:
        return
    if [*sentence.below(token.head, "obj"), *sentence.below(verb, "nsubj:pass")]:
        yield from grammatical_subjects(sentence, token.head)


def askers(sentence: Sentence, verb: int) -> Iterator[int]:
    """Who asked in "Asked by X, the firm said ..."."""
    for clause in sentence.below(verb, "advcl"):
        if sentence.tokens[clause].lemma in _WORDS["asking"] and is_passive(sentence, clause):
            yield from sentence.below(clause, "obl:agent")
            yield from (i for i in sentence.below(verb, "obl") if sentence.case(i) == "to")


def cleft(sentence: Sentence, verb: int) -> Iterator[int]:
    """What is brought forward in "it is to X that Y sells": it belongs to the verb after "that"."""
    token = sentence.tokens[verb]
    above = token.head
    if token.dep not in {"ccomp", "advcl", "acl", "acl:relcl"} or above == verb:
        return
    words = [
        sentence.tokens[i].text.lower() for i in (*sentence.children[verb], *sentence.below(above, "nsubj", "expl"))
    ]
    if "that" not in words or "it" not in words:
        return
    if sentence.tokens[above].lemma == "be":
        yield from sentence.below(above, "obl")
    elif sentence.case(above) and any(True for _ in sentence.below(above, "cop")):
        yield above


def climbing(sentence: Sentence, trigger: int) -> Iterator[int]:
    """Who acts in the clauses above a word, nearest first, up to what somebody is said to say or think.

    Below "charge X with ...", "sanction X for ..." it is X that acts.
    """
    below = trigger
    for above in sentence.ancestors(trigger):
        path, token = sentence.tokens[below], sentence.tokens[above]
        if path.dep in {"ccomp", "parataxis", "csubj", "root"}:
            return
        if sentence.language == "ru" and path.dep == "conj" and _is_nobodys(sentence, below, above):
            return
        asked = token.lemma in _WORDS["asking"] or token.lemma in _WORDS["saying"]
        if asked and sentence.language == "en" and path.dep in {"obl", "obj", "nmod", "advcl"}:
            return
        if token.pos in _VERBAL or any(True for _ in sentence.below(above, "cop")):
            if path.dep in {"obj", "nsubj:pass", "obl"} and token.lemma in _RUSSIAN["halting"]:
                return
            charged = path.dep in {"obl", "nmod", "advcl"} and _is_charge(sentence, below, above)
            if charged and (aimed := _aimed_at(sentence, above)):
                yield from aimed
                return
            objects = [*sentence.below(above, "obj")] if charged and not is_passive(sentence, above) else []
            if objects:
                yield antecedent(sentence, objects[0], above)
                return
            if not charged:
                yield from sentence.below(above, "obl:agent")
            for subject in grammatical_subjects(sentence, above):
                yield subject
                yield from sentence.below(subject, "nmod:poss")
        elif token.pos in {"NOUN", "PROPN"}:
            yield from sentence.below(above, "nmod:poss")
            if token.dep in {"nsubj", "nsubj:pass", "appos"}:
                yield above
        below = above


def _is_charge(sentence: Sentence, index: int, verb: int) -> bool:
    """Whether a word says what the object of the verb did or does: "accuse X of", "обвинить X в"."""
    case = _control_case(sentence, index)
    return case in _OBJECT_CONTROL or (case in _CHARGED_WITH and sentence.tokens[verb].lemma in _RUSSIAN["charging"])


def _aimed_at(sentence: Sentence, verb: int) -> list[int]:
    """Against whom something is imposed: "ввести санкции против X за поставки"."""
    if sentence.tokens[verb].lemma not in _RUSSIAN["charging"]:
        return []
    near = [*sentence.below(verb, "obl"), *(i for o in sentence.below(verb, "obj") for i in sentence.below(o, "nmod"))]
    return [i for i in near if sentence.case(i) in _AIMED_AT]


def _control_case(sentence: Sentence, index: int) -> str:
    marks = [sentence.tokens[child].text.lower() for child in sentence.below(index, "case", "mark") if child < index]
    return " ".join(marks)


def below_nouns(sentence: Sentence, nouns: Sequence[int]) -> Iterator[int]:
    """What hangs further below nouns: "X" in "сообщил о введении санкций против X"."""
    waiting = list(nouns)
    for _ in range(_DEPTH - 2):
        waiting = [i for noun in waiting for i in sentence.below(noun, "nmod", "obl", "iobj")]
        yield from waiting
