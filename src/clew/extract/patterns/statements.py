"""From the sentences of a Chinese document to its claims: patterns matched, anaphors led back, status given."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import product

from clew.extract.names.chinese import ChineseWords, Found, find, load_chinese_words
from clew.extract.names.short_forms import ChineseNames, names_in
from clew.extract.parse.chinese import Segmented, SegmentedText, simplified
from clew.extract.patterns.attributing import Said, Speech
from clew.extract.patterns.encoding import Encoded, encode
from clew.extract.patterns.notices import ITEM, LIST_NAME, LISTING, fields, told
from clew.extract.patterns.particulars import particulars, status_of
from clew.extract.patterns.subjects import subjects_before
from clew.extract.patterns.table import MEMBERS, Pattern, load_patterns
from clew.names import romanise
from clew.records import Claim, Document, Mention, Quote, Source
from clew.vocabulary import Answer, EntityType, Predicate, Qualifier, SourceKind, Status

_BREAKS = re.compile(r"[，,；;。：:]")
_MOST = 40
_AUTHORITIES = frozenset({EntityType.PUBLIC_BODY, EntityType.PLACE, EntityType.ORGANIZATION, EntityType.PERSON})
_THIS = re.compile(r"^.{0,2}(?:这名|该名|这位|该位|该)")
_PERSONS = frozenset({"他", "她", "此人", "这名男子", "该名男子", "该男子", "该商人", "该女子", "该名商人", "当事人"})
_LISTING = frozenset({EntityType.PUBLIC_BODY})
_ORGANISED = frozenset({EntityType.ORGANIZATION, EntityType.PUBLIC_BODY})
_TAKEN = (
    ("国", frozenset({EntityType.PLACE})),
    *((ending, frozenset({EntityType.PUBLIC_BODY})) for ending in ("局", "部", "署", "部门", "机关")),
    *((ending, _ORGANISED) for ending in ("组织", "机构", "网络", "团伙", "团体", "基金会", "智库", "媒体", "报")),
)
"""By its ending, of which type the party is that a word takes up; all others go back to the firm spoken of."""
_CARRIED = frozenset({Predicate.OWNS, Predicate.LEADS, Predicate.FOUNDS})
"""Predicates whose object a clause may leave out: ，由X创办."""
_SPEAKING = frozenset({Predicate.RESPONDS, Predicate.ACCUSES, Predicate.VISITS, Predicate.EMPLOYS, Predicate.LEADS})


@dataclass
class _State:
    """What the document has spoken of so far."""

    topic: Mention | None = None
    person: Mention | None = None
    good: Mention | None = None
    authority: Mention | None = None
    group: Mention | None = None
    listing: tuple[Mention, int, int] | None = None
    latest: list[Mention] = field(default_factory=list)
    bodies: dict[str, Mention] = field(default_factory=dict)
    said: tuple[Source, ...] = ()
    paragraph: int = -1
    claims: list[Claim] = field(default_factory=list)


def chinese_claims(document: Document, parsed: SegmentedText, version: str) -> list[Claim]:
    """All claims of a document before repeats are merged; quotes and names in the document's own characters."""
    words = load_chinese_words()
    names = names_in(parsed, words)
    return _Reader(document, parsed, words, names, version).claims()


