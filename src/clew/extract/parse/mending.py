"""Common misparses of English set right before the tree is turned over; each rule names what it mends."""

from collections.abc import Sequence

from clew.extract.grammar import load_grammar
from clew.extract.parse.mending_phrases import first_below
from clew.extract.parse.mending_reports import mend_reports
from clew.extract.parse.mending_verbs import mend_mistaken_verbs
from clew.extract.parse.node import Node

_WORDS = load_grammar()
_PHRASES = frozenset({"prep", "agent", "dative"})
_WHERE = frozenset({"in", "on", "at"})
"""Prepositions that tell a place, each as good as another."""


def mend_clauses(nodes: Sequence[Node]) -> None:
    """What is mended in the parser's own labels, in place."""
    _mend_unknown_subjects(nodes)
    _mend_exclusions(nodes)
    _mend_parallel_phrases(nodes)
    mend_mistaken_verbs(nodes)
    _mend_gerunds(nodes)
    _mend_perfects(nodes)
    _mend_inverted_passives(nodes)
    _mend_swallowed_subjects(nodes)
    _mend_verbless_roots(nodes)
    _mend_double_objects(nodes)
    _mend_garden_paths(nodes)
    _mend_passives(nodes)
    _mend_headless_clauses(nodes)
    _mend_asides_taken_for_verbs(nodes)
    _mend_told_of(nodes)
    mend_reports(nodes)


def _mend_exclusions(nodes: Sequence[Node]) -> None:
    """In "Orlan and not Avia shipped it" the second name stands beside the first, but does not share its deed."""
    for index in range(2, len(nodes) - 1):
        if nodes[index].lemma not in _WORDS["excluding"] or nodes[index + 1].lemma in _WORDS["adding_to"]:
            continue
        if nodes[index - 1].dep != "cc" and nodes[index - 1].lemma != ",":
            continue
        noun = index + 1
        while noun < len(nodes) - 1 and nodes[noun].dep in {"compound", "det", "amod", "poss"}:
            noun += 1
        if nodes[noun].dep in {"conj", "appos"} and nodes[noun].pos in {"PROPN", "NOUN"} and nodes[noun].head < index:
            nodes[noun].dep = "dep"


def _mend_parallel_phrases(nodes: Sequence[Node]) -> None:
    """In "listed by Varnia in 2022 and by Orland in 2023", "in Riga and on the coast" the nouns stand side by side."""
    for index, node in enumerate(nodes):
        if node.head > index or node.tag not in {"IN", "TO"} or node.dep not in {"conj", "agent"}:
            continue
        above = nodes[node.head]
        if node.dep == "conj" and above.dep not in _PHRASES:
            continue
        verb = node.head if node.dep == "agent" else above.head
        before = [i for i in range(index) if nodes[i].head == verb and nodes[i].dep in _PHRASES]
        alike = [i for i in before if nodes[i].lemma == node.lemma or {nodes[i].lemma, node.lemma} <= _WHERE]
        first, second = _governed(nodes, alike[0]) if alike else None, _governed(nodes, index)
        if first is not None and second is not None:
            _set_beside(nodes, index, second, first)
        elif node.dep == "conj":
            node.dep, node.head = above.dep, above.head


def _governed(nodes: Sequence[Node], preposition: int) -> int | None:
    """The noun that a preposition governs."""
    return next((i for i in range(preposition + 1, len(nodes)) if _is_governed(nodes[i], preposition)), None)


def _is_governed(node: Node, preposition: int) -> bool:
    return node.dep == "pobj" and node.head == preposition


def _set_beside(nodes: Sequence[Node], preposition: int, noun: int, first: int) -> None:
    """Let a noun with its preposition stand beside the first one."""
    above = nodes[preposition].head
    for place in range(first + 1, len(nodes)):
        other = nodes[place]
        if other.head == preposition or (other.dep == "cc" and other.head == above and place < preposition):
            other.head = noun
    nodes[noun].dep, nodes[noun].head = "conj", first
    nodes[preposition].dep, nodes[preposition].head = "case", noun


