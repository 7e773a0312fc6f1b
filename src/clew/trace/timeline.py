"""The dated events of a case in order: what relations are dated, and when parties were listed."""

from collections.abc import Sequence
from datetime import date

from clew.measures.edtf import OPEN_END, OPEN_START, span
from clew.records import DatedEvent, Hit, isolated
from clew.trace.explain import relation_sentence
from clew.trace.graph import ExposureGraph
from clew.vocabulary import HitState, Qualifier


def timeline_of(graph: ExposureGraph, hits: Sequence[Hit]) -> tuple[DatedEvent, ...]:
    """All dated statements and listings, by first day; one event for each relation and date, vague dates as spans."""
    found: list[tuple[int, int, DatedEvent]] = []
    for relation in graph.relations:
        dated: dict[str, list[str]] = {}
        for id in relation.claims:
            when = graph.claims[id].values.get(Qualifier.WHEN) if id in graph.claims else None
            if when:
                dated.setdefault(when, []).append(id)
        for when, claims in dated.items():
            days = span(when)
            if days is not None:
                says = relation_sentence(graph, relation)
                event = DatedEvent(when, day(days[0]), day(days[1]), says, relation.id, claims=tuple(claims))
                found.append((*days, event))
    seen: set[tuple[str, str, str]] = set()
    for hit in hits:
        since = span(hit.listing.since) if hit.listing.since else None
        key = hit.entity, hit.version.name, hit.listing.since or ""
        if hit.state is HitState.MATCH and since is not None and hit.entity in graph.number and key not in seen:
            seen.add(key)
            authority = hit.listing.authority or hit.version.authority or hit.version.name
            says = f"{isolated(graph.entities[graph.number[hit.entity]].name)} is listed by {authority}"
            when = hit.listing.since or ""
            found.append((*since, DatedEvent(when, day(since[0]), day(since[1]), says, entity=hit.entity)))
    return tuple(event for _, _, event in sorted(found, key=lambda one: (one[0], one[1], one[2].says)))


def day(number: int) -> str | None:
    """The ISO date of a day's number, None for an open end."""
    return None if number in (OPEN_START, OPEN_END) else date.fromordinal(number).isoformat()
