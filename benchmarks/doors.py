"""How many requests of five queries each the matching interface answers in a second over HTTP, one worker.

The server runs on one core, the client on another. Needs a list of `{"id", "schema", "names"}` and queries beside it
(`index.jsonl.gz`, `queries.jsonl`) in the folder given, ../shared/bench/screening by default.
"""

import argparse
import json
import os
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import httpx
import uvicorn

from clew.doors import matching_router, open_desk
from clew.ledger import new_case
from clew.pipeline import KeptFindings
from clew.screen import Library, import_list
from clew.workbench import Door, Settings, make_application

WANTED_RATE, WANTED_P95 = 150.0, 0.060
EACH = 5


def main() -> None:
    """Serve, ask, print the figures beside those wanted."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, nargs="?", default=Path("../shared/bench/screening"))
    parser.add_argument("--seconds", type=float, default=10)
    parser.add_argument("--clients", type=int, default=4)
    parser.add_argument("--serve", nargs=3, metavar=("CASE", "HOME", "PORT"), help=argparse.SUPPRESS)
    told = parser.parse_args()
    if told.serve:
        serve(Path(told.serve[0]), Path(told.serve[1]), int(told.serve[2]))
        return
    if not (told.folder / "index.jsonl.gz").exists():
        print(f"{told.folder} is not here; nothing measured")
        return
    measure(told.folder, told.seconds, told.clients)


def serve(case: Path, home: Path, port: int) -> None:
    """Be the server, on the first core."""
    os.sched_setaffinity(0, {0})
    settings = Settings(home=home, actor="bench", port=port, open_reading=True, rate=10**9)
    kept = KeptFindings(case, Library(home), settings.wanted)
    door = Door(matching_router(open_desk(kept, "bench")), "/yente", reads_by_post=True)
    application = make_application(case, settings, (door,), kept)
    uvicorn.run(application, port=port, log_level="warning", access_log=False)


def measure(folder: Path, seconds: float, clients: int) -> None:
    """Be the client, on the other core."""
    with tempfile.TemporaryDirectory() as place:
        home, case = Path(place) / "home", Path(place) / "case"
        version = Library(home).add(import_list([folder / "index.jsonl.gz"]))
        new_case(case).close()
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        command = [sys.executable, __file__, "--serve", str(case), str(home), str(port)]
        server = subprocess.Popen(command)
        try:
            os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})
            bodies = bodies_of(folder / "queries.jsonl")
            address = f"http://127.0.0.1:{port}/yente"
            until_ready(address, bodies[0])
            taken = ask(address, bodies, seconds, clients)
        finally:
            server.terminate()
            server.wait()
    rate = len(taken) / seconds
    p95 = statistics.quantiles(taken, n=20)[-1]
    print(f"{version.names} names, {EACH} queries a request, {clients} clients, one worker")
    print(f"requests a second: {rate:.0f} (wanted {WANTED_RATE:.0f})")
    print(f"p50 {statistics.median(taken) * 1000:.1f} ms, p95 {p95 * 1000:.1f} ms (wanted {WANTED_P95 * 1000:.0f})")


def bodies_of(path: Path) -> list[bytes]:
    """The bodies of the requests, five queries each."""
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    bodies = []
    for at in range(0, len(rows) - EACH, EACH):
        queries = {
            row["qid"]: {"schema": row.get("schema") or "LegalEntity", "properties": {"name": [row["query"]]}}
            for row in rows[at : at + EACH]
        }
        bodies.append(json.dumps({"queries": queries}).encode())
    return bodies


def until_ready(address: str, body: bytes) -> None:
    """Wait until the lists are open and the search is compiled."""
    for _ in range(600):
        try:
            httpx.post(f"{address}/match/default", content=body, timeout=300).raise_for_status()
            return
        except httpx.TransportError:
            time.sleep(0.2)
    raise SystemExit("the server did not start")


def ask(address: str, bodies: list[bytes], seconds: float, clients: int) -> list[float]:
    """Ask for some seconds from several clients at once; the time of each request, in seconds."""
    end = time.monotonic() + seconds

    def one(first: int) -> list[float]:
        taken = []
        with httpx.Client(base_url=address) as client:
            at = first
            while time.monotonic() < end:
                began = time.perf_counter()
                client.post("/match/default", content=bodies[at % len(bodies)]).raise_for_status()
                taken.append(time.perf_counter() - began)
                at += clients
        return taken

    with ThreadPoolExecutor(clients) as pool:
        return [time for some in pool.map(one, range(clients)) for time in some]


if __name__ == "__main__":
    main()
