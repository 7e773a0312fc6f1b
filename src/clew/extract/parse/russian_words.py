"""Russian words set right one by one, before the clauses: pronouns and participles that the tagger took for others.

Each rule names what it mends; forms and endings are general Russian grammar (Rozental, Spravochnik po pravopisaniyu).
"""

import re
from collections.abc import Mapping
from dataclasses import replace

from clew.extract.grammar import load_grammar
from clew.extract.parse.russian_clauses import STOOD_IN, cased, feature
from clew.extract.sentence import Token

_THIRD: Mapping[str, tuple[str, str]] = {
    **dict.fromkeys(("его", "него", "ему", "нему", "им", "ним", "нём", "нем"), ("он", "Gender=Masc|Number=Sing")),
    **dict.fromkeys(("она", "её", "ее", "неё", "нее", "ей", "ней", "ею", "нею"), ("она", "Gender=Fem|Number=Sing")),
    **dict.fromkeys(("они", "их", "них", "ими", "ними"), ("они", "Number=Plur")),
}
_ACTIVE = re.compile(r"(?:[уюая]щ|[аяиыуеё]?вш)(?:ий|его|ему|им|ем|ая|ей|ую|ее|ие|их|ими)(?:ся)?$")
_INFINITIVE = ("ть", "ться", "ти", "тись", "чь", "чься")
_NOMINAL = frozenset({"NOUN", "PROPN"})
_WORDS = load_grammar("ru")
_MEASURED = frozenset({"до", "свыше", "более", "около", "порядка", "менее"})


def pronouns(tokens: list[Token]) -> None:
    """A form of "он", "она", "они" is that pronoun, whatever the tagger took it for: "на неё"."""
    for index, token in enumerate(tokens):
        told = _THIRD.get(token.text.lower())
        if told is None or token.pos == "PRON" or (index and token.text[0].isupper()):
            continue
        lemma, morph = told
        case = feature(token, "Case")
        tokens[index] = replace(token, lemma=lemma, pos="PRON", morph=f"Case={case}|{morph}" if case else morph)


def placed_pronouns(tokens: list[Token]) -> None:
    """A pronoun behind a preposition belongs to the verb before it, not to the adjective behind: "для неё новую"."""
    cases = cased(tokens)
    for index, token in enumerate(tokens):
        loose = token.pos == "PRON" and token.lemma in {"он", "она", "они"} and tokens[token.head].pos in {"ADJ", "ADV"}
        if not loose or token.dep not in {"advmod", "amod", "nmod", "det", "obl"} or token.head < index:
            continue
        mark = index and tokens[index - 1].pos == "ADP" and (index in cases or tokens[index - 1].head != index)
        verb = next((i for i in range(index - 1, -1, -1) if tokens[i].pos == "VERB"), None)
        if mark and verb is not None:
            tokens[index - 1] = replace(tokens[index - 1], dep="case", head=index)
            tokens[index] = replace(token, dep="obl", head=verb)


def shown_by(tokens: list[Token]) -> None:
    """In "..., следует из документов" what follows the preposition belongs to the verb right before it."""
    for index in range(len(tokens) - 2):
        if tokens[index].lemma != "следовать" or tokens[index + 1].text.lower() != "из":
            continue
        noun = tokens[index + 1].head
        if index + 1 < noun <= index + 6 and tokens[noun].pos in _NOMINAL and tokens[noun].head != index:
            tokens[noun] = replace(tokens[noun], dep="obl", head=index)


def participles(tokens: list[Token]) -> None:
    """A word in -щий or -вший whose lemma is an infinitive is an active participle, not a noun; no verb is without."""
    for index, token in enumerate(tokens):
        plain = token.pos == "VERB" and token.text.islower() and not token.lemma.endswith(("й", *_INFINITIVE))
        if plain and not _ACTIVE.search(token.text):
            tokens[index] = replace(token, pos="NOUN", dep="appos" if token.dep == "acl" else token.dep, tag="NN")
            continue
        mistaken = token.pos == "NOUN" or (token.pos == "VERB" and "VerbForm=Part" not in token.morph)
        if mistaken and token.lemma.endswith(_INFINITIVE) and _ACTIVE.search(token.text.lower()):
            kept = [part for part in token.morph.split("|") if part and not part.startswith(("VerbForm", "Voice"))]
            morph = "|".join([*kept, "VerbForm=Part", "Voice=Act"])
            tokens[index] = replace(token, pos="VERB", tag="", morph=morph)


