"""What stands in quotation marks, and which sentences are direct speech."""

import pytest

from clew.extract import Extractor
from clew.extract.quotations import quotations
from clew.extract.sentence import ParsedText, Sentence, Token
from tests.extract.conftest import document_of


def parsed(extractor: Extractor, text: str) -> ParsedText:
    ((document, found),) = extractor.parsers.english.parse([document_of(text)])
    return ParsedText(document, found.sentences, tuple(() for _ in found.sentences))


def words(sentence: Sentence, inside: frozenset[int]) -> str:
    return " ".join(sentence.tokens[index].text for index in sorted(inside))


@pytest.mark.parametrize(
    ("text", "inside"),
    [
        ('"It was sold," he said.', "It was sold ,"),
        ("“It was sold,” he said.", "It was sold ,"),
        ("„It was sold“, he said.", "It was sold"),
        ("«It was sold to «Orlan» twice», he said.", "It was sold to Orlan twice"),
        ("He called it “closed”.", "closed"),
        ("Nothing was said.", ""),
    ],
)
def test_the_words_inside(extractor: Extractor, text: str, inside: str) -> None:
    whole = parsed(extractor, text)
    assert words(whole.sentences[0], next(quotations(whole)).tokens) == inside


def test_what_is_not_closed_ends_with_its_paragraph(extractor: Extractor) -> None:
    whole = parsed(extractor, "“It was sold. Nobody knew.\n\nThe port closed.")
    assert [bool(quoted.tokens) for quoted in quotations(whole)] == [True, True, False]
    assert [quoted.goes_on for quoted in quotations(whole)] == [False, True, False]


def test_a_quoted_word_makes_no_direct_speech(extractor: Extractor) -> None:
    whole = parsed(extractor, "“It was sold to Orlan.” He called the case “closed”.")
    assert [q.is_speech(s) for s, q in zip(whole.sentences, quotations(whole), strict=True)] == [True, False]


@pytest.mark.parametrize("mark", ["«", "“", '"', "„", "»"])
def test_marks_that_nothing_closes_take_time_with_their_number_only(mark: str) -> None:
    """A hundred thousand of them, in one sentence of marks, are walked once."""
    tokens = tuple(Token(mark if mark == '"' else '"', i, i + 1, mark, "PUNCT", "punct", 0) for i in range(100_000))
    text = ParsedText(document_of(mark * 100_000), (Sentence(tokens, 0, 100_000),), ((),))
    ((quoted,),) = (list(quotations(text)),)
    assert quoted.tokens == frozenset()
