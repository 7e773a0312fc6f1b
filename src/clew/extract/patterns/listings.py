"""Chinese listings that go on: sentences behind an announcement that name some of those whom it lists."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from clew.extract.listings import NO_MEMBERS
from clew.extract.names.chinese_words import Found, load_chinese_words
from clew.extract.parse.chinese import simplified
from clew.extract.patterns.encoding import Encoded
from clew.extract.patterns.table import CLASSES
from clew.extract.tables import table_of
from clew.records import Claim, Mention, Source
from clew.vocabulary import EntityType, Predicate, Qualifier, SourceKind, Status

_NEAR = 5
"""Sentences that may stand between a listing, or the last one that went on with it, and the next that does."""
_PARTY = CLASSES["named"]
_NO = f"[^。；;，,{_PARTY[1:-1]}]"
_WORDS: Mapping[str, str] = table_of("chinese_patterns.yaml")["words"]
_NAMING = f"[^。；;，,由据被向从对与在{_PARTY[1:-1]}]"
"""Between what names a member and the member: nobody who only does or tells it."""
_FURTHER = f"(?:、|和|与|及|以及|[，,]以及|[，,]还有|[，,]和){_NO}{{0,24}}?{_PARTY}"
_RUN = f"(?P<run>{_PARTY}(?:{_FURTHER}){{0,60}}+)(?!的)"
_LED = f"(?:[^。；{_PARTY[1:-1]}]{{0,16}}?[，,：:])?(?:而|并|但)?"
"""What may lead a sentence: 按公报，."""
_PLAIN = f"[^。；;，,的{_PARTY[1:-1]}]"
_ONES = f"(?:(?P<counted>{_WORDS['counted']})|{_WORDS['listed']}的?)"
_NAMED_BEHIND = re.compile(
    f"{_LED}(?:其中|当中)?(?:也|还)?{_NO}{{0,6}}?{_ONES}{_PLAIN}{{0,10}}?{_WORDS['naming']}{_NAMING}{{0,16}}?{_RUN}"
)
"""五家公司分别是A、B和C; 名单上还有A; 附件点名A."""
_AMONG = re.compile(f"{_LED}{_ONES}{_PLAIN}{{0,8}}?(?:之中|当中|中|里)[，,]?{_NAMING}{{0,14}}?{_RUN}")
"""五家公司当中，A被指…."""
_OF_THEM = re.compile(f"其中[，,]?(?:(?![是为]){_NAMING}){{0,14}}?{_RUN}(?!{_NO}{{0,4}}?{_WORDS['speaking']})")
_ANOTHER = re.compile(f"{_LED}另外?(?P<counted>{_WORDS['number']}{_WORDS['measure']}){_NO}{{0,12}}?{_RUN}")
"""另一家A."""
_IN_ORDER = re.compile(f"{_LED}{_WORDS['ordinal']}(?:[，,：:]|则?是|则?为|即)+{_NO}{{0,12}}?{_RUN}")
"""其一，A; 附件第14项为A."""
_NAMED_BEFORE = re.compile(f"(?<![在、和与及]){_RUN}{_NO}{{0,24}}?(?:[，,]{_NO}{{0,6}}?)?{_WORDS['entered']}")
"""A与B同日上榜."""
_BRACKET = re.compile(r"（[^（）]*）|\([^()]*\)")
_COUNTED = re.compile(_ONES)
_COUNT = re.compile(f"(?P<many>{_WORDS['number']})(?P<by>{_WORDS['measure']})")
"""How many there are and how they are counted: 五|家."""
_FIGURES = {figure: str(number) for number, figure in enumerate("一二三四五六七八九十", 1)} | {"两": "2"}
_ALIKE = tuple(frozenset(each) for each in _WORDS["alike"].split())
"""Words that count the same: a firm is counted by 家, among other bodies by 个."""
_TAKEN_FOR_ALL = re.compile(f"{_NO}{{0,3}}?(?:之中|当中|中|里|分别|{_WORDS['naming']})")
"""Behind a counted group: it stands for all who are listed and is none of them."""
_SOME = re.compile(_WORDS["some"])
"""Words by which a count is of some of those who are listed."""
_ANNOUNCES = re.compile(_WORDS["announcing"])
_OF_SANCTIONS = re.compile(_WORDS["of_sanctions"])
"""What makes an announced list one of those who are sanctioned."""
_DENIES = re.compile(_WORDS["denying"])
_LIFTS = re.compile(_WORDS["lifting"])
"""What ends a listing, or tells of a ranking: nobody is listed by it."""
_AUTHORITIES = frozenset({EntityType.PUBLIC_BODY})


@dataclass(frozen=True, slots=True)
class Further:
    """Further members of a listing.

    Who lists them, on which list and when, on whose word the listing was announced, the words that count them all
    (五家公司; empty where only some are named), and the stretch of the encoded line that names them.
    """

    authorities: tuple[Mention, ...]
    told: Mapping[Qualifier, str]
    sources: tuple[Source, ...]
    group: str
    members: tuple[Mention, ...]
    first: int
    last: int


class RunningListing:
    """The listing of a document that its next sentences may go on with."""

    def __init__(self) -> None:
        self._authorities: tuple[Mention, ...] = ()
        self._told: Mapping[Qualifier, str] = {}
        self._sources: tuple[Source, ...] = ()
        self._since = 0
        self._counted: frozenset[str] = frozenset()

    def further(
        self,
        encoded: Encoded,
        mentions: Mapping[str, Mention | None],
        told: Sequence[Claim],
        sources: tuple[Source, ...],
        day: str,
    ) -> Further | None:
        """Whom a sentence names as listed by the announcement before it.

        `told` is what the sentence states itself, `sources` those on whose word, `day` the date that it tells. A
        sentence that lists somebody by itself, or announces that an authority lists some, opens a listing.
        """
        near = self._since <= _NEAR and not _LIFTS.search(encoded.line)
        found = self._further(encoded, mentions) if self._authorities and near else None
        listed = [c for c in told if c.predicate is Predicate.SANCTIONS and c.status is Status.ASSERTED and c.subject]
        self._since += 1
        if found is not None:
            self._since = 1
        counted = frozenset(match["by"] for match in _COUNT.finditer(_in_words(encoded)))
        if _LIFTS.search(encoded.line):
            self._authorities = ()
        elif listed:
            self._counted = counted | (self._counted if found is not None else frozenset())
            self._authorities = tuple(dict.fromkeys(c.subject for c in listed if c.subject is not None))
            kept = (Qualifier.PROGRAMME, Qualifier.WHEN)
            self._told = {key: each.qualifiers[key] for each in listed for key in kept if each.qualifiers.get(key)}
            self._since = 1
            self._sources = sources
        elif _OF_SANCTIONS.search(encoded.line) and (announced := _ANNOUNCES.search(encoded.line)) is not None:
            body = _announcer(encoded, mentions)
            if body is not None:
                self._authorities, self._since, self._counted = (body,), 1, counted
                self._told = {Qualifier.WHEN: day} if day else {}
                self._sources = _officials(encoded.line[: announced.start()], mentions) or sources
        return found

    def _further(self, encoded: Encoded, mentions: Mapping[str, Mention | None]) -> Further | None:
        line, places = _laid_out(encoded)
        runs = list(_runs(line, follows=self._since == 1, counted=self._counted))
        own, words = {authority.name for authority in self._authorities}, load_chinese_words()
        members: list[Mention] = []
        for run in runs:
            for at in range(*run.span("run")):
                mention = mentions.get(line[at])
                if mention is not None and mention.type not in NO_MEMBERS and mention.name not in own:
                    members += [mention] if not words.is_media(mention.name) else []
        if not members:
            return None
        first, last = places[runs[0].start()], places[runs[-1].end() - 1] + 1
        told = (self._authorities, self._told, self._sources)
        return Further(*told, _group(line, runs[0]), tuple(dict.fromkeys(members)), first, last)


def _group(line: str, run: re.Match[str]) -> str:
    """The words that count all who are listed: 五家公司|分别是A、B和C."""
    lead = line[run.start() : run.start("run")]
    return lead if run.groupdict().get("counted") and not _SOME.search(lead) else ""


def _announcer(encoded: Encoded, mentions: Mapping[str, Mention | None]) -> Mention | None:
    """The first authority of a sentence: a public body, else a state."""
    named = [(m, encoded.things[c].country) for c in encoded.line if (m := mentions.get(c)) is not None]
    bodies = (m for m, _ in named if m.type in _AUTHORITIES and not m.described)
    return next(bodies, None) or next((m for m, country in named if country), None)


def _officials(line: str, mentions: Mapping[str, Mention | None]) -> tuple[Source, ...]:
    """The person who announces a listing for an authority: the last one named before it."""
    named = [m for c in line if (m := mentions.get(c)) is not None and m.type is EntityType.PERSON and not m.described]
    return tuple(Source(each.name, SourceKind.OFFICIAL) for each in named[-1:])


def _laid_out(encoded: Encoded) -> tuple[str, list[int]]:
    """The line without brackets, counted groups that stand for all who are listed as words; the place of each."""
    line: list[str] = []
    places: list[int] = []
    dropped = {at for match in _BRACKET.finditer(encoded.line) for at in range(*match.span())}
    for at, character in enumerate(encoded.line):
        if at in dropped:
            continue
        thing = encoded.things.get(character)
        said = character if thing is None else _as_words(encoded, at, thing) or character
        line.extend(said)
        places.extend([at] * len(said))
    return "".join(line), places


def _as_words(encoded: Encoded, at: int, thing: Found) -> str:
    """The words of a counted group, where what stands behind it makes it all who are listed; else nothing."""
    words = encoded.text[thing.start : thing.name_end]
    whole = (thing.described or thing.anaphor) and _COUNTED.search(words) is not None
    return words if whole and _TAKEN_FOR_ALL.match(encoded.line, at + 1) else ""


def _in_words(encoded: Encoded) -> str:
    """The line with all that it describes as words."""
    things = encoded.things
    return "".join(
        encoded.text[things[c].start : things[c].name_end] if c in things and things[c].described else c
        for c in encoded.line
    )


def _runs(line: str, *, follows: bool, counted: frozenset[str]) -> Iterator[re.Match[str]]:
    """The runs of members that a sentence names.

    `follows` is whether it stands right behind the listing, `counted` how that counts those whom it lists: who is
    counted otherwise (三名|受益人 behind 五家|公司) is not listed.
    """
    for expression in (_NAMED_BEHIND, _AMONG, _ANOTHER, _IN_ORDER, *((_OF_THEM,) if follows else ())):
        match = expression.match(line)
        if match is not None:
            count = _COUNT.search(match.groupdict().get("counted") or "")
            alike = count is None or any(count["by"] in each and each & counted for each in _ALIKE)
            if alike and not _denied(match):
                yield match
            return
    match = _NAMED_BEFORE.search(line)
    if match is not None and not _denied(match):
        yield match


def _denied(run: re.Match[str]) -> bool:
    """Whether the words around a run of members deny that they are any: 名单上没有|A, A|未上榜."""
    line, (first, last) = run.string, run.span("run")
    return any(_DENIES.search(line, *span) for span in ((run.start(), first), (last, run.end())))


def as_many(group: str, words: str) -> bool | None:
    """Whether words count as many as a group does (五家公司, 5家企业); None where one of them counts nothing."""
    counts = [match["many"] for each in (simplified(group), words) if (match := _COUNT.search(each))]
    return len({_FIGURES.get(each, each) for each in counts}) == 1 if len(counts) == 2 else None
