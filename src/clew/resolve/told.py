"""Link names that documents themselves say are one party's: "same as", a name in two scripts, initials in brackets."""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from clew.names import fold
from clew.records import Claim, Join, Signal
from clew.resolve.form import Form, Sort
from clew.resolve.grouping import Links
from clew.resolve.mentions import both_names, given_initials
from clew.resolve.nodes import Desk, Node, Page
from clew.resolve.occurrences import OBJECT, SUBJECT
from clew.vocabulary import Predicate, Status

_FEW_LETTERS = 2
FURTHER = 1
"""The first number of the rank of a name that a document gives beside another, in other letters."""

Rank = tuple[int, int, int, str]
"""Which of two reasons of one score is shown: "same as" before names in brackets, and then the earlier one."""


class _Asked(NamedTuple):
    """A further name that documents give to a node; `doc` is the one that alone has to have it, None for any."""

    node: Node
    told: Form
    signal: Signal
    rank: Rank
    doc: str | None

    def fits(self, other: Node) -> bool:
        """Whether another node of that name is meant; single words have to be written alike."""
        if self.rank[0] == FURTHER:
            return len(self.told.core) > 1 or fold(other.form.name) == fold(self.told.name)
        return self.doc is None or any(said.doc == self.doc for said in other.mentions)


class ToldLinks:
    """What the documents of a case say of names being one party's; documents are taken in in their order."""

    def __init__(self) -> None:
        self.links: Links[dict[Rank, Join]] = Links()
        self._named: dict[tuple[Sort, str], list[Node]] = {}
        self._asked: dict[tuple[Sort, str], list[_Asked]] = {}
        self._latin: set[tuple[int, str, int]] = set()
        self._initialled: set[int] = set()

    def take(self, fresh: Iterable[Node], pages: Iterable[tuple[int, Page, Sequence[Claim], str]], desk: Desk) -> None:
        """Take in new nodes, then pages with their numbers, claims and texts."""
        for node in fresh:
            if not node.described:
                key = (node.form.sort, node.form.key)
                self._named.setdefault(key, []).append(node)
                for asked in self._asked.get(key, ()):
                    self._link(asked, node)
        for number, page, claims, text in pages:
            self._same_as(number, page, claims)
            for asked in self._further_names(number, page, text, desk):
                key = (asked.told.sort, asked.told.key)
                for node in self._named.get(key, ()):
                    self._link(asked, node)
                self._asked.setdefault(key, []).append(asked)

    def _same_as(self, number: int, page: Page, claims: Sequence[Claim]) -> None:
        for at, claim in enumerate(claims):
            if claim.predicate is Predicate.SAME_AS and claim.status is Status.ASSERTED:
                left, right = page.party.get((claim.id, SUBJECT)), page.party.get((claim.id, OBJECT))
                if left and right and left is not right and _sorts_fit(left.form, right.form):
                    signal = Signal("the document says that they are the same", 0.98, claim.doc, claim.id)
                    self._put(left, right, signal, (0, number, at, ""))

    def _further_names(self, number: int, page: Page, text: str, desk: Desk) -> Iterator[_Asked]:
        for node in page.nodes:
            name = node.form.name
            for place, latin in both_names(node, text):
                if (node.order, latin, place) not in self._latin:
                    self._latin.add((node.order, latin, place))
                    told = desk.form(latin, node.form.type, acts=True)
                    signal = Signal("the document gives both names", 0.95, name, latin)
                    yield _Asked(node, told, signal, (FURTHER, node.order, number + 1 if place else 0, latin), None)
            letters = given_initials(node, text) if node.order not in self._initialled else None
            if letters:
                self._initialled.add(node.order)
                told = desk.form(letters, node.form.type, acts=True)
                signal = Signal("the document gives its initials", 0.95, name, letters)
                doc = page.doc if len(letters) <= _FEW_LETTERS else None
                yield _Asked(node, told, signal, (2, node.order, number, letters), doc)

    def _link(self, asked: _Asked, other: Node) -> None:
        if other is not asked.node and asked.fits(other):
            self._put(asked.node, other, asked.signal, asked.rank)

    def _put(self, left: Node, right: Node, signal: Signal, rank: Rank) -> None:
        known = self.links.of(left.order).get(right.order, {})
        self.links.put(left.order, right.order, {**known, rank: join_of(left, right, (signal,))})


def join_of(left: Node, right: Node, signals: Sequence[Signal]) -> Join:
    """Why two nodes are to be joined, the one that came first in front."""
    ours, theirs = sorted((left, right), key=lambda node: node.order)
    score = min(1.0, round(sum(signal.value for signal in signals), 4))
    return Join(ours.form.name, theirs.form.name, score, tuple(signals))


def _sorts_fit(left: Form, right: Form) -> bool:
    return left.sort is right.sort or Sort.PERSON not in {left.sort, right.sort}
