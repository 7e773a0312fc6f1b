"""How likely a claim is right: signals of its frame, parties and parse, each with a weight fitted on annotated texts.

The number is a logistic function of the weights' sum (a logistic regression), so that of claims at .7 about seven in
ten should be right; docs/reference/confidence.md shows how far that holds. `benchmarks/confidence.py` fits the weights.
"""

import math
from collections.abc import Mapping
from enum import StrEnum
from functools import cache

from clew.extract.clause import LINKED, Clause, Filler
from clew.extract.sentence import Token
from clew.extract.tables import table_of

BASE = "base"
"""The signal that every claim carries."""


class Weighed(StrEnum):
    """Which weights a claim has.

    Those of the frames alone; those that know what the linker makes of it as well, of English and of Russian; and, in
    Chinese, where claims have signals of their own, those of patterns and linker.
    """

    FRAMES = "frames"
    LINKED = "linked"
    RUSSIAN = "russian"
    PATTERNS = "patterns"


_FAR = 12
_LONG = 40


def confidence(clause: Clause) -> float:
    """A number between 0 and 1, to two places."""
    found = signals(clause)
    return weigh(found, weighed_by(found, clause.sentence.language))


def weigh(found: Mapping[str, float], by: Weighed) -> float:
    """The confidence that some signals give: the logistic function of their weighed sum, to two places."""
    weights = load_weights()[by]
    total = sum(weights.get(name, 0.0) * value for name, value in found.items())
    return round(min(0.99, max(0.01, 1 / (1 + math.exp(-total)))), 2)


@cache
def load_weights() -> Mapping[Weighed, Mapping[str, float]]:
    """The shipped table: by whether the linker was asked, signal → weight, in log odds."""
    return {
        Weighed(group): {str(name): float(weight) for name, weight in weights.items()}
        for group, weights in table_of("confidence.yaml").items()
    }


def weighed_by(found: Mapping[str, float], language: str) -> Weighed:
    """Which weights go with some signals of a claim in a parsed language."""
    if not {"linked", "linker"} & set(found):
        return Weighed.FRAMES
    return Weighed.LINKED if language == "en" else Weighed.RUSSIAN


def signals(clause: Clause) -> Mapping[str, float]:
    """What speaks for and against a clause: signal → its strength (1 where it is simply there).

    `trust` is the log odds of the frame's own trust, `linked` those of what the linker makes of it (`linker` where it
    alone found the clause); the others tell how each party was found ("object described"), where it stands ("subject
    far"), what carries the statement ("noun", "name") and how long the sentence is.
    """
    tokens = clause.sentence.tokens
    found = {BASE: 1.0, f"says {clause.predicate}": 1.0}
    if clause.frame == LINKED:
        found |= {"linker": odds(clause.linked or 0.0), "linker alone": 1.0}
    else:
        found |= {"trust": odds(clause.trust), **_carried_by(tokens[clause.trigger])}
        if clause.linked is not None:
            found["linked"] = odds(clause.linked)
    if len(tokens) > _LONG:
        found["long sentence"] = 1.0
    for side, filler in (("subject", clause.subject), ("object", clause.object)):
        for trait in _traits(clause, filler):
            found[f"{side} {trait}"] = 1.0
    return found


def _carried_by(trigger: Token) -> Mapping[str, float]:
    """What carries the statement where it is no verb."""
    names = {"NOUN": "noun", "PROPN": "name", "ADJ": "adjective"}
    return {names[trigger.pos]: 1.0} if trigger.pos in names else {}


def odds(share: float) -> float:
    """The log odds of a share, kept from growing without bound."""
    share = min(0.98, max(0.02, share))
    return math.log(share / (1 - share))


def _traits(clause: Clause, filler: Filler | None) -> list[str]:
    """How a party was found and where it stands."""
    if filler is None:
        return ["left out"]
    mention = filler.mention
    traits = []
    if mention.described:
        traits.append("described" if " " in mention.name else "one word")
    if mention.resolved:
        traits.append("resolved")
    here = mention.start is not None and clause.sentence.start <= mention.start < clause.sentence.end
    if not here:
        traits.append("elsewhere")
    elif abs(filler.head - clause.trigger) > _FAR:
        traits.append("far")
    return traits
