"""From which score a name is shown, and from which it is taken as a match: for all lists, or for one of them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from clew.errors import UsageError

REVIEW, MATCH = 0.82, 0.8
FOUR_EYES = "four eyes"
"""The setting under which a hit's decision counts only when a second person confirms it; "yes" where it is on."""


@dataclass(frozen=True, slots=True)
class Thresholds:
    """From which score a near name is shown for review, and from which an exact one is taken as a match.

    `lists` gives a list its own pair (review, match). A near name is never a match, however high its score.
    """

    review: float = REVIEW
    match: float = MATCH
    lists: Mapping[str, tuple[float, float]] = field(default_factory=dict)

    def of(self, name: str) -> tuple[float, float]:
        """The two thresholds of a list."""
        return self.lists.get(name, (self.review, self.match))

    @property
    def least(self) -> float:
        """The lowest score that can give a hit on any list."""
        return min(self.review, self.match, *(score for pair in self.lists.values() for score in pair))


def thresholds_of(settings: Mapping[str, str]) -> Thresholds:
    """The thresholds that the settings of a screening say: "review" and "match", or "review:LIST" and "match:LIST"."""
    review, match = float(settings.get("review", REVIEW)), float(settings.get("match", MATCH))
    names = {key.partition(":")[2] for key in settings if ":" in key}
    lists = {
        name: (float(settings.get(f"review:{name}", review)), float(settings.get(f"match:{name}", match)))
        for name in sorted(names)
    }
    return Thresholds(review, match, lists)


def takes_two(settings: Mapping[str, str]) -> bool:
    """Whether the decision about a hit counts only when a second person confirms it."""
    return settings.get(FOUR_EYES) == "yes"


def changed_settings(settings: Mapping[str, str], told: Mapping[str, Sequence[str]]) -> dict[str, str]:
    """Settings with what a user said ("review" and "match" → "0.9", "LIST=0.9", or "default" in place of a score).

    Raises `UsageError` for what is no score from 0 to 1.
    """
    changed = dict(settings)
    for kind, values in told.items():
        for value in values:
            name, _, score = value.rpartition("=")
            key = f"{kind}:{name}" if name else kind
            if score == "default":
                changed.pop(key, None)
                continue
            try:
                number = float(score)
            except ValueError:
                number = -1.0
            if not 0 <= number <= 1:
                raise UsageError(f"{value!r} is no threshold; give a score from 0 to 1, as 0.9 or LIST=0.9")
            changed[key] = f"{number:g}"
    return changed
