"""From the sentences of a Chinese document to its claims: patterns matched, anaphors led back, status given."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import product

from clew.extract.names.chinese import find
from clew.extract.names.chinese_words import ChineseWords, Found
from clew.extract.names.short_forms import ChineseNames
from clew.extract.parse.chinese import Segmented, SegmentedText, simplified
from clew.extract.patterns.attributing import Said, Speech, latest, resting_on
from clew.extract.patterns.clause_roles import clause_start
from clew.extract.patterns.discourse import Discourse
from clew.extract.patterns.encoding import Encoded, encode
from clew.extract.patterns.grouped import held_last, members_behind, named_group, of_members
from clew.extract.patterns.labelled import NumberedList, equation_claims, field_claims, is_heading
from clew.extract.patterns.links import Linked, linked
from clew.extract.patterns.listings import Further, RunningListing
from clew.extract.patterns.particulars import day_of, particulars, particulars_of, status_of
from clew.extract.patterns.permitted import fits, may_state
from clew.extract.patterns.reducing import OF_PARTIES, reduced, unpossessed
from clew.extract.patterns.seen import Seen
from clew.extract.patterns.settling import accuser_of, by_their_offices, name_of, once_told, without_groups
from clew.extract.patterns.table import CLASSES, Pattern, load_patterns
from clew.extract.patterns.topics import is_told, topics
from clew.records import Claim, Document, Mention, Quote, Source
from clew.vocabulary import Answer, EntityType, Predicate, Qualifier, SourceKind, Status

_LINKED = 0.5
"""How sure a statement is that only the roles around its verb tell."""
_LISTED_ON = 0.6
"""How sure it is that a sentence goes on with the listing before it."""
_SERVED = re.compile("所需|所用|需要的|要用的")
"""Behind a good: what it needs is made or sold, not the good."""
_LISTING = frozenset({EntityType.PUBLIC_BODY})
_NO_LISTER = frozenset({EntityType.PERSON, EntityType.COMPANY})
_OF_FIRMS = frozenset({Predicate.OWNS, Predicate.LEADS, Predicate.FOUNDS})
"""Predicates whose object is no person."""
_CARRIED = _OF_FIRMS | {Predicate.SUPPLIES, Predicate.INTERMEDIATES}
"""Predicates whose object a clause may leave out: ，由X创办."""
_NO_FIRMS = frozenset({EntityType.PERSON, EntityType.PLACE})
_FOLLOWED = re.compile(f"[^，。；：、的\ue000-\uf7ff]{{0,8}}的{CLASSES['named']}")
"""Behind a clause without a subject: it only describes who is named there."""


@dataclass
class _State:
    """What has been read so far: claims, and who said what was said last."""

    said: tuple[Source, ...] = ()
    paragraph: int = -1
    claims: list[Claim] = field(default_factory=list)
    latest: int = 0


class Reader:
    """One document while it is being read."""

    def __init__(
        self, document: Document, parsed: SegmentedText, words: ChineseWords, names: ChineseNames, version: str
    ) -> None:
        self.document, self._parsed, self._words, self._names = document, parsed, words, names
        self.version, self._speech = version, Speech(words)
        self._state = _State()
        self.seen: list[Seen] = []
        self._numbered = NumberedList(document, parsed.simplified, version)
        self._listing = RunningListing()
        self._head: Mention | None = None
        self._base = self._speech.credit(parsed.simplified)
        self._talk = Discourse(document, parsed, words, names)
        self._talk.agency = self._base.name if self._base is not None else ""

    def claims(self) -> list[Claim]:
        """All that the patterns tell of the document; `seen` then holds its sentences."""
        for sentence in self._parsed.sentences:
            self._sentence(sentence)
        sources = (self._own_characters(self._base),) if self._base is not None else ()
        equations = equation_claims(self.document, self._names, sources, self.version)
        fields = field_claims(self.document, self._parsed.simplified, self.version)
        return [*without_groups(by_their_offices(self._state.claims)), *equations, *fields]

    def _sentence(self, sentence: Segmented) -> None:
        text = self._parsed.simplified
        encoded = encode(text, sentence.start, sentence.end, find(text, sentence, self._words, self._names.types))
        state, talk = self._state, self._talk
        mentions = talk.mentions(encoded, sentence)
        named = {c: m.name for c, m in mentions.items() if m is not None}
        said = list(self._speech.said(encoded, named))
        talk.own_firm(encoded, mentions, said)
        if is_heading(self.document.text, sentence):
            talk.remember(sentence, encoded, mentions, said)
            return
        if self._speech.tells_of_before(encoded, said):
            state.claims[state.latest :] = (resting_on(each, said[-1].sources) for each in state.claims[state.latest :])
        if said:
            self._opening(said)
        elif sentence.paragraph != state.paragraph:
            state.said = ()
        before_it = reversed(talk.bodies.values())
        base = (self._base,) if self._base is not None else ()
        state.claims += self._numbered.claims(sentence, mentions, before_it, base)
        parties = {c: tuple(talk.all(c, mentions)) for c in encoded.things}
        self.seen.append(Seen(sentence, encoded, parties, tuple(said), state.said))
        done: set[tuple[Predicate, str, str]] = set()
        state.latest = before = len(state.claims)
        self._statements(encoded, mentions, said, done)
        self._inside(encoded, mentions, said, sentence, done)
        state.claims = of_members(state.claims, *named_group(encoded, mentions), done)
        told, speaking = state.claims[before:], said[0].sources if said else state.said
        further = self._listing.further(encoded, mentions, told, speaking, day_of(encoded, self.document.text))
        if further is not None:
            state.claims += list(self._listed_on(further, encoded, said, done))
        state.claims[before:] = once_told(state.claims[before:])
        if said:
            state.said, state.paragraph = said[-1].sources, sentence.paragraph
        talk.remember(sentence, encoded, mentions, said)
        if further is not None:
            talk.take_for_group(further.members)

    def _statements(
        self,
        encoded: Encoded,
        mentions: dict[str, Mention | None],
        said: list[Said],
        done: set[tuple[Predicate, str, str]],
    ) -> None:
        """What the whole sentence states, and what its main words alone state."""
        plain = unpossessed(encoded)
        self._matched(encoded, mentions, said, done, None if plain is encoded else OF_PARTIES)
        if plain is not encoded:
            self._matched(plain, mentions, self._told(plain, mentions), done)
        main = reduced(encoded)
        if main is not None:
            told = self._told(main, mentions)
            self._matched(main, mentions, told, done)
            self._state.claims += self._linked(main, mentions, told, done)
        self._state.claims += self._linked(plain, mentions, self._told(plain, mentions), done)

    def _told(self, encoded: Encoded, mentions: dict[str, Mention | None]) -> list[Said]:
        return list(self._speech.said(encoded, {c: m.name for c, m in mentions.items() if m is not None}))

    def _listed_on(
        self, further: Further, encoded: Encoded, said: list[Said], done: set[tuple[Predicate, str, str]]
    ) -> Iterator[Claim]:
        """Who stands on the list that a sentence before announced: 五家公司分别是A、B和C."""
        if further.group:
            self._state.claims = of_members(self._state.claims, further.group, further.members, done)
        first, last = encoded.span(further.first, further.last)
        for authority, member in product(further.authorities, further.members):
            key = (Predicate.SANCTIONS, authority.name, member.name)
            own = self.sources(encoded.line, further.last, said, set(), authority.name)
            announced = (each for each in further.sources if each.name != authority.name)
            sources = own if any(each != self._base for each in own) else (*own, *announced)
            if key not in done and may_state(Predicate.SANCTIONS, authority, member, self._words):
                done.add(key)
                yield Claim(
                    doc=self.document.name,
                    quote=Quote(self.document.id, first, last),
                    text=self.document.text[first:last],
                    predicate=Predicate.SANCTIONS,
                    subject=replace(authority, start=None, end=None, resolved=True),
                    object=member,
                    status=status_of(Predicate.SANCTIONS, encoded.line, further.first, further.last, self._words),
                    qualifiers=further.told,
                    sources=tuple(dict.fromkeys(map(self._own_characters, sources))),
                    confidence=_LISTED_ON,
                    extractor=self.version,
                )

    def _inside(
        self,
        encoded: Encoded,
        mentions: dict[str, Mention | None],
        said: list[Said],
        sentence: Segmented,
        done: set[tuple[Predicate, str, str]],
    ) -> None:
        """What a description itself states of the party that it describes: 一家设在某地、制造某物的|业者."""
        text = self._parsed.simplified
        for character, each in encoded.things.items():
            of = text.rfind("的", each.start, each.end)
            mention = mentions.get(character)
            if not each.described or each.anaphor or of <= each.start or mention is None:
                continue
            first = next((word.end for word in sentence.words if each.start <= word.start), each.start)
            part = Segmented(
                first, of, sentence.paragraph, tuple(word for word in sentence.words if first <= word.start < of)
            )
            found = find(text, part, self._words, self._names.types)
            head = Found(of + 1, each.end, each.end, each.type)
            inner = encode(text, first, each.end, [*found, head])
            told = self._talk.mentions(inner, part)
            told[next(c for c, one in inner.things.items() if one is head)] = mention
            self._head = mention
            told_here = [one for one in said if one.at <= encoded.line.index(character)][-1:]
            self._statements(inner, told, [Said(0, one.sources) for one in told_here], done)
            self._head = None

    def _matched(
        self,
        encoded: Encoded,
        mentions: dict[str, Mention | None],
        said: list[Said],
        done: set[tuple[Predicate, str, str]],
        only: frozenset[Predicate] | None = None,
    ) -> None:
        """What the patterns find in a line; of the predicates in `only`, where it is given."""
        for pattern in load_patterns():
            if only is not None and pattern.predicate not in only:
                continue
            for match in pattern.matches(encoded.line):
                if pattern.needs is not None and not pattern.needs.search(match.group()):
                    continue
                if self._is_void(encoded.line, match) or is_told(pattern, match, encoded.line):
                    continue
                for claim in self._of(pattern, match, encoded, mentions, said):
                    key = (claim.predicate, name_of(claim.subject), name_of(claim.object))
                    given = {name for name, filler in match.groupdict().items() if filler}
                    told = (pattern.subject not in given and any(k[0] == key[0] and k[2] == key[2] for k in done)) or (
                        pattern.object not in given and any(k[0] == key[0] and k[1] == key[1] for k in done)
                    )
                    if key not in done and not told:
                        done.add(key)
                        self._state.claims.append(claim)

    def _linked(
        self,
        encoded: Encoded,
        mentions: dict[str, Mention | None],
        said: list[Said],
        done: set[tuple[Predicate, str, str]],
    ) -> Iterator[Claim]:
        """What the verbs of the sentence state by the roles around them, where no pattern found it."""
        patterns = frozenset(done)
        for each in linked(encoded.line):
            predicate = each.link.predicate
            window = encoded.line[clause_start(encoded.line, each.verb) : each.last]
            if any(word in window for word in self._words["void"]):
                continue
            subjects, objects = self._talk.all(each.subjects, mentions), self._talk.all(each.objects, mentions)
            carried = not each.subjects
            if each.passive:
                objects = objects or self._talk.carried(each.first, encoded, mentions, said)
                subjects = subjects or self._talk.authority()
            elif carried and predicate is Predicate.HAS_COMPONENT:
                subjects = self._talk.good_before(each.verb, encoded, mentions)
            elif carried:
                head = self._head
                subjects = [head] if head is not None else self._talk.carried(each.verb, encoded, mentions, said)
            for subject, object_ in product(subjects, objects):
                key = (predicate, name_of(subject), name_of(object_))
                told = any(k[0] is predicate and (k[2] == key[2] or (k[1] == key[1] and carried)) for k in patterns)
                if key in done or told or not may_state(predicate, subject, object_, self._words):
                    continue
                done.add(key)
                yield self._claim_of(each, encoded, subject, object_, said, carried)

    def _claim_of(
        self, each: Linked, encoded: Encoded, subject: Mention, object_: Mention, said: list[Said], carried: bool
    ) -> Claim:
        predicate, text = each.link.predicate, self.document.text
        first, last = encoded.span(each.first, each.last)
        return Claim(
            doc=self.document.name,
            quote=Quote(self.document.id, first, last),
            text=text[first:last],
            predicate=predicate,
            subject=subject,
            object=object_,
            status=status_of(predicate, encoded.line, each.verb, each.last, self._words),
            qualifiers=particulars_of(predicate, each, encoded, text, self._words),
            sources=self.sources(encoded.line, each.last, said, set(each.subjects), subject.name),
            confidence=round(_LINKED * (0.8 if carried else 1.0), 2),
            extractor=self.version,
        )

    def _is_void(self, line: str, match: re.Match[str]) -> bool:
        """Whether the clause forbids or only supposes what it names."""
        window = line[clause_start(line, match.start()) : match.end()]
        return any(word in window for word in self._words["void"])

    def _opening(self, said: list[Said]) -> None:
        if self._base is None and not self._state.claims:
            media = [s for each in said for s in each.sources if s.kind is SourceKind.MEDIA]
            self._base = media[0] if media else None
            self._talk.agency = media[0].name if media else ""

    def _of(
        self,
        pattern: Pattern,
        match: re.Match[str],
        encoded: Encoded,
        mentions: dict[str, Mention | None],
        said: list[Said],
    ) -> Iterator[Claim]:
        groups = {name: filler for name, filler in match.groupdict().items() if filler}
        if "S" not in groups and "S" in pattern.expression.groupindex:
            extra = self._carried(match, encoded, mentions, said)
        else:
            extra = []
        groups |= topics(match, encoded.line)
        slots = match.re.groupindex
        subjects = self._fillers(groups, pattern.subject, mentions) or (extra if pattern.subject == "S" else [])
        objects = self._fillers(groups, pattern.object, mentions) or (extra if pattern.object == "S" else [])
        if groups.get("R") and pattern.object in groups and 0 <= match.start("R") - match.end(pattern.object) <= 1:
            objects = objects[-1:]
        if groups.get("R") and pattern.subject in slots and 0 <= match.start("R") - match.end(pattern.subject) <= 1:
            subjects = subjects[-1:]
        if any(mention.described and mention.type is not EntityType.PRODUCT for mention in objects):
            objects += [m for m in members_behind(encoded.line, match.end(), mentions) if m not in objects]
        if pattern.predicate is Predicate.PRODUCES and pattern.object not in pattern.expression.groupindex:
            objects = self._talk.good_before(match.start(), encoded, mentions)
        if pattern.predicate in _CARRIED and not objects and not groups.get(pattern.object):
            held = held_last(encoded, mentions, self._state.claims) if pattern.of_shares else None
            objects = [held] if held else self._carried(match, encoded, mentions, said)
            if pattern.predicate in _OF_FIRMS and any(mention.type in _NO_FIRMS for mention in objects):
                objects = self._talk.last_body(match.start(), encoded, mentions)
        if (extra or pattern.subject not in groups) and _FOLLOWED.match(encoded.line, match.end()):
            return
        if not subjects and pattern.predicate is Predicate.HAS_COMPONENT:
            subjects = self._talk.good_before(match.start(), encoded, mentions)
        elif not subjects and pattern.subject not in groups and not extra:
            authority = self._talk.listing_authority if pattern.predicate is Predicate.SANCTIONS else None
            subjects = [authority] if authority else self._carried(match, encoded, mentions, said)
        if pattern.predicate is Predicate.SANCTIONS and pattern.subject not in match.re.groupindex:
            bodies = [each for each in subjects if each.type in _LISTING]
            subjects = bodies or self._talk.authority() or [each for each in subjects if each.type not in _NO_LISTER]
        far = bool(extra) and match.start() > 0 and match.group()[:1] not in "，,、；"
        speaker = next((mention.name for mention in subjects if not pattern.answer), "")
        sources = self.sources(encoded.line, match.end(), said, set(groups.get("S") or ""), speaker)
        if pattern.answer:
            media = [source.name for source in (*sources, self._base) if source and source.kind is SourceKind.MEDIA]
            accuser = accuser_of(subjects, self._state.claims)
            asker = self._talk.outlet or accuser or next(iter(media), "")
            objects = [Mention(asker, EntityType.ORGANIZATION)] if asker else []
            sources = tuple(source for source in sources if source.kind is SourceKind.MEDIA)
        status = Status.ASSERTED
        if not pattern.answer:
            status = status_of(pattern.predicate, encoded.line, match.start(), match.end(), self._words)
        told = particulars(pattern.predicate, match, encoded, self.document.text, self._words)
        if pattern.answer:
            told = {Qualifier.ANSWER: Answer(pattern.answer).value}
        first, last = encoded.span(match.start() + (match.group()[:1] in "，,、；"), match.end())
        if pattern.predicate is Predicate.PRODUCES and _SERVED.match(encoded.line, match.end()):
            return
        given: list[Mention | None] = list(objects) or [None]
        for subject, object_ in product(subjects, given):
            if not fits(pattern, subject, object_, self._words):
                continue
            if pattern.predicate is Predicate.SANCTIONS:
                self._talk.listing_authority = subject
            yield Claim(
                doc=self.document.name,
                quote=Quote(self.document.id, first, last),
                text=self.document.text[first:last],
                predicate=pattern.predicate,
                subject=subject,
                object=object_,
                status=status,
                qualifiers=told,
                sources=sources,
                confidence=round(pattern.trust * (0.9 if subject.resolved else 1.0) * (0.8 if far else 1.0), 2),
                extractor=self.version,
            )

    def _carried(
        self, match: re.Match[str], encoded: Encoded, mentions: dict[str, Mention | None], said: list[Said]
    ) -> list[Mention]:
        if self._head is not None:
            return [self._head]
        return self._talk.carried(match.start(), encoded, mentions, said)

    def _fillers(self, groups: dict[str, str], name: str, mentions: dict[str, Mention | None]) -> list[Mention]:
        return self._talk.all((groups.get(name) or "") + (groups.get(f"{name}2") or ""), mentions)

    def sources(
        self,
        line: str,
        end: int,
        said: Sequence[Said],
        own: set[str],
        subject: str,
        before: Sequence[Source] | None = None,
    ) -> tuple[Source, ...]:
        """The latest attribution before the match that is not the party's own, behind the agency of the whole text."""
        chain = latest(line, end, said, own, self._state.said if before is None else before)
        if self._base is not None and not any(s.kind is SourceKind.MEDIA and s.name == self._base.name for s in chain):
            chain.insert(0, self._base)
        known = {source.name: source for source in map(self._own_characters, chain) if source.name != subject}
        return tuple(known.values())

    def _own_characters(self, source: Source) -> Source:
        at = self._parsed.simplified.find(simplified(source.name))
        return Source(self.document.text[at : at + len(source.name)], source.kind) if at >= 0 else source
