"""Who does what to whom at a verb, noun or adjective: the words that fill its syntactic roles.

The roles are neutral between languages and voices. A verb has `agent` (its logical subject), `theme` (its logical
object), `recipient` (an indirect object) and one role for each preposition ("to", "from"). A noun has `poss`, `mod`
(a name or nationality before it), one role for each preposition, `self`, `holder` (what it is said of, by copula,
apposition or title) and, as the object of a light verb, `giver` (the light verb's subject) and that verb's prepositions.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping

from clew.extract.sentence import Sentence

Roles = Mapping[str, tuple[int, ...]]
_RELATIVE = frozenset({"that", "which", "who", "whom", "whose", "where"})
_OBJECT_CONTROL = frozenset({"of", "for", "over", "from", "with", "into", "in"})
_VERBAL = frozenset({"VERB", "AUX"})
_BEING = frozenset({"be", "remain", "come", "stand", "fall", "appear", "figure", "feature", "stay", "go"})
_HELPING = frozenset({"help", "assist", "aid", "enable"})
_HELP = frozenset({"help", "assistance", "support", "aid", "participation", "involvement"})
_PLANS = frozenset(
    {"plan", "effort", "attempt", "bid", "drive", "capacity", "ability", "decision", "right", "scheme", "project"}
    | {"deal", "contract", "agreement", "programme", "program", "wish", "intention", "readiness", "campaign", "push"}
)
_DEPTH = 6


class _Gather:
    """Collects fillers by role in order of nearness; each filler once a role."""

    def __init__(self) -> None:
        self.found: dict[str, list[int]] = defaultdict(list)

    def add(self, role: str, index: int) -> None:
        if index not in self.found[role]:
            self.found[role].append(index)

    def done(self) -> Roles:
        return {role: tuple(indexes) for role, indexes in self.found.items()}


def is_passive(sentence: Sentence, verb: int) -> bool:
    """Whether the verb is passive, full ("was made by") or reduced ("drones made by")."""
    token = sentence.tokens[verb]
    if any(True for _ in sentence.below(verb, "aux:pass", "nsubj:pass", "obl:agent", "csubj:pass")):
        return True
    if "Voice=Pass" in token.morph:
        return True
    if token.tag != "VBN":
        return False
    if any(sentence.tokens[child].lemma == "have" for child in sentence.below(verb, "aux")):
        return False
    if token.dep == "conj":
        return not any(True for _ in sentence.below(verb, "aux", "nsubj")) and is_passive(sentence, token.head)
    return token.dep in {"acl", "amod", "advcl", "xcomp", "acl:relcl", "ccomp", "root"}


def verb_roles(sentence: Sentence, verb: int) -> Roles:
    """The roles of a verb."""
    gather = _Gather()
    passive = is_passive(sentence, verb)
    subjects = tuple(grammatical_subjects(sentence, verb))
    for index in subjects:
        gather.add("theme" if passive else "agent", index)
    for index in sentence.below(verb, "obl:agent"):
        gather.add("agent", index)
    for index in _helpers(sentence, verb):
        gather.add("helper", index)
    for index in sentence.below(verb, "obj"):
        gather.add("theme", antecedent(sentence, index, verb))
    if _gerund(sentence, verb):
        gather.add("theme", sentence.tokens[verb].head)
    if passive and gather.found["theme"]:
        for index in sentence.below(verb, "obj"):
            gather.add("second", index)
    for index in sentence.below(verb, "iobj"):
        gather.add("recipient", index)
    if not passive and not gather.found["theme"] and sentence.tokens[verb].dep == "acl:relcl" and subjects:
        if sentence.tokens[verb].head not in subjects:
            gather.add("theme", sentence.tokens[verb].head)
    for index in sentence.below(verb, "neg"):
        gather.add("neg", index)
    if verb >= 2 and sentence.tokens[verb - 1].text == "-":
        gather.add("prefix", verb - 2)
    token = sentence.tokens[verb]
    if token.dep == "xcomp" and token.head != verb:
        gather.add("governor", token.head)
    if token.dep == "advcl" and sentence.tokens[token.head].pos == "VERB":
        for index in sentence.below(token.head, "obj"):
            gather.add("matrix", index)
    if token.dep == "acl":
        gather.add("matrix", token.head)
    shared = _shared_object(sentence, verb)
    if shared is not None and not passive and not gather.found["theme"]:
        gather.add("theme", shared)
    _obliques(sentence, verb, gather)
    return gather.done()


def _helpers(sentence: Sentence, verb: int) -> Iterator[int]:
    """Who helps to do it: "A helped B build C", "built with the help of A"."""
    token = sentence.tokens[verb]
    first = token.head if token.dep == "conj" else verb
    above = sentence.tokens[first]
    if above.dep in {"xcomp", "ccomp", "advcl"} and above.head != first:
        if sentence.tokens[above.head].lemma in _HELPING:
            yield from grammatical_subjects(sentence, above.head)
    for index in sentence.below(verb, "obl", "nmod"):
        if sentence.tokens[index].lemma in _HELP and sentence.case(index) in {"with", "through"}:
            yield from sentence.below(index, "nmod", "nmod:poss")


def _shared_object(sentence: Sentence, verb: int) -> int | None:
    """The object that coordinated verbs share: "develop and test drones", where the other verb carries it."""
    token = sentence.tokens[verb]
    others = [verb, *sentence.below(verb, "conj")] if token.dep != "conj" else [token.head]
    if token.dep == "conj":
        others += list(sentence.below(token.head, "conj"))
    for other in others:
        if other > verb and sentence.tokens[other].pos == "VERB":
            last = max(others)
            for index in sentence.below(last, "obj"):
                between = any(True for _ in sentence.below(verb, "obl"))
                return None if between else index
    return None


def _obliques(sentence: Sentence, verb: int, gather: _Gather) -> None:
    for index in sentence.below(verb, "obl", "nmod", "obl:npmod"):
        gather.add(_case_role(sentence, index), antecedent(sentence, index, verb))
    nouns = [*gather.found["theme"], *gather.found["second"], *gather.found["recipient"]]
    nouns += [i for role, found in list(gather.found.items()) if role not in {"agent", "theme"} for i in found]
    for noun in nouns:
        if sentence.tokens[noun].head == verb or noun > verb:
            for index in sentence.below(noun, "nmod", "obl"):
                gather.add(_case_role(sentence, index), index)
            for each in sentence.below(noun, "conj"):
                for index in sentence.below(each, "nmod"):
                    gather.add(_case_role(sentence, index), index)
    _compound_prepositions(sentence, verb, gather)
    _clause_subjects(sentence, verb, gather)
    for index in list(gather.found["between"]):
        for other in sentence.below(index, "conj"):
            gather.add("between other", other)
    token = sentence.tokens[verb]
    if token.dep == "acl:relcl":
        for index in sentence.children[verb]:
            if sentence.tokens[index].text.lower() == "where":
                gather.add("in", token.head)


def _compound_prepositions(sentence: Sentence, word: int, gather: _Gather) -> None:
    """ "on behalf of X", "by way of X": the role is named by the whole."""
    for index in sentence.below(word, "obl", "nmod"):
        case = sentence.case(index)
        for inner in sentence.below(index, "nmod"):
            if case and sentence.case(inner) == "of":
                gather.add(f"{case} {sentence.tokens[index].lemma} of", inner)


def _clause_subjects(sentence: Sentence, word: int, gather: _Gather) -> None:
    """ "concern at X supplying Y": who does it, under the word that opens the clause ("at")."""
    for clause in sentence.below(word, "advcl", "acl"):
        marks = [sentence.tokens[i].text.lower() for i in sentence.below(clause, "mark") if i < clause]
        for index in sentence.below(clause, "nsubj", "nsubj:pass"):
            if marks:
                gather.add(marks[0], index)


def _case_role(sentence: Sentence, index: int) -> str:
    return sentence.case(index) or "bare"


def antecedent(sentence: Sentence, index: int, verb: int) -> int:
    """What a relative pronoun stands for: the noun that the relative clause hangs on; any other word itself."""
    token = sentence.tokens[index]
    if token.lemma not in _RELATIVE or token.pos not in {"PRON", "DET", "SCONJ", "ADV"}:
        return index
    for above in (verb, *sentence.ancestors(verb)):
        if sentence.tokens[above].dep in {"acl:relcl", "acl"}:
            return sentence.tokens[above].head
    return index


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
    elif token.dep == "acl:relcl":
        yield head
    elif token.dep == "conj":
        yield from grammatical_subjects(sentence, head, depth + 1)
    elif token.dep in {"xcomp", "ccomp"} and head != verb:
        yield from _controller(sentence, head, depth)
    elif token.dep in {"advcl", "parataxis", "dep"} and head != verb:
        marks = {sentence.tokens[c].text.lower() for c in sentence.below(verb, "mark", "case")}
        if sentence.tokens[head].pos in {"NOUN", "PROPN"} and marks:
            yield from noun_givers(sentence, head, depth + 1)
        elif marks & _OBJECT_CONTROL:
            yield from _controller(sentence, head, depth)
        else:
            yield from grammatical_subjects(sentence, head, depth + 1)


def _gerund(sentence: Sentence, verb: int) -> bool:
    """ "capable of mass-producing drones": a gerund that the parser takes for an adjective of its object."""
    token = sentence.tokens[verb]
    if token.tag != "VBG" or token.dep != "amod":
        return False
    noun = sentence.tokens[token.head]
    return sentence.case(token.head) == "of" and noun.head != token.head and sentence.tokens[noun.head].pos == "ADJ"


def _controller(sentence: Sentence, head: int, depth: int) -> Iterator[int]:
    """Who a verb without a subject is about, below `head`: its object where it has one ("accuse X of ..."), else its subject."""
    objects = [*sentence.below(head, "obj", "iobj")]
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
            for index in grammatical_subjects(sentence, token.head, depth + 1):
                yield index
        elif head.pos == "NOUN":
            yield from noun_givers(sentence, token.head, depth + 1)
    elif token.dep == "conj" and token.head != noun:
        yield from noun_givers(sentence, token.head, depth + 1)


def noun_roles(sentence: Sentence, noun: int) -> Roles:
    """The roles of a noun."""
    gather = _Gather()
    token = sentence.tokens[noun]
    gather.add("self", noun)
    for index in sentence.below(noun, "nmod:poss"):
        if sentence.tokens[index].pos != "PRON" or sentence.tokens[index].lemma != "whose":
            gather.add("poss", index)
        else:
            gather.add("poss", antecedent(sentence, index, noun))
    for index in sentence.below(noun, "compound", "amod", "nmod"):
        if not sentence.case(index):
            gather.add("mod", index)
    for index in sentence.below(noun, "nmod", "obl", "obl:agent"):
        if case := sentence.case(index):
            gather.add("by" if sentence.tokens[index].dep == "obl:agent" else case, index)
            for inner in sentence.below(index, "nmod"):
                gather.add(_case_role(sentence, inner), inner)
    for index in list(gather.found["between"]):
        for other in sentence.below(index, "conj"):
            gather.add("between other", other)
    for index in sentence.below(noun, "neg"):
        gather.add("neg", index)
    _compound_prepositions(sentence, noun, gather)
    _clause_subjects(sentence, noun, gather)
    for other in (
        (token.head, *sentence.below(token.head, "conj")) if token.dep == "conj" else sentence.below(noun, "conj")
    ):
        if other != noun and sentence.tokens[other].pos == "NOUN":
            for index in sentence.below(other, "nmod"):
                if (case := sentence.case(index)) and not gather.found[case]:
                    gather.add(case, index)
    _holders(sentence, noun, gather)
    first = noun if token.dep != "conj" else token.head
    above = sentence.tokens[first]
    if above.dep in {"obj", "nsubj:pass", "obl"} and above.head != first and sentence.tokens[above.head].pos == "VERB":
        gather.found["light"] = [above.head]
        light = verb_roles(sentence, above.head)
        for role, indexes in light.items():
            for index in indexes:
                if index != first:
                    gather.add("giver" if role == "agent" else "lighttheme" if role == "theme" else f"~{role}", index)
    return gather.done()


def _above(sentence: Sentence, noun: int, gather: _Gather) -> None:
    """ "under sanctions": what stands so, by preposition ("firms under sanctions", "it is under sanctions")."""
    token, case = sentence.tokens[noun], sentence.case(noun)
    if not case or token.head == noun or token.dep not in {"nmod", "obl"}:
        return
    head = sentence.tokens[token.head]
    if head.pos in {"NOUN", "PROPN"}:
        gather.add("above", token.head)
        if head.dep == "appos":
            gather.add("above", head.head)
    elif head.lemma in _BEING:
        for index in grammatical_subjects(sentence, token.head):
            gather.add("above", index)
    elif head.pos == "VERB":
        roles = _direct(sentence, token.head)
        for index in roles:
            gather.add("above", index)


def _direct(sentence: Sentence, verb: int) -> tuple[int, ...]:
    if is_passive(sentence, verb):
        return tuple(grammatical_subjects(sentence, verb))
    return tuple(antecedent(sentence, index, verb) for index in sentence.below(verb, "obj"))


def _holders(sentence: Sentence, noun: int, gather: _Gather) -> None:
    """What the noun is said of: copula's subject, apposition either way, the name that it is a title of."""
    token = sentence.tokens[noun]
    first = noun if token.dep != "conj" else token.head
    above = sentence.tokens[first]
    if any(True for _ in sentence.below(first, "cop")):
        for index in grammatical_subjects(sentence, first):
            gather.add("holder", index)
    if above.dep == "appos":
        gather.add("holder", above.head)
    for index in sentence.below(noun, "appos"):
        gather.add("holder", index)
    _above(sentence, first, gather)
    if above.dep in {"compound", "amod", "nmod"} and sentence.tokens[above.head].pos == "PROPN":
        gather.add("holder", above.head)
        for index in sentence.below(above.head, "nmod:poss"):
            gather.add("poss", index)
        for index in sentence.below(above.head, "amod", "compound"):
            if index != first and index < first:
                gather.add("mod", index)
    if above.dep in {"obl", "xcomp", "obj"} and (sentence.case(first) == "as" or above.dep == "xcomp"):
        if sentence.tokens[above.head].pos == "VERB":
            roles = [*_controller(sentence, above.head, 1)]
            for index in roles:
                if index != first:
                    gather.add("holder", index)


