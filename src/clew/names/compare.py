"""Compare names of any script: a score between 0 and 1 and the signals that add up to it."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np

from clew.names import kernels, score_kernels
from clew.names.arrays import NAME, ROWS, RULES, TOKEN, Letters, form_number, type_number
from clew.names.compiled import machine_code, plain_code
from clew.names.fold import fold
from clew.names.forms import split_form
from clew.names.prepare import MOST_TOKENS, PreparedName, Preparer
from clew.names.romanise import romanise
from clew.names.signals import tell
from clew.records import Match, Signal
from clew.vocabulary import EntityType

_AT_ONCE = 4096
"""Pairs that are compared in one go, so that the room for their accounts stays small."""

_MANY = 10_000
"""From so many pairs on loading the compiler pays."""


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
    return next(match for match in compare_all([(left, right)], type) if match)


def compare_all(
    pairs: Sequence[tuple[str, str]], type: EntityType | None = None, least: float = 0.0
) -> Iterator[Match | None]:
    """Compare the names of each pair as `compare_names` does; None for those that score less than `least`."""
    functions = (machine_code if len(pairs) > _MANY else plain_code)(kernels, score_kernels)
    packed = _packed(pairs, type)
    room = _room()
    rows = np.zeros((min(_AT_ONCE, len(pairs)), score_kernels.MOST_ROWS, ROWS), np.int32)
    functions["note_letters"](packed.tokens, packed.letters, np.zeros(len(packed.tokens), np.int64))
    for start in range(0, len(pairs), _AT_ONCE):
        some = pairs[start : start + _AT_ONCE]
        records = packed.records[[packed.places[name] for pair in some for name in pair]]
        counts = np.zeros(len(some), np.int32)
        bound = round(least * score_kernels.UNIT)
        functions["compare_pairs"](RULES, packed.tokens, packed.letters, records, room, bound, counts, rows)
        for number, (pair, count) in enumerate(zip(some, counts.tolist(), strict=True)):
            yield None if count < 0 else _told(pair, rows[number, :count].ravel().tolist(), packed)


class Packed(NamedTuple):
    """Names laid out for the kernels: all tokens and letters, a record for each name, and where each name stands."""

    tokens: Any
    letters: Any
    records: Any
    places: Mapping[str, int]
    prepared: Sequence[PreparedName]


def _packed(pairs: Sequence[tuple[str, str]], type: EntityType | None) -> Packed:
    preparer = Preparer()
    places = {name: number for number, name in enumerate(dict.fromkeys(name for pair in pairs for name in pair))}
    prepared = [preparer.prepare(name, person=type is EntityType.PERSON) for name in places]
    collected = Letters()
    records = np.zeros(len(prepared), NAME)
    for record, one in zip(records, prepared, strict=True):
        record["at"] = len(collected)
        collected.add(one.tokens)
        record["end"], record["form"] = len(collected), form_number(one.form)
    records["type"] = type_number(type)
    tokens, letters = collected.packed()
    return Packed(tokens, letters, records, places, prepared)


def _told(pair: tuple[str, str], rows: Sequence[int], packed: Packed) -> Match:
    """The score and the signals of an account."""
    left, right = pair
    if not rows:
        return Match(0.0, (Signal("no word in common", 0.0),), left, right)
    ours, theirs = (packed.prepared[packed.places[name]] for name in pair)
    signals = tell(
        rows,
        [token.text for token in ours.tokens],
        lambda token: theirs.tokens[token].text,
        (ours.form or "", theirs.form or ""),
    )
    return Match(sum(rows[1::ROWS]) / score_kernels.UNIT, signals, left, right)
