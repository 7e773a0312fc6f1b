"""The words of the interface: English as the pages have them, other languages from a reviewed table."""

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

ENGLISH = "en"


@dataclass(frozen=True, slots=True)
class Catalogue:
    """The interface in one language. What a language lacks stays English."""

    language: str
    told: Mapping[str, str]

    def __call__(self, english: str, **parts: object) -> str:
        """Say it; `{name}` in the words is replaced by the part of that name."""
        said = self.told.get(english, english)
        for name, part in parts.items():
            said = said.replace(f"{{{name}}}", str(part))
        return said


@cache
def tables() -> Mapping[str, Mapping[str, str]]:
    """The shipped table: language → English words → words."""
    told = (files("clew.workbench") / "data" / "interface.csv").read_text(encoding="utf-8")
    rows = list(csv.DictReader(told.splitlines()))
    others = [name for name in rows[0] if name != ENGLISH]
    return {name: {row[ENGLISH]: row[name] for row in rows if row[name]} for name in others}


def languages() -> tuple[str, ...]:
    """The languages that the interface speaks."""
    return (ENGLISH, *tables())


def catalogue(language: str) -> Catalogue:
    """The interface in a language; English for one that it does not speak."""
    known = tables()
    return Catalogue(language, known[language]) if language in known else Catalogue(ENGLISH, {})
