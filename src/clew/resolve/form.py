"""Take a name apart into what is compared: its core, its brand, its state or public body, its model code."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum
from sys import intern

from clew.names import Script, fold, generic_words, name_key, romanise, script_of, strip_legal_form
from clew.resolve.tables import Tables, plain_words, without_ending
from clew.vocabulary import EntityType


class Sort(StrEnum):
    """The sorts of things whose names may be one another's: types of two sorts exclude each other."""

    PERSON = "person"
    BODY = "body"
    PRODUCT = "product"
    PLACE = "place"
    PROGRAMME = "programme"
    STATE = "state"


SORTS = {
    EntityType.PERSON: Sort.PERSON,
    EntityType.COMPANY: Sort.BODY,
    EntityType.PUBLIC_BODY: Sort.BODY,
    EntityType.ORGANIZATION: Sort.BODY,
    EntityType.FACILITY: Sort.BODY,
    EntityType.PRODUCT: Sort.PRODUCT,
    EntityType.PLACE: Sort.PLACE,
    EntityType.PROGRAMME: Sort.PROGRAMME,
    EntityType.EVENT: Sort.PROGRAMME,
}
"""Which sort of thing each type is, before states are told apart from places and bodies."""

_QUOTED = re.compile(r"[«“\"„「]([^«»“”\"„「」]{2,60})[»”\"“」]")
_CODE = re.compile(r"(?=\w*\d)[a-zа-я0-9]+")
_SHORT = 4
_DECLINED = re.compile(
    r"(?:й?ец|й?ц[ыауе]|й?ц(?:ев|ам|ем|ах|ами|ями)"
    r"|(?:сь?к)?(?:[аяуюыиеіїєйь]|ой|ою|ей|ею|єю|ом|ем|ям|ах|ях|ам|ами|ями|ий|ый|ая|ое|ие|ые|ого|ому|им|ым|их|ых|ими|ую))"
)
"""The endings that a state's name and what is made of it have: "Сирия", "Сирию", and not "Сириус"."""
_OPEN = "и"
"""A stem that ends so is no word without an ending."""
_AND = frozenset({"and", "&", "и", "та", "й"})
_INITIAL = str.maketrans("cqw", "kkv")
_CONSONANTS = str.maketrans("cqwx", "kkvk", "aeiouyhj")
_HAN = re.compile(r"[\u3400-\u9fff]")


@dataclass(frozen=True, slots=True)
class Form:
    """A name as it is compared.

    `words` are the folded words without articles and possessive endings, `core` the romanised words without legal
    form (for a product without what it is called beside its own name, for a person without title), `key` the core
    written together. `brand` is what stands in quotation marks. `state` is a country code where the name is that of
    a state, `body` the kind of public body and whose it is. `codes` are words with digits, `stems` the core
    without case endings.
    """

    name: str
    type: EntityType
    sort: Sort
    words: tuple[str, ...]
    core: tuple[str, ...]
    key: str
    legal: str | None = None
    brand: tuple[str, ...] = ()
    state: str | None = None
    body: tuple[str, str] | None = None
    codes: tuple[str, ...] = ()
    translation: tuple[str, ...] = ()
    place: str | None = None
    stems: tuple[str, ...] = ()


def state_of(words: tuple[str, ...], tables: Tables) -> str | None:
    """The country code of a state's name or adjective, None for anything else."""
    text = " ".join(words)
    found = tables.states.get(text)
    if found is None and len(words) == 1 and text[:1] >= "а":
        return next((code for stem, code in tables.stems if _declines(text, stem)), None)
    return found


def _declines(text: str, stem: str) -> bool:
    """Whether a Cyrillic word is a state's stem with an ending."""
    if not text.startswith(stem):
        return False
    rest = text[len(stem) :]
    return _DECLINED.fullmatch(rest) is not None if rest else not stem.endswith(_OPEN)


