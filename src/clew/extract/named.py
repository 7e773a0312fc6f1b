"""Tell whom a text names, each wording once, whether a claim comes of it or not."""

from collections.abc import Iterable, Iterator

from clew.extract.names.chinese import find, load_chinese_words
from clew.extract.parse.chinese import SegmentedText
from clew.extract.sentence import ParsedText
from clew.records import Document, Mention
from clew.vocabulary import EntityType


def named_in(text: ParsedText) -> list[Mention]:
    """The names of a parsed text: the fullest form, its type, and where the words at hand stand."""
    spans = (
        Mention(span.name, span.type, sentence.tokens[span.first].start, sentence.tokens[span.last - 1].end)
        for sentence, names in zip(text.sentences, text.names, strict=True)
        for span in names
    )
    return list(_once(spans, text.document.text))


def chinese_named(document: Document, parsed: SegmentedText) -> list[Mention]:
    """The names of a Chinese text, in its own characters."""
    words = load_chinese_words()
    spans = (
        Mention(document.text[each.start : each.name_end], each.type, each.start, each.name_end)
        for sentence in parsed.sentences
        for each in find(parsed.simplified, sentence, words, {})
        if not each.described and not each.anaphor
    )
    return list(_once(spans, document.text))


def _once(mentions: Iterable[Mention], text: str) -> Iterator[Mention]:
    """Each wording and type at its first place."""
    seen: set[tuple[str, str, EntityType]] = set()
    for one in mentions:
        key = (one.name, text[one.start : one.end], one.type)
        if key not in seen:
            seen.add(key)
            yield one
