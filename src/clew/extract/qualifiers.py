"""The further particulars of a statement in the document's own words: goods, quantity, money, place, time, purpose."""

import re
from collections.abc import Iterator, Sequence

from clew.extract.clause import Clause
from clew.extract.control import beside, conjuncts, is_passive
from clew.extract.moments import YEAR, is_time, when
from clew.extract.names.lexicon import Lexicon
from clew.extract.reading import Reading, is_here, load_qualifier_words, taken_by
from clew.extract.sentence import NameSpan, Sentence
from clew.extract.shares import share
from clew.extract.stretches import stretch, told_clause, whole_phrase, with_name
from clew.vocabulary import Predicate, Qualifier

_ADJUNCTS = frozenset({"obl", "nmod", "obl:npmod", "obl:tmod", "advmod", "nummod"})
_NUMBER = re.compile(r"\d[\d.,]*(?:bn|mn|m|k)?\Z")
_LONGEST_PURPOSE = 24


def qualifiers_of(clause: Clause, text: str, names: Sequence[NameSpan], lexicon: Lexicon) -> dict[Qualifier, str]:
    """The particulars of a clause; those that the frame itself places or fixes come first and are not overruled.

    `text` is the document's text, `names` the names in the clause's sentence.
    """
    at = Reading(clause, clause.sentence, text, names, lexicon, load_qualifier_words(clause.sentence.language))
    found: dict[Qualifier, str] = {}
    for qualifier, placed in clause.slots:
        heads = tuple(_goods(at, placed)) if qualifier is Qualifier.PRODUCT else placed
        if qualifier is Qualifier.PURPOSE and any(told_clause(at.sentence, head) != head for head in heads):
            heads = tuple(told_clause(at.sentence, head) for head in heads)
            found[qualifier] = "; ".join(at.says(*_bounds(at.sentence, head)) for head in heads)
            continue
        parts = [at.says(*_cut(at, qualifier, whole_phrase(at.sentence, head, names))) for head in heads]
        if qualifier is Qualifier.ROLE and all(at.sentence.tokens[h].lemma in at.words["no_role"] for h in heads):
            continue
        found[qualifier] = "; ".join(dict.fromkeys(part for part in parts if part))
    found |= dict(clause.fixed)
    predicate = clause.predicate
    if predicate not in at.words["undated"] and (moment := when(at)):
        found.setdefault(Qualifier.WHEN, moment)
    for qualifier, allowed, finder in _FINDERS:
        if qualifier not in found and (allowed is None or predicate in at.words[allowed]):
            value = finder(at)
            if value:
                found[qualifier] = value
    counted = set(found.get(Qualifier.QUANTITY, "").lower().split())
    if predicate is Predicate.OWNS and counted & at.words["share_units"]:
        del found[Qualifier.QUANTITY]
    return {qualifier: value for qualifier, value in found.items() if value}


def _cut(at: Reading, qualifier: Qualifier, words: tuple[int, int]) -> tuple[int, int]:
    """A Russian role ends before whose it is: "советник | президента"."""
    first, last = words
    if at.lexicon.articles:
        return first, last
    if qualifier is not Qualifier.ROLE:
        return with_name(at.sentence, at.names, first, last)
    for filler in (at.clause.subject, at.clause.object):
        if is_here(filler, at.sentence) and first < filler.first < last:
            last = filler.first
    while last > first + 1 and (at.sentence.tokens[last - 1].pos in {"PUNCT", "DET", "ADP"}):
        last -= 1
    return first, last


def _goods(at: Reading, heads: Sequence[int]) -> Iterator[int]:
    """The goods at these heads with those coordinated with them; pronouns say nothing."""
    parties = {filler.head for filler in (at.clause.subject, at.clause.object) if is_here(filler, at.sentence)}
    seen: set[int] = set()
    for head in heads:
        for each in conjuncts(at.sentence, head):
            if each not in seen | parties and at.sentence.tokens[each].pos in {"NOUN", "PROPN", "NUM", "ADJ"}:
                seen.add(each)
                yield each


