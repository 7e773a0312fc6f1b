"""The table of Chinese verbs with the roles of their parties, and what it says of an encoded sentence."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from clew.extract.patterns.clause_roles import Around, around
from clew.extract.patterns.table import CLASSES
from clew.extract.tables import table_of
from clew.vocabulary import Predicate

_MOST = 40
_PARTY = re.compile(CLASSES["party"])
_THING = re.compile("[\ue000-\uf7ff]")
_GOOD = re.compile(CLASSES["good"])
_SUFFERED = frozenset({Predicate.SANCTIONS, Predicate.ACCUSES})
"""What an authority does to somebody, of whom the clause may speak alone: 遭起诉, 被列入清单."""


@dataclass(frozen=True, slots=True)
class Link:
    """What a set of verbs states; each slot is tried role by role, each with the class that may stand there.

    `needs` must stand in or right behind it, `near` is how far off (characters) the thing behind the verb may be, and
    `carries` says whether the subject may be taken from a clause before.
    """

    predicate: Predicate
    verbs: re.Pattern[str]
    subject: tuple[tuple[str, re.Pattern[str]], ...]
    object: tuple[tuple[str, re.Pattern[str]], ...]
    product: tuple[tuple[str, re.Pattern[str]], ...]
    needs: re.Pattern[str] | None
    near: int
    carries: bool


@dataclass(frozen=True, slots=True)
class Linked:
    """A verb with its parties as private characters; `subjects` is empty where the clause leaves them out.

    In a `passive` clause (遭起诉) the objects may be left out as well.
    """

    link: Link
    subjects: tuple[str, ...]
    objects: tuple[str, ...]
    product: tuple[str, ...]
    first: int
    last: int
    verb: int
    passive: bool = False


@cache
def load_links() -> tuple[tuple[Link, ...], re.Pattern[str]]:
    """The shipped table, and all its verbs in one expression."""
    table = table_of("chinese_links.yaml")
    verbs: Mapping[str, str] = {key: _longest_first(words) for key, words in table["verbs"].items()}
    return tuple(_link(entry, verbs) for entry in table["links"]), re.compile(_longest_first("|".join(verbs.values())))


@cache
def load_helping() -> frozenset[str]:
    """The verbs that only lead to another one: 协助, 试图."""
    return frozenset(table_of("chinese_links.yaml")["helping"].split())


def _longest_first(words: str) -> str:
    return "|".join(sorted(set(words.split("|")), key=lambda word: (-len(word), word)))


def _link(entry: Mapping[str, Any], verbs: Mapping[str, str]) -> Link:
    return Link(
        Predicate(entry["predicate"]),
        re.compile(verbs[entry["verbs"]]),
        _slots(entry["subject"]),
        _slots(entry["object"]),
        _slots(entry.get("product", "")),
        re.compile(entry["needs"]) if "needs" in entry else None,
        int(entry.get("near", 99)),
        any(role == "agent" and kind != "good" for role, kind in _told(entry["subject"])),
    )


def _told(said: str) -> list[tuple[str, str]]:
    return [(role, kind) for role, _, kind in (each.partition(":") for each in said.split())]


def _slots(said: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((role, re.compile(CLASSES[kind])) for role, kind in _told(said))


def linked(line: str) -> Iterator[Linked]:
    """What the verbs of an encoded sentence state, in the order of the table."""
    links, every = load_links()
    known: dict[tuple[int, int], Around] = {}
    for link in links:
        for count, match in enumerate(link.verbs.finditer(line)):
            if count >= _MOST:
                break
            if match.span() not in known:
                known[match.span()] = around(line, *match.span(), every)
            found = _filled(link, known[match.span()], match)
            if found is not None and (link.needs is None or link.needs.search(line, found.first, found.last + 16)):
                yield found


def _filled(link: Link, place: Around, match: re.Match[str]) -> Linked | None:
    objects = () if place.gap > link.near else _slot(link.object, place, ())
    if place.passive and link.predicate in _SUFFERED:
        if _THING.match(match.string, match.end()):
            return None
        subjects = _slot(link.subject[:1], place, ())
        objects = objects or _slot((("agent", _PARTY),), place, subjects)
        if not subjects and place.roles.get("by"):
            return None
        return Linked(link, subjects, objects, (), place.first, place.last, match.start(), passive=True)
    if not objects:
        return None
    subjects = _slot(link.subject, place, objects)
    of_goods = link.predicate is Predicate.HAS_COMPONENT and not place.roles.get("agent")
    if not subjects and not of_goods and (not link.carries or _about_goods(place)):
        return None
    product = _slot(link.product, place, ())
    return Linked(link, subjects, objects, product, place.first, place.last, match.start())


def _about_goods(place: Around) -> bool:
    """Whether the clause has goods for its subject, so that no party may be carried to it."""
    return any(_GOOD.match(each) for each in place.roles.get("agent", ())[-1:])


def _slot(slots: tuple[tuple[str, re.Pattern[str]], ...], place: Around, taken: tuple[str, ...]) -> tuple[str, ...]:
    for role, kind in slots:
        found = tuple(each for each in place.roles.get(role, ()) if kind.match(each) and each not in taken)
        if found:
            return found
    return ()
