"""The list of all proofs, each with how many trials it takes in full and in short."""

from collections.abc import Sequence

from tests.hardening import attacks, big, flips, honest, kills, mutants, paper, power, soak, texts
from tests.hardening.proof import Proof

PROOFS: Sequence[Proof] = (
    Proof("mutated files", "files in 8 formats", 80_000, 800, 80, mutants.run),
    Proof(
        "attacks", "bombs, entities, escapes, hostile readers", attacks.COUNT, attacks.COUNT, attacks.COUNT, attacks.run
    ),
    Proof("honest files", "files of all kinds", 500, 100, 36, honest.run, allowed=0.005),
    Proof("kills while adding", "kills", 500, 5, 1, kills.run_adding),
    Proof("kills while judging", "kills", 500, 50, 4, kills.run_judging),
    Proof("kills while screening", "kills", 500, 50, 4, kills.run_screening),
    Proof("kills while bringing forward", "kills", 500, 50, 4, kills.run_migrating),
    Proof("power cuts", "states of the disk", 20_000, 500, 100, power.run),
    Proof("flipped bits", "flips in ledger, blobs and settings", 2_000, 100, 60, flips.run),
    Proof("16 writers, 16 readers", "seconds", 600, 60, 3, soak.run),
    Proof("small files", "files", 10_000, 10_000, 60, big.run_small_files),
    Proof("large mailbox", "MB", 1_024, 1_024, 8, big.run_mailbox),
    Proof("lit quotes", "pages of one PDF", paper.PAGES, 250, paper.PAGES_IN_SHORT, paper.run),
    Proof("large text", "MB", 500, 500, 5, big.run_text),
    Proof("hostile texts", "texts", texts.COUNT, texts.COUNT, texts.SHORT, texts.run),
)
"""In order; the hostile texts last, because the models they load would count as memory of the big files' proofs."""