def own_objects(tokens: list[Token]) -> None:
    """A participle hung on its own object speaks of the noun before the comma: "фирмы, продавшей в Иран станки"."""
    for index, token in enumerate(tokens):
        noun = tokens[token.head]
        loop = token.dep == "acl" and token.head > index and noun.head == index and index
        if not loop or tokens[index - 1].text != "," or "VerbForm=Part" not in token.morph:
            continue
        before = next((i for i in range(index - 2, -1, -1) if tokens[i].pos in _NOMINAL), None)
        while before is not None and tokens[before].dep == "flat:name":
            before = tokens[before].head
        if before is not None and before < index:
            tokens[index] = replace(token, head=before)


def set_off_adjectives(tokens: list[Token]) -> None:
    """An adjective or participle set off behind its noun tells of it: "институт, подведомственный министерству"."""
    for index, token in enumerate(tokens):
        noun = tokens[token.head]
        apart = token.dep in {"appos", "nmod"} and token.head < index and tokens[index - 1].text == ","
        if apart and token.pos in {"ADJ", "VERB"} and noun.pos in _NOMINAL and not token.text[0].isupper():
            tokens[index] = replace(token, dep="acl")


def measured(tokens: list[Token]) -> None:
    """In "выпускает до ста дронов" the preposition belongs to the number, and the counted noun is the object."""
    having = {t.head for t in tokens if t.dep in {"obj", "nsubj:pass"}}
    cases = cased(tokens)
    for index, token in enumerate(tokens):
        counted = any(t.head == index and t.dep.startswith("nummod") and t.text not in _MEASURED for t in tokens)
        if cases.get(index) not in _MEASURED or not counted or token.pos != "NOUN":
            continue
        mark = next(i for i, t in enumerate(tokens) if t.head == index and t.dep == "case")
        dealt = token.dep in {"obl", "obj", "nmod"} and tokens[token.head].lemma in _WORDS["transitive"]
        if dealt and (token.dep == "obj" or token.head not in having):
            tokens[mark] = replace(tokens[mark], dep="advmod")
            tokens[index] = replace(token, dep="obj")


def being(tokens: list[Token]) -> None:
    """In "представляет собой копию" the accusative says what the subject is."""
    for index, token in enumerate(tokens):
        verb = tokens[token.head]
        if token.dep != "obj" or verb.lemma not in {"представлять", "являть"}:
            continue
        if any(t.text.lower() == "собой" and t.head == token.head for t in tokens):
            tokens[index] = replace(token, dep="xcomp")


def inserted_speakers(tokens: list[Token]) -> None:
    """In "как считают следователи" those who are named behind the verb think so; nobody is accused."""
    for index, token in enumerate(tokens):
        verb = token.head
        if token.dep != "obj" or index < verb or tokens[verb].pos != "VERB" or token.pos not in _NOMINAL:
            continue
        marked = any(t.head == verb and t.text.lower() == "как" and i < verb for i, t in enumerate(tokens))
        alone = not any(t.head == verb and t.dep.startswith(("nsubj", "iobj", "obl")) for t in tokens)
        if marked and alone and feature(tokens[verb], "Number") in {"", feature(token, "Number"), "Plur"}:
            tokens[index] = replace(token, dep="nsubj")


