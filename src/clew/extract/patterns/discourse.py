"""Whom a Chinese document has spoken of so far: what names, 该公司, 这些企业 and left-out subjects lead to."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from clew.extract.names.chinese_words import ChineseWords, Found
from clew.extract.names.short_forms import ChineseNames
from clew.extract.parse.chinese import Segmented, SegmentedText, simplified
from clew.extract.patterns.attributing import Said
from clew.extract.patterns.encoding import Encoded
from clew.extract.patterns.subjects import first_subjects, subjects_before
from clew.extract.patterns.table import CLASSES
from clew.extract.tables import table_of
from clew.names import romanise
from clew.records import Document, Mention
from clew.vocabulary import EntityType

_BODIES = frozenset({EntityType.COMPANY, EntityType.ORGANIZATION, EntityType.PUBLIC_BODY, EntityType.FACILITY})
_ORGANISED = frozenset({EntityType.ORGANIZATION, EntityType.PUBLIC_BODY})
_THIS = re.compile(r"^.{0,2}(?:这名|该名|这位|该位|该)")
_PERSONS = frozenset({"他", "她", "此人", "这名男子", "该名男子", "该男子", "该商人", "该女子", "该名商人", "当事人"})
_TAKEN = (
    ("国", frozenset({EntityType.PLACE})),
    *(
        (ending, _ORGANISED | {EntityType.COMPANY})
        for ending in ("学院", "大学", "研究所", "研究院", "实验室", "中心", "协会")
    ),
    ("厂", frozenset({EntityType.FACILITY, EntityType.COMPANY})),
    *((ending, frozenset({EntityType.PUBLIC_BODY})) for ending in ("局", "部", "署", "部门", "机关")),
    *((ending, _ORGANISED) for ending in ("组织", "机构", "网络", "团伙", "团体", "基金会", "智库", "媒体", "报")),
)
"""By its ending, of which type the party is that a word takes up; all others go back to the firm spoken of."""
_MANY = re.compile("[些述等两二三四五双]|有关|涉案")
_NUMBERS = {"两": 2, "二": 2, "三": 3, "四": 4, "五": 5, "双": 2}
_SIDE = re.compile(
    rf"{CLASSES['party']}(?:(?:、|和|与|及|以及|，以及)[^。；;，,、\ue000-\uf7ff]{{0,8}}{CLASSES['party']})+"
)
_NO_MEMBERS = frozenset({EntityType.PLACE, EntityType.PRODUCT})
_OWN = frozenset({"公司", "其", "我司", "本公司", "该公司", "该集团", "该企业", "我公司"})
_THIS_FIRM = frozenset({"该公司", "这家公司", "该企业", "这家企业", "该集团", "该厂", "该工厂"})
"""What takes up the firm named last, where the sentence names one."""
_WORD = 6
"""Characters of a verb and its aspect at most."""
_HOLDING = re.compile(f"(?:{table_of('chinese_patterns.yaml')['words']['own']})(?:了|着|过)?$|(?:是|为|系|乃)$")
_BLAMING = frozenset("指称控")
"""Before 其: who is blamed was named last, and who blames first."""
_PLURAL = frozenset({"他们", "她们", "它们"})
_MOVING = frozenset("将把向对与")
"""Before 其: it is acted on and not what the clause is about."""
_OUTLETS = ("媒体", "杂志", "电台", "报纸", "周刊", "新闻网站")


class Discourse:
    """The parties of one document in the order in which its sentences name them."""

    def __init__(self, document: Document, parsed: SegmentedText, words: ChineseWords, names: ChineseNames) -> None:
        self._document, self._parsed, self._words, self._names = document, parsed, words, names
        self.listing_authority: Mention | None = None
        self.outlet = ""
        self.agency = ""
        self.bodies: dict[str, Mention] = {}
        self._topic: Mention | None = None
        self._person: Mention | None = None
        self._described: Mention | None = None
        self._latest: list[Mention] = []
        self._second: Mention | None = None
        self._goods: list[Mention] = []
        self._lists: dict[bool, tuple[Mention, ...]] = {}
        self._subjects: tuple[int, tuple[Mention, ...]] = (-1, ())
        self._here = -1
        self._current: list[Mention] = []
        self._members: dict[str, tuple[Mention, ...]] = {}

    def mentions(self, encoded: Encoded, sentence: Segmented) -> dict[str, Mention | None]:
        """For each private character of a sentence the party that it stands for; None where none is known."""
        text = self._parsed.simplified
        told: dict[str, Mention | None] = {}
        self._members, self._current, self._here = {}, [], sentence.paragraph
        self._second = None
        self._said_here: list[Mention] = []
        for character, each in encoded.things.items():
            group = self._listed_before(encoded, character, told) if self._is_object(each, text) else ()
            group = group or (
                self._group(text[each.start : each.name_end], each)
                if each.anaphor and each.type is not EntityType.PRODUCT
                else ()
            )
            if group:
                self._members[character] = group
            if text[each.start : each.name_end] == "前者":
                self._second = next(iter(self._named_last()[-1:]), None)
            told[character] = mention = group[0] if group else self._mention(each)
            if mention is not None and not each.anaphor:
                self._note(mention)
                self._ask(mention, text[max(sentence.start, each.start - 3) : each.start])
            if self._topic is None and mention is not None and mention.type is EntityType.COMPANY:
                self._topic = mention
        return told

    def _is_object(self, each: Found, text: str) -> bool:
        """Whether a word like 其, 他们 takes up somebody that its clause is not about: 将|其, 控制|他们."""
        word = text[each.start : each.name_end]
        return word in _PLURAL or (word == "其" and text[each.start - 1 : each.start] in _MOVING)

    def _listed_before(
        self, encoded: Encoded, character: str, told: Mapping[str, Mention | None]
    ) -> tuple[Mention, ...]:
        """The parties listed last before a word of the sentence that takes them up, nobody but one named in between."""
        at = encoded.line.index(character)
        sides = list(_SIDE.finditer(encoded.line, 0, at))
        if not sides:
            return ()
        named = [m for c in sides[-1].group() if (m := told.get(c)) is not None and not m.described]
        between = [
            m
            for c in encoded.line[sides[-1].end() : at]
            if (m := told.get(c)) and not m.described and m.type not in _NO_MEMBERS
        ]
        fitting = [m for m in named if m.type not in _NO_MEMBERS]
        if len(fitting) < 2 or len(between) > 1:
            return ()
        thing = encoded.things[character]
        return tuple(replace(m, start=thing.start, end=thing.name_end, resolved=True) for m in fitting)

    def remember(
        self, sentence: Segmented, encoded: Encoded, mentions: dict[str, Mention | None], said: list[Said]
    ) -> None:
        """Keep what a sentence that has been read leaves to the next ones."""
        self._side_by_side(encoded, mentions)
        self._keep(mentions, encoded)
        self._about(sentence, encoded, mentions, said)

    def take_for_group(self, members: Sequence[Mention]) -> None:
        """Keep the members of a listing, which 这些企业 or 上述个人 may take up."""
        for person in (False, True):
            same = tuple(each for each in members if (each.type is EntityType.PERSON) is person)
            if len(same) > 1:
                self._lists[person] = same

    def all(self, characters: Iterable[str], mentions: dict[str, Mention | None]) -> list[Mention]:
        """The parties of private characters; all members of a group that is taken up (这些企业)."""
        found: list[Mention] = []
        for character in characters:
            mention = mentions.get(character)
            found += self._members.get(character, () if mention is None else (mention,))
        return found

    def authority(self) -> list[Mention]:
        """The authority that most likely does what is done to somebody: that of the last listing, else a body."""
        latest = next(reversed(self.bodies.values()), None)
        known = self.listing_authority or (latest if latest and latest.type is EntityType.PUBLIC_BODY else None)
        return [replace(known, start=None, end=None, resolved=True)] if known else []

    def carried(
        self, at: int, encoded: Encoded, mentions: dict[str, Mention | None], said: list[Said]
    ) -> list[Mention]:
        """Who a clause without a subject is about: the first party of the sentence that does not merely speak."""
        speakers = frozenset(c for each in said for c in each.speakers)
        told = subjects_before(encoded.line, at, mentions, speakers)
        found = [mention for mention in told if not self._words.is_media(mention.name)]
        if found:
            return found
        paragraph, last = self._subjects
        topic = self._topic
        known = last if last and paragraph == self._here else (topic,) if topic is not None else ()
        return [replace(each, start=None, end=None, resolved=True) for each in known]

    def last_body(self, at: int, encoded: Encoded, mentions: Mapping[str, Mention | None]) -> list[Mention]:
        """The firm or body that a sentence names last before character `at`, else the one that the text is about."""
        for character in reversed(encoded.line[:at]):
            mention = mentions.get(character)
            if mention is not None and mention.type in _BODIES and not self._words.is_media(mention.name):
                return [mention]
        return [replace(self._topic, start=None, end=None, resolved=True)] if self._topic is not None else []

    def good_before(self, at: int, encoded: Encoded, mentions: Mapping[str, Mention | None]) -> list[Mention]:
        """The named good that a sentence is about before character `at`: the first, else that of the text so far."""
        for character in encoded.line[:at]:
            mention = mentions.get(character)
            if mention is not None and mention.type is EntityType.PRODUCT and not mention.described:
                return [mention]
        return [replace(self._goods[-1], start=None, end=None, resolved=True)] if self._goods else []

    def own_firm(self, encoded: Encoded, mentions: dict[str, Mention | None], said: list[Said]) -> None:
        """In what a firm says, 公司 and 其 are the firm itself."""
        for each in said:
            speaker = next((m for c in each.speakers if (m := mentions.get(c)) and m.type is EntityType.COMPANY), None)
            for at, character in enumerate(encoded.line):
                thing = encoded.things.get(character)
                if speaker is None or thing is None or not thing.anaphor or at <= each.at:
                    continue
                word = self._parsed.simplified[thing.start : thing.name_end]
                if word in _OWN:
                    mentions[character] = replace(speaker, start=thing.start, end=thing.name_end, resolved=True)

    def _about(
        self, sentence: Segmented, encoded: Encoded, mentions: dict[str, Mention | None], said: list[Said]
    ) -> None:
        """Keep whom the sentence is about, for the next one that leaves its subject out."""
        speakers = frozenset(c for each in said for c in each.speakers)
        told = first_subjects(encoded.line, mentions, speakers)
        if told:
            self._subjects = (sentence.paragraph, tuple(told))

    def _ask(self, mention: Mention, before: str) -> None:
        """Keep the medium that the text names last beside its own agency: whoever answers answers it."""
        if mention.type in {EntityType.PRODUCT, EntityType.PLACE, EntityType.PERSON}:
            return
        known = self._words.is_media(mention.name) or before.endswith(_OUTLETS)
        if known and simplified(mention.name) != simplified(self.agency):
            self.outlet = mention.name

    def _group(self, word: str, found: Found) -> tuple[Mention, ...]:
        """The parties last named side by side that a word like 这些企业, 两人 takes up."""
        if found.end - found.start < 2 or not _MANY.search(word):
            return ()
        listed = self._lists.get(found.type is EntityType.PERSON, ())
        number = next((_NUMBERS[each] for each in word if each in _NUMBERS), 0)
        if number and len(listed) != number:
            return ()
        return tuple(replace(m, start=found.start, end=found.name_end, resolved=True) for m in listed)

    def _side_by_side(self, encoded: Encoded, mentions: dict[str, Mention | None]) -> None:
        """Keep the parties that the sentence lists, firms and persons apart."""
        for match in _SIDE.finditer(encoded.line):
            named = [m for c in match.group() if (m := mentions.get(c)) is not None and not m.described]
            for person in (False, True):
                same = tuple(dict.fromkeys(m for m in named if (m.type is EntityType.PERSON) is person))
                if len(same) > 1 and not any(m.type in _NO_MEMBERS for m in same):
                    self._lists[person] = same

    def _note(self, mention: Mention) -> None:
        """Keep who may be taken up by the next 他, 该局, 后者."""
        if mention.type is EntityType.PERSON and not mention.described:
            self._person = mention
        if mention.type is EntityType.PRODUCT and not mention.described:
            first = not any(each.type is EntityType.PRODUCT for each in self._said_here)
            self._goods = [*self._goods[-5:], mention] if first else self._goods
            self._said_here.append(mention)
        if mention.type not in {EntityType.PRODUCT, EntityType.PLACE} and not self._words.is_media(mention.name):
            self._latest = [*self._latest[-5:], mention]
            self._current.append(mention)
            if mention.type in _ORGANISED and not mention.described and not mention.resolved:
                self.bodies[simplified(mention.name)] = mention
            if mention.described:
                self._described = mention

    def _keep(self, mentions: dict[str, Mention | None], encoded: Encoded) -> None:
        first = True
        for character in encoded.line:
            mention = mentions.get(character)
            if character in encoded.things and encoded.things[character].anaphor:
                first = False
            if mention is None or self._words.is_media(mention.name):
                continue
            if mention.type is EntityType.PERSON:
                self._person = mention
            elif mention.type is EntityType.COMPANY and first and simplified(mention.name) not in self._words["roles"]:
                self._topic, first = mention, False

    def _mention(self, found: Found) -> Mention | None:
        """The party in the document's own characters, by its fullest name; what an anaphor takes up."""
        document, simple = self._document.text, self._parsed.simplified
        if found.anaphor and found.type is EntityType.PRODUCT:
            return self._good_taken_up(found, simple[found.start : found.name_end])
        if found.anaphor:
            word = simple[found.start : found.name_end]
            if word == "其" and simple[found.start - 1 : found.start] in _BLAMING and self._current:
                return replace(self._current[-1], start=found.start, end=found.name_end, resolved=True)
            if _MANY.search(word) and found.name_end - found.start > 2:
                group = self._described
                if group is not None and group.name[-2:] == document[found.name_end - 2 : found.name_end]:
                    return replace(group, start=found.start, end=found.name_end, resolved=True)
                return Mention(document[found.start : found.name_end], found.type, found.start, found.name_end, True)
            party = self._held(found, simple) or self._taken_up(word)
            if party is None and word[0] == "该" and word[1:] in self._words["Organization"]:
                return Mention(
                    document[found.start + 1 : found.name_end], found.type, found.start, found.name_end, True
                )
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
        name = _unquoted(document[start:end])
        latin = None if found.described else romanise(name)
        resolved = target is not None and target[0] != found.start
        return Mention(name, kind, found.start, found.name_end, found.described, resolved=resolved, latin=latin)

    def _good_taken_up(self, found: Found, word: str) -> Mention:
        """The named good that words like 该型无人机 take up: the last of that kind, else the last of all."""
        alike = [each for each in self._goods if simplified(each.name).endswith(word[-2:])]
        party = next(reversed(alike or self._goods), None)
        if party is None:
            return Mention(
                self._document.text[found.start : found.name_end], found.type, found.start, found.name_end, True
            )
        return replace(party, start=found.start, end=found.name_end, resolved=True)

    def _fuller(self, found: Found, simple: str) -> Mention | None:
        """The fuller name that a bare noun of a body takes up (检方), the person that 这名男子 takes up."""
        word = simple[found.start : found.name_end]
        before = simple[max(0, found.start - 3) : found.end]
        if found.described and found.type is EntityType.PERSON and _THIS.search(before):
            return self._person
        if found.type not in _ORGANISED or not 2 <= len(word) <= 4 or self._words.is_media(word):
            return None
        known = reversed(self.bodies.items())
        return next((mention for name, mention in known if name.endswith(word) and len(name) > len(word)), None)

    def _subject_now(self) -> Mention | None:
        """Whom the sentence at hand has been about so far."""
        return self._current[0] if self._current else None

    def _taken_up(self, word: str) -> Mention | None:
        """The party that a word like 他, 该局, 后者 takes up."""
        if word in _PERSONS:
            return self._person
        if word == "其" and (now := self._subject_now()) is not None:
            return now
        if word in {"后者", "前者"}:
            if word == "后者" and self._second is not None:
                return self._second
            named = self._named_last()
            return (named[-1] if word == "后者" or len(named) < 2 else named[-2]) if named else None
        if word in {"它们", "他们", "她们"}:
            return self._described
        kinds = next((kinds for ending, kinds in _TAKEN if word.endswith(ending)), None)
        if word in _THIS_FIRM and (now := self._firm_now()) is not None:
            return now
        if kinds is not None:
            alike = [each for each in self._latest if each.type in kinds and each.name.endswith(word[-1])]
            found = next((each for each in reversed(alike or self._latest) if each.type in kinds), None)
            loose = word[1:] not in self._words["Organization"]
            return found or (self._topic if loose else None)
        return self._topic

    def _named_last(self) -> list[Mention]:
        """Who was spoken of last, the last one at the end: by name if anybody was."""
        return [each for each in self._latest if not each.described] or self._latest

    def _held(self, found: Found, simple: str) -> Mention | None:
        """The firm that 该公司 or 其 takes up as what is held: none that the sentence itself names (甲持有|其股份)."""
        word = simple[found.start : found.name_end]
        before = simple[max(0, found.start - _WORD) : found.start]
        if word not in _OWN | _THIS_FIRM or not _HOLDING.search(before):
            return None
        here = {each.name for each in self._current}
        known = (*self._subjects[1], self._topic, *reversed(self._latest))
        return next((m for m in known if m and m.type in _BODIES and m.name not in here), None)

    def _firm_now(self) -> Mention | None:
        """The firm that the sentence at hand has named last."""
        return next((each for each in reversed(self._current) if each.type is EntityType.COMPANY), None)


def _unquoted(name: str) -> str:
    """A name without the marks around it; “铁砧”工厂 keeps those inside."""
    bare = name.strip("“”「」『』 ")
    return name.strip() if any(mark in bare for mark in "”」』") else bare
