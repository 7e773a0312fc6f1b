"""Run the long proofs and print one table: `python -m tests.hardening [PROOF…] [--count N] [--minutes N] [--again]`.

A run goes on where the one before it stopped, as long as the code is the same. Exit code 0: all done, nothing found;
1: something was found; 2: nothing was found, but not all is done yet (run it again).
"""

import argparse
import sys
import time
from pathlib import Path

from tests.hardening.proof import Progress, go_on, stamp, table
from tests.hardening.proofs import PROOFS


def main() -> int:
    """Run what is asked for; the exit code."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("proof", nargs="*", help="only these proofs (the beginning of a name is enough)")
    parser.add_argument("--count", type=int, default=sys.maxsize, help="so many trials of each at most")
    parser.add_argument("--minutes", type=float, default=110.0, help="so long in all")
    parser.add_argument("--each", type=float, default=1000.0, help="so many minutes for each proof")
    parser.add_argument("--again", action="store_true", help="begin anew")
    parser.add_argument("--state", type=Path, default=Path("build/hardening.json"), help="where progress is kept")
    asked = parser.parse_args()
    if asked.again:
        asked.state.unlink(missing_ok=True)
    progress = Progress.open(asked.state, stamp())
    wanted = [one for one in PROOFS if not asked.proof or any(one.name.startswith(name) for name in asked.proof)]
    end = time.monotonic() + 60 * asked.minutes
    for proof in wanted:
        for held in go_on(proof, progress, asked.count, min(end, time.monotonic() + 60 * asked.each)):
            print(f"{proof.name}: {held.done:,} of {proof.reach:,}, {len(held.faults)} found", file=sys.stderr)
    print(table(PROOFS, progress))
    if any(not proof.holds(progress.of(proof)) for proof in wanted):
        return 1
    return 0 if all(progress.of(proof).done >= proof.reach for proof in wanted) else 2


if __name__ == "__main__":
    sys.exit(main())