def fronted_objects(tokens: list[Token]) -> None:
    """A thing right before the subject of a verb that wants an object is that object: "дроны Иран собирает из …"."""
    having = {t.head for t in tokens if t.dep in {"obj", "xcomp", "ccomp"}}
    for subject, token in enumerate(tokens):
        verb = token.head
        if token.dep != "nsubj" or verb in having or tokens[verb].lemma not in _WORDS["transitive"]:
            continue
        if "VerbForm=Fin" not in tokens[verb].morph or "Voice=Pass" in tokens[verb].morph:
            continue
        last = min(subject, verb) - 1
        while last >= 0 and (tokens[last].dep in {"amod", "det"} and tokens[last].head == subject):
            last -= 1
        thing = _thing_at(tokens, last, subject, verb)
        if thing is not None:
            tokens[thing] = replace(tokens[thing], dep="obj", head=verb)
            having.add(verb)


def _thing_at(tokens: list[Token], last: int, subject: int, verb: int) -> int | None:
    """The inanimate noun whose phrase ends at a token and that nothing of its own clause governs."""
    if last < 0 or tokens[last].pos not in _NOMINAL:
        return None
    thing = last
    for _ in range(4):
        above = tokens[thing].head
        if tokens[thing].dep in {"conj", "nmod", "flat:name", "appos"} and above < thing:
            thing = above
    token = tokens[thing]
    loose = token.dep in {"parataxis", "nsubj", "root", "dep", "appos", "nsubj:pass", "orphan"}
    able = feature(token, "Case") in {"Nom", "Acc"} and feature(token, "Animacy") == "Inan"
    if not loose or not able or token.pos != "NOUN" or thing == subject or tokens[subject].head != verb:
        return None
    return thing if not any(t.text in {",", ";", ":"} for t in tokens[last : min(subject, verb)]) else None


def slanted_subjects(tokens: list[Token]) -> None:
    """A name that does not decline behind an adjective in another case is no subject: "принадлежала кипрской X"."""
    for index, token in enumerate(tokens):
        verb = token.head
        if token.dep not in {"nsubj", "nsubj:pass"} or STOOD_IN not in token.tag or tokens[verb].pos != "VERB":
            continue
        adjective = next((t for t in tokens if t.head == index and t.dep == "amod"), None)
        case = feature(adjective, "Case") if adjective is not None else ""
        shown = adjective is not None and not re.search(r"(?:ий|ый|ой|ая|яя|ое|ее|ие|ые)$", adjective.text.lower())
        feminine = adjective is not None and adjective.text.lower().endswith("ой")
        if case not in {"Dat", "Ins", "Gen"} or not (shown or feminine):
            continue
        other = next(
            (i for i, t in enumerate(tokens) if t.head == verb and t.dep in {"iobj", "obj"} and STOOD_IN in t.tag), None
        )
        dep = {"Dat": "iobj", "Ins": "obl:agent", "Gen": "obl"}[case]
        tokens[index] = replace(token, dep=dep, morph=re.sub(r"Case=\w+", f"Case={case}", token.morph))
        if other is not None:
            tokens[other] = replace(tokens[other], dep="nsubj")


def givers_and_goods(tokens: list[Token]) -> None:
    """Of two objects the name in -и is who gets the other: "продавал России через фирму электронику"."""
    for index, token in enumerate(tokens):
        if token.dep != "obj" or token.pos != "PROPN" or not token.text.lower().endswith(("и", "е")):
            continue
        if STOOD_IN in token.tag or feature(token, "Case") not in {"Gen", "Loc", "Dat"} or "Plur" in token.morph:
            continue
        others = [i for i, t in enumerate(tokens) if t.head == token.head and t.dep == "obj" and i != index]
        if len(others) == 1 and tokens[others[0]].pos == "NOUN" and feature(tokens[others[0]], "Case") != "Dat":
            morph = re.sub(r"Case=\w+", "Case=Dat", token.morph)
            tokens[index] = replace(token, dep="iobj", morph=morph)


