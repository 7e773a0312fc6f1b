"""What stands in quotation marks, and which sentences are direct speech."""

import pytest

from clew.extract import Extractor
from clew.extract.quotations import quotations
from clew.extract.sentence import ParsedText, Sentence
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
