"""Clean-up keeps length, and paragraphs come in pieces of bounded size that cover the text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clew.extract.parse.cleaning import LONGEST_PIECE, clean, pieces
from clew.records import Document, Span


@given(st.text())
def test_cleaning_keeps_length(text: str) -> None:
    assert len(clean(text)) == len(text)


def test_dashes_become_commas_and_quotes_plain() -> None:
    assert clean("drones – “Sterna” — for Minsk’s army") == 'drones , "Sterna" , for Minsk\'s army'


def test_a_dash_inside_a_word_stays_one_word() -> None:
    assert clean("Almaz–Sterna") == "Almaz-Sterna"


@given(st.text(alphabet="ab. \n", max_size=200), st.integers(1, 60))
def test_pieces_lose_no_letter(text: str, times: int) -> None:
    document = Document("0", "a.txt", "text/plain", "en", text * times)
    found = [document.text[span.start : span.end] for span, _ in pieces(document)]
    assert all(len(piece) <= LONGEST_PIECE for piece in found)
    assert sum(piece.count("a") for piece in found) == document.text.count("a")


def test_only_prose_is_read_where_it_is_marked() -> None:
    document = Document("0", "a.txt", "text/plain", "en", "Menu\nOrlan sold it.", prose=(Span(5, 19),))
    assert [document.text[span.start : span.end] for span, _ in pieces(document)] == ["Orlan sold it."]


@pytest.mark.parametrize(
    ("line", "rest"),
    [
        ("PORT SABIRA, March 12 (Meridian Wire) - A firm sold engines.", "A firm sold engines."),
        ("MORVAK (Tideline News) -- “We sold none,” it said.", '"We sold none," it said.'),
        ("Lissen, 3 May (Wire) – Officials spoke.", "Officials spoke."),
        ("LISSEN/MORVAK, May 3 - Officials spoke.", "Officials spoke."),
    ],
)
def test_a_dateline_is_no_part_of_its_sentence(line: str, rest: str) -> None:
    cleaned = clean(line)
    assert len(cleaned) == len(line)
    assert cleaned.strip() == rest


@pytest.mark.parametrize(
    "line", ["Orlan - A firm of Minsk - sold it.", "A-40 - The engine", "The firm (Orlan) sold it."]
)
def test_what_is_no_dateline_stays(line: str) -> None:
    assert clean(line).strip()[0] == line[0]
