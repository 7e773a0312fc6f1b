"""Russian lists and gaps set right: what a colon or "включая" goes on to name, what a dash stands for.

Each rule names what it mends (Rozental, Spravochnik po pravopisaniyu: the colon before a list, the dash for a verb).
"""

from collections.abc import Sequence
from dataclasses import replace

from clew.extract.grammar import load_grammar
from clew.extract.parse.russian_clauses import STOOD_IN, cased, feature
from clew.extract.sentence import GAP, Token

_WORDS = load_grammar("ru")
_NOMINAL = frozenset({"NOUN", "PROPN"})
_FOR_ONE = frozenset({"среди них", "в частности"})
_DASHES = frozenset({"—", "–"})


def listings(tokens: list[Token]) -> None:
    """What a colon, "включая", "среди которых" go on to name belongs to the plural noun before."""
    for index, token in enumerate(tokens):
        if token.text == ":" and (name := _named_after(tokens, index)) is not None:
            group = _group_before(tokens, index)
            if group is not None:
                tokens[name] = replace(tokens[name], dep="appos", head=group)
                _join(tokens, name)
        low = token.text.lower()
        if low == "включая" and index + 1 < len(tokens):
            _example(tokens, index, [index], _named_after(tokens, index))
        elif low == "которых" and index >= 2 and tokens[index - 1].text.lower() in {"среди", "числе", "из"}:
            first = index - 2 if tokens[index - 1].text.lower() == "числе" else index - 1
            if not any(t.pos == "VERB" and t.head == index for t in tokens):
                _example(tokens, first, list(range(first, index + 1)), _named_after(tokens, index))
        elif low == "числе" and index >= 2 and tokens[index - 1].text.lower() in {"том", "их"}:
            again = index + 1 < len(tokens) and tokens[index + 1].pos == "ADP"
            if again:
                tokens[index + 1] = replace(tokens[index + 1], dep="dep")
            _example(tokens, index - 2, list(range(index - 2, index + 1)), _named_after(tokens, index + again))
        elif index >= 2 and f"{tokens[index - 1].text.lower()} {low}" in _FOR_ONE and tokens[index - 2].text in "(,":
            _example(tokens, index - 1, [index - 1, index], _named_after(tokens, index))


_NUMBERS = {
    **dict.fromkeys(("два", "две", "двух", "двум", "двумя", "2"), 2),
    **dict.fromkeys(("три", "трёх", "трех", "трём", "трем", "тремя", "3"), 3),
    **dict.fromkeys(("четыре", "четырёх", "четырех", "четырём", "четырьмя", "4"), 4),
    **dict.fromkeys(("пять", "пяти", "пятью", "5"), 5),
    **dict.fromkeys(("шесть", "шести", "шестью", "6"), 6),
}


def counted_members(tokens: list[Token]) -> None:
    """As many names behind a comma as were counted are whom the noun names: "двух компаний, A и B"."""
    for group, token in enumerate(tokens):
        if token.lemma not in _WORDS["grouped"]:
            continue
        count = next((_NUMBERS.get(t.text.lower()) for t in tokens if t.head == group and "nummod" in t.dep), None)
        first = next((i for i, t in enumerate(tokens) if t.head == group and t.dep == "conj" and i > group), None)
        if count is None or first is None or any(t.head == first and t.dep == "cc" for t in tokens):
            continue
        further = [i for i, t in enumerate(tokens) if t.dep == "conj" and t.head in {first, group} and i > first]
        named = all(STOOD_IN in tokens[i].tag or tokens[i].pos == "PROPN" for i in (first, *further))
        if named and len(further) + 1 == count:
            tokens[first] = replace(tokens[first], dep="appos")
            for each in further:
                tokens[each] = replace(tokens[each], head=first)


def _named_after(tokens: Sequence[Token], index: int) -> int | None:
    """The head of the name or noun right behind a word, over quotation marks, adjectives and a dash."""
    for after in range(index + 1, min(index + 6, len(tokens))):
        token = tokens[after]
        if token.pos in _NOMINAL and token.dep != "flat:name":
            return after
        if token.pos not in {"ADJ", "PUNCT", "DET"} or token.text in {",", ";", "."}:
            return None
    return None


