"""Verbs that the parser takes for adjectives or nouns: "billed Avia $2,000", "Orlan heads the bureau"."""

from collections.abc import Sequence

from clew.extract.grammar import load_grammar
from clew.extract.parse.node import Node

_WORDS = load_grammar()


def mend_mistaken_verbs(nodes: Sequence[Node]) -> None:
    """Make verbs of such words, in place, in the parser's own labels."""
    _mend_verbs_taken_for_adjectives(nodes)
    _mend_plural_verbs(nodes)
    _mend_conjoined_verbs(nodes)
    _mend_titles_taken_for_verbs(nodes)


def _mend_verbs_taken_for_adjectives(nodes: Sequence[Node]) -> None:
    """In "shows that Orlan billed Avia $2,000 for parts" a modifier with a subject is the verb."""
    for index, node in enumerate(nodes):
        if node.dep != "amod" or node.tag not in {"VBD", "VBZ", "VBP"} or node.head < index:
            continue
        if not any(other.head == index and other.dep == "nsubj" for other in nodes):
            continue
        name = top = node.head
        for _ in range(4):
            if nodes[top].dep in {"ROOT", "ccomp", "conj", "advcl", "relcl"}:
                break
            top = nodes[top].head
        if top == name and nodes[top].dep == "ROOT" and node.tag == "VBD":
            _govern(nodes, index, top)
            continue
        if nodes[top].tag != "CD" or top <= name:
            continue
        label, above = nodes[top].dep, nodes[top].head
        for place, other in enumerate(nodes):
            if other.head == top and (place > top or place < index) and place != name:
                other.head = index
        node.pos, node.dep, node.head = "VERB", label, (index if above == top else above)
        nodes[top].dep, nodes[top].head = "dobj", index
        nodes[name].dep, nodes[name].head = "dative", index
        for other in nodes:
            if other.dep in {"prep", "mark"} and other.lemma == "that" and other.head == name:
                other.dep, other.head = "mark", index


def _govern(nodes: Sequence[Node], verb: int, noun: int) -> None:
    """Make a verb that was taken for the modifier of its object the root: "the pilots trained crews of the air arm"."""
    for place, other in enumerate(nodes):
        if place > noun and other.head == noun and other.dep in {"punct", "appos"}:
            other.head = verb
            other.dep = "dobj" if other.dep == "appos" and other.tag == "CD" else other.dep
    money = next((i for i, o in enumerate(nodes) if i > noun and o.head == verb and o.dep == "dobj"), None)
    nodes[verb].pos, nodes[verb].dep, nodes[verb].head = "VERB", "ROOT", verb
    nodes[noun].dep, nodes[noun].head = ("dative" if money is not None else "dobj"), verb
    for other in nodes:
        if money is not None and other.head == money and other.dep == "prep":
            other.head = verb


def _mend_titles_taken_for_verbs(nodes: Sequence[Node]) -> None:
    """In "Merin is managing director at Orlan" nobody manages a director: it is what he is."""
    for index, node in enumerate(nodes[:-1]):
        noun = nodes[index + 1]
        if node.tag != "VBG" or noun.dep != "dobj" or noun.head != index or noun.lemma not in _WORDS["roles"]:
            continue
        be = next((i for i, o in enumerate(nodes) if o.head == index and o.dep == "aux" and o.lemma == "be"), None)
        if be is None:
            continue
        for other in nodes:
            if other.head == index and other is not noun and other is not nodes[be]:
                other.head = be
        nodes[be].dep, nodes[be].head = node.dep, (be if node.head == index else node.head)
        noun.dep, noun.head = "attr", be
        node.pos, node.dep, node.head = "NOUN", "compound", index + 1


