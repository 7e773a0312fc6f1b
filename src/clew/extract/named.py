"""Tell whom a text names, each wording once, whether a claim comes of it or not."""

import re
from collections.abc import Iterable, Iterator

from clew.extract.names.chinese import find
from clew.extract.names.chinese_words import load_chinese_words
from clew.extract.names.short_forms import names_in
from clew.extract.parse.chinese import SegmentedText
from clew.extract.sentence import ParsedText
from clew.records import Document, Mention
from clew.vocabulary import EntityType

_ALIAS = re.compile(r"(?:(?:以下)?简称|下称|又名|原名)?[“「:：]?(?P<name>[A-Z][\w .&'’-]+|[\u4e00-\u9fff]{2,12})[”」]?")


def named_in(text: ParsedText) -> list[Mention]:
    """The names of a parsed text: the fullest form, its type, and where the words at hand stand."""
    spans = (
        Mention(span.name, span.type, sentence.tokens[span.first].start, sentence.tokens[span.last - 1].end)
        for sentence, names in zip(text.sentences, text.names, strict=True)
        for span in names
    )
    return list(_once(spans, text.document.text))


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
