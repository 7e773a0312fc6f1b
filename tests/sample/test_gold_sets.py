"""Our own gold sets keep to the vocabulary, quote their texts exactly, and are as wide as their datasheet says."""

import json
import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from rigour.territories import get_territories

from clew.vocabulary import Answer, EntityType, Predicate, Qualifier, SourceKind, Status

GOLD = Path(__file__).parents[2] / "gold"
SETS = ("sample", "passages")
FROM_PROSE = [predicate for predicate in Predicate if predicate is not Predicate.RELATED_TO]


def rows(name: str, file: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (GOLD / name / file).read_text(encoding="utf-8").splitlines()]


def texts(name: str) -> dict[str, str]:
    return {path.name: path.read_text(encoding="utf-8") for path in sorted((GOLD / name / "texts").iterdir())}


@pytest.mark.parametrize("name", SETS)
def test_quotes_stand_at_their_offsets(name: str) -> None:
    documents = texts(name)
    for claim in rows(name, "claims.jsonl"):
        assert documents[claim["doc"]][claim["start"] : claim["end"]] == claim["quote"]
        assert claim["quote"] == claim["quote"].strip()


@pytest.mark.parametrize("name", SETS)
def test_claims_keep_to_the_vocabulary(name: str) -> None:
    for claim in rows(name, "claims.jsonl"):
        assert claim["predicate"] in set(FROM_PROSE)
        assert claim["status"] in set(Status)
        assert {claim["subject"]["type"], claim["object"]["type"]} <= set(EntityType)
        assert {source["kind"] for source in claim["sources"]} <= set(SourceKind)
        assert set(claim["qualifiers"]) <= set(Qualifier)
        answer = claim["qualifiers"].get("answer")
        assert (answer in set(Answer)) if claim["predicate"] == "responds" else (answer is None)


@pytest.mark.parametrize("name", SETS)
def test_qualifiers_and_sources_are_words_of_the_text(name: str) -> None:
    documents = texts(name)
    for claim in rows(name, "claims.jsonl"):
        told = [value for key, value in claim["qualifiers"].items() if key != "answer"]
        for words in [part for value in told for part in value.split("; ")] + [s["name"] for s in claim["sources"]]:
            assert words in documents[claim["doc"]], (claim["doc"], words)


@pytest.mark.parametrize("name", SETS)
def test_parties_are_entities_of_their_document(name: str) -> None:
    documents = texts(name)
    entities = rows(name, "entities.jsonl")
    named = {(doc, form) for entity in entities for doc in entity["docs"] for form in entity["names"]}
    for claim in rows(name, "claims.jsonl"):
        assert {(claim["doc"], claim["subject"]["name"]), (claim["doc"], claim["object"]["name"])} <= named
    for entity in entities:
        assert all(any(form in documents[doc] for form in entity["names"]) for doc in entity["docs"])
    assert len({entity["id"] for entity in entities}) == len(entities)


@pytest.mark.parametrize("name", SETS)
def test_no_claim_occurs_twice(name: str) -> None:
    seen = Counter(
        (
            claim["doc"],
            claim["start"],
            claim["predicate"],
            claim["subject"]["name"],
            claim["object"]["name"],
            claim["status"],
        )
        for claim in rows(name, "claims.jsonl")
    )
    assert max(seen.values()) == 1


def test_passages_are_wide() -> None:
    claims = rows("passages", "claims.jsonl")
    predicates = Counter(claim["predicate"] for claim in claims)
    assert all(predicates[predicate] >= 4 for predicate in FROM_PROSE)
    assert {claim["status"] for claim in claims} == set(Status)
    assert {source["kind"] for claim in claims for source in claim["sources"]} == set(SourceKind)
    languages = Counter(name[:2] for name in texts("passages"))
    assert sum(languages.values()) >= 30
    assert languages["ru"] >= 5
    assert languages["zh"] >= 5


def test_datasheet_gives_the_counts() -> None:
    sheet = (GOLD / "passages" / "DATASHEET.md").read_text(encoding="utf-8")
    claims = rows("passages", "claims.jsonl")
    assert f"{len(texts('passages'))} passages" in sheet
    assert f"{len(claims)} claims and {len(rows('passages', 'entities.jsonl'))} parties" in sheet
    for field in ("predicate", "status"):
        for value, count in Counter(claim[field] for claim in claims).items():
            assert f"| `{value}` | {count} |" in sheet, (value, count)
    for code, language in (("en", "English"), ("ru", "Russian"), ("zh", "Chinese")):
        count = sum(claim["doc"].startswith(code) for claim in claims)
        assert re.search(rf"\| {language}[^|]*\| \d+ \| {count} \|", sheet), (language, count)


@pytest.mark.parametrize("name", sorted(texts("passages")))
def test_passages_are_about_nobody_real(name: str) -> None:
    text = texts("passages")[name]
    real = {territory.name for territory in get_territories() if territory.is_country}
    real |= {"Reuters", "OFAC", "Bloomberg", "United Nations", "European Union", "Россия", "Китай", "中国", "俄罗斯"}
    assert not [state for state in sorted(real) if re.search(rf"\b{re.escape(state)}\b", text)]
