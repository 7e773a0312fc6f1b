"""Who owns whom, and what a 50 per cent rule makes of it: answers with their bounds, their chain and their gaps."""

from dataclasses import dataclass, field

from clew.vocabulary import Interest, OwnershipWord, Regime


@dataclass(frozen=True, slots=True)
class Holding:
    """That one party owns or controls another, as claims state it for one day.

    `owner` and `asset` are entity ids. `low` and `high` bound the share in per cent (0 to 100 where nobody states
    it); `more` says that the share is more than `low`, not just that much. `says` is the share in words. `claims`
    are the ids of the claims that state it, `sure` is false where they only call it possible or cannot confirm it,
    or where their dates leave open whether it holds on the day. `since` and `until` are EDTF, None where not known.
    """

    owner: str
    asset: str
    interest: Interest
    low: float
    high: float
    more: bool = False
    says: str = ""
    claims: tuple[str, ...] = ()
    sure: bool = True
    since: str | None = None
    until: str | None = None


@dataclass(frozen=True, slots=True)
class Missing:
    """A gap that by itself would decide a question: what is not known, and what each outcome would mean.

    `holding` is the vague holding, None where the gap is whether `party` is the listed one.
    """

    says: str
    party: str
    holding: Holding | None = None


@dataclass(frozen=True, slots=True)
class OwnershipAnswer:
    """What the rule of one regime makes of one party's owners on one day. Analysis, not legal advice.

    `answer` is the rule's own word, `no`, or `cannot tell`. `low` and `high` bound the share, in per cent, that
    counts under the rule; `threshold` is the rule's measure in words, `rule` its name, `source` where it stands.
    `listed` are the listed parties from which the rule runs, `chain` the holdings that lead from them to the
    entity, the entity's own owners first. `owners` are all holdings in the entity, whoever has them. `control`
    are statements of control that is not ownership. `missing` says what would decide, `warnings` what the answer
    leaves to examine. `outcomes` gives the answers that go with each possible state of a rule whose state is not
    settled. `multiplied` bounds the share that multiplication along the chain would give; no rule uses it.
    """

    entity: str
    regime: Regime
    on: str
    answer: OwnershipWord
    says: str
    low: float
    high: float
    threshold: str
    rule: str
    source: str
    listed: tuple[str, ...] = ()
    chain: tuple[Holding, ...] = ()
    owners: tuple[Holding, ...] = ()
    control: tuple[Holding, ...] = ()
    missing: tuple[Missing, ...] = ()
    warnings: tuple[str, ...] = ()
    outcomes: tuple[tuple[str, OwnershipWord], ...] = ()
    multiplied: tuple[float, float] = (0.0, 0.0)
    red_flag: bool = field(default=False)