def _product(at: Reading) -> str:
    """The goods where the frame places none: what the verb is done to, what the noun is "of"."""
    sentence, trigger = at.sentence, at.clause.trigger
    parties = taken_by(at)
    passive = is_passive(sentence, trigger)
    if sentence.tokens[trigger].pos == "VERB":
        found = [*sentence.below(trigger, "nsubj:pass" if passive else "obj")]
        if passive and not found and sentence.tokens[trigger].dep == "acl":
            found = [sentence.tokens[trigger].head]
    else:
        found = [i for i in sentence.below(trigger, "nmod") if sentence.case(i) == "of"]
    for head in found:
        inner = [i for i in sentence.below(head, "nmod") if sentence.case(i) == "of"]
        index = inner[0] if inner and sentence.tokens[head].lemma in at.lexicon.measures else head
        if index not in parties and sentence.tokens[index].pos in {"NOUN", "PROPN"} and not is_time(at, index):
            parts = [at.says(*whole_phrase(sentence, each, at.names)) for each in _goods(at, (index,))]
            return "; ".join(dict.fromkeys(parts))
    return ""


def _frames(at: Reading) -> Iterator[int]:
    """The words whose adjuncts belong to the clause: the trigger, what governs it, coordinated heads, the parties."""
    sentence, trigger = at.sentence, at.clause.trigger
    yield trigger
    token = sentence.tokens[trigger]
    if token.head != trigger and token.dep in {"xcomp", "conj", "obj", "advcl", "nsubj:pass", "nmod", "obl", "nsubj"}:
        above = sentence.tokens[token.head]
        nominal = token.pos != "VERB" and token.dep != "conj"
        if nominal or token.dep == "xcomp" or (token.dep == "conj" and above.pos == token.pos):
            yield token.head
    for index in sorted(taken_by(at)):
        if index != trigger:
            yield index


def _adjuncts(at: Reading, *, deep: bool = True) -> Iterator[int]:
    """The adjuncts of the clause in order of nearness, each once."""
    seen: set[int] = set()
    frames = list(_frames(at)) if deep else [at.clause.trigger]
    for frame in frames:
        for child in at.sentence.children[frame]:
            if at.sentence.tokens[child].dep in _ADJUNCTS and child not in seen:
                seen.add(child)
                yield child
                for inner in at.sentence.below(child, "nmod", "obl", "obl:npmod", "obl:tmod"):
                    if inner not in seen:
                        seen.add(inner)
                        yield inner


def _where(at: Reading) -> str:
    taken = {each for head in taken_by(at) for each in (head, *beside(at.sentence, head))}
    for index in _adjuncts(at):
        based = at.sentence.tokens[index].lemma == "база" and any(True for _ in at.sentence.below(index, "nmod"))
        if based or index in taken or at.sentence.case(index) not in at.words["place_cases"]:
            continue
        if _is_place(at, index):
            first, last = stretch(at.sentence, index)
            if not at.lexicon.articles:
                first, last = with_name(at.sentence, at.names, first, last)
            first += len(at.sentence.case(index).split())
            return at.says(first, last)
    obj = at.clause.object
    if is_here(obj, at.sentence) and at.clause.predicate is Predicate.LOCATED_IN:
        for index in at.sentence.below(obj.head, "appos", "nmod:poss"):
            if _is_place(at, index):
                return at.says(*whole_phrase(at.sentence, index, at.names))
    return ""


def _is_place(at: Reading, index: int) -> bool:
    token, lexicon = at.sentence.tokens[index], at.lexicon
    span = next((span for span in at.names if span.first <= index < span.last), None)
    if span is not None:
        return span.type.value in {"Place", "Facility"} or span.name.lower() in lexicon.countries
    kind = lexicon.nouns.get(token.lemma)
    known = token.text.lower() in lexicon.countries or token.text.lower() in lexicon.capitals
    return known or (kind is not None and kind.value in {"Place", "Facility"})


def _quantity(at: Reading) -> str:
    """How many: the number before the goods, the object, or how many times."""
    sentence = at.sentence
    goods = [head for qualifier, heads in at.clause.slots if qualifier is Qualifier.PRODUCT for head in heads]
    fillers = [filler for filler in (at.clause.object, at.clause.subject) if is_here(filler, at.sentence)]
    if at.clause.predicate in {Predicate.SUPPLIES, Predicate.INVOICES, Predicate.INTERMEDIATES}:
        fillers = []
    for head in [*goods, *(filler.head for filler in fillers[:1])]:
        found = _count(at, head)
        if found and (at.clause.predicate is not Predicate.SANCTIONS or " " in found):
            return found
    if sentence.tokens[at.clause.trigger].pos == "NOUN" and (found := _count(at, at.clause.trigger)):
        return f"{found} {sentence.tokens[at.clause.trigger].text}"
    for index in _adjuncts(at):
        if sentence.tokens[index].lemma in at.words["occasions"] and (found := _count(at, index)):
            first, last = stretch(sentence, index)
            return found if found.split()[-1].isdigit() else at.says(first + len(sentence.case(index).split()), last)
    return ""


