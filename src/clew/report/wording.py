"""The shipped table of words in which a dossier speaks, typed by the vocabulary it puts into words."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files
from typing import Any, TypeVar

import yaml

from clew.measures.likelihood import chances
from clew.records import GoodsWay
from clew.report.left_out import FindingKind
from clew.vocabulary import (
    Answer,
    ConflictKind,
    Credibility,
    DocumentState,
    EntityType,
    EvidenceKind,
    Exposure,
    Likelihood,
    LineageState,
    Predicate,
    Qualifier,
    Reliability,
    SourceKind,
    Status,
)

Word = TypeVar("Word", bound=StrEnum)


@dataclass(frozen=True, slots=True)
class PredicateWords:
    """How a predicate is worded: over its group, after "is said to", after "is said to plan to", after "that A"."""

    heading: str
    done: str
    do: str
    that: str


@dataclass(frozen=True, slots=True)
class StatusWords:
    """How a status is worded: with the predicate, and as a tag."""

    verb: str
    tag: str


@dataclass(frozen=True, slots=True)
class ExposureWords:
    """How an exposure is worded: after a party's name in short, and before the listed party's name."""

    short: str
    says: str


@dataclass(frozen=True, slots=True)
class FindingWords:
    """What a single finding is called, and several of its kind."""

    one: str
    many: str


@dataclass(frozen=True, slots=True)
class Wording:
    """All words of a dossier, by what they put into words."""

    predicates: Mapping[Predicate, PredicateWords]
    statuses: Mapping[Status, StatusWords]
    exposures: Mapping[Exposure, ExposureWords]
    qualifiers: Mapping[Qualifier, str]
    answers: Mapping[Answer, str]
    sources: Mapping[SourceKind, str]
    lineages: Mapping[LineageState, str]
    evidence: Mapping[EvidenceKind, str]
    types: Mapping[EntityType, str]
    states: Mapping[DocumentState, str]
    conflicts: Mapping[ConflictKind, str]
    reliabilities: Mapping[Reliability, str]
    credibilities: Mapping[Credibility, str]
    likelihoods: Mapping[Likelihood, str]
    goods_ways: Mapping[GoodsWay, str]
    findings: Mapping[FindingKind, FindingWords]
    languages: Mapping[str, str]


@cache
def wording() -> Wording:
    """The shipped words (`clew/report/data/wording.yaml`)."""
    told: dict[str, Any] = yaml.safe_load((files("clew.report") / "data" / "wording.yaml").read_text("utf-8"))

    def plain(key: str, words: type[Word]) -> dict[Word, str]:
        return {words(word): said for word, said in told[key].items()}

    return Wording(
        predicates={Predicate(word): PredicateWords(**said) for word, said in told["predicates"].items()},
        statuses={Status(word): StatusWords(**said) for word, said in told["statuses"].items()},
        exposures={Exposure(word): ExposureWords(**said) for word, said in told["exposures"].items()},
        qualifiers=plain("qualifiers", Qualifier),
        answers=plain("answers", Answer),
        sources=plain("sources", SourceKind),
        lineages=plain("lineages", LineageState),
        evidence=plain("evidence", EvidenceKind),
        types=plain("types", EntityType),
        states=plain("states", DocumentState),
        conflicts=plain("conflicts", ConflictKind),
        reliabilities=plain("reliabilities", Reliability),
        credibilities=plain("credibilities", Credibility),
        likelihoods={word: f"{told}, ICD 203" for word, told in chances().items()},
        goods_ways=plain("goods_ways", GoodsWay),
        findings={FindingKind(word): FindingWords(**said) for word, said in told["findings"].items()},
        languages=told["languages"],
    )
