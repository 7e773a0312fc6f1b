"""Common misparses of Russian set right before the labels are made neutral; each rule names what it mends."""

import re
from collections.abc import Sequence
from dataclasses import replace

from clew.extract.grammar import load_grammar
from clew.extract.parse import russian_clauses as clauses
from clew.extract.parse import russian_lists as lists
from clew.extract.parse import russian_names as names
from clew.extract.parse import russian_relatives as relatives
from clew.extract.parse import russian_words as words
from clew.extract.parse.russian_clauses import STOOD_IN
from clew.extract.parse.russian_clauses import cased as _cases
from clew.extract.parse.russian_clauses import feature as _feature
from clew.extract.sentence import Token

_SUBJECTS = frozenset({"nsubj", "nsubj:pass"})
_INFINITIVE = ("ть", "ться", "ти", "тись", "чь", "чься")
_NOMINAL = frozenset({"NOUN", "PROPN"})
_WORDS = load_grammar("ru")


def mended(tokens: Sequence[Token]) -> list[Token]:
    """The words of one sentence with their heads and labels set right."""
    found = list(tokens)
    for rule in (
        words.pronouns,
        words.participles,
        _second_roots,
        _verbal_adjectives,
        clauses.past_forms,
        clauses.loops,
        clauses.nouns_by_ending,
        words.ruled_names,
        clauses.adjectives_before_names,
        names.nationalities,
        words.adjective_heads,
        words.beginnings,
        _citations,
        _dates,
        _accounts,
        _long_prepositions,
        names.headed_by,
        words.far_names,
        relatives.dashed_appositions,
        relatives.relatives,
        relatives.loose_subjects,
        relatives.paid_names,
        relatives.joined_behind_participles,
        relatives.set_off_titles,
        relatives.listed_goods,
        relatives.ended_lists,
        words.placed_pronouns,
        words.shown_by,
        words.own_objects,
        _participles,
        words.set_off_adjectives,
        words.measured,
        words.being,
        words.givers_and_goods,
        words.makers_named,
        words.inserted_speakers,
        words.near_obliques,
        words.pronoun_objects,
        words.objects_behind,
        words.bare_objects,
        words.wholes_in_front,
        clauses.beside_nouns,
        clauses.agreements,
        relatives.participles_of_names,
        clauses.those_in,
        lists.listed_in,
        _brackets,
        _appositions,
        _recipients,
        _charges,
        _togethers,
        names.loose_complements,
        names.noun_modifiers,
        names.near_genitives,
        names.known_names,
        names.names_behind_dashes,
        names.names_in_lists,
        names.instrumentals,
        names.stray_subjects,
        _becoming,
        clauses.disagreeing,
        _subjects_behind,
        _double_subjects,
        _objects_in_front,
        words.fronted_objects,
        words.slanted_subjects,
        clauses.names_in_front,
        clauses.doers_in_front,
        lists.counted_members,
        lists.listings,
        lists.gaps,
    ):
        rule(found)
    return found


def _verb_above(tokens: Sequence[Token], index: int) -> int | None:
    """The nearest verb that a word hangs below."""
    seen = {index}
    while (index := tokens[index].head) not in seen:
        seen.add(index)
        if tokens[index].pos == "VERB":
            return index
    return None


def _second_roots(tokens: list[Token]) -> None:
    """A root that hangs on another word stands beside it: "..., сообщает агентство"."""
    first = next((i for i, t in enumerate(tokens) if t.head == i), None)
    for index, token in enumerate(tokens):
        if token.dep == "root" and token.head != index:
            tokens[index] = replace(token, dep="parataxis")
        elif token.dep == "root" and first is not None and index != first and token.pos == "VERB":
            tokens[index] = replace(token, dep="parataxis", head=first)