def _group_before(tokens: Sequence[Token], index: int) -> int | None:
    """The plural noun before a list: the counted one, else the nearest."""
    plural = [
        i
        for i in range(index - 1, max(-1, index - 14), -1)
        if tokens[i].pos == "NOUN" and ("Number=Plur" in tokens[i].morph or _is_counted(tokens, i))
    ]
    counted = [i for i in plural if any(t.head == i and t.dep.startswith("nummod") for t in tokens)]
    named = [i for i in plural if tokens[i].lemma in _WORDS["grouped"]]
    return next(iter(counted or named), None)


def _is_counted(tokens: Sequence[Token], noun: int) -> bool:
    return any(t.head == noun and t.dep.startswith("nummod") for t in tokens)


def _example(tokens: list[Token], first: int, marks: Sequence[int], name: int | None) -> None:
    group = _exampled(tokens, first)
    if name is None or group is None:
        return
    tokens[name] = replace(tokens[name], dep="nmod", head=group)
    for mark in marks:
        tokens[mark] = replace(tokens[mark], dep="case", head=name, pos="ADP")
    _join(tokens, name)


def _exampled(tokens: Sequence[Token], first: int) -> int | None:
    """The noun that examples are given of: the nearest that is counted or names a group, else the nearest plural."""
    nouns = [i for i in range(first - 1, max(-1, first - 12), -1) if tokens[i].pos == "NOUN"]
    counted = [i for i in nouns if any(t.head == i and t.dep.startswith("nummod") for t in tokens)]
    plural = [i for i in nouns if "Plur" in tokens[i].morph]
    named = [i for i in (*counted, *plural) if tokens[i].lemma in _WORDS["grouped"]]
    return next(iter(named or plural), None)


def _join(tokens: list[Token], first: int) -> None:
    """Hang the further members of a list, set off by commas and "и", on its first."""
    last, index = first, first + 1
    while index < len(tokens):
        token = tokens[index]
        if token.dep == "flat:name" or token.text in {'"', ","} or token.pos in {"CCONJ", "ADJ", "DET", "NUM"}:
            index += 1
            continue
        near = token.pos in _NOMINAL and any(t.text in {",", "и", "а"} for t in tokens[last + 1 : index])
        beside = token.pos == "PROPN" and token.head == last
        if token.pos == "PROPN" and (STOOD_IN in token.tag or near) and not _has_verb(tokens, index, first):
            if near:
                tokens[index] = replace(token, dep="conj", head=first)
                last = index
        elif not (near and STOOD_IN in tokens[min(index + 1, len(tokens) - 1)].tag) and not beside:
            return
        elif near:
            tokens[index] = replace(token, dep="conj", head=first)
            last = index
        index += 1


def _has_verb(tokens: Sequence[Token], index: int, first: int) -> bool:
    """Whether a name is already some finite verb's subject, so that the list ended before it."""
    token = tokens[index]
    return token.dep.startswith("nsubj") and token.head != first and "VerbForm=Fin" in tokens[token.head].morph


def listed_in(tokens: list[Token]) -> None:
    """In "внёс в список 12 компаний" the counted genitive is what is entered, where the verb has no other object."""
    having = {t.head for t in tokens if t.dep in {"obj", "nsubj:pass"}}
    for index, token in enumerate(tokens):
        above = tokens[token.head]
        if token.dep != "nmod" or above.lemma not in {"список", "перечень", "реестр"} or above.dep != "obl":
            continue
        counted = any(t.head == index and t.dep.startswith("nummod") for t in tokens)
        if counted and above.head not in having and token.head < index and "Voice=Pass" not in tokens[above.head].morph:
            tokens[index] = replace(token, dep="obj", head=above.head)


