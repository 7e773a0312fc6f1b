"""Say what a document's statements are about in rare details, and how much two documents share of them."""

import math
import re
from collections.abc import Iterable, Mapping, Sequence

from clew.names import fold
from clew.records import Claim, Resolution
from clew.vocabulary import EntityType, Predicate, Qualifier

_NUMBER = re.compile(r"(?<![\w.,])\d[\d,. ]*\d(?![\w])|(?<![\w.,])\d(?![\w.,]?\d)")
_YEAR = re.compile(r"(?:19|20)\d\d")
_QUOTATION = re.compile(r"[“«\"「]([^“”«»\"「」]{25,400})[”»\"」]")
_CODE = re.compile(r"\b(?=[\w-]*\d)[A-ZА-Я][\w-]{1,}\b")
_QUOTED_WORDS = 5
_COMMON_TYPES = frozenset({EntityType.EVENT})
_SHARED_FEW = 2


def details(claims: Sequence[Claim], resolution: Resolution, states: frozenset[str]) -> frozenset[str]:
    """The details of some claims of one document: parties, goods, numbers, words quoted, and who did what with whom.

    States are left out, since every report on a matter names them; `states` are their entities' ids.
    """
    found: set[str] = set()
    for claim in claims:
        ends = [resolution.party.get((claim.id, side)) for side in ("subject", "object")]
        found |= {f"party {end}" for end in ends if end and end not in states}
        if claim.predicate is not Predicate.RESPONDS and all(ends):
            found.add(f"{claim.predicate} {ends[0]} {ends[1]}")
        for key in (Qualifier.QUANTITY, Qualifier.AMOUNT, Qualifier.PRODUCT, Qualifier.WHEN):
            text = claim.qualifiers.get(key, "")
            found |= {f"number {number}" for number in numbers(text)}
            found |= {f"code {fold(code)}" for code in _CODE.findall(text)}
        found |= {f"number {number}" for number in numbers(claim.text)}
        found |= {f"code {fold(code)}" for code in _CODE.findall(claim.text)}
        found |= {f"words {quotation}" for quotation in quotations(claim.text)}
    return frozenset(found)


def numbers(text: str) -> set[str]:
    """The numbers of a text of two digits or more, without separators; years are none."""
    found = {re.sub(r"[^\d.]", "", match.group().replace(",", "").rstrip(". ")) for match in _NUMBER.finditer(text)}
    return {number for number in found if len(number) > 1 and not _YEAR.fullmatch(number)}


def quotations(text: str) -> set[str]:
    """The folded words in quotation marks, where they are more than a name."""
    folded = (fold(match.group(1)) for match in _QUOTATION.finditer(text))
    return {
        words for words in folded if len(words.split()) >= _QUOTED_WORDS or len(words) >= 40 > len(words.split()) * 40
    }


def rarity(every: Iterable[frozenset[str]]) -> dict[str, float]:
    """How much each detail tells: the logarithm of how few have it; what a single one has counts as if two had it."""
    counts: dict[str, int] = {}
    total = 0
    for one in every:
        total += 1
        for detail in one:
            counts[detail] = counts.get(detail, 0) + 1
    return {detail: math.log((total + 1) / max(count, 2)) for detail, count in counts.items()}


def likeness(left: frozenset[str], right: frozenset[str], rare: Mapping[str, float]) -> float:
    """The cosine of two sets of details, each weighed by its rarity."""
    shared = sum(rare[detail] ** 2 for detail in left & right)
    if not shared:
        return 0.0
    ours, theirs = (sum(rare[detail] ** 2 for detail in side) for side in (left, right))
    return round(shared / math.sqrt(ours * theirs), 4)


def telling(left: frozenset[str], right: frozenset[str], rare: Mapping[str, float]) -> list[str]:
    """The shared details that tell most, the rarest first."""
    return sorted(left & right, key=lambda detail: (-rare.get(detail, 0.0), detail))[:5]
