"""Paths to listed parties: which there are, how they are classed, and what does not join anybody."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.trace.world import claim, graph_of, listed, party

from clew.errors import NoSuchName
from clew.records import Claim, Entity, Path
from clew.trace import (
    PathOptions,
    PathOrder,
    best_path,
    explain_path,
    explain_step,
    expose_all,
    find_paths,
    k_best_paths,
    prepare,
    reached,
)
from clew.vocabulary import EntityType, Exposure, HitState, Predicate, Qualifier, Status

ORLAN, VEGA, BALTA = party("Orlan Aero"), party("Vega Procurement"), party("Balta Works")
ZHAO, MINISTRY = party("Zhao Rui", EntityType.PERSON), party("Ministry of Trade", EntityType.PUBLIC_BODY)
HOLDING, NORTH = party("Balta Holding"), party("North Rotor")

BILLED = claim(
    "Orlan Aero shipped six A12 airframes to Vega Procurement",
    ORLAN,
    Predicate.SUPPLIES,
    VEGA,
    qualifiers={Qualifier.PRODUCT: "six A12 airframes"},
)


def routes(paths: tuple[Path, ...]) -> list[tuple[Exposure, list[str]]]:
    return [(path.exposure, [path.start, *(step.target for step in path.steps)]) for path in paths]


def test_an_unlisted_maker_is_one_step_from_the_listed_buyer_and_the_step_opens_on_its_words() -> None:
    graph = graph_of([ORLAN, VEGA], [BILLED])
    (path,) = find_paths(graph, ["orlan-aero"], [listed(VEGA)])
    assert path.exposure is Exposure.SUPPLIES_LISTED
    assert path.hit is not None
    assert path.hit.listing.caption == "Vega Procurement"
    (step,) = path.steps
    assert step.says == "Orlan Aero is said to have supplied six A12 airframes to Vega Procurement"
    explained = explain_step(graph, step)
    assert [one.text for one in explained.claims] == ["Orlan Aero shipped six A12 airframes to Vega Procurement"]
    assert explained.support == "1 document, 1 origin"
    assert explain_path(graph, path).endswith(
        "Vega Procurement is listed by Treasury of Varnia as “Vega Procurement” since 2024-05-01. "
        "In all: supplies listed."
    )


def test_goods_in_other_letters_are_left_to_the_quote() -> None:
    told = claim(
        "Орлан поставил двигатели", ORLAN, Predicate.SUPPLIES, VEGA, qualifiers={Qualifier.PRODUCT: "двигатели"}
    )
    (path,) = find_paths(graph_of([ORLAN, VEGA], [told]), ["orlan-aero"], [listed(VEGA)])
    assert path.steps[0].says == "Orlan Aero is said to have supplied Vega Procurement"


def test_a_listed_start_is_listed_and_that_is_all_unless_more_is_asked() -> None:
    graph = graph_of([ORLAN, VEGA], [BILLED])
    hits = [listed(VEGA), listed(ORLAN)]
    assert routes(find_paths(graph, ["orlan-aero"], hits)) == [(Exposure.LISTED, ["orlan-aero"])]
    beyond = find_paths(graph, ["orlan-aero"], hits, PathOptions(beyond_listed=True))
    assert [path.exposure for path in beyond] == [Exposure.LISTED, Exposure.SUPPLIES_LISTED]


def test_a_hit_for_review_ends_a_path_but_does_not_settle_it() -> None:
    graph = graph_of([ORLAN, VEGA], [BILLED])
    review = [listed(VEGA, HitState.REVIEW)]
    assert [path.exposure for path in find_paths(graph, ["orlan-aero"], review)] == [Exposure.SUPPLIES_LISTED]
    assert "may be a party listed by" in explain_path(graph, find_paths(graph, ["orlan-aero"], review)[0])
    assert find_paths(graph, ["orlan-aero"], [listed(VEGA, HitState.REJECTED)]) == ()


def test_classes_of_chains_are_never_mixed() -> None:
    claims = [
        claim("Balta Holding owns Balta Works", HOLDING, Predicate.OWNS, BALTA),
        claim("Vega Procurement buys for Balta Works", VEGA, Predicate.INTERMEDIATES, BALTA),
        claim("Orlan Aero supplied Balta Works", ORLAN, Predicate.SUPPLIES, BALTA),
        claim("North Rotor supplied Orlan Aero", NORTH, Predicate.SUPPLIES, ORLAN),
        claim("Zhao Rui heads Vega Procurement", ZHAO, Predicate.LEADS, VEGA),
    ]
    graph = graph_of([HOLDING, BALTA, VEGA, ORLAN, NORTH, ZHAO], claims)

    def of(start: Entity) -> list[Exposure]:
        return [path.exposure for path in find_paths(graph, [start.id], [listed(HOLDING)], PathOptions(paths=1))]

    assert of(BALTA) == [Exposure.OWNED_BY_LISTED]
    assert of(VEGA) == [Exposure.ACTS_FOR_LISTED]
    assert of(ZHAO) == [Exposure.ACTS_FOR_LISTED]
    assert of(ORLAN) == [Exposure.SUPPLIES_LISTED]
    assert of(NORTH) == [Exposure.NAMED_BESIDE_LISTED], "a supplier's supplier does not supply the listed party"


def test_the_owner_of_a_listed_party_is_named_beside_it_and_not_owned_by_it() -> None:
    graph = graph_of([HOLDING, BALTA], [claim("Balta Holding owns Balta Works", HOLDING, Predicate.OWNS, BALTA)])
    assert routes(find_paths(graph, ["balta-holding"], [listed(BALTA)])) == [
        (Exposure.NAMED_BESIDE_LISTED, ["balta-holding", "balta-works"])
    ]


@pytest.mark.parametrize("status", [Status.DENIED, Status.PLANNED, Status.UNVERIFIED])
def test_what_is_denied_planned_or_unverified_is_walked_only_when_asked(status: Status) -> None:
    graph = graph_of([ORLAN, VEGA], [claim("…", ORLAN, Predicate.SUPPLIES, VEGA, status)])
    assert find_paths(graph, ["orlan-aero"], [listed(VEGA)]) == ()
    asked = find_paths(graph, ["orlan-aero"], [listed(VEGA)], PathOptions(statuses=frozenset({status})))
    assert [path.exposure for path in asked] == [Exposure.SUPPLIES_LISTED]
    words = {
        Status.DENIED: "Orlan Aero is said not to have supplied Vega Procurement",
        Status.PLANNED: "Orlan Aero is said to plan to supply Vega Procurement",
        Status.UNVERIFIED: "Orlan Aero is said, without confirmation, to have supplied Vega Procurement",
    }
    assert asked[0].steps[0].says == words[status]


def test_a_denied_assertion_is_walked_weaker_and_says_that_it_is_denied() -> None:
    denial = claim("Orlan Aero denied it", ORLAN, Predicate.SUPPLIES, VEGA, Status.DENIED, doc="denial.txt")
    plain = find_paths(graph_of([ORLAN, VEGA], [BILLED]), ["orlan-aero"], [listed(VEGA)])[0]
    graph = graph_of([ORLAN, VEGA], [BILLED, denial])
    disputed = find_paths(graph, ["orlan-aero"], [listed(VEGA)])[0]
    assert disputed.support < plain.support
    assert disputed.steps[0].says.endswith("; this is denied")
    assert [one.text for one in explain_step(graph, disputed.steps[0]).denials] == ["Orlan Aero denied it"]


def star(hub: Entity, predicate: Predicate) -> list[Claim]:
    return [claim(f"{one.name} and {hub.name}", one, predicate, hub) for one in (ORLAN, VEGA)]


@pytest.mark.parametrize(
    "hub",
    [
        MINISTRY,
        party("Varnia", EntityType.PLACE),
        party("Coastal Bank"),
        party("The Port Newspaper", EntityType.ORGANIZATION),
        party("engineers", EntityType.ORGANIZATION, described=True),
        party("Expo 2025", EntityType.EVENT),
    ],
    ids=lambda hub: hub.name,
)
def test_a_hub_does_not_join_the_parties_around_it(hub: Entity) -> None:
    graph = graph_of([ORLAN, VEGA, hub], star(hub, Predicate.PARTNERS_WITH))
    assert find_paths(graph, ["orlan-aero"], [listed(VEGA)]) == ()
    assert len(find_paths(graph, ["orlan-aero"], [listed(VEGA)], PathOptions(through_hubs=True))) == 1
    assert len(find_paths(graph, ["orlan-aero"], [listed(hub)])) == 1, "a hub may still be the end of a path"


def test_a_product_joins_its_few_makers_but_not_a_crowd() -> None:
    engine = party("L550 engine", EntityType.PRODUCT)
    makers = [party(f"Maker {number}") for number in range(12)]
    claims = [claim(f"{one.name} makes the L550", one, Predicate.PRODUCES, engine) for one in makers]
    few, crowd = graph_of([engine, *makers[:3]], claims[:3]), graph_of([engine, *makers], claims)
    assert len(find_paths(few, ["maker-0"], [listed(makers[1])])) == 1
    assert find_paths(crowd, ["maker-0"], [listed(makers[1])]) == ()


def test_ownership_leads_up_through_a_hub() -> None:
    claims = [
        claim("The Ministry of Trade owns Balta Works", MINISTRY, Predicate.OWNS, BALTA),
        claim("Balta Holding owns the Ministry of Trade", HOLDING, Predicate.OWNS, MINISTRY),
        claim("North Rotor works with the Ministry of Trade", NORTH, Predicate.PARTNERS_WITH, MINISTRY),
    ]
    graph = graph_of([MINISTRY, BALTA, HOLDING, NORTH], claims)
    assert routes(find_paths(graph, ["balta-works"], [listed(HOLDING)])) == [
        (Exposure.OWNED_BY_LISTED, ["balta-works", "ministry-of-trade", "balta-holding"])
    ]
    assert find_paths(graph, ["north-rotor"], [listed(HOLDING)]) == ()


def test_several_different_paths_come_shortest_first_and_parallel_relations_count_once() -> None:
    claims = [
        BILLED,
        claim("Orlan Aero billed Vega Procurement", ORLAN, Predicate.INVOICES, VEGA),
        claim("Orlan Aero works with Vega Procurement", ORLAN, Predicate.PARTNERS_WITH, VEGA),
        claim("Orlan Aero works with North Rotor", ORLAN, Predicate.PARTNERS_WITH, NORTH),
        claim("North Rotor works with Vega Procurement", NORTH, Predicate.PARTNERS_WITH, VEGA),
        claim("North Rotor works with Balta Works", NORTH, Predicate.PARTNERS_WITH, BALTA),
    ]
    graph = graph_of([ORLAN, VEGA, NORTH, BALTA], claims)
    assert routes(find_paths(graph, ["orlan-aero"], [listed(VEGA), listed(BALTA)])) == [
        (Exposure.SUPPLIES_LISTED, ["orlan-aero", "vega-procurement"]),
        (Exposure.NAMED_BESIDE_LISTED, ["orlan-aero", "north-rotor", "vega-procurement"]),
        (Exposure.NAMED_BESIDE_LISTED, ["orlan-aero", "north-rotor", "balta-works"]),
    ]
    between = k_best_paths(graph, "orlan-aero", "vega-procurement", 5)
    assert [len(path.steps) for path in between] == [1, 2]
    assert all(path.hit is None for path in between)


def test_order_by_support_prefers_the_longer_but_surer_way() -> None:
    claims = [
        claim("Orlan Aero may supply Vega Procurement", ORLAN, Predicate.SUPPLIES, VEGA, Status.POSSIBLE),
        claim("Orlan Aero works with North Rotor", ORLAN, Predicate.PARTNERS_WITH, NORTH),
        claim("North Rotor works with Vega Procurement", NORTH, Predicate.PARTNERS_WITH, VEGA),
    ]
    graph = graph_of([ORLAN, VEGA, NORTH], claims, origins=3)
    first = {
        order: k_best_paths(graph, "orlan-aero", "vega-procurement", 1, PathOptions(order=order)) for order in PathOrder
    }
    assert [len(first[order][0].steps) for order in (PathOrder.STEPS, PathOrder.SUPPORT)] == [1, 2]


def test_a_dated_relation_outside_the_time_asked_for_is_not_walked() -> None:
    dated = claim("…", ORLAN, Predicate.SUPPLIES, VEGA, values={Qualifier.WHEN: "2023-03"})
    graph = graph_of([ORLAN, VEGA], [dated])
    hits = [listed(VEGA)]
    assert len(find_paths(graph, ["orlan-aero"], hits, PathOptions(since="2023-03-31", until="2023-12-31"))) == 1
    assert find_paths(graph, ["orlan-aero"], hits, PathOptions(since="2023-04-01")) == ()
    assert find_paths(graph, ["orlan-aero"], hits, PathOptions(until="2023-02-28")) == ()


def test_options_choose_lists_predicates_and_classes() -> None:
    graph = graph_of([ORLAN, VEGA], [BILLED])
    hits = [listed(VEGA)]
    beside = PathOptions(exposures=frozenset({Exposure.NAMED_BESIDE_LISTED}))
    assert find_paths(graph, ["orlan-aero"], hits, PathOptions(lists=frozenset({"other"}))) == ()
    assert find_paths(graph, ["orlan-aero"], hits, PathOptions(predicates=frozenset({Predicate.PAYS}))) == ()
    assert find_paths(graph, ["orlan-aero"], hits, beside) == ()


def test_an_unknown_start_is_told_by_name() -> None:
    with pytest.raises(NoSuchName, match="nobody"):
        find_paths(graph_of([ORLAN], []), ["nobody"], [])


def test_a_hub_with_very_many_steps_does_not_run_away() -> None:
    spokes = [party(f"Firm {number}") for number in range(3000)]
    claims = [claim(f"{one.name} supplies", one, Predicate.SUPPLIES, ORLAN) for one in spokes]
    graph = graph_of([ORLAN, VEGA, *spokes], [*claims, BILLED])
    assert routes(find_paths(graph, ["firm-7"], [listed(VEGA)])) == []
    assert len(find_paths(graph, ["orlan-aero"], [listed(VEGA)])) == 1


names = st.integers(0, 7)
ties = st.lists(st.tuples(names, st.sampled_from(sorted(Predicate)), names), max_size=25)


@settings(max_examples=60)
@given(ties=ties, ends=st.sets(names, max_size=3))
def test_the_sweep_over_all_parties_agrees_with_the_search_for_each(
    ties: list[tuple[int, Predicate, int]], ends: set[int]
) -> None:
    types = [EntityType.COMPANY] * 6 + [EntityType.PUBLIC_BODY, EntityType.PLACE]
    parties = [party(f"P{number}", type) for number, type in enumerate(types)]
    graph = graph_of(parties, [claim(f"{tie}", parties[tie[0]], tie[1], parties[tie[2]]) for tie in ties])
    options = PathOptions(paths=1, max_steps=8)
    hits = [listed(parties[end]) for end in ends]
    search = prepare(graph, hits, options)
    exposures = expose_all(search)
    for number, one in enumerate(parties):
        found = find_paths(graph, [one.id], hits, options)
        best = best_path(search, exposures, number)
        assert (best is None) == (not found)
        if best is not None:
            assert best.exposure is found[0].exposure
            assert len(best.steps) == len(found[0].steps)
            assert best.support == found[0].support
            visited = [best.start, *(step.target for step in best.steps)]
            assert len(set(visited)) == len(visited)
    listed_ones = np.array([number in ends for number in range(len(parties))])
    open_search = prepare(graph, hits, PathOptions(max_steps=8, through_hubs=True))
    assert (reached(graph.arcs, listed_ones, 8) == (expose_all(open_search).exposure >= 0)).all()


@given(
    st.sets(st.tuples(st.integers(0, 11), st.integers(0, 11)).filter(lambda pair: pair[0] != pair[1]), max_size=30),
    st.sets(st.integers(0, 11), max_size=3),
    st.integers(0, 5),
)
def test_what_is_reached_is_what_a_plain_search_reaches(
    pairs: set[tuple[int, int]], ends: set[int], steps: int
) -> None:
    parties = [party(f"Firm {number}") for number in range(12)]
    told = [claim(f"{a} supplies {b}", parties[a], Predicate.SUPPLIES, parties[b]) for a, b in sorted(pairs)]
    arcs = graph_of(parties, told).arcs
    near = dict.fromkeys(ends, 0)
    for _ in range(steps):
        known = set(near)
        near |= {int(a): 1 for a, b in zip(arcs.near, arcs.far, strict=True) if int(b) in known and int(a) not in near}
    begun = np.isin(np.arange(12), list(ends))
    assert set(np.flatnonzero(reached(arcs, begun, steps)).tolist()) == set(near)
