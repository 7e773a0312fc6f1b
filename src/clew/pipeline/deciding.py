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
        return _on_a_pair(findings, verdict, left, other, why)
    if verdict in (Verdict.RENAME, Verdict.SET_TYPE):
        one = the_entity(findings, left)
        if not other.strip():
            raise UsageError(f"{verdict} needs a name that is not empty")
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
        if left == other:
            raise UsageError(f"{left} cannot be a copy of itself; name the document that it was copied from")
        return Decision(verdict, known[left], known[other], why, documents=(left, other))
    if other not in set(Reliability):
        raise UsageError(f"{other!r} is no grade; known: {', '.join(Reliability)} (NATO Admiralty code)")
    return Decision(verdict, _the_source(findings, left), other, why, (left,))


def _on_a_pair(findings: Findings, verdict: Verdict, left: str, right: str, why: str) -> Decision:
    """A decision on two parties, or on two names of one; each goes with the name that was said where it is one party.

    Raises `NoSuchName`, `UsageError`.
    """
    one, two = the_entity(findings, left), the_entity(findings, right)
    if one.id != two.id:
        return Decision(verdict, one.id, two.id, why, (one.name, two.name))
    names = _as_borne(one, left), _as_borne(one, right)
    if names[0] == names[1]:
        raise UsageError(f"{left} and {right} are one name of one party, {one.name}; say two of its names")
    return Decision(verdict, one.id, one.id, why, names)


def _as_borne(entity: Entity, said: str) -> str:
    """A name of a party as its documents write it, its main name where its id was said."""
    return next((name for name in entity.names if name.casefold() == said.casefold()), entity.name)


def _the_source(findings: Findings, told: str) -> str:
    """A publisher of documents or a source that claims rest on. Raises `NoSuchName`, naming near ones."""
    known = {document.publisher for document in findings.documents if document.publisher}
    known |= {source.name for claim in findings.claims for source in claim.sources}
    known |= {lineage.origin.name for lineage in findings.lineages if lineage.origin}
    if told in known:
        return told
    near = sorted(one for one in known if told.casefold() in one.casefold() or one.casefold() in told.casefold())
    raise NoSuchName("publisher or source", told, tuple(near[:3]))


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
