"""Misparses of lists, appositions and additions, set right once prepositions and copulas have been lifted."""

from collections.abc import Sequence

from clew.extract.grammar import load_grammar
from clew.extract.parse.node import Node

_WORDS = load_grammar()
_LONGEST_CHAIN = 12


def mend_phrases(nodes: Sequence[Node]) -> None:
    """What is mended once prepositions and copulas have been lifted, in place."""
    _mend_lists(nodes)
    _mend_conjuncts_of_verbs(nodes)
    _mend_additions(nodes)


def _mend_conjuncts_of_verbs(nodes: Sequence[Node]) -> None:
    """In "designated A; B; and C" the names after the semicolons stand beside the object, not beside the verb."""
    for index, node in enumerate(nodes):
        head = nodes[node.head]
        hangs = node.dep == "conj" or (node.dep in {"punct", "dep", "appos"} and node.pos == "PROPN")
        if not hangs or node.pos not in {"PROPN", "NOUN"} or head.pos != "VERB" or node.head > index:
            continue
        if any(other.head == index and other.dep in {"nsubj", "cop", "aux", "nsubjpass"} for other in nodes):
            continue
        before = [i for i in range(node.head + 1, index) if nodes[i].head == node.head]
        objects = [
            i
            for i in before
            if nodes[i].dep in {"dobj", "nsubjpass", "nsubj", "attr"} and nodes[i].pos in {"PROPN", "NOUN"}
        ]
        if objects:
            node.dep, node.head = "conj", objects[-1]


def _mend_additions(nodes: Sequence[Node]) -> None:
    """In "A, along with B, was named" B stands beside A, in "named A along with B" beside A as well."""
    for index, node in enumerate(nodes):
        if node.dep not in {"obl", "nmod"} or node.pos not in {"PROPN", "NOUN"}:
            continue
        case = "_".join(
            other.lemma for i, other in enumerate(nodes) if other.head == index and other.dep == "case" and i < index
        )
        marker = next((i for i, other in enumerate(nodes) if other.head == index and other.dep == "case"), 0)
        if case == "with" and marker and nodes[marker - 1].lemma == "together":
            case = "together_with"
        if case not in _WORDS["adding"]:
            continue
        at = node.head
        if nodes[at].pos in {"PROPN", "NOUN"}:
            node.dep = "conj"
            continue
        sides = [i for i in range(index) if nodes[i].head == at and nodes[i].dep in {"nsubj", "nsubjpass", "dobj"}]
        if node.pos == "PROPN" and sides and nodes[sides[-1]].pos == "NOUN":
            sides = [i for i in sides if nodes[i].dep != "dobj"] or sides
        if not sides and nodes[at].dep in {"acomp", "xcomp", "oprd"}:
            sides = [
                i for i in range(index) if nodes[i].head == nodes[at].head and nodes[i].dep in {"nsubj", "nsubjpass"}
            ]
        if not sides and index < at:
            sides = [i for i in range(index, at) if nodes[i].head == at and nodes[i].dep in {"nsubj", "nsubjpass"}]
        if sides:
            node.dep, node.head = "conj", sides[-1]
            for other in nodes[index + 1 :]:
                if other.head == index and other.dep in {"nmod", "prep"}:
                    other.head, other.dep = at, "obl"


def _mend_lists(nodes: Sequence[Node]) -> None:
    """In "A, the B, and C did" what the parser takes for an apposition, or for a second subject, is a conjunct."""
    for index, node in enumerate(nodes):
        if node.dep in {"nsubj", "nsubjpass"}:
            earlier = next((i for i in range(index) if nodes[i].head == node.head and nodes[i].dep == node.dep), None)
            if earlier is not None and node.head > index and nodes[earlier].pos in {"NOUN", "PROPN"}:
                if any(nodes[i].dep == "cc" for i in range(earlier + 1, index)):
                    node.dep, node.head = "conj", earlier
            elif earlier is not None and nodes[earlier].pos == "NOUN" and first_below(nodes, index) == earlier + 1:
                nodes[earlier].dep, nodes[earlier].head = "compound", index
            elif earlier is not None and (name := _name_before(nodes, earlier)) is not None:
                nodes[earlier].dep, nodes[earlier].head = "appos", name
    _mend_verbs_taken_for_nouns(nodes)
    _mend_verbs_inside_names(nodes)
    _mend_far_appositions(nodes)
    _mend_parted_lists(nodes)
    _mend_appositions(nodes)
    last_conjunct = {node.head: index for index, node in enumerate(nodes) if node.dep == "conj"}
    indefinite = {node.head for node in nodes if node.dep == "det" and node.lemma in {"a", "an"}}
    indefinite |= {node.head for node in nodes if node.dep == "poss" and node.pos == "PRON"}
    complemented = {node.head for node in nodes if node.dep in {"nmod", "acl", "relcl"}}
    for index, node in enumerate(nodes):
        if node.dep != "appos" or node.head > index or index in indefinite or index in complemented:
            continue
        if last_conjunct.get(node.head, -1) > index:
            node.dep = "conj"


