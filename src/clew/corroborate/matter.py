"""Say what a document's statements are about in rare details, and how much two documents share of them."""

import math
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from sys import intern

from clew.names import fold
from clew.records import Claim, Resolution
from clew.vocabulary import Predicate, Qualifier

_NUMBER = re.compile(r"(?<![\w.,])\d[\d,. ]*\d(?![\w])|(?<![\w.,])\d(?![\w.,]?\d)")
_YEAR = re.compile(r"(?:19|20)\d\d")
_QUOTATION = re.compile(r"[“«\"「]([^“”«»\"「」]{25,400})[”»\"」]")
_CODE = re.compile(r"\b(?=[A-ZА-Я])(?=[\w-]*\d)[\w-]{2,}\b")
_DIGIT = re.compile(r"\d")
_MARK = re.compile(r"[“«\"「]")
_QUOTED_WORDS = 5
Details = tuple[str, ...]
"""Different details, or words, in their order; sets of them would take five times the memory in a large case."""
_TOLD = (Qualifier.QUANTITY, Qualifier.AMOUNT, Qualifier.PRODUCT, Qualifier.WHEN)


def details(claims: Sequence[Claim], resolution: Resolution, states: frozenset[str]) -> Details:
    """The details of some claims of one document: parties, goods, numbers, words quoted, and who did what with whom.

    States are left out, since every report on a matter names them; `states` are their entities' ids.
    """
    found: set[str] = set()
    for claim in claims:
        ends = [resolution.party.get((claim.id, side)) for side in ("subject", "object")]
        found |= {f"party {end}" for end in ends if end and end not in states}
        if claim.predicate is not Predicate.RESPONDS and all(ends):
            found.add(f"{claim.predicate} {ends[0]} {ends[1]}")
        told = [claim.qualifiers.get(key, "") for key in _TOLD]
        for text in (claim.text, *told):
            if text and _DIGIT.search(text):
                found |= {f"number {number}" for number in numbers(text)}
                found |= {f"code {fold(code)}" for code in _CODE.findall(text)}
        found |= {f"words {quotation}" for quotation in quotations(claim.text)}
    return as_details(found)


def as_details(found: Iterable[str]) -> Details:
    """Details in their order, each once; a detail that many documents tell stands in memory once."""
    return tuple([intern(one) for one in sorted(set(found))])


def shared(left: Details, right: Details) -> set[str]:
    """What two documents both tell."""
    return set(left).intersection(right)


def numbers(text: str) -> set[str]:
    """The numbers of a text of two digits or more, without separators; years are none."""
    found = {one.replace(",", "").rstrip(". ").replace(" ", "") for one in _NUMBER.findall(text)}
    return {number for number in found if len(number) > 1 and not _YEAR.fullmatch(number)}


def quotations(text: str) -> set[str]:
    """The folded words in quotation marks, where they are more than a name."""
    if not _MARK.search(text):
        return set()
    folded = (fold(match.group(1)) for match in _QUOTATION.finditer(text))
    return {
        words for words in folded if len(words.split()) >= _QUOTED_WORDS or len(words) >= 40 > len(words.split()) * 40
    }


def rarity(every: Iterable[Details]) -> dict[str, float]:
    """How much each detail tells: the logarithm of how few have it; what a single one has counts as if two had it."""
    counts: dict[str, int] = {}
    total = 0
    for one in every:
        total += 1
        for detail in one:
            counts[detail] = counts.get(detail, 0) + 1
    return {detail: math.log((total + 1) / max(count, 2)) for detail, count in counts.items()}


@dataclass(frozen=True, slots=True)
class Weighed:
    """Details with the sum of their squared rarities."""

    details: Details
    whole: float


def weighed(details: Details, squares: Mapping[str, float]) -> Weighed:
    """Weigh details by the squares of their rarities."""
    return Weighed(details, sum([squares[detail] for detail in details]))


def likeness(left: Weighed, right: Weighed, squares: Mapping[str, float]) -> float:
    """The cosine of two sets of details, each weighed by its rarity."""
    told = sum([squares[detail] for detail in shared(left.details, right.details)])
    return round(told / math.sqrt(left.whole * right.whole), 4) if told else 0.0


def telling(left: Details, right: Details, rare: Mapping[str, float]) -> list[str]:
    """The shared details that tell most, the rarest first."""
    return sorted(shared(left, right), key=lambda detail: (-rare.get(detail, 0.0), detail))[:5]
