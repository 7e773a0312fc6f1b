"""The names of a Russian document: what the model marks, what stands in quotation marks behind a legal form, codes.

Names are inflected and quoted ones are not; two forms are one name where their words agree but for the endings.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

from clew.extract.grammar import load_grammar
from clew.extract.names.collect import LABELS
from clew.extract.names.known import load_known
from clew.extract.names.lexicon import Lexicon
from clew.extract.names.register import Alias, Register, head_of
from clew.extract.parse.english import Entity
from clew.extract.sentence import NameSpan, Sentence, Token
from clew.vocabulary import EntityType

_CODE = re.compile(r"(?=\D*\d)(?=[^A-ZА-ЯЁ]*[A-ZА-ЯЁ])[A-ZА-ЯЁ0-9][A-Za-zА-Яа-яЁё0-9]*(?:[-/][A-Za-zА-Яа-яЁё0-9]+)*")
_LATIN = re.compile(r"[A-Z][A-Za-z&.'’-]*")
_LATIN_CODE = re.compile(r"[A-Z]*\d[A-Z0-9-]*")
_ENDING = re.compile(r"(?:[аеёийоуыэюяьъ]|ого|его|ому|ему|ым|им|ой|ей|ом|ем|ов|ев|ами|ями|ам|ям|ах|ях|ую|юю|ых|их)+$")
_LONGEST = 8
_LISTING = frozenset({",", "и", "или"})
"""What stands between quoted names that one noun in the plural calls what they are: "дроны «А», «Б» и «В»"."""
_OPENING = frozenset("«„“")
_LETTERS = 3
"""Letters that all forms of a word in the table of bodies share; no shorter abbreviation has endings."""
_CASES: Mapping[str, frozenset[str]] = {
    "": frozenset({"", "а", "у", "ом", "е", "ем"}),
    "а": frozenset({"а", "ы", "и", "е", "у", "ой"}),
    "я": frozenset({"я", "и", "е", "ю", "ей"}),
    "ия": frozenset({"ия", "ии", "ию", "ией"}),
    "о": frozenset({"о", "а", "у", "ом", "е"}),
    "е": frozenset({"е", "я", "ю", "ем", "и"}),
    "ое": frozenset({"ое", "ого", "ому", "ым", "ом"}),
    "ый": frozenset({"ый", "ого", "ому", "ым", "ом"}),
    "ий": frozenset({"ий", "его", "ого", "ему", "ому", "им", "ем", "ом"}),
    "ая": frozenset({"ая", "ой", "ую"}),
    "яя": frozenset({"яя", "ей", "юю"}),
}
"""The endings of a singular noun or adjective, by that of the word in the table."""
_OWNED = load_grammar("ru")["owned"]
_MAKERS = load_grammar("ru")["firms"]
_OF_GOODS = load_grammar("ru")["of_goods"]

Key = tuple[str, ...]


@dataclass
class _Form:
    text: str
    votes: Counter[EntityType] = field(default_factory=Counter)
    places: list[tuple[int, int, int]] = field(default_factory=list)


def stem(word: str) -> str:
    """The word in lower case without its ending; short words keep theirs."""
    low = word.lower()
    cut = _ENDING.sub("", low)
    return cut if len(cut) >= 3 else low


def register(
    sentences: Sequence[Sentence], marked: Sequence[Sequence[Entity]], text: str, lexicon: Lexicon
) -> Register:
    """Find, type and join the names of a Russian document."""
    forms: dict[Key, _Form] = {}
    for number, (sentence, entities) in enumerate(zip(sentences, marked, strict=True)):
        for first, last, kind, weight in _found(sentence, entities, lexicon):
            key = _key(sentence, first, last, lexicon)
            if not key:
                continue
            words = " ".join(text[sentence.tokens[first].start : sentence.tokens[last - 1].end].split())
            form = forms.setdefault(key, _Form(words))
            form.places.append((number, first, last))
            form.votes[kind] += weight  # type: ignore[assignment]
            for other, more in _beside(sentence, first, last, lexicon):
                form.votes[other] += more  # type: ignore[assignment]
            if len(words) > len(form.text):
                form.text = words
    fullest = _join(forms)
    aliases = _aliases(sentences, forms, fullest)
    votes: dict[Key, Counter[EntityType]] = defaultdict(Counter)
    for key, form in forms.items():
        votes[fullest[key]].update(form.votes)
    types = {key: max(count.items(), key=lambda pair: pair[1])[0] for key, count in votes.items()}
    spans: list[list[NameSpan]] = [[] for _ in sentences]
    for key, form in forms.items():
        top = fullest[key]
        for number, first, last in form.places:
            spans[number].append(NameSpan(first, last, forms[top].text, types[top], votes[top].total() >= 2))
    names = tuple(tuple(sorted(each, key=lambda span: span.first)) for each in spans)
    told = [
        Alias(n, a, b, forms[long].text, forms[short].text, types[fullest[long]]) for n, a, b, long, short in aliases
    ]
    return Register(names, tuple(told))


def _found(
    sentence: Sentence, entities: Sequence[Entity], lexicon: Lexicon
) -> Iterator[tuple[int, int, EntityType, float]]:
    """Stretches of tokens that are names, not overlapping: quoted names, what the model marks, Latin runs, codes."""
    tokens, taken = sentence.tokens, set[int]()
    named = (e for e in entities if LABELS[e.label] is EntityType.PERSON and e.last - e.first > 1)
    persons = {i for entity in named for i in range(entity.first, entity.last)}
    for first, last, kind, weight in (
        *_quoted(sentence, lexicon),
        *_known(tokens, persons, lexicon),
        *_bodies(sentence, entities, lexicon),
        *((first, last, EntityType.PLACE, 20.0) for first, last in _countries(tokens, persons, lexicon)),
        *_marked(sentence, entities, lexicon),
        *_runs(sentence),
        *_proper(sentence, lexicon),
    ):
        if not taken & set(range(first, last)) and first < last:
            taken.update(range(first, last))
            yield first, last, kind, weight


def _countries(tokens: Sequence[Token], persons: set[int], lexicon: Lexicon) -> Iterator[tuple[int, int]]:
    """Names of states that are no part of a person's, those of several words first: "Новой Зеландией"."""
    for size in (3, 2, 1):
        for first in range(len(tokens) - size + 1):
            words = [token.text for token in tokens[first : first + size]]
            known = first not in persons and " ".join(words).lower() in lexicon.countries
            if known and words[0][:1].isupper():
                yield first, first + size


