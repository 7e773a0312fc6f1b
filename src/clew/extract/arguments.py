"""Who does what to whom at a verb, noun or adjective: the words that fill its syntactic roles.

The roles are neutral between languages and voices. A verb has `agent` (its logical subject), `theme` (its logical
object), `recipient` (an indirect object) and one role for each preposition ("to", "from"). A noun has `poss`, `mod`
(a name or nationality before it), one role for each preposition, `self`, `holder` (what it is said of, by copula,
apposition or title) and, as the object of a light verb, `giver` (the light verb's subject) and `~to`, `~from` for
that verb's prepositions.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from clew.extract.control import (
    antecedent,
    askers,
    below_nouns,
    causers,
    cleft,
    grammatical_subjects,
    is_gerund,
    is_passive,
)
from clew.extract.grammar import load_grammar
from clew.extract.holders import holders
from clew.extract.sentence import Sentence

_WORDS = load_grammar()
_RUSSIAN = load_grammar("ru")
Roles = Mapping[str, tuple[int, ...]]
_ENDINGS = {"Gen": "gen", "Dat": "dat", "Ins": "ins"}
_BETWEEN = ("between", "между")
_FRAMING = frozenset({"during", "after", "before", "since", "until", "on", "following"})
"""Prepositions of phrases before a verb that only say when: "During a visit to Minsk, ..."."""
_SHARED = ("holder", "of", "by")
"""Roles of which two fillers may be party to one thing: "A and B are partners", "a joint project of A and B"."""
_FAR = frozenset({"to", "from", "by", "via", "through"})
"""Prepositions that belong to a verb or noun, however deep below its goods the parser hangs them."""


class _Gather:
    """Collects fillers by role in order of nearness; each filler once a role."""

    def __init__(self) -> None:
        self.found: dict[str, list[int]] = defaultdict(list)

    def add(self, role: str, index: int) -> None:
        if index not in self.found[role]:
            self.found[role].append(index)

    def done(self) -> Roles:
        return {role: tuple(indexes) for role, indexes in self.found.items()}


def verb_roles(sentence: Sentence, verb: int) -> Roles:
    """The roles of a verb."""
    gather = _Gather()
    passive = is_passive(sentence, verb)
    subjects = tuple(grammatical_subjects(sentence, verb))
    for index in subjects:
        gather.add("theme" if passive else "agent", index)
    for index in sentence.below(verb, "obl:agent"):
        gather.add("agent", index)
    for index in _strayed_agents(sentence, verb) if passive and not gather.found["agent"] else ():
        gather.add("agent", index)
    for index in _shared_agents(sentence, verb) if passive and not gather.found["agent"] else ():
        gather.add("agent", index)
    for index in causers(sentence, verb) if passive and not gather.found["agent"] else ():
        gather.add("agent", index)
    for index in tuple(gather.found["agent"]):
        if sentence.tokens[index].lemma in _WORDS["speaking"]:
            for other in sentence.below(index, "nmod", "nmod:poss", "compound"):
                if sentence.case(other) in {"", "'s", "for", "of", "at", "from"}:
                    gather.add("behind", other)
    for clause in sentence.below(verb, "ccomp"):
        for index in sentence.below(clause, "nsubj", "nsubj:pass"):
            gather.add("clause", index)
    for index in askers(sentence, verb):
        gather.add("asker", index)
    for index in tuple(gather.found["agent"]):
        for other in sentence.below(index, "conj"):
            gather.add("agent other", other)
    for index in sentence.below(verb, "advmod"):
        gather.add("adverb", index)
    if passive and _set_off(sentence, verb):
        for above in sentence.ancestors(verb):
            for index in sentence.below(above, "nsubj", "nsubj:pass"):
                gather.add("theme", index)
    for index in _helpers(sentence, verb):
        gather.add("helper", index)
    for index in sentence.below(verb, "obj"):
        gather.add("theme", antecedent(sentence, index, verb))
    if is_gerund(sentence, verb):
        gather.add("theme", sentence.tokens[verb].head)
    if passive and gather.found["theme"]:
        for index in sentence.below(verb, "obj"):
            gather.add("second", index)
    for index in sentence.below(verb, "iobj"):
        gather.add("recipient", index)
    gap = not passive and not gather.found["theme"] and sentence.tokens[verb].dep == "acl:relcl"
    if gap and subjects and sentence.tokens[verb].head not in subjects:
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
    for index in sentence.below(verb, "xcomp"):
        gather.add("xcomp", index)
    for index in _users(sentence, verb):
        gather.add("user", index)
    shared = _shared_object(sentence, verb)
    if shared is not None and not passive and not gather.found["theme"]:
        gather.add("theme", shared)
    _obliques(sentence, verb, gather)
    return gather.done()


def _users(sentence: Sentence, verb: int) -> Iterator[int]:
    """Who has another do it: "Avia" in "Avia used Orlan to buy engines"."""
    token = sentence.tokens[verb]
    above = sentence.tokens[token.head]
    if token.dep not in {"xcomp", "advcl", "ccomp"} or token.tag != "VB" or above.lemma not in _WORDS["using"]:
        return
    if any(True for _ in sentence.below(token.head, "obj")) and not is_passive(sentence, token.head):
        yield from grammatical_subjects(sentence, token.head)


def _strayed_agents(sentence: Sentence, verb: int) -> Iterator[int]:
    """Who did it in "was supplied with engines by X", where the parser hangs X on the engines."""
    for noun in sentence.below(verb, "obl", "obj", "nmod", "xcomp"):
        yield from (i for i in sentence.below(noun, "nmod", "obl") if sentence.case(i) == "by")


def _shared_agents(sentence: Sentence, verb: int) -> Iterator[int]:
    """Who did both in "founded and run by X": the agent of the participle right behind the next "and"."""
    tokens = sentence.tokens
    for other in sentence.below(verb, "conj"):
        between = (tokens[i] for i in range(verb + 1, other))
        if is_passive(sentence, other) and all(each.pos in {"CCONJ", "PUNCT", "ADV"} for each in between):
            yield from sentence.below(other, "obl:agent")


def _set_off(sentence: Sentence, verb: int) -> bool:
    """Whether a participle stands behind a comma, so that it may speak of the clause's subject."""
    return sentence.tokens[verb].dep == "acl" and verb > 0 and sentence.tokens[verb - 1].text == ","


