"""Labels never cover one another, lines go from box to box, and loops among owners come to an end."""

import re
from dataclasses import replace
from itertools import combinations, pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clew.report import Arranged
from clew.report.pictures import (
    NetworkOptions,
    draw_network,
    draw_origins,
    draw_ownership,
    draw_timeline,
    standing_alone,
)
from clew.report.pictures.axis import axis_over
from clew.report.pictures.choosing import choose
from clew.report.pictures.labels import broken, width_of
from clew.report.pictures.layout import Box
from clew.report.pictures.network import border, place
from clew.report.pictures.tiers import stand
from clew.vocabulary import Predicate
from tests.report.harbour import harbour
from tests.report.large import a_large_case
from tests.report.material import some_findings


@pytest.mark.parametrize(("parties", "claims"), [(30, 60), (150, 260)])
def test_no_box_of_a_drawn_network_covers_another(parties: int, claims: int) -> None:
    chosen = choose(Arranged(a_large_case(parties, claims)), 150)
    labels = {entity.id: broken(entity.name, 136) for entity in chosen.entities}
    boxes = place(chosen, labels)
    assert len(boxes) == min(parties, 150)
    assert not [pair for pair in combinations(boxes.values(), 2) if pair[0].overlaps(pair[1])]
    assert all(width_of(line) <= boxes[one].width for one, label in labels.items() for line in label)


def test_the_same_network_gives_the_same_bytes() -> None:
    findings = a_large_case(60, 120)
    assert draw_network(findings) == draw_network(findings)


def test_the_listed_are_never_left_out() -> None:
    drawn = draw_network(a_large_case(400, 900, listed=20), NetworkOptions(most=60))
    assert drawn.count('class="node listed"') == 20 + 1, "the parties and the legend"
    assert "340 less connected ones are left out of the picture." in drawn


def test_denied_and_planned_ties_are_not_drawn_as_facts() -> None:
    drawn = draw_network(harbour())
    assert 'class="tie trade unsure"' in drawn, "a possible payment"
    assert drawn.count('class="cross"') == 2, "the denied supply, and the legend"


@given(st.lists(st.tuples(st.integers(0, 7), st.integers(0, 7)), min_size=1, max_size=20))
@settings(max_examples=60)
def test_owners_stand_without_covering_one_another(pairs: list[tuple[int, int]]) -> None:
    boxes = stand([(str(a), str(b)) for a, b in pairs])
    assert set(boxes) == {str(end) for pair in pairs for end in pair}
    assert not [pair for pair in combinations(boxes.values(), 2) if pair[0].overlaps(pair[1])]


def test_an_owner_stands_above_what_it_owns() -> None:
    boxes = stand([("a", "b"), ("b", "c"), ("a", "c")])
    assert boxes["a"].y < boxes["b"].y < boxes["c"].y


def test_shares_are_drawn_as_stated() -> None:
    assert "60 percent" in draw_ownership(Arranged(harbour()))
    assert draw_ownership(Arranged(harbour()), entity="korund") == "", "nobody is said to own it"


def test_of_very_many_owners_those_around_the_listed_are_drawn() -> None:
    findings = a_large_case(400, 900, listed=20)
    owned = tuple(replace(one, predicate=Predicate.OWNS) for one in findings.relations)
    arranged = Arranged(replace(findings, relations=owned))
    drawn = draw_ownership(arranged, most=50)
    assert 40 <= drawn.count("<rect") <= 200
    assert drawn.count('class="node listed"') >= 10
    assert "left out of the picture" in drawn
    party = arranged.parties[-1].id
    near = draw_ownership(arranged, party, most=20)
    assert f">{arranged.name(party).split()[0]}" in near
    assert "left out of the picture" in near


def test_very_many_documents_have_a_few_rows_and_marks() -> None:
    findings = some_findings()
    (document, lineage) = (findings.documents[0], findings.lineages[0])
    many = range(2000)
    papers = tuple(replace(document, id=f"d{n}", published=f"20{n % 20:02}-03") for n in many)
    lineages = tuple(replace(lineage, document=f"d{n}") for n in many)
    arranged = Arranged(replace(findings, documents=(*findings.documents, *papers), lineages=lineages))
    drawn = draw_origins(arranged, most=30)
    assert drawn.count('class="paper ') == 20, "some of each origin"
    assert "1,980 documents left out of the picture." in drawn
    timeline = draw_timeline(arranged)
    assert timeline.count('class="paper-dot"') <= 25
    assert "and 99 more documents" in timeline


def rows_of(timeline: str) -> list[str]:
    """What the rows of a timeline tell, without the documents above them."""
    return [told for told in re.findall("<title>(.*?)</title>", timeline) if ", published " not in told]


def test_the_timeline_of_one_party_tells_of_no_other() -> None:
    arranged = Arranged(a_large_case(parties=12, claims=40))
    whole, party = rows_of(draw_timeline(arranged)), arranged.parties[0]
    own = [told for told in whole if party.name in told]
    assert 0 < len(own) < len(whole)
    assert rows_of(draw_timeline(arranged, entity=party.id)) == own
    assert draw_timeline(arranged, entity="nobody") == ""


def test_a_season_is_drawn_as_long_as_it_is() -> None:
    assert "spring 2024" in draw_timeline(Arranged(harbour()))


@given(st.lists(st.tuples(st.integers(700_000, 740_000), st.integers(0, 900)), min_size=1, max_size=12))
@settings(max_examples=60)
def test_time_runs_from_left_to_right(spans: list[tuple[int, int]]) -> None:
    axis = axis_over([(start, start + length) for start, length in spans], 400, 960)
    days = sorted(day for start, length in spans for day in (start, start + length))
    places = [axis.at(day) for day in days]
    assert places == sorted(places)
    assert all(400 <= place <= 961 for place in places)
    ticks = [x for x, _ in axis.ticks()]
    assert all(b - a >= 40 for a, b in pairwise(ticks))


def test_a_long_empty_stretch_is_folded() -> None:
    assert len(axis_over([(700_000, 700_030), (738_000, 738_300)], 400, 960).folds) == 1


@given(st.text(min_size=1, max_size=300), st.integers(1, 3))
def test_a_label_never_outgrows_its_box(text: str, lines: int) -> None:
    told = broken(text, 136, lines)
    assert 1 <= len(told) <= lines
    assert all(width_of(line) <= 136 + 13 for line in told)


def test_a_line_begins_at_the_border_of_its_box() -> None:
    box = Box(0, 0, 100, 20)
    assert border(box, Box(300, 0, 10, 10)) == pytest.approx((51.0, 0.0))
    assert border(box, Box(0, 300, 10, 10)) == pytest.approx((0.0, 11.0))


def test_a_picture_for_a_file_of_its_own_has_its_colours() -> None:
    alone = standing_alone(draw_network(harbour()))
    assert "<style>" in alone
    assert "var(--" not in alone
    assert standing_alone("") == ""
