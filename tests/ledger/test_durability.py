"""What was acknowledged survives: kills at random times, a stop at every named point, many writers at once."""

import json
import os
import random
import resource
import signal
import time
from collections.abc import Callable
from multiprocessing import get_context
from pathlib import Path

import pytest

from clew.checks import run_checks
from clew.errors import DiskFull
from clew.ledger import Case, Draft, View, append, back_up, new_case, open_case, restore_case
from clew.ledger.points import FailPoint
from clew.ledger.schema import by_kind
from clew.vocabulary import EntryKind


def a_draft(number: int, writer: int = 0) -> Draft:
    return Draft(EntryKind.WITHDRAWAL, f"{writer}-{number}", {"number": number, "writer": writer, "erased": []})


def write_and_acknowledge(folder: Path, pipe: int) -> None:
    """Append entry after entry and tell each one that is on disk, until killed."""
    case = open_case(folder)
    for number in range(1_000_000):
        case.blobs.put(f"original {number}".encode())
        append(case, [a_draft(number)], "ana")
        os.write(pipe, f"{number}\n".encode())


def in_a_child(work: Callable[[], None]) -> int:
    """Run in a forked process that never comes back; returns its number."""
    child = os.fork()
    if child == 0:
        try:
            work()
        finally:
            os._exit(0)
    return child


def killed_at_random(folder: Path, delay: float) -> list[int]:
    """Let a child write, kill it after a while, and return the numbers that it acknowledged."""
    reading, writing = os.pipe()
    child = in_a_child(lambda: write_and_acknowledge(folder, writing))
    os.close(writing)
    time.sleep(delay)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    with os.fdopen(reading) as told:
        return [int(line) for line in told.read().splitlines()]


def held(case: Case) -> list[str]:
    return [entry.about for entry in View(case).entries()]


@pytest.mark.parametrize("trial", range(8))
def test_a_kill_loses_nothing_that_was_acknowledged(tmp_path: Path, trial: int) -> None:
    new_case(tmp_path / "case").close()
    acknowledged = killed_at_random(tmp_path / "case", random.Random(trial).uniform(0.05, 0.25))
    case = open_case(tmp_path / "case")
    kept = held(case)
    assert {f"0-{number}" for number in acknowledged} <= set(kept)
    assert len(kept) == len(set(kept))
    assert list(run_checks(View(case))) == []
    again = killed_at_random(tmp_path / "case", 0.1)
    assert len(held(case)) == len(set(held(case))), "doing it again after a kill makes no second entry"
    assert {f"0-{number}" for number in again} <= set(held(case))


def as_format_1(folder: Path) -> None:
    """Turn a case on SQLite into what the first Clew wrote."""
    case = open_case(folder)
    with case.engine.connect().execution_options(writes=True) as connection, connection.begin():
        by_kind.drop(connection)
    case.close()
    settings = json.loads((folder / "case.json").read_text())
    (folder / "case.json").write_text(json.dumps({**settings, "format": 1}))


@pytest.mark.parametrize("point", FailPoint)
def test_a_stop_at_each_point_leaves_a_whole_case(tmp_path: Path, point: FailPoint) -> None:
    """An older case is brought forward, added to, backed up and restored; the process dies at the point."""
    case = new_case(tmp_path / "case")
    append(case, [a_draft(0)], "ana")
    case.close()
    as_format_1(tmp_path / "case")

    def stop(reached: FailPoint) -> None:
        if reached is point:
            os._exit(9)

    def work() -> None:
        opened = open_case(tmp_path / "case", reached=stop)
        opened.blobs.put(b"original")
        append(opened, [a_draft(1)], "ana")
        back_up(opened, tmp_path / "case.tar")
        restore_case(tmp_path / "case.tar", tmp_path / "again", reached=stop)

    _, status = os.waitpid(in_a_child(work), 0)
    assert os.waitstatus_to_exitcode(status) == 9, f"the point {point!r} was not reached"
    case = open_case(tmp_path / "case")
    assert held(case)[0] == "0-0"
    assert list(run_checks(View(case))) == []
    append(case, [a_draft(1)], "ana")
    assert held(case) == ["0-0", "0-1"]
    assert list(run_checks(View(case))) == []
    assert (tmp_path / "case" / "ledger.format-1.sqlite").is_file()
    assert not (tmp_path / "again").exists() or list(run_checks(View(open_case(tmp_path / "again")))) == []
    back_up(case, tmp_path / "case.tar")
    if not (tmp_path / "again").exists():
        restore_case(tmp_path / "case.tar", tmp_path / "again")
    assert held(open_case(tmp_path / "again")) == ["0-0", "0-1"]


def test_a_full_disk_stops_writing_and_reading_goes_on(tmp_path: Path) -> None:
    """Files may not grow beyond what they are: every write fails as on a full disk, and nothing is lost."""
    case = new_case(tmp_path / "case")
    append(case, [a_draft(0)], "ana")
    said = tmp_path / "said"

    def work() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, 200_000))
        acknowledged = 0
        try:
            for number in range(1, 100_000):
                append(case, [a_draft(number)], "ana")
                acknowledged = number
        except DiskFull as error:
            held_then = len(held(case))
            os.write(handle, json.dumps([acknowledged, held_then, str(error)]).encode())
            os._exit(7)

    handle = os.open(said, os.O_WRONLY | os.O_CREAT)
    case.close()
    _, status = os.waitpid(in_a_child(work), 0)
    assert os.waitstatus_to_exitcode(status) == 7
    acknowledged, held_then, message = json.loads(said.read_text())
    assert acknowledged > 10
    assert held_then >= acknowledged + 1
    assert "run the command again" in message
    assert len(held(case)) >= acknowledged + 1
    assert list(run_checks(View(case))) == []
    append(case, [a_draft(200_000)], "ana")
    assert "0-200000" in held(case)


def many(folder: Path, writer: int, count: int) -> None:
    case = open_case(folder)
    for number in range(count):
        append(case, [a_draft(number, writer)], f"writer {writer}")


def test_many_writers_lose_nothing_and_fork_nothing(tmp_path: Path) -> None:
    new_case(tmp_path / "case").close()
    context = get_context("fork")
    writers = [context.Process(target=many, args=(tmp_path / "case", writer, 25)) for writer in range(8)]
    for process in writers:
        process.start()
    for process in writers:
        process.join()
    assert [process.exitcode for process in writers] == [0] * 8
    case = open_case(tmp_path / "case")
    assert sorted(held(case)) == sorted(f"{writer}-{number}" for writer in range(8) for number in range(25))
    assert list(run_checks(View(case))) == []


def test_a_case_can_be_opened_and_read_where_not_even_a_byte_can_be_written(tmp_path: Path) -> None:
    """As on a disk that is full when the case is opened: reading goes on, writing says why not."""
    case = new_case(tmp_path / "case")
    for number in range(20):
        append(case, [a_draft(number)], "ana")
    case.close()

    def work() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
        opened = open_case(tmp_path / "case")
        if len(held(opened)) != 20 or list(run_checks(View(opened))):
            os._exit(1)
        try:
            append(opened, [a_draft(99)], "ana")
        except DiskFull:
            os._exit(7)

    _, status = os.waitpid(in_a_child(work), 0)
    assert os.waitstatus_to_exitcode(status) == 7
    again = open_case(tmp_path / "case")
    append(again, [a_draft(99)], "ana")
    assert len(held(again)) == 21
