"""Tell whom a text names, each wording once, whether a claim comes of it or not."""

import re
from collections.abc import Iterable, Iterator, Sequence

from clew.extract.describing import noun_type, phrase
from clew.extract.names.chinese import find
from clew.extract.names.chinese_words import load_chinese_words
from clew.extract.names.lexicon import Lexicon
from clew.extract.names.register import head_of
from clew.extract.names.short_forms import names_in
from clew.extract.parse.chinese import SegmentedText
from clew.extract.sentence import NameSpan, ParsedText, Sentence
from clew.records import Document, Mention
from clew.vocabulary import EntityType

_OWNING = frozenset({"'s", "’s"})
_OWNED = 2
"""What is left of a name without its owner has two words and more, for one says too little."""
_NAMED_BY_NOUN = frozenset({EntityType.PUBLIC_BODY, EntityType.FACILITY, EntityType.ORGANIZATION})
_ALIAS = re.compile(r"(?:(?:以下)?简称|下称|又名|原名)?[“「:：]?(?P<name>[A-Z][\w .&'’-]+|[\u4e00-\u9fff]{2,12})[”」]?")


def named_in(text: ParsedText, lexicon: Lexicon) -> list[Mention]:
    """The names of a parsed text: the fullest form, its type, and where the words at hand stand.

    A person's one name is given with its title as well ("President Kelm"), a body or a good without whose it is
    ("Varnia's Customs Service"), and a public body by its common noun where a nation or a place stands with it
    ("Varnian embassy").
    """
    return list(_once(_all_named(text, lexicon), text.document.text))


def _all_named(text: ParsedText, lexicon: Lexicon) -> Iterator[Mention]:
    whole = text.document.text
    for sentence, names in zip(text.sentences, text.names, strict=True):
        tokens = sentence.tokens
        for span in names:
            yield Mention(span.name, span.type, tokens[span.first].start, tokens[span.last - 1].end)
            owned = _after_owner(sentence, span)
            if owned < span.last:
                start, end = tokens[owned].start, tokens[span.last - 1].end
                yield Mention(_plain(whole[start:end]), span.type, start, end)
            titled = _from_title(sentence, span, lexicon)
            if titled < span.first:
                yield Mention(span.name, span.type, tokens[titled].start, tokens[span.last - 1].end)
        if lexicon.articles:
            yield from _bodies(sentence, names, whole, lexicon)


def _after_owner(sentence: Sentence, span: NameSpan) -> int:
    """Where a name begins without whose it is; its end where it has no owner."""
    owner = next((at for at in range(span.first, span.last) if sentence.tokens[at].text in _OWNING), span.last)
    return owner + 1 if span.last - owner > _OWNED else span.last


def _from_title(sentence: Sentence, span: NameSpan, lexicon: Lexicon) -> int:
    """Where a person's one name begins together with the capitalised titles in front of it."""
    first = span.first
    alone = span.type is EntityType.PERSON and span.last - span.first == 1
    while alone and first and sentence.tokens[first - 1].text[0].isupper():
        if sentence.tokens[first - 1].text.lower() not in lexicon.titles:
            break
        first -= 1
    return first


def _bodies(sentence: Sentence, names: Sequence[NameSpan], whole: str, lexicon: Lexicon) -> Iterator[Mention]:
    """Bodies and sites that a common noun names together with a nation, a place or a name: "Varnian embassy in Brevno".

    Beside a nation or a place only a public body or a site is named: "Varnian engineers" are whoever they are.
    """
    within = {at: span for span in names for at in range(span.first, span.last)}
    heads = {head_of(sentence, span.first, span.last): span for span in names}
    for at, token in enumerate(sentence.tokens):
        type = noun_type(sentence, at, lexicon) if at not in within else None
        if type is not EntityType.FACILITY and (type not in _NAMED_BY_NOUN or token.lemma not in lexicon.bodies):
            continue
        first, last = phrase(sentence, at, heads)
        whose = [word for word in range(first, at) if word in within or _is_nation(sentence, word, lexicon)]
        if type is EntityType.ORGANIZATION:
            whose = [word for word in whose if word in within and within[word].type is not EntityType.PLACE]
        end = at + 1 if whose else last
        if whose or (type is EntityType.PUBLIC_BODY and any(word in within for word in range(at, last))):
            start, stop = sentence.tokens[first].start, sentence.tokens[end - 1].end
            yield Mention(_plain(whole[start:stop]), type, start, stop)


def _is_nation(sentence: Sentence, at: int, lexicon: Lexicon) -> bool:
    return sentence.tokens[at].text.lower() in lexicon.adjectives


def _plain(words: str) -> str:
    return " ".join(words.split())


def chinese_named(document: Document, parsed: SegmentedText) -> list[Mention]:
    """The names of a Chinese text in its own characters, short forms and originals in brackets by their fullest."""
    return list(_once(_chinese(document, parsed), document.text))


def _chinese(document: Document, parsed: SegmentedText) -> Iterator[Mention]:
    words, text = load_chinese_words(), document.text
    names = names_in(parsed, words)
    for sentence in parsed.sentences:
        for each in find(parsed.simplified, sentence, words, names.types):
            if each.described or each.anaphor:
                continue
            target = names.fullest.get(parsed.simplified[each.start : each.name_end])
            start, end, kind = target or (each.start, each.name_end, each.type)
            bare = text[start:end].strip("“”「」『』 ")
            name = text[start:end].strip() if any(mark in bare for mark in "”」』") else bare
            yield Mention(name, kind, each.start, each.name_end)
            if (
                kind is not EntityType.COMPANY
                and each.alias is not None
                and (form := _ALIAS.fullmatch(text, *each.alias))
            ):
                yield Mention(name, kind, *form.span("name"))


def _once(mentions: Iterable[Mention], text: str) -> Iterator[Mention]:
    """Each wording and type at its first place."""
    seen: set[tuple[str, str, EntityType]] = set()
    for one in mentions:
        key = (one.name, text[one.start : one.end], one.type)
        if key not in seen:
            seen.add(key)
            yield one