def _known(
    tokens: Sequence[Token], persons: set[int], lexicon: Lexicon
) -> Iterator[tuple[int, int, EntityType, float]]:
    """Names from the table of bodies, in whichever case, with the state behind them: "Генпрокуратурой Казахстана"."""
    by_first = _by_letters()
    for first, token in enumerate(tokens):
        if first in persons or not token.text[:1].isupper():
            continue
        for named, kind in by_first.get(token.text[:_LETTERS].lower(), ()):
            last = first + len(named)
            if last > len(tokens) or not all(map(_is_form, tokens[first:last], named)):
                continue
            owned = kind is EntityType.PUBLIC_BODY and last < len(tokens)
            yield first, last + (owned and tokens[last].text.lower() in lexicon.countries), kind, 8.0
            break


def _is_form(token: Token, named: str) -> bool:
    """Whether a word is a form of one of the table, by the endings that such a word takes; capitals keep theirs.

    The endings of family names ("Сенатов") and of other numbers ("Банки России") are none of them.
    """
    word, plain = token.text.lower(), named.lower()
    if named.isupper():
        return token.text.startswith(named) and word[len(plain) :] in _CASES[""] | {"ы"}
    if word == plain or len(plain) < 3:
        return word == plain
    for ending in ("ый", "ий", "ая", "яя", "ое", "ия", "а", "я", "о", "е"):
        if plain.endswith(ending):
            root = plain[: -len(ending)]
            return word.startswith(root) and word[len(root) :] in _CASES[ending]
    return word.startswith(plain) and word[len(plain) :] in _CASES[""]


