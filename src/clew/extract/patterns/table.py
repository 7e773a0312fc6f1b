"""The table of clause patterns, compiled to regular expressions over sentences whose names are single characters."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from clew.vocabulary import Predicate

BODY, PERSON, COUNTRY, PLACE, GOOD, ANAPHOR = "\ue000", "\ue400", "\ue800", "\uec00", "\uf000", "\uf400"
"""First characters of the private ranges that stand for what a sentence names."""
RANGE = 0x400


def _class(*bases: str) -> str:
    return "[" + "".join(f"{base}-{chr(ord(base) + RANGE - 1)}" for base in bases) + "]"


CLASSES = {
    "party": _class(BODY, PERSON, COUNTRY, ANAPHOR),
    "org": _class(BODY, ANAPHOR),
    "firm": _class(BODY, ANAPHOR),
    "body": _class(BODY, COUNTRY, ANAPHOR),
    "person": _class(PERSON, ANAPHOR),
    "country": _class(COUNTRY),
    "place": _class(PLACE, COUNTRY),
    "site": _class(BODY, PLACE, COUNTRY, ANAPHOR),
    "target": _class(BODY, PERSON, COUNTRY, GOOD, ANAPHOR),
    "good": _class(GOOD),
}
_SLOT = re.compile(r"\{([A-Z]\d?):(\w+)\}")
_GAP = re.compile(r"\{([~+])(\d+)\}")
_WORDS = re.compile(r"\{([a-z]+)\}")


@dataclass(frozen=True, slots=True)
class Pattern:
    """One wording: groups of the expression fill the slots named by `subject` and `object`."""

    id: str
    predicate: Predicate
    expression: re.Pattern[str]
    subject: str
    object: str
    needs: re.Pattern[str] | None
    answer: str
    trust: float


@cache
def load_patterns() -> tuple[Pattern, ...]:
    """The shipped patterns, in the order of the table; `re.error` or `KeyError` where the table itself is wrong."""
    table: Mapping[str, Any] = yaml.safe_load(
        files("clew.extract").joinpath("tables", "chinese_patterns.yaml").read_text(encoding="utf-8")
    )
    return tuple(_pattern(entry, table["words"]) for entry in table["frames"])


def _pattern(entry: Mapping[str, Any], words: Mapping[str, str]) -> Pattern:
    swapped = entry.get("swap", False)
    needs = entry.get("needs")
    return Pattern(
        id=entry["id"],
        predicate=Predicate(entry["predicate"]),
        expression=re.compile(_expand(entry["pattern"], words)),
        subject=entry.get("subject", "O" if swapped else "S"),
        object=entry.get("object", "S" if swapped else "O"),
        needs=re.compile(_expand(needs, words)) if needs else None,
        answer=entry.get("answer", ""),
        trust=float(entry.get("trust", 0.65)),
    )


def _expand(pattern: str, words: Mapping[str, str]) -> str:
    def slot(match: re.Match[str]) -> str:
        one = CLASSES[match[2]]
        return f"(?P<{match[1]}>{one}(?:(?:、|和|与|及|以及|或|，以及){one})*)(?:等)?"

    pattern = _SLOT.sub(slot, pattern)
    pattern = _GAP.sub(lambda m: ("[^。；;，,]" if m[1] == "~" else "[^。；;]") + f"{{0,{m[2]}}}?", pattern)
    return _WORDS.sub(lambda m: words[m[1]], pattern)
