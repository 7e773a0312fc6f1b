"""Who says it in Chinese: 据X报道, X称, 起诉书指出, credits and datelines, and how far each reaches."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from clew.extract.names.chinese_words import ChineseWords
from clew.extract.parse.chinese import simplified
from clew.extract.patterns.clause_roles import COMMA
from clew.extract.patterns.encoding import Encoded
from clew.extract.patterns.table import CLASSES
from clew.records import Source
from clew.vocabulary import EntityType, SourceKind

_CREDIT = re.compile(
    r"(?:^|[\n（(])\s*(?P<name>[\u4e00-\u9fff]{2,8}?)\s*(?:／|/|[\u4e00-\u9fff]{2,6}?\d{1,2}(?:月\d{1,2})?日[专讯电]|[）)]\s*$)"
)

_REPORTS = re.compile("报道|报导|讯$|电$")


@dataclass(frozen=True, slots=True)
class Said:
    """From character `at` of the line on, what is said rests on `sources`; `speaker` is the private character."""

    at: int
    sources: tuple[Source, ...]
    speakers: frozenset[str] = frozenset()


def latest(line: str, end: int, said: Sequence[Said], own: set[str], carried: Sequence[Source]) -> list[Source]:
    """The sources of the latest attribution of a sentence before `end` that is not the party's own (`own` characters).

    Behind it the sentence's last one; `carried` are those of the sentence before, for a sentence that names nobody.
    """
    others = [each for each in said if not each.speakers & own]
    before = [each for each in others if each.at <= end - 1]
    after = others[-1:] if not before and said and others[-1:] == list(said[-1:]) else []
    chain = list((before or after)[-1].sources) if before or after else list(carried if not said else ())
    if len(before) > 1 and COMMA.search(line, before[-2].at + 1, before[-1].at) is None:
        chain = [*before[-2].sources, *chain]
    if len(before) > 1 and not any(source.kind is SourceKind.MEDIA for source in chain):
        chain = [*(source for source in before[-2].sources if source.kind is SourceKind.MEDIA), *chain]
    return chain


class Speech:
    """The expressions of attribution, made from the table of words."""

    def __init__(self, words: ChineseWords) -> None:
        self._words = words
        says = "|".join(sorted(words["says"], key=len, reverse=True))
        accounts = "|".join(sorted(words["accounts"], key=len, reverse=True))
        documents = "|".join(sorted(words["documents"], key=len, reverse=True))
        party = CLASSES["party"]
        self._by = re.compile(
            rf"(?:据|根据|依据|依(?!然|旧|赖)|按照|援引|引述)(?P<body>[^，,。；;]{{1,36}}?)(?:{accounts})?(?:[，,:：]|(?={accounts}))"
        )
        self._papers = re.compile(rf"[^《》“”「」的及和与、得阅到]{{0,8}}?(?:{documents})$")
        self._party = re.compile(party)
        self._document = re.compile(documents)
        self._verb = re.compile(
            rf"(?:^|[，,；：:、）]|但|并|而)(?P<lead>[^，,。；]{{0,8}}?)(?P<who>{party})(?P<more>[^，,。；]{{0,14}}?)"
            rf"(?<![被遭受获来])(?:{says})(?:道)?(?P<end>(?=[，,:：])|(?={party})|(?=[\u4e00-\u9fff]))"
        )
        self._paper = re.compile(
            rf"(?P<doc>{documents}|报道|报导|报告)(?:还|又|也|则|已)?(?P<more>[^，,。；]{{0,12}}?)(?:{says})"
        )

    def said(self, encoded: Encoded, named: Mapping[str, str]) -> Iterator[Said]:
        """The attributions of a sentence, in order; `named` gives the fullest name of each private character."""
        for match in self._by.finditer(encoded.line):
            yield from self._cited(encoded, match, named)
        for match in self._verb.finditer(encoded.line):
            who = match["who"]
            source = self.source(named.get(who, ""), encoded.things[who].type)
            source = _reporting(source, encoded.things[who].type, match.group())
            if source.name:
                yield Said(match.end() - 1, (source,), frozenset({who}))
        for match in self._paper.finditer(encoded.line):
            if match["doc"] not in {"报道", "报导"}:
                yield Said(match.end(), (Source(match["doc"], SourceKind.DOCUMENT),))

    def _cited(self, encoded: Encoded, match: re.Match[str], named: Mapping[str, str]) -> Iterator[Said]:
        """Who and which paper is named behind 据: parties first, then the paper."""
        first, last = match.span("body")
        told = self._document.match(encoded.line, last)
        last = told.end() if told else last
        paper = self._papers.search(encoded.line, first, last)
        found: list[Source] = []
        speakers = set[str]()
        for party in self._party.finditer(encoded.line, first, paper.start() if paper else last):
            thing = encoded.things[party.group()]
            if thing.type is not EntityType.PRODUCT and named.get(party.group()):
                source = self.source(named[party.group()], thing.type)
                found.append(_reporting(source, thing.type, encoded.line[match.start() : match.end() + 2]))
                speakers.add(party.group())
        if paper is not None and paper.end() > paper.start():
            start, end = encoded.span(paper.start(), paper.end())
            found.append(Source(encoded.text[start:end].strip("《》“”「」"), SourceKind.DOCUMENT))
        if found:
            yield Said(match.end() - 1, tuple(found), frozenset(speakers))

    def source(self, name: str, kind: EntityType) -> Source:
        """The source of a name, its kind by the table and the name's ending."""
        words = self._words
        if words.is_media(name):
            return Source(name, SourceKind.MEDIA)
        plain_name = simplified(name)
        for key, told in (
            ("documents", SourceKind.DOCUMENT),
            ("officials", SourceKind.OFFICIAL),
            ("analysts", SourceKind.ANALYST),
            ("people", SourceKind.PERSON),
        ):
            if any(plain_name.endswith(ending) for ending in words[key]):
                return Source(name, told)
        plain = {EntityType.PERSON: SourceKind.PERSON, EntityType.COMPANY: SourceKind.COMPANY}
        return Source(name, plain.get(kind, SourceKind.OFFICIAL))

    def credit(self, text: str) -> Source | None:
        """The agency that a dateline in the first lines, or a bracket at the end, credits with the text."""
        for part in (text[:400], text[-40:]):
            for match in _CREDIT.finditer(part):
                name = match["name"]
                if self._words.is_media(name):
                    return Source(name, SourceKind.MEDIA)
            for name in sorted(self._words["media"], key=len, reverse=True):
                if re.search(rf"{name}[^，。\n]{{0,12}}?(?:报道|报导|[\u4e00-\u9fff\\d]{{0,8}}日[专讯电])", part):
                    return Source(name, SourceKind.MEDIA)
        return None


def _reporting(source: Source, kind: EntityType, words: str) -> Source:
    """A named organisation that is said to report is a medium, whatever it is called."""
    named = kind in {EntityType.ORGANIZATION, EntityType.COMPANY} and source.kind is not SourceKind.DOCUMENT
    return Source(source.name, SourceKind.MEDIA) if named and _REPORTS.search(words) else source