def _name_before(nodes: Sequence[Node], index: int) -> int | None:
    """The name right before the comma before a noun: "A, the holding ..." describes A, whatever verb it is hung on."""
    comma = first_below(nodes, index) - 1
    while comma > 1 and nodes[comma].dep in {"amod", "det", "npadvmod", "punct"} and nodes[comma].lemma != ",":
        comma -= 1
    name = comma - 1
    if nodes[index].pos != "NOUN" or comma < 1 or nodes[comma].lemma != "," or nodes[name].pos != "PROPN":
        return None
    return name if nodes[name].head != nodes[index].head or nodes[name].dep not in {"nsubj", "nsubjpass"} else None


def first_below(nodes: Sequence[Node], index: int) -> int:
    """Where the noun phrase of a word begins: its own modifiers before it, without a gap."""
    first = index
    while first and nodes[first - 1].head == index:
        node = nodes[first - 1]
        if node.dep not in {"compound", "amod", "det", "nummod"} and node.lemma != "-":
            break
        first -= 1
    return first


def _mend_verbs_taken_for_nouns(nodes: Sequence[Node]) -> None:
    """In "develop and test drones" a noun coordinated with a verb is the object of its own modifier."""
    for index, node in enumerate(nodes):
        if node.dep != "conj" or node.pos != "NOUN" or nodes[node.head].pos != "VERB" or index < 2:
            continue
        modifier = nodes[index - 1]
        if modifier.dep == "compound" and modifier.head == index and nodes[index - 2].dep == "cc":
            modifier.pos, modifier.dep, modifier.head = "VERB", "conj", node.head
            modifier.tag = nodes[node.head].tag
            node.dep, node.head = "dobj", index - 1


def _mend_verbs_inside_names(nodes: Sequence[Node]) -> None:
    """In "Orlan heads Avia; in 2006 he was ..." the word between two names is a verb, not a part of the second."""
    for index in range(1, len(nodes) - 1):
        node, before, name = nodes[index], nodes[index - 1], nodes[nodes[index].head]
        if node.tag != "VBZ" or node.dep != "compound" or node.head != index + 1 or name.pos != "PROPN":
            continue
        if before.pos != "PROPN" or before.head != index or node.lemma not in _WORDS["plural_verbs"]:
            continue
        above = index if name.head == index + 1 else name.head
        node.pos, node.dep, node.head = "VERB", ("ROOT" if above == index else "ccomp"), above
        name.dep, name.head, before.dep = "dobj", index, "nsubj"


def _mend_parted_lists(nodes: Sequence[Node]) -> None:
    """In "named were A, of Varnia; B, a firm; and C" the names behind the semicolons stand beside the first one."""
    for index, node in enumerate(nodes):
        if node.dep != "appos" or node.pos != "PROPN" or node.head > index:
            continue
        opening = first_below(nodes, index) - 1
        if opening < 1 or nodes[opening].lemma not in {";", "and"}:
            continue
        if nodes[opening].lemma == "and" and nodes[opening - 1].lemma != ";":
            continue
        top = node.head
        for _ in range(_LONGEST_CHAIN):
            if nodes[top].dep not in {"appos", "conj"} or nodes[top].head == top:
                break
            top = nodes[top].head
        if nodes[top].pos == "PROPN" and top < index:
            node.dep, node.head = "conj", top


def _mend_far_appositions(nodes: Sequence[Node]) -> None:
    """In "figures in the Border Force (BF), a body accused of ..." the body is the force named right before it."""
    for index, node in enumerate(nodes):
        if node.dep != "appos" or node.pos != "NOUN" or node.head > index:
            continue
        first = first_below(nodes, index)
        name = first - 2
        if first < 2 or nodes[first - 1].lemma != ",":
            continue
        if nodes[name].lemma == ")":
            name = next((i - 1 for i in range(name, 0, -1) if nodes[i].lemma == "("), name)
        if name > node.head and nodes[name].pos == "PROPN" and nodes[first].lemma in {"a", "an"}:
            node.head = name


def _mend_appositions(nodes: Sequence[Node]) -> None:
    """In "a subsidiary of the company A, B" the second name stands for the noun, not for the first name."""
    for index, node in enumerate(nodes):
        if node.dep != "appos" or node.pos != "PROPN":
            continue
        at = node.head
        if nodes[at].pos != "PROPN" or nodes[at].dep not in {"nmod", "obl"}:
            continue
        for _ in range(3):
            at = nodes[at].head
            if nodes[at].pos == "NOUN":
                break
        noun = nodes[at]
        if noun.lemma in _WORDS["roles"] and at < index and nodes[first_below(nodes, index) - 1].lemma == ",":
            node.head = at
            continue
        indefinite = noun.tag == "NNS" or any(
            other.head == at and other.dep == "det" and other.lemma in {"a", "an"} for other in nodes
        )
        bracket = index and nodes[first_below(nodes, index) - 1].lemma == "("
        if noun.pos == "NOUN" and indefinite and not bracket and at < index:
            node.head = at
