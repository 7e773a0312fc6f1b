"""Pictures are legible and the same each time: no label covers another, vague dates are bars."""

import random
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clew.report import Arranged
from clew.report.pictures import draw_network, draw_origins, draw_timeline
from clew.report.pictures.labels import width_of
from clew.report.pictures.layout import lay_out
from tests.report.material import some_findings


@pytest.mark.parametrize("count", [1, 2, 12, 60, 150])
def test_no_label_covers_another(count: int) -> None:
    chance = random.Random(count)
    sizes = [(chance.uniform(40, 170), chance.choice([32.0, 46.0])) for _ in range(count)]
    edges = [(chance.randrange(count), chance.randrange(count)) for _ in range(count * 3 // 2)]
    boxes = lay_out(sizes, edges)
    assert not [pair for pair in combinations(boxes, 2) if pair[0].overlaps(pair[1])]
    assert boxes == lay_out(sizes, edges)


@settings(max_examples=25)
@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), max_size=25))
def test_any_network_is_laid_out(edges: list[tuple[int, int]]) -> None:
    boxes = lay_out([(80.0, 32.0)] * 10, edges)
    assert len(boxes) == 10
    assert not [pair for pair in combinations(boxes, 2) if pair[0].overlaps(pair[1])]
    assert all(box.x >= box.width / 2 and box.y >= box.height / 2 for box in boxes)


def test_the_network_shows_who_is_listed_and_what_is_denied() -> None:
    drawn = draw_network(some_findings())
    assert drawn.count('class="node listed"') == 2, "the party and the legend"
    assert drawn.count('class="cross"') == 2, "the denied tie and the legend"
    assert "Orlan Trading" in drawn


def test_a_month_is_a_bar_of_a_month() -> None:
    drawn = draw_timeline(Arranged(some_findings()))
    assert "March 2023" in drawn
    assert "<rect" in drawn


def test_an_origin_is_drawn_with_its_documents() -> None:
    drawn = draw_origins(Arranged(some_findings()))
    assert "Harbour Wire report" in drawn
    assert "an origin of its own" in drawn
    assert "cites it" in drawn


def test_wide_scripts_take_more_room() -> None:
    assert width_of("朔翎动力") > width_of("Shuo") * 1.5