def _mend_told_of(nodes: Sequence[Node]) -> None:
    """In "A ring said to have sold drones has been exposed" the ring does not speak: the participle describes it."""
    for index, node in enumerate(nodes[:-1]):
        if node.lemma != "say" or node.tag not in {"VBD", "VBN"} or nodes[index + 1].tag != "TO":
            continue
        subject = next((i for i in range(index) if nodes[i].head == index and nodes[i].dep == "nsubj"), None)
        if subject is None:
            continue
        main = _verb_beside(nodes, index)
        if main is None:
            nodes[subject].dep = "nsubjpass"
            continue
        passive = any(other.head == main and other.dep == "auxpass" for other in nodes)
        if node.dep == "ROOT":
            nodes[main].dep, nodes[main].head = "ROOT", main
        nodes[subject].dep, nodes[subject].head = "nsubjpass" if passive else "nsubj", main
        node.tag, node.dep, node.head = "VBN", "acl", subject
        for i, other in enumerate(nodes):
            if other.head == index and other.dep == "punct" and i > main:
                other.head = main


def _verb_beside(nodes: Sequence[Node], index: int) -> int | None:
    """The verb behind another one that has no subject of its own, and hangs on it or bears it."""
    beside = [node for node in range(index + 1, len(nodes)) if nodes[node].head == index]
    beside = [i for i in beside if nodes[i].dep in {"ccomp", "conj", "parataxis"}]
    if nodes[index].dep in {"ccomp", "parataxis", "advcl"} and nodes[index].head > index:
        beside.append(nodes[index].head)
    for main in beside:
        below = {other.dep for other in nodes if other.head == main}
        if nodes[main].pos in {"VERB", "AUX"} and not below & {"nsubj", "nsubjpass", "cc", "mark"}:
            return main
    return None


def _mend_asides_taken_for_verbs(nodes: Sequence[Node]) -> None:
    """In "A network, said to have sold engines, has been exposed" the participle behind the comma is no main verb."""
    for index, node in enumerate(nodes):
        if node.dep != "ROOT" or node.tag not in {"VBD", "VBN"} or index < 2 or nodes[index - 1].lemma != ",":
            continue
        subject = next((i for i in range(index) if nodes[i].head == index and nodes[i].dep == "nsubj"), None)
        if subject is None or any(other.head == index and other.dep in {"aux", "auxpass"} for other in nodes):
            continue
        conjuncts = (i for i in range(index + 1, len(nodes)) if nodes[i].dep == "conj" and nodes[i].head == index)
        main = next(conjuncts, None)
        if main is None or any(nodes[i].dep == "cc" and nodes[i].head == index for i in range(index, main)):
            continue
        if not any(other.head == main and other.dep in {"aux", "auxpass"} for other in nodes):
            continue
        passive = any(other.head == main and other.dep == "auxpass" for other in nodes)
        nodes[subject].dep, nodes[subject].head = "nsubjpass" if passive else "nsubj", main
        node.tag, node.dep, node.head = "VBN", "acl", subject
        nodes[main].dep, nodes[main].head = "ROOT", main
        for i, other in enumerate(nodes):
            if other.head == index and other.dep == "punct" and i > main:
                other.head = main


def _mend_garden_paths(nodes: Sequence[Node]) -> None:
    """In "Drones that forces used in Ukraine were found" the first verb is that of the relative clause."""
    for index, node in enumerate(nodes):
        subject = nodes[node.head]
        if node.tag not in {"VBN", "VBD"} or node.dep != "acl" or node.head > index:
            continue
        verb = subject.head
        if subject.dep not in {"nsubj", "nsubjpass"} or nodes[verb].dep != "relcl" or verb < index:
            continue
        noun = nodes[verb].head
        relative = next(
            (i for i in range(noun + 1, node.head) if nodes[i].lemma in {"that", "which", "whom", "who"}), None
        )
        if relative is None or nodes[relative].head != verb or noun > relative:
            continue
        if any(other.head == index and other.dep == "agent" for other in nodes):
            continue
        above, label = nodes[noun].head, nodes[noun].dep
        passive = subject.dep
        subject.dep, head = "nsubj", node.head
        node.tag, node.dep, node.head = "VBD", "relcl", noun
        subject.head = index
        nodes[relative].dep, nodes[relative].head = "dobj", index
        nodes[relative].pos = "PRON"
        nodes[verb].dep, nodes[verb].head = label, (verb if above == noun else above)
        nodes[noun].dep, nodes[noun].head = passive, verb
        for i, other in enumerate(nodes):
            if other.head == noun and i > verb and i != index:
                other.head = verb
            if other.head == head and i > index and other.dep == "prep":
                other.head = index


