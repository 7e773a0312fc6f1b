"""Tell which names that one and the same shorter name fits are surely two parties', so that it stands for neither."""

from collections.abc import Iterable, Sequence
from itertools import combinations

from clew.names import Script, script_of, strip_legal_form
from clew.records import Join
from clew.resolve.form import Form, Sort
from clew.resolve.grouping import Links
from clew.resolve.nodes import Node
from clew.resolve.short_forms import initials
from clew.resolve.signals import SHORTER, own_words
from clew.resolve.told import FURTHER, Rank

_MOST = 50
"""Of more names than this that one shorter name fits, it stands for none."""


def clash(ours: Form, theirs: Form) -> bool:
    """Whether each of two names has a word of its own, so that they are two parties' whatever they share."""
    if ours.key == theirs.key:
        return False
    if Script.HAN in {script_of(ours.name), script_of(theirs.name)}:
        left, right = (strip_legal_form(form.name)[0].strip() for form in (ours, theirs))
        return script_of(left) is script_of(right) and left not in right and right not in left
    if script_of(ours.name) is not script_of(theirs.name):
        return False
    mine, yours = own_words(ours, theirs), own_words(theirs, ours)
    if ours.sort is Sort.PERSON:
        return bool(_not_initials(mine, yours) and _not_initials(yours, mine))
    return bool(mine and yours)


def _not_initials(words: Sequence[str], others: Sequence[str]) -> list[str]:
    """The words of which another is not the initial, nor they of one: "Petrovich" and "P" do not clash."""
    return [word for word in words if not any(other[0] == word[0] and 1 in {len(other), len(word)} for other in others)]


def fitting_two(
    component: Iterable[int],
    alike: Links[Join] | Links[Join | None],
    told: Links[dict[Rank, Join]],
    nodes: Sequence[Node],
) -> set[tuple[int, int]]:
    """The links, the lower order in front, that do not count: of shorter names to fuller ones that clash."""
    left_out: set[tuple[int, int]] = set()
    for order in component:
        short = nodes[order].form
        for others in (_likened(order, short, alike, nodes), _given(order, short, told, nodes)):
            forms = [nodes[other].form for other in others]
            if len(forms) > _MOST or any(clash(one, other) for one, other in combinations(forms, 2)):
                left_out |= {(min(order, other), max(order, other)) for other in others}
    return left_out


def _likened(order: int, short: Form, alike: Links[Join] | Links[Join | None], nodes: Sequence[Node]) -> list[int]:
    """The fuller names that a name is like for being shorter than they."""
    return [
        other
        for other, join in sorted(alike.of(order).items(), key=lambda one: one[0])
        if join and len(nodes[other].form.key) > len(short.key) and any(one.says in SHORTER for one in join.signals)
    ]


def _given(order: int, short: Form, told: Links[dict[Rank, Join]], nodes: Sequence[Node]) -> list[int]:
    """The names behind which documents give a name in other letters, or that it has the initials of."""
    return [
        other
        for other, joins in sorted(told.of(order).items())
        if any(rank[0] == FURTHER for rank in joins) or _are_initials(short, nodes[other].form)
    ]


def _are_initials(short: Form, full: Form) -> bool:
    return len(short.key) > 1 and len(full.core) > 1 and initials(full).endswith(short.key)
