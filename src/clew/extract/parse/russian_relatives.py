"""Russian clauses and names hung where a comma, a dash or agreement puts them: relative clauses, lists that have ended.

Each rule names what it mends (Rozental, Spravochnik po pravopisaniyu).
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from clew.extract.grammar import load_grammar
from clew.extract.parse.russian_clauses import STOOD_IN, cased, feature
from clew.extract.sentence import Token
from clew.extract.tables import table_of

_NOMINAL = frozenset({"NOUN", "PROPN"})
_DASHES = frozenset({"—", "–"})
_RELATIVE = frozenset({"acl:relcl", "acl"})
_WORDS = load_grammar("ru")
_PEOPLE = frozenset(str(table_of("nouns_ru.yaml")["Person"]).split())


def relatives(tokens: list[Token]) -> None:
    """The clause of "который" belongs to the noun before its comma, whatever the parser hung it on."""
    for index, token in enumerate(tokens):
        if token.lemma != "который" or token.head == index:
            continue
        comma = next((i for i in range(index - 1, max(-1, index - 3), -1) if tokens[i].text == ","), None)
        verb = token.head if tokens[token.head].pos == "VERB" else tokens[token.head].head
        while tokens[verb].dep in {"xcomp", "ccomp"} and tokens[verb].head > index:
            verb = tokens[verb].head
        clause = tokens[verb]
        if comma is None or clause.pos != "VERB" or clause.dep in _RELATIVE or verb < index:
            continue
        noun = _noun_before(tokens, comma)
        if noun is not None and noun not in _below(tokens, verb) and clause.dep != "root":
            tokens[verb] = replace(clause, dep="acl:relcl", head=noun)


def _noun_before(tokens: Sequence[Token], comma: int) -> int | None:
    for index in range(comma - 1, -1, -1):
        token = tokens[index]
        if token.text == '"' or token.dep == "flat:name":
            continue
        return index if token.pos in _NOMINAL else None
    return None


def _below(tokens: Sequence[Token], top: int) -> set[int]:
    found = {top}
    for _ in range(len(tokens)):
        more = {i for i, t in enumerate(tokens) if t.head in found} - found
        if not more:
            return found
        found |= more
    return found


def dashed_appositions(tokens: list[Token]) -> None:
    """In "и на «Маяк» — фирму, которая ..." the noun behind the dash only says what the name before it is."""
    cases = cased(tokens)
    for dash, token in enumerate(tokens):
        if token.text not in _DASHES or dash < 2 or dash + 1 >= len(tokens):
            continue
        name = _noun_before(tokens, dash)
        noun = next((i for i in range(dash + 1, min(dash + 4, len(tokens))) if tokens[i].pos == "NOUN"), None)
        if name is None or noun is None or tokens[noun].lemma not in _WORDS["grouped"] | _WORDS["firms"]:
            continue
        if tokens[name].dep == "nmod" and tokens[name].head < name and name in cases:
            name = tokens[name].head
        if STOOD_IN not in tokens[name].tag or noun in cases:
            continue
        verb = next((i for i in range(name - 1, -1, -1) if tokens[i].pos == "VERB"), None)
        subject = tokens[name].dep == "nsubj" and tokens[name].head < name
        if subject and verb is not None and feature(tokens[noun], "Case") == "Nom":
            tokens[noun] = replace(tokens[noun], dep="appos", head=name)
            continue
        if name not in cases or verb is None or feature(tokens[noun], "Case") == "Nom":
            continue
        tokens[name] = replace(tokens[name], dep="obl", head=verb)
        tokens[noun] = replace(tokens[noun], dep="appos", head=name)
        if tokens[verb].head == noun:
            tokens[verb] = replace(tokens[verb], dep="root", head=verb)


def paid_names(tokens: list[Token]) -> None:
    """A name behind a sum of money is who gets it: "перевела 3 млн евро итальянской Turbosud"."""
    for index, token in enumerate(tokens):
        sum_ = tokens[token.head]
        if STOOD_IN not in token.tag or token.dep not in {"nmod", "appos"} or sum_.lemma not in _WORDS["money"]:
            continue
        verb = sum_.head
        while tokens[verb].pos != "VERB" and tokens[verb].head != verb:
            verb = tokens[verb].head
        if tokens[verb].pos == "VERB" and token.head < index:
            tokens[index] = replace(token, dep="iobj", head=verb)


def participles_of_names(tokens: list[Token]) -> None:
    """A participle set off behind a name that does not decline is the name's: "фирме Turbosud, выпускающей турбины"."""
    for index, token in enumerate(tokens):
        noun = tokens[token.head]
        if token.dep != "acl" or "VerbForm=Part" not in token.morph or token.head > index or index < 2:
            continue
        if tokens[index - 1].text != "," or feature(token, "Number") == "Plur":
            continue
        name = _noun_before(tokens, index - 1)
        told = feature(token, "Gender")
        strays = noun.lemma in _WORDS["money"] or (told and feature(noun, "Gender") not in {"", told})
        if name is not None and STOOD_IN in tokens[name].tag and strays and name != token.head:
            tokens[index] = replace(token, head=name)


