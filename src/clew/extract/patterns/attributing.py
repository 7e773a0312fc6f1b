"""Who says it in Chinese: 据X报道, X称, 起诉书指出, credits and datelines, and how far each reaches."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from clew.extract.names.chinese_words import ChineseWords
from clew.extract.parse.chinese import simplified
from clew.extract.patterns.clause_roles import COMMA
from clew.extract.patterns.encoding import Encoded
from clew.extract.patterns.table import CLASSES, GOOD, RANGE
from clew.records import Claim, Source
from clew.vocabulary import EntityType, SourceKind

_AGENCY = re.compile(
    r"(?:^|[\n（(【])\s*(?P<name>(?![据據])[\u4e00-\u9fff]{1,6}(?<![会作行版公])社)[\u4e00-\u9fff]{0,6}(?:\d{1,2}月)?\d{1,2}日[\u4e00-\u9fff]{0,2}?(?:专电|电|消息|讯|报道)"
)
"""A dateline that names its agency, 北岸社布尔津18日专电; no 社会, 合作社, 旅行社, 出版社, 公社."""
_CREDIT = re.compile(
    r"(?:^|[\n（(])\s*(?P<name>[\u4e00-\u9fff]{2,8}?)\s*(?:／|/|[\u4e00-\u9fff]{2,6}?\d{1,2}(?:月\d{1,2})?日[专讯电]|[）)]\s*$)"
)

_BARE = 16
"""The longest sentence that may do no more than name who spoke."""
_POINTING = re.compile(r"(?:这一?|该|上述|以上|此)(?:消息|说法|信息|结论|内容|情况|指控|数据)")
_REPORTS = re.compile("报道|报导|讯$|电$")
_MUTE = frozenset({EntityType.PLACE, EntityType.PRODUCT})
_OUTLETS = frozenset({EntityType.COMPANY, EntityType.ORGANIZATION})
_TOWARDS = frozenset("对向与和同就在给让把将被由从于")
"""Before a party behind a place: it does not speak, the place does."""
_NEAR = 12
"""Within so many characters behind a title a verb tells that it is a medium's, which reports."""
_LED = re.compile(r"(?:据|援引|引述|转引|转述|引自|根据|告诉|接受|投书|致函)[^，,。；;：]{0,5}$")
"""Right before a title: it is a medium that is cited or spoken to."""
_GOODS = f"{GOOD}-{chr(ord(GOOD) + RANGE - 1)}"


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


