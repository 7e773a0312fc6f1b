"""Who says it: the sources of each statement, outermost first, and how far each source reaches.

A source reaches over what hangs on its verb of saying or, for "according to", over the clause that it stands in. A
dateline or an opening attribution to a medium reaches over every statement of the text that has no medium of its own.
What a source said goes on over following sentences on the same thing.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from clew.extract.attributions import Attribution, attributions
from clew.extract.clause import LINKED, Clause
from clew.extract.crediting import (
    captioned,
    credited,
    dateline,
    from_the_first,
    introduced,
    is_prose,
    retold,
    speakers_of_before,
    tells_of_before,
)
from clew.extract.hearers import told_names
from clew.extract.names.lexicon import Lexicon
from clew.extract.parties import Scene
from clew.extract.quotations import quotations
from clew.extract.sentence import ParsedText, Sentence
from clew.extract.source_words import load_source_words
from clew.extract.speakers import Speaker, speakers_at
from clew.records import Mention, Source
from clew.vocabulary import Predicate, SourceKind

_OPENING = 2
"""Sentences within which an attribution to a medium opens the text."""
_HEADINGS = 8
"""Lines before the first sentence of a text that may be headings."""
_OPENERS = frozenset({SourceKind.MEDIA, SourceKind.ANALYST})
_ACTS = frozenset({Predicate.RESPONDS, Predicate.ACCUSES})
_BESIDE = frozenset({"appos", "compound", "amod"})
_TITLES = frozenset({Predicate.LEADS, Predicate.EMPLOYS})
_BACKGROUND = frozenset({Predicate.LOCATED_IN, Predicate.SANCTIONS})
_INSIDE = frozenset({"amod", "compound", "nmod"})
_LOOSE = frozenset({"the", "a", "an", "two", "three", "one", "these", "those", "both", "several", "same"})
_OPEN = frozenset({"both", "all", "some", "other", "others", "many", "one", "another", "most", "each", "none", "any"})
"""Pronouns that take up some parties of their sentence and no speaker before it."""
_FITS = {"they": (False, True), "he": (True, False), "she": (True, False), "it": (False, False)}
"""Pronoun → whether it takes up a person, and whether several."""
_REACH = 4
"""Sentences over which a source stays in force without being named again."""


@dataclass
class _State:
    """What a document has attributed so far."""

    base: tuple[Source, ...] = ()
    latest: tuple[Source, ...] = ()
    sentence: int = -_REACH
    paragraph: int = -1
    heard: dict[str, Source] = field(default_factory=dict)
    subject: tuple[Source, ...] = ()
    traits: dict[str, tuple[bool, bool]] = field(default_factory=dict)


class Attributor:
    """The sources of the statements of one document."""

    def __init__(self, text: ParsedText, mentions: Sequence[Mapping[int, Mention]], lexicon: Lexicon) -> None:
        language = text.sentences[0].language if text.sentences else "en"
        words = load_source_words(language)
        self._words = replace(words, told=told_names(text, lexicon, words))
        self._lexicon = lexicon
        self._text = text
        self._state = _State()
        self._own: list[list[tuple[tuple[Source, ...], Attribution]]] = []
        self._carried: list[tuple[Source, ...]] = []
        self._bases: list[tuple[Source, ...]] = []
        self._quoted = list(quotations(text))
        self._full_names: dict[str, str] = {}
        self._introduced = [introduced(text, index, self._words) for index in range(len(text.sentences))]
        opened = dateline(text, lexicon, self._words)
        self._wire = opened is not None
        opening = (opened[0], (opened[1],)) if opened else retold(text, lexicon, self._words, _OPENING)
        for index, sentence in enumerate(text.sentences):
            scene = Scene.of(sentence, mentions[index], text.names[index], lexicon)
            if opening is not None and index == opening[0]:
                self._state.base = opening[1]
            self._read(scene, index)
        if language == "ru":
            self._bases = from_the_first(self._bases, credited(text, lexicon, self._words))

    def _read(self, scene: Scene, index: int) -> None:
        sentence, state = scene.sentence, self._state
        if self._ends(sentence):
            state.base, state.latest = (), ()
        found = attributions(scene, self._words)
        own = self._named(found)
        before = self._of_before(scene)
        main = [(sources, each) for sources, each in own if sources and _is_main(sentence, each)]
        if not before and tells_of_before(sentence, self._words):
            before = _outermost_first(sentence, main)
        for noun, document in self._introduced[index]:
            state.heard.setdefault(noun, document)
        if self._opens(index) and len(state.base) < 2 and not captioned(self._text, index):
            first = before or tuple(source for sources, _ in main[:1] for source in sources)
            authors = {s.source.name for _, each in main[:1] for s in each.speakers if s.author}
            told = [
                source
                for source in first
                if source.kind in _OPENERS and source.name not in authors and not self._knows(state.base, source)
            ]
            report = bool(told) and told[0].kind is SourceKind.MEDIA and index > 0
            study = bool(told) and told[0].kind is SourceKind.ANALYST and sentence.language == "ru"
            if not state.base or report or study:
                state.base = (*state.base, *told[: 2 if before and sentence.language == "ru" else 1])
        state.subject = self._subject(scene)
        self._own.append(own)
        goes_on = state.paragraph == sentence.paragraph or index - state.sentence <= 1
        announced = index > 0 and state.sentence == index - 1 and self._text.sentences[index - 1].tokens[-1].text == ":"
        speech = self._quoted[index].is_speech(sentence)
        near = index - state.sentence <= _REACH
        linked = announced or (near and ((goes_on and speech) or self._linked(sentence, index)))
        self._carried.append(state.latest if linked and not main else ())
        self._bases.append(state.base)
        if before:
            self._reach_back(index, before)
        elif main and self._quoted[index].closes:
            self._speak_before(index, main[0][0])
        if main or before:
            state.latest = before or tuple(source for sources, _ in main for source in sources)
            state.sentence, state.paragraph = index, sentence.paragraph
        elif not linked:
            state.latest = ()

    def _subject(self, scene: Scene) -> tuple[Source, ...]:
        """What the sentence is about, where that can speak in the next one ("The records tell more. They show ...")."""
        sentence = scene.sentence
        if sentence.language != "en":
            return ()
        found = []
        for head in sentence.below(sentence.root, "nsubj", "nsubj:pass"):
            for speaker in speakers_at(scene, head, self._words):
                if not speaker.pronoun and speaker.noun in self._words.kinds:
                    self._state.traits.setdefault(speaker.source.name.casefold(), (speaker.personal, speaker.plural))
                    found.append(speaker.source)
        return tuple(found)

    def _knows(self, sources: Sequence[Source], source: Source) -> bool:
        """Whether a source is among others, under whichever of its names: "FT" is the Financial Times."""
        medium = self._lexicon.medium(source.name)
        return source in sources or (
            medium is not None and any(self._lexicon.medium(other.name) == medium for other in sources)
        )

    def _opens(self, index: int) -> bool:
        """Whether a sentence is one of the first of the text, headings and other lines aside."""
        if self._text.sentences[index].language != "en":
            return index < _OPENING
        earlier = sum(map(is_prose, self._text.sentences[: min(index, _HEADINGS)]))
        return index < _OPENING or (index < _HEADINGS and earlier < _OPENING)

    def _of_before(self, scene: Scene) -> tuple[Source, ...]:
        """Who says what stood before, where the sentence only adds that."""
        heads = speakers_of_before(scene, self._words)
        speakers = tuple(s for head in heads for s in speakers_at(scene, head, self._words))
        told = self._named([Attribution(speakers, frozenset())]) if speakers else []
        return told[0][0] if told else ()

    def _reach_back(self, index: int, sources: tuple[Source, ...]) -> None:
        """Give what stands before "Об этом сообщает X" in the paragraph to X where it has no source of its own."""
        paragraph = self._text.sentences[index].paragraph
        for before in range(index - 1, max(-1, index - 1 - _REACH), -1):
            near = self._text.sentences[before].paragraph == paragraph or before == index - 1
            if not near or self._own[before]:
                return
            self._carried[before] = sources

    def _speak_before(self, index: int, sources: tuple[Source, ...]) -> None:
        """Give the sentences of a quotation to whom its last one names as the speaker."""
        for before in range(index - 1, -1, -1):
            if self._own[before]:
                return
            self._carried[before] = sources
            if not self._quoted[before].goes_on:
                return

    def _ends(self, sentence: Sentence) -> bool:
        said = " ".join(token.text.lower() for token in sentence.tokens if token.text.isalpha())
        return len(sentence.tokens) <= 8 and any(said.startswith(word) for word in self._words.summaries)

    def _linked(self, sentence: Sentence, index: int) -> bool:
        """Whether a sentence goes on about what stood before: same paragraph and (not in Russian) a linking word.

        In Russian, where a paragraph is often one sentence, an unnamed informant also speaks on in the next one.
        """
        if self._text.sentences[index - 1].paragraph != sentence.paragraph:
            unnamed = any(source.kind is SourceKind.ANONYMOUS for source in self._state.latest)
            return sentence.language == "ru" and unnamed and sentence.paragraph - self._state.paragraph == 1
        if sentence.language == "ru" or sentence.tokens[0].text.lower() in self._words.links:
            return True
        return any(sentence.tokens[i].lemma in self._words.going_on for i in sentence.below(sentence.root, "advmod"))

    def _named(self, found: Sequence[Attribution]) -> list[tuple[tuple[Source, ...], Attribution]]:
        """The speakers by their names: pronouns, "the newspaper" and "the report" led back to what they stand for."""
        told: list[tuple[tuple[Source, ...], Attribution]] = []
        for attribution in found:
            names: list[Source] = []
            before = [
                source for sources, each in told for source in sources if attribution.speakers[0].head in each.covers
            ]
            for speaker in attribution.speakers:
                source = self._settled(speaker, before)
                if source and not speaker.pronoun:
                    self._state.traits.setdefault(source.name.casefold(), (speaker.personal, speaker.plural))
                if source and source.name.casefold() not in {other.name.casefold() for other in names}:
                    names.append(source)
            told.append((tuple(names), attribution))
        return told

    def _settled(self, speaker: Speaker, before: Sequence[Source]) -> Source | None:
        state, source = self._state, speaker.source
        if speaker.pronoun:
            same = [each for each in (*before, *state.latest) if each.name.casefold() == source.name.casefold()]
            if same:
                return same[0]
            if source.name and source.name.casefold() in state.traits and speaker.noun != "it":
                return source
            meant = self._meant(speaker, before)
            if meant is not None:
                return meant
            if source.name and source.kind is not SourceKind.ANONYMOUS and not (speaker.noun == "it" and state.latest):
                return source
            if speaker.noun in _OPEN:
                return None
            known = [*state.latest, *before]
            if speaker.noun != "it":
                known = [each for each in known if each.kind is not SourceKind.DOCUMENT] or known
            return known[-1] if known else None
        bare = not self._lexicon.articles and " " not in source.name
        if (speaker.definite or bare) and speaker.noun in self._words.media_nouns:
            media = [*state.base, *(each for each in state.latest if each.kind is SourceKind.MEDIA)]
            return media[0] if media else source
        earlier = state.heard.get(speaker.noun)
        if earlier is None and speaker.definite and speaker.noun in self._words.retellings and state.base:
            return state.base[0]
        plain = set(source.name.casefold().split()) - _LOOSE
        if earlier is not None and plain <= set(earlier.name.casefold().split()):
            return earlier
        state.heard[speaker.noun] = source
        return source

    def _meant(self, speaker: Speaker, before: Sequence[Source]) -> Source | None:
        """Who of those that spoke right before a pronoun can take up: "they" several, "he" a person, "it" a body."""
        if not self._lexicon.articles or speaker.noun not in _FITS or (speaker.personal and speaker.noun != "they"):
            return None
        state = self._state
        for source in (*reversed(before), *reversed(state.latest), *state.subject):
            personal, plural = state.traits.get(source.name.casefold(), (False, False))
            if _FITS[speaker.noun] == (personal, plural):
                return source
        return None

    def sources(self, clause: Clause) -> tuple[Source, ...]:
        """The sources of a clause, outermost first."""
        chain: list[Source] = []
        for sources, attribution in self._own[clause.index]:
            if _in_a_paper(clause, attribution, sources):
                chain += [source for source in sources if source not in chain]
            told = clause.trigger in attribution.covers or _is_told_by_it(clause, attribution, sources)
            if not told or _aside(clause, attribution):
                continue
            if clause.predicate in _ACTS and _speaks(clause, sources):
                continue
            chain += [source for source in sources if source not in chain]
        if not chain:
            chain = [] if _is_title(clause) else list(self._carried[clause.index])
            if clause.predicate in _ACTS and _speaks(clause, chain):
                chain = []
        base = self._bases[clause.index]
        if not chain and not self._wire and _is_title(clause):
            base = ()
        if not any(source.kind is SourceKind.MEDIA for source in chain):
            chain = [*(source for source in base if source not in chain), *chain]
        media: list[Source] = []
        for source in chain:
            if source.kind is SourceKind.MEDIA and not self._knows(media, source):
                media.append(self._in_full(source))
        others = (source for source in chain if source.kind is not SourceKind.MEDIA)
        return tuple(dict.fromkeys((*media, *others)))

    def _in_full(self, medium: Source) -> Source:
        """A medium by the longest name that the document calls it by: "FT" here, "Financial Times" there."""
        known = self._lexicon.medium(medium.name)
        if known is None:
            return medium
        if known not in self._full_names:
            text = self._text.document.text
            named = (_as_written(name, text) for name, first in self._lexicon.media.items() if first == known)
            self._full_names[known] = max((medium.name, *filter(None, named)), key=len)
        return replace(medium, name=self._full_names[known])


def _as_written(name: str, text: str) -> str:
    """A name as a text writes it, empty where it does not; one in capitals is another word without them."""
    found = re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text, 0 if name.isupper() else re.IGNORECASE)
    return found.group() if found and found.group()[:1].isupper() else ""


def _in_a_paper(clause: Clause, attribution: Attribution, sources: Sequence[Source]) -> bool:
    """Whether the clause is the accusing itself, done by a paper: "the indictment accuses X of ..."."""
    papers = bool(sources) and all(source.kind is SourceKind.DOCUMENT for source in sources)
    return clause.predicate is Predicate.ACCUSES and attribution.verb == clause.trigger and papers


def _is_told_by_it(clause: Clause, attribution: Attribution, sources: Sequence[Source]) -> bool:
    """Whether the verb of saying carries what only the linker finds in it: "X denies any support for Y".

    Of several that list somebody each does so for itself, and not on the word of the others.
    """
    listed = clause.predicate is Predicate.SANCTIONS and len(sources) > 1 and _speaks(clause, sources)
    return clause.frame == LINKED and attribution.verb == clause.trigger and not listed


def _aside(clause: Clause, attribution: Attribution) -> bool:
    """Whether the clause is background in a relative clause or a title, while the attribution stands outside it."""
    sentence = clause.sentence
    if _is_title(clause):
        return True
    for at in (clause.trigger, *sentence.ancestors(clause.trigger)):
        if sentence.tokens[at].dep == "acl:relcl" and _after_comma(sentence, at):
            return attribution.verb not in sentence.subtree(at) and not attribution.inside(sentence, at)
    return False


def _is_title(clause: Clause) -> bool:
    """Whether the clause is no more than a title, a place or an apposition beside a name, or one of several of them."""
    tokens = clause.sentence.tokens
    trigger = first = tokens[clause.trigger]
    while first.dep == "conj" and tokens[first.head].head != first.head:
        first = tokens[first.head]
    if clause.sentence.language == "en":
        if clause.predicate in _BACKGROUND and first.dep in _INSIDE:
            return True
        if trigger.pos == "PROPN" and clause.predicate in _TITLES | {Predicate.LOCATED_IN}:
            return True
    return clause.predicate in _TITLES and trigger.pos in {"NOUN", "PROPN"} and first.dep in _BESIDE


def _after_comma(sentence: Sentence, at: int) -> bool:
    first = sentence.subtree(at)[0]
    return first > 0 and sentence.tokens[first - 1].text == ","


def _outermost_first(sentence: Sentence, main: Sequence[tuple[tuple[Source, ...], Attribution]]) -> tuple[Source, ...]:
    """All sources of a sentence, those who say it before those whom they cite: "пишет X, ссылаясь на Y"."""
    said = [sources for sources, each in main if each.verb is not None and sentence.tokens[each.verb].head == each.verb]
    return tuple(dict.fromkeys(source for sources in (*said, *(given for given, _ in main)) for source in sources))


def _is_main(sentence: Sentence, attribution: Attribution) -> bool:
    """Whether the attribution governs the sentence and not a clause aside."""
    if attribution.verb is not None and sentence.tokens[attribution.verb].dep in {"root", "conj"}:
        return True
    return sentence.root in attribution.covers


def _speaks(clause: Clause, sources: Sequence[Source]) -> bool:
    """Whether the party that does it is itself among the sources."""
    parties = {filler.mention.name.casefold() for filler in (clause.subject,) if filler is not None}
    return any(source.name.casefold() in parties for source in sources)
