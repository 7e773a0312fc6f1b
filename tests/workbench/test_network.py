"""The network page: around a party, the shortest way between two, dates, support; and what can be taken away."""

from collections.abc import Sequence
from xml.etree import ElementTree as ET

import pytest

from clew.records import Relation
from clew.report import Arranged
from clew.vocabulary import Predicate, Status
from clew.workbench.narrowing import Narrowing, Ties, narrowed, shortest_way
from tests.report.harbour import harbour
from tests.workbench.conftest import Bench


def a_relation(a: str, b: str, status: Status = Status.ASSERTED) -> Relation:
    return Relation(f"{a}-{b}", Predicate.SUPPLIES, a, b, (f"claim {a} {b}",), (status,))


def ties_of(relations: Sequence[Relation]) -> Ties:
    return lambda party: [one for one in relations if party in (one.subject, one.object)]


def test_the_shortest_way_leads_over_no_denial() -> None:
    relations = [
        a_relation("a", "d", Status.DENIED),
        a_relation("a", "b"),
        a_relation("b", "d"),
        a_relation("a", "c"),
        a_relation("c", "e"),
        a_relation("e", "d"),
    ]
    ties = ties_of(relations)
    assert {one.id for one in shortest_way(ties, "a", "d")} == {"a-b", "b-d"}
    assert shortest_way(ties, "a", "nobody") == []
    assert shortest_way(ties, "nobody", "a") == []


def test_the_same_party_twice_is_no_way() -> None:
    assert shortest_way(ties_of([a_relation("a", "b")]), "a", "a") == []


def test_steps_reach_no_farther_than_asked() -> None:
    arranged = Arranged(harbour())
    drawn = narrowed(arranged, Narrowing()).relations
    start = drawn[0].subject or ""
    near = narrowed(arranged, Narrowing(around=start)).relations
    far = narrowed(arranged, Narrowing(around=start, steps=4)).relations
    assert near
    assert set(near) <= set(far) <= set(drawn)
    ends = {end for one in near for end in (one.subject, one.object)}
    direct = {end for one in drawn if start in (one.subject, one.object) for end in (one.subject, one.object)}
    assert ends == direct


def test_what_is_only_denied_and_what_one_origin_states_can_be_left_out() -> None:
    arranged = Arranged(harbour())
    firm = narrowed(arranged, Narrowing(denied=False)).relations
    assert all(one.statuses != (Status.DENIED,) for one in firm)
    supported = narrowed(arranged, Narrowing(supported=True)).relations
    assert all(arranged.support[one.id].low >= 2 for one in supported)


@pytest.mark.parametrize(("since", "until"), [("2031", ""), ("", "1950"), ("no date", "99-99-99")])
def test_dates_narrow_and_no_date_is_no_fault(since: str, until: str) -> None:
    arranged = Arranged(harbour())
    found = narrowed(arranged, Narrowing(since=since, until=until)).relations
    everything = narrowed(arranged, Narrowing()).relations
    assert found == (everything if since == "no date" else ())


def test_a_party_is_asked_for_by_any_of_its_names(bench: Bench) -> None:
    party = bench.desk.snapshot().arranged.parties[0]
    page = bench.client.get("/pictures/network", params={"around": party.name.upper(), "most": "30"}).text
    assert "<figure" in page
    assert f'value="{party.name}"' in page
    empty = bench.client.get("/pictures/network", params={"around": "Nobody of that name"})
    assert empty.status_code == 200
    assert "<figure" not in empty.text


@pytest.mark.parametrize("form", ["svg", "gexf", "graphml"])
def test_picture_and_data_are_whole_files(form: str, bench: Bench) -> None:
    answer = bench.client.get("/pictures/network/file", params={"form": form})
    assert answer.status_code == 200
    assert f'filename="network.{form}"' in answer.headers["content-disposition"]
    assert ET.fromstring(answer.content).tag.endswith(form)
    assert bench.client.get("/pictures/network/file", params={"form": "exe"}).status_code == 422
