"""The names of one document: forms joined to the fullest one, one type for each by vote, laid over the sentences."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from clew.extract.grammar import load_grammar
from clew.extract.names.collect import Candidate, Marked, candidates
from clew.extract.names.inner_and import LEGAL_FORMS
from clew.extract.names.lexicon import Lexicon
from clew.extract.sentence import NameSpan, Sentence
from clew.vocabulary import EntityType

_STRIP = ".,'\"()"
_APPOSITION_WEIGHT = 3.0
_ACTING_WEIGHT = 1.2
_SITED_WEIGHT = 0.8
_WHERE_WEIGHT = 1.5
_NAMING = load_grammar()["naming"]
_OF_FIRMS = load_grammar()["of_firms"] | load_grammar()["of_bodies"]
_SURE, _MOST_OF = 2.5, 0.6
_GUESS, _MOST_GUESSES = 1.0, 2.0
"""The weight of a mere guess at a type, and what all guesses at one form together may weigh."""
_LONGEST_COINED = 6
_PROPER_ABOVE = 0.35
"""The weight above which a candidate without a type is a run of proper nouns."""


@dataclass(frozen=True, slots=True)
class Alias:
    """Two names that the text itself equates: sentence, the two token stretches, and both names."""

    sentence: int
    first: int
    last: int
    long: str
    short: str
    type: EntityType


@dataclass(frozen=True)
class Register:
    """All names of a document: by sentence, and the equations that the text makes."""

    names: tuple[tuple[NameSpan, ...], ...]
    aliases: tuple[Alias, ...] = ()


@dataclass
class _Form:
    key: tuple[str, ...]
    text: str
    votes: Counter[EntityType] = field(default_factory=Counter)
    places: list[tuple[int, int, int]] = field(default_factory=list)
    proper: bool = False
    guessed: float = 0.0

    def vote(self, kind: EntityType, weight: float) -> None:
        """Count what a form's own words say of its type; the model's guesses repeat themselves, so they are bounded."""
        if weight <= _GUESS:
            weight = min(weight, _MOST_GUESSES - self.guessed)
            self.guessed += weight
        self.votes[kind] += weight  # type: ignore[assignment]


def register(
    sentences: Sequence[Sentence], marked: Sequence[Sequence[Marked]], text: str, lexicon: Lexicon
) -> Register:
    """Find, type and join the names of a document; `text` is the document's own, for the names' exact words."""
    found = [candidates(s, m, lexicon) for s, m in zip(sentences, marked, strict=True)]
    forms: dict[tuple[str, ...], _Form] = {}
    for number, (sentence, spans) in enumerate(zip(sentences, found, strict=True)):
        for span in spans:
            key = _key(sentence, span.first, span.last)
            if not key:
                continue
            name = _words(text, sentence, span.first, span.last)
            form = forms.setdefault(key, _Form(key, name))
            form.places.append((number, span.first, span.last))
            form.proper |= span.type is None and span.weight > _PROPER_ABOVE and span.first > 0
            if span.type is not None:
                form.vote(span.type, span.weight)
            for kind, weight in _context(sentence, span, lexicon):
                form.votes[kind] += weight  # type: ignore[assignment]
    bracketed = _bracketed(sentences, forms, lexicon)
    equated = {short for _, _, _, _, short in bracketed}
    forms = {
        key: form for key, form in forms.items() if form.votes or len(form.places) > 1 or form.proper or key in equated
    }
    bracketed = [pair for pair in bracketed if pair[3] in forms and pair[4] in forms]
    fullest = _join(forms, bracketed, lexicon)
    votes: dict[tuple[str, ...], Counter[EntityType]] = defaultdict(Counter)
    for key, form in forms.items():
        coded = fullest[key] != key and EntityType.PRODUCT is not _winner(forms[fullest[key]].votes)
        votes[fullest[key]].update({k: n for k, n in form.votes.items() if not coded or k is not EntityType.PRODUCT})
    types = {key: _winner(count) for key, count in votes.items()}
    firms = {key for key in types if len(key) > 1 and key[-1].strip(".") in LEGAL_FORMS}
    types |= dict.fromkeys(firms, EntityType.COMPANY)
    unsure = {key for key, count in votes.items() if not _is_sure(count)} - firms
    names = _lay(sentences, forms, fullest, types, unsure)
    aliases = tuple(
        Alias(n, a, b, forms[long].text, forms[short].text, types[fullest[long]]) for n, a, b, long, short in bracketed
    )
    return Register(names, aliases)


def _winner(votes: Counter[EntityType]) -> EntityType:
    return max(votes.items(), key=lambda pair: pair[1])[0] if votes else EntityType.ORGANIZATION


def _is_sure(votes: Counter[EntityType]) -> bool:
    """Whether the type rests on more than a guess of the model: enough votes, most of them for it."""
    best = max(votes.values(), default=0)
    return best >= _SURE and best >= _MOST_OF * votes.total()


def _key(sentence: Sentence, first: int, last: int) -> tuple[str, ...]:
    parts = (part for i in range(first, last) for part in sentence.tokens[i].text.split("-"))
    words = (part.strip(_STRIP) for part in parts)
    return tuple(word.casefold() for word in words if word and word not in {"-", "&", "'s"})


def _words(text: str, sentence: Sentence, first: int, last: int) -> str:
    return " ".join(text[sentence.tokens[first].start : sentence.tokens[last - 1].end].split())


def _context(sentence: Sentence, span: Candidate, lexicon: Lexicon) -> list[tuple[EntityType, float]]:
    """What the words around a name say of its type: titles, appositions, copulas, nouns before and after."""
    tokens = sentence.tokens
    head = head_of(sentence, span.first, span.last)
    votes: list[tuple[EntityType, float]] = []
    before = tokens[span.first - 1] if span.first else None
    if before is not None and before.lemma.strip(".") in lexicon.titles:
        votes.append((EntityType.PERSON, 3.0))
    elif before is not None and before.pos == "NOUN" and before.lemma in lexicon.nouns:
        kind = lexicon.nouns[before.lemma]
        votes.append((kind, _called(before.lemma, kind)))
    partners = list(sentence.below(head, "appos"))
    token = tokens[head]
    if token.dep == "appos":
        partners.append(token.head)
    if token.dep == "nsubj" and any(True for _ in sentence.below(token.head, "cop")):
        partners.append(token.head)
    verb = tokens[token.head]
    if verb.lemma in _NAMING and verb.dep == "acl" and token.dep in {"xcomp", "obj", "obl"}:
        partners.append(verb.head)
    for partner in partners:
        noun = tokens[partner]
        if noun.pos in {"NOUN", "PROPN"} and noun.lemma in lexicon.nouns and noun.text[:1].islower():
            kind = lexicon.nouns[noun.lemma]
            votes.append((kind, _called(noun.lemma, kind)))
    if token.dep == "compound" and not span.first <= token.head < span.last:
        noun = tokens[token.head]
        if lexicon.nouns.get(noun.lemma) is EntityType.PRODUCT and noun.text[:1].islower():
            votes.append((EntityType.PRODUCT, 1.5))
    if _is_seat(sentence, span):
        votes.append((EntityType.PLACE, 3.0))
    if any(_seated(sentence, i) for i in sentence.below(head, "amod")):
        votes.append((EntityType.ORGANIZATION, _ACTING_WEIGHT))
    if token.dep == "compound" and _says_where(sentence, span, lexicon):
        votes.append((EntityType.PLACE, _WHERE_WEIGHT))
    if sentence.case(head) == "of" and lexicon.nouns.get(tokens[token.head].lemma) is EntityType.PLACE:
        votes.append((EntityType.PLACE, _APPOSITION_WEIGHT))
    if sentence.case(head) in {"in", "at", "near", "outside"} and _is_site(sentence, head, lexicon):
        votes.append((EntityType.PLACE, _SITED_WEIGHT))
    if _acts(sentence, head, lexicon) and " ".join(t.text for t in tokens[span.first : span.last]).lower() not in (
        lexicon.countries.keys() | lexicon.capitals.keys() | lexicon.places
    ):
        votes.append((EntityType.ORGANIZATION, _ACTING_WEIGHT))
    if sentence.case(head) == "of" and token.dep == "nmod" and tokens[token.head].lemma in _OF_FIRMS:
        votes.append((EntityType.COMPANY, _ACTING_WEIGHT))
    if any(
        tokens[i].text.lower() == "who" for child in sentence.below(head, "acl:relcl") for i in sentence.children[child]
    ):
        votes.append((EntityType.PERSON, 2.0))
    after = span.last
    if after + 2 < len(tokens) and tokens[after].text == "," and tokens[after + 2].text in {",", "."}:
        age = tokens[after + 1].text
        if age.isdigit() and len(age) == 2:
            votes.append((EntityType.PERSON, 3.0))
    return votes


def _called(noun: str, kind: EntityType) -> float:
    """How much a noun beside a name says of its type: little where persons and firms are called so alike."""
    return 1.0 if kind is EntityType.ORGANIZATION or noun in load_grammar()["anybody"] else _APPOSITION_WEIGHT


def _is_seat(sentence: Sentence, span: Candidate) -> bool:
    """Whether a name stands before "-based": "Ryazan-based"."""
    at = span.last + 1
    return at < len(sentence.tokens) and sentence.tokens[at - 1].text == "-" and _seated(sentence, at)


def _seated(sentence: Sentence, index: int) -> bool:
    """Whether a participle says where somebody is: "Ryazan-based", "Riga-registered"."""
    return sentence.tokens[index].text.lower() in {"based", "registered", "headquartered", "domiciled"}


def _says_where(sentence: Sentence, span: Candidate, lexicon: Lexicon) -> bool:
    """Whether a name stands before a firm's or a person's noun that has its own name: "the Bergen company Agat"."""
    noun = span.last
    if noun + 1 >= len(sentence.tokens) or sentence.tokens[noun].tag != "NN":
        return False
    named = sentence.tokens[noun + 1]
    known = lexicon.nouns.get(sentence.tokens[noun].lemma)
    return known in {EntityType.COMPANY, EntityType.ORGANIZATION} and named.pos == "PROPN" and named.text[:1].isupper()


def _is_site(sentence: Sentence, head: int, lexicon: Lexicon) -> bool:
    """Whether a name says where a plant, an office or a firm stands: "a factory at Lower Brannock"."""
    token = sentence.tokens[head]
    noun = sentence.tokens[token.head]
    return token.dep in {"nmod", "obl"} and noun.pos == "NOUN" and lexicon.nouns.get(noun.lemma) is EntityType.FACILITY


def _acts(sentence: Sentence, head: int, lexicon: Lexicon) -> bool:
    """Whether a name stands where only parties do: it sells, signs, owns, or something is sold or paid to it."""
    token = sentence.tokens[head]
    verb = sentence.tokens[token.head].lemma
    if token.dep in {"nsubj", "obl:agent"}:
        return verb in lexicon.acting
    given = token.dep in {"obl", "iobj", "nmod"} and sentence.case(head) in {"to", "for", ""}
    above = sentence.tokens[sentence.tokens[token.head].head].lemma if token.dep == "nmod" else verb
    return given and (verb in lexicon.giving or above in lexicon.giving)


def head_of(sentence: Sentence, first: int, last: int) -> int:
    """The token of a stretch that stands highest in the tree; of equals the last one."""
    best, least = last - 1, 99
    for index in range(first, last):
        if sentence.tokens[index].pos in {"PUNCT", "ADP", "DET", "PART", "CCONJ"}:
            continue
        depth = sum(1 for _ in sentence.ancestors(index))
        if depth <= least:
            best, least = index, depth
    return best


def _bracketed(
    sentences: Sequence[Sentence], forms: dict[tuple[str, ...], _Form], lexicon: Lexicon
) -> list[tuple[int, int, int, tuple[str, ...], tuple[str, ...]]]:
    """Pairs "Name (Short)": sentence, first and last token of the pair, and both keys."""
    ends = {(n, last): key for key, form in forms.items() for n, _, last in form.places}
    firsts = {(n, last): first for form in forms.values() for n, first, last in form.places}
    pairs = []
    for key, form in forms.items():
        for number, first, last in form.places:
            tokens = sentences[number].tokens
            begin, stop = first - 1, last
            if begin >= 0 and tokens[begin].text == '"':
                begin, stop = begin - 1, stop + 1
            if begin < 1 or stop >= len(tokens) or tokens[begin].text != "(" or tokens[stop].text != ")":
                continue
            long = ends.get((number, begin))
            coined = long and _coined(tokens[first].text, forms[long], lexicon)
            if long and long != key and (_shortens(key, long) or coined):
                pairs.append((number, firsts[(number, begin)], stop + 1, long, key))
    return pairs


def _coined(short: str, long: _Form, lexicon: Lexicon) -> bool:
    """Whether capitals in brackets abbreviate a body's name in another language: "the Varnian Trade Bank (TBV)"."""
    known = lexicon.countries.keys() | lexicon.adjectives.keys() | lexicon.blocs.keys() | lexicon.places
    plain = short.isalpha() and short.isupper() and 2 < len(short) <= _LONGEST_COINED
    if not plain or short.lower() in known or lexicon.is_media(short) or len(long.key) < 2:
        return False
    return _winner(long.votes) not in {EntityType.PERSON, EntityType.PLACE}


