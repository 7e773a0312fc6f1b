"""Documents with pages: each claim opens its page, and on the picture exactly its words are lit."""

import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from PIL import Image
from playwright.sync_api import Browser

from clew.cli.add import add
from clew.ledger import new_case
from clew.workbench import Settings, keys_of, make_application
from tests.hardening.paper import PAGES_IN_SHORT, a_paper, misplaced
from tests.workbench.browsing import grave_faults, listening, page_of
from tests.workbench.conftest import DAY, HOST, Bench


@pytest.fixture(scope="module")
def papers(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A case that holds a PDF of twenty pages, one sentence of substance on each."""
    folder = tmp_path_factory.mktemp("papers")
    (folder / "in").mkdir()
    (folder / "in" / "filings.pdf").write_bytes(a_paper(PAGES_IN_SHORT))
    new_case(folder / "case").close()
    add(folder / "case", [folder / "in"])
    return folder


@pytest.fixture(scope="module")
def paper(papers: Path) -> Iterator[Bench]:
    settings = Settings(home=papers, actor="ana", clock=lambda: DAY, patience=60)
    application = make_application(papers / "case", settings)
    with TestClient(application, base_url=HOST) as client:
        client.get("/", params={"token": keys_of(papers / "case").token})
        yield Bench(application, client, papers / "case")


def test_every_claim_opens_its_page_with_its_words_lit(paper: Bench) -> None:
    snapshot = paper.desk.snapshot()
    claims = snapshot.findings.claims
    assert len(claims) >= PAGES_IN_SHORT
    (document,) = snapshot.findings.documents
    content = paper.desk.case.blobs.get(document.id)
    seen = set()
    for claim in claims:
        page = paper.client.get(f"/claims/{claim.id}")
        assert page.status_code == 200
        number = int(page.url.path.rpartition("/")[2])
        seen.add(number)
        picture = paper.client.get(f"{page.url.path}/picture", params={"claim": claim.id})
        assert picture.headers["content-type"] == "image/png"
        assert misplaced(content, number, claim.text, picture.content) == ""
    assert seen == set(range(1, PAGES_IN_SHORT + 1))
    assert misplaced(content, number, "harbour authority", picture.content)  # the measure sees a wrong light


def test_pages_are_leafed_through_and_none_is_made_up(paper: Bench) -> None:
    (document,) = paper.desk.snapshot().findings.documents
    at = f"/documents/{document.id}"
    assert f'href="{at}/pages/1"' in paper.client.get(at).text
    first = paper.client.get(f"{at}/pages/1").text
    assert f'href="{at}/pages/2"' in first
    assert 'rel="prev"' not in first
    assert 'rel="next"' not in paper.client.get(f"{at}/pages/{PAGES_IN_SHORT}").text
    for wrong in (0, -1, PAGES_IN_SHORT + 1, 10**9):
        assert paper.client.get(f"{at}/pages/{wrong}").status_code == 404
        assert paper.client.get(f"{at}/pages/{wrong}/picture").status_code == 404
    assert paper.client.get(f"{at}/pages/x").status_code == 422
    assert paper.client.get(f"{at}/pages/1?claim=nobody").status_code == 200


def test_without_the_original_the_text_is_offered(paper: Bench) -> None:
    (document,) = paper.desk.snapshot().findings.documents
    path = paper.desk.case.blobs.path(document.id)
    hidden = path.with_name("elsewhere")
    path.rename(hidden)
    try:
        page = paper.client.get(f"/documents/{document.id}/pages/3").text
        assert "<img" not in page
        assert "its text can be read" in page
        assert paper.client.get(f"/documents/{document.id}/pages/19/picture").status_code == 404
    finally:
        hidden.rename(path)


@pytest.mark.browser
def test_a_page_is_seen_in_the_browser_and_left_by_keys(chromium: Browser, papers: Path) -> None:
    served, server = listening(papers / "case", papers)
    page, complaints = page_of(chromium, served)
    page.goto(f"{served.at}/claims")
    page.locator("blockquote footer a").first.click()
    page.wait_for_url("**/pages/*?claim=*")
    picture = page.locator(".sheet-picture img")
    assert picture.evaluate("one => one.decode().then(() => one.naturalWidth)") > 1000
    shot = Image.open(io.BytesIO(picture.screenshot())).convert("RGB")
    red, _, blue = (band.tobytes() for band in shot.split())
    yellow = sum(one - other > 60 for one, other in zip(red, blue, strict=True))
    assert yellow > 300
    assert grave_faults(page) == []
    before = page.url
    page.keyboard.press("n")
    page.wait_for_url(lambda address: address != before)
    page.keyboard.press("j")
    page.wait_for_url(lambda address: "claim=" not in address)
    assert not complaints
    server.should_exit = True
