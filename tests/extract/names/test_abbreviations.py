"""Long forms before a short one in brackets."""

import pytest

from clew.extract.names.abbreviations import spelt_out
from clew.extract.sentence import Token


def tokens(text: str) -> list[Token]:
    """The words of a text as tokens; only their texts matter here."""
    return [Token(text=word, start=0, end=0, lemma=word.lower(), pos="", dep="", head=0) for word in text.split()]


@pytest.mark.parametrize(
    ("text", "long"),
    [
        ("the Committee for Open Trade in Varnia ( COTV ) said", "Committee for Open Trade in Varnia"),
        ("of Ostland 's National Agency on Trade Control ( NATC )", "National Agency on Trade Control"),
        ("the Centre for Advanced Port Studies ( C4APS )", "Centre for Advanced Port Studies"),
        ('the Supply and Production Committees ( " SPC " )', "Supply and Production Committees"),
        ("Varnian Merrow Rail and Freight ( MeRaFre )", "Merrow Rail and Freight"),
    ],
)
def test_the_letters_of_the_short_form_find_the_long_one(text: str, long: str) -> None:
    words = tokens(text)
    assert [" ".join(word.text for word in words[a:b]) for a, b in spelt_out(words)] == [long]


@pytest.mark.parametrize(
    "text", ["the firm ( OTX ) sold engines", "Ostrek Optics ( based in Varnia )", "( COTV )", "Port ( P )", "("]
)
def test_what_the_letters_do_not_spell_is_no_long_form(text: str) -> None:
    assert list(spelt_out(tokens(text))) == []
