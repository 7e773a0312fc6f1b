"""Find acts that are planned here and done there, and what is called the first of its kind though it was not."""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta

from clew.corroborate.citations import sentence_around
from clew.corroborate.dating import day_of, may_be_same
from clew.corroborate.quantities import read_range
from clew.corroborate.stages import stages
from clew.corroborate.statements import STATED, Ground, conflict, distorting, name_of, statement
from clew.names import fold
from clew.records import Claim, Conflict, Statement
from clew.vocabulary import ConflictKind, Predicate, Qualifier, Severity, Status

EVENTS = frozenset(
    {
        Predicate.SUPPLIES, Predicate.TESTS, Predicate.PRODUCES, Predicate.FOUNDS, Predicate.DEVELOPS,
        Predicate.CONTRACTS_WITH, Predicate.PAYS, Predicate.USES, Predicate.VISITS, Predicate.SANCTIONS,
    }
)  # fmt: skip
"""What may be planned first and done later."""

_MOST = 12
_COMPLEMENT = (" for ", " in ", " at ", " of ", " to ", " from ", " near ", " для ", " в ", " на ")
_REACH = 120
_LONG_BEFORE = timedelta(days=180)


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
        if claim.predicate not in EVENTS:
            continue
        subject = where.side(where.subject(claim))
        target = where.object(claim)
        if subject is None or target is None:
            continue
        who = name_of(where, where.subject(claim))
        codes = [code for code in where.goods(claim) if any(letter.isdigit() for letter in code)]
        for code in codes if claim.predicate is Predicate.SUPPLIES else []:
            found.setdefault(f"{who} {claim.predicate} {code}", []).append(claim)
        shown = _head(name_of(where, target)) if where.entities[target].described else name_of(where, target)
        if claim.predicate is Predicate.FOUNDS or not (
            claim.predicate is Predicate.SUPPLIES or where.entities[target].described
        ):
            found.setdefault(f"{who} {claim.predicate} {shown}", []).append(claim)
    return found


def _head(name: str) -> str:
    """A description without what follows its noun: "assembly line for the engine in Zhelnograd" is an assembly line."""
    folded = f"{fold(name)} "
    return folded[: min((at for mark in _COMPLEMENT if (at := folded.find(mark)) > 0), default=len(folded))].strip()


def supplies(where: Ground) -> Iterator[Conflict]:
    """A delivery planned in one document and told as done in a later one, between the same named parties: a note.

    A plant counts as its owner's. Goods, numbers and times must not say that it was another delivery.
    """
    found: dict[tuple[str, str], list[Claim]] = {}
    for claim in where.claims:
        giver, taker = where.subject(claim), where.object(claim)
        if claim.predicate is Predicate.SUPPLIES and giver and taker:
            taker = where.holder.get(taker, taker)
            if not where.entities[giver].described and not where.entities[taker].described:
                found.setdefault((giver, taker), []).append(claim)
    for (giver, taker), members in found.items():
        planned = [one for one in members if one.status is Status.PLANNED][:_MOST]
        done = [one for one in members if one.status is Status.ASSERTED][:_MOST]
        if planned and done and giver not in where.states:
            sides = {
                one.id: one
                for plan in planned
                for fact in done
                if _may_fulfil(where, plan, fact)
                for one in (plan, fact)
            }
            if sides:
                topic = f"planned or done: {name_of(where, giver)} supplies {name_of(where, taker)}"
                yield conflict(ConflictKind.EVENT, Severity.NOTE, topic, list(sides.values()))


def _may_fulfil(where: Ground, plan: Claim, fact: Claim) -> bool:
    """Whether a later document may tell as done what an earlier one plans."""
    told, later = _published(where, plan), _published(where, fact)
    if plan.doc == fact.doc or (told and later and later < told) or where.same_origin(plan.doc, fact.doc):
        return False
    numbers = [read_range(one.qualifiers.get(Qualifier.QUANTITY, "")) for one in (plan, fact)]
    if numbers[0] and numbers[1] and not numbers[0].overlaps(numbers[1]):
        return False
    return where.may_be_same_goods(plan, fact) and may_be_same(where.days(plan), where.days(fact), slack=0)


def _published(where: Ground, claim: Claim) -> date | None:
    """The day on which a document appeared, else that of the report which it retells."""
    document, told = where.documents.get(claim.doc), where.lineage.get(claim.doc)
    return day_of(document.published if document else None) or day_of(
        told.origin.date if told and told.origin else None
    )


def firsts(where: Ground) -> Iterator[Conflict]:
    """What one statement calls the first of its kind, though another dates such an act long before: a note."""
    calling = frozenset(name for name, document in where.documents.items() if stages().first.search(document.text))
    if not calling:
        return
    by_giver: dict[tuple[Predicate, str], list[Claim]] = {}
    for claim in where.claims:
        if claim.predicate in EVENTS and claim.status in STATED:
            for giver in _sides(where, where.subject(claim)):
                by_giver.setdefault((claim.predicate, giver), []).append(claim)
    for claim in where.claims:
        if claim.doc not in calling:
            continue
        when = _published(where, claim)
        if claim.predicate not in EVENTS or claim.status not in STATED or not when or _first_at(where, claim) is None:
            continue
        earlier = _earlier(where, claim, when, by_giver)
        if earlier:
            who, whom = name_of(where, where.subject(claim)), name_of(where, where.object(claim))
            topic = f"called the first: {who} {claim.predicate.replace('_', ' ')} {whom}"
            sides = (_from_first(where, claim), *map(statement, earlier))
            yield Conflict(ConflictKind.EVENT, Severity.NOTE, topic, tuple(dict.fromkeys(sides)))


def _first_at(where: Ground, claim: Claim) -> int | None:
    """Where the sentence of a claim calls what it tells the first of its kind, None where it does not."""
    document = where.documents.get(claim.doc)
    if document is None:
        return None
    opening, _ = sentence_around(document.text, claim.quote.start, claim.quote.end)
    found = stages().first.search(document.text, max(opening, claim.quote.start - _REACH), claim.quote.end)
    return found.start() if found else None


def _from_first(where: Ground, claim: Claim) -> Statement:
    """A claim as a side of a conflict, from the words that call it the first on."""
    at = _first_at(where, claim)
    if at is None or at >= claim.quote.start:
        return statement(claim)
    text = where.documents[claim.doc].text
    return Statement(claim.doc, claim.quote.document, at, claim.quote.end, text[at : claim.quote.end])


def _earlier(
    where: Ground, claim: Claim, when: date, by_giver: Mapping[tuple[Predicate, str], list[Claim]]
) -> list[Claim]:
    """Acts of the same kind, of the same giver with the same taker, that are dated long before a report appeared."""
    takers = _sides(where, where.object(claim))
    own = where.days(claim)
    found: dict[str, Claim] = {}
    for giver in _sides(where, where.subject(claim)):
        for other in by_giver.get((claim.predicate, giver), ())[: _MOST * _MOST]:
            days = where.days(other)
            if other.id == claim.id or not days or not takers & _sides(where, where.object(other)):
                continue
            before = days[1] < own[0] if own else days[1] < when - _LONG_BEFORE
            if before and where.goods(claim) & where.goods(other) and _first_at(where, other) is None:
                found[other.id] = other
    return list(found.values())[:_MOST]


def _sides(where: Ground, entity: str | None) -> frozenset[str]:
    """What a party is compared by: itself and, for a state or a described group, its nation."""
    if entity is None:
        return frozenset()
    if entity in where.states or where.entities[entity].described:
        return frozenset({entity, *(f"nation {code}" for code in where.nations.get(entity, ()))})
    return frozenset({entity})