def _helpers(sentence: Sentence, verb: int) -> Iterator[int]:
    """Who helps to do it: "A helped B build C", "built with the help of A"."""
    token = sentence.tokens[verb]
    first = token.head if token.dep == "conj" else verb
    above = sentence.tokens[first]
    governed = above.dep in {"xcomp", "ccomp", "advcl"} and above.head != first
    if governed and sentence.tokens[above.head].lemma in _WORDS["helping"]:
        yield from grammatical_subjects(sentence, above.head)
    for index in sentence.below(verb, "obl", "nmod"):
        if sentence.tokens[index].lemma in _WORDS["help"] and sentence.case(index) in {"with", "through"}:
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
                between = any(i > verb for i in sentence.below(verb, "obl"))
                return None if between else index
    return None


def _obliques(sentence: Sentence, verb: int, gather: _Gather) -> None:
    for index in sentence.below(verb, "obl", "nmod", "obl:npmod"):
        gather.add(case_role(sentence, index), antecedent(sentence, index, verb))
    nouns = [*gather.found["theme"], *gather.found["second"], *gather.found["recipient"]]
    obliques = {i for i in sentence.below(verb, "obl") if sentence.language == "en"}
    nouns += [i for role, found in list(gather.found.items()) if role not in {"agent", "theme"} for i in found]
    for noun in nouns:
        framing = noun < verb and sentence.case(noun) in _FRAMING
        if framing or (noun in obliques and sentence.tokens[noun].lemma in _WORDS["deeds"]):
            continue
        if sentence.tokens[noun].head == verb or noun > verb:
            for index in sentence.below(noun, "nmod", "obl"):
                gather.add(case_role(sentence, index), index)
            for each in (*sentence.below(noun, "conj"), *_worth(sentence, noun)):
                for index in sentence.below(each, "nmod", "obl"):
                    gather.add(case_role(sentence, index), index)
            _compound_prepositions(sentence, noun, gather)
    if sentence.language == "en":
        themes = [i for i in gather.found["theme"] if i > verb or is_passive(sentence, verb)]
        _far_below(
            sentence, [*(i for noun in themes for i in sentence.below(noun, "nmod")), *gather.found["for"]], gather
        )
    for index in cleft(sentence, verb):
        gather.add(case_role(sentence, index), index)
    if sentence.language == "ru":
        for index in below_nouns(sentence, nouns):
            gather.add(case_role(sentence, index), index)
    _compound_prepositions(sentence, verb, gather)
    _clause_subjects(sentence, verb, gather)
    for word in _BETWEEN:
        for index in list(gather.found[word]):
            for other in sentence.below(index, "conj"):
                gather.add(f"{word} other", other)
    token = sentence.tokens[verb]
    if token.dep == "acl:relcl":
        for index in sentence.children[verb]:
            if sentence.tokens[index].text.lower() == "where":
                gather.add("in", token.head)


