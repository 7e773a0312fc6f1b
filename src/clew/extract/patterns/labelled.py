"""Claims of a Chinese document that stand outside its sentences: labelled lines, numbered lists, names in brackets."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from clew.extract.names.short_forms import ChineseNames
from clew.extract.parse.chinese import Segmented
from clew.extract.patterns.notices import ITEM, LIST_NAME, LISTING, fields, told
from clew.names import romanise
from clew.records import Claim, Document, Mention, Quote, Source
from clew.vocabulary import EntityType, Predicate, Qualifier

_HEADING = 45
_STOPPED = re.compile("[。！？!?；;，,：:、）)]")
_LONGEST = 120
"""Characters between which a full name and its short form stand."""


def field_claims(document: Document, text: str, version: str) -> Iterator[Claim]:
    """What the labelled lines of a tender or consignment state; `text` is the document's in simplified characters."""
    lines = "".join("\n" if own == "\n" else plain for own, plain in zip(document.text, text, strict=True))
    for predicate, subject, object_ in fields(lines):
        start, end = min(subject[0], object_[0]), max(subject[1], object_[1])
        yield Claim(
            doc=document.name,
            quote=Quote(document.id, start, end),
            text=document.text[start:end],
            predicate=predicate,
            subject=_named(document, subject),
            object=_named(document, object_),
            qualifiers={key: document.text[slice(*span)] for key, span in told(lines, predicate).items()},
            confidence=0.7,
            extractor=version,
        )


def equation_claims(
    document: Document, names: ChineseNames, sources: tuple[Source, ...], version: str
) -> Iterator[Claim]:
    """What full names with their short forms in brackets state: that both are one party's."""
    for long, short, kind in names.equated:
        full, brief = (document.text[a:b].strip("“”「」 ") for a, b in (long, short))
        start, end = min(long[0], short[0]), max(long[1], short[1])
        if full and brief and end - start < _LONGEST:
            yield Claim(
                doc=document.name,
                quote=Quote(document.id, start, end),
                text=document.text[start:end],
                predicate=Predicate.SAME_AS,
                subject=Mention(full, kind, *long, latin=romanise(full)),
                object=Mention(brief, kind, *short, latin=romanise(brief)),
                sources=sources,
                confidence=0.85,
                extractor=version,
            )


class NumberedList:
    """The listing of a document that goes on: a numbered line behind "现将下列企业列入名单" names one who is listed."""

    def __init__(self, document: Document, text: str, version: str) -> None:
        self._document, self._text, self._version = document, text, version
        self._open: tuple[Mention, int, int] | None = None

    def claims(
        self,
        sentence: Segmented,
        mentions: Mapping[str, Mention | None],
        before: Iterable[Mention],
        sources: tuple[Source, ...],
    ) -> Iterator[Claim]:
        """What the next sentence states; `before` are the bodies that the text named before it, the last one first."""
        if LISTING.search(self._text[sentence.start : sentence.end]):
            known = [mention for mention in (*mentions.values(), *before) if mention is not None]
            authority = next((mention for mention in known if mention.type is EntityType.PUBLIC_BODY), None)
            self._open = None if authority is None else (authority, sentence.start, sentence.end)
            return
        head = ITEM.match(self._text, sentence.start, sentence.end)
        if self._open is None or head is None or not head.group().strip():
            return
        named = next((m for m in mentions.values() if m is not None and m.type is not EntityType.PRODUCT), None)
        if named is None or named.start is None or named.end is None or named.start > head.end() + 2:
            return
        authority, start, end = self._open
        entered = LIST_NAME.search(self._text, start, end)
        text = self._document.text
        yield Claim(
            doc=self._document.name,
            quote=Quote(self._document.id, start, end),
            text=text[start:end],
            predicate=Predicate.SANCTIONS,
            subject=replace(authority, start=None, end=None, resolved=True),
            object=named,
            qualifiers={Qualifier.PROGRAMME: text[slice(*entered.span(1))]} if entered else {},
            sources=sources,
            confidence=0.65,
            extractor=self._version,
        )


def is_heading(text: str, sentence: Segmented) -> bool:
    """Whether a line above the text only announces it: no stop in it, and none before it."""
    said = text[sentence.start : sentence.end].strip()
    alone = not text[: sentence.start].rpartition("\n")[2].strip()
    ended = text[sentence.end - 1] == "\n" or text[sentence.end : sentence.end + 1] == "\n"
    above = not any(mark in text[: sentence.start] for mark in "。！？!?") and bool(text[sentence.end :].strip())
    return alone and ended and above and 0 < len(said) <= _HEADING and not _STOPPED.search(said)


def _named(document: Document, span: tuple[int, int]) -> Mention:
    name = document.text[slice(*span)]
    return Mention(name, EntityType.COMPANY, *span, latin=romanise(name))
