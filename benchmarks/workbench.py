"""How quickly the workbench's pages come at a hundred thousand claims: `python benchmarks/workbench.py [CLAIMS]`.

`python benchmarks/workbench.py network [LINES]` opens the network of half as many parties in Chromium instead, and
tells when it is painted first and how smoothly it moves. `python benchmarks/workbench.py demo` goes from the sample
case to the first lit quote in Chromium, and tells how long that takes and how much memory.
"""

import gzip
import json
import os
import resource
import socket
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

import uvicorn
from fastapi.testclient import TestClient
from playwright.sync_api import sync_playwright

from clew.ledger import Case, append, claim_draft, document_draft, extraction_draft, new_case, sha256
from clew.pipeline import screen_case
from clew.records import Claim, Document, Mention, Quote, Span
from clew.screen import Library, import_list
from clew.vocabulary import EntityType, Predicate, Qualifier, Status
from clew.workbench import Settings, keys_of, make_application
from clew.workbench.snapshot import Snapshot

FIRST = ("Amber", "Basalt", "Cinder", "Dune", "Ember", "Fjord", "Granite", "Harbour", "Indigo", "Juniper", "Kelp")
SECOND = ("Trading", "Machine Works", "Logistics", "Shipping", "Metals", "Optics", "Avionics", "Chemicals", "Foundry")
PREDICATES = (Predicate.SUPPLIES, Predicate.PAYS, Predicate.OWNS, Predicate.PARTNERS_WITH, Predicate.CONTRACTS_WITH)
PAGES = (
    *("/", "/documents", "/documents?first=5000", "/claims", "/claims?status=denied&since=2010&until=2012"),
    *(
        "/entities",
        "/entities?q=granite",
        "/review",
        "/review?only=claim",
        "/review?at=500",
        "/screening",
        "/conflicts",
    ),
    *("/corroboration", "/corroboration?first=4000", "/log", "/lists", "/settings", "/dossier"),
    *("/pictures/network", "/pictures/network/data", "/pictures/network?supported=yes"),
    *("/pictures/timeline", "/pictures/ownership", "/pictures/origins"),
)
LISTED, OWNED_WITHIN = 20, 40
"""Of so many parties one is listed, and of so many each may own those that come after it."""
SEARCHES = ("granite", "harbour metals", '"fjord optics"', "ember -logistics", "2011", "jun")


def name_of(number: int) -> str:
    """The name of a party of the generated case."""
    return f"{FIRST[number % 11]} {SECOND[number // 11 % 9]} {FIRST[number // 99 % 11]} {number}"


