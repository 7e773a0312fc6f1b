"""What a user may ask of a search for paths."""

from dataclasses import dataclass
from enum import StrEnum

from clew.vocabulary import Exposure, Predicate, Status

WALKED = frozenset({Status.ASSERTED, Status.POSSIBLE})
"""Statuses that are walked unless the user asks for more: a denial or a plan is no fact."""


class PathOrder(StrEnum):
    """Which of two paths comes first: the shorter one, or the better supported one."""

    STEPS = "steps"
    SUPPORT = "support"


@dataclass(frozen=True, slots=True)
class PathOptions:
    """How paths are searched.

    `paths` is the number of different paths for each start and exposure class, `max_steps` their greatest
    length. `statuses` are walked; `predicates` restricts the steps, None takes all. `since` and `until` are ISO
    dates: a dated relation that lies outside is not walked, an undated one is. `lists` restricts the hits to
    lists of these names. `beyond_listed` looks for more than "it is listed" where the start is listed itself.
    `through_hubs` switches the hub rule off. `tries` bounds the work for one start and class.
    """

    paths: int = 3
    max_steps: int = 4
    order: PathOrder = PathOrder.STEPS
    statuses: frozenset[Status] = WALKED
    predicates: frozenset[Predicate] | None = None
    exposures: frozenset[Exposure] = frozenset(Exposure)
    since: str | None = None
    until: str | None = None
    lists: frozenset[str] | None = None
    beyond_listed: bool = False
    through_hubs: bool = False
    tries: int = 20_000
