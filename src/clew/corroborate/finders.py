"""Find statements that do not agree: numbers, dates, events, names, employers, denials, meanings."""

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import combinations

from clew.corroborate.acts import EVENTS, events, firsts, supplies
from clew.corroborate.dating import may_be_same
from clew.corroborate.denials import denied_claims
from clew.corroborate.quantities import Range, read_range
from clew.corroborate.stages import stage_conflicts
from clew.corroborate.statements import STATED, Ground, conflict, distorting, name_of
from clew.names import fold
from clew.records import Claim, Conflict, Resolution
from clew.vocabulary import ConflictKind, Predicate, Qualifier, Severity, SourceKind, Status

Finder = Callable[[Ground], Iterator[Conflict]]

_COUNTED = (Qualifier.QUANTITY, Qualifier.AMOUNT, Qualifier.SHARE)
_MOST = 12
_FAR = 1.25
_NEAR = 1000
_PART = re.compile(
    r"\b(?:first|second|third|fourth|another|further|additional|last|ещё|еще|первые|последние) "
    r"(?:\d|consignment|shipment|batch|delivery|lot|партия|поставка)",
    re.IGNORECASE,
)
_FIRST = ("first", "первые", "первая", "первую", "первый", "首批")


def _grouped(where: Ground, predicates: frozenset[Predicate] | None = None) -> dict[tuple[str, ...], list[Claim]]:
    """Stated claims by predicate and the parties that they are compared by."""
    found: dict[tuple[str, ...], list[Claim]] = {}
    for claim in where.claims:
        if predicates is None or claim.predicate in predicates:
            left, right = where.side(where.subject(claim)), where.side(where.object(claim))
            if left and right:
                found.setdefault((claim.predicate, left, right), []).append(claim)
    return found


def _comparable(where: Ground, left: Claim, right: Claim) -> bool:
    """Whether two claims of one relation may count the same thing: goods and times do not exclude each other."""
    return where.may_be_same_goods(left, right) and may_be_same(where.days(left), where.days(right), slack=0)


def numbers(where: Ground) -> Iterator[Conflict]:
    """Different numbers for one thing in different documents: an alarm where no number can be both."""
    for members in _grouped(where).values():
        for key in _COUNTED if len({claim.doc for claim in members}) > 1 else ():
            counted = [
                (claim, told)
                for claim in members
                if claim.status in STATED
                and (words := claim.qualifiers.get(key))
                and (told := read_range(words)) is not None
                and not _is_a_part(claim)
            ][:_MOST]
            pairs = [
                (a, b)
                for a, b in combinations(counted, 2)
                if a[0].doc != b[0].doc and a[1] != b[1] and _comparable(where, a[0], b[0])
            ]
            yield from _number_conflicts(where, key, pairs)


def _is_a_part(claim: Claim) -> bool:
    """Whether a claim counts a part of something larger: "the first 40", "another 80"."""
    return _PART.search(claim.text) is not None


def _number_conflicts(
    where: Ground, key: Qualifier, pairs: Sequence[tuple[tuple[Claim, Range], tuple[Claim, Range]]]
) -> Iterator[Conflict]:
    """One conflict between origins, one for each copy that departs from its origin."""
    between: dict[str, Claim] = {}
    vague: dict[str, Claim] = {}
    departing = {copy for (left, _), (right, _) in pairs if (copy := distorting(where, left, right))}
    topic = ""
    for (left, ours), (right, theirs) in pairs:
        topic = topic or _topic(where, key, left)
        copy = distorting(where, left, right)
        overlap = ours.overlaps(theirs)
        if where.same_origin(left.doc, right.doc):
            far = max(ours.figure, theirs.figure) > _FAR * max(1.0, min(ours.figure, theirs.figure))
            if not overlap or (copy and far):
                yield conflict(ConflictKind.NUMBER, Severity.ALARM, topic, (left, right), copy)
            elif copy or not {left.doc, right.doc} & departing:
                vague |= {left.id: left, right.id: right}
        elif not {left.doc, right.doc} & departing:
            told = vague if overlap else between
            told |= {left.id: left, right.id: right}
    if between:
        yield conflict(ConflictKind.NUMBER, Severity.ALARM, topic, list(between.values()))
    if vague:
        yield conflict(ConflictKind.NUMBER, Severity.NOTE, topic, list(vague.values()))


def _topic(where: Ground, key: str, claim: Claim) -> str:
    """What a conflict is about, in words."""
    subject, object_ = name_of(where, where.subject(claim)), name_of(where, where.object(claim))
    return f"{key}: {subject} {claim.predicate.replace('_', ' ')} {object_}"


def dates(where: Ground) -> Iterator[Conflict]:
    """One countable act with days that exclude each other: same parties, same number, "first" in both or in neither."""
    for members in _grouped(where, EVENTS).values():
        dated = [one for one in members if one.status in STATED and one.qualifiers.get(Qualifier.QUANTITY)]
        for left, right in combinations(dated[:_MOST], 2):
            ours, theirs = where.days(left), where.days(right)
            if left.doc == right.doc or ours is None or theirs is None or may_be_same(ours, theirs, slack=0):
                continue
            if where.is_of_the_report(left.doc, ours) or where.is_of_the_report(right.doc, theirs):
                continue
            if _is_one_act(where, left, right):
                topic = _topic(where, "date", left)
                yield conflict(ConflictKind.DATE, Severity.ALARM, topic, (left, right), distorting(where, left, right))


