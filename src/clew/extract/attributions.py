"""What one sentence attributes to whom: by verbs of saying, by prepositions, and by words set between commas."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from clew.extract.control import is_passive
from clew.extract.insertions import insertions
from clew.extract.parties import Scene
from clew.extract.sentence import Sentence
from clew.extract.speakers import SourceWords, Speaker, load_source_words, speakers_at, subject_of
from clew.vocabulary import SourceKind

_FINITE = frozenset({"after", "because", "when", "while", "since", "although", "though", "before", "until", "whereas"})
_SAID = ("ccomp", "xcomp")
_CLAUSAL = frozenset({"VERB", "AUX"})
_SHOWING = frozenset({SourceKind.DOCUMENT, SourceKind.MEDIA, SourceKind.ANALYST})


@dataclass(frozen=True, slots=True)
class Attribution:
    """What one place of a sentence attributes: the speakers in order, and the tokens that rest on them."""

    speakers: tuple[Speaker, ...]
    covers: frozenset[int]
    verb: int | None = None

    def inside(self, sentence: Sentence, at: int) -> bool:
        """Whether all that is attributed lies below a token."""
        return self.covers <= set(sentence.subtree(at))


def attributions(scene: Scene, words: SourceWords) -> list[Attribution]:
    """All attributions of a sentence, those that cover most first, then in the order of the text."""
    found = [each for each in (*_by_verbs(scene, words), *_by_prepositions(scene, words)) if each.speakers]
    known = frozenset(each.verb for each in found if each.verb is not None)
    for head, verb, covers in insertions(scene, words, known):
        if speakers := tuple(speakers_at(scene, head, words)):
            found.append(Attribution(speakers, covers, verb))
    return sorted(found, key=lambda each: (-len(each.covers), each.speakers[0].head))


def _by_verbs(scene: Scene, words: SourceWords) -> Iterator[Attribution]:
    sentence = scene.sentence
    for verb, token in enumerate(sentence.tokens):
        if token.pos != "VERB" or token.lemma not in words.says or not _has_contents(sentence, verb, words):
            continue
        speakers = tuple(_verb_speakers(scene, verb, words))
        if speakers:
            yield Attribution(speakers, _covered(sentence, verb, speakers), verb)


def _has_contents(sentence: Sentence, verb: int, words: SourceWords) -> bool:
    """Whether the verb introduces something said: a clause, a quotation, being inserted, or an object where it may."""
    token = sentence.tokens[verb]
    if any(True for _ in sentence.below(verb, "ccomp", "xcomp", "parataxis", "csubj", "csubj:pass")):
        return True
    if token.dep in {"parataxis", "ccomp", "advcl", "dep"} or any(each.text == '"' for each in sentence.tokens):
        return True
    return token.lemma in words.objects or is_passive(sentence, verb)


def _told_of(sentence: Sentence, verb: int) -> bool:
    """Whether the verb is passive; a participle with a clause of its own and no agent is a slip of the parser."""
    if not is_passive(sentence, verb):
        return False
    full = any(True for _ in sentence.below(verb, "aux:pass", "obl:agent", "nsubj:pass"))
    aimed = any(
        sentence.tokens[child].text.lower() == "to"
        for i in sentence.below(verb, "xcomp")
        for child in sentence.children[i]
    )
    return full or aimed or not any(True for _ in sentence.below(verb, "ccomp"))


def _verb_speakers(scene: Scene, verb: int, words: SourceWords) -> Iterator[Speaker]:
    """Whoever is told (a medium), then whoever speaks; a document that it is said in comes last."""
    sentence = scene.sentence
    own = words.kinds
    for index in sentence.below(verb, "obj", "iobj", "obl"):
        if sentence.case(index) in {"", "to"}:
            yield from (s for s in speakers_at(scene, index, words) if s.source.kind is SourceKind.MEDIA)
    passive = _told_of(sentence, verb)
    heads: Sequence[int] = [] if sentence.tokens[verb].lemma == "следовать" else subject_of(scene, verb)
    if passive:
        heads = [*sentence.below(verb, "obl:agent")]
    if not heads:
        heads = [i for i in sentence.below(verb, "obl") if _is_told_in(scene, verb, i)]
    bound = sentence.tokens[verb].lemma in words.shows
    for head in heads:
        for speaker in speakers_at(scene, head, words):
            named = head in scene.names or scene.head(head) in scene.names
            if bound and speaker.source.kind not in _SHOWING and not speaker.pronoun:
                continue
            if speaker.noun in own or speaker.pronoun or named or head in scene.mentions:
                yield speaker
    for index in sentence.below(verb, "obl"):
        if sentence.case(index) in {"in", "on", "from", "through", "with", "by", "в", "во"}:
            for speaker in speakers_at(scene, index, words):
                if own.get(speaker.noun) is SourceKind.DOCUMENT and (passive or speaker.noun not in words.utterances):
                    yield speaker


def _is_told_in(scene: Scene, verb: int, index: int) -> bool:
    """Whether a Russian verb of saying without a subject rests on this: "в компании сообщили"."""
    sentence = scene.sentence
    case, lemma = sentence.case(index), sentence.tokens[verb].lemma
    if sentence.ending(index) == "Loc" and case in {"в", "во"}:
        document = load_source_words("ru").kinds.get(sentence.tokens[index].lemma) is SourceKind.DOCUMENT
        return index in scene.names or index in scene.mentions or lemma.endswith("ся") or document
    return case == "из" and lemma == "следовать"


def _covered(sentence: Sentence, verb: int, speakers: Sequence[Speaker]) -> frozenset[int]:
    """The tokens that rest on a verb of saying: its complements; for an inserted one ("..., X says, ...") its host."""
    token = sentence.tokens[verb]
    own = set(sentence.subtree(verb))
    if token.head != verb and _inserted(sentence, verb):
        above = sentence.root if token.dep == "acl:relcl" else token.head
        host = set(sentence.subtree(above)) - set(sentence.subtree(verb))
        own = {i for i in sentence.subtree(verb) if any(i in sentence.subtree(c) for c in sentence.below(verb, *_SAID))}
        return frozenset(host | own)
    covered = own - {verb}
    for child in sentence.below(verb, "nsubj", "nsubj:pass", "obl:agent"):
        if not _told_of(sentence, verb) or sentence.tokens[child].dep == "obl:agent":
            covered -= set(sentence.subtree(child))
    for child in sentence.below(verb, "advcl", "conj"):
        marks = {sentence.tokens[i].text.lower() for i in sentence.below(child, "mark")}
        if marks & _FINITE or (
            sentence.tokens[child].dep == "conj" and any(True for _ in sentence.below(child, "nsubj"))
        ):
            covered -= set(sentence.subtree(child))
    if _told_of(sentence, verb):
        covered.add(verb)
    return frozenset(covered - {speaker.head for speaker in speakers})


def _inserted(sentence: Sentence, verb: int) -> bool:
    """Whether a verb of saying stands with its speaker between commas or at the end: ", X says," or "as X reports"."""
    token = sentence.tokens[verb]
    below = [i for i in sentence.subtree(verb) if sentence.tokens[i].pos != "PUNCT"]
    before, after = below[0] - 1, below[-1] + 1
    closed = after >= len(sentence.tokens) or sentence.tokens[after].pos == "PUNCT"
    if token.dep == "parataxis":
        return closed
    if token.dep in {"ccomp", "advcl", "dep"}:
        marked = sentence.tokens[below[0]].text.lower() in {"as", "как"}
        return closed and (marked or not any(True for _ in sentence.below(verb, *_SAID, "mark", "obj")))
    if token.dep != "acl:relcl" or before < 0 or sentence.tokens[before].text != ",":
        return False
    spoken = [*sentence.below(verb, "nsubj")]
    relative = any(sentence.tokens[i].pos in {"PRON", "DET", "ADV", "SCONJ"} for i in spoken or below[:1])
    return closed and bool(spoken) and not relative and not any(True for _ in sentence.below(verb, *_SAID))


def _by_prepositions(scene: Scene, words: SourceWords) -> Iterator[Attribution]:
    sentence = scene.sentence
    for index, token in enumerate(sentence.tokens):
        if token.dep not in {"obl", "nmod", "obj", "obl:npmod"}:
            continue
        case = sentence.case(index)
        if case == "on" and sentence.tokens[token.head].lemma == "base":
            case = "according to"
        above = sentence.tokens[token.head]
        cites = (token.dep == "obj" and above.lemma in {"cite", "quote"}) or (
            case == "на" and above.lemma in {"ссылаться", "сослаться"}
        )
        if case in words.prepositions or cites:
            speakers = tuple(speakers_at(scene, index, words))
            yield Attribution(speakers, _host(sentence, index))
        elif case in {"by", "in", "on", "по"} and token.lemma in words.accounts:
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
        if (
            token.pos in _CLAUSAL and token.lemma not in {"accord", "cite", "quote", "base", "ссылаться", "сослаться"}
        ) or cop:
            own_clause = token.dep == "conj" and sentence.language == "ru"
            if own_clause and any(True for _ in sentence.below(above, "nsubj", "nsubj:pass")):
                break
            if token.dep in {"conj", "xcomp", "advcl", "acl"} and token.head != above:
                continue
            if token.dep == "parataxis" and sentence.language == "ru" and token.head != above:
                continue
            break
    if first == 0:
        at = sentence.root
    return frozenset(set(sentence.subtree(at)) - own)
