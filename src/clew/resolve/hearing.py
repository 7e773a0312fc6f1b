"""Hear where else the joined parties are named: in texts whose claims do not name them so."""

from array import array
from bisect import insort
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from clew.names import fold, is_generic
from clew.records import EntityMention
from clew.resolve.form import Sort
from clew.resolve.nodes import Desk, Node
from clew.resolve.tables import Tables, tables
from clew.resolve.text_names import Found, known_names, stands_for_a_place, with_goods
from clew.resolve.text_words import HAN, NameIndex, Words, words_of

_LEAST = 3
_UNION = "eu"
"""What is European is not for that the Union's."""
_MARKS = 1 << 18
"""Into so many numbers the words by which a page is found again are folded; two that fall together do no harm."""


@dataclass(frozen=True, slots=True)
class _Owner:
    """Whom a name stands for: the first node of the party that bears it, or the one whose capital it is."""

    bearer: Node | None
    capital: Node | None


class Hearing:
    """The names of all parties, the texts in which they are looked for, and what was found in each.

    A name that two parties bear is left alone; a single word must be written as the party's own name is. When a name
    comes, goes or changes its owner, only the pages are read again that have its first words.
    """

    def __init__(self) -> None:
        self._bearers: dict[str, list[tuple[int, bool]]] = {}
        self._states: dict[str, int] = {}
        self._owners: dict[str, Node] = {}
        self._capitals: dict[str, Node] = {}
        self._governments: dict[str, Node] = {}
        self._index = NameIndex({}, {}, {})
        for name in tables().wholes:
            self._index.add(name)
        self._texts: list[tuple[str, str, tuple[str, ...]]] = []
        self._marked: dict[int, array[int]] = {}
        self._heard: dict[int, Sequence[tuple[int, str]]] = {}
        self._once: dict[tuple[int, str], tuple[int, str]] = {}
        self._pages: dict[int, list[int]] = {}

    def take(
        self,
        fresh: Iterable[Node],
        moved: Iterable[Node],
        pages: Iterable[tuple[str, str, tuple[str, ...]]],
        first: Callable[[int], Node],
        desk: Desk,
    ) -> set[int]:
        """Take in new nodes, nodes that have come to another party, and new pages: document, text, what it calls them.

        `first` leads from a node's order to the first node of its party. Given back are the orders of first nodes that
        are named elsewhere than before.
        """
        changed: set[str] = set()
        names = {name for node in fresh for name in self._bear(node, desk)}
        names |= {name for node in moved for name, _ in _own_names(node, desk)}
        for name in names:
            changed |= self._owned(name, self._owner(name, first))
        changed |= self._governed(first, desk.tables)
        again = {number for name in changed for number in self._marked.get(_mark(name), ())}
        for page in pages:
            self._texts.append(page)
            again.add(len(self._texts) - 1)
        touched: set[int] = set()
        for number in sorted(again):
            touched |= self._hear(number, desk)
        return touched

    def heard(self, order: int) -> Iterator[EntityMention]:
        """The documents in which the names of a first node were found, with the words that stand there."""
        for number in self._pages.get(order, ()):
            doc = self._texts[number][0]
            yield from (EntityMention(doc, words) for bearer, words in self._heard[number] if bearer == order)

    def _bear(self, node: Node, desk: Desk) -> list[str]:
        """Note the names of a new node."""
        if node.form.state:
            self._states[node.form.state] = node.order
        own = _own_names(node, desk)
        for name, strong in own:
            self._bearers.setdefault(name, []).append((node.order, strong))
        return [name for name, _ in own]

    def _owner(self, name: str, first: Callable[[int], Node]) -> Node | None:
        """The first node of the one party that bears a name; None where two do, or where the name alone says little."""
        owner: Node | None = None
        for order, strong in self._bearers.get(name, ()):
            bearer = first(order)
            if strong and owner is not None and owner is not bearer:
                return None
            owner = owner or bearer
        return owner if owner and _is_telling(owner, name) else None

    def _owned(self, name: str, owner: Node | None) -> set[str]:
        if self._owners.get(name) is owner:
            return set()
        if owner is None:
            del self._owners[name]
        else:
            self._owners[name] = owner
        self._list(name)
        return {name}

    def _governed(self, first: Callable[[int], Node], tables: Tables) -> set[str]:
        """Find anew the capitals, governments and adjectives by which states are spoken of; the names that changed."""
        states = {code: first(order) for code, order in self._states.items()}
        capitals = {capital: states[code] for capital, code in tables.capitals.items() if code in states}
        words = {word: states[code] for word, code in tables.states.items() if code in states and code != _UNION}
        governments = words | {f"{word} government": node for word, node in words.items()}
        changed = _differing(self._capitals, capitals) | _differing(self._governments, governments)
        self._capitals, self._governments = capitals, governments
        for name in changed:
            self._list(name)
        return changed

    def _list(self, name: str) -> None:
        """Bring a name into the index of names to look for, or take it out; the names of all states stay in it."""
        if name in tables().wholes or name in self._owners or name in self._capitals or name in self._governments:
            self._index.add(name)
        else:
            self._index.drop(name)

    def _hear(self, number: int, desk: Desk) -> set[int]:
        """Look through one page for all names; the first nodes for whom it now tells something else."""
        _, text, said = self._texts[number]
        words = words_of(text, desk.folded)
        before = self._heard.get(number)
        if before is None:
            for mark in _marks(words):
                self._marked.setdefault(mark, array("I")).append(number)
        found = dict.fromkeys(self._found(words, text, frozenset(said), desk))
        now = tuple([self._once.setdefault(one, one) for one in found])  # pages of a large case share most of them
        if now == before or not (now or before):
            self._heard.setdefault(number, now)
            return set()
        self._heard[number] = now
        told, were = {order for order, _ in now}, {order for order, _ in before or ()}
        for order in told - were:
            insort(self._pages.setdefault(order, []), number)
        for order in were - told:
            self._pages[order].remove(number)
        return told | were

    def _found(self, words: Words, text: str, said: frozenset[str], desk: Desk) -> Iterator[tuple[int, str]]:
        for found in known_names(words, self._index):
            node = self._owners.get(found.name) or self._governments.get(found.name) or self._as_state(found)
            if node is None:
                continue
            if node.form.sort is Sort.PRODUCT:
                yield from ((node.order, told) for told in with_goods(found, text, desk.tables))
                yield from self._maker(found, desk)
            is_new = desk.folded[found.words] not in said or self._capitals.get(found.name) is node
            if is_new and _is_written_so(found, node):
                yield node.order, found.words

    def _maker(self, found: Found, desk: Desk) -> Iterator[tuple[int, str]]:
        """The party with whose name that of a good begins: "Orlan A140"."""
        words = found.words.split(" ")
        for size in range(len(words) - 1, 0, -1):
            told = " ".join(words[:size])
            node = self._owners.get(desk.folded[told])
            if node is not None and node.form.sort is Sort.BODY and _is_written_so(found._replace(words=told), node):
                yield node.order, told
                return

    def _as_state(self, found: Found) -> Node | None:
        return None if stands_for_a_place(found) else self._capitals.get(found.name)