def _mend_plural_verbs(nodes: Sequence[Node]) -> None:
    """In "Orlan heads the bureau", taken for a noun phrase, the plural noun is the verb."""
    root = next((i for i, node in enumerate(nodes) if node.dep == "ROOT"), None)
    if root is None or nodes[root].pos not in {"NOUN", "PROPN"}:
        return
    if any(node.head == root and node.dep in {"nsubj", "nsubjpass", "cop"} for node in nodes):
        verb = nodes[root].lemma.removesuffix("s")
        governs = any(node.head == root and node.dep == "dobj" for node in nodes)
        if nodes[root].tag == "NNS" and verb in _WORDS["plural_verbs"] and governs:
            nodes[root].pos, nodes[root].tag, nodes[root].lemma = "VERB", "VBZ", verb
        return
    if _says(nodes, root):
        nodes[root].pos, nodes[root].tag, nodes[root].lemma = "VERB", "VBZ", nodes[root].lemma.removesuffix("s")
        nodes[root - 1].dep, nodes[root - 1].head = "nsubj", root
        return
    for index in range(1, len(nodes) - 1):
        node, before, after = nodes[index], nodes[index - 1], nodes[index + 1]
        plural = node.tag == "NNS" or (node.tag == "VBZ" and node.dep == "compound")
        named = before.pos in {"PROPN", "NOUN"} or before.tag == "JJ"
        if not plural or not named or node.lemma not in _WORDS["plural_verbs"]:
            continue
        if after.pos not in {"PROPN", "DET", "ADJ", "NUM", "NOUN", "ADP", "CCONJ", "PRON"}:
            continue
        if index != root and node.head != root:
            continue
        _make_root(nodes, index, root)
        return


def _mend_conjoined_verbs(nodes: Sequence[Node]) -> None:
    """In "who owns Orlan and heads Avia Bank" the word before the second name is a verb beside the first."""
    for index in range(2, len(nodes) - 1):
        node, last = nodes[index], nodes[nodes[index].head]
        if node.tag not in {"NNS", "VBZ"} or node.dep != "compound" or node.lemma not in _WORDS["plural_verbs"]:
            continue
        if nodes[index - 1].dep != "cc" or last.dep != "conj" or last.pos != "PROPN" or last.head > index:
            continue
        verb = nodes[last.head].head if nodes[last.head].dep == "dobj" else last.head
        if nodes[verb].tag != "VBZ" or nodes[verb].pos != "VERB":
            continue
        below = node.head
        nodes[index - 1].head = verb
        node.lemma = node.lemma.removesuffix("s")
        node.pos, node.tag, node.dep, node.head = "VERB", "VBZ", "conj", verb
        last.dep, last.head = "dobj", index
        for place in range(below + 1, len(nodes)):
            if nodes[place].head == below and nodes[place].dep == "prep":
                nodes[place].head = index


def _says(nodes: Sequence[Node], root: int) -> bool:
    """Whether a plural noun that ends the sentence is the verb of what was quoted: "…", the statement reports."""
    node = nodes[root]
    told = any(other.head == root and other.dep == "ccomp" for other in nodes[:root])
    last = all(other.pos == "PUNCT" for other in nodes[root + 1 :])
    named = root > 0 and nodes[root - 1].dep == "compound" and nodes[root - 1].head == root
    return node.tag == "NNS" and told and last and named and node.lemma.removesuffix("s") in _WORDS["saying"]


def _make_root(nodes: Sequence[Node], verb: int, root: int) -> None:
    """Make a word of a noun phrase the verb of the sentence: what stands before it is its subject."""
    for index, other in enumerate(nodes):
        if index in {verb, root}:
            continue
        if other.head in {verb, root}:
            other.head = verb - 1 if index < verb and index != verb - 1 else verb if other.head == verb else root
        if index > verb and other.head == verb and other.dep in {"appos", "nmod"}:
            other.dep = "dobj"
        if index > verb and other.head == root and other.dep in {"prep", "punct"} and root < verb:
            other.head = verb
    if root > verb:
        nodes[root].dep, nodes[root].head = "dobj", verb
        for index, other in enumerate(nodes):
            if other.head == root and index > root and other.dep in {"prep", "punct"}:
                other.head = verb
    node = nodes[verb]
    node.lemma = node.lemma.removesuffix("s")
    node.pos, node.tag, node.dep, node.head = "VERB", "VBZ", "ROOT", verb
    nodes[verb - 1].dep, nodes[verb - 1].head = "nsubj", verb
