"""Russian names that do not decline, set in their place by the adjective before them and by what the verb still wants.

Each rule names what it mends; case endings of adjectives are general Russian grammar (Rozental).
"""

import re
from dataclasses import replace

from clew.extract.parse.russian_clauses import STOOD_IN, cased, feature
from clew.extract.sentence import Token

_LISTS = frozenset({"список", "перечень", "реестр"})
_NATIONAL = ("ский", "цкий", "ской", "цкой")


def nationalities(tokens: list[Token]) -> None:
    """A nationality right before a name narrows it, whatever noun the tagger took it for: "среди них эмиратская X"."""
    for index, token in enumerate(tokens[:-1]):
        after = index + 1
        while after + 1 < len(tokens) and tokens[after].text == '"':
            after += 1
        name = tokens[after]
        taken = token.pos in {"NOUN", "PROPN"} and token.text.islower() and token.lemma.endswith(_NATIONAL)
        if not taken or STOOD_IN not in name.tag or name.head == index:
            continue
        for other, each in enumerate(tokens):
            if each.head == index and other != after:
                tokens[other] = replace(each, head=after)
        tokens[index] = replace(token, pos="ADJ", tag="", dep="amod", head=after)


def instrumentals(tokens: list[Token]) -> None:
    """An adjective in -ым or -им before a name in the singular shows who acts: "отгружены узбекским «X»"."""
    marked = cased(tokens)
    for index, token in enumerate(tokens):
        if (
            STOOD_IN not in token.tag
            or token.dep not in {"iobj", "obl", "obj", "nsubj:pass", "nsubj"}
            or index in marked
        ):
            continue
        shown = any(t.head == index and t.dep == "amod" and re.search(r"[ыи]м$", t.text.lower()) for t in tokens)
        if not shown or tokens[token.head].pos != "VERB":
            continue
        morph = re.sub(r"Case=\w+", "Case=Ins", token.morph)
        passive = "Voice=Pass" in tokens[token.head].morph
        tokens[index] = replace(token, dep="obl:agent" if passive else "obl", morph=morph)


def stray_subjects(tokens: list[Token]) -> None:
    """A nominative hung on a noun in another case is the subject of a verb without one: "в ракете чипы выпущены X"."""
    having = {t.head for t in tokens if t.dep in {"nsubj", "nsubj:pass", "csubj"}}
    for index, token in enumerate(tokens):
        above = tokens[token.head]
        if _is_joined_to_verb(tokens, index) and token.head not in having:
            tokens[index] = replace(token, dep="nsubj")
            having.add(token.head)
            continue
        strays = token.dep in {"appos", "nmod"} and token.pos == "NOUN" and token.head < index
        if not strays or feature(token, "Case") != "Nom" or feature(above, "Case") in {"Nom", "Acc", ""}:
            continue
        verb = next((i for i in range(index + 1, min(index + 8, len(tokens))) if _is_finite(tokens[i])), None)
        if verb is None or verb in having or any(t.text in {",", ";", "—"} for t in tokens[index:verb]):
            continue
        if feature(tokens[verb], "Number") not in {"", feature(token, "Number")}:
            continue
        passive = "Voice=Pass" in tokens[verb].morph
        tokens[index] = replace(token, dep="nsubj:pass" if passive else "nsubj", head=verb)
        having.add(verb)


def _is_joined_to_verb(tokens: list[Token], index: int) -> bool:
    """Whether the parser joined a nominative to a verb that wants a subject: "учили летать|инструкторы"."""
    token, verb = tokens[index], tokens[tokens[index].head]
    joined = token.dep == "conj" and token.pos == "NOUN" and verb.pos == "VERB" and feature(token, "Case") == "Nom"
    agrees = feature(verb, "Number") in {"", feature(token, "Number")} and "VerbForm=Fin" in verb.morph
    return joined and agrees and not any(t.dep == "cc" and t.head == index for t in tokens)


def headed_by(tokens: list[Token]) -> None:
    """In "делегация во главе с X" the three words are the preposition of who heads what stands before them."""
    for index in range(1, len(tokens) - 3):
        words = [t.text.lower() for t in tokens[index : index + 3]]
        if words[1] != "главе" or words[0] != "во" or words[2] not in {"с", "со"}:
            continue
        head = next((i for i in range(index + 3, min(index + 8, len(tokens))) if _is_nominal(tokens, i)), None)
        before = next((i for i in range(index - 1, -1, -1) if _is_nominal(tokens, i)), None)
        if head is None or before is None:
            continue
        while before and tokens[before].dep in {"nmod", "appos", "flat:name"} and tokens[before].head < before:
            before = tokens[before].head
        tokens[head] = replace(tokens[head], dep="nmod", head=before)
        for each in range(index, index + 3):
            tokens[each] = replace(tokens[each], dep="case", head=head, pos="ADP")


