"""A process killed in the middle of its work: what it acknowledged is there, once, and the work can be done again."""

import json
import os
import random
import shutil
import signal
import time
from collections.abc import Callable, Iterator
from functools import cache, partial
from pathlib import Path

from clew.checks import run_checks
from clew.extract import Extractor, ExtractorOptions, load_extractor
from clew.ledger import Case, Draft, View, append, new_case, open_case
from clew.ledger.schema import FORMAT, by_kind
from clew.pipeline import AddOptions, Decision, add_documents, judge, screen_case
from clew.read import Found, read_document
from clew.records import Given, Reading
from clew.screen import Library, import_list
from clew.vocabulary import EntryKind, Verdict
from tests.hardening import seeds
from tests.hardening.proof import Outcome

Tell = Callable[[str], None]
"""How the child says that something is acknowledged."""


@cache
def the_extractor() -> Extractor:
    """The extractor, loaded once for all trials."""
    return load_extractor(ExtractorOptions())


def _tell(pipe: int, said: str) -> None:
    os.write(pipe, f"{said}\n".encode())


def killed(work: Callable[[Tell], None], delay: float) -> list[str]:
    """Let a child work, kill it after a while, and return what it acknowledged."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            os.close(reading)
            work(lambda said: _tell(writing, said))
        finally:
            os._exit(0)
    os.close(writing)
    time.sleep(delay)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    with os.fdopen(reading) as told:
        return told.read().splitlines()


def faults_of(case: Case) -> Iterator[str]:
    """What does not hold in a case: no check may complain, no entry stands twice."""
    yield from (problem.says for problem in run_checks(View(case)))
    ids = [entry.id for entry in View(case).entries()]
    if len(ids) != len(set(ids)):
        yield "an entry stands twice"


# --- add ---------------------------------------------------------------------------------------------------------


def material(folder: Path) -> list[Found]:
    """A few files of several kinds."""
    folder.mkdir()
    for number in range(4):
        rows = "".join(f"Velmar Trade {n},Ostrek Works {number},{n}00 USD,2024-01-0{n}\n" for n in range(1, 8))
        (folder / f"{number}.csv").write_text("seller,buyer,amount,date\n" + rows)
    (folder / "a.txt").write_text(seeds.TEXT)
    (folder / "b.zip").write_bytes(seeds.archive())
    (folder / "c.eml").write_bytes(seeds.mail())
    (folder / "d.bin").write_bytes(bytes(range(256)))
    return [Found(path, path.name, Given()) for path in sorted(folder.iterdir())]


def read_all(files: list[Found]) -> Iterator[tuple[Found, Reading]]:
    """Read files without the sandbox: here it is the ledger that is put to the proof."""
    return ((found, read_document(found.path, found.name, found.given)) for found in files)


def add_all(case: Case, files: list[Found], tell: Tell = lambda _: None) -> None:
    """Add files and tell of each document that is in the ledger."""
    for one in add_documents(case, read_all(files), the_extractor(), AddOptions("ana", batch=2)):
        tell(one.document)


def _add_at(place: Path, files: list[Found], tell: Tell) -> None:
    add_all(open_case(place), files, tell)


def run_adding(first: int, count: int, folder: Path) -> Outcome:
    """Kill `clew add`'s work at random moments, then do it again to the end."""
    outcome = Outcome()
    files = material(folder / "in")
    whole = new_case(folder / "whole")
    began = time.monotonic()
    add_all(whole, files)
    spent = time.monotonic() - began
    expected, entries = View(whole).content_hash, sum(1 for _ in View(whole).rows())
    whole.close()
    chance = random.Random(first)
    for number in range(first, first + count):
        place = folder / "case"
        shutil.rmtree(place, ignore_errors=True)
        new_case(place).close()
        told = killed(partial(_add_at, place, files), chance.uniform(0, 1.2 * spent))
        outcome.done += 1
        outcome.note("acknowledged", len(told))
        case = open_case(place)
        held = {entry.about for entry in View(case).entries(EntryKind.EXTRACTION, EntryKind.FAILURE)}
        wrong = [f"{len(set(told) - held)} acknowledged documents are lost"] if set(told) - held else []
        wrong += faults_of(case)
        add_all(case, files)
        if (View(case).content_hash, sum(1 for _ in View(case).rows())) != (expected, entries):
            wrong.append("done again, it holds something else than what was never killed")
        wrong += faults_of(case)
        case.close()
        outcome.faults += [f"kill {number}: {one}" for one in wrong]
    return outcome


