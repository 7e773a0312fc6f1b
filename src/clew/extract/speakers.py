"""Who may be a source: its name in the document, its kind by head noun, and who stands before it ("seen by")."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from clew.extract.control import conjuncts, grammatical_subjects
from clew.extract.describing import phrase
from clew.extract.grammar import load_grammar
from clew.extract.names.lexicon import Lexicon
from clew.extract.parties import Scene
from clew.extract.sentence import Sentence
from clew.extract.source_words import SourceWords
from clew.records import Mention, Source
from clew.vocabulary import EntityType, SourceKind

SITE_NAME = re.compile(r"[\w-]+\.(?:com|org|net|info|am|az|ru|ua|by|me|news|eu|uk|de)\Z", re.IGNORECASE)
_RUSSIAN = load_grammar("ru")
_AMBIGUOUS = load_grammar()["media_or_not"]
_CALLED = frozenset({SourceKind.MEDIA, SourceKind.ANALYST})
"""What is called by a name that stands right behind its noun in Russian."""
_AUTHORS = frozenset({SourceKind.ANALYST, SourceKind.MEDIA, SourceKind.OFFICIAL, SourceKind.PERSON})
"""Whose reports and studies speak for their authors; a firm's papers are the firm's."""
_COLLECTIVE = frozenset({"police", "prosecution", "staff", "personnel"})
_FOR_THE_PRESS = frozenset({"press", "news", "media", "medium"})
"""Before a statement: for whom it is, not whose."""
_PRONOUNS = frozenset({"he", "she", "it", "they", "who", "which", "that", "this", "we", "i", "you", "one"})


@dataclass(frozen=True, slots=True)
class Speaker:
    """A source at one place: `noun` is its head lemma, `pronoun` says that the place holds only a pronoun.

    `personal` and `plural` say whether "he" or "they" may take it up later, `author` that it is named as who wrote
    the paper behind it.
    """

    head: int
    source: Source
    noun: str
    pronoun: bool = False
    definite: bool = False
    personal: bool = False
    plural: bool = False
    author: bool = False


def speakers_at(scene: Scene, head: int, words: SourceWords) -> Iterator[Speaker]:
    """The sources at a head word and those coordinated with it, each after whoever saw or cites it."""
    each = [scene.head(index) for index in conjuncts(scene.sentence, head)]
    if scene.sentence.tokens[head].lemma in words.given and head not in scene.names:
        givers = list(_givers(scene, head))
        for index in givers:
            yield from speakers_at(scene, index, words)
        specified = words.kinds.get(scene.sentence.tokens[head].lemma) is not None
        if (givers or scene.lexicon.articles) and not (specified and _qualified(scene.sentence, head, givers)):
            return
    if makers := _who_makes(scene, head, words):
        yield from makers
        return
    for index in each:
        for outer in _seers(scene, index, words):
            speaker = _speaker(scene, outer, words)
            if speaker is not None and speaker.source.kind is not SourceKind.DOCUMENT:
                yield speaker
        for holder in _holders(scene.sentence, index, words):
            speaker = _speaker(scene, scene.head(holder), words)
            if speaker is not None and speaker.source.kind is SourceKind.MEDIA:
                yield speaker
    for index in (_named_beside(scene, index, words) for index in each):
        yield from _outlets(scene, index, words)
        yield from _authors(scene, index, words)
        speaker = _speaker(scene, index, words)
        if speaker is not None:
            yield speaker


def _named_beside(scene: Scene, index: int, words: SourceWords) -> int:
    """The name in "the firm's accountant, Nils Berg," where the noun alone is told by nothing."""
    if scene.sentence.language == "ru" and index not in scene.names:
        called = _called(scene, index, words)
        if called is not None:
            return called
    mention = scene.mentions.get(index)
    if index in scene.names or (mention is not None and not mention.described):
        return index
    near = [*scene.sentence.below(index, "appos")]
    near += [i for child in scene.sentence.below(index, "nmod") for i in scene.sentence.below(child, "appos")]
    beside = (i for i in near if i in scene.names)
    return next((i for i in beside if scene.names[i].type is EntityType.PERSON), _named_behind(scene, index))


def _called(scene: Scene, noun: int, words: SourceWords) -> int | None:
    """The name right behind a medium's or a body's noun in any case: "по данным журнала «Прицел»", "портал X"."""
    if words.kinds.get(scene.sentence.tokens[noun].lemma) not in _CALLED:
        return None
    quoted = noun + 1 < len(scene.sentence.tokens) and scene.sentence.tokens[noun + 1].text == '"'
    first = noun + 1 + quoted
    return next((head for head, span in scene.names.items() if span.first == first), None)


def _named_behind(scene: Scene, title: int) -> int:
    """The person in "the secretary of the treasury Wally Adeyemo", whom the parser hangs on the office."""
    below = scene.sentence.subtree(title)
    for head, span in scene.names.items():
        ends = span.last - 1 == below[-1] and title < span.first - 1
        noun = ends and scene.sentence.tokens[span.first - 1].pos in {"NOUN", "PROPN"}
        if noun and span.type is EntityType.PERSON and head in below:
            return head
    return title


def _who_makes(scene: Scene, head: int, words: SourceWords) -> list[Speaker]:
    """Who stands for what is said in its name: whoever gives a statement, the media whose report it is."""
    lemma = scene.sentence.tokens[head].lemma
    stated = lemma in words.utterances and scene.sentence.language == "en"
    if head in scene.names or not (stated or lemma in words.retellings):
        return []
    found = [s for index in _makers(scene.sentence, head) for s in speakers_at(scene, index, words)]
    if stated:
        return [s for s in found if s.pronoun or s.source.kind not in {SourceKind.DOCUMENT, SourceKind.ANONYMOUS}]
    return found if any(speaker.source.kind is SourceKind.MEDIA for speaker in found) else []


def _authors(scene: Scene, head: int, words: SourceWords) -> Iterator[Speaker]:
    """Who wrote a paper that speaks: "a report by X", "X's study", "an investigation by X and Y"."""
    if head in scene.names or scene.sentence.tokens[head].lemma not in words.written:
        return
    makers = list(_makers(scene.sentence, head))
    wrote = [maker for maker in makers if scene.sentence.case(maker) == "by"]
    for maker in wrote or makers:
        about = scene.sentence.case(maker) == "of"
        for index in conjuncts(scene.sentence, scene.head(maker)):
            speaker = _speaker(scene, index, words) if index in scene.names else None
            studied = about and speaker is not None and speaker.source.kind is SourceKind.PERSON
            if speaker is not None and speaker.source.kind in _AUTHORS and not studied:
                yield replace(speaker, author=True)


def _makers(sentence: Sentence, head: int) -> Iterator[int]:
    """Whose report it is: "a report by X and Y", "X's report", "the X report", not "the press release"."""
    for child in sentence.below(head, "nmod", "nmod:poss", "compound"):
        token = sentence.tokens[child]
        whose = token.dep != "nmod" or sentence.case(child) in {"by", "of", "from", "in"}
        if whose and token.lemma not in _FOR_THE_PRESS:
            yield child


def _qualified(sentence: Sentence, head: int, givers: Sequence[int]) -> bool:
    """Whether what is given is a source itself: "customs data" beside its giver, "foreign intelligence" without one."""
    return not givers or any(True for _ in sentence.below(head, "compound"))


def spoken_to(sentence: Sentence, clause: int, words: SourceWords) -> Iterator[int]:
    """To whom somebody speaks in a clause: "who spoke to X", "speaking to X"."""
    if sentence.tokens[clause].lemma in words.speaks:
        yield from (i for i in sentence.below(clause, "obl") if sentence.case(i) in {"to", "with"})


def _outlets(scene: Scene, index: int, words: SourceWords) -> Iterator[Speaker]:
    """The medium to which somebody speaks ("who spoke to X"), or whose source it is ("источник «Вестника»")."""
    for clause in scene.sentence.below(index, "acl:relcl", "acl"):
        for hearer in spoken_to(scene.sentence, clause, words):
            speaker = _speaker(scene, scene.head(hearer), words)
            if speaker is not None and speaker.source.kind is SourceKind.MEDIA and speaker.noun not in words.reporters:
                yield speaker
    if (
        scene.sentence.language != "ru"
        or words.kinds.get(scene.sentence.tokens[index].lemma) is not SourceKind.ANONYMOUS
    ):
        return
    for owner in scene.sentence.below(index, "nmod"):
        speaker = _speaker(scene, owner, words) if not scene.sentence.case(owner) else None
        if speaker is not None and speaker.source.kind is SourceKind.MEDIA:
            yield speaker


def _givers(scene: Scene, head: int) -> Iterator[int]:
    """Whom what is given comes from: "information from X", "data revealed by X"."""
    sentence = scene.sentence
    for child in sentence.below(head, "acl", "nmod", "nmod:poss"):
        if sentence.tokens[child].dep == "acl":
            yield from (
                i for i in sentence.below(child, "obl:agent", "obl") if sentence.case(i) in {"by", "from", "in"}
            )
        elif sentence.case(child) in {"from", "by", "of", "", "'s"}:
            yield child


def _seers(scene: Scene, index: int, words: SourceWords) -> Iterator[int]:
    """Who has seen, obtained or cites what stands here: "seen by X", "which X has seen", "obtained by X"."""
    sentence = scene.sentence
    for child in sentence.below(index, "acl", "acl:relcl"):
        if sentence.tokens[child].lemma not in words.seen:
            continue
        agents = [*sentence.below(child, "obl:agent")]
        agents += [i for i in sentence.below(child, "obl", "nmod") if sentence.case(i) == "by"]
        if not agents and sentence.tokens[child].dep == "acl:relcl":
            agents = [*sentence.below(child, "nsubj")]
        for agent in agents:
            yield from conjuncts(sentence, agent)


def _holders(sentence: Sentence, index: int, words: SourceWords) -> Iterator[int]:
    """To whom a paper has come, of whom only a medium reports it: "leaked to X", "in the possession of X"."""
    kept = [i for i in sentence.below(index, "nmod") if sentence.tokens[i].lemma in words.kept]
    for child in sentence.below(index, "acl", "acl:relcl"):
        if sentence.tokens[child].lemma in words.passed:
            yield from (i for i in sentence.below(child, "obl", "iobj") if sentence.case(i) in {"to", "with"})
        kept += [i for i in sentence.below(child, "obl") if sentence.tokens[i].lemma in words.kept]
    for place in kept:
        yield from sentence.below(place, "nmod", "nmod:poss", "appos")


def _speaker(scene: Scene, index: int, words: SourceWords) -> Speaker | None:
    token = scene.sentence.tokens[index]
    mention = scene.mentions.get(index)
    if token.pos in {"PRON", "DET"} or token.lemma in _PRONOUNS:
        if mention is None:
            return Speaker(index, Source("", SourceKind.ANONYMOUS), token.lemma, pronoun=True)
        source = Source(mention.name, kind_of(scene, index, mention, words))
        return Speaker(index, source, token.lemma, pronoun=True, personal=mention.type is EntityType.PERSON)
    part = _part_of(scene, index, words)
    if part is not None:
        return part
    noun = _kind_of_noun(scene, index, words)
    if index in scene.names:
        name = scene.names[index].name.strip()
    elif noun is SourceKind.DOCUMENT or mention is None or mention.described or _is_other(scene, index, noun, mention):
        if noun is None and mention is None:
            site = SITE_NAME.match(token.text) is not None
            return Speaker(index, Source(token.text, SourceKind.MEDIA), token.lemma) if site else None
        first, last = phrase(scene.sentence, index, scene.names)
        name = _text(scene, first, last)
    else:
        name = mention.name.strip()
    definite = any(
        scene.sentence.tokens[child].lemma in {"the", "this", "that", "these", "those", "same"}
        for child in scene.sentence.below(index, "det")
    )
    kind = kind_of(scene, index, mention, words)
    personal = (mention is not None and mention.type is EntityType.PERSON) or (
        scene.lexicon.nouns.get(token.lemma) is EntityType.PERSON and token.tag not in {"NNS", "NNPS"}
    )
    return Speaker(
        index,
        Source(name, kind),
        token.lemma,
        definite=definite and index not in scene.names,
        personal=personal,
        plural=index not in scene.names and (token.tag in {"NNS", "NNPS"} or token.lemma in _COLLECTIVE),
    )


def _part_of(scene: Scene, index: int, words: SourceWords) -> Speaker | None:
    """One or some of several in Russian, told by what they are: "один из руководителей завода"."""
    sentence = scene.sentence
    token = sentence.tokens[index]
    if sentence.language != "ru" or token.lemma not in _RUSSIAN["parts"] or index in scene.mentions:
        return None
    for whole in sentence.below(index, "nmod", "obl"):
        lemma = sentence.tokens[whole].lemma
        person = SourceKind.PERSON if scene.lexicon.nouns.get(lemma) is EntityType.PERSON else None
        kind = words.kinds.get(lemma, person)
        if sentence.case(whole) == "из" and kind is not None:
            first, last = phrase(sentence, whole, scene.names)
            return Speaker(whole, Source(_text(scene, min(index, first), last), kind), lemma)
    return None


def _is_other(scene: Scene, index: int, noun: SourceKind | None, mention: Mention) -> bool:
    """Whether a noun cannot stand for what it was led back to: a new court is no party before it, nor is one a firm."""
    if noun is not SourceKind.OFFICIAL:
        return False
    new = any(scene.sentence.tokens[child].lemma in {"a", "an"} for child in scene.sentence.below(index, "det"))
    person = scene.lexicon.nouns.get(scene.sentence.tokens[index].lemma) is EntityType.PERSON
    if person and mention.type is not EntityType.PERSON:
        return True
    return new or mention.type in {EntityType.COMPANY, EntityType.FACILITY, EntityType.PRODUCT}


def _text(scene: Scene, first: int, last: int) -> str:
    tokens = scene.sentence.tokens
    gaps = (" " * (tokens[index].start > tokens[index - 1].end) for index in range(first + 1, last))
    rest = (gap + tokens[index].text for index, gap in enumerate(gaps, first + 1))
    return (tokens[first].text + "".join(rest)).strip()


def is_medium(name: str, lexicon: Lexicon, words: SourceWords) -> bool:
    """Whether a name is that of a medium: by the table, by its last word, or as the address of a site."""
    parts = name.lower().split()
    if lexicon.is_media(name) or SITE_NAME.match(name) or name in words.told:
        return True
    return len(parts) > 1 and (parts[-1] in words.media_names or parts[0] in words.media_first)


def kind_of(scene: Scene, index: int, mention: Mention | None, words: SourceWords) -> SourceKind:
    """The kind of source by name, head noun, title and type, in this order."""
    span = scene.names.get(index)
    name = span.name if span else mention.name if mention else ""
    type_ = span.type if span else mention.type if mention else None
    if name and is_medium(name, scene.lexicon, words):
        return SourceKind.MEDIA
    noun = _kind_of_noun(scene, index, words) if span is None else None
    if noun is not None:
        return _noun_kind(scene, index, noun, words)
    if type_ is EntityType.PERSON:
        return _person_kind(scene, index, words)
    if type_ in {EntityType.PUBLIC_BODY, EntityType.PLACE} or (mention and scene.is_country(mention)):
        return SourceKind.OFFICIAL
    if set(name.lower().split()) & words.analyst_names:
        return SourceKind.ANALYST
    if type_ in {EntityType.COMPANY, EntityType.FACILITY}:
        return SourceKind.COMPANY
    return SourceKind.ANALYST if type_ is EntityType.ORGANIZATION and span else SourceKind.ANONYMOUS


def _kind_of_noun(scene: Scene, index: int, words: SourceWords) -> SourceKind | None:
    """The kind by the noun alone; "the paper" is a newspaper, "papers" are documents."""
    token = scene.sentence.tokens[index]
    if token.text.lower() == token.lemma and token.lemma in words.media_nouns - _AMBIGUOUS:
        return SourceKind.MEDIA
    return words.kinds.get(token.lemma)


def _noun_kind(scene: Scene, index: int, noun: SourceKind, words: SourceWords) -> SourceKind:
    """The noun's kind; "intelligence sources" are officials by what stands before them, "company spokesman" is not."""
    before = [
        scene.sentence.tokens[i].lemma for i in scene.sentence.below(index, "compound", "amod", "nmod:poss", "nmod")
    ]
    if noun is SourceKind.ANONYMOUS or scene.sentence.tokens[index].lemma in {
        "spokesman",
        "spokeswoman",
        "spokesperson",
    }:
        kinds = [words.kinds[word] for word in before if word in words.kinds]
        if kinds and kinds[0] is not SourceKind.DOCUMENT:
            return kinds[0]
        if "security" in before or "defence" in before or "defense" in before:
            return SourceKind.OFFICIAL
    if noun is SourceKind.OFFICIAL and "news" in before:
        return SourceKind.MEDIA
    return noun


def _person_kind(scene: Scene, index: int, words: SourceWords) -> SourceKind:
    """What a person speaks as: by title before the name or apposition after it."""
    sentence = scene.sentence
    near = [*sentence.below(index, "compound", "appos", "amod", "nmod")]
    if sentence.tokens[index].dep == "appos":
        near.append(sentence.tokens[index].head)
    for child in near:
        kind = words.kinds.get(sentence.tokens[child].lemma)
        if kind in {SourceKind.OFFICIAL, SourceKind.ANALYST, SourceKind.COMPANY, SourceKind.MEDIA}:
            return kind
    return SourceKind.PERSON


def subject_of(scene: Scene, verb: int) -> tuple[int, ...]:
    """The subjects of a verb of saying, found through relative pronouns and coordination."""
    return tuple(grammatical_subjects(scene.sentence, verb))
