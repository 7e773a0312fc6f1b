"""Passages about invented parties, each with what it states and on whose word (see sources.txt)."""

from pathlib import Path

import pytest

from tests.extract.conftest import Claims

TABLE = Path(__file__).with_name("sources.txt")


def rows() -> list[tuple[str, str, list[str]]]:
    found = []
    for line in TABLE.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            text, stated, told = (part.strip() for part in line.split(" || "))
            found.append((text, stated, [] if told == "-" else [name.strip() for name in told.split(";")]))
    return found


@pytest.mark.parametrize(("text", "stated", "sources"), rows())
def test_a_statement_rests_on_whose_word_the_passage_gives_it(
    claims: Claims, text: str, stated: str, sources: list[str]
) -> None:
    predicate, parties = (part.strip() for part in stated.split("|"))
    found = [
        [source.name for source in claim.sources]
        for claim in claims(text)
        if claim.subject and claim.object and claim.predicate == predicate
        if f"{claim.subject.name} -> {claim.object.name}" == parties
    ]
    assert found == [sources]
