"""Find statements that do not agree: numbers, dates, events, names, employers, denials, meanings."""

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import combinations

from clew.corroborate.dating import may_be_same
from clew.corroborate.denials import denied_claims
from clew.corroborate.quantities import Range, read_range
from clew.corroborate.statements import STATED, Ground, conflict, distorting, name_of
from clew.names import fold
from clew.records import Claim, Conflict, Resolution
from clew.vocabulary import ConflictKind, Predicate, Qualifier, Severity, SourceKind, Status

Finder = Callable[[Ground], Iterator[Conflict]]

_COUNTED = (Qualifier.QUANTITY, Qualifier.AMOUNT, Qualifier.SHARE)
_MOST = 12
_FAR = 1.25
_PART = re.compile(
    r"\b(?:first|second|third|fourth|another|further|additional|last|ещё|еще|первые|последние) "
    r"(?:\d|consignment|shipment|batch|delivery|lot|партия|поставка)",
    re.IGNORECASE,
)
_FIRST = ("first", "первые", "первая", "первую", "первый", "首批")
_EVENTS = frozenset(
    {
        Predicate.SUPPLIES, Predicate.TESTS, Predicate.PRODUCES, Predicate.FOUNDS, Predicate.DEVELOPS,
        Predicate.CONTRACTS_WITH, Predicate.PAYS, Predicate.USES, Predicate.VISITS, Predicate.SANCTIONS,
    }
)  # fmt: skip


def _grouped(where: Ground, predicates: frozenset[Predicate] | None = None) -> dict[tuple[str, ...], list[Claim]]:
    """Stated claims by predicate and the parties that they are compared by."""
    found: dict[tuple[str, ...], list[Claim]] = {}
    for claim in where.claims:
        if predicates is None or claim.predicate in predicates:
            left, right = where.side(where.subject(claim)), where.side(where.object(claim))
            if left and right:
                found.setdefault((claim.predicate, left, right), []).append(claim)
    return found


def _goods(claim: Claim) -> frozenset[str]:
    """The last words of the goods that a claim names, without plural endings, and model codes."""
    parts = fold(claim.qualifiers.get(Qualifier.PRODUCT, "").replace(";", " | ")).split("|")
    heads = {part.split()[-1].removesuffix("s") for part in parts if part.split()}
    codes = {word.removesuffix("s") for part in parts for word in part.split() if any(c.isdigit() for c in word)}
    return frozenset(heads | codes)


def _comparable(where: Ground, left: Claim, right: Claim) -> bool:
    """Whether two claims of one relation may count the same thing: goods and times do not exclude each other."""
    ours, theirs = _goods(left), _goods(right)
    if ours and theirs and not ours & theirs:
        return False
    return may_be_same(where.days(left), where.days(right), slack=0)


