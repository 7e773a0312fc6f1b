"""Score an extractor on a gold set, by the rules of docs/reference/claims.md, and hold it to floors that only rise."""

from clew.evaluate.causes import Cause, Fault, faults
from clew.evaluate.gate import Floors, GateFault, Lowered, gate, read_floors, read_lowered, write_floors
from clew.evaluate.gold import GoldClaim, GoldSet, read_gold
from clew.evaluate.score import Score, Share, score_claims

__all__ = [
    "Cause",
    "Fault",
    "Floors",
    "GateFault",
    "GoldClaim",
    "GoldSet",
    "Lowered",
    "Score",
    "Share",
    "faults",
    "gate",
    "read_floors",
    "read_gold",
    "read_lowered",
    "score_claims",
    "write_floors",
]
