"""Decide which references are to one report, by their dates and by what they tell, and name the report."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from clew.corroborate.dating import Days, in_words, may_be_same
from clew.corroborate.matter import Weighed, likeness, rarity, shared, weighed
from clew.corroborate.references import Reference
from clew.records import Origin, content_id

ALIKE = 0.33
"""References to one outlet that are so much alike are to one report, whatever else the case holds."""

FAIRLY_ALIKE = 0.14
"""So much suffices where it is at least `CONTRAST` times what either has in common with the outlet's other reports."""

CONTRAST = 1.5
DATED = 0.05
"""So much suffices where both are dated to the same days."""

SAME_DAY = 0.2
"""What one day and several parties in common count for, also across languages."""

_SHARED_PARTIES = 3
_CONTAINED = 0.6
_FEW = 40
_MOST_SHARED = 30
_NARROW = 4


class _Scales:
    """What tells how much references tell the same: the rarity of details and words, and each reference weighed."""

    def __init__(self, every: Sequence[Reference]) -> None:
        self.rare = rarity([one.details for one in every])
        self.details = {detail: rare**2 for detail, rare in self.rare.items()}
        self.words = {word: rare**2 for word, rare in rarity([one.words for one in every if one.lead]).items()}
        self.of_details: dict[int, Weighed] = {}
        self.of_words: dict[int, Weighed] = {}
        for number, one in enumerate(every):
            if one.lead:
                self.of_details[number] = weighed(one.details, self.details)
                self.of_words[number] = weighed(one.words, self.words)

    def likeness(self, left: int, right: int) -> float:
        """How much two retold reports have in common, in details and in words."""
        told = likeness(self.of_details[left], self.of_details[right], self.details)
        return told + likeness(self.of_words[left], self.of_words[right], self.words)


@dataclass(slots=True)
class _Group:
    members: list[int]
    days: Days | None = None


def group_references(every: Sequence[Reference], shown: Mapping[str, str], ids: Mapping[str, str]) -> list[Origin]:
    """The origin of each reference; `shown` are the outlets' names by key, `ids` the documents' ids by name."""
    scales = _Scales(every)
    by_outlet: dict[str, list[int]] = {}
    for number, one in enumerate(every):
        by_outlet.setdefault(one.outlet, []).append(number)
    origins: dict[int, Origin] = {}
    for outlet, numbers in by_outlet.items():
        alike = {
            (a, b): _alike(every, a, b, scales)
            for a, b in _candidates(every, numbers)
            if every[a].doc != every[b].doc and may_be_same(every[a].days, every[b].days)
        }
        for members in _groups(every, numbers, alike):
            origin = _origin([every[number] for number in members], shown.get(outlet, outlet), ids)
            origins |= dict.fromkeys(members, origin)
    return [origins[number] for number in range(len(every))]


def _candidates(every: Sequence[Reference], numbers: Sequence[int]) -> set[tuple[int, int]]:
    """The pairs of references to one outlet that share anything rare enough to be worth comparing."""
    if len(numbers) <= _FEW:
        return set(combinations(numbers, 2))
    holders: dict[str, list[int]] = {}
    for number in numbers:
        for detail in every[number].details:
            holders.setdefault(detail, []).append(number)
    pairs: dict[tuple[int, int], int] = {}
    for having in holders.values():
        if 1 < len(having) <= _MOST_SHARED:
            for pair in combinations(having, 2):
                pairs[pair] = pairs.get(pair, 0) + 1
    return {pair for pair, count in pairs.items() if count > 1}


def _alike(every: Sequence[Reference], a: int, b: int, scales: _Scales) -> float:
    """How much two references tell the same; one in passing is measured by how much of it the other has."""
    left, right = every[a], every[b]
    if left.lead and right.lead:
        value = scales.likeness(a, b)
        return max(value, SAME_DAY) if _same_day_and_parties(left, right) else value
    least = min(left.details, right.details, key=len)
    whole = sum(scales.rare[detail] for detail in least)
    share = sum(scales.rare[detail] for detail in shared(left.details, right.details)) / whole if whole else 0.0
    return share if share >= _CONTAINED and len(least) > 1 and left.days and right.days else 0.0


def _same_day_and_parties(left: Reference, right: Reference) -> bool:
    """Whether two references are dated to one day and share parties: few outlets report twice a day on one matter."""
    told = shared(left.details, right.details)
    named = [one for one in told if one.startswith(("party ", "code ", "number "))]
    return _both_dated(left, right) and len(named) >= _SHARED_PARTIES


def _groups(
    every: Sequence[Reference], numbers: Sequence[int], alike: Mapping[tuple[int, int], float]
) -> list[list[int]]:
    """Join the most alike first; two groups are joined where they are alike on average and no dates forbid it."""
    group = {number: _Group([number], every[number].days) for number in numbers}
    usual = [value for (a, b), value in alike.items() if every[a].lead and every[b].lead]
    for (a, b), value in sorted(alike.items(), key=lambda one: (-one[1], one[0])):
        ours, theirs = group[a], group[b]
        if ours is theirs or not may_be_same(ours.days, theirs.days):
            continue
        if not _is_same_report(every[a], every[b], value, usual):
            continue
        crossing = [(min(x, y), max(x, y)) for x in ours.members for y in theirs.members]
        crossing = [pair for pair in crossing if every[pair[0]].lead and every[pair[1]].lead] or crossing
        if sum(alike.get(pair, 0.0) for pair in crossing) / len(crossing) < _least(every[a], every[b]):
            continue
        ours.members += theirs.members
        ours.days = _narrower(ours.days, theirs.days)
        for member in theirs.members:
            group[member] = ours
    unique = {id(one): sorted(one.members) for one in group.values()}
    return sorted(unique.values())


def _least(left: Reference, right: Reference) -> float:
    return DATED if _both_dated(left, right) else FAIRLY_ALIKE * 0.7


def _both_dated(left: Reference, right: Reference) -> bool:
    return all(one.days and (one.days[1] - one.days[0]).days <= _NARROW for one in (left, right))


def _is_same_report(left: Reference, right: Reference, value: float, usual: Sequence[float]) -> bool:
    if value >= ALIKE or (_both_dated(left, right) and value >= DATED):
        return True
    others = [one for one in usual if one < value]
    return value >= FAIRLY_ALIKE and bool(others) and value >= CONTRAST * sum(others) / len(others)


def _narrower(left: Days | None, right: Days | None) -> Days | None:
    if left is None or right is None:
        return left or right
    return min(left, right, key=lambda days: days[1] - days[0])


def _origin(members: Sequence[Reference], outlet: str, ids: Mapping[str, str]) -> Origin:
    """The report that references are to; its id is founded on the first document that brought it."""
    own = next((one for one in members if one.itself), None)
    dated = [one.days for one in members if one.days]
    days = own.days if own and own.days else min(dated, key=lambda one: one[1] - one[0], default=None)
    date = in_words(days)
    first = members[0]
    started = sorted(one.evidence[0].start or 0 for one in members[:1])
    id = content_id(["origin", first.outlet, ids[first.doc], started if not first.lead else []])[:16]
    return Origin(id, f"{outlet} report of {date}" if date else f"{outlet} report, undated", date)