def _citations(tokens: list[Token]) -> None:
    """In "сообщает агентство со ссылкой на документы" the three words are the preposition of what is cited."""
    for index in range(1, len(tokens) - 2):
        token = tokens[index]
        if token.lemma != "ссылка" or tokens[index - 1].text.lower() not in {"с", "со"}:
            continue
        if tokens[index + 1].text.lower() != "на":
            continue
        cited = tokens[index + 1].head
        if cited <= index + 1:
            continue
        tokens[cited] = replace(tokens[cited], dep="obl", head=token.head)
        for each in (index - 1, index, index + 1):
            tokens[each] = replace(tokens[each], dep="case", head=cited)


def _verbal_adjectives(tokens: list[Token]) -> None:
    """A word of any class whose lemma is an infinitive is a verb, mostly a passive one: "расположен"."""
    for index, token in enumerate(tokens):
        if token.pos not in {"ADJ", "PROPN"} or not token.lemma.endswith(_INFINITIVE):
            continue
        low = token.text.lower()
        if low.endswith(_INFINITIVE):
            continue
        active = re.search(r"(?:[ую]щ|[ая]щ|вш|ш)(?:ий|его|ему|им|ем|ая|ей|ую|ее|ие|их|ими)(?:ся)?$", low)
        finite = re.search(r"(?:[аеия]т|[уюая]т|л[аои]?)(?:ся)?$", low)
        voice = "" if "Voice=" in token.morph else "|Voice=Act" if active or finite else "|Voice=Pass"
        voice += "|VerbForm=Fin" if finite and "VerbForm=" not in token.morph else ""
        tokens[index] = replace(token, pos="VERB", morph=(token.morph + voice).strip("|"))


def _long_prepositions(tokens: list[Token]) -> None:
    """In "в отношении завода" both words are the preposition of the noun."""
    for index, token in enumerate(tokens):
        if token.dep == "fixed" and tokens[token.head].dep == "case" and token.head < index:
            tokens[index] = replace(token, dep="case", head=tokens[token.head].head)


def _brackets(tokens: list[Token]) -> None:
    """A name alone in brackets stands beside the one before: "завод «Маяк» (Казань)"."""
    for index in range(2, len(tokens) - 1):
        token = tokens[index]
        if tokens[index - 1].text != "(" or token.pos not in _NOMINAL:
            continue
        close = next((i for i in range(index + 1, min(index + 6, len(tokens))) if tokens[i].text == ")"), None)
        if close is None or any(t.head not in range(index, close + 1) for t in tokens[index + 1 : close]):
            continue
        before = next(
            (i for i in range(index - 2, -1, -1) if tokens[i].pos in _NOMINAL and tokens[i].text != '"'), None
        )
        if before is None:
            continue
        while tokens[before].dep == "flat:name" and tokens[before].head < before:
            before = tokens[before].head
        if token.dep in {"parataxis", "appos", "nmod", "flat:name"} and before != index:
            tokens[index] = replace(token, dep="appos", head=before)


def _appositions(tokens: list[Token]) -> None:
    """A name that does not agree in case with the noun before it belongs to the verb: its subject or who gets it."""
    cased = _cases(tokens)
    having = {token.head for token in tokens if token.dep in _SUBJECTS}
    for index, token in enumerate(tokens):
        if token.dep not in {"appos", "nmod"} or token.pos != "PROPN" or STOOD_IN in token.tag or index in cased:
            continue
        noun, case = tokens[token.head], _feature(token, "Case")
        told = _feature(noun, "Case")
        if token.head > index or not told or told == case or case not in {"Nom", "Dat"}:
            continue
        verb = _verb_above(tokens, index)
        if verb is None or (token.head < verb < index and case == "Nom" and token.dep == "nmod"):
            continue
        if case == "Nom" and verb not in having and "VerbForm=Fin" in tokens[verb].morph:
            tokens[index] = replace(token, dep="nsubj", head=verb)
            having.add(verb)
        elif case == "Dat" and token.dep == "appos":
            tokens[index] = replace(token, dep="iobj", head=verb)


