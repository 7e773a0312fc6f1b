"""What a noun or an adjective attributes by its contents: "the claim by X that ...", "X is sure that ..."."""

from collections.abc import Iterator

from clew.extract.control import antecedent, grammatical_subjects
from clew.extract.parties import Scene
from clew.extract.sentence import Sentence
from clew.extract.source_words import SourceWords

Found = tuple[tuple[int, ...], int, frozenset[int]]
"""The heads of the speakers, the word that attributes, and the tokens that rest on it."""
_CLAUSES = frozenset({"acl", "acl:relcl", "ccomp", "csubj", "advcl", "xcomp"})
_THAT = frozenset({"that", "how", "что", "будто", "как"})
_OWNING = frozenset({"by", "of", "from", "in", "among", "at", "with", "within"})
_EMPTY = frozenset({"it", "that", "this", "such", "these", "those", "there", "what", "which"})
_GIVEN_BY = frozenset(
    {"make", "voice", "express", "put", "offer", "give", "raise", "level", "issue", "reach", "draw", "bring", "gather"}
    | {"collect", "compile", "obtain", "present", "produce", "lodge", "hold", "form", "share", "harbour", "harbor"}
)
POINTING = frozenset({"this", "that", "these", "those", "such", "all", "much"})
"""Words that take up a whole statement."""
_BEFORE_COLON = frozenset({"root", "ccomp", "parataxis", "conj"})
_LONGEST = 12
"""Words between a noun and the colon before its contents."""


def by_contents(scene: Scene, words: SourceWords) -> Iterator[Found]:
    """For each word with contents its speakers, itself and what it covers."""
    sentence = scene.sentence
    for at, token in enumerate(sentence.tokens):
        if token.pos == "NOUN" and token.lemma in words.contents and at not in scene.names:
            covers, owners = contents_of(sentence, at) or _pointed_at(sentence, at), tuple(owners_of(sentence, at))
        elif token.lemma in words.emerges and token.pos == "VERB":
            covers, owners = _after_that(sentence, at), tuple(_origins(sentence, at))
        elif sentence.language == "ru" and token.lemma in words.emerges:
            covers, owners = _as_seen(sentence, at), tuple(_origins(sentence, at))
        elif _is_sure(sentence, at, words):
            covers = frozenset(_clauses(sentence, at)) or _pointed_at(sentence, at) or _behind_colon(sentence, at)
            owners = tuple(_origins(sentence, at)) or tuple(_persons(sentence, at))
        elif token.pos == "VERB" and words.says_at(sentence, at):
            covers = _what_is_said(sentence, at) or _behind_colon(sentence, at)
            owners = tuple(_persons(sentence, at))
        elif token.lemma in {"see", "put"} and any(sentence.tokens[i].lemma == "it" for i in sentence.below(at, "obj")):
            covers, owners = _behind_colon(sentence, at), tuple(_persons(sentence, at))
        else:
            continue
        if owners and covers:
            yield owners, at, covers - {at, *owners}


def _as_seen(sentence: Sentence, at: int) -> frozenset[int]:
    """What "как видно из X" qualifies: the clause that it stands in."""
    head = sentence.tokens[at].head
    marked = any(sentence.tokens[i].text.lower() == "как" for i in sentence.children[at])
    return frozenset(sentence.subtree(head)) - set(sentence.subtree(at)) if marked and head != at else frozenset()


def _is_sure(sentence: Sentence, at: int, words: SourceWords) -> bool:
    """Whether somebody is said to be sure of something: "is convinced", "убеждена", "не сомневается"."""
    token = sentence.tokens[at]
    if sentence.language == "en":
        return token.text.lower() in words.convictions and any(True for _ in sentence.below(at, "cop"))
    return token.lemma in words.convictions and token.pos in {"ADJ", "VERB"}


def contents_of(sentence: Sentence, noun: int) -> frozenset[int]:
    """What the noun says: a clause with "that" below it, what "is" equates with it, or what stands behind a colon."""
    covers = set(_clauses(sentence, noun))
    for child in sentence.children[noun]:
        if sentence.tokens[child].dep in {"nmod", "det"}:
            covers |= _clauses(sentence, child)
    token = sentence.tokens[noun]
    if token.dep in {"nsubj", "nsubj:pass"}:
        above = sentence.tokens[token.head]
        if above.lemma == "be" or above.lemma in {"come", "emerge", "surface", "reach", "go"}:
            covers |= _clauses(sentence, token.head)
        own = set(sentence.subtree(noun))
        colon = next((i for i in range(noun, min(noun + _LONGEST, len(sentence.tokens))) if _is_colon(sentence, i)), -1)
        if colon > 0 and not covers:
            covers = set(range(colon + 1, len(sentence.tokens))) - own
    return frozenset(covers)


def _is_colon(sentence: Sentence, at: int) -> bool:
    return sentence.tokens[at].text == ":"


