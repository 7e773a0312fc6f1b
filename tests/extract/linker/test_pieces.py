"""Pieces of any text, as either network cuts them: each letter points at one, in order."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from clew.extract.linker.network import network_of


@pytest.mark.parametrize("language", ["en", "ru", "zh"])
@given(text=st.text(max_size=300))
def test_any_text_is_cut_and_letters_point_into_it(language: str, text: str) -> None:
    pieces = network_of(language).encoder.cut(text, 64)
    assert len(pieces.at) == len(text)
    assert 2 <= len(pieces.ids) <= 64
    inside = pieces.at[pieces.at >= 0]
    assert np.all(np.diff(inside) >= 0)
    assert np.all((inside >= 1) & (inside <= len(pieces.ids) - 2))