def fill(case: Case, claims: int, parties: int) -> None:
    """Write documents of ten claims each into a ledger: dated, published, some denied, owners above what they own."""
    for first in range(0, claims, 10):
        sentences = []
        for n in range(first, min(first + 10, claims)):
            a, b = n % parties, (n * 7 + 1 + n // parties) % parties
            if PREDICATES[n % 5] is Predicate.OWNS:
                b = a - a % OWNED_WITHIN + min(OWNED_WITHIN - 1, a % OWNED_WITHIN + 1 + n // parties % 7)
            sentences.append((n, name_of(a), name_of(b), f"{name_of(a)} dealt with {name_of(b)} in {2000 + n % 25}."))
        text = " ".join(one[3] for one in sentences)
        document = Document(
            sha256(text.encode()),
            f"d{first}.txt",
            "text/plain",
            "en",
            text,
            (Span(0, len(text)),),
            published=f"{2000 + first % 25}-{1 + first // 10 % 12:02}",
            publisher=f"{FIRST[first // 10 % 11]} Courier",
        )
        made = []
        for n, subject, object_, sentence in sentences:
            start = text.index(sentence)
            made.append(
                Claim(
                    document.name,
                    Quote(document.id, start, start + len(sentence)),
                    sentence,
                    PREDICATES[n % 5],
                    Mention(subject, EntityType.COMPANY),
                    Mention(object_, EntityType.COMPANY),
                    Status.DENIED if n % 50 == 4 else Status.ASSERTED,
                    {Qualifier.WHEN: str(2000 + n % 25)},
                    {Qualifier.WHEN: str(2000 + n % 25)},
                    confidence=0.4 if n % 20 == 0 else 0.9,
                )
            )
        drafts = [document_draft(document, case.blobs.put_text(text)), *(claim_draft(one) for one in made)]
        append(case, [*drafts, extraction_draft(document.id, "bench", tuple(made), ())], "bench")


def screened(case: Case, home: Path, parties: int) -> None:
    """Hold the case against a list that names some of its parties."""
    home.mkdir(exist_ok=True)
    path = home / "index.jsonl.gz"
    rows = [{"id": f"L{n}", "schema": "Company", "names": [name_of(n)]} for n in range(0, parties, LISTED)]
    path.write_bytes(gzip.compress("".join(json.dumps(row) + "\n" for row in rows).encode()))
    library = Library(home)
    library.add(import_list([path]))
    screen_case(case, library, None, "bench")


def pages_of(snapshot: Snapshot) -> list[str]:
    """Every page of a case that has many of everything: those of the case, and those of some of what is in it."""
    arranged = snapshot.arranged
    findings = arranged.findings
    pages = list(PAGES)
    for one in arranged.parties[:3]:
        pages += [f"/entities/{one.id}", f"/claims?entity={one.id}", f"/pictures/timeline?entity={one.id}"]
        pages += [f"/pictures/ownership?entity={one.id}", f"/pictures/network?around={one.id}"]
        pages += [f"/pictures/network/about?entity={one.id}", f"/pictures/network/data?around={one.id}&steps=2"]
    a, b = arranged.parties[0].id, arranged.parties[-1].id
    pages += [f"/pictures/network?around={a}&to={b}", f"/pictures/network/data?around={a}&to={b}"]
    pages += ["/pictures/network/data?since=2010&until=2012", "/pictures/network?since=2010&until=2012"]
    pages += [f"/documents/{one.id}" for one in findings.documents[:3]]
    hit = next(iter(snapshot.singles.by_id))
    for asked in (f"entity={a}", f"entity={b}&find=granite", "find=granite+supplied", "kind=statement&first=4000"):
        pages += [f"/dossier?{asked}", f"/dossier?{asked}&but={hit}", f"/dossier?{asked}&start=none&but={hit}"]
    return pages + [f"/relations/{one.id}" for one in arranged.relations[:3]]


def p95(times: list[float]) -> float:
    """The time, in milliseconds, within which 95 of 100 answers come."""
    return sorted(times)[int(len(times) * 0.95)] * 1000


def timed(client: TestClient, addresses: list[str], rounds: int) -> tuple[float, float]:
    """The p95 over some addresses in ms, each asked so many times: by the clock, and of the processor's time."""
    times, worked = [], []
    for _ in range(rounds):
        for address in addresses:
            began, before = time.perf_counter(), time.process_time()
            answer = client.get(address)
            times.append(time.perf_counter() - began)
            worked.append(time.process_time() - before)
            assert answer.status_code == 200, address
    return p95(times), p95(worked)


def tell(name: str, times: tuple[float, float], reach: str = "") -> None:
    """Print one line of the table."""
    print(f"  {name[:44]:44} {times[0]:7.0f} ms   {times[1]:7.0f} ms of the processor {reach}", flush=True)


MOVING = """() => new Promise((done) => {
  const field = document.querySelector("[data-field]");
  let frames = 0;
  const began = performance.now();
  const next = () => {
    frames += 1;
    field.dispatchEvent(new KeyboardEvent("keydown", { key: frames % 40 < 20 ? "+" : "-", bubbles: true }));
    if (performance.now() - began < 3000) requestAnimationFrame(next);
    else done(frames / ((performance.now() - began) / 1000));
  };
  requestAnimationFrame(next);
})"""
"""Zooms in and out for three seconds; gives the frames a second."""


def browsers_work() -> float:
    """The processor's time, in seconds, that all Chromium on this machine has used so far."""
    ticks = 0
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            if "chromium" in (stat.parent / "cmdline").read_text(errors="replace"):
                ticks += sum(int(one) for one in stat.read_text().rpartition(")")[2].split()[11:13])
        except OSError:  # ended meanwhile
            continue
    return ticks / os.sysconf("SC_CLK_TCK")


def painted(lines: int) -> None:
    """Open the network of a generated case in Chromium, five times, and print what was measured."""
    with tempfile.TemporaryDirectory() as folder:
        case = new_case(Path(folder) / "large")
        fill(case, lines, lines // 2)
        listener = socket.socket()
        listener.bind(("127.0.0.1", 0))
        port = listener.getsockname()[1]
        settings = Settings(home=Path(folder), actor="bench", port=port, patience=3600, clock=lambda: "2026-03-01")
        application = make_application(case.folder, settings)
        server = uvicorn.Server(uvicorn.Config(application, log_level="warning", access_log=False))
        threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True).start()
        at = f"http://127.0.0.1:{port}"
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
            page = browser.new_page(viewport={"width": 1280, "height": 860})
            page.set_default_timeout(600_000)
            page.goto(f"{at}/?token={keys_of(case.folder).token}")
            times, worked = [], []
            for _ in range(5):
                before = browsers_work()
                page.goto(f"{at}/pictures/network", wait_until="commit")
                page.wait_for_selector("[data-painted]")
                times.append(float(page.get_attribute("[data-network]", "data-painted") or "nan"))
                worked.append(browsers_work() - before)
            page.screenshot(path=Path(tempfile.gettempdir()) / "network.png")
            print(page.locator("[data-said]").inner_text())
            print(f"first paint  {', '.join(f'{one:.0f}' for one in times)} ms   (reach 2000)")
            print(f"processor    {', '.join(f'{one:.1f}' for one in worked)} s, {os.cpu_count()} cores")
            print(
                f"moving       {page.evaluate(MOVING):.0f} frames a second   (reach 30; drawn without a graphics card)"
            )
            browser.close()
        server.should_exit = True


def memory(root: int) -> float:
    """The greatest memory, in MiB, of a process and all that it started, where they are still running."""
    parents, peaks = {}, {}
    for status in Path("/proc").glob("[0-9]*/status"):
        try:
            told = dict(line.split(":\t", 1) for line in status.read_text().splitlines() if ":\t" in line)
        except OSError:  # ended meanwhile
            continue
        number = int(status.parent.name)
        parents[number], peaks[number] = int(told["PPid"]), int(told.get("VmHWM", "0 kB").split()[0]) / 1024
    family = {root}
    while more := {one for one, parent in parents.items() if parent in family} - family:
        family |= more
    return sum(peaks.get(one, 0) for one in family)


def first_quote() -> None:
    """Run `clew demo` and `clew serve`, open a claim in Chromium, and print how long until its words are lit."""
    clew = str(Path(sys.executable).with_name("clew"))
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=["--no-sandbox"])
        page, at = browser.new_page(), Path(folder) / "demo"
        page.set_default_timeout(120_000)
        began, most = time.perf_counter(), 0.0
        with subprocess.Popen([clew, "demo", str(at)], stdout=subprocess.DEVNULL) as demo:
            while demo.poll() is None:
                most = max(most, memory(demo.pid))
                time.sleep(0.5)
        shown = time.perf_counter() - began
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        command = [clew, "serve", str(at / "varnia"), "--port", str(port)]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
            try:
                assert server.stdout is not None
                page.goto(server.stdout.readline().partition("workbench: ")[2].strip())
                page.goto(f"http://localhost:{port}/claims")
                page.click("blockquote footer a")
                page.wait_for_selector("mark")
                whole = time.perf_counter() - began
                most = max(most, memory(server.pid))
            finally:
                server.terminate()
        browser.close()
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    print(f"the demo           {shown:.0f} s")
    print(f"processor          {used.ru_utime + used.ru_stime:.0f} s, on {os.cpu_count()} cores")
    print(f"first lit quote    {whole:.0f} s   (reach 90; load {os.getloadavg()[0]:.1f})")
    print(f"memory             {most:.0f} MiB at most   (reach 1024)")


def main() -> None:
    """Do what is asked for."""
    if sys.argv[1:2] == ["demo"]:
        first_quote()
    elif sys.argv[1:2] == ["network"]:
        painted(int(sys.argv[2]) if len(sys.argv) > 2 else 20_000)
    else:
        timings(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000)


def timings(claims: int) -> None:
    """Generate a case, serve it, and print what pages and searches take."""
    with tempfile.TemporaryDirectory() as folder:
        began = time.perf_counter()
        case = new_case(Path(folder) / "large")
        fill(case, claims, max(100, claims // 20))
        screened(case, Path(folder) / "lists", max(100, claims // 20))
        print(f"{claims:,} claims written in {time.perf_counter() - began:.0f} s", flush=True)
        settings = Settings(home=Path(folder) / "lists", actor="bench", patience=3600, clock=lambda: "2026-03-01")
        application = make_application(case.folder, settings)
        client = TestClient(application, base_url="http://127.0.0.1:8484")
        began = time.perf_counter()
        client.get("/", params={"token": keys_of(case.folder).token})
        print(f"findings derived and made ready in {time.perf_counter() - began:.0f} s; load {os.getloadavg()[0]:.1f}")
        pages = pages_of(application.state.desk.snapshot())
        first = {page: timed(client, [page], 1) for page in pages}
        for page in pages:
            tell(page, timed(client, [page], 5), f"(the first time {first[page][0]:.0f} and {first[page][1]:.0f})")
        tell("page p95", timed(client, pages, 8), "(reach 150)")
        clocks, works = ([one[at] / 1000 for one in first.values()] for at in (0, 1))
        tell("page p95, each for the first time", (p95(clocks), p95(works)))
        searches = [f"/claims?q={one.replace(' ', '+')}" for one in SEARCHES]
        tell("search p95", timed(client, searches, 10), "(reach 300)")


if __name__ == "__main__":
    main()
