"""The further particulars of a statement in the document's own words: goods, quantity, money, place, time, purpose."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, TypeGuard

import yaml

from clew.extract.clause import Clause, Filler
from clew.extract.names.lexicon import Lexicon
from clew.extract.sentence import NameSpan, Sentence
from clew.extract.stretches import stretch, stretch_text, whole_phrase
from clew.vocabulary import Predicate, Qualifier

_ADJUNCTS = frozenset({"obl", "nmod", "obl:npmod", "obl:tmod", "advmod", "nummod"})
_YEAR = re.compile(r"(?:19|20)\d\d(?:s)?\Z")
_NUMBER = re.compile(r"\d[\d.,]*(?:bn|mn|m|k)?\Z")
_LONGEST_PURPOSE = 24


@dataclass(frozen=True)
class QualifierWords:
    """The words of one language that mark particulars, and the predicates that each kind goes with."""

    sets: Mapping[str, frozenset[str]]
    purposes: Mapping[str, frozenset[Predicate]]
    programmes: tuple[re.Pattern[str], ...]
    month_may: str

    def __getitem__(self, key: str) -> frozenset[str]:
        return self.sets[key]


@cache
def load_qualifier_words(language: str = "en") -> QualifierWords:
    """The shipped table of a language (English where a language has none)."""
    text = files("clew.extract").joinpath("tables", "qualifiers.yaml").read_text(encoding="utf-8")
    tables: Mapping[str, Any] = yaml.safe_load(text)
    table = tables.get(language, tables["en"])
    sets = {
        key: frozenset(word.replace("_", " ") for word in value.split())
        for key, value in table.items()
        if isinstance(value, str) and key != "may"
    }
    names = set(Predicate)
    for key in ("undated", "placed", "via", "counted", "money", "shares", "programmed"):
        unknown = {word.replace(" ", "_") for word in sets[key]} - names
        if unknown:
            raise ValueError(f"qualifiers.yaml, {key}: unknown predicates {sorted(unknown)}")
        sets[key] = frozenset(word.replace(" ", "_") for word in sets[key])
    purposes = {
        case: frozenset(Predicate(word) for word in value.split()) for case, value in table["purposes"].items()
    }
    return QualifierWords(sets, purposes, tuple(re.compile(each) for each in table["programmes"]), table["may"])


@dataclass(frozen=True, slots=True)
class _At:
    """A clause with all that is needed to read its particulars."""

    clause: Clause
    sentence: Sentence
    text: str
    names: Sequence[NameSpan]
    lexicon: Lexicon
    words: QualifierWords

    def says(self, first: int, last: int) -> str:
        return stretch_text(self.sentence, first, last, self.text)


def qualifiers_of(clause: Clause, text: str, names: Sequence[NameSpan], lexicon: Lexicon) -> dict[Qualifier, str]:
    """The particulars of a clause; those that the frame itself places or fixes come first and are not overruled.

    `text` is the document's text, `names` the names in the clause's sentence.
    """
    at = _At(clause, clause.sentence, text, names, lexicon, load_qualifier_words(clause.sentence.language))
    found: dict[Qualifier, str] = {}
    for qualifier, heads in clause.slots:
        parts = [at.says(*whole_phrase(at.sentence, head, names)) for head in heads]
        if qualifier is Qualifier.ROLE and all(at.sentence.tokens[h].lemma in at.words["no_role"] for h in heads):
            continue
        found[qualifier] = "; ".join(dict.fromkeys(part for part in parts if part))
    found |= dict(clause.fixed)
    predicate = clause.predicate
    if predicate not in at.words["undated"] and (when := _when(at)):
        found.setdefault(Qualifier.WHEN, when)
    for qualifier, allowed, finder in _FINDERS:
        if qualifier not in found and (allowed is None or predicate in at.words[allowed]):
            value = finder(at)
            if value:
                found[qualifier] = value
    return {qualifier: value for qualifier, value in found.items() if value}


def _taken(at: _At) -> set[int]:
    """The head tokens of the parties."""
    heads = {filler.head for filler in (at.clause.subject, at.clause.object) if _is_here(at, filler)}
    return heads | {head for _, each in at.clause.slots for head in each}


def _is_here(at: _At, filler: Filler | None) -> TypeGuard[Filler]:
    """Whether a party stands in this sentence and was not carried over from another."""
    start = filler.mention.start if filler is not None else None
    return start is not None and at.sentence.start <= start < at.sentence.end


def _frames(at: _At) -> Iterator[int]:
    """The words whose adjuncts belong to the clause: the trigger, what governs it, coordinated heads, the parties."""
    sentence, trigger = at.sentence, at.clause.trigger
    yield trigger
    token = sentence.tokens[trigger]
    if token.head != trigger and token.dep in {"xcomp", "conj", "obj", "advcl", "nsubj:pass", "nmod", "obl", "nsubj"}:
        above = sentence.tokens[token.head]
        if token.pos != "VERB" or token.dep in {"xcomp", "conj"}:
            if token.dep != "conj" or above.pos == token.pos:
                yield token.head
    for index in sorted(_taken(at)):
        if index != trigger:
            yield index


def _adjuncts(at: _At, *, deep: bool = True) -> Iterator[int]:
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


def _is_time(at: _At, index: int) -> bool:
    token = at.sentence.tokens[index]
    if _YEAR.match(token.text) and token.dep != "nummod":
        return True
    if any(span.first <= index < span.last and span.last - span.first > 1 for span in at.names):
        return False
    return token.lemma in at.words["time_words"] or token.text == at.words.month_may


def _when(at: _At) -> str:
    for index in _adjuncts(at):
        if not _is_time(at, index):
            continue
        case = at.sentence.case(index)
        token = at.sentence.tokens[index]
        if case and case not in at.words["time_cases"]:
            continue
        first, last = stretch(at.sentence, index)
        dated = any(
            _YEAR.match(each.text) or each.text.lower() in at.words["bare_times"] or each.pos == "NUM"
            for each in at.sentence.tokens[first:last]
        )
        vague = token.lemma in {"time", "end", "start", "beginning", "half", "day", "war", "eve"}
        if (not case and not dated and token.pos != "PROPN" and vague) or (case in {"for", "of"}):
            continue
        if vague and not dated and case not in {"since", "after", "before"}:
            continue
        if case and case.split()[0] not in at.words["kept_cases"]:
            first += len(case.split())
        return at.says(first, last)
    return ""


def _where(at: _At) -> str:
    taken = _taken(at)
    for index in _adjuncts(at):
        if index in taken or at.sentence.case(index) not in at.words["place_cases"]:
            continue
        if _is_place(at, index):
            first, last = stretch(at.sentence, index)
            first += len(at.sentence.case(index).split())
            return at.says(first, last)
    obj = at.clause.object
    if _is_here(at, obj) and at.clause.predicate is Predicate.LOCATED_IN:
        for index in at.sentence.below(obj.head, "appos", "nmod:poss"):
            if _is_place(at, index):
                return at.says(*whole_phrase(at.sentence, index, at.names))
    return ""


def _is_place(at: _At, index: int) -> bool:
    token, lexicon = at.sentence.tokens[index], at.lexicon
    span = next((span for span in at.names if span.first <= index < span.last), None)
    if span is not None:
        return span.type.value in {"Place", "Facility"} or span.name.lower() in lexicon.countries
    kind = lexicon.nouns.get(token.lemma)
    known = token.text.lower() in lexicon.countries or token.text.lower() in lexicon.capitals
    return known or (kind is not None and kind.value in {"Place", "Facility"})


def _quantity(at: _At) -> str:
    """How many: the number before the goods, the object, or how many times."""
    sentence = at.sentence
    goods = [head for qualifier, heads in at.clause.slots if qualifier is Qualifier.PRODUCT for head in heads]
    fillers = [filler for filler in (at.clause.object, at.clause.subject) if _is_here(at, filler)]
    if at.clause.predicate in {Predicate.SUPPLIES, Predicate.INVOICES, Predicate.INTERMEDIATES}:
        fillers = []
    for head in [*goods, *(filler.head for filler in fillers[:1])]:
        found = _count(at, head)
        if found:
            return found
    for index in _adjuncts(at):
        if sentence.tokens[index].lemma in at.words["occasions"] and (found := _count(at, index)):
            first, last = stretch(sentence, index)
            return found if found.split()[-1].isdigit() else at.says(first + len(sentence.case(index).split()), last)
    return ""


def _count(at: _At, head: int) -> str:
    sentence = at.sentence
    token = sentence.tokens[head]
    above = sentence.tokens[token.head]
    if token.dep == "nmod" and sentence.case(head) == "of" and _is_quantity(at, token.head):
        first, _ = stretch(sentence, token.head)
        if above.pos in {"NUM", "NOUN"}:
            return at.says(max(first, _start(sentence, token.head)), token.head + 1)
    for child in sentence.children[head]:
        if child < head and sentence.tokens[child].dep in {"nummod", "amod", "det"} and _is_quantity(at, child):
            if _YEAR.match(sentence.tokens[child].text):
                continue
            return at.says(_start(sentence, child), child + 1)
    return ""


def _start(sentence: Sentence, index: int) -> int:
    """Where the words of a number begin: "more than half a dozen"."""
    first = sentence.subtree(index)[0]
    while first < index and sentence.tokens[first].dep in {"case", "punct"} and sentence.tokens[first].lemma in {"of", "on", "in", "for", "to", "with", ","}:
        first += 1
    return first


def _is_quantity(at: _At, index: int) -> bool:
    token = at.sentence.tokens[index]
    return token.pos == "NUM" or bool(_NUMBER.match(token.text)) or {token.lemma, token.text.lower()} & at.words["quantity_words"] != set()


def _amount(at: _At) -> str:
    """A sum of money in or beside the clause."""
    sentence = at.sentence
    lower, upper = _region(at)
    for index in range(lower, upper):
        token = sentence.tokens[index]
        sign = token.text.lower() in at.words["money_signs"] or token.text[:1] in {"$", "€", "£", "¥"}
        if not sign and token.lemma not in at.words["currencies"]:
            continue
        first, last = index, index + 1
        while first > 0 and (sentence.tokens[first - 1].pos == "NUM" or sentence.tokens[first - 1].text.lower() in _NEAR):
            first -= 1
        while last < len(sentence.tokens) and (sentence.tokens[last].pos == "NUM" or sentence.tokens[last].pos == "SYM"):
            last += 1
        if any(each.pos == "NUM" or _NUMBER.match(each.text.lstrip("$€£¥")) for each in sentence.tokens[first:last]):
            return at.says(first, last)
    return ""


_NEAR = frozenset({"more", "than", "over", "about", "around", "some", "nearly", "least", "at", "up", "to", "upwards", "of"} - {"of", "to", "at"})


def _region(at: _At) -> tuple[int, int]:
    """The stretch of the clause, with the whole of the trigger's own words."""
    below = at.sentence.subtree(at.clause.trigger)
    return min(at.clause.quote[0], below[0]), max(at.clause.quote[1], min(below[-1] + 1, at.clause.quote[1] + 12))


