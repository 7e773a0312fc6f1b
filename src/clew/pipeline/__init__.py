"""Runs the stages in their order and holds the ledger's writer."""

from clew.pipeline.adding import Added, AddOptions, add_documents
from clew.pipeline.deciding import decide, the_entity
from clew.pipeline.deriving import DeriveOptions, believed, derive
from clew.pipeline.judging import Decision, judge, judge_knowing, undo
from clew.pipeline.keeping import KeptFindings
from clew.pipeline.screening import screen_case, set_four_eyes
from clew.pipeline.tally import Tally
from clew.pipeline.touching import Touch, touched_parties
from clew.pipeline.underway import Life, Underway, told_beside, underway
from clew.pipeline.withdrawing import (
    Holder,
    erase_holders,
    holders_of,
    same_words,
    the_document,
    withdraw_document,
    withdrawn_before,
)

__all__ = [
    "AddOptions",
    "Added",
    "Decision",
    "DeriveOptions",
    "Holder",
    "KeptFindings",
    "Life",
    "Tally",
    "Touch",
    "Underway",
    "add_documents",
    "believed",
    "decide",
    "derive",
    "erase_holders",
    "holders_of",
    "judge",
    "judge_knowing",
    "same_words",
    "screen_case",
    "set_four_eyes",
    "the_document",
    "the_entity",
    "told_beside",
    "touched_parties",
    "underway",
    "undo",
    "withdraw_document",
    "withdrawn_before",
]