def _is_one_act(where: Ground, left: Claim, right: Claim) -> bool:
    """Whether two claims count the same delivery: the same number, and both or neither the first of its kind."""
    first = [any(word in fold(one.text).split() for word in _FIRST) for one in (left, right)]
    numbers_told = [read_range(one.qualifiers[Qualifier.QUANTITY]) for one in (left, right)]
    return (
        numbers_told[0] == numbers_told[1]
        and first[0] == first[1]
        and (first[0] or bool(where.goods(left) & where.goods(right)))
    )


def names(where: Ground) -> Iterator[Conflict]:
    """One party under a transliterated and a translated name, which may be another's: a note."""
    by_entity: dict[str, list[Claim]] = {}
    translated = {
        one.id: [
            (join.left, join.right) for join in one.joins if any("translated" in signal.says for signal in join.signals)
        ]
        for one in where.entities.values()
    }
    for claim in where.claims:
        for entity in {where.subject(claim), where.object(claim)} - {None}:
            if entity and translated.get(entity):
                by_entity.setdefault(entity, []).append(claim)
    for entity, members in by_entity.items():
        told: set[frozenset[str]] = set()
        for left, right in translated[entity]:
            sides = {}
            for name in (left, right):
                for claim in members:
                    borne = [one.name for one in (claim.subject, claim.object) if one and fold(one.name) == fold(name)]
                    if borne and (name, claim.doc) not in sides:
                        sides[name, claim.doc] = claim
            documents = frozenset(doc for _, doc in sides)
            if len({name for name, _ in sides}) > 1 and documents not in told:
                told.add(documents)
                yield conflict(
                    ConflictKind.NAME, Severity.NOTE, f"name of {name_of(where, entity)}", list(sides.values())
                )


def employers(where: Ground) -> Iterator[Conflict]:
    """One group described as the staff of two organisations on the word of different sources: a note."""
    found: dict[str, list[Claim]] = {}
    last: dict[str, tuple[str, int]] = {}
    for claim in where.claims:
        group = where.object(claim)
        if claim.predicate is Predicate.EMPLOYS and group and where.entities[group].described:
            before, at = last.get(claim.doc, (group, claim.quote.start))
            if " " not in where.entities[group].name and 0 <= claim.quote.start - at <= _NEAR:
                group = before  # "the individuals": those whom the sentences before spoke of
            last[claim.doc] = (group, claim.quote.start)
            found.setdefault(group, []).append(claim)
    for group, members in found.items():
        if len({where.subject(claim) for claim in members}) > 1:
            yield conflict(ConflictKind.ROLE, Severity.NOTE, f"employer of {name_of(where, group)}", members)


def meanings(where: Ground) -> Iterator[Conflict]:
    """One person's words with numbers, told as two different things in two documents: a note."""
    found: dict[tuple[str, str], list[Claim]] = {}
    for claim in where.claims:
        speakers = [
            one.name
            for one in claim.sources
            if one.kind in {SourceKind.PERSON, SourceKind.OFFICIAL, SourceKind.ANALYST}
        ]
        subject = where.subject(claim)
        if speakers and subject and claim.qualifiers.get(Qualifier.QUANTITY):
            found.setdefault((fold(speakers[-1]).split()[-1], subject), []).append(claim)
    for (_, subject), members in found.items():
        for left, right in combinations(members[:_MOST], 2):
            if left.doc != right.doc and left.predicate is not right.predicate and _one_good(where, left, right):
                topic = f"what was said of {name_of(where, subject)}: {left.predicate} or {right.predicate}"
                told = [one for one in members if one.doc in {left.doc, right.doc}]
                yield conflict(ConflictKind.MEANING, Severity.NOTE, topic, told)
                break


def _one_good(where: Ground, left: Claim, right: Claim) -> bool:
    """Whether two claims are about one kind of goods, named in the product or as object."""

    def heads(claim: Claim) -> set[str]:
        target = where.object(claim)
        named = fold(where.entities[target].name).split()[-1:] if target else []
        return set(where.goods(claim)) | {word.removesuffix("s") for word in named}

    return bool(heads(left) & heads(right))


def denials(where: Ground) -> Iterator[Conflict]:
    """Denials beside what they deny: one conflict for each nation and origin, or for each relation denied.

    An answer "denied" counts only where its document does not put the denial in words.
    """
    resolution = Resolution(tuple(where.entities.values()), where.party)
    found: dict[tuple[str, ...], dict[str, Claim]] = {}
    answers: list[tuple[Claim, list[Claim]]] = []
    for denial, denied in denied_claims(where.claims, resolution, where.lineage, where.nations):
        if denial.status is not Status.DENIED:
            answers.append((denial, denied))
            continue
        subject = where.subject(denial) or ""
        nation = "".join(sorted(where.nations.get(subject, ())))
        key: tuple[str, ...] = (denial.predicate, nation, where.origin(denial.doc) or denial.doc)
        if subject not in where.states and not where.entities[subject].described:
            key = (denial.predicate, subject, where.object(denial) or "")
        found.setdefault(key, {}).update({one.id: one for one in (denial, *denied)})
    for answer, denied in answers:
        found[answer.id,] = {one.id: one for one in (answer, *denied)}
    for sides in found.values():
        members = sorted(sides.values(), key=lambda one: one.status is not Status.DENIED)
        first = members[0]
        topic = (
            f"denied: {name_of(where, where.subject(first))} {first.predicate} {name_of(where, where.object(first))}"
        )
        yield conflict(ConflictKind.DENIAL, Severity.ALARM, topic, members)


FINDERS: tuple[Finder, ...] = (
    numbers, dates, events, supplies, stage_conflicts, firsts, names, employers, meanings, denials,
)  # fmt: skip
"""All finders, in the order in which their conflicts are shown."""
