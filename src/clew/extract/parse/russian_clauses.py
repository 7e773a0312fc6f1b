"""Russian clauses set right by agreement and word order: whose a participle is, who acts.

Each rule names what it mends; words and endings are general Russian grammar (Rozental, Spravochnik po pravopisaniyu).
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from clew.extract.grammar import load_grammar
from clew.extract.sentence import Token

STOOD_IN = "~"
"""Marks the tag of a stood-in name until the endings are read."""
_NOMINAL = frozenset({"NOUN", "PROPN"})
_FIRMS = load_grammar("ru")["grouped"]
_DASHES = frozenset({"—", "–"})
_STOPS = frozenset({",", ";", ":", "(", ")", *_DASHES})
_PAST = re.compile(r"(?<=[а-яё])л([аои]?)(?:ся|сь)?$")
_ADJECTIVAL = re.compile(r"(?:[ыио]й|[ая]я|[ое]е|[ыи]е|[ое]го|[ое]му|[ыи]м|[ое]м|[ыи]х|[ыи]ми|[ую]ю|ей)(?:ся)?$")
_RULED = load_grammar("ru")["ruled"]
_PLACES = {"Nom": "nsubj", "Acc": "obj", "Dat": "iobj"}
_ENDINGS: Sequence[tuple[str, str, str]] = (
    ("ими ыми", "Plur", "Ins"),
    ("ого его", "Masc Neut", "Gen Acc"),
    ("ому ему", "Masc Neut", "Dat"),
    ("ый ий", "Masc", "Nom Acc"),
    ("ым им", "Masc Neut Plur", "Ins Dat"),
    ("ом ем", "Masc Neut", "Loc"),
    ("ая яя", "Fem", "Nom"),
    ("ую юю", "Fem", "Acc"),
    ("ой ей", "Fem", "Gen Dat Ins Loc"),
    ("ое ее", "Neut", "Nom Acc"),
    ("ые ие", "Plur", "Nom Acc"),
    ("ых их", "Plur", "Gen Acc Loc"),
)
"""Endings of participles with the genders (or the plural) and cases that they show."""


def feature(token: Token, name: str) -> str:
    """The value of a feature of a word, empty where it has none."""
    _, there, rest = token.morph.partition(f"{name}=")
    return rest.partition("|")[0] if there else ""


def cased(tokens: Sequence[Token]) -> dict[int, str]:
    """The preposition of each word that has one."""
    found: dict[int, str] = {}
    for index, token in enumerate(tokens):
        if token.dep == "case" and token.head > index:
            found[token.head] = f"{found.get(token.head, '')} {token.text.lower()}".strip()
    return found


def nouns_by_ending(tokens: list[Token]) -> None:
    """A word in a noun's place whose ending is no adjective's is a noun: "совладельцы фирмы"."""
    places = {"nsubj", "nsubj:pass", "obj", "obl", "appos", "conj", "nmod", "xcomp", "root", "parataxis"}
    for index, token in enumerate(tokens):
        short = "Variant=Short" in token.morph or "VerbForm" in token.morph
        if token.pos == "ADJ" and token.dep in places and not short and token.text.isalpha():
            if token.text.islower() is False and index:
                continue
            if not _ADJECTIVAL.search(token.text.lower()) and "Case=" in token.morph:
                tag = "NNS" if "Number=Plur" in token.morph else "NN"
                tokens[index] = replace(token, pos="NOUN", tag=tag)


def adjectives_before_names(tokens: list[Token]) -> None:
    """A nationality before a name that does not decline narrows it: "гонконгская Tarvel Cargo"."""
    for index, token in enumerate(tokens[:-1]):
        after = index + 1
        while after + 1 < len(tokens) and tokens[after].text == '"':
            after += 1
        name = tokens[after]
        adjective = token.lemma.endswith(("ский", "цкий", "ной", "ный")) and token.lemma not in _RULED
        if STOOD_IN not in name.tag or name.head != index or token.pos not in {"NOUN", "ADJ", "PROPN"} or not adjective:
            continue
        above, dep = token.head, token.dep
        if above in {index, after}:
            above = next((i for i in range(index - 1, -1, -1) if tokens[i].pos == "VERB"), after)
            dep = "root" if above == after else _PLACES.get(feature(token, "Case"), "obl")
        tokens[after] = replace(name, dep=dep, head=above, morph=token.morph)
        for other, each in enumerate(tokens):
            if each.head == index and other != after:
                tokens[other] = replace(each, head=after)
        tokens[index] = replace(token, pos="ADJ", dep="amod", head=after)


def agreements(tokens: list[Token]) -> None:
    """A participle or "который" speaks of the nearest noun before the comma that it agrees with."""
    for index, token in enumerate(tokens):
        if token.dep not in {"acl", "acl:relcl"} or token.head > index:
            continue
        if token.dep == "acl":
            mark, shown = index, _shown(token.text.lower().removesuffix("ся"))
        else:
            mark = next((i for i, t in enumerate(tokens) if t.lemma == "который" and _under(tokens, i, index)), -1)
            shown = _relative(tokens[mark]) if mark >= 0 else None
        if shown is None or _agrees(tokens[token.head], *shown):
            continue
        found = next((i for i in _before_comma(tokens, mark) if _agrees(tokens[i], *shown)), None)
        if found is not None:
            tokens[index] = replace(token, head=found)


def _shown(text: str) -> tuple[frozenset[str], frozenset[str]] | None:
    for endings, genders, cases in _ENDINGS:
        if text.endswith(tuple(endings.split())):
            return frozenset(genders.split()), frozenset(cases.split())
    return None


def _relative(token: Token) -> tuple[frozenset[str], frozenset[str]] | None:
    gender = "Plur" if feature(token, "Number") == "Plur" else feature(token, "Gender")
    genders = {"Masc", "Neut"} if gender == "Masc" and feature(token, "Case") not in {"Nom", "Acc"} else {gender}
    return (frozenset(genders), frozenset()) if gender else None


def _under(tokens: Sequence[Token], index: int, verb: int) -> bool:
    for _ in range(3):
        index = tokens[index].head
        if index == verb:
            return True
    return False


def _agrees(noun: Token, genders: frozenset[str], cases: frozenset[str]) -> bool:
    if STOOD_IN in noun.tag:
        return False
    gender = "Plur" if feature(noun, "Number") == "Plur" else feature(noun, "Gender")
    case = feature(noun, "Case")
    return gender in genders and (not cases or not case or case in cases)


def _before_comma(tokens: Sequence[Token], index: int) -> Iterator[int]:
    """The nouns of the stretch before the comma in front of a word, nearest first."""
    comma = next((i for i in range(index - 1, max(-1, index - 4), -1) if tokens[i].text == ","), None)
    if comma is None:
        return
    for before in range(comma - 1, -1, -1):
        token = tokens[before]
        if token.text in _STOPS or "VerbForm=Fin" in token.morph:
            return
        if token.pos in _NOMINAL and token.dep != "flat:name":
            yield before


def names_in_front(tokens: list[Token]) -> None:
    """A person in the nominative between a firm and its verb does it: "Tarvel с офисом в Дубае Павлов учредил"."""
    for index, token in enumerate(tokens):
        above = tokens[token.head]
        person = token.pos == "PROPN" and feature(token, "Animacy") == "Anim" and feature(token, "Case") == "Nom"
        if not person or token.dep not in {"appos", "nmod"} or STOOD_IN not in above.tag or token.head > index:
            continue
        verb = above.head
        finite = "VerbForm=Fin" in tokens[verb].morph and feature(tokens[verb], "Gender") in {
            "",
            feature(token, "Gender"),
        }
        if above.dep == "nsubj" and finite and index < verb and "Voice=Pass" not in tokens[verb].morph:
            tokens[token.head] = replace(above, dep="obj")
            tokens[index] = replace(token, dep="nsubj", head=verb)


def those_in(tokens: list[Token]) -> None:
    """In "в ответ на запрос в компании заявили" what stands before the verb of a plural without subject is its own."""
    having = {t.head for t in tokens if t.dep.startswith("nsubj")}
    cases = cased(tokens)
    for verb, token in enumerate(tokens):
        if token.pos != "VERB" or verb in having or "Number=Plur" not in token.morph or verb < 2:
            continue
        before = verb - 1
        while before > 0 and (tokens[before].dep == "flat:name" or tokens[before].text == '"'):
            before -= 1
        noun = tokens[before]
        near = noun.pos in _NOMINAL and cases.get(before) in {"в", "во"} and noun.head != verb
        if near and noun.dep in {"nmod", "appos"}:
            tokens[before] = replace(noun, dep="obl", head=verb)


def beside_nouns(tokens: list[Token]) -> None:
    """What stands right behind a noun belongs to it, not to a word beyond a verb or comma: "внесены в список США"."""
    for index, token in enumerate(tokens):
        if token.dep != "nmod" or token.pos not in _NOMINAL or index < 2 or STOOD_IN in token.tag:
            continue
        before = tokens[index - 1]
        between = tokens[token.head + 1 : index - 1]
        far = token.head < index - 1 and any(t.pos == "VERB" or t.text == "," for t in between)
        if far and before.pos == "NOUN" and feature(token, "Case") == "Gen" and before.head != index:
            tokens[index] = replace(token, head=index - 1)
        elif (
            token.head == index - 1
            and token.pos == "PROPN"
            and before.pos == "NOUN"
            and "Animacy=Anim" in before.morph
            and feature(token, "Case") == "Gen"
            and feature(before, "Case") == "Nom"
            and re.search(r"(?:[бвгджзклмнпрстфхцчшщ]|ко|енко)$", token.text)
            and "Gender=Masc" in token.morph
            and token.text[0].isupper()
            and not token.text.isupper()
        ):
            tokens[index] = replace(token, dep="appos", morph=before.morph)


def past_forms(tokens: list[Token]) -> None:
    """A verb in -л, -ла, -ло, -ли is a finite past form, whatever the tagger took it for."""
    for index, token in enumerate(tokens):
        found = _PAST.search(token.text.lower())
        if token.pos != "VERB" or not found or not token.lemma.endswith(("ть", "ться", "ти", "тись", "чь", "чься")):
            continue
        if token.text.lower() == token.lemma or ("Tense=Past" in token.morph and "VerbForm=Fin" in token.morph):
            continue
        passive = "|Voice=Pass" if "Voice=Pass" in token.morph and token.lemma.endswith("ся") else "|Voice=Act"
        shape = {"": "Gender=Masc|Number=Sing", "а": "Gender=Fem|Number=Sing", "о": "Gender=Neut|Number=Sing"}
        morph = shape.get(found[1], "Number=Plur") + "|Tense=Past|VerbForm=Fin" + passive
        tokens[index] = replace(token, morph=morph)


def loops(tokens: list[Token]) -> None:
    """A finite verb hung on its own object ("ввозила в Россию чипы") heads a clause of its own."""
    for verb, token in enumerate(tokens):
        if token.pos != "VERB" or "VerbForm=Fin" not in token.morph or token.dep not in {"acl", "amod", "nmod"}:
            continue
        noun = token.head
        if noun <= verb or tokens[noun].pos not in _NOMINAL:
            continue
        above = tokens[noun]
        if not any(t.head == verb and t.dep.startswith("nsubj") for t in tokens):
            continue
        tokens[noun] = replace(above, dep="obj", head=verb)
        root = next((i for i, t in enumerate(tokens) if t.head == i and i not in {verb, noun}), None)
        marked = any(t.head == verb and t.dep == "mark" for t in tokens)
        if root is None:
            tokens[verb] = replace(token, dep="root", head=verb)
        elif root > verb and not marked:
            tokens[verb] = replace(token, dep="root", head=verb)
            tokens[root] = replace(tokens[root], dep="parataxis", head=verb)
        else:
            tokens[verb] = replace(token, dep="ccomp" if marked else "parataxis", head=root)


def disagreeing(tokens: list[Token]) -> None:
    """A plural is not the subject of a verb in the singular: "двигатели продавала Варнии Tarvel Cargo"."""
    cases = cased(tokens)
    for index, token in enumerate(tokens):
        verb = token.head
        if token.dep != "nsubj" or STOOD_IN in token.tag or "Number=Plur" not in token.morph:
            continue
        if feature(tokens[verb], "Number") != "Sing" or "VerbForm=Fin" not in tokens[verb].morph:
            continue
        if feature(token, "Animacy") == "Anim" or feature(token, "Case") == "Gen":
            continue
        names = [
            i
            for i, t in enumerate(tokens)
            if t.head == verb and i not in cases and t.dep in {"iobj", "obj", "obl"} and STOOD_IN in t.tag
        ]
        named = [i for i, t in enumerate(tokens) if t.head == verb and t.dep == "obj" and feature(t, "Case") == "Nom"]
        if found := [*names, *named]:
            tokens[index] = replace(token, dep="obj")
            tokens[found[-1]] = replace(tokens[found[-1]], dep="nsubj")


def doers_in_front(tokens: list[Token]) -> None:
    """Of two nouns before a verb without an object the firm acts: "гироскоп институт разработал"."""
    having = {t.head for t in tokens if t.dep in {"obj", "xcomp", "ccomp"}}
    for index, token in enumerate(tokens):
        first = tokens[token.head]
        firm = token.pos == "NOUN" and (token.lemma in _FIRMS) and feature(token, "Case") == "Nom"
        if not firm or token.dep not in {"appos", "nmod"} or first.dep != "nsubj" or token.head > index:
            continue
        verb = first.head
        active = "VerbForm=Fin" in tokens[verb].morph and "Voice=Pass" not in tokens[verb].morph
        thing = feature(first, "Animacy") == "Inan" and first.lemma not in _FIRMS
        apart = any(t.text == "," for t in tokens[token.head : index])
        apart = apart and feature(first, "Number") == feature(tokens[verb], "Number")
        if active and thing and not apart and index < verb and verb not in having:
            tokens[token.head] = replace(first, dep="obj")
            tokens[index] = replace(token, dep="nsubj", head=verb)