def _count(at: Reading, head: int) -> str:
    sentence = at.sentence
    token = sentence.tokens[head]
    above = sentence.tokens[token.head]
    if token.dep == "nmod" and sentence.case(head) == "of" and _is_quantity(at, token.head):
        first, _ = stretch(sentence, token.head)
        if above.pos in {"NUM", "NOUN"}:
            return at.says(max(first, _start(sentence, token.head)), token.head + 1)
    if token.dep == "nmod" and above.lemma in at.lexicon.measures and (found := _count(at, token.head)):
        return f"{found} {above.text}"
    for child in sentence.children[head]:
        if child < head and sentence.tokens[child].dep in {"nummod", "amod", "det"} and _is_quantity(at, child):
            if YEAR.match(sentence.tokens[child].text):
                continue
            return at.says(_start(sentence, child), child + 1)
    return ""


def _start(sentence: Sentence, index: int) -> int:
    """Where the words of a number begin: "more than half a dozen"."""
    first = sentence.subtree(index)[0]
    while sentence.language == "ru" and first and sentence.tokens[first - 1].text.lower() in _NEAR:
        first -= 1
    while (
        first < index
        and sentence.tokens[first].dep in {"case", "punct"}
        and sentence.tokens[first].lemma in {"of", "on", "in", "for", "to", "with", ","}
    ):
        first += 1
    return first


def _is_quantity(at: Reading, index: int) -> bool:
    token = at.sentence.tokens[index]
    return (
        token.pos == "NUM"
        or bool(_NUMBER.match(token.text))
        or {token.lemma, token.text.lower()} & at.words["quantity_words"] != set()
    )


def _amount(at: Reading) -> str:
    """A sum of money in or beside the clause."""
    sentence = at.sentence
    lower, upper = _region(at)
    for index in range(lower, upper):
        token = sentence.tokens[index]
        sign = token.text.lower() in at.words["money_signs"] or token.text[:1] in {"$", "€", "£", "¥"}
        if not sign and token.lemma not in at.words["currencies"]:
            continue
        if sentence.language == "ru" and not _in_clause(at, index):
            continue
        first, last = index, index + 1
        while first > 0 and (
            sentence.tokens[first - 1].pos == "NUM" or sentence.tokens[first - 1].text.lower() in _NEAR
        ):
            first -= 1
        while last < len(sentence.tokens) and (
            sentence.tokens[last].pos == "NUM" or sentence.tokens[last].pos == "SYM"
        ):
            last += 1
        if any(each.pos == "NUM" or _NUMBER.match(each.text.lstrip("$€£¥")) for each in sentence.tokens[first:last]):
            return at.says(first, last)
    return ""


def _in_clause(at: Reading, index: int) -> bool:
    """Whether a Russian word hangs on the verb that the statement hangs on, not on that of a clause beside it."""

    def verb(word: int) -> int | None:
        return next((i for i in at.sentence.ancestors(word) if at.sentence.tokens[i].pos == "VERB"), None)

    trigger = at.clause.trigger
    own = trigger if at.sentence.tokens[trigger].pos == "VERB" else verb(trigger)
    return verb(index) in {own, None} or (own != trigger and trigger in at.sentence.ancestors(index))


_NEAR = frozenset(
    {
        "более",
        "менее",
        "не",
        "около",
        "примерно",
        "почти",
        "свыше",
        "порядка",
        "приблизительно",
        "минимум",
        "как",
        "чем",
    }
    | {"больше", "меньше", "меньшей", "мере", "по", "до", "максимум"}
    | {"more", "than", "over", "about", "around", "some", "nearly", "least", "at", "up", "to", "upwards", "of"}
    - {"of", "to", "at"}
)


def _region(at: Reading) -> tuple[int, int]:
    """The stretch of the clause, with the whole of the trigger's own words."""
    below = at.sentence.subtree(at.clause.trigger)
    return min(at.clause.quote[0], below[0]), max(at.clause.quote[1], min(below[-1] + 1, at.clause.quote[1] + 12))