class _Reader:
    """One document while it is being read."""

    def __init__(
        self, document: Document, parsed: SegmentedText, words: ChineseWords, names: ChineseNames, version: str
    ) -> None:
        self._document, self._parsed, self._words, self._names = document, parsed, words, names
        self._version, self._speech = version, Speech(words)
        self._state = _State()
        self._base = self._speech.credit(parsed.simplified)

    def claims(self) -> list[Claim]:
        for sentence in self._parsed.sentences:
            self._sentence(sentence)
        return [*self._state.claims, *self._equations(), *self._fields()]

    def _sentence(self, sentence: Segmented) -> None:
        text = self._parsed.simplified
        found = find(text, sentence, self._words, self._names.types)
        encoded = encode(text, sentence.start, sentence.end, found)
        state = self._state
        mentions: dict[str, Mention | None] = {}
        for character, each in encoded.things.items():
            mentions[character] = mention = self._mention(each)
            if mention is not None and not each.anaphor:
                self._note(mention)
            if state.topic is None and mention is not None and mention.type is EntityType.COMPANY:
                state.topic = mention
        named = {c: m.name for c, m in mentions.items() if m is not None}
        said = list(self._speech.said(encoded, named))
        if said:
            self._opening(said)
        elif sentence.paragraph != state.paragraph:
            state.said = ()
        self._listed(sentence, mentions)
        done: set[tuple[Predicate, str, str]] = set()
        for pattern in load_patterns():
            for match in self._matches(pattern, encoded.line):
                if pattern.needs is not None and not pattern.needs.search(match.group()):
                    continue
                if self._is_void(encoded.line, match):
                    continue
                for claim in self._of(pattern, match, encoded, mentions, said):
                    key = (claim.predicate, _name(claim.subject), _name(claim.object))
                    carried = pattern.subject not in match.re.groupindex
                    if key not in done and not (carried and any(k[0] == key[0] and k[2] == key[2] for k in done)):
                        done.add(key)
                        state.claims.append(claim)
        if said:
            state.said, state.paragraph = said[-1].sources, sentence.paragraph
        self._remember(mentions, encoded)

    def _note(self, mention: Mention) -> None:
        """Keep who may be taken up by the next 他, 该局, 后者."""
        state = self._state
        if mention.type is EntityType.PERSON and not mention.described:
            state.person = mention
        if mention.type not in {EntityType.PRODUCT, EntityType.PLACE} and not self._words.is_media(mention.name):
            state.latest = [*state.latest[-5:], mention]
            if mention.type in _ORGANISED and not mention.described and not mention.resolved:
                state.bodies[simplified(mention.name)] = mention
            if mention.described:
                state.group = mention

    def _is_void(self, line: str, match: re.Match[str]) -> bool:
        """Whether the clause forbids or only supposes what it names."""
        window = line[_clause_start(line, match.start()) : match.end()]
        return any(word in window for word in self._words["void"])

    def _matches(self, pattern: Pattern, line: str) -> Iterator[re.Match[str]]:
        ends: set[int] = set()
        for expression in (pattern.expression, pattern.dropped, pattern.core):
            if expression is not None:
                for count, match in enumerate(expression.finditer(line)):
                    if count >= _MOST:
                        break
                    if expression is not pattern.core or match.end() not in ends:
                        ends.add(match.end())
                        yield match

    def _opening(self, said: list[Said]) -> None:
        if self._base is None and not self._state.claims:
            media = [s for each in said for s in each.sources if s.kind is SourceKind.MEDIA]
            self._base = media[0] if media else None

    def _remember(self, mentions: dict[str, Mention | None], encoded: Encoded) -> None:
        first = True
        for character in encoded.line:
            mention = mentions.get(character)
            if character in encoded.things and encoded.things[character].anaphor:
                first = False
            if mention is None or self._words.is_media(mention.name):
                continue
            if mention.type is EntityType.PERSON:
                self._state.person = mention
            elif mention.type is EntityType.PRODUCT:
                self._state.good = mention
            elif mention.type is EntityType.COMPANY and first:
                self._state.topic, first = mention, False

    def _mention(self, found: Found) -> Mention | None:
        """The party in the document's own characters, by its fullest name; what an anaphor takes up."""
        document, simple = self._document.text, self._parsed.simplified
        if found.anaphor:
            party = self._taken_up(simple[found.start : found.name_end])
            if party is None:
                return None
            return Mention(
                party.name, party.type, found.start, found.name_end, party.described, resolved=True, latin=party.latin
            )
        fuller = self._fuller(found, simple)
        if fuller is not None:
            return replace(fuller, start=found.start, end=found.name_end, resolved=True)
        target = self._names.fullest.get(simple[found.start : found.name_end])
        start, end, kind = target or (found.start, found.name_end, found.type)
        name = document[start:end].strip("“”「」『』 ")
        latin = None if found.described else romanise(name)
        resolved = target is not None and target[0] != found.start
        return Mention(name, kind, found.start, found.name_end, found.described, resolved=resolved, latin=latin)

    def _fuller(self, found: Found, simple: str) -> Mention | None:
        """The fuller name that a bare noun of a body takes up (检方), the person that 这名男子 takes up."""
        word = simple[found.start : found.name_end]
        before = simple[max(0, found.start - 3) : found.end]
        if found.described and found.type is EntityType.PERSON and _THIS.search(before):
            return self._state.person
        if found.type not in _ORGANISED or not 2 <= len(word) <= 4 or self._words.is_media(word):
            return None
        known = reversed(self._state.bodies.items())
        return next((mention for name, mention in known if name.endswith(word) and len(name) > len(word)), None)

    def _taken_up(self, word: str) -> Mention | None:
        """The party that a word like 他, 该局, 后者 takes up."""
        state = self._state
        if word in _PERSONS:
            return state.person
        if word in {"后者", "前者"}:
            named = [each for each in state.latest if not each.described] or state.latest
            return (named[-1] if word == "后者" or len(named) < 2 else named[-2]) if named else None
        if word in {"它们", "他们", "她们"}:
            return state.group
        kinds = next((kinds for ending, kinds in _TAKEN if word.endswith(ending)), None)
        if kinds is not None:
            return next((each for each in reversed(state.latest) if each.type in kinds), state.topic)
        return state.topic

    def _of(
        self,
        pattern: Pattern,
        match: re.Match[str],
        encoded: Encoded,
        mentions: dict[str, Mention | None],
        said: list[Said],
    ) -> Iterator[Claim]:
        groups = match.groupdict()
        if "S" not in groups and "S" in pattern.expression.groupindex:
            extra = self._carried(match, encoded, mentions, said)
        else:
            extra = []
        subjects = self._fillers(groups, pattern.subject, mentions) or (extra if pattern.subject == "S" else [])
        objects = self._fillers(groups, pattern.object, mentions) or (extra if pattern.object == "S" else [])
        if any(mention.described for mention in objects):
            objects += [m for m in self._members(encoded.line, match.end(), mentions) if m not in objects]
        if pattern.predicate in _CARRIED and not objects and pattern.object not in pattern.expression.groupindex:
            objects = self._carried(match, encoded, mentions, said)
        if not subjects and pattern.subject not in groups and not extra:
            authority = self._state.authority if pattern.predicate is Predicate.SANCTIONS else None
            subjects = [authority] if authority else self._carried(match, encoded, mentions, said)
        far = bool(extra) and match.start() > 0 and match.group()[:1] not in "，,、；"
        sources = self._sources(match, said, groups)
        if pattern.answer:
            asker = next((s for s in (*sources, self._base) if s and s.kind is SourceKind.MEDIA), None)
            objects = [Mention(asker.name, EntityType.ORGANIZATION)] if asker else []
        window = encoded.line[_clause_start(encoded.line, match.start()) : match.end()]
        status = (
            Status.ASSERTED
            if pattern.answer or pattern.predicate is Predicate.ACCUSES
            else status_of(window, self._words)
        )
        told = particulars(pattern.predicate, match, encoded, self._document.text, self._words)
        if pattern.answer:
            told = {Qualifier.ANSWER: Answer(pattern.answer).value}
        first, last = encoded.span(match.start() + (match.group()[:1] in "，,、；"), match.end())
        given: list[Mention | None] = list(objects) or [None]
        for subject, object_ in product(subjects, given):
            if not self._fits(pattern, subject, object_):
                continue
            if pattern.predicate is Predicate.SANCTIONS:
                self._state.authority = subject
            yield Claim(
                doc=self._document.name,
                quote=Quote(self._document.id, first, last),
                text=self._document.text[first:last],
                predicate=pattern.predicate,
                subject=subject,
                object=object_,
                status=status,
                qualifiers=told,
                sources=sources,
                confidence=round(pattern.trust * (0.9 if subject.resolved else 1.0) * (0.8 if far else 1.0), 2),
                extractor=self._version,
            )

    def _members(self, line: str, at: int, mentions: dict[str, Mention | None]) -> list[Mention]:
        """Whom a group that was just described consists of: 其中包括A、B和C."""
        match = MEMBERS.match(line, at)
        return [m for c in match["M"] if (m := mentions.get(c)) is not None] if match else []

    def _carried(
        self, match: re.Match[str], encoded: Encoded, mentions: dict[str, Mention | None], said: list[Said]
    ) -> list[Mention]:
        """Who a clause without a subject is about: the first party of the sentence that does not merely speak."""
        speakers = frozenset(c for each in said for c in each.speakers)
        told = subjects_before(encoded.line, match.start(), mentions, speakers)
        found = [mention for mention in told if not self._words.is_media(mention.name)]
        if found:
            return found
        topic = self._state.topic
        return [replace(topic, start=None, end=None, resolved=True)] if topic is not None else []

    def _fits(self, pattern: Pattern, subject: Mention, object_: Mention | None) -> bool:
        if object_ is None:
            return bool(pattern.answer)
        if subject.name == object_.name:
            return False
        if pattern.predicate is Predicate.SANCTIONS and subject.type not in _AUTHORITIES:
            return False
        media = self._words.is_media(subject.name)
        return not media or pattern.predicate in _SPEAKING

    def _fillers(self, groups: dict[str, str | None], name: str, mentions: dict[str, Mention | None]) -> list[Mention]:
        return [m for c in groups.get(name) or "" if (m := mentions.get(c)) is not None]

    def _sources(self, match: re.Match[str], said: list[Said], groups: dict[str, str | None]) -> tuple[Source, ...]:
        """The latest attribution before the match that is not the party's own, behind the agency of the whole text."""
        own = set(groups.get("S") or "")
        before = [each for each in said if each.at <= match.end() - 1 and not each.speakers & own]
        chain = list(before[-1].sources) if before else list(self._state.said if not said else ())
        if len(before) > 1 and not any(source.kind is SourceKind.MEDIA for source in chain):
            chain = [*(source for source in before[-2].sources if source.kind is SourceKind.MEDIA), *chain]
        if self._base is not None and not any(s.kind is SourceKind.MEDIA and s.name == self._base.name for s in chain):
            chain.insert(0, self._base)
        return tuple({source.name: source for source in map(self._own_characters, chain)}.values())

    def _own_characters(self, source: Source) -> Source:
        at = self._parsed.simplified.find(simplified(source.name))
        return Source(self._document.text[at : at + len(source.name)], source.kind) if at >= 0 else source

    def _fields(self) -> Iterator[Claim]:
        """What the labelled lines of a tender or consignment state."""
        document = self._document
        for predicate, subject, object_ in fields(self._parsed.simplified):
            start, end = min(subject[0], object_[0]), max(subject[1], object_[1])
            yield Claim(
                doc=document.name,
                quote=Quote(document.id, start, end),
                text=document.text[start:end],
                predicate=predicate,
                subject=_named(document, subject),
                object=_named(document, object_),
                qualifiers={
                    key: document.text[slice(*span)] for key, span in told(self._parsed.simplified, predicate).items()
                },
                confidence=0.7,
                extractor=self._version,
            )

    def _listed(self, sentence: Segmented, mentions: dict[str, Mention | None]) -> None:
        """A numbered line behind "现将下列企业列入名单" names one who is listed."""
        state, text = self._state, self._parsed.simplified
        if LISTING.search(text[sentence.start : sentence.end]):
            known = [m for m in (*mentions.values(), *reversed(state.bodies.values())) if m is not None]
            authority = next((m for m in known if m.type in _LISTING), None)
            state.listing = None if authority is None else (authority, sentence.start, sentence.end)
            return
        head = ITEM.match(text, sentence.start, sentence.end)
        if state.listing is None or head is None or not head.group().strip():
            return
        named = next((m for m in mentions.values() if m is not None and m.type is not EntityType.PRODUCT), None)
        if named is None or named.start is None or named.end is None or named.start > head.end() + 2:
            return
        authority, start, end = state.listing
        entered = LIST_NAME.search(text, start, end)
        state.claims.append(
            Claim(
                doc=self._document.name,
                quote=Quote(self._document.id, start, end),
                text=self._document.text[start:end],
                predicate=Predicate.SANCTIONS,
                subject=replace(authority, start=None, end=None, resolved=True),
                object=named,
                qualifiers={Qualifier.PROGRAMME: self._document.text[slice(*entered.span(1))]} if entered else {},
                sources=(self._base,) if self._base is not None else (),
                confidence=0.65,
                extractor=self._version,
            )
        )

    def _equations(self) -> Iterator[Claim]:
        document = self._document
        sources = (self._own_characters(self._base),) if self._base is not None else ()
        for long, short, kind in self._names.equated:
            names = [document.text[a:b].strip("“”「」 ") for a, b in (long, short)]
            start, end = min(long[0], short[0]), max(long[1], short[1])
            if names[0] and names[1] and end - start < 120:
                yield Claim(
                    doc=document.name,
                    quote=Quote(document.id, start, end),
                    text=document.text[start:end],
                    predicate=Predicate.SAME_AS,
                    subject=Mention(names[0], kind, *long, latin=romanise(names[0])),
                    object=Mention(names[1], kind, *short, latin=romanise(names[1])),
                    sources=sources,
                    confidence=0.85,
                    extractor=self._version,
                )


def _clause_start(line: str, at: int) -> int:
    found = 0
    for match in _BREAKS.finditer(line, 0, at):
        found = match.end()
    return found


def _name(mention: Mention | None) -> str:
    return mention.name if mention else ""


def _named(document: Document, span: tuple[int, int]) -> Mention:
    name = document.text[slice(*span)]
    return Mention(name, EntityType.COMPANY, *span, latin=romanise(name))
