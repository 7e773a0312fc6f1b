"""One loaded extractor for all tests of the stage, and a document made of a text."""

import hashlib
from collections.abc import Callable

import pytest

from clew.extract import Extractor, extract_claims, load_extractor
from clew.records import Claim, Document, Extraction

Claims = Callable[[str], tuple[Claim, ...]]


def document_of(text: str, language: str = "en") -> Document:
    return Document(hashlib.sha256(text.encode()).hexdigest(), "text.txt", "text/plain", language, text)


@pytest.fixture(scope="session")
def extractor() -> Extractor:
    return load_extractor()


@pytest.fixture(scope="session")
def extraction(extractor: Extractor) -> Callable[[Document], Extraction]:
    def extract(document: Document) -> Extraction:
        return next(extract_claims([document], extractor))

    return extract


@pytest.fixture(scope="session")
def claims(extraction: Callable[[Document], Extraction]) -> Claims:
    """The claims of an English text."""

    def extract(text: str) -> tuple[Claim, ...]:
        return extraction(document_of(text)).claims

    return extract
