"""Pieces of English words: what they are, and that each letter knows its own."""

import pytest

from clew.extract.linker.wordpieces import longest_pieces

WORDS = {"[CLS]": 0, "[SEP]": 1, "[UNK]": 2, "orlan": 3, "sold": 4, "engine": 5, "##s": 6, ".": 7, "-": 8, "avia": 9}


def shown(text: str, most: int = 40) -> list[str]:
    """The pieces as words, without the marks around them."""
    names = {number: word for word, number in WORDS.items()}
    return [names[number] for number in longest_pieces(text, WORDS, most).ids.tolist()][1:-1]


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("Orlan sold engines.", ["orlan", "sold", "engine", "##s", "."]),
        ("ÓRLÁN-Avia", ["orlan", "-", "avia"]),
        ("Orlan xyz", ["orlan", "[UNK]"]),
        ("", []),
        (" \n\t ", []),
        ("sold" * 40, ["[UNK]"]),
    ],
)
def test_words_are_cut_into_the_longest_known_pieces(text: str, pieces: list[str]) -> None:
    assert shown(text) == pieces


def test_each_letter_knows_its_piece() -> None:
    text = "Orlan sold engines."
    at = longest_pieces(text, WORDS, 40).at
    assert [int(at[text.index(word)]) for word in ("Orlan", "sold", "engines", ".")] == [1, 2, 3, 5]
    assert int(at[text.index("s.")]) == 4
    assert int(at[text.index(" ")]) == -1


def test_what_is_longer_loses_its_end_and_no_word_is_cut_in_two() -> None:
    assert shown("orlan sold engines", 5) == ["orlan", "sold"]
