"""Common misparses of Russian set right before the labels are made neutral; each rule names what it mends."""

from collections.abc import Sequence
from dataclasses import replace

from clew.extract.sentence import Token

STOOD_IN = "~"
"""Marks the tag of a stood-in name until the endings are read."""
_SUBJECTS = frozenset({"nsubj", "nsubj:pass"})


def mended(tokens: Sequence[Token]) -> list[Token]:
    """The words of one sentence with their heads and labels set right."""
    found = list(tokens)
    for rule in (_dates, _accounts, _participles, _recipients, _subjects_behind, _double_subjects):
        rule(found)
    return found


def _feature(token: Token, name: str) -> str:
    _, there, rest = token.morph.partition(f"{name}=")
    return rest.partition("|")[0] if there else ""


def _dates(tokens: list[Token]) -> None:
    """In "12 ноября 2024 года" the month is the head, day and year hang on it."""
    for month, token in enumerate(tokens):
        day = token.head
        if token.dep != "flat" or not tokens[day].text.isdigit() or day >= month:
            continue
        for index, other in enumerate(tokens):
            if other.head == day and index not in {day, month}:
                tokens[index] = replace(other, head=month)
        above = month if tokens[day].head == day else tokens[day].head
        tokens[month] = replace(token, dep=tokens[day].dep, head=above)
        tokens[day] = replace(tokens[day], dep="nummod", head=month, pos="NUM")


def _accounts(tokens: list[Token]) -> None:
    """In "по данным следствия, ..." the account is an adjunct; "млн" before a noun is a number."""
    cased = {token.head for index, token in enumerate(tokens) if token.dep == "case" and token.head > index}
    for index, token in enumerate(tokens):
        if token.dep == "parataxis" and index in cased and token.pos in {"NOUN", "PROPN"}:
            tokens[index] = replace(token, dep="obl")
        elif token.dep == "nummod" and token.pos == "NOUN":
            tokens[index] = replace(token, pos="NUM")


def _participles(tokens: list[Token]) -> None:
    """A participle tagged as an adjective is a verb; it hangs on the nearest noun before it that it agrees with."""
    for index, token in enumerate(tokens):
        if token.dep != "acl" or token.pos not in {"ADJ", "VERB"} or token.head > index:
            continue
        if token.pos == "ADJ":
            tokens[index] = replace(token, pos="VERB", morph=token.morph + "|Voice=Pass")
        gender = _feature(token, "Gender")
        if gender and _feature(tokens[token.head], "Gender") not in {"", gender}:
            for before in range(index - 1, token.head, -1):
                noun = tokens[before]
                if noun.pos == "NOUN" and _feature(noun, "Gender") == gender:
                    tokens[index] = replace(tokens[index], head=before)
                    break


def _recipients(tokens: list[Token]) -> None:
    """In "предъявили обвинения гражданам" the dative belongs to the verb, not to its object."""
    for index, token in enumerate(tokens):
        noun = tokens[token.head]
        if token.dep == "iobj" and noun.pos == "NOUN" and noun.dep == "obj" and token.head < index:
            tokens[index] = replace(token, head=noun.head)


def _subjects_behind(tokens: list[Token]) -> None:
    """In "двигатели продавала Варнии Tarvel Cargo" the name that does not decline is the subject behind its verb."""
    having = {token.head for token in tokens if token.dep in _SUBJECTS}
    for index, token in enumerate(tokens):
        verb = token.head
        if STOOD_IN not in token.tag or token.dep not in {"iobj", "obj", "obl"} or verb in having or index < verb:
            continue
        if "VerbForm=Fin" not in tokens[verb].morph or any(t.head == index and t.dep == "case" for t in tokens):
            continue
        if any(t.head == verb and t.dep == token.dep and i != index for i, t in enumerate(tokens)):
            tokens[index] = replace(token, dep="nsubj")
            having.add(verb)


def _double_subjects(tokens: list[Token]) -> None:
    """Of two subjects without a conjunction the second stands beside the first: "Директор, господин Солвей"."""
    first: dict[int, int] = {}
    for index, token in enumerate(tokens):
        if token.dep != "nsubj":
            continue
        if token.head in first and token.head > index:
            tokens[index] = replace(token, dep="appos", head=first[token.head])
        else:
            first.setdefault(token.head, index)
