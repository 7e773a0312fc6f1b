"""Passages about invented parties, each with what it states and on whose word (see sources.txt)."""

from collections.abc import Callable
from pathlib import Path

import pytest

from clew.records import Document, Extraction
from tests.extract.conftest import document_of

TABLES = {"en": "sources.txt", "ru": "sources_ru.txt", "zh": "sources_zh.txt"}


def rows() -> list[tuple[str, str, str, list[str]]]:
    found = []
    for language, name in TABLES.items():
        for line in Path(__file__).with_name(name).read_text(encoding="utf-8").splitlines():
            if line and not line.startswith("#"):
                text, stated, told = (part.strip() for part in line.split(" || "))
                sources = [] if told == "-" else [source.strip() for source in told.split(";")]
                found.append((language, text, stated, sources))
    return found


@pytest.mark.parametrize(("language", "text", "stated", "sources"), rows())
def test_a_statement_rests_on_whose_word_the_passage_gives_it(
    extraction: Callable[[Document], Extraction], language: str, text: str, stated: str, sources: list[str]
) -> None:
    predicate, parties = (part.strip() for part in stated.split("|"))
    found = [
        [source.name for source in claim.sources]
        for claim in extraction(document_of(text, language)).claims
        if claim.subject and claim.object and claim.predicate == predicate
        if f"{claim.subject.name} -> {claim.object.name}" == parties
    ]
    assert found == [sources]
