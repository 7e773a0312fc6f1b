"""From the head word of a slot to the parties or goods that stand there, and whether they may stand there."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from clew.extract.clause import Filler
from clew.extract.control import conjuncts
from clew.extract.describing import phrase
from clew.extract.frames import Fits
from clew.extract.grammar import load_grammar
from clew.extract.names.lexicon import Lexicon
from clew.extract.names.register import head_of
from clew.extract.sentence import NameSpan, Sentence
from clew.records import Mention
from clew.vocabulary import EntityType

_ORGS = frozenset({EntityType.COMPANY, EntityType.PUBLIC_BODY, EntityType.ORGANIZATION, EntityType.FACILITY})
_PARTIES = _ORGS | {EntityType.PERSON}
_EXAMPLES = frozenset({"including", "such as", "like", "among"}) | frozenset(
    {"включая", "среди которых", "в числе которых", "из которых", "в том числе"}
    | {"среди них", "в их числе", "в частности"}
)
_WORDS = load_grammar()
_MOST = 24
_FURTHEST = 16
"""Tokens behind a group noun within which "including" names members of it."""
_NEAR = 7
"""Tokens behind "including" within which the first of these names begins."""
_OPEN_TO_NAMES = frozenset(
    {Fits.PARTY, Fits.ORG, Fits.FIRM, Fits.BODY, Fits.PERSON, Fits.PEOPLE, Fits.NAMED, Fits.TARGET}
    | {Fits.VENTURE, Fits.RESPONDENT}
)
"""Classes of slot that take a name of unsure type: the slot then tells what it is."""


@dataclass(frozen=True)
class Scene:
    """A sentence with all that is known of who stands where in it."""

    sentence: Sentence
    mentions: Mapping[int, Mention]
    names: Mapping[int, NameSpan]
    lexicon: Lexicon
    goods: Mapping[int, Mention] = field(default_factory=dict)
    groups: Mapping[str, tuple[Mention, ...]] = field(default_factory=dict)

    @staticmethod
    def of(
        sentence: Sentence,
        mentions: Mapping[int, Mention],
        spans: tuple[NameSpan, ...],
        lexicon: Lexicon,
        goods: Mapping[int, Mention] | None = None,
        groups: Mapping[str, tuple[Mention, ...]] | None = None,
    ) -> "Scene":
        """The scene of a sentence; names are kept by their head token."""
        heads = {head_of(sentence, span.first, span.last): span for span in spans}
        return Scene(sentence, mentions, heads, lexicon, goods or {}, groups or {})

    def fillers(self, index: int, *, spread: bool = True) -> Iterator[Filler]:
        """All that stands at a head word: the members of a group, what a quantity counts, its conjuncts if `spread`."""
        first = self.mentions.get(index)
        for count, each in enumerate(conjuncts(self.sentence, index)):
            if count >= _MOST or (count and not spread):
                return
            mention = self.mentions.get(each)
            strays = first and mention and (first.type is EntityType.PLACE) is not (mention.type is EntityType.PLACE)
            if count and strays:
                continue
            yield from self._one(each, 0)

    def standing(self) -> Iterator[Filler]:
        """All that stands in the sentence for a party, a good or a place, in order of their head words."""
        for index in range(len(self.sentence.tokens)):
            mention = self.mentions.get(index) or self._nationality(index)
            if mention is not None:
                yield Filler(index, *self._extent(index), mention)

    def head(self, index: int) -> int:
        """The head of the name that a token belongs to; the token itself where it is in none."""
        for head, span in self.names.items():
            if span.first <= index < span.last:
                return head
        return index

    def _one(self, index: int, depth: int) -> Iterator[Filler]:
        if index not in self.mentions:
            index = self.head(index)
        index = self._owned(index)
        token = self.sentence.tokens[index]
        mention = self.mentions.get(index)
        if index not in self.names and depth < 4:
            counted = self._counted(index)
            if counted is not None:
                for each in conjuncts(self.sentence, counted):
                    yield from self._one(each, depth + 1)
                return
            members = self._members(index)
            if members and mention is not None:
                for member in members:
                    yield from self._one(member, depth + 1)
                return
        if mention is None and index not in self.names and depth < 2:
            for child in self.sentence.below(index, "appos"):
                if child in self.names and child > index:
                    yield from self._one(child, depth + 2)
                    return
        if mention is None:
            mention = self._nationality(index)
        if mention is not None:
            first, last = self._extent(index)
            group = self.groups.get(mention.name, ()) if mention.described else ()
            for one in group:
                yield Filler(index, first, last, replace(one, start=mention.start, end=mention.end, resolved=True))
            if not group:
                yield Filler(index, first, last, mention)
        if index in self.goods:
            yield Filler(index, index, index + 1, self.goods[index])
        if token.tag == "NNS" and depth < 2 and self.lexicon.articles:
            for example in self._examples(index):
                for each in conjuncts(self.sentence, example):
                    if each in self.names:
                        yield from self._one(each, depth + 2)
        if token.pos in {"NOUN", "PROPN"} and depth < 2:
            for child in self.sentence.below(index, "nmod", "obl"):
                if self.sentence.case(child) in _EXAMPLES and (child in self.names or self._named(child)):
                    for each in conjuncts(self.sentence, child):
                        yield from self._one(each, depth + 2)

    def _examples(self, index: int) -> Iterator[int]:
        """Members named behind a group that the parser hangs elsewhere: "designated 14 firms, including A and B"."""
        tokens = self.sentence.tokens
        end = min(index + _FURTHEST, len(tokens) - 2)
        for at in range(index + 1, end):
            word = tokens[at].text.lower()
            if tokens[at].tag == "NNS" or word in {";", ":"}:
                return
            if tokens[at - 1].text != "," or word not in {"including", "among"}:
                continue
            if word == "among" and tokens[at + 1].text.lower() not in {"them", "whom"}:
                return
            starts = {span.first: head for head, span in self.names.items()}
            first = next((i for i in range(at + 1, min(at + _NEAR, len(tokens))) if i in starts), None)
            if first is not None and (word == "among" or index not in self.sentence.ancestors(starts[first])):
                yield starts[first]
            return

    def _owned(self, index: int) -> int:
        """In "the Department of Trade's Office of Exports" the office, which the parser hangs below the department."""
        span = self.names.get(index)
        if span is None or span.last + 1 >= len(self.sentence.tokens):
            return index
        if self.sentence.tokens[span.last].text not in {"'s", "’s", "'", "’"}:
            return index
        for head, other in self.names.items():
            if other.first == span.last + 1 and index in self.sentence.ancestors(head):
                return head
        return index

    def makers(self, index: int) -> Iterator[int]:
        """Who or which country made or sold the goods at a head word, as the noun phrase itself tells it."""
        counted = self._counted(index)
        for noun in (index, *((counted,) if counted is not None else ())):
            for verb in self.sentence.below(noun, "acl", "amod"):
                token = self.sentence.tokens[verb]
                if token.lemma in _WORDS["selling"] and token.tag == "VBN":
                    yield from self.sentence.below(verb, "obl:agent")
                if token.lemma in _WORDS["making"] and token.tag == "VBN":
                    yield from self.sentence.below(verb, "obl:agent")
                    yield from (i for i in self.sentence.below(verb, "obl") if self.sentence.case(i) == "in")
                    if verb >= 2 and self.sentence.tokens[verb - 1].text == "-":
                        yield verb - 2
            for i in self.sentence.below(noun, "amod", "compound"):
                if self._nationality(i) and self.sentence.tokens[i].text.lower() not in self.lexicon.blocs:
                    yield i

    def counted(self, index: int) -> int:
        """The noun that a quantity word counts, else the word itself."""
        found = self._counted(index)
        return index if found is None else found

    def _counted(self, index: int) -> int | None:
        """The noun that a quantity word counts: "hundreds of drones", "one of the firms"."""
        token = self.sentence.tokens[index]
        if token.lemma not in self.lexicon.measures and token.pos not in {"NUM", "DET", "PRON", "ADJ"}:
            return None
        below = [*self.sentence.below(index, "nmod", "obl")]
        counted = next((i for i in below if self.sentence.case(i) == "of"), None)
        if counted is None and not self.lexicon.articles and token.lemma in self.lexicon.measures:
            counted = next((i for i in below if self._is_counted(i)), None)
        return counted

    def _is_counted(self, index: int) -> bool:
        """Whether a noun's ending alone says that it is counted: "партия двигателей", "60% компании"."""
        return not self.sentence.case(index) and self.sentence.ending(index) == "Gen"

    def _members(self, index: int) -> list[int]:
        """The names that a group noun goes on to list: "two firms, A and B"."""
        token = self.sentence.tokens[index]
        if token.tag not in {"NNS", "NNPS"} and token.lemma not in self.lexicon.groups:
            return []
        for child in self.sentence.below(index, "appos"):
            named = [i for i in conjuncts(self.sentence, child) if i in self.names or self._named(i)]
            if child > index and len(named) > 1:
                return named
        return []

    def _named(self, index: int) -> bool:
        """Whether a common noun stands for a named party, in a language without articles: "его жена Анна Белова"."""
        mention = self.mentions.get(index)
        return mention is not None and not mention.described and not self.lexicon.articles

    def _nationality(self, index: int) -> Mention | None:
        """The country of a nationality: "Chinese deliveries"."""
        token = self.sentence.tokens[index]
        word = token.text.lower()
        country = self.lexicon.adjectives.get(word) or self.lexicon.blocs.get(word)
        if country is None:
            return None
        return Mention(country, EntityType.PLACE, token.start, token.end, resolved=True)

    def _extent(self, index: int) -> tuple[int, int]:
        span = self.names.get(index)
        if span is not None:
            return span.first, span.last
        if self.sentence.tokens[index].pos in {"NOUN", "PROPN"}:
            mention = self.mentions.get(index)
            good = mention is not None and mention.type is EntityType.PRODUCT
            return phrase(self.sentence, index, self.names, noun_is_good=good)
        return index, index + 1

    def is_country(self, mention: Mention) -> bool:
        """Whether the mention is a state, a bloc of states or a capital that may stand for one."""
        name = mention.name.lower()
        lexicon = self.lexicon
        return name in lexicon.countries or name in lexicon.capitals or mention.name in lexicon.blocs.values()

    def is_unsure(self, filler: Filler) -> bool:
        """Whether it is a name whose type is a guess, so that the slot may decide it."""
        span = self.names.get(filler.head)
        return span is not None and not span.sure

    def admits(self, filler: Filler, fits: Fits) -> bool:
        """Whether what fills a slot is of the class that the slot asks for."""
        mention = filler.mention
        kind = mention.type
        country = self.is_country(mention)
        if filler.head in self.goods and kind is EntityType.PRODUCT and fits not in {Fits.GOOD, Fits.MADE}:
            return False
        if not country and fits in _OPEN_TO_NAMES and self.is_unsure(filler):
            return kind is not EntityType.PRODUCT or not any(letter.isdigit() for letter in mention.name)
        if fits is Fits.PLACE and self.is_unsure(filler) and not country:
            return kind is not EntityType.PRODUCT and not mention.name.isupper()
        match fits:
            case Fits.ANY:
                return True
            case Fits.PARTY:
                return kind in _PARTIES or country
            case Fits.ORG:
                return kind in _ORGS or country
            case Fits.FIRM:
                return kind in _ORGS and not country
            case Fits.BODY:
                return kind in _ORGS and not country and not mention.described
            case Fits.AUTHORITY:
                return kind is EntityType.PUBLIC_BODY or country or (kind in _ORGS and not mention.described)
            case Fits.MADE:
                return kind is EntityType.PRODUCT or (not mention.described and kind in _ORGS)
            case Fits.PERSON:
                return kind is EntityType.PERSON
            case Fits.PEOPLE:
                return kind is EntityType.PERSON or (kind is EntityType.ORGANIZATION and mention.described)
            case Fits.COUNTRY:
                return country
            case Fits.GOOD:
                return kind is EntityType.PRODUCT
            case Fits.PLACE:
                nationality = mention.resolved and self.sentence.tokens[filler.head].pos != "NOUN"
                return kind is EntityType.PLACE and not nationality
            case Fits.SITE:
                return kind in {EntityType.FACILITY, EntityType.PLACE, EntityType.COMPANY, EntityType.EVENT}
            case Fits.FACILITY:
                return kind in {EntityType.FACILITY, EntityType.COMPANY}
            case Fits.MEDIA:
                return self.lexicon.is_media(mention.name)
            case Fits.NAMED:
                return not mention.described and (kind in _PARTIES or kind is EntityType.PRODUCT)
            case Fits.VENTURE:
                return (kind in _ORGS and not country) or kind is EntityType.PROGRAMME
            case Fits.RESPONDENT:
                return (kind in _PARTIES or country) and not self.lexicon.is_media(mention.name)
            case Fits.TARGET:
                return kind in _PARTIES or kind in {EntityType.PRODUCT, EntityType.PROGRAMME} or country
