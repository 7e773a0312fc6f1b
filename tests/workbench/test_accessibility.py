"""What axe-core finds in every page, light and dark: nothing serious."""

from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser

from tests.workbench.browsing import Served, page_of
from tests.workbench.test_pages import PAGES

pytestmark = pytest.mark.browser

GRAVE = {"serious", "critical"}
FAULTS = {"resultTypes": ["violations"]}
COLOURS = {**FAULTS, "runOnly": ["color-contrast", "link-in-text-block"]}
"""What colours decide; all else is the same in the dark."""


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_no_page_has_a_serious_fault(dark: bool, chromium: Browser, sample: Served) -> None:
    page, _ = page_of(chromium, sample, dark=dark)
    page.goto(sample.at + "/documents")
    document = page.get_attribute("main table a", "href")
    page.goto(sample.at + "/entities")
    party = page.get_attribute("main table a", "href")
    page.goto(sample.at + "/corroboration")
    relation = page.get_attribute("main a[href^='/relations/']", "href")
    axe = Axe()
    found = []
    for path in (*PAGES, "/review?only=join", "/review?only=claim", document, party, relation):
        page.goto(f"{sample.at}{path}")
        for fault in axe.run(page, options=COLOURS if dark else FAULTS).response["violations"]:
            if fault["impact"] in GRAVE:
                places = [node["target"] for node in fault["nodes"]][:3]
                found.append((path, fault["id"], len(fault["nodes"]), places))
    assert found == []


def test_the_dossier_has_no_serious_fault(chromium: Browser, read_once: Path) -> None:
    page = chromium.new_page()
    page.goto((read_once / "dossier.html").as_uri())
    found = [
        fault["id"] for fault in Axe().run(page, options=FAULTS).response["violations"] if fault["impact"] in GRAVE
    ]
    assert found == []