def _via(at: Reading) -> str:
    taken = taken_by(at)
    for index in _adjuncts(at):
        case = at.sentence.case(index)
        if case in at.words["via_cases"] and index not in taken and _is_party(at, index):
            first, last = stretch(at.sentence, index)
            if not at.lexicon.articles:
                first, last = with_name(at.sentence, at.names, first, last)
            return at.says(first + len(case.split()), last)
    return ""


def _is_party(at: Reading, index: int) -> bool:
    if any(span.first <= index < span.last for span in at.names):
        return True
    kind = at.lexicon.nouns.get(at.sentence.tokens[index].lemma)
    return kind is not None and kind.value in {"Company", "PublicBody", "Organization", "Person", "Place"}


def _purpose(at: Reading) -> str:
    """What the act is for or about, by the prepositions that the predicate takes."""
    sentence, trigger = at.sentence, at.clause.trigger
    taken = taken_by(at)
    frames = [trigger, *sentence.below(trigger, "obj"), *(h for h in sorted(taken) if h > trigger)]
    for frame in dict.fromkeys(frames):
        for child in sentence.children[frame]:
            token = sentence.tokens[child]
            if child < trigger or child in taken or sentence.tokens[child - 1].lemma == "such":
                continue
            if any(span.first <= child < span.last and span.first <= frame < span.last for span in at.names):
                continue
            if frame in taken and token.dep == "acl" and token.lemma in at.words["aims"]:
                return at.says(*_bounds(sentence, child))
            if frame in taken and at.clause.predicate in {Predicate.SANCTIONS, Predicate.ACCUSES}:
                continue
            if token.dep in {"obl", "nmod"}:
                case = sentence.case(child)
                if is_time(at, child) or _is_sum(at, child):
                    continue
            elif token.dep in {"advcl", "acl", "xcomp", "ccomp"}:
                case = _mark(sentence, child)
            else:
                continue
            if at.clause.predicate in at.words.purposes.get(case, frozenset()):
                below = sentence.subtree(told_clause(sentence, child))
                last = min(below[-1] + 1, below[0] + _LONGEST_PURPOSE)
                first = (
                    below[0] if case in {"to", "for", "because", "because of", "as"} else below[0] + len(case.split())
                )
                return at.says(first, last).strip(" ,.")
    return ""


def _is_sum(at: Reading, index: int) -> bool:
    """Whether a phrase is no more than a sum of money, by its head: "на сумму 12 миллионов крон", "for $3 million"."""
    head, words = at.sentence.tokens[index], [at.sentence.tokens[i] for i in at.sentence.subtree(index)]
    signs, currencies = at.words["money_signs"], at.words["currencies"]
    money = any(w.lemma in currencies or w.text.lower() in signs for w in words)
    return money and (head.pos == "NUM" or head.lemma in currencies | at.words["sums"] or head.text.lower() in signs)


def _bounds(sentence: Sentence, index: int) -> tuple[int, int]:
    below = sentence.subtree(index)
    return below[0], min(below[-1] + 1, below[0] + _LONGEST_PURPOSE)


def _mark(sentence: Sentence, verb: int) -> str:
    words = [
        sentence.tokens[i].text.lower()
        for i in sentence.children[verb]
        if i < verb and sentence.tokens[i].dep in {"mark", "case", "aux"}
    ]
    return words[0] if words else ""


def _share(at: Reading) -> str:
    return share(at, *_region(at))


def _programme(at: Reading) -> str:
    start, end = at.sentence.start, at.sentence.end
    lower, upper = _region(at)
    near = (at.sentence.tokens[lower].start, at.sentence.tokens[upper - 1].end)
    for pattern in at.words.programmes:
        for match in pattern.finditer(at.text, start, end):
            if match.start() < near[1] and match.end() > near[0]:
                return match.group()
    return ""


_FINDERS = (
    (Qualifier.PRODUCT, "goods", _product),
    (Qualifier.QUANTITY, "counted", _quantity),
    (Qualifier.AMOUNT, "money", _amount),
    (Qualifier.VIA, "via", _via),
    (Qualifier.WHERE, "placed", _where),
    (Qualifier.PURPOSE, None, _purpose),
    (Qualifier.SHARE, "shares", _share),
    (Qualifier.PROGRAMME, "programmed", _programme),
)
