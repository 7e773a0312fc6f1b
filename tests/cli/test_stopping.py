"""`clew add` stopped in the middle: what is in the ledger is told, and the same command goes on from there."""

import signal
import subprocess
import sys
import time
from pathlib import Path

from clew.checks import run_checks
from clew.ledger import View, new_case
from clew.pipeline import Life, underway


def test_a_stopped_add_says_what_is_kept(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    for number in range(400):
        (folder / f"{number}.txt").write_text(f"Delm Freight sent {number} pumps to the Harl shipyard.\n")
    case = new_case(tmp_path / "case")
    command = [str(Path(sys.executable).with_name("clew")), "add", str(case.folder), str(folder)]
    before = signal.signal(signal.SIGINT, signal.default_int_handler)  # what runs in the background inherits deafness
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stderr=pipe, stdout=pipe, text=True) as adding:
        signal.signal(signal.SIGINT, before)
        while not View(case).received and adding.poll() is None:
            time.sleep(0.1)
        adding.send_signal(signal.SIGINT)
        out, said = adding.communicate(timeout=60)
    kept = len(View(case).received)
    assert adding.returncode == 130, (out, said)
    assert "stopping after the document at hand; Ctrl-C again stops at once" in said
    assert f"stopped; {kept} new documents are in the ledger, the same command goes on" in said
    assert 0 < kept < 400
    assert list(run_checks(View(case))) == []
    (told,) = underway(case.folder)
    assert (told.life(time.time()), told.done, told.total) == (Life.STOPPED, len(View(case).extractions), 400)


def test_what_was_killed_says_how_far_it_came_until_the_same_command_has_ended(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    for number in range(1000):  # a fast machine has a quarter of them when it first tells how far it is
        (folder / f"{number}.txt").write_text(f"Delm Freight sent {number} pumps to the Harl shipyard.\n")
    (folder / "z.bin").write_bytes(b"\0\1\2")
    case = new_case(tmp_path / "case")
    command = [str(Path(sys.executable).with_name("clew")), "add", str(case.folder), str(folder)]
    with subprocess.Popen(command, stderr=subprocess.DEVNULL, stdout=subprocess.DEVNULL) as adding:
        while not any(one.done for one in underway(case.folder)) and adding.poll() is None:
            time.sleep(0.05)
        (told,) = underway(case.folder)
        assert told.life(time.time()) is Life.RUNNING
        adding.kill()
    (told,) = underway(case.folder)
    assert told.life(time.time()) is Life.STOPPED
    assert 0 < told.done <= len(View(case).received) < told.total == 1001
    assert list(run_checks(View(case))) == []
    again = subprocess.run(command, capture_output=True, text=True, check=True)
    assert "could not read 1 (1 unsupported)" in again.stdout
    assert underway(case.folder) == ()
