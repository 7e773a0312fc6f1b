"""What one sentence attributes to whom: by verbs of saying, by prepositions, and by words set between commas."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from clew.extract.adjuncts import by_adjuncts
from clew.extract.contents import by_contents
from clew.extract.control import is_passive
from clew.extract.grammar import load_grammar
from clew.extract.grounds import by_grounds
from clew.extract.hearers import hearers
from clew.extract.insertions import between_semicolons, insertions
from clew.extract.parties import Scene
from clew.extract.sentence import Sentence
from clew.extract.source_words import SourceWords, load_source_words
from clew.extract.speakers import Speaker, speakers_at, subject_of
from clew.vocabulary import EntityType, SourceKind

_FINITE = frozenset({"after", "because", "when", "while", "since", "although", "though", "before", "until", "whereas"})
_MUTE = frozenset({EntityType.PRODUCT, EntityType.PROGRAMME, EntityType.EVENT})
_SAID = ("ccomp", "xcomp")
_FROM_WHOM = frozenset({"от", "из", "у"})
_RUSSIAN = load_grammar("ru")
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
    found = [each for each in (*_by_verbs(scene, words), *_by_adjuncts(scene, words)) if each.speakers]
    given = {each.verb for each in found if each.verb is not None}
    grounds = (each for each in by_grounds(scene.sentence, words) if each[1] not in given)
    for heads, at, covers in (*by_contents(scene, words), *grounds):
        told = tuple(
            speaker for head in heads for speaker in speakers_at(scene, head, words) if _may(scene, speaker, words)
        )
        if told:
            found.append(Attribution(told, covers, at))
    known = frozenset(each.verb for each in found if each.verb is not None)
    for head, verb, covers in insertions(scene, words, known):
        if speakers := tuple(speakers_at(scene, head, words)):
            found.append(Attribution(speakers, covers, verb))
    return sorted(found, key=lambda each: (-len(each.covers), each.speakers[0].head))


def _by_adjuncts(scene: Scene, words: SourceWords) -> Iterator[Attribution]:
    for speakers, covers in by_adjuncts(scene, words):
        yield Attribution(tuple(speaker for speaker in speakers if _may(scene, speaker, words)), covers)


def _by_verbs(scene: Scene, words: SourceWords) -> Iterator[Attribution]:
    sentence = scene.sentence
    for verb, token in enumerate(sentence.tokens):
        if token.pos != "VERB" or not words.says_at(sentence, verb) or not _has_contents(sentence, verb, words):
            continue
        speakers = tuple(_verb_speakers(scene, verb, words))
        if speakers:
            yield Attribution(speakers, _covered(sentence, verb, speakers), verb)


def _has_contents(sentence: Sentence, verb: int, words: SourceWords) -> bool:
    """Whether the verb introduces something said: a clause, a quotation, being inserted, or an object where it may."""
    token = sentence.tokens[verb]
    if _tells_of_that(sentence, verb):
        return True
    if _has_clause(sentence, verb):
        whole = any(True for _ in sentence.below(verb, "ccomp", "parataxis", "csubj", "csubj:pass"))
        return whole or token.lemma not in words.finite
    if token.lemma in words.finite and is_passive(sentence, verb):
        return False
    if token.dep == "advcl" and token.tag in {"VB", "VBG"} and f"{token.lemma} by" in words.leans:
        return False
    if token.dep in {"parataxis", "ccomp", "advcl", "dep"} or any(each.text == '"' for each in sentence.tokens):
        return True
    return token.lemma in words.objects or is_passive(sentence, verb)


def _tells_of_that(sentence: Sentence, verb: int) -> bool:
    """Whether a Russian verb tells of what was said before: "Об этом X рассказали три источника"."""
    return sentence.language == "ru" and any(
        sentence.tokens[i].lemma in {"это", "этот"} and sentence.case(i) in {"о", "об"}
        for i in sentence.below(verb, "obl")
    )


def _has_clause(sentence: Sentence, verb: int) -> bool:
    """Whether a clause hangs on the verb, or what somebody is named as ("named as the exporter that ...")."""
    if any(True for _ in sentence.below(verb, "ccomp", "xcomp", "parataxis", "csubj", "csubj:pass")):
        return True
    return any(sentence.case(i) == "as" for i in sentence.below(verb, "obl"))


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
    passive = _told_of(sentence, verb)
    heads: Sequence[int] = [] if sentence.tokens[verb].lemma == "следовать" else subject_of(scene, verb)
    if passive:
        heads = [*sentence.below(verb, "obl:agent")]
    if not heads:
        heads = [i for i in sentence.below(verb, "obl") if _is_told_in(scene, verb, i)]
    if sentence.tokens[verb].dep in {"acl", "acl:relcl"} and sentence.tokens[verb].tag == "VB" and not passive:
        heads = _subject_above(scene, verb)
    if not heads and sentence.tokens[verb].dep == "advcl" and not passive:
        heads = _subject_above(scene, verb)
    for index in dict.fromkeys(hearers(sentence, verb, heads, words)):
        for speaker in speakers_at(scene, index, words):
            crowd = speaker.noun in words.reporters and speaker.head not in scene.names and not speaker.pronoun
            if speaker.source.kind is SourceKind.MEDIA and not crowd:
                yield speaker
    bound = sentence.tokens[verb].lemma in words.shows
    clause = _has_clause(sentence, verb)
    for head in heads:
        for speaker in speakers_at(scene, head, words):
            free = clause or sentence.tokens[verb].lemma not in words.naming
            shown = speaker.source.kind in _SHOWING or (free and speaker.source.kind is SourceKind.OFFICIAL)
            if bound and not shown and not speaker.pronoun:
                continue
            if _may(scene, speaker, words):
                yield speaker
    if sentence.tokens[verb].lemma in _RUSSIAN["learning"]:
        told = [i for i in sentence.below(verb, "obl") if sentence.case(i) in _FROM_WHOM]
        yield from (speaker for i in told for speaker in speakers_at(scene, i, words) if _may(scene, speaker, words))
    for index in sentence.below(verb, "obl"):
        if sentence.case(index) in {"in", "on", "from", "through", "with", "by", "в", "во"}:
            for speaker in speakers_at(scene, index, words):
                its = any(sentence.tokens[i].pos == "PRON" for i in sentence.below(index, "nmod:poss"))
                said = passive or not (speaker.noun in words.utterances or its)
                if own.get(speaker.noun) is SourceKind.DOCUMENT and said:
                    yield speaker


def _subject_above(scene: Scene, verb: int) -> Sequence[int]:
    """Who speaks in "went so far as to say": the subject of the next verb above."""
    above = next((i for i in scene.sentence.ancestors(verb) if scene.sentence.tokens[i].pos == "VERB"), None)
    return [] if above is None else subject_of(scene, above)


def _may(scene: Scene, speaker: Speaker, words: SourceWords) -> bool:
    """Whether somebody can speak at all: a party, a pronoun, or a noun of the kinds of source."""
    head = speaker.head
    mention = scene.mentions.get(head)
    if mention is not None and head not in scene.names and mention.type in _MUTE and speaker.noun not in words.kinds:
        return False
    named = head in scene.names or scene.head(head) in scene.names or head in scene.mentions
    return named or speaker.pronoun or speaker.noun in words.kinds or speaker.source.kind is SourceKind.MEDIA


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
        host &= set(between_semicolons(sentence, verb, verb))
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
    if token.dep == "conj" and sentence.language == "ru":
        own = any(True for _ in sentence.below(verb, "cc", "obj", "mark", *_SAID))
        return closed and not own and before >= 0 and sentence.tokens[before].text == ","
    if token.dep in {"ccomp", "advcl", "dep"}:
        opening = sentence.tokens[below[0]].text.lower()
        marked = opening in {"as", "как"}
        if opening in _FINITE:
            return False
        return closed and (marked or not any(True for _ in sentence.below(verb, *_SAID, "mark", "obj")))
    if token.dep != "acl:relcl" or before < 0 or sentence.tokens[before].text != ",":
        return False
    spoken = [*sentence.below(verb, "nsubj")]
    relative = any(sentence.tokens[i].pos in {"PRON", "DET", "ADV", "SCONJ"} for i in spoken or below[:1])
    return closed and bool(spoken) and not relative and not any(True for _ in sentence.below(verb, *_SAID))