@cache
def _by_letters() -> Mapping[str, Sequence[tuple[Key, EntityType]]]:
    """The table of bodies by the first letters of each name: its words and its type; names of most words first."""
    found: dict[str, list[tuple[Key, EntityType]]] = defaultdict(list)
    for name, kind in sorted(load_known("russian").items(), key=lambda each: -len(each[0].split())):
        found[name[:_LETTERS].lower()].append((tuple(name.split()), kind))
    return found


def _quoted(sentence: Sentence, lexicon: Lexicon) -> Iterator[tuple[int, int, EntityType, float]]:
    """«Name» with the legal form before it; without one where it begins with a capital."""
    tokens = sentence.tokens
    listed: tuple[int, EntityType] | None = None  # where the last name of a list ends, and what its noun calls all
    for index, token in enumerate(tokens):
        if token.text != '"' or index + 2 >= len(tokens) or not tokens[index + 1].text[:1].isupper():
            continue
        close = next((i for i in range(index + 2, min(index + _LONGEST, len(tokens))) if tokens[i].text == '"'), None)
        if (
            close is None
            or tokens[close].lemma in _OPENING
            or any(tokens[i].pos == "VERB" and tokens[i].text.islower() for i in range(index + 2, close))
        ):
            continue
        before = tokens[index - 1] if index else None
        if listed and {each.text.lower() for each in tokens[listed[0] + 1 : index]} <= _LISTING:
            listed = close, listed[1]
            yield index + 1, close, listed[1], 2.5
            continue
        listed = None
        if before is not None and before.text.lower() in lexicon.openers:
            first = index - 1
            while first and tokens[first - 1].text.lower() in lexicon.openers:
                first -= 1
            yield first, close + 1, EntityType.COMPANY, 4.0
        elif before is not None and before.pos in {"NOUN", "PROPN"} and before.lemma in lexicon.nouns:
            named = lexicon.nouns[before.lemma]
            maker = tokens[before.head]
            if named is EntityType.PRODUCT and maker.lemma in _MAKERS and "Number=Plur" in before.morph:
                named = lexicon.nouns.get(maker.lemma, named)
            owner = named is EntityType.PERSON or "Animacy=Anim" in before.morph
            owner = owner or (named is EntityType.PRODUCT and before.lemma in _OWNED - _OF_GOODS)
            if not owner and "Number=Plur" in before.morph:
                listed = close, named
            yield index + 1, close, EntityType.COMPANY if owner else named, 1.5 if owner else 3.0
        elif close - index <= 5:
            good = before is not None and before.lemma in _OF_GOODS
            good = good or any(c.isdigit() for i in range(index + 1, close) for c in tokens[i].text)
            yield index + 1, close, EntityType.PRODUCT if good else EntityType.COMPANY, 1.0


def _marked(
    sentence: Sentence, entities: Sequence[Entity], lexicon: Lexicon
) -> Iterator[tuple[int, int, EntityType, float]]:
    tokens = sentence.tokens
    for entity in entities:
        first, last = entity.first, entity.last
        while first < last and (tokens[first].text == '"' or tokens[first].text.lower() in lexicon.adjectives):
            first += 1
        while last > first and tokens[last - 1].text in {'"', ",", "("}:
            last -= 1
        last = next((i for i in range(first, last) if tokens[i].text == "("), last)
        first = _behind_nouns(tokens, first, last, lexicon)
        if first == last:
            continue
        kind = LABELS[entity.label]
        inside = [lexicon.name_words.get(tokens[i].lemma) for i in range(first, last)]
        by_word = next((each for each in inside if each is not None), None)
        if by_word is not None and kind is not EntityType.PERSON:
            owned = by_word is EntityType.PUBLIC_BODY and last < len(tokens)
            last += owned and tokens[last].text.lower() in lexicon.countries
            yield first, last, by_word, 3.0
        else:
            yield first, last, kind, 1.5 if kind is EntityType.PERSON else 1.0


