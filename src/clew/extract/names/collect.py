"""The words of a sentence that look like a name: runs of capitalised words, product codes, what the model marked."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from clew.extract.grammar import load_grammar
from clew.extract.names.abbreviations import spelt_out
from clew.extract.names.inner_and import LEGAL_FORMS, LEGAL_TAIL, stands_inside
from clew.extract.names.lexicon import Lexicon
from clew.extract.sentence import Sentence, Token
from clew.vocabulary import EntityType

_CODE = re.compile(r"(?=[^\d]*\d)(?=[^A-Z]*[A-Z])[A-Z0-9][A-Za-z0-9]*(?:[-/.][A-Za-z0-9]+)*")
_YEARISH = re.compile(r"\d{1,4}(?:st|nd|rd|th|s)?|[A-Z]{2,3}\d{4,}|\$.*")
_COINED = re.compile(r"[A-Z][a-z]+[A-Z]\w*|[A-Z]{2,}[a-z]\w{2,}")
"""A word with capitals inside, as no common word has: "TrezCEN", "KTBank"."""
_WORDS = load_grammar()
_PERSONLIKE = frozenset({EntityType.PERSON, EntityType.COMPANY, EntityType.ORGANIZATION, EntityType.PLACE, None})
_GUESSES = {EntityType.PERSON: 1.0, EntityType.PLACE: 0.6}
"""How much the model's word is worth for a name of which no table knows anything; 1 for other types."""
_PROPER = 0.4
"""The weight of a run of proper nouns that nothing gives a type: it is a name all the same."""
_INSIDE = frozenset({"-", "&", "/", "'", "."})
_SYLLABLE = 6
"""Letters that the second syllable of a given name has at most."""
LABELS = {
    "ORG": EntityType.COMPANY,
    "PERSON": EntityType.PERSON,
    "GPE": EntityType.PLACE,
    "LOC": EntityType.PLACE,
    "FAC": EntityType.FACILITY,
    "PRODUCT": EntityType.PRODUCT,
    "EVENT": EntityType.EVENT,
}
"""spaCy's labels → Clew's types, for those that name a party, good or place."""


@dataclass(frozen=True, slots=True)
class Marked:
    """What the model marked: tokens `first` to `last` (exclusive) and its type."""

    first: int
    last: int
    type: EntityType | None


@dataclass(frozen=True, slots=True)
class Candidate:
    """Tokens that may be a name, with the type that its own words suggest and how strongly."""

    first: int
    last: int
    type: EntityType | None
    weight: float


def candidates(sentence: Sentence, marked: Sequence[Marked], lexicon: Lexicon) -> list[Candidate]:
    """The candidates of one sentence in order, not overlapping."""
    tokens = sentence.tokens
    if _shouted(tokens):
        return []
    if _headline(tokens):
        return [Candidate(m.first, m.last, m.type, 0.5) for m in marked if m.type]
    spans: list[Candidate] = []
    spelt = [each for each in spelt_out(tokens) if tokens[each[1] - 1].text.lower() not in lexicon.never]
    for start, stop in spelt:
        kind, weight = _own_type(tokens, start, stop, marked, lexicon)
        spans.append(Candidate(start, stop, kind, max(weight, _PROPER)))
    for first, last in _runs(tokens, marked, lexicon):
        if any(first < stop and start < last for start, stop in spelt):
            continue
        for begin, end in _divide(tokens, first, last, lexicon):
            inner, stop = _trim(tokens, begin, end, lexicon)
            start = _with_country(tokens, inner, stop, lexicon)
            if start < stop and not _taken_up(tokens, start, stop, lexicon):
                kind, weight = _own_type(tokens, start, stop, marked, lexicon)
                if kind is not None or weight > 0:
                    spans.append(Candidate(start, stop, kind, weight))
    return sorted(spans, key=lambda span: span.first)


def _taken_up(tokens: Sequence[Token], start: int, stop: int, lexicon: Lexicon) -> bool:
    """Whether it is no name: "the Company", "the Foundation" of a body named before, or a title that stands alone."""
    word = tokens[start].text.lower()
    if stop - start == 1 and (word in lexicon.titles or word in lexicon.posts):
        return True
    single = stop - start == 1 and (word in lexicon.anaphors or word in _WORDS["institutions"])
    return single and start > 0 and tokens[start - 1].text.lower() == "the"


def _shouted(tokens: Sequence[Token]) -> bool:
    words = [token.text for token in tokens if token.text.isalpha() and len(token.text) > 1]
    return len(words) >= 4 and sum(word.isupper() for word in words) > 0.8 * len(words)