def makers_named(tokens: list[Token]) -> None:
    """The name behind "производитель двигателей" is the maker's, not that of the goods."""
    for index, token in enumerate(tokens):
        if STOOD_IN not in token.tag or token.dep not in {"appos", "nmod"}:
            continue
        before = next((i for i in range(index - 1, -1, -1) if tokens[i].text != '"'), index)
        goods = tokens[before]
        maker = tokens[goods.head]
        chained = goods.dep == "nmod" and feature(goods, "Case") == "Gen" and goods.head < before
        if not chained or token.head not in {before, goods.head} or maker.lemma not in _WORDS["firms"]:
            continue
        plain = goods.lemma not in _WORDS["grouped"] | _WORDS["firms"]
        if plain and feature(goods, "Number") == "Plur" and "Number=Sing" in maker.morph:
            tokens[index] = replace(token, dep="appos", head=goods.head)


def ruled_names(tokens: list[Token]) -> None:
    """A name behind "подконтрольный" is who rules, in the dative, though it does not decline."""
    for index, token in enumerate(tokens):
        if token.lemma not in _WORDS["ruled"]:
            continue
        name = next((i for i in range(index + 1, min(index + 4, len(tokens))) if tokens[i].pos in _NOMINAL), None)
        if name is None or STOOD_IN not in tokens[name].tag or any(t.text == "," for t in tokens[index:name]):
            continue
        case = re.sub(r"Case=\w+", "Case=Dat", tokens[name].morph)
        if token.head == name:
            before = next((i for i in range(index - 1, -1, -1) if tokens[i].pos in _NOMINAL), name)
            above, dep = (before, "acl") if before != name else (index, "root")
            tokens[index] = replace(token, dep=dep, head=above)
        tokens[name] = replace(tokens[name], dep="iobj", head=index, morph=case)


def far_names(tokens: list[Token]) -> None:
    """A part of a name belongs to the name right before it, not to another one far off."""
    for index, token in enumerate(tokens):
        if token.dep != "flat:name" or index == 0 or STOOD_IN in token.tag or token.head > index:
            continue
        between = tokens[token.head + 1 : index]
        before = tokens[index - 1]
        if any(t.text == "," for t in between) and before.pos == "PROPN" and '"' not in {t.text for t in between}:
            tokens[index] = replace(token, head=before.head if before.dep == "flat:name" else index - 1)


def adjective_heads(tokens: list[Token]) -> None:
    """An adjective that the parser gave the place of the noun right behind it narrows that noun: "хлопковая пряжа"."""
    for index, token in enumerate(tokens[:-1]):
        noun = tokens[index + 1]
        placed = token.pos == "ADJ" and token.dep in {"nsubj", "nsubj:pass", "obj", "obl", "iobj", "conj"}
        if not placed or noun.pos != "NOUN" or noun.head != index or noun.dep not in {"appos", "nmod"}:
            continue
        if feature(noun, "Case") != feature(token, "Case") or feature(noun, "Number") != feature(token, "Number"):
            continue
        tokens[index + 1] = replace(noun, dep=token.dep, head=token.head)
        tokens[index] = replace(token, dep="amod", head=index + 1)
        for other, each in enumerate(tokens):
            if each.head == index and other not in {index, index + 1}:
                tokens[other] = replace(each, head=index + 1)


def near_obliques(tokens: list[Token]) -> None:
    """Behind the verb of a relative clause a noun with a preposition is that verb's: "через которую шла на завод"."""
    cases = cased(tokens)
    for index, token in enumerate(tokens):
        if token.dep != "obl" or index not in cases or token.head > index:
            continue
        verb = next((i for i in range(index - 1, token.head, -1) if tokens[i].pos == "VERB"), None)
        if verb is None or tokens[verb].dep != "acl:relcl":
            continue
        if not any(t.text in {",", ";", ":", "—"} for t in tokens[verb:index]):
            tokens[index] = replace(token, head=verb)


