"""What a phrase beside a clause attributes: "according to X", "in X's words", "if X is to be believed"."""

from collections.abc import Iterator

from clew.extract.parties import Scene
from clew.extract.sentence import Sentence
from clew.extract.source_words import SourceWords
from clew.extract.speakers import Speaker, speakers_at
from clew.vocabulary import SourceKind

_CLAUSAL = frozenset({"VERB", "AUX"})
_CITING = frozenset({"accord", "cite", "quote", "base", "ссылаться", "сослаться"})
Found = tuple[tuple[Speaker, ...], frozenset[int]]


def by_adjuncts(scene: Scene, words: SourceWords) -> Iterator[Found]:
    """For each phrase or conditional of attribution its speakers and the clause that rests on them."""
    sentence = scene.sentence
    for index, token in enumerate(sentence.tokens):
        if token.dep in {"obl", "nmod", "obj", "obl:npmod"}:
            yield from _by_phrase(scene, index, words)
        elif token.dep == "advcl" and words.trusted:
            yield from _by_trust(scene, index, words)


def _by_phrase(scene: Scene, index: int, words: SourceWords) -> Iterator[Found]:
    sentence, token = scene.sentence, scene.sentence.tokens[index]
    case, above = sentence.case(index), sentence.tokens[token.head]
    bare = above.tag in {"VB", "VBG", "VBN"} or sentence.language == "ru"
    leans = f"{above.lemma} {case}" in words.leans and bare and not _is_finite(sentence, token.head)
    cites = (token.dep == "obj" and above.lemma in {"cite", "quote"}) or (
        case == "на" and above.lemma in {"ссылаться", "сослаться"}
    )
    if leans and above.tag != "VBN" and token.head in scene.names:
        return
    if case in words.prepositions or cites or leans:
        yield tuple(speakers_at(scene, index, words)), _host(sentence, token.head if leans else index)
    elif case in {"by", "in", "on", "from", "to", "with", "по", "на"} and token.lemma in words.accounts:
        for owner in sentence.below(index, "nmod:poss", "nmod"):
            yield tuple(speakers_at(scene, owner, words)), _host(sentence, index)
    elif case == "по" and token.lemma in words.papers:
        yield tuple(speakers_at(scene, index, words)), _host(sentence, index)
    elif case in {"in", "from"} and words.kinds.get(token.lemma) is SourceKind.DOCUMENT:
        speakers = tuple(speakers_at(scene, index, words))
        said = token.lemma in words.utterances and above.pos == "VERB" and words.says_at(sentence, token.head)
        its = any(sentence.tokens[i].pos == "PRON" for i in sentence.below(index, "nmod:poss"))
        if (len(speakers) > 1 or sentence.subtree(index)[0] <= 1) and not said and not (its and above.pos == "VERB"):
            yield speakers, _host(sentence, index)


def _is_finite(sentence: Sentence, verb: int) -> bool:
    """Whether a verb has a subject or an auxiliary of its own, "to" aside."""
    own = sentence.below(verb, "aux", "aux:pass", "nsubj", "nsubj:pass")
    return any(sentence.tokens[i].text.lower() != "to" for i in own)


def _by_trust(scene: Scene, clause: int, words: SourceWords) -> Iterator[Found]:
    """Whose word is doubted in "if the papers are to be believed": what the clause qualifies rests on them."""
    sentence = scene.sentence
    below = sentence.subtree(clause)
    if sentence.tokens[below[0]].text.lower() not in {"if", "если"}:
        return
    verb = next((i for i in below if sentence.tokens[i].lemma in words.trusted), None)
    if verb is None:
        return
    for at in dict.fromkeys((clause, verb)):
        places = ("nsubj", "nsubj:pass", "iobj") if sentence.language == "ru" else ("nsubj", "nsubj:pass")
        for subject in sentence.below(at, *places):
            yield tuple(speakers_at(scene, subject, words)), _host(sentence, clause)


def _host(sentence: Sentence, index: int) -> frozenset[int]:
    """The clause that an adjunct belongs to, without the adjunct itself."""
    own = set(sentence.subtree(index))
    first = min(own)
    at = index
    for above in sentence.ancestors(index):
        at = above
        token = sentence.tokens[above]
        cop = any(True for _ in sentence.below(above, "cop"))
        if (token.pos in _CLAUSAL and token.lemma not in _CITING) or cop:
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
