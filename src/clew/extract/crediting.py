"""Whose report a text retells, as its dateline, its last line or a sentence after the fact credits it."""

import re
from collections.abc import Iterator, Sequence

from clew.extract.contents import POINTING, contents_of, owners_of
from clew.extract.describing import phrase
from clew.extract.grammar import load_grammar
from clew.extract.hearers import hearers, told_as_media
from clew.extract.names.lexicon import Lexicon
from clew.extract.parties import Scene
from clew.extract.sentence import ParsedText, Sentence
from clew.extract.source_words import SourceWords, load_source_words
from clew.extract.speakers import SITE_NAME, is_medium
from clew.extract.stretches import stretch_text
from clew.records import Source
from clew.vocabulary import SourceKind

_DATELINE = re.compile(r"\(\s*([A-Z][\w.&/ ]{1,30}?)\s*\)\s*[-–—,:]|(?<=\d\. )/([A-ZА-ЯЁ][\w.& -]{1,30}?)/\.")
"""A medium before the text begins: "MOSCOW (Reuters) -", "Delhi, June 5 (ANI):", "ANKARA, May 5. /TASS/."."""
_HEADED = re.compile(r"^\S+(?: \S+){3,}[^\d\s]: ([A-Z][\w.&' -]{1,30})$")
"""A heading of some words that ends with the medium which it retells: "Trader shipped chips to Varnia: Reuters"."""
_TOLD = 20
"""Sentences of a Russian text within which what it retells is named; mostly behind what it says."""
_THUS = frozenset({"so", "thus", "or"})
_CREDIT = re.compile(r"(?:^|\n)\s*(?:Источник|По материалам|Автор)\s*[:—–-]\s*([^\n.]{2,40}?)\s*\.?\s*$")
_CAPTIONS = load_grammar()["captions"]


def from_the_first(bases: Sequence[tuple[Source, ...]], credit: Source | None) -> list[tuple[Source, ...]]:
    """The medium whose report a Russian text retells stands behind what comes before it is named, too."""
    given = [(credit,) if credit is not None and not base else base for base in bases]
    first = next((index for index, base in enumerate(given) if base), None)
    return given if first is None else [given[first]] * first + given[first:]


def credited(text: ParsedText, lexicon: Lexicon, words: SourceWords) -> Source | None:
    """The medium that the last line of a Russian text names as its source ("Источник: ...")."""
    match = _CREDIT.search(text.document.text[-120:])
    if match is None:
        return None
    name = match.group(1).strip('«»" ')
    return Source(name, SourceKind.MEDIA) if is_medium(name, lexicon, words) else None


def named_media(text: ParsedText) -> Iterator[str]:
    """All names that the sentences of a Russian text tell to be media."""
    words = load_source_words("ru")
    for sentence, names in zip(text.sentences, text.names, strict=True):
        yield from told_as_media(sentence, names, words)


def tells_of_before(sentence: Sentence, words: SourceWords) -> bool:
    """Whether the sentence says who says what stands before it: "Об этом сообщает X", "Это следует из Y"."""
    if sentence.language != "ru":
        return False
    for verb, token in enumerate(sentence.tokens):
        if token.pos == "VERB" and token.lemma in words.says:
            below = sentence.below(verb, "obl", "nsubj", "obj")
            return any(sentence.tokens[i].lemma in {"это", "этот"} and i < verb for i in below)
    return False


def speakers_of_before(scene: Scene, words: SourceWords) -> tuple[int, ...]:
    """The heads of who says what stood before: "That is the conclusion of X", "So says X", "This was reported by X"."""
    sentence = scene.sentence
    root = sentence.root
    token = sentence.tokens[root]
    if sentence.language == "ru":
        return _russian_of_before(sentence, words)
    if sentence.language != "en":
        return ()
    if sentence.tokens[0].text.lower() in _THUS and token.pos == "VERB" and words.says_at(sentence, root):
        bare = not any(True for _ in sentence.below(root, "ccomp", "obj", "xcomp"))
        return tuple(sentence.below(root, "nsubj")) if bare else ()
    subject = next(sentence.below(root, "nsubj", "nsubj:pass"), None)
    if subject is None:
        return ()
    if token.pos == "VERB" and words.says_at(sentence, root):
        for echo in sentence.below(root, "obj"):
            if sentence.tokens[echo].lemma in {"much", "so"} and sentence.tokens[echo - 1].lemma == "as":
                return (*(i for i in hearers(sentence, root, (subject,), words)), subject)
    pointing = sentence.tokens[subject].lemma in POINTING or _points(sentence, subject, words)
    quoting = any(each.text == '"' for each in sentence.tokens)
    saying = any(True for _ in sentence.below(root, "ccomp", "aux:pass", "advcl", "xcomp"))
    if token.lemma in {"cite", "quote"} and not saying and not quoting:
        medium = scene.mentions.get(subject)
        known = sentence.tokens[subject].lemma in words.media_nouns | words.retellings
        if known or (medium is not None and is_medium(medium.name, scene.lexicon, words)):
            return (subject, *sentence.below(root, "obj"))
    if not pointing:
        return ()
    if token.lemma in {"belong", "come", "stem"} and _points(sentence, subject, words):
        return tuple(owners_of(sentence, subject))
    if token.pos == "VERB" and words.says_at(sentence, root) and sentence.tokens[subject].dep == "nsubj:pass":
        return tuple(sentence.below(root, "obl:agent"))
    if token.pos == "NOUN" and token.lemma in words.contents and any(True for _ in sentence.below(root, "cop")):
        return () if contents_of(sentence, root) else tuple(owners_of(sentence, root))
    for clause in sentence.below(root, "ccomp", "advcl") if token.lemma == "be" else ():
        asked = {sentence.tokens[i].text.lower() for i in sentence.children[clause]} & {"what", "how"}
        if asked and words.says_at(sentence, clause):
            return tuple(sentence.below(clause, "nsubj"))
    return ()