def _via(at: _At) -> str:
    taken = _taken(at)
    for index in _adjuncts(at):
        case = at.sentence.case(index)
        if case in at.words["via_cases"] and index not in taken and not _is_time(at, index):
            first, last = stretch(at.sentence, index)
            return at.says(first + len(case.split()), last)
    return ""


def _purpose(at: _At) -> str:
    """What the act is for or about, by the prepositions that the predicate takes."""
    sentence, trigger = at.sentence, at.clause.trigger
    taken = _taken(at)
    frames = [trigger, *(head for head in sorted(taken) if head > trigger)]
    for frame in frames:
        for child in sentence.children[frame]:
            token = sentence.tokens[child]
            if child < trigger or child in taken:
                continue
            if token.dep in {"obl", "nmod"}:
                case = sentence.case(child)
                if _is_time(at, child):
                    continue
            elif token.dep in {"advcl", "acl", "xcomp", "ccomp"}:
                case = _mark(sentence, child)
            else:
                continue
            if at.clause.predicate in at.words.purposes.get(case, frozenset()):
                below = sentence.subtree(child)
                last = min(below[-1] + 1, below[0] + _LONGEST_PURPOSE)
                first = below[0] if case in {"to", "for", "because", "because of", "as"} else below[0] + len(case.split())
                return at.says(first, last).strip(" ,.")
    return ""


