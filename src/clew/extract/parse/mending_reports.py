"""Misparses around words of saying: clauses hung on the wrong noun, speakers behind what they say, papers that show."""

from collections.abc import Sequence

from clew.extract.grammar import load_grammar
from clew.extract.parse.mending_phrases import first_below
from clew.extract.parse.node import Node

_WORDS = load_grammar()
_NOMINAL = frozenset({"NOUN", "PROPN", "PRON"})
_TRAILING = frozenset({"conj", "advcl", "acl"})
_COMPLETE = frozenset({"ccomp", "cc", "mark", "aux", "auxpass", "agent", "dobj", "oprd"})
_UNDER = frozenset({"prep", "pobj", "agent"})


def mend_reports(nodes: Sequence[Node]) -> None:
    """What is mended in the parser's own labels, in place."""
    _mend_full_relatives(nodes)
    _mend_clauses_of_papers(nodes)
    _mend_trailing_speakers(nodes)
    _mend_far_speakers(nodes)
    _mend_papers_that_show(nodes)


def _mend_full_relatives(nodes: Sequence[Node]) -> None:
    """In "the claim by X that A sold B", "it emerges from Y that A sold B" the clause with "that" lacks nothing.

    It is what is claimed, and hangs on the claim or on the verb, not on the noun before it.
    """
    for index, node in enumerate(nodes):
        if node.dep != "relcl" or node.pos != "VERB":
            continue
        first = min((i for i in range(node.head, index) if nodes[i].head == index), default=index)
        that = nodes[first]
        if that.lemma != "that" or that.head != index or first != node.head + 1 - _gap(nodes, node.head, first):
            continue
        own = [other for i, other in enumerate(nodes) if other.head == index and i != first]
        subject = any(other.dep in {"nsubj", "nsubjpass"} for other in own)
        whole = any(other.dep in {"dobj", "auxpass", "attr", "acomp", "ccomp"} for other in own)
        if not subject or not whole or that.dep in {"nsubj", "nsubjpass", "pobj"}:
            continue
        that.dep, that.tag, that.pos = "mark", "IN", "SCONJ"
        above = node.head
        while nodes[above].dep in _UNDER and nodes[above].head != above:
            above = nodes[above].head
        if above == node.head:
            node.dep = "acl"
        elif nodes[above].pos == "VERB":
            node.dep, node.head = "ccomp", above
        elif nodes[above].pos == "NOUN":
            node.dep, node.head = "acl", above


def _mend_clauses_of_papers(nodes: Sequence[Node]) -> None:
    """In "said in its report that A sold B" the clause is what is said, and hangs on the verb."""
    for index, node in enumerate(nodes):
        if node.dep != "acl" or node.head > index or nodes[node.head].dep != "pobj":
            continue
        verb = nodes[nodes[node.head].head].head
        stated = any(nodes[i].lemma == "that" and nodes[i].dep == "mark" for i in _children(nodes, index))
        if not stated or nodes[verb].lemma not in _WORDS["saying"] or nodes[verb].pos != "VERB":
            continue
        if not any(nodes[i].dep in {"ccomp", "dobj"} for i in _children(nodes, verb)):
            node.dep, node.head = "ccomp", verb


def _children(nodes: Sequence[Node], index: int) -> list[int]:
    return [i for i, other in enumerate(nodes) if other.head == index and i != index]


def _gap(nodes: Sequence[Node], noun: int, first: int) -> int:
    """By how much the clause does not follow on the noun that it hangs on: its own complements may stand between."""
    inside = all(_below(nodes, i, noun) for i in range(noun + 1, first))
    return noun + 1 - first if inside else 0


def _below(nodes: Sequence[Node], index: int, top: int) -> bool:
    for _ in range(12):
        if index == top:
            return True
        if nodes[index].head == index:
            return False
        index = nodes[index].head
    return False


