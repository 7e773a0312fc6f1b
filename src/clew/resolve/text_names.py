"""Find the names of known parties in running text: full names, and the short forms that a document uses for them."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from rapidfuzz.distance.DamerauLevenshtein import normalized_similarity

from clew.names import fold, generic_words, is_generic
from clew.resolve.form import Form, Skeletons, Sort, state_of
from clew.resolve.short_forms import initials, names_a_part
from clew.resolve.tables import Tables
from clew.resolve.text_words import LONGEST, NameIndex, Words, chinese_hits
from clew.vocabulary import EntityType

_NEAR = 0.85
_BEHIND = re.compile(r"(?: [a-zA-Z][a-zA-Z-]*){1,5}")
PLACE_WORDS = frozenset(
    {"in", "to", "from", "at", "near", "via", "through", "outside", "around", "в", "из", "к", "под"}
)
"""Words after which a capital's name is that of the city, and not of the state."""


class Found(NamedTuple):
    """One name in a text: the words as written, and the folded known name that they stand for."""

    words: str
    name: str
    at: int
    after: str = ""


def known_names(words: Words, index: NameIndex) -> Iterator[Found]:
    """Yield the known names that a text holds, the longest at each place.

    A name begins with a capital or a digit, so that "vector" in a sentence is no "Vector".
    """
    after = 0
    for at in words.heads:
        if at < after:
            continue
        most = index.firsts.get(words.folded[at].partition(" ")[0], 0)
        size = _match(words, at, min(most, LONGEST), index.names) if most else 0
        if size:
            told = " ".join(words.folded[at : at + size])
            before = words.folded[at - 1] if at and not _owns(words, at + size - 1) else ""
            yield Found(" ".join(words.written[at : at + size]), index.names[told], words.starts[at], before)
            after = at + size
    for start, name in chinese_hits(words.text, index):
        yield Found(name, index.names[name], start)


def _owns(words: Words, at: int) -> bool:
    """Whether a word has a possessive ending: "in Moscow's view" speaks of no city."""
    end = words.starts[at] + len(words.written[at])
    return words.text[end : end + 2] in {"'s", "’s"}


def _match(words: Words, at: int, most: int, names: Mapping[str, str]) -> int:
    """How many words from a place on are the longest known name."""
    for size in range(min(most, len(words.written) - at), 0, -1):
        if " ".join(words.folded[at : at + size]) in names:
            return size
    return 0


def with_goods(found: Found, text: str, tables: Tables) -> Iterator[str]:
    """A product's own name alone and with the nouns that say what it is: "Orlan", "Orlan one-way attack drones".

    Where a nation stands before it ("Varnian Orlan drones"), also without that.
    """
    words = found.words.split()
    own = next((words[:size] for size in range(1, len(words)) if _are_goods(words[size:], tables)), words)
    start = found.at + len(found.words)
    match = _BEHIND.match(text[start : start + 60])
    behind = words[len(own) :] + (match.group().split() if match else [])
    if behind and fold(behind[0]).split(" ")[0] not in tables.goods_heads:
        behind = []
    size = next((size for size in range(len(behind), 0, -1) if _are_goods(behind[:size], tables)), 0)
    if len(own) < len(words):
        yield " ".join(words)
    for name in (own, own[1:]) if len(own) > 1 and state_of((fold(own[0]),), tables) else (own,):
        yield " ".join(name)
        if size:
            yield " ".join([*name, *behind[:size]])


def _are_goods(words: Sequence[str], tables: Tables) -> bool:
    """Whether words are one noun for goods or several, one behind the other ("VTOL drone")."""
    if not words or fold(" ".join(words)) in tables.goods:
        return bool(words)
    return any(
        fold(" ".join(words[:size])) in tables.goods and _are_goods(words[size:], tables)
        for size in range(1, len(words))
    )


def stands_for_a_place(found: Found) -> bool:
    """Whether a capital's name is used for the city and not for the state: "in Beijing", "to Moscow"."""
    return found.after in PLACE_WORDS


def spelled_names(names: Mapping[str, Form], skeletons: Skeletons) -> dict[str, list[str]]:
    """Consonants of each full name of two words or more → the folded names that have them."""
    found: dict[str, list[str]] = {}
    for folded, form in names.items():
        if len(form.core) > 1 and form.name.isascii():
            found.setdefault(" ".join([skeletons[word] for word in folded.split()]), []).append(folded)
    return found


def misspelt_names(words: Words, names: Mapping[str, Form], skeletons: Skeletons) -> Iterator[Found]:
    """Yield words of a text that are nearly spelt as one full name of its document, word for word."""
    consonants = spelled_names(names, skeletons)
    heads = frozenset(words.heads) if consonants else frozenset()
    starts: dict[str, set[int]] = {}
    for key in consonants:
        starts.setdefault(key.partition(" ")[0], set()).add(key.count(" ") + 1)
    for at in words.heads if consonants else ():
        for size in sorted(starts.get(skeletons[words.folded[at]], ()), reverse=True):
            if not all(next_one in heads for next_one in range(at, at + size)):
                continue
            told = " ".join(words.folded[at : at + size])
            full = consonants.get(" ".join([skeletons[word] for word in words.folded[at : at + size]]), [])
            if len(full) == 1 and told not in names and normalized_similarity(told, full[0]) >= _NEAR:
                yield Found(" ".join(words.written[at : at + size]), full[0], words.starts[at])
                break


def short_names(names: Mapping[str, Form], tables: Tables, options: dict[int, tuple[str, ...]]) -> dict[str, str]:
    """Folded short form → folded full name, for the full names of one document; what fits two is left out.

    `options` keeps the short forms of each form by its identity, since a case's documents share them.
    """
    shorts: dict[str, str] = {}
    double: set[str] = set()
    for folded, form in names.items():
        if id(form) not in options:
            options[id(form)] = tuple(_options(fold(form.name), form, tables) - {fold(form.name)})
        for option in options[id(form)]:
            double |= {option} if shorts.get(option, folded) != folded else set()
            shorts[option] = folded
    return {short: full for short, full in shorts.items() if short not in double and short not in names}


def _options(folded: str, form: Form, tables: Tables) -> set[str]:
    """The short forms by which a text may go on to call a party."""
    words = folded.split()
    if form.body and form.body[1]:
        owner = form.body[1].split()
        return {
            " ".join(
                word
                for word in words
                if word not in owner and not (generic_words().get(word) and generic_words()[word].concept in owner)
            )
        }
    if len(words) < 2 or form.body:
        return set()
    if form.sort is Sort.PERSON and len(form.core) < 2:
        return set()
    if form.sort is Sort.PERSON:
        return {words[0], words[-1]} - {word for word in words if len(word) < 2}
    if form.sort is not Sort.BODY:
        return set()
    options = {" ".join(form.brand), " ".join(words[-1:]), initials(form)}
    if form.type is not EntityType.FACILITY:
        starts = (1, 2) if form.place else (1,)
        options |= {
            " ".join(words[first - 1 : first - 1 + size])
            for first in starts
            for size in (1, 2)
            if not names_a_part(words[first - 1 + size :], tables) and not (form.place and size == first == 1)
        }
    return {
        option
        for option in options
        if len(option) > 2 and not is_generic(option) and option not in generic_words() and option not in tables.states
    }
