"""Why claims were missed or wrong, by cause, so that a rule writer knows what pays next."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from clew.evaluate.gold import GoldClaim, GoldSet
from clew.evaluate.names import Aliases
from clew.evaluate.score import Score, family


class Cause(StrEnum):
    """What went wrong with a claim that was missed, or that is not in the gold set."""

    SUBJECT = "subject wrong"
    OBJECT = "object wrong"
    PARTIES = "both parties wrong"
    PREDICATE = "predicate wrong"
    NOT_SEEN = "nothing found in these words"
    TWICE = "said already"
    NOT_IN_GOLD = "not in the gold set"


@dataclass(frozen=True, slots=True)
class Fault:
    """One missed claim, or one that is wrong, its cause, and the claim on the other side that it nearly met."""

    missed: bool
    cause: Cause
    claim: GoldClaim
    other: GoldClaim | None = None


def faults(gold: GoldSet, predicted: Sequence[GoldClaim], score: Score) -> Iterator[Fault]:
    """Yield every missed claim and every wrong one, in the order of documents and text."""
    aliases = Aliases(gold.entities)
    right_gold, right_predicted = {g for g, _ in score.pairs}, {p for _, p in score.pairs}
    missed = [claim for index, claim in enumerate(gold.claims) if index not in right_gold]
    wrong = [claim for index, claim in enumerate(predicted) if index not in right_predicted]
    met = [claim for index, claim in enumerate(gold.claims) if index in right_gold]
    for claim in missed:
        yield _fault(True, claim, wrong, aliases)
    for claim in wrong:
        if any(_same(claim, one, aliases) for one in met):
            yield Fault(False, Cause.TWICE, claim)
        else:
            yield _fault(False, claim, missed, aliases)


def _fault(missed: bool, claim: GoldClaim, others: Sequence[GoldClaim], aliases: Aliases) -> Fault:
    near = [one for one in others if one.doc == claim.doc and one.start < claim.end and claim.start < one.end]
    for other in near:
        gold, predicted = (claim, other) if missed else (other, claim)
        subject, object_ = aliases.same(gold.subject, predicted.subject), aliases.same(gold.object, predicted.object)
        if family(gold) == family(predicted):
            if subject or object_:
                return Fault(missed, Cause.OBJECT if subject else Cause.SUBJECT, claim, other)
        elif subject and object_:
            return Fault(missed, Cause.PREDICATE, claim, other)
    for other in near:
        if family(other) == family(claim):
            return Fault(missed, Cause.PARTIES, claim, other)
    return Fault(missed, Cause.NOT_SEEN if missed else Cause.NOT_IN_GOLD, claim)


def _same(claim: GoldClaim, other: GoldClaim, aliases: Aliases) -> bool:
    return (
        family(claim) == family(other)
        and aliases.same(other.subject, claim.subject)
        and aliases.same(other.object, claim.object)
    )