def numbers(where: Ground) -> Iterator[Conflict]:
    """Different numbers for one thing in different documents: an alarm where no number can be both."""
    for members in _grouped(where).values():
        for key in _COUNTED:
            counted = [
                (claim, told)
                for claim in members
                if claim.status in STATED
                and not _is_a_part(claim)
                and (told := read_range(claim.qualifiers.get(key, ""))) is not None
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
    for members in _grouped(where, _EVENTS).values():
        dated = [one for one in members if one.status in STATED and one.qualifiers.get(Qualifier.QUANTITY)]
        for left, right in combinations(dated[:_MOST], 2):
            ours, theirs = where.days(left), where.days(right)
            if left.doc == right.doc or ours is None or theirs is None or may_be_same(ours, theirs, slack=0):
                continue
            if _is_one_act(left, right):
                topic = _topic(where, "date", left)
                yield conflict(ConflictKind.DATE, Severity.ALARM, topic, (left, right), distorting(where, left, right))


def _is_one_act(left: Claim, right: Claim) -> bool:
    """Whether two claims count the same delivery: the same number, and both or neither the first of its kind."""
    first = [any(word in fold(one.text).split() for word in _FIRST) for one in (left, right)]
    numbers_told = [read_range(one.qualifiers[Qualifier.QUANTITY]) for one in (left, right)]
    return (
        numbers_told[0] == numbers_told[1] and first[0] == first[1] and (first[0] or bool(_goods(left) & _goods(right)))
    )


def events(where: Ground) -> Iterator[Conflict]:
    """Something planned in one document and done in another: an alarm among documents of one origin, else a note."""
    for topic, members in _acts(where).items():
        planned = [one for one in members if one.status is Status.PLANNED]
        done = [one for one in members if one.status is Status.ASSERTED]
        sides: dict[str, Claim] = {}
        copies: list[str | None] = []
        close = False
        for plan in planned[:_MOST]:
            for fact in done[:_MOST]:
                if plan.doc != fact.doc and may_be_same(where.days(plan), where.days(fact), slack=0):
                    sides |= {plan.id: plan, fact.id: fact}
                    copies.append(distorting(where, plan, fact))
                    close = close or where.same_origin(plan.doc, fact.doc)
        if sides:
            copy = next((one for one in copies if one), None)
            yield conflict(
                ConflictKind.EVENT,
                Severity.ALARM if close else Severity.NOTE,
                f"planned or done: {topic}",
                list(sides.values()),
                copy,
            )


def _acts(where: Ground) -> dict[str, list[Claim]]:
    """Acts that may be planned or done, by actor and what it is done to or with; goods one by one."""
    found: dict[str, list[Claim]] = {}
    for claim in where.claims:
        if claim.predicate not in _EVENTS:
            continue
        subject = where.side(where.subject(claim))
        target = where.object(claim)
        if subject is None or target is None:
            continue
        who = name_of(where, where.subject(claim))
        codes = [code for code in _goods(claim) if any(letter.isdigit() for letter in code)]
        for code in codes if claim.predicate is Predicate.SUPPLIES else []:
            found.setdefault(f"{who} {claim.predicate} {code}", []).append(claim)
        shown = fold(name_of(where, target)) if where.entities[target].described else name_of(where, target)
        if claim.predicate is Predicate.FOUNDS or not (
            claim.predicate is Predicate.SUPPLIES or where.entities[target].described
        ):
            found.setdefault(f"{who} {claim.predicate} {shown}", []).append(claim)
    return found


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
                    ConflictKind.NAME, Severity.NOTE, f"name of {where.entities[entity].name}", list(sides.values())
                )


def employers(where: Ground) -> Iterator[Conflict]:
    """One group described as the staff of two organisations on the word of different sources: a note."""
    found: dict[str, list[Claim]] = {}
    for claim in where.claims:
        group = where.object(claim)
        if claim.predicate is Predicate.EMPLOYS and group and where.entities[group].described:
            found.setdefault(group, []).append(claim)
    for group, members in found.items():
        if len({where.subject(claim) for claim in members}) > 1:
            yield conflict(ConflictKind.ROLE, Severity.NOTE, f"employer of {where.entities[group].name}", members)


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
                topic = f"what was said of {where.entities[subject].name}: {left.predicate} or {right.predicate}"
                told = [one for one in members if one.doc in {left.doc, right.doc}]
                yield conflict(ConflictKind.MEANING, Severity.NOTE, topic, told)
                break


def _one_good(where: Ground, left: Claim, right: Claim) -> bool:
    """Whether two claims are about one kind of goods, named in the product or as object."""

    def heads(claim: Claim) -> set[str]:
        target = where.object(claim)
        named = fold(where.entities[target].name).split()[-1:] if target else []
        return set(_goods(claim)) | {word.removesuffix("s") for word in named}

    return bool(heads(left) & heads(right))


def denials(where: Ground) -> Iterator[Conflict]:
    """Denials beside what they deny: one conflict for each nation and origin, or for each relation denied.

    An answer "denied" counts only where its document does not put the denial in words.
    """
    resolution = Resolution(tuple(where.entities.values()), where.party)
    found: dict[tuple[str, ...], dict[str, Claim]] = {}
    answers: list[tuple[Claim, list[Claim]]] = []
    for denial, denied in denied_claims(where.claims, resolution, where.lineage):
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


FINDERS: tuple[Finder, ...] = (numbers, dates, events, names, employers, meanings, denials)
"""All finders, in the order in which their conflicts are shown."""
