"""Look whether a case still holds what it vouches for: chain, ids, blobs, quotes; each check names what does not."""

from clew.checks.case import CHECKS, Check, run_checks

__all__ = ["CHECKS", "Check", "run_checks"]
