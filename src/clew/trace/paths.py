"""Find the best different paths from parties to listed ones, or between two parties."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from heapq import heappop, heappush

from clew.errors import NoSuchName
from clew.records import Hit, Path
from clew.trace.arcs import EXPOSURES, UNREACHED
from clew.trace.explain import steps_of
from clew.trace.graph import ExposureGraph
from clew.trace.options import PathOptions
from clew.trace.search import STEP, Search, prepare
from clew.vocabulary import Exposure, HitState


@dataclass(frozen=True, slots=True)
class Goal:
    """Where a search is to end: what the rest of the way costs at least, and which parties are an end.

    `rest` bounds from below the cost of the way on from a party, `steps` its length; `owned` bounds the cost
    where the way must go on by ownership alone. `ends` tells whether a party is an end, `stops` whether a path
    may not lead on from it.
    """

    rest: Callable[[int], int]
    owned: Callable[[int], int]
    steps: Callable[[int], int]
    ends: Callable[[int], bool]
    stops: Callable[[int], bool]


def find_paths(
    graph: ExposureGraph, starts: Sequence[str], hits: Sequence[Hit], options: PathOptions | None = None
) -> tuple[Path, ...]:
    """Exposure paths from each start to listed parties, by start, exposure (in order of precedence) and rank.

    A start that is listed has an empty path of exposure `listed`; unless the options go beyond it, a match ends
    the matter. Two paths of one start never lead over the same parties: the exposure that precedes stands.
    Raises `NoSuchName` where a start is no party of the graph.
    """
    options = options or PathOptions()
    search = prepare(graph, hits, options)
    found: list[Path] = []
    for start in starts:
        found += exposure_paths(search, party_number(graph, start))
    return tuple(found)


def party_number(graph: ExposureGraph, entity: str) -> int:
    """The place of an entity in the graph; raises `NoSuchName` where it is not there."""
    if entity not in graph.number:
        raise NoSuchName("entity", entity)
    return graph.number[entity]


def exposure_paths(search: Search, start: int) -> list[Path]:
    """The best paths of one party in each exposure class that the options ask for."""
    wanted, found = search.options.exposures, []
    hit = search.hits.get(start)
    if hit is not None:
        name = search.graph.entities[start].id
        if Exposure.LISTED in wanted:
            found.append(Path(name, name, Exposure.LISTED, (), hit, hit.score))
        if hit.state is HitState.MATCH and not search.options.beyond_listed:
            return found
    seen: set[tuple[int, ...]] = set()
    for exposure in EXPOSURES[1:]:
        if exposure not in wanted and exposure is Exposure.NAMED_BESIDE_LISTED:
            continue
        ranked = 0
        for parties, arcs in walk(search, start, exposure, _to_listed(search, exposure)):
            if parties in seen or chain_exposure(search, arcs) is not exposure:
                continue
            seen.add(parties)
            if exposure in wanted:
                found.append(path_of(search, start, arcs, exposure))
            ranked += 1
            if ranked == search.options.paths:
                break
    return found


def k_best_paths(
    graph: ExposureGraph, start: str, end: str, k: int = 5, options: PathOptions | None = None
) -> tuple[Path, ...]:
    """The k best different paths between two parties, whether listed or not, best first.

    Each carries the exposure that it would give if `end` were listed, and no hit.
    Raises `NoSuchName` where either is no party of the graph.
    """
    options = replace(options or PathOptions(), paths=k)
    return k_best(prepare(graph, (), options), party_number(graph, start), party_number(graph, end))


def k_best(search: Search, start: int, end: int) -> tuple[Path, ...]:
    """The best different paths between two parties of a graph that has been made ready."""
    if start == end:
        return ()
    radius = (search.options.max_steps + 1) // 2
    ball = _ball(search, end, radius)
    cheapest = int(search.costs.min(initial=STEP))

    def steps(party: int) -> int:
        return ball.get(party, radius + 1)

    def rest(party: int) -> int:
        return cheapest * steps(party)

    goal = Goal(rest, rest, steps, lambda party: party == end, lambda party: party == end)
    found = []
    for _, arcs in walk(search, start, Exposure.NAMED_BESIDE_LISTED, goal):
        found.append(path_of(search, start, arcs, chain_exposure(search, arcs)))
        if len(found) == search.options.paths:
            break
    return tuple(found)


def walk(
    search: Search, start: int, exposure: Exposure, goal: Goal
) -> Iterator[tuple[tuple[int, ...], tuple[int, ...]]]:
    """Yield paths to ends as (parties, steps), cheapest first; each over other parties, none twice over one.

    A* over whole paths. Stops after `options.tries` paths looked at, so that no hub makes it run away.
    """
    arcs, owned_code = search.arcs, EXPOSURES.index(Exposure.OWNED_BY_LISTED)
    begin, follow = search.may_begin(exposure), search.may_follow(exposure)
    through = search.graph.through
    waiting: list[tuple[int, int, tuple[int, ...], tuple[int, ...], bool, int]] = [(0, 0, (start,), (), False, 0)]
    tries = 0
    while waiting and tries < search.options.tries:
        _, _, parties, steps, barred, spent = heappop(waiting)
        tries += 1
        here = parties[-1]
        if steps and goal.ends(here):
            yield parties, steps
            if goal.stops(here):
                continue
        if len(steps) == search.options.max_steps:
            continue
        if steps and not through[here] and not search.options.through_hubs:
            if arcs.exposure[steps[-1]] != owned_code:
                continue
            barred = True
        allowed = {owned_code} & (follow if steps else begin) if barred else follow if steps else begin
        bound = goal.owned if barred else goal.rest
        left, last = search.options.max_steps - len(steps) - 1, -1
        begins, ends = int(arcs.out[here]), int(arcs.out[here + 1])
        for step, far, code in zip(
            range(begins, ends), arcs.far[begins:ends].tolist(), arcs.exposure[begins:ends].tolist(), strict=True
        ):
            if far == last or code not in allowed or far in parties or goal.steps(far) > left:
                continue
            rest = bound(far)
            if rest < UNREACHED:
                last, cost = far, spent + int(search.costs[step])
                heappush(waiting, (cost + rest, len(steps) + 1, (*parties, far), (*steps, step), barred, cost))


def chain_exposure(search: Search, steps: Sequence[int]) -> Exposure:
    """The exposure of a chain of steps, by the table of chains."""
    return search.graph.tables.exposure_of(tuple(EXPOSURES[search.arcs.exposure[step]] for step in steps))


def path_of(search: Search, start: int, steps: Sequence[int], exposure: Exposure) -> Path:
    """The record of a path."""
    end = int(search.arcs.far[steps[-1]]) if steps else start
    support = min((1 - int(search.arcs.weakness[step]) / 10 for step in steps), default=1.0)
    return Path(
        start=search.graph.entities[start].id,
        end=search.graph.entities[end].id,
        exposure=exposure,
        steps=steps_of(search.graph, search.arcs, steps),
        hit=search.hits.get(end),
        support=round(support, 2),
    )


def _to_listed(search: Search, exposure: Exposure) -> Goal:
    rest, owned, hits, sure = search.chains[exposure].cost, search.owned.cost, search.hits, search.sure
    return Goal(
        rest=lambda party: int(rest[party]),
        owned=lambda party: int(owned[party]),
        steps=lambda party: 0 if party in hits else 1,
        ends=lambda party: party in hits,
        stops=lambda party: bool(sure[party]),
    )


def _ball(search: Search, end: int, radius: int) -> dict[int, int]:
    """How many steps the parties near to `end` are away from it, searched backwards."""
    arcs, away, rim = search.arcs, {end: 0}, [end]
    for steps in range(1, radius + 1):
        fresh: set[int] = set()
        for party in rim:
            if party == end or search.graph.through[party] or search.options.through_hubs:
                fresh.update(arcs.near[arcs.by_far[arcs.into[party] : arcs.into[party + 1]]].tolist())
        rim = sorted(fresh - away.keys())
        away |= dict.fromkeys(rim, steps)
    return away
