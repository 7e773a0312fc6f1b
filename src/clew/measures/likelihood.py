"""Words of likelihood as in Intelligence Community Directive 203, with the chances that each stands for."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType

import yaml

from clew.vocabulary import Likelihood


@dataclass(frozen=True, slots=True)
class Chances:
    """The chances in per cent that a word of likelihood stands for, and the directive's other word for them."""

    low: int
    high: int
    also: str

    def __str__(self) -> str:
        """The stretch: "55–80 %"."""
        return f"{self.low}–{self.high} %"


@cache
def chances() -> Mapping[Likelihood, Chances]:
    """The shipped table (`clew/measures/tables/likelihood.yaml`), the least likely word first."""
    told = yaml.safe_load((files("clew.measures") / "tables" / "likelihood.yaml").read_text("utf-8"))
    return MappingProxyType({Likelihood(row["word"]): Chances(row["from"], row["to"], row["also"]) for row in told})


def likelihood_of(probability: float) -> Likelihood:
    """The word for a probability between 0 and 1; on the border of two stretches the one nearer to an even chance.

    The directive leaves out certainty: what is below its lowest or above its highest chance has the outermost word.
    """
    told = list(chances().items())
    below = [word for word, one in told if one.high <= 50 and probability < one.high / 100]
    above = [word for word, one in told if one.low >= 50 and probability > one.low / 100]
    return below[0] if below else above[-1] if above else Likelihood.EVEN
