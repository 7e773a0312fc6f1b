"""The network's island: told the same as the picture, alive in a real browser, and done without where it cannot be."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from playwright.sync_api import Browser, Page

from clew.report.pictures import choose, spread
from clew.workbench.desk import built
from tests.workbench.browsing import Served, page_of
from tests.workbench.conftest import Bench

SOURCE = Path(__file__).parents[2] / "src/clew/workbench/islands"


@pytest.fixture
def island() -> None:
    """The island, where the set-up could put it together."""
    if built("network.js") is None:
        pytest.skip("the islands are not built (scripts/islands)")


def told(bench: Bench, **asked: str | list[str]) -> dict[str, Any]:
    answer = bench.client.get("/pictures/network/data", params=asked)
    assert answer.status_code == 200
    found: dict[str, Any] = answer.json()
    return found


def test_the_island_is_told_what_the_picture_shows(reading: Bench) -> None:
    arranged = reading.desk.snapshot().arranged
    chosen = choose(arranged, 10_000)
    found = told(reading)
    assert found["nodes"]["id"] == [one.id for one in chosen.entities]
    assert len(found["ties"]["a"]) == len(chosen.ties)
    assert {len(column) for column in found["nodes"].values()} == {len(chosen.entities)}
    assert {len(column) for column in found["ties"].values()} == {len(chosen.ties)}
    picture = reading.client.get("/pictures/network", params={"most": 150}).text
    assert found["says"] in picture


def test_it_is_narrowed_as_the_page_is(reading: Bench) -> None:
    party = "Kestrin Trade LLC"
    near = told(reading, around=party)
    far = told(reading, around=party, steps="2")
    assert set(near["nodes"]["id"]) < set(far["nodes"]["id"])
    more = next(one for one in near["nodes"]["id"] if one != reading.desk.snapshot().named[party.casefold()])
    grown = told(reading, around=party, more=[str(more)])
    assert set(near["nodes"]["id"]) <= set(grown["nodes"]["id"]) <= set(far["nodes"]["id"])
    outside = next(one for one in far["nodes"]["id"] if one not in near["nodes"]["id"])
    assert outside in told(reading, around=party, pin=[str(outside)])["nodes"]["id"]
    assert told(reading, around="nobody")["nodes"]["id"] == []


def test_a_reviewed_line_is_told_as_such(bench: Bench) -> None:
    ties = choose(bench.desk.snapshot().arranged, 10_000).ties
    of_claim = {claim: at for at, tie in enumerate(ties) for one in tie.relations for claim in one.claims}
    assert told(bench)["ties"]["reviewed"] == [0] * len(ties)
    asked = next(one for one in bench.desk.snapshot().questions if one.claim and one.claim.id in of_claim)
    bench.post("/decide", question=asked.key, verdict="accept", why="read", seen="")
    assert told(bench)["ties"]["reviewed"] == [int(at == of_claim[asked.left]) for at in range(len(ties))]
    assert bench.desk.snapshot().arranged.accepted == {asked.left}


def test_what_is_said_of_a_party_and_of_a_line(reading: Bench) -> None:
    found = told(reading)
    a, b = (str(found["nodes"]["id"][int(str(found["ties"][end][0]))]) for end in ("a", "b"))
    whole = reading.client.get("/pictures/network/about", params={"entity": a})
    line = reading.client.get("/pictures/network/about", params={"entity": a, "to": b})
    assert 'data-act="pin"' in whole.text
    assert line.text.count("<article") >= 1
    assert "<html" not in whole.text
    assert reading.client.get("/pictures/network/about", params={"entity": "nobody"}).status_code == 404


edges = st.lists(st.tuples(st.integers(0, 39), st.integers(0, 39)), max_size=80)


@settings(max_examples=3)
@given(edges)
def test_places_are_finite_and_the_same_again(ends: list[tuple[int, int]]) -> None:
    laid = spread(40, ends)
    assert laid.shape == (40, 2)
    assert abs(laid).max() < 10_000
    assert (laid == spread(40, ends)).all()


def test_two_crowds_stand_apart() -> None:
    ring = [(at, (at + step) % 200) for at in range(200) for step in (1, 2, 3)]
    ends = [*ring, *((a + 200, b + 200) for a, b in ring), (0, 200)]
    laid = spread(400, ends)
    middles = laid[:200].mean(axis=0), laid[200:].mean(axis=0)
    inside = max(abs(laid[:200] - middles[0]).mean(), abs(laid[200:] - middles[1]).mean())
    assert abs(middles[0] - middles[1]).max() > inside


def test_what_is_fetched_is_pinned_and_names_no_place_to_fetch_it_from() -> None:
    packages = json.loads((SOURCE / "package-lock.json").read_text(encoding="utf-8"))["packages"]
    for name, one in packages.items():
        if name:
            assert one["integrity"].startswith("sha512-"), name
            assert one["license"] in {"MIT", "ISC", "BSD-2-Clause", "BSD-3-Clause", "Apache-2.0"}, name
            assert "resolved" not in one, name
    wanted = json.loads((SOURCE / "package.json").read_text(encoding="utf-8"))
    versions = [*wanted["dependencies"].values(), *wanted["devDependencies"].values()]
    assert all(re.fullmatch(r"[\d.]+", one) for one in versions)


@pytest.mark.usefixtures("island")
def test_licences_go_with_what_is_built() -> None:
    notices = (built("licences.txt") or b"").decode()
    assert all(name in notices for name in ("sigma", "graphology"))
    assert notices.count("Permission is hereby granted") >= 3


def shown(page: Page) -> int:
    """How many parties the island shows, once it has settled."""
    page.wait_for_selector("[data-shown]:not([aria-busy])")
    return int(page.get_attribute("[data-network]", "data-shown") or -1)


def network_of(chromium: Browser, sample: Served) -> tuple[Page, list[str], int]:
    """The page of the network, what its console complains of, and how many parties are shown."""
    page, complaints = page_of(chromium, sample)
    page.goto(f"{sample.at}/pictures/network")
    return page, complaints, shown(page)


@pytest.mark.browser
@pytest.mark.usefixtures("island")
def test_the_island_is_moved_about_in_by_keyboard(chromium: Browser, sample: Served) -> None:
    page, complaints, every = network_of(chromium, sample)
    assert page.locator(".drawn").is_hidden()
    page.fill("input[name=around]", "Kestrin Trade LLC")
    with page.expect_response("**/data?**"):
        page.press("input[name=around]", "Enter")
    near = shown(page)
    assert 1 < near < every
    page.focus("[data-field]")
    page.keyboard.press("ArrowRight")
    page.wait_for_selector("[data-about] [data-act=pin]")
    with page.expect_response("**/data?**"):
        page.keyboard.press("e")
    assert shown(page) >= near
    assert "more=" in page.url
    with page.expect_response("**/data?**"):
        page.keyboard.press("p")
    assert "pin=" in page.url
    with page.expect_download() as kept:
        page.click("[data-button=picture]")
    assert Path(kept.value.path()).read_bytes()[:4] == b"\x89PNG"
    with page.expect_download() as kept:
        page.click("a[data-form=gexf]")
    assert b"Kestrin" in Path(kept.value.path()).read_bytes()
    address = page.url
    page.goto(address)
    assert shown(page) >= near
    page.keyboard.press("Tab")
    assert not [one for one in complaints if "WebGL" not in one]


@pytest.mark.browser
@pytest.mark.usefixtures("island")
def test_years_and_support_narrow_what_is_shown(chromium: Browser, sample: Served) -> None:
    page, _, every = network_of(chromium, sample)
    with page.expect_response("**/data?**"):
        page.check("input[name=supported]")
    assert 0 < shown(page) < every
    with page.expect_response("**/data?**"):
        page.uncheck("input[name=supported]")
    page.focus("input[data-sets=since]")
    with page.expect_response("**/data?since=**"):
        page.keyboard.press("End")
    assert shown(page) < every
    assert page.input_value("input[name=since]") == page.get_attribute("input[data-sets=since]", "max")


@pytest.mark.browser
def test_where_it_cannot_be_drawn_the_servers_picture_stays(chromium: Browser, sample: Served) -> None:
    page, _ = page_of(chromium, sample)
    page.route("**/static/network.js", lambda route: route.abort())
    page.goto(f"{sample.at}/pictures/network")
    assert page.locator(".drawn svg").first.is_visible()
    assert page.locator("[data-network]").is_hidden() or page.locator("[data-network]").count() == 0
    page.unroute("**/static/network.js")
    page.route("**/pictures/network/data**", lambda route: route.fulfill(status=503, body='{"detail": "gone"}'))
    page.goto(f"{sample.at}/pictures/network")
    page.wait_for_timeout(300)
    assert page.locator(".drawn svg").first.is_visible()


@pytest.mark.browser
def test_a_browser_that_draws_no_third_dimension_keeps_the_picture(chromium: Browser, sample: Served) -> None:
    page, complaints = page_of(chromium, sample)
    page.add_init_script("HTMLCanvasElement.prototype.getContext = () => null")
    page.goto(f"{sample.at}/pictures/network")
    page.wait_for_timeout(200)
    assert page.locator(".drawn svg").first.is_visible()
    assert not complaints


@pytest.mark.browser
@pytest.mark.usefixtures("island")
def test_where_the_browser_loses_its_drawing_the_servers_picture_of_the_same_comes_back(
    chromium: Browser, sample: Served
) -> None:
    page, complaints, every = network_of(chromium, sample)
    page.fill("input[name=around]", "Kestrin Trade LLC")
    with page.expect_response("**/data?**"):
        page.press("input[name=around]", "Enter")
    assert 1 < shown(page) < every
    with page.expect_response(lambda answer: "around=Kestrin" in answer.url and "/data" not in answer.url):
        page.evaluate(
            "document.querySelector('canvas.sigma-edges').getContext('webgl2').getExtension('WEBGL_lose_context')"
            ".loseContext()"
        )
    page.wait_for_selector(".drawn svg")
    assert page.locator("[data-network]").is_hidden()
    page.wait_for_function("document.querySelectorAll('.drawn a[href^=\"/entities/\"]').length < 40")
    page.fill("input[name=around]", "")
    page.get_by_role("button", name="Draw").click()
    page.wait_for_url(lambda address: "around=&" in address or "around=" not in address)
    assert shown(page) == every
    assert not complaints
