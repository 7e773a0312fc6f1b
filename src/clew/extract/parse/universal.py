"""spaCy's English dependency labels turned into Universal Dependencies: prepositions and copulas stop being heads."""

from collections.abc import Sequence
from dataclasses import dataclass

LABELS = {
    "nsubjpass": "nsubj:pass",
    "csubjpass": "csubj:pass",
    "auxpass": "aux:pass",
    "dobj": "obj",
    "dative": "iobj",
    "relcl": "acl:relcl",
    "poss": "nmod:poss",
    "prt": "compound:prt",
    "npadvmod": "obl:npmod",
    "quantmod": "advmod",
    "predet": "det",
    "preconj": "cc",
    "oprd": "xcomp",
    "intj": "discourse",
    "ROOT": "root",
}
"""spaCy's label → the universal one, where they differ and no word changes its head."""

_CLAUSAL = frozenset({"VERB", "AUX", "ADJ", "ADV"})


@dataclass
class Node:
    """A word while its sentence is being turned over."""

    lemma: str
    pos: str
    tag: str
    dep: str
    head: int


def to_universal(nodes: Sequence[Node]) -> None:
    """Re-hang and relabel the words of one sentence in place; linear in the sentence's length."""
    _mend_passives(nodes)
    _lift_copulas(nodes)
    _lift_prepositions(nodes)
    _mend_lists(nodes)
    _flatten_conjuncts(nodes)
    for node in nodes:
        node.dep = LABELS.get(node.dep, node.dep)


def _mend_passives(nodes: Sequence[Node]) -> None:
    """ "were at the same time designated": the participle is the verb, not a modifier of the time."""
    for index, node in enumerate(nodes):
        if node.tag != "VBN" or node.dep != "acl" or index < 2:
            continue
        noun = nodes[node.head]
        if node.head != index - 1 or noun.dep != "pobj":
            continue
        be = nodes[noun.head].head
        verb = nodes[be]
        if nodes[noun.head].dep != "prep" or verb.lemma != "be" or verb.dep in {"aux", "auxpass"}:
            continue
        if any(other.head == be and other.dep in {"attr", "acomp"} for other in nodes):
            continue
        for other in nodes:
            if other.head == be and other is not node and other is not verb:
                other.head = index
                other.dep = "nsubjpass" if other.dep == "nsubj" else other.dep
        node.dep, node.head = verb.dep, (index if verb.head == be else verb.head)
        verb.dep, verb.head = "auxpass", index


def _lift_copulas(nodes: Sequence[Node]) -> None:
    """The predicate noun or adjective takes the place of its verb "to be", which becomes its `cop`."""
    for index, node in enumerate(nodes):
        head = nodes[node.head]
        if node.dep in {"attr", "acomp"} and head.lemma == "be" and head.dep not in {"cop", "auxpass"}:
            be = node.head
            for other in nodes:
                if other.head == be and other is not node and other is not head:
                    other.head = index
            node.dep, node.head = head.dep, (index if head.head == be else head.head)
            head.dep, head.head = "cop", index


def _lift_prepositions(nodes: Sequence[Node]) -> None:
    """The noun under a preposition hangs on the preposition's head, the preposition is its `case`."""
    changed = [index for index, node in enumerate(nodes) if node.dep in {"pobj", "pcomp"}]
    for index in changed:
        node, marker = nodes[index], nodes[index].head
        chain = [marker]
        while nodes[marker].dep in {"prep", "pcomp"} and nodes[nodes[marker].head].dep in {"prep", "agent", "dative"}:
            marker = nodes[marker].head
            chain.append(marker)
        by_agent = any(nodes[each].dep == "agent" for each in chain)
        top = nodes[chain[-1]].head if nodes[chain[-1]].dep != "case" else nodes[nodes[chain[-1]].head].head
        clausal = node.dep == "pcomp" and node.pos in {"VERB", "AUX"}
        if clausal:
            node.dep, label = ("advcl", "mark")
        else:
            above = nodes[top].pos
            node.dep = "obl:agent" if by_agent else _oblique(above)
            label = "case"
        if top == index:
            continue
        node.head = top
        for each in chain:
            if nodes[each].dep != "case":
                nodes[each].dep, nodes[each].head = label, index


def _oblique(pos: str) -> str:
    return "obl" if pos in _CLAUSAL else "nmod"


def _flatten_conjuncts(nodes: Sequence[Node]) -> None:
    """Every conjunct hangs on the first one of its chain."""
    for node in nodes:
        if node.dep != "conj":
            continue
        seen = set()
        while nodes[node.head].dep == "conj" and node.head not in seen:
            seen.add(node.head)
            node.head = nodes[node.head].head


def _mend_lists(nodes: Sequence[Node]) -> None:
    """ "A, the B, and C did": what the parser takes for an apposition, or for a second subject, is a conjunct."""
    for index, node in enumerate(nodes):
        if node.dep in {"nsubj", "nsubjpass"}:
            earlier = next((i for i in range(index) if nodes[i].head == node.head and nodes[i].dep == node.dep), None)
            if earlier is not None and node.head > index and nodes[earlier].pos in {"NOUN", "PROPN"}:
                if any(nodes[i].dep == "cc" for i in range(earlier + 1, index)):
                    node.dep, node.head = "conj", earlier
    for index, node in enumerate(nodes):
        if node.dep != "appos" or node.head > index:
            continue
        joined = any(other.head == node.head and other.dep == "conj" and i > index for i, other in enumerate(nodes))
        indefinite = any(other.head == index and other.dep == "det" and other.lemma in {"a", "an"} for other in nodes)
        complemented = any(other.head == index and other.dep in {"nmod", "acl", "relcl"} for other in nodes)
        if joined and not indefinite and not complemented:
            node.dep = "conj"
