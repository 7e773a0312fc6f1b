"""The tutorial's way through the workbench, walked in a real browser; `--pictures` writes its pictures anew."""

import re
from collections.abc import Callable
from pathlib import Path

import docx
import pytest
from playwright.sync_api import Browser, Page

from tests.workbench.browsing import Served, page_of

pytestmark = pytest.mark.browser

TUTORIAL = Path(__file__).parent.parent.parent / "docs" / "tutorial"
Picture = Callable[[Page, str], None]


@pytest.fixture
def picture(request: pytest.FixtureRequest) -> Picture:
    """Takes a picture of a page where the run is to write them; else only looks whether the tutorial has it."""
    write = bool(request.config.getoption("--pictures"))

    def take(page: Page, name: str) -> None:
        path = TUTORIAL / "pictures" / f"{name}.png"
        if write:
            path.parent.mkdir(exist_ok=True)
            page.screenshot(path=path)
        assert path.exists(), f"{path.name} is missing: run pytest tests/workbench/test_tutorial.py --pictures"

    return take


def waiting(page: Page) -> int:
    """How many questions the review has."""
    return int(page.locator("h1 .n").inner_text())


def test_from_the_first_look_to_the_dossier(
    chromium: Browser, sample: Served, picture: Picture, tmp_path: Path
) -> None:
    page, complaints = page_of(chromium, sample)
    page.set_viewport_size({"width": 1120, "height": 720})
    picture(page, "overview")

    page.keyboard.press("g")
    page.keyboard.press("d")
    page.wait_for_url("**/documents")
    picture(page, "documents")
    page.get_by_role("link", name="Exclusive").click()
    page.wait_for_url("**/documents/*")
    page.keyboard.press("n")
    page.wait_for_function("location.hash.startsWith('#quote-')")
    lit = page.evaluate("document.querySelector(location.hash).getBoundingClientRect().top")
    assert 0 <= lit < 720
    picture(page, "document")

    page.goto(f"{sample.at}/claims?q=engines")
    assert waiting(page) > 0
    picture(page, "claims")

    for kind, key, verdict in (("hit", "2", "false alarm"), ("join", "1", "same"), ("claim", "1", "accept")):
        page.goto(f"{sample.at}/review?only={kind}")
        before = waiting(page)
        page.fill(".ask.now input[name=why]", f"decided for the tutorial: {verdict}")
        picture(page, f"review-{kind}")
        page.keyboard.press("Tab")
        page.evaluate("document.activeElement.blur()")
        page.keyboard.press(key)
        page.keyboard.press("Enter")
        page.wait_for_function("before => Number(document.querySelector('h1 .n').innerText) < before", arg=before)
        assert verdict in page.locator(".undo").inner_text()

    page.goto(f"{sample.at}/conflicts")
    assert page.locator(".conflict").count() > 0
    picture(page, "conflicts")
    with page.expect_navigation():
        page.locator(".conflict button[value=accept]").first.click()

    page.goto(f"{sample.at}/review")
    with page.expect_navigation():
        page.keyboard.press("z")
    page.goto(f"{sample.at}/log")
    assert "tutorial" in page.locator("main").inner_text()
    picture(page, "log")

    page.goto(f"{sample.at}/pictures/network")
    page.fill("input[name=around]", "Kestrin Trade LLC")
    page.get_by_role("button", name="Draw").click()
    page.wait_for_url("**around=**")
    if page.locator("[data-network]").count():  # put together at set-up, else the server's picture stands there
        page.wait_for_selector("[data-shown]:not([aria-busy])")
        page.focus("[data-field]")
        page.keyboard.press("ArrowRight")
        page.wait_for_selector("[data-about] .acts")
    else:
        assert page.locator(".drawn svg").count() == 1
    picture(page, "network")

    page.goto(f"{sample.at}/dossier")
    picture(page, "dossier")
    page.locator("summary", has_text="Conflicts").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    page.fill("input[name=find]", "kestrin")
    page.keyboard.press("Enter")
    page.wait_for_url("**find=kestrin**")
    number, total = map(int, re.findall(r"\d+", page.locator("#findings h2 .n").inner_text()))
    assert number == total - 1
    page.select_option("select[name=form]", ".docx")
    with page.expect_download() as kept:
        page.get_by_role("button", name="Write the dossier").click()
    kept.value.save_as(tmp_path / "dossier.docx")
    told = [one.text for one in docx.Document(str(tmp_path / "dossier.docx")).paragraphs]
    assert "1 finding of this case was left out by choice: 1 disagreement." in told
    assert not complaints


def test_the_tutorial_shows_every_picture_that_is_taken() -> None:
    shown = set(re.findall(r"\(pictures/([\w-]+)\.png\)", (TUTORIAL / "workbench.md").read_text(encoding="utf-8")))
    taken = {path.stem for path in (TUTORIAL / "pictures").glob("*.png")}
    assert shown == taken