def near_genitives(tokens: list[Token]) -> None:
    """A genitive right behind a noun with a preposition is that noun's: "поставки станков в адрес|завода"."""
    marked = cased(tokens)
    for index, token in enumerate(tokens):
        strays = token.dep == "nmod" and token.pos in {"NOUN", "PROPN"} and feature(token, "Case") == "Gen"
        if not strays or index in marked or STOOD_IN in token.tag:
            continue
        before = index - 1
        while before > token.head and tokens[before].dep in {"amod", "det", "nummod"} and tokens[before].head == index:
            before -= 1
        if before > token.head and before in marked and tokens[before].pos == "NOUN":
            tokens[index] = replace(token, head=before)


def loose_complements(tokens: list[Token]) -> None:
    """What stands behind a name with "на", "для" or "через" is the verb's: "со счетов X на счета Y"."""
    marked = cased(tokens)
    for index, token in enumerate(tokens):
        hung = token.dep == "nmod" and token.head < index and STOOD_IN in tokens[token.head].tag
        if not hung or marked.get(index) not in {"на", "для", "через"} or feature(token, "Case") == "Loc":
            continue
        above, seen = token.head, {index}
        while above not in seen and tokens[above].pos != "VERB":
            seen.add(above)
            above = tokens[above].head
        if tokens[above].pos == "VERB":
            tokens[index] = replace(token, dep="obl", head=above)


def noun_modifiers(tokens: list[Token]) -> None:
    """A noun that the parser took for an adjective of the next one belongs to the one before: "в продаже|прицелов"."""
    for index, token in enumerate(tokens):
        above = tokens[token.head]
        wrong = token.dep in {"amod", "det"} and token.pos == "NOUN" and above.pos == "NOUN" and token.head > index
        before = tokens[index - 1] if index else None
        if not wrong or before is None or before.pos != "NOUN" or feature(token, "Case") == feature(above, "Case"):
            continue
        if feature(token, "Case") == "Gen":
            tokens[index] = replace(token, dep="nmod", head=index - 1)


def known_names(tokens: list[Token]) -> None:
    """In "известный ранее как X" the name behind "как" belongs to the word that says how one is called."""
    for index, token in enumerate(tokens):
        above = tokens[token.head]
        called = token.dep == "obl" and above.pos == "ADV" and above.dep == "advmod" and token.head < index
        if called and tokens[above.head].pos in {"ADJ", "VERB"}:
            tokens[index] = replace(token, head=above.head)


def names_behind_dashes(tokens: list[Token]) -> None:
    """A name between dashes stands beside the head of the phrase before: "дочерняя структура «X» — «Y» —"."""
    for index, token in enumerate(tokens):
        if STOOD_IN not in token.tag or token.dep != "appos" or token.head > index:
            continue
        if not any(t.text in {"—", "–"} for t in tokens[token.head : index]):
            continue
        head = token.head
        while tokens[head].dep == "nmod" and tokens[head].head < head and head not in cased(tokens):
            head = tokens[head].head
        tokens[index] = replace(token, head=head)


def names_in_lists(tokens: list[Token]) -> None:
    """In "внёс в список ООО «X»" the name is what is entered, where the verb has no other object."""
    having = {t.head for t in tokens if t.dep in {"obj", "nsubj:pass"}}
    for index, token in enumerate(tokens):
        roll = tokens[token.head]
        named = STOOD_IN in token.tag and token.dep in {"appos", "nmod"} and token.head < index
        if not named or roll.lemma not in _LISTS or roll.dep != "obl" or roll.head in having:
            continue
        if "Voice=Pass" in tokens[roll.head].morph or tokens[roll.head].pos != "VERB":
            continue
        having.add(roll.head)
        for other, each in enumerate(tokens):
            if each.dep == "conj" and each.head == token.head and other > index:
                tokens[other] = replace(each, head=index)
        tokens[index] = replace(token, dep="obj", head=roll.head)


def _is_nominal(tokens: list[Token], index: int) -> bool:
    return tokens[index].pos in {"NOUN", "PROPN"} and tokens[index].dep != "flat:name"


def _is_finite(token: Token) -> bool:
    short = "Variant=Short" in token.morph or re.search(r"[нт][аоы]?$", token.text.lower()) is not None
    return token.pos == "VERB" and ("VerbForm=Fin" in token.morph or ("Voice=Pass" in token.morph and short))
