"""The same statement made twice in a document becomes one claim: the fuller quote wins."""

from collections.abc import Sequence

from clew.records import Claim, Mention
from clew.vocabulary import SYMMETRIC_PREDICATES, Qualifier

_FREE = frozenset({Qualifier.ROLE, Qualifier.PRODUCT})


def merge(claims: Sequence[Claim]) -> list[Claim]:
    """The claims in the order of the text, each statement once.

    Two claims are one statement if predicate, parties, status and answer agree and no figure or date that both
    carry differs. The one with more qualifiers stays, then the one with more words, then the earlier one.
    """
    kept: list[Claim] = []
    for claim in sorted(claims, key=lambda each: (each.quote.start, each.quote.end)):
        for number, other in enumerate(kept):
            if _same(claim, other):
                if _fullness(claim) > _fullness(other):
                    kept[number] = claim
                break
        else:
            kept.append(claim)
    return sorted(kept, key=lambda each: (each.quote.start, each.quote.end, each.predicate, _name(each.object)))


def _name(mention: Mention | None) -> str:
    return mention.name.casefold() if mention else ""


def _same(left: Claim, right: Claim) -> bool:
    if left.predicate is not right.predicate or left.status is not right.status:
        return False
    parties = (_name(left.subject), _name(left.object))
    others = (_name(right.subject), _name(right.object))
    if parties != others and not (left.predicate in SYMMETRIC_PREDICATES and parties == others[::-1]):
        return False
    if left.qualifiers.get(Qualifier.ANSWER) != right.qualifiers.get(Qualifier.ANSWER):
        return False
    shared = set(left.qualifiers) & set(right.qualifiers) - _FREE
    return all(left.qualifiers[key].casefold() == right.qualifiers[key].casefold() for key in shared)


def _fullness(claim: Claim) -> tuple[int, int]:
    return len(claim.qualifiers), len(claim.text)