def _mend_passives(nodes: Sequence[Node]) -> None:
    """In "were at the same time designated" the participle is the verb, not a modifier of the time."""
    for index, node in enumerate(nodes):
        if node.tag != "VBN" or node.dep != "acl" or index < 2:
            continue
        noun = nodes[node.head]
        measured = noun.dep == "attr" and noun.lemma in {"percent", "%"}
        if node.head != index - 1 or not (measured or noun.dep == "pobj"):
            continue
        be = noun.head if measured else nodes[noun.head].head
        verb = nodes[be]
        if verb.lemma != "be" or verb.dep in {"aux", "auxpass"}:
            continue
        if not measured and nodes[noun.head].dep != "prep":
            continue
        if not measured and any(other.head == be and other.dep in {"attr", "acomp"} for other in nodes):
            continue
        if measured:
            noun.dep = "npadvmod"
        for other in nodes:
            if other.head == be and other is not node and other is not verb:
                other.head = index
                other.dep = "nsubjpass" if other.dep == "nsubj" else other.dep
        node.dep, node.head = verb.dep, (index if verb.head == be else verb.head)
        verb.dep, verb.head = "auxpass", index


def _mend_headless_clauses(nodes: Sequence[Node]) -> None:
    """In "The traders, the report says, bought ..." the root noun is the subject of what follows."""
    for index, node in enumerate(nodes):
        if node.dep != "ROOT" or node.pos not in {"NOUN", "PROPN"}:
            continue
        inserted = next((i for i, o in enumerate(nodes) if o.head == index and o.dep == "parataxis"), None)
        verb = next(
            (i for i, o in enumerate(nodes) if o.head == index and o.dep in {"acl", "relcl"} and i > index), None
        )
        if inserted is None and verb is not None and nodes[verb].dep == "acl" and nodes[verb].tag in {"VBN", "VBD"}:
            stops = [i for i in range(index, verb) if nodes[i].lemma == ","]
            governs = any(other.head == verb and other.dep == "dobj" for other in nodes)
            aside = any(o.dep == "relcl" and i < verb and o.head < i for i, o in enumerate(nodes))
            inserted = stops[-1] if len(stops) > 1 and (governs or aside) else None
        if inserted is None or verb is None or verb < inserted or nodes[verb].tag not in {"VBN", "VBD", "VBZ", "VBP"}:
            continue
        for i, other in enumerate(nodes):
            if other.head == index and i > inserted and i != verb:
                other.head = verb
        nodes[inserted].head = verb
        for i, other in enumerate(nodes):
            if other.dep == "relcl" and i > verb and other.head == verb and _said_that(nodes, verb, i):
                other.dep = "ccomp"
        nodes[verb].dep, nodes[verb].head = "ROOT", verb
        nodes[verb].tag = "VBD" if nodes[verb].tag == "VBN" else nodes[verb].tag
        node.dep, node.head = "nsubj", verb


def _said_that(nodes: Sequence[Node], verb: int, clause: int) -> bool:
    """Whether "that" opens a clause that a verb of saying introduces."""
    return any(
        nodes[i].lemma == "that" and nodes[i].head == clause and nodes[i].dep == "mark" for i in range(verb, clause)
    )


def _mend_unknown_subjects(nodes: Sequence[Node]) -> None:
    """In "Krivenko heads the firm" a name that the parser does not know is the subject, not an adjective."""
    for index, node in enumerate(nodes):
        if node.dep != "amod" or node.head != index + 1 or nodes[node.head].tag not in {"VBZ", "VBD"}:
            continue
        if not any(other.head == node.head and other.dep in {"nsubj", "nsubjpass"} for other in nodes):
            node.dep, node.pos = "nsubj", "PROPN"


