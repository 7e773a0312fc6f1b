"""Who says it: the sources of each statement, outermost first, and how far each source reaches.

A source reaches over what hangs on its verb of saying or, for "according to", over the clause that it stands in. A
dateline or an opening attribution to a medium reaches over every statement of the text that has no medium of its own.
What a source said goes on over following sentences on the same thing.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from clew.extract.arguments import is_passive
from clew.extract.clause import Clause
from clew.extract.names.lexicon import Lexicon
from clew.extract.parties import Scene
from clew.extract.sentence import ParsedText, Sentence
from clew.extract.speakers import Speaker, SourceWords, load_source_words, speakers_at, subject_of
from clew.records import Mention, Source
from clew.vocabulary import Predicate, SourceKind

_DATELINE = re.compile(r"\(\s*([A-Z][\w.&/ ]{1,30}?)\s*\)\s*[-–—,]")
_OPENING = 4
"""Sentences within which an attribution to a medium opens the text."""
_FINITE = frozenset({"after", "because", "when", "while", "since", "although", "though", "before", "until", "whereas"})
_CLAUSAL = frozenset({"VERB", "AUX"})
_ACTS = frozenset({Predicate.RESPONDS, Predicate.ACCUSES})
_REACH = 4
"""Sentences over which a source stays in force without being named again."""


@dataclass(frozen=True, slots=True)
class Attribution:
    """What one place of a sentence attributes: the speakers in order, and the tokens that rest on them."""

    speakers: tuple[Speaker, ...]
    covers: frozenset[int]
    verb: int | None = None


def attributions(scene: Scene, words: SourceWords) -> list[Attribution]:
    """All attributions of a sentence, those that cover most first, then in the order of the text."""
    found = [each for each in (*_by_verbs(scene, words), *_by_prepositions(scene, words)) if each.speakers]
    return sorted(found, key=lambda each: (-len(each.covers), each.speakers[0].head))


def _by_verbs(scene: Scene, words: SourceWords) -> Iterator[Attribution]:
    sentence = scene.sentence
    for verb, token in enumerate(sentence.tokens):
        if token.pos != "VERB" or token.lemma not in words.says:
            continue
        speakers = tuple(_verb_speakers(scene, verb, words))
        if speakers:
            yield Attribution(speakers, _covered(sentence, verb, speakers), verb)


def _verb_speakers(scene: Scene, verb: int, words: SourceWords) -> Iterator[Speaker]:
    """Whoever is told (a medium), then whoever speaks; a document that it is said in comes last."""
    sentence = scene.sentence
    own = words.kinds
    for index in sentence.below(verb, "obj", "iobj", "obl"):
        if sentence.case(index) in {"", "to"}:
            yield from (s for s in speakers_at(scene, index, words) if s.source.kind is SourceKind.MEDIA)
    passive = is_passive(sentence, verb)
    heads: Sequence[int] = subject_of(scene, verb)
    if passive:
        heads = [*sentence.below(verb, "obl:agent")]
    bound = sentence.tokens[verb].lemma in words.shows
    for head in heads:
        for speaker in speakers_at(scene, head, words):
            named = head in scene.names or scene.head(head) in scene.names
            if speaker.noun in own or speaker.pronoun or named or (not bound and head in scene.mentions):
                yield speaker
    for index in sentence.below(verb, "obl"):
        if sentence.case(index) in {"in", "on", "from", "through", "with", "by"}:
            for speaker in speakers_at(scene, index, words):
                if speaker.source.kind is SourceKind.DOCUMENT and own.get(speaker.noun) is SourceKind.DOCUMENT:
                    yield speaker


def _covered(sentence: Sentence, verb: int, speakers: Sequence[Speaker]) -> frozenset[int]:
    """The tokens that rest on a verb of saying: its complements; for an inserted one ("..., X says, ...") its host."""
    token = sentence.tokens[verb]
    own = set(sentence.subtree(verb))
    inserted = token.dep in {"parataxis", "ccomp", "advcl", "dep", "acl:relcl"} and token.head != verb
    if inserted and not any(True for _ in sentence.below(verb, "ccomp", "xcomp", "obj")) and _set_off(sentence, verb):
        return frozenset(set(sentence.subtree(token.head)) - own)
    covered = own - {verb}
    for child in sentence.below(verb, "nsubj", "nsubj:pass", "obl:agent"):
        if not is_passive(sentence, verb) or sentence.tokens[child].dep == "obl:agent":
            covered -= set(sentence.subtree(child))
    for child in sentence.below(verb, "advcl", "conj"):
        marks = {sentence.tokens[i].text.lower() for i in sentence.below(child, "mark")}
        if marks & _FINITE or (
            sentence.tokens[child].dep == "conj" and any(True for _ in sentence.below(child, "nsubj"))
        ):
            covered -= set(sentence.subtree(child))
    if is_passive(sentence, verb):
        covered.add(verb)
    return frozenset(covered - {speaker.head for speaker in speakers})


def _set_off(sentence: Sentence, verb: int) -> bool:
    """Whether the words of a verb of saying stand between commas or at an end of the sentence."""
    below = sentence.subtree(verb)
    last = below[-1] + 1
    marked = any(sentence.tokens[i].dep == "mark" and sentence.tokens[i].text.lower() == "as" for i in below)
    closing = last >= len(sentence.tokens) or sentence.tokens[last].pos == "PUNCT"
    return marked or closing


def _by_prepositions(scene: Scene, words: SourceWords) -> Iterator[Attribution]:
    sentence = scene.sentence
    for index, token in enumerate(sentence.tokens):
        if token.dep not in {"obl", "nmod", "obj", "obl:npmod"}:
            continue
        case = sentence.case(index)
        above = sentence.tokens[token.head]
        if case in words.prepositions or (token.dep == "obj" and above.lemma in {"cite", "quote"}):
            speakers = tuple(speakers_at(scene, index, words))
            yield Attribution(speakers, _host(sentence, index))
        elif case in {"by", "in", "on"} and token.lemma in words.accounts:
            for owner in sentence.below(index, "nmod:poss", "nmod"):
                yield Attribution(tuple(speakers_at(scene, owner, words)), _host(sentence, index))
        elif case in {"in", "from"} and words.kinds.get(token.lemma) is SourceKind.DOCUMENT:
            speakers = tuple(speakers_at(scene, index, words))
            if len(speakers) > 1 or _opens(sentence, index):
                yield Attribution(speakers, _host(sentence, index))


def _opens(sentence: Sentence, index: int) -> bool:
    return sentence.subtree(index)[0] <= 1


def _host(sentence: Sentence, index: int) -> frozenset[int]:
    """The clause that an adjunct belongs to, without the adjunct itself."""
    own = set(sentence.subtree(index))
    first = min(own)
    at = index
    for above in sentence.ancestors(index):
        at = above
        token = sentence.tokens[above]
        cop = any(True for _ in sentence.below(above, "cop"))
        if (token.pos in _CLAUSAL and token.lemma not in {"accord", "cite", "quote"}) or cop:
            if token.dep in {"conj", "xcomp", "advcl", "acl"} and token.head != above:
                continue
            break
    if first == 0:
        at = sentence.root
    return frozenset(set(sentence.subtree(at)) - own)


@dataclass
class _State:
    """What a document has attributed so far."""

    base: tuple[Source, ...] = ()
    latest: tuple[Speaker, ...] = ()
    sentence: int = -_REACH
    paragraph: int = -1
    documents: dict[str, Source] = field(default_factory=dict)


class Attributor:
    """The sources of the statements of one document."""

    def __init__(self, text: ParsedText, mentions: Sequence[Mapping[int, Mention]], lexicon: Lexicon) -> None:
        language = text.sentences[0].language if text.sentences else "en"
        self._words = load_source_words(language)
        self._lexicon = lexicon
        self._text = text
        self._state = _State()
        self._own: list[list[tuple[tuple[Source, ...], Attribution]]] = []
        self._carried: list[tuple[Source, ...]] = []
        self._bases: list[tuple[Source, ...]] = []
        dateline = _dateline(text, lexicon)
        for index, sentence in enumerate(text.sentences):
            scene = Scene.of(sentence, mentions[index], text.names[index], lexicon)
            if dateline is not None and index == dateline[0]:
                self._state.base = (dateline[1],)
            self._read(scene, index)

    def _read(self, scene: Scene, index: int) -> None:
        sentence, state = scene.sentence, self._state
        if self._ends(sentence):
            state.base, state.latest = (), ()
        found = attributions(scene, self._words)
        own = [(self._named(scene, each), each) for each in found]
        main = [(sources, each) for sources, each in own if sources and _is_main(sentence, each)]
        if index < _OPENING and not state.base:
            state.base = tuple(s for sources, _ in main[:1] for s in sources if s.kind is SourceKind.MEDIA)[:1]
        self._own.append(own)
        goes_on = state.paragraph == sentence.paragraph or index - state.sentence <= 1
        linked = goes_on and index - state.sentence <= _REACH and self._linked(sentence, index)
        self._carried.append(tuple(s.source for s in state.latest) if linked and not main else ())
        self._bases.append(state.base)
        if main:
            state.latest = tuple(
                Speaker(0, source, source.name.split()[-1].lower()) for sources, _ in main for source in sources
            )
            state.sentence, state.paragraph = index, sentence.paragraph
        elif not linked:
            state.latest = ()

    def _ends(self, sentence: Sentence) -> bool:
        said = " ".join(token.text.lower() for token in sentence.tokens if token.text.isalpha())
        return len(sentence.tokens) <= 8 and any(said.startswith(word) for word in self._words.summaries)

    def _linked(self, sentence: Sentence, index: int) -> bool:
        """Whether a sentence goes on about what stood before: same paragraph and a linking first word."""
        if self._text.sentences[index - 1].paragraph != sentence.paragraph:
            return False
        return sentence.tokens[0].text.lower() in self._words.links

    def _named(self, scene: Scene, attribution: Attribution) -> tuple[Source, ...]:
        """The speakers by their names: pronouns, "the newspaper" and "the report" led back to what they stand for."""
        found: list[Source] = []
        for speaker in attribution.speakers:
            for source in self._settled(speaker):
                if source.name and source.name.casefold() not in {other.name.casefold() for other in found}:
                    found.append(source)
        return tuple(found)

    def _settled(self, speaker: Speaker) -> tuple[Source, ...]:
        state, source = self._state, speaker.source
        if speaker.pronoun:
            if not source.name or source.kind is SourceKind.ANONYMOUS:
                return tuple(each.source for each in state.latest[-1:])
            return (source,)
        if speaker.definite and speaker.noun in self._words.media_nouns:
            media = [*state.base, *(s.source for s in state.latest if s.source.kind is SourceKind.MEDIA)]
            return tuple(media[:1]) or (source,)
        if source.kind is SourceKind.DOCUMENT:
            if speaker.definite and speaker.noun in state.documents:
                return (state.documents[speaker.noun],)
            state.documents[speaker.noun] = source
        return (source,)

    def sources(self, clause: Clause) -> tuple[Source, ...]:
        """The sources of a clause, outermost first."""
        chain: list[Source] = []
        for sources, attribution in self._own[clause.index]:
            if clause.trigger not in attribution.covers:
                continue
            if clause.predicate in _ACTS and _speaks(clause, sources):
                continue
            chain += [source for source in sources if source not in chain]
        if not chain:
            chain = list(self._carried[clause.index])
            if clause.predicate in _ACTS and _speaks(clause, chain):
                chain = []
        base = self._bases[clause.index]
        if not any(source.kind is SourceKind.MEDIA for source in chain):
            chain = [*base, *chain]
        media = [source for source in chain if source.kind is SourceKind.MEDIA]
        return tuple([*media, *(source for source in chain if source.kind is not SourceKind.MEDIA)])


def _is_main(sentence: Sentence, attribution: Attribution) -> bool:
    """Whether the attribution governs the sentence and not a clause aside."""
    if attribution.verb is not None and sentence.tokens[attribution.verb].dep in {"root", "conj"}:
        return True
    return sentence.root in attribution.covers


def _speaks(clause: Clause, sources: Sequence[Source]) -> bool:
    """Whether the party that answers or accuses is itself among the sources."""
    parties = {filler.mention.name.casefold() for filler in (clause.subject,) if filler is not None}
    return any(source.name.casefold() in parties for source in sources)


def _dateline(text: ParsedText, lexicon: Lexicon) -> tuple[int, Source] | None:
    """The medium of a dateline in the first lines, and the sentence where it stands."""
    for index, sentence in enumerate(text.sentences[:12]):
        start = sentence.start
        match = _DATELINE.search(text.document.text, max(0, start - 3), min(sentence.end, start + 120))
        if match and lexicon.is_media(match.group(1)):
            return index, Source(match.group(1), SourceKind.MEDIA)
    return None