def _mend_trailing_speakers(nodes: Sequence[Node]) -> None:
    """In "A sold B, a manager said on Friday" the manager speaks, though the parser takes "said" for a second verb."""
    for index, node in enumerate(nodes):
        host = node.head
        finite = node.dep == "conj" and node.tag in {"VBD", "VBZ", "VBP"}
        if node.lemma not in _WORDS["saying"] or not (finite or (node.dep in _TRAILING and node.tag in {"VBN", "VBD"})):
            continue
        if nodes[host].pos not in {"VERB", "AUX"} or host > index:
            continue
        if any(other.head == index and other.dep in _COMPLETE for other in nodes):
            continue
        subject = next((i for i in range(index) if nodes[i].head == index and nodes[i].dep == "nsubj"), None)
        if subject is None:
            subject = _noun_before(nodes, index)
        if subject is None:
            continue
        before = first_below(nodes, subject) - 1
        if before < 1 or nodes[before].lemma not in {",", '"'}:
            continue
        if any(nodes[i].dep == "cc" and nodes[i].head == host for i in range(before, index)):
            continue
        nodes[subject].dep, nodes[subject].head = "nsubj", index
        node.dep = "parataxis"
        node.tag = "VBD" if node.tag == "VBN" else node.tag


def _mend_far_speakers(nodes: Sequence[Node]) -> None:
    """In "An executive, who would not be named, conceded to X that ..." the verb behind the commas is the main one."""
    root = next((i for i, node in enumerate(nodes) if node.dep == "ROOT"), -1)
    if root < 0 or nodes[root].pos not in {"NOUN", "PROPN"}:
        return
    for index in range(root + 2, len(nodes)):
        node = nodes[index]
        if node.lemma not in _WORDS["saying"] or node.tag not in {"VBN", "VBD"} or node.dep not in {"acl", "relcl"}:
            continue
        own = {other.dep for other in nodes if other.head == index}
        if nodes[index - 1].lemma != "," or own & {"agent", "auxpass", "nsubj", "nsubjpass", "aux"}:
            continue
        node.tag, node.dep, node.head = "VBD", "ROOT", index
        nodes[root].dep, nodes[root].head = "nsubj", index
        for other, each in enumerate(nodes):
            if other > index and each.head == root and each.dep in {"acl", "relcl", "ccomp", "punct"}:
                each.head = index
                each.dep = each.dep if each.dep == "punct" else "ccomp"
        return


def _noun_before(nodes: Sequence[Node], verb: int) -> int | None:
    """The noun whose phrase, set off as an apposition, ends right before the verb."""
    last = verb - 2 if nodes[verb - 1].lemma == "," else verb - 1
    found = None
    for noun in range(last, 0, -1):
        if nodes[noun].dep == "appos" and nodes[noun].pos in _NOMINAL and _below(nodes, last, noun):
            found = noun
    return found


def _mend_papers_that_show(nodes: Sequence[Node]) -> None:
    """In "E-mails that X has seen show that ..." it is the e-mails that show."""
    for index, node in enumerate(nodes):
        if node.lemma not in _WORDS["showing"] or node.dep != "xcomp" or node.tag not in {"VB", "VBP"}:
            continue
        seen = nodes[node.head]
        noun = seen.head
        if seen.dep not in {"acl", "relcl", "ROOT"} or seen.tag not in {"VBN", "VBD"}:
            continue
        if any(other.head == index and other.dep in {"aux", "mark"} for other in nodes):
            continue
        if seen.dep == "ROOT":
            noun = next((i for i in range(node.head) if nodes[i].head == node.head and nodes[i].dep == "nsubj"), -1)
        if noun < 0 or nodes[noun].pos != "NOUN" or (seen.dep != "ROOT" and nodes[noun].dep != "ROOT"):
            continue
        old = node.head
        node.dep, node.head = "ROOT", index
        nodes[noun].dep, nodes[noun].head = "nsubj", index
        seen.dep, seen.head = "relcl", noun
        inner = next((i for i in range(noun + 1, old) if nodes[i].head == noun and nodes[i].dep == "appos"), None)
        if inner is not None:
            nodes[inner].dep, nodes[inner].head = "nsubj", old
        for i, other in enumerate(nodes):
            if other.dep == "punct" and other.head in {old, noun} and i > index:
                other.head = index
