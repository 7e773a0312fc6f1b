"""Who matters in a case: parties to look at first with their reasons, go-betweens, goods by party, dated events."""

from dataclasses import dataclass
from enum import StrEnum

from clew.vocabulary import Exposure


class ReasonKind(StrEnum):
    """What kind of thing puts a party forward."""

    EXPOSURE = "exposure"
    OWNERSHIP = "ownership"
    SEVERAL_LISTED = "several listed"
    GO_BETWEEN = "go-between"
    GOODS = "goods"
    AFTER_LISTING = "after listing"


class GoodsWay(StrEnum):
    """What a party is said to do with goods."""

    SENDS = "sends"
    RECEIVES = "receives"
    ARRANGES = "arranges"
    MAKES = "makes"
    USES = "uses"


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason: what it adds to the score, in words, and the relations that it rests on."""

    kind: ReasonKind
    points: float
    says: str
    relations: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Nomination:
    """An unlisted party that a desk officer would look at: the points of its reasons add up to its score.

    `exposure` is the class of its best path to a listed party, None where it has none. `cautions` speak against it
    or ask for something to be settled first; they take nothing off the score.
    """

    entity: str
    score: float
    reasons: tuple[Reason, ...]
    exposure: Exposure | None = None
    cautions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class GoBetween:
    """A party without which groups of parties would have no stated tie to one another.

    `groups` holds the ids of each group's parties, the listed and the best tied first, at most as many as are shown;
    `sizes` how many each has in all. `pairs` counts the pairs of parties that only this one joins.
    """

    entity: str
    groups: tuple[tuple[str, ...], ...]
    sizes: tuple[int, ...]
    pairs: int
    says: str


@dataclass(frozen=True, slots=True)
class PartyGoods:
    """Goods that a party is said to send, receive, arrange, make or use, with codes and models found in the words.

    `codes` are codes of the Harmonised System as written, `models` signs of a model ("SL-55"), `tier` the tier of the
    Common High Priority List that the gravest code stands in, None where none does; `item` what the list calls it.
    """

    entity: str
    way: GoodsWay
    says: str
    codes: tuple[str, ...] = ()
    models: tuple[str, ...] = ()
    tier: str | None = None
    item: str | None = None
    partners: tuple[str, ...] = ()
    claims: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class DatedEvent:
    """Something dated: its EDTF date, the first and last day that it covers (ISO, None where open), in words.

    `relation` is the relation that is dated, None for a listing, whose party is `entity`.
    """

    when: str
    first: str | None
    last: str | None
    says: str
    relation: str | None = None
    entity: str | None = None
    claims: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class WhoMatters:
    """All of it for one case."""

    nominations: tuple[Nomination, ...] = ()
    go_betweens: tuple[GoBetween, ...] = ()
    goods: tuple[PartyGoods, ...] = ()
    timeline: tuple[DatedEvent, ...] = ()
