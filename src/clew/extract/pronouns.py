"""What the place of a pronoun in its sentence says of whom it can, and cannot, take up."""

from collections.abc import Mapping

from clew.extract.grammar import load_grammar
from clew.extract.memory import SUBJECTS
from clew.extract.names.lexicon import Lexicon
from clew.extract.sentence import Sentence
from clew.records import Mention
from clew.vocabulary import EntityType

_ARGUMENTS = frozenset({"nsubj", "nsubj:pass", "obj", "obl:agent"})
_WORDS = load_grammar()


def beside(sentence: Sentence, index: int, mentions: Mapping[int, Mention]) -> frozenset[str]:
    """Whom a pronoun cannot take up: what stands beside it below the same verb ("together with X, he owned")."""
    token = sentence.tokens[index]
    noun = sentence.tokens[token.head]
    if token.dep == "nmod:poss" and noun.dep == "appos" and noun.head in mentions:
        return frozenset({mentions[noun.head].name})
    if token.dep not in _ARGUMENTS or sentence.tokens[index].text.lower().endswith("self"):
        return frozenset()
    found = [*sentence.below(token.head, *_ARGUMENTS, "obl", "iobj"), *sentence.below(index, "conj")]
    found += _inserted_speakers(sentence, index)
    return frozenset(mentions[i].name for i in found if i != index and i in mentions)


def _inserted_speakers(sentence: Sentence, index: int) -> list[int]:
    """Who says it between commas: in "later, the watchdog says, it went on selling" the seller is not the watchdog."""
    token = sentence.tokens[index]
    clause = sentence.tokens[token.head]
    verbs = [*sentence.below(token.head, "parataxis"), *([clause.head] if clause.dep == "ccomp" else [])]
    return [
        subject
        for verb in verbs
        if verb < index and sentence.tokens[verb + 1].text == ","
        for subject in sentence.below(verb, *SUBJECTS)
    ]


def among_its(sentence: Sentence, index: int) -> bool:
    """Whether "its" is that of "A and B are among its customers", which is neither A's nor B's."""
    token = sentence.tokens[index]
    noun = sentence.tokens[token.head]
    being = sentence.tokens[noun.head].lemma in _WORDS["being"] or noun.dep == "root"
    return token.dep == "nmod:poss" and sentence.case(token.head) == "among" and being


def of_a_firm(sentence: Sentence, index: int, lexicon: Lexicon) -> bool:
    """Whether "it" is a firm by its place: "its customers", "it is a known company"."""
    token = sentence.tokens[index]
    noun = sentence.tokens[token.head]
    if token.dep == "nmod:poss":
        return noun.lemma in _WORDS["of_firms"]
    equated = token.dep in SUBJECTS and any(True for _ in sentence.below(token.head, "cop"))
    return equated and lexicon.nouns.get(noun.lemma) is EntityType.COMPANY


def of_a_body(sentence: Sentence, index: int) -> bool:
    """Whether "its" is that of what no country has: "its director", "its headquarters"."""
    token = sentence.tokens[index]
    return token.dep == "nmod:poss" and sentence.tokens[token.head].lemma in _WORDS["of_bodies"]


def inserted_speaker(sentence: Sentence, index: int) -> bool:
    """Whether it is the subject of a remark aside: "..., the agency found, ...", and at the end, "..., it said"."""
    verb = sentence.tokens[index].head
    after = sentence.tokens[verb + 1].text if verb + 1 < len(sentence.tokens) else ""
    closes = after == "." and index > 0 and sentence.tokens[index - 1].text == ","
    return sentence.tokens[verb].lemma in _WORDS["saying"] and index < verb and (after == "," or closes)


def one_of(sentence: Sentence, index: int) -> bool:
    """Whether a plural noun stands for one party: "one of the importers"."""
    token = sentence.tokens[index]
    return sentence.case(index) == "of" and sentence.tokens[token.head].text.lower() == "one"


