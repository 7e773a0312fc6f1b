"""Plain wordings of each predicate, one table: what a sentence states is found, between these parties."""

import hashlib
from collections.abc import Mapping
from pathlib import Path

import pytest

from clew.extract import Extractor, extract_claims
from clew.records import Document

TABLES = {"en": "wordings.txt", "ru": "wordings_ru.txt", "zh": "wordings_zh.txt"}
ROWS = [
    (language, *line.split(" || "))
    for language, name in TABLES.items()
    for line in (Path(__file__).parent / name).read_text(encoding="utf-8").splitlines()
    if " || " in line
]


@pytest.fixture(scope="module")
def stated(extractor: Extractor) -> Mapping[str, set[str]]:
    """Each sentence with all that is found in it, in the form of the table."""
    documents = [
        Document(
            hashlib.sha256(text.encode()).hexdigest(), "a.txt", "text/plain", language, text, published="2023-06-02"
        )
        for language, text, _ in ROWS
    ]
    return {
        document.text: {
            f"{claim.predicate} | {claim.subject.name if claim.subject else ''} -> "
            f"{claim.object.name if claim.object else ''}"
            for claim in extraction.claims
        }
        for document, extraction in zip(documents, extract_claims(documents, extractor), strict=True)
    }


@pytest.mark.parametrize(("text", "wanted"), [row[1:] for row in ROWS], ids=[text[:60] for _, text, _ in ROWS])
def test_what_a_sentence_states_is_found(text: str, wanted: str, stated: Mapping[str, set[str]]) -> None:
    assert set(wanted.split(" ;; ")) <= stated[text]
