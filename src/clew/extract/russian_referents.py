"""Russian words that take up a party by where they stand: "последняя", "та", and "он" of a charge."""

from collections.abc import Iterator, Mapping

from clew.extract.grammar import load_grammar
from clew.extract.memory import SUBJECTS, Memory, Party
from clew.extract.sentence import NameSpan, Sentence
from clew.records import Mention

_LATEST = frozenset({"последний", "тот"})
_STANDING = frozenset({"nsubj", "nsubj:pass", "obj", "iobj", "obl", "obl:agent"})
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
