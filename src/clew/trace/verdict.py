"""Put an answer on ownership into words: what the rule makes of the owners, and what is left to examine."""

from collections.abc import Iterator, Mapping

from clew.measures.edtf import span
from clew.records import Hit, Holding, OwnershipAnswer, isolated
from clew.trace.explain import is_disputed
from clew.trace.graph import ExposureGraph
from clew.trace.holdings import Holdings
from clew.trace.rules import Occasion, Rule
from clew.vocabulary import HitState, Interest, OwnershipWord, Predicate, Status

NO_ADVICE = "This is analysis of what documents state, not legal advice."
A_YEAR = 365


def says_of(graph: ExposureGraph, rule: Rule, told: OwnershipAnswer) -> str:
    """The answer in a paragraph."""
    name = _name(graph, told.entity)
    said = [f"{name}: {told.answer} under the {rule.name}."]
    if told.entity in told.listed and told.answer is rule.word:
        said.append(f"{name} is listed itself.")
    else:
        said.append(_share_sentence(graph, rule, told))
    if told.control:
        said.append(f"Control is stated apart from ownership: {'; '.join(_hold(graph, one) for one in told.control)}.")
    if told.answer is OwnershipWord.CANNOT_TELL and not told.outcomes:
        gaps = "; ".join(one.says for one in told.missing)
        said.append(f"What would decide: {gaps}." if gaps else "No single unknown would decide.")
    if told.outcomes:
        state = "; ".join(f"if it is {state}: {word}" for state, word in told.outcomes)
        said.append(f"The rule is {rule.state} on {told.on} — {state}.")
    return " ".join([*said, NO_ADVICE])


def _share_sentence(graph: ExposureGraph, rule: Rule, told: OwnershipAnswer) -> str:
    held = [one for one in told.chain if one.asset == told.entity and one.interest in rule.interests]
    if not held:
        return "No holding of a listed party, or of one that it owns, is stated."
    who = "one listed party" if not rule.aggregate else "listed parties"
    parts = "; ".join(
        _hold(graph, one) + (" (listed)" if one.owner in told.listed else " (owned by a listed party)") for one in held
    )
    return f"What {who} and those owned by them hold of it: {_range(told)}; the rule takes {rule.threshold}. {parts}."


def _hold(graph: ExposureGraph, one: Holding) -> str:
    owner = _name(graph, one.owner)
    if one.interest in {Interest.BOARD, Interest.CONTROL}:
        return f"{owner} is said to {'control it' if one.interest is Interest.CONTROL else 'appoint its board'}"
    unsure = "" if one.sure else ", which is not certain"
    return f"{owner}, {isolated(one.says)}{' of the votes' if one.interest is Interest.VOTES else ''}{unsure}"


def _range(told: OwnershipAnswer) -> str:
    return f"{told.low:g} %" if told.low == told.high else f"{told.low:g} to {told.high:g} %"


def warnings_of(
    graph: ExposureGraph,
    rule: Rule,
    told: OwnershipAnswer,
    hits: Mapping[str, list[Hit]],
    former: Holdings,
    together: bool,
) -> tuple[str, ...]:
    """What the answer leaves to examine: the rule's own warnings where they apply, then what is weak in the material.

    `hits` are those from which the rule runs, by entity; `together` says that listed parties catch the entity only
    if their stakes are added up.
    """
    caught = rule.word in {told.answer, *(word for _, word in told.outcomes)}
    shares = [one for one in told.chain if one.interest in rule.interests]
    changed = dict.fromkeys(_sales(told, hits, former))
    applies = {
        Occasion.CAUGHT: caught,
        Occasion.CONTROL: bool(told.control),
        Occasion.MINORITY: not caught and any(one.asset == told.entity for one in shares),
        Occasion.LED: _is_led(graph, told.entity, hits),
        Occasion.SOLD: Occasion.SOLD in changed,
        Occasion.SOLD_BEFORE: Occasion.SOLD_BEFORE in changed,
        Occasion.SEVERAL: together,
        Occasion.UNKNOWN: any(one.low == 0 and one.high == 100 for one in shares),
    }
    own = [says for occasion, says in rule.warnings if applies[occasion]]
    return (*own, *_weak_points(graph, told, hits))


def _sales(told: OwnershipAnswer, hits: Mapping[str, list[Hit]], held: Holdings) -> Iterator[Occasion]:
    now = {(one.owner, one.interest): one.high for one in told.owners}
    for former in held.former:
        one = former.holding
        if one.asset != told.entity or one.owner not in hits or one.high <= now.get((one.owner, one.interest), 0):
            continue
        for hit in hits[one.owner]:
            since = span(hit.listing.since) if hit.listing.since else None
            if since is None or former.changed >= since[0]:
                yield Occasion.SOLD
            elif former.changed >= since[0] - A_YEAR:
                yield Occasion.SOLD_BEFORE


def _is_led(graph: ExposureGraph, entity: str, hits: Mapping[str, list[Hit]]) -> bool:
    here, arcs = graph.number[entity], graph.arcs
    for step in range(int(arcs.out[here]), int(arcs.out[here + 1])):
        relation = graph.relations[arcs.relation[step]]
        stated = not set(relation.statuses).isdisjoint({Status.ASSERTED, Status.POSSIBLE})
        if relation.predicate is Predicate.LEADS and relation.subject in hits and relation.object == entity and stated:
            return True
    return False


def _weak_points(graph: ExposureGraph, told: OwnershipAnswer, hits: Mapping[str, list[Hit]]) -> Iterator[str]:
    review = [one for one in told.listed if all(hit.state is HitState.REVIEW for hit in hits.get(one, ()))]
    for one in review:
        yield f"whether {_name(graph, one)} is the listed party is not decided yet (a hit for review)"
    links = {(one.owner, one.asset) for one in told.chain}
    for relation in graph.relations if links else ():
        owned = relation.predicate is Predicate.OWNS and (relation.subject, relation.object) in links
        if owned and is_disputed(graph, relation):
            owner, asset = _name(graph, relation.subject), _name(graph, relation.object)
            yield f"that {owner} owns {asset} is denied by a source"


def _name(graph: ExposureGraph, entity: str | None) -> str:
    return isolated(graph.entities[graph.number[entity or ""]].name)