def _own_names(node: Node, desk: Desk) -> list[tuple[str, bool]]:
    """The names by which a node is looked for, and whether they are its own; a good also without its nouns."""
    if node.described or (node.form.sort is Sort.PERSON and len(node.form.core) < 2):
        return []
    own = [(desk.folded[node.form.name], True)]
    if node.form.sort is Sort.PRODUCT:
        core = fold(node.form.name.rsplit(" ", len(node.form.words) - len(node.form.core))[0])
        own += [(core, False), (f"{core}s", False)]
    return own


def _is_telling(node: Node, name: str) -> bool:
    """Whether a name is found by its words alone; generic ones only of places and of a state's public bodies."""
    if node.form.sort is Sort.STATE or (node.form.body and node.form.body[1]):
        return True
    return len(name) >= _LEAST and (node.form.sort is Sort.PLACE or not is_generic(name))


def _is_written_so(found: Found, node: Node) -> bool:
    """Whether a single word has the capitals that the party's name has: "SMIC", not "Smic"."""
    return " " in found.words or not node.form.name.isupper() or found.words.isupper()


def _differing(before: Mapping[str, Node], now: Mapping[str, Node]) -> set[str]:
    return {name for name in before.keys() | now.keys() if before.get(name) is not now.get(name)}


def _mark(name: str) -> int:
    """The number under which pages that may hold a name are kept: of its first two words, or Chinese characters."""
    return _number(name[:2] if HAN.match(name) else " ".join(name.split(" ", 2)[:2]))


def _number(key: str) -> int:
    return hash(key) % _MARKS


def _marks(words: Words) -> set[int]:
    """The numbers of all names that a page may hold."""
    folded: Sequence[str] = words.folded
    keys: set[str] = set()
    for at in words.heads:
        two = " ".join(folded[at : at + 2]).split(" ", 2)
        keys.add(two[0])
        keys.add(" ".join(two[:2]))
    for run in HAN.findall(words.text):
        keys.update(run[at : at + 2] for at in range(len(run) - 1))
    return {_number(key) for key in keys}