def conjuncts(sentence: Sentence, index: int) -> tuple[int, ...]:
    """A word and all that is coordinated with it ("A, B and C"), in order."""
    return (index, *(i for i in sentence.below(index, "conj")))


def climbing(sentence: Sentence, trigger: int) -> Iterator[int]:
    """Who acts in the clauses above a word, nearest first, up to what somebody is said to say or think.

    Below "charge X with ...", "sanction X for ..." it is X that acts.
    """
    below = trigger
    for above in sentence.ancestors(trigger):
        path, token = sentence.tokens[below], sentence.tokens[above]
        if path.dep in {"ccomp", "parataxis", "csubj", "root"}:
            return
        if token.pos in _VERBAL or any(True for _ in sentence.below(above, "cop")):
            charged = path.dep in {"obl", "nmod", "advcl"} and _control_case(sentence, below) in _OBJECT_CONTROL
            objects = [*sentence.below(above, "obj")] if charged and not is_passive(sentence, above) else []
            if objects:
                yield antecedent(sentence, objects[0], above)
                return
            if not charged:
                yield from sentence.below(above, "obl:agent")
            yield from grammatical_subjects(sentence, above)
        elif token.pos in {"NOUN", "PROPN"}:
            yield from sentence.below(above, "nmod:poss")
            if token.dep in {"nsubj", "nsubj:pass", "appos"}:
                yield above
        below = above


def _control_case(sentence: Sentence, index: int) -> str:
    marks = [sentence.tokens[child].text.lower() for child in sentence.below(index, "case", "mark") if child < index]
    return " ".join(marks)