def _mend_gerunds(nodes: Sequence[Node]) -> None:
    """In "accused of smuggling chips" the gerund is a verb, not a modifier of the chips."""
    for index in range(1, len(nodes) - 1):
        node, before = nodes[index], nodes[index - 1]
        noun = nodes[node.head]
        verb = _WORDS.gerunds.get(node.lemma, node.lemma if node.tag == "VBG" else "")
        if not verb or node.dep not in {"compound", "amod"} or node.head < index or before.dep != "prep":
            continue
        if noun.dep != "pobj" or noun.head != index - 1:
            continue
        target = node.head
        if nodes[before.head].dep == "dobj" and nodes[nodes[before.head].head].lemma in _WORDS["charging"]:
            before.head = nodes[before.head].head
        node.lemma, node.pos, node.tag, node.dep, node.head = verb, "VERB", "VBG", "pcomp", index - 1
        noun.dep, noun.head = "dobj", index
        for place, other in enumerate(nodes):
            if other.dep == "prep" and other.head == before.head and place > target:
                other.head = index
    for index, node in enumerate(nodes):
        noun = nodes[node.head]
        charged = noun.dep == "dobj" and nodes[noun.head].lemma in _WORDS["charging"] and node.head < index
        if node.dep == "prep" and charged and any(n.head == index and n.dep == "pcomp" for n in nodes):
            node.head = noun.head


def _mend_inverted_passives(nodes: Sequence[Node]) -> None:
    """In "Also hit by the action was Orlan" what follows the verb is its subject."""
    for node in nodes:
        verb = nodes[node.head]
        if node.dep != "attr" or verb.lemma != "be":
            continue
        be = node.head
        participle = verb.head if verb.dep == "auxpass" else None
        if participle is None or nodes[participle].tag != "VBN" or participle > be:
            continue
        subjects = [o for o in nodes if o.head in {be, participle} and o.dep in {"nsubj", "nsubjpass"}]
        first = next(i for i, other in enumerate(nodes) if other is node)
        if any(next(i for i, other in enumerate(nodes) if other is subject) < first for subject in subjects):
            continue
        node.dep, node.head = "nsubjpass", participle
        for subject in subjects:
            subject.dep, subject.head = "conj", first
        for other in nodes[first:]:
            if other.head == be and other.dep == "prep":
                other.head = participle


def _mend_perfects(nodes: Sequence[Node]) -> None:
    """In "had supplied engines" the participle is the verb, "had" its auxiliary, the noun its object."""
    for index, node in enumerate(nodes):
        noun = nodes[node.head]
        if node.tag != "VBN" or node.dep != "amod" or noun.dep != "dobj" or noun.head >= index:
            continue
        have = nodes[noun.head]
        if have.lemma != "have" or have.dep == "aux" or any(n.pos != "ADV" for n in nodes[noun.head + 1 : index]):
            continue
        _promote(nodes, index, noun.head, "aux")


def _mend_verbless_roots(nodes: Sequence[Node]) -> None:
    """In "(denies that) Orlan supplied engines to Avia", taken for a noun phrase, the participle is the verb."""
    for index, node in enumerate(nodes):
        noun = nodes[node.head]
        if node.tag != "VBN" or node.dep != "amod" or noun.pos != "NOUN" or index == 0:
            continue
        opened = [i for i in range(index) if nodes[i].head == node.head and nodes[i].dep == "mark"]
        if noun.dep != "ROOT" and not (opened and noun.dep in {"dobj", "ccomp"} and noun.head < opened[0]):
            continue
        before = nodes[index - 1]
        if before.pos not in {"NOUN", "PROPN"} or before.dep not in {"npadvmod", "nmod", "compound"}:
            continue
        left = [i for i in range(index) if nodes[i].head in {index, node.head} and nodes[i].pos in {"NOUN", "PROPN"}]
        if not left:
            continue
        root = node.head
        left = [i for i in left if not opened or i > opened[0]]
        if not left:
            continue
        if noun.dep == "ROOT":
            node.dep, node.head, node.tag = "ROOT", index, "VBD"
        else:
            node.dep, node.head, node.tag = "ccomp", noun.head, "VBD"
            nodes[opened[0]].head = index
        noun.dep, noun.head = "dobj", index
        for other in nodes[root + 1 :]:
            if other.head == root and other.dep in {"prep", "punct"}:
                other.head = index
        joined = any(n.dep == "cc" for n in nodes[:index])
        subjects = left if joined else left[-1:]
        for i in left:
            nodes[i].dep, nodes[i].head = ("nsubj", index) if i == subjects[0] else ("conj", subjects[0])
        if not joined:
            for i in left[:-1]:
                nodes[i].dep, nodes[i].head = "compound", subjects[0]