def _headline(tokens: Sequence[Token]) -> bool:
    """Whether nearly every word is capitalised, so that capitals say nothing."""
    words = [token.text for token in tokens if token.text.isalpha() and len(token.text) > 3]
    small = [word for word in words if word[0].islower()]
    return len(words) >= 5 and not small and tokens[-1].text not in {".", "?", "!"}


def _nameish(tokens: Sequence[Token], index: int, covered: set[int], lexicon: Lexicon) -> bool:
    token = tokens[index]
    text = token.text
    if text.lower() in lexicon.never:
        return False
    if text in lexicon.known or (_CODE.fullmatch(text) and not _YEARISH.fullmatch(text)):
        return True
    if not text[0].isupper() and not (text[0].islower() and any(c.isupper() for c in text[1:])):
        return False
    if token.pos in {"PRON", "DET", "AUX", "SCONJ", "CCONJ", "ADP", "PART", "INTJ"} and index not in covered:
        return False
    if index == 0 and token.tag in {"NN", "NNS"} and token.lemma in lexicon.nouns:
        return False
    if index == 0 or tokens[index - 1].text in {'"', ":", "("}:
        known = text.lower() in lexicon.given and index + 1 < len(tokens) and tokens[index + 1].pos == "PROPN"
        return token.pos == "PROPN" or index in covered or text[1:] != text[1:].lower() or known
    return True


def _runs(tokens: Sequence[Token], marked: Sequence[Marked], lexicon: Lexicon) -> Iterator[tuple[int, int]]:
    covered = {i for each in marked if each.type for i in range(each.first, each.last)}
    named = [_nameish(tokens, index, covered, lexicon) for index in range(len(tokens))]
    index = 0
    while index < len(tokens):
        if not named[index]:
            index += 1
            continue
        last = index + 1
        while last < len(tokens):
            step = _step(tokens, named, index, last, lexicon)
            if not step:
                break
            last += step
        yield index, last
        index = last


def _step(tokens: Sequence[Token], named: Sequence[bool], first: int, last: int, lexicon: Lexicon) -> int:
    """How many tokens the run from `first` grows by at `last`: 0 where it ends."""

    def following(offset: int) -> bool:
        return last + offset < len(tokens) and named[last + offset]

    token = tokens[last]
    if named[last]:
        return 1
    text = token.text.lower()
    before = tokens[last - 1].text.lower().rstrip(".")
    if token.text in _INSIDE and following(1) and _touching(tokens, last):
        return 2
    if token.text == "I" and token.pos == "PROPN" and tokens[last - 1].pos == "PROPN":
        return 1
    if token.text == "&" and following(1):
        return 2
    if token.text == "," and before in {"co", "company", "corp", "pte", "industries", "technology"} and following(1):
        return 2 if tokens[last + 1].text.lower() in LEGAL_TAIL else 0
    if token.text == "-" and last + 1 < len(tokens) and tokens[last + 1].text.isdigit() and _touching(tokens, last):
        return 2
    if token.text == "-" and _is_second_syllable(tokens, first, last, lexicon):
        return 2
    if token.pos == "NUM" and token.text.isdigit() and len(token.text) < 4 and tokens[last - 1].text.isupper():
        return 1
    if token.text.isdigit() and following(1) and tokens[last + 1].text.lower().strip(".") in LEGAL_FORMS:
        return 2
    if token.text in {"'s", "’s"} and following(1):
        told = f"{_text(tokens, first, last)}'s {tokens[last + 1].text}".lower()
        if any(country.startswith(told) for country in lexicon.countries):
            return 2
    if token.text in {"'s", "’s"} and before == "people" and following(1):
        return 2
    if "." in text[:-1] and lexicon.name_words.get(text) is EntityType.COMPANY:
        return 1
    if token.text == "'s" and before in _WORDS["officers"] and following(1) and tokens[last + 1].text == "Office":
        return 2
    if (
        token.text == '"'
        and last + 2 < len(tokens)
        and named[last + 1]
        and _closing(tokens, last)
        and (before in lexicon.name_words or before in {"npo", "nii", "oao", "zao"})
    ):
        return _closing(tokens, last) - last + 1
    opened = any(tokens[i].text.lower() in lexicon.openers for i in range(first, last))
    if (
        text in {"of", "for"}
        and opened
        and tokens[last - 1].text.lower() in lexicon.openers | _late_openers(tokens, last)
    ):
        if following(1):
            return 2
        return 3 if following(2) and tokens[last + 1].text.lower() in {"the", "a"} else 0
    if text == "and" and following(1) and stands_inside(tokens, first, last, lexicon):
        return 2
    if text in {"de", "la", "del", "du", "des", "bin", "al", "van", "von", "el", "y"} and following(1):
        return 2
    return 0


