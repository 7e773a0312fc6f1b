"""Who says it: the sources of each statement, outermost first, and how far each source reaches.

A source reaches over what hangs on its verb of saying or, for "according to", over the clause that it stands in. A
dateline or an opening attribution to a medium reaches over every statement of the text that has no medium of its own.
What a source said goes on over following sentences on the same thing.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from clew.extract.attributions import Attribution, attributions
from clew.extract.clause import Clause
from clew.extract.crediting import (
    captioned,
    credited,
    dateline,
    from_the_first,
    introduced,
    retold,
    speakers_of_before,
    tells_of_before,
)
from clew.extract.hearers import told_names
from clew.extract.names.lexicon import Lexicon
from clew.extract.parties import Scene
from clew.extract.sentence import ParsedText, Sentence
from clew.extract.speakers import Speaker, load_source_words, speakers_at
from clew.records import Mention, Source
from clew.vocabulary import Predicate, SourceKind

_OPENING = 2
"""Sentences within which an attribution to a medium opens the text."""
_OPENERS = frozenset({SourceKind.MEDIA, SourceKind.ANALYST})
_ACTS = frozenset({Predicate.RESPONDS, Predicate.ACCUSES})
_BESIDE = frozenset({"appos", "compound", "amod"})
_TITLES = frozenset({Predicate.LEADS, Predicate.EMPLOYS})
_LOOSE = frozenset({"the", "a", "an", "two", "three", "one", "these", "those", "both", "several", "same"})
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
        self._introduced = [introduced(text, index, self._words) for index in range(len(text.sentences))]
        opened = dateline(text, lexicon)
        self._wire = opened is not None
        opening = opened or retold(text, lexicon, self._words, _OPENING)
        for index, sentence in enumerate(text.sentences):
            scene = Scene.of(sentence, mentions[index], text.names[index], lexicon)
            if opening is not None and index == opening[0]:
                self._state.base = (opening[1],)
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
        for noun, document in self._introduced[index]:
            state.heard.setdefault(noun, document)
        if index < _OPENING and len(state.base) < 2 and not captioned(self._text, index):
            told = [s for sources, _ in main[:1] for s in sources if s.kind in _OPENERS and s not in state.base]
            report = bool(told) and told[0].kind is SourceKind.MEDIA and index > 0
            study = bool(told) and told[0].kind is SourceKind.ANALYST and sentence.language == "ru"
            if not state.base or report or study:
                state.base = (*state.base, *told[:1])
        self._own.append(own)
        goes_on = state.paragraph == sentence.paragraph or index - state.sentence <= 1
        linked = goes_on and index - state.sentence <= _REACH and self._linked(sentence, index)
        self._carried.append(state.latest if linked and not main else ())
        self._bases.append(state.base)
        if before or (main and tells_of_before(sentence, self._words)):
            self._reach_back(index, before or main[0][0])
        if main:
            state.latest = tuple(source for sources, _ in main for source in sources)
            state.sentence, state.paragraph = index, sentence.paragraph
        elif not linked:
            state.latest = ()

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

    def _ends(self, sentence: Sentence) -> bool:
        said = " ".join(token.text.lower() for token in sentence.tokens if token.text.isalpha())
        return len(sentence.tokens) <= 8 and any(said.startswith(word) for word in self._words.summaries)

    def _linked(self, sentence: Sentence, index: int) -> bool:
        """Whether a sentence goes on about what stood before: same paragraph and (not in Russian) a linking word."""
        if self._text.sentences[index - 1].paragraph != sentence.paragraph:
            return False
        return sentence.language == "ru" or sentence.tokens[0].text.lower() in self._words.links

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
            if source.name and source.kind is not SourceKind.ANONYMOUS and not (speaker.noun == "it" and state.latest):
                return source
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

    def sources(self, clause: Clause) -> tuple[Source, ...]:
        """The sources of a clause, outermost first."""
        chain: list[Source] = []
        for sources, attribution in self._own[clause.index]:
            if clause.trigger not in attribution.covers or _aside(clause, attribution):
                continue
            if clause.predicate in _ACTS and _speaks(clause, sources):
                continue
            chain += [source for source in sources if source not in chain]
        if not chain:
            chain = list(self._carried[clause.index])
            if clause.predicate in _ACTS and _speaks(clause, chain):
                chain = []
        base = self._bases[clause.index]
        if not chain and not self._wire and _is_title(clause):
            base = ()
        if not any(source.kind is SourceKind.MEDIA for source in chain):
            chain = [*(source for source in base if source not in chain), *chain]
        media = [source for source in chain if source.kind is SourceKind.MEDIA]
        return (*media, *(source for source in chain if source.kind is not SourceKind.MEDIA))


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
    """Whether the clause is no more than a title or an apposition beside a name, or one of several of them."""
    tokens = clause.sentence.tokens
    trigger = first = tokens[clause.trigger]
    while first.dep == "conj" and tokens[first.head].head != first.head:
        first = tokens[first.head]
    return clause.predicate in _TITLES and trigger.pos in {"NOUN", "PROPN"} and first.dep in _BESIDE


def _after_comma(sentence: Sentence, at: int) -> bool:
    first = sentence.subtree(at)[0]
    return first > 0 and sentence.tokens[first - 1].text == ","


def _is_main(sentence: Sentence, attribution: Attribution) -> bool:
    """Whether the attribution governs the sentence and not a clause aside."""
    if attribution.verb is not None and sentence.tokens[attribution.verb].dep in {"root", "conj"}:
        return True
    return sentence.root in attribution.covers


def _speaks(clause: Clause, sources: Sequence[Source]) -> bool:
    """Whether the party that answers or accuses is itself among the sources."""
    parties = {filler.mention.name.casefold() for filler in (clause.subject,) if filler is not None}
    return any(source.name.casefold() in parties for source in sources)