def _russian_of_before(sentence: Sentence, words: SourceWords) -> tuple[int, ...]:
    """The same in Russian: "Такой вывод сделала прокуратура", "К такому выводу пришёл суд", "Так считает X"."""
    root, token = sentence.root, sentence.tokens[sentence.root]
    opening = [each for each in sentence.tokens[:3] if each.pos != "PUNCT"]
    subjects = tuple(sentence.below(root, "nsubj"))
    if opening and opening[0].lemma == "так" and token.pos == "VERB" and words.says_at(sentence, root):
        return subjects if not any(True for _ in sentence.below(root, "ccomp", "obj", "parataxis")) else ()
    such = any(each.lemma in {"такой", "этот", "таков", "таковой"} for each in opening[:2])
    nouns = [i for i, each in enumerate(sentence.tokens[:4]) if each.lemma in words.contents and each.pos == "NOUN"]
    if not such or not nouns or contents_of(sentence, nouns[0]):
        return ()
    if nouns[0] in subjects:
        return tuple(owners_of(sentence, nouns[0]))
    return subjects


def _points(sentence: Sentence, subject: int, words: SourceWords) -> bool:
    """Whether the subject takes up a whole statement: "the allegation", "these findings"."""
    return sentence.tokens[subject].lemma in words.contents and any(
        sentence.tokens[i].lemma in {"the", "this", "these", "that", "those"} for i in sentence.below(subject, "det")
    )


def dateline(text: ParsedText, lexicon: Lexicon, words: SourceWords) -> tuple[int, Source] | None:
    """The medium of a dateline in the first lines, or of the heading, and the sentence where it stands."""
    for index, sentence in enumerate(text.sentences[:12]):
        start = sentence.start
        match = _DATELINE.search(text.document.text, max(0, start - 100), min(sentence.end, start + 120))
        name = match and (match.group(1) or match.group(2))
        if name and (lexicon.is_media(name) or name in words.told):
            return index, Source(name, SourceKind.MEDIA)
    heading = _HEADED.search(text.document.text.lstrip().split("\n", 1)[0].rstrip())
    pictured = heading and _CAPTIONS & set(heading.group(0).lower().replace(":", " ").split())
    if heading and not pictured and text.sentences and lexicon.is_media(heading.group(1).strip()):
        return 0, Source(heading.group(1).strip(), SourceKind.MEDIA)
    return None


def introduced(text: ParsedText, index: int, words: SourceWords) -> list[tuple[str, Source]]:
    """The documents that a sentence brings in ("a report by the panel"): "the report" takes them up again later."""
    sentence = text.sentences[index]
    if sentence.language != "en":
        return []
    names = {i: span for span in text.names[index] for i in range(span.first, span.last)}
    found = []
    for noun, token in enumerate(sentence.tokens):
        if words.kinds.get(token.lemma) is not SourceKind.DOCUMENT or token.tag != "NN" or noun in names:
            continue
        if not any(sentence.tokens[i].lemma in {"a", "an"} for i in sentence.below(noun, "det")):
            continue
        first, last = phrase(sentence, noun, {})
        for child in sentence.below(noun, "nmod"):
            if child in names and sentence.case(child) in {"by", "of"}:
                last = max(last, names[child].last)
        name = stretch_text(sentence, first, last, text.document.text)
        found.append((token.lemma, Source(name, SourceKind.DOCUMENT)))
    return found


def is_prose(sentence: Sentence) -> bool:
    """Whether a sentence is more than a heading or a line of a page: it has a verb and ends as sentences do."""
    ends = any(token.text in {".", "!", "?"} for token in sentence.tokens[-2:])
    return ends and any(token.pos in {"VERB", "AUX"} for token in sentence.tokens)


def captioned(text: ParsedText, index: int) -> bool:
    """Whether a sentence stands in a paragraph that credits a picture within the next sentences."""
    paragraph = text.sentences[index].paragraph
    near = (each for each in text.sentences[max(0, index - 3) : index + 4] if each.paragraph == paragraph)
    return any(token.text.lower() in _CAPTIONS for each in near for token in each.tokens)


def retold(
    text: ParsedText, lexicon: Lexicon, known: SourceWords, sentences: int
) -> tuple[int, tuple[Source, ...]] | None:
    """The medium that the first `sentences` name as what the text retells, picture credits aside.

    "Об этом пишет X, ссылаясь на Y" names two, the outer one first.
    """
    told = _TOLD if text.sentences and text.sentences[0].language == "ru" else sentences
    for index, sentence in enumerate(text.sentences[:told]):
        if captioned(text, index):
            continue
        names = [span.name for span in text.names[index] if is_medium(span.name, lexicon, known)]
        names += told_as_media(sentence, text.names[index], known) if sentence.language == "ru" else []
        sites = [token.text for token in sentence.tokens if SITE_NAME.match(token.text)]
        media = [Source(name, SourceKind.MEDIA) for name in dict.fromkeys((*names, *sites))]
        if media:
            return 0, tuple(media[: 2 if tells_of_before(sentence, known) else 1])
    return None
