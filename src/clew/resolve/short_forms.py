"""Tell which short names stand for which full ones: inside a document, and then over the case."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from clew.names import Script, WordKind, fold, generic_words, is_generic, script_of, strip_legal_form
from clew.records import Signal
from clew.resolve.form import Form, Sort
from clew.resolve.tables import Tables
from clew.vocabulary import EntityType

_LEAST_STEM = 3
_WHOLE_NAMES = frozenset(
    {"group", "holding", "holdings", "university", "institute", "gruppa", "kholding", "universitet"}
)
_HAN_WHOLES = ("集团", "集團", "大学", "大學", "学院", "學院", "研究所", "研究院", "银行", "銀行", "厂", "廠")
"""What ends the name of a group, a school or a works; a name that goes on behind it is that of a firm of theirs."""
_JOINING = frozenset({"and", "и", "та", "й"})
_OPENING = "^"
"""Marks the first two characters of a Chinese name among the keys by which full names are looked up."""
_INITIALS_SKIPPED = {"of", "the", "and", "for", "a", "an", "in", "on"}


@dataclass(frozen=True, slots=True)
class Shortening:
    """In which way one name is short for another: the words for it, and how much that tells."""

    says: str
    value: float

    def signal(self, short: str, full: str) -> Signal:
        """The signal that stands for it."""
        return Signal(self.says, self.value, short, full)


SURNAME = Shortening("surname of a person whom the document names in full", 0.85)
GIVEN_NAME = Shortening("given name of a person whom the document names in full", 0.8)
BRAND = Shortening("the name in quotation marks", 0.9)
LEAD = Shortening("the first words of the name", 0.85)
LEAD_AFTER_PLACE = Shortening("the first words of the name after the place", 0.85)
TAIL = Shortening("the last words of the name", 0.85)
INITIALS = Shortening("the initials of the name", 0.85)
BODY_WITHOUT_STATE = Shortening("the same public body, whose it is left out", 0.85)


def initials(form: Form) -> str:
    """The first letters of a name's words: "cnas" for "Center for a New American Security"."""
    return "".join(word[0] for word in form.core if word not in _INITIALS_SKIPPED)


def _tells(words: Sequence[str]) -> bool:
    """Whether words say more than what kind of thing something is."""
    return not is_generic(" ".join(words)) and len("".join(words)) > 1


def shortening(short: Form, full: Form) -> Shortening | None:
    """How `short` is short for `full`, None where it is not. Generic words alone are short for nothing."""
    if short.key == full.key or not short.core:
        return None
    if short.body and full.body and short.body[0] == full.body[0]:
        return BODY_WITHOUT_STATE if not short.body[1] and full.body[1] else None
    if short.body and short.body[1]:
        return None  # a body whose state is told is nobody's short name
    if short.state:
        return None
    if short.sort is full.sort is Sort.PERSON:
        return _of_person(short, full)
    if short.sort is not full.sort or len(short.key) >= len(full.key):
        return _initials(short, full)
    if goes_on_behind(short, full):
        return None
    if script_of(short.name) is Script.HAN and _opens(short.name, full):
        return LEAD
    if full.sort is Sort.PRODUCT or not _tells(short.core) or _is_only_the_place(short, full):
        return None
    size = len(short.core)
    if full.place and short.core == full.core[:1]:
        return None
    if full.brand and short.core == full.brand:
        return BRAND
    if full.core[:size] == short.core:
        return LEAD
    if full.place and _leads(short.key, full.core[1:]):
        return LEAD_AFTER_PLACE
    if full.core[-size:] == short.core:
        return TAIL
    return _initials(short, full)


def goes_on_behind(short: Form, full: Form) -> bool:
    """Whether a name goes on behind one that is whole, so that the two are two parties'.

    So "Orlan Group Logistics" behind "Orlan Group", and "Ministry of Trade and Industry" behind "Ministry of Trade".
    """
    if len(short.core) >= len(full.core) or full.core[: len(short.core)] != short.core:
        return False
    if _is_whole(short):
        return True
    rest = fold(full.name).partition(fold(short.name))[2].split()
    return EntityType.PUBLIC_BODY in {short.type, full.type} and rest[:1] != [] and rest[0] in _JOINING