def _behind_nouns(tokens: Sequence[Token], first: int, last: int, lexicon: Lexicon) -> int:
    """Where a marked name begins behind plain nouns that the model took in: "Доля|Лазарчука", "Совладельцы фирмы|"."""
    at = first
    while at < last and tokens[at].pos == "NOUN" and tokens[at].lemma not in lexicon.name_words:
        if not (tokens[at].lemma in lexicon.nouns or tokens[at].lemma in lexicon.measures):
            return first
        at += 1
    return at if at == last or tokens[at].text[:1].isupper() or tokens[at].text == '"' else first


def _runs(sentence: Sentence) -> Iterator[tuple[int, int, EntityType, float]]:
    """Runs of capitalised Latin words, and codes of goods ("Орлан-10", "SL-55")."""
    tokens = sentence.tokens
    index = 0
    while index < len(tokens):
        last = index
        while last < len(tokens) and (
            _LATIN.fullmatch(tokens[last].text) or (last > index and tokens[last].text == "&")
        ):
            last += 1
        if last > index and last < len(tokens) and _LATIN_CODE.fullmatch(tokens[last].text) and _is_code(tokens, last):
            yield index, last + 1, EntityType.PRODUCT, 2.5
            last += 1
        elif last > index:
            yield index, last, EntityType.COMPANY, 1.0
        elif _CODE.fullmatch(tokens[index].text):
            last = index + 1
            yield index, last, EntityType.PRODUCT, 2.5
        index = max(last, index + 1)


def _proper(sentence: Sentence, lexicon: Lexicon) -> Iterator[tuple[int, int, EntityType, float]]:
    """Capitalised words tagged as names that the model did not mark: surnames by themselves, abbreviations, places."""
    tokens = sentence.tokens
    index = 0
    while index < len(tokens):
        last = index
        while last < len(tokens) and _is_proper(tokens[last], lexicon) and (last == index or _same(tokens, last)):
            last += 1
        if last > index:
            yield index, last, *_kind_of(sentence, index, lexicon)
        index = max(last, index + 1)


def _is_proper(token: Token, lexicon: Lexicon) -> bool:
    low = token.text.lower()
    plain = low in lexicon.adjectives or token.lemma in lexicon.nouns or token.lemma in lexicon.titles
    return token.pos == "PROPN" and token.text[:1].isupper() and len(token.text) > 1 and not plain


def _same(tokens: Sequence[Token], index: int) -> bool:
    return tokens[index].dep in {"flat:name", "flat", "appos"} and tokens[index].head == index - 1


def _kind_of(sentence: Sentence, first: int, lexicon: Lexicon) -> tuple[EntityType, float]:
    token = sentence.tokens[first]
    known = lexicon.name_words.get(token.lemma)
    if known is not None:
        return known, 2.0
    if token.text.isupper():
        return EntityType.ORGANIZATION, 0.6
    if "Animacy=Anim" in token.morph:
        return EntityType.PERSON, 0.8
    return (EntityType.PLACE if sentence.case(first) in {"в", "из", "под", "близ"} else EntityType.COMPANY), 0.5


def _is_code(tokens: Sequence[Token], index: int) -> bool:
    """Whether a word with digits behind a Latin name belongs to it: no year, no number of things."""
    text = tokens[index].text
    return not text.isdigit() or (len(text) < 4 and tokens[index].dep not in {"nummod", "nummod:gov"})


def _bodies(
    sentence: Sentence, entities: Sequence[Entity], lexicon: Lexicon
) -> Iterator[tuple[int, int, EntityType, float]]:
    """Names of bodies with a state's name in them, before the states by themselves: "Минфин США"."""
    for first, last, kind, weight in _marked(sentence, entities, lexicon):
        if kind is not EntityType.PLACE and last - first > 1:
            yield first, last, kind, weight


