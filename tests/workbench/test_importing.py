"""The documents page while files are read: how far it is, what was stopped, and reading again what failed."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from fastapi.testclient import TestClient
from playwright.sync_api import Browser, expect
from playwright.sync_api import Error as PageChanges

from clew.ledger import Case, Draft, View, append, failure_draft, new_case
from clew.pipeline import Life, underway
from clew.records import Failure, Problem
from clew.vocabulary import DocumentState, ProblemKind
from clew.workbench import keys_of, make_application
from clew.workbench.retrying import GIVEN, Refusal, Retries, surroundings
from clew.workbench.settings import Settings
from tests.workbench.browsing import Served, grave_faults, listening, page_of
from tests.workbench.conftest import DAY, HOST, Bench

FEW, MANY = 3, 900
"""Few files, and so many that even a fast machine is not done with them before it has told how far it is."""


def a_case(folder: Path, several: int, state: DocumentState = DocumentState.TIME) -> Case:
    """A case whose files, each a sentence of its own, were all too slow to read on another day."""
    case = new_case(folder / "case")
    texts = [f"Delm Freight LLC sold {number} pumps to Harl Shipyard LLC.\n" for number in range(several)]
    append(case, [_failed(case, f"{n}.txt", text.encode(), state) for n, text in enumerate(texts)], "ana")
    return case


def _failed(case: Case, name: str, content: bytes, state: DocumentState) -> Draft:
    problem = Problem(ProblemKind.READING, "reading it took longer than 120 seconds", "try it again", name)
    return failure_draft(Failure(name, case.blobs.put(content), state, problem))


def until(what: Callable[[], object], seconds: float = 300) -> None:
    """Wait for something to be so; the limit only ends a test that hangs, and is far off for slow disks."""
    end = time.monotonic() + seconds
    while not what():
        assert time.monotonic() < end
        time.sleep(0.05)


@pytest.fixture(autouse=True)
def heeds_ctrl_c() -> Iterator[None]:
    """What runs in the background inherits deafness to Ctrl-C, and so would the commands that are started here."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.fixture
def workbench(tmp_path: Path) -> Iterator[Callable[[Case], Bench]]:
    """Opens a workbench over a case; what it has started ends with it."""
    opened: list[TestClient] = []

    def over(case: Case) -> Bench:
        settings = Settings(home=tmp_path, actor="ana", clock=lambda: DAY, patience=60)
        application = make_application(case.folder, settings)
        client = TestClient(application, base_url=HOST).__enter__()
        opened.append(client)
        assert client.get("/", params={"token": keys_of(case.folder).token}).status_code == 200
        return Bench(application, client, case.folder)

    yield over
    for one in opened:
        one.__exit__(None, None, None)


Workbench = Callable[[Case], Bench]


def test_nothing_is_told_where_nothing_runs(tmp_path: Path, workbench: Workbench) -> None:
    page = workbench(a_case(tmp_path, FEW)).client.get("/documents").text
    assert "again.js" not in page
    assert "data-again" not in page
    assert 'name="kind" value="time"' in page


def test_what_failed_is_read_again_and_its_outcome_is_that_of_the_ledger(tmp_path: Path, workbench: Workbench) -> None:
    case = a_case(tmp_path, FEW)
    append(case, [_failed(case, "empty.txt", b"\n", DocumentState.TIME)], "ana")
    bench = workbench(case)
    page = bench.post("/documents/retry", kind="time")
    assert "data-again" in page
    assert "Being read again: reading it took too long" in page
    until(lambda: "data-again" not in bench.client.get("/documents/progress").text)
    page = bench.client.get("/documents").text
    assert "3 read now, 1 still not." in page
    assert 'name="kind" value="time"' not in page  # the one that is left holds no text, whatever its time
    assert {one.state for one in View(case).failures} == {DocumentState.EMPTY}
    assert {actor for _, actor in View(case).received.values()} == {"ana"}


def test_one_at_a_time_and_a_second_press_is_told_so(tmp_path: Path, workbench: Workbench) -> None:
    bench = workbench(a_case(tmp_path, MANY))
    bench.post("/documents/retry", kind="time")
    again = bench.client.post("/documents/retry", data={"kind": "time", "proof": bench.proof}, headers={"origin": HOST})
    assert again.status_code == 409
    assert str(Refusal.RUNNING) in again.text
    assert "disabled" in again.text


