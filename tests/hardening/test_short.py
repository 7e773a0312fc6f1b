"""A short form of every long proof runs with all other tests: nothing is found."""

import tempfile
from pathlib import Path

import pytest

from tests.hardening.proof import Outcome, Progress, Proof, go_on, table
from tests.hardening.proofs import PROOFS


@pytest.mark.parametrize("proof", PROOFS, ids=lambda proof: proof.name.replace(" ", "-").replace(",", ""))
def test_in_short_nothing_is_found(proof: Proof) -> None:
    with tempfile.TemporaryDirectory(dir="/dev/shm" if Path("/dev/shm").is_dir() else None) as folder:
        outcome = proof.run(0, proof.short, Path(folder))
    assert proof.holds(outcome), outcome.faults[:10]
    assert outcome.done >= proof.short


def count_up(first: int, count: int, _folder: Path) -> Outcome:
    faults = [f"trial {number} is odd" for number in range(first, first + count) if number == 7]
    return Outcome(count, faults, {"trials": count, "highest trial": first + count - 1})


def test_a_proof_goes_on_where_it_stopped_and_counts_what_it_finds(tmp_path: Path) -> None:
    proof = Proof("counting", "numbers", 10, 3, 1, count_up)
    list(go_on(proof, Progress.open(tmp_path / "state.json", "a"), 5, float("inf")))
    again = Progress.open(tmp_path / "state.json", "a")
    assert again.of(proof).done == 5
    list(go_on(proof, again, 99, float("inf")))
    held = Progress.open(tmp_path / "state.json", "a").of(proof)
    assert (held.done, held.faults) == (10, ["trial 7 is odd"])
    assert not proof.holds(held)
    shown = table([proof], again)
    assert "10 numbers" in shown
    assert "counting: trial 7 is odd" in shown
    assert "highest trial 9, trials 10" in shown
    assert Progress.open(tmp_path / "state.json", "other code").of(proof).done == 0
