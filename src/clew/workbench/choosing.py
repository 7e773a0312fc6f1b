"""The single findings of a case to choose from, by party and by words, and which of them are chosen."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar

from clew.records import Conflict, Hit, Relation
from clew.report import Arranged
from clew.report.left_out import FindingKind
from clew.report.selection import Finding, held_up, resting_on, single_findings
from clew.report.wording import wording
from clew.vocabulary import Predicate

Key = TypeVar("Key")
Value = TypeVar("Value")

_WORDS = 8
"""How many words of a search count."""


@dataclass(frozen=True, slots=True)
class Choice:
    """Which findings are chosen: `every` one but those named, or none but those named."""

    every: bool = True
    named: frozenset[str] = frozenset()

    def holds(self, finding: str) -> bool:
        """Whether a finding is chosen."""
        return (finding in self.named) is not self.every


@dataclass(frozen=True)
class Singles:
    """The single findings of a case, with the look-ups of the page that they are chosen on."""

    arranged: Arranged

    @cached_property
    def by_id(self) -> dict[str, Finding]:
        """Every finding, in the order in which a dossier shows them."""
        return single_findings(self.arranged)

    def whole(self, choice: Choice) -> Choice:
        """A choice with what goes with it: what rests on those left out, what those chosen rest on."""
        go_along = resting_on if choice.every else held_up
        return Choice(choice.every, go_along(self.by_id, choice.named))

    def chosen(self, choice: Choice) -> tuple[str, ...]:
        """The findings that are chosen, in their order."""
        return tuple(one for one in self.by_id if choice.holds(one))

    def among(self, entities: Sequence[str], words: str) -> Mapping[FindingKind, Sequence[Finding]]:
        """By kind the findings about some parties (all where none is named) in which some words stand."""
        told = words.casefold().split()[:_WORDS]
        if not entities and not told:
            return self._kinds
        kept: set[int] | None = self._about(entities) if entities else None
        for word in told:
            kept = set(self._with(word)) if kept is None else kept & self._with(word)
        found: dict[FindingKind, list[Finding]] = {}
        for place in sorted(kept or ()):
            found.setdefault(self._ordered[place].kind, []).append(self._ordered[place])
        return found

    @cached_property
    def _ordered(self) -> tuple[Finding, ...]:
        return tuple(self.by_id.values())

    @cached_property
    def _kinds(self) -> Mapping[FindingKind, Sequence[Finding]]:
        return _gathered((one.kind, one) for one in self._ordered)

    @cached_property
    def _places(self) -> Mapping[str, Sequence[int]]:
        """The places of the findings about each entity."""
        return _gathered((entity, at) for at, one in enumerate(self._ordered) for entity in one.about)

    @cached_property
    def _stating(self) -> Mapping[Predicate, Sequence[int]]:
        """The places of the relations of each predicate."""
        every = enumerate(self._ordered)
        return _gathered((one.told.predicate, at) for at, one in every if isinstance(one.told, Relation))

    @cached_property
    def _spoken(self) -> tuple[tuple[int, str], ...]:
        """The places of findings that have words beside the names of their parties, and these."""
        every = enumerate(self._ordered)
        return tuple((at, said) for at, one in every if (said := _says(one).casefold()))

    def _about(self, entities: Iterable[str]) -> set[int]:
        """The places of what a dossier about some parties shows: what is about them, and what that rests on."""
        own = {place for entity in entities for place in self._places.get(entity, ())}
        below = held_up(self.by_id, {self._ordered[place].id for place in own})
        ends = {end for one in below for end in self.by_id[one].about}
        return own | {at for end in ends for at in self._places.get(end, ()) if self._ordered[at].id in below}

    def _with(self, word: str) -> set[int]:
        """The places of the findings in which a word stands."""
        found = {at for at, said in self._spoken if word in said}
        for entity in self.arranged.findings.entities:
            if entity.id in self._places and any(word in name.casefold() for name in entity.names):
                found.update(self._places[entity.id])
        for predicate, places in self._stating.items():
            told = wording().predicates[predicate]
            if any(word in said.casefold() for said in (told.heading, told.done, told.do)):
                found.update(places)
        return found

    def warm(self) -> None:
        """Make ready what the page needs."""
        _ = (self.by_id, self._ordered, self._kinds, self._places, self._stating, self._spoken)


def _gathered(pairs: Iterable[tuple[Key, Value]]) -> dict[Key, list[Value]]:
    found: dict[Key, list[Value]] = {}
    for key, value in pairs:
        found.setdefault(key, []).append(value)
    return found


def _says(one: Finding) -> str:
    if isinstance(one.told, Conflict):
        return one.told.topic
    return one.told.listed_name if isinstance(one.told, Hit) else ""