def counted_all(sentence: Sentence, index: int) -> bool:
    """Whether a number takes up a whole group: "the two", "all five"."""
    if sentence.tokens[index].pos != "NUM" or any(True for _ in sentence.below(index, "nmod")):
        return False
    return any(sentence.tokens[i].text.lower() in {"the", "all"} for i in sentence.below(index, "det"))


def expletive(sentence: Sentence, index: int) -> bool:
    """Whether "it" stands for nothing: "it is said that ...", "it was in Hamburg that ..."."""
    token = sentence.tokens[index]
    if token.text.lower() != "it" or token.dep not in SUBJECTS:
        return False
    tokens, below = sentence.tokens, sentence.children[token.head]
    if token.dep == "nsubj:pass" and tokens[token.head].lemma in _WORDS["reporting"]:
        return True
    if tokens[token.head].lemma in _WORDS["turning"] and not any(tokens[child].dep == "xcomp" for child in below):
        return True
    if tokens[token.head].lemma != "be" and not any(tokens[child].lemma == "be" for child in below):
        return False
    if any(tokens[child].dep in {"ccomp", "csubj", "csubj:pass"} for child in below):
        return True
    if any(tokens[child].text.lower() in {"a", "an"} for child in sentence.below(token.head, "det")):
        return any(tokens[child].text.lower() == "such" for child in below)
    clauses = [child for child in below if tokens[child].dep in {"acl:relcl", "advcl", "parataxis"}]
    return any(tokens[i].text.lower() == "that" for child in clauses for i in sentence.subtree(child)[:6])


def fronted(sentence: Sentence) -> tuple[int, int, int] | None:
    """A phrase set before the subject that speaks of it: "A maker of pumps, the firm ...", "Fined for its part, X ...".

    Returns the head of the phrase, where it ends (exclusive) and the head of the subject; None where there is none.
    """
    tokens = sentence.tokens
    for subject, token in enumerate(tokens):
        if token.dep not in SUBJECTS or token.head == subject:
            continue
        start = sentence.subtree(subject)[0]
        if start < 3 or tokens[start - 1].text != ",":
            continue
        head = next((i for i, each in enumerate(tokens[:start]) if each.head == token.head and each.pos != "PUNCT"), -1)
        if head < 0 or sentence.subtree(head)[0] > 1:
            return None
        if any(tokens[i].dep in SUBJECTS for i in sentence.children[head]):
            return None
        article = any(tokens[i].text.lower() in {"a", "an"} for i in sentence.below(head, "det"))
        once = tokens[head].dep == "obl" and sentence.case(head) == "once"
        apart = once or tokens[head].dep in SUBJECTS | {"advcl", "obl:npmod", "dep"}
        noun = tokens[head].pos == "NOUN" and article and apart
        if noun or (tokens[head].tag in {"VBN", "VBG"} and tokens[head].dep == "advcl"):
            return head, start, subject
        return None
    return None


def matrix_subject(sentence: Sentence, index: int) -> int:
    """Who says it in "the ministry said that they were unaware": the subject above the clause of a pronoun, else -1."""
    token = sentence.tokens[index]
    clause = sentence.tokens[token.head]
    if token.dep not in SUBJECTS or clause.dep != "ccomp":
        return -1
    return next(sentence.below(clause.head, *SUBJECTS), -1)


def gender_of_noun(lexicon: Lexicon, lemma: str) -> str:
    """The gender ("Fem", "Masc") that an English noun tells, else empty."""
    return "Fem" if lemma in lexicon.feminine else "Masc" if lemma in lexicon.masculine else ""


def gender_of_name(lexicon: Lexicon, name: str) -> str:
    """The gender ("Fem", "Masc") that the ending of a family name tells, else empty."""
    last = name.lower().split()[-1] if name.split() else ""
    if last.endswith(lexicon.feminine_endings):
        return "Fem"
    return "Masc" if last.endswith(lexicon.masculine_endings) else ""