def _is_second_syllable(tokens: Sequence[Token], first: int, hyphen: int, lexicon: Lexicon) -> bool:
    """Whether a given name of two syllables goes on in small letters behind its hyphen: "Shin Tae-min"."""
    if hyphen - first != 2 or hyphen + 1 >= len(tokens) or not _touching(tokens, hyphen):
        return False
    syllable = tokens[hyphen + 1]
    family = tokens[first].text.lower() in lexicon.east_asian
    return family and syllable.text.isalpha() and syllable.text.islower() and len(syllable.text) <= _SYLLABLE


def _late_openers(tokens: Sequence[Token], last: int) -> frozenset[str]:
    return frozenset({tokens[last - 1].text.lower()}) if tokens[last - 1].tag == "NNPS" else frozenset()


def _touching(tokens: Sequence[Token], index: int) -> bool:
    return tokens[index - 1].end == tokens[index].start and (
        index + 1 < len(tokens) and tokens[index].end == tokens[index + 1].start
    )


def _closing(tokens: Sequence[Token], opening: int) -> int:
    for index in range(opening + 2, min(opening + 6, len(tokens))):
        if tokens[index].text == '"':
            return index
    return 0


def _divide(tokens: Sequence[Token], first: int, last: int, lexicon: Lexicon) -> Iterator[tuple[int, int]]:
    """A run without leading nationality and titles ("Russian President | Viktor Drozdov")."""
    words = [tokens[i].text.lower() for i in range(first, last)]
    title = -1
    for position, word in enumerate(words[:-1]):
        if word in lexicon.titles and position + 1 < len(words) and words[position + 1] not in {"of", "for", "-"}:
            title = position
        if position - title > 2 and title >= 0:
            break
    if title >= 0 and not any(word in lexicon.name_words for word in words[title + 1 :]):
        yield first + title + 1, last
        return
    yield first, last


def _trim(tokens: Sequence[Token], first: int, last: int, lexicon: Lexicon) -> tuple[int, int]:
    """A nationality is cut off a name unless it opens the name of a body ("Russian Defence Ministry")."""
    while first < last and (tokens[first].text.lower() in {"the", "a", "an"} or tokens[first].tag == "IN"):
        first += 1
    while last > first and tokens[last - 1].text in {"'s", "'", "-", "."}:
        last -= 1
    while last - first > 1 and tokens[last - 1].text.lower() in lexicon.posts:
        last -= 1
    if last - first < 2:
        return first, last
    joined = _text(tokens, first, last).lower()
    if joined in lexicon.countries or joined in lexicon.adjectives or joined in lexicon.places:
        return first, last
    for size in (2, 1):
        lead = _text(tokens, first, first + size).lower()
        if first + size < last and (lead in lexicon.adjectives or lead in lexicon.countries):
            rest = [tokens[i].text.lower() for i in range(first + size, last)]
            body = lexicon.name_words.get(_head_word(rest))
            if body in {EntityType.PUBLIC_BODY, EntityType.ORGANIZATION} or tokens[first + size].text == "-":
                return first, last
            if lead in lexicon.countries and body is not None and lead not in lexicon.adjectives:
                return first, last
            if lead in lexicon.adjectives:
                plain = all(
                    word in lexicon.name_words or word in lexicon.openers or word in _WORDS["plain"] for word in rest
                )
                return (first, last) if plain and len(rest) > 1 else (first + size, last)
    return first, last


def _with_country(tokens: Sequence[Token], first: int, last: int, lexicon: Lexicon) -> int:
    """In "China's Foreign Ministry" a body whose own words are common ones takes the state's name into its own."""
    if last <= first or lexicon.name_words.get(_head_word([t.text.lower() for t in tokens[first:last]])) not in {
        EntityType.PUBLIC_BODY,
        EntityType.ORGANIZATION,
    }:
        return first
    for size in (4, 3, 2):
        begin = first - size
        if begin < 0 or tokens[first - 1].text not in {"'s", "'"}:
            continue
        owner = _text(tokens, begin, first - 1).lower()
        if owner in lexicon.countries or owner in lexicon.capitals:
            return begin
    return first


