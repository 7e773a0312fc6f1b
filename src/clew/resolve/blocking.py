"""Find the pairs of nodes worth comparing, so that no case compares everything with everything."""

from collections.abc import Iterator, Sequence
from itertools import combinations

from clew.names import generic_words
from clew.resolve.form import Form, Sort, skeleton
from clew.resolve.nodes import Node

LARGEST_BLOCK = 50
"""A block of more nodes than this is cut by the first letters of their whole names."""

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


def pairs(nodes: Sequence[Node]) -> Iterator[tuple[Node, Node]]:
    """Every pair that shares a block, once; described parties stay alone.

    Names that block together only by a common word are held apart by their first letters where the block is large.
    """
    blocks: dict[str, list[Node]] = {}
    for node in nodes:
        if not node.described:
            for key in set(keys(node.form)):
                blocks.setdefault(f"{_group(node)} {key}", []).append(node)
    seen: set[tuple[int, int]] = set()
    for block in blocks.values():
        for part in _cut(block):
            for left, right in combinations(part, 2):
                pair = (left.order, right.order)
                if pair not in seen:
                    seen.add(pair)
                    yield left, right


def _group(node: Node) -> str:
    """Sorts whose names may be one party's are blocked together."""
    return "body" if node.form.sort in {Sort.BODY, Sort.PLACE, Sort.STATE} else node.form.sort


def _cut(block: list[Node]) -> Iterator[list[Node]]:
    if len(block) <= LARGEST_BLOCK:
        yield block
        return
    parts: dict[str, list[Node]] = {}
    for node in block:
        parts.setdefault(skeleton(node.form.key)[:5], []).append(node)
    for part in parts.values():
        if len(part) <= LARGEST_BLOCK:
            yield part
        else:
            ordered = sorted(part, key=lambda node: (node.form.key, node.order))
            yield from (ordered[at : at + LARGEST_BLOCK] for at in range(0, len(ordered), LARGEST_BLOCK // 2))