def _is_whole(form: Form) -> bool:
    """Whether a name ends as one of a group, a school or a works does."""
    if script_of(form.name) is Script.HAN:
        return strip_legal_form(form.name)[0].strip().endswith(_HAN_WHOLES)
    return len(form.core) > 1 and form.core[-1] in _WHOLE_NAMES


def _is_only_the_place(short: Form, full: Form) -> bool:
    """Whether a short name is but the place that a facility is called after ("Chebarkul test site")."""
    return full.type is EntityType.FACILITY and full.core[: len(short.core)] == short.core and short.core != full.brand


def names_a_part(rest: Sequence[str], tables: Tables) -> bool:
    """Whether what a name has more makes it a part or a branch: "White House Security Council", "Pan Ferro Minsk"."""
    known = generic_words()
    places = {WordKind.PLACE, WordKind.CITY, WordKind.COUNTRY}
    if any(word in tables.offices for word in rest) or not rest:
        return bool(rest)
    return rest[-1] in tables.capitals or (rest[-1] in known and known[rest[-1]].kind in places)


def _leads(key: str, words: Sequence[str]) -> bool:
    """Whether a key is written by the first words, however they are spaced ("Shuo Ling", "Shuoling")."""
    text = ""
    for word in words:
        text += word
        if text == key:
            return True
    return False


def _initials(short: Form, full: Form) -> Shortening | None:
    if short.sort is full.sort and len(short.core) == 1 and 2 <= len(short.key) <= 6 and len(full.core) > 1:
        return INITIALS if short.key == initials(full) and short.name.isupper() else None
    return None


def _opens(short: str, full: Form) -> bool:
    """Whether a Chinese name goes on behind a shorter one with nothing but a kind of firm and its legal form."""
    rest = strip_legal_form(full.name)[0].strip().removeprefix(short)
    return len(short) > 1 and full.name.startswith(short) and not is_generic(short) and (not rest or is_generic(rest))


def _of_person(short: Form, full: Form) -> Shortening | None:
    if len(short.core) == 1 and len(full.core) > 1 and len(short.key) > 1:
        if short.core[0] == full.core[-1] or (len(short.stems[0]) >= _LEAST_STEM and short.stems == full.stems[-1:]):
            return SURNAME
        return GIVEN_NAME if short.core[0] in full.core else None
    return SURNAME if 1 < len(short.core) < len(full.core) and set(short.core) <= set(full.core) else None


def within_document(forms: Sequence[Form], tables: Tables) -> dict[str, tuple[Form, Shortening]]:
    """Folded short name → the one full name of the same document that it stands for.

    A short name that would fit two names which are not themselves short for one another stands for neither.
    """
    index: dict[str, list[Form]] = {}
    for form in forms:
        for key in _heads(form):
            index.setdefault(key, []).append(form)
    found: dict[str, tuple[Form, Shortening]] = {}
    for short in forms:
        key = short.body[0] if short.body and not short.body[1] else short.core[0] if short.core else ""
        keys = dict.fromkeys((key, short.key, *short.stems[:1], _OPENING + short.name[:2]))
        near = [form for one in keys for form in index.get(one, ())]
        fits = [(full, how) for full in near if full is not short and (how := shortening(short, full))]
        fits = list({full.key: (full, how) for full, how in fits}.values())
        if len(fits) > 1:
            fits = _longest_of_one(fits)
        if len(fits) == 1 and not (fits[0][1] is LEAD and names_a_part(fits[0][0].core[len(short.core) :], tables)):
            found[fold(short.name)] = fits[0]
    return found


def _heads(form: Form) -> Iterable[str]:
    """The keys under which a full name is looked up by its short ones."""
    if form.body:
        yield form.body[0]
    if script_of(form.name) is Script.HAN:
        yield _OPENING + form.name[:2]
    if form.sort is Sort.PERSON or len(form.core) > 1:
        yield from dict.fromkeys((*form.core, *form.stems[-1:], *form.brand[:1], initials(form)))
        if form.place:
            text = ""
            for word in form.core[1:]:
                text += word
                yield text


def _longest_of_one(fits: list[tuple[Form, Shortening]]) -> list[tuple[Form, Shortening]]:
    """The fullest of several full names where all the others are short for it themselves, else all of them."""
    fits.sort(key=lambda fit: (-len(fit[0].key), fit[0].key))
    longest = fits[0][0]
    rest = [full for full, _ in fits[1:] if not shortening(full, longest)]
    return fits if rest else fits[:1]
