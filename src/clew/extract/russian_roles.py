"""Further fillers of the roles of a Russian verb or noun, found by ending, preposition and word order.

Where the parser hangs a word elsewhere, its case still tells its place: a dative in the stretch of "поставка" is who
receives, a bare instrumental who acts. What a relative pronoun, a dash or a possessive stands for is put in its place.
"""

from collections.abc import Iterator, Mapping

from clew.extract.arguments import case_role, verb_roles
from clew.extract.control import antecedent, grammatical_subjects, is_passive
from clew.extract.grammar import load_grammar
from clew.extract.sentence import Sentence

_WORDS = load_grammar("ru")
_STOPS = frozenset({",", ";", ":", "(", ")", "—", "–", ".", "!", "?"})
_NOMINAL = frozenset({"NOUN", "PROPN", "PRON"})
_ENDINGS = {"Dat": "dat", "Ins": "ins"}
_INTO = frozenset({"в", "во", "на"})
_AMONG = frozenset({"среди", "в числе", "из числа", "из", "между"})
_LONGEST = 14
_WHERE: Mapping[str, tuple[str, ...]] = {"где": ("на", "в"), "куда": ("на", "в"), "откуда": ("из",)}
Roles = Mapping[str, tuple[int, ...]]


def russian_roles(sentence: Sentence, trigger: int, roles: Roles) -> dict[str, tuple[int, ...]]:
    """The roles of a word with what stands in them by ending; roles that the parser filled keep their fillers first.

    Added beside those of `clew.extract.arguments`: `whole` (the noun that a bare genitive noun belongs to), `before`
    (who acts in the clause that a clause behind a colon explains).
    """
    found = {role: [antecedent(sentence, i, trigger) for i in indexes] for role, indexes in roles.items()}
    token = sentence.tokens[trigger]
    if token.pos == "VERB":
        _of_gap(sentence, trigger, found)
        _of_verb(sentence, trigger, found)
    elif token.pos in {"NOUN", "ADJ"}:
        _of_noun(sentence, trigger, found)
        _of_holders(sentence, trigger, found)
    if (before := list(_explained(sentence, trigger))) and "before" not in found:
        found["before"] = before
    return {role: tuple(dict.fromkeys(indexes)) for role, indexes in found.items()}


def _of_gap(sentence: Sentence, verb: int, found: dict[str, list[int]]) -> None:
    """A dash that stands for a verb takes what it does not say from that verb."""
    token = sentence.tokens[verb]
    if token.dep == "acl:relcl":
        for index in sentence.below(verb, "advmod"):
            for role in _WHERE.get(sentence.tokens[index].text.lower(), ()):
                found.setdefault(role, []).append(token.head)
    if token.tag != "gap":
        return
    full = token.head
    while sentence.tokens[full].tag == "gap" and sentence.tokens[full].head < full:
        full = sentence.tokens[full].head
    for role, indexes in verb_roles(sentence, full).items():
        if role not in found or not found[role]:
            found[role] = [i for i in indexes if i != verb]


def _of_verb(sentence: Sentence, verb: int, found: dict[str, list[int]]) -> None:
    passive = is_passive(sentence, verb)
    if "Person=1" in sentence.tokens[verb].morph and not found.get("agent"):
        found["agent"] = [verb]
    _of_clauses(sentence, verb, found)
    above = sentence.tokens[verb].head
    if sentence.tokens[verb].dep == "xcomp" and sentence.tokens[above].pos == "VERB":
        for index in sentence.below(above, "obl", "iobj"):
            place = "recipient" if sentence.tokens[index].dep == "iobj" else case_role(sentence, index)
            if not found.get(place):
                found[place] = [index]
    for index in (*_stretch(sentence, verb, 1), *_stretch(sentence, verb, -1)):
        if case := sentence.case(index):
            for inner in sentence.below(index, "nmod"):
                if not sentence.case(inner) and sentence.ending(inner) == "Gen":
                    found.setdefault(f"{case} {sentence.tokens[index].text.lower()}", []).append(inner)
        role = _role(sentence, index)
        if role is None:
            continue
        if role == "ins" and passive:
            role = "agent"
        elif role == "dat":
            role = "recipient"
        if not found.get(role):
            found[role] = [index]
        elif role in {"agent", "recipient"} and index not in found[role] and not _stands(sentence, found[role][0]):
            found[role].append(index)


def _of_clauses(sentence: Sentence, verb: int, found: dict[str, list[int]]) -> None:
    """Of a verb of saying: `told` (who acts in what is said), `denied` (the verb of what is said not to be so)."""
    token = sentence.tokens[verb]
    said = [*sentence.below(verb, "ccomp", "xcomp")]
    if token.dep == "parataxis" and token.head != verb and not said:
        said = [token.head]
    for clause in said:
        subjects = [i for i in grammatical_subjects(sentence, clause) if i not in found.get("agent", ())]
        found.setdefault("told", []).extend(subjects)
        if any(True for _ in sentence.below(clause, "neg")) and clause in sentence.children[verb]:
            found.setdefault("denied", []).append(clause)


