"""The parties that a document has spoken of so far, and which of them a word most likely takes up."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from clew.extract.names.lexicon import Lexicon
from clew.extract.names.register import head_of
from clew.extract.sentence import ParsedText, Sentence
from clew.records import Mention
from clew.vocabulary import EntityType

ORGANISED = frozenset(
    {EntityType.COMPANY, EntityType.PUBLIC_BODY, EntityType.ORGANIZATION, EntityType.FACILITY, EntityType.PROGRAMME}
)
SUBJECTS = frozenset({"nsubj", "nsubj:pass"})
WINDOW = 4
"""Sentences back over which a party stays in mind."""
_DESCRIBED = {EntityType.PERSON: 0.6}
"""By how much a party without a name stays behind a named one: "he" takes up a name sooner than "a spokesman"."""
_LEAD = 2
"""Sentences, counted from 0, in which a description may stand for a party that is only named after it."""


@dataclass
class Party:
    """One party as the document has spoken of it so far."""

    mention: Mention
    plural: bool
    country: bool
    media: bool
    nouns: set[str] = field(default_factory=set)
    traits: set[str] = field(default_factory=set)
    genders: set[str] = field(default_factory=set)
    seen: list[tuple[int, bool]] = field(default_factory=list)


@dataclass(frozen=True)
class Referents:
    """For each sentence, token index → the party, good or place that the token stands for.

    `goods` tells for a pronoun the good that it would stand for where a good is asked for; `groups` the members of
    a group whose description ("two companies") the text goes on to name.
    """

    mentions: tuple[Mapping[int, Mention], ...]
    goods: tuple[Mapping[int, Mention], ...] = ()
    groups: Mapping[str, tuple[Mention, ...]] = field(default_factory=dict)


class Memory:
    """Parties in the order in which they turned up."""

    def __init__(self, parsed: ParsedText, lexicon: Lexicon) -> None:
        self.parsed, self.lexicon = parsed, lexicon
        self.parties: dict[tuple[str, EntityType], Party] = {}
        self.groups: dict[str, tuple[Mention, ...]] = {}
        self.told_media: frozenset[str] = frozenset()
        self.later: dict[str, Mention] = {}
        self.latest: Mention | None = None

    def note(self, mention: Mention, sentence: int, subject: bool, plural: bool, told: bool = True) -> Party:
        """Remember that a party stands in a sentence, and whether as its subject; not `told` of, "it" is not it."""
        key = (mention.name.casefold(), mention.type)
        party = self.parties.get(key)
        if party is None:
            name = mention.name.lower()
            country = name in self.lexicon.countries or name in self.lexicon.capitals
            medium = self.lexicon.is_media(mention.name) or mention.name in self.told_media
            party = Party(mention, plural, country, medium)
            self.parties[key] = party
        if not told:
            return party
        party.seen.append((sentence, subject))
        if mention.type in ORGANISED | {EntityType.PERSON} and not (party.country or party.media or plural):
            self.latest = party.mention
        return party

    def media(self) -> frozenset[str]:
        """The names of the media spoken of so far."""
        return frozenset(party.mention.name for party in self.parties.values() if party.media)

    def introduced(self, number: int, kind: EntityType) -> Mention | None:
        """Who a lead's "a trader" turns out to be: the party first named as the subject of the next sentence."""
        if number > _LEAD or number + 1 >= len(self.parsed.sentences):
            return None
        sentence = self.parsed.sentences[number + 1]
        for span in self.parsed.names[number + 1]:
            head = head_of(sentence, span.first, span.last)
            if sentence.tokens[head].dep not in SUBJECTS:
                continue
            if kind is not EntityType.ORGANIZATION and span.sure and span.type is not kind:
                return None
            if kind is EntityType.ORGANIZATION and span.type is EntityType.PUBLIC_BODY:
                return None
            new = not any(other.name == span.name for names in self.parsed.names[: number + 1] for other in names)
            if new and (compatible(span.type, kind) or not span.sure) and not self.lexicon.is_media(span.name):
                return Mention(span.name, kind if not span.sure else span.type)
            return None
        return None

    def salient(
        self,
        sentence: int,
        fits: frozenset[EntityType],
        *,
        plural: bool | None,
        countries: bool,
        before: bool = False,
        gender: str = "",
        excluded: frozenset[str] = frozenset(),
    ) -> Party | None:
        """Which party of a fitting type, number and kind a reference in a sentence leads to best; None for none."""
        best, best_score = None, 0.0
        for party in self.parties.values():
            if party.mention.type not in fits and not (countries and party.country):
                continue
            if (plural is not None and party.plural != plural) or party.mention.name in excluded:
                continue
            if gender and party.genders and gender not in party.genders:
                continue
            seen = [(at, subject) for at, subject in party.seen[-6:] if not before or at < sentence]
            score = max((salience(sentence - at, subject) for at, subject in seen), default=0.0)
            if party.media:
                score *= 0.4
            if party.mention.described and party.mention.name not in self.groups:
                score *= _DESCRIBED.get(party.mention.type, 0.9)
            if score > best_score:
                best, best_score = party, score
        return best


def is_topic(sentence: Sentence, index: int) -> bool:
    """Whether a word tells what its sentence is about: a subject, in English not that of a relative clause.

    Nor one that only asks for who follows: in "One of the guests was Ilya Dorn" the topic is Dorn.
    """
    token = sentence.tokens[index]
    if sentence.language != "en":
        return token.dep in SUBJECTS
    if token.dep == "root":
        return any(True for _ in sentence.below(index, "cop"))
    return token.dep in SUBJECTS and sentence.tokens[token.head].dep != "acl:relcl"


def salience(distance: int, subject: bool) -> float:
    """How present a party is that was last named so many sentences before, 0 beyond `WINDOW`; subjects stay longer."""
    if distance > WINDOW:
        return 0.0
    table = (10.0, 8.0, 5.0, 3.0, 2.0) if subject else (6.0, 4.0, 2.0, 1.5, 1.0)
    return table[distance]


def compatible(name: EntityType, noun: EntityType) -> bool:
    """Whether a name of a type may be what a noun of a type describes."""
    organised = ORGANISED
    if noun is EntityType.ORGANIZATION:
        return name in organised or name is EntityType.PERSON
    return name is noun or (name in organised and noun in organised)