def test_while_another_process_adds_nothing_is_started(tmp_path: Path, workbench: Workbench) -> None:
    case = a_case(tmp_path, MANY)
    bench = workbench(case)
    command = [sys.executable, "-m", "clew.cli", "add", str(case.folder), "--retry", "time"]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as adding:
        until(lambda: any(one.done for one in underway(case.folder)))
        refused = bench.client.post(
            "/documents/retry", data={"kind": "time", "proof": bench.proof}, headers={"origin": HOST}
        )
        assert refused.status_code == 409
        part = bench.client.get("/documents/progress").text
        assert 'role="progressbar"' in part
        assert f"of {MANY} files are in the ledger" in part
        assert 'aria-valuenow="100"' not in part
        adding.kill()
    part = bench.client.get("/documents/progress").text
    assert "Stopped after" in part
    assert "run the same command again to go on" in part
    assert "progressbar" not in part
    assert "data-again" not in part


@pytest.mark.parametrize("kind", ["read", "withdrawn", "nonsense", ""])
def test_what_is_no_failure_to_be_tried_again_is_refused(tmp_path: Path, workbench: Workbench, kind: str) -> None:
    bench = workbench(a_case(tmp_path, 1))
    told = {"kind": kind, "proof": bench.proof}
    assert bench.client.post("/documents/retry", data=told, headers={"origin": HOST}).status_code == 422


def test_who_may_only_read_sees_how_far_it_is_and_starts_nothing(tmp_path: Path, workbench: Workbench) -> None:
    bench = workbench(a_case(tmp_path, FEW))
    reader = TestClient(bench.application, base_url=HOST)
    reader.get("/", params={"token": keys_of(bench.case).share})
    assert 'name="kind"' not in reader.get("/documents").text
    assert "clew add case --retry time" in reader.get("/documents").text
    assert reader.get("/documents/progress").status_code == 200
    proof = bench.desk.keys.form_proof(reader.cookies["clew_8484"])
    refused = reader.post("/documents/retry", data={"kind": "time", "proof": proof}, headers={"origin": HOST})
    assert refused.status_code == 403
    assert bench.desk.retries.at_work(bench.desk.case) is None


