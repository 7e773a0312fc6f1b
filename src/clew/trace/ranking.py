"""Rank the unlisted parties of a case by what a desk officer would look at first, with the reasons in words."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TypeVar

from clew.measures.edtf import OPEN_START, span
from clew.records import (
    GoBetween,
    Hit,
    Nomination,
    OwnershipAnswer,
    PartyGoods,
    Path,
    Reason,
    ReasonKind,
    WhoMatters,
    isolated,
)
from clew.trace.explain import explain_step, is_disputed
from clew.trace.goods import goods_by_party
from clew.trace.graph import ExposureGraph
from clew.trace.joints import go_betweens, joins
from clew.trace.tables import read_table
from clew.trace.timeline import day, timeline_of
from clew.vocabulary import EntityType, Exposure, HitState, OwnershipWord

Key = TypeVar("Key")
Value = TypeVar("Value")
_OPEN = frozenset({OwnershipWord.NO, OwnershipWord.CANNOT_TELL})


@dataclass(frozen=True, slots=True)
class RankingTable:
    """How much each reason adds (data/ranking.yaml)."""

    exposure: Mapping[Exposure, float]
    further_step: float
    caught: float
    cannot_tell: float
    several: float
    several_most: float
    go_between: float
    goods: Mapping[str, float]
    after_listing: float


@cache
def ranking_table() -> RankingTable:
    """The shipped table."""
    told = read_table("ranking.yaml")
    return RankingTable(**{**told, "exposure": {Exposure(key): value for key, value in told["exposure"].items()}})


@dataclass(frozen=True)
class Evidence:
    """What the ranking weighs: the paths, hits and answers of each party, the go-betweens and goods of the case."""

    graph: ExposureGraph
    paths: Mapping[str, Sequence[Path]]
    hits: Mapping[str, Sequence[Hit]]
    answers: Mapping[str, Sequence[OwnershipAnswer]]
    joints: Mapping[str, GoBetween]
    goods: Mapping[str, Sequence[PartyGoods]]
    listed: frozenset[str]


def who_matters(
    graph: ExposureGraph,
    party: Mapping[tuple[str, str], str],
    paths: Sequence[Path],
    hits: Sequence[Hit],
    ownership: Sequence[OwnershipAnswer],
) -> WhoMatters:
    """Who matters in a case: nominations, go-betweens, goods by party, and the timeline.

    `party` gives the entity of each side of each claim; `paths`, `hits` and `ownership` are findings of the same case.
    """
    joints, goods = go_betweens(graph, hits), goods_by_party(graph, party)
    evidence = Evidence(
        graph=graph,
        paths=_grouped((path.start, path) for path in paths),
        hits=_grouped((hit.entity, hit) for hit in hits if hit.state is not HitState.REJECTED),
        answers=_grouped((answer.entity, answer) for answer in ownership),
        joints={joint.entity: joint for joint in joints},
        goods=_grouped((one.entity, one) for one in goods),
        listed=frozenset(hit.entity for hit in hits if hit.state is HitState.MATCH),
    )
    return WhoMatters(rank_parties(evidence), joints, goods, timeline_of(graph, hits))


def rank_parties(evidence: Evidence) -> tuple[Nomination, ...]:
    """The unlisted parties for which there is any reason, the most points first.

    Public bodies and hubs (banks, ministries, media), goods, places, and parties known by a description only are
    nominated for nothing.
    """
    graph, found = evidence.graph, []
    for entity in graph.entities:
        usable = joins(entity.type) and entity.type is not EntityType.PUBLIC_BODY and graph.tables.hubs.limit(entity)
        if entity.id in evidence.listed or entity.described or not usable:
            continue
        reasons = tuple(_reasons(evidence, entity.id))
        if reasons:
            best = _best(evidence, entity.id)
            score = round(sum(reason.points for reason in reasons), 1)
            cautions = tuple(_cautions(evidence, entity.id, best))
            found.append(Nomination(entity.id, score, reasons, best.exposure if best else None, cautions))
    names = {entity.id: entity.name for entity in graph.entities}
    return tuple(sorted(found, key=lambda one: (-one.score, names[one.entity], one.entity)))


def _reasons(evidence: Evidence, entity: str) -> Iterator[Reason]:
    table, best = ranking_table(), _best(evidence, entity)
    if best is not None:
        yield _exposure(evidence, best, table)
    caught = [answer for answer in evidence.answers.get(entity, ()) if answer.answer not in _OPEN]
    unsure = [one for one in evidence.answers.get(entity, ()) if one.answer is OwnershipWord.CANNOT_TELL]
    if caught:
        words = ", ".join(f"{answer.regime.upper()}: {answer.answer}" for answer in caught)
        yield Reason(ReasonKind.OWNERSHIP, table.caught, f"caught by an ownership rule, as stated ({words})")
    elif unsure:
        words = ", ".join(answer.regime.upper() for answer in unsure)
        says = f"an ownership rule may catch it; a missing share would decide ({words})"
        yield Reason(ReasonKind.OWNERSHIP, table.cannot_tell, says)
    ends = list(dict.fromkeys(path.end for path in _ways(evidence, entity) if path.end in evidence.listed))
    if len(ends) > 1:
        points = min(table.several_most, table.several * (len(ends) - 1))
        named = ", ".join(_name(evidence, end) for end in ends)
        yield Reason(ReasonKind.SEVERAL_LISTED, points, f"paths lead to {len(ends)} listed parties: {named}")
    joint = evidence.joints.get(entity)
    if joint is not None and any(one in evidence.listed for group in joint.groups for one in group):
        yield Reason(ReasonKind.GO_BETWEEN, table.go_between, joint.says)
    gravest = next((one for one in evidence.goods.get(entity, ()) if one.tier is not None), None)
    if gravest is not None and gravest.tier is not None:
        says = f"{gravest.way} {isolated(gravest.says)} (HS {', '.join(gravest.codes)})"
        says += f": high priority list, tier {gravest.tier}, {gravest.item}"
        yield Reason(ReasonKind.GOODS, table.goods[gravest.tier], says)
    yield from _after_listing(evidence, entity, table)


def _exposure(evidence: Evidence, path: Path, table: RankingTable) -> Reason:
    points = table.exposure[path.exposure] * table.further_step ** (len(path.steps) - 1) * path.support
    sure = path.hit is None or path.hit.state is HitState.MATCH
    end = f"{_name(evidence, path.end)}, {'listed' if sure else 'near a listed name, for review'}"
    told = "; ".join(f"{step.says} ({explain_step(evidence.graph, step).support})" for step in path.steps)
    relations = tuple(step.relation for step in path.steps)
    return Reason(ReasonKind.EXPOSURE, round(points, 1), f"{path.exposure} ({end}): {told}", relations)


def _after_listing(evidence: Evidence, entity: str, table: RankingTable) -> Iterator[Reason]:
    """That the first dated dealing with a listed party came after it was listed."""
    graph = evidence.graph
    for path in _ways(evidence, entity):
        if len(path.steps) != 1 or path.hit is None or path.hit.state is not HitState.MATCH:
            continue
        listed_on = [span(hit.listing.since) for hit in evidence.hits.get(path.end, ()) if hit.listing.since]
        since = min((days[1] for days in listed_on if days), default=None)
        place = graph.place[path.steps[0].relation]
        first = int(graph.columns.first[place])
        if since is not None and first != OPEN_START and first > since:
            says = f"the first dated tie to {_name(evidence, path.end)} ({day(first)}) came after that was listed"
            says += f" ({path.hit.listing.since or day(since)})"
            yield Reason(ReasonKind.AFTER_LISTING, table.after_listing, says, (path.steps[0].relation,))
            return


def _cautions(evidence: Evidence, entity: str, best: Path | None) -> Iterator[str]:
    review = next(iter(evidence.hits.get(entity, ())), None)
    if review is not None:
        near = f"“{isolated(review.listed_name)}” on {review.version.name}"
        yield f"its name is near {near}: decide first whether it is that party"
    if best is None:
        return
    if best.hit is not None and best.hit.state is not HitState.MATCH:
        yield f"it is not settled whether {_name(evidence, best.end)} is the listed party"
    graph = evidence.graph
    denied = [step for step in best.steps if is_disputed(graph, graph.relation(step.relation))]
    if denied:
        yield f"denied: that {denied[0].says.removesuffix(graph.tables.disputed)}"


def _ways(evidence: Evidence, entity: str) -> list[Path]:
    return [path for path in evidence.paths.get(entity, ()) if path.steps]


def _best(evidence: Evidence, entity: str) -> Path | None:
    """The path that adds most: by class, then length, then support."""
    table = ranking_table()
    ways = _ways(evidence, entity)
    order = list(Exposure)
    return min(
        ways,
        key=lambda path: (
            -table.exposure[path.exposure] * table.further_step ** (len(path.steps) - 1) * path.support,
            order.index(path.exposure),
            path.end,
        ),
        default=None,
    )


def _name(evidence: Evidence, entity: str) -> str:
    return isolated(evidence.graph.entities[evidence.graph.number[entity]].name)


def _grouped(rows: Iterable[tuple[Key, Value]]) -> dict[Key, list[Value]]:
    found: dict[Key, list[Value]] = {}
    for key, value in rows:
        found.setdefault(key, []).append(value)
    return found