def gaps(tokens: list[Token]) -> None:
    """A dash may stand for the verb of the clause before: "A продавала двигатели, B — станки"."""
    cases = cased(tokens)
    for dash, token in enumerate(tokens):
        if token.text not in _DASHES or dash < 3:
            continue
        first = next((i + 1 for i in range(dash - 1, -1, -1) if tokens[i].text in {",", ";"}), None)
        if first is None or first < 2:
            continue
        last = next((i for i in range(dash + 1, len(tokens)) if tokens[i].text in {",", ";", "."}), len(tokens))
        parts = [i for i in range(first, last) if i != dash and tokens[i].dep != "flat:name" and tokens[i].text != '"']
        if any(tokens[i].pos in {"VERB", "AUX", "SCONJ"} for i in parts):
            continue
        verb = next((i for i in range(first - 1, -1, -1) if _is_full(tokens, i)), None)
        heads = [i for i in parts if tokens[i].pos in _NOMINAL and not _inside(tokens, i, first, last, dash)]
        if verb is None or not any(i < dash for i in heads) or not any(i > dash for i in heads):
            continue
        if _same_party(tokens, heads, dash):
            continue
        copy = tokens[verb]
        tokens[dash] = replace(token, pos="VERB", lemma=copy.lemma, morph=copy.morph, dep="conj", head=verb, tag=GAP)
        for index in heads:
            tokens[index] = replace(tokens[index], dep=_place(tokens[index], cases.get(index), copy), head=dash)
        _in_like_order(tokens, verb, dash)


def _in_like_order(tokens: list[Token], verb: int, dash: int) -> None:
    """Of two subjects around a dash one is the object, as in the clause before: "A основал Павел, а B — Иван"."""
    order = [t.dep for t in tokens if t.head == verb and t.dep in {"nsubj", "obj"}]
    beside = [i for i, t in enumerate(tokens) if t.head == dash and t.dep == "nsubj"]
    if len(beside) == 2 and sorted(order) == ["nsubj", "obj"]:
        for index, dep in zip(beside, order, strict=True):
            tokens[index] = replace(tokens[index], dep=dep)


def _is_full(tokens: Sequence[Token], verb: int) -> bool:
    finite = tokens[verb].pos == "VERB" and "VerbForm=Fin" in tokens[verb].morph
    below = {t.dep for t in tokens if t.head == verb}
    if tokens[verb].pos == "VERB" and "Voice=Pass" in tokens[verb].morph:
        agent = any(t.head == verb and t.dep == "obl" and feature(t, "Case") == "Ins" for t in tokens)
        return "nsubj:pass" in below and (agent or "obl:agent" in below)
    return finite and "nsubj" in below and bool(below & {"obj", "xcomp", "iobj"})


def _same_party(tokens: Sequence[Token], heads: Sequence[int], dash: int) -> bool:
    """Whether what stands behind the dash is only another word for what stands before: "поставщика — компании"."""
    before = [i for i in heads if i < dash]
    after = [i for i in heads if i > dash]
    if len(before) != 1 or len(after) != 1 or STOOD_IN in tokens[after[0]].tag + tokens[before[0]].tag:
        return False
    case = feature(tokens[before[0]], "Case")
    return case == feature(tokens[after[0]], "Case") and case in {"Gen", "Dat", "Ins", "Loc"}


def _inside(tokens: Sequence[Token], index: int, first: int, last: int, dash: int) -> bool:
    """Whether a word hangs on another on its side of the dash."""
    head = tokens[index].head
    side = range(first, dash) if index < dash else range(dash + 1, last)
    return head != index and head in side and tokens[head].pos in _NOMINAL


def _place(token: Token, preposition: str | None, verb: Token) -> str:
    case = feature(token, "Case")
    if preposition is not None:
        return "obl"
    if "Voice=Pass" in verb.morph:
        return "nsubj:pass" if case == "Nom" and STOOD_IN not in token.tag else "obl:agent"
    if STOOD_IN not in token.tag and case == "Dat":
        return "iobj"
    if STOOD_IN not in token.tag and case == "Ins":
        return "xcomp" if verb.lemma in _WORDS["becoming"] else "obl"
    named = token.pos == "PROPN" or feature(token, "Animacy") == "Anim"
    return "nsubj" if named or verb.lemma in _WORDS["becoming"] or token.lemma in _WORDS["grouped"] else "obj"