def test_without_tesseract_scans_are_not_tried_again_and_the_page_says_why(
    tmp_path: Path, workbench: Workbench, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", "/nowhere")
    bench = workbench(a_case(tmp_path, 1, DocumentState.NEEDS_OCR))
    page = bench.client.get("/documents").text
    assert str(Refusal.NO_TESSERACT) in page
    assert 'name="kind"' not in page
    told = {"kind": "needs_ocr", "proof": bench.proof}
    refused = bench.client.post("/documents/retry", data=told, headers={"origin": HOST})
    assert refused.status_code == 409
    assert bench.desk.retries.at_work(bench.desk.case) is None


def test_a_server_that_ends_lets_the_document_at_hand_end_and_the_case_says_what_is_left(tmp_path: Path) -> None:
    case = a_case(tmp_path, MANY)
    retries = Retries()
    assert retries.start(case, DocumentState.TIME, "ana") is None
    until(lambda: any(one.done for one in underway(case.folder)))
    (pid,) = (one.pid for one in underway(case.folder))
    retries.close()
    assert not Path(f"/proc/{pid}").exists()
    (told,) = underway(case.folder)
    assert (told.ended, told.life(time.time())) == (True, Life.STOPPED)
    assert told.done == MANY - len(View(case).failures)
    assert retries.start(case, DocumentState.TIME, "ana") is None  # the same again goes on from there
    until(lambda: retries.at_work(case) is None)
    assert retries.outcome is not None
    assert (retries.outcome.read, retries.outcome.failing) == (MANY - told.done, 0)
    assert len(View(case).extractions) == MANY
    assert underway(case.folder) == ()


def test_of_two_servers_that_are_asked_at_once_one_begins(tmp_path: Path) -> None:
    case = a_case(tmp_path, MANY)
    servers = [Retries() for _ in range(2)]
    with ThreadPoolExecutor(len(servers)) as asked:
        told = list(asked.map(lambda one: one.start(case, DocumentState.TIME, "ana"), servers))
    assert sorted(map(str, told)) == sorted([str(Refusal.RUNNING), "None"])
    assert servers[told.index(None)].at_work(case) is DocumentState.TIME
    first = servers[told.index(None)]
    first.close()
    assert servers[told.index(Refusal.RUNNING)].start(case, DocumentState.TIME, "ben") is None  # it has ended: go on
    for one in servers:
        one.close()


def test_the_command_of_a_server_that_was_killed_is_not_begun_a_second_time(tmp_path: Path) -> None:
    case = a_case(tmp_path, MANY)
    begin = (
        "import os, signal, sys, pathlib\n"
        "from clew.ledger import open_case\n"
        "from clew.vocabulary import DocumentState\n"
        "from clew.workbench.retrying import Retries\n"
        "Retries().start(open_case(pathlib.Path(sys.argv[1])), DocumentState.TIME, 'ana')\n"
        "os.kill(os.getpid(), signal.SIGKILL)\n"
    )
    assert subprocess.run([sys.executable, "-c", begin, str(case.folder)], check=False).returncode == -signal.SIGKILL
    assert underway(case.folder) == ()  # its command has told nothing of itself yet
    assert Retries().start(case, DocumentState.TIME, "ben") is Refusal.RUNNING
    until(lambda: not View(case).failures and not underway(case.folder))  # it goes on to its end without a server


def test_what_hears_nothing_is_ended_all_the_same(tmp_path: Path) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    case = a_case(tmp_path, MANY)
    retries = Retries()
    retries.start(case, DocumentState.TIME, "ana")
    until(lambda: any(one.done for one in underway(case.folder)))
    retries.close(((0.2, signal.SIGINT), (5.0, signal.SIGKILL)))
    (told,) = underway(case.folder)
    assert told.life(time.time()) is Life.STOPPED


def test_the_command_gets_nothing_of_the_server_but_what_it_needs() -> None:
    ours = dict.fromkeys((*GIVEN, "AWS_SECRET_ACCESS_KEY", "CLEW_ACTOR", "PYTHONPATH", "SSH_AUTH_SOCK"), "x")
    assert surroundings(ours, "ana") == dict.fromkeys(GIVEN, "x") | {"CLEW_ACTOR": "ana"}


@pytest.fixture
def served(tmp_path: Path) -> Iterator[tuple[Served, Case]]:
    """A workbench over a case of files that were too slow, and of one scan."""
    case = a_case(tmp_path, MANY)
    append(case, [_failed(case, "scan.png", b"a picture of text", DocumentState.NEEDS_OCR)], "ana")
    at, server = listening(case.folder, tmp_path)
    yield at, case
    server.should_exit = True
    until(lambda: all(one.life(time.time()) is Life.STOPPED for one in underway(case.folder)))


@pytest.mark.browser
def test_the_button_is_pressed_the_bar_moves_and_the_failures_go(
    chromium: Browser, served: tuple[Served, Case]
) -> None:
    page, complaints = page_of(chromium, served[0])
    page.goto(f"{served[0].at}/documents")
    assert page.get_by_role("heading", name="reading it took too long").count() == 1
    page.locator("button[value=time]").click()
    bar = page.get_by_role("progressbar")
    expect(bar).to_be_visible(timeout=30_000)
    expect(page.locator("button[value=time]")).to_be_disabled()
    seen: list[int] = []
    while bar.count():
        try:
            now = bar.evaluate_all("all => all.map(one => Number(one.getAttribute('aria-valuenow')))")
        except PageChanges:
            break  # it is over, and the page is being loaded anew
        seen += now
        page.wait_for_timeout(300)
    assert seen
    assert seen == sorted(seen)
    assert seen[-1] < 100
    expect(page.get_by_text(f"{MANY} read now, 0 still not.")).to_be_visible(timeout=60_000)
    assert page.get_by_role("heading", name="reading it took too long").count() == 0
    assert page.locator("h1 .n").inner_text() == str(MANY)
    assert not complaints


@pytest.mark.browser
@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_no_state_of_the_page_has_a_serious_fault(dark: bool, chromium: Browser, served: tuple[Served, Case]) -> None:
    at, case = served
    page, _ = page_of(chromium, at, dark=dark)
    page.goto(f"{at.at}/documents")
    assert grave_faults(page) == []
    page.locator("button[value=time]").click()
    expect(page.get_by_role("progressbar")).to_be_visible(timeout=30_000)
    assert grave_faults(page) == []
    (run,) = underway(case.folder)
    os.kill(run.pid, signal.SIGKILL)
    expect(page.get_by_text("Stopped after")).to_be_visible(timeout=30_000)
    expect(page.get_by_text("It was stopped before its end.")).to_be_visible()
    assert grave_faults(page) == []


@pytest.mark.browser
def test_without_script_the_page_tells_the_same_when_it_is_loaded_again(
    chromium: Browser, served: tuple[Served, Case]
) -> None:
    at, case = served
    page, _ = page_of(chromium, at, scripts=False)
    page.goto(f"{at.at}/documents")
    page.locator("button[value=time]").click()
    until(lambda: underway(case.folder))
    page.get_by_role("link", name="Load the page again").click()
    expect(page.get_by_role("progressbar")).to_be_visible()