def _mend_swallowed_subjects(nodes: Sequence[Node]) -> None:
    """In "According to papers seen by the Wire, Orlan Co. supplied ..." the name before the verb is its subject."""
    for verb, node in enumerate(nodes):
        if node.tag not in {"VBD", "VBZ", "VBP"} or node.pos != "VERB" or verb < 3:
            continue
        if any(other.head == verb and other.dep in {"nsubj", "nsubjpass", "csubj", "expl"} for other in nodes):
            continue
        top = verb - 1
        while top > 0 and nodes[top].pos in {"PUNCT", "ADV"}:
            top -= 1
        while nodes[top].dep not in {"conj", "appos", "ROOT"} and nodes[top].head < verb and nodes[top].head != top:
            top = nodes[top].head
        if nodes[top].dep == "appos" and top and nodes[top - 1].lemma == "(":
            top = nodes[top].head
        before = first_below(nodes, top) - 1
        opens = nodes[top].dep in {"conj", "appos"} and nodes[top].pos in {"NOUN", "PROPN"}
        if not opens or before < 1 or nodes[before].lemma != "," or nodes[top].head >= before:
            continue
        rest = nodes[verb + 1 :]
        said = node.lemma in _WORDS["saying"] and len(rest) < 8 and not any(n.pos in {"VERB", "AUX"} for n in rest)
        opened = {"prep", "ccomp"} if said else {"prep"}
        if not any(nodes[i].dep in opened and nodes[i].head == verb for i in range(before)):
            continue
        if not any(other.head == nodes[top].head and other.dep == "cc" for other in nodes):
            nodes[top].dep, nodes[top].head = "nsubj", verb


def _mend_double_objects(nodes: Sequence[Node]) -> None:
    """In "billed Avia two million yuan" the name before the amount is the one who gets it."""
    for index, node in enumerate(nodes):
        noun = nodes[node.head]
        if node.dep != "nmod" or node.pos != "PROPN" or noun.dep != "dobj" or node.head < index:
            continue
        if index + 1 < len(nodes) and nodes[index + 1].pos == "NUM" and noun.head < index:
            node.dep, node.head = "dative", noun.head
    for index, node in enumerate(nodes):
        if node.dep != "dobj" or nodes[node.head].lemma not in _WORDS["giving"] or node.head > index:
            continue
        earlier = [i for i in range(node.head + 1, index) if nodes[i].head == node.head and nodes[i].dep == "dobj"]
        if earlier and nodes[earlier[0]].pos in {"NOUN", "PROPN", "PRON"}:
            nodes[earlier[0]].dep = "dative"


def _promote(nodes: Sequence[Node], verb: int, old: int, label: str) -> None:
    """Let `verb` take the place of `old` in the tree; `old` hangs on it with the label, all else below `old` too."""
    noun = nodes[verb].head
    for index, other in enumerate(nodes):
        if other.head == old and index != old:
            other.head = verb
    nodes[verb].dep = nodes[old].dep
    nodes[verb].head = verb if nodes[old].head == old else nodes[old].head
    nodes[old].dep, nodes[old].head = label, verb
    nodes[noun].dep, nodes[noun].head = "dobj", verb