def _shortens(short: tuple[str, ...], long: tuple[str, ...]) -> bool:
    """Whether one name can be the short form of the other: initials in order, or a word of it."""
    letters = "".join(c for c in "".join(short) if c.isalpha())
    if len(short) == 1 and letters:
        initials = "".join(word[0] for word in long if word[0].isalnum())
        joined = "".join(long)
        position = 0
        for letter in letters:
            position = joined.find(letter, position)
            if position < 0:
                break
            position += 1
        return letters[0] == initials[:1] or letters in initials or position > 0
    return set(short) < set(long)


def _join(
    forms: dict[tuple[str, ...], _Form],
    bracketed: Sequence[tuple[int, int, int, tuple[str, ...], tuple[str, ...]]],
    lexicon: Lexicon,
) -> dict[tuple[str, ...], tuple[str, ...]]:
    """Each form's fullest form in the document."""
    fullest = {key: key for key in forms}
    fullest |= {short: long for _, _, _, long, short in bracketed}
    by_word: dict[str, list[tuple[str, ...]]] = defaultdict(list)
    for key in sorted(forms, key=lambda k: (forms[k].places[0], k)):
        for word in set(key):
            by_word[word].append(key)
    for key, form in forms.items():
        if fullest[key] != key:
            continue
        if _generic(key, lexicon):
            opened = [long for long in by_word[key[0]] if _opens(key, long) and forms[long].places[0] < form.places[0]]
            if len(opened) == 1:
                fullest[key] = opened[0]
            continue
        kind = _winner(form.votes)
        if kind is EntityType.PLACE and form.votes[EntityType.PLACE] > 5:
            continue
        options = [
            long
            for long in by_word[key[0]]
            if len(long) > len(key) and _short_form(key, long, forms[long], form.votes, lexicon)
        ]
        if options:
            fullest[key] = max(options, key=lambda long: (len(long), -forms[long].places[0][0]))
    return {key: _top(key, fullest) for key in fullest}