def _stands(sentence: Sentence, index: int) -> bool:
    """Whether a word may name a party at all."""
    return sentence.tokens[index].pos in _NOMINAL


def _of_noun(sentence: Sentence, noun: int, found: dict[str, list[int]]) -> None:
    for index in _stretch(sentence, noun, 1):
        role = _role(sentence, index)
        if role is not None and not found.get(role):
            found[role] = [index]
            if role == "dat" and not found.get("recipient"):
                found["recipient"] = [index]
    token = sentence.tokens[noun]
    for index in tuple(found.get("gen", ())):
        found.setdefault("gen other", []).extend(sentence.below(index, "conj"))
    for index in found.get("poss", ()):
        found.setdefault("gen", []).append(index)
    for index in sentence.below(noun, "det", "amod"):
        if sentence.tokens[index].lemma == "чей":
            found.setdefault("gen", []).append(_relative_head(sentence, index))
    for other in sentence.below(noun, "conj"):
        if sentence.tokens[other].pos == "NOUN" and not found.get("gen"):
            found["gen"] = [i for i in sentence.below(other, "nmod") if not sentence.case(i)]
    if token.dep == "conj" and not found.get("gen"):
        found["gen"] = [i for i in sentence.below(token.head, "nmod") if not sentence.case(i)]
    if token.dep == "nmod" and not sentence.case(noun) and sentence.ending(noun) == "Gen":
        found["whole"] = [token.head]


def _relative_head(sentence: Sentence, index: int) -> int:
    for above in sentence.ancestors(index):
        if sentence.tokens[above].dep in {"acl:relcl", "acl"}:
            return sentence.tokens[above].head
    return index


def _of_holders(sentence: Sentence, noun: int, found: dict[str, list[int]]) -> None:
    """Whom a noun is said of through a chain of appositions, or by "среди поставщиков — A и B"."""
    holders = found.setdefault("holder", [])
    for index in [*holders, noun]:
        for further in sentence.below(index, "appos"):
            if further != noun:
                holders.append(further)
            holders += [i for i in sentence.below(further, "appos") if i != noun]
    token = sentence.tokens[noun]
    if token.dep == "conj" and sentence.tokens[token.head].pos == "NOUN":
        holders += [i for i in sentence.below(token.head, "appos") if i > noun]
    if token.pos == "ADJ" and token.head == noun:
        holders += grammatical_subjects(sentence, noun)
    elif token.pos == "ADJ" and token.dep in {"amod", "acl", "conj"}:
        holders += [i for i in (token.head,) if sentence.tokens[i].pos in _NOMINAL]
    if sentence.case(noun) == "среди" and token.head == noun:
        holders += sentence.below(noun, "nsubj")
    above = sentence.tokens[token.head]
    counting = above.lemma == "число" and sentence.case(token.head) == "в"
    if counting or (sentence.case(noun) in {"из", "среди"} and (above.lemma == "один" or above.pos == "VERB")):
        verb = above.head if above.pos != "VERB" else token.head
        if sentence.tokens[verb].lemma in _WORDS["becoming"]:
            holders += [i for i in grammatical_subjects(sentence, verb) if i != noun and i != token.head]
        elif counting and above.head == token.head:
            holders += sentence.below(token.head, "nsubj")
    holders.sort(key=lambda i: sentence.tokens[i].pos != "PROPN" and not any(True for _ in sentence.below(i, "appos")))
    if not holders:
        del found["holder"]


def _explained(sentence: Sentence, trigger: int) -> Iterator[int]:
    """Who acts in the clause before a colon: "США расширили санкции: в список вошли ..."."""
    verb = trigger
    for above in (trigger, *sentence.ancestors(trigger)):
        if sentence.tokens[above].pos == "VERB":
            verb = above
            break
    token = sentence.tokens[verb]
    if token.dep != "parataxis":
        return
    for above in sentence.ancestors(verb):
        if sentence.tokens[above].pos == "VERB":
            yield from grammatical_subjects(sentence, above)
            return


def _stretch(sentence: Sentence, trigger: int, step: int) -> Iterator[int]:
    """The nouns beside a word, nearest first, up to a stop, another verb or (to the left) a conjunction."""
    tokens = sentence.tokens
    index = trigger + step
    while 0 <= index < len(tokens) and abs(index - trigger) <= _LONGEST:
        token = tokens[index]
        if token.text in _STOPS or token.pos in {"SCONJ", "AUX"} or (step < 0 and token.pos == "CCONJ"):
            return
        if token.pos == "VERB" and token.dep != "amod":
            return
        if token.pos in _NOMINAL and token.dep != "flat:name":
            yield index
        index += step


def _role(sentence: Sentence, index: int) -> str | None:
    """The role that a word's own form gives it; None where it shows none."""
    token = sentence.tokens[index]
    case, ending = sentence.case(index), sentence.ending(index)
    if case in _INTO:
        return case if ending == "Acc" else None
    if case:
        return case
    quoted = token.pos == "PROPN" and index > 0 and sentence.tokens[index - 1].text == '"'
    if token.pos == "PRON" or token.text.isascii() or quoted:
        return None
    return _ENDINGS.get(ending)
