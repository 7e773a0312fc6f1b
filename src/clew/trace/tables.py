"""The shipped tables of how relations are walked, worded and weighed, and of what is a hub."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from clew.records import Entity
from clew.vocabulary import EntityType, Exposure, Predicate, Qualifier, Status


@dataclass(frozen=True, slots=True)
class StepRule:
    """How relations of one predicate are walked: the exposure of either side, None where it is not walked."""

    predicate: Predicate
    as_subject: Exposure | None
    as_object: Exposure | None
    do: str
    done: str


@dataclass(frozen=True, slots=True)
class FieldRule:
    """Which qualifier fills a field of a sentence, and with which words around it."""

    field: str
    qualifier: Qualifier
    text: str


@dataclass(frozen=True, slots=True)
class SupportRule:
    """How strongly a step stands: by status, by the certain number of origins, and by whether it is denied."""

    status: Mapping[Status, float]
    origins: tuple[float, ...]
    disputed: float


@dataclass(frozen=True, slots=True)
class HubRule:
    """What may be walked through: neighbours by type, and words of names that mark a hub."""

    through: Mapping[EntityType, int]
    described: int
    words: re.Pattern[str]

    def limit(self, entity: Entity) -> int:
        """The greatest number of neighbours with which the entity is still walked through; 0 is never."""
        if entity.described:
            return self.described
        if self.words.search(entity.name.casefold()):
            return 0
        return self.through.get(entity.type, 0)


@dataclass(frozen=True, slots=True)
class TraceTables:
    """All tables of the search for paths; see docs/reference/exposure.md."""

    steps: Mapping[Predicate, StepRule]
    chains: Mapping[Exposure, frozenset[Exposure]]
    wording: Mapping[Status, str]
    disputed: str
    fields: tuple[FieldRule, ...]
    support: SupportRule
    hubs: HubRule

    def exposure_of(self, chain: tuple[Exposure, ...]) -> Exposure:
        """The exposure of a chain, from the near party to the listed one; an empty chain is the listed party."""
        if not chain:
            return Exposure.LISTED
        first, rest = chain[0], chain[1:]
        if first in self.chains and all(step in self.chains[first] for step in rest):
            return first
        return Exposure.NAMED_BESIDE_LISTED


def read_table(name: str) -> Any:
    """The content of one shipped table of this stage."""
    return yaml.safe_load(files("clew.trace").joinpath("data", name).read_text(encoding="utf-8"))


@cache
def trace_tables() -> TraceTables:
    """The shipped tables."""
    told, hubs = read_table("steps.yaml"), read_table("hubs.yaml")
    return TraceTables(
        steps={rule.predicate: rule for rule in map(_step_rule, told["steps"])},
        chains={Exposure(row["first"]): frozenset(map(Exposure, row["then"])) for row in told["chains"]},
        wording={Status(key): text for key, text in told["wording"].items()},
        disputed=told["disputed"],
        fields=tuple(FieldRule(row["field"], Qualifier(row["qualifier"]), row["text"]) for row in told["fields"]),
        support=SupportRule(
            status={Status(key): value for key, value in told["support"]["status"].items()},
            origins=tuple(told["support"]["origins"]),
            disputed=told["support"]["disputed"],
        ),
        hubs=HubRule(
            through={EntityType(row["type"]): row["through"] for row in hubs["types"]},
            described=hubs["described"],
            words=_any_word([word for row in hubs["words"] for word in row["words"]]),
        ),
    )


def _step_rule(row: Mapping[str, str]) -> StepRule:
    def exposure(side: str) -> Exposure | None:
        return Exposure(row[side]) if side in row else None

    return StepRule(Predicate(row["predicate"]), exposure("as_subject"), exposure("as_object"), row["do"], row["done"])


def _any_word(words: list[str]) -> re.Pattern[str]:
    """Match whole words; Chinese ones, which no space divides, anywhere."""
    spaced = sorted(word for word in words if not re.search("[\u4e00-\u9fff]", word))
    joined = sorted(word for word in words if re.search("[\u4e00-\u9fff]", word))
    return re.compile(r"\b(?:" + "|".join(map(re.escape, spaced)) + r")\b|" + "|".join(map(re.escape, joined)))