def _charges(tokens: list[Token]) -> None:
    """In "обвинили фирму в поставках" what somebody is charged with belongs to the verb, not to the firm."""
    cased = _cases(tokens)
    for index, token in enumerate(tokens):
        noun = tokens[token.head]
        if token.dep != "nmod" or cased.get(index) not in {"в", "во", "за"} or noun.dep not in {"obj", *_SUBJECTS}:
            continue
        if tokens[noun.head].lemma in _WORDS["charging"]:
            tokens[index] = replace(token, dep="obl", head=noun.head)


def _togethers(tokens: list[Token]) -> None:
    """In "Лазарчук вместе с братом продал" the brother sells too; "совместно с" is a preposition."""
    for index, token in enumerate(tokens):
        low = token.text.lower()
        if low not in {"вместе", "совместно", "наряду"} or index + 2 >= len(tokens):
            continue
        if tokens[index + 1].text.lower() not in {"с", "со"}:
            continue
        noun = tokens[index + 1].head
        verb = _verb_above(tokens, noun)
        if noun <= index + 1 or verb is None:
            continue
        subject = next((i for i, t in enumerate(tokens) if t.head == verb and t.dep in _SUBJECTS), None)
        tokens[index] = replace(token, dep="case", head=noun)
        tokens[noun] = replace(tokens[noun], dep="obl", head=verb)
        if low != "совместно" and subject is not None and subject != noun:
            tokens[noun] = replace(tokens[noun], dep="conj", head=subject)
            tokens[index] = replace(token, dep="cc", head=noun)
            tokens[index + 1] = replace(tokens[index + 1], dep="cc")


def _becoming(tokens: list[Token]) -> None:
    """In "директором назначен Иванов", "выступала поставщиком" the instrumental says what somebody is or becomes."""
    cased = _cases(tokens)
    for index, token in enumerate(tokens):
        if token.dep not in {"obl", "obl:agent", "nsubj", "obj", "nmod"} or index in cased or token.pos not in _NOMINAL:
            continue
        if _feature(token, "Case") == "Ins" and tokens[token.head].lemma in _WORDS["becoming"]:
            tokens[index] = replace(token, dep="xcomp", pos="NOUN")


def _objects_in_front(tokens: list[Token]) -> None:
    """Subject and object told apart by ending and number: "дроны выпускает завод", "дроны собирают из деталей"."""
    for verb, token in enumerate(tokens):
        if token.pos != "VERB" or "VerbForm=Fin" not in token.morph or "Voice=Pass" in token.morph:
            continue
        below = [(i, t) for i, t in enumerate(tokens) if t.head == verb and (t.pos in _NOMINAL or t.lemma == "который")]
        subjects = [i for i, t in below if t.dep == "nsubj"]
        objects = [i for i, t in below if t.dep == "obj"]
        number = _feature(token, "Number")
        if not subjects:
            nominative = [i for i in objects if _feature(tokens[i], "Case") == "Nom" and _agrees(tokens, i, number)]
            nominative = [i for i in nominative if tokens[i].lemma != "который"]
            if len(objects) > 1 and nominative:
                tokens[nominative[-1]] = replace(tokens[nominative[-1]], dep="nsubj")
        elif len(subjects) == 1 and not objects:
            subject = subjects[0]
            plural = number == "Plur" and _feature(token, "Person") in {"3", ""}
            thing = (
                subject > verb
                and _feature(tokens[subject], "Animacy") == "Inan"
                and STOOD_IN not in tokens[subject].tag
            )
            dealt = _feature(tokens[subject], "Case") == "Acc" or (thing and token.lemma in _WORDS["transitive"])
            if plural and dealt and not token.lemma.endswith("ся"):
                tokens[subject] = replace(tokens[subject], dep="obj")
        elif len(subjects) == 1 and len(objects) == 1:
            subject, object_ = subjects[0], objects[0]
            swapped = not _agrees(tokens, subject, number) and _agrees(tokens, object_, number)
            if swapped and STOOD_IN not in tokens[subject].tag and _feature(tokens[object_], "Case") in {"Nom", "Acc"}:
                tokens[subject] = replace(tokens[subject], dep="obj")
                tokens[object_] = replace(tokens[object_], dep="nsubj")


