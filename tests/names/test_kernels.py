"""The inner loops count edits as rapidfuzz does, and give the same as plain and as machine code."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from rapidfuzz.distance import OSA

from clew.names.kernels import HEARD, LONGEST, bits, edits, note_slot


@given(st.text("abcde", min_size=1, max_size=44), st.text("abcde", max_size=40))
def test_edits_are_counted_as_elsewhere(left: str, right: str) -> None:
    tables = np.zeros((2, 3, 128), np.int64)
    ours, theirs = np.frombuffer(left.encode(), np.uint8), np.frombuffer(right.encode() or b"-", np.uint8)
    note_slot(tables, 1, HEARD, ours, 0, len(left))
    assert len(left) < LONGEST
    assert edits(tables, 1, HEARD, len(left), theirs, 0, len(right)) == OSA.distance(left, right)


@given(st.integers(0, 2**32 - 1))
def test_bits_are_counted(number: int) -> None:
    assert bits(number) == number.bit_count()
