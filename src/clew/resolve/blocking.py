"""Find the pairs of nodes worth comparing, so that no case compares everything with everything."""

from bisect import bisect_left as bisect
from collections.abc import Iterator

from clew.names import generic_words
from clew.resolve.form import Form, Sort, skeleton
from clew.resolve.nodes import Node

LARGEST_BLOCK = 50
"""A block of more nodes than this is cut by the first letters of their whole names."""

REACH = 37
"""In a part of a large block that is large itself, each name is compared with so many on either side."""

_LEAST = 3


def keys(form: Form) -> Iterator[str]:
    """The blocks that a name belongs to."""
    yield f"={form.key}"
    yield f"stems {' '.join(form.stems)}"
    match form.sort:
        case Sort.PRODUCT:
            code = max(form.codes, key=len, default="")
            if len(code) >= _LEAST and not code.isdigit():
                yield f"code {code}"
            if form.translation:
                yield f"translation {' '.join(form.translation)}"
            yield f"{skeleton(form.core[0])} {' '.join(form.codes)}" if form.core else ""
        case Sort.PERSON:
            yield f"words {' '.join(sorted(form.core))}"
            yield from (f"name {skeleton(word)}" for word in form.core if len(word) >= _LEAST)
        case Sort.BODY:
            if form.body:
                yield f"body {' '.join(form.body)}"
            known = generic_words()
            yield from (f"word {skeleton(word)}" for word in form.core if word not in known and len(word) > 1)
            yield f"all {skeleton(form.key)}"
        case Sort.STATE | Sort.PLACE | Sort.PROGRAMME:
            return


class Blocks:
    """The nodes of a case by block; described parties stay alone.

    Names that block together only by a common word are held apart by their first letters where the block is large, and
    of those that agree in these too each meets the names next to it in the order of the alphabet.
    """

    def __init__(self) -> None:
        self._small: dict[str, list[Node]] = {}
        self._large: dict[str, dict[str, list[tuple[str, int, Node]]]] = {}

    def add(self, node: Node) -> set[int]:
        """Take in a node; the orders of nodes that may have lost neighbours by it."""
        lost: set[int] = set()
        for block in () if node.described else _blocks(node.form):
            if block in self._large:
                lost |= self._insert(block, node)
                continue
            members = self._small.setdefault(block, [])
            members.append(node)
            if len(members) > LARGEST_BLOCK:
                self._large[block] = {}
                for member in self._small.pop(block):
                    self._insert(block, member)
                lost |= {member.order for member in members}
        return lost

    def _insert(self, block: str, node: Node) -> set[int]:
        """Put a node into its part of a large block; those before it no longer reach so far behind it."""
        part = self._large[block].setdefault(_letters(node.form), [])
        at = bisect(part, (node.form.key, node.order))
        part.insert(at, (node.form.key, node.order, node))
        if len(part) <= LARGEST_BLOCK:
            return set()
        first = 0 if len(part) == LARGEST_BLOCK + 1 else max(0, at - REACH)
        last = len(part) if len(part) == LARGEST_BLOCK + 1 else at
        return {order for _, order, _ in part[first:last]}

    def neighbours(self, node: Node) -> dict[int, Node]:
        """The nodes that share a block with a node and are to be compared with it, by order."""
        found: dict[int, Node] = {}
        for block in () if node.described else _blocks(node.form):
            large = self._large.get(block)
            if large is None:
                found |= {other.order: other for other in self._small.get(block, ())}
                continue
            part = large[_letters(node.form)]
            if len(part) > LARGEST_BLOCK:
                at = bisect(part, (node.form.key, node.order))
                part = part[max(0, at - REACH) : at + REACH + 1]
            found |= {order: other for _, order, other in part}
        found.pop(node.order, None)
        return found


def _blocks(form: Form) -> set[str]:
    """The names of the blocks of a name; sorts whose names may be one party's are blocked together."""
    group = "body" if form.sort in {Sort.BODY, Sort.PLACE, Sort.STATE} else form.sort
    return {f"{group} {key}" for key in keys(form)}


def _letters(form: Form) -> str:
    """The first consonants of a whole name, by which large blocks are cut."""
    return skeleton(form.key)[:5]