def _top(key: tuple[str, ...], fullest: dict[tuple[str, ...], tuple[str, ...]]) -> tuple[str, ...]:
    seen = {key}
    while fullest[key] not in seen:
        key = fullest[key]
        seen.add(key)
    return key


def _opens(key: tuple[str, ...], long: tuple[str, ...]) -> bool:
    """Whether a name of common words begins a longer one: "the Office" of "the Office of Export Control"."""
    return len(long) > len(key) + 1 and long[: len(key)] == key and long[len(key)] in {"of", "for"}


def _generic(key: tuple[str, ...], lexicon: Lexicon) -> bool:
    return all(
        word in lexicon.name_words or word in lexicon.adjectives or word in lexicon.countries or word in lexicon.places
        for word in key
    )


def _short_form(
    key: tuple[str, ...], long: tuple[str, ...], form: _Form, guesses: Counter[EntityType], lexicon: Lexicon
) -> bool:
    kind = _winner(guesses)
    where = next((i for i in range(len(long) - len(key) + 1) if long[i : i + len(key)] == key), -1)
    if where < 0:
        return False
    other = _winner(form.votes)
    if kind is EntityType.PRODUCT and other is EntityType.COMPANY and len(key) == 1 and where == 0:
        return any(c.isdigit() for c in key[0]) or not _is_sure(guesses)
    if EntityType.PERSON in (kind, other) and len(key) == 1:
        if other is EntityType.PERSON and kind in {EntityType.PERSON, EntityType.COMPANY, EntityType.PLACE}:
            return where == len(long) - 1 or where == 0
        if other is not EntityType.PERSON and form.votes[kind] == 0 and kind is EntityType.PERSON:
            return where == 0 or lexicon.name_words.get(long[0]) is None
    if other is EntityType.PLACE or (EntityType.PRODUCT in (kind, other) and kind is not other):
        return False
    rest = long[:where] + long[where + len(key) :]
    if len(key) > 1:
        return all(word in lexicon.name_words or len(word) <= 3 for word in rest)
    return True


