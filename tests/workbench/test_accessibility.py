"""What axe-core finds in every page, light and dark: nothing serious."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.conftest import Figure
from tests.workbench.browsing import FAULTS, Served, grave_faults, page_of
from tests.workbench.test_pages import PAGES

pytestmark = pytest.mark.browser

COLOURS = {**FAULTS, "runOnly": ["color-contrast", "link-in-text-block"]}
"""What colours decide; all else is the same in the dark."""


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_no_page_has_a_serious_fault(dark: bool, chromium: Browser, sample: Served, figure: Figure) -> None:
    page, _ = page_of(chromium, sample, dark=dark)
    page.goto(sample.at + "/documents")
    document = page.get_attribute("main table a", "href")
    page.goto(sample.at + "/entities")
    party = page.get_attribute("main table a", "href")
    page.goto(sample.at + "/corroboration")
    relation = page.get_attribute("main a[href^='/relations/']", "href")
    found = []
    paths = (*PAGES, "/review?only=join", "/review?only=claim", document, party, relation)
    for path in paths:
        page.goto(f"{sample.at}{path}")
        found += [(path, *fault) for fault in grave_faults(page, COLOURS if dark else FAULTS)]
    figure(f"serious faults found by axe-core, {'dark' if dark else 'light'}", f"{len(found)} on {len(paths)} pages")
    assert found == []


def test_the_dossier_has_no_serious_fault(chromium: Browser, read_once: Path) -> None:
    page = chromium.new_page()
    page.goto((read_once / "dossier.html").as_uri())
    assert grave_faults(page) == []
