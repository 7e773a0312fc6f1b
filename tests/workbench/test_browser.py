"""A real browser over every page: by keyboard, without script, and with three hundred hostile texts in a case."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from clew.ledger import View, append, claim_draft, document_draft, extraction_draft, new_case, open_case, sha256
from clew.pipeline import Decision, judge
from clew.records import Claim, Document, Mention, Quote, Source, Span
from clew.vocabulary import EntityType, Predicate, Qualifier, SourceKind, Verdict
from tests.conftest import Figure
from tests.workbench.browsing import Served, listening, page_of
from tests.workbench.conftest import open_bench
from tests.workbench.test_pages import PAGES

pytestmark = pytest.mark.browser

ATTACKS = (
    "<script>document.body.dataset.owned=1</script>",
    "<img src=x onerror=document.body.dataset.owned=1>",
    "<svg/onload=document.body.dataset.owned=1>",
    '"><b id=owned>',
    "' autofocus onfocus=document.body.dataset.owned=1 x='",
    "javascript:document.body.dataset.owned=1",
    "</title><script>document.body.dataset.owned=1</script>",
    "</textarea><iframe srcdoc='<script>parent.document.body.dataset.owned=1</script>'>",
    "{{ 7*7 }}{% for x in [].__class__.__base__.__subclasses__() %}",
    "\u202e<a href=//evil.example id=owned>",
)


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A case whose names, file names, quotes, particulars and sources are three hundred attacks."""
    folder = tmp_path_factory.mktemp("hostile")
    case = new_case(folder / "case")
    for number in range(60):
        a, b, c, d, e = (ATTACKS[(number + step) % len(ATTACKS)] + f" {number}" for step in range(5))
        text = f"{a} supplied {b}."
        document = Document(
            sha256(text.encode()), c, "text/plain", "en", text, (Span(0, len(text)),), title=d, publisher=e
        )
        claim = Claim(
            c,
            Quote(document.id, 0, len(text)),
            text,
            Predicate.SUPPLIES,
            Mention(f"Firm {a}", EntityType.COMPANY),
            Mention(f"Works {b}", EntityType.COMPANY),
            qualifiers={Qualifier.PRODUCT: d},
            sources=(Source(e, SourceKind.MEDIA),),
            confidence=0.4,
        )
        drafts = [document_draft(document, case.blobs.put_text(text)), claim_draft(claim)]
        append(case, [*drafts, extraction_draft(document.id, "test", (claim,), ())], ATTACKS[number % 10])
    served, server = listening(case.folder, folder)
    yield served
    server.should_exit = True


def test_hostile_texts_do_nothing(chromium: Browser, hostile: Served, figure: Figure) -> None:
    page, complaints = page_of(chromium, hostile)
    more = []
    for path in ("/documents", "/entities", "/corroboration"):
        page.goto(hostile.at + path)
        here = page.eval_on_selector_all("main a", "all => all.map(one => one.getAttribute('href'))")
        more += [told for told in here if told.startswith("/")][:8]
    for path in (*PAGES, *more, f"/claims?q={ATTACKS[3]}"):
        page.goto(hostile.at + path)
        assert page.evaluate("document.body.dataset.owned") is None, path
        assert page.locator("#owned, main iframe, main script, main img").count() == 0, path
        assert page.locator("a[href^='javascript'], a[href^='//'], a[href^='http']").count() == 0, path
        assert "49" not in page.title()
    assert not complaints
    figure("script-injection payloads that ran in Chromium", f"0 of {60 * 5}, on {len(PAGES) + len(more) + 1} pages")


def test_pages_of_the_sample_case_raise_no_complaint(chromium: Browser, sample: Served) -> None:
    page, complaints = page_of(chromium, sample)
    for path in PAGES:
        page.goto(sample.at + path)
        assert page.locator("main h1").count() == 1, path
        assert page.locator(".side a[aria-current=page]").count() == 1, path
    assert not complaints


@pytest.mark.parametrize("width", [1280, 400])
def test_a_name_without_a_break_stays_on_the_page(
    chromium: Browser, read_once: Path, tmp_path: Path, width: int
) -> None:
    shutil.copytree(read_once, tmp_path / "demo")
    bench = open_bench(tmp_path / "demo")
    listed = next(hit.entity for hit in bench.desk.snapshot().findings.hits)
    judge(bench.desk.case, Decision(Verdict.RENAME, listed, "Long" + "Name" * 40 + " Works", "w" * 1900), "ana")
    served, server = listening(bench.case, tmp_path / "demo" / "lists")
    page, _ = page_of(chromium, served)
    page.set_viewport_size({"width": width, "height": 860})
    for path in (*PAGES, f"/entities/{listed}", f"/relations/{bench.desk.snapshot().arranged.naming[listed][0].id}"):
        page.goto(served.at + path)
        wider = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert wider <= 0, path
    (tmp_path / "dossier.html").write_bytes(bench.client.get("/dossier/file?form=.html").content)
    page.goto((tmp_path / "dossier.html").as_uri())
    assert page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0
    server.should_exit = True


def test_keys_lead_through_the_pages_and_choose_a_verdict(chromium: Browser, sample: Served) -> None:
    page, _ = page_of(chromium, sample)
    page.keyboard.press("g")
    page.keyboard.press("r")
    page.wait_for_url("**/review")
    page.keyboard.press("2")
    assert page.evaluate("document.activeElement.value") == "false alarm"
    page.keyboard.press("Escape")
    page.goto(sample.at + "/review")
    page.keyboard.press("j")
    page.wait_for_url("**/review?at=1")
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.name") == "q"


def test_a_decision_takes_no_script(chromium: Browser, sample: Served) -> None:
    page, _ = page_of(chromium, sample, scripts=False)
    page.goto(sample.at + "/review?only=claim")
    before = int(page.locator("h1 .n").inner_text())
    page.fill(".ask input[name=why]", "read it twice")
    page.click("button[value=accept]")
    page.wait_for_url("**/review?only=claim")
    assert int(page.locator("h1 .n").inner_text()) == before - 1
    page.click(".undo button")
    page.wait_for_url("**/review?only=claim")
    assert int(page.locator("h1 .n").inner_text()) == before


def test_enter_in_the_reason_decides_nothing_and_the_next_key_does(
    chromium: Browser, read_once: Path, tmp_path: Path
) -> None:
    shutil.copytree(read_once, tmp_path, dirs_exist_ok=True)
    case = tmp_path / "varnia"
    served, server = listening(case, tmp_path / "lists")
    try:
        page, complaints = page_of(chromium, served)
        page.goto(f"{served.at}/review?only=hit")
        page.fill(".ask.now input[name=why]", "not the same firm")
        page.keyboard.press("2")
        page.keyboard.press("Enter")
        assert page.input_value(".ask.now input[name=why]") == "not the same firm2"
        assert View(open_case(case)).judgements == ()
        page.keyboard.press("2")
        with page.expect_navigation():
            page.keyboard.press("Enter")
        assert [one.verdict for one in View(open_case(case)).judgements] == [Verdict.FALSE_ALARM]
        assert not complaints
    finally:
        server.should_exit = True
