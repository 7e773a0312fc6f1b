"""Groups of named parties: the names that a group noun stands for, and "A and B" that "they" or "the pair" take up."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from clew.extract.grammar import load_grammar
from clew.extract.memory import ORGANISED, SUBJECTS, WINDOW, Memory, compatible
from clew.extract.sentence import NameSpan, Sentence
from clew.records import Mention
from clew.vocabulary import EntityType

_WORDS = load_grammar()
_COUNTS = {"two": 2, "three": 3, "four": 4, "five": 5, "six": 6}
_LEAD = 5
"""Sentences from the beginning within which a group is brought in that may be named later."""
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_MOST_MEMBERS = 6
_LONGEST_GROUP = 12
"""Tokens from a group noun within which the list of its members must begin."""


def note_group(memory: Memory, number: int, sentence: Sentence, index: int, heads: Mapping[int, NameSpan]) -> None:
    """Keep "A and B" as a group that "they", "both" and "the pair" may take up, at the last of its names."""
    first = sentence.tokens[index].head
    if sentence.tokens[index].dep != "conj" or first not in heads:
        return
    named = (first, *sentence.below(first, "conj"))
    if index != max(named) or len(named) > _MOST_MEMBERS or not all(i in heads for i in named):
        return
    spans = [heads[i] for i in named]
    people = all(span.type is EntityType.PERSON for span in spans)
    countries = any(span.name.lower() in memory.lexicon.countries for span in spans)
    if countries or not (people or all(span.type in ORGANISED for span in spans)):
        return
    _name_earlier(memory, number, spans)
    name = " and ".join(span.name for span in spans)
    memory.groups[name] = tuple(Mention(span.name, span.type) for span in spans)
    group = Mention(name, spans[0].type, described=True)
    party = memory.note(group, number, sentence.tokens[first].dep in SUBJECTS, plural=True)
    party.nouns.update({"man", "individual"} if people else {"company", "firm", "entity"})


def _name_earlier(memory: Memory, number: int, spans: Sequence[NameSpan]) -> None:
    """Let a lead's "two traders" stand for the two that are first named a few sentences later, side by side."""
    if any(other.name == span.name for span in spans for names in memory.parsed.names[:number] for other in names):
        return
    for party in memory.parties.values():
        first = party.seen[0][0] if party.seen else number
        counted = party.mention.name.lower().split()[0]
        fits = party.plural and party.mention.described and party.mention.name not in memory.groups
        near = first < _LEAD and first < number <= first + WINDOW
        alike = all(compatible(span.type, party.mention.type) for span in spans)
        if fits and near and alike and _COUNTS.get(counted) == len(spans):
            memory.groups[party.mention.name] = tuple(Mention(span.name, span.type) for span in spans)
            return


def paired(sentence: Sentence, index: int) -> bool:
    """Whether a noun takes up two or more parties just named: "the pair", "the trio"."""
    if sentence.tokens[index].lemma not in _WORDS["pairs"] or any(True for _ in sentence.below(index, "nmod", "amod")):
        return False
    return any(sentence.tokens[i].text.lower() == "the" for i in sentence.below(index, "det"))


def called(mention: Mention, named: Sequence[Mention]) -> Mention:
    """A group by its description; by its members' names where that is a bare "firms", which may be others next time."""
    return mention if " " in mention.name else replace(mention, name=" and ".join(each.name for each in named))


def members(sentence: Sentence, index: int, heads: Mapping[int, NameSpan]) -> tuple[Mention, ...]:
    """The names that a group noun stands for: "two firms, A and B", "A and B, firms that ..."."""
    listed = _listed_after(sentence, index, heads) or _listed_before(sentence, index, heads)
    if listed:
        return listed
    token = sentence.tokens[index]
    firsts = [child for child in sentence.below(index, "appos") if child > index]
    if token.dep == "appos" and token.head in heads:
        firsts.append(token.head)
    for first in firsts:
        named = [i for i in (first, *sentence.below(first, "conj")) if i in heads]
        if len(named) > 1:
            return _asmembers([heads[i] for i in named])
    return ()


def _listed_after(sentence: Sentence, index: int, heads: Mapping[int, NameSpan]) -> tuple[Mention, ...]:
    """The names that follow a group behind a comma, whatever the parser hangs them on: "firms in Varnia, A and B"."""
    tokens = sentence.tokens
    for at in range(index + 1, min(index + _LONGEST_GROUP, len(tokens))):
        if tokens[at].tag in _FINITE or tokens[at].text in {";", "(", '"'}:
            return ()
        if tokens[at].text in {",", ":"}:
            spans, end = _run_of_names(sentence, at + 1, heads)
            closed = end >= len(tokens) or tokens[end].pos == "PUNCT"
            return _asmembers(spans) if closed else ()
    return ()


def _listed_before(sentence: Sentence, index: int, heads: Mapping[int, NameSpan]) -> tuple[Mention, ...]:
    """The names right before a bare plural behind a comma: "A and B, companies based in Varnia"."""
    tokens = sentence.tokens
    first = index
    while first and tokens[first - 1].dep in {"amod", "compound", "nummod"} and tokens[first - 1].head == index:
        first -= 1
    if first < 4 or tokens[first - 1].text != ",":
        return ()
    for start in sorted(span.first for span in heads.values()):
        spans, end = _run_of_names(sentence, start, heads)
        if end == first - 1 and len(spans) > 1:
            return _asmembers(spans)
    return ()


def _run_of_names(sentence: Sentence, start: int, heads: Mapping[int, NameSpan]) -> tuple[list[NameSpan], int]:
    """Names joined by commas and "and" from a token on, and where they end (exclusive)."""
    starts = {span.first: span for span in heads.values()}
    spans: list[NameSpan] = []
    at = start
    while at in starts:
        spans.append(starts[at])
        end = at = starts[at].last
        while at < len(sentence.tokens) and sentence.tokens[at].text.lower() in {",", "and"} and at - end < 2:
            at += 1
        if at not in starts:
            return spans, end
    return spans, start


def _asmembers(spans: Sequence[NameSpan]) -> tuple[Mention, ...]:
    if len(spans) < 2 or any(span.type is EntityType.PLACE for span in spans):
        return ()
    return tuple(Mention(span.name, span.type) for span in spans)