def objects_behind(tokens: list[Token]) -> None:
    """Of two subjects around a verb without an object the thing behind it is the object: "дроны несут чипы"."""
    having = {t.head for t in tokens if t.dep in {"obj", "xcomp", "ccomp"}}
    for index, token in enumerate(tokens):
        verb = token.head
        if token.dep != "nsubj" or index < verb or verb in having or tokens[verb].lemma in _WORDS["becoming"]:
            continue
        first = any(t.head == verb and t.dep == "nsubj" and i < verb for i, t in enumerate(tokens))
        active = "VerbForm=Fin" in tokens[verb].morph and not tokens[verb].text.lower().endswith(("ся", "сь"))
        thing = token.pos == "NOUN" and feature(token, "Animacy") == "Inan" and feature(token, "Case") in {"Nom", "Acc"}
        if first and active and thing and "Voice=Pass" not in tokens[verb].morph:
            tokens[index] = replace(token, dep="obj")
            having.add(verb)


def bare_objects(tokens: list[Token]) -> None:
    """A thing behind a verb without an object is the object though it looks like a genitive: "отгружали в Иран части".

    Feminines in -и, -ы and neuters in -а, -я are written alike in the genitive singular and the accusative plural.
    """
    having = {t.head for t in tokens if t.dep in {"obj", "xcomp", "ccomp", "nsubj:pass"}}
    cases = cased(tokens)
    for index, token in enumerate(tokens):
        verb = token.head
        if token.dep != "obl" or index < verb or verb in having or index in cases or token.pos != "NOUN":
            continue
        endings = {"Fem": ("и", "ы"), "Neut": ("а", "я")}.get(feature(token, "Gender") or "", ())
        alike = token.text.lower().endswith(endings) and feature(token, "Case") == "Gen"
        alike = alike and token.lemma not in _WORDS["lasting"]
        active = "VerbForm=Fin" in tokens[verb].morph and not tokens[verb].text.lower().endswith(("ся", "сь"))
        if alike and active and feature(token, "Animacy") == "Inan" and "Voice=Pass" not in tokens[verb].morph:
            tokens[index] = replace(token, dep="obj")
            having.add(verb)


def wholes_in_front(tokens: list[Token]) -> None:
    """Of two things around "несут", "содержат" the one in front has the other: "дроны несут приёмники"."""
    for verb, token in enumerate(tokens):
        if token.lemma not in _WORDS["holding"] or "VerbForm=Fin" not in token.morph:
            continue
        around = [i for i, t in enumerate(tokens) if t.head == verb and t.dep in {"nsubj", "obj"} and t.pos == "NOUN"]
        if len(around) != 2 or not around[0] < verb < around[1]:
            continue
        front = tokens[around[0]]
        if feature(front, "Animacy") == "Inan" and not front.text.lower().endswith(("у", "ю")):
            tokens[around[0]] = replace(front, dep="nsubj")
            tokens[around[1]] = replace(tokens[around[1]], dep="obj")


def pronoun_objects(tokens: list[Token]) -> None:
    """In "выпускает их фирма" the pronoun right behind a verb that wants an object is that object."""
    having = {t.head for t in tokens if t.dep == "obj"}
    for index in range(1, len(tokens)):
        token, verb = tokens[index], tokens[index - 1]
        if token.text.lower() not in {"их", "его", "её", "ее"} or verb.lemma not in _WORDS["transitive"]:
            continue
        owned = token.dep in {"nmod", "det", "nmod:poss"} and tokens[token.head].dep == "nsubj"
        if owned and tokens[token.head].head == index - 1 and index - 1 not in having:
            tokens[index] = replace(token, dep="obj", head=index - 1)


def beginnings(tokens: list[Token]) -> None:
    """In "начиная с октября" both words are the preposition of the time."""
    for index in range(len(tokens) - 2):
        if tokens[index].text.lower() != "начиная" or tokens[index + 1].text.lower() not in {"с", "со"}:
            continue
        time = tokens[index + 1].head
        above = tokens[index].head if tokens[index].head != index else time
        verb = next((i for i in range(index + 2, len(tokens)) if tokens[i].pos == "VERB"), above)
        if time > index + 1:
            verb = above if tokens[above].pos == "VERB" and above != index else verb
            tokens[time] = replace(tokens[time], dep="obl", head=verb)
            for each in (index, index + 1):
                tokens[each] = replace(tokens[each], dep="case", head=time, pos="ADP")
