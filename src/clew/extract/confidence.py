"""How likely a claim is right: signals of its frame, parties and parse, each with a weight fitted on annotated texts.

The number is a logistic function of the weights' sum (a logistic regression), so that of claims at .7 about seven in
ten should be right; docs/reference/confidence.md shows how far that holds. `benchmarks/confidence.py` fits the weights.
"""

import math
from collections.abc import Mapping
from functools import cache

from clew.extract.clause import Clause, Filler
from clew.extract.tables import table_of

BASE = "base"
"""The signal that every claim carries."""

_FAR = 12
_LONG = 40


def confidence(clause: Clause) -> float:
    """A number between 0 and 1, to two places."""
    weights = load_weights()
    total = sum(weights.get(name, 0.0) * value for name, value in signals(clause).items())
    return round(min(0.99, max(0.01, 1 / (1 + math.exp(-total)))), 2)


@cache
def load_weights() -> Mapping[str, float]:
    """The shipped table: signal → weight, in log odds."""
    return {str(name): float(weight) for name, weight in table_of("confidence.yaml").items()}


def signals(clause: Clause) -> Mapping[str, float]:
    """What speaks for and against a clause: signal → its strength (1 where it is simply there).

    `trust` is the log odds of the frame's own trust; the others tell how each party was found ("object described"),
    where it stands ("subject far"), what carries the statement ("noun", "name") and how long the sentence is.
    """
    tokens = clause.sentence.tokens
    trust = min(0.98, max(0.02, clause.trust))
    found = {BASE: 1.0, "trust": math.log(trust / (1 - trust)), f"says {clause.predicate}": 1.0}
    trigger = tokens[clause.trigger]
    if trigger.pos in {"NOUN", "PROPN", "ADJ"}:
        found["noun" if trigger.pos == "NOUN" else "name" if trigger.pos == "PROPN" else "adjective"] = 1.0
    if len(tokens) > _LONG:
        found["long sentence"] = 1.0
    for side, filler in (("subject", clause.subject), ("object", clause.object)):
        for trait in _traits(clause, filler):
            found[f"{side} {trait}"] = 1.0
    return found


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