def _mark(sentence: Sentence, verb: int) -> str:
    words = [sentence.tokens[i].text.lower() for i in sentence.children[verb] if i < verb and sentence.tokens[i].dep in {"mark", "case", "aux"}]
    return words[0] if words else ""


def _share(at: _At) -> str:
    sentence = at.sentence
    lower, upper = _region(at)
    for index in range(lower, upper):
        token = sentence.tokens[index]
        if token.lemma in at.words["share_words"] or token.text.lower() in at.words["share_words"]:
            if token.lemma in {"percent", "%"} or token.text == "%":
                first = sentence.subtree(index)[0]
                first = max(first, index - 5)
                return at.says(min(first, max(0, index - 1)), index + 1)
            return at.says(index, index + 1)
    return ""


def _programme(at: _At) -> str:
    start, end = at.sentence.start, at.sentence.end
    lower, upper = _region(at)
    near = (at.sentence.tokens[lower].start, at.sentence.tokens[upper - 1].end)
    for pattern in at.words.programmes:
        for match in pattern.finditer(at.text, start, end):
            if match.start() < near[1] and match.end() > near[0]:
                return match.group()
    return ""


_FINDERS = (
    (Qualifier.QUANTITY, "counted", _quantity),
    (Qualifier.AMOUNT, "money", _amount),
    (Qualifier.VIA, "via", _via),
    (Qualifier.WHERE, "placed", _where),
    (Qualifier.PURPOSE, None, _purpose),
    (Qualifier.SHARE, "shares", _share),
    (Qualifier.PROGRAMME, "programmed", _programme),
)