def _worth(sentence: Sentence, noun: int) -> Iterator[int]:
    """The "worth" of goods, on which the parser hangs what follows: "engines worth $4 million to Avia"."""
    for index in sentence.below(noun, "amod", "acl"):
        if sentence.tokens[index].lemma in {"worth", "value", "valued", "total"}:
            yield index
            yield from sentence.below(index, "obl:npmod", "obj")


def _far_below(sentence: Sentence, complements: Sequence[int], gather: _Gather) -> None:
    """What the parser hangs on the goods' own complement: "Avia" in "sold engines for the Zimorodok drone to Avia"."""
    for first in complements:
        for second in sentence.below(first, "nmod"):
            for index in (second, *sentence.below(second, "nmod")):
                case = sentence.case(index)
                if case in _FAR and not gather.found[case]:
                    gather.add(case, index)


def _compound_prepositions(sentence: Sentence, word: int, gather: _Gather) -> None:
    """Name the role by the whole of "on behalf of X", "by way of X"."""
    for index in sentence.below(word, "obl", "nmod"):
        case = sentence.case(index)
        for inner in sentence.below(index, "nmod"):
            if case and sentence.case(inner) == "of":
                gather.add(f"{case} {sentence.tokens[index].lemma} of", inner)
            elif case and not sentence.case(inner) and sentence.ending(inner) == "Gen":
                gather.add(f"{case} {sentence.tokens[index].text.lower()}", inner)
        for inner in sentence.below(index, "appos") if sentence.language == "en" else ():
            gather.add(f"{case} {sentence.tokens[index].lemma}", inner)


def _clause_subjects(sentence: Sentence, word: int, gather: _Gather) -> None:
    """Note who does it in "concern at X supplying Y", under the word that opens the clause ("at")."""
    for clause in sentence.below(word, "advcl", "acl"):
        marks = [sentence.tokens[i].text.lower() for i in sentence.below(clause, "mark") if i < clause]
        for index in sentence.below(clause, "nsubj", "nsubj:pass"):
            if marks:
                gather.add(marks[0], index)


def case_role(sentence: Sentence, index: int) -> str:
    """The preposition; without one the ending's case where the language has cases ("gen", "dat", "ins")."""
    return sentence.case(index) or _ENDINGS.get(sentence.ending(index), "bare")


