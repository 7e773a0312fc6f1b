"""The lines of a text are counted alike whether all at once or one by one."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clew.read.lines import letters_in, lines_of, measured, words_in


@given(st.text(alphabet="aZ_09 .|-\t\n\x0b\x1c", max_size=40))
def test_a_whole_text_gives_what_each_of_its_lines_gives(text: str) -> None:
    assert list(measured(text)) == [(start, line, words_in(line), letters_in(line)) for start, line in lines_of(text)]


@given(st.text(alphabet="aZ_09 .|-\té", max_size=40))
def test_words_are_those_of_the_pattern(line: str) -> None:
    assert words_in(line) == len(re.findall(r"\w+", line))


@pytest.mark.parametrize(
    ("line", "share"),
    [("forty pumps", 10 / 11), ("40 : 12", 0.0), ("сорок насосов", 1.0), (f"{'a' * 400}{'1' * 600}", 1.0)],
)
def test_letters_are_counted_among_the_first_signs_of_lines_in_latin_letters(line: str, share: float) -> None:
    assert letters_in(line) == share
    assert [letters for *_, letters in measured(line)] == [share]
