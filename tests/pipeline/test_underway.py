"""What a run tells of itself beside the ledger: while it runs, when it is stopped, and to whoever keeps the case."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from clew.checks import run_checks
from clew.ledger import Case, View, back_up, new_case, restore_case
from clew.pipeline import Added, Life, Tally, Underway, told_beside, underway
from clew.pipeline.underway import LONG, birth
from clew.vocabulary import DocumentState

READ = Added("a.txt", "sha-a", DocumentState.READ, 1, (), True)


@pytest.fixture
def case(tmp_path: Path) -> Iterator[Case]:
    made = new_case(tmp_path / "case")
    yield made
    made.close()


def test_a_run_tells_from_its_first_moment_and_leaves_nothing_when_it_ends(case: Case) -> None:
    tally = Tally(("a.txt", "b.txt"))
    with told_beside(case, tally, DocumentState.TIME):
        (told,) = underway(case.folder)
        assert (told.done, told.total, told.retry, told.life(time.time())) == (0, 2, DocumentState.TIME, Life.RUNNING)
        tally.count(READ)
        time.sleep(1.5)
        (told,) = underway(case.folder)
        assert (told.done, told.at_hand, told.percent) == (1, "a.txt", 50)
    assert underway(case.folder) == ()
    assert not list(case.folder.glob("*adding*"))


def test_a_run_that_is_stopped_stays_told_until_the_next_of_its_sort(case: Case) -> None:
    def stopped() -> None:
        tally = Tally(("a.txt", "b.txt"))
        with told_beside(case, tally):
            tally.count(READ)
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        stopped()
    (told,) = underway(case.folder)
    assert (told.life(time.time()), told.done, told.total) == (Life.STOPPED, 1, 2)
    old = case.folder / f"adding.{os.getpid()}.json"
    old.rename(case.folder / "adding.1.json")
    with told_beside(case, Tally(()), DocumentState.TIME):
        assert len(underway(case.folder)) == 2
    with told_beside(case, Tally(())):
        assert len(underway(case.folder)) == 1
    assert underway(case.folder) == ()


def test_neither_hash_nor_checks_nor_a_backup_know_of_it(case: Case, tmp_path: Path) -> None:
    before = (View(case).content_hash, View(case).chain_hash)
    with told_beside(case, Tally(("a.txt",))):
        assert (View(case).content_hash, View(case).chain_hash) == before
        assert list(run_checks(View(case))) == []
        back_up(case, tmp_path / "kept.tar")
    restored = restore_case(tmp_path / "kept.tar", tmp_path / "restored")
    assert underway(restored.folder) == ()
    restored.close()


def test_a_folder_that_cannot_be_written_in_costs_only_the_telling(case: Case, tmp_path: Path) -> None:
    elsewhere = replace(case, folder=tmp_path / "gone" / "case")
    with told_beside(elsewhere, Tally(("a.txt",))):
        assert underway(elsewhere.folder) == ()


@pytest.fixture
def told() -> Underway:
    """What this very process would tell."""
    host = os.uname().nodename
    mine = birth(os.getpid())
    return Underway(host, os.getpid(), mine, None, 0.0, 1000.0, 10, 10, {}, "a.txt", False)


def test_only_the_process_itself_keeps_a_run_alive(told: Underway) -> None:
    with subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE) as other:
        run = replace(told, pid=other.pid, born=birth(other.pid))
        assert run.life(1001.0) is Life.RUNNING
        assert replace(run, born=told.born).life(1001.0) is Life.STOPPED
        other.kill()
        while birth(other.pid):
            time.sleep(0.01)
        assert run.life(1001.0) is Life.STOPPED  # though nobody has asked for its exit code


def test_long_silence_is_told_here_and_counts_as_an_end_on_another_machine(told: Underway) -> None:
    late = 1000.0 + LONG + 2
    assert told.life(late) is Life.SILENT
    elsewhere = replace(told, host="another", born="unknown here")
    assert (elsewhere.life(1001.0), elsewhere.life(late)) == (Life.RUNNING, Life.STOPPED)


def test_a_run_never_says_that_all_is_done(told: Underway) -> None:
    assert told.percent == 99
    assert replace(told, total=0, done=0).percent == 0


@pytest.mark.parametrize("content", ["", "[]", "{}", '{"pid": "x"}', '{"retry": "nonsense", "host": "h"}', "\udcff"])
def test_a_file_that_is_none_of_ours_is_passed_over(case: Case, content: str) -> None:
    (case.folder / "adding.7.json").write_bytes(content.encode("utf-8", "surrogateescape"))
    assert underway(case.folder) == ()
    with told_beside(case, Tally(())):
        (told,) = underway(case.folder)
        assert json.loads((case.folder / f"adding.{told.pid}.json").read_text())["total"] == 0