def _lay(
    sentences: Sequence[Sentence],
    forms: dict[tuple[str, ...], _Form],
    fullest: dict[tuple[str, ...], tuple[str, ...]],
    types: dict[tuple[str, ...], EntityType],
    unsure: set[tuple[str, ...]],
) -> tuple[tuple[NameSpan, ...], ...]:
    """The spans of all sentences, the found ones and further occurrences of known names at places passed over."""
    spans: list[list[NameSpan]] = [[] for _ in sentences]
    taken: list[set[int]] = [set() for _ in sentences]
    for key, form in forms.items():
        top = fullest[key]
        for number, first, last in form.places:
            spans[number].append(NameSpan(first, last, forms[top].text, types[top], top not in unsure))
            taken[number].update(range(first, last))
    single = _surnames(forms, fullest, types)
    single |= {key[0]: key for key in forms if len(key) == 1 and types[fullest[key]] is not EntityType.PLACE}
    for number, sentence in enumerate(sentences):
        for index, token in enumerate(sentence.tokens):
            key1 = single.get(token.text.casefold()) if token.text[:1].isupper() else None
            if key1 and index not in taken[number]:
                top = fullest[key1]
                spans[number].append(NameSpan(index, index + 1, forms[top].text, types[top], top not in unsure))
    return tuple(tuple(sorted(each, key=lambda span: span.first)) for each in spans)


def _surnames(
    forms: dict[tuple[str, ...], _Form],
    fullest: dict[tuple[str, ...], tuple[str, ...]],
    types: dict[tuple[str, ...], EntityType],
) -> dict[str, tuple[str, ...]]:
    """The last words of persons' names by which a text may speak of them again, where one person alone bears them."""
    borne: dict[str, set[tuple[str, ...]]] = defaultdict(set)
    for key in forms:
        if len(key) > 1 and types[fullest[key]] is EntityType.PERSON:
            borne[key[-1]].add(fullest[key])
    return {word: next(iter(bearers)) for word, bearers in borne.items() if len(bearers) == 1 and len(word) > 3}