def noun_roles(sentence: Sentence, noun: int) -> Roles:
    """The roles of a noun."""
    gather = _Gather()
    gather.add("self", noun)
    for index in sentence.below(noun, "det"):
        gather.add("det", index)
    for index in sentence.below(noun, "iobj"):
        gather.add("recipient", index)
    for index in sentence.below(noun, "nmod:poss"):
        gather.add("poss", antecedent(sentence, index, noun))
    for index in sentence.below(noun, "compound", "amod", "nmod"):
        if not sentence.case(index):
            gather.add("mod", index)
            for inner in sentence.below(index, "compound", "amod"):
                gather.add("mod", inner)
            if ending := _ENDINGS.get(sentence.ending(index)):
                gather.add(ending, index)
    for index in sentence.below(noun, "nmod", "obl", "obl:agent"):
        if case := sentence.case(index):
            gather.add("by" if sentence.tokens[index].dep == "obl:agent" else case, antecedent(sentence, index, noun))
            for inner in sentence.below(index, "nmod"):
                gather.add(case_role(sentence, inner), inner)
    for verb in sentence.below(noun, "acl"):
        if sentence.tokens[verb].lemma in _WORDS["bringing"] and is_passive(sentence, verb):
            for index in (*sentence.below(verb, "obl:agent"), *_strayed_agents(sentence, verb)):
                gather.add("by", index)
            for index in sentence.below(verb, "obl"):
                gather.add(case_role(sentence, index), index)
    for word in _BETWEEN:
        for index in list(gather.found[word]):
            for other in sentence.below(index, "conj"):
                gather.add(f"{word} other", other)
    for index in sentence.below(noun, "neg"):
        gather.add("neg", index)
    _compound_prepositions(sentence, noun, gather)
    _clause_subjects(sentence, noun, gather)
    if sentence.language == "en":
        _far_below(sentence, [*sentence.below(noun, "nmod")], gather)
    _from_coordinated(sentence, noun, gather)
    holders(sentence, noun, gather.add)
    for index in _aliases(sentence, noun):
        gather.add("alias", index)
    if sentence.tokens[noun].tag == "NNS":
        gather.add("plural", noun)
    for role in _SHARED:
        for index in tuple(gather.found[role]):
            for other in sentence.below(index, "conj"):
                gather.add(f"{role} other", other)
    _from_light_verb(sentence, noun, gather)
    return gather.done()


def _aliases(sentence: Sentence, name: int) -> Iterator[int]:
    """Other names that a name bears: "Orlan, formerly Avia Plus", "the Export Agency, or EA,"."""
    tokens = sentence.tokens
    for index in sentence.below(name, "appos"):
        if any(tokens[i].text.lower() in _WORDS["aliases"] for i in sentence.children[index] if i < index):
            yield index
    for index in sentence.below(name, "conj"):
        first = min((i for i in sentence.children[index] if i < index), default=index)
        joined = first >= 2 and tokens[first - 1].text == "or" and tokens[first - 2].text == ","
        if joined and first - name == 3 and index + 1 < len(tokens) and tokens[index + 1].text in {",", "for"}:
            yield index


def _from_coordinated(sentence: Sentence, noun: int, gather: _Gather) -> None:
    """Take over complements of coordinated nouns: "the development and testing of drones"."""
    token = sentence.tokens[noun]
    others = [*sentence.below(noun, "conj")]
    if token.dep == "conj":
        others = [token.head, *sentence.below(token.head, "conj")]
    for other in others:
        if other != noun and token.pos != "PROPN" and sentence.tokens[other].pos == "NOUN":
            for index in sentence.below(other, "nmod"):
                if (case := sentence.case(index)) and not gather.found[case]:
                    gather.add(case, index)


def _from_light_verb(sentence: Sentence, noun: int, gather: _Gather) -> None:
    """Take the roles of the verb whose object the noun is: "X made a delivery to Y"."""
    token = sentence.tokens[noun]
    first = noun if token.dep != "conj" else token.head
    above = sentence.tokens[first]
    comes = above.dep == "nsubj" and (
        sentence.language == "ru" or sentence.tokens[above.head].lemma in _WORDS["coming"]
    )
    if (
        not (comes or above.dep in {"obj", "nsubj:pass", "obl"})
        or above.head == first
        or sentence.tokens[above.head].pos != "VERB"
    ):
        return
    gather.found["light"] = [above.head]
    if above.dep == "obl":
        for index in grammatical_subjects(sentence, above.head):
            gather.add("actor", index)
    names = {"agent": "giver", "theme": "lighttheme"}
    for role, indexes in verb_roles(sentence, above.head).items():
        for index in indexes:
            if index != first:
                gather.add(names.get(role, f"~{role}"), index)