def _beside(sentence: Sentence, first: int, last: int, lexicon: Lexicon) -> Iterator[tuple[EntityType, float]]:
    """What the noun before a name, or in apposition to it, says of its type."""
    head = head_of(sentence, first, last)
    if sentence.tokens[head].text.lower() in lexicon.countries:
        return
    at = first - 2 if first > 1 and sentence.tokens[first - 1].text == '"' else first - 1
    before = sentence.tokens[at] if at >= 0 else None
    if before is not None and before.pos != "PROPN" and before.lemma in lexicon.nouns:
        kind = lexicon.nouns[before.lemma]
        if kind is EntityType.ORGANIZATION and "Animacy=Anim" in before.morph:
            kind = EntityType.PERSON
        maker = sentence.tokens[before.head]
        if kind is EntityType.PRODUCT and sentence.tokens[head].head == before.head and maker.pos == "NOUN":
            kind = lexicon.nouns.get(maker.lemma, kind)
        if kind is EntityType.PRODUCT and before.lemma in _OWNED - _OF_GOODS:
            kind = EntityType.COMPANY
        fixed = at == first - 2 or sentence.tokens[head].text.isascii()
        agrees = fixed or sentence.ending(at) == sentence.ending(head)
        strays = "Animacy=Anim" in sentence.tokens[head].morph and "Animacy=Anim" not in before.morph
        strays = strays and not fixed and sentence.tokens[head].head != at
        if agrees and not strays and not (fixed and kind is EntityType.PERSON):
            yield kind, 2.0
    for index in sentence.below(head, "appos"):
        if (told := lexicon.nouns.get(sentence.tokens[index].lemma)) is not None and index >= last:
            animate = told is EntityType.ORGANIZATION and "Animacy=Anim" in sentence.tokens[index].morph
            yield EntityType.PERSON if animate else told, 1.5


def _key(sentence: Sentence, first: int, last: int, lexicon: Lexicon) -> Key:
    words = [sentence.tokens[i].text.strip(".,'()") for i in range(first, last)]
    named = [word for word in words if word and word != '"' and word.lower() not in lexicon.openers]
    return tuple("-".join(stem(part) for part in word.split("-") if part) for word in named)


def _join(forms: dict[Key, _Form]) -> dict[Key, Key]:
    """Each form's fullest form: one that holds all its words."""
    by_word: dict[str, list[Key]] = defaultdict(list)
    for key in sorted(forms, key=lambda k: (forms[k].places[0], k)):
        for word in set(key):
            by_word[word].append(key)
    fullest = {}
    for key, form in forms.items():
        place = form.votes[EntityType.PLACE] >= 3
        options = [
            long
            for long in by_word[key[0]][:50]
            if len(long) > len(key) and set(key) < set(long) and len(long) - len(key) <= 3 and not place
        ]
        fullest[key] = max(options, key=len) if options else key
    return {key: fullest[fullest[key]] for key in forms}


def _aliases(
    sentences: Sequence[Sentence], forms: dict[Key, _Form], fullest: dict[Key, Key]
) -> list[tuple[int, int, int, Key, Key]]:
    """Pairs "Name (Short)", the short one made the long one's; a name in another script is only another spelling."""
    ends = {(n, last): (key, first) for key, form in forms.items() for n, first, last in form.places}
    pairs: list[tuple[int, int, int, Key, Key]] = []
    for key, form in forms.items():
        for number, first, last in form.places:
            tokens = sentences[number].tokens
            begin, stop = first - 1, last
            if begin >= 0 and tokens[begin].text == '"':
                begin, stop = begin - 1, stop + 1
            if begin < 1 or stop >= len(tokens) or tokens[begin].text != "(" or tokens[stop].text != ")":
                continue
            long, start = ends.get((number, begin), (None, 0))
            if long is None or long == key or form.votes[EntityType.PLACE] > 2:
                continue
            fullest[key] = fullest[long]
            if len(key) == 1 and form.text.isupper():
                pairs.append((number, start, stop + 1, long, key))
    return pairs
