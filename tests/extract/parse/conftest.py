"""What tests of the parsers share: Russian sentences as trees."""

from collections.abc import Callable, Mapping

import pytest

from clew.extract.parse.russian import RussianParser
from clew.records import Document

Hangs = Callable[[str], Mapping[str, tuple[str, str]]]


@pytest.fixture(scope="session")
def parser() -> RussianParser:
    """The parser of Russian, made once."""
    return RussianParser()


@pytest.fixture(scope="session")
def hangs(parser: RussianParser) -> Hangs:
    """Each word of a Russian sentence with its label and the word that it hangs on."""

    def of(text: str) -> Mapping[str, tuple[str, str]]:
        document = Document("0" * 64, "a.txt", "text/plain", "ru", text)
        ((_, parsed),) = list(parser.parse([document]))
        (sentence,) = parsed.sentences
        return {token.text: (token.dep, sentence.tokens[token.head].text) for token in sentence.tokens}

    return of
