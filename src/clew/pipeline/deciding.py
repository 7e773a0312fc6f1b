"""Turn what a person names (parties, claims, documents, publishers) into a decision on ids of the case."""

from clew.errors import NoSuchName, UsageError
from clew.pipeline.judging import Decision
from clew.records import Entity, Findings, Hit
from clew.screen import seen_of
from clew.vocabulary import EntityType, Reliability, Verdict

PAIRS = frozenset({Verdict.SAME, Verdict.DIFFERENT})
HITS = frozenset({Verdict.TRUE_HIT, Verdict.FALSE_ALARM, Verdict.UNSURE})


def decide(findings: Findings, verdict: Verdict, left: str, right: str | None, why: str) -> Decision:
    """Turn words into a decision on ids of the case.

    Raises `NoSuchName` where a name is not in the case, `UsageError` where a side is missing or wrong.
    """
    if verdict not in (Verdict.ACCEPT, Verdict.REJECT) and right is None:
        raise UsageError(f"{verdict} needs two sides")
    other = right or ""
    if verdict in PAIRS:
        one, two = the_entity(findings, left), the_entity(findings, other)
        return Decision(verdict, one.id, two.id, why, (one.name, two.name))
    if verdict in (Verdict.RENAME, Verdict.SET_TYPE):
        one = the_entity(findings, left)
        if verdict is Verdict.SET_TYPE and other not in set(EntityType):
            raise UsageError(f"{other!r} is no type; known: {', '.join(EntityType)}")
        return Decision(verdict, one.id, other, why, (one.name,))
    if verdict in HITS:
        one = the_entity(findings, left)
        hit = _the_hit(findings, one, other)
        return Decision(verdict, one.id, hit.listing.id, why, (one.name,), seen=seen_of(one, hit.listing))
    if verdict in (Verdict.ACCEPT, Verdict.REJECT):
        found = [claim.id for claim in findings.claims if claim.id.startswith(left)]
        if len(found) != 1:
            raise NoSuchName("claim", left)
        return Decision(verdict, found[0], None, why)
    if verdict is Verdict.COPY_OF:
        known = {document.name: document.id for document in findings.documents}
        for name in (left, other):
            if name not in known:
                raise NoSuchName("document", name)
        return Decision(verdict, known[left], known[other], why, documents=(left, other))
    if other not in set(Reliability):
        raise UsageError(f"{other!r} is no grade; known: {', '.join(Reliability)} (NATO Admiralty code)")
    return Decision(verdict, left, other, why, (left,))


def _the_hit(findings: Findings, entity: Entity, told: str) -> Hit:
    """The hit of a party on a listing, told by its number or as LIST/NUMBER. Raises `NoSuchName`, `UsageError`."""
    found = [
        hit
        for hit in findings.hits
        if hit.entity == entity.id and told in (hit.listing.id, f"{hit.listing.list}/{hit.listing.id}")
    ]
    if not found:
        raise NoSuchName("hit of this party on listing", told)
    if len(found) > 1:
        several = " or ".join(f"{hit.listing.list}/{hit.listing.id}" for hit in found)
        raise UsageError(f"several lists have an entry {told}; say {several}")
    return found[0]


def the_entity(findings: Findings, name: str) -> Entity:
    """Find the one entity of this name or id. Raises `NoSuchName`, naming near ones."""
    wanted = name.casefold()
    by_id = [entity for entity in findings.entities if entity.id == name]
    exact = by_id or [entity for entity in findings.entities if entity.name.casefold() == wanted]
    exact = exact or [entity for entity in findings.entities if wanted in {n.casefold() for n in entity.names}]
    if len(exact) == 1:
        return exact[0]
    near = [entity for entity in findings.entities if any(wanted in n.casefold() for n in entity.names)]
    raise NoSuchName("single party" if exact else "party", name, tuple(e.name for e in (exact or near)[:3]))
