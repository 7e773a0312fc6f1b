"""Who matters: unlisted parties in order, with reasons that add up; go-betweens; goods with codes; the timeline."""

from collections.abc import Iterable

import networkx as nx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clew.records import Claim, Entity, Hit, ReasonKind, WhoMatters
from clew.trace import PathOptions, find_paths, item_of, priority_items, who_matters
from clew.trace.goods import codes_in, models_in
from clew.trace.joints import go_betweens
from clew.vocabulary import EntityType, HitState, Predicate, Qualifier, Status

from .world import claim, graph_of, listed, party

OSTREK, TARVEL, JINLAN = party("Ostrek Works"), party("Tarvel Cargo"), party("Jinlan Power")
MORVAK, LISSEN, BANK = party("Morvak Press"), party("Lissen Avionics"), party("Port Bank")


def matters_of(entities: Iterable[Entity], claims: Iterable[Claim], hits: Iterable[Hit]) -> WhoMatters:
    parties, told, found = tuple(entities), tuple(claims), tuple(hits)
    graph = graph_of(parties, told)
    ids = {entity.name: entity.id for entity in parties}
    sides = {
        (one.id, slot): ids[side.name]
        for one in told
        for slot, side in (("subject", one.subject), ("object", one.object))
        if side is not None
    }
    return who_matters(graph, sides, find_paths(graph, [one.id for one in parties], found, PathOptions()), found, ())


def shipped(
    sender: Entity, receiver: Entity, goods: str, when: str = "2024-08-21", status: Status = Status.ASSERTED
) -> Claim:
    told = {Qualifier.PRODUCT: goods, Qualifier.WHEN: when}
    text = f"{sender.name} shipped {goods} to {receiver.name} on {when}"
    return claim(text, sender, Predicate.SUPPLIES, receiver, status, told, {Qualifier.WHEN: when})


def a_listing(entity: Entity, since: str | None = None) -> Hit:
    return listed(entity, since=since)


def test_whoever_supplies_the_listed_comes_before_whoever_supplies_the_supplier() -> None:
    claims = [shipped(TARVEL, OSTREK, "pumps"), shipped(JINLAN, TARVEL, "pumps")]
    found = matters_of([OSTREK, TARVEL, JINLAN], claims, [a_listing(OSTREK)])
    assert [one.entity for one in found.nominations] == [TARVEL.id, JINLAN.id]
    for one in found.nominations:
        assert one.score == pytest.approx(sum(reason.points for reason in one.reasons), abs=0.06)
    first = found.nominations[0].reasons[0]
    assert first.kind is ReasonKind.EXPOSURE
    assert "supplies listed (Ostrek Works, listed)" in first.says
    assert "1 document, 1 origin" in first.says


def test_the_listed_and_parties_without_a_tie_are_not_put_forward() -> None:
    found = matters_of([OSTREK, TARVEL, MORVAK], [shipped(TARVEL, OSTREK, "pumps")], [a_listing(OSTREK)])
    assert [one.entity for one in found.nominations] == [TARVEL.id]
    assert matters_of([OSTREK, TARVEL], [shipped(TARVEL, OSTREK, "pumps")], []).nominations == ()


def test_priority_goods_and_a_first_deal_after_the_listing_are_reasons() -> None:
    claims = [shipped(TARVEL, OSTREK, "navigation receivers RX-2400 (HS 852691)", "2024-08-21")]
    found = matters_of([OSTREK, TARVEL], claims, [a_listing(OSTREK, "2024-03-01")])
    kinds = {reason.kind: reason.says for reason in found.nominations[0].reasons}
    assert "tier 2, radio navigation apparatus" in kinds[ReasonKind.GOODS]
    assert "(2024-08-21) came after that was listed (2024-03-01)" in kinds[ReasonKind.AFTER_LISTING]
    goods = found.goods[0]
    assert (goods.says, goods.codes, goods.models, goods.tier) == (
        "navigation receivers RX-2400",
        ("852691",),
        ("RX-2400",),
        "2",
    )
    early = matters_of([OSTREK, TARVEL], claims, [a_listing(OSTREK, "2024-12-01")])
    assert ReasonKind.AFTER_LISTING not in {reason.kind for reason in early.nominations[0].reasons}


def test_a_denied_tie_is_no_reason_and_a_disputed_one_carries_a_caution() -> None:
    denied = [shipped(TARVEL, OSTREK, "pumps", status=Status.DENIED)]
    assert matters_of([OSTREK, TARVEL], denied, [a_listing(OSTREK)]).nominations == ()
    both = [*denied, shipped(TARVEL, OSTREK, "pumps")]
    found = matters_of([OSTREK, TARVEL], both, [a_listing(OSTREK)])
    assert any("denied" in caution for caution in found.nominations[0].cautions)


def test_a_name_near_a_listing_is_put_forward_with_the_question_first() -> None:
    review = listed(TARVEL, HitState.REVIEW)
    found = matters_of([OSTREK, TARVEL], [shipped(TARVEL, OSTREK, "pumps")], [a_listing(OSTREK), review])
    assert any("decide first" in caution for caution in found.nominations[0].cautions)