def _agrees(tokens: Sequence[Token], index: int, number: str) -> bool:
    several = any(t.head == index and t.dep in {"conj", "nummod", "nummod:gov"} for t in tokens)
    return not number or several or _feature(tokens[index], "Number") in {"", number}


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
    """A participle tagged as an adjective is a verb; it hangs on the nearest noun before it that it agrees with.

    What has a subject or "что" of its own is a clause and no participle.
    """
    clausal = {token.head for token in tokens if token.dep in {"nsubj", "nsubj:pass", "mark"}}
    for index, token in enumerate(tokens):
        if token.dep != "acl" or token.pos not in {"ADJ", "VERB"} or index in clausal:
            continue
        if token.pos == "ADJ":
            tokens[index] = replace(token, pos="VERB", morph=token.morph + "|Voice=Pass")
        if token.head > index:
            continue
        gender = _feature(token, "Gender")
        if gender and _feature(tokens[token.head], "Gender") not in {"", gender}:
            for before in range(index - 1, token.head, -1):
                noun = tokens[before]
                if noun.pos == "NOUN" and _feature(noun, "Gender") == gender:
                    tokens[index] = replace(tokens[index], head=before)
                    break


def _recipients(tokens: list[Token]) -> None:
    """In "предъявили обвинения гражданам" the dative belongs to the verb, unless the noun takes one itself."""
    cased = _cases(tokens)
    for index, token in enumerate(tokens):
        noun = tokens[token.head]
        dative = token.dep == "iobj" or (token.dep in {"obl", "nmod"} and _feature(token, "Case") == "Dat")
        if not dative or index in cased or noun.pos not in _NOMINAL or token.pos not in _NOMINAL:
            continue
        if noun.lemma in _WORDS["giving"] and noun.dep != "obj":
            continue
        verb = _verb_above(tokens, index)
        if verb is not None:
            tokens[index] = replace(token, dep="iobj", head=verb)


def _subjects_behind(tokens: list[Token]) -> None:
    """In "двигатели продавала Варнии Tarvel Cargo" the name that does not decline is the subject behind its verb."""
    having = {token.head for token in tokens if token.dep in _SUBJECTS}
    for index, token in enumerate(tokens):
        verb = token.head
        if _is_in_front(tokens, index, having):
            verb = _verb_above(tokens, index) or verb
            tokens[index] = replace(token, dep="nsubj", head=verb)
            having.add(verb)
            continue
        if STOOD_IN not in token.tag or token.dep not in {"iobj", "obj", "obl"} or verb in having:
            continue
        if index < verb and not _gets_it(tokens, index):
            continue
        if "VerbForm=Fin" not in tokens[verb].morph or any(t.head == index and t.dep == "case" for t in tokens):
            continue
        if any(t.head == verb and t.dep == token.dep and i != index for i, t in enumerate(tokens)):
            tokens[index] = replace(token, dep="nsubj")
            having.add(verb)


def _gets_it(tokens: Sequence[Token], index: int) -> bool:
    """Whether somebody in the dative is told behind the verb besides a name in front: "A и B принадлежат Дорину"."""
    verb = tokens[index].head
    return any(
        t.head == verb and i > verb and t.dep == "iobj" and _feature(t, "Case") == "Dat" and STOOD_IN not in t.tag
        for i, t in enumerate(tokens)
    )


def _is_in_front(tokens: Sequence[Token], index: int, having: set[int]) -> bool:
    """Whether a name stands in front of a verb without a subject, behind "по договору" or its like."""
    token, noun = tokens[index], tokens[tokens[index].head]
    if STOOD_IN not in token.tag or token.dep not in {"appos", "nmod"} or noun.lemma not in {"договор", "контракт"}:
        return False
    verb = _verb_above(tokens, index)
    if verb is None or verb < index or verb in having or "VerbForm=Fin" not in tokens[verb].morph:
        return False
    return not any(each.text == "," for each in tokens[index:verb])


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