def _clauses(sentence: Sentence, at: int) -> set[int]:
    """The clauses with "that" below a word; where "that" is their own subject they only describe it."""
    covers: set[int] = set()
    for child in sentence.below(at, *_CLAUSES):
        below = [i for i in sentence.subtree(child) if sentence.tokens[i].pos != "PUNCT"]
        first = sentence.tokens[below[0]]
        if first.text.lower() not in _THAT:
            continue
        if sentence.tokens[child].dep == "acl:relcl" and first.dep not in {"mark", "advmod"}:
            others = [i for i in sentence.below(child, "nsubj", "nsubj:pass", "obj") if i != below[0]]
            whole = any(True for _ in sentence.below(child, "aux:pass", "cop"))
            if len(others) < 2 and not (first.dep == "obj" and whole):
                continue
        covers |= set(below)
    return covers


def _what_is_said(sentence: Sentence, verb: int) -> frozenset[int]:
    """What "is what X says": the clause that is equated with it, or all before it in the sentence."""
    above = sentence.tokens[verb].head
    asked = any(sentence.tokens[i].text.lower() in {"what", "how"} for i in sentence.children[verb])
    if not asked or above == verb:
        return frozenset()
    if any(sentence.tokens[i].text.lower() in {"from", "by"} for i in sentence.below(verb, "mark", "case")):
        return frozenset(sentence.subtree(above)) - set(sentence.subtree(verb))
    if sentence.tokens[above].lemma != "be":
        return frozenset()
    equated = {i for child in sentence.below(above, "csubj", "csubj:pass") for i in sentence.subtree(child)}
    if equated:
        return frozenset(equated)
    start = sentence.subtree(above)[0]
    host = sentence.tokens[above].head
    return frozenset(i for i in sentence.subtree(host) if i < start) if host != above else frozenset()


def _behind_colon(sentence: Sentence, verb: int) -> frozenset[int]:
    """What stands behind the colon of "X puts it so: ...", where the verb has no clause of its own."""
    if any(True for _ in sentence.below(verb, "ccomp", "csubj")) or sentence.tokens[verb].dep not in _BEFORE_COLON:
        return frozenset()
    colon = next((i for i in range(verb, len(sentence.tokens)) if sentence.tokens[i].text in {":", ";"}), -1)
    if colon < 0 or sentence.tokens[colon].text == ";" or colon - verb > _LONGEST:
        return frozenset()
    ends = (i for i in range(colon, len(sentence.tokens)) if sentence.tokens[i].text == ";")
    return frozenset(range(colon + 1, next(ends, len(sentence.tokens))))


def _pointed_at(sentence: Sentence, at: int) -> frozenset[int]:
    """What stands before "this is the charge of X", "so much is clear from X" in the same sentence."""
    above = sentence.tokens[at].head
    if sentence.tokens[above].lemma in {"таков", "таковой"}:
        first = sentence.subtree(above)[0]
        return frozenset(range(first)) if first else frozenset()
    subject = next(sentence.below(at, "nsubj", "nsubj:pass"), None)
    if subject is None or sentence.tokens[subject].lemma not in POINTING:
        return frozenset()
    first = subject - (sentence.tokens[subject - 1].lemma in {"so", "as"}) if subject else 0
    before = sentence.tokens[first - 1].text if first else ""
    return frozenset(range(first)) if before in {":", ";", ",", '"'} else frozenset()


def _after_that(sentence: Sentence, verb: int) -> frozenset[int]:
    """All from the "that" on that a verb of coming out leads up to."""
    below = sentence.subtree(verb)
    that = next((i for i in below if i > verb and sentence.tokens[i].text.lower() == "that"), None)
    return frozenset() if that is None else frozenset(i for i in below if i >= that)


def owners_of(sentence: Sentence, noun: int) -> Iterator[int]:
    """Whose claim it is: whose it is called, who makes it, to whom it belongs, from whom it comes."""
    found = [*sentence.below(noun, "nmod:poss")]
    found += [i for i in sentence.below(noun, "nmod") if sentence.case(i) in _OWNING or _is_genitive(sentence, i)]
    for child in sentence.below(noun, "acl", "acl:relcl"):
        if sentence.tokens[child].lemma in _GIVEN_BY:
            found += [*sentence.below(child, "obl:agent", "nsubj")]
    if found:
        yield from found
        return
    token = sentence.tokens[noun]
    if any(True for _ in sentence.below(noun, "expl")):
        yield from (i for i in sentence.below(noun, "nmod", "obl") if sentence.case(i) == "for")
    elif token.dep in {"nsubj", "nsubj:pass"}:
        yield from (i for i in sentence.below(token.head, "obl") if sentence.case(i) in {"from", "with", "to"})
        yield from sentence.below(token.head, "obl:agent")
    elif (token.dep == "obj" or sentence.language == "ru") and token.dep in {"obj", "obl"} and token.head != noun:
        yield from grammatical_subjects(sentence, token.head)
    elif sentence.case(noun) == "of" and token.dep in {"root", "nmod", "obl"}:
        yield from _persons(sentence, noun)


def _is_genitive(sentence: Sentence, at: int) -> bool:
    return not sentence.case(at) and sentence.ending(at) == "Gen"


def _origins(sentence: Sentence, verb: int) -> Iterator[int]:
    yield from (
        antecedent(sentence, i, verb) for i in sentence.below(verb, "obl") if sentence.case(i) in {"from", "из"}
    )


def _persons(sentence: Sentence, at: int) -> Iterator[int]:
    """Who is sure of it: the subject, where it is more than "it" or "that"."""
    yield from (i for i in sentence.below(at, "nsubj") if sentence.tokens[i].lemma not in _EMPTY)