def _head_word(words: Sequence[str]) -> str:
    for position, word in enumerate(words):
        if word in {"of", "for"} and position:
            return words[position - 1]
    return words[-1] if words else ""


def _text(tokens: Sequence[Token], first: int, last: int) -> str:
    parts = []
    for index in range(first, min(last, len(tokens))):
        gap = index > first and tokens[index - 1].end < tokens[index].start
        parts.append((" " if gap else "") + tokens[index].text)
    return "".join(parts)


def _parts(tokens: Sequence[Token], first: int, last: int) -> list[str]:
    """The words of a run in lower case, those joined by hyphens apart."""
    return [part for i in range(first, last) for part in re.split("(-)", tokens[i].text.lower()) if part]


def _own_type(
    tokens: Sequence[Token], first: int, last: int, marked: Sequence[Marked], lexicon: Lexicon
) -> tuple[EntityType | None, float]:
    words = _parts(tokens, first, last)
    joined = _text(tokens, first, last).lower()
    if joined in lexicon.countries:
        return EntityType.PLACE, 20.0
    if joined in lexicon.adjectives:
        return None, 0.0
    if joined in lexicon.capitals or joined in lexicon.places:
        return EntityType.PLACE, 10.0
    if lexicon.is_media(joined):
        return EntityType.ORGANIZATION, 10.0
    if len(words) > 1 and words[-1].strip(".") in LEGAL_FORMS:
        return EntityType.COMPANY, 8.0
    written = _text(tokens, first, last)
    if written in lexicon.known:
        return lexicon.known[written], 6.0
    by_word = lexicon.name_words.get(_head_word(words))
    if by_word is not None and len(words) == 1 and by_word is EntityType.COMPANY:
        by_word = None
    if by_word is not None:
        return by_word, 3.0
    if any(_CODE.fullmatch(tokens[i].text) and not _YEARISH.fullmatch(tokens[i].text) for i in range(first, last)):
        return EntityType.PRODUCT, 2.5
    if last - first > 1 and any(tokens[i].text.isdigit() for i in range(first, last)):
        return EntityType.PRODUCT, 2.0
    if len(words) > 1 and words[0] in lexicon.places and all(w.isalpha() for w in words):
        return EntityType.COMPANY, 2.0
    inside = next((lexicon.name_words[w] for w in reversed(words) if w in lexicon.name_words), None)
    if inside is not None and len(words) > 1 and words[0] not in lexicon.titles | lexicon.posts:
        return inside, 1.5
    known = _known_names(tokens, first, last, lexicon)
    for each in marked:
        if each.first < last and first < each.last:
            if known and each.type in _PERSONLIKE:
                return EntityType.PERSON, 1.5 + known
            if each.type is EntityType.PLACE and last - first == 1 and _with_article(tokens, first):
                return EntityType.PRODUCT, _GUESSES[EntityType.PLACE]
            return each.type, _GUESSES.get(each.type, 1.0) if each.type else 1.0
    if known:
        return EntityType.PERSON, known
    if last - first == 1 and _COINED.fullmatch(tokens[first].text):
        return None, _PROPER
    proper = all(tokens[i].pos in {"PROPN", "PUNCT", "ADP"} for i in range(first, last)) and not (
        words[-1] in _WORDS["plain"]
        or any(word in lexicon.titles or word in lexicon.posts for word in words)
        or tokens[last - 1].lemma.lower() in lexicon.nouns
    )
    return (None, _PROPER if proper else 0.3)


def _with_article(tokens: Sequence[Token], first: int) -> bool:
    """Whether "the" stands before a single word that is no abbreviation: "the Pelagia" is no place."""
    word = tokens[first].text
    return first > 0 and tokens[first - 1].text.lower() == "the" and not word.isupper() and not word.endswith("s")


def _known_names(tokens: Sequence[Token], first: int, last: int, lexicon: Lexicon) -> float:
    """How much the words of a run speak for a person: whether it opens with a known given or family name."""
    words = [part for token in tokens[first:last] for part in token.text.split("-") if part]
    if not 2 <= len(words) <= 4 or not all(word[:1].isupper() and word.isalpha() for word in words):
        return 0.0
    if any(word.isupper() and len(word) > 1 for word in words) or words[-1].lower() in lexicon.name_words:
        return 0.0
    if words[0].lower() in lexicon.given:
        return 2.0
    return 1.2 if words[-1].lower().endswith(lexicon.surname_endings) and len(words[-1]) > 4 else 0.0