# --- judge and screen --------------------------------------------------------------------------------------------


def _work_at(place: Path, work: Callable[[Case, Tell], None], tell: Tell) -> None:
    work(open_case(place), tell)


Held = Callable[[Case], list[str]]
"""What a case holds of the acknowledged things, in order."""


def _many(first: int, count: int, folder: Path, work: Callable[[Case, Tell], None], held_by: Held) -> Outcome:
    """Kill work that appends without end, at random moments."""
    outcome = Outcome()
    chance = random.Random(first)
    for number in range(first, first + count):
        place = folder / "case"
        shutil.rmtree(place, ignore_errors=True)
        new_case(place).close()
        told = killed(partial(_work_at, place, work), chance.uniform(0.0, 0.15))
        outcome.done += 1
        outcome.note("acknowledged", len(told))
        case = open_case(place)
        held = held_by(case)
        wrong = [] if held[: len(told)] == told else ["the acknowledged entries are not those that it holds"]
        wrong += faults_of(case)
        case.close()
        outcome.faults += [f"kill {number}: {one}" for one in wrong]
    return outcome


def judge_on(case: Case, tell: Tell) -> None:
    """Decide one thing after the other."""
    for number in range(100_000):
        judge(case, Decision(Verdict.SAME, f"left {number}", f"right {number}", "the same address"), "ana")
        tell(f"left {number}")


def run_judging(first: int, count: int, folder: Path) -> Outcome:
    """Kill `clew judge`'s work."""
    return _many(first, count, folder, judge_on, lambda case: [one.left for one in View(case).judgements])


LISTED = (
    '{"id": "v-1", "schema": "Company", "properties": {"name": ["Velmar Trade LLC"]}}\n',
    '{"id": "o-1", "schema": "Company", "properties": {"name": ["Ostrek Machine Works"]}}\n',
)


def run_screening(first: int, count: int, folder: Path) -> Outcome:
    """Kill `clew screen`'s work, against one list and the other in turn."""
    library = Library(folder / "lists")
    for name, content in zip(("a", "b"), LISTED, strict=True):
        (folder / f"{name}.ftm.json").write_text(content)
        library.add(import_list([folder / f"{name}.ftm.json"]))
    names = [version.name for version in library.newest(None)]

    def screen_on(case: Case, tell: Tell) -> None:
        for number in range(100_000):
            versions = screen_case(case, library, [names[number % 2]], "ana")
            tell(json.dumps([version.sha256 for version in versions]))

    def held_by(case: Case) -> list[str]:
        entries = View(case).entries(EntryKind.SCREENING)
        return [json.dumps([one["sha256"] for one in entry.told["lists"]]) for entry in entries]

    return _many(first, count, folder, screen_on, held_by)


# --- bring forward -----------------------------------------------------------------------------------------------


def _open_at(place: Path, _tell: Tell) -> None:
    open_case(place).close()


def run_migrating(first: int, count: int, folder: Path) -> Outcome:
    """Kill the opening of a case that an older Clew wrote."""
    outcome = Outcome()
    case = new_case(folder / "older")
    for number in range(300):
        append(case, [Draft(EntryKind.WITHDRAWAL, str(number), {"number": number, "erased": []})], "ana")
    chain = View(case).chain_hash
    with case.engine.connect().execution_options(writes=True) as connection, connection.begin():
        by_kind.drop(connection)
    case.close()
    settings = json.loads((folder / "older" / "case.json").read_text())
    (folder / "older" / "case.json").write_text(json.dumps({**settings, "format": 1}))
    chance = random.Random(first)
    for number in range(first, first + count):
        place = folder / "case"
        shutil.rmtree(place, ignore_errors=True)
        shutil.copytree(folder / "older", place)
        killed(partial(_open_at, place), chance.uniform(0.0, 0.03))
        outcome.done += 1
        noted = json.loads((place / "case.json").read_text())["format"]
        outcome.note("killed before its end", noted != FORMAT)
        opened = open_case(place)
        wrong = list(faults_of(opened))
        if View(opened).chain_hash != chain:
            wrong.append("the chain is another one")
        if not (place / "ledger.format-1.sqlite").is_file():
            wrong.append("no copy was kept")
        opened.close()
        outcome.faults += [f"kill {number}: {one}" for one in wrong]
    return outcome
