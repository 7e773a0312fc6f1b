"""Words of saying between commas are parsed by themselves, and stand in their place afterwards."""

import pytest

from clew.extract import Extractor
from clew.extract.parse.asides import without_asides
from tests.extract.parse.test_english import arc, parse


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("The firm, the report says, sold engines.", "The firm sold engines."),
        ("The firm, says the report, sold engines.", "The firm sold engines."),
        ("The firm, a dealer, the report says, sold engines.", "The firm, a dealer, sold engines."),
        ("The firm, which the report says, sold engines.", "The firm, which the report says, sold engines."),
        ("The firm sold engines, said Orla Dusk, a clerk.", "The firm sold engines, said Orla Dusk, a clerk."),
        ("The firm, said to be Varnian, sold engines.", "The firm, said to be Varnian, sold engines."),
        ("The firm, owned by the state, sold engines.", "The firm, owned by the state, sold engines."),
    ],
)
def test_asides_are_taken_out(text: str, left: str) -> None:
    assert without_asides(text)[0] == left


@pytest.mark.parametrize(
    "text",
    [
        "Among the importer's partners, customs records show, was Orlan Trading.",
        "Orlan Trading, a dealer, Veles said, sold engines. It, the report adds, paid.",
    ],
)
def test_every_word_keeps_its_place(extractor: Extractor, text: str) -> None:
    sentence = parse(extractor, text)
    assert [text[token.start : token.end] for token in sentence.tokens] == [token.text for token in sentence.tokens]
    assert [token.start for token in sentence.tokens] == sorted(token.start for token in sentence.tokens)


def test_the_aside_hangs_on_the_clause_around_it(extractor: Extractor) -> None:
    sentence = parse(extractor, "Orlan Trading, the report says, sold engines to Avia.")
    assert arc(sentence, "says") == ("parataxis", "sold")
    assert arc(sentence, "report") == ("nsubj", "says")
    assert arc(sentence, "Trading") == ("nsubj", "sold")
