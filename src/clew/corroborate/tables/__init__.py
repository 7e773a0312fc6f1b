"""Reviewed tables of corroboration: outlets, wordings of citing, rules of grading."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any

import yaml

from clew.names import fold


@dataclass(frozen=True, slots=True)
class Citing:
    """Wordings by which texts rely on outlets, compiled; `credits` and `own` hold a place for the outlet's name."""

    outlets: Mapping[str, str]
    wires: frozenset[str]
    before: re.Pattern[str]
    after: re.Pattern[str]
    weak_after: re.Pattern[str]
    credits: tuple[str, ...]
    own: tuple[str, ...]
    records: re.Pattern[str]
    record_types: frozenset[str]


def rows(name: str) -> Any:
    """What a table says."""
    return yaml.safe_load(files(__name__).joinpath(f"{name}.yaml").read_text(encoding="utf-8"))


def _any_of(patterns: list[str]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns), re.IGNORECASE)


@cache
def citing() -> Citing:
    """Load the shipped outlets and wordings once."""
    listed = rows("outlets")
    told = rows("citing")
    return Citing(
        MappingProxyType({fold(name): row["name"] for row in listed for name in row["names"]}),
        frozenset(row["name"] for row in listed if row["wire"]),
        _any_of(told["before"]),
        _any_of(told["after"]),
        _any_of(told["weak_after"]),
        tuple(told["credits"]),
        tuple(told["own"]),
        re.compile("|".join(f"(?:{pattern})" for pattern in told["records"])),
        frozenset(told["record_types"]),
    )
