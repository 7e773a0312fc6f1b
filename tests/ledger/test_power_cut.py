"""A ledger that syncs less loses entries in a power cut: so the proof that ours loses none shows something."""

from pathlib import Path

from tests.hardening.power import cut_the_power


def test_the_proof_would_see_a_loss(tmp_path: Path) -> None:
    assert cut_the_power(tmp_path, 60, seed=1, synchronous="NORMAL").faults


def test_ours_loses_nothing(tmp_path: Path) -> None:
    assert not cut_the_power(tmp_path, 60, seed=1).faults
