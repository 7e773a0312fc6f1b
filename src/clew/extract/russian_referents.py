"""Russian words that take up a party by where they stand: "последняя", "та", and "он" of a charge."""

from collections.abc import Iterator, Mapping

from clew.extract.grammar import load_grammar
from clew.extract.memory import ORGANISED, SUBJECTS, Memory, Party
from clew.extract.sentence import NameSpan, Sentence
from clew.records import Mention
from clew.vocabulary import EntityType

_LATEST = frozenset({"последний", "тот"})
_STANDING = frozenset({"nsubj", "nsubj:pass", "obj", "iobj", "obl", "obl:agent"})
_OPENERS = (("среди", "них"), ("в", "их", "числе"), ("в", "том", "числе"), ("среди", "которых"), ("в", "числе", "них"))
"""How a sentence begins that goes on to name some of a group."""
_GROUPED = load_grammar("ru")["grouped"]
_PARTIES = ORGANISED | {EntityType.PERSON}
_CHARGING = load_grammar("ru")["charging"]


def takes_up_latest(sentence: Sentence, index: int) -> bool:
    """Whether a word by itself stands for the party named last: "Последняя поставляла", "а та переправляла"."""
    token = sentence.tokens[index]
    return sentence.language == "ru" and token.lemma in _LATEST and token.dep in _STANDING


def charged(memory: Memory, sentence: Sentence, index: int, mentions: Mapping[int, Mention]) -> Party | None:
    """Whom "он" takes up in "X обвиняют в том, что он ...": the one charged."""
    if sentence.tokens[index].dep not in SUBJECTS:
        return None
    for above in sentence.ancestors(index):
        if sentence.tokens[above].lemma in _CHARGING:
            for charged in (*sentence.below(above, "obj"), *sentence.below(above, "nsubj:pass")):
                named = next((i for i in (charged, *sentence.below(charged, "appos")) if i in mentions), None)
                if named is not None and named < index:
                    return memory.parties.get((mentions[named].name.casefold(), mentions[named].type))
    return None


def gender(sentence: Sentence, index: int) -> str:
    """The grammatical gender of a word in the singular, where its form shows one."""
    morph = sentence.tokens[index].morph
    _, found, rest = morph.partition("Gender=")
    return rest.partition("|")[0] if found and "Number=Plur" not in morph else ""


def genders(sentence: Sentence, index: int, span: NameSpan) -> Iterator[str]:
    """The genders by which a pronoun may take up a name: that of the noun before it, else its own where it declines."""
    token = sentence.tokens[index]
    noun = sentence.tokens[token.head]
    if token.dep == "appos" and token.head < index and noun.pos == "NOUN":
        yield from filter(None, [gender(sentence, token.head)])
    elif sentence.language == "ru" and not token.text.isascii() and span.last - span.first <= 3:
        quoted = span.first and sentence.tokens[span.first - 1].text == '"'
        if not quoted and sentence.tokens[span.last - 1].text != '"':
            yield from filter(None, [gender(sentence, index)])


def names_group(memory: Memory, number: int, sentence: Sentence, mentions: Mapping[int, Mention]) -> None:
    """Let the group of the sentence before stand for whom this one names of it: "Среди них — A и B"."""
    words = tuple(token.text.lower() for token in sentence.tokens[:3])
    some = any(words[: len(opener)] == opener for opener in _OPENERS)
    if not number or not some:
        return
    group = _latest_group(memory, number)
    named = list(_named(sentence, mentions, range(len(sentence.tokens))))
    if group is not None and named:
        memory.groups[group.name] = (group, *named)


def _latest_group(memory: Memory, number: int) -> Mention | None:
    """The last plural description up to here, of this sentence or the one before."""
    found = [
        party
        for party in memory.parties.values()
        if party.plural and party.mention.described and party.seen and party.seen[-1][0] >= number - 1
    ]
    grouped = [party for party in found if party.nouns & _GROUPED]
    return (grouped or found)[-1].mention if found else None


def _named(sentence: Sentence, mentions: Mapping[int, Mention], indexes: range) -> Iterator[Mention]:
    """The parties that a sentence names side by side: its first subject or list and what is coordinated with it."""
    first = next(
        (
            i
            for i in indexes
            if i in mentions
            and not mentions[i].described
            and mentions[i].type in _PARTIES
            and sentence.tokens[i].dep in {"nsubj", "nsubj:pass", "root", "appos", "nmod", "parataxis"}
        ),
        None,
    )
    if first is None:
        return
    for index in (first, *sentence.below(first, "conj")):
        mention = mentions.get(index)
        if mention is not None and not mention.described and mention.type in _PARTIES:
            yield Mention(mention.name, mention.type)