def _public_body(words: tuple[str, ...], tables: Tables) -> tuple[str, str] | None:
    """The kind of public body that a name ends or begins with, and whose it is ("" where the name does not say).

    What goes on with "and" is a body of another kind: "Ministry of Defence and Industry".
    """
    if len(words) == 1 and _HAN.search(words[0]):
        word = words[0]
        for size in range(2, min(5, len(word)) + 1):
            kind = tables.bodies.get(word[-size:])
            if kind:
                return kind, _whose((word[:-size],) if word[:-size] else (), tables, word[-size:])
        return None
    if " ".join(words) in tables.usual:
        return tables.bodies[" ".join(words)], tables.usual[" ".join(words)]
    for size in range(min(4, len(words)), 0, -1):
        for kind_words, rest in ((words[-size:], words[:-size]), (words[:size], words[size:])):
            kind = _kind(kind_words, tables)
            if kind and not (rest and (rest[0] in _AND or rest[-1] in _AND)):
                return kind, _whose(rest, tables, " ".join(kind_words))
    return None


def _kind(words: tuple[str, ...], tables: Tables) -> str | None:
    """The kind of public body that words stand for, Cyrillic ones in whatever case."""
    found = tables.bodies.get(" ".join(words))
    if found is None and words[0][0] >= "а":
        return tables.bodies.get(" ".join(map(without_ending, words)))
    return found


def _whose(words: tuple[str, ...], tables: Tables, body: str) -> str:
    """Whose a body is; a capital stands for its state but where a city has such bodies too ("Moscow Customs")."""
    words = tuple(word for word in words if word not in tables.articles)
    if not words:
        return ""
    capital = None if body in tables.local else tables.capitals.get(" ".join(words))
    return state_of(words, tables) or capital or fold(romanise(" ".join(words)))


def _without_goods(words: tuple[str, ...], tables: Tables) -> tuple[str, ...]:
    """A product's words without the nouns that say what it is, at either end or, in Chinese, written onto it."""
    left = list(words)
    while len(left) > 1:
        sizes = range(min(5, len(left) - 1), 0, -1)
        behind = next((size for size in sizes if " ".join(left[-size:]) in tables.goods), 0)
        before = next((size for size in sizes if " ".join(left[:size]) in tables.goods), 0)
        if not behind and not before:
            break
        left = left[before:] if before else left[:-behind]
    if left and _HAN.search(left[-1]):
        noun = max(
            (good for good in tables.goods if left[-1].endswith(good) and _HAN.search(good)), key=len, default=""
        )
        left[-1] = left[-1].removesuffix(noun) or left[-1]
    return tuple(left)


def _singular_code(word: str) -> str:
    """A model code without the plural ending that running text gives it: "a200s" becomes "a200"."""
    return word[:-1] if len(word) > 2 and word.endswith("s") and word[-2].isdigit() else word


def _product(words: tuple[str, ...], tables: Tables) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
    """A product's core, its codes and the numbers of its translated words."""
    while len(words) > 1 and state_of(words[:1], tables):
        words = words[1:]
    core = tuple(_singular_code(word) for word in _without_goods(words, tables))
    roman = tuple(fold(romanise(" ".join(core))).split()) or core
    codes = tuple(word for word in roman if _CODE.fullmatch(word))
    looked = tuple(
        str(tables.translations.get(_one(plain, tables), roman[at] if at < len(roman) else plain))
        for at, plain in enumerate(core)
    )
    known = any(_one(word, tables) in tables.translations for word in core)
    return roman, codes, looked if known else ()


def _one(word: str, tables: Tables) -> str:
    """A word without its plural ending where the table of translations knows it so."""
    return word[:-1] if word.endswith("s") and word[:-1] in tables.translations else word


def _person(words: tuple[str, ...], tables: Tables) -> tuple[str, ...]:
    """A person's words without titles in front."""
    left = words
    while len(left) > 1:
        size = next((n for n in range(min(3, len(left) - 1), 0, -1) if " ".join(left[:n]) in tables.titles), 0)
        size = size or (2 if len(left) > 2 and state_of(left[:1], tables) and left[1] in tables.titles else 0)
        if not size:
            break
        left = left[size:]
    return left