def resting_on(claim: Claim, sources: Sequence[Source]) -> Claim:
    """A claim that names no source but a medium, on the word of whoever the next sentence names."""
    if any(source.kind is not SourceKind.MEDIA for source in claim.sources):
        return claim
    return replace(claim, sources=(*claim.sources, *(each for each in sources if each not in claim.sources)))


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
        self._papers = re.compile(rf"[^《》“”「」的及和与、得阅到引述{_GOODS}]{{0,8}}?(?:{documents})$")
        self._party = re.compile(party)
        self._document = re.compile(documents)
        self._verb = re.compile(
            rf"(?:^|[，,；：:、）]|但|并|而)(?P<lead>[^，,。；]{{0,8}}?)(?P<who>{party})(?P<more>[^，,。；]{{0,14}}?)"
            rf"(?<![被遭受获来])(?:{says})(?:道)?(?!的)(?P<end>(?=[，,:：。！])|$|(?={party})|(?=[\u4e00-\u9fff]))"
        )
        reports = "|".join(sorted(words["reports"] | words["says"], key=len, reverse=True))
        self._reports = re.compile(rf"[^，,。；;：]{{0,{_NEAR}}}?(?:{reports})")
        state = CLASSES["state"]
        outlets = "|".join(sorted(words["outlets"], key=len, reverse=True))
        bodies = "|".join(sorted(words["watching"], key=len, reverse=True))
        first = rf"(?:[一二三四五六七八九十]+、|//)?(?:{state})?的?"
        self._opens = re.compile(rf"{first}(?:[\u4e00-\u9fff]{{0,4}}?(?:{outlets}))?")
        self._called = re.compile(rf"{first}[\u4e00-\u9fff]{{0,4}}?(?:(?P<medium>{outlets})|(?:{bodies}))[“「『]?")
        self._relays = re.compile(rf"(?P<who>{party})[^，,。；;：]{{0,6}}?(?:援引|引述|转引|转述)")
        self._heard = re.compile(rf"(?:告诉|向|对|接受|受访于)(?P<who>{party})(?P<rest>[^，,。；]{{0,10}})")
        self._seen = re.compile(
            r"从(?P<body>[^，,。；]{1,24}?)(?:中|里|上)?(?:可以|可|能|能够|不难)?(?:看出|看到|得知|了解到|发现|推断)"
        )
        utterances = "|".join(sorted(words["utterances"], key=len, reverse=True))
        self._stated = re.compile(rf"{party}[^，,。；]{{0,8}}?(?:{utterances})$")
        self._paper = re.compile(
            rf"(?P<doc>{documents}|报道|报导|报告)(?:还|又|也|则|已)?(?P<more>[^，,。；]{{0,12}}?)(?:{says})"
        )

    def said(self, encoded: Encoded, named: Mapping[str, str]) -> Iterator[Said]:
        """The attributions of a sentence: media by title, then by wording, in order of the text.

        `named` gives the fullest name of each private character.
        """
        yield from self._outlets(encoded, named)
        for pattern in (self._by, self._seen):
            for match in pattern.finditer(encoded.line):
                yield from self._cited(encoded, match, named)
        heard = list(self._hearers(encoded, named))
        for match in self._verb.finditer(encoded.line):
            who = _speaker(encoded, match)
            source = self.source(named.get(who, ""), encoded.things[who].type)
            source = _reporting(source, encoded.things[who].type, match.group())
            if source.name and not self._is_own(source.name):
                told = tuple(m for at, c, m in heard if match.start("who") < at < match.end() + 2 and c != who)
                yield Said(match.end() - 1, (*told, source), frozenset({who}))
        for match in self._paper.finditer(encoded.line):
            stated = self._stated.search(encoded.line, max(0, match.start() - _BARE), match.end("doc"))
            if match["doc"] not in {"报道", "报导"} and stated is None:
                yield Said(match.end(), (Source(match["doc"], SourceKind.DOCUMENT),))

    def tells_of_before(self, encoded: Encoded, said: Sequence[Said]) -> bool:
        """Whether a sentence only says who says what stands before it: “……。”X说, 这一消息由X披露."""
        line = encoded.line.strip("，。！ ”」")
        bare = bool(said) and len(line) <= _BARE and said[-1].at >= len(line) - 2
        return bare or (bool(said) and _POINTING.match(line) is not None and len(line) <= 2 * _BARE)

    def _outlets(self, encoded: Encoded, named: Mapping[str, str]) -> Iterator[Said]:
        """The media that are told by their title between marks, and report or are cited: 《X》引述, 据德国《X》."""
        for character, thing in encoded.things.items():
            title = encoded.text[thing.start : thing.name_end]
            at = encoded.line.index(character)
            if self._is_title(title) and (
                self._reports.match(encoded.line, at + 1)
                or _LED.search(encoded.line, 0, at)
                or self._opens.fullmatch(encoded.line, 0, at)
            ):
                yield Said(at, (Source(_title(title), SourceKind.MEDIA),), frozenset({character}))
            elif thing.type in _OUTLETS and (called := self._called.fullmatch(encoded.line, 0, at)):
                name = named.get(character, "")
                kind = SourceKind.MEDIA if called["medium"] else SourceKind.ANALYST
                if name and not self._is_own(name):
                    yield Said(at, (Source(name, kind),), frozenset({character}))
        for match in self._relays.finditer(encoded.line):
            name = named.get(match["who"], "")
            outlet = encoded.things[match["who"]].type in _OUTLETS
            if outlet and name and not self._is_title(name) and not self._is_own(name):
                yield Said(match.end() - 1, (Source(name, SourceKind.MEDIA),), frozenset({match["who"]}))

    def _is_title(self, name: str) -> bool:
        """Whether a name is a title between marks, and not that of a law or a paper: 《北岸纪事》."""
        titled = name[:1] == "《" and "》" in name and not name.endswith(tuple(self._words["titled_papers"]))
        return titled and not name.endswith(tuple(f"{each}》" for each in self._words["titled_papers"]))

    def _is_own(self, name: str) -> bool:
        """Whether it is who writes the text itself, no source of it: 本报记者."""
        plain = simplified(name)
        return plain.startswith(tuple(self._words["own"])) or plain == "记者"

    def _hearers(self, encoded: Encoded, named: Mapping[str, str]) -> Iterator[tuple[int, str, Source]]:
        """The media that somebody tells something: 告诉X, 对X表示, 接受X采访."""
        for match in self._heard.finditer(encoded.line):
            source = self.source(named.get(match["who"], ""), encoded.things[match["who"]].type)
            if source.kind is SourceKind.MEDIA:
                yield match.start("who"), match["who"], source

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
            beside = thing.type is EntityType.PLACE and encoded.line[party.end() : party.end() + 1] in encoded.things
            name = named.get(party.group(), "")
            if thing.type is not EntityType.PRODUCT and not beside and name and not self._is_own(name):
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
        if self._is_title(simplified(name)):
            return Source(_title(name), SourceKind.MEDIA)
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
        if (dated := _AGENCY.search(text[:400])) is not None:
            return Source(dated["name"], SourceKind.MEDIA)
        for part in (text[:400], text[-40:]):
            for match in _CREDIT.finditer(part):
                name = match["name"]
                if self._words.is_media(name):
                    return Source(name, SourceKind.MEDIA)
            for name in sorted(self._words["media"], key=len, reverse=True):
                if re.search(rf"{name}[^，。\n]{{0,12}}?(?:报道|报导|[\u4e00-\u9fff\\d]{{0,8}}日[专讯电])", part):
                    return Source(name, SourceKind.MEDIA)
        return None


def _title(name: str) -> str:
    """What stands between the marks of a title: 北岸评论 of 《北岸评论》网站."""
    return name[1 : name.index("》")]


def _speaker(encoded: Encoded, match: re.Match[str]) -> str:
    """Who speaks of those before a verb: behind a place, which only tells where they are, the last: 首尔电，某部|称."""
    who: str = match["who"]
    if encoded.things[who].type is not EntityType.PLACE:
        return who
    first = match.start("more")
    behind = (
        character
        for at, character in enumerate(match["more"], first)
        if character in encoded.things and encoded.line[at - 1] not in _TOWARDS
    )
    return next((c for c in reversed(list(behind)) if encoded.things[c].type not in _MUTE), who)


def _reporting(source: Source, kind: EntityType, words: str) -> Source:
    """A named organisation that is said to report is a medium, whatever it is called."""
    named = kind in {EntityType.ORGANIZATION, EntityType.COMPANY} and source.kind is not SourceKind.DOCUMENT
    return Source(source.name, SourceKind.MEDIA) if named and _REPORTS.search(words) else source