def joined_behind_participles(tokens: list[Token]) -> None:
    """In "A и зарегистрированная в Дубае B" the name behind the participle's phrase is the second of the two."""
    cases = cased(tokens)
    for index, token in enumerate(tokens):
        verb = token.head
        part = tokens[verb]
        loose = STOOD_IN in token.tag and token.dep in {"obl", "obl:agent", "nsubj", "obj", "appos", "nmod"}
        if not loose or verb >= index or "VerbForm=Part" not in part.morph or index in cases or part.dep != "acl":
            continue
        if verb == 0 or tokens[verb - 1].text.lower() not in {"и", "а", ","} or part.head > verb:
            continue
        if part.text.lower().endswith(("ая", "ый", "ий", "ое", "ую")) and tokens[verb - 1].pos == "CCONJ":
            tokens[index] = replace(token, dep="conj", head=part.head, morph=tokens[part.head].morph)
            tokens[verb] = replace(part, head=index)


def ended_lists(tokens: list[Token]) -> None:
    """After "A и B" a noun behind a comma is no third member: "A и её глава B, разработчик дрона"."""
    for first in range(len(tokens)):
        members = [i for i, t in enumerate(tokens) if t.head == first and t.dep == "conj" and t.pos in _NOMINAL]
        closed = next((i for i in members if _joins(tokens, i)), None)
        for index in members:
            if closed is None or index <= closed or _joins(tokens, index):
                continue
            if tokens[index].lemma not in _PEOPLE | _WORDS["firms"]:
                continue
            before = next((i for i in range(index - 1, closed - 1, -1) if tokens[i].text == ","), None)
            name = next((i for i in _parts(tokens, closed) if tokens[i].pos == "PROPN"), closed)
            if before is not None and feature(tokens[index], "Number") == feature(tokens[closed], "Number"):
                tokens[index] = replace(tokens[index], dep="appos", head=name)


def _parts(tokens: Sequence[Token], index: int) -> Iterator[int]:
    yield index
    yield from (i for i, t in enumerate(tokens) if t.head == index and t.dep == "appos")


def _joins(tokens: Sequence[Token], index: int) -> bool:
    return any(t.head == index and t.dep == "cc" and t.text.lower() in {"и", "или"} for t in tokens)


def set_off_titles(tokens: list[Token]) -> None:
    """A title between commas behind a person's name is that person's: "Иван Кравцов, министр обороны, ..."."""
    for index, token in enumerate(tokens):
        if (
            token.pos != "NOUN"
            or token.lemma not in _PEOPLE
            or token.dep not in {"conj", "appos", "nsubj"}
            or index < 2
        ):
            continue
        joint = next((i for i, t in enumerate(tokens) if t.head == index and t.dep == "cc"), None)
        if joint is not None:
            if token.dep == "appos" and tokens[joint].text.lower() == "и" and token.head < joint:
                tokens[index] = replace(token, dep="conj")
            continue
        first = min([index, *(i for i, t in enumerate(tokens) if t.head == index and t.dep == "amod")])
        if token.dep != "conj" or tokens[first - 1].text != ",":
            continue
        name = _noun_before(tokens, first - 1)
        last = max(_below(tokens, index))
        closed = last + 1 < len(tokens) and tokens[last + 1].text in {",", ".", "("}
        if name is None or not closed or feature(tokens[name], "Animacy") != "Anim" or tokens[name].pos != "PROPN":
            continue
        if feature(tokens[name], "Case") == feature(token, "Case"):
            tokens[index] = replace(token, dep="appos", head=name)


def listed_goods(tokens: list[Token]) -> None:
    """Things behind commas in a list of objects are members of it: "везли чипы и сплавы, двигатели, а также пряжу"."""
    for index, token in enumerate(tokens):
        above = tokens[token.head]
        things = token.pos == above.pos == "NOUN" and token.dep == "appos" and token.head < index
        if not things or feature(token, "Animacy") != "Inan" or feature(above, "Animacy") != "Inan":
            continue
        first = above.head if above.dep == "conj" else token.head
        apart = any(t.text in {",", "а"} for t in tokens[max(token.head, index - 4) : index])
        able = {"Nom", "Acc"} >= {feature(token, "Case"), feature(above, "Case")}
        if apart and able and above.dep == "conj" and tokens[first].dep in {"obj", "nsubj", "nsubj:pass"}:
            tokens[index] = replace(token, dep="conj", head=first)


def loose_subjects(tokens: list[Token]) -> None:
    """A noun in the nominative that hangs nowhere is the subject of the verb before it: "внесён и её владелец"."""
    verb = next((i for i, t in enumerate(tokens) if t.head == i and t.pos == "VERB"), None)
    if verb is None or any(t.head == verb and t.dep.startswith(("nsubj", "csubj")) for t in tokens):
        return
    for index in range(verb + 1, len(tokens)):
        token = tokens[index]
        loose = token.head == index and token.pos in _NOMINAL and feature(token, "Case") == "Nom"
        if not loose or any(t.text in {":", ";", *_DASHES} for t in tokens[verb:index]):
            continue
        if feature(token, "Number") == feature(tokens[verb], "Number"):
            passive = "Voice=Pass" in tokens[verb].morph
            tokens[index] = replace(token, dep="nsubj:pass" if passive else "nsubj", head=verb)
            return
