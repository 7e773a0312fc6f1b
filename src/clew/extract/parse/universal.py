"""spaCy's English dependency labels turned into Universal Dependencies: prepositions and copulas stop being heads."""

from collections.abc import Sequence

from clew.extract.parse.mending import mend_clauses
from clew.extract.parse.mending_phrases import mend_phrases
from clew.extract.parse.node import Node

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
    "acomp": "xcomp",
    "intj": "discourse",
    "ROOT": "root",
}
"""spaCy's label → the universal one, where they differ and no word changes its head."""

_CLAUSAL = frozenset({"VERB", "AUX", "ADJ", "ADV"})


def to_universal(nodes: Sequence[Node]) -> None:
    """Re-hang and relabel the words of one sentence in place; linear in the sentence's length."""
    mend_clauses(nodes)
    _lift_copulas(nodes)
    _lift_prepositions(nodes)
    mend_phrases(nodes)
    _flatten_conjuncts(nodes)
    for node in nodes:
        node.dep = LABELS.get(node.dep, node.dep)


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
