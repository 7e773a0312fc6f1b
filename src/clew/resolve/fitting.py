"""Find which full names of the case a short name fits that no document gave in full."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from rapidfuzz.distance.DamerauLevenshtein import normalized_similarity

from clew.names import is_generic
from clew.records import Signal
from clew.resolve.form import Form, Sort, skeleton
from clew.resolve.grouping import Groups, Links
from clew.resolve.nodes import Node
from clew.resolve.short_forms import INITIALS, names_a_part, shortening
from clew.resolve.tables import Tables
from clew.resolve.told import join_of

_LEAST_SPELT = 5
_NEARLY = 0.8
_NONE: Mapping[int, Signal] = {}


class ShortNames:
    """The short names of a case and the full ones that they fit, in words or nearly in spelling.

    Persons are left out: nobody is joined on a surname. A rest that names a line of business or a place at the end
    ("Volna", "Volna Bank") makes another party of it.
    """

    def __init__(self) -> None:
        self.links: Links[None] = Links()
        self._fits: dict[int, dict[int, Signal]] = {}
        self._nearly: dict[int, dict[int, Signal]] = {}
        self._full: dict[str, list[Node]] = {}
        self._short: dict[str, list[Node]] = {}

    def take(self, fresh: Iterable[Node]) -> None:
        """Take in new nodes; each is looked up as a short name and as a full one."""
        bodies = [node for node in fresh if node.form.sort is Sort.BODY and not node.described]
        for full in bodies:
            for head in _heads(full.form):
                for short in self._short.get(head, ()):
                    self._try(short, full, head)
                self._full.setdefault(head, []).append(full)
        for short in bodies:
            for head in _asks(short.form):
                for full in self._full.get(head, ()):
                    self._try(short, full, head)
                self._short.setdefault(head, []).append(short)

    def _try(self, short: Node, full: Node, head: str) -> None:
        if full is short:
            return
        signal = _nearly(short.form, full.form) if head.startswith("~") else _fit(short.form, full.form)
        if signal:
            found = self._nearly if head.startswith("~") else self._fits
            found.setdefault(short.order, {})[full.order] = signal
            self.links.put(short.order, full.order, None)

    def join(self, groups: Groups, order: int, nodes: Sequence[Node], known: Tables) -> None:
        """Join a short name with the one party of the case that it fits, where it is only one."""
        fits = _of_groups(groups, order, self._fits) or _of_groups(groups, order, self._nearly)
        if len(fits) != 1:
            return
        ((fitting, signal),) = fits
        short, full = nodes[order], nodes[fitting]
        if _rest_is_no_other(short.form, full.form, known):
            only = Signal("no other party of the case fits", 0.05, short.form.name, full.form.name)
            groups.join(order, fitting, join_of(short, full, (signal, only)))


def _of_groups(groups: Groups, short: int, found: Mapping[int, Mapping[int, Signal]]) -> list[tuple[int, Signal]]:
    """The first full name that fits of each other group."""
    first: dict[int, tuple[int, Signal]] = {}
    for order, signal in sorted(found.get(short, _NONE).items(), key=lambda one: one[0]):
        if groups.root(order) != groups.root(short):
            first.setdefault(groups.root(order), (order, signal))
    return list(first.values())


def _heads(form: Form) -> Iterator[str]:
    """The keys under which a full name is found: its beginnings and endings, and (after ~) their consonants."""
    if len(form.core) > 1:
        parts = _parts(form)
        yield from parts
        yield from {f"~{skeleton(part)}" for part in parts}


def _asks(form: Form) -> Iterator[str]:
    """The keys under which a short name looks for full ones."""
    yield form.key
    if len(form.key) >= _LEAST_SPELT and not is_generic(form.name):
        yield f"~{skeleton(form.key)}"


def _fit(short: Form, full: Form) -> Signal | None:
    how = shortening(short, full)
    return how.signal(short.name, full.name) if how else None


def _nearly(short: Form, full: Form) -> Signal | None:
    """What it tells that the last words of a full name are nearly a short one ("Orlen" for "TSK Orlan")."""
    likeness = float(normalized_similarity("".join(full.core[-len(short.core) :]), short.key))
    return (
        Signal("nearly the last words of the name", round(likeness, 4), short.name, full.name)
        if (likeness >= _NEARLY)
        else None
    )


def _parts(form: Form) -> set[str]:
    """The keys of the beginnings and endings of a name, of its brand and its initials."""
    core = form.core
    found = {"".join(core[:size]) for size in range(1, len(core))} | {
        "".join(core[size:]) for size in range(1, len(core))
    }
    if form.place:
        found |= {"".join(core[1:size]) for size in range(2, len(core))}
    return found | {"".join(form.brand), "".join(word[0] for word in core)} - {""}


def _rest_is_no_other(short: Form, full: Form, known: Tables) -> bool:
    """Whether what a full name has more than a short one does not make it a daughter, a part or a branch."""
    if full.brand == short.core or shortening(short, full) == INITIALS:
        return True
    rest = full.core[len(short.core) :] if full.core[: len(short.core)] == short.core else ()
    return not any(word in known.divisions for word in rest) and not names_a_part(rest, known)
