"""Every page in a real browser on a case of a hundred thousand claims: `pytest -m hardening tests/workbench`."""

import importlib.util
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest
from fastapi import FastAPI
from playwright.sync_api import Browser

from clew.ledger import new_case
from clew.workbench import Settings, make_application
from tests.workbench.browsing import Served, page_of, served_by

pytestmark = [pytest.mark.browser, pytest.mark.hardening]

CLAIMS, PARTIES = 100_000, 5_000


def the_benchmark() -> ModuleType:
    """The benchmark, which makes the case."""
    path = Path(__file__).parents[2] / "benchmarks" / "workbench.py"
    spec = importlib.util.spec_from_file_location("benchmark_of_the_workbench", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Served, list[str]]]:
    """The case, served, and the addresses of all its pages."""
    folder, benchmark = tmp_path_factory.mktemp("large"), the_benchmark()
    case = new_case(folder / "case")
    benchmark.fill(case, CLAIMS, PARTIES)
    benchmark.screened(case, folder / "lists", PARTIES)
    made: list[FastAPI] = []

    def make(port: int) -> FastAPI:
        settings = Settings(home=folder / "lists", actor="ana", port=port, patience=2, clock=lambda: "2026-03-01")
        made.append(make_application(case.folder, settings))
        return made[0]

    served, server = served_by(make, case.folder)
    pages = benchmark.pages_of(made[0].state.desk.snapshot())
    yield served, [page for page in pages if "/data" not in page and "/about" not in page]
    server.should_exit = True


def test_every_page_is_drawn_whole(chromium: Browser, large: tuple[Served, list[str]]) -> None:
    served, pages = large
    page, complaints = page_of(chromium, served)
    page.set_default_timeout(120_000)
    for path in pages:
        page.goto(served.at + path)
        assert page.locator("main h1").count() == 1, path
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path
        assert page.evaluate("document.querySelectorAll('*').length") < 12_000, path
    assert not complaints


def test_a_decision_is_made_and_shown_at_once(chromium: Browser, large: tuple[Served, list[str]]) -> None:
    served, _ = large
    page, _ = page_of(chromium, served)
    page.set_default_timeout(600_000)
    page.goto(f"{served.at}/review?only=claim")
    before = int(page.locator("h1 .n").inner_text())
    page.click("button[value=accept]")
    page.wait_for_function("before => Number(document.querySelector('h1 .n').innerText) === before - 1", arg=before)
    page.goto(f"{served.at}/log")
    assert page.locator("tbody tr").count() == 1


def test_the_network_is_painted_and_moved_about_in(chromium: Browser, large: tuple[Served, list[str]]) -> None:
    served, _ = large
    page, _ = page_of(chromium, served)
    page.set_default_timeout(120_000)
    page.goto(f"{served.at}/pictures/network")
    if page.locator("[data-network]").count() == 0:
        pytest.skip("the islands are not built (scripts/islands)")
    page.wait_for_selector("[data-painted]")
    assert int(page.get_attribute("[data-network]", "data-shown") or 0) > 1000
    page.focus("[data-field]")
    page.keyboard.press("ArrowRight")
    page.wait_for_selector("[data-about] .acts")