def test_a_go_between_joins_groups_and_a_bank_does_not() -> None:
    claims = [
        shipped(JINLAN, TARVEL, "pumps"),
        shipped(MORVAK, JINLAN, "paper"),
        shipped(TARVEL, OSTREK, "pumps"),
        claim("The bank paid them all", BANK, Predicate.PAYS, LISSEN),
        claim("The bank paid Morvak", BANK, Predicate.PAYS, MORVAK),
    ]
    parties = [OSTREK, TARVEL, JINLAN, MORVAK, LISSEN, BANK]
    found = matters_of(parties, claims, [a_listing(OSTREK)])
    assert [one.entity for one in found.go_betweens] == [TARVEL.id]
    assert found.go_betweens[0].pairs == 2
    assert "without Tarvel Cargo no stated tie joins" in found.go_betweens[0].says
    kinds = {reason.kind for one in found.nominations if one.entity == TARVEL.id for reason in one.reasons}
    assert ReasonKind.GO_BETWEEN in kinds


@settings(max_examples=60)
@given(st.sets(st.tuples(st.integers(0, 14), st.integers(0, 14)).filter(lambda pair: pair[0] < pair[1]), max_size=24))
def test_what_a_go_between_joins_is_what_falls_apart_without_it(pairs: set[tuple[int, int]]) -> None:
    parties = [party(f"Firm {number}") for number in range(15)]
    graph = graph_of(parties, [shipped(parties[one], parties[other], "pumps") for one, other in sorted(pairs)])
    plain = nx.Graph(sorted(pairs))
    found = {int(one.entity.split("-")[1]): one for one in go_betweens(graph, ())}
    for vertex in plain:
        rest = plain.subgraph(nx.node_connected_component(plain, vertex) - {vertex})
        sizes = sorted((len(group) for group in nx.connected_components(rest)), reverse=True)
        if sum(size > 1 for size in sizes) > 1:
            assert found[vertex].pairs == (sum(sizes) ** 2 - sum(size * size for size in sizes)) // 2
            assert list(found[vertex].sizes) == [size for size in sizes if size > 1]
        else:
            assert vertex not in found


def test_the_timeline_is_in_order_and_keeps_vague_dates() -> None:
    claims = [
        shipped(TARVEL, OSTREK, "pumps", "2024-08"),
        shipped(JINLAN, TARVEL, "pumps", "2023"),
        shipped(JINLAN, OSTREK, "pumps", "2024-09-01/.."),
    ]
    found = matters_of([OSTREK, TARVEL, JINLAN], claims, [a_listing(OSTREK, "2024-03-01")]).timeline
    assert [(one.when, one.first, one.last) for one in found] == [
        ("2023", "2023-01-01", "2023-12-31"),
        ("2024-03-01", "2024-03-01", "2024-03-01"),
        ("2024-08", "2024-08-01", "2024-08-31"),
        ("2024-09-01/..", "2024-09-01", None),
    ]
    assert found[1].says == "Ostrek Works is listed by Treasury of Varnia"


def test_the_priority_list_has_its_fifty_codes() -> None:
    items = priority_items()
    assert len(items) == 50
    tiers = [one.tier for one in items.values()]
    assert [tiers.count(tier) for tier in ("1", "2", "3.A", "3.B", "4.A", "4.B")] == [4, 5, 16, 9, 11, 5]
    assert item_of("8542.31.0000") is items["854231"]
    assert item_of("840790") is None


@pytest.mark.parametrize(
    ("words", "codes", "models"),
    [
        ("flight controllers (HS 8537.10)", ("853710",), ()),
        ("SL-55 engine (HS 840790)", ("840790",), ("SL-55",)),
        ("код ТН ВЭД 8542 31", ("854231",), ()),
        ("80 crates of pumps in 2024", (), ()),
        ("RX2400 and K-12M units", (), ("RX2400", "K-12M")),
    ],
)
def test_codes_and_models_are_found_in_words(words: str, codes: tuple[str, ...], models: tuple[str, ...]) -> None:
    assert (codes_in(words), models_in(words)) == (codes, models)


def test_a_person_can_be_a_go_between_and_a_product_cannot() -> None:
    lead, engine = party("Lev Karvan", EntityType.PERSON), party("SL-55", EntityType.PRODUCT)
    claims = [
        claim("He leads one", lead, Predicate.LEADS, OSTREK),
        claim("He leads the other", lead, Predicate.LEADS, TARVEL),
        claim("One makes it", OSTREK, Predicate.PRODUCES, engine),
        claim("The other makes it", LISSEN, Predicate.PRODUCES, engine),
    ]
    graph = graph_of([lead, engine, OSTREK, TARVEL, LISSEN], claims)
    found = go_betweens(graph, [a_listing(OSTREK), a_listing(TARVEL)])
    assert [one.entity for one in found] == [lead.id]
