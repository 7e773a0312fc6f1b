"""Compare two names of any script: a score between 0 and 1 and the signals that add up to it."""

from typing import Any, NamedTuple

import numpy as np

from clew.names import score_kernels
from clew.names.arrays import NAME, ROWS, RULES, TOKEN, Letters, form_number, type_number
from clew.names.fold import fold
from clew.names.forms import split_form
from clew.names.kernels import note_letters
from clew.names.prepare import MOST_TOKENS, Preparer
from clew.names.romanise import romanise
from clew.names.signals import tell
from clew.records import Match, Signal
from clew.vocabulary import EntityType


def name_key(name: str) -> str:
    """The key by which two spellings of one name are equal: folded, in Latin letters, without legal form."""
    words, _ = split_form(fold(name).split())
    return fold(romanise(" ".join(words))) or fold(romanise(name))


class Room(NamedTuple):
    """Room that a comparison works in."""

    slots: Any
    tables: Any
    links: Any
    ids: Any
    pairs: Any
    parts: Any
    off: Any
    bounds: Any
    rows: Any


def _room() -> Room:
    return Room(
        slots=np.zeros(4 * MOST_TOKENS, TOKEN),
        tables=np.zeros((4 * MOST_TOKENS, 3, 128), np.int64),
        links=np.zeros((512, 5)),
        ids=np.arange(MOST_TOKENS, dtype=np.int32),
        pairs=np.zeros((score_kernels.MOST_PAIRS, 4)),
        parts=np.zeros(3),
        off=np.zeros(4),
        bounds=np.zeros(3, np.int64),
        rows=np.zeros((score_kernels.MOST_ROWS, ROWS), np.int32),
    )


def compare_names(left: str, right: str, type: EntityType | None = None) -> Match:
    """Compare two names as screening does: the score (1 for the same name) and the signals that add up to it.

    `left` is the name asked for and `right` the one on a list; `type` is that of what bears the names, if known.
    """
    preparer = Preparer()
    ours, theirs = (preparer.prepare(name, person=type is EntityType.PERSON) for name in (left, right))
    collected = Letters()
    collected.add((*ours.tokens, *theirs.tokens))
    tokens, letters = collected.packed()
    note_letters(tokens, letters, np.zeros(len(tokens), np.int64))
    middle = len(ours.tokens)
    names = np.zeros(2, NAME)
    names["at"], names["end"] = (0, middle), (middle, len(tokens))
    names["form"] = form_number(ours.form), form_number(theirs.form)
    names["type"] = type_number(type)
    room = _room()
    _, count = score_kernels.compare(RULES, tokens, letters, names, room)
    if not count:
        return Match(0.0, (Signal("no word in common", 0.0),), left, right)
    rows = room.rows[:count].ravel().tolist()
    signals = tell(
        rows,
        [token.text for token in ours.tokens],
        lambda token: theirs.tokens[token].text,
        (ours.form or "", theirs.form or ""),
    )
    return Match(sum(rows[1::ROWS]) / score_kernels.UNIT, signals, left, right)