def skeleton(word: str) -> str:
    """The consonants of a word as most romanisations agree on them: "vektor" and "vector" both give "vktr"."""
    return word[:1].translate(_INITIAL) + word[1:].translate(_CONSONANTS)


class Skeletons(dict[str, str]):
    """The consonants of words met so far; one for a run, passed along."""

    def __missing__(self, word: str) -> str:
        """Take the consonants of a word that is met for the first time."""
        self[word] = bones = skeleton(word)
        return bones


def form_of(name: str, type: EntityType, tables: Tables, *, acts: bool = True) -> Form:
    """The form in which a name of a type is compared; `acts` says that the party does something, as a state can."""
    form = _form_of(name, type, tables, acts=acts)
    words, core = _once(form.words), _once(form.core)
    form = replace(form, words=words, core=words if words == core else core)
    if script_of(name) is not Script.CYRILLIC:
        stems = _once([stem(word) for word in core])
        return replace(form, stems=core if stems == core else stems)
    if form.sort is Sort.PERSON:
        words = _person(words, tables)
    elif form.legal:
        words = plain_words(strip_legal_form(name)[0], tables.articles)
    roman = (fold(romanise(without_ending(word))) for word in words)
    return replace(form, stems=_once([stem(word) for word in roman]))


def as_place(form: Form) -> Form:
    """The form of a state's name where it is that of another place."""
    return replace(form, sort=Sort.PLACE, core=form.words, key="".join(form.words), state=None, stems=form.words)


def _once(words: Iterable[str]) -> tuple[str, ...]:
    """Words that stand in memory once, however many names they are in."""
    return tuple([intern(word) for word in words])


def stem(word: str) -> str:
    """A word in Latin letters without the vowels at its end, by which inflected forms agree."""
    return word.rstrip("aeiouy") if len(word) > _SHORT and word.isalpha() else word


def _form_of(name: str, type: EntityType, tables: Tables, *, acts: bool = True) -> Form:
    sort = SORTS[type]
    words = plain_words(name, tables.articles)
    if sort is Sort.PERSON and len(words) > 1 and state_of(words, tables):
        sort = Sort.PLACE
    if sort is Sort.PERSON:
        core = tuple(fold(romanise(" ".join(_person(words, tables)))).split())
        return Form(name, type, sort, words, core, "".join(core))
    if sort is Sort.PRODUCT:
        core, codes, looked = _product(words, tables)
        return Form(name, type, sort, words, core, "".join(core), codes=codes, translation=looked)
    if sort is Sort.PLACE and " ".join(words) in tables.usual:
        sort = Sort.BODY
    if sort in {Sort.BODY, Sort.PLACE}:
        code = state_of(words, tables)
        if code is None and acts:
            code = tables.capitals.get(" ".join(words))
        body = _public_body(plain_words(name, tables.articles - _AND), tables) if sort is Sort.BODY else None
        if body and body[0] == "government" and len(body[1]) == 2 and body[1] in tables.codes:
            code, body = body[1], None
        if code:
            return Form(name, type, Sort.STATE, words, (code,), code, state=code)
        if sort is Sort.PLACE and len(words) > 1 and state_of(words[:1], tables):
            words = words[1:]
            core = tuple(fold(romanise(" ".join(words))).split())
            return Form(name, type, sort, words, core, "".join(core))
        bare, legal = strip_legal_form(name)
        core = tuple(fold(romanise(" ".join(plain_words(bare, tables.articles)))).split()) or words
        quoted = _QUOTED.search(name)
        brand = tuple(fold(romanise(" ".join(plain_words(quoted.group(1), tables.articles)))).split()) if quoted else ()
        lead = generic_words().get(core[0]) if len(core) > 1 else None
        named = (lead and lead.kind.value in {"place", "city", "country"}) or core[0] in tables.places
        place = core[0] if len(core) > 1 and named else None
        return Form(name, type, sort, words, core, "".join(core), legal, brand, None, body, place=place)
    key = name_key(name)
    return Form(name, type, sort, words, tuple(key.split()), key.replace(" ", ""))
