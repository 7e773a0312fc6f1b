"""Pieces of Russian and Chinese: what they are, and that each letter knows its own."""

import pytest

from clew.extract.linker.unigrams import Vocabulary, likeliest_pieces, read_pieces

TABLE = """<s>\t0
</s>\t0
<unk>\t-20
\u2581Orlan\t-5
\u2581sold\t-4
\u2581engine\t-5
s\t-3
.\t-2
-\t-2
\u2581\t-3
Avia\t-6
A\t-7
via\t-7
\u2581Орион\t-6
у\t-3
向\t-4
公司\t-5
"""
WORDS = Vocabulary.of(read_pieces(TABLE))


def shown(text: str, most: int = 40) -> list[str]:
    """The pieces as words, without the marks around them."""
    names = {number: piece for piece, number in WORDS.numbers.items()} | {WORDS.unknown: "<unk>"}
    return [names[number].replace("\u2581", "_") for number in likeliest_pieces(text, WORDS, most).ids.tolist()[1:-1]]


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("Orlan sold engines.", ["_Orlan", "_sold", "_engine", "s", "."]),
        ("Orlan-Avia", ["_Orlan", "-", "Avia"]),
        ("Ориону", ["_Орион", "у"]),
        ("公司向公司", ["_", "公司", "向", "公司"]),
        ("\uff21via", ["_", "Avia"]),
        ("Orlan q", ["_Orlan", "_", "<unk>"]),
        ("sold</s>", ["_sold", "<unk>", "<unk>", "s", "<unk>"]),
        ("", []),
        (" \n\t ", []),
    ],
)
def test_words_are_cut_into_the_likeliest_pieces(text: str, pieces: list[str]) -> None:
    assert shown(text) == pieces


def test_each_letter_knows_its_piece_and_a_blank_none() -> None:
    at = likeliest_pieces("Ориону 公司向", WORDS, 40).at
    assert at.tolist() == [1, 1, 1, 1, 1, 2, -1, 4, 4, 5]


@pytest.mark.parametrize("count", [399, 400, 401, 800])
def test_no_letter_of_a_long_word_is_left_without_a_piece(count: int) -> None:
    assert (likeliest_pieces("公" * count, WORDS, 2 * count).at > 0).all()


def test_what_is_longer_loses_its_end() -> None:
    assert shown("Orlan sold engines", 5) == ["_Orlan", "_sold", "_engine"]
